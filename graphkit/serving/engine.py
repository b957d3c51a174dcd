"""A query asked of the engine, as a request says: of which graphs, with which prefixes and values of variables."""

from typing import Any

from graphkit import gate
from graphkit.errors import QueryError


def ask(store: Any, request: dict[str, Any]) -> Any:
    """What the engine finds.

    A function that nobody knows is a slip where graphkit's own store is asked (QueryError). Over data of others the
    grammar's word holds, by which any IRI may be called: such a call is an error of its expression alone.

    >>> import pyoxigraph
    >>> asked = {"query": "SELECT (<http://a/f>(1) AS ?x) {}", "prefixes": {}, "union": False}
    >>> [row["x"] for row in ask(pyoxigraph.Store(), asked)]
    [None]
    """
    import pyoxigraph as ox

    unknown: dict[Any, Any] = {}
    while True:
        try:
            return _ask(store, request, unknown)
        except RuntimeError as error:
            found = gate.UNKNOWN_FUNCTION.search(str(error))
            if not found or ox.NamedNode(found[1]) in unknown:
                raise
            if request["union"]:
                raise QueryError(gate.misunderstood(str(error), request["query"]), "") from None
            unknown[ox.NamedNode(found[1])] = _nothing


def _nothing(*values: Any) -> None:
    """What is answered by a function that nobody knows."""


def _ask(store: Any, request: dict[str, Any], functions: dict[Any, Any]) -> Any:
    import pyoxigraph as ox

    def graphs(names: list[str] | None) -> Any:
        return None if names is None else [ox.NamedNode(name) for name in names]

    default, named = graphs(request.get("default_graphs")), graphs(request.get("named_graphs"))
    chosen = default is not None or named is not None or gate.chooses_graphs(request["query"])
    if default is None and named is not None:
        default = []
    elif default is not None and named is None:
        named = []
    return store.query(
        request["query"],
        prefixes=request["prefixes"],
        base_iri=request.get("base"),
        # The engine would take the union in place of the graphs that a query names with FROM.
        use_default_graph_as_union=request["union"] and not chosen,
        default_graph=default,
        named_graphs=named,
        substitutions={
            ox.Variable(name): ox.NamedNode(value) if kind == "uri" else ox.Literal(value, datatype=ox.NamedNode(datatype))
            for name, (kind, value, datatype) in request.get("substitutions", {}).items()
        }
        or None,
        custom_functions=functions or None,
    )
