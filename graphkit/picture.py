"""Which part of the graph a picture shows, and the picture of it."""

import json

from graphkit import provenance
from graphkit.desk import Desk
from graphkit.errors import UsageError
from graphkit.graph import to_networkx
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.trace import trace

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
    title = "Partnerships and funding flows"
    if desk.scope.decision:
        title = "{}: {}".format(
            *store.db.execute("SELECT reference, title FROM decision WHERE id = ?", (desk.scope.decision,)).fetchone()
        )
    elif desk.scope.programme:
        title = desk.party(desk.scope.programme)["name"]
    only: set[str] | None = None
    if around:
        party = desk.resolve(around)
        only, title = _around(desk, str(party["id"]), hops), f"Around {party['name']}"
    elif source and target:
        answer = trace(store, source, target, scope)
        only = {hop["flow"] for path in answer["paths"] for hop in path["hops"]}
        title = f"{answer['source']['name']} to {answer['target']['name']}"
    elif not (desk.scope.decision or desk.scope.programme):
        _readable(store.db.execute("SELECT count(*) FROM (SELECT subject FROM fact UNION SELECT object FROM fact)").fetchone()[0])
    graph = to_networkx(store, scope or Scope(), only)
    if not graph.number_of_edges():
        raise UsageError("there is nothing to draw", "ask for more hops, another party or another decision")
    _readable(graph.number_of_nodes())
    relations = [
        {"name": name, "label": label, "carries": carries, "definition": definition}
        for name, label, carries, definition in store.db.execute(
            "SELECT name, label, carries, definition FROM relation WHERE object IS NOT NULL OR peers IS NOT NULL ORDER BY rank"
        )
    ]
    kinds = [kind for (kind,) in store.db.execute("SELECT kind FROM organisation GROUP BY kind ORDER BY count(*) DESC, kind")]
    missing = graph.graph["left_out"]
    said = f"{provenance.ATTRIBUTION} Left out, for want of a date: {', '.join(missing)}." if missing else provenance.ATTRIBUTION
    return page(graph, title=title, relations=relations, kinds=kinds, attribution=said)


def _readable(parties: int) -> None:
    if parties > MAX_NODES:
        raise UsageError(
            f"{parties:,} parties are too many for one picture",
            "narrow it: --around NAME, --decision REF, --programme NAME, --hops",
        )


_NEAR = """
    SELECT fact.id, fact.subject, fact.object FROM fact JOIN relation ON relation.name = fact.relation
    WHERE relation.object IS NOT NULL AND fact.{side} IN (SELECT value FROM json_each(?))"""
_PEERS = """
    SELECT fact.id, also.organisation, NULL FROM participant
    JOIN fact ON fact.id = participant.fact JOIN relation ON relation.name = fact.relation AND relation.peers = participant.field
    JOIN participant AS also ON also.fact = fact.id AND also.field = participant.field
    WHERE participant.organisation IN (SELECT value FROM json_each(?))"""
_GROUPS = """
    SELECT NULL, member.party, member.member FROM member JOIN organisation ON id = party AND kind = 'joint group'
    WHERE member.{side} IN (SELECT value FROM json_each(?))"""


def _around(desk: Desk, party: str, hops: int) -> set[str]:
    """Facts between parties within so many steps of one, whichever way they point; a group is next to its members."""
    near, edge, facts = {party}, {party}, set()
    queries = [_NEAR.format(side=side) for side in ("subject", "object")]
    queries += [_PEERS, *(_GROUPS.format(side=side) for side in ("party", "member"))]
    for _ in range(hops):
        found: set[str] = set()
        for query in queries:
            for fact, *parties in desk.db.execute(query, [json.dumps(sorted(edge))]):
                facts.add(fact)
                found.update(id for id in parties if id)
        edge = found - near
        near |= edge
        _readable(len(near))
    return facts - {None}
