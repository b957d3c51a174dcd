"""Forms: one reader each, a value or a problem in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import Problem
from graphkit.forms import FORMS, Desk, joint, natural
from graphkit.model import Organisation
from graphkit.names import Resolver
from graphkit.ontology import Field
from graphkit.tree import Mapping, parse

NORTH = Organisation("north", "North Council", "local authority", ("Northern Council",))
SOUTH = Organisation("south", "South Council", "local authority")
TRUST = Organisation("trust", "Otter Trust", "charity")


def desk() -> Desk:
    """A desk for the fact x-1/f, with three parties."""
    made = Desk("x-1.yaml", "x-1", Resolver([NORTH, SOUTH, TRUST]), [])
    made.fact = "f"
    return made


def read(form: str, text: str, at: Desk | None = None) -> tuple[Any, list[Problem]]:
    """The value of a text in a form, and the problems."""
    at = at or desk()
    root = parse(f"k: {text}".encode(), "x-1.yaml", at.problems)
    assert isinstance(root, Mapping)
    return at.read(Field("k", "", form), root.entries["k"]), at.problems


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("text", "' words  '", "words"),
        ("texts", "[b, a, b]", ("a", "b")),
        ("texts", "one", ("one",)),
        ("texts", '["1.10", "1.9", "10", executive summary]', ("executive summary", "1.9", "1.10", "10")),
        ("flag", "true", True),
        ("flag", "false", False),
        ("count", "21", 21),
        ("money", "14791.76", 1479176),
        ("money", "null", None),
        ("money", "0", 0),
        ("number", "21.50", "21.50"),
        ("number", "0021.00", "21"),
        ("numbers", "[5, 4, 5]", ("5", "4", "5")),
        ("date", "2017-03", "2017-03"),
        ("year", "2017/18", "2017/18"),
        ("years", "[2018/19, 2017/18, 2018/19]", ("2017/18", "2018/19")),
        ("schedule", "{2024/25: 0.50, 2023/24: 5}", {"2023/24": 500, "2024/25": 50}),
        ("party", "north council", "north"),
        ("parties", "[Otter Trust, North Council]", ("north", "trust")),
        ("fact", "a-flow", "x-1/a-flow"),
        ("fact", "pcd-172/nhse-mopac", "pcd-172/nhse-mopac"),
        ("facts", "[b, a]", ("x-1/a", "x-1/b")),
        ("sources", "[own, b, a]", ("own", "x-1/a", "x-1/b")),
        ("sources", "own", ("own",)),
        ("address", "https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("decision", "PCD850", "pcd-850"),
        ("decisions", "[PCD 9, DMPCD 2015 46]", ("dmpcd-2015-46", "pcd-9")),
    ],
)
def test_a_form_reads_its_value(form: str, text: str, value: object) -> None:
    assert read(form, text) == (value, [])


WRONG = {
    "text": ["[a]", "{a: b}", "null", "''", "'  '", "x" * 2001],
    "texts": ["{a: b}", "null", "[null]", "[[a]]", "['']"],
    "flag": ["yes", "no", "1", "True", "null", "[true]"],
    "count": ["1.5", "-1", "many", "null"],
    "money": ["£95,000", "1e3", "-5", "1.234", "NaN", "0x10", "9999999999999999", "''", "[5]", "{a: 5}"],
    "number": ["null", "1/2", "-1"],
    "numbers": ["[a]", "{a: 1}", "null"],
    "date": ["2017-02-30", "March 2017", "null", "[2017]"],
    "year": ["2017/19", "2017", "null"],
    "years": ["2017/19", "[2017/18, x]", "null"],
    "schedule": ["5", "{}", "[5]", "{2017: 5}", "{2017/18: null}", "{2017/18: x}", "{2017/18: [5]}", "null"],
    "party": [
        "Nobody",
        "null",
        "[North Council]",
        "{}",
        "{joint: [Otter Trust]}",
        "{joint: x}",
        "{unnamed: }",
        "{unnamed: x, y: z}",
    ],
    "parties": ["null", "{a: b}", "[Nobody]"],
    "fact": ["A B", "null", "a/b/c", "a--b", "/a", "[a]"],
    "facts": ["[A B]", "{a: b}", "null"],
    "sources": ["[A B]", "{a: b}", "null"],
    "address": [
        "javascript:alert(1)",
        "https://",
        "https://[",
        "'https://a.example/b c'",
        "https://a.example/#a#b",
        "null",
        "[a]",
    ],
    "decision": ["'12'", "null", "'!'"],
    "decisions": ["['12']", "null", "{a: b}"],
    "evidence": ["null", "x", "[a]", "{words: a}", "{locator: a, start: x, end: 4, words: paid, rule: r}"],
}


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, listed in WRONG.items() for text in listed])
def test_what_does_not_fit_is_one_problem_and_no_value(form: str, text: str) -> None:
    value, problems = read(form, text)
    assert value is None and len(problems) == 1


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, listed in WRONG.items() for text in listed])
def test_a_problem_says_what_to_write_instead(form: str, text: str) -> None:
    ((problem,), _) = (read(form, text)[1], None)
    assert problem.what.startswith("k: ") and problem.instead


def test_every_form_is_tried_with_something_wrong() -> None:
    assert set(WRONG) | {"programme"} == set(FORMS)


@pytest.mark.parametrize(
    "text", ["{joint: [{joint: [North Council, South Council]}, Otter Trust]}", "{joint: [{unnamed: x}, Otter Trust]}"]
)
def test_a_joint_group_of_what_has_no_id_is_a_problem_and_no_crash(text: str) -> None:
    assert len(read("party", text)[1]) == 1


def test_an_unnamed_party_is_one_of_this_fact_alone() -> None:
    at = desk()
    value, _ = read("party", "{unnamed: four sponsors}", at)
    assert at.found == {value: Organisation("x-1/f/k", "four sponsors (not named)", "unnamed")}


def test_two_unnamed_parties_of_one_field_stay_two() -> None:
    value, problems = read("parties", "[{unnamed: a bank}, {unnamed: a shop}]")
    assert problems or len(value) == 2


def test_an_unnamed_party_is_described_in_words() -> None:
    assert len(read("party", "{unnamed: ' '}")[1]) == 1


def test_a_joint_group_is_the_same_in_whatever_order_it_is_told() -> None:
    one, other = (
        read("party", f"{{joint: [{names}]}}")[0] for names in ("North Council, Otter Trust", "Otter Trust, North Council")
    )
    assert one == other == "north+trust"


@given(st.permutations([NORTH, SOUTH, TRUST]))
def test_a_joint_group_does_not_depend_on_order(members: list[Organisation]) -> None:
    assert joint(members) == joint([NORTH, SOUTH, TRUST])


def test_a_name_other_than_the_proper_one_is_kept_as_published() -> None:
    at = desk()
    read("party", "Northern Council", at)
    assert at.published == {"k": "Northern Council"}


def test_the_proper_name_is_not_kept_twice() -> None:
    at = desk()
    read("party", "North Council", at)
    assert at.published == {}


def test_a_word_that_is_none_of_a_fields_words_is_a_problem() -> None:
    at = desk()
    root = parse(b"k: agreed", "x-1.yaml", [])
    assert isinstance(root, Mapping) and at.read(Field("k", "", "text", ("paid", "approved")), root.entries["k"]) is None
    assert [str(problem) for problem in at.problems] == ["x-1.yaml:1:4: k: 'agreed' is none of its words; write paid, approved"]


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_numbers_in_texts_are_put_in_the_order_of_numbers(found: list[int]) -> None:
    assert sorted(map(str, found), key=natural) == [str(number) for number in sorted(found)]


@given(st.lists(st.text(max_size=20), min_size=2))
def test_any_texts_can_be_put_in_order(found: list[str]) -> None:
    assert len(sorted(found, key=natural)) == len(found)
