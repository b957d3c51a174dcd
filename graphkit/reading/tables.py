"""Tables of a document: found where a conversion made lines of their cells, and their lost blanks put back."""

import re
from collections import Counter
from typing import NamedTuple

from graphkit.reading.columns import figure, place, total, value_cell
from graphkit.reading.document import Line
from graphkit.reading.headings import label, section
from graphkit.reading.marks import mark

_YEAR = re.compile(r"(?:FY\s?)?(?:20)?\d\d\s?[/\u2013-]\s?(?:20)?\d\d(?:\s?\(?\u00a3?(?:k|m|000s?|'000)?\)?)?\Z")
_ENDS_IN_FIGURE = re.compile(r"(.*\S)\s+(\u00a3\s?\d[\d,]*(?:\.\d\d)?)\Z")
_UNIT = ("\u00a3", "\u00a3k", "\u00a3m", "\u00a3000", "\u00a3000s", "\u00a3'000", "\u00a3\u2019000")

#: A table that was made lines has no longer cells.
_CELL = 120
#: Pence of a figure that is hardly a page's number or a count.
_LARGE = 10_000
#: Wider tables are kept as they are.
_WIDEST = 40


class Recovered(NamedTuple):
    """The rows of a table, and what could not be said of them."""

    rows: list[tuple[str, ...]]
    notes: list[str]


def year(cell: str) -> bool:
    """Whether a cell is the head of a year's column.

    >>> year("2023/24"), year("2023-24 \u00a3"), year("24/7 support")
    (True, True, False)
    """
    return bool(_YEAR.match(cell.strip().removesuffix("\u00a3").strip())) if len(cell) <= 30 else False


def flattened(lines: list[Line]) -> list[Line]:
    """The lines, where each run of lines that are cells of one table is rows again; blank lines between them are gone."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        end, table = _run(lines, at)
        rows = _rows([line.text for line in lines[at:end] if line.text]) if table else []
        found += [Line("\t".join(cells), cells) for cells in rows] or lines[at:end]
        at = end
    return _spaced(found)


def _cellish(line: Line) -> bool:
    text = line.text
    if line.cells or (line.chrome and not text.isdigit()) or len(text) > _CELL or mark(text).kind or label(text) or section(text):
        return False
    return not text.endswith((".", ";", ":", "?", "!", ",")) or value_cell(text)


def _run(lines: list[Line], start: int) -> tuple[int, bool]:
    """Where the run of cells ends that starts here, and whether there are figures enough in it for a table."""
    end, last, figures, large = start, start, 0, 0
    while end < len(lines) and (not lines[end].text or _cellish(lines[end])):
        if lines[end].text and value_cell(lines[end].text):
            figures += 1
            large += (figure(lines[end].text) or 0) >= _LARGE
            last = end + 1
        end += 1
    table = figures >= 4 and large >= 3
    return (last if table else max(end, start + 1)), table


def _rows(cells: list[str]) -> list[tuple[str, ...]]:
    """The rows of cells that stand one after the other: a label begins a row, figures go on with it."""
    merged: list[str] = []
    for cell in cells:
        if cell.casefold() in _UNIT and merged:
            merged[-1] = f"{merged[-1]} {cell}"
        else:
            merged.append(cell)
    if pairs := _paired(merged):
        return pairs
    first = next((n for n, cell in enumerate(merged) if value_cell(cell)), None)
    if not first:
        return []
    rows: list[list[str]] = [[merged[first - 1]]]
    for cell in merged[first:]:
        if value_cell(cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    # The width that most rows have: a page's number may stand behind the cells of one.
    width = Counter(len(row) for row in rows if len(row) > 1).most_common(1)[0][0] - 1 if rows else 0
    rows = [row[: width + 1] if len(row) == width + 2 and row[-1].isdigit() and len(row[-1]) < 3 else row for row in rows]
    width = max(len(row) for row in rows) - 1
    head = _head(merged[: first - 1], width)
    return [tuple(row) for row in [*head, *rows]] if width else []


def _paired(cells: list[str]) -> list[tuple[str, ...]]:
    """The rows of cells where each row has two labels before its figures (who, and what for); nothing where they have not.

    >>> cells = ["Body", "Work", "2024/25", "Otters", "Boats", "£5", "Herons", "Nets", "£6", "Owls", "Barns", "£7"]
    >>> _paired([*cells, "Total", "£18"])[:2]
    [('Body', 'Work', '2024/25'), ('Otters', 'Boats', '£5')]
    """
    parts: list[tuple[list[str], list[str]]] = [([], [])]
    for cell in cells:
        if value_cell(cell):
            parts[-1][1].append(cell)
        elif parts[-1][1]:
            parts.append(([cell], []))
        else:
            parts[-1][0].append(cell)
    rows = [(labels, figures) for labels, figures in parts[1:] if not (labels and total(labels[0]))]
    widths = {len(figures) for _, figures in parts}
    if len(rows) < 2 or len(widths) != 1 or {len(labels) for labels, _ in rows} != {2}:
        return []
    width = 2 + widths.pop()
    above, first = parts[0][0][:-2], parts[0][0][-2:]
    if len(above) < width:
        return []
    named = [(first, parts[0][1]), *parts[1:]]
    made = [(*labels, *[""] * (2 - len(labels)), *figures) for labels, figures in named]
    return [*((cell,) for cell in above[:-width]), tuple(above[-width:]), *made]


def _head(cells: list[str], width: int) -> list[list[str]]:
    """The rows above the figures; none where the first cell is a label."""
    if not cells:
        return []
    start = next((n for n, cell in enumerate(cells) if year(cell)), None)
    if start is None:
        start = max(len(cells) - width, 0)
    end = start
    while end < len(cells) and (year(cells[end]) or total(cells[end])):
        end += 1
    if end - start < width and end == len(cells):
        start = max(end - width, 1)  # other columns stand before the years
    end = max(end, start + width)  # more heads than figures: every row lost a cell
    columns, rest = cells[start:end], cells[end:]
    # A cell before the columns is the head of the labels; those before it stand above the table.
    above, corner = cells[: max(start - 1, 0)], cells[start - 1] if start else ""
    head = [[corner, *columns]] if columns else []
    return [[cell] for cell in above] + head + [[cell] for cell in rest]


def _spaced(lines: list[Line]) -> list[Line]:
    """The lines, where three or more in a run that each end in an amount are rows of two cells."""
    found = list(lines)
    run: list[tuple[int, tuple[str, ...]]] = []
    for at, line in enumerate([*lines, Line("x")]):
        parts = None if line.cells or len(line.text) > _CELL or mark(line.text).kind else _ENDS_IN_FIGURE.match(line.text)
        if parts and not label(line.text) and not parts[1].endswith((".", ",")):
            run.append((at, (parts[1], parts[2])))
            continue
        if line.text or len(run) < 3:
            if len(run) >= 3:
                for place_, cells in run:
                    found[place_] = Line("\t".join(cells), cells)
            run = []
    return found


def recovered(rows: list[tuple[str, ...]], name: str) -> Recovered:
    """A table's rows as wide as its head, where the figures of every shorter row have one place that adds up.

    Where they have none or several the row is kept as it is, and a note says so.

    >>> recovered([("", "2023/24", "2024/25", "Total"), ("Own", "5", "2", "7"), ("Grant", "3", "3"), ("Total", "5", "5", "10")],
    ...     "table").rows[2]
    ('Grant', '', '3', '3')
    """
    width = max(map(len, rows))
    head = next((row for row in rows if len(row) == width and sum(figure(cell) is not None for cell in row[1:]) == 0), None)
    known = [row for row in rows if len(row) == width]
    if not 3 <= width <= _WIDEST or not known or all(len(row) in (1, width) for row in rows):
        return Recovered(rows, [])
    summed = bool(head and total(head[-1]))
    found, notes, group = list(rows), [], []
    for at, row in enumerate([*rows, ()]):
        ends = bool(row) and total(row[0]) and len(row) == width
        if row and not ends and len(row) > 1 and all(value_cell(cell) for cell in row[1:]):
            group.append(at)
        if ends or not row:
            short = [n for n in group if len(rows[n]) < width]
            placed = _placed([rows[n] for n in group], width, summed, row if ends else None) if short else None
            for n, cells in zip(group, placed or (), strict=False):
                found[n] = cells
            if short and placed is None:
                labels = ", ".join(rows[n][0] or f"row {n + 1}" for n in short)
                notes.append(f"{name}: blank cells are lost, and no sums say where the figures stand of: {labels}")

            group = []
        elif row and len(row) == 1:
            group = []
    return Recovered(found, notes)


def _placed(rows: list[tuple[str, ...]], width: int, summed: bool, sums: tuple[str, ...] | None) -> list[tuple[str, ...]] | None:
    amounts = [[figure(cell) or 0 for cell in row[1:]] for row in rows]
    below = [figure(cell) or 0 for cell in sums[1:]] if sums else None
    placed = place(amounts, width - 1, summed, below)
    if placed is None:
        return None
    full = []
    for row, way in zip(rows, placed, strict=True):
        written = iter(row[1:])
        full.append((row[0], *("" if amount is None else next(written) for amount in way)))
    return full
