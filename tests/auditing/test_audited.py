"""``graphkit audit`` with anything: a document, a decision, a store, data files, and several of them at once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.audited import audited, sorted_out
from graphkit.cli import main
from graphkit.errors import DocumentError, UnknownName

PAGE = (
    "Grants for wardens\n\nReference code: PCD 12\nDate signed: 2 May 2019\n\nExecutive summary\n\n"
    "We pay £90,000, that is £50,000 and £30,000. This goes on from PCD 172 and PCD 9999.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A document with a total that disagrees, and a decision cited that nobody has."""
    path = tmp_path / "wardens.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*words: str) -> tuple[int, str, str]:
    """A command; gives exit status, standard output, standard error."""
    done = CliRunner().invoke(main, ["audit", *words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_a_document_is_read_and_its_violations_are_exit_status_1(page: Path) -> None:
    status, out, err = run(str(page), "--format", "json")
    answer = json.loads(out)
    assert (status, err) == (1, "")
    assert answer["counts"] == {"violation": 1, "warning": 0, "info": 1}
    assert answer["findings"][0] == {
        "severity": "violation",
        "rule": "total-disagrees",
        "decision": "PCD 12",
        "locator": "executive summary",
        "message": "£50,000 and £30,000 add up to £80,000, not £90,000",
        "found": "£90,000",
        "expected": "£80,000",
        "method": "docs/audit/total-disagrees.md",
        "facts": [],
        "explained_by": [],
    }
    assert answer["findings"][1]["message"] == "PCD 9999 is cited and not among the decisions at hand"


def test_a_document_without_a_violation_is_exit_status_0(page: Path) -> None:
    page.write_text(PAGE.replace("£30,000", "£40,000").replace("2 May 2019", ""), encoding="utf-8")
    status, out, _ = run(str(page))
    assert status == 0
    assert out.splitlines()[:3] == ["PCD 12", "  warning    undated: date signed is blank", "             at key information"]
    assert "not explained" not in out.rpartition("findings")[0]


def test_what_is_read_from_a_document_is_audited_as_well(page: Path) -> None:
    text = "Recommendation\n\n1. Approve a grant of £362,000 to Victim Support and Women in Prison together.\n"
    page.write_text(PAGE.replace("£30,000", "£40,000") + text, encoding="utf-8")
    found = [row for row in audited([str(page)])["findings"] if row["rule"] == "undecided-split"]
    assert [row["found"] for row in found] == ["£362,000 for Victim Support and Women in Prison"]


@pytest.mark.parametrize("written", ["PCD 1514", "pcd1514", "pcd-1514"])
def test_a_decision_is_found_by_its_reference_in_any_spelling(written: str) -> None:
    answer = audited([written])
    assert {row["decision"] for row in answer["findings"]} == {"PCD 1514"}
    assert (answer["unexplained_count"], answer["counts"]["violation"]) == (0, 5)


def test_a_decision_that_nobody_has_is_exit_status_2_with_candidates() -> None:
    status, out, err = run("PCD 99999")
    assert (status, out) == (2, "")
    assert "there is no file and no decision 'PCD 99999'" in err and "did you mean" in err


def test_a_decision_is_looked_up_in_the_store_that_is_given(family_folder: str, store_folder: str) -> None:
    assert audited([family_folder, "PCD 1514"]) == audited(["PCD 1514"])
    with pytest.raises(UnknownName):
        audited([store_folder, "PCD 1584"])


def test_a_store_gives_what_its_data_give(family_folder: str) -> None:
    assert audited([family_folder]) == audited()


def test_every_document_that_cannot_be_read_is_told_at_once(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(DocumentError) as caught:
        audited([str(page), str(tmp_path / "empty.pdf"), str(tmp_path / "gone.docx")])
    assert "empty.pdf: the file is empty" in str(caught.value) and "gone.docx: no such file" in str(caught.value)
    assert run(str(tmp_path / "gone.docx"))[0] == 2


def test_a_data_file_that_is_missing_is_said_to_be_missing() -> None:
    status, _, err = run("mine.yaml")
    assert status == 2 and err.startswith("mine.yaml:1:1: there is no such file or folder")


def test_sources_are_told_apart_by_what_they_are(family_folder: str, page: Path) -> None:
    found = sorted_out([family_folder, str(page), "DMPCD 2016/79", "-", str(page.parent)])
    assert found.stores == [family_folder] and found.documents == [str(page)]
    assert (found.decisions, found.data) == (["DMPCD 2016/79"], ["-", str(page.parent)])


def test_one_rule_can_be_asked_of_documents(page: Path) -> None:
    status, out, _ = run(str(page), "--rule", "cited-absent")
    assert status == 0 and "PCD 9999" in out and "£80,000" not in out
