"""The table of all records (CSV): its columns, its rows, and the way back.

Each row shows one record to people and spreadsheets; its last cell, ``body``, is the record itself.
UTF-8 without BOM, lines end with CR LF, cells are quoted where they must be (RFC 4180). A cell that a
spreadsheet would take for a formula starts with an apostrophe; control characters in cells that are
shown become U+FFFD. ``body`` starts with ``{`` and has neither.
"""

import csv
import io
import re
from collections.abc import Iterator

from graphkit import money
from graphkit.errors import Problem
from graphkit.model import Content, Decision, Fact, Organisation
from graphkit.ontology import Ontology
from graphkit.read import bodies, faults
from graphkit.read.bodies import Record

ENDINGS = (".csv",)
MAX_BYTES = 2 * 1024**3
#: The longest cell: far above the longest record, far below what would fill a machine.
MAX_CELL = 64 * 1024**2

COLUMNS: list[str] = (
    "record id relation decision subject subject_name object object_name text amount amount_kind currency stage"
    " stated financial_years start end decided url locators body"
).split()

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def shown(text: str) -> str:
    """Text without characters that XML or a terminal could not bear; for what is shown, never for the record.

    >>> shown("a\\x07b")
    'a\\ufffdb'
    """
    return _CONTROL.sub("\ufffd", text)


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> _safe("=1+1")
    "'=1+1"
    """
    return f"'{shown(text)}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else shown(text)


# ---- content → rows ------------------------------------------------------------------------------------


def rows(content: Content, ontology: Ontology) -> Iterator[list[str]]:
    """One row for each record, without the heading: parties, decisions, facts, each by id."""
    parties = {party.id: party.name for party in content.organisations}
    decisions = {decision.id: decision for decision in content.decisions}
    for records in content:
        for record in records:
            cells = {"record": bodies.kind(record), "id": record.id}
            if isinstance(record, Organisation):
                cells |= {"relation": record.kind, "text": record.name}
            elif isinstance(record, Decision):
                cells |= _head(record) | {"text": record.title}
            else:
                cells |= _head(decisions[record.decision]) | _fact(record, parties, ontology)
            yield [*(_safe(cells.get(column) or "") for column in COLUMNS[:-1]), bodies.body(record)]


def _head(decision: Decision) -> dict[str, str]:
    return {"decision": decision.reference, "decided": decision.date_signed or "", "url": decision.url or ""}


def _fact(fact: Fact, parties: dict[str, str], ontology: Ontology) -> dict[str, str]:
    relation, values = ontology.relations[fact.relation], fact.values
    cells = {"relation": fact.relation, "stated": "true" if values.get("stated", True) else "false"}
    # Partners have no direction: they stand side by side as subject.
    for column, ids in (
        ("subject", values.get(relation.peers or "") or (values.get(relation.subject or ""),)),
        ("object", (values.get(relation.object or ""),)),
    ):
        cells[column] = "; ".join(party for party in ids if party)
        cells[f"{column}_name"] = "; ".join(parties[party] for party in ids if party)
    cells["text"] = next((values[key] for key in ("purpose", "message", "name", "authority") if key in values), "")
    if "amount" in values:
        cells |= {"amount": money.plain(values["amount"]), "currency": values.get("currency", "GBP")}
    cells |= {key: values.get(key, "") for key in ("amount_kind", "stage", "start", "end")}
    cells["financial_years"] = "; ".join(values.get("financial_years") or values.get("by_year") or ())
    cells["locators"] = "; ".join(values["locators"])
    return cells


# ---- rows → content ------------------------------------------------------------------------------------


def read(data: bytes, file: str, ontology: Ontology, problems: list[Problem]) -> Content:
    """The content of a table that graphkit wrote.

    The record is the truth; a cell that says something else than its record is a problem, because one of
    the two was changed and nobody can tell which is meant.
    """
    before = len(problems)
    listed = list(_records(data, file, problems))
    places = {(bodies.kind(record), record.id): (line, len(COLUMNS)) for line, _, record in listed if isinstance(record.id, str)}
    content = bodies.content(record for _, _, record in listed)
    problems.extend(faults.problems(content, ontology, file, places))
    if len(problems) > before:
        return Content()
    written = {(cells[0], cells[1]): (line, cells) for line, cells, _ in listed}
    for expected in rows(content, ontology):
        line, cells = written.get((expected[0], expected[1]), (1, []))
        for number, (column, cell, right) in enumerate(zip(COLUMNS, cells, expected, strict=False), 1):
            if cell != right and column != "body":
                what = f"{column}: {cell[:60]!r} is not what the record in body says"
                problems.append(Problem(file, line, number, what, f"write {right[:60]!r}, or export again"))
                break
        if not cells:
            problems.append(Problem(file, 1, 1, f"{expected[0]} {expected[1]}: its row has another record or id", "export again"))
    return content if len(problems) == before else Content()


def _records(data: bytes, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str], Record]]:
    """Line, cells and record of each row; what is wrong goes to ``problems``."""

    def report(line: int, column: int, what: str, instead: str = "write it with graphkit export") -> None:
        problems.append(Problem(file, line, column, what, instead))

    if len(data) > MAX_BYTES:
        report(1, 1, "larger than 2 GiB", "export it by decision")
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        report(data.count(b"\n", 0, error.start) + 1, 1, "a byte that is no UTF-8", "save the file as UTF-8")
        return
    limit = csv.field_size_limit(MAX_CELL)
    line = 1
    try:
        table = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in table:
            if line == 1:
                if cells != COLUMNS:
                    report(1, 1, "not a table of graphkit's: the first line is not its heading")
                    return
            elif len(cells) != len(COLUMNS):
                report(line, 1, f"{len(cells)} cells, not {len(COLUMNS)}")
            else:
                try:
                    yield line, cells, bodies.parse(cells[-1])
                except ValueError as error:
                    report(line, len(COLUMNS), f"body: {error}")
            line = table.line_num + 1
        if line == 1:
            report(1, 1, "an empty file")
    except csv.Error as error:
        report(line, 1, f"no CSV: {error}")
    finally:
        csv.field_size_limit(limit)
