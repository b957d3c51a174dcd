"""A draft is changed entry by entry: nothing else in the file moves."""

import difflib
from pathlib import Path

import pytest

from graphkit.drafting.entries import block, entries, marked, replaced, with_field
from graphkit.errors import InputError
from graphkit.ontology import load

ONTOLOGY = load()

#: A file as a person may have left it: comments, blank lines, other indentation, a line of their own.
BY_HAND = """# mine
status: draft   # for now
reference: X 1
flows:

  # about the first
  - id: a   # kept
    note: "1
      2"
    reviewed: false # look again
  # about the second

  -
    id: b
    reviewed: rejected
budgets:
- {id: c, owner: North, amount: null, locators: [x]}
notes: [n]
"""


def changed(before: str, after: str) -> list[str]:
    """The lines that differ."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line[0] in "+-"]


def test_every_entry_is_found_with_its_state_and_its_own_lines() -> None:
    found = entries(BY_HAND, "x-1.yaml", ONTOLOGY)
    assert [(one.section, one.id, one.state) for one in found] == [
        ("flows", "a", "false"),
        ("flows", "b", "rejected"),
        ("budgets", "c", None),
    ]
    assert block(BY_HAND, found[0]) == 'id: a   # kept\nnote: "1\n  2"\nreviewed: false # look again\n'
    assert block(BY_HAND, found[2]) == "{id: c, owner: North, amount: null, locators: [x]}\n"


def test_another_state_changes_one_word() -> None:
    first = entries(BY_HAND, "x-1.yaml", ONTOLOGY)[0]
    assert changed(BY_HAND, marked(BY_HAND, first, "true")) == [
        "-     reviewed: false # look again",
        "+     reviewed: true # look again",
    ]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_in_its_own_place_changes_nothing(place: int) -> None:
    one = entries(BY_HAND, "x-1.yaml", ONTOLOGY)[place]
    assert replaced(BY_HAND, one, block(BY_HAND, one)) == BY_HAND


def test_every_entry_of_a_draft_in_its_own_place_changes_nothing(draft: Path) -> None:
    text = draft.read_text()
    for one in entries(text, draft.name, ONTOLOGY):
        assert replaced(text, one, block(text, one)) == text


def test_other_yaml_in_an_entrys_place_leaves_the_rest() -> None:
    first = entries(BY_HAND, "x-1.yaml", ONTOLOGY)[0]
    new = replaced(BY_HAND, first, "id: z\nreviewed: true\n")
    assert "  - id: z\n    reviewed: true\n  # about the second\n" in new
    assert [one.id for one in entries(new, "x-1.yaml", ONTOLOGY)] == ["z", "b", "c"]


@pytest.mark.parametrize("text", ["", "[", "a: b\n", "- a\n", "status: [draft]\n"])
def test_what_is_no_draft_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        entries(text, "x-1.yaml", ONTOLOGY)


def test_two_facts_on_one_line_are_refused_with_the_place() -> None:
    with pytest.raises(InputError, match=r"x-1.yaml:2:1: two facts on one line"):
        entries("status: draft\nflows: [{id: a}, {id: b}]\n", "x-1.yaml", ONTOLOGY)


def test_a_field_is_changed_added_and_taken_out() -> None:
    own = "id: a\nby_year:\n  2024/25: 5\nstage: paid\nlocators: [b]\n"
    assert with_field(own, "by_year", "{2025/26: 5}", "") == "id: a\nby_year: {2025/26: 5}\nstage: paid\nlocators: [b]\n"
    assert with_field(own, "note", "new", "") == "id: a\nby_year:\n  2024/25: 5\nstage: paid\nnote: new\nlocators: [b]\n"
    assert with_field(own, "by_year", "-", "") == "id: a\nstage: paid\nlocators: [b]\n"


@pytest.mark.parametrize("value", ["[a", "a: b", "*x", "{a"])
def test_a_value_that_is_no_yaml_is_refused(value: str) -> None:
    with pytest.raises(InputError):
        with_field("id: a\nlocators: [b]\n", "note", value, "x.yaml")


def test_a_fact_on_one_line_is_left_to_an_editor() -> None:
    with pytest.raises(InputError, match="stands on one line"):
        with_field("{id: a, stage: paid}\n", "stage", "approved", "")
