"""A network of flows in memory, and the questions that can be asked of it.

What an answer means is said in ``docs/tracing.md``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.money import OWN
from graphkit.tracing.flow import Figures, Flow, checked
from graphkit.tracing.slices import Slice, cut, fits

if TYPE_CHECKING:
    from graphkit.tracing.bulk import Estimates


class Network:
    """Flows between parties, indexed by who pays, who receives and who names whom.

    ``groups`` maps a joint group to its members; what it receives is a pot whose split is not decided.
    ``lacking`` names flows whose ``funded_from`` named more than is here: money of unknown size that is
    nobody's in particular stands in for it. InputError tells everything that is wrong.

    >>> flows = [Flow("sm", "S", "M", 6000), Flow("mt", "M", "T", 10_000)]
    >>> Network(flows).trace("S", "T")[:3], Network(flows).trace("S", "T", closed=True)[:3]
    ((0, None, 6000), (0, 6000, 6000))
    """

    def __init__(
        self,
        flows: Iterable[Flow],
        groups: Mapping[str, tuple[str, ...]] | None = None,
        lacking: Collection[str] = (),
    ) -> None:
        self.groups = {group: tuple(members) for group, members in (groups or {}).items()}
        self.flows = checked(flows, self.groups)
        self.lacking = frozenset(lacking)
        self.groups_of: dict[str, list[str]] = {}
        for group, members in self.groups.items():
            for member in members:
                self.groups_of.setdefault(member, []).append(group)
        self.received: dict[str, list[Flow]] = {}
        self.paid: dict[str, list[Flow]] = {}
        self.naming: dict[str, list[Flow]] = {}
        for flow in self.flows.values():
            self.received.setdefault(flow.payee, []).append(flow)
            self.paid.setdefault(flow.payer, []).append(flow)
            for id in flow.funded_from or ():
                if id != OWN:
                    self.naming.setdefault(id, []).append(flow)
        self._slices: dict[str, tuple[Slice, ...]] = {}
        self._loose: dict[str, dict[str | None, list[Slice]]] = {}
        self._open: dict[tuple[str, str | None], list[Slice]] = {}

    @cached_property
    def inferred(self) -> tuple[Flow, ...]:
        """The flows of which something was inferred, though they are stated."""
        return tuple(flow for flow in self.flows.values() if flow.inferred)

    @cached_property
    def stated(self) -> "Network":
        """The same flows without what was inferred of them."""
        relaxed = {
            flow.id: flow._replace(
                funded_from=None if "funded_from" in flow.inferred else flow.funded_from,
                restricted=flow.restricted and "restricted" not in flow.inferred,
                inferred=(),
            )
            for flow in self.inferred
        }
        lacking = [id for id in self.lacking if id not in relaxed or relaxed[id].funded_from is not None]
        return Network([relaxed.get(id, flow) for id, flow in self.flows.items()], self.groups, lacking)

    # ---- who may pay for what ------------------------------------------------------------------------

    def slices(self, flow: Flow) -> tuple[Slice, ...]:
        """The slices of a flow, always the same objects."""
        if flow.id not in self._slices:
            self._slices[flow.id] = tuple(cut(flow))
        return self._slices[flow.id]

    def holdings(self, party: str) -> list[str]:
        """The party, and the joint groups whose pots it may spend its part of."""
        return [party, *self.groups_of.get(party, ())]

    def holders(self, flow: Flow) -> list[str]:
        """Who may spend a flow: who received it, and the members of a joint group."""
        return [flow.payee, *self.groups.get(flow.payee, ())]

    def loose(self, party: str) -> dict[str | None, list[Slice]]:
        """Unrestricted money that a party may spend without being named, by the year it is bound to, the earliest first."""
        if party not in self._loose:
            found: dict[str | None, list[Slice]] = {}
            for holding in self.holdings(party):
                for flow in self.received.get(holding, ()):
                    if not flow.restricted:
                        for money in self.slices(flow):
                            found.setdefault(money.bound, []).append(money)
            self._loose[party] = {bound: sorted(found[bound], key=lambda s: s.first) for bound in found}
        return self._loose[party]

    def open(self, party: str, bound: str | None = None) -> list[Slice]:
        """What a party pays without saying what pays for it (in the year that money is bound to), the latest first."""
        if (party, bound) not in self._open:
            found = [slice for flow in self.paid.get(party, ()) for slice in self.slices(flow) if slice.open]
            found = [slice for slice in found if bound is None or slice.touches(bound)]
            self._open[party, bound] = sorted(found, key=lambda s: s.last, reverse=True)
        return self._open[party, bound]

    def feeders(self, use: Slice) -> Iterator[Slice]:
        """All slices that may pay for one."""
        if use.open:
            for money in self.loose(use.flow.payer).values():
                yield from (slice for slice in money if fits(slice, use))
        else:
            for id in use.flow.funded_from or ():
                if id != OWN:
                    yield from (money for money in self.slices(self.flows[id]) if fits(money, use))

    def named_uses(self, money: Slice) -> Iterator[Slice]:
        """The slices that name this one's flow as paying for them, and that it can pay."""
        for flow in self.naming.get(money.flow.id, ()):
            yield from (use for use in self.slices(flow) if fits(money, use))

    def uses(self, money: Slice) -> Iterator[Slice]:
        """All slices that one may pay for."""
        yield from self.named_uses(money)
        if not money.flow.restricted:
            for holder in self.holders(money.flow):
                yield from (use for use in self.open(holder, money.bound) if fits(money, use))

    def may_own(self, use: Slice) -> bool:
        """Whether the payer's own money may pay for a slice."""
        return use.flow.funded_from is None or OWN in use.flow.funded_from

    def may_any(self, use: Slice) -> bool:
        """Whether money of unknown size may pay for a slice: the payer's own, or what stands in for a flow left out."""
        return self.may_own(use) or use.flow.id in self.lacking

    # ---- questions -----------------------------------------------------------------------------------

    def trace(
        self,
        source: str | Collection[str],
        target: str | Collection[str],
        *,
        own: bool = False,
        year: str | None = None,
        closed: bool = False,
        name: Callable[[str], str] = str,
    ) -> Figures:
        """How much of what the source paid reached the target: at least, estimate, at most, in whole pence.

        Source and target are a party, or several together. ``own``: only money that started with the source;
        ``year``: only what the target receives in that UK financial year; ``closed``: for the estimate, own
        money fills only what known inflows leave unpaid; ``name``: how the words call a party. UsageError where
        a party is both.

        >>> flows = [Flow("st", "S", "T", 100), Flow("ts", "T", "S", 30, funded_from=("st",)),
        ...          Flow("again", "S", "T", 50, funded_from=("ts", "own"))]
        >>> Network(flows).trace("S", "T")[:3]
        (120, None, 150)
        """
        from graphkit.tracing.answer import figures

        return figures(self, _set(source), _set(target), own, year, closed, name)

    @cached_property
    def _bulk(self) -> "object":
        from graphkit.tracing.bulk import Bulk

        return Bulk(self)

    def upstream(self, party: str, hops: int = 6) -> dict[str, int]:
        """Who stands upstream of a party, over flows that are no budgets: each with the fewest hops, at most ``hops``.

        A joint group is a party of its own here.
        """
        return self._bulk.upstream(party, hops)  # type: ignore[attr-defined,no-any-return]

    def estimates(self, sources: Collection[str], *, own: bool = False) -> "Estimates":
        """What each party received of each source's money, in float64 pence: the estimate of ``trace`` with ``closed``.

        A figure is not a number where an open pool would have to decide it. See :class:`graphkit.tracing.bulk.Estimates`.
        """
        return self._bulk.estimates(list(sources), own)  # type: ignore[attr-defined,no-any-return]


def _set(parties: str | Collection[str]) -> frozenset[str]:
    return frozenset([parties] if isinstance(parties, str) else parties)
