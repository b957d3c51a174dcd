"""The page around the network: template, styles, scripts, and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.resources
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from graphkit.view import _style
from graphkit.view._draw import Drawing
from graphkit.view._facts import Fact
from graphkit.view._payload import pack, payload
from graphkit.view._sheet import Sheet
from graphkit.view._text import clean, money, plain

_VIS = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
#: In the order in which they need each other.
_SCRIPTS = (
    *("model.js", "bundle.js", "state.js", "filter.js", "theme.js", "paint.js", "tags.js", "arrange.js", "scene.js"),
    *("map.js", "paper.js", "panel.js", "follow.js", "search.js", "table.js", "tree.js", "page.js"),
)
_SIGNS = (("inferred", "inferred"), ("conditional", "on a condition"), ("draft", "nobody has reviewed it"))
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
    },
    "edges": {"arrowStrikethrough": False, "hoverWidth": 1, "selectionWidth": 1.5, "physics": False},
    "nodes": {"borderWidth": 0, "physics": False},
}


def _own(name: str) -> str:
    return importlib.resources.files(__package__).joinpath(name).read_text("utf-8")


def _vis() -> str:
    text = importlib.resources.files("pyvis").joinpath(*_VIS).read_text("utf-8")
    # A parser reads CR LF as LF, and the policy hashes what the parser reads.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def _inline(kind: str, text: str) -> tuple[str, str]:
    """The element and the source expression that allows exactly this element."""
    if f"</{kind}" in text.lower() or "<!--" in text:
        raise ValueError(f"a {kind} element cannot hold this text")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"<{kind}>{text}</{kind}>", f"'sha256-{digest}'"


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    # vis-network places its canvas through the CSSOM, which style-src does not govern: no style attribute
    # is needed. data: pictures are the empty icon, without which a server is asked for favicon.ico.
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            f"style-src {' '.join(styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def network(drawn: Drawing) -> Any:
    """The opening picture as a pyvis network: what stands where. How it looks, the page knows.

    Identifiers are our own (n0, e0): vis-network keeps its objects in plain JavaScript objects, where an
    organisation called __proto__ would be a key like no other.
    """
    # pyvis takes 0.4 s to import (it brings IPython): only who draws pays. By name, since it has no types.
    pyvis = importlib.import_module("pyvis.network")
    # directed: an undirected pyvis network silently drops every second edge between the same two nodes.
    net = pyvis.Network(directed=True, cdn_resources="in_line")
    net.options = _OPTIONS  # not set_options(): it removes all spaces, also inside strings
    for card in drawn.cards:
        box = card.box
        # "custom": the page draws the card itself; color belongs to the theme.
        net.add_node(
            card.id, label=card.label, shape="custom", x=box.x, y=box.y, width=box.width, height=box.height, chosen=False
        )
    for line in drawn.lines:
        smooth = {} if line.loop else line.smooth
        loop = {"selfReference": {"size": 18 + 12 * line.loop, "angle": 0.8}} if line.loop else {}
        net.add_edge(line.source, line.target, id=line.id, smooth=smooth, ports=line.line.ports, **loop)
    return net


def _table(sheet: Sheet) -> Iterable[tuple[str, str | None, str, list[dict[str, str]]]]:
    """All facts for those who run no scripts, by decision and by the party that gives, as short as can be."""

    def row(fact: Fact) -> dict[str, str]:
        told = dict(fact.rows)
        marks = [fact.stage, told.get("Years", ""), *(words for sign, words in _SIGNS if getattr(fact, sign))]
        return {
            "to": fact.names[1] if fact.directed else " ↔ ".join(fact.names[1:]),
            "amount": fact.amount or fact.limit,
            "rest": "; ".join(filter(None, [", ".join(filter(None, marks)), told.get("Where", "")])),
        }

    def head(fact: Fact) -> tuple[str, str, str]:
        return plain(fact.data.get("decision")), fact.url or "", f"{fact.label}: {fact.names[0]}"

    ordered = sorted(sheet.facts, key=lambda fact: (*head(fact), fact.names))
    for (reference, url, giver), facts in groupby(ordered, key=head):
        yield reference, url, giver, [row(fact) for fact in facts]


def render(
    sheet: Sheet,
    title: str,
    attribution: str,
    traces: tuple[Sequence[Mapping[str, Any]], Sequence[tuple[str, str]], str] = ((), (), ""),
) -> str:
    """Give pyvis our template and let it fill it. ``traces``: answers, the pair to open with, how they were chosen."""
    scripts = [
        _inline("script", _vis()),
        _inline("script", _own("start.js").replace("/* parts */", "\n".join(map(_own, _SCRIPTS)))),
    ]
    styles = [_inline("style", _own("page.css"))]
    found, drawn = sheet.facts, sheet.drawn
    data = payload(sheet.parties, found, sheet.relations, sheet.kinds, drawn, *traces)

    def packed(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], options: Any) -> str:
        """What pyvis would write into its page, with the rest of the data."""
        relation = {line.id: sheet.relations[line.facts[0].relation].index for line in drawn.lines if line.facts}
        opening = {"nodes": list(nodes), "edges": [{**edge, "relation": relation.get(edge["id"], -1)} for edge in edges]}
        return pack({**data, "title": clean(title, 200), "opening": opening, "options": options})

    currencies = {fact.currency for fact in found if fact.pence is not None}
    currency = currencies.pop() if len(currencies) == 1 else None
    env = Environment(
        loader=FunctionLoader(_own), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.globals.update(
        title=clean(title, 200),
        attribution=clean(attribution),
        policy=_policy([h for _, h in scripts], [h for _, h in styles]),
        scripts=[e for e, _ in scripts],
        styles=[e for e, _ in styles],
        relations=list(sheet.relations.values()),
        kinds=list(sheet.kinds.items()),
        tables=list(_table(sheet)),
        parties=len(sheet.parties),
        facts=len(found),
        packed=packed,
        net_options=_OPTIONS,
        scale=[(money(a, None, currency), w) for a, w in _style.scale(drawn.largest)],
        has={
            **{what: any(getattr(f, what) for f in found) for what in ("unknown", "inferred", "conditional", "draft")},
            "shared": any(line.shared for line in drawn.lines),
            "group": any(card.group and card.role == "party" for card in drawn.cards),
            "unnamed": any(card.unnamed for card in drawn.cards),
            "knot": any(card.role == "knot" for card in drawn.cards),
            "stack": bool(drawn.stacks),
        },
        style=_style,
        dashes=lambda d: " ".join(map(str, d)) if d else "none",
    )
    net = network(drawn)
    net.templateEnv, net.path = env, "page.html.jinja"
    html: str = net.generate_html()
    return html
