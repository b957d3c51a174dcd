"""A Word document → lines: its paragraphs with their numbers, and its tables."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from graphkit.errors import DocumentError
from graphkit.reading import cells
from graphkit.reading.document import Line
from graphkit.reading.marks import mark
from graphkit.reading.numbering import Counters, Level
from graphkit.reading.plain import MOST_COLUMNS, clean, unwrapped

#: Bytes of one part of the file when it is unpacked.
LARGEST_PART = 40 * 1024**2

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def lines(data: bytes) -> list[Line]:
    """The lines of a Word document; DocumentError for an archive that is none, or that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml")
            numbering, styles = _part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise DocumentError("the file is damaged: it cannot be unpacked", "get it again, or save it as PDF") from None
    if body is None:
        raise DocumentError("the archive is no Word document", "give the document itself: DOCX, PDF, HTML or text")
    file = _File(_lists(numbering), _styles(styles))
    for element in _children(body.find(f"{_W}body")):
        file.take(element)
    return file.lines


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """A part of the archive as a tree, or None where there is none."""
    from lxml import etree

    if name not in archive.namelist():
        return None
    with archive.open(name) as packed:
        data = packed.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise DocumentError("the file unpacks to more than any document needs", "do not trust it; get it from its source")
    # Nothing outside of the part is read, and no entity is put in.
    settings = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser=settings)
    except etree.XMLSyntaxError:
        raise DocumentError("the file is damaged: its text is no XML", "get it again, or save it as PDF") from None


def _children(element: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those in content controls."""
    todo = list(reversed(element)) if element is not None else []
    while todo:
        child = todo.pop()
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            todo += reversed(child)


class _File:
    def __init__(self, lists: dict[str, dict[int, Level]], styles: dict[str, tuple[str, int]]) -> None:
        self.counters = Counters(lists)
        self.styles = styles
        self.lines: list[Line] = []

    def take(self, element: Any) -> None:
        """Read a paragraph or a table."""
        if element.tag == f"{_W}p":
            name, depth = self._list(element)
            prefix = self.counters.next(name, depth) if name else ""
            for text in _text(element).split("\n"):
                found = unwrapped([text])[0]
                if found.text and not found.cells:
                    prefix = "" if mark(found.text).kind == "dotted" else prefix
                    found = found._replace(text=prefix + clean(found.text), indent=2 * depth if prefix else 0)
                    prefix = ""
                self.lines += [found] if found.cells else [found, Line("")]
            return
        rows = [_row(row) for row in element.iterchildren(f"{_W}tr")]
        if rows and not cells.laid_out(rows):
            self.lines += cells.lines(rows)
            return
        for paragraph in element.iterdescendants(f"{_W}p"):
            self.take(paragraph)

    def _list(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        own = _in_list(properties)
        style = _value(properties.find(f"{_W}pStyle"))
        return own or self.styles.get(style, ("", 0))


def _text(paragraph: Any) -> str:
    words = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            if next(node.iterancestors(_FALLBACK), None) is None:
                words.append(node.text or "")
        elif node.tag != f"{_W}tab":
            words.append("-" if node.tag.endswith("Hyphen") else "\n")
        elif node.getparent().tag == f"{_W}r":
            words.append("\t")
    return "".join(words)


def _row(row: Any) -> list[str]:
    found: list[str] = []
    for cell in row.iterchildren(f"{_W}tc"):
        span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
        found.append(cells.one(" ".join(_text(paragraph) for paragraph in cell.iterdescendants(f"{_W}p"))))
        found += [""] * (min(int(span), MOST_COLUMNS) - 1 if span.isdigit() and len(span) < 4 else 0)
    return found


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _in_list(properties: Any) -> tuple[str, int] | None:
    numbered = properties.find(f"{_W}numPr")
    if numbered is None:
        return None
    depth = _value(numbered.find(f"{_W}ilvl"))
    return _value(numbered.find(f"{_W}numId")), int(depth) if depth.isdigit() and len(depth) == 1 else 0


def _styles(root: Any) -> dict[str, tuple[str, int]]:
    found = {}
    for style in root.iterchildren(f"{_W}style") if root is not None else ():
        properties = style.find(f"{_W}pPr")
        if properties is not None and (listed := _in_list(properties)):
            found[style.get(f"{_W}styleId", "")] = listed
    return found


def _lists(root: Any) -> dict[str, dict[int, Level]]:
    """The levels of each list by its id."""
    if root is None:
        return {}
    abstract: dict[str, dict[int, Level]] = {}
    for kind in root.iterchildren(f"{_W}abstractNum"):
        levels = {}
        for level in kind.iterchildren(f"{_W}lvl"):
            depth, start = level.get(f"{_W}ilvl", ""), _value(level.find(f"{_W}start"))
            if depth.isdigit() and len(depth) == 1:
                first = int(start) if start.isdigit() and len(start) < 4 else 1
                form, text = _value(level.find(f"{_W}numFmt")), _value(level.find(f"{_W}lvlText"))
                levels[int(depth)] = Level(first, form or "decimal", text[:40])
        abstract[kind.get(f"{_W}abstractNumId", "")] = levels
    numbers = root.iterchildren(f"{_W}num")
    return {n.get(f"{_W}numId", ""): abstract.get(_value(n.find(f"{_W}abstractNumId")), {}) for n in numbers}
