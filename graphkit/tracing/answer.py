"""The three figures of a question, what binds them and what they rest on, in words."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from graphkit import period
from graphkit.errors import UsageError
from graphkit.money import pounds, words
from graphkit.tracing.bounds import NEAR, Bound, Clash
from graphkit.tracing.caveats import inferred, listed, rests_on
from graphkit.tracing.flow import Figures
from graphkit.tracing.network import Network
from graphkit.tracing.part import Part, S
from graphkit.tracing.programme import Programme
from graphkit.tracing.shares import Shares
from graphkit.tracing.slices import Slice

#: How a party is called in a sentence.
Name = Callable[[str], str]

ASSUMED_CLOSED = "the estimate supposes that own money only fills what known inflows leave unpaid"


class Question:
    """One question, worked out: its part of the network, the bounds, the estimate, and the figures.

    ``least`` and ``most`` are None where there is no way at all, ``most`` also where the rules allow nothing.
    """

    def __init__(self, part: Part, year: str | None = None, closed: bool = False, name: Name = str) -> None:
        self.part = part
        self.year = _year(year)
        self.closed = closed
        self.name = name
        self.programme: Programme | None = None
        self.shares: Shares | None = None
        self.least: Bound | Clash | None = None
        self.most: Bound | None = None
        self.figures = self._figures()

    def _figures(self) -> Figures:
        if not self.part.core:
            said = "no way leads from the source to the target"
            return Figures(0, 0, 0, (said,), (*inferred(self.part, self.closed), *self._unseen()))
        self.programme = Programme(self.part, self.year)
        self.least = self.programme.least()
        if isinstance(self.least, Clash):
            said = contradiction(self.least, self.name)
            return Figures(None, None, None, (), (f"no figures: {said}", *inferred(self.part, self.closed)), said)
        self.most = self.programme.most()
        caveats = [*rests_on(self.part), *inferred(self.part, self.closed), *self._unseen()]
        estimate, why = self._estimate(self.least, self.most)
        if why:
            caveats.append(f"no estimate: {why}")
        elif self.shares and self.closed:
            caveats.append(ASSUMED_CLOSED)
        if self.most.value is None:
            free = ", ".join(map(self.said, self.most.free))
            caveats.append(f"nothing limits the most: the amount of {free} is not stated")
        binding = (*self._binds("at least", self.least), *self._binds("at most", self.most))
        return Figures(self.least.rounded(up=False), estimate, self.most.rounded(up=True), binding, tuple(caveats))

    def _estimate(self, least: Bound, most: Bound) -> tuple[int | None, str | None]:
        if least.value is not None and most.value is not None and abs(least.value - most.value) < NEAR:
            return round(most.value), None
        self.shares = Shares(self.part, self.closed, self.name)
        value, why = self.shares.received(self.year)
        return (None if value is None else round(value)), why

    def _unseen(self) -> Iterator[str]:
        """What the rules do not count, and a reader may expect; and names that nobody has."""
        network = self.part.network
        for party in sorted(self.part.sources | self.part.targets):
            if not (network.paid.get(party) or network.received.get(party) or network.holdings(party)[1:]):
                yield f"{self.name(party)} neither pays nor receives anything here"
        for flow in {use.flow.id: use.flow for use in self.part.back}.values():
            members = [m for m in network.groups.get(flow.payer, ()) if m not in self.part.sources and network.received.get(m)]
            if members:
                said = " and ".join(map(self.name, members))
                yield f"what {said} received is not counted as paying for {flow.id}, which they pay jointly"

    # ---- words ---------------------------------------------------------------------------------------

    def said(self, slice: Slice) -> str:
        """A slice with its payer, payee and amount."""
        flow = slice.flow
        amount = "not stated" if slice.amount is None else words(pounds(slice.amount))
        return f"{slice} ({self.name(flow.payer)} → {self.name(flow.payee)}, {amount})"

    def _binds(self, which: str, bound: Bound) -> Iterator[str]:
        """What binds a bound: each amount, with the rule by which it counts."""
        for slice, weight in bound.weights:
            rule = self._rule(slice, weight, which)
            times = "" if abs(weight) == 1 else f" ({abs(weight)} of it counts)"
            yield f"{which}: {self.said(slice)} {rule}{times}"

    def _rule(self, slice: Slice, weight: Fraction, which: str) -> str:
        source = self.part.can.get(slice) == S
        if which == "at most":
            if weight < 0:
                return "takes some of the source's money elsewhere, for nothing else may pay for it"
            return "is all the source's money that can come this way" if source else "can carry no more"
        if weight < 0:
            return "is all the other money that can come this way"
        return "can be paid by nothing but the source's money" if source else "must be paid in full"


def figures(
    network: Network,
    sources: frozenset[str],
    targets: frozenset[str],
    own: bool = False,
    year: str | None = None,
    closed: bool = False,
    name: Name = str,
) -> Figures:
    """The figures of a question; see :meth:`graphkit.Network.trace`."""
    if both := sources & targets:
        raise UsageError(f"{', '.join(sorted(both))} is source and target at once", "name two parties")
    if not sources or not targets:
        raise UsageError("no source or no target", "name at least one of each")
    return Question(Part(network, sources, targets, own), year, closed, name).figures


def contradiction(clash: Clash, name: Name = str) -> str:
    """What is paid out of named money that does not hold so much: payer, year and both sums."""
    payers = ", ".join(dict.fromkeys(name(use.flow.payer) for use in clash.uses))
    years = ", ".join(sorted({use.year for use in clash.uses if use.year}))
    needed, held = (words(pounds(sum(s.amount or 0 for s in slices))) for slices in (clash.uses, clash.money))
    return (
        f"{payers} pays {needed}{f' in {years}' if years else ''} ({listed(clash.uses)})"
        f" out of {held} that may pay for it ({listed(clash.money) or 'nothing'})"
        + (f"; and {clash.others} more of the kind" if clash.others else "")
    )


def _year(year: str | None) -> str | None:
    try:
        return year and period.financial_year(year)
    except ValueError as error:
        raise UsageError(str(error), "write a year as 2017/18") from None
