"""Words of a text as names are compared, and names that are found along them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading.words import Tree, words


@given(st.text(alphabet="aB\u00e9&'\u2019 .,_-\n/5", max_size=40))
def test_words_stand_where_they_are_written(text: str) -> None:
    said = words(text)
    assert [text[word.start : word.end] for word in said] == [word.text for word in said]
    assert [word.text for word in said] == re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)*['\u2019]?|&", text)
    assert all(word.start < word.bare_end <= word.end for word in said)


def test_a_name_may_go_over_a_line_and_never_over_a_paragraph() -> None:
    assert [word.joined for word in words("Otter\nTrust")][1]
    assert not [word.joined for word in words("Otter\n\nTrust")][1]


def test_the_longest_name_comes_first_and_a_whole_word_before_one_without_its_s() -> None:
    names: Tree[str] = Tree()
    for name in (["otter"], ["otters"], ["otter", "trust"]):
        names.add(name, " ".join(name))
    assert [found[-1] for found in names.along(words("Otter Trust"), 0)] == ["otter trust", "otter"]
    assert [found[-1] for found in names.along(words("Otter's Trust"), 0)] == ["otters", "otter"]
    assert names.along(words("Heron Trust"), 0) == []


def test_a_name_may_be_nothing_but_the_beginning_of_another() -> None:
    names: Tree[int] = Tree()
    names.add(["otter", "trust"], 2)
    assert names.along(words("Otter House"), 0) == []
