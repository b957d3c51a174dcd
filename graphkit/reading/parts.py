"""Lines → parts: which line is title, field, heading, paragraph, item, row or the page's, and in which section."""

import re
from typing import NamedTuple

from graphkit.reading import fields as read
from graphkit.reading.document import Kind, Line
from graphkit.reading.head import Field, fields, same, title
from graphkit.reading.headings import FRONT, chrome, plain, section, signing, tail
from graphkit.reading.marks import mark

_ASKS = re.compile(r"\b(?:is|are)\s(?:asked|recommended|requested|invited)\sto\b|\brequests\sthat\sthe\b", re.IGNORECASE)
#: The decider decides at once: *The Chief Executive Officer agrees grants to:*
_DECIDES = re.compile(
    r"(?:The )?(?:DMPC|Mayor|(?:Chief|Deputy) [A-Z]\w+(?: Officer)?)\b.{0,80}?"
    r"\b(?:approves|agrees|decides|accepts|awards|is content)\b",
)
_THAT = re.compile(r"(?:It is recommended that|That the|That (?-i:[A-Z]{3,6})(?=:)|To recommend that)(?!\w)", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,2})\s+(?=[A-Za-z])")
_FULL_STOP = (".", ";", ":", "?", "!", ",")


class Part(NamedTuple):
    """A line with its kind: ``prefix`` is its number or bullet as written, ``mark`` and ``number`` what that is.

    ``apart`` says that a blank line stands before it.
    """

    kind: Kind
    text: str
    section: str
    prefix: str = ""
    mark: str = ""
    number: str = ""
    indent: int = 0
    cells: tuple[str, ...] = ()
    exact: bool = False
    apart: bool = False


class Parts(NamedTuple):
    """The parts of a document; ``headed`` says that a heading opens the recommendations."""

    parts: list[Part]
    fields: list[Field]
    title: str | None
    headed: bool
    role: str | None
    signed: str | None


def taken_apart(lines: list[Line]) -> Parts:
    """The parts of the lines of a document.

    >>> found = taken_apart([Line("Key information"), Line("Executive summary"), Line("We give."), Line("1. Background")])
    >>> [(part.kind, part.section) for part in found.parts]
    [('heading', 'key information'), ('heading', 'executive summary'), ('paragraph', 'executive summary'), \
('heading', 'introduction')]
    """
    return _Reader(lines).read()


class _Reader:
    """Goes through the lines once and remembers where it is."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.fields = fields(lines)
        self.title = title(lines, self.fields)
        self.by_line = {field.at: field for field in self.fields}
        self.begin = min([at for at in (self.title and self.title[0], *self.by_line) if at is not None], default=0)
        self.asked, self.headed = self._asked()
        self.parts: list[Part] = []
        self.section = ""
        self.state = ""  # signing, or tail
        self.role: str | None = None
        self.signed: str | None = None

    def read(self) -> Parts:
        """All parts."""
        skip = -1
        for at, line in enumerate(self.lines):
            if not line.text or at <= skip:
                continue
            if field := self.by_line.get(at):
                skip = field.end
                self._field(field)
            else:
                self._line(at, line)
        name = self.title[1] if self.title else None
        return Parts(self.parts, self.fields, name, self.headed, self.role, self.signed)

    def _asked(self) -> tuple[int, bool]:
        """Where the recommendations begin that no heading opens; and whether a heading does."""
        sure, maybe = -1, -1
        for at in range(self.begin, len(self.lines)):
            line = self.lines[at]
            if line.cells or not line.text:
                continue
            opens = section(line.text)
            if opens == "recommendation" and at not in self.by_line:
                return -1, True
            if (opens and opens not in FRONT) or tail(line.text) or signing(line.text):
                break
            asks = _ASKS.search(line.text[:1000])
            decides = asks or _DECIDES.match(line.text[:1000])
            if sure < 0 and (_THAT.match(line.text) or (decides and line.text.endswith(":"))):
                sure = at
            elif maybe < 0 and asks:
                maybe = at
        return (sure if sure >= 0 else maybe), False

    def _field(self, field: Field) -> None:
        if field.name == "title":
            written = self.lines[field.at].text
            prefix = written[: len(written) - len(field.value)] if field.end == field.at else f"{written} "
            self.parts.append(Part("title", field.value, "title", prefix))
            return
        words = " ".join(line.text for line in self.lines[field.at : field.end + 1] if line.text)
        self.parts.append(Part("field", words, "key information"))
        self.section = "key information"

    def _line(self, at: int, line: Line) -> None:
        text = line.text
        found = mark(text)
        opens = section(text) if not line.cells and found.kind != "letter" else None
        if self.title and not line.cells and (at == self.title[0] or (not self._begun() and same(text, self.title[1]))):
            self.parts.append(Part("title", text, "title"))
        elif at < self.begin or line.chrome or (not self._begun() and not opens and chrome(text)):
            self._chrome(text)
        elif (opens and self._opens(opens)) or self._ends(at, text):
            self._heading(opens, text, found.length, found.number)
        elif self.state or chrome(text):
            self._chrome(text)
        elif line.cells:
            self.parts.append(
                Part("row", text, self._here(at), cells=line.cells, exact=line.exact, apart=not self.lines[at - 1].text)
            )
        else:
            self._words(at, line)

    def _begun(self) -> bool:
        return self.section not in ("", "key information")

    def _here(self, at: int) -> str:
        """The section of text at a line; one that no heading opens is a summary, or recommendations."""
        if at == self.asked:
            self.section = "recommendation"
        elif not self._begun():
            self.section = "executive summary"
        return self.section

    def _opens(self, name: str) -> bool:
        """Whether a heading opens its section here: one of the front does not, once the report has begun."""
        if self.state == "tail":
            return name == "part 2"
        return name not in FRONT or self.section in ("", *FRONT)

    def _ends(self, at: int, text: str) -> bool:
        """Whether a tail begins here, or the block to sign with the role on the line before."""
        if self.state == "tail":
            return False
        if tail(text):
            self.state = "tail"
        elif not self.state and self.section in FRONT:
            below = next((line.text for line in self.lines[at + 1 : at + 4] if line.text), "")
            if signing(text):
                self.state = "signing"
            elif signing(below) and len(text) <= 80 and read.role(text) == text:
                self.state, self.role = "signing", text
        return False

    def _heading(self, opens: str | None, text: str, length: int, number: str) -> None:
        self.section = opens or self.section
        self.state = ""
        if not number and (bare := _BARE.match(text)):
            number, length = bare[1], bare.end()
        self.parts.append(Part("heading", text[length:], self.section, text[:length], "single" if number else "", number))

    def _chrome(self, text: str) -> None:
        if self.state == "signing" and self.signed is None and plain(text).startswith("date"):
            self.signed = read.day(text)
        self.parts.append(Part("boilerplate", text, self.section))

    def _words(self, at: int, line: Line) -> None:
        text, here = line.text, self._here(at)
        found = mark(text)
        words, prefix = text[found.length :], text[: found.length]
        short = len(words) <= 80 and len(words.split()) <= 8 and not words.endswith(_FULL_STOP) and "\u00a3" not in words
        report = here not in FRONT
        if found.kind == "single" and report and short and words[:1].isupper():
            self._heading(plain(words), text, found.length, found.number)
        elif not found.kind and short and report and words[:1].isupper() and self._above_text(at):
            self.parts.append(Part("heading", words, here))
        else:
            kind: Kind = "item" if found.kind in ("bullet", "letter") or (found.kind and not report) else "paragraph"
            self.parts.append(Part(kind, words, here, prefix, found.kind, found.number, line.indent))

    def _above_text(self, at: int) -> bool:
        """Whether the next line is a longer one, as below a heading."""
        below = next((line for line in self.lines[at + 1 : at + 4] if line.text), Line(""))
        return bool(below.cells) or len(below.text) > 80 or mark(below.text).kind == "dotted"
