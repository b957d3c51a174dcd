"""A table's row as a line, whatever the format: what lays out a page is no table."""

from collections.abc import Sequence

from graphkit.reading.document import Line
from graphkit.reading.headings import label
from graphkit.reading.marks import mark
from graphkit.reading.plain import MOST_COLUMNS, clean

#: Cells with more text than this are paragraphs that a table lays out.
LONGEST_CELL = 600


def one(text: str) -> str:
    """A cell's text on one line.

    >>> one(" Total\\n \u00a3 ")
    'Total \u00a3'
    """
    return " ".join(clean(part) for part in text.split()).strip()


def laid_out(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows only lay out text on a page: one column, or cells that are paragraphs.

    >>> laid_out([["Only"], ["one"]]), laid_out([["a", "1"], ["b", "2"]])
    (True, False)
    """
    return all(sum(map(bool, row)) < 2 for row in rows) or any(len(cell) > LONGEST_CELL for row in rows for cell in row)


def lines(rows: Sequence[Sequence[str]]) -> list[Line]:
    """The rows of a table as lines; a field of the head that stands in two cells is a line of text.

    >>> [(line.text, line.cells) for line in lines([["Borough", ""], ["Reference code", "AB 1"], ["", ""]]) if line.text]
    [('Borough\\t', ('Borough', '')), ('Reference code: AB 1', ())]
    """
    found = []
    for row in rows:
        cells = tuple(one(cell) for cell in row[:MOST_COLUMNS])
        if not any(cells):
            continue
        name = cells[0].rstrip(": ")
        if len(cells) == 2 and (cells[0].endswith(":") or " " in name) and label(f"{name}:"):
            found.append(Line(f"{name}: {cells[1]}".strip()))
        elif len(cells) == 2 and mark(f"{cells[0]} x").length == len(cells[0]) + 1:
            found += [Line(f"{cells[0]} {cells[1]}"), Line("")]
        else:
            found.append(Line("\t".join(cells), cells, exact=True))
    return [Line(""), *found, Line("")]
