"""Which names are like a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.likeness import Likeness

BOROUGHS = [f"london borough of {name}" for name in ("lambeth", "lewisham", "camden", "brent", "barnet", "newham", "bexley")]
NAMES = [*BOROUGHS, "women in prison", "womens aid havering", "prison reform trust", "barnardos", "café des arts"]


@pytest.fixture(scope="module")
def like():
    return Likeness(NAMES)


def first(like, key):
    place, _ = like(key)[0]
    return NAMES[place]


@pytest.mark.parametrize("slip", ["woman in prison", "women in prisn", "wmoen in prison", "womeninprison", "women in prisons"])
def test_a_slip_of_the_pen_is_still_like_the_name(like, slip):
    assert first(like, slip) == "women in prison"


def test_the_order_of_words_does_not_matter_much(like):
    assert first(like, "havering womens aid") == "womens aid havering"


def test_words_that_many_names_have_make_nobody_alike(like):
    likeness = dict(like("london borough of lambert"))
    assert likeness[NAMES.index("london borough of lambeth")] > 0.8
    assert likeness[NAMES.index("london borough of bexley")] < 0.65


def test_accents_do_not_matter(like):
    assert first(like, "cafe des arts") == "café des arts"


def test_the_same_key_is_all_alike(like):
    assert like("barnardos")[0] == (NAMES.index("barnardos"), pytest.approx(1.0))


def test_what_shares_nothing_is_not_there(like):
    assert like("zzz qqq") == []


def test_only_what_is_asked_for_is_looked_at(like):
    among = [name == "london borough of brent" for name in NAMES]
    assert [place for place, _ in like("london borough of barnet", 0.0, among)] == [NAMES.index("london borough of brent")]


def test_less_than_the_least_is_left_out(like):
    every, some = like("women in prison"), like("women in prison", 0.9)
    assert len(every) > len(some) == 1


def test_without_names_nothing_is_like_anything():
    assert Likeness([])("women in prison") == []


def test_long_names_are_compared_by_their_groups_alone():
    like, key = Likeness([f"{'ab' * 3000} {n}" for n in range(60)]), "ab" * 3000
    assert like(key)[0][1] == like.shared(key).max()


@given(st.lists(st.text("abc dé\U0001d518", max_size=12), max_size=20), st.text("abc dé\U0001d518", max_size=12))
def test_likeness_is_between_nothing_and_all_the_same(names, key):
    shared = Likeness(names).shared(key)
    assert len(shared) == len(names)
    assert all(0 <= one <= 1 + 1e-9 for one in shared)
