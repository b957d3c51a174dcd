"""Flows of money in a scope, and which of them may pay for which.

A flow g may pay for a flow f where g's recipient (or a member of it) pays f, and f's ``funded_from``
names g, or a budget that does; where f has none, any unrestricted g that does not start after f ends.
"""

from typing import NamedTuple

from graphkit.desk import MONEY, Desk
from graphkit.money import OWN


class Flow(NamedTuple):
    """What tracing needs of a flow. ``named``: its funded_from is given, and complete."""

    id: str
    funder: str
    recipient: str
    pence: int | None
    stated: bool
    restricted: bool
    named: bool
    first: str | None
    last: str | None


class Payer(NamedTuple):
    """A flow that may pay for another.

    ``sure``: it is named; ``through``: the budgets in between; ``stated``: none of these is inferred.
    """

    flow: Flow
    sure: bool
    through: tuple[str, ...] = ()
    stated: bool = True


_COLUMNS = (
    "fact.id, fact.subject, fact.object, fact.pence, fact.stated, fact.restricted, fact.named, fact.first_day, fact.last_day"
)


class Flows:
    """The flows of a store that lie in a scope; its year is left aside: money may come from other years."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        more, self._also = desk.scope._replace(year=None).where()
        self._from = (
            f"SELECT {_COLUMNS}, decision.signed_by_day, decision.reference FROM fact"
            " JOIN relation ON relation.name = fact.relation JOIN decision ON decision.id = fact.decision"
            f" WHERE {{}}{more} ORDER BY fact.id"
        )
        signed, day = desk.scope.signed_in_sql()
        self._more, self._all = more + signed, [*self._also, *day]
        self._kinds = [name for (name,) in desk.db.execute(f"SELECT name FROM relation WHERE {MONEY}")]
        self._into: dict[str, list[Flow]] = {}

    def _flows(self, condition: str, parameters: list[str]) -> list[Flow]:
        found = []
        for *row, by_day, reference in self.desk.db.execute(self._from.format(condition), [*parameters, *self._also]):
            counts = self.desk.scope.signed(by_day)
            if counts is None:
                self.desk.left_out.add(reference)
            elif counts:
                found.append(Flow(*row))
        return found

    def into(self, party: str) -> list[Flow]:
        """Flows that a party may spend: its own, and those of joint groups it belongs to."""
        if party not in self._into:
            holders = [party, *self.desk.groups(party)]
            self._into[party] = self._flows(f"{MONEY} AND fact.object IN ({_marks(holders)})", holders)
        return self._into[party]

    def sources(self, party: str, until: str | None = None) -> list[tuple[str, str | None, str, bool]]:
        """Where a party's money comes from: funder, flow, last day, whether it is stated.

        One row for each flow that names what pays for it; for the others one row a funder, without a flow,
        with the latest of their last days ("~" where one has none). With ``until``: only what may pay for a
        flow that ends then, so nothing that is restricted or starts later.
        """
        where, given = self._sources(party, until)
        rows = self.desk.db.execute(
            "SELECT fact.subject, iif(fact.named, fact.id, NULL), max(coalesce(fact.last_day, '~')), max(fact.stated) FROM fact"
            f" WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2",
            given,
        )
        return rows.fetchall()

    def paid(self, party: str, until: str) -> bool:
        """Whether :meth:`sources` finds anything, without reading it all."""
        where, given = self._sources(party, until)
        return self.desk.db.execute(f"SELECT 1 FROM fact WHERE {where} LIMIT 1", given).fetchone() is not None

    def _sources(self, party: str, until: str | None) -> tuple[str, list[str]]:
        holders = [party, *self.desk.groups(party)]
        when = " AND NOT fact.restricted AND (fact.first_day IS NULL OR fact.first_day <= ?)" if until else ""
        where = f"fact.object IN ({_marks(holders)}) AND fact.relation IN ({_marks(self._kinds)}){when}{self._more}"
        return where, [*holders, *self._kinds, *([until] if until else []), *self._all]

    def payers(self, flow: Flow) -> tuple[list[Payer], bool]:
        """What may pay for a flow, and whether the payer's own money may."""
        if flow.named:
            return self.named(flow.id)
        return [
            Payer(other, sure=False)
            for other in self.into(flow.funder)
            if other.id != flow.id and not other.restricted and not (other.first and flow.last and other.first > flow.last)
        ], True

    def named(self, id: str, through: tuple[str, ...] = (), stated: bool = True) -> tuple[list[Payer], bool]:
        """What a flow or budget says pays for it, budgets followed to what feeds them; and whether own money does.

        Money of unknown size takes the place of what lies outside the scope.
        """
        rows = self.desk.db.execute(
            "SELECT reference.other, fact.object IS NULL, fact.named, fact.stated,"
            f" EXISTS (SELECT 1 FROM fact WHERE fact.id = reference.other{self._more})"
            " FROM reference LEFT JOIN fact ON fact.id = reference.other"
            " WHERE reference.fact = ? AND reference.field = 'funded_from' ORDER BY 1",
            [*self._all, id],
        ).fetchall()
        found: list[Payer] = []
        own = False
        for other, is_budget, is_named, is_stated, counts in rows:
            if other == OWN or not counts or (is_budget and not is_named):
                own = True
            elif is_budget and other not in through:
                more, also_own = self.named(other, (*through, other), stated and bool(is_stated))
                found += more
                own = own or also_own
            elif not is_budget:
                found += [Payer(flow, True, through, stated) for flow in self._flows(f"{MONEY} AND fact.id = ?", [other])]
        return found, own

    def fits(self, payer: Flow, flow: Flow) -> bool:
        """Whether a named payer surely can pay: it comes in time, is not bound to years, and is not promised twice."""
        if payer.first and flow.last and payer.first > flow.last:
            return False
        if self.desk.db.execute("SELECT 1 FROM schedule WHERE fact = ? LIMIT 1", (payer.id,)).fetchone():
            return False
        (pence,) = self.desk.db.execute(
            "SELECT coalesce(sum(fact.pence), 0) FROM reference JOIN fact ON fact.id = reference.fact"
            " WHERE reference.other = ? AND reference.field = 'funded_from' AND NOT EXISTS (SELECT 1 FROM reference AS also"
            " WHERE also.fact = reference.fact AND also.field = 'funded_from' AND also.other <> reference.other)",
            (payer.id,),
        ).fetchone()
        return bool(pence <= (payer.pence or 0))


def _marks(items: list[str]) -> str:
    return ", ".join("?" * len(items))
