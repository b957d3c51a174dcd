"""Who stands at the beginning of a party's money.

Upwards from the party, step by step. What has no ``funded_from`` is looked at payer by payer, not flow by
flow: what may pay for one such flow of a payer may pay for each that ends no earlier.
"""

import json
from typing import NamedTuple

from graphkit.desk import MONEY, Answer, Desk
from graphkit.disputes import disputes
from graphkit.money import OWN

#: A chain longer than this is no longer read by anybody.
MAX_HOPS = 12
#: How many beginnings are told that are only possible, the nearest first. Where no grant says what pays for
#: it, half the funders of a country may stand behind any of them: a list of thousands says nothing.
MAX_OPEN = 25
#: The end of a flow that is not told to end: later than any day.
NO_END = "~"


class Step(NamedTuple):
    """Money at one step upwards: one flow that names what pays for it, or all of a payer's that do not."""

    funder: str
    flow: str | None
    last_day: str
    chain: tuple[str, ...]
    stated: bool


class Payer(NamedTuple):
    """A flow that is said to pay for another, maybe through budgets: its id, funder, last day."""

    id: str
    funder: str
    named: bool
    last: str | None
    stated: bool


class Funding:
    """Who may have paid for what a party pays, read from the store step by step."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        more, also = desk.scope._replace(year=None).where()
        signed, day = desk.scope.signed_in_sql()
        unused = [id for dispute in disputes(desk) for id in dispute.facts if id != dispute.used]
        more += " AND fact.id NOT IN (SELECT value FROM json_each(?))" if unused else ""
        also = [*also, json.dumps(unused)] if unused else also
        self._more, self._all = more + signed, [*also, *day]
        self._kinds = [name for (name,) in desk.db.execute(f"SELECT name FROM relation WHERE {MONEY}")]

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

    def named(self, id: str, through: tuple[str, ...] = (), stated: bool = True) -> tuple[list[Payer], bool | None]:
        """What a flow or budget says pays for it, budgets followed to what feeds them.

        And whether that is stated of own money, None where own money does not pay. Money of unknown size takes the
        place of what lies outside the scope.
        """
        rows = self.desk.db.execute(
            "SELECT reference.other, reference.said, fact.object IS NULL, fact.named, fact.stated, fact.subject, fact.last_day,"
            f" EXISTS (SELECT 1 FROM fact WHERE fact.id = reference.other{self._more})"
            " FROM reference LEFT JOIN fact ON fact.id = reference.other"
            " WHERE reference.fact = ? AND reference.field = 'funded_from' ORDER BY 1",
            [*self._all, id],
        ).fetchall()
        found: list[Payer] = []
        own: list[bool] = []
        for other, said, is_budget, is_named, is_stated, funder, last, counts in rows:
            sure = stated and bool(said and (is_stated or not counts))
            if other == OWN or not counts or (is_budget and not is_named):
                own.append(sure)
            elif is_budget and other not in through:
                more, also_own = self.named(other, (*through, other), sure)
                found += more
                own += [] if also_own is None else [also_own]
            elif not is_budget:
                found.append(Payer(other, funder, bool(is_named), last, sure))
        return found, any(own) if own else None


def ultimate(desk: Desk, party: str) -> tuple[dict[str, Answer], bool]:
    """Who stands at the beginning, by id: ``{"funder", "hop_count", "via", "basis", "stated"}``; and whether that is all.

    A funder stands at the beginning where nobody known pays it for what it gives, or where its own money
    may. ``basis`` is *named* where each step is said to pay for the next (or its payer has no known funder),
    *open* where a step is only possible; at most 25 of these are told. The shortest chain is told, a named
    one before an open one.
    """
    flows = Funding(desk)
    found: dict[str, Answer] = {}
    complete = True
    for named_only in (True, False):
        here = _steps(flows.sources(party), ())
        seen: dict[tuple[str, str | None], str] = {}
        hops = 1
        told = 0
        enough = False
        while here and hops <= MAX_HOPS:
            further: list[Step] = []
            for step in here:
                if told >= MAX_OPEN and not named_only:
                    enough = True
                    break
                if seen.get((step.funder, step.flow), "") >= step.last_day:
                    continue
                seen[step.funder, step.flow] = step.last_day
                payers, own = _above(flows, step, named_only)
                if own is not None and step.funder not in found and step.funder != party:
                    told += 1
                    found[step.funder] = {
                        "funder": desk.party(step.funder),
                        "hop_count": hops,
                        "via": [desk.party(link) for link in step.chain[1:]],
                        "basis": "named" if named_only else "open",
                        "stated": step.stated and own,
                    }
                further += payers
            here, hops = ([] if enough else further), hops + 1
        further_away = any(seen.get((step.funder, step.flow), "") < step.last_day for step in here)
        complete = complete and not enough and not further_away
    nearest = sorted(found, key=lambda id: (found[id]["basis"] != "named", found[id]["hop_count"], found[id]["funder"]["name"]))
    return {id: found[id] for id in nearest}, complete


def _steps(rows: list[tuple[str, str | None, str, bool]], below: tuple[str, ...], stated: bool = True) -> list[Step]:
    return [Step(funder, flow, last, (funder, *below), bool(said) and stated) for funder, flow, last, said in rows]


def _above(flows: Funding, step: Step, named_only: bool) -> tuple[list[Step], bool | None]:
    """The steps above one, and whether it is stated that the payer's own money stands at it; None where it does not."""
    if step.flow is not None:
        named, own = flows.named(step.flow)
        rows = [(p.funder, p.id if p.named else None, p.last or NO_END, p.stated) for p in named]
        return _steps(rows, step.chain, step.stated), own
    if named_only:
        return [], None if flows.paid(step.funder, step.last_day) else True
    return _steps(flows.sources(step.funder, step.last_day), step.chain, step.stated), True


def _marks(items: list[str]) -> str:
    return ", ".join("?" * len(items))
