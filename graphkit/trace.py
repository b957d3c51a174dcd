"""Following money: which flow may pay for which, the paths this makes, and who stands at their beginning.

A flow g may pay for a flow f where g's recipient (or a member of it) pays f, and f's ``funded_from``
names g, or a budget that does; where f has none, any unrestricted g that does not start after f ends.
"""

from collections.abc import Iterator
from typing import NamedTuple

from graphkit.desk import MONEY, Answer, Desk
from graphkit.errors import UsageError
from graphkit.money import OWN, pounds
from graphkit.scope import Scope
from graphkit.store import Store

#: A path longer than this is no longer read by anybody.
MAX_HOPS = 12
#: Paths shown; their number grows fast where pools are open.
MAX_PATHS = 200


class Flow(NamedTuple):
    """What tracing needs of a flow. ``named``: its funded_from is given, and complete."""

    id: str
    funder: str
    recipient: str
    pence: int | None
    amount_kind: str | None
    stated: bool
    restricted: bool
    named: bool
    first: str | None
    last: str | None


class Payer(NamedTuple):
    """A flow that may pay for another; ``through``: the budgets in between; ``sure``: it is named."""

    flow: Flow
    sure: bool
    through: tuple[str, ...] = ()


_COLUMNS = (
    "fact.id, fact.subject, fact.object, fact.pence, fact.amount_kind, fact.stated, fact.restricted, fact.named,"
    " fact.first_day, fact.last_day"
)


class Flows:
    """The flows of a store that lie in a scope."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        more, self._also = desk.scope._replace(year=None).where()
        self._from = (
            f"SELECT {_COLUMNS}, decision.signed_by_day, decision.reference FROM fact"
            " JOIN relation ON relation.name = fact.relation JOIN decision ON decision.id = fact.decision"
            f" WHERE {{}}{more} ORDER BY fact.id"
        )
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
            marks = ", ".join("?" * len(holders))
            self._into[party] = self._flows(f"{MONEY} AND fact.object IN ({marks})", holders)
        return self._into[party]

    def payers(self, flow: Flow) -> tuple[list[Payer], bool, bool]:
        """What may pay for a flow; whether the payer's own money may; whether that is said or only possible."""
        if not flow.named:
            open_ = [
                Payer(other, sure=False)
                for other in self.into(flow.funder)
                if other.id != flow.id and not other.restricted and not (other.first and flow.last and other.first > flow.last)
            ]
            return open_, True, not open_
        return self._named(flow.id, ())

    def _named(self, id: str, through: tuple[str, ...]) -> tuple[list[Payer], bool, bool]:
        rows = self.desk.db.execute(
            "SELECT reference.other, fact.object IS NULL, fact.named FROM reference LEFT JOIN fact ON fact.id = reference.other"
            " WHERE reference.fact = ? AND reference.field = 'funded_from' ORDER BY 1",
            (id,),
        ).fetchall()
        found: list[Payer] = []
        own = False
        for other, is_budget, is_named in rows:
            if other == OWN or (is_budget and not is_named):
                own = True
            elif is_budget and other not in through:
                more, also_own, _ = self._named(other, (*through, other))
                found += more
                own = own or also_own
            elif not is_budget:
                found += [Payer(flow, True, through) for flow in self._flows(f"{MONEY} AND fact.id = ?", [other])]
        return found, own, True

    def tied(self, flow: Flow) -> int:
        """Pence of all that only this flow may pay for; more than it holds is a contradiction."""
        (pence,) = self.desk.db.execute(
            "SELECT coalesce(sum(fact.pence), 0) FROM reference JOIN fact ON fact.id = reference.fact"
            " WHERE reference.other = ? AND reference.field = 'funded_from' AND NOT EXISTS (SELECT 1 FROM reference AS also"
            " WHERE also.fact = reference.fact AND also.field = 'funded_from' AND also.other <> reference.other)",
            (flow.id,),
        ).fetchone()
        return int(pence)


def ultimate(desk: Desk, party: str) -> list[Answer]:
    """Who stands at the beginning of the money of a party: ``[{"funder", "hop_count", "via", "basis"}]``.

    A funder stands at the beginning where nobody known pays it for what it gives, or where its own money
    may. The shortest chain is told, one that is named before one that is only open.
    """
    flows = Flows(desk)
    found: dict[str, Answer] = {}
    for sure_only in (True, False):
        here: list[tuple[Flow, tuple[str, ...], bool]] = [(flow, (flow.funder,), flow.stated) for flow in flows.into(party)]
        seen = {flow.id for flow, _, _ in here}
        hops = 1
        while here and hops <= MAX_HOPS:
            further: list[tuple[Flow, tuple[str, ...], bool]] = []
            for flow, chain, stated in here:
                payers, own, own_sure = flows.payers(flow)
                if own and (own_sure or not sure_only) and flow.funder not in found and flow.funder != party:
                    found[flow.funder] = {
                        "funder": desk.party(flow.funder),
                        "hop_count": hops,
                        "via": [desk.party(link) for link in chain[1:]],
                        "basis": "named" if sure_only else "open",
                        "stated": bool(stated),
                    }
                for payer in payers:
                    if payer.flow.id not in seen and (payer.sure or not sure_only):
                        seen.add(payer.flow.id)
                        further.append((payer.flow, (payer.flow.funder, *chain), stated and payer.flow.stated))
            here, hops = further, hops + 1
    return sorted(found.values(), key=lambda row: (row["basis"] != "named", row["hop_count"], row["funder"]["name"]))


def trace(store: Store, source: str, target: str, scope: Scope | None = None, hops: int = MAX_HOPS) -> Answer:
    """How money goes from a source to a target: every path, with evidence, and the figures that are certain.

    Returns ``{"source", "target", "at_least", "estimate", "at_most", "basis", "binding", "caveats", "paths"}``.
    The three figures are Decimal pounds where every flow that can bring the source's money can bring nothing
    else; zeros where there is no way at all; None, with a caveat that says so, where they would need bounds.
    """
    desk = Desk(store, scope)
    start, end = desk.resolve(source), desk.resolve(target)
    if start == end:
        raise UsageError(f"{start['name']} is source and target at once", "name two parties")
    if not 1 <= hops <= MAX_HOPS:
        raise UsageError(f"{hops} hops", f"ask for 1 to {MAX_HOPS}")
    flows = Flows(desk)
    found = sorted(_paths(flows, start["id"], end["id"], hops), key=lambda path: (len(path), [hop.flow.id for hop in path]))
    figure, binding, caveats = _figure(flows, start["id"], end["id"], found)
    if len(found) > MAX_PATHS:
        caveats.append(f"{MAX_PATHS} paths of more are shown")
    hops_of = [[_hop(desk, payer) for payer in path] for path in found[:MAX_PATHS]]
    caveats += sorted({caveat for path in hops_of for hop in path for caveat in hop.pop("caveats")})
    caveats += [f"{reference} is undated and left out" for reference in sorted(desk.left_out)]
    return {
        "source": start,
        "target": end,
        "at_least": figure,
        "estimate": figure,
        "at_most": figure,
        "basis": "as planned",
        "binding": binding,
        "caveats": caveats,
        "paths": [{"hops": hop} for hop in hops_of],
        "left_out": sorted(desk.left_out),
    }


def _paths(flows: Flows, source: str, target: str, hops: int) -> Iterator[list[Payer]]:
    """Paths that visit no party twice, found from the target upwards; one more than are shown at most."""
    number = 0

    def walk(path: list[Payer], parties: frozenset[str]) -> Iterator[list[Payer]]:
        first = path[0].flow
        if first.funder == source:
            yield path
            return
        if len(path) < hops:
            for payer in flows.payers(first)[0]:
                if payer.flow.funder not in parties:
                    yield from walk([payer, *path], parties | {payer.flow.funder})

    for flow in flows.into(target):
        if flow.funder != target:
            for path in walk([Payer(flow, True)], frozenset((target, flow.funder))):
                yield path
                number += 1
                if number > MAX_PATHS:
                    return


def _figure(flows: Flows, source: str, target: str, paths: list[list[Payer]]) -> tuple[object, list[str], list[str]]:
    """The figure that is certain without bounds, what binds it, and why there is none."""
    if not paths:
        return pounds(0), ["no way leads from the source to the target"], []
    scope = flows.desk.scope
    last = {path[-1].flow.id: path[-1].flow for path in paths}
    for flow in last.values():
        if flow.recipient != target:
            return None, [], [f"{flow.id} goes to a joint group whose split is not decided: not worked out"]
        if flow.pence is None:
            return None, [], [f"{flow.id} has no stated amount: not worked out"]
        if not _wholly(flows, flow, source, (target,)):
            return None, [], [f"other money may pay for {flow.id} too: bounds are not worked out"]
    if scope.year:
        return None, [], ["figures by year are not worked out"]
    if next(_paths(flows, target, source, MAX_HOPS), None):
        return None, [], ["money may come back from the target to the source: bounds are not worked out"]
    total = sum(flow.pence or 0 for flow in last.values())
    binding = [
        f"{flow.id} ({flows.desk.party(flow.funder)['name']} → {flows.desk.party(flow.recipient)['name']}):"
        " paid by nothing but the source's money"
        for _, flow in sorted(last.items())
    ]
    return pounds(total), binding, []


def _wholly(flows: Flows, flow: Flow, source: str, above: tuple[str, ...]) -> bool:
    """Whether nothing but the source's money can pay for a flow, by names alone, on a way without loops."""
    if flow.funder == source:
        return True
    payers, own, sure = flows.payers(flow)
    return (
        not own
        and sure
        and bool(payers)
        and flow.funder not in above
        and sum(payer.flow.pence or 0 for payer in payers) >= (flow.pence or 0)
        and all(flows.tied(payer.flow) <= (payer.flow.pence or 0) for payer in payers)
        and all(_wholly(flows, payer.flow, source, (*above, flow.funder)) for payer in payers)
    )


def _hop(desk: Desk, payer: Payer) -> Answer:
    """One step of a path with its evidence, and what an answer that uses it rests on."""
    (fact,) = desk.facts("fact.id = ?", [payer.flow.id]) if not desk.scope.year else _any_year(desk, payer.flow.id)
    row = desk.row(fact)
    keys = "flow funder recipient amount amount_kind financial_years stage condition stated decision decided url locators"
    hop = {key: row[key] for key in keys.split()}
    caveats = []
    if row["condition"]:
        caveats.append(f"{row['flow']} is conditional: {row['condition']}")
    if row["amount_kind"] not in (None, "exact"):
        caveats.append(f"{row['flow']} is {row['amount_kind'].replace('_', ' ')} an amount: counted at its stated figure")
    if row["amount"] is None:
        caveats.append(f"{row['flow']} has no stated amount")
    if not row["stated"]:
        caveats.append(f"{row['flow']} is inferred")
    if not payer.sure:
        caveats.append(f"that {row['flow']} pays for the next step is possible, not said")
    return hop | {"named": payer.sure, "through": list(payer.through), "caveats": caveats}


def _any_year(desk: Desk, id: str) -> list[Answer]:
    """A fact whatever the year asked for: a path may lead through other years."""
    scope, desk.scope = desk.scope, desk.scope._replace(year=None)
    try:
        return list(desk.facts("fact.id = ?", [id]))
    finally:
        desk.scope = scope
