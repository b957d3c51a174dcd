"""Which pairs of parties a reader is likely to ask about: from where money starts to where it ends, the most money first."""

from collections.abc import Collection, Iterable
from heapq import nsmallest

from graphkit.money import OWN
from graphkit.tracing.flow import Flow
from graphkit.tracing.network import Network

Pair = tuple[str, str]
Flows = dict[str, list[Flow]]
#: Who pays so many others is asked about even if others pay them.
MANY = 3


def pairs(network: Network, parties: Collection[str], most: int) -> list[Pair]:
    """At most so many pairs of source and target among some parties that money may join, those that matter most first.

    First from those whom nobody pays (or a circle that nobody outside pays) to those who pass nothing on (or a circle
    that passes nothing on); then from who pays at least ``MANY`` others; then from both to all who receive; then from
    all others. Within each of these by weight: the less of what the source pays and what the target receives, as far as known.

    >>> flows = [Flow("sa", "S", "A", 90), Flow("xa", "X", "A", 50), Flow("at", "A", "T", 30), Flow("xt", "X", "T", 40)]
    >>> pairs(Network(flows), {"S", "A", "X", "T"}, 10)
    [('S', 'T'), ('X', 'T'), ('S', 'A'), ('X', 'A'), ('A', 'T')]
    """
    paid, received = _sided(network, "payer"), _sided(network, "payee")
    pays, gets = _pence(paid), _pence(received)
    roots, ending = _ends(network, paid, received, "payer"), _ends(network, received, paid, "payee")
    many = {party for party, flows in paid.items() if len({flow.payee for flow in flows} - {party}) >= MANY}
    targets = gets.keys() & {*parties}
    found: list[tuple[int, int, str, str]] = []
    for source in sorted(
        paid.keys() & {*parties}, key=lambda party: (party not in roots, party not in many, -pays[party], party)
    ):
        kind = 1 if source in roots else 2 if source in many else 4
        if found and len(found) == most and found[-1][:2] < (kind, -pays[source]):
            continue  # none of this source's weighs more
        for target in _reached(network, source, paid) & targets - {source}:
            place = kind if target in ending or kind == 4 else 3
            found.append((place, -min(pays[source], gets[target]), source, target))
        found = nsmallest(most, found)
    return [(source, target) for *_, source, target in found]


def _pence(flows: Flows) -> dict[str, int]:
    """Of each party, the sum of flows as far as it is known."""
    return {party: sum(flow.amount or 0 for flow in listed) for party, listed in flows.items()}


def _sided(network: Network, side: str) -> Flows:
    """What each party pays, or receives, itself or with others; budgets aside."""
    found: Flows = {}
    for flow in network.flows.values():
        if flow.payer != flow.payee:
            party = getattr(flow, side)
            for holder in (party, *network.groups.get(party, ())):
                found.setdefault(holder, []).append(flow)
    return found


def _ends(network: Network, side: Flows, other: Flows, end: str) -> set[str]:
    """Parties with flows on one side and none on the other, and circles of which no flow leads further that way.

    ``end`` is the far end of the other side's flows.
    """
    found = side.keys() - other.keys()
    inside = [(party, flow) for party in side.keys() & other.keys() for flow in other[party]]
    if not inside:
        return found
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for party, flow in inside:
        far = getattr(flow, end)
        graph.add_edges_from((party, one) for one in (far, *network.groups.get(far, ())))
    for circle in nx.strongly_connected_components(graph):
        if len(circle) > 1 and all(far in circle for party in circle for far in graph.successors(party)):
            found |= circle
    return found


def _reached(network: Network, source: str, paid: Flows) -> set[str]:
    """Whom a source's money may reach, as far as it is told what pays for what; dates aside."""
    found: set[str] = set()
    waiting: list[Flow] = list(paid.get(source, ()))
    seen = {flow.id for flow in waiting}
    spent: set[str] = set()

    def follow(flows: Iterable[Flow]) -> None:
        for flow in flows:
            if flow.id not in seen:
                seen.add(flow.id)
                waiting.append(flow)

    while waiting:
        flow = waiting.pop()
        follow(network.naming.get(flow.id, ()))
        for holder in network.holders(flow):
            if flow.payer != flow.payee:
                found.add(holder)
            if not flow.restricted and holder not in spent:
                spent.add(holder)
                follow(other for other in network.paid.get(holder, ()) if other.funded_from is None)
    return found


def upstream(network: Network, target: str, limit: int) -> int:
    """How many flows may stand behind what a target receives, dates aside; no more are counted than the limit and a few.

    >>> flows = [Flow("sa", "S", "A", 90), Flow("at", "A", "T", 30), Flow("bt", "B", "T", 30)]
    >>> upstream(Network(flows), "T", 100)
    3
    """
    waiting = [flow for holding in network.holdings(target) for flow in network.received.get(holding, ())]
    seen = {flow.id for flow in waiting}
    spent: set[str] = set()
    while waiting and len(seen) <= limit:
        flow = waiting.pop()
        if flow.funded_from is not None:
            money = [network.flows[id] for id in flow.funded_from if id != OWN]
        elif flow.payer not in spent:
            spent.add(flow.payer)
            holdings = network.holdings(flow.payer)
            money = [one for holding in holdings for one in network.received.get(holding, ()) if not one.restricted]
        else:
            money = []
        for one in money:
            if one.id not in seen:
                seen.add(one.id)
                waiting.append(one)
    return len(seen)
