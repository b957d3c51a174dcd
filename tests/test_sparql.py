"""Running a query: answers, limits, and what a hostile one cannot do."""

import http.server
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from graphkit import sparql
from graphkit.errors import QueryError, StoreError
from graphkit.queries import parse
from graphkit.sparql import Limits


def test_rows_are_python_values(graph):
    (row,) = graph.sparql(
        "SELECT ?amount ?stage ?stated ?no { <https://w3id.org/graphkit/id/fact/pcd-172/nhse-mopac>"
        " gk:amount ?amount ; gk:stage ?stage ; gk:stated ?stated OPTIONAL { ?amount gk:x ?no } }"
    ).rows
    assert row == {"amount": Decimal("120000"), "stage": "received", "stated": True, "no": None}


def test_the_default_graph_is_the_union_of_all(graph):
    (row,) = graph.sparql("SELECT (COUNT(DISTINCT ?g) AS ?n) { ?f a gk:Flow . GRAPH ?g { ?f a gk:Flow } }").rows
    assert row["n"] == 5


def test_a_query_that_names_its_graphs_asks_no_others(graph):
    (row,) = graph.sparql("SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/graphkit/id/graph/organisations> { ?f a gk:Flow }").rows
    assert row["n"] == 0


def test_plain_shortcuts_follow_money_over_any_number_of_steps(graph):
    rows = graph.sparql("SELECT ?n { ?a gk:funds+ organisation:women-in-prison ; gk:name ?n } ORDER BY ?n").rows
    assert "NHS England" in [row["n"] for row in rows]


def test_a_graph_comes_back_as_triples(graph):
    result = graph.sparql("CONSTRUCT { ?a gk:funds ?b } WHERE { ?a gk:funds ?b }")
    assert result.triples
    assert result.ntriples().count("\n") == len(result.terms)
    assert all(line.endswith(" .") for line in result.ntriples().splitlines())


def test_what_is_cut_is_said(graph):
    result = sparql.run(graph.store, "SELECT * { ?s ?p ?o }", limits=Limits(rows=10))
    assert len(result.terms) == 10
    assert result.truncated == "after 10 rows"


def test_a_malformed_query_says_where(graph):
    with pytest.raises(QueryError, match="1:"):
        graph.sparql("SELECT * { ?s ?p }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
        "SELECT (GROUP_CONCAT(?o) AS ?all) { ?s ?p ?o . ?t ?q ?u . ?v ?w ?x }",
    ],
)
def test_a_query_without_end_is_ended(graph, query):
    with pytest.raises(QueryError):
        sparql.run(graph.store, query, limits=Limits(seconds=2, memory=1024**3))


def test_an_answer_without_end_is_ended(graph):
    with pytest.raises(QueryError, match="larger"):
        sparql.run(graph.store, "SELECT * { ?s ?p ?o . ?a ?b ?c }", limits=Limits(bytes=100_000))


def test_a_query_that_ends_its_process_does_not_end_this_one(graph):
    with pytest.raises(QueryError):
        graph.sparql("SELECT * { FILTER(" + "(" * 90 + "1" + ")" * 90 + ") " + "MINUS { ?s ?p " * 5 + "}")
    assert graph.sparql("ASK {}").boolean is True


def test_no_query_asks_another_machine(graph):
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *words):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        for query in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
            f"LOAD <{address}>",
        ):
            with pytest.raises(QueryError):
                graph.sparql(query)
        server.shutdown()
    assert asked == []


def test_a_value_never_becomes_part_of_the_query(graph):
    query = parse("x", '# title: t\n# about: a\n# group: g\n# param words text "x": any\nSELECT ?words { VALUES ?n { 1 } }')
    hostile = "' } SERVICE <http://127.0.0.1/> { ?s ?p '"
    assert sparql.run(graph.store, query, {"words": hostile}).rows == [{"words": hostile}]


def test_the_index_is_made_on_its_first_use(tmp_path):
    import graphkit

    graphkit.build(store=str(tmp_path), rdf=False)
    with graphkit.open(str(tmp_path)) as graph:
        assert graph.sparql("ASK { ?f a gk:Flow }").boolean is True


def test_a_store_without_an_index_that_cannot_be_written_to_says_so(tmp_path, monkeypatch):
    import graphkit

    graphkit.build(store=str(tmp_path), rdf=False)

    def refused(*args, **kwargs):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("graphkit.index.tempfile.mkdtemp", refused)
    with graphkit.open(str(tmp_path)) as graph, pytest.raises(StoreError, match="Read-only"):
        graph.sparql("ASK {}")


def test_a_module_in_the_users_folder_is_never_run(store_folder, tmp_path):
    for name in ("pyoxigraph", "resource", "errno"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')")
    command = [Path(sys.executable).parent / "graphkit", "sparql", "--store", store_folder, "services"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()
