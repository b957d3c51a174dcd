"""What stands on the picture besides its lines: cards, and the amounts on the lines."""

from __future__ import annotations

from graphkit.view._amounts import TALL, Tag, written
from graphkit.view._draw import Card, Drawn
from graphkit.view._elements import EDGE, INK, MUTED, PAPER, Element, add, frame, say, words
from graphkit.view._key import chip
from graphkit.view._paths import number
from graphkit.view._sheet import Sheet
from graphkit.view._widths import width, wrapped


def colour(line: Drawn, sheet: Sheet) -> str:
    """The colour of a line: that of its relation."""
    return sheet.relations[line.facts[0].relation].colour if line.facts else MUTED


def card_mark(drawing: Element, card: Card, sheet: Sheet, said: list[str]) -> None:
    """Draw a card; ``said``: what it says to who points at it."""
    box, rows = card.box, card.label.split("\n")
    group = add(drawing, "g")
    say(group, said)
    if card.fact:
        paint = sheet.relations[card.fact.relation].colour
        frame(group, box.x, box.y, box.width, box.height - 6, 12, fill=PAPER, stroke=paint, stroke_width=1.6)
        for at, row in enumerate(rows):
            wide = min(width(row, 12.5), box.width - 16)
            words(group, box.x - wide / 2, box.y + (at - (len(rows) - 1) / 2) * 15, row, 12.5, box.width - 16.0, fill=INK)
        return
    if card.group:  # a second frame behind the first: more than one stands here
        frame(group, box.x + 5, box.y - 5, box.width, box.height, 9, fill=PAPER, stroke=EDGE, stroke_width=1.2)
    dashes = "5 4" if card.unnamed or card.role == "stack" else None
    frame(group, box.x, box.y, box.width, box.height, 9, fill=PAPER, stroke=EDGE, stroke_width=1.2, stroke_dasharray=dashes)
    left = box.x - box.width / 2
    shape = sheet.kinds[card.kind]
    colours = {"fill": "none", "stroke": MUTED, "stroke_width": 1.6} if shape["hollow"] else {"fill": MUTED}
    add(group, "path", d=shape["path"], transform=f"translate({number(left + 12)} {number(box.y - 8)})", **colours)
    y = box.y - (len(rows) * 18 + 14) / 2 + 9
    face = {"font_style": "italic"} if card.unnamed else {"font_weight": "bold"}
    for row in rows:
        words(group, left + 38, y, row, 15, box.width - 48.0, fill=INK, **face)
        y += 18
    [kind] = wrapped(card.kind, (box.width - 48) * 1.15, 12, most=1) or [""]
    words(group, left + 38, y - 1, kind, 12, box.width - 48.0, fill=MUTED)


def tag_mark(drawing: Element, tag: Tag, sheet: Sheet) -> None:
    """Draw what is written on a line."""
    line, left = tag.line, tag.x - tag.width / 2
    group = add(drawing, "g", pointer_events="none")  # who points at it points at the line
    edge = {"stroke": colour(line, sheet), "stroke_dasharray": "2 2"} if line.unknown else {}
    # Thick lines shine through, so that one can see where they go on.
    frame(group, tag.x, tag.y, tag.width, tag.height + 1.0, 5, fill=PAPER, fill_opacity=0.9, **edge)
    y = tag.y - 7 if tag.height == TALL else tag.y
    if line.tag:
        words(group, left + 5, y, line.tag, 12, fill=INK, font_weight="bold")
    if line.conditional:
        chip(group, left + written(line) - 18, y)
    if tag.years:
        words(group, left + 5, tag.y + 8, tag.years, 11, fill=MUTED)
