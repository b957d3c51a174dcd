"""Somebody's table with a column of names, reconciled: every row as it was, and beside it whom its name means.

Read as UTF-8 CSV with a heading. ``id`` and ``name`` are filled where there is a match and nowhere else: what is only like a
name stands among the candidates, for a person to choose.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from graphkit import names
from graphkit.errors import InputError, Problem, UsageError
from graphkit.matching import MOST_NAME, Candidate, Matcher, Question
from graphkit.render import text
from graphkit.store import Store

#: Bytes of a table, and characters of a cell.
MOST_BYTES, MOST_CELL = 64 * 1024**2, 1024**2
ADDED = ("id", "name", "score", "match", "candidates")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")


class Sheet(NamedTuple):
    """A table as it was read: ``lines`` are where its rows begin, ``end`` how its lines end."""

    head: list[str]
    rows: list[list[str]]
    lines: list[int]
    end: str
    marked: bool


class Found(NamedTuple):
    """Whom the name of one row may mean; None where there is no name."""

    called: str
    candidates: list[Candidate] | None

    @property
    def match(self) -> Candidate | None:
        """Whom it means."""
        return next((one for one in self.candidates or () if one.match), None)

    @property
    def exact(self) -> int:
        """How many have exactly this name."""
        return sum("likeness" not in one.features for one in self.candidates or ())


def read(data: bytes, file: str) -> Sheet:
    """A table from the bytes of a CSV file; InputError with everything that is wrong.

    >>> read(b"name,town\\nMOPAC,London\\n", "list.csv").rows
    [['MOPAC', 'London']]
    """
    if len(data) > MOST_BYTES:
        raise InputError([Problem(file, 1, 1, f"larger than {MOST_BYTES // 1024**2} MB", "split it")])
    try:
        whole = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError([Problem(file, line, 1, "a byte that is no UTF-8", "save it as CSV UTF-8")]) from None
    end = "\r\n" if "\r\n" in whole[: whole.find("\n") + 1] else "\n"
    rows: list[list[str]] = []
    lines: list[int] = []
    limit = csv.field_size_limit(MOST_CELL)
    line = 1
    try:
        table = csv.reader(io.StringIO(whole, newline=""), strict=True)
        for cells in table:
            rows.append(cells)
            lines.append(line)
            line = table.line_num + 1
    except csv.Error as error:
        raise InputError([Problem(file, line, 1, f"no CSV: {error}", "mend the line")]) from None
    finally:
        csv.field_size_limit(limit)
    if not rows or not rows[0]:
        raise InputError([Problem(file, 1, 1, "no heading", "write the names of the columns into the first line")])
    head, *rows = rows
    wide = len(head)
    problems = [
        Problem(file, line, wide + 1, f"{len(row)} cells under {wide} columns", "quote a cell that has a comma in it")
        for line, row in zip(lines[1:], rows, strict=True)
        if len(row) > wide
    ]
    if problems:
        raise InputError(problems)
    return Sheet(head, [row + [""] * (wide - len(row)) for row in rows], lines[1:], end, data.startswith(codecs.BOM_UTF8))


def column(sheet: Sheet, name: str) -> int:
    """Where a column stands; UsageError where there is none of that name, or more than one."""
    at = [n for n, called in enumerate(sheet.head) if called.strip() == name.strip()]
    if len(at) == 1:
        return at[0]
    if at:
        raise UsageError(f"{len(at)} columns are called {name!r}", "give each a name of its own")
    near = names.near(name, sheet.head[:200]) or sheet.head[:20]
    raise UsageError(f"no column is called {name!r}", f"there are {', '.join(near)}")


def reconciled(sheet: Sheet, name: str, store: Store, kinds: frozenset[str] | None = None, limit: int = 5) -> list[Found]:
    """Whom the names in a column mean, row by row; the same name is looked up once.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     [one.match and one.match.id for one in reconciled(read(b"name\\nMOPAC\\nNobody\\n", "list.csv"), "name", store)]
    ['mopac', None]
    """
    at, match = column(sheet, name), Matcher(store)
    known: dict[str, list[Candidate]] = {}
    found = []
    for row in sheet.rows:
        called = row[at].strip()
        if called and called not in known:
            known[called] = match(store, Question(called, kinds, limit)) if len(called) <= MOST_NAME else []
        found.append(Found(called, known[called] if called else None))
    return found


def added(head: Sequence[str]) -> list[str]:
    """Names of the columns that are added: all with a word before them where one of them is taken.

    >>> added(["name", "town"])
    ['graphkit_id', 'graphkit_name', 'graphkit_score', 'graphkit_match', 'graphkit_candidates']
    """
    taken = {called.strip().casefold() for called in head}
    words = ["", "graphkit_", *(f"graphkit_{n}_" for n in range(2, len(head) + 3))]
    return next(listed for word in words if not taken & {*(listed := [word + key for key in ADDED])})


def to_csv(sheet: Sheet, found: Sequence[Found]) -> Iterator[str]:
    """The table with its new columns, line by line. A cell that a spreadsheet would take for a formula gets an apostrophe."""
    line = io.StringIO(newline="")
    table = csv.writer(line, lineterminator=sheet.end)
    yield "\ufeff" if sheet.marked else ""
    for cells in [[*sheet.head, *added(sheet.head)], *([*row, *_cells(one)] for row, one in zip(sheet.rows, found, strict=True))]:
        table.writerow([_safe(cell) for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _cells(one: Found) -> list[str]:
    if one.candidates is None:
        return [""] * len(ADDED)
    match, best = one.match, one.candidates[0].score if one.candidates else None
    others = "; ".join(f"{other.id} ({text(other.name)}, {other.score:g})" for other in one.candidates)
    score = "" if best is None else f"{best:g}"
    return [match.id if match else "", text(match.name) if match else "", score, str(bool(match)).lower(), others]


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays one.

    >>> _safe("=1+1"), _safe("-1,250.50"), _safe("Otter Trust")
    ("'=1+1", '-1,250.50', 'Otter Trust')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def to_json(sheet: Sheet, name: str, found: Sequence[Found]) -> dict[str, Any]:
    """The same as an answer: every cell as it was, every candidate with what speaks for it."""
    rows = []
    for line, cells, one in zip(sheet.lines, sheet.rows, found, strict=True):
        match = one.match
        shown = [other._asdict() for other in one.candidates or ()]
        told = {"id": match and match.id, "name": match and match.name, "score": shown[0]["score"] if shown else None}
        rows.append({"line": line, "cells": cells, "query": one.called, **told, "match": bool(match), "candidates": shown})
    return {"columns": sheet.head, "column": name, "rows": rows, **counted(found)}


def counted(found: Sequence[Found]) -> dict[str, int]:
    """How many rows are matched, have a name of several, are like some, are like nobody, and have no name."""
    return {
        "matched": sum(one.match is not None for one in found),
        "ambiguous": sum(one.match is None and one.exact > 1 for one in found),
        "candidates": sum(one.match is None and one.exact < 2 and bool(one.candidates) for one in found),
        "nobody": sum(one.candidates == [] for one in found),
        "empty": sum(one.candidates is None for one in found),
    }
