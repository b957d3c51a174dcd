"""The opening picture as one SVG for reports: the same cards, lines and legend as in the page, and no script.

What a reader of the page finds by a click stands in titles, which a browser shows to who points at a line or
a card; lines of one decision, and the list of sources, lead to the decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from graphkit.view import _style, _words
from graphkit.view._amounts import Tag, area, tags
from graphkit.view._cards import LARGEST
from graphkit.view._draw import MOST_TIES
from graphkit.view._elements import FONTS, INK, MUTED, PAPER, RULE, Element, add, dashed, linked, safe, say, words
from graphkit.view._key import key
from graphkit.view._marks import card_mark, colour, tag_mark
from graphkit.view._paths import Curve, curve, headed, number
from graphkit.view._sheet import Sheet, sheet
from graphkit.view._widths import wrapped

_MARGIN, _NARROW = 32, 690
#: Cards and lines that a picture can hold in which nobody can look closer at one of them.
PRINTED = 600


def draw(
    graph: Any,
    title: str,
    relations: Sequence[Mapping[str, Any]],
    kinds: Sequence[str],
    attribution: str,
    uncounted: Collection[str],
    most: int | None,
) -> str:
    """The SVG of a graph. Parties without any line are listed under the picture."""
    ends = {end for edge in graph.edges() for end in edge}
    for node, data in graph.nodes(data=True):
        tied = [one for one in data.get("members") or () if one in graph]
        ends |= {node, *tied} if 0 < len(tied) <= MOST_TIES else set()
    if most is None and len(ends) + graph.number_of_edges() > PRINTED:
        most = LARGEST
    apart = [str(data.get("name") or node) for node, data in graph.nodes(data=True) if node not in ends] if ends else []
    drawn = graph.subgraph(ends) if apart else graph
    return svg(sheet(drawn, relations, kinds, uncounted, most), title, attribution, apart)


def svg(sheet: Sheet, title: str, attribution: str, apart: Sequence[str] = ()) -> str:
    """A standalone SVG of what the page opens with; the same sheet gives the same bytes.

    ``apart``: the names of parties that have no line, and so no card here.
    """
    drawn = sheet.drawn
    boxes = {card.id: card.box for card in drawn.cards}
    curves = {line.id: curve(line, boxes[line.source]) for line in drawn.lines}
    placed, without = tags(drawn.cards, drawn.lines, curves)
    root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
    say(root, [title])
    paper = add(root, "rect", fill=PAPER)
    body = add(root, "g", font_family=FONTS)
    left, top, right, bottom = _bounds(sheet, curves, placed)
    room = max(right - left, _NARROW)
    y = _head(body, sheet, title, room, len(apart))
    # What is narrower than its legend stands in the middle above it.
    x = _MARGIN - left + (room - (right - left)) / 2
    drawing = add(body, "g", transform=f"translate({number(x)} {number(y - top)})")
    _lines(drawing, sheet, curves)
    parties = _words.Parties(sheet)
    for card in drawn.cards:
        card_mark(drawing, card, sheet, parties.of_card(card))
    for tag in placed:
        tag_mark(drawing, tag, sheet)
    y += bottom - top + 28
    add(body, "path", d=f"M{_MARGIN} {number(y)}H{number(_MARGIN + room)}", stroke=RULE)
    y = key(body, sheet, _MARGIN, y + 20, room)
    missing = f"{len(without):,} amounts found no room on their lines." if without else ""
    listed = "; ".join(sorted(map(safe, apart), key=str.casefold))
    alone = f"Without a line in this picture ({len(apart):,}): {listed}." if apart else ""
    for said in filter(None, (missing, alone, attribution, "Drawn by graphkit.")):
        for row in wrapped(safe(said, 12_000), room, 12, most=24):
            words(body, _MARGIN, y, row, 12, fill=MUTED)
            y += 17
    wide, tall = round(room + 2 * _MARGIN), round(y + _MARGIN - 10)
    for element in (root, paper):
        element.set("width", str(wide))
        element.set("height", str(tall))
    root.set("viewBox", f"0 0 {wide} {tall}")
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _bounds(sheet: Sheet, curves: Mapping[str, Curve], placed: list[Tag]) -> tuple[float, float, float, float]:
    """What the drawing takes up; curves may run outside of the cards."""
    areas = [area(tag.x, tag.y, tag.width, tag.height) for tag in placed]
    areas += [area(card.box.x, card.box.y, card.box.width + 12, card.box.height + 12) for card in sheet.drawn.cards]
    points = [(curves[line.id].at(at / 12), line.width / 2 + 4) for line in sheet.drawn.lines for at in range(13)]
    areas += [area(x, y, 2 * around, 2 * around) for (x, y), around in points]
    lows, highs = [area[:2] for area in areas], [area[2:] for area in areas]
    return (
        min((x for x, _ in lows), default=0),
        min((y for _, y in lows), default=0),
        max((x for x, _ in highs), default=0),
        max((y for _, y in highs), default=0),
    )


def _head(body: Element, sheet: Sheet, said: str, room: float, apart: int) -> float:
    """Title and counts; returns where they end."""
    y = 44.0
    for row in wrapped(safe(said, 200), room, 24, bold=True, most=3):
        words(body, _MARGIN, y, row, 24, fill=INK, font_weight="bold")
        y += 30
    drawn = sheet.drawn
    counts = f"{_count(len(sheet.parties) + apart, 'organisation')}, {_count(len(sheet.facts), 'fact')}"
    if drawn.stacks:
        counts += f". The {drawn.parties:,} through which most money runs have cards of their own, the others lie in stacks"
        counts += f"; {_count(drawn.hidden, 'thinner line')} not drawn" if drawn.hidden else ""
    for row in wrapped(counts, room, 13):
        words(body, _MARGIN, y, row, 13, fill=MUTED)
        y += 18
    return y + 16


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lines(drawing: Element, sheet: Sheet, curves: Mapping[str, Curve]) -> None:
    names = _names(sheet)
    group = add(drawing, "g", fill="none")
    for line in sheet.drawn.lines:
        urls = {fact.url for fact in line.facts}
        one = linked(group, urls.pop() if len(urls) == 1 else None)
        say(one, _words.of_line(line, sheet, names))
        paint, whole = colour(line, sheet), curves[line.id]
        head = None
        if line.facts and line.facts[0].directed:
            whole, head = headed(whole, line.width)
        dashes = _style.MEMBER_DASHES
        if line.facts:
            dashes = _style.dashes(sheet.relations[line.facts[0].relation], line.unknown, line.inferred) or []
        if line.inferred:
            one = add(one, "g", opacity=_style.FAINT)
        look = {"stroke_dasharray": dashed(dashes)}
        # Money for a group whose split is not stated is a hollow line: paper on colour.
        add(one, "path", d=whole.d, stroke=paint, stroke_width=line.width + (4 if line.shared else 0), **look)
        if line.shared:
            add(one, "path", d=whole.d, stroke=PAPER, stroke_width=line.width, **look)
        if head:
            add(one, "path", d="M" + "L".join(f"{number(x)} {number(y)}" for x, y in head) + "Z", fill=paint)


def _names(sheet: Sheet) -> dict[str, str]:
    """The full names on the cards."""
    ids = list(sheet.parties)
    return {
        card.id: _words.name(sheet.parties, ids[int(card.id[1:])]) if card.role == "party" else card.label.replace("\n", " ")
        for card in sheet.drawn.cards
    }
