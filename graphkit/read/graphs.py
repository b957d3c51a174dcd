"""GraphML that graphkit wrote, read back (see :mod:`graphkit.export.graphml`).

The records stand in ``body`` of nodes and edges, and in ``decisions`` and ``facts`` of the graph. What a
drawing program adds or leaves out beside them does not matter; what it changes does.
"""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from graphkit import money
from graphkit.errors import Problem
from graphkit.model import Content, Fact
from graphkit.ontology import Ontology
from graphkit.read import bodies, faults

ENDINGS = (".graphml",)
MAX_BYTES = 2 * 1024**3

#: Of the graph itself: lists of records, one a line.
LISTS = ("decisions", "facts")


def read(data: bytes, file: str, ontology: Ontology, problems: list[Problem]) -> Content:
    """The content of a GraphML file; entities and document types are refused, nothing is fetched."""
    before = len(problems)
    reader = _Reader()
    try:
        if len(data) > MAX_BYTES:
            raise _Refused(1, 1, "larger than 2 GiB", "export it by decision")
        _plain(data)
        reader.parse(data)
    except _Refused as refused:
        problems.append(Problem(file, *refused.place))
        return Content()
    except expat.ExpatError as error:
        what = f"no XML: {expat.ErrorString(error.code)}"
        problems.append(Problem(file, error.lineno, error.offset + 1, what, "correct it"))
        return Content()
    places: dict[tuple[str, str], tuple[int, int]] = {}
    records = []
    for line, column, text, ends in reader.lines():
        try:
            record = bodies.parse(text)
        except ValueError as error:
            problems.append(Problem(file, line, column, f"body: {error}", "write it with graphkit export"))
            continue
        places[bodies.kind(record), str(record.id)] = (line, column)
        records.append(record)
        if isinstance(record, Fact):
            reader.ends[record.id if isinstance(record.id, str) else ""] = ends
    content = bodies.content(records)
    if not any(content) and len(problems) == before:
        problems.append(Problem(file, 1, 1, "no records of graphkit's", "write it with graphkit export"))
    problems.extend(faults.problems(content, ontology, file, places))
    if len(problems) == before:
        for fact in content.facts:
            for what in _changed(fact, reader.ends[fact.id], ontology):
                problems.append(Problem(file, *places["fact", fact.id], f"{fact.id}: {what}", "correct one, or export again"))
    return content if len(problems) == before else Content()


def _changed(fact: Fact, shown: dict[str, str], ontology: Ontology) -> Iterator[str]:
    """Where an edge and its record do not say the same."""
    relation = ontology.relations[fact.relation]
    expected = {"source": fact.values.get(relation.subject or ""), "target": fact.values.get(relation.object or "")}
    if "amount" in fact.values:
        expected["amount"] = money.plain(fact.values["amount"])
    elif "amount" in shown:
        yield "the edge has an amount, its record has none"
    for key, value in expected.items():
        if value and key in shown and shown[key] != value:
            yield f"the edge's {key} is {shown[key][:60]!r}, its record says {value!r}"


class _Refused(Exception):
    """A file that is not read any further."""

    def __init__(self, line: int, column: int, what: str, instead: str) -> None:
        super().__init__(what)
        self.place = (line, column, what, instead)


def _plain(data: bytes) -> None:
    """Refuse what could hold a document type, before any XML reader sees it.

    graphkit's own files have no ``<!`` at all: text writes it ``&lt;!``, and there are no comments. So no
    entity is ever declared, and none can grow without end.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Refused(data.count(b"\n", 0, error.start) + 1, 1, "a byte that is no UTF-8", "save it as UTF-8") from None
    found = data.find(b"<!")
    if found >= 0:
        line = data.count(b"\n", 0, found) + 1
        column = found - data.rfind(b"\n", 0, found)
        raise _Refused(line, column, "a document type, comment or CDATA section", "take it out: graphkit writes none")


class _Reader:
    """What the elements of a file say, as a flat stream: no tree is built."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, str, dict[str, str]]] = []
        self.ends: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._key = ""
        self._text: list[str] = []
        # The encoding is given, so that the file's own declaration counts for nothing.
        self._parser: Any = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def parse(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    def lines(self) -> Iterator[tuple[int, int, str, dict[str, str]]]:
        """Line, column and text of each record, with what its edge shows."""
        return iter(self.found)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "key":
            self._names[attributes.get("id", "")] = attributes.get("attr.name", "")
        elif tag in ("node", "edge"):
            self._shown = dict(attributes)
        elif tag == "data":
            self._key = self._names.get(attributes.get("key", ""), "")
            self._text = []

    def _characters(self, text: str) -> None:
        if self._key:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if tag == "data":
            text, place = "".join(self._text), (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
            if self._key == "body":
                self.found.append((*place, text, self._shown))
            elif self._key in LISTS:
                self.found.extend((*place, line, {}) for line in text.split("\n") if line.strip())
            elif self._key == "amount":
                self._shown[self._key] = text
            self._key = ""
        elif tag in ("node", "edge"):
            self._shown = {}
