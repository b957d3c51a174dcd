"""The named queries: each answers its question, row for row, in both engines."""

import csv
import io
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

from graphkit import queries, sparql
from graphkit.errors import QueryError, UsageError
from graphkit.ontology import PREFIXES

EXPECTED = Path(__file__).parent / "queries" / "expected"
NAMES = [query.name for query in queries.every()]


def plain(term):
    """A term as the text of a cell: decimals without idle zeros, as both engines agree on."""
    if term is None:
        return ""
    text = term.value if isinstance(term, sparql.Term) else str(term)
    kind = term.datatype if isinstance(term, sparql.Term) else getattr(term, "datatype", None)
    if str(kind).endswith("#decimal"):
        number = Decimal(text)
        return f"{number.normalize():f}" if number != number.to_integral() else str(int(number))
    return text


def rows(result):
    return [[plain(term) for term in row] for row in result.terms]


@pytest.fixture(scope="module")
def dataset(store_folder):
    import graphkit

    with graphkit.open(store_folder) as graph:
        yield graph.to_rdflib()


def test_there_is_a_query_for_each_question_an_analyst_asks():
    assert len(NAMES) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_a_named_query_answers_as_expected(graph, name):
    result = sparql.run(graph.store, queries.load(name))
    found = [list(result.columns), *rows(result)]
    path = EXPECTED / f"{name}.csv"
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(found)
        path.write_text(out.getvalue())
    with path.open(newline="") as file:
        assert found == list(csv.reader(file))


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(graph, dataset, name):
    query = queries.load(name)
    result = sparql.run(graph.store, query)
    given = {
        variable: rdflib.URIRef(value) if kind == "uri" else rdflib.Literal(value, datatype=rdflib.URIRef(datatype))
        for variable, (kind, value, datatype) in sparql.values(graph.store, query.parameters, {}).items()
    }
    found = dataset.query(query.text, initBindings=given, initNs=PREFIXES)
    assert [[plain(term) for term in row] for row in found] == rows(result)


def test_every_query_has_rows_by_default():
    assert [path.stem for path in EXPECTED.glob("*.csv") if len(path.read_text().splitlines()) < 2] == []
    assert sorted(path.stem for path in EXPECTED.glob("*.csv")) == sorted(NAMES)


@pytest.mark.parametrize(
    "header", ["", "# title: x\n# group: g\n", '# title: x\n# about: y\n# group: g\n# param a wizard "x": y\n']
)
def test_a_header_that_lacks_something_is_refused(header):
    with pytest.raises(QueryError):
        queries.parse("x", header + "ASK {}")


def test_a_query_of_ones_own_has_parameters_by_the_same_lines(graph):
    text = '# mine\n# param least money "1": pounds\nSELECT ?least ?flow { ?flow gk:amount ?amount FILTER(?amount > ?least) }'
    number = [len(sparql.run(graph.store, text, given).rows) for given in ({}, {"least": "£100,000"}, {"least": "999999999.99"})]
    assert number[0] > number[1] > number[2] == 0


def test_a_parameter_that_is_not_selected_is_told(graph):
    with pytest.raises(QueryError, match=r"SELECT \?least"):
        sparql.run(graph.store, '# param least money "1": pounds\nASK { ?flow gk:amount ?amount FILTER(?amount > ?least) }')


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e30", "ten", "", "--1"])
def test_what_is_no_sum_of_money_is_refused(graph, value):
    with pytest.raises(UsageError, match=r"sum: .* is no money"):
        sparql.run(graph.store, queries.load("authority-for-a-sum"), {"sum": value})


def test_all_values_that_are_wrong_are_told_at_once(graph):
    with pytest.raises(UsageError) as caught:
        sparql.run(graph.store, '# param a year "x": a year\n# param b organisation "Otters": a party\nASK { ?a ?p ?b }')
    assert "a: 'x' is no year" in str(caught.value)
    assert "Otters" in str(caught.value)


@pytest.mark.parametrize(
    "line", ["a text x: no quotation marks", 'a text "\\q": no escape', 'format text "x": a word of the server', "a"]
)
def test_a_parameter_that_is_not_understood_is_refused(line):
    with pytest.raises(QueryError):
        queries.parameters(f"# param {line}\nASK {{}}")


def test_a_parameter_is_named_once():
    with pytest.raises(QueryError):
        queries.parameters('# param a text "x": one\n# param a text "y": two\nASK {}')


def test_only_the_first_lines_are_a_header():
    assert queries.parameters('ASK {}\n# param a text "x": too late') == ()


def test_defaults_are_names_that_the_packaged_data_know():
    assert {json.dumps(p.default) for query in queries.every() for p in query.parameters} != set()
