"""A flow cut into the years of its schedule, and when one slice may pay for another."""

from collections.abc import Iterator

from graphkit import period
from graphkit.tracing.flow import Flow

#: Before and after every day: what has no date forbids nothing.
NO_START, NO_END = "", "~"


class Slice:
    """One year of a flow's schedule, or the whole of a flow that has none.

    ``first`` is the day on which its money is there, ``last`` the day by which it is spent; ``bound`` the
    one year for which it pays, None where later years or any may use it. ``open``: it does not say what pays
    for it, so anything unrestricted may. ``own_only``: a budget that nothing is said to feed, own money of its size.
    """

    __slots__ = ("amount", "bound", "first", "flow", "last", "open", "own_only", "year")

    def __init__(self, flow: Flow, year: str | None, amount: int | None, first: str, last: str) -> None:
        self.flow = flow
        self.year = year
        self.amount = amount
        self.first = first
        self.last = last
        self.bound = None if flow.carry_forward else year
        self.own_only = flow.funded_from is None and flow.payer == flow.payee
        self.open = flow.funded_from is None and not self.own_only

    def touches(self, year: str) -> bool:
        """Whether it pays for something in a UK financial year; a missing date forbids nothing."""
        if self.year is not None:
            return self.year == year
        first, last = period.year_days(year)
        return self.first <= last and self.last >= first

    def inside(self, year: str) -> bool | None:
        """Whether it surely lies in a year; None where it may or may not."""
        if self.year is not None:
            return self.year == year
        if not self.touches(year):
            return False
        first, last = period.year_days(year)
        return True if first <= self.first and self.last <= last else None

    def __repr__(self) -> str:
        return f"{self.flow.id} {self.year or ''}".strip()


def cut(flow: Flow) -> Iterator[Slice]:
    """The slices of a flow: one for each year of its schedule, or one for all of it.

    >>> [str(s) for s in cut(Flow("g", "S", "M", 300, {"2023/24": 100, "2024/25": 200}))]
    ['g 2023/24', 'g 2024/25']
    """
    start = period.earliest(flow.start) if flow.start else NO_START
    end = period.latest(flow.end) if flow.end else NO_END
    if not flow.schedule:
        yield Slice(flow, None, flow.amount, start, end)
    for year, amount in sorted(flow.schedule.items()):
        first, last = period.year_days(year)
        yield Slice(flow, year, amount, max(start, first), min(end, last))


def fits(money: Slice, use: Slice) -> bool:
    """Whether money may pay for a use as far as time goes: it is there in time, and not bound to another year."""
    return money.first <= use.last and (money.bound is None or use.touches(money.bound))
