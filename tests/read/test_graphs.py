"""GraphML that comes back: whole, or a problem with its place; no entity is ever expanded."""

import io
import time

import pytest

from graphkit import check
from graphkit.errors import Problem
from graphkit.export import graphml as writer
from graphkit.model import Content
from graphkit.ontology import load
from graphkit.read import graphs

ONTOLOGY = load()
WHOLE = check()


def read(data: bytes) -> tuple[Content, list[Problem]]:
    problems: list[Problem] = []
    return graphs.read(data, "x.graphml", ONTOLOGY, problems), problems


def written() -> bytes:
    out = io.BytesIO()
    assert writer.write(WHOLE, ONTOLOGY, "graphml", out) == []
    return out.getvalue()


def test_a_graph_is_read_back_whole() -> None:
    assert read(written()) == (WHOLE, [])


def test_what_a_drawing_program_adds_does_not_matter() -> None:
    data = written().replace(b"<graph ", b'<key id="x" for="node" attr.name="x" attr.type="double" /><graph ', 1)
    assert read(data.replace(b"<node ", b"<node ").replace(b"</node>", b'<data key="x">1.5</data></node>')) == (WHOLE, [])


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20)
)


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS + b"]><graphml>&u;</graphml>",
        b'<!DOCTYPE g SYSTEM "http://127.0.0.1:9/x.dtd"><graphml/>',
        b'<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]><graphml><graph>&a;</graph></graphml>',
        b"<graphml><!-- a comment --></graphml>",
    ],
)
def test_a_document_type_is_refused_at_once(data: bytes) -> None:
    before = time.perf_counter()
    content, problems = read(data)
    assert time.perf_counter() - before < 1
    assert content == Content()
    assert len(problems) == 1
    assert "a document type" in problems[0].what
    assert problems[0].column == data.index(b"<!") + 1


def test_another_encoding_cannot_hide_a_document_type() -> None:
    hidden = (LAUGHS + b"]><graphml>&u;</graphml>").decode()
    assert "no UTF-8" in read(hidden.encode("utf-16"))[1][0].what
    declared = '<?xml version="1.0" encoding="UTF-7"?>' + "+ADwAIQ-DOCTYPE g>" + "<graphml/>"
    assert read(declared.encode())[1]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", (1, 1)),
        (b"no xml", (1, 1)),
        (b"<graphml>\n <graph></graphml>", (2, 11)),
        (b"<graphml>\n &nbsp;</graphml>", (2, 2)),
        (b"<graphml>\n \x01</graphml>", (2, 2)),
    ],
)
def test_a_malformed_file_is_a_problem_with_line_and_column(data: bytes, place: tuple[int, int]) -> None:
    content, problems = read(data)
    assert content == Content()
    assert [(problem.line, problem.column) for problem in problems] == [place]
    assert problems[0].what.startswith("no XML")


@pytest.mark.parametrize("data", [b"<graphml/>", b"<graphml><graph/></graphml>", b"<svg/>"])
def test_a_file_without_records_of_graphkit_is_a_problem(data: bytes) -> None:
    content, problems = read(data)
    assert content == Content()
    assert problems[-1].what == "no records of graphkit's"


def test_deep_nesting_ends_without_harm() -> None:
    assert read(b"<a>" * 300_000)[1]
    assert read(b"<a>" * 300_000 + b"</a>" * 300_000)[1]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (b'source="nhs-england" target="mopac"', b'source="moj" target="mopac"', "source is 'moj'"),
        (b'source="nhs-england" target="mopac"', b'source="nhs-england" target="lambeth"', "target is 'lambeth'"),
        (b">120000<", b">120001<", "amount is '120001'"),
        (b'"amount":12000000,', b'"amount":12000100,', "its record says '120001'"),
        (b'"amount":12000000,', b'"amount":-1,', "amount: -1 is no money"),
        (b'"amount":12000000,', b'"amount":1.5,', "amounts are whole pence"),
        (b'"amount":12000000,', b"", "its record has none"),
    ],
)
def test_an_edge_and_its_record_must_say_the_same(before: bytes, after: bytes, what: str) -> None:
    data = written()
    assert before in data
    content, problems = read(data.replace(before, after, 1))
    assert content == Content()
    assert any(what in problem.what for problem in problems), problems
    assert all(problem.line > 1 for problem in problems)
