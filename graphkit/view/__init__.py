"""The picture: one page that holds everything and asks nobody for anything.

`page` draws the graph with pyvis and vis-network, in a template of our own: the one of pyvis loads scripts
from the network, puts titles into the page as HTML and data into scripts as they come. `svg` draws the same
as a plain picture.

Text longer than a thousand characters is cut in the page (the exports keep it whole). A partnership among
three or more is drawn as one meeting point with a line to each member.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

__all__ = ["LEGIBLE", "page", "png", "svg"]

#: Cards and lines that can still be read, drawn at once.
LEGIBLE = 1500


def page(
    graph: networkx.MultiDiGraph[str],
    *,
    title: str,
    relations: Sequence[Mapping[str, Any]],
    kinds: Sequence[str] = (),
    attribution: str = "",
    uncounted: Collection[str] = (),
    followed: Sequence[Mapping[str, Any]] = (),
    asked: Sequence[tuple[str, str]] = (),
    chosen: str = "",
    most: int | None = None,
) -> str:
    """A self-contained HTML page; the same graph gives the same bytes.

    The order of ``relations`` gives them their colours, that of ``kinds`` gives organisations their shapes:
    the same lists, and all pictures can be read alike. ``uncounted`` are facts that are in no sum. ``followed``
    are the traces that the page can show, ``asked`` the pair that it opens with, ``chosen`` how these pairs were
    chosen; ``most`` the most parties that open with a card of their own.
    """
    # Here and not above: jinja2 and pyvis are for those who draw.
    from graphkit.view import _html, _sheet

    return _html.render(_sheet.sheet(graph, relations, kinds, uncounted, most), title, attribution, (followed, asked, chosen))


def svg(
    graph: networkx.MultiDiGraph[str],
    *,
    title: str,
    relations: Sequence[Mapping[str, Any]],
    kinds: Sequence[str] = (),
    attribution: str = "",
    uncounted: Collection[str] = (),
    most: int | None = None,
) -> str:
    """The picture that `page` opens with as a standalone SVG; the same graph gives the same bytes.

    Large graphs are drawn as an overview sooner than in the page, since nobody can look closer at paper; parties
    that have no line are listed below it.
    """
    from graphkit.view import _svg

    return _svg.draw(graph, title, relations, kinds, attribution, uncounted, most)


def png(graph: networkx.MultiDiGraph[str], **words: Any) -> bytes:
    """The same as a PNG, twice the size of the SVG; ``words`` as for `svg`.

    Warns (UserWarning) where it had to be smaller; raises UsageError without ``graphkit[picture]`` or without fonts.
    """
    from graphkit.view import _png

    return _png.png(svg(graph, **words))
