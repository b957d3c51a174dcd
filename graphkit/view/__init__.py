"""The picture: one page that holds everything and asks nobody for anything.

`page` draws the graph with pyvis and vis-network, in a template of our own: the one of pyvis loads scripts
from the network, puts titles into the page as HTML and data into scripts as they come.

Text longer than a thousand characters is cut in the page (the exports keep it whole). A partnership among
three or more is drawn as one meeting point with a line to each member; the table lists every edge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

__all__ = ["page"]


def page(
    graph: networkx.MultiDiGraph[str],
    *,
    title: str,
    relations: Sequence[Mapping[str, Any]],
    kinds: Sequence[str] = (),
    attribution: str = "",
) -> str:
    """A self-contained HTML page; the same graph gives the same bytes.

    The order of ``relations`` gives them their colours, that of ``kinds`` gives organisations their shapes:
    the same lists, and all pictures can be read alike.
    """
    # Here and not above: jinja2 and pyvis are for those who draw.
    from graphkit.view import _draw, _facts, _html, _style

    found = _facts.facts(graph, {str(r.get("name")): r for r in relations})
    legend = _style.legend(relations, found)
    return _html.render(_draw.network(graph, found, legend, kinds), found, legend, title, attribution)
