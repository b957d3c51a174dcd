"""The review of a draft: what is asked next, what an answer does to the file, and how it is taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from readings import HERON, KNOWN, NORTH, at, reading

import graphkit
from graphkit.drafting.draft import drafted
from graphkit.drafting.entries import entries
from graphkit.drafting.review import Asked, Review
from graphkit.errors import InputError
from graphkit.ontology import load
from graphkit.reading.document import Document
from graphkit.reading.facts import ReadFlow, Reading

ONTOLOGY = load()
Open = Callable[[], Review]


@pytest.fixture
def opened(draft: Path) -> Open:
    """The draft under review, opened anew with each call."""
    return lambda: Review(draft, KNOWN, ONTOLOGY)


def next_of(review: Review) -> Asked:
    found = review.asked()
    assert found is not None
    return found


def states(draft: Path) -> dict[str, str | None]:
    return {one.id: one.state for one in entries(draft.read_text(), draft.name, ONTOLOGY)}


def all_of(review: Review) -> None:
    """Accept whatever is asked, and reject what cannot be taken."""
    while (asked := review.asked()) is not None:
        if review.accept(asked.entry):
            review.reject(asked.entry)


def test_a_review_goes_on_at_the_first_that_nobody_answered_for(opened: Open) -> None:
    first = next_of(opened()).entry
    opened().accept(first)
    second = next_of(opened()).entry
    opened().reject(second)
    assert (first.id, second.id, next_of(opened()).entry.id) == ("heron-north", "north-otters", "shared")


def test_an_answer_changes_its_own_line_and_the_journal_alone(opened: Open, draft: Path) -> None:
    before = draft.read_text()
    draft.write_text(before.replace("flows:\n", "flows:\n# mine, kept\n"))
    review = opened()
    review.accept(next_of(review).entry)
    text = draft.read_text()
    assert text[: text.index("\njournal:")].replace("# mine, kept\n", "").replace("reviewed: true", "reviewed: false") == before


def test_what_somebody_changes_meanwhile_in_an_editor_stays(opened: Open, draft: Path) -> None:
    review = opened()
    entry = next_of(review).entry
    draft.write_text("# a line of mine\n" + draft.read_text().replace("sign the grant", "sign all grants"))
    review.accept(entry)
    text = draft.read_text()
    assert text.startswith("# a line of mine\n") and "sign all grants" in text and states(draft)["heron-north"] == "true"


def test_a_candidate_that_was_taken_out_meanwhile_is_told(opened: Open, draft: Path) -> None:
    review = opened()
    entry = next_of(review).entry
    draft.write_text(draft.read_text().replace("id: heron-north", "id: other"))
    with pytest.raises(InputError, match="heron-north is not in the file any more"):
        review.accept(entry)


def test_a_rejected_candidate_stays_in_the_draft_and_is_no_fact(opened: Open, draft: Path, gazetteer: Path) -> None:
    review = opened()
    asked = [one for one in entries(draft.read_text(), draft.name, ONTOLOGY) if one.id == "shared"]
    review.reject(asked[0])
    assert states(draft)["shared"] == "rejected" and "share £10,000" in draft.read_text()
    found = graphkit.check([str(gazetteer), str(draft)], drafts=True)
    assert "pcd-9001/shared" not in {fact.id for fact in found.facts}


def test_every_answer_can_be_taken_back_one_by_one_also_after_a_restart(opened: Open, draft: Path) -> None:
    before, review = draft.read_text(), opened()
    review.accept(next_of(review).entry)
    asked = next_of(review)
    assert review.edit(asked.entry, asked.text.replace("50000", "50001")) == []
    review.reject(next_of(review).entry)
    taken_back = [opened().undo() for _ in range(4)]
    assert [step and (step.did, step.fact) for step in taken_back] == [
        ("rejected", "shared"),
        ("edited", "north-otters"),
        ("accepted", "heron-north"),
        None,
    ]
    assert draft.read_text() == before


def test_an_edit_that_renames_a_fact_is_taken_back_too(opened: Open, draft: Path) -> None:
    before, review = draft.read_text(), opened()
    review.accept(next_of(review).entry)
    review.accept(next_of(review).entry)
    asked = next_of(review)
    assert review.edit(asked.entry, asked.text.replace("id: shared", "id: both")) == []
    assert states(draft)["both"] == "true"
    for _ in range(3):
        opened().undo()
    assert draft.read_text() == before


def test_skipping_is_for_this_time_and_is_taken_back_in_its_turn(opened: Open) -> None:
    review = opened()
    review.skip(next_of(review).entry)
    review.accept(next_of(review).entry)
    review.skip(next_of(review).entry)
    assert [step and step.did for step in (review.undo(), review.undo(), review.undo(), review.undo())] == [
        "skipped",
        "accepted",
        "skipped",
        None,
    ]
    assert next_of(opened()).number == 1


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("amount: 60000.75", "amount: 5x", "amount: '5x' does not fit"),
        ("amount: 60000.75\n", "", "flow heron-north has no amount"),
        ("funder: Heron House", "funder: Nobody At All", "nobody here is called 'Nobody At All'"),
        ("stage: accepted", "stage: done", "stage: 'done' is none of its words"),
        ("stage: accepted", "colour: red", "no such field: colour"),
        ("stage: accepted", "stage: [", "no YAML"),
        ("id: heron-north\n", "", "not one fact with an id"),
        ("stage: accepted", "stage: accepted\nfunded_from: [nobody]", "there is no fact pcd-9001/nobody"),
    ],
)
def test_an_edit_that_is_wrong_is_not_taken_and_changes_nothing(opened: Open, draft: Path, old: str, new: str, what: str) -> None:
    before, review = draft.read_text(), opened()
    asked = next_of(review)
    assert old in asked.text
    wrong = review.edit(asked.entry, asked.text.replace(old, new))
    assert wrong and what in " ".join(problem.what for problem in wrong)
    assert draft.read_text() == before


def test_an_edit_cannot_make_two_facts_of_one(opened: Open, draft: Path) -> None:
    before, review = draft.read_text(), opened()
    asked = next_of(review)
    assert review.edit(asked.entry, asked.text + "\n- id: more\n")
    assert draft.read_text() == before


def test_a_candidate_that_would_not_load_is_not_taken(tmp_path: Path) -> None:
    same = ReadFlow("a", NORTH, (NORTH,), 100, at("£50,000"), 50)
    made = drafted(reading(flows=(same,)), KNOWN, ONTOLOGY, "a.txt")
    path = tmp_path / made.name
    path.write_text(made.text)
    review = Review(path, KNOWN, ONTOLOGY)
    asked = next_of(review)
    assert [problem.what for problem in asked.wrong] == ["recipient: the same party at both ends"]
    assert review.accept(asked.entry) == asked.wrong
    assert path.read_text() == made.text


def test_once_all_is_answered_the_draft_is_reviewed_and_is_data(opened: Open, draft: Path, gazetteer: Path) -> None:
    review = opened()
    assert review.left() == 10
    all_of(review)
    assert review.finish() == [] and review.left() == 0
    assert draft.read_text().splitlines()[1] == "status: reviewed"
    found = graphkit.check([str(gazetteer), str(draft)])
    assert len(found.facts) == 10 and all(fact.values["reviewed"] is True for fact in found.facts)
    opened().undo()
    assert draft.read_text().splitlines()[1] == "status: draft"


def test_what_does_not_hold_any_more_is_asked_again_before_the_draft_is_data(opened: Open, draft: Path) -> None:
    review = opened()
    all_of(review)
    (payer,) = (one for one in entries(draft.read_text(), draft.name, ONTOLOGY) if one.id == "heron-north")
    review.reject(payer)
    asked = next_of(review)
    assert asked.entry.id == "north-otters" and "there is no fact pcd-9001/heron-north" in asked.wrong[0].what
    assert "status: draft" in draft.read_text()
    without = asked.text.replace("funded_from: [heron-north]\n", "").replace("inferred: [funded_from]\n", "")
    assert review.edit(asked.entry, without) == []
    assert review.asked() is None and review.finish() == []
    assert "status: reviewed" in draft.read_text()


def test_a_head_that_the_document_did_not_tell_is_asked_for(tmp_path: Path) -> None:
    made = drafted(Reading(Document("", ()), flows=(ReadFlow("a", HERON, (NORTH,), None, (), 50),)), KNOWN, ONTOLOGY, "x-1.txt")
    path = tmp_path / made.name
    path.write_text(made.text)
    review = Review(path, KNOWN, ONTOLOGY)
    assert review.missing() == ["reference", "title"]
    all_of(review)
    assert [problem.what for problem in review.finish()] == ["no reference"]
    review.fill("reference", "X 1")
    review.fill("title", "It's: a 'title' # yes")
    assert review.missing() == [] and review.finish() == []
    parties = tmp_path / "organisations.yaml"
    parties.write_text("organisations:\n- {id: north, name: North Council, kind: local authority}\n")
    (decision,) = graphkit.check([str(parties), str(path)]).decisions
    assert decision.title == "It's: a 'title' # yes"
