"""Where statements disagree: each of them, which one is used, and the rule that says so.

There are two kinds: a field that one fact tells in several ways, and facts that exclude each other. Both go
by the same rules (:mod:`graphkit.rules`), and a judgement turns either round (:mod:`graphkit.judgements`).
"""

import json
from typing import Any

from graphkit import rules
from graphkit.desk import Answer, Desk, reasons
from graphkit.disputes import Dispute, disputes
from graphkit.scope import Scope
from graphkit.store import Store

FIELD = "a field told in several ways"
FACTS = "facts that exclude each other"


def conflicts(store: Store, name: str | None = None, scope: Scope | None = None) -> Answer:
    """All conflicts, or those in facts with or about a party.

    Returns ``{"organisation", "conflicts": [{"conflict", "kind", "field", "facts", "statements", "used", "rule",
    "judgement", ...}], "rules"}``. A statement is a value with its places, or a whole fact; ``rules`` are
    those by which one of them is used, in their order.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     for row in conflicts(store, "IOM Mentoring service")["conflicts"]:
    ...         print(row["used"], "-", row["rule"])
    pcd-1514/dmpc-director-of-commissioning - told in the recommendations (what is signed)
    2025-12 - a date is read at its widest
    """
    desk = Desk(store, scope)
    organisation = desk.resolve(name) if name is not None else None
    within, party = desk.involving(organisation["id"]) if organisation else ("1", [])
    found = [
        _field(fact, field)
        for fact in desk.facts(f"fact.id IN (SELECT fact FROM telling) AND {within}", party)
        for field in dict.fromkeys(telling["field"] for telling in fact["told"])
    ]
    for dispute in list(disputes(desk)):
        if organisation is None or _about(desk, dispute, within, party):
            found.append(_facts(desk, dispute))
    found.sort(key=lambda row: (row["decided"] is None, row["decided"] or "", row["decision"], row["conflict"]))
    order = [{"rule": rule, "means": means} for rule, means in rules.RULES.items()]
    return {"organisation": organisation, "conflicts": found, "rules": order, **desk.left()}


def _source(fact: Answer) -> Answer:
    return {key: fact[key] for key in ("decision", "decided", "decided_between", "url")}


def _field(fact: Answer, field: str) -> Answer:
    told = [telling for telling in fact["told"] if telling["field"] == field]
    statements = [{"fact": fact["id"], "value": t["value"], "locators": t["locators"], "used": t["used"]} for t in told]
    return {
        "conflict": f"{fact['id']}#{field}",
        "kind": FIELD,
        "field": field,
        "facts": [fact["id"]],
        "message": None,
        "statements": statements,
        "used": next(t["value"] for t in told if t["used"]),
        "rule": told[0]["rule"],
        "judgement": told[0]["judgement"],
        **_source(fact),
    }


def _facts(desk: Desk, dispute: Dispute) -> Answer:
    (noted,) = desk.facts("fact.id = ?", [dispute.id])
    listed = "fact.id IN (SELECT value FROM json_each(?))"
    sides = {fact["id"]: fact for fact in desk.facts(listed, [json.dumps(dispute.facts)])}
    return {
        "conflict": dispute.id,
        "kind": FACTS,
        "field": None,
        "facts": list(dispute.facts),
        "message": noted.get("message"),
        "statements": [
            {"fact": id, "value": _alone(sides[id]), "locators": sides[id]["locators"], "used": id == dispute.used}
            for id in dispute.facts
        ],
        "used": dispute.used,
        "rule": dispute.choice.rule,
        "judgement": reasons(dispute.choice),
        **_source(noted),
    }


def _alone(fact: Answer) -> Answer:
    """A fact without what is said of it here already."""
    return {key: value for key, value in fact.items() if key not in ("contested", "conflicts")}


def _about(desk: Desk, dispute: Dispute, within: str, party: list[Any]) -> bool:
    """Whether one of the facts is with a party, or concerns a fact that is."""
    listed = json.dumps(dispute.facts)
    aims = "SELECT other FROM reference WHERE field = 'concerns' AND reference.fact IN (SELECT value FROM json_each(?))"
    found = desk.db.execute(
        f"SELECT 1 FROM fact WHERE (fact.id IN (SELECT value FROM json_each(?)) OR fact.id IN ({aims})) AND {within} LIMIT 1",
        [listed, listed, *party],
    )
    return found.fetchone() is not None
