"""Answers as tables, JSON and CSV. Nothing in an answer can move the cursor or become a formula."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from graphkit.money import words

_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> Any:
    """What JSON holds: Decimal as text."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no part of an answer")


def to_json(answer: Any) -> str:
    """An answer as JSON, amounts as decimal strings, unknown as null."""
    return json.dumps(answer, default=plain, ensure_ascii=False, indent=2)


def text(value: Any) -> str:
    """A value in one line, as a person reads it: parties by name, amounts in pounds."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return words(value)
    if isinstance(value, dict):
        named = value.get("name") or value.get("reference")
        return (
            text(named) if named else "; ".join(f"{text(key)}: {text(item)}" for key, item in value.items() if item is not None)
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(text(item) for item in value)
    return re.sub(_CONTROL, " ", str(value))


def inferred(row: Mapping[str, Any], *fields: str) -> str:
    """The mark behind a value of these fields where one of them was inferred, though the row itself is stated.

    >>> inferred({"inferred": ["funded_from"]}, "funded_from"), inferred({}, "funded_from")
    (' (inferred)', '')
    """
    return " (inferred)" if {*fields}.intersection(row.get("inferred") or ()) else ""


def _cell(value: Any) -> str:
    """A value in a CSV cell: amounts as plain decimals, lists with semicolons, and no formulas."""
    if isinstance(value, bool):
        shown = str(value).lower()
    elif isinstance(value, (Decimal, int)):
        shown = str(value)
    elif isinstance(value, (list, tuple)):
        shown = "; ".join(map(text, value))
    else:
        shown = text(value)
    return "'" + shown if shown.startswith(_FORMULA) else shown


def to_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """Rows as CSV under a head line. A column ``x_id`` is the id of the party in ``x``."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(_column(row, column)) for column in columns])
    return out.getvalue()


def _column(row: dict[str, Any], column: str) -> Any:
    party = row.get(column.removesuffix("_id")) if column not in row and column.endswith("_id") else None
    return party.get("id") if isinstance(party, dict) else row.get(column)


def width() -> int:
    """How many columns a table may take; a pipe gets what a wide terminal has."""
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit():
        return max(20, int(said[:4]))
    # A terminal that has not been told its size says 0.
    return (os.get_terminal_size(sys.stdout.fileno()).columns or 80) if sys.stdout.isatty() else 120


def _wide(line: str) -> int:
    """The columns a text takes on a terminal."""
    if line.isascii():
        return len(line)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def _pieces(line: str) -> list[str]:
    """Where a text may be broken: after a space, and after a slash or hyphen in an id (not in a year)."""
    return re.findall(r"(?:[^ /-]|[/-](?![a-z]))*(?: |[/-](?=[a-z]))|(?:[^ /-]|[/-](?![a-z]))+", line)


def _wrap(line: str, limit: int) -> list[str]:
    """A text in lines of at most ``limit`` columns; pieces longer than that are cut across lines."""
    lines = [""]
    for piece in _pieces(line):
        while _wide(lines[-1] + piece.rstrip(" ")) > limit:
            if lines[-1]:
                lines.append("")
            else:
                cut = next(n for n in range(len(piece), 0, -1) if _wide(piece[:n]) <= limit or n == 1)
                lines[-1:] = [piece[:cut], ""]
                piece = piece[cut:]
        lines[-1] += piece
    return [part.rstrip(" ") for part in lines]


def wrapped(line: str, room: int | None = None, indent: str = "  ") -> list[str]:
    """A text, indented, in lines that fit the width."""
    return [f"{indent}{part}" for part in _wrap(line, (room or width()) - len(indent))]


def _fit(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Widths of columns: as wide as they like, then the widest ones narrower; None where words would be cut."""
    widths = [max(map(_wide, column)) for column in columns]
    least = [max((_wide(p.rstrip(" ")) for cell in column for p in _pieces(cell)), default=0) for column in columns]
    while sum(widths) + 2 * (len(widths) - 1) > room:
        shrinkable = [n for n, width in enumerate(widths) if width > least[n]]
        if not shrinkable:
            return None
        widths[max(shrinkable, key=widths.__getitem__)] -= 1
    return widths


def _blocks(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> str:
    """Rows one below the other, a line for each cell that says something: for narrow terminals."""
    blocks = []
    for row in rows:
        lines = [f"{label}: {cell}" for label, cell in zip(head, row, strict=True) if cell]
        blocks.append("\n".join(part for line in lines for part in _wrap(line, room)))
    return "\n\n".join(blocks)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], room: int | None = None, bold: bool = False) -> str:
    """Rows in columns that fit the width: wrapped, never cut; one below the other where there is no room.

    >>> print(table(["who", "amount"], [["Lambeth", "£95,000"]], 40))
    who      amount
    Lambeth  £95,000
    """
    room = room or width()
    # A column that says nothing takes room from those that do.
    kept = [n for n, _ in enumerate(head) if any(row[n] for row in rows)] or list(range(len(head)))
    head, rows = [head[n] for n in kept], [[row[n] for n in kept] for row in rows]
    widths = _fit(list(zip(head, *rows, strict=True)), room)
    if widths is None:
        return _blocks(head, rows, room)
    lines = []
    for number, row in enumerate([head, *rows]):
        cells = [_wrap(cell, limit) for cell, limit in zip(row, widths, strict=True)]
        for part in range(max(map(len, cells))):
            shown = [cell[part] if part < len(cell) else "" for cell in cells]
            line = "  ".join(s + " " * (limit - _wide(s)) for s, limit in zip(shown, widths, strict=True)).rstrip()
            lines.append(f"\x1b[1m{line}\x1b[0m" if bold and number == 0 else line)
    return "\n".join(lines)
