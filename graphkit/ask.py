"""Questions about one party, decision or fact, answered from the store as plain dicts (the JSON contract).

Amounts are Decimal pounds, unknown ones None. Which kinds of fact carry money or authority, and which
of their fields are the two ends, the store knows from the ontology; no kind is known by name here.
"""

import json
from collections.abc import Iterable

from graphkit import lineage, names
from graphkit.desk import MONEY, Answer, Desk, unreviewed
from graphkit.errors import UnknownName
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.succession import related


def payments(desk: Desk, side: str, party: str) -> list[Answer]:
    """Rows of money with a party at one end (subject or object), and with the joint groups it belongs to, as shared."""
    at_end = f"fact.{side} = ? AND {MONEY}"
    rows = {row["flow"]: row for row in awards(desk, at_end, [party])}
    for group in desk.groups(party):
        others = [desk.party(member) for member in desk.members(group) if member != party]
        for row in awards(desk, at_end, [group]):
            # What was awarded to a member, and later to the group, is told by the group.
            rows.pop(row["flow"], None)
            pot = {"amount": row["amount"], "amount_kind": row["amount_kind"], "currency": row["currency"]}
            row["shared"] = pot | {"by_year": row.pop("by_year", None), "group": desk.party(group), "with": others}
            rows[row["flow"]] = row | {"amount": None, "amount_kind": None, "currency": None}
    return list(rows.values())


#: What a row says of the facts that told its award earlier.
_BEFORE = ("amount", "amount_kind", "stage", "decision", "decided", "locators")


def awards(desk: Desk, condition: str, parameters: Iterable[str]) -> list[Answer]:
    """One row an award that fits a condition, as it was told last, perhaps with another payee; what told it earlier is
    under ``restates``."""
    facts = {fact["id"]: fact for fact in desk.facts(condition, parameters)}
    here, linked = set(facts), _linked(desk, facts)
    after = set().union(*(_told(desk, id, "other", "fact") for id in linked)) - facts.keys()
    earlier = {id: _told(desk, id, "fact", "other") for id in linked | after}
    more = (after | set().union(*earlier.values())) - facts.keys()
    facts |= {fact["id"]: fact for fact in desk.facts("fact.id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(more))])}
    earlier = {id: told & facts.keys() for id, told in earlier.items() if id in facts}
    place = {id: number for number, id in enumerate(facts)}
    told_before = set().union(*earlier.values())
    rows = []
    for id in (here | after) & facts.keys() - told_before:
        listed = sorted(earlier.get(id, ()), key=place.__getitem__)
        told = [{"flow": other, **{key: facts[other].get(key) for key in _BEFORE}} for other in listed]
        rows.append((place[id], desk.row(facts[id]) | {"restates": told}))
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _linked(desk: Desk, ids: Iterable[str]) -> set[str]:
    """Those of these facts that tell another one again, or are told again."""
    rows = desk.db.execute(
        "WITH here (id) AS (SELECT value FROM json_each(?)) SELECT id FROM here, reference WHERE fact = id AND field = 'restates'"
        " UNION SELECT id FROM here, reference WHERE other = id AND field = 'restates'",
        [json.dumps(list(ids))],
    )
    return {id for (id,) in rows}


def _told(desk: Desk, id: str, here: str, there: str) -> set[str]:
    """Every flow that told the same award before or after, in the scope or not: one in between may lie outside."""
    rows = desk.db.execute(
        f"WITH RECURSIVE told (id) AS (SELECT {there} FROM reference WHERE {here} = ? AND field = 'restates' UNION"
        f" SELECT {there} FROM reference JOIN told ON {here} = told.id AND field = 'restates') SELECT id FROM told",
        (id,),
    )
    return {other for (other,) in rows}


def who_funds(store: Store, name: str, scope: Scope | None = None) -> Answer:
    """Who gives a party money, flow by flow, and who stands at the beginning of it.

    Returns ``{"recipient", "funders": [row], "ultimate": [{"funder", "hop_count", "via", "basis", "stated",
    "at_least", "estimate", "at_most", "contradiction"}], "figures"}``. The figures are those of ``trace``;
    ``figures`` is False and they are None where a store is too large to work out all of them at once.
    ``basis`` is *named* where each step is said to pay for the next (or its payer has no known funder),
    *open* where a step rests only on money that may pay for it; of these the 25 nearest are told, and
    ``ultimate_complete`` is False where there are more. An award that was told several times is one row, with
    the earlier ones in its ``restates``. ``left_out`` names decisions left out for want of a date, ``related``
    the bodies before and after the party, which are other parties (see :func:`graphkit.succession.related`).
    """
    from graphkit.origins import ultimate
    from graphkit.reach import reached_from

    desk = Desk(store, scope)
    recipient = desk.resolve(name)
    rows = payments(desk, "object", recipient["id"])
    for row in rows:
        if row["recipient"] == recipient:
            del row["recipient"]
    beginnings, complete = ultimate(desk, recipient["id"])
    figures, known = reached_from(desk, beginnings, recipient["id"])
    answer: Answer = {"recipient": recipient, "funders": rows, "ultimate": [row | figures[id] for id, row in beginnings.items()]}
    answer |= {"ultimate_complete": complete, "figures": known, "related": related(desk, [recipient["id"]])}
    return answer | desk.left()


def funded_by(store: Store, name: str, scope: Scope | None = None) -> Answer:
    """Whom a party gives money, flow by flow, and whom it reaches at the end.

    Returns ``{"funder", "recipients": [row], "final": [{"recipient", "hop_count", "via", "basis", "stated",
    "at_least", "estimate", "at_most", "contradiction"}], "final_complete", "figures"}``. A final recipient is
    one from whom some of the money is not known to go further. Of a store that is too large to work out all
    figures at once, ``figures`` is False and ``final`` empty. ``related`` is that of :func:`who_funds`.
    """
    from graphkit.reach import last_recipients

    desk = Desk(store, scope)
    funder = desk.resolve(name)
    rows = payments(desk, "subject", funder["id"])
    for row in rows:
        if row["funder"] == funder:
            del row["funder"]
    final, complete, known = last_recipients(desk, funder["id"])
    answer = {"funder": funder, "recipients": rows, "final": final, "final_complete": complete, "figures": known}
    return answer | {"related": related(desk, [funder["id"]])} | desk.left()


def partners(store: Store, name: str, scope: Scope | None = None) -> Answer:
    """Partnerships in which a party takes part, itself or as one of a collective.

    Returns ``{"organisation", "partnerships": [{"kind", "name", "members", "lead", ...}]}``.
    """
    desk = Desk(store, scope)
    organisation = desk.resolve(name)
    within = [id for (id,) in desk.db.execute("SELECT party FROM member WHERE member = ?", (organisation["id"],))]
    rows = []
    for id in (organisation["id"], *within):
        condition = (
            "relation.peers IS NOT NULL AND fact.id IN"
            " (SELECT fact FROM participant WHERE organisation = ? AND field IN (relation.peers, 'called'))"
        )
        for fact in desk.facts(condition, [id]):
            row = {key: fact.get(key) for key in ("kind", "name", "members", "lead", "since")}
            row |= {"as": None if id == organisation["id"] else desk.party(id), "stated": fact["stated"]}
            row |= {key: fact[key] for key in ("decision", "decided", "url", "locators")}
            rows.append(row | {"partnership": fact["id"]} | unreviewed(fact))
    return {"organisation": organisation, "partnerships": rows, **desk.left()}


def organisation(store: Store, name: str, scope: Scope | None = None) -> Answer:
    """All that is known of one party: names, identifiers, units, members, who came before and after, and every fact.

    ``took_over_from`` and ``work_went_to`` hold other parties, ``{"id", "name", "since", "until"}`` each.
    """
    desk = Desk(store, scope)
    party = desk.resolve(name)
    id = party["id"]
    row = desk.db.execute(
        "SELECT kind, unit_of, note, since, until, aliases, former_names, identifiers FROM organisation WHERE id = ?", (id,)
    ).fetchone()
    kind, unit_of, note, since, until, aliases, former, identifiers = row
    units = desk.db.execute("SELECT id FROM organisation WHERE unit_of = ? ORDER BY id", (id,)).fetchall()
    within = desk.db.execute("SELECT party FROM member WHERE member = ? ORDER BY party", (id,)).fetchall()
    apart: dict[str, list[Answer]] = {"before": [], "after": []}
    for other in related(desk, [id]):
        apart[other.pop("relation")].append(other)
    facts = list(desk.facts(*desk.involving(id)))
    return {
        **party,
        "kind": kind,
        "aliases": json.loads(aliases),
        "former_names": json.loads(former),
        "identifiers": json.loads(identifiers),
        "since": since,
        "until": until,
        "took_over_from": apart["before"],
        "work_went_to": apart["after"],
        "unit_of": desk.party(unit_of) if unit_of else None,
        "units": [desk.party(unit) for (unit,) in units],
        "members": [desk.party(member) for member in desk.members(id)],
        "member_of": [desk.party(group) for (group,) in within],
        "note": note,
        "facts": facts,
        **desk.left(),
    }


def decision(store: Store, reference: str, scope: Scope | None = None) -> Answer:
    """One decision and every fact that it states, by section.

    Returns ``{"reference", "aliases", ..., "later": [link], "facts": {section: [fact]}}``; ``later`` are the links of
    later decisions to this one, see :mod:`graphkit.lineage`.
    """
    desk = Desk(store, (scope or Scope())._replace(decision=reference))
    id = desk.scope.decision or ""
    answer = _decision(desk, id) | {"later": lineage.later(desk, id)}
    sections: dict[str, list[Answer]] = {}
    order = dict(desk.db.execute("SELECT name, section FROM relation ORDER BY rank"))
    facts = list(desk.facts("1", []))
    for name, section in order.items():
        if listed := [fact for fact in facts if fact["relation"] == name]:
            sections[section] = listed
    return answer | {"facts": sections, **desk.left()}


def _decision(desk: Desk, id: str) -> Answer:
    row = desk.db.execute(
        "SELECT reference, title, url, date_signed, date_from, date_to, decided_by, programmes, cites, notes, aliases"
        " FROM decision"
        " WHERE id = ?",
        (id,),
    ).fetchone()
    reference, title, url, signed, earliest, latest, decider, programmes, cites, notes, aliases = row
    cited = [{"reference": desk.cited(other), "in_store": desk.own_reference(other) is not None} for other in json.loads(cites)]
    return {
        "id": id,
        "reference": reference,
        "aliases": json.loads(aliases),
        "title": title,
        "url": url,
        "date_signed": signed,
        "date_between": [earliest, latest] if earliest else None,
        "decided_by": desk.party(decider) if decider else None,
        "programmes": [desk.party(programme) for programme in json.loads(programmes)],
        "cites": cited,
        "notes": json.loads(notes),
    }


def decisions(store: Store, scope: Scope | None = None) -> Answer:
    """All decisions of the store with the number of their facts."""
    desk = Desk(store, scope)
    rows = []
    for id, reference, signed, by_day, number in desk.db.execute(
        "SELECT decision.id, reference, date_signed, signed_by_day, count(fact.id) FROM decision"
        " LEFT JOIN fact ON fact.decision = decision.id GROUP BY decision.id"
        " ORDER BY date_signed IS NULL, date_signed, decision.id"
    ).fetchall():
        if desk.tells(id) and desk.counts(reference, signed, by_day):
            rows.append(_decision(desk, id) | {"fact_count": number})
    return {"decisions": rows, **desk.left()}


def organisations(store: Store, kind: str | None = None) -> Answer:
    """All named parties, or those of one kind: ``{"organisations": [{"id", "name", "kind", "aliases"}]}``."""
    kinds = sorted(k for (k,) in store.db.execute("SELECT DISTINCT kind FROM organisation"))
    if kind is not None and kind not in kinds:
        raise UnknownName(kind, names.near(kind, kinds) or kinds, "there is no kind")
    rows = store.db.execute(
        "SELECT id, name, kind, aliases FROM organisation WHERE kind <> 'unnamed' AND ? IN (kind, '') ORDER BY name, id",
        (kind or "",),
    )
    return {"organisations": [{"id": i, "name": n, "kind": k, "aliases": json.loads(a)} for i, n, k, a in rows]}


def search(store: Store, text: str, limit: int = 20, kind: str | None = None) -> Answer:
    """Parties, decisions and facts, or those of one kind, whose words begin as those of a text do, best first."""
    words = names.key(text).split()
    if not words:
        return {"text": text, "hits": []}
    query = " ".join('"' + word.replace('"', "") + '"*' for word in words)
    rows = store.db.execute(
        "SELECT kind, id, title, text FROM words WHERE words MATCH ? AND kind = coalesce(?, kind)"
        " ORDER BY rank, kind, id LIMIT ?",
        (query, kind, limit),
    )
    return {"text": text, "hits": [{"kind": k, "id": i, "title": t, "text": s} for k, i, t, s in rows]}
