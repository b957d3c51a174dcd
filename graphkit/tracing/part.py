"""The part of a network that a question depends on, and whose money each slice of it can hold.

The core is every slice on a way from source to target, also ways that pass the target and come round again.
Beside it stands what competes with the core for the same money, as far as no money of unknown size can pay
for that: leaving out what own money may pay for changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping

from graphkit.money import OWN
from graphkit.tracing.network import Network
from graphkit.tracing.slices import Slice, fits

#: Whose money a slice can hold, as bits: the source's, the source's that was counted already, the rest.
S, C, R = 1, 2, 4
LABELS = (S, C, R)


class _Among(dict[str, bool | None]):
    """For each party whether it is one of some, or a joint group of them alone: None where only of some of them."""

    def __init__(self, network: Network, parties: frozenset[str]) -> None:
        self._network = network
        self._parties = parties

    def __missing__(self, party: str) -> bool | None:
        members = self._network.groups.get(party, ())
        inside = [member in self._parties for member in members]
        found = True if party in self._parties or (inside and all(inside)) else None if any(inside) else False
        self[party] = found
        return found


class Part:
    """What a question about sources and targets depends on.

    ``core``: the slices on a way from source to target; ``can``: the labels that each can hold;
    ``explained``: slices for which it is said what pays for them, each with the money that is worth telling
    apart; ``beside``: those of them that only must be payable, and change no figure; ``loose``: for each payer of
    the core, the money that its open uses may draw on.
    """

    def __init__(self, network: Network, sources: frozenset[str], targets: frozenset[str], own: bool) -> None:
        self.network = network
        self.sources = sources
        self.targets = targets
        self.own = own
        self._paying = _Among(network, sources)
        self._receiving = _Among(network, targets)
        self.back = _back(network, [s for s in self._received() if self.arrives(s) or self.arrives_in_part(s)])
        self.core = _ahead(network, [s for s in self.back if self.pays(s) or self.pays_part(s)], self.back)
        self.open: dict[str, list[Slice]] = {}
        for use in self.core:
            if use.open:
                self.open.setdefault(use.flow.payer, []).append(use)
        self.can: dict[Slice, int] = dict.fromkeys(self.core, 0)
        self._colour(self.core)
        self._circles()
        self._free = {use for use in self.core if network.may_any(use) and self._paying[use.flow.payer] is False}
        self.explained: dict[Slice, list[Slice]] = {}
        self.loose: dict[str, list[Slice]] = {}
        self._tie()

    @classmethod
    def apart(cls, network: Network, explained: Mapping[Slice, list[Slice]]) -> "Part":
        """The part of no question: what must be payable, each with the money that may pay for it."""
        part = cls(network, frozenset(), frozenset(), own=False)
        part.explained = dict(explained)
        return part

    @property
    def ways(self) -> list[Slice]:
        """The core as far as the source's money comes first: what a source pays counts as its own, whatever it was paid from."""
        ends = [money for money in self.core if self.arrives(money) or self.arrives_in_part(money)]
        found = _back(self.network, ends, lambda use: self.pays(use) and not self.own)
        return [slice for slice in found if self.can.get(slice, 0) & S]

    # ---- who pays and who receives -------------------------------------------------------------------

    def pays(self, use: Slice) -> bool:
        """Whether the sources alone pay a slice."""
        return self._paying[use.flow.payer] is True

    def pays_part(self, use: Slice) -> bool:
        """Whether a source is one of several who pay a slice together."""
        return self._paying[use.flow.payer] is None

    def arrives(self, money: Slice) -> bool:
        """Whether the targets alone receive a slice; a budget is no payment, and is received by nobody."""
        return self._receiving[money.flow.payee] is True and money.flow.payer != money.flow.payee

    def arrives_in_part(self, money: Slice) -> list[str]:
        """The targets that receive a slice together with others."""
        if self._receiving[money.flow.payee] is not None or money.flow.payer == money.flow.payee:
            return []
        return [member for member in self.network.groups[money.flow.payee] if member in self.targets]

    def _received(self) -> list[Slice]:
        holdings = {holding: None for target in sorted(self.targets) for holding in self.network.holdings(target)}
        return [s for holding in holdings for flow in self.network.received.get(holding, ()) for s in self.network.slices(flow)]

    # ---- parts of a slice ----------------------------------------------------------------------------

    def holders(self, money: Slice) -> tuple[str, ...]:
        """Whose parts a slice has: each member's of a joint group, or the one payee's."""
        return self.network.groups.get(money.flow.payee) or (money.flow.payee,)

    def drawn(self, money: Slice, payer: str) -> tuple[str, ...]:
        """Out of whose parts a payer may spend a slice: its own, a joint group out of any."""
        holders = self.holders(money)
        return (payer,) if payer in holders else holders

    def counted(self, money: Slice, holder: str) -> bool:
        """Whether a holder's part of a slice has reached the target: a budget has not, what it was paid from may have."""
        return money.flow.payer != money.flow.payee and (holder in self.targets or self.arrives(money))

    def leaves(self, money: Slice, holder: str) -> int:
        """The labels that can leave a holder's part of a slice: what has reached the target was counted."""
        found = self.can.get(money, R)
        if found & S and self.counted(money, holder):
            return (found & ~S) | C
        return found

    def may_leave(self, money: Slice, payer: str) -> int:
        """The labels that a payer can draw out of a slice."""
        if money.flow.payee == payer and payer not in self.network.groups:
            return self.leaves(money, payer)
        found = 0
        for holder in self.drawn(money, payer):
            found |= self.leaves(money, holder)
        return found

    def rest_is_free(self, use: Slice) -> bool:
        """Whether money of unknown size, which is of the rest, may pay for a slice: then no rest need be told apart."""
        return use in self._free

    def wanted(self, use: Slice) -> int:
        """The labels of which it matters that they may pay for a slice."""
        if use in self._free:
            return S | C
        if self.pays(use) and not self.own and self.network.may_any(use):
            return C  # whatever else the source pays with becomes its own
        return S | C | R

    # ---- labels --------------------------------------------------------------------------------------

    def _colour(self, start: Iterable[Slice]) -> None:
        """Find the least labels that the rules allow: add until nothing changes."""
        network = self.network
        early: dict[str, dict[str | None, dict[int, str]]] = {}  # payer → bound → label → first day
        waiting = dict.fromkeys(reversed(list(start)))
        while waiting:
            use, _ = waiting.popitem()
            found = self.can[use] | self._paid_out(use, self._paid_in(use, early))
            if found == self.can[use]:
                continue
            self.can[use] = found
            waiting.update((n, None) for n in network.named_uses(use) if n in self.can)
            if not use.flow.restricted:
                for payer in network.holders(use.flow):
                    if payer in self.open and self._earlier(early, use, payer):
                        waiting.update((n, None) for n in self.open[payer] if fits(use, n))

    def _circles(self) -> None:
        """Where money goes round in a circle that none enters, nothing says whose it is: all that the circle can keep."""
        circle = [use for use in self.core if not self.can[use] and any(money in self.can for money in self.network.feeders(use))]
        self.can.update(dict.fromkeys(circle, S | C | R))
        changed = True
        while changed:
            changed = False
            for use in circle:
                kept = self.can[use] & self._paid_out(use, self._paid_in(use, {}))
                changed = changed or kept != self.can[use]
                self.can[use] = kept
        if circle:
            fed = {use for money in circle for use in self.network.uses(money)}
            self._colour([use for use in self.core if use in fed])

    def _earlier(self, early: dict[str, dict[str | None, dict[int, str]]], money: Slice, payer: str) -> bool:
        """Note that a payer has labels from a day on; whether that is news."""
        best = early.setdefault(payer, {}).setdefault(money.bound, {})
        leaves, news = self.may_leave(money, payer), False
        for bit in LABELS:
            if leaves & bit and money.first < best.get(bit, "~~"):
                best[bit] = money.first
                news = True
        return news

    def _paid_in(self, use: Slice, early: dict[str, dict[str | None, dict[int, str]]]) -> int:
        found = R if use.flow.id in self.network.lacking else 0
        if self.network.may_own(use):
            found |= S | R if self.pays_part(use) else S if self.own and self.pays(use) else R
        if use.open:
            if not found & R and any(money not in self.can for money in self.network.feeders(use)):
                found |= R  # the source's own money is not rest, but what others gave it is
            for bound, best in early.get(use.flow.payer, {}).items():
                if bound is None or use.touches(bound):
                    found |= sum(bit for bit, first in best.items() if first <= use.last)
        else:
            for money in self.network.feeders(use):
                found |= self.may_leave(money, use.flow.payer)
        return found

    def _paid_out(self, use: Slice, found: int) -> int:
        """The labels with which a slice is paid: the source pays out the rest as its own."""
        if self.own:
            return found
        if self.pays(use):
            return (S if found & (S | R) else 0) | (found & C)
        return found | S if self.pays_part(use) and found & R else found

    # ---- what is tied to the core --------------------------------------------------------------------

    def _tie(self) -> None:
        network = self.network
        shared: set[Slice] = set()
        waiting: list[Slice] = []

        def explain(use: Slice, feeders: Iterable[Slice]) -> None:
            wanted, payer = self.wanted(use), use.flow.payer
            self.explained[use] = [money for money in feeders if self.may_leave(money, payer) & wanted]
            for money in self.explained[use]:
                share(money)
            if use.amount is None:
                share(use)

        def share(money: Slice) -> None:
            if money not in shared:
                shared.add(money)
                waiting.append(money)

        for payer, uses in self.open.items():
            loose = [money for slices in network.loose(payer).values() for money in slices]
            wanted = self.wanted(uses[0])
            self.loose[payer] = [money for money in loose if self.may_leave(money, payer) & wanted]
            for money in self.loose[payer]:
                share(money)

        def follow() -> None:
            while waiting:
                money = waiting.pop()
                if money.amount is None and money not in self.explained and not network.may_any(money):
                    explain(money, network.feeders(money))
                for use in network.named_uses(money):
                    if use not in self.explained and not network.may_any(use):
                        explain(use, network.feeders(use))

        for use in self.core:
            if use.open and use.amount is not None:
                self.explained[use] = []
            else:
                explain(use, () if use.open else network.feeders(use))
            if self.arrives_in_part(use):
                share(use)
        follow()
        # All else that the payers of the core pay must be payable too, or the rules allow nothing.
        connected = set(self.explained)
        for payer in dict.fromkeys(use.flow.payer for use in self.core):
            for flow in network.paid[payer]:
                for use in network.slices(flow):
                    if use not in self.explained and not network.may_any(use):
                        explain(use, network.feeders(use))
        follow()
        self.beside = self.explained.keys() - connected


def _back(network: Network, ends: Iterable[Slice], first: Callable[[Slice], bool] = lambda use: False) -> dict[Slice, None]:
    """Every slice from which a way leads to these. What is named is on the way even if it comes too late to pay.

    Ways are followed no further back than a slice that is the ``first``.
    """
    found = dict.fromkeys(ends)
    waiting = list(found)
    looked: dict[tuple[str, str | None], int] = {}
    while waiting:
        use = waiting.pop()
        fresh: list[Slice] = []
        if first(use):
            continue
        if use.open:
            for bound, money in network.loose(use.flow.payer).items():
                if bound is None or use.touches(bound):
                    start = at = looked.get((use.flow.payer, bound), 0)
                    while at < len(money) and money[at].first <= use.last:
                        at += 1
                    looked[use.flow.payer, bound] = at
                    fresh += money[start:at]
        else:
            fresh += [slice for id in use.flow.funded_from or () if id != OWN for slice in network.slices(network.flows[id])]
        for money_ in fresh:
            if money_ not in found:
                found[money_] = None
                waiting.append(money_)
    return found


def _ahead(network: Network, starts: list[Slice], within: dict[Slice, None]) -> list[Slice]:
    """Those slices to which a way leads from the starts, in the order of ``within``."""
    found = dict.fromkeys(starts)
    waiting = list(found)
    looked: dict[tuple[str, str | None], int] = {}
    while waiting:
        money = waiting.pop()
        fresh = [slice for flow in network.naming.get(money.flow.id, ()) for slice in network.slices(flow)]
        if not money.flow.restricted:
            for payer in network.holders(money.flow):
                uses = network.open(payer, money.bound)
                start = at = looked.get((payer, money.bound), 0)
                while at < len(uses) and uses[at].last >= money.first:
                    at += 1
                looked[payer, money.bound] = at
                fresh += uses[start:at]
        for use in fresh:
            if use in within and use not in found:
                found[use] = None
                waiting.append(use)
    return [slice for slice in within if slice in found]
