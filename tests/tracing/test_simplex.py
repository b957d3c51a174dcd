"""Small programmes are solved exactly, and as the large ones are."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.tracing.simplex import _highs, _Tableau, solve

terms = st.lists(st.tuples(st.integers(0, 4), st.sampled_from([-1, 1])), max_size=4, unique_by=lambda term: term[0])
sides = st.integers(0, 20)
rows = st.one_of(
    st.builds(lambda t, side: (t, side, side), terms, sides),
    st.builds(lambda t, side: (t, -inf, side), terms, sides),
    st.builds(lambda t: (t, 0, inf), terms),
)


@given(st.lists(rows, min_size=1, max_size=7), st.dictionaries(st.integers(0, 4), st.sampled_from([-1, 1]), max_size=3))
def test_both_ways_of_solving_agree(found, costs):
    exact, rough = _Tableau(5, found).solve(costs), _highs(5, found, costs)
    assert (exact.least is None) == (rough.least is None)
    if exact.least is not None:
        assert exact.bounded == rough.bounded
        if exact.bounded:
            assert float(exact.least) == pytest.approx(rough.least, abs=1e-6)


@given(st.lists(rows, min_size=1, max_size=7), st.dictionaries(st.integers(0, 4), st.sampled_from([-1, 1]), max_size=3))
def test_the_least_is_the_sum_of_the_sides_each_with_its_dual(found, costs):
    solution = _Tableau(5, found).solve(costs)
    if solution.least is not None and solution.bounded:
        sum_of_sides = sum(
            dual * (low if high == inf else high) for (_, low, high), dual in zip(found, solution.duals, strict=True)
        )
        assert sum_of_sides == solution.least


@given(st.lists(rows, min_size=1, max_size=7), st.dictionaries(st.integers(0, 4), st.sampled_from([-1, 1]), max_size=3))
def test_the_values_keep_every_row(found, costs):
    solution = _Tableau(5, found).solve(costs)
    if solution.least is not None:
        assert all(value >= 0 for value in solution.values)
        for line, low, high in found:
            assert low <= sum(value * solution.values[column] for column, value in line) <= high


def test_a_programme_that_nothing_allows_has_no_least():
    assert solve(1, [([(0, 1)], 5, 5), ([(0, 1)], -inf, 4)], {0: 1}).least is None


def test_what_nothing_limits_is_told():
    assert not solve(1, [([(0, 1)], 0, inf)], {0: -1}).bounded


def test_thirds_stay_exact():
    third = solve(1, [([(0, 1), (0, 1), (0, 1)], 10, 10)], {0: 1})
    assert third.least == Fraction(10, 3)


def test_a_side_below_nothing_is_refused():
    with pytest.raises(ValueError, match="negative"):
        solve(1, [([(0, 1)], -inf, -1)], {0: 1})
