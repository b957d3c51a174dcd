"""Dates as precisely as they are told, and UK financial years (1 April to 31 March).

A date is text: ``2017-03-20``, ``2017-03`` or ``2017``. A month stays a month; where an order is
needed, it is read at its earliest or its latest day.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def earliest(text: str) -> str:
    """The first day of a date told to the day, month or year.

    >>> earliest("2017-02"), earliest("2017")
    ('2017-02-01', '2017-01-01')
    """
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", text, re.ASCII)
    if not match:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = match.groups()
    if not 1000 <= int(year) <= 9998:
        raise ValueError(f"not a year of ours: {text!r}")
    return date(int(year), int(month or 1), int(day or 1)).isoformat()


@lru_cache(maxsize=4096)
def latest(text: str) -> str:
    """The last day of a date told to the day, month or year.

    >>> latest("2017-02"), latest("2016-02"), latest("2017-03-20")
    ('2017-02-28', '2016-02-29', '2017-03-20')
    """
    first = date.fromisoformat(earliest(text))
    if len(text) == 10:
        return text
    if len(text) == 4:
        return f"{text}-12-31"
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (following - timedelta(days=1)).isoformat()


def financial_year(text: str) -> str:
    """A UK financial year in its one spelling, 2017/18; ValueError for what is none.

    >>> financial_year("2017/18")
    '2017/18'
    """
    match = re.match(r"(\d{4})/(\d{2})\Z", text, re.ASCII)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]) or not 1000 <= int(match[1]) <= 9997:
        raise ValueError(f"not a UK financial year: {text!r}")
    return text


@lru_cache(maxsize=4096)
def year_days(year: str) -> tuple[str, str]:
    """First and last day of a UK financial year.

    >>> year_days("2017/18")
    ('2017-04-01', '2018-03-31')
    """
    first = int(financial_year(year)[:4])
    return f"{first}-04-01", f"{first + 1}-03-31"


def years(first: str, last: str) -> list[str]:
    """The UK financial years that the days from the first to the last touch; none where the last comes before the first.

    >>> years("2017-03-31", "2018-04-01")
    ['2016/17', '2017/18', '2018/19']
    """
    start, end = (int(day[:4]) - (day[5:] < "04-01") for day in (first, last))
    found = range(max(start, 1000), min(end, 9997) + 1) if first <= last else ()
    return [f"{year}/{(year + 1) % 100:02d}" for year in found]


def span(values: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Earliest first and latest last day of what a fact is for; None where nothing bounds it.

    Start and end count before years; a schedule's years count before a list of years.

    >>> span({"financial_years": ("2017/18", "2018/19")})
    ('2017-04-01', '2019-03-31')
    >>> span({"start": "2024-03", "by_year": {"2023/24": 1, "2024/25": 2}})
    ('2024-03-01', '2025-03-31')
    """
    years: Iterable[str] = values.get("by_year") or values.get("financial_years") or ()
    days = [year_days(year) for year in years]
    start, end = values.get("start") or values.get("since"), values.get("end")
    first = earliest(start) if start else min((day[0] for day in days), default=None)
    last = latest(end) if end else max((day[1] for day in days), default=None)
    return first, last
