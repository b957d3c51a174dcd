"""Queries after the recommendation's text, answered over HTTP as it says, and as the engine answers them bare."""

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from running import serving

CASES = Path(__file__).with_name("cases")
PREFIXES = {"": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
EVALUATION = yaml.safe_load((CASES / "evaluation.yaml").read_text("utf-8"))
SYNTAX = yaml.safe_load((CASES / "syntax.yaml").read_text("utf-8"))
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
}


@pytest.fixture(scope="module")
def cases():
    with serving("--data", str(CASES / "data.trig")) as found:
        yield found


@pytest.fixture(scope="module")
def engine():
    store = ox.Store()
    store.load(path=str(CASES / "data.trig"), format=ox.RdfFormat.TRIG)
    return store


def term(written):
    """A term of a case."""
    if written is None:
        return None
    if isinstance(written, int):
        return ox.Literal(written)
    if not written.startswith('"'):
        prefix, _, local = written.partition(":")
        return ox.NamedNode(PREFIXES[prefix] + local)
    value, rest = re.fullmatch(r'"(.*)"([^"]*)', written, re.DOTALL).groups()
    if rest.startswith("@"):
        return ox.Literal(value.replace("\\t", "\t").replace('\\"', '"').replace("\\\\", "\\"), language=rest[1:])
    value = value.replace("\\t", "\t").replace('\\"', '"').replace("\\\\", "\\")
    return ox.Literal(value, datatype=term(rest[2:])) if rest else ox.Literal(value)


def known(found):
    """A solution, blank nodes apart."""
    return tuple("blank" if isinstance(value, ox.BlankNode) else value for value in found)


def compared(found, expected, ordered=False):
    assert found == expected if ordered else Counter(found) == Counter(expected)


@pytest.mark.parametrize("case", EVALUATION, ids=lambda case: case["about"])
def test_a_query_answers_as_the_recommendation_says(cases, case):
    query = HEAD + case["query"]
    if "triples" in case:
        expected = {ox.Triple(*map(term, triple)) for triple in case["triples"]}
        for kind, form in GRAPHS.items():
            answer = cases.query(query, kind)
            assert {quad.triple for quad in ox.parse(answer.body, form)} == expected, answer.text
        return
    for kind, form in RESULTS.items():
        if "boolean" in case and kind == "text/tab-separated-values":
            continue  # the recommendation has no such thing
        answer = cases.query(query, kind)
        assert answer.status == 200, answer.text
        read = ox.parse_query_results(answer.body, form)
        if "boolean" in case:
            assert bool(read) is case["boolean"]
        else:
            compared([known(row) for row in read], [tuple(map(term, row)) for row in case["rows"]], case.get("ordered"))


@pytest.mark.parametrize("case", EVALUATION, ids=lambda case: case["about"])
def test_nothing_is_lost_on_the_way(cases, engine, case):
    query = HEAD + case["query"]
    try:
        bare = engine.query(query)
    except SyntaxError:
        pytest.skip("the engine alone does not understand it")
    if isinstance(bare, ox.QueryTriples):
        answer = cases.query(query, "application/n-triples")
        assert {quad.triple for quad in ox.parse(answer.body, ox.RdfFormat.N_TRIPLES)} == set(bare)
        return
    read = ox.parse_query_results(cases.query(query).body, ox.QueryResultsFormat.JSON)
    if isinstance(bare, ox.QueryBoolean):
        assert bool(read) is bool(bare)
    else:
        compared([known(row) for row in read], [known(row) for row in bare], case.get("ordered"))


def test_of_a_number_the_engine_keeps_the_value_and_not_how_it_was_written(cases):
    assert cases.values(HEAD + "SELECT ?v { :spelling :v ?v }") == [["1"], ["1.5"], ["2"]]
    # The same for numbers in a query, so that a number is found however it is written.
    assert cases.values(HEAD + "SELECT ?s { ?s :v 1 }") == [["http://example.org/spelling"]]


@pytest.mark.parametrize(
    ("expression", "answered"),
    [
        ('REGEX("aa", "(a)\\\\1")', None),
        ('REPLACE("ab", "x*", "-")', "-a-b-"),
        ("STR(1.50)", "1.5"),
        ("1 / 3", "0.333333333333333333"),
        ("170141183460469231731.0 + 1.5", None),
        ("123456789012345678.12 + 0.01", "123456789012345678.13"),
        ("xsd:date('2020-01-02Z') != xsd:date('2020-01-02')", "true"),
    ],
)
def test_where_the_engine_departs_from_the_recommendation_is_as_the_docs_say(cases, expression, answered):
    assert cases.values(f"{HEAD}SELECT ({expression} AS ?x) {{}}") == [[answered]]


def test_a_blank_node_that_is_made_of_a_text_is_the_same_in_all_rows_as_the_docs_say(cases):
    query = 'SELECT (COUNT(DISTINCT ?b) AS ?n) { VALUES ?v { 1 2 } BIND(BNODE("a") AS ?b) }'
    assert cases.values(query) == [["1"]]


@pytest.mark.parametrize(
    ("query", "answered"),
    [
        ("SELECT (:unheard(?a) AS ?x) { :bob :age ?a }", [[None]]),
        ("SELECT ?a { :bob :age ?a FILTER(:unheard(?a)) }", []),
        ("SELECT ?a { :bob :age ?a FILTER(:unheard(?a) || ?a = 25) }", [["25"]]),
        ("SELECT (COALESCE(:unheard(1), :of(2), 3) AS ?x) {}", [["3"]]),
    ],
)
def test_a_call_of_what_nobody_knows_is_an_error_of_its_expression_alone(cases, query, answered):
    assert cases.values(HEAD + query) == answered


@pytest.mark.parametrize("text", SYNTAX["good"])
def test_what_is_a_query_is_answered(cases, text):
    answer = cases.query(text, "*/*")
    assert answer.status == 200, answer.text


@pytest.mark.parametrize("text", SYNTAX["bad"])
def test_what_is_no_query_is_refused(cases, text):
    assert cases.query(text, "*/*").status == 400


def test_there_are_cases_enough():
    assert len(EVALUATION) >= 60 and len(SYNTAX["good"]) + len(SYNTAX["bad"]) >= 40
