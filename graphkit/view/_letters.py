"""How wide text is, without a font: by the kind of each letter, rather too wide than too narrow."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW, _WIDE = frozenset("ijlI.,:;'|!()[]/ ‘’"), frozenset("mwMW@%—…→")
BOLD = 1.08


@lru_cache(4096)
def _letter(char: str) -> float:
    if char in _NARROW:
        return 0.34
    if char in _WIDE:
        return 0.98
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    return 0.72 if char.isupper() else 0.64 if char.isdigit() else 0.62


def wide(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text, in pixels.

    >>> round(wide("£120,000", 12)), round(wide("£120,000", 12, bold=True))
    (58, 62)
    """
    return sum(map(_letter, text)) * size * (BOLD if bold else 1)


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """Text that fits into so many pixels, with an ellipsis where it had to be cut.

    >>> cut("Mayor's Office", 60, 13), cut("MOPAC", 60, 13)
    ('Mayor…', 'MOPAC')
    """
    if wide(text, size, bold) <= room:
        return text
    left = room - wide("…", size, bold)
    kept = ""
    for char in text:
        left -= wide(char, size, bold)
        if left < 0:
            break
        kept += char
    return kept.rstrip() + "…"


def lines(text: str, room: float, size: float, most: int = 3) -> list[str]:
    """A bold name in at most three lines of so many pixels; the last one is cut where there is more."""
    found = [""]
    words = text.split()
    for at, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if wide(longer, size, True) <= room or not found[-1]:
            found[-1] = longer
        elif len(found) == most:
            found[-1] = cut(" ".join([found[-1], *words[at:]]), room, size, True)
            break
        else:
            found.append(word)
    return [cut(line, room, size, True) for line in found]


def rtl(text: str) -> bool:
    """Whether any of a text is read from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
