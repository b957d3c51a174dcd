"""The points of time that a text names: days, months, years, UK financial years, each with its place."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.period import earliest, financial_year, latest, year_days
from graphkit.reading.spaces import H, W, before

_NAMES = ("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sept?(?:ember)?",
          "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?")  # fmt: skip
_FIRST = [name[:3] for name in _NAMES]
_MONTH = "(?:" + "|".join(_NAMES) + r")(?![a-z])\.?"
_Y4 = r"(?:19|20)[0-9]{2}(?![0-9])"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"

# Where a number may begin: not within another, but after the dash of a span, or after FY.
_BEGIN = r"(?:(?<![\w/.-])|(?<=[/.][0-9]{2}-)|(?<=[/. ][0-9]{4}-)|(?<=\bFY)|(?<=\bFYs))"
_SHORT = r"(?:-|[- ]?['’])(?P<{}>[0-9]{{2}})(?![\w/])"
_POINT = re.compile(
    # 2021-06-26
    _BEGIN + r"(?:(?P<iso>(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})(?![\w/-])"
    # 26th June 2021, 26 June, 26-Jun-21
    rf"|(?P<day>{_DAY}){H}?(?:st|nd|rd|th)?(?:{W}(?:day{W})?of)?(?:{W}|-)?(?P<dm>{_MONTH})"
    rf"(?:(?:,?{W}|-)(?P<dy>{_Y4})(?!/[0-9])|{_SHORT.format('dys')})?"
    # June 26th, 2021
    rf"|(?P<am>{_MONTH}){W}(?P<ad>{_DAY})(?:st|nd|rd|th)?,?{W}(?P<ay>{_Y4})(?!/[0-9])"
    # June 2021, Jun-21, June
    rf"|(?P<month>{_MONTH})(?:(?:,?(?:{W}of)?{W}|-|)(?P<my>{_Y4})(?!/[0-9])|{_SHORT.format('mys')})?(?![\w])"
    # 26/06/2021, 26.06.2021, 27/8/15, 27 08/2015
    rf"|(?P<nd>{_DAY})(?:[/.-]|{H}(?=[0-9]{{2}}/))(?P<nm>0?[1-9]|1[0-2])(?:[/.-](?P<ny>{_Y4})|/(?P<nys>[0-9]{{2}}))(?![\w/]|\.[0-9])"
    # 2020/21, 2020-2021, 2018 /19, 2014-2016
    rf"|(?P<from>(?:19|20)[0-9]{{2}})(?P<sep>{H}{{0,2}}[/–—‑-]{H}{{0,2}})(?P<to>{_Y4}|[0-9]{{2}}(?![0-9]))(?!/|[.,][0-9]|[a-z])"
    # 24/25, after a word for financial years also 24-25
    rf"|(?P<sfrom>[0-9]{{2}})(?P<ssep>{H}?[/–-]{H}?)(?P<sto>[0-9]{{2}})(?![\w/%]|[.,:][0-9]|-[a-z]|-[0-9]{{1,4}}(?![0-9/]))"
    # 2021 alone; it takes a word before it to be told from a number
    rf"|(?P<year>{_Y4})(?![\w/%]|[.,][0-9]|-[0-9]))",
    re.IGNORECASE,
)
# What makes the number that follows a reference, a law or a telephone, never a year.
_CODE = re.compile(
    rf"(?:\b(?:[A-Z]{{0,4}}(?:PCD|CEOD)s?|DMPC{W}Decisions?|Refs?|References?|Regulations?|Directives?|SI|Nos?|Number"
    rf"|Rules|Act|Section|Paragraph)\.?:?{H}{{0,4}}(?:no\.?{H}?)?|\((?:EU|EC|EEC|UK)\){H}{{0,4}}|[£$€#])\Z",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?:\b(?:tel|telephone|phone|fax)\b|\+44)[^\n]{{0,30}}\Z|(?<![\w.,])0[0-9]{{1,4}}{H}(?:[0-9]{{3,4}}{H})?\Z", re.IGNORECASE
)
_FISCAL = re.compile(rf"\b(?:FYs?|(?:financial|fiscal){W}years?(?:{W}of)?):?{W}?\Z", re.IGNORECASE)
_FISCAL_AFTER = re.compile(rf"{W}(?:financial|fiscal){W}years?\b", re.IGNORECASE)
_SHARE_AFTER = re.compile(rf"{W}(?:(?:out{W})?of\b|(?:{_MONTH}))|{H}?-?{W}?years?[- ]old", re.IGNORECASE)
_COUNT_AFTER = re.compile(rf"{W}(?!(?:costs|funds|grants|totals|allocations|awards|was|is|has)\b)[a-z]{{3,20}}s\b")


class Point(NamedTuple):
    """One point: ``kind`` is day, month, year, fy, years (2014-2016), or day? and month? where the year is not told.

    ``first`` and ``last`` bound it as precisely as told; a day or month without year is ``--04-01`` or ``--04``.
    """

    start: int
    end: int
    kind: str
    first: str
    last: str
    doubt: str = ""


def points(text: str) -> Iterator[Point]:
    """Every point of a text in its order; no two overlap.

    >>> [(p.kind, p.first, p.last) for p in points("26th June 2021, 2017/18, 2014-16, from 1 April; DMPCD 2016/17")]
    [('day', '2021-06-26', '2021-06-26'), ('fy', '2017/18', '2017/18'), ('years', '2014', '2016'), ('day?', '--04-01', '--04-01')]
    """
    for found in _POINT.finditer(text):
        window = before(text, found.start())
        point = _point(found, text, window)
        if point and not _PHONE.search(window):
            yield point


def days(point: Point) -> tuple[str, str]:
    """First and last of a point as dates: a financial year by its days, all else as told.

    >>> days(Point(0, 7, "fy", "2017/18", "2017/18"))
    ('2017-04-01', '2018-03-31')
    """
    return year_days(point.first) if point.kind == "fy" else (point.first, point.last)


def borrowed(one: Point, two: Point) -> tuple[str | None, str | None]:
    """First and last of a span of two points: a start without a year has that of the end, or the year before it.

    >>> borrowed(Point(0, 5, "month?", "--10", "--10"), Point(9, 19, "month", "2022-03", "2022-03"))
    ('2021-10', '2022-03')
    """
    first, last = days(one)[0], days(two)[1]
    if "?" in two.kind or (two.kind == "year" and "?" in one.kind):
        return None, None
    if "?" in one.kind:
        first = last[:4] + first[1:]
        first = first if first[4:7] <= last[4:7] else f"{int(last[:4]) - 1}{first[4:]}"
        try:
            earliest(first)
        except ValueError:  # 29 February of a year that has none
            return None, None
    return first, last


def _point(found: re.Match[str], text: str, window: str) -> Point | None:
    start, end = found.span()
    if found["from"] or found["sfrom"]:
        if _CODE.search(window):
            return None
        return _pair(found, text, window)
    if found["year"]:
        # 2015 96 is a reference, 2015 regulations a law
        plain = not re.match(rf"{H}{{1,2}}[0-9]|{W}(?:Act|Regulations)\b", text[end : end + 20]) and not _CODE.search(window)
        return Point(start, end, "year", found["year"], found["year"]) if plain else None
    if found["iso"]:
        told = found["iso"]
    elif found["nd"]:
        told = f"{_full(found['ny'] or found['nys'])}-{int(found['nm']):02d}-{int(found['nd']):02d}"
    else:
        day, month = found["day"] or found["ad"], found["dm"] or found["am"] or found["month"]
        year = found["dy"] or found["dys"] or found["ay"] or found["my"] or found["mys"]
        number = _FIRST.index(month[:3].lower()) + 1
        told = f"{_full(year) if year else '-'}-{number:02d}" + (f"-{int(day):02d}" if day else "")
        if not year:
            # march and may are words, and a point without a year means nothing alone
            sure = month[0].isupper() and (not day or int(day) <= int(latest(f"2020-{number:02d}")[8:]))
            return Point(start, end, "day?" if day else "month?", told, told) if sure else None
    try:
        earliest(told)
    except ValueError:
        return None
    return Point(start, end, "day" if len(told) == 10 else "month", told, told)


def _pair(found: re.Match[str], text: str, window: str) -> Point | None:
    """A financial year, or a span of calendar years, of two numbers."""
    start, end = found.span()
    fiscal = _FISCAL.search(window) or _FISCAL_AFTER.match(text, end)
    if found["sfrom"]:
        one, two = 2000 + int(found["sfrom"]), 2000 + int(found["sto"])
        counted = _SHARE_AFTER.match(text, end) or not 2010 <= one < 2050
        if two != one + 1 or (not fiscal and ("/" not in found["ssep"] or counted)):
            return None
    else:
        one, to = int(found["from"]), found["to"]
        two = int(to) if len(to) == 4 else one - one % 100 + int(to) + (100 if one % 100 == 99 and to == "00" else 0)
    if two == one + 1:
        year = financial_year(f"{one}/{two % 100:02d}")
        share = found["sfrom"] and not fiscal and _COUNT_AFTER.match(text, end)
        return Point(start, end, "fy", year, year, "it may be a share of what is counted" if share else "")
    if not 1 < two - one <= 20:
        return None
    doubt = "the years may be calendar years or financial years" if "/" in found["sep"] or fiscal else ""
    return Point(start, end, "years", str(one), str(two), doubt)


def _full(year: str) -> str:
    """Four digits of a year."""
    return year if len(year) == 4 else f"20{year}"
