"""The audit of labelled decisions: all that their labels list is found, and nothing else."""

from pathlib import Path

import pytest
import yaml

import graphkit
from graphkit.auditing.documents import findings
from graphkit.model import Organisation
from graphkit.reading.build import built
from graphkit.reading.document import Document
from graphkit.reading.extract import read_facts
from graphkit.reading.formats import lines

DECISIONS = Path(__file__).parents[1] / "reading" / "decisions"
#: Those whose labels list all findings: the first by number.
NAMES = sorted(path.stem for path in DECISIONS.glob("develop-*.yaml") if int(path.stem.split("-")[1]) <= 24)

#: How a label says what a rule finds.
SAID = {
    "is blank": "undated",
    "are blank": "undated",
    "no reference, title": "unidentified",
    "is undecided": "undecided-split",
    "only the first adds up": "told-twice",
    "pasted text": "pasted-text",
    "misread pound sign": "misread-sign",
    "the price is in a restricted part": "not-on-page",
    "is in a PDF that is not on the page": "not-on-page",
}
#: What is there and the labels do not list: the scan of the nineteenth reads a pound sign as f, too.
UNLISTED = {"develop-19-trap-pasted-paragraph": {"misread-sign"}}


def listed(name: str) -> set[str]:
    """The rules for what the labels of a decision list."""
    labels = yaml.safe_load((DECISIONS / f"{name}.yaml").read_text(encoding="utf-8")).get("findings") or []
    rules = [next(rule for words, rule in SAID.items() if words in label) for label in labels]
    return {*rules} | UNLISTED.get(name, set())


@pytest.fixture(scope="module")
def parties() -> tuple[Organisation, ...]:
    """The parties of the packaged data."""
    return graphkit.check().organisations


def document(name: str) -> Document:
    """A labelled decision, read."""
    return built(lines((DECISIONS / f"{name}.txt").read_bytes(), f"{name}.txt"), f"{name}.txt")


@pytest.mark.parametrize("read", [False, True], ids=["document alone", "with what is read from it"])
@pytest.mark.parametrize("name", NAMES)
def test_what_the_labels_list_is_found_and_nothing_else(name: str, read: bool, parties: tuple[Organisation, ...]) -> None:
    page = document(name)
    found = findings(page, read_facts(page, parties) if read else None)
    assert sorted(one.rule for one in found) == sorted(listed(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_has_a_place_that_the_document_has(name: str) -> None:
    page = document(name)
    places = {block.locator for block in page.blocks} | {"key information"}
    assert [one.locators for one in findings(page) if not one.locators or not places.issuperset(one.locators)] == []


def test_the_labels_say_everything_in_words_that_are_known() -> None:
    assert {rule for name in NAMES for rule in listed(name)} == {*SAID.values()}
