"""The rules that evidence bears are listed and told in the docs, and no wording knows a decision or a party by name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import labelled
import pytest
from readme import READING, ruled

import graphkit.reading
from graphkit.builder import check
from graphkit.names import key
from graphkit.reading import docx, formats, pdf, worker
from graphkit.reading.files import DEFAULT
from graphkit.reading.money import pots
from graphkit.reading.money.cues import CUES
from graphkit.reading.rules import PASSED_OVER, RULES, meaning

SOURCES = sorted(Path(graphkit.reading.__file__).parent.rglob("*.py"))
#: Single words that are also a name of somebody, and what the reader means by them.
GENERIC = {
    "advance": "time: in advance",
    "commissioner": "an office, whoever holds it",
    "core": "a kind of budget",
    "dmpc": "a series of references",
    "general": "a power in a law",
    "london": "a last word that names of bodies have",
    "mayor": "an office, whoever holds it",
    "met": "a cost is met, people met",
    "sla": "an agreement on the level of a service",
}


def strings(path: Path) -> Iterator[str]:
    """What a module's code says: its strings, without what documents it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.body[0].value) for node in ast.walk(tree) if _documented(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _documented(node: ast.AST) -> bool:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None


def named(text: str, names: set[tuple[str, ...]]) -> set[str]:
    """The names that a text, or the words of a pattern, contain."""
    words = key(re.sub(r"\\[A-Za-z]|[^\w&'\u2019 ]", " ", text)).split()
    longest = max(map(len, names))
    runs = (tuple(words[at : at + length]) for at in range(len(words)) for length in range(1, longest + 1))
    return {" ".join(run) for run in runs if run in names}


NAMES = {tuple(key(name).split()) for party in check().organisations for name in party.names} - {()}


def test_a_name_in_a_wording_would_be_found() -> None:
    assert named(r"\bpaid to the (?:Ministry of Justice|boroughs?)\b", NAMES) == {"ministry of justice"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_wording_knows_a_party_by_its_name(path: Path) -> None:
    assert {name for text in strings(path) for name in named(text, NAMES)} - set(GENERIC) == set()


def test_every_generic_word_is_still_one() -> None:
    said = {name for path in SOURCES for text in strings(path) for name in named(text, NAMES)}
    assert said >= set(GENERIC)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_module_knows_a_decision_by_its_reference(path: Path) -> None:
    doctests = re.compile(r"^ *>>> .*?(?=^ *$|\"\"\")", re.MULTILINE | re.DOTALL)
    text = doctests.sub("", path.read_text(encoding="utf-8"))
    assert re.findall(r"\b(?:PCD|DMPCD|DMPC|CEOD|ADPM)[ -]?\d[\d -]*", text, re.IGNORECASE) == []


@pytest.mark.parametrize("stem", labelled.STEMS)
def test_every_rule_that_is_found_is_listed(stem: str) -> None:
    reading = labelled.reading(stem)
    facts = (*reading.flows, *reading.budgets, *reading.delegations, *reading.partnerships, *reading.services)
    assert all(meaning(one.rule) for fact in facts for one in fact.evidence)


def test_every_rule_that_the_code_or_its_tables_name_is_listed() -> None:
    written = {rule for path in SOURCES for rule in re.findall(r"\brule=\"([^\"]+)\"", path.read_text(encoding="utf-8"))}
    assert written
    assert written | {name for name, _ in pots._RULES} <= set(RULES)


def test_a_cue_that_says_a_side_is_listed() -> None:
    sides = {cue.name for cue in CUES if cue.means not in ("nothing", "for")}
    assert sides <= set(RULES)


def test_sums_are_passed_over_as_dropped_or_as_recalled() -> None:
    assert set(PASSED_OVER.values()) == {"dropped", "recalled"}


def test_the_docs_list_the_rules_as_they_are() -> None:
    text = READING.read_text(encoding="utf-8")
    assert ruled(text) == text
    assert all(f"`{rule}`" in text for rule in (*RULES, *PASSED_OVER))


def test_the_docs_tell_the_limits_as_they_are() -> None:
    text = READING.read_text(encoding="utf-8")
    mib = 1024**2
    assert (
        f"{formats.LARGEST // mib} MiB, a PDF {pdf.MOST_PAGES} pages, a part of a Word document {docx.LARGEST_PART // mib}"
        in text
    )
    assert f"{formats.MOST_TEXT:,} characters" in text
    assert f"| its facts | {worker.MOST_FACTS:,} |" in text
    assert f"{DEFAULT.seconds} s by the clock, and {DEFAULT.seconds} s of processor" in text
    assert f"{DEFAULT.memory // 1024**3} GiB, {DEFAULT.bytes // mib} MiB" in text
