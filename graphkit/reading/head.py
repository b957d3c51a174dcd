"""The head of a document: which of its first lines are title, fields, and the page around them."""

from typing import NamedTuple

from graphkit.reading.document import Line
from graphkit.reading.fields import day, role
from graphkit.reading.headings import FRONT, chrome, label, plain, section

#: No title is longer.
_LONGEST = 300


class Field(NamedTuple):
    """A field of the head: its name, its value (empty where it stands blank), and the lines that it takes."""

    name: str
    value: str
    at: int
    end: int


def fields(lines: list[Line]) -> list[Field]:
    """The fields of a document, each with its value on the same line or on the next that is not blank.

    >>> [(f.name, f.value) for f in fields([Line("Date signed:"), Line("Decision by: Jo, Chief Executive")])]
    [('date signed', ''), ('decided by', 'Jo, Chief Executive')]
    """
    found: list[Field] = []
    taken = -1
    for at, line in enumerate(lines):
        named = None if line.cells or at <= taken else label(line.text)
        if not named:
            opens = section(line.text) if at > taken else None
            if opens and (opens not in FRONT or (found and opens == "recommendation")):
                break
            continue
        name, value = named
        end = at
        if not value:
            end, value = _below(lines, at, name)
        found.append(Field(name, value, at, end))
        taken = end
    return [field for field in found if field.name != "title" or field.value]


def _below(lines: list[Line], at: int, name: str) -> tuple[int, str]:
    """The line of a field's value after the line of its label; the label's own where it stands blank."""
    for end in range(at + 1, min(at + 4, len(lines))):
        text = lines[end].text
        if not text:
            continue
        fits = not label(text) and not section(text) and not lines[end].cells and len(text) <= _LONGEST
        # Further down than the next line, only what looks like such a value is one.
        if name.startswith("date"):
            fits = fits and len(text) <= 40 and day(text) is not None
        elif name == "reference":
            fits = fits and len(text) <= 60 and any(c.isdigit() for c in text)
        elif name == "decided by":
            fits = fits and len(text) <= 150 and (end == at + 1 or role(text) is not None)
        return (end, text) if fits else (at, "")
    return at, ""


def title(lines: list[Line], found: list[Field]) -> tuple[int, str] | None:
    """The line and the words of the title: the field, else the last line before the fields, else the first after them.

    >>> title([Line("Home"), Line("Grants of 2020"), Line("Key information")], [])
    (1, 'Grants of 2020')
    >>> title([Line("Key information"), Line("Executive summary"), Line("We give.")], [])
    """
    for field in found:
        if field.name == "title":
            return field.at, field.value
    taken = {n for field in found for n in range(field.at, field.end + 1)}
    before: tuple[int, str] | None = None
    for at, line in enumerate(lines):
        text = line.text
        if at in taken or section(text) == "key information":
            if before:
                return before
            continue
        # A menu may have the word for decisions, which is a heading of ours too.
        if not text or line.chrome or chrome(text) or section(text) == "recommendation":
            continue
        if section(text) or line.cells or len(text) > _LONGEST or text.endswith((".", ":", ";")):
            return before
        if taken and at > max(taken):
            return before or (at, text)
        before = (at, text)
    return before


def same(text: str, name: str) -> bool:
    """Whether a line is the title again, whole or cut short.

    >>> same("PCD  12 Grants (of 2020", "PCD 12 Grants (of 2020)"), same("Grants", "Grants of 2020")
    (True, False)
    """
    ours, theirs = plain(text), plain(name)
    return bool(ours) and (ours == theirs or (len(ours) >= 20 and (theirs.startswith(ours) or ours.startswith(theirs))))
