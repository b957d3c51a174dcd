"""Answers as tables, JSON and CSV. Nothing in an answer can move the cursor or become a formula."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
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


def _cell(value: Any) -> str:
    """A value in a CSV cell: amounts as plain decimals, and no formulas."""
    shown = str(value) if isinstance(value, (Decimal, int)) else text(value)
    return "'" + shown if shown.startswith(_FORMULA) else shown


def to_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """Rows as CSV under a head line; parties as two columns, name and id."""
    import csv
    import io

    rows = list(rows)
    parties = {c for c in columns for row in rows if isinstance(row.get(c), dict) and row[c].keys() == {"id", "name"}}
    head = [name for column in columns for name in ([column, f"{column}_id"] if column in parties else [column])]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        cells: list[str] = []
        for column in columns:
            cells.append(_cell(row.get(column)))
            if column in parties:
                cells.append(_cell((row.get(column) or {}).get("id")))
        writer.writerow(cells)
    return out.getvalue()


def width() -> int:
    """How many columns a table may take; a pipe gets what a wide terminal has."""
    if not sys.stdout.isatty():
        return int(os.environ.get("COLUMNS") or 120)
    return os.get_terminal_size(sys.stdout.fileno()).columns


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


def _fit(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths of columns: as wide as they like, then the widest ones narrower, words whole while that is possible."""
    widths = [max(map(_wide, column)) for column in columns]
    words_whole = [max((_wide(p.rstrip(" ")) for cell in column for p in _pieces(cell)), default=0) for column in columns]
    for least in (words_whole, [8] * len(widths)):
        while sum(widths) + 2 * (len(widths) - 1) > room:
            shrinkable = [n for n, width in enumerate(widths) if width > least[n]]
            if not shrinkable:
                break
            widths[max(shrinkable, key=widths.__getitem__)] -= 1
    return widths


def table(head: Sequence[str], rows: Sequence[Sequence[str]], room: int | None = None, bold: bool = False) -> str:
    """Rows in columns that fit the width: the widest columns are wrapped, never cut.

    >>> print(table(["who", "amount"], [["Lambeth", "£95,000"]], 40))
    who      amount
    Lambeth  £95,000
    """
    room = room or width()
    widths = _fit(list(zip(head, *rows, strict=True)), room)
    lines = []
    for number, row in enumerate([head, *rows]):
        cells = [_wrap(cell, limit) for cell, limit in zip(row, widths, strict=True)]
        for part in range(max(map(len, cells))):
            shown = [cell[part] if part < len(cell) else "" for cell in cells]
            line = "  ".join(s + " " * (limit - _wide(s)) for s, limit in zip(shown, widths, strict=True)).rstrip()
            lines.append(f"\x1b[1m{line}\x1b[0m" if bold and number == 0 else line)
    return "\n".join(lines)
