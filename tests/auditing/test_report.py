"""The answer of the audit, and the command that prints it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.auditing.report import report
from graphkit.cli import main
from graphkit.errors import UnknownName

GOLDEN = Path(__file__).parents[1] / "golden" / "cli" / "audit.txt"

BODY = """totals:
- {id: parts, stated_total: 5, parts: [2, 4], agrees: false, locators: ["1.1"]}
flows:
- {id: grant, funder: North Council, recipient: Otter Trust, amount: 5, amount_kind: exact, stage: paid,
   financial_years: [2023/24], by_year: {2024/25: 5}, locators: ["1.2"]}
observations:
- {id: blank, message: The date is blank., explains: [undated], locators: [key information]}
- {id: later, message: It is paid a year later., explains: [year-mismatch], concerns: [grant], locators: ["1.2"]}
"""
Folder = Callable[..., Path]
Ran = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """A command; gives exit status, standard output, standard error."""
    monkeypatch.setenv("COLUMNS", "110")

    def ran(*words: str) -> Ran:
        done = CliRunner().invoke(main, words)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return ran


def test_the_table_reads_as_it_did(run: Callable[..., Ran], folder: Folder) -> None:
    status, out, err = run("audit", str(folder(BODY)))
    assert (status, err) == (1, "")
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        GOLDEN.write_text(out)
    assert out == GOLDEN.read_text()


def test_what_nothing_explains_comes_first(folder: Folder) -> None:
    answer = report(graphkit.check(str(folder(BODY))))
    assert [bool(row["explained_by"]) for row in answer["findings"]] == [False, True, True]
    assert (answer["finding_count"], answer["unexplained_count"]) == (3, 1)


def test_one_rule_can_be_asked_for(run: Callable[..., Ran], folder: Folder) -> None:
    status, out, _ = run("audit", str(folder(BODY)), "--rule", "undated", "--format", "json")
    answer = json.loads(out)
    assert status == 0
    assert answer["findings"] == [
        {
            "severity": "warning",
            "rule": "undated",
            "decision": "X 1",
            "locator": "",
            "message": "no date of signing",
            "found": "no date of signing",
            "expected": "the date on which it was signed",
            "method": "docs/audit/undated.md",
            "facts": [],
            "explained_by": ["x-1/blank"],
        }
    ]
    assert answer["counts"] == {"violation": 0, "warning": 1, "info": 0}
    assert [row["rule"] for row in answer["rules"]] == ["undated"]


def test_what_should_be_looked_at_is_told_and_is_no_violation(run: Callable[..., Ran], folder: Folder) -> None:
    source = str(folder("", "reference: X 1\ntitle: Invented\ndate_signed: null\n"))
    status, out, _ = run("audit", source)
    assert (status, out.splitlines()[-1]) == (0, "1 finding, 1 not explained: 1 warning (undated 1)")


def test_the_worst_that_nothing_explains_comes_first_whatever_its_decision(folder: Folder) -> None:
    from graphkit.auditing.books import Finding
    from graphkit.auditing.report import answered

    found = [
        ("A 1", Finding("told-twice", "a-1", (), "a", ("a-1/o",))),
        ("B 2", Finding("undated", "b-2", (), "b")),
        ("C 3", Finding("cited-absent", "C 3", (), "c")),
        ("C 3", Finding("total-disagrees", "C 3", (), "d")),
    ]
    assert [row["message"] for row in answered(found)["findings"]] == ["d", "c", "b", "a"]


def test_what_is_explained_can_be_left_out_and_is_still_counted(run: Callable[..., Ran], folder: Folder) -> None:
    status, out, _ = run("audit", str(folder(BODY)), "--unexplained", "--format", "csv")
    assert status == 1
    assert out.splitlines() == [
        "severity,rule,decision,locator,message,found,expected,method,facts,explained_by",
        'violation,total-disagrees,X 1,1.1,"the parts add up to £6, the total says £5",£5,£6,'
        "docs/audit/total-disagrees.md,x-1/parts,",
    ]
    assert "3 findings, 1 not explained" in run("audit", str(folder(BODY)), "--unexplained")[1]


def test_nothing_found_is_exit_status_0(run: Callable[..., Ran], folder: Folder) -> None:
    head = "reference: X 1\ntitle: Invented\ndate_signed: 2024-05-01\n"
    assert run("audit", str(folder("", head))) == (0, "0 findings, 0 not explained\n", "")


def test_files_that_are_wrong_and_rules_that_are_not_there_are_exit_status_2(run: Callable[..., Ran], folder: Folder) -> None:
    assert run("audit", str(folder("flos: []\n")))[0] == 2
    status, out, err = run("audit", str(folder(BODY)), "--rule", "undted")
    assert (status, out) == (2, "")
    assert "the audit has no rule 'undted'" in err and "undated" in err


def test_a_rule_that_is_like_none_is_told_all_of_them() -> None:
    with pytest.raises(UnknownName, match="no rule 'zzz'") as caught:
        report(graphkit.check(), rule="zzz")
    assert "undated" in caught.value.candidates and "unnamed-party" in caught.value.candidates


def test_check_says_how_many_findings_there_are_and_stays_at_exit_status_0(run: Callable[..., Ran], folder: Folder) -> None:
    status, out, _ = run("check", str(folder(BODY)))
    assert status == 0
    assert out.splitlines()[-1] == "3 findings, 1 not explained: graphkit audit shows them"


def test_names_that_would_move_the_cursor_are_printed_as_plain_words(run: Callable[..., Ran], folder: Folder) -> None:
    parties = 'organisations:\n- {id: a, name: "Evil\\e[2J\\u202eFund", kind: programme}\n- {id: b, name: B, kind: charity}\n'
    body = "flows:\n- {id: f, funder: b, recipient: a, amount: null, stage: paid, locators: [a]}\n"
    out = run("audit", str(folder(body, parties=parties)))[1]
    assert "Evil" in out
    assert not {"\x1b", "\u202e"} & {*out}


def test_everything_in_the_packaged_data_is_explained(run: Callable[..., Ran]) -> None:
    assert [finding for finding in graphkit.audit() if not finding.explained_by] == []
    assert run("audit")[0] == 0


def test_every_rule_stands_in_what_the_data_say_of_themselves() -> None:
    from graphkit import packaged
    from graphkit.auditing import NAMES

    text = Path(packaged.path("data"), "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"| `{name}` |" not in text] == []
