"""The estimate: pool by pool, tied money first, then in proportion; shares exact, cycles solved.

Nothing here looks at bounds. A share that an open pool would have to give is not given: :class:`Open` says
where, and the answer is None.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from graphkit.tracing.part import C, Part, R, S
from graphkit.tracing.pools import Pool, Pools, terms
from graphkit.tracing.slices import Slice

#: In a share: the source's money, and the source's that was counted already; what is left is rest.
Share = tuple[Fraction, Fraction]
NONE: Share = (Fraction(0), Fraction(0))


class Open(Exception):
    """A share that nothing decides; the message names where and why."""


class Mix(NamedTuple):
    """What pays for a slice: slices with their weights, which sum to 1 with the payer's ``own``."""

    weights: dict[Slice, Fraction]
    own: Fraction


class Shares:
    """Shares of the source's money in the slices of a part, worked out where they are needed."""

    def __init__(self, part: Part, closed: bool, name: Callable[[str], str] = str) -> None:
        self.part = part
        self.closed = closed
        self.name = name
        self._mixes: dict[Slice, Mix] = {}
        self._pools: dict[str, Pools] = {}
        self._needed: dict[Pool, str] = {}
        self._shares: dict[Slice, Share] = {}

    def received(self, year: str | None = None) -> tuple[Fraction | None, str | None]:
        """How much of the source's money the target received, in pence; None and why where that is not decided."""
        total = Fraction(0)
        counted = []
        for money in self.part.core:
            surely = True if year is None else money.inside(year)
            if surely is False or not self.part.can[money] & S:
                continue
            if not self.part.arrives(money):
                if not self.part.arrives_in_part(money):
                    continue
                return None, f"the split of {money} is not decided"
            if money.amount is None:
                return None, f"{money} ({self.name(money.flow.payer)} → {self.name(money.flow.payee)}) has no stated amount"
            if surely is None:
                return None, f"how much of {money} is for {year} is not told"
            counted.append(money)
        try:
            for money in counted:
                total += (money.amount or 0) * self.share(money)[0]
        except Open as reason:
            return None, str(reason)
        return total, None

    def share(self, slice: Slice) -> Share:
        """The shares of the source's and of the counted in a slice; Open where a pool does not decide them."""
        if slice not in self._shares:
            self._solve(slice)
        return self._shares[slice]

    # ---- what follows without a pool -----------------------------------------------------------------

    def _plain(self, slice: Slice) -> Share | None:
        can = self.part.can.get(slice, R)
        if not can & (S | C) or slice.amount == 0:
            return NONE
        if can == S:
            return (Fraction(1), Fraction(0))
        if can == C:
            return (Fraction(0), Fraction(1))
        return None

    def mix(self, use: Slice) -> Mix:
        """What pays for a slice: the one flow that may, or its part of the pool."""
        if use not in self._mixes:
            network = self.part.network
            if self.part.pays_part(use):
                raise Open(f"who pays {use} with what part is not decided")
            only = None if network.may_any(use) else self._only(use)
            if only is not None:
                self._mixes[use] = Mix({only: Fraction(1)}, Fraction(0))
            elif not self.closed and network.may_own(use):
                # The same that its pool would say, without looking at all that the payer received and paid.
                raise Open(f"{self._pool_of(use)}: own money of unknown size may pay for {use}")
            else:
                self._mixes[use] = self._pooled(use)
        return self._mixes[use]

    def _only(self, use: Slice) -> Slice | None:
        """The flow that alone may pay for a slice; those of the same terms are one."""
        feeders = [money for money in self.part.network.feeders(use) if money.amount != 0]
        return feeders[0] if len({terms(self.part.network, money) for money in feeders}) == 1 else None

    def _pooled(self, use: Slice) -> Mix:
        payer = use.flow.payer
        if payer not in self._pools:
            self._pools[payer] = Pools(self.part.network, payer, self.closed)
        pool, place = self._pools[payer].of[use]
        if pool.open is not None:
            raise Open(f"{self._pool_of(use)}: {pool.open}")
        self._needed[pool] = payer
        weights: dict[Slice, Fraction] = {}
        own = Fraction(0)
        for batch, weight in pool.weights(place):
            weights.update((money, weight * money.amount / batch.amount) for money in batch.money if money.amount)
            own += weight * batch.own / batch.amount
        return Mix(weights, own)

    def _pool_of(self, use: Slice) -> str:
        return f"the pool of {self.name(use.flow.payer)}"

    def known(self, use: Slice) -> Mix | None:
        """What pays for a slice where that is decided and was needed; None for what the source pays, or none of it."""
        return None if self._plain(use) is not None else self._mixes.get(use)

    def pools(self) -> list[tuple[str, Pool]]:
        """The pools that were needed, each with its payer."""
        return [(payer, pool) for pool, payer in self._needed.items()]

    # ---- equations -----------------------------------------------------------------------------------

    def _solve(self, first: Slice) -> None:
        """Shares of a slice and of all it needs: loop by loop, the inmost first."""
        for loop in _loops(first, self._needs):
            plain = {slice: share for slice in loop if (share := self._plain(slice)) is not None}
            self._shares.update(plain)
            rest = [slice for slice in loop if slice not in self._shares]
            if rest:
                self._shares.update(self._equations(rest))

    def _needs(self, slice: Slice) -> list[Slice]:
        if slice in self._shares or self._plain(slice) is not None:
            return []
        return [money for money, weight in self.mix(slice).weights.items() if weight]

    def _equations(self, loop: list[Slice]) -> dict[Slice, Share]:
        """The shares in one loop: linear equations, solved exactly. A share is (s, c), both in one system."""
        place = {slice: at for at, slice in enumerate(loop)}
        size = 2 * len(loop)
        rows: list[dict[int, Fraction]] = []
        for slice in loop:
            s: dict[int, Fraction] = {}
            c: dict[int, Fraction] = {}
            mix = self.mix(slice)
            for money, weight in mix.weights.items():
                counted = self._is_counted(money, slice)
                if money in place:
                    _add(c if counted else s, 2 * place[money], weight)
                    _add(c, 2 * place[money] + 1, weight)
                else:
                    there = self._shares[money]
                    _add(c if counted else s, size, weight * there[0])
                    _add(c, size, weight * there[1])
            if self.part.pays(slice):
                if self.part.own:
                    _add(s, size, mix.own)
                else:
                    s = {at: -value for at, value in c.items()}
                    _add(s, size, Fraction(1))
            rows += [s, c]
        solved = _gauss(rows, size)
        if solved is None:
            raise Open(f"no money enters the loop of {', '.join(str(slice) for slice in loop)}")
        return {slice: (solved[2 * at], solved[2 * at + 1]) for slice, at in place.items()}

    def _is_counted(self, money: Slice, use: Slice) -> bool:
        drawn = self.part.drawn(money, use.flow.payer)
        counted = {self.part.counted(money, holder) for holder in drawn}
        if len(counted) > 1:
            raise Open(f"whose part of {money} pays for {use} is not decided")
        return counted.pop()


def _add(row: dict[int, Fraction], at: int, value: Fraction) -> None:
    row[at] = row.get(at, Fraction(0)) + value


def _gauss(rows: list[dict[int, Fraction]], size: int) -> list[Fraction] | None:
    """x = A x + b for rows of A, with b under the key ``size``; None where that has no one solution."""
    system = []
    for at, row in enumerate(rows):
        full = {column: -value for column, value in row.items() if column != size}
        _add(full, at, Fraction(1))
        full[size] = row.get(size, Fraction(0))
        system.append({column: value for column, value in full.items() if value})
    for at in range(size):
        pivot = next((n for n in range(at, size) if at in system[n]), None)
        if pivot is None:
            return None
        system[at], system[pivot] = system[pivot], system[at]
        lead = system[at][at]
        system[at] = {column: value / lead for column, value in system[at].items()}
        for other in range(size):
            if other != at and (factor := system[other].get(at)):
                for column, value in system[at].items():
                    left = system[other].get(column, Fraction(0)) - factor * value
                    if left:
                        system[other][column] = left
                    else:
                        system[other].pop(column, None)
    return [system[at].get(size, Fraction(0)) for at in range(size)]


def _loops(first: Slice, needs: Callable[[Slice], list[Slice]]) -> list[list[Slice]]:
    """Tarjan's strongly connected components of what a slice needs, each after those that it needs."""
    order: dict[Slice, int] = {}
    low: dict[Slice, int] = {}
    held: dict[Slice, None] = {}
    found: list[list[Slice]] = []
    walk: list[tuple[Slice, list[Slice]]] = []

    def enter(slice: Slice) -> None:
        order[slice] = low[slice] = len(order)
        held[slice] = None
        walk.append((slice, needs(slice)))

    enter(first)
    while walk:
        slice, left = walk[-1]
        if left:
            other = left.pop()
            if other not in order:
                enter(other)
            elif other in held:
                low[slice] = min(low[slice], order[other])
            continue
        walk.pop()
        if walk:
            low[walk[-1][0]] = min(low[walk[-1][0]], low[slice])
        if low[slice] == order[slice]:
            loop: list[Slice] = []
            while not loop or loop[-1] is not slice:
                loop.append(held.popitem()[0])
            found.append(loop[::-1])
    return found
