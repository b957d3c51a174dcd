"""What a query may contain."""

import pytest

from graphkit.errors import QueryError
from graphkit.gate import admit
from graphkit.terms import BASE

OWN = f"<{BASE}decision/pcd-172>"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "prefix x: <http://x/> select (count(*) as ?n) { ?s x:y ?o }",
        'ASK { ?s ?p "SERVICE <http://x/>" }',
        "ASK { ?s ?p 'FROM <http://x/>' }",
        "SELECT ?service { ?service ?from ?o } # SERVICE <http://x/>",
        "ASK { <http://x/SERVICE> ?p ?o }",
        "ASK { ?s x:SERVICE ?o }",
        f"SELECT * FROM {OWN} {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED {OWN} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DESCRIBE <http://x/>",
        'ASK { ?s ?p """a "quoted" SERVICE""" }',
    ],
)
def test_a_query_that_reads_this_store_is_admitted(query):
    assert admit(query, BASE) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ervice <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#\n<http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1/> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1/> SELECT * FROM e:x { ?s ?p ?o }",
        f"SELECT * FROM {OWN} FROM <http://127.0.0.1/> {{ ?s ?p ?o }}",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX x: <http://x/> DROP ALL",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "",
        "# nothing\n",
        "\\uD800 SELECT * { ?s ?p ?o }",
        "\\UFFFFFFFF",
        "SELECT * " + "{" * 101 + "}" * 101,
        "ASK { FILTER(" + "!" * 501 + "true) }",
        "ASK { ?s ?p '" + "x" * 65536 + "' }",
    ],
)
def test_a_query_that_would_do_anything_else_is_refused(query):
    with pytest.raises(QueryError):
        admit(query, BASE)


def test_escapes_are_resolved_before_the_engine_sees_them():
    assert admit("ASK { ?s ?p '\\u0041' }", BASE) == "ASK { ?s ?p 'A' }"


@pytest.mark.parametrize("text", ['"\\u0022"', "'\\u0027'", '"\\u005C"', '"\\u000A"', '"\\\\u0041"', "'''\\u0027'''"])
def test_an_escape_that_would_end_its_string_stays_for_the_engine(text):
    assert admit(f"SELECT ({text} AS ?x) {{}}", BASE) == f"SELECT ({text} AS ?x) {{}}"


def test_escapes_in_words_and_names_are_resolved():
    assert admit("\\u0053ELECT ?\\u0061x { ?ax a:\\u00e9 ?y }", BASE) == "SELECT ?ax { ?ax a:é ?y }"


def test_no_escape_in_a_name_hides_what_follows():
    with pytest.raises(QueryError, match="SERVICE"):
        admit("SELECT * { ?s a:b\\'c ?o SERVICE <http://x/> { ?s a:b\\'c ?o } }", BASE)


@pytest.mark.parametrize("graph", ["<http://x/>", "NAMED <http://x/>", "e:x", "NAMED e:x", "<relative.ttl>"])
def test_where_every_graph_is_ones_own_every_name_of_one_is_admitted(graph):
    query = f"PREFIX e: <http://e/> SELECT * FROM {graph} {{ ?s ?p ?o }}"
    assert admit(query, "") == query
