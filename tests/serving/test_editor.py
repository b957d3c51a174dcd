"""Behind the editor: named queries as addresses, parameters, what completes what is written, and its files."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from running import serving

import graphkit
from graphkit import queries, sparql

STATIC = Path(graphkit.__file__).parent / "serving" / "static"
FORM = {"content_type": "application/x-www-form-urlencoded"}
OWN = '# param least money "1": pounds\nSELECT ?least ?flow { ?flow gk:amount ?amount FILTER(?amount > ?least) }'


def rows(answer):
    assert answer.status == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text)))[1:]


def asked(served, path, **parameters):
    return served.ask(f"{path}?{urlencode(parameters)}")


@pytest.mark.parametrize("name", [query.name for query in queries.every()])
def test_a_named_query_answers_at_its_address_as_it_does_on_the_command_line(served, graph, name):
    found = json.loads(served.ask(f"/query/{name}").text)["results"]["bindings"]
    assert found == sparql.run(graph.store, queries.load(name)).json()["results"]["bindings"]


def test_a_parameter_is_given_by_any_name_of_the_party(served):
    by_alias = rows(asked(served, "/query/who-funds", organisation="WIP", format="csv"))
    assert by_alias == rows(asked(served, "/query/who-funds", organisation="women in prison", format="csv"))
    assert by_alias != rows(asked(served, "/query/who-funds", organisation="MOPAC", format="csv"))


def test_a_query_of_ones_own_has_parameters(served):
    sent = {path: served.ask("/query", "POST", urlencode({"query": OWN, **given, "format": "csv"}).encode(), **FORM)
            for path, given in (("usual", {}), ("more", {"least": "50000"}))}  # fmt: skip
    assert 0 < len(rows(sent["more"])) < len(rows(sent["usual"]))


def test_a_value_never_becomes_part_of_the_query(served):
    for value in ('x" } INSERT', "> . ?s ?p ?o", "') SERVICE <http://127.0.0.1:9/> {}"):
        answer = asked(served, "/query/find-a-party", words=value)
        assert (answer.status, answer.json["results"]["bindings"]) == (200, [])
        assert asked(served, "/query/who-funds", organisation=value).status == 400


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/query/who-fundz", 404, "who-funds"),
        ("/query/who-funds?organisation=Wimmin+in+Prison", 400, "Women in Prison"),
        ("/query/who-funds?organization=MOPAC", 400, "organisation"),
        ("/query/who-funds?organisation=MOPAC&organisation=WIP", 400, "twice"),
        ("/query/who-funds?query=ASK+%7B%7D", 400, "two queries"),
        ("/query/flows-in-a-year?year=2017", 400, "year"),
        ("/query?query=ASK+%7B%7D&x=1", 400, "x"),
        ("/query?query=ASK+%7B%7D&limit=0", 400, "limit"),
        ("/query?query=ASK+%7B%7D&limit=" + "9" * 5000, 400, "limit"),
        ("/query?query=INSERT+DATA+%7B+%3Aa+%3Ab+%3Ac+%7D", 400, "read"),
        ("/query/who-funds?format=parchment", 406, "csv"),
        ("/query?query=" + quote('# param a planet "x": y\nASK {}'), 400, "# param NAME TYPE"),
        ("/editor/names?q=a&kind=planet", 400, "kind"),
        ("/static/..%2fapp.py", 404, "nothing"),
        ("/static/keeper.py", 404, "nothing"),
    ],
)
def test_what_is_wrong_is_told(served, path, status, words):
    answer = served.ask(path)
    assert (answer.status, answer.type) == (status, "text/plain; charset=utf-8")
    assert words in answer.text


def test_what_the_gate_refuses_is_refused_before_any_name_is_looked_up(served):
    header = "".join(f'# param a{n} organisation "Nobody {n}": x\n' for n in range(1000))
    for text in (header + "ASK {}", header + "ASK { SERVICE <http://a/> {} }"):
        answer = served.ask("/query", "POST", urlencode({"query": text}).encode(), **FORM)
        assert answer.status == 400
        assert "nobody" not in answer.text
    assert "20 parameters" in served.ask("/query", "POST", urlencode({"query": header + "ASK {}"}).encode(), **FORM).text


def test_a_prefix_that_is_not_declared_is_named(served):
    answer = asked(served, "/sparql", query="SELECT * {\n ?s foo:bar ?o }")
    assert answer.text.startswith("the prefix foo: is not declared, at 2:5")
    answer = asked(served, "/sparql", query="SELECT * { ?s gk:name ] }")
    assert "not understood at 1:23" in answer.text


def test_a_decision_is_completed_by_its_reference(served):
    (first, *_) = asked(served, "/editor/names", q="pcd 172", kind="decision").json["names"]
    assert first["name"] == "PCD 172"


def test_an_alias_is_completed_before_names_that_hold_it(served):
    assert asked(served, "/editor/names", q="mopac", kind="organisation").json["names"][0]["id"] == "mopac"


def test_rows_are_cut_where_asked_and_say_so(served):
    answer = asked(served, "/query", query="SELECT * { ?s ?p ?o }", limit="7")
    assert len(answer.json["results"]["bindings"]) == 7
    assert answer.json["truncated"] == "after 7 rows"


def test_a_limit_is_never_above_the_servers_own(store_folder):
    with serving("--store", store_folder, "--rows", "5") as small:
        answer = asked(small, "/query", query="SELECT * { ?s ?p ?o }", limit="100")
        assert len(answer.json["results"]["bindings"]) == 5


def test_without_a_query_one_is_led_to_the_editor(served):
    answer = served.ask("/query")
    assert (answer.status, answer.headers["location"]) == (303, "/editor")
    answer = served.ask("/sparql", Accept="text/html")
    assert (answer.status, answer.headers["location"]) == (303, "/editor")


def test_a_name_is_completed_by_the_beginning_of_its_words(served):
    found = asked(served, "/editor/names", q="wom pri", kind="organisation").json["names"]
    assert ("women-in-prison", "Women in Prison") in [(one["id"], one["name"]) for one in found]
    assert asked(served, "/editor/names", q="", kind="organisation").json["names"] == []
    assert asked(served, "/editor/names", q='"*NEAR(', kind="organisation").status == 200


def test_the_page_is_told_every_named_query_and_term_and_every_query_runs_as_it_is_shown(served, graph):
    words = served.ask("/editor/words").json
    assert sorted(query["name"] for query in words["queries"]) == sorted(query.name for query in queries.every())
    assert words["queries"][0]["group"] == "who funds whom"
    assert {"gk:funder", "gk:Flow"} <= {term["name"] for term in words["terms"]}
    for shown in words["queries"]:
        assert not shown["text"].startswith("# title")
        assert queries.parameters(shown["text"]) == queries.load(shown["name"]).parameters
        usual, sent = (served.ask(*asked, **more).body for asked, more in (
            ((f"/query/{shown['name']}",), {}),
            (("/query", "POST", urlencode({"query": shown["text"]}).encode()), FORM),
        ))  # fmt: skip
        assert sent == usual


def test_no_parameter_of_the_library_has_a_name_that_requests_use():
    names = {parameter.name for query in queries.every() for parameter in query.parameters}
    assert names.isdisjoint(queries.RESERVED)


def test_data_without_a_store_have_an_editor_and_no_library(data):
    words = data.ask("/editor/words").json
    assert (words["queries"], words["terms"], words["store"]) == ([], [], False)
    assert data.ask("/editor").status == 200
    assert asked(data, "/query", query="ASK { ?s ?p ?o }").json["boolean"]
    answer = asked(data, "/query", query='# param a text "x": y\nSELECT ?a {}')
    assert (answer.status, "need a store" in answer.text) == (400, True)


def test_the_page_may_run_its_own_scripts_and_ask_its_own_server_alone(served):
    answer = served.ask("/editor", Accept="text/html")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert (policy["script-src"], policy["connect-src"]) == ("'self'", "'self'")
    assert "<script>" not in answer.text
    assert "://" not in answer.text


def test_each_look_at_the_page_has_a_nonce_of_its_own(served):
    first, second = (served.ask("/editor").headers["content-security-policy"] for _ in range(2))
    assert first != second


def test_a_file_that_the_browser_has_is_not_sent_again(served):
    first = served.ask("/static/codemirror.js")
    assert (first.status, first.type) == (200, "text/javascript; charset=utf-8")
    again = served.ask("/static/codemirror.js", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_the_licence_names_every_package_that_the_file_is_made_of():
    made = json.loads((STATIC / "codemirror" / "package-lock.json").read_text())["packages"]
    named = (STATIC / "codemirror-licence.txt").read_text()
    for path, package in made.items():
        if path and not package.get("dev"):
            assert f"{path.removeprefix('node_modules/')} {package['version']}: Copyright" in named
    assert "MERCHANTABILITY" in named


def test_the_file_needs_nothing_else():
    text = (STATIC / "codemirror.js").read_text()
    assert "import" not in re.findall(r"\bimport\b(?=[\s{\"'*(])", text)
    assert not re.search(r"\b(?:eval|fetch|XMLHttpRequest|importScripts)\s*\(|new Function", text)
