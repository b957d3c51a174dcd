"""Everywhere in a network that more is paid out of named money than it holds, whatever is asked."""

from collections.abc import Iterator

from graphkit.tracing.bounds import Clash
from graphkit.tracing.network import Network
from graphkit.tracing.part import Part
from graphkit.tracing.programme import Programme
from graphkit.tracing.slices import Slice

#: Uses that must be paid by what they name, each with the money that may pay for it.
Uses = dict[Slice, list[Slice]]


def clashes(network: Network) -> list[Clash]:
    """What can never be paid by what it names, one clash for each part that hangs together.

    >>> from graphkit import Flow
    >>> flows = [Flow("sm", "S", "M", 60), Flow("mt", "M", "T", 40, funded_from=("sm",)), Flow("mu", "M", "U", 40)]
    >>> clashes(Network(flows)), clashes(Network([*flows, Flow("mv", "M", "V", 30, funded_from=("sm",))]))
    ([], [Clash(uses=(mt, mv), money=(sm,), others=0)])
    """
    uses = {
        use: list(network.feeders(use))
        for flow in network.flows.values()
        for use in network.slices(flow)
        if not network.may_any(use)
    }
    return [clash for part in _together(network, uses) for clash in Programme(Part.apart(network, part)).clashes()]


def _together(network: Network, uses: Uses) -> Iterator[Uses]:
    """Uses that compete for the same money, or pay for each other, part by part: small programmes are solved exactly."""
    place = {use: number for number, use in enumerate(uses)}
    seen: set[Slice] = set()
    for first in uses:
        together, waiting = set(), [first]
        while waiting:
            slice = waiting.pop()
            if slice not in seen:
                seen.add(slice)
                waiting += network.named_uses(slice)
                waiting += uses.get(slice, ())
                together |= {slice} & uses.keys()
        if together:
            yield {use: uses[use] for use in sorted(together, key=place.__getitem__)}
