"""Dates as precisely as they are told, and UK financial years."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.period import earliest, financial_year, latest, span, year_days

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
TOLD = st.builds(lambda day, width: day.isoformat()[:width], DAYS, st.sampled_from([4, 7, 10]))
YEARS = st.integers(1900, 2100).map(lambda year: f"{year}/{(year + 1) % 100:02d}")


@given(TOLD)
def test_the_earliest_day_is_never_after_the_latest(text: str) -> None:
    assert earliest(text) <= latest(text)


@given(TOLD)
def test_both_ends_of_a_date_lie_within_it(text: str) -> None:
    assert earliest(text).startswith(text) and latest(text).startswith(text)


@given(DAYS)
def test_a_day_begins_and_ends_with_itself(day: date) -> None:
    assert earliest(day.isoformat()) == latest(day.isoformat()) == day.isoformat()


@given(DAYS)
def test_a_month_ends_on_its_last_day(day: date) -> None:
    last = calendar.monthrange(day.year, day.month)[1]
    assert latest(f"{day.year:04d}-{day.month:02d}") == f"{day.year:04d}-{day.month:02d}-{last:02d}"


def test_the_last_month_that_there_is_ends_too() -> None:
    assert latest("9998-12") == "9998-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "", "20", "201", "20170", "2017-3", "2017-13", "2017-00", "2017-02-30", "2017-02-29", "2017-3-20", "2017/03",
        "20-03-2017", "2017-03-20T00:00", "2017-03-20 ", "2017-03-20\n",
        " 2017", "March 2017", "0000", "0999", "9999", "9999-12", "٢٠١٧", "-2017", "2017-", "2017-W05",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_at_both_ends(text: str) -> None:
    for function in (earliest, latest):
        with pytest.raises(ValueError):  # noqa: PT011 - whether date or pattern refuses it does not matter
            function(text)


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        first = earliest(text)
    except ValueError:
        return
    assert date.fromisoformat(first)


@given(YEARS)
def test_a_financial_year_starts_in_april_and_ends_in_march(year: str) -> None:
    assert year_days(year) == (f"{year[:4]}-04-01", f"{int(year[:4]) + 1}-03-31")


@given(YEARS)
def test_financial_years_follow_on_each_other_without_a_gap(year: str) -> None:
    following = f"{int(year[:4]) + 1}/{(int(year[:4]) + 2) % 100:02d}"
    between = date.fromisoformat(year_days(following)[0]) - date.fromisoformat(year_days(year)[1])
    assert between.days == 1


def test_the_financial_year_over_the_century_is_one() -> None:
    assert year_days("1999/00") == ("1999-04-01", "2000-03-31")


@pytest.mark.parametrize(
    "text", ["", "2017", "2017/19", "2017/17", "2017-18", "2017/2018", "17/18", "2017/18 ", "2017/18\n", "٢٠١٧/18", "2017/8"]
)
def test_what_is_no_financial_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a UK financial year"):
        financial_year(text)


@pytest.mark.parametrize("year", ["0000/01", "9999/00"])
def test_a_year_whose_days_cannot_be_written_is_no_financial_year(year: str) -> None:
    with pytest.raises(ValueError, match="not a UK financial year"):
        financial_year(year)


def test_start_and_end_count_before_years() -> None:
    told = {"start": "2021-06-26", "end": "2022-06-25", "financial_years": ("2021/22",)}
    assert span(told) == ("2021-06-26", "2022-06-25")


def test_one_bound_leaves_the_other_to_the_years() -> None:
    assert span({"end": "2024-03", "financial_years": ("2023/24",)}) == ("2023-04-01", "2024-03-31")


def test_a_schedule_counts_before_a_list_of_years() -> None:
    assert span({"financial_years": ("2023/24",), "by_year": {"2023/24": 1, "2024/25": 2}}) == ("2023-04-01", "2025-03-31")


def test_since_is_a_start() -> None:
    assert span({"since": "2014-01"}) == ("2014-01-01", None)


def test_what_nothing_bounds_has_no_ends() -> None:
    assert span({"amount": 5}) == (None, None)


@given(st.lists(YEARS, min_size=1))
def test_years_span_from_the_first_to_the_last_in_whatever_order(years: list[str]) -> None:
    assert span({"financial_years": tuple(years)}) == (year_days(min(years))[0], year_days(max(years))[1])
