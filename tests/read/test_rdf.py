"""RDF that comes back: what is wrong has its place, and nothing is fetched."""

import io
import socket
import threading
from collections.abc import Iterator

import pytest

from graphkit import check
from graphkit.errors import Problem
from graphkit.export import rdf as writer
from graphkit.model import Content
from graphkit.ontology import load
from graphkit.read import rdf

ONTOLOGY = load()
WHOLE = check()


def read(data: bytes | str, ending: str) -> tuple[Content, list[Problem]]:
    problems: list[Problem] = []
    return rdf.read(data if isinstance(data, bytes) else data.encode(), f"x{ending}", ONTOLOGY, problems), problems


def written(name: str) -> str:
    out = io.BytesIO()
    writer.write(WHOLE, ONTOLOGY, name, out)
    return out.getvalue().decode()


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what anybody says to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    heard.append(connection.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        ended.set()
        thread.join()


@pytest.mark.parametrize(
    "text",
    [
        '{{"@context": "http://127.0.0.1:{port}/context", "a": 1}}',
        '{{"@context": ["http://127.0.0.1:{port}/context"], "a": 1}}',
        '{{"@context": {{"@import": "http://127.0.0.1:{port}/context"}}, "http://a.example/a": 1}}',
        '{{"@graph": [{{"@context": "http://127.0.0.1:{port}/context", "@id": "http://a.example/a"}}]}}',
    ],
)
def test_a_remote_context_is_refused_and_not_fetched(listener: tuple[int, list[bytes]], text: str) -> None:
    port, heard = listener
    content, problems = read(text.format(port=port), ".jsonld")
    assert content == Content()
    assert len(problems) == 1
    assert "remote contexts" in problems[0].what
    # The listener does hear: without this, silence would prove nothing.
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"hello")
        connection.recv(1)
    assert heard == [b"hello"]


@pytest.mark.parametrize(
    ("ending", "text", "place"),
    [
        (".ttl", "<http://a.example/a>\n  <http://a.example/b> 1 2 .", (2, 26)),
        (".ttl", '<http://a.example/a>\n <http://a.example/b> "x .', (2, 23)),
        (".ttl", "<a> <b> <c> .", (1, 1)),
        (".trig", "<http://a.example/g> {\n nonsense }", (2, 2)),
        (".nq", '<http://a.example/a> <http://a.example/b> "x" .\nnonsense', (2, 1)),
        (".nt", "<http://a.example/a> .", (1, 22)),
        (".jsonld", '{"a": [1, 2', (1, 12)),
        (".jsonld", "", (1, 1)),
    ],
)
def test_a_malformed_file_is_a_problem_with_line_and_column(ending: str, text: str, place: tuple[int, int]) -> None:
    content, problems = read(text, ending)
    assert content == Content()
    assert [(problem.line, problem.column) for problem in problems] == [place]
    assert problems[0].what.startswith("no ")


@pytest.mark.parametrize("ending", rdf.ENDINGS)
def test_bytes_that_are_no_text_are_a_problem(ending: str) -> None:
    content, problems = read(b"\xff\xfe\x00\x01", ending)
    assert content == Content()
    assert len(problems) == 1


@pytest.mark.parametrize(("ending", "text"), [(".ttl", "(" * 200_000), (".ttl", "[" * 200_000), (".jsonld", '{"a":' * 200_000)])
def test_deep_nesting_is_a_problem_and_no_end_of_the_process(ending: str, text: str) -> None:
    assert len(read(text, ending)[1]) == 1


@pytest.mark.parametrize(
    ("ending", "text"), [(".ttl", ""), (".nq", "\n"), (".jsonld", "[]"), (".ttl", "<http://a.example/a> a 1 .")]
)
def test_a_file_without_facts_of_graphkit_is_a_problem(ending: str, text: str) -> None:
    assert [problem.what for problem in read(text, ending)[1]] == ["no facts of graphkit's"]


ID = "https://w3id.org/graphkit/id/"
GK = "https://w3id.org/graphkit/ontology#"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("gk:amount 120000.00", "gk:amount -120000.00"),
        ("gk:amount 120000.00", 'gk:amount "a lot"'),
        ("gk:amount 120000.00", "gk:amount 120000.00, 120001.00"),
        ("gk:amount 120000.00", "gk:amount 120000.001"),
        ('gk:received "2017-02"^^xsd:gYearMonth', 'gk:received "2017-13"^^xsd:gYearMonth'),
        ("gk:funder organisation:nhs-england", "gk:funder organisation:nobody-here"),
        ("gk:funder organisation:nhs-england", "gk:funder <http://elsewhere.example/x>"),
        ("gk:funder organisation:nhs-england", 'gk:funder "NHS England"'),
        ("gk:funder organisation:nhs-england", "gk:funder <<( gk:a gk:b gk:c )>>"),
        ('gk:financialYear "2016/17"', 'gk:financialYear "2016/18"'),
        ('gk:stage "received"', 'gk:stage "dreamt of"'),
        ('gk:reference "PCD 172"', 'gk:reference "PCD 173"'),
        ('gk:title "Allocation', 'gk:heading "Allocation'),
        ("gk:told fact:pcd-1514\\/iom-carry-forward\\#told\\/1", "gk:told fact:x"),
        ("gk:statedIn decision:pcd-172 ;", ";"),
        ("a gk:Charity , gk:Organisation", "a gk:Club , gk:Organisation"),
    ],
)
def test_a_changed_statement_is_a_problem_and_no_corrupt_store(before: str, after: str) -> None:
    text = written("turtle")
    assert before in text, [line for line in text.splitlines() if before.split()[0] in line][:5]
    content, problems = read(text.replace(before, after), ".ttl")
    assert content == Content()
    assert problems


def test_amounts_that_another_store_wrote_again_are_the_same_amounts() -> None:
    text = written("turtle").replace("gk:amount 120000.00", "gk:amount 120000").replace("gk:amount 95000.00", "gk:amount 95000.0")
    assert read(text, ".ttl") == (WHOLE, [])


def test_statements_about_other_things_are_passed_over() -> None:
    text = written("nquads") + '<http://a.example/a> <http://a.example/b> "c" <http://a.example/g> .\n'
    assert read(text, ".nq") == (WHOLE, [])


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdf, "MAX_BYTES", 10)
    assert "larger than" in read(written("nquads"), ".nq")[1][0].what
