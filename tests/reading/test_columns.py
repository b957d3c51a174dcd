"""Lost blank cells: put back where one way adds up, and never where two do."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading.columns import place, ways

TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(TABLES, st.booleans())
def test_a_table_is_placed_as_it_was_or_not_at_all(table: list[list[int]], summed: bool) -> None:
    whole = [(*row, sum(row)) if summed else tuple(row) for row in table]
    sums = [sum(column) for column in zip(*whole, strict=True)]
    # Nothing stands where a nought stood, but for the sum.
    kept = [[*filter(None, row[:-1]), row[-1]] if summed else [*filter(None, row)] for row in whole]
    width = len(sums)
    options = [[tuple(row)] if len(row) == width else ways(row, width, summed) for row in kept]
    right = [
        choice
        for choice in product(*options)
        if [sum(cell or 0 for cell in column) for column in zip(*choice, strict=True)] == sums
    ]
    assert place(kept, width, summed, sums) == (list(right[0]) if len(right) == 1 else None)


def test_a_search_that_would_be_long_is_left() -> None:
    assert place([[1] * 20] * 40, 40, False, [20] * 40) is None


def test_a_table_without_sums_is_left() -> None:
    assert place([[1, 2]], 3, False, None) is None
