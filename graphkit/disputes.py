"""Facts that exclude each other: which of them a question meets, and which is used.

What says so is itself a fact (an observation, in the ontology that comes with graphkit): it names them in
the field that its kind declares for that. Within a scope there is a dispute only where two of them are left.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit import rules
from graphkit.model import Judgement

if TYPE_CHECKING:
    from graphkit.desk import Desk

#: Facts that some other one says are excluded by another.
CONTESTED = (
    "EXISTS (SELECT 1 FROM reference WHERE reference.other = fact.id"
    " AND reference.field IN (SELECT alternatives FROM relation WHERE alternatives IS NOT NULL))"
)


class Dispute(NamedTuple):
    """Facts that exclude each other, as the fact ``id`` says, and which of them is used."""

    id: str
    facts: tuple[str, ...]
    choice: rules.Choice

    @property
    def used(self) -> str:
        """The fact that is used."""
        return self.facts[self.choice.place]


def disputes(desk: "Desk", condition: str = "1", parameters: Iterable[Any] = ()) -> Iterator[Dispute]:
    """The disputes in a desk's scope whose own fact fits a condition on ``fact`` and ``relation``, by id."""
    more, also = desk.scope.where()
    found = desk.db.execute(
        "SELECT fact.id, relation.alternatives, fact.body, decision.reference, decision.date_signed, decision.signed_by_day"
        " FROM fact JOIN relation ON relation.name = fact.relation JOIN decision ON decision.id = fact.decision"
        f" WHERE relation.alternatives IS NOT NULL AND {condition}{more} ORDER BY fact.id",
        [*parameters, *also],
    ).fetchall()
    for id, field, text, reference, signed, by_day in found:
        body = json.loads(text)
        if field in body["values"] and desk.counts(reference, signed, by_day):
            sides = list(_sides(desk, body["values"][field]))
            judged = next((Judgement(*row) for row in body.get("judged", ()) if row[0] == field), None)
            if len(sides) > 1:
                yield Dispute(id, tuple(side.id for side in sides), rules.facts(sides, judged))


def of_fact(desk: "Desk", id: str) -> list[Dispute]:
    """The disputes in which a fact stands against others."""
    within = (
        "fact.id IN (SELECT fact FROM reference WHERE other = ?"
        " AND field IN (SELECT alternatives FROM relation WHERE alternatives IS NOT NULL))"
    )
    return [dispute for dispute in disputes(desk, within, [id]) if id in dispute.facts]


def _sides(desk: "Desk", ids: list[str]) -> Iterator[rules.Side]:
    """Those of these facts that lie in the scope, by id."""
    more, also = desk.scope.where()
    rows = desk.db.execute(
        "SELECT fact.id, fact.stated, fact.body, decision.reference, decision.date_signed, decision.signed_by_day"
        " FROM fact JOIN decision ON decision.id = fact.decision"
        f" WHERE fact.id IN (SELECT value FROM json_each(?)){more} ORDER BY fact.id",
        [json.dumps(ids), *also],
    ).fetchall()
    for id, stated, body, reference, signed, by_day in rows:
        if desk.counts(reference, signed, by_day):
            yield rules.Side(id, bool(stated), json.loads(body)["values"]["locators"], by_day)
