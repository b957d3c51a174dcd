"""What a conversion did to the lines of a document, undone where it is sure."""

import re

from graphkit.reading.document import Line
from graphkit.reading.headings import label, section
from graphkit.reading.marks import alone, mark

_PAGE = re.compile(r"(?:page\s?)?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?(?:\s?\|\s?page)?\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}\.\Z")


def mended(lines: list[Line]) -> list[Line]:
    """The lines with numbers put before their paragraphs, page numbers told as such, and broken paragraphs whole.

    >>> [line.text for line in mended([Line("1.2"), Line(""), Line("The panel met in the spring."), Line("7")])]
    ['', '1.2 The panel met in the spring.', '7']
    """
    return _whole(_numbered(lines))


def _numbered(lines: list[Line]) -> list[Line]:
    found: list[Line] = []
    waiting: Line | None = None  # a number on a line of its own
    for line in lines:
        if not line.text:
            found.append(line)
            continue
        if waiting is not None:
            if _heads(line):
                line = line._replace(text=f"{waiting.text} {line.text}", indent=waiting.indent)
            else:
                found.append(waiting._replace(chrome=True))
            waiting = None
        if not line.cells and (alone(line.text) or _NUMBER.match(line.text)):
            waiting = line
        else:
            found.append(line._replace(chrome=True) if not line.cells and _PAGE.match(line.text) else line)
    return [*found, waiting._replace(chrome=True)] if waiting else found


def _heads(line: Line) -> bool:
    """Whether a number on the line before may be this line's."""
    text = line.text
    if line.cells or line.chrome or mark(text).kind or alone(text) or label(text):
        return False
    return bool(section(text)) or (len(text) >= 25 and not text[0].islower() and not text[0].isdigit())


def _whole(lines: list[Line]) -> list[Line]:
    """Paragraphs that a page's end broke are joined: the second half begins small and the first has no end."""
    found: list[Line] = []
    last = -1  # where the last line stands that is neither blank nor the page's
    for line in lines:
        before = found[last] if last >= 0 else None
        if (
            before
            and line.text[:1].islower()
            and not line.cells
            and not line.chrome
            and _open(before)
            and not mark(line.text).kind
        ):
            found[last] = before._replace(text=f"{before.text} {line.text}")
            continue
        found.append(line)
        if line.text and not line.chrome:
            last = len(found) - 1
    return found


def _open(line: Line) -> bool:
    """Whether a line is a paragraph without its end."""
    return not line.cells and 50 <= len(line.text) <= 20_000 and line.text[-1] not in ".:;!?" and not label(line.text)
