"""Decisions that are cited and not in the store, by the money whose way they may tell."""

import json
from collections.abc import Collection, Iterator

from graphkit import names
from graphkit.desk import Answer, Desk
from graphkit.money import pounds
from graphkit.named import Named

_LISTED = "IN (SELECT value FROM json_each(?))"


def absent(desk: Desk, named: Named, parties: Collection[str] | None = None) -> list[Answer]:
    """Decisions cited in scope that are not in the store, those first that would tell the way of most money.

    Each is ``{"decision", "amount", "unknown_count", "cited_by", "facts"}``. ``facts`` are the flows, budgets and
    authorities to spend of which a ``gap`` is not known (*upstream*: what pays for it; *downstream*: what it pays
    for) among the facts that cite the decision; where no fact does, among all of the decision that cites it. The
    amount is the sum of those that are ``counted``: none is that another one of them pays for, or allows. It
    ranks, and is no total: stages stand side by side in it. With ``parties`` only facts that begin or end with
    one of these count.
    """
    cited: dict[str, list[Answer]] = {}
    for id, by in (*_facts_that_cite(desk), *_decisions_that_cite(desk)):
        cited.setdefault(id, []).append(by)
    here = {id for (id,) in desk.db.execute(f"SELECT id FROM decision WHERE id {_LISTED}", [json.dumps(sorted(cited))])}
    rows = []
    for id in sorted(cited.keys() - here):
        if facts := _carrying(desk, [by["fact"] for by in cited[id] if by["fact"]]):
            found = _at_stake(desk, named, f"fact.id {_LISTED}", facts, parties)
        else:
            citing = [names.decision_id(by["decision"]) for by in cited[id]]
            found = _at_stake(desk, named, f"fact.decision {_LISTED}", citing, parties)
        if parties is not None and not found:
            continue
        counted = [fact for fact in found if fact["counted"]]
        stated = [fact["amount"] for fact in counted if fact["amount"] is not None]
        rows.append(
            {
                "decision": names.reference(id),
                "amount": pounds(sum(int(amount * 100) for amount in stated)) if stated else None,
                "unknown_count": len(counted) - len(stated),
                "cited_by": cited[id],
                "facts": found,
            }
        )
    return sorted(rows, key=lambda row: (-1 if row["amount"] is None else row["amount"], row["unknown_count"]), reverse=True)


def _carrying(desk: Desk, facts: list[str]) -> list[str]:
    """Those of these facts that carry money or authority: a mere link between decisions has no way to tell."""
    rows = desk.db.execute(
        "SELECT fact.id FROM fact JOIN relation ON relation.name = fact.relation"
        f" WHERE relation.carries IS NOT NULL AND fact.id {_LISTED} ORDER BY 1",
        [json.dumps(facts)],
    )
    return [id for (id,) in rows]


def _facts_that_cite(desk: Desk) -> Iterator[tuple[str, Answer]]:
    """Ids of the decisions that facts name in any of their fields."""
    kinds = desk.db.execute(
        "SELECT field.key, json_group_array(relation.name) FROM field, relation, json_each(relation.fields)"
        " WHERE form IN ('decision', 'decisions') AND json_each.value = field.key GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for key, relations in kinds:
        condition = f"fact.relation {_LISTED} AND json_extract(fact.body, '$.values.' || ?) IS NOT NULL"
        for fact in desk.facts(condition, [relations, key]):
            listed = fact[key] if isinstance(fact[key], list) else [fact[key]]
            for reference in listed:
                yield names.decision_id(reference), {"fact": fact["id"], "field": key} | _evidence(fact)


def _decisions_that_cite(desk: Desk) -> Iterator[tuple[str, Answer]]:
    """Ids of the decisions that whole decisions cite."""
    for id, reference, signed, by_day, cites, url in desk.db.execute(
        "SELECT id, reference, date_signed, signed_by_day, cites, url FROM decision WHERE cites <> '[]' ORDER BY id"
    ).fetchall():
        if desk.tells(id) and desk.counts(reference, signed, by_day):
            for other in json.loads(cites):
                yield other, {"fact": None, "field": "cites", "decision": reference, "url": url, "locators": []}


def _at_stake(desk: Desk, named: Named, condition: str, ids: Collection[str], parties: Collection[str] | None) -> list[Answer]:
    """Money and authorities to spend among these facts, of which something is not known."""
    found = []
    kinds = "(relation.carries = 'money' OR (relation.carries = 'authority' AND relation.object IS NULL))"
    authority = {name for (name,) in desk.db.execute("SELECT name FROM relation WHERE carries = 'authority'")}
    for fact in desk.facts(f"{kinds} AND {condition}", [json.dumps(sorted(ids))]):
        if fact["relation"] in authority:
            # An authority to spend does not say with what money.
            gap, ends, amount = ["upstream"], {fact[desk.ends(fact["relation"])[0]]["id"]}, fact["amount"]
        elif flow := named.flows.get(fact["id"]):
            gap, ends = named.gap(flow.id), {flow.payer, flow.payee}
            amount = None if flow.amount is None else pounds(flow.amount)
        else:
            continue  # an earlier telling of a flow that stands elsewhere
        if gap and (parties is None or not ends.isdisjoint(parties)):
            row = {"fact": fact["id"], "relation": fact["relation"], "gap": gap, "amount": amount}
            found.append(row | {"amount_kind": fact.get("amount_kind"), "counted": True} | _evidence(fact))
    _count_once(desk, {row["fact"]: row for row in found}, {row["fact"] for row in found if row["relation"] in authority})
    return found


def _count_once(desk: Desk, rows: dict[str, Answer], allowing: set[str]) -> None:
    """Mark rows whose money another row with a stated amount pays for, or allows."""
    for fact, field, other in desk.db.execute(
        f"SELECT fact, field, other FROM reference WHERE fact {_LISTED} AND other {_LISTED}", [json.dumps(sorted(rows))] * 2
    ):
        above, below = (fact, other) if fact in allowing else (other, fact)
        if (field == "funded_from" or above in allowing) and rows[above]["amount"] is not None:
            rows[below]["counted"] = False


def _evidence(fact: Answer) -> Answer:
    return {key: fact[key] for key in ("decision", "url", "locators")}
