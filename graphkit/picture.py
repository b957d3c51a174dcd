"""Which part of the graph a picture shows, and the picture of it: a page, or SVG or PNG for a report."""

import json
from typing import Any

from graphkit import provenance
from graphkit.desk import Desk
from graphkit.errors import UsageError
from graphkit.flows import load
from graphkit.followed import CHOSEN, followed
from graphkit.graph import to_networkx
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.trace import trace

#: Parties that a path's neighbourhood may have: more lie near everything.
MOST_NEAR = 20_000
#: Pairs whose traces a page holds, and those that the page of a large graph does.
FOLLOWED, FEW_FOLLOWED = 200, 60
FORMS = ("html", "svg", "png")


def picture(
    store: Store,
    scope: Scope | None = None,
    *,
    around: str | None = None,
    hops: int = 2,
    source: str | None = None,
    target: str | None = None,
    max_nodes: int | None = None,
    title: str | None = None,
    form: str = "html",
) -> str | bytes:
    """A picture of the graph: all of it, what is ``around`` a party, or paths from source to target.

    ``form`` is html (a page that needs nothing else), svg (text) or png (bytes). Of a large graph only the
    parties with the most money are drawn at first, at most ``max_nodes`` of them where it is given; the page
    holds all the same. Raises UsageError where there is nothing to draw.
    """
    from graphkit import view

    if form not in FORMS:
        raise UsageError(f"there is no picture {form!r}", f"write {', '.join(FORMS)}")
    if (source is None) != (target is None):
        raise UsageError("a path has two ends", "give both --from and --to")
    if around and source:
        raise UsageError("around a party and from one to another at once", "give --around, or --from and --to")
    desk = Desk(store, scope)
    asked: list[tuple[str, str]] = []
    about = "Partnerships and funding flows"
    if desk.scope.decision:
        about = "{}: {}".format(
            *store.db.execute("SELECT reference, title FROM decision WHERE id = ?", (desk.scope.decision,)).fetchone()
        )
    elif desk.scope.programme:
        about = desk.party(desk.scope.programme)["name"]
    only: set[str] | None = None
    if around:
        party = desk.resolve(around)
        only, about = _around(desk, str(party["id"]), hops), f"Around {party['name']}"
    elif source and target:
        answer = trace(store, source, target, scope)
        only = {hop["flow"] for path in answer["paths"] for hop in path["hops"]}
        about = f"{answer['source']['name']} to {answer['target']['name']}"
        asked = [(answer["source"]["id"], answer["target"]["id"])]
    graph = to_networkx(store, scope or Scope(), only)
    if not graph.number_of_edges():
        raise UsageError("there is nothing to draw", "ask for more hops, another party or another decision")
    words: dict[str, Any] = {"title": title or about, "most": max_nodes, **_said(store, graph.graph["left_out"])}
    counted = {flow.id for flow in load(desk).flows}
    words["uncounted"] = {
        fact for *_, fact, data in graph.edges(keys=True, data=True) if data["carries"] == "money" and fact not in counted
    }
    if form == "svg":
        return view.svg(graph, **words)
    if form == "png":
        return view.png(graph, **words)
    pairs = FOLLOWED if graph.number_of_edges() <= view.LEGIBLE else FEW_FOLLOWED
    answers = followed(store, scope, sorted(graph), pairs, asked)
    return view.page(graph, **words, followed=answers, asked=asked, chosen=CHOSEN.format(len(answers)))


def _said(store: Store, left_out: list[str]) -> dict[str, Any]:
    """What gives colours and shapes, and the words below."""
    relations = [
        {"name": name, "label": label, "carries": carries, "definition": definition}
        for name, label, carries, definition in store.db.execute(
            "SELECT name, label, carries, definition FROM relation WHERE object IS NOT NULL OR peers IS NOT NULL ORDER BY rank"
        )
    ]
    kinds = [kind for (kind,) in store.db.execute("SELECT kind FROM organisation GROUP BY kind ORDER BY count(*) DESC, kind")]
    missing = f" Left out, for want of a date: {', '.join(left_out)}." if left_out else ""
    return {"relations": relations, "kinds": kinds, "attribution": provenance.ATTRIBUTION + missing}


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
        if len(near) > MOST_NEAR:
            raise UsageError(f"{len(near):,} parties are so near", "ask for fewer --hops")
    return facts - {None}
