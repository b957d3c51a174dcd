"""How much of each source's money reached a party, and how much of a party's money reached each last recipient.

One network is read for all of them. A large store is not asked: there a figure is asked for pair by pair.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from graphkit.desk import Answer, Desk
from graphkit.flows import load, small
from graphkit.money import pounds
from graphkit.tracing.answer import Question
from graphkit.tracing.flow import Flow
from graphkit.tracing.network import Network
from graphkit.tracing.part import Part
from graphkit.tracing.paths import MAX_HOPS

#: The three figures of an answer.
FIGURES = ("at_least", "estimate", "at_most")
#: How many last recipients are told, the nearest first.
MAX_LAST = 100


class Way(NamedTuple):
    """A shortest way to a flow: the parties on it, and whether each step is named and stated."""

    flow: Flow
    parties: tuple[str, ...]
    named: bool
    stated: bool
    hops: int = 1


def reached_from(desk: Desk, sources: Collection[str], target: str) -> tuple[dict[str, Answer], bool]:
    """The three figures of each source's money in a target, by the source's id; and whether they were worked out."""
    if not small(desk):
        return dict.fromkeys(sources, dict.fromkeys((*FIGURES, "contradiction", "caveats"))), False
    network = load(desk).network
    return {source: _figures(desk, network, source, target) for source in sources}, True


def last_recipients(desk: Desk, source: str) -> tuple[list[Answer], bool, bool]:
    """Who receives of a source's money what goes no further, with the three figures, the nearest first.

    ``[{"recipient", "hop_count", "via", "basis", "stated", "at_least", "estimate", "at_most"}]``, whether that
    is all, and whether they were worked out.
    """
    if not small(desk):
        return [], False, False
    network = load(desk).network
    found: dict[str, Way] = {}
    far: list[Way] = []  # where the search stopped
    for named_only in (True, False):
        for way in _ways(network, source, named_only):
            if way.hops == MAX_HOPS:
                far.append(way)
            if way.flow.payee != source and not any(True for slice in network.slices(way.flow) for _ in network.uses(slice)):
                found.setdefault(way.flow.payee, way)
    rows: dict[str, Answer] = {
        recipient: {
            "recipient": desk.party(recipient),
            "hop_count": len(way.parties) - 1,
            "via": [desk.party(party) for party in way.parties[1:-1]],
            "basis": "named" if way.named else "open",
            "stated": way.stated,
        }
        for recipient, way in found.items()
    }
    complete = not any(True for way in far for slice in network.slices(way.flow) for _ in network.uses(slice))
    nearest = sorted(rows, key=lambda id: (rows[id]["basis"] != "named", rows[id]["hop_count"], rows[id]["recipient"]["name"]))
    complete = complete and len(rows) <= MAX_LAST
    return [rows[id] | _figures(desk, network, source, id) for id in nearest[:MAX_LAST]], complete, True


def _figures(desk: Desk, network: Network, source: str, target: str) -> Answer:
    part = Part(network, frozenset([source]), frozenset([target]), own=False)
    figures = Question(part, desk.scope.year, name=lambda party: str(desk.party(party)["name"])).figures
    found: Answer = {key: None if (pence := getattr(figures, key)) is None else pounds(pence) for key in FIGURES}
    return found | {"contradiction": figures.contradiction, "caveats": list(figures.caveats)}


def _ways(network: Network, source: str, named_only: bool) -> Iterable[Way]:
    """Shortest ways of a source's money to each flow that it may pay for, budgets left out of the parties."""
    starts = [flow for holding in (source, *network.groups_of.get(source, ())) for flow in network.paid.get(holding, ())]
    here = [Way(flow, (source, flow.payee), True, flow.stated) for flow in starts if flow.payer != flow.payee]
    seen = {way.flow.id for way in here}
    for _ in range(MAX_HOPS):
        further: list[Way] = []
        for way in here:
            yield way
            for slice in network.slices(way.flow):
                for use in network.named_uses(slice) if named_only else network.uses(slice):
                    if use.flow.id not in seen:
                        seen.add(use.flow.id)
                        named = way.named and use.flow.funded_from is not None
                        stated = way.stated and use.flow.stated and "funded_from" not in use.flow.inferred
                        parties = way.parties if use.flow.payer == use.flow.payee else (*way.parties, use.flow.payee)
                        further.append(Way(use.flow, parties, named, stated, way.hops + 1))
        here = further
