"""Facts as lines of JSON: nothing is lost, and the same content is the same line."""

import json

from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Content, Fact, Judgement, Telling, frozen

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    TEXT | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
FACTS = st.builds(
    Fact,
    TEXT,
    TEXT,
    TEXT,
    st.dictionaries(TEXT, VALUES, max_size=4),
    st.lists(st.builds(Telling, TEXT, VALUES, st.lists(TEXT, max_size=3).map(tuple)), max_size=2).map(tuple),
    st.dictionaries(TEXT, TEXT),
    st.lists(st.builds(Judgement, TEXT, VALUES, TEXT, TEXT, TEXT), max_size=2).map(tuple),
)


@given(FACTS)
def test_a_fact_comes_back_from_its_body(fact: Fact) -> None:
    assert Fact.from_body(fact.id, fact.relation, fact.decision, fact.body()) == fact


@given(FACTS)
def test_a_body_is_one_line(fact: Fact) -> None:
    assert "\n" not in fact.body()


@given(st.dictionaries(TEXT, st.integers(), min_size=2))
def test_the_order_of_fields_does_not_change_a_body(values: dict[str, int]) -> None:
    turned = dict(reversed(values.items()))
    assert Fact("a/b", "flow", "a", values).body() == Fact("a/b", "flow", "a", turned).body()


@given(VALUES)
def test_json_brings_back_what_was_frozen(value: object) -> None:
    assert frozen(json.loads(json.dumps(value))) == value


def test_content_without_anything_is_empty() -> None:
    assert not any(Content())
