"""What must hold of links between decisions."""

import pytest


def decision(number, *links, signed=""):
    """A decision with a link to each of these earlier ones."""
    date = f"date_signed: {signed}\n" if signed else ""
    rows = "".join(f'- {{id: from-{n}, link: follows, earlier: X {n}, locators: ["1"]}}\n' for n in links)
    return f"reference: X {number}\ntitle: T\n{date}" + (f"lineage:\n{rows}" if rows else "")


def wrong(said, *texts):
    """What is said to be wrong with decisions, each one X 1, X 2 and so on."""
    return said(head=texts[0], **{f"x_{number}": text for number, text in enumerate(texts[1:], 2)})


def test_a_decision_is_not_earlier_than_itself(said):
    assert wrong(said, decision(1, 1)) == [
        "x-1.yaml:4:40: earlier: a decision is not earlier than itself; name an earlier one",
    ]


def test_nor_by_another_reference_of_it(said):
    text = decision(1, 9).replace("title", "aliases: [X 9]\ntitle")
    assert [line.split(": ", 2)[2] for line in wrong(said, text)] == [
        "a decision is not earlier than itself; name an earlier one"
    ]


def test_an_earlier_decision_was_not_signed_later(said):
    assert wrong(said, decision(1, 2, signed="2020-01"), decision(2, signed="2020-02-01")) == [
        "x-1.yaml:5:40: earlier: X 2 was signed on 2020-02-01, later than this decision;"
        " let the later decision name the earlier one",
    ]


@pytest.mark.parametrize(("first", "then"), [("2020", "2020-02-01"), ("", "2020"), ("2020", ""), ("2020-02-01", "2020-02-01")])
def test_a_date_that_may_be_right_is_not_wrong(said, first, then):
    assert wrong(said, decision(1, 2, signed=first), decision(2, signed=then)) == []


def test_a_circle_is_told_once(said):
    assert wrong(said, decision(1, 3), decision(2, 1), decision(3, 2)) == [
        "x-1.yaml:4:40: earlier: each of these is earlier than the next: X 1 → X 2 → X 3 → X 1; take out the link that is wrong",
    ]


def test_two_circles_are_told_both(said):
    found = wrong(said, decision(1, 2), decision(2, 1, 3), decision(3, 2))
    assert [line.split("next: ")[1].split(";")[0] for line in found] == ["X 1 → X 2 → X 1", "X 2 → X 3 → X 2"]


def test_decisions_that_meet_again_are_no_circle(said):
    assert wrong(said, decision(1), decision(2, 1), decision(3, 1), decision(4, 2, 3)) == []


def test_a_link_needs_its_word_and_an_earlier_decision(said):
    body = 'lineage:\n- {id: a, link: rhymes with, earlier: X 2, locators: ["1"]}\n- {id: b, locators: ["1"]}\n'
    assert [line.split(": ", 1)[1] for line in said(body)] == [
        "link: 'rhymes with' is none of its words; write extends, varies, replaces, passes on, draws on, follows",
        "lineage b has no earlier; add earlier:",
        "lineage b has no link; add link:",
    ]
