"""Facts → networkx.MultiDiGraph: parties are nodes, facts between two parties are edges, key = fact id.

A partnership of several is an edge between each two of its members, ``directed=False``, under the same
key. What has no two ends (budgets, totals, observations) stands in ``graph.graph["facts"]``: a budget is
no payment, and as an edge its pounds would be counted twice.
"""

import json
from collections.abc import Collection
from itertools import combinations
from typing import TYPE_CHECKING, Any

from graphkit.ask import organisations as _organisations
from graphkit.desk import Answer, Desk
from graphkit.scope import Scope
from graphkit.store import Store

if TYPE_CHECKING:
    import networkx


def to_networkx(store: Store, scope: Scope | None = None, only: Collection[str] | None = None) -> "networkx.MultiDiGraph[str]":
    """The graph of a store, or of the facts in a scope (and of these ids ``only``) with all parties they name.

    Edge attributes are those of the answers (``amount`` is Decimal pounds or None), with ``relation``,
    ``carries`` (money, authority or None) and ``directed``; parties in them are ids.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     graph = to_networkx(store)
    >>> graph.edges["nhs-england", "mopac", "pcd-172/nhse-mopac"]["amount"]
    Decimal('120000.00')
    """
    import networkx

    desk = Desk(store, scope, every_id=True)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(facts=[])
    relations = {
        name: (carries, subject, object, peers)
        for name, carries, subject, object, peers in store.db.execute(
            "SELECT name, carries, subject, object, peers FROM relation"
        )
    }
    condition, ids = ("1", []) if only is None else ("fact.id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(only))])
    for fact in desk.facts(condition, ids):
        carries, subject, object, peers = relations[fact["relation"]]
        flat = {key: _flat(value) for key, value in fact.items()} | {"carries": carries}
        if subject and object:
            _add(graph, fact, [(flat[subject], flat[object])], flat | {"directed": True})
        elif peers:
            _add(graph, fact, list(combinations(flat[peers], 2)), flat | {"directed": False})
        else:
            graph.graph["facts"].append(flat)
    if scope is None and only is None:
        graph.add_nodes_from(row["id"] for row in _organisations(store)["organisations"])
    _nodes(desk, graph)
    graph.graph["left_out"] = sorted(desk.left_out)
    return graph


def _flat(value: Any) -> Any:
    """Parties as ids, lists as tuples."""
    if isinstance(value, dict) and value.keys() == {"id", "name"}:
        return value["id"]
    return tuple(_flat(item) for item in value) if isinstance(value, list) else value


def _add(graph: "networkx.MultiDiGraph[str]", fact: Answer, pairs: list[tuple[str, str]], flat: Answer) -> None:
    attributes = {key: value for key, value in flat.items() if key not in ("id", "key")}
    for a, b in pairs:
        graph.add_edge(a, b, key=fact["id"], **attributes)


def _nodes(desk: Desk, graph: "networkx.MultiDiGraph[str]") -> None:
    """What is known of each party; members of joint groups join the graph."""
    waiting = list(graph)
    while waiting:
        id = waiting.pop()
        row = desk.db.execute(
            "SELECT name, kind, note, aliases, former_names, identifiers, unit_of, since, until FROM organisation WHERE id = ?",
            (id,),
        ).fetchone()
        name, kind, note, aliases, former, identifiers, unit_of, since, until = row
        members = tuple(desk.members(id))
        graph.add_node(
            id,
            name=name,
            kind=kind,
            aliases=tuple(json.loads(aliases)),
            former_names=tuple(json.loads(former)),
            identifiers=json.loads(identifiers),
            members=members,
            unit_of=unit_of,
            since=since,
            until=until,
            note=note,
        )
        if kind == "joint group":
            new = [member for member in members if member not in graph]
            graph.add_nodes_from(new)
            waiting.extend(new)
