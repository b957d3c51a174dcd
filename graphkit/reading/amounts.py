"""Amounts of money in plain text, each with its place, and what is in doubt about it.

Read are pounds that are told as pounds. A number without a pound sign is read where its words leave no choice
(*a grant of 95,000 to*), and says that the sign was lost. *£1 in every £10* is a share and no amount.
"""

import re
from typing import NamedTuple

from graphkit.reading.figures import Figure, figure, scaled
from graphkit.reading.qualified import around
from graphkit.reading.spaces import DIGIT, H, W, before, phrase

#: What scanning takes for a pound sign: f, E, L, # and ? only before a number that is surely a sum.
_SUM = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,3}\.[0-9]{1,2}(?:m|k|bn|[ ]?million)\b)"
_SIGN = re.compile(
    rf"(?P<sign>[£\uffe1\u20a4]|(?<![A-Za-z])GBP){H}{{0,3}}(?=[0-9lI])"
    rf"|(?P<slip>(?:\$?(?:\\pm|\\pounds|±)(?:{H}?\$)?|(?<![\w.,])[fFEL#?\ufffd]|&pound;){H}{{0,2}})(?={_SUM})"
    rf"|(?<![\w.,/£$€#±-])(?=[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}(?:\.[0-9]{{2}})?(?![0-9]|[.,][0-9]))(?P<bare>)"
)
_POUNDS = re.compile(rf"{W}(?:pounds?(?:{W}sterling)?|GBP)(?![A-Za-z])", re.IGNORECASE)
_MONEY_BEFORE = re.compile(
    phrase(
        r"\b(?:grants?|funding|funds|budget|costs?|contributions?|allocations?|awards?|sum|value|price|fee|income|expenditure)"
        r" (?:of|totall?ing|is|was|being)(?: (?:up to|a total of|a further|an additional))? ?\Z"
    ),
    re.IGNORECASE,
)
# What may follow a sum and no head count: the end of a clause, or a word that no counted thing begins with.
_MONEY_AFTER = re.compile(
    rf"{W}?(?:[.;:)]|\Z)|{W}(?:for|from|to|in|and|over|per|which|will|is|was|by|with|on|across)\b", re.IGNORECASE
)
_SHARE_AFTER = re.compile(phrase(r" (?:in|of|out of|for|from) every "), re.IGNORECASE)
_DASH = re.compile(rf"{H}{{0,2}}[-–—]{H}{{0,2}}(?P<sign>£{H}?)?(?=[0-9])")
_AND = re.compile(rf"{W}(?:and|to){W}£{H}?(?=[0-9])", re.IGNORECASE)
_BETWEEN = re.compile(
    phrase(r"\b(?:(?P<and>between)|(?:rang(?:e|es|ing) (?:from|of|between)|varying from|anywhere from|grants of))") + rf"{W}\Z",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """Pounds told in a text, in whole pence; the written span takes in the words that limit it, not its nouns.

    ``pence`` is None where the number is in ``doubt``; ``readings`` then has what it may be. ``upper`` ends a range.
    ``kind`` is exact, up_to, at_least or approx; ``per`` a time (year, month), each, or the word after *per*.
    ``unit`` is digits, k, m or bn as written, and ``step_pence`` one in its last place.
    """

    start: int
    end: int
    written: str
    pence: int | None
    upper: int | None = None
    kind: str = "exact"
    per: str | None = None
    total: bool = False
    currency_slip: bool = False
    negative: bool = False
    unit: str = "digits"
    step_pence: int = 100
    readings: tuple[int, ...] = ()
    doubt: str = ""


def find(text: str) -> list[Amount]:
    """Every amount of a text, in its order; no two overlap.

    >>> [(a.written, a.pence, a.kind, a.per) for a in find("accept up to £1.2m, and c£50,000 per annum for 2 posts")]
    [('up to £1.2m', 120000000, 'up_to', None), ('c£50,000 per annum', 5000000, 'approx', 'year')]
    """
    found: list[Amount] = []
    if not DIGIT.search(text):
        return found
    place = 0
    while sign := _SIGN.search(text, place):
        floor = found[-1].end if found else 0
        amount = _amount(text, sign, floor)
        if amount:
            found.append(amount)
        place = max(amount.end if amount else sign.end(), place + 1)
    return found


def heading(text: str) -> str | None:
    """The unit of the bare numbers in a column with this heading; None where it does not say that they are pounds.

    >>> heading("2023/24 £"), heading("Total (£000s)"), heading("£m"), heading("Borough"), heading("£45,000")
    ('digits', 'k', 'm', None, None)
    """
    found = re.search(rf"(?:£|GBP){H}{{0,2}}['’]?(?P<unit>000|k|mn?|million|bn)?['’]?s?(?![\w,.])", text[:400], re.IGNORECASE)
    if not found:
        return None
    return {"0": "k", "k": "k", "m": "m", "b": "bn", "": "digits"}[(found["unit"] or "")[:1].lower()]


def cell(text: str, in_pounds: bool = True, unit: str = "digits") -> Amount | None:
    """The one amount of a table cell; with ``in_pounds`` a bare number is one, in the unit of the column's heading.

    A number in brackets or behind a minus is negative. A bare year is in doubt. None where the cell tells no amount
    or several.

    >>> cell(" 91,000 ").pence, cell("474", unit="k").pence, cell("(2,500)").negative, cell("38%"), cell("91,000", False)
    (9100000, 47400000, True, None, None)
    """
    body = text.strip()
    start = text.find(body)
    minus = re.fullmatch(rf"(?:\({H}?(.{{1,40}}?){H}?\)|[-–−]{H}?(.{{1,40}}))", body)
    core = (minus[1] or minus[2]) if minus else body
    bare = re.fullmatch(r"[0-9]{1,3}(?:,[0-9OoIl]{3}){1,4}(?:\.[0-9]{1,2})?|[0-9]{1,14}(?:\.[0-9]{1,9})?", core)
    if bare and in_pounds:
        sure = figure("£" + core, 1)
        if not sure:
            return None
        pence = sure.pence if unit == "digits" else scaled(core, unit)
        if unit == "digits" and re.fullmatch("(?:19|20)[0-9]{2}", core) and pence is not None:
            sure = sure._replace(readings=(pence,), doubt="it may be a year")
            pence = None
        step = sure.step if unit == "digits" else (figure(f"£{core}{unit}", 1) or sure).step
        return Amount(
            start, start + len(body), body, pence, negative=bool(minus), unit=unit, step_pence=step,
            readings=sure.readings, doubt=sure.doubt,
        )  # fmt: skip
    found = find(text)
    if len(found) != 1:
        return None
    return found[0]._replace(negative=bool(minus) and found[0].end >= start + len(body) - 1)


def _amount(text: str, sign: re.Match[str], floor: int) -> Amount | None:
    """The amount whose sign was found, unless it is none."""
    at = sign.end()
    first = figure(text, at)
    if not first:
        return None
    start, end, slip = sign.start(), first.end, sign["slip"] is not None
    named = _POUNDS.match(text, end)
    if named:
        end = named.end()
    elif sign["bare"] is not None:
        if _MONEY_BEFORE.search(before(text, start, floor)) and _MONEY_AFTER.match(text, end):
            slip = True
        else:
            return None
    if slip and text.startswith("$", end):
        end += 1  # the sign and its number stood between the marks of a formula
    lead = before(text, start, floor)
    if re.search(rf"\bevery{W}\Z", lead, re.IGNORECASE) or _SHARE_AFTER.match(text, end):
        return None
    start, end, first, upper = _range(text, lead, start, end, at, first)
    words = around(text, start, end, floor)
    return Amount(
        words.start, words.end, text[words.start : words.end], first.pence, upper, words.kind, words.per, words.total, slip,
        False, first.unit, first.step, first.readings, first.doubt,
    )  # fmt: skip


def _range(text: str, lead: str, start: int, end: int, at: int, first: Figure) -> tuple[int, int, Figure, int | None]:
    """Start, end, lower figure and upper pence of a range that begins with a figure; the figure alone otherwise."""
    between = _BETWEEN.search(lead)
    dash = _DASH.match(text, end)
    link = _AND.match(text, end) if between else None
    if link and between and ("to" in link[0].lower()) == bool(between["and"]):
        link = None  # "between £5 to" and "ranging from £5 and" are no ranges
    join = dash or link
    second = figure(text, join.end()) if join else None
    if not join or not second or second.pence is None or first.pence is None:
        return start, end, first, None
    lower = first
    if first.unit == "digits" and second.unit != "digits" and first.pence < 100_000:
        pence = scaled(text[at : first.end], second.unit)  # £1.2-1.5m: the unit is told once
        if pence is not None:
            lower = first._replace(pence=pence, unit=second.unit)
    spaced = dash is not None and not dash["sign"] and dash[0] != dash[0].strip()
    plain = "," not in text[join.end() : second.end] and second.unit == "digits"
    if (spaced and plain) or lower.pence is None or lower.pence >= second.pence:
        return start, end, first, None
    if link and between:
        start -= len(lead) - between.start()
    return start, second.end, lower._replace(step=max(first.step, second.step)), second.pence
