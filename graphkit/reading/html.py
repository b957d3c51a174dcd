"""A web page → lines: menus, scripts and footers left out, lists and tables told as such."""

from typing import Any

from graphkit.errors import DocumentError
from graphkit.reading import cells
from graphkit.reading.document import Line
from graphkit.reading.marks import mark
from graphkit.reading.plain import MOST_COLUMNS, clean

_LEFT_OUT = {"script", "style", "nav", "footer", "noscript", "template", "svg", "iframe", "button", "select", "head", "object"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figure"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "tr", "ul", "summary"),
}
#: A part of a page that is called its main part, and has so much text, is all that is read.
_MAIN = 300


def lines(data: bytes) -> list[Line]:
    """The lines of a web page.

    >>> page = b"<nav>Menu</nav><h1>Grants</h1><ol start=2><li>Pay <b>it</b>.</li></ol><table><tr><td>a<td>1</table>"
    >>> [line.text for line in lines(page) if line.text]
    ['Grants', '2. Pay it.', 'a\\t1']
    """
    from lxml import etree
    from lxml import html as parser

    try:
        data.decode("utf-8")
        encoding: str | None = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    settings = parser.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = parser.document_fromstring(data, parser=settings)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise DocumentError("the page cannot be parsed: it is empty, or too large", "save the page again, whole") from None
    main = next((part for part in root.iter("main", "article") if _size(part) >= _MAIN), root)
    page = _Page()
    page.take(main)
    page.flush()
    return page.lines


def _size(part: Any) -> int:
    return sum(len(text) for text in part.itertext())


class _Page:
    """Goes through the elements in order, without recursion: a page may nest as deep as it likes."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.prefix = ""
        self.indent = 0

    def take(self, root: Any) -> None:
        """Read an element and all in it."""
        todo: list[tuple[str, Any]] = [("open", root)]
        lists: list[list[Any]] = []  # tag and next number of each list that is open
        while todo:
            step, element = todo.pop()
            if step == "text":
                self.words.append(element)
                continue
            tag = element.tag
            block = tag in _BLOCKS
            if block:
                self.flush()
            if step == "close":
                if tag in ("ol", "ul"):
                    lists.pop()
                continue
            if tag == "br":
                self.flush()
            if not isinstance(tag, str) or tag in _LEFT_OUT or "hidden" in element.attrib or element.get("role") == "navigation":
                continue
            if tag == "table" and (rows := _rows(element)):
                self.lines += cells.lines(rows)
                continue
            if tag in ("ol", "ul"):
                lists.append([tag, _whole(element.get("start"), 1)])
            elif tag == "li" and lists:
                self.prefix, self.indent = _item(element, lists[-1]), 2 * len(lists)
            inside: list[tuple[str, Any]] = [("text", element.text or "")]
            for child in element:
                inside += [("open", child), ("text", child.tail or "")]
            todo += [("close", element), *reversed(inside)] if block else reversed(inside)

    def flush(self) -> None:
        """End the paragraph."""
        text = clean(" ".join("".join(self.words).split()))
        self.words = []
        if text:
            prefix = "" if mark(text).kind == "dotted" else self.prefix
            self.lines += [Line(prefix + text, indent=self.indent if prefix else 0), Line("")]
            self.prefix = ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and text.isascii() and len(text) < 4 else otherwise


def _item(element: Any, inside: list[Any]) -> str:
    if inside[0] == "ul":
        return "- "
    number = _whole(element.get("value"), inside[1])
    inside[1] = number + 1
    return f"{number}. "


def _rows(table: Any) -> list[list[str]]:
    """The cells of a table, blank where one reaches over several; none where the table only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    rows: list[list[str]] = []
    down: dict[int, int] = {}  # column → rows below that its cell still covers
    for line in table.iterdescendants("tr"):
        row: list[str] = []
        for cell in line.iterchildren("td", "th"):
            while down.get(len(row), 0) > 0 and len(row) < MOST_COLUMNS:
                down[len(row)] -= 1
                row.append("")
            span, high = _whole(cell.get("colspan"), 1), _whole(cell.get("rowspan"), 1)
            if high > 1:
                down[len(row)] = high - 1
            row += [cells.one(" ".join(cell.itertext())), *[""] * (min(span, MOST_COLUMNS) - 1)]
        rows.append(row[:MOST_COLUMNS])
    return [] if cells.laid_out(rows) else rows
