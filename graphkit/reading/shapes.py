"""A statement → its shape: words in small letters, with a mark for each party, sum and time, so that wording can be matched."""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from graphkit.reading.statements import Statement

_WORD = re.compile(r"['\u2019]s\b|[^\W_]+(?:['\u2019-][^\W_]+)*|[^\s\w]|_")


class Shape(NamedTuple):
    """``text`` has one space between words: ``accept @a0 from the @p0 for @t0 .``; the numbers count in the statement.

    ``at`` are the offsets of the words in ``text``, ``spans`` their offsets in the statement.
    """

    statement: Statement
    text: str
    at: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def word(self, offset: int) -> int:
        """The number of the word at an offset of ``text``."""
        return max(0, bisect_right(self.at, offset) - 1)

    def said(self, start: int, end: int) -> str:
        """The statement's own words for ``text[start:end]``."""
        if end <= start:
            return ""
        first, last = self.word(start), self.word(end - 1)
        return self.statement.text[self.spans[first][0] : self.spans[last][1]]


def worded(words: str) -> re.Pattern[str]:
    """A pattern for words of a shape's text, to be looked for in the text with a blank before it.

    A pattern that begins with a letter of its own, here the blank before each word, is found many times faster than one
    that looks back.

    >>> bool(worded("on").search(" on time")), bool(worded("on").search(" soon"))
    (True, False)
    """
    return re.compile(f" {words}")


def shape(statement: Statement) -> Shape:
    """The shape of a statement. Marks do not overlap: a sum goes before a party, a party before a time.

    A name that may be no party's stays as words.

    >>> from graphkit.reading.amounts import find
    >>> from graphkit.reading.document import Block
    >>> text = "Accept \u00a35 (in time)."
    >>> shape(Statement(text, 0, len(text), Block("item", text, 0, len(text), ""), amounts=tuple(find(text)))).text
    'accept @a0 ( in time ) .'
    """
    wanted = [(one.start, one.end, f"@a{number}") for number, one in enumerate(statement.amounts)]
    wanted += [
        (one.start, one.end - one.written.endswith(("'", "\u2019")), f"@p{number}")
        for number, one in enumerate(statement.parties)
        if one.sure
    ]
    wanted += [(one.start, one.end, f"@t{number}") for number, one in enumerate(statement.periods)]
    return Shape(statement, *_shaped(statement.text, tuple(wanted)))


@lru_cache(maxsize=1024)  # several readers ask for the shapes of one document
def _shaped(said: str, wanted: tuple[tuple[int, int, str], ...]) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The text of a shape, with the offsets of its words there and in the statement."""
    marks: list[tuple[int, int, str]] = []
    for first, last, mark in wanted:
        if not any(first < end and start < last for start, end, _ in marks):
            marks.append((first, last, mark))
    words: list[tuple[str, int, int]] = []
    place = 0
    for start, end, mark in [*sorted(marks), (len(said), 0, "")]:
        words += [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(said, place, start)]
        if mark:
            words.append((mark, start, end))
            place = end
    at: list[int] = []
    text: list[str] = []
    length = 0
    for word, _, _ in words:
        at.append(length)
        plain = word.replace("\u2019", "'")
        if plain == "'" and text and text[-1].startswith("@p"):
            plain = "'s"  # the Guards' money
        text.append(plain)
        length += len(plain) + 1
    return " ".join(text), tuple(at), tuple((start, end) for _, start, end in words)
