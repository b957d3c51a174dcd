"""Which decision extends, varies or replaces which, passes its money on, or draws on it.

A link goes from a later decision to an earlier one. Some are facts of their own; others follow from facts that
name another decision, or a fact of one. By which word, the ontology says for each field.
"""

import json
from collections.abc import Iterable
from typing import Any

from graphkit import names
from graphkit.desk import Answer, Desk
from graphkit.errors import UnknownName
from graphkit.scope import Scope
from graphkit.store import Store

_LISTED = "IN (SELECT value FROM json_each(?))"
#: Every link that a fact says, or makes by what it names: the fact, the two decisions and the word.
_LINKS = """
    SELECT fact.id AS fact, fact.decision AS after, fact.body, reference.said,
      CASE WHEN field.form IN ('decision', 'decisions') THEN reference.other ELSE named.decision END AS before,
      coalesce(field.link_word, json_extract(fact.body, '$.values.' || relation.link)) AS word
    FROM reference JOIN field ON field.key = reference.field JOIN fact ON fact.id = reference.fact
    JOIN relation ON relation.name = fact.relation LEFT JOIN fact AS named ON named.id = reference.other
    WHERE (field.link_word IS NOT NULL OR relation.earlier = field.key)"""


def lineage(store: Store, reference: str | None = None, scope: Scope | None = None) -> Answer:
    """The links of one decision, earlier and later, over as many steps as there are; or all links of the store.

    Returns ``{"decision", "earlier": [link], "later": [link], "cites_only": [pair], "left_out", ...}`` with links in
    the order of a tree, each once and with its ``depth``; without a reference, ``{"links": [link], "cites_only",
    ...}``. A link is ``{"earlier", "later", "kind", "stated", "because", "decision", "url", "locators"}``: A
    *kind* B reads from ``later`` to ``earlier``, ``because`` lists the facts that say so; it is ``stated`` unless each
    of these is inferred, or the field by which it names the other decision. Each end is
    ``{"reference", "title", "date_signed", "in_store"}``. ``cites_only`` are pairs of decisions of which the later
    one cites the earlier one, and has no link to it. Raises UnknownName where nothing here has or names that reference.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     (link, *_) = lineage(store, "DMPCD 2015 96")["earlier"]
    >>> link["later"]["reference"], link["kind"], link["earlier"]["reference"], link["earlier"]["in_store"]
    ('DMPCD 2015 96', 'draws on', 'DMPCD 2014 110', True)
    """
    desk = Desk(store, scope)
    reference = reference or desk.scope.decision
    if reference is None:
        links = sorted(_links(desk, "1", []), key=_order)
        return {"links": [_shown(desk, link) for link in links], "cites_only": _cites_only(desk, links, None), **desk.left()}
    id = _named(desk, store, reference)
    up, down = _tree(desk, id, "earlier"), _tree(desk, id, "later")
    return {
        "decision": _end(desk, id),
        "earlier": [_shown(desk, link) | {"depth": depth} for depth, link in up],
        "later": [_shown(desk, link) | {"depth": depth} for depth, link in down],
        "cites_only": _cites_only(desk, [link for _, link in (*up, *down)], id),
        **desk.left(),
    }


def _named(desk: Desk, store: Store, reference: str) -> str:
    """The id of a decision of the store, or of one to which one of the store is linked, or which it cites."""
    try:
        return desk.decision(reference)
    except UnknownName:
        id, whole = names.decision_id(reference), Desk(store)
        if _next(whole, [id], "later") or _cites_only(whole, [], id):
            return id
        raise


def later(desk: Desk, id: str) -> list[Answer]:
    """The links of later decisions to this one, those of the first signed first."""
    return [_shown(desk, link) for link in sorted(_next(desk, [id], "later"), key=_order)]


def _next(desk: Desk, ids: Iterable[str], side: str) -> list[Answer]:
    """The links from decisions to the next on one side of them."""
    listed = json.dumps(sorted(ids))
    if side == "earlier":
        return _links(desk, f"fact.decision {_LISTED}", [listed])
    named = f"SELECT value FROM json_each(?) UNION ALL SELECT id FROM fact WHERE decision {_LISTED}"
    return _links(desk, f"reference.other IN ({named})", [listed, listed])


def _links(desk: Desk, condition: str, parameters: list[Any]) -> list[Answer]:
    """The links in scope that fit a condition on ``fact`` and ``reference``: one for each word between two decisions.

    Decisions that nobody knows to be signed by the date asked for go to the desk's ``left_out`` instead.
    """
    more, also = desk.scope._replace(decision=None).where()
    rows = desk.db.execute(
        "SELECT after, before, word, link.fact, link.body, max(link.said), decision.reference, date_signed, signed_by_day, url"
        f" FROM ({_LINKS} AND {condition}{more}) AS link JOIN decision ON decision.id = after WHERE before <> after"
        " GROUP BY after, before, word, link.fact ORDER BY link.fact",
        [*parameters, *also],
    ).fetchall()
    found: dict[tuple[str, str, str], Answer] = {}
    for after, before, word, fact, text, said, reference, signed, by_day, url in rows:
        if not desk.counts(reference, signed, by_day):
            continue
        values = json.loads(text)["values"]
        link = {"later": after, "earlier": before, "kind": word, "stated": False, "because": [], "decision": reference}
        link = found.setdefault((after, before, word), link | {"url": url, "locators": [], "signed": by_day})
        link["stated"] = link["stated"] or (bool(said) and values.get("stated", True))
        link["because"].append(fact)
        link["locators"] = list(dict.fromkeys([*link["locators"], *values["locators"]]))
    return list(found.values())


def _order(link: Answer) -> tuple[Any, ...]:
    """Those of the decision that was signed first stand first, undated ones last."""
    return link["signed"] is None, link["signed"], link["later"], link["earlier"], link["kind"]


def _tree(desk: Desk, id: str, side: str) -> list[tuple[int, Answer]]:
    """Every link on one side of a decision, each once, below the one that leads there soonest; with its depth."""
    depths, level = {id: 0}, [id]
    found: dict[str, list[Answer]] = {}
    other = "later" if side == "earlier" else "earlier"
    while level:
        links = sorted(_next(desk, level, side), key=_order)
        found |= {one: [link for link in links if link[other] == one] for one in level}
        level = sorted({link[side] for link in links} - depths.keys())
        depths |= dict.fromkeys(level, max(depths.values()) + 1)
    rows: list[tuple[int, Answer]] = []
    waiting, open_ = [(1, link) for link in reversed(found[id])], depths.keys() - {id}
    while waiting:
        depth, link = waiting.pop()
        rows.append((depth, link))
        end = link[side]
        # Of several links to the same decision, what follows stands below the last.
        last = not any(one[side] == end for _, one in waiting[-1:])
        if end in open_ and depths[end] == depth and last:
            open_ -= {end}
            waiting += [(depth + 1, one) for one in reversed(found[end])]
    return rows


def _cites_only(desk: Desk, links: Iterable[Answer], id: str | None) -> list[Answer]:
    """Pairs of decisions (one of them ``id``, if given) of which the later cites the earlier, without a link."""
    linked = {(link["later"], link["earlier"]) for link in links}
    rows = desk.db.execute(
        "SELECT decision.id, json_each.value, reference, date_signed, signed_by_day, url FROM decision, json_each(cites)"
        " WHERE ? IS NULL OR decision.id = ? OR json_each.value = ?"
        " ORDER BY date_signed IS NULL, date_signed, decision.id, json_each.value",
        [id] * 3,
    ).fetchall()
    return [
        {"later": _end(desk, after), "earlier": _end(desk, before), "decision": reference, "url": url}
        for after, before, reference, signed, by_day, url in rows
        if (after, before) not in linked and after != before and desk.counts(reference, signed, by_day)
    ]


def _shown(desk: Desk, link: Answer) -> Answer:
    ends = {side: _end(desk, link[side]) for side in ("earlier", "later")}
    return ends | {key: link[key] for key in ("kind", "stated", "because", "decision", "url", "locators")}


def _end(desk: Desk, id: str) -> Answer:
    """A decision at one end of a link."""
    row = desk.db.execute("SELECT title, date_signed FROM decision WHERE id = ?", (id,)).fetchone()
    title, signed = row or (None, None)
    return {"reference": desk.cited(id), "title": title, "date_signed": signed, "in_store": row is not None}
