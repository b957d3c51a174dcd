"""What is left of an authority to spend, and whether what a delegation concerns lies within its cap.

An authority to spend (an envelope, in the ontology that comes with graphkit) moves no money: flows are
allocated under it. Its own decision may list them, or each flow may name it; both count, once. Amounts of
different stages are never added, so where they differ only the largest of their sums is surely allocated,
and what is left is an upper limit.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from graphkit import names
from graphkit.desk import Answer, Desk
from graphkit.scope import Scope

_NOTHING = Decimal("0.00")
#: Why a flow is not counted although the answer is complete without it.
_SURE = ("decided later", "restated by", "excluded:")
#: Each limit of a scope, and why a flow that it leaves out is not counted.
_LIMITS = {
    "decision": "told in another decision",
    "programme": "not told to be of this programme",
    "as_of": "decided later",
    "year": "for other years",
    "stated_only": "inferred",
    "stage": "at another stage",
}


class Sums(NamedTuple):
    """Money by stage: the facts that count, why others do not, and whether that is all."""

    rows: list[Answer]
    by_stage: list[Answer]
    unknown: int
    not_counted: list[Answer]
    complete: bool

    @property
    def top(self) -> Answer:
        """The stage with the largest sum: what is surely there, as stages are never added."""
        return max(self.by_stage, key=lambda row: row["amount"], default={"stage": None, "amount": _NOTHING})

    @property
    def approx(self) -> bool:
        """Whether an amount among them is only about right."""
        return any(row.get("amount_kind") == "approx" for row in self.rows)


def envelope(desk: Desk, fact: Answer) -> Answer:
    """An authority to spend with what was allocated under it.

    Adds ``authorised`` (the decisions behind it, and whether the store has them), ``uses``, ``not_counted``,
    ``by_stage``, ``allocated`` (None where stages differ), ``unknown_amounts``, ``headroom`` with its
    ``headroom_kind`` (up_to: no more than that is left), and ``beyond`` (at least so much) with the flows.
    """
    sums = _sums(desk, _uses(desk, fact))
    amount, top = fact["amount"], sums.top
    limit = bool(sums.unknown) or len(sums.by_stage) > 1 or not sums.complete
    beyond = None if amount is None else max(_NOTHING, top["amount"] - amount)
    about = "approx" if sums.approx or fact.get("amount_kind") == "approx" else "exact"
    return {
        **fact,
        "authorised": [_authority(desk, reference) for reference in fact.get("authorised_by", ())],
        "uses": [_use(desk, row) for row in sums.rows],
        "not_counted": sums.not_counted,
        "by_stage": sums.by_stage,
        "allocated": top["amount"] if len(sums.by_stage) < 2 else None,
        "unknown_amounts": sums.unknown,
        "headroom": None if amount is None else max(_NOTHING, amount - top["amount"]),
        "headroom_kind": None if amount is None else "up_to" if limit else about,
        "beyond": beyond,
        "beyond_flows": [row["id"] for row in sums.rows if beyond and row.get("stage") == top["stage"]],
    }


def within(desk: Desk, fact: Answer) -> Answer:
    """Whether the money that a delegation concerns lies within its cap: ``within_limit``, and the sums in ``concerned``.

    False where one amount alone is more than the cap; True where all together are not; None where that is not
    known: an amount is not stated, or each is within and all together are not, as no cap says which it means.
    """
    limit, concerned = fact.get("limit"), fact.get("concerns", ())
    if limit is None or fact.get("limit_kind") != "cap" or not concerned:
        return {"within_limit": None, "concerned": None}
    sums = _sums(desk, concerned)
    amounts = [row["amount"] for row in sums.rows if row["amount"] is not None]
    answer: bool | None = None
    if any(amount > limit for amount in amounts):
        answer = False
    elif amounts and not sums.unknown and sums.complete and sum(amounts) <= limit:
        answer = True
    told = {"by_stage": sums.by_stage, "unknown_amounts": sums.unknown, "largest": max(amounts, default=None)}
    return {"within_limit": answer, "concerned": told | {"not_counted": sums.not_counted}}


def _uses(desk: Desk, fact: Answer) -> list[str]:
    """What was allocated under an authority, as it says itself or as the flows do."""
    (field,) = desk.db.execute("SELECT uses FROM relation WHERE name = ?", (fact["relation"],)).fetchone()
    rows = desk.db.execute(
        "SELECT other FROM reference WHERE fact = ? AND field = ? UNION"
        " SELECT fact FROM reference WHERE other = ? AND field IN (SELECT key FROM field WHERE inverse = ?) ORDER BY 1",
        (fact["id"], field, fact["id"], field),
    )
    return [id for (id,) in rows]


def _sums(desk: Desk, ids: Iterable[str]) -> Sums:
    """The money among these facts that counts in the scope, by stage."""
    listed = json.dumps(sorted(ids))
    condition = "relation.carries = 'money' AND fact.id IN (SELECT value FROM json_each(?))"
    found = {fact["id"]: fact for fact in desk.facts(condition, [listed])}
    because = {id: why for id, why in _outside(desk, condition, listed).items() if id not in found}
    for id, fact in found.items():
        if later := next((other["id"] for other in found.values() if id in other.get("restates", ())), None):
            because[id] = f"restated by {later}"
        for conflict in fact.get("conflicts", ()):
            if not conflict["used"]:
                because[id] = f"excluded: see {conflict['conflict']}"
    rows = [fact for id, fact in found.items() if id not in because]
    by_stage: dict[str | None, Answer] = {}
    for row in rows:
        stage = row.get("stage")
        entry = by_stage.setdefault(stage, {"stage": stage, "amount": _NOTHING, "flows": 0, "unknown_amounts": 0})
        entry["amount"] += row["amount"] or _NOTHING
        entry["flows"] += 1
        entry["unknown_amounts"] += row["amount"] is None
    return Sums(
        rows,
        [by_stage[stage] for stage in sorted(by_stage, key=str)],
        sum(entry["unknown_amounts"] for entry in by_stage.values()),
        [{"flow": id, "because": because[id]} for id in sorted(because)],
        all(why.startswith(_SURE) for why in because.values()),
    )


def _outside(desk: Desk, condition: str, listed: str) -> dict[str, str]:
    """Why each of these facts lies outside the scope, as far as one limit alone says so."""
    because: dict[str, str] = {}
    for limit, why in _LIMITS.items():
        scope = Scope(**{limit: getattr(desk.scope, limit)})
        if scope == Scope():
            continue
        more, also = scope.where()
        query = (
            "SELECT fact.id, decision.date_signed, decision.signed_by_day FROM fact"
            " JOIN relation ON relation.name = fact.relation JOIN decision ON decision.id = fact.decision WHERE "
        )
        inside = {
            id: scope.signed(by_day, signed) for id, signed, by_day in desk.db.execute(query + condition + more, [listed, *also])
        }
        for id, _, _ in desk.db.execute(query + condition, [listed]).fetchall():
            if not inside.get(id, False):
                because.setdefault(
                    id, "no date says whether it was decided by then" if id in inside and inside[id] is None else why
                )
    return because


def _authority(desk: Desk, reference: str) -> Answer:
    held = desk.db.execute("SELECT 1 FROM decision WHERE id = ?", (names.decision_id(reference),)).fetchone()
    return {"reference": reference, "in_store": held is not None}


def _use(desk: Desk, fact: Answer) -> Answer:
    row = desk.row(fact)
    keys = ("funder", "recipient", "amount", "amount_kind", "stage", "decision", "decided", "locators")
    return {"flow": row["flow"], **{key: row[key] for key in keys}}
