"""Elements of an SVG. Text and attributes go through a tree, so that nothing that a field holds can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from graphkit.view._paths import number
from graphkit.view._text import LONG, clean
from graphkit.view._widths import known, width

Element = ElementTree.Element
# The colours of the page on paper.
PAPER, INK, MUTED, RULE, EDGE, WARN, LINK = "#ffffff", "#1c1f23", "#5c636b", "#d5d8d6", "#b9bfbe", "#8a4b00", "#0b57d0"
#: Of one width, and on every machine one of them: what is reckoned with is what is drawn.
FONTS = "Arial, 'Helvetica Neue', Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_NO_XML = re.compile("[\ufffe\uffff]")


def add(parent: Element, kind: str, **attributes: object) -> Element:
    """A new element at the end of its parent; ``_`` in names of attributes is a hyphen, None is left out."""
    element = ElementTree.SubElement(parent, kind)
    for name, value in attributes.items():
        if value is not None:
            told = number(value) if isinstance(value, float) else str(value)
            element.set(name.replace("_", "-"), told)
    return element


def safe(text: str, limit: int = LONG) -> str:
    """One line that XML can hold."""
    return _NO_XML.sub("\ufffd", clean(text, limit))


def say(element: Element, lines: Iterable[str]) -> None:
    """What a browser shows when a reader points at the element."""
    said = ElementTree.Element("title")
    said.text = "\n".join(map(safe, lines))
    element.insert(0, said)


def words(parent: Element, x: float, y: float, text: str, size: float, room: float | None = None, **attributes: object) -> float:
    """One line of text from x, its middle at the height y; returns its width.

    Another font may be wider than the one that was reckoned with: the text is told how wide it is.
    """
    text = safe(text)
    wide = width(text, size, attributes.get("font_weight") == "bold")
    fits = room is None or wide <= room
    wide = wide if room is None else min(wide, room)
    held = text and (known(text) or not fits)
    length = {"textLength": wide, "lengthAdjust": "spacingAndGlyphs"} if held else {}
    element = add(parent, "text", x=float(x), y=y + size * 0.35, font_size=float(size), **length, **attributes)
    element.text = text
    return wide


def frame(parent: Element, x: float, y: float, wide: float, tall: float, radius: float, **attributes: object) -> Element:
    """A rectangle with round corners by its middle."""
    return add(
        parent, "rect", x=x - wide / 2, y=y - tall / 2, width=float(wide), height=float(tall), rx=float(radius), **attributes
    )


def dashed(dashes: Iterable[int] | None) -> str | None:
    """The value of stroke-dasharray."""
    return " ".join(map(str, dashes)) if dashes else None


def linked(parent: Element, url: str | None) -> Element:
    """A link, or where there is none just a group."""
    if not url:
        return add(parent, "g")
    return add(parent, "a", href=url, rel="noopener noreferrer", target="_blank")
