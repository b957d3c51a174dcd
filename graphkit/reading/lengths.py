"""Lengths of time in a text (*three years*, *a 15-month period*), and reckoning with them."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from graphkit.reading.spaces import H, W, before

_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
          "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
          "seventeen": 17, "eighteen": 18, "twenty-four": 24, "thirty-six": 36}  # fmt: skip
_NUMBER = rf"[0-9]{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
_LENGTH = re.compile(
    rf"(?<![\w.,/+£–-])(?P<number>{_NUMBER})(?:{H}\((?P<again>[0-9]{{1,2}}|[a-z]{{3,8}})\))?(?:{W}|-|(?<=[0-9]))"
    rf"(?:(?:further|additional|full|financial|calendar){W})?(?P<unit>year|month|week|day)s?(?:['’]s?)?(?![\w])",
    re.IGNORECASE,
)
_UNIT = re.compile(r"year|month|week|day", re.IGNORECASE)
# Not how long something runs: ages, what lies back, notice to be given, one of several lengths.
_NOT_BEFORE = re.compile(
    rf"(?:\b(?:aged?|ages|past|last|previous|preceding|recent|prior|any|every|than|within|per|once|least)"
    rf"|(?:[0-9+]|\b(?:{'|'.join(word for word in _WORDS if len(word) > 2)})){H}?(?:\+|-|–|or|to|and)){W}?(?:the{W})?\Z",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    rf"(?:{W}|-)(?:old|olds|ago|of{W}age|notice|on{W}year|in{W}advance|prior|earlier|later|imprisonment|sentence|experience|of{W}experience)\b",
    re.IGNORECASE,
)
_FOR = re.compile(rf"\b(?:for|of|over|by){W}\Z", re.IGNORECASE)


class Length(NamedTuple):
    """How long: a number of months, weeks or days; a year is twelve months."""

    start: int
    end: int
    number: int
    unit: str


def lengths(text: str) -> Iterator[Length]:
    """Every length of a text in its order. *A year* counts only after a word such as *for*.

    >>> [(x.number, x.unit) for x in lengths("for a year, then twelve months; a three-year plan, aged 18 years, 5 years ago")]
    [(12, 'months'), (12, 'months'), (36, 'months')]
    """
    if not _UNIT.search(text):
        return
    for found in _LENGTH.finditer(text):
        number, unit, window = found["number"].lower(), found["unit"].lower(), before(text, found.start())
        if number in ("a", "an") and not _FOR.search(window):
            continue
        if _NOT_BEFORE.search(window) or _NOT_AFTER.match(text, found.end()):
            continue
        count = _WORDS.get(number) or int(number if number.isdigit() else 0)
        again = found["again"]
        if not count or (again and (_WORDS.get(again.lower()) or (int(again) if again.isdigit() else 0)) != count):
            continue
        yield Length(*found.span(), count * 12 if unit == "year" else count, "months" if unit == "year" else f"{unit}s")


def ends(first: str, number: int, unit: str) -> str | None:
    """The last day or month of a time that starts with a day or month; None where it cannot be told so far.

    >>> ends("2021-04", 15, "months"), ends("2021-06-26", 12, "months"), ends("2021-04", 10, "weeks")
    ('2022-06', '2022-06-25', None)
    """
    if unit == "months" and len(first) == 7:
        return _month(first, number - 1)
    if len(first) != 10:
        return None
    day = date.fromisoformat(_month(first, number)) if unit == "months" else date.fromisoformat(first)
    return (day + timedelta(days=(0 if unit == "months" else number * (7 if unit == "weeks" else 1)) - 1)).isoformat()


def begins(last: str, number: int, unit: str) -> str | None:
    """The first day or month of a time that ends with a day or month.

    >>> begins("2026-03-31", 12, "months"), begins("2022-06", 15, "months"), begins("2021-04", 10, "weeks")
    ('2025-04-01', '2021-04', None)
    """
    if unit == "months" and len(last) == 7:
        return _month(last, 1 - number)
    if len(last) != 10:
        return None
    following = date.fromisoformat(last) + timedelta(days=1)
    if unit == "months":
        return _month(following.isoformat(), -number)
    return (following - timedelta(days=number * (7 if unit == "weeks" else 1))).isoformat()


def agree(first: str, last: str, number: int, unit: str) -> bool:
    """Whether a first and a last date may bound a time of that length, give or take a month.

    >>> agree("2021-04", "2022-06", 15, "months"), agree("2021-06", "2022-06", 12, "months")
    (True, True)
    >>> agree("2021-04", "2022-06", 24, "months"), agree("2021", "2022", 24, "months")
    (False, True)
    """
    reckoned = ends(first, number, unit)
    return not reckoned or len(last) < 7 or any(_month(last[:7], by) == reckoned[:7] for by in (-1, 0, 1))


def _month(told: str, months: int) -> str:
    """A day or month so many months later; the last day of a shorter month for one that it has not."""
    year, month = divmod(int(told[:4]) * 12 + int(told[5:7]) - 1 + months, 12)
    text = f"{year:04d}-{month + 1:02d}"
    return text if len(told) == 7 else f"{text}-{min(int(told[8:]), monthrange(year, month + 1)[1]):02d}"
