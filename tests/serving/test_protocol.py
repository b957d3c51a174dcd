"""The SPARQL 1.1 Protocol, asked of a server that runs."""

import json
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

FORM = "application/x-www-form-urlencoded"
WHOLE = "SELECT ?o { <http://example.org/a> <http://example.org/p> ?o }"
NAMED = "SELECT ?g ?o { GRAPH ?g { <http://example.org/a> <http://example.org/p> ?o } }"
ONE, TWO = "http://example.org/one", "http://example.org/two"


def found(reply):
    assert reply.status == 200, reply.text
    return sorted(row["o"]["value"] for row in reply.json["results"]["bindings"])


# ---- the three ways to ask


def test_a_query_by_get(data):
    assert found(data.query(WHOLE)) == ["default"]


def test_a_query_in_a_form(data):
    body = urlencode({"query": WHOLE}).encode()
    assert found(data.ask("/sparql", "POST", body, Content_Type=FORM)) == ["default"]


def test_a_form_whose_type_is_spelt_as_in_the_tests_of_the_protocol(data):
    body = urlencode({"query": WHOLE}).encode()
    assert found(data.ask("/sparql", "POST", body, Content_Type="application/x-www-url-form-urlencoded")) == ["default"]


def test_a_query_as_the_body(data):
    for kind in ("application/sparql-query", "application/sparql-query; charset=UTF-8", "Application/SPARQL-Query"):
        assert found(data.ask("/sparql", "POST", WHOLE.encode(), Content_Type=kind)) == ["default"]


def test_head_tells_the_headers_of_get_and_no_body(data):
    path = "/sparql?" + urlencode({"query": WHOLE})
    told, whole = data.ask(path, "HEAD"), data.ask(path)
    assert (told.status, told.body, told.type) == (200, b"", whole.type)


def test_many_heads_leave_the_server_with_all_its_turns(data):
    path = "/sparql?" + urlencode({"query": WHOLE})
    assert {data.ask(path, "HEAD").status for _ in range(12)} == {200}
    assert found(data.query(WHOLE)) == ["default"]


def test_options_tells_the_methods(data):
    answer = data.ask("/sparql", "OPTIONS")
    assert (answer.status, answer.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


# ---- which graphs are asked


@pytest.mark.parametrize(
    ("query", "pairs", "expected"),
    [
        (WHOLE, [], ["default"]),
        (NAMED, [], ["one", "two"]),
        (WHOLE, [("default-graph-uri", ONE)], ["one"]),
        (WHOLE, [("default-graph-uri", ONE), ("default-graph-uri", TWO)], ["one", "two"]),
        (NAMED, [("default-graph-uri", ONE)], []),
        (NAMED, [("named-graph-uri", TWO)], ["two"]),
        (WHOLE, [("named-graph-uri", TWO)], []),
        (NAMED, [("default-graph-uri", ONE), ("named-graph-uri", TWO)], ["two"]),
        (WHOLE.replace("{", f"FROM <{TWO}> {{", 1), [], ["two"]),
        (WHOLE.replace("{", f"FROM <{TWO}> {{", 1), [("default-graph-uri", ONE)], ["one"]),
        (NAMED.replace("{", f"FROM NAMED <{TWO}> {{", 1), [], ["two"]),
        (NAMED.replace("{", f"FROM NAMED <{TWO}> {{", 1), [("named-graph-uri", ONE)], ["one"]),
        (WHOLE, [("default-graph-uri", "http://example.org/none")], []),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_the_request_chooses_the_graphs_before_the_query_does(data, way, query, pairs, expected):
    if way == "get":
        answer = data.ask("/sparql?" + urlencode([("query", query), *pairs]))
    elif way == "form":
        answer = data.ask("/sparql", "POST", urlencode([("query", query), *pairs]).encode(), Content_Type=FORM)
    else:
        answer = data.ask("/sparql?" + urlencode(pairs), "POST", query.encode(), Content_Type="application/sparql-query")
    assert found(answer) == expected


def test_a_store_answers_from_the_union_of_its_graphs_and_from_one_that_is_named(served):
    base = "https://w3id.org/graphkit/id/"
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?f a gk:Flow }}"
    one = served.values(count.format(f"FROM <{base}decision/pcd-172>"))
    assert 0 < int(one[0][0]) < int(served.values(count.format(""))[0][0])
    assert one == served.values(count.format(""), **{"default-graph-uri": f"{base}decision/pcd-172"})


# ---- what is refused


@pytest.mark.parametrize(
    ("status", "method", "path", "body", "kind"),
    [
        (400, "GET", "/sparql?query=SELECT+*+%7B", None, ""),
        (400, "GET", "/sparql?query=", None, ""),
        (400, "GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, ""),
        (400, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=relative", None, ""),
        (400, "GET", "/sparql?query=%FF", None, ""),
        (400, "GET", "/sparql?query=INSERT+DATA+%7B%7D", None, ""),
        (400, "GET", "/sparql?query=SELECT*%7BSERVICE+%3Chttp%3A%2F%2Fx%2F%3E%7B%7D%7D", None, ""),
        (400, "POST", "/sparql", b"default-graph-uri=http%3A%2F%2Fx%2F", FORM),
        (400, "POST", "/sparql", b"", FORM),
        (400, "POST", "/sparql", b"SELECT", "application/sparql-query"),
        (400, "POST", "/sparql", b"\xff", "application/sparql-query"),
        (400, "POST", "/sparql?query=ASK%7B%7D", b"ASK{}", "application/sparql-query"),
        (403, "POST", "/sparql", b"CLEAR ALL", "application/sparql-update"),
        (403, "POST", "/sparql", b"update=CLEAR+ALL", FORM),
        (403, "GET", "/sparql?update=CLEAR+ALL", None, ""),
        (405, "PUT", "/sparql?query=ASK%7B%7D", b"", ""),
        (405, "DELETE", "/sparql", None, ""),
        (405, "POST", "/health", b"", ""),
        (404, "GET", "/nowhere", None, ""),
        (404, "GET", "/../../etc/passwd", None, ""),
        (413, "POST", "/sparql", b"query=" + b"x" * 300_000, FORM),
        (415, "POST", "/sparql", b"ASK {}", ""),
        (415, "POST", "/sparql", b"ASK {}", "text/plain"),
        (415, "POST", "/sparql", "ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16"),
    ],
)
def test_what_is_no_query_is_refused_in_plain_words(data, status, method, path, body, kind):
    answer = data.ask(path, method, body, **({"Content_Type": kind} if kind else {}))
    assert (answer.status, answer.type) == (status, "text/plain; charset=utf-8")
    assert 5 < len(answer.text) < 300 and "Traceback" not in answer.text


def test_a_query_that_is_not_understood_says_where(data):
    assert data.query("SELECT * {\n ?s ?p }").text == "the query is not understood at 2:9, at its end\n"


def test_a_store_says_which_function_nobody_knows(served):
    answer = served.query("SELECT (gk:year(?f) AS ?y) { ?f a gk:Flow }")
    assert answer.status == 400 and answer.text == "nobody here knows the function <https://w3id.org/graphkit/ontology#year>\n"


def test_a_method_that_is_none_is_told_those_that_are(data):
    assert data.ask("/sparql", "PUT", b"").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_an_iri_that_is_not_absolute_is_one_of_this_server(data):
    assert data.values("SELECT (<x> AS ?i) {}") == [[f"{data.root}/x"]]


def test_a_long_query_may_stand_in_the_address(data):
    answer = data.query(WHOLE + "#" + "é" * 15_000)
    assert found(answer) == ["default"]


# ---- in which form it answers


CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        (WHOLE, "*/*", "application/sparql-results+json"),
        (WHOLE, "application/sparql-results+xml", "application/sparql-results+xml"),
        (WHOLE, "application/xml", "application/sparql-results+xml"),
        (WHOLE, "application/json", "application/sparql-results+json"),
        (WHOLE, "text/csv", "text/csv; charset=utf-8"),
        (WHOLE, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (WHOLE, "text/csv;q=0.2, text/tab-separated-values;q=0.7, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        (WHOLE, "TEXT/CSV", "text/csv; charset=utf-8"),
        (WHOLE, "text/*", "text/csv; charset=utf-8"),
        (WHOLE, "application/sparql-results+json;q=0, */*;q=0.5", "application/sparql-results+xml"),
        (WHOLE, "text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml;q=0.9, text/turtle;q=0.8", "application/rdf+xml"),
        (CONSTRUCT, "application/xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("DESCRIBE <http://example.org/a>", "text/turtle", "text/turtle; charset=utf-8"),
        # Whoever asks for a form of the other kind alone gets what one gets that does not mind.
        (CONSTRUCT, "text/csv", "text/turtle; charset=utf-8"),
    ],
)
def test_the_form_that_a_client_likes_best(data, query, accept, kind):
    answer = data.query(query, accept)
    assert (answer.status, answer.type, answer.headers["vary"]) == (200, kind, "Accept")


@pytest.mark.parametrize("name", ["csv", "text/csv"])
def test_a_form_that_is_named_goes_before_accept(data, name):
    assert data.query(WHOLE, format=name).type == "text/csv; charset=utf-8"


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "nonsense"])
def test_a_form_that_cannot_be_made_is_refused_with_those_that_can(data, accept):
    answer = data.query(WHOLE, accept)
    assert answer.status == 406 and "text/csv" in answer.text and "text/turtle" in answer.text


def test_a_wish_for_no_known_format_is_refused(data):
    assert data.query(WHOLE, format="parquet").status == 406


# ---- what it says of itself


def described(reply):
    assert (reply.status, reply.type) == (200, "text/turtle; charset=utf-8")
    return {str(triple.predicate.value).rpartition("#")[2]: triple.object for triple in ox.parse(reply.body, ox.RdfFormat.TURTLE)}


def test_without_a_query_the_service_describes_itself(data):
    said = described(data.ask("/sparql"))
    assert said["endpoint"].value == f"{data.root}/sparql"
    assert {"resultFormat", "supportedLanguage", "defaultDataset", "namedGraph", "sparqlEndpoint"} <= said.keys()
    assert "feature" not in said


def test_the_service_of_a_store_says_that_its_default_graph_is_the_union(served):
    assert described(served.ask("/sparql"))["feature"].value.endswith("#UnionDefaultGraph")


def test_named_graphs_are_described_with_their_numbers(data):
    text = data.ask("/sparql", Accept="application/n-triples").text
    for name in (ONE, TWO):
        assert f"<http://www.w3.org/ns/sparql-service-description#name> <{name}>" in text
    assert '<http://rdfs.org/ns/void#triples> "3"' in text


def test_the_data_are_described_where_the_web_looks(data):
    text = data.ask("/.well-known/void", Accept="application/n-triples").text
    assert '#data> <http://rdfs.org/ns/void#triples> "6"' in text
    assert f"<http://rdfs.org/ns/void#sparqlEndpoint> <{data.root}/sparql>" in text
    assert "<http://www.w3.org/ns/dcat#Dataset>" in text and "<http://www.w3.org/ns/dcat#DataService>" in text


def test_a_store_is_described_with_its_classes_and_its_licence(served):
    text = served.ask("/.well-known/void", Accept="application/n-triples").text
    flows = served.values("SELECT (COUNT(?f) AS ?n) { ?f a gk:Flow }")[0][0]
    assert "open-government-licence" in text and f'#entities> "{flows}"' in text
    assert json.loads(served.ask("/.well-known/void", Accept="application/ld+json").body)


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_a_description_in_no_known_form_is_refused(data, path):
    assert data.ask(path, Accept="image/png").status == 406
