"""Tables that come back: graphkit's own, unchanged; anything else is a problem with its place."""

import csv
import io
import json

import pytest

from graphkit import check
from graphkit.errors import Problem
from graphkit.export import csv as writer
from graphkit.model import Content
from graphkit.ontology import load
from graphkit.read import tables

ONTOLOGY = load()
WHOLE = check()


def read(data: bytes) -> tuple[Content, list[Problem]]:
    problems: list[Problem] = []
    return tables.read(data, "x.csv", ONTOLOGY, problems), problems


def written() -> bytes:
    out = io.BytesIO()
    assert writer.write(WHOLE, ONTOLOGY, "csv", out) == []
    return out.getvalue()


def edited(id: str, column: str, value: str) -> bytes:
    """The table with another cell, as a spreadsheet would write it."""
    table = list(csv.reader(io.StringIO(written().decode(), newline="")))
    next(row for row in table if row[1] == id)[tables.COLUMNS.index(column)] = value
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    return out.getvalue().encode()


def test_a_table_is_read_back_whole() -> None:
    assert read(written()) == (WHOLE, [])


def test_lines_that_end_otherwise_are_read_as_well() -> None:
    assert read(written().replace(b"\r\n", b"\n")) == (WHOLE, [])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty file"),
        (b"funder,recipient,amount\r\n", "the first line is not its heading"),
        (b"\xef\xbb\xbf" + b"record,id\r\n", "the first line is not its heading"),
        (b"\xff", "no UTF-8"),
        (b'"record', "no CSV"),
        (b"PK\x03\x04\x00", "the first line is not its heading"),
    ],
)
def test_what_is_no_table_of_graphkit_is_a_problem(data: bytes, what: str) -> None:
    content, problems = read(data)
    assert content == Content()
    assert len(problems) == 1
    assert what in problems[0].what


def test_a_row_cut_short_is_named_by_its_line() -> None:
    lines = written().split(b"\r\n")
    lines[2] = b"organisation,mopac"
    content, problems = read(b"\r\n".join(lines))
    assert content == Content()
    assert (problems[0].line, problems[0].what) == (3, "2 cells, not 21")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("amount", "120001"),
        ("amount", ""),
        ("amount", "120,000.00"),
        ("subject", "moj"),
        ("subject_name", "Somebody else"),
        ("stage", "paid"),
        ("decided", "20/03/2017"),
        ("record", "decision"),
        ("id", "pcd-172/other"),
    ],
)
def test_a_cell_that_says_something_else_than_its_record_is_a_problem(column: str, value: str) -> None:
    content, problems = read(edited("pcd-172/nhse-mopac", column, value))
    assert content == Content()
    assert len(problems) == 1
    assert column in problems[0].what or "another record or id" in problems[0].what
    if column not in ("record", "id"):
        assert problems[0].column == tables.COLUMNS.index(column) + 1
        assert written().split(b"\r\n")[problems[0].line - 1].startswith(b"fact,pcd-172/nhse-mopac,")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "NaN",
        '{"record":"fact","record":"fact"}',
        "[" * 50_000,
        json.dumps(
            {"record": "fact", "id": "pcd-172/nhse-mopac", "relation": "flow", "decision": "pcd-172", "values": {"amount": -5}}
        ),
    ],
)
def test_a_record_that_was_tampered_with_is_a_problem_in_its_line(body: str) -> None:
    content, problems = read(edited("pcd-172/nhse-mopac", "body", body))
    assert content == Content()
    assert problems
    assert {problem.column for problem in problems} == {len(tables.COLUMNS)}
    assert written().split(b"\r\n")[problems[0].line - 1].startswith(b"fact,pcd-172/nhse-mopac,")


def test_long_records_are_read_and_the_limit_of_others_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit(1000)
    try:
        assert read(written()) == (WHOLE, [])
        assert csv.field_size_limit() == 1000
    finally:
        csv.field_size_limit(before)
    monkeypatch.setattr(tables, "MAX_CELL", 500)
    assert "no CSV: field larger than field limit" in read(written())[1][0].what
