"""What a linear programme says: a bound with the amounts that make it, or a clash of what can never be paid."""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from graphkit.tracing.slices import Slice

#: A result this near to a whole penny is that penny.
NEAR = Fraction(1, 1000)


class Weight(NamedTuple):
    """An amount that binds a bound, and how often it counts: 1 it is added, -1 taken away."""

    slice: Slice
    weight: Fraction


class Bound(NamedTuple):
    """An end of what the rules allow, in pence; ``value`` is None where nothing limits it, and ``free`` says which flows."""

    value: Fraction | None
    weights: tuple[Weight, ...] = ()
    free: tuple[Slice, ...] = ()

    def rounded(self, up: bool) -> int | None:
        """Whole pence, down or up, unless it is as good as a whole penny."""
        if self.value is None:
            return None
        whole = round(self.value)
        if abs(self.value - whole) < NEAR:
            return whole
        return ceil(self.value) if up else floor(self.value)


class Clash(NamedTuple):
    """More is paid out of named money than it holds: these uses, the money that may pay for them, and how often else."""

    uses: tuple[Slice, ...]
    money: tuple[Slice, ...]
    others: int = 0

    @property
    def short(self) -> int:
        """How much is missing, in pence."""
        return sum(slice.amount or 0 for slice in self.uses) - sum(slice.amount or 0 for slice in self.money)
