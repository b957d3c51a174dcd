"""What stands before a paragraph's words: a number, a bullet, a letter."""

import re
from typing import NamedTuple

_BULLETS = "-\u2013\u2014\u2022\u00b7\u25aa\u25cf\u25e6\u2023\uf0b7*\u2010\u2011"
_BULLET = re.compile(rf"[{re.escape(_BULLETS)}](?:\s+|(?=[^\s\d{re.escape(_BULLETS)}]))|o\s+(?=[A-Z\u00a3])")
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?(?:\s+|(?=[A-Z]))(?!(?:m|bn|k|million|billion|per|%)\b|%)")
_SINGLE = re.compile(r"(\d{1,2})[.)](?:\s+|(?=[A-Z]))")
_LETTER = re.compile(r"\(?([a-z]|[ivx]{2,4})\)\s*|([a-z])\.\s+(?=[A-Z])")
_ALONE = re.compile(r"(?:[-\u2022*]\s*)?(\d{1,2}(?:\.\d{1,2}){1,3})\.?\Z")


class Mark(NamedTuple):
    """``kind`` is dotted (2.1), single (2.), letter (b), bullet or nothing; ``length`` is how much of the line it takes."""

    kind: str
    number: str
    length: int


def mark(text: str) -> Mark:
    """The mark before a line's words. A bullet before a number is dropped: a conversion put it there.

    >>> mark("- 1.10 The panel"), mark("1. Approve"), mark("\u2022 \u00a35"), mark("(b) then")
    (Mark(kind='dotted', number='1.10', length=7), Mark(kind='single', number='1', length=3), \
Mark(kind='bullet', number='', length=2), Mark(kind='letter', number='b', length=4))
    >>> mark("2.5 million pounds").kind, mark("1.4.2016 is the day").kind
    ('', '')
    """
    bullet = _BULLET.match(text)
    at = bullet.end() if bullet else 0
    for kind, pattern in (("dotted", _DOTTED), ("single", _SINGLE)):
        # What follows a bullet directly, as in "-5", is no mark.
        if found := pattern.match(text, at):
            return Mark(kind, found[1], found.end())
    if bullet:
        return Mark("bullet", "", at)
    if found := _LETTER.match(text):
        return Mark("letter", found[1] or found[2], found.end())
    return Mark("", "", 0)


def alone(text: str) -> str:
    """The dotted number that is all of a line; empty for any other line.

    >>> alone("1.9"), alone("1.9 The")
    ('1.9', '')
    """
    found = _ALONE.match(text)
    return found[1] if found else ""
