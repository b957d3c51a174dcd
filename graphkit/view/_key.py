"""Under the picture: how to read it (only what occurs in it), and the decisions that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphkit.view import _style
from graphkit.view._elements import INK, LINK, MUTED, PAPER, WARN, Element, add, dashed, frame, linked, words
from graphkit.view._sheet import Sheet
from graphkit.view._text import money
from graphkit.view._widths import width, wrapped

Sign = Callable[[Element, float, float], None]
_COLUMN, _GAP, _INDENT, _ROW = 330, 28, 68, 17
#: More decisions than this are a book: the page lists them.
SOURCES = 120


class Entry(NamedTuple):
    """A sign and what it means."""

    sign: Sign | None
    text: str
    strong: str = ""
    url: str | None = None


def stroke(colour: str, width: float, dashes: list[int] | None, opacity: float = 1, arrow: bool = True) -> Sign:
    """A short line as it stands in the picture."""

    def draw(parent: Element, x: float, y: float) -> None:
        group = add(parent, "g", opacity=None if opacity == 1 else opacity)
        end = x + (44.0 if arrow else 54.0)
        line = {"stroke": colour, "stroke_width": float(width), "stroke_dasharray": dashed(dashes)}
        add(group, "path", d=f"M{x + 2} {y}H{end}", fill="none", **line)
        if arrow:
            add(group, "path", d=f"M{end} {y - 5}L{end + 10} {y}L{end} {y + 5}Z", fill=colour)

    return draw


def _stroke(relation: _style.Relation) -> Sign:
    wide = 3.5 if relation.carries == "money" else 2.2
    return stroke(relation.colour, wide, relation.dashes, arrow=relation.carries is not None)


def hollow(parent: Element, x: float, y: float) -> None:
    add(parent, "path", d=f"M{x + 2} {y - 2.5}H{x + 54}M{x + 2} {y + 2.5}H{x + 54}", fill="none", stroke=INK, stroke_width=1.8)


def box(dashes: str | None = None, double: bool = False, radius: float = 4) -> Sign:
    """A small card."""

    def draw(parent: Element, x: float, y: float) -> None:
        if double:
            frame(parent, x + 31, y - 3, 40, 12, radius, fill=PAPER, stroke=MUTED, stroke_width=1.2)
        frame(parent, x + 28, y, 40, 12, radius, fill=PAPER, stroke=MUTED, stroke_width=1.4, stroke_dasharray=dashes)

    return draw


def glyph(path: str, is_hollow: bool) -> Sign:
    """The shape of a kind of organisation."""
    colours = {"fill": "none", "stroke": MUTED, "stroke_width": 1.6} if is_hollow else {"fill": MUTED}

    def draw(parent: Element, x: float, y: float) -> None:
        add(parent, "path", d=path, transform=f"translate({x + 20} {y - 8})", **colours)

    return draw


def blocks(sheet: Sheet) -> Iterator[tuple[str, list[Entry]]]:
    """Headings and their entries."""
    drawn = sheet.drawn
    facts = [fact for line in drawn.lines for fact in line.facts]
    there = {fact.relation for fact in facts}
    relations = [relation for name, relation in sheet.relations.items() if name in there]
    yield "Lines", [Entry(_stroke(relation), relation.definition, relation.label) for relation in relations]
    yield "What is known", list(_known(sheet))
    currencies = {fact.currency for fact in facts if fact.pence is not None}
    currency = currencies.pop() if len(currencies) == 1 else None
    scale = [
        Entry(stroke(INK, wide, None, arrow=False), money(amount, None, currency)) for amount, wide in _style.scale(drawn.largest)
    ]
    rule = "By the square root of the amount: four times the money, about twice as thick. Several flows between the same two"
    yield "Thickness", [*scale, Entry(None, f"{rule} are one line; stages (approved, paid …) are never added.")] if scale else []
    kinds = {card.kind for card in drawn.cards if card.role != "knot"}
    yield "Shapes", [Entry(glyph(one["path"], one["hollow"]), kind) for kind, one in sheet.kinds.items() if kind in kinds]


def _known(sheet: Sheet) -> Iterator[Entry]:
    lines, cards = sheet.drawn.lines, sheet.drawn.cards
    if any(line.unknown for line in lines):
        dotted = stroke(INK, _style.THIN, _style.UNKNOWN_DASHES)
        yield Entry(dotted, "dotted, with a question mark: money moves, the amount is not stated")
    if any(line.inferred for line in lines):
        dashes = _style.INFERRED_DASHES
        yield Entry(stroke(INK, 2.5, dashes, _style.FAINT), "pale, long dashes: inferred, not stated in the text")
    if any(line.conditional for line in lines):
        yield Entry(chip_sign, "on a condition")
    if any(line.shared for line in lines):
        yield Entry(hollow, "a hollow line: paid to several together, how it is split among them is not stated")
    if any(not line.facts for line in lines):
        yield Entry(stroke(MUTED, 2, _style.MEMBER_DASHES, arrow=False), "members of a group")
    if any(card.role == "knot" for card in cards):
        yield Entry(box(radius=6), "meeting point of three or more partners")
    if any(card.group and card.role == "party" for card in cards):
        yield Entry(box(double=True), "a double frame: a group with members")
    if any(card.unnamed for card in cards):
        yield Entry(box("4 3"), "a dashed frame: the text does not name it")
    if any(card.role == "stack" for card in cards):
        yield Entry(box("4 3", double=True), "several organisations of one kind in one place")
    if any(fact.draft for line in lines for fact in line.facts):
        yield Entry(None, "Not all is reviewed: a program read some of it, and nobody has checked that yet.")


def chip(parent: Element, x: float, y: float) -> None:
    """The sign of money on a condition, from x."""
    frame(parent, x + 7, y, 14, 13, 4, fill=PAPER, stroke=WARN, stroke_width=1)
    words(parent, x + 3.5, y, "if", 10, fill=WARN, font_style="italic", font_weight="bold")


def chip_sign(parent: Element, x: float, y: float) -> None:
    chip(parent, x + 21, y)


def _sources(sheet: Sheet) -> list[Entry]:
    """The decisions, each with its address."""
    found = {
        (dict(fact.rows).get("Decision") or fact.url or "", fact.url or "")
        for line in sheet.drawn.lines
        for fact in line.facts
    } - {("", "")}  # fmt: skip
    listed = [Entry(None, decision, url=url or None) for decision, url in sorted(found)]
    more = len(listed) - SOURCES
    return [*listed[:SOURCES], Entry(None, f"and {more:,} more")] if more > 0 else listed


def key(parent: Element, sheet: Sheet, left: float, top: float, room: float) -> float:
    """Draw all blocks in columns, each where most room is left, and the sources below; returns where they end."""
    found = [(heading, entries) for heading, entries in blocks(sheet) if entries]
    columns = max(1, min(len(found), int((room + _GAP) // (_COLUMN + _GAP))))
    ends = [top] * columns
    for heading, entries in found:
        at = ends.index(min(ends))
        x = left + at * (_COLUMN + _GAP)
        ends[at] = _long(parent, entries, x, _heading(parent, heading, x, ends[at])) + 22
    y = max(ends)
    sources = _sources(sheet)
    return _short(parent, sources, left, _heading(parent, "Sources", left, y), room) + 18 if sources else y


def _heading(parent: Element, text: str, x: float, y: float) -> float:
    words(parent, x, y + 8, text.upper(), 11.5, fill=MUTED, font_weight="bold")
    return y + 26


def _long(parent: Element, entries: list[Entry], x: float, y: float) -> float:
    for entry in entries:
        indent = _INDENT if entry.sign else 0
        if entry.sign:
            entry.sign(parent, x, y + 6)
        for row in wrapped(entry.strong, _COLUMN - indent, 13, bold=True):
            words(parent, x + indent, y + 6, row, 13, fill=INK, font_weight="bold")
            y += _ROW
        for row in wrapped(entry.text, _COLUMN - indent, 12.5, most=8):
            words(parent, x + indent, y + 6, row, 12.5, fill=MUTED if entry.strong else INK)
            y += _ROW
        y += 6
    return y


def _short(parent: Element, entries: list[Entry], left: float, y: float, room: float) -> float:
    """As many to a line as fit."""
    x = left
    for entry in entries:
        [text] = wrapped(entry.text, min(room, 2 * _COLUMN), 12.5, most=1) or ["source"]
        wide = width(text, 12.5)
        if x > left and x + wide > left + room:
            x, y = left, y + _ROW + 3
        under = "underline" if entry.url else None
        words(linked(parent, entry.url), x, y + 6, text, 12.5, fill=LINK if entry.url else INK, text_decoration=under)
        x += wide + 18
    return y + _ROW
