"""Whatever text a draft holds reads back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from graphkit import tree
from graphkit.drafting.written import Inline, Number, written
from graphkit.tree import Mapping, Scalar

#: Text that a file can hold: no half characters.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def read(value: object) -> tree.Node:
    problems: list[object] = []
    root = tree.parse(written({"key": value}).encode(), "a.yaml", problems)  # type: ignore[arg-type]
    assert isinstance(root, Mapping) and problems == []
    return root.entries["key"]


@given(TEXTS)
def test_any_text_reads_back_as_it_was_and_is_no_null(text: str) -> None:
    node = read(text)
    assert isinstance(node, Scalar) and node.text == text and not node.null


@given(st.lists(st.fixed_dictionaries({"words": TEXTS, "rule": TEXTS}), min_size=1, max_size=3))
def test_any_evidence_reads_back_as_it_was(listed: list[dict[str, str]]) -> None:
    node = read(listed)
    assert isinstance(node, tree.Sequence)
    found = [{key: one.text for key, one in item.entries.items()} for item in node.items]  # type: ignore[union-attr]
    assert found == listed


def test_dates_years_and_sums_stand_plain_and_places_that_look_like_numbers_do_not() -> None:
    plain = {"start": "2017-03-20", "years": ["2017/18"], "amount": Number("14791.76"), "locators": ["1.10"], "since": "2020"}
    assert written(plain) == 'start: 2017-03-20\nyears: [2017/18]\namount: 14791.76\nlocators: ["1.10"]\nsince: "2020"\n'


def test_words_that_mean_something_in_yaml_are_quoted_where_they_are_text() -> None:
    assert written({"a": "null", "b": None, "c": "true", "d": True}) == "a: 'null'\nb: null\nc: 'true'\nd: true\n"


def test_a_map_of_a_party_stands_on_one_line() -> None:
    assert written({"a": Inline(joint=["North", "South"])}) == "a: {joint: [North, South]}\n"


def test_half_characters_do_not_stop_the_writing() -> None:
    assert written({"a": "x\ud800"}).encode()
