"""Pools: what one payer received and paid that hangs together, and how each is shared out.

Tied money goes first: what may pay for the fewest uses. Money with the same uses is spent together, each
slice in proportion to its amount, on each use in proportion to what is still unpaid. Slices of the same
terms are handled as one: all uses of a class are paid with the same mixture.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from graphkit.tracing.network import Network
from graphkit.tracing.slices import Slice, fits

#: Fraction for exact shares, float for those of a whole data set.
Number = Any


class Batch(NamedTuple):
    """Money that is spent together because it has the same uses: classes of slices, by place, and the payer's own."""

    uses: tuple[int, ...]
    money: tuple[Slice, ...]
    own: int

    @property
    def amount(self) -> int:
        """All of it, in pence."""
        return self.own + sum(slice.amount or 0 for slice in self.money)


class Pool:
    """One pool: ``uses`` are its classes of uses, ``batches`` the money in the order of spending.

    ``open`` says why nothing decides how it is shared out; it is None where that is decided. Then ``paid``
    tells, for each batch, how much of it went to each class, by the class's place. ``feeders`` are the
    batches that may pay for a class, also where the pool is open.
    """

    def __init__(self, uses: list[list[Slice]]) -> None:
        self.uses = uses
        self.money: list[tuple[list[Slice], frozenset[int]]] = []
        self.open: str | None = None
        self.batches: list[Batch] = []
        self.paid: list[dict[int, Number]] = []

    def feeders(self, place: int) -> list[Slice]:
        """The slices that may pay for a class of uses."""
        return [slice for slices, uses in self.money if place in uses for slice in slices]

    def weights(self, place: int) -> list[tuple[Batch, Number]]:
        """What pays for a class of uses: batches with their weights, which sum to 1; nothing where the pool is open."""
        amount = sum(use.amount or 0 for use in self.uses[place])
        return [(b, paid[place] / amount) for b, paid in zip(self.batches, self.paid, strict=True) if amount and paid.get(place)]


class Pools:
    """All pools of one payer, and where each of its uses stands: ``of[use]`` is a pool and a place in it.

    With ``closed``, the payer's own money is taken to fill what the rest leaves unpaid, and no more.
    """

    def __init__(self, network: Network, payer: str, closed: bool, number: Callable[[int], Number] = Fraction) -> None:
        self.network = network
        self.payer = payer
        self.closed = closed
        self.number = number
        self.of: dict[Slice, tuple[Pool, int]] = {}
        self.all: list[Pool] = []
        self._gather()
        for pool in self.all:
            pool.open = self._open(pool) or self._share_out(pool)

    # ---- what hangs together -------------------------------------------------------------------------

    def _gather(self) -> None:
        """Classes of uses and of money, and the pools that they form."""
        network = self.network
        uses: dict[tuple[object, ...], list[Slice]] = {}
        for flow in network.paid.get(self.payer, ()):
            fed = None if flow.funded_from is None else frozenset(flow.funded_from)
            for use in network.slices(flow):
                if not use.own_only:
                    key = (fed, use.year, use.first, use.last, use.amount is None, flow.id in network.lacking)
                    uses.setdefault(key, []).append(use)
        classes = list(uses.values())
        naming: dict[str, list[int]] = {}
        open_classes = [at for at, (use, *_) in enumerate(classes) if use.open]
        for at, (use, *_) in enumerate(classes):
            for id in use.flow.funded_from or ():
                naming.setdefault(id, []).append(at)
        money: dict[tuple[frozenset[int], bool, str, str, str | None, bool], list[Slice]] = {}
        for holding in network.holdings(self.payer):
            for flow in network.received.get(holding, ()):
                if flow.id in naming or not flow.restricted:
                    named = frozenset(naming.get(flow.id, ()))
                    for slice in network.slices(flow):
                        like = (named, flow.restricted, flow.payee, slice.first, slice.bound, slice.amount is None)
                        money.setdefault(like, []).append(slice)
        able: list[tuple[list[Slice], frozenset[int]]] = []
        for (named, restricted, *_), slices in money.items():
            may = [at for at in (*named, *(() if restricted else open_classes)) if fits(slices[0], classes[at][0])]
            if may:
                able.append((slices, frozenset(may)))
        self._join(classes, able)

    def _join(self, classes: list[list[Slice]], able: list[tuple[list[Slice], frozenset[int]]]) -> None:
        root = list(range(len(classes)))

        def find(at: int) -> int:
            while root[at] != at:
                root[at] = root[root[at]]
                at = root[at]
            return at

        for _, may in able:
            first, *rest = may
            for at in rest:
                root[find(at)] = find(first)
        pools: dict[int, Pool] = {}
        place: dict[int, int] = {}
        for at, slices in enumerate(classes):
            pool = pools.setdefault(find(at), Pool([]))
            place[at] = len(pool.uses)
            pool.uses.append(slices)
            for use in slices:
                self.of[use] = (pool, place[at])
        for slices, may in able:
            pools[find(next(iter(may)))].money.append((slices, frozenset(place[at] for at in may)))
        self.all = list(pools.values())

    # ---- whether it is decided -----------------------------------------------------------------------

    def _open(self, pool: Pool) -> str | None:
        """Why nothing decides how a pool is shared out, as far as that does not depend on who may pay for what."""
        network = self.network
        for use, *_ in pool.uses:
            if use.amount is None:
                return f"{use} has no stated amount"
            if use.flow.id in network.lacking:
                return f"what pays for {use} is left out in part"
            if not self.closed and network.may_own(use):
                return f"own money of unknown size may pay for {use}"
        for slices, _ in pool.money:
            for money in slices:
                if money.amount is None:
                    return f"{money} has no stated amount"
                if money.flow.payee in network.groups and self._split(money):
                    return f"the split of {money} is not decided"
        return None

    def _split(self, money: Slice) -> bool:
        """Whether anybody but the joint group itself may spend its pot."""
        network = self.network
        return self.payer != money.flow.payee or any(
            (not money.flow.restricted and any(fits(money, use) for use in network.open(member)))
            or any(flow.payer == member for flow in network.naming.get(money.flow.id, ()))
            for member in network.groups[money.flow.payee]
        )

    # ---- sharing it out ------------------------------------------------------------------------------

    def _share_out(self, pool: Pool) -> str | None:
        """Spend the money of a pool; says why where that is not decided."""
        found: dict[frozenset[int], list[Slice]] = {}
        for slices, uses in pool.money:
            found.setdefault(uses, []).extend(slices)
        own = frozenset(at for at, (use, *_) in enumerate(pool.uses) if self.network.may_own(use))
        if own:
            found.setdefault(own, [])
        ordered = sorted(found, key=lambda uses: (len(uses), min(uses)))
        if not _nested(ordered):
            return "the uses of its money overlap, and neither lie inside the other"
        batches = [Batch(tuple(sorted(uses)), tuple(found[uses]), 0) for uses in ordered]
        if own:
            # Tied money first pays as much as can be paid: own money fills what that leaves.
            lacking = sum(use.amount or 0 for slices in pool.uses for use in slices) - _paid(_spend(pool, batches, Fraction))
            batches = [b._replace(own=int(lacking)) if frozenset(b.uses) == own else b for b in batches]
        pool.batches = batches
        pool.paid = _spend(pool, batches, self.number)
        return None


def terms(network: Network, slice: Slice) -> tuple[object, ...]:
    """What two slices have in common whose money is the same in all but its amount."""
    flow = slice.flow
    fed = None if flow.funded_from is None else frozenset(flow.funded_from)
    named = frozenset(use.id for use in network.naming.get(flow.id, ()))
    lacking = flow.id in network.lacking
    return (flow.payer, flow.payee, fed, lacking, slice.year, slice.first, slice.last, slice.bound, flow.restricted, named)


def _nested(ordered: list[frozenset[int]]) -> bool:
    """Whether of any two sets one lies inside the other, or they have nothing in common."""
    inmost: dict[int, int] = {}
    for at in range(len(ordered) - 1, -1, -1):  # the largest first: all of a set must lie in the same one
        if len({inmost.get(item) for item in ordered[at]}) > 1:
            return False
        inmost.update(dict.fromkeys(ordered[at], at))
    return True


def _spend(pool: Pool, batches: Iterable[Batch], number: Callable[[int], Number]) -> list[dict[int, Number]]:
    unpaid = [number(sum(use.amount or 0 for use in slices)) for slices in pool.uses]
    spent = []
    for batch in batches:
        wanted = sum(unpaid[at] for at in batch.uses)
        amount = number(batch.amount)
        share = min(number(1), amount / wanted) if wanted else number(0)
        paid = {at: unpaid[at] * share for at in batch.uses if unpaid[at] > 0 and share}
        for at, part in paid.items():
            unpaid[at] = unpaid[at] - part if share != 1 else number(0)
        spent.append(paid)
    return spent


def _paid(spent: list[dict[int, Number]]) -> Number:
    return sum(sum(by.values()) for by in spent)
