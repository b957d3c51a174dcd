"""Periods in plain text: financial years, spans, beginnings, ends and lengths, each with its place.

*2020-21* is a financial year; *2014-2016* and *2020/22* are spans of years, the second in doubt whether of calendar
or of financial ones. A number that a reference, a law or a telephone has is no year. A day or month without a year
is read only where its other end tells the year.
"""

import re
from typing import NamedTuple

from graphkit.period import earliest, latest, year_days
from graphkit.period import years as years_between
from graphkit.reading import leads
from graphkit.reading.fiscal import chain
from graphkit.reading.lengths import Length, agree, begins, ends, lengths
from graphkit.reading.points import Point, borrowed, days, points
from graphkit.reading.spaces import DIGIT, before

_SOURCE = "from may tell the start, or the year that money comes from"


class Period(NamedTuple):
    """A time told in a text. ``first`` and ``last`` are dates as precisely as told, or None.

    ``years`` are the UK financial years that it names; ``length`` a number of months, weeks or days. ``kind`` is
    financial_years, span, from, until, date, month, year or length. ``doubt`` says what the text leaves open.
    """

    start: int
    end: int
    written: str
    years: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    length: tuple[int, str] | None = None
    kind: str = "span"
    doubt: str = ""


def find(text: str) -> list[Period]:
    """Every period of a text, in its order; no two overlap.

    >>> [(p.written, p.years, p.first, p.last) for p in find("over 2017/18-18/19; for 15 months from April 2021")]
    [('2017/18-18/19', ('2017/18', '2018/19'), None, None), ('15 months from April 2021', (), '2021-04', '2022-06')]
    """
    # A month without any year tells nothing.
    told: list[Point | Length] = [*(points(text) if DIGIT.search(text) else ()), *lengths(text)]
    if not told:
        return []
    told.sort(key=lambda token: (token.start, -token.end))
    tokens: list[Point | Length] = []
    for token in told:
        if not tokens or token.start >= tokens[-1].end:
            tokens.append(token)
    reader = _Reader(text, tokens)
    found: list[Period] = []
    place = 0
    while place < len(tokens):
        period, place = reader.read(place, found[-1].end if found else 0)
        if period:
            found.append(period._replace(written=text[period.start : period.end]))
    return found


class _Reader:
    """Tokens of one text, glued by the words between them. Each step takes at least one token, and looks at few."""

    def __init__(self, text: str, tokens: list[Point | Length]) -> None:
        self.text, self.tokens = text, tokens

    def read(self, at: int, floor: int) -> tuple[Period | None, int]:
        """The period that starts with a token, if it is one, and the place of the next token."""
        token = self.tokens[at]
        if isinstance(token, Length):
            return self._with_length(token, at)
        period, following = self._points(at, floor)
        length = self.tokens[following] if following < len(self.tokens) else None
        if not period or period.kind != "from" or not isinstance(length, Length):
            return period, following
        if not self._gap(period.end, length.start, leads.FROM_LENGTH):
            return period, following
        doubt = "" if period.doubt == _SOURCE else period.doubt
        return _lasting(period._replace(end=length.end, doubt=doubt), length), following + 1

    def _gap(self, start: int, end: int, pattern: re.Pattern[str]) -> bool:
        return end - start <= 60 and bool(pattern.fullmatch(self.text, start, end))

    def _with_length(self, length: Length, at: int) -> tuple[Period, int]:
        """A length alone, or with the time that it starts or ends with."""
        told = (length.number, length.unit)
        alone = Period(length.start, length.end, "", length=told, kind="length"), at + 1
        if at + 1 == len(self.tokens) or isinstance(following := self.tokens[at + 1], Length):
            return alone
        starting = self._gap(length.end, following.start, leads.LENGTH_FROM)
        if not starting and not self._gap(length.end, following.start, leads.LENGTH_TO):
            return alone
        period, place = self._points(at + 1, following.start, sure=True)
        if not period:
            return alone
        period = period._replace(start=length.start, length=told)
        if period.kind == "span":
            agreed = not period.first or not period.last or agree(period.first, period.last, *told)
            return period._replace(doubt=period.doubt or ("" if agreed else "the length and the dates disagree")), place
        if len(period.years) > 1:
            return period, place
        if period.years:
            first, last = year_days(period.years[0])
            period = period._replace(first=first, last=last)
        if starting:
            return _lasting(period, length), place
        first_told = begins(period.last, *told) if period.last else None
        return period._replace(first=first_told, kind="span" if first_told else "until"), place

    def _points(self, at: int, floor: int, sure: bool = False) -> tuple[Period | None, int]:
        """What one point, or several glued ones, tell; ``sure`` where a word before them says that they are a time."""
        point = self.tokens[at]
        assert isinstance(point, Point)
        window = before(self.text, point.start, floor)
        lead, until = leads.FROM.search(window), leads.UNTIL.search(window)
        start = point.start - (len(window) - lead.start()) if lead else point.start
        other = self._other_end(at, "between" in (lead[0].lower() if lead else ""))
        if point.kind == "fy" and (not other or other.kind == "fy"):
            return self._financial(at, floor)
        if other:
            first, last = borrowed(point, other)
            if first and last and earliest(first) <= latest(last):
                doubt = point.doubt or other.doubt
                if point.kind == other.kind == "year" and int(last) == int(first) + 1:
                    doubt = "it may be a financial year"
                if "?" in point.kind and first[:4] != last[:4]:
                    doubt = "the year of the start is not told"
                return Period(start, other.end, "", (), first, last, None, "span", doubt), at + 2
        if "?" in point.kind:
            return None, at + 1
        first, last = days(point)
        if point.kind == "years":
            return Period(point.start, point.end, "", (), first, last, None, "span", point.doubt), at + 1
        if lead:
            after = leads.ONWARDS.match(self.text, point.end)
            return Period(start, after.end() if after else point.end, "", (), first, None, None, "from"), at + 1
        if until:
            start, ending = point.start - (len(window) - until.start()), leads.YEAR_TO.search(window)
            if ending and latest(last)[5:] == "03-31":
                years = (years_between(latest(last), latest(last))[0],)
                start = point.start - (len(window) - ending.start())
                return Period(start, point.end, "", years, kind="financial_years"), at + 1
            after = leads.LATEST.match(self.text, point.end)
            return Period(start, after.end() if after else point.end, "", (), None, last, None, "until"), at + 1
        if point.kind == "year" and not sure and not leads.YEAR_BEFORE.search(window):
            return None, at + 1
        kind = "date" if point.kind == "day" else point.kind
        return Period(point.start, point.end, "", (), first, last, None, kind), at + 1

    def _other_end(self, at: int, between: bool) -> Point | None:
        """The point that ends a span that the point at a place begins."""
        point, following = self.tokens[at], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if not isinstance(following, Point):
            return None
        glued = self._gap(point.end, following.start, leads.TO) or (between and self._gap(point.end, following.start, leads.AND))
        return following if glued else None

    def _financial(self, at: int, floor: int) -> tuple[Period, int]:
        """Financial years, or a beginning or an end that one of them tells."""
        told = chain(self.text, self.tokens, at, floor)
        period = Period(told.start, told.end, "", told.years, kind="financial_years", doubt=told.doubt)
        window = before(self.text, told.start, floor)
        lead, until = leads.FROM.search(window), leads.UNTIL.search(window)
        if len(told.years) == 1 and lead and not re.search(r"\bthe\s+\Z", lead[0]):  # "from the 2023/24 budget"
            first = year_days(told.years[0])[0]
            onwards = leads.ONWARDS.match(self.text, told.end)
            doubt = "" if onwards or not lead[0].lower().startswith("from") else _SOURCE
            end = onwards.end() if onwards else told.end
            start = told.start - (len(window) - lead.start())
            period = period._replace(start=start, end=end, first=first, kind="from", doubt=told.doubt or doubt)
        elif len(told.years) == 1 and until and not until["to"]:  # £5 allocated to 2024/25 is for that year
            start = told.start - (len(window) - until.start())
            period = period._replace(start=start, last=year_days(told.years[0])[1], kind="until")
        return period, told.following


def _lasting(period: Period, length: Length) -> Period:
    """A time that starts as the period does and lasts so long; whole years from a financial year name them all."""
    last = ends(period.first, length.number, length.unit) if period.first else None
    years = period.years
    if years and last and length.unit == "months" and length.number % 12 == 0:
        years = tuple(years_between(year_days(years[0])[0], latest(last)))
    return period._replace(last=last, years=years, length=(length.number, length.unit), kind="span" if last else "from")
