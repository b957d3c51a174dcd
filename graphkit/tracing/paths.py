"""The ways that money can take from a source to a target, the shortest first."""

from collections.abc import Iterator
from typing import NamedTuple

from graphkit.tracing.flow import Flow
from graphkit.tracing.part import Part
from graphkit.tracing.slices import Slice, fits

#: A path longer than this is no longer read by anybody.
MAX_HOPS = 12
#: Paths shown; their number grows fast where pools are open.
MAX_PATHS = 200
#: Steps of the search before it stops, and says so.
MAX_STEPS = 300_000


class Step(NamedTuple):
    """One flow of a path.

    ``named``: the next flow says that this one pays for it (the last step's is True); ``through``: the
    budgets in between; ``stated``: none of these is inferred.
    """

    flow: Flow
    named: bool
    through: tuple[str, ...]
    stated: bool


class Paths:
    """Paths of a part of a network that visit no party twice; budgets are no steps of their own.

    ``cut`` says, once the paths were read, why there may be more.
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        self.cut: str | None = None
        self._steps = 0
        self._core: dict[str, list[Slice]] = {}
        for slice in part.core:
            self._core.setdefault(slice.flow.id, []).append(slice)
        self._above: dict[str, list[Step]] = {}
        self._far = self._distances()

    def shortest_first(self, hops: int = MAX_HOPS) -> Iterator[list[Step]]:
        """Every path of at most so many hops; of one length in the order of their flows' ids."""
        flows = self.part.network.flows
        ends = [
            Step(flows[id], True, (), True)
            for id, slices in sorted(self._core.items())
            if id in self._far
            and flows[id].payer != flows[id].payee
            and (self.part.arrives(slices[0]) or self.part.arrives_in_part(slices[0]))
        ]
        number = 0
        for length in range(1, hops + 1):
            for end in ends:
                parties = frozenset((*self.part.targets, end.flow.payee, end.flow.payer))
                if end.flow.payer in self.part.targets:
                    continue
                for path in self._walk([end], parties, length):
                    number += 1
                    if number > MAX_PATHS:
                        self.cut = f"{MAX_PATHS} paths of more are shown"
                        return
                    yield path
                if self._steps > MAX_STEPS:
                    self.cut = f"the search for paths stopped after {MAX_STEPS:,} steps: there may be more"
                    return

    def longer(self, hops: int) -> bool:
        """Whether there is a path of more hops, as far as the search goes."""
        flows = self.part.network.flows
        for id, slices in self._core.items():
            flow = flows[id]
            if flow.payer != flow.payee and (self.part.arrives(slices[0]) or self.part.arrives_in_part(slices[0])):
                seen = frozenset((*self.part.targets, flow.payee, flow.payer))
                if flow.payer not in self.part.targets and self._is_longer(flow, seen, hops - 1):
                    return True
        return False

    def _is_longer(self, first: Flow, parties: frozenset[str], left: int) -> bool:
        if self._starts(first) or self._steps > MAX_STEPS or len(parties) > 500:
            return self._starts(first) and left < 0
        for step in self.above(first):
            self._steps += 1
            if step.flow.payer not in parties and self._is_longer(step.flow, parties | {step.flow.payer}, left - 1):
                return True
        return False

    def _walk(self, path: list[Step], parties: frozenset[str], length: int) -> Iterator[list[Step]]:
        first = path[0].flow
        if self._starts(first):
            if len(path) == length:
                yield path
            return
        for step in self.above(first):
            self._steps += 1
            if (
                step.flow.payer not in parties
                and len(path) + self._far.get(step.flow.id, length) <= length
                and self._steps <= MAX_STEPS
            ):
                yield from self._walk([step, *path], parties | {step.flow.payer}, length)

    def above(self, flow: Flow) -> list[Step]:
        """The flows of the core that may pay for one, budgets followed to what feeds them, in the order of ids."""
        if flow.id not in self._above:
            found: dict[str, Step] = {}
            waiting: list[tuple[Flow, tuple[str, ...], bool, bool]] = [(flow, (), True, flow.funded_from is not None)]
            seen = {flow.id}
            while waiting:
                use, through, stated, named = waiting.pop(0)
                for money in self._feeders(use):
                    if money.id in seen:
                        continue
                    seen.add(money.id)
                    if money.payer == money.payee:
                        if money.funded_from is not None:
                            waiting.append((money, (*through, money.id), stated and money.stated, named))
                    else:
                        found[money.id] = Step(money, named, through, stated)
            self._above[flow.id] = [found[id] for id in sorted(found)]
        return self._above[flow.id]

    def _feeders(self, flow: Flow) -> list[Flow]:
        part, network = self.part, self.part.network
        if flow.funded_from is not None:
            money = [network.flows[id] for id in flow.funded_from if id in self._core]
        else:
            money = list({m.flow.id: m.flow for m in part.loose.get(flow.payer, ()) if m in part.can}.values())
        return [m for m in money if any(fits(a, b) for a in self._core[m.id] for b in self._core[flow.id])]

    def _starts(self, flow: Flow) -> bool:
        slice = self._core[flow.id][0]
        return self.part.pays(slice) or self.part.pays_part(slice)

    def _distances(self) -> dict[str, int]:
        """For each flow of the core, the fewest hops with which a path from a source can end in it."""
        flows = self.part.network.flows
        far = {id: 1 for id in self._core if self._starts(flows[id]) and flows[id].payer != flows[id].payee}
        here = list(far)
        below: dict[str, list[str]] = {}
        for id in self._core:
            if flows[id].payer != flows[id].payee and not self._starts(flows[id]):
                for step in self.above(flows[id]):
                    below.setdefault(step.flow.id, []).append(id)
        while here:
            further = []
            for id in here:
                for other in below.get(id, ()):
                    if other not in far:
                        far[other] = far[id] + 1
                        further.append(other)
            here = further
        return far
