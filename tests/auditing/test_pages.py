"""Every rule has a page, every page a rule, and the example of each page says what the page says."""

import doctest
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.auditing.rules import BY_NAME, RULES
from graphkit.cli import main

PAGES = Path(__file__).parents[2] / "docs" / "audit"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OF = {"data": "data files", "documents": "documents", "both": "data files and documents"}


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*BY_NAME, "README"}


def test_the_index_has_every_rule_with_its_severity_and_what_it_looks_at() -> None:
    rows = [line for line in (PAGES / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| [")]
    assert rows == [f"| [{r.name}]({r.name}.md) | {r.severity} | {_OF[r.of]} | {r.means} |" for r in RULES]


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_page_says_how_bad_its_findings_are_how_they_are_found_and_what_is_not_seen(rule: str) -> None:
    lines = (PAGES / f"{rule}.md").read_text(encoding="utf-8").splitlines()
    assert lines[:3] == [f"# {rule}", "", f"*{BY_NAME[rule].severity}, in {_OF[BY_NAME[rule].of]}*"]
    assert [line for line in lines if line.startswith("## ")] == ["## How", "## What it cannot see", "## An example"]


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_the_example_of_a_page_finds_what_it_says(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGES / f"{rule}.md"
    text = page.read_text(encoding="utf-8")
    fences = _FENCE.findall(text)
    if fences[0][0] == "python":
        example = doctest.DocTestParser().get_doctest(fences[0][1], {}, rule, str(page), 0)
        assert doctest.DocTestRunner().run(example).failed == 0 and rule in fences[0][1]
        return
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.chdir(tmp_path)
    for kind, body in fences[:-1]:
        name = "decision.txt" if kind == "text" else body.splitlines()[0].removeprefix("# ")
        Path(name).write_text(body, encoding="utf-8")
    command, _, expected = fences[-1][1].partition("\n")
    done = CliRunner().invoke(main, command.removeprefix("$ graphkit ").split())
    assert done.stderr == "" and rule in done.stdout
    assert done.exit_code == (1 if BY_NAME[rule].severity == "violation" else 0)
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        page.write_text(text.replace(fences[-1][1], f"{command}\n{done.stdout}"), encoding="utf-8")
        return
    assert done.stdout == expected
