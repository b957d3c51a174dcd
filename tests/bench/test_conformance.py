"""The runner of suites tells what is passed from what is failed, for every kind of test; the suite here is invented."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("conformance", "protocol_cases", "asked", "alike", "results", "starting", "suites")
WHO = ("graphkit serve", "pyoxigraph", "rdflib")

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HEAD = f"""@prefix mf: <{MF}> . @prefix : <#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix dawgt: <http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#> .
"""
PREFIX = "PREFIX : <http://example.org/>\n"
DATA = """@prefix : <http://example.org/> .
:otter :weighs 9 . :heron :weighs 2 . :wren :weighs 2 . :otter :shares 2.5 .
:otter :keeps _:den . _:den :in _:den . :heron :keeps _:nest .
"""
NAMED = "@prefix : <http://example.org/> . :trout :weighs 1 ."
WEIGHTS = PREFIX + "SELECT ?w { ?s :weighs ?w }"
ORDERED = WEIGHTS + " ORDER BY DESC(?w)"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


def srx(*rows: dict[str, str], names: str) -> str:
    """Rows as XML; the values of a row are XML."""
    head = "".join(f'<variable name="{name}"/>' for name in names.split())
    body = "".join(
        "<result>" + "".join(f'<binding name="{name}">{value}</binding>' for name, value in row.items()) + "</result>"
        for row in rows
    )
    return f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head><results>{body}</results></sparql>'


def weights(*numbers: str, kind: str = INTEGER) -> str:
    return srx(*({"w": f'<literal datatype="{kind}">{number}</literal>'} for number in numbers), names="w")


def keepers(otter: str, heron: str) -> str:
    """What the otter and the heron keep, with where that is."""
    rows = [{"k": "<bnode>a</bnode>", "i": f"<bnode>{otter}</bnode>"}]
    return srx(*rows, {"k": f"<bnode>{heron}</bnode>"}, names="k i")


def listed(first: int, second: int, third: int) -> str:
    """Weights 9, 2, 2 as a graph, at these places."""
    told = ((9, first), (2, second), (2, third))
    solutions = ", ".join(f'[ rs:binding [ rs:variable "w" ; rs:value {w} ] ; rs:index {at} ]' for w, at in told)
    space = "@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> ."
    return f'{space} [] a rs:ResultSet ; rs:resultVariable "w" ; rs:solution {solutions} .'


class Pair(NamedTuple):
    """A query, the ending of its result, a result that is right, one that is wrong, and how that is told."""

    query: str
    ending: str
    right: str
    wrong: str
    reason: str
    more: str = ""


GRAPH = "CONSTRUCT { ?k :of ?s . ?k :in ?i } WHERE { ?s :keeps ?k OPTIONAL { ?k :in ?i } }"
BLANKS = "@prefix : <http://example.org/> . _:a :of :otter ; :in %s . _:b :of :heron ."
CSV, TSV = "s,w\r\nhttp://example.org/%s,9\r\n", "?s\t?w\n<http://example.org/%s>\t9\n"
HEAVY = PREFIX + "SELECT ?s ?w { ?s :weighs ?w FILTER(?w > 5) }"
PAIRS = {
    "select": Pair(WEIGHTS, "srx", weights("2", "9", "2"), weights("2", "8", "2"), '("9"^^integer) for ("8"^^integer)'),
    "bag": Pair(WEIGHTS, "srx", weights("2", "9", "2"), weights("2", "9"), '("2"^^integer) for nothing'),
    "order": Pair(ORDERED, "srx", weights("9", "2", "2"), weights("2", "9", "2"), "the rows stand in another order"),
    "listed": Pair(ORDERED, "ttl", listed(1, 2, 3), listed(2, 1, 3), "the rows stand in another order"),
    "columns": Pair(
        PREFIX + "SELECT ?w ?none { ?s :weighs ?w FILTER(?w > 5) }",
        "srx",
        weights("9").replace("</head>", '<variable name="none"/></head>'),
        weights("9"),
        "columns none, w, and should be w",
    ),
    "blanks": Pair(
        PREFIX + "SELECT ?k ?i { ?s :keeps ?k OPTIONAL { ?k :in ?i } }",
        "srx",
        keepers("a", "c"),
        keepers("c", "a"),
        "other blank nodes are the same",
    ),
    "spelling": Pair(
        PREFIX + "SELECT ?w { ?s :shares ?w }",
        "srx",
        weights("2.5", kind=DECIMAL),
        weights("2.50", kind=DECIMAL),
        "the same values, written otherwise",
    ),
    "ask": Pair(
        PREFIX + "ASK { :otter :weighs 9 }",
        "srj",
        '{"head": {}, "boolean": true}',
        '{"head": {}, "boolean": false}',
        "the answer is yes, and should be no",
    ),
    "json": Pair(
        PREFIX + "SELECT ?s { ?s :weighs 9 }",
        "srj",
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://example.org/otter"}}]}}',
        '{"head": {"vars": ["s"]}, "results": {"bindings": []}}',
        "(<otter>) for nothing",
    ),
    "construct": Pair(PREFIX + GRAPH, "ttl", BLANKS % "_:a", BLANKS % "_:b", "other blank nodes are the same"),
    "csv": Pair(HEAVY, "csv", CSV % "otter", CSV % "heron", "http://example.org/otter"),
    "tsv": Pair(HEAVY, "tsv", TSV % "otter", TSV % "heron", "<otter>"),
    "named": Pair(
        PREFIX + "SELECT ?g { GRAPH ?g { ?s :weighs 1 } }",
        "srx",
        srx({"g": "<uri>named.ttl</uri>"}, names="g"),
        srx({"g": "<uri>data.ttl</uri>"}, names="g"),
        "(<named.ttl>) for (<data.ttl>)",
        "qt:graphData <named.ttl> ;",
    ),
    "from": Pair(
        PREFIX + "SELECT ?w FROM <named.ttl> { ?s :weighs ?w }", "srx", weights("1"), weights("9"), '("1"^^integer)', "alone"
    ),
    "lax": Pair(PREFIX + "SELECT REDUCED ?w { ?s :weighs ?w }", "srx", weights("2", "9", "2"), weights("9", "9"), "other rows"),
}
#: Texts by what a manifest says of them: Positive texts are queries, Negative ones are none.
SYNTAX = {
    "positive-right": ("Positive", "ASK { ?s ?p ?o }"),
    "positive-wrong": ("Positive", "ASK { ?s ?p }"),
    "negative-right": ("Negative", "ASK { ?s ?p }"),
    "negative-wrong": ("Negative", "ASK { ?s ?p ?o }"),
}
#: Tests that are told apart: their folder, what a manifest says of them, and how that is told.
APART = {
    "told": ("mine", "a mf:QueryEvaluationTest ; dawgt:approval dawgt:Withdrawn", "withdrawn"),
    "changed": ("mine", "a mf:UpdateEvaluationTest", "updates"),
    "unsaid": ("mine", "a mf:NegativeSyntaxTest11 ; mf:action <unsaid.ru>", "updates"),
    "update_get": ("mine", "a mf:ProtocolTest", "updates"),
    "derived": ("entailment", "a mf:QueryEvaluationTest", "entailment"),
    "elsewhere": ("service", "a mf:QueryEvaluationTest", "federation"),
}


def write(folder: Path, told: dict[str, str], more: str = "") -> None:
    """A folder's manifest."""
    folder.mkdir(exist_ok=True)
    entries = " ".join(f":{name}" for name in told)
    tests = "".join(f":{name} {what} .\n" for name, what in told.items())
    (folder / "manifest.ttl").write_text(f"{HEAD}<> {more} mf:entries ( {entries} ) .\n{tests}")


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("suites") / "mine"
    folder.mkdir()
    (folder / "data.ttl").write_text(DATA)
    (folder / "named.ttl").write_text(NAMED)
    told = {"query_get": "a mf:ProtocolTest", "has-endpoint-triple": "a mf:ServiceDescriptionTest"}
    for name, pair in PAIRS.items():
        (folder / f"{name}.rq").write_text(pair.query)
        data = "" if pair.more == "alone" else f"qt:data <data.ttl> ; {pair.more}"
        kind = "mf:CSVResultFormatTest" if name == "csv" else "mf:QueryEvaluationTest"
        lax = "; mf:resultCardinality mf:LaxCardinality" if name == "lax" else ""
        for side, content in (("right", pair.right), ("wrong", pair.wrong)):
            file = folder / f"{name}-{side}.{pair.ending}"
            file.write_text(content, newline="")
            told[f"{name}-{side}"] = f"a {kind} ; mf:action [ qt:query <{name}.rq> ; {data} ] ; mf:result <{file.name}> {lax}"
    for name, (kind, text) in SYNTAX.items():
        (folder / f"{name}.rq").write_text(text)
        told[name] = f"a mf:{kind}SyntaxTest11 ; mf:action <{name}.rq>"
    told |= {name: what for name, (place, what, _) in APART.items() if place == "mine"}
    write(folder, told, "mf:include ( <entailment/manifest.ttl> <service/manifest.ttl> ) ;")
    for place in ("entailment", "service"):
        write(folder / place, {name: what for name, (where, what, _) in APART.items() if where == place})
    return folder


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bench" / "conformance.py"), *words]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def said(suite: Path) -> str:
    found = run("--suites", str(suite), "--peer", "rdflib", "--list")
    assert found.returncode == 0, found.stderr[-2000:]
    return found.stdout


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "bench"))
        found = {name: import_module(name) for name in MODULES}
    yield found
    for name in MODULES:
        sys.modules.pop(name, None)


def line(said: str, name: str) -> str:
    return next(one for one in said.splitlines() if one.startswith(f"- mine mine/{name}: "))


# ---- a pass and a failure, of every kind


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", [*PAIRS, "positive", "negative"])
def test_what_is_right_is_passed(said: str, name: str, who: str) -> None:
    assert f"{who} passed" in line(said, f"{name}-right")


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", PAIRS)
def test_what_is_wrong_is_failed_and_said_in_what(said: str, name: str, who: str) -> None:
    told = line(said, f"{name}-wrong").partition(f"{who} ")[2]
    assert PAIRS[name].reason in told


@pytest.mark.parametrize("who", WHO)
def test_a_text_that_is_taken_for_what_it_is_not_is_a_failure(said: str, who: str) -> None:
    assert f"{who} taken for a query, and is none" in line(said, "negative-wrong")
    assert f"{who} passed" not in line(said, "positive-wrong")


def test_the_protocol_and_the_description_are_asked_of_the_service_alone(said: str) -> None:
    assert line(said, "query_get").endswith(": graphkit serve passed")
    assert line(said, "has-endpoint-triple").endswith(": graphkit serve passed")


def test_the_table_counts_apart_what_is_right_but_for_its_spelling(said: str) -> None:
    right = len(PAIRS)
    assert f"| mine evaluation | {right} + 1 | {right} + 1 | {right} + 1 | {2 * right} |" in said
    assert "| mine syntax | 2 | 2 | 2 | 4 |" in said


@pytest.mark.parametrize("name", APART)
def test_what_is_not_run_is_told_with_its_reason(suite: Path, bench: Any, name: str) -> None:
    where, _, reason = APART[name]
    tests = {test.name: test for test in bench["suites"].suites(suite)}
    assert tests[f"{where}/{name}"].apart.startswith(reason)


def test_a_folder_without_a_suite_is_told(tmp_path: Path) -> None:
    found = run("--suites", str(tmp_path))
    assert found.returncode == 2 and "no manifest" in found.stderr


def test_what_the_engine_passes_and_the_service_does_not_is_lost(bench: Any) -> None:
    test = bench["suites"].Test
    asked = {
        test("mine", "a/both", "evaluation"): {"graphkit serve": None, "pyoxigraph": None},
        test("mine", "a/none", "evaluation"): {"graphkit serve": "refused", "pyoxigraph": "refused"},
        test("mine", "a/won", "evaluation"): {"graphkit serve": None, "pyoxigraph": "refused"},
        test("mine", "a/lost", "evaluation"): {"graphkit serve": "refused", "pyoxigraph": None},
        test("mine", "a/protocol", "protocol"): {"graphkit serve": "refused"},
    }
    assert bench["conformance"].lost(asked) == ["a/lost"]


# ---- the protocol


class Fake:
    """A server that answers everything alike."""

    root = "http://localhost"

    def __init__(self, reply: Any) -> None:
        self.reply = reply

    def ask(self, *words: Any, **headers: str) -> Any:
        return self.reply


def protocol(bench: Any, name: str, status: int, kind: str = "", body: bytes = b"") -> str | None:
    reply = bench["asked"].Reply(status, {"content-type": kind}, body)
    test = bench["suites"].Test("mine", f"protocol/{name}", "protocol")
    wrong: str | None = bench["protocol_cases"].protocol(test, Fake(reply))
    return wrong


BAD = [
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
]
GOOD = ["query_get", "query_post_form", "query_post_direct", "query_dataset_full", "query_multiple_dataset"]
GOOD += [f"query_dataset_{which}_graphs_{way}" for which in ("default", "named") for way in ("get", "post")]
TYPES = [f"query_content_type_{form}" for form in ("select", "ask", "describe", "construct")]


def test_all_tests_of_queries_in_the_protocol_have_their_requests(bench: Any) -> None:
    assert sorted(bench["protocol_cases"].CASES) == sorted([*BAD, *GOOD, *TYPES]) and len([*BAD, *GOOD, *TYPES]) == 20


@pytest.mark.parametrize("name", BAD)
def test_who_answers_what_should_be_refused_fails(bench: Any, name: str) -> None:
    assert protocol(bench, name, 200, "application/sparql-results+json", b'{"head": {}, "boolean": true}') is not None
    assert protocol(bench, name, 400) is None


@pytest.mark.parametrize("name", [*GOOD, *TYPES])
def test_who_refuses_what_should_be_answered_fails(bench: Any, name: str) -> None:
    assert protocol(bench, name, 400) == "refused with 400: "
    assert protocol(bench, name, 200, "text/html") == "it is text/html"


@pytest.mark.parametrize("name", GOOD)
def test_who_asks_other_graphs_fails(bench: Any, name: str) -> None:
    assert protocol(bench, name, 200, "application/sparql-results+json", b'{"head": {}, "boolean": false}') == "the answer is no"


def description(bench: Any, name: str, turtle: str) -> str | None:
    reply = bench["asked"].Reply(200, {"content-type": "text/turtle"}, turtle.encode())
    test = bench["suites"].Test("mine", f"description/{name}", "description")
    wrong: str | None = bench["protocol_cases"].description(test, Fake(reply))
    return wrong


SD = "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> . "


@pytest.mark.parametrize(
    ("name", "turtle", "said"),
    [
        ("returns-rdf", "", "it says nothing"),
        ("has-endpoint-triple", "[] sd:endpoint <http://other/sparql> .", "sd:endpoint is http://other/sparql"),
        ("conforms-to-schema", "[] sd:endpoint <http://localhost/sparql> .", "there is no one sd:Service that has the endpoint"),
        (
            "conforms-to-schema",
            '[] a sd:Service ; sd:endpoint <http://localhost/sparql> ; sd:resultFormat "CSV" .',
            "sd:resultFormat is text",
        ),
        (
            "conforms-to-schema",
            "[] a sd:Service ; sd:endpoint <http://localhost/sparql> ; sd:defaultDataset [] .",
            "sd:defaultDataset is no Dataset",
        ),
    ],
)
def test_a_description_that_says_too_little_fails(bench: Any, name: str, turtle: str, said: str) -> None:
    assert description(bench, name, SD + turtle) == said
