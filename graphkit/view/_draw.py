"""The graph as a pyvis network: nodes as cards at fixed places, edges as lines that show what they carry."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.view._columns import Link, Role
from graphkit.view._curves import curves
from graphkit.view._facts import Fact
from graphkit.view._layout import CARD, lanes, positions
from graphkit.view._ports import Box, Line, attach, heights
from graphkit.view._style import MEMBER_DASHES, Relation, glyphs, largest_amount, line
from graphkit.view._text import clean, label, plain

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
    },
    "edges": {"arrowStrikethrough": False, "hoverWidth": 1, "selectionWidth": 1.5, "physics": False},
    "nodes": {"borderWidth": 0, "physics": False},
}


def _knots(found: Sequence[Fact]) -> dict[str, list[Fact]]:
    """Undirected facts that tie three or more together. Six members would be fifteen lines; one
    meeting point with six says the same and can be read."""
    by_key: dict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        if not fact.directed and fact.source != fact.target:
            by_key[fact.key].append(fact)
    return {
        key: group
        for key, group in sorted(by_key.items())
        if len({n for f in group for n in (f.source, f.target)}) > 2 and len({f.relation for f in group}) == 1
    }


def _role(fact: Fact) -> Role:
    if not fact.directed:
        return "peer"
    return "money" if fact.carries == "money" else "authority" if fact.carries == "authority" else "along"


def _node(name: str, data: Mapping[str, Any], shapes: Mapping[str, Any]) -> dict[str, Any]:
    kind = clean(data.get("kind") or "organisation", 60)
    identifiers = data.get("identifiers")
    identifiers = identifiers if isinstance(identifiers, Mapping) else {"identifiers": identifiers}
    said = (("Also called", "aliases"), ("Formerly", "former_names"), ("Since", "since"), ("Until", "until"))
    rows = [("Kind", kind), *((word, plain(data.get(key))) for word, key in said)]
    rows += [(clean(k, 60), plain(identifiers[k])) for k in sorted(identifiers, key=str)]
    return {
        "label": label(name),
        "name": clean(name),
        "kind": kind,
        "glyph": shapes[kind],
        "unnamed": kind == "unnamed",
        "group": bool(data.get("members")),
        "rows": [row for row in rows if row[1]],
    }


def network(graph: Any, found: Sequence[Fact], relations: Mapping[str, Relation], order: Sequence[str] = ()) -> Any:
    """A pyvis Network. Identifiers are our own (n0, e0): vis-network keeps its objects in plain
    JavaScript objects, where an organisation called __proto__ would be a key like no other."""
    nodes: dict[str, Mapping[str, Any]] = {str(n): d for n, d in graph.nodes(data=True)}
    kinds = {clean(d.get("kind") or "organisation", 60) for d in nodes.values()}
    shapes = glyphs(kinds, order)
    drawn: dict[str, dict[str, Any]] = {}
    ids: dict[str, str] = {}
    for i, name in enumerate(sorted(nodes)):
        ids[name] = f"n{i}"
        drawn[ids[name]] = _node(str(nodes[name].get("name") or name), nodes[name], shapes)
        drawn[ids[name]]["node"] = clean(name)

    lines: list[tuple[str, str, Role, dict[str, Any]]] = []
    largest = largest_amount(found)
    knots = _knots(found)
    tied = {id(f) for group in knots.values() for f in group}

    def options(fact: Fact) -> dict[str, Any]:
        relation = relations[fact.relation]
        return {
            "fact": clean(fact.key),
            "relation": relation.index,
            "carries": relation.carries or "",
            "relationLabel": relation.label,
            "oneWay": fact.directed,
            "rows": fact.rows,
            "tag": fact.tag,
            "amount": fact.amount or fact.tag,
            "unknown": fact.unknown,
            "inferred": fact.inferred,
            "conditional": fact.conditional,
            "url": fact.url,
            "decision": plain(fact.data.get("decision")),
            "where": plain(fact.data.get("locators")),
            **line(fact, relation, largest),
        }

    for fact in found:
        if id(fact) not in tied:
            lines.append((ids[fact.source], ids[fact.target], _role(fact), options(fact)))
    for i, (_, group) in enumerate(knots.items()):
        first = group[0]
        title = plain(first.data.get("name") or first.data.get("kind")).replace("_", " ") or first.label
        drawn[f"k{i}"] = {
            "label": label(title, 30),
            "name": clean(title),
            "kind": first.label,
            "knot": True,
            "relation": relations[first.relation].index,
            "rows": first.rows,
            "node": "",
        }
        for member in sorted({n for f in group for n in (f.source, f.target)}):
            lines.append((f"k{i}", ids[member], "peer", {**options(first), "knot": True}))
    for name in sorted(nodes):
        members = nodes[name].get("members") or ()
        for member in sorted({str(m) for m in members} & nodes.keys() - {name}):
            lines.append(
                (
                    ids[name],
                    ids[member],
                    "along",
                    {
                        "member": True,
                        "relation": -1,
                        "relationLabel": "member",
                        "oneWay": False,
                        "rows": [],
                        "width": 2,
                        "dashes": MEMBER_DASHES,
                        "arrows": {"to": {"enabled": False}},
                        "color": {"color": "#8a8a8a", "inherit": False, "opacity": 1.0},
                    },
                )
            )
    return _fill(drawn, lines)


def _gutters(lane: Mapping[str, int], lines: Sequence[tuple[str, str, Role, dict[str, Any]]]) -> list[int]:
    """Space between the columns: what the widest amount needs, more where many lines fan out. Narrow
    where nothing is written, since a wide picture is a small one."""
    wide = [84] * max(lane.values(), default=0)
    count = [0] * len(wide)
    for u, v, _, data in lines:
        for k in range(min(lane[u], lane[v]), max(lane[u], lane[v])):
            signs = len(data.get("tag", "")) + (3 if data.get("conditional") else 0)
            wide[k] = max(wide[k], 74 + 8 * min(signs, 24))
            count[k] += 1
    return [room + min(60, 2 * lines_here) for room, lines_here in zip(wide, count, strict=True)]


def _fill(drawn: dict[str, dict[str, Any]], lines: Sequence[tuple[str, str, Role, dict[str, Any]]]) -> Any:
    # pyvis takes 0.4 s to import (it brings IPython): only who draws pays. By name, since it has no types.
    pyvis = importlib.import_module("pyvis.network")
    names = {n: d["name"] for n, d in drawn.items()}
    knots = frozenset(n for n, d in drawn.items() if d.get("knot"))
    widths = {n: min(CARD, 34 + 7 * max(map(len, d["label"].split("\n")))) if n in knots else CARD for n, d in drawn.items()}
    least = {
        n: (30 + 15 * d["label"].count("\n")) if n in knots else (44 + 18 * d["label"].count("\n")) for n, d in drawn.items()
    }
    links = [Link(u, v, role) for u, v, role, _ in lines]
    ends = [Line(u, v, data["width"]) for u, v, _, data in lines]
    place = lanes(names, links, knots)
    lane = {n: at for n, (at, _) in place.items()}
    tall = heights(least, ends, lane, knots)
    at = positions(place, tall, names, links, _gutters(lane, lines))
    boxes = {n: Box(*at[n], widths[n], tall[n]) for n in drawn}
    attached = attach(ends, boxes)
    smooth = curves(attached, boxes)

    # directed: an undirected pyvis network silently drops every second edge between the same two nodes.
    net = pyvis.Network(directed=True, cdn_resources="in_line")
    net.options = _OPTIONS  # not set_options(): it removes all spaces, also inside strings
    for n, data in drawn.items():
        # "custom": the page draws the card itself; color belongs to the theme.
        box = boxes[n]
        options = {**data, "x": box.x, "y": box.y, "width": box.width, "height": box.height, "chosen": False}
        net.add_node(n, label=options.pop("label"), shape="custom", **options)
    loops: dict[str, int] = defaultdict(int)
    for i, ((u, v, _, data), line_at, bend) in enumerate(zip(lines, attached, smooth, strict=True)):
        if u == v:
            loops[u] += 1
            data = {**data, "selfReference": {"size": 18 + 12 * loops[u], "angle": 0.8}}
        net.add_edge(u, v, id=f"e{i}", smooth=bend, ports=line_at.ports, **data)
    return net
