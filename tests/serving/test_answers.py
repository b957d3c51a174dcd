"""What is written of an answer is what the engine found: read again by others, in every form."""

import csv
import io
import json
import time
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib.query import Result

from graphkit.serving.answers import Ceiling, Cut, write

P = ox.NamedNode("http://example.org/p")
AMPLE = (10**9, 10**12, 10**6)
TRYING = "\"'\\\t\n\r,;<>&]]>\x01\x0b\x7f\ufffe\uffff\U0001f98a é\u2028\x85#&#xD;"
texts = st.text(
    st.one_of(st.sampled_from(TRYING), st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), max_size=12
)
nodes = st.sampled_from(["http://example.org/a", "http://example.org/é", "urn:x-y:%20'&()"]).map(ox.NamedNode)
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(ox.Literal, texts, language=st.sampled_from(["en", "de-ch"])),
    st.builds(lambda text: ox.Literal(text, language="ar", direction=ox.BaseDirection.RTL), texts),
    st.builds(ox.Literal, texts, datatype=nodes),
    st.integers().map(ox.Literal),
    st.sampled_from(["1.50", "-0", "1e3"]).map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    ),
)
blanks = st.sampled_from(["b1", "x"]).map(ox.BlankNode)
plain = st.one_of(nodes, literals, blanks)
terms = st.one_of(plain, st.builds(ox.Triple, st.one_of(nodes, blanks), nodes, plain))


def written(store, query, form, ceiling=AMPLE):
    parts = []
    cut = write(store.query(query), form, parts.append, Ceiling(*ceiling, time.monotonic()))
    return b"".join(parts), cut


def holding(*found):
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"http://example.org/s{n}"), P, term) for n, term in enumerate(found))
    return store


def bare(solutions):
    return [tuple(row) for row in solutions]


def held(store):
    """What the engine holds: it keeps the value of a number, not how it was written."""
    return [row[1] for row in bare(store.query(ALL))]


def sayable(term):
    """A term as XML can hold it."""
    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, sayable(term.object))
    if not isinstance(term, ox.Literal):
        return term
    text = "".join("\ufffd" if (c < " " and c not in "\t\n\r") or c in "\ufffe\uffff" else c for c in term.value)
    if term.language:
        return ox.Literal(text, language=term.language, direction=term.direction)
    return ox.Literal(text, datatype=term.datatype)


ALL = "SELECT ?s ?o ?unbound { ?s ?p ?o } ORDER BY ?s"


@given(st.lists(terms, max_size=6))
@example([ox.Literal("&#xD;\r&amp;"), ox.Literal("\x00"), ox.Literal("  "), ox.Literal(" \t x\n ")])
@pytest.mark.parametrize("form", ["json", "tsv", "xml"])
def test_rows_come_back_as_the_engine_found_them(form, found):
    store = holding(*found)
    data, _ = written(store, ALL, form)
    formats = {"json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV, "xml": ox.QueryResultsFormat.XML}
    expected = bare(store.query(ALL))
    if form == "xml":
        expected = [tuple(sayable(term) for term in row) for row in expected]
    parsed = ox.parse_query_results(data, formats[form])
    assert [variable.value for variable in parsed.variables] == ["s", "o", "unbound"]
    assert bare(parsed) == expected


@pytest.mark.parametrize(
    ("value", "datatype", "cell"),
    [
        ("4", "integer", "4"),
        ("-5.5", "decimal", "-5.5"),
        ("true", "boolean", "true"),
        # As they stand these would be read as numbers of another type, or as none.
        ("4", "decimal", '"4"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("4000", "double", '"4000"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ("many", "integer", '"many"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("4", "string", '"4"'),
    ],
)
def test_tsv_has_numbers_as_sparql_writes_them(value, datatype, cell):
    term = ox.Literal(value, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    data, _ = written(holding(term), "SELECT ?o { ?s ?p ?o }", "tsv")
    assert data.decode() == f"?o\n{cell}\n"


@given(st.lists(terms, max_size=6))
def test_a_strict_reader_takes_all_xml(found):
    store = holding(*found)
    data, _ = written(store, ALL, "xml")
    results = ET.fromstring(data)[1]
    for row, term in zip(results, held(store), strict=True):
        if isinstance(term, ox.Literal):
            assert (row[1][0].text or "") == sayable(term).value


@given(st.lists(plain, max_size=6))
def test_csv_holds_the_texts_of_all_values(found):
    store = holding(*found)
    data, _ = written(store, ALL, "csv")
    assert data.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    assert head == ["s", "o", "unbound"]
    assert [row[1] for row in rows] == [f"_:{t.value}" if isinstance(t, ox.BlankNode) else t.value for t in held(store)]


@given(st.lists(plain, max_size=6))
@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_reads_the_same(form, found):
    store = holding(*found)
    data, _ = written(store, ALL, form)
    read = list(Result.parse(io.BytesIO(data), format=form))
    for row, term in zip(read, held(store), strict=True):
        wanted = sayable(term) if form == "xml" else term
        if isinstance(wanted, ox.NamedNode):
            assert row.o == rdflib.URIRef(wanted.value)
        elif isinstance(wanted, ox.Literal):
            assert (row.o.language or "") == (wanted.language or "")
            # rdflib writes the values of numbers its own way.
            kind = wanted.datatype.value
            if wanted.language or kind == str(rdflib.XSD.string):
                assert str(row.o) == wanted.value
            else:
                assert str(row.o.datatype) == kind


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "trig", "rdfxml"])
@given(found=st.lists(st.one_of(nodes, literals), max_size=6))
def test_graphs_come_back_as_the_engine_found_them(form, found):
    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "trig": ox.RdfFormat.TRIG,
        "rdfxml": ox.RdfFormat.RDF_XML,
    }
    store = holding(*found)
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    data, _ = written(store, query, form)
    expected = set(store.query(query))
    if form == "rdfxml":
        ET.fromstring(data)
        expected = {ox.Triple(t.subject, t.predicate, sayable(t.object)) for t in expected}
    assert {quad.triple for quad in ox.parse(data, formats[form])} == expected


@pytest.mark.parametrize(("form", "said"), [("json", b'{"head":{},"boolean":true}\n'), ("csv", b"true\r\n"), ("tsv", b"true\n")])
def test_yes_is_said(form, said):
    assert written(ox.Store(), "ASK {}", form) == (said, None)


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("query", ["ASK {}", "ASK { ?s ?p ?o }"])
def test_yes_and_no_are_read_again(form, query):
    data, _ = written(ox.Store(), query, form)
    formats = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
    assert bool(ox.parse_query_results(data, formats[form])) is (query == "ASK {}")


MANY = holding(*(ox.Literal("x" * 100) for _ in range(200)))


@pytest.mark.parametrize(
    ("ceiling", "said"),
    [((10, 10**9, 99), "after 10 rows"), ((999, 2000, 99), "bytes ("), ((999, 10**9, -1), "seconds (0 rows)")],
)
def test_what_is_cut_is_said_in_the_answer(ceiling, said):
    data, cut = written(MANY, ALL, "json", ceiling)
    assert said in cut and json.loads(data)["truncated"] == cut
    data, cut = written(MANY, ALL, "xml", ceiling)
    assert said in cut and f"<!-- truncated: {cut} -->".encode() in data and ET.fromstring(data) is not None
    data, cut = written(MANY, "CONSTRUCT WHERE { ?s ?p ?o }", "turtle", ceiling)
    assert said in cut and f"# truncated: {cut}".encode() in data


@pytest.mark.parametrize(("form", "query"), [("csv", ALL), ("tsv", ALL), ("jsonld", "CONSTRUCT WHERE { ?s ?p ?o }")])
def test_a_form_that_cannot_say_it_ends_in_an_error(form, query):
    with pytest.raises(Cut, match="after 10 rows"):
        written(MANY, query, form, (10, 10**9, 99))
