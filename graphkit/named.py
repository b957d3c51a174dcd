"""What flows name as paying for them, and how much of it is sure by that alone: sums to be done again by hand.

What a flow names is followed through budgets to flows that its payer received. Own money in a budget is no more
than the budget, also where that is a part of another one; own money outside one, and what a scope leaves out, is of
unknown size.

A **pool** is all that hangs together by naming the same money. Some of that money is asked about: what surely
came from it is what the flows take that name nothing else, and what the flows take that name other money of known
size beside it, beyond that other money. So ``whole + max(0, mixed - other)``; never more than the money asked about
holds. Flows that name money of unknown size beside it (``open``), or whose amount is not known, add nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from graphkit.money import OWN
from graphkit.tracing.flow import Flow


class Pool(NamedTuple):
    """Flows that name the same money, and the sum of what surely came from the money asked about, in pence.

    ``asked`` and ``others`` are ids of flows, budgets, and ``own``; ``holds`` is None where the money asked about is of
    unknown size.
    """

    flows: tuple[Flow, ...]
    asked: tuple[str, ...]
    others: tuple[str, ...]
    whole: int
    mixed: int
    other: int
    open: int
    holds: int | None

    @property
    def known(self) -> int:
        """What surely came from the money asked about."""
        sure = self.whole + max(0, self.mixed - self.other)
        return sure if self.holds is None else min(sure, self.holds)


class Named:
    """Flows and budgets, and the money that each names.

    >>> found = Named([
    ...     Flow("in", "S", "M", 60), Flow("b", "M", "M", 100),
    ...     Flow("x", "M", "X", 120, funded_from=("in", "b")), Flow("y", "M", "Y", 30, funded_from=("in", "b")),
    ... ])
    >>> [pool] = found.pools(["x", "y"], ["in"])
    >>> pool.mixed, pool.other, pool.known
    (150, 100, 50)
    """

    def __init__(self, flows: Iterable[Flow], lacking: Collection[str] = ()) -> None:
        self.flows = {flow.id: flow for flow in flows}
        self._lacking = lacking
        self._by: dict[str, set[str]] = {}
        for flow in self.flows.values():
            if flow.payer != flow.payee and flow.funded_from is not None:
                passed = {flow.id}
                money = dict(self._follow(flow, None, passed, every=True))
                for id in {*money, *passed} - {flow.id}:
                    self._by.setdefault(id, set()).add(flow.id)

    def money(self, flow: Flow, leaf: str | None = None) -> dict[str, int | None]:
        """What a flow names, with its size: received flows, budgets of own money, and ``own``; nothing where it names nothing.

        The budget ``leaf`` is not followed to what feeds it.
        """
        return {} if flow.funded_from is None else dict(self._follow(flow, leaf, {flow.id}))

    def _follow(self, flow: Flow, leaf: str | None, seen: set[str], every: bool = False) -> Iterator[tuple[str, int | None]]:
        """What a flow names, with its size. A budget of own money alone is followed further only if ``every`` one is."""
        is_budget = flow.payer == flow.payee
        # Own money: in a budget no more than it holds; of each payer a pot of its own.
        own = (flow.id, flow.amount) if is_budget else (f"{OWN} ({flow.payer})", None)
        if flow.id in self._lacking:
            yield own if is_budget else (f"left out of {flow.id}", None)
        for id in flow.funded_from or ():
            other = self.flows.get(id)
            if other is None:
                yield own
            elif other.payer != other.payee or id == leaf or other.funded_from is None or not (every or self._feeds(other)):
                yield id, other.amount
            elif id not in seen:
                seen.add(id)
                yield from self._follow(other, leaf, seen, every)

    def _feeds(self, budget: Flow) -> bool:
        """Whether anything that was received feeds a budget."""
        return any(self.received(id) for id, _ in self._follow(budget, None, {budget.id}, every=True))

    def naming(self, ids: Iterable[str]) -> list[str]:
        """Flows that name some of these, through budgets or not."""
        return sorted(set().union(*(self._by.get(id, ()) for id in ids)))

    def received(self, id: str) -> bool:
        """Whether this is a flow between two parties: neither a budget nor own money."""
        flow = self.flows.get(id)
        return flow is not None and flow.payer != flow.payee

    def gap(self, id: str) -> list[str]:
        """What is not known of a flow or budget: *upstream*, what pays for all of it; *downstream*, what all of it pays for."""
        flow = self.flows[id]
        above = self.money(flow)
        upstream = bool(above) and all(map(self.received, above))
        spent = sum(pool.known for pool in self.pools(self.naming([id]), [id], leaf=id))
        downstream = flow.amount is not None and spent >= flow.amount
        return [way for way, known in (("upstream", upstream), ("downstream", downstream)) if not known]

    def pools(self, flows: Iterable[str], asked: Collection[str], leaf: str | None = None) -> list[Pool]:
        """These flows, as far as they name anything, pool by pool; ``asked`` is the money asked about."""
        money = {id: self.money(self.flows[id], leaf) for id in sorted(flows)}
        above: dict[str, str] = {}

        def pool_of(id: str) -> str:
            while above.setdefault(id, id) != id:
                above[id] = above[above[id]]
                id = above[id]
            return id

        for id, named in money.items():
            for other in named:
                above[pool_of(f"money {other}")] = pool_of(f"flow {id}")
        found: dict[str, list[str]] = {}
        for id, named in money.items():
            if named:
                found.setdefault(pool_of(f"flow {id}"), []).append(id)
        return [self._pool(ids, {id: money[id] for id in ids}, asked) for ids in found.values()]

    def _pool(self, ids: list[str], money: dict[str, dict[str, int | None]], asked: Collection[str]) -> Pool:
        sizes = {id: size for named in money.values() for id, size in named.items()}
        takes = {"whole": 0, "mixed": 0, "open": 0}
        other: dict[str, int] = {}
        for id, named in money.items():
            beside = {other: size for other, size in named.items() if other not in asked}
            kind = "whole" if not beside else "mixed" if None not in beside.values() else "open"
            takes[kind] += self.flows[id].amount or 0
            if kind == "mixed":
                other |= {name: size or 0 for name, size in beside.items()}
        holds = [sizes[id] for id in sizes if id in asked]
        return Pool(
            flows=tuple(self.flows[id] for id in ids),
            asked=tuple(sorted(id for id in sizes if id in asked)),
            others=tuple(sorted(id for id in sizes if id not in asked)),
            other=sum(other.values()),
            holds=None if None in holds else sum(size or 0 for size in holds),
            **takes,
        )
