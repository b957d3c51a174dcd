"""RDF that others send: what is wrong, where, and what to write instead; and exit statuses that a script can use."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.errors import InputError, UsageError
from graphkit.validation import Limits, report, validate

EXAMPLES = Path(__file__).parent / "ontology" / "examples"
HEAD = """@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix decision: <https://w3id.org/graphkit/id/decision/> .
@prefix fact: <https://w3id.org/graphkit/id/fact/x-1/> .
@prefix organisation: <https://w3id.org/graphkit/id/organisation/> .
"""
PARTIES = """organisation:body a gk:Organisation , gk:PublicBody ; gk:name "A body" .
organisation:charity a gk:Organisation , gk:Charity ; gk:name "A charity" .
"""
FLOW = """decision:x-1 a gk:Decision ; gk:reference "X 1" .
fact:grant a gk:Flow , gk:Fact ; gk:statedIn decision:x-1 ; gk:stated true ; gk:locator "1.1" ;
    gk:funder organisation:body ; gk:recipient organisation:charity ; gk:stage "paid" .
"""


def sent(folder: Path, *texts: str) -> list[str]:
    paths = [folder / f"{number}.ttl" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(HEAD + text, encoding="utf-8")
    return [str(path) for path in paths]


def test_what_conforms_is_said_to(tmp_path: Path) -> None:
    answer = validate(sent(tmp_path, PARTIES + FLOW))
    assert answer["conforms"] and answer["findings"] == [] and answer["checked"] == 4
    assert report(answer) == "nothing wrong on 4 parties, decisions and facts"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ttl")), ids=lambda path: path.stem)
def test_an_example_has_the_faults_that_it_says(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {line.removeprefix("# expect:").strip() for line in lines if line.startswith("# expect:")}
    places = {(row["property"] or "").rsplit(":")[-1] for row in validate([str(path)])["findings"]}
    assert bool(expected) == bool(places)
    # A result without a path is named by its shape in the examples, and by its words here.
    assert {place for place in expected if place[0].islower()} <= places


def test_a_finding_says_where_what_and_what_to_write_instead(tmp_path: Path) -> None:
    (path,) = sent(tmp_path, PARTIES + FLOW.replace("gk:funder organisation:body", "gk:owner organisation:body"))
    assert validate([path])["findings"][1] == {
        "file": path,
        "focus": "fact:x-1/grant",
        "property": "gk:owner",
        "value": None,
        "what": "A flow has no gk:owner",
        "instead": "Write gk:funder and gk:recipient, or make it a gk:Budget",
    }


def test_files_are_taken_together_and_each_finding_names_its_own(tmp_path: Path) -> None:
    parties, flow = sent(tmp_path, PARTIES.replace(', gk:Charity ; gk:name "A charity"', ', gk:Charity ; gk:name ""'), FLOW)
    (found,) = validate([flow, parties])["findings"]
    assert (found["file"], found["property"], found["value"]) == (parties, "gk:name", '""')
    assert {row["property"] for row in validate([flow])["findings"]} == {"gk:funder", "gk:recipient"}


def test_an_unknown_term_is_a_slip_with_what_was_meant(tmp_path: Path) -> None:
    (path,) = sent(
        tmp_path, PARTIES + FLOW + 'fact:grant gk:fundr organisation:body . organisation:body a gk:Bodys ; gk:alias "B" .'
    )
    found = {row["property"]: row for row in validate([path])["findings"]}
    assert found["gk:fundr"]["what"] == "gk:fundr is no term of graphkit's ontology"
    assert "funder" in found["gk:fundr"]["instead"]
    assert found["rdf:type"]["value"] == "gk:Bodys"


def test_a_file_that_describes_nothing_of_ours_does_not_conform(tmp_path: Path) -> None:
    (path,) = sent(tmp_path, "<http://a.example/a> <http://a.example/b> 1 .")
    (found,) = validate([path])["findings"]
    assert found["what"] == "No organisation, decision or fact of graphkit's is described"


def test_amounts_are_looked_at_as_they_are_written(tmp_path: Path) -> None:
    money = "fact:grant gk:amount {} ; gk:amountKind 'exact' ; gk:currency 'GBP' ; gk:amountAsWritten '1' ."
    fine, fraction = sent(tmp_path, PARTIES + FLOW + money.format("1.00"), PARTIES + FLOW + money.format("1.005"))
    assert validate([fine])["conforms"]
    assert [row["value"] for row in validate([fraction])["findings"]] == ['"1.005"']


def test_what_graphkit_exports_conforms_totals_too(store_folder: str, tmp_path: Path) -> None:
    with graphkit.open(store_folder) as graph, (tmp_path / "five.nq").open("wb") as out:
        graph.export("nquads", out)
    answer = validate([str(tmp_path / "five.nq")])
    assert answer["findings"] == [] and answer["checked"] > 50


# ---- what is no answer -------------------------------------------------------------------------------------


def test_every_file_that_cannot_be_used_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        validate([str(tmp_path / "none.ttl"), str(tmp_path / "notes.txt")])
    assert [problem.what for problem in caught.value.problems] == ["no such file", "no RDF by its name"]


def test_a_slip_of_turtle_is_told_with_its_place(tmp_path: Path) -> None:
    (path,) = sent(tmp_path, "organisation:body a gk:Organisation ;;\n  gk:name 'A' 'B .\n")
    with pytest.raises(InputError) as caught:
        validate([path])
    (problem,) = caught.value.problems
    assert problem.file == path and problem.line in (6, 7)


def test_a_check_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"took longer|used more"):
        validate(sent(tmp_path, PARTIES + FLOW), Limits(seconds=0))


def test_without_pyshacl_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "pyshacl.py").write_text("raise ImportError('no', name='pyshacl')")
    monkeypatch.syspath_prepend(str(tmp_path / "without"))
    with pytest.raises(UsageError) as caught:
        validate(sent(tmp_path, PARTIES + FLOW))
    assert (str(caught.value), caught.value.hint) == ("pyshacl is not installed", "pip install 'graphkit[validate]'")


# ---- the command -------------------------------------------------------------------------------------------


def test_the_command_answers_with_its_exit_status(tmp_path: Path) -> None:
    fine, wrong = sent(tmp_path, PARTIES + FLOW, PARTIES + FLOW.replace('"paid"', '"payed"'))
    run = CliRunner().invoke
    assert run(main, ["validate", fine]).exit_code == 0
    bad = run(main, ["validate", fine, wrong, "--format", "json"])
    assert bad.exit_code == 1
    assert {row["property"] for row in json.loads(bad.stdout)["findings"]} == {"gk:stage"}
    assert run(main, ["validate", str(tmp_path / "none.ttl")]).exit_code == 2
    page = run(main, ["validate", wrong]).stdout
    assert page.startswith(wrong) and "gk:stage" in page and "1 finding" in page


def test_pyshacl_is_not_loaded_until_something_is_validated() -> None:
    import subprocess

    code = "import sys, graphkit.validation, graphkit.cli.validating; print('pyshacl' in sys.modules, 'rdflib' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False", "False"]
