"""Which part of the graph a picture shows, and the picture of it."""

from typing import TYPE_CHECKING

from graphkit import provenance
from graphkit.desk import Desk
from graphkit.errors import UsageError
from graphkit.graph import to_networkx
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.trace import trace

if TYPE_CHECKING:
    import networkx

#: More parties than this, drawn at once, are read by nobody.
MAX_NODES = 1500


def picture(
    store: Store,
    scope: Scope | None = None,
    *,
    around: str | None = None,
    hops: int = 2,
    source: str | None = None,
    target: str | None = None,
) -> str:
    """An HTML page of the graph: all of it, what is ``around`` a party, or paths from source to target.

    Raises UsageError where there is nothing to draw, or too much to be read.
    """
    from graphkit.view import page

    if (source is None) != (target is None):
        raise UsageError("a path has two ends", "give both --from and --to")
    if around and source:
        raise UsageError("around a party and from one to another at once", "give --around, or --from and --to")
    desk = Desk(store, scope)
    graph = to_networkx(store, scope or Scope())
    title = "Partnerships and funding flows"
    if desk.scope.decision:
        title = desk.reference(desk.scope.decision)
    if around:
        party = desk.resolve(around)
        graph, title = _around(graph, str(party["id"]), hops), f"Around {party['name']}"
    elif source and target:
        answer = trace(store, source, target, scope)
        flows = {hop["flow"] for path in answer["paths"] for hop in path["hops"]}
        graph = _only(graph, flows)
        title = f"{answer['source']['name']} to {answer['target']['name']}"
    if not graph.number_of_edges():
        raise UsageError("there is nothing to draw", "ask for more hops, another party or another decision")
    if graph.number_of_nodes() > MAX_NODES:
        raise UsageError(
            f"{graph.number_of_nodes():,} parties are too many for one picture", "narrow it: --around NAME, --decision REF"
        )
    drawn = {data["relation"] for *_, data in graph.edges(data=True)}
    relations = [
        {"name": name, "label": label, "carries": carries, "definition": definition}
        for name, label, carries, definition in store.db.execute(
            "SELECT name, label, carries, definition FROM relation ORDER BY rank"
        )
        if name in drawn
    ]
    return page(graph, title=title, relations=relations, attribution=provenance.ATTRIBUTION)


def _around(graph: "networkx.MultiDiGraph[str]", party: str, hops: int) -> "networkx.MultiDiGraph[str]":
    """What lies within so many edges of a party, whichever way they point; a group is next to its members."""
    if party not in graph:
        return graph.__class__()
    near = {party}
    edge = {party}
    for _ in range(hops):
        found = {other for node in edge for other in (*graph.predecessors(node), *graph.successors(node))}
        for node, data in graph.nodes(data=True):
            if data["kind"] == "joint group" and (node in edge or edge.intersection(data["members"])):
                found |= {node, *data["members"]}
        edge = found - near
        near |= edge
    return graph.subgraph(near)


def _only(graph: "networkx.MultiDiGraph[str]", facts: set[str]) -> "networkx.MultiDiGraph[str]":
    """The edges of these facts, with their ends."""
    return graph.edge_subgraph([edge for edge in graph.edges(keys=True) if edge[2] in facts])  # type: ignore[misc]
