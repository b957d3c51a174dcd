"""Financial years of a text that belong together: one, a list of them, or all from one to another."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graphkit.period import year_days
from graphkit.period import years as years_between
from graphkit.reading.points import Point
from graphkit.reading.spaces import W, before, phrase

_ALSO = re.compile(phrase(r" ?(?:, ?(?:and )?|& ?|\+ ?|; ?)| and "), re.IGNORECASE)
_TO = re.compile(phrase(r" ?[-–—‑] ?| (?:to|until|up to|through|through to)(?: the end of)? "), re.IGNORECASE)
_AND = re.compile(phrase(" and "), re.IGNORECASE)
_BETWEEN = re.compile(phrase(r"\bbetween (?:the )?(?:FYs? ?)?(?:(?:financial|fiscal) years? )?\Z"), re.IGNORECASE)
_WORD = re.compile(phrase(r"\b(?:the )?(?:FYs?|(?:financial|fiscal) years?(?: of)?):? ?\Z"), re.IGNORECASE)
_WORD_AFTER = re.compile(phrase(r" (?:financial|fiscal) years?\b"), re.IGNORECASE)

#: More years than this are no period that money is for.
MOST = 20


class Chain(NamedTuple):
    """Financial years and their place; ``following`` is the place of the next token, ``doubt`` that of any year."""

    start: int
    end: int
    years: tuple[str, ...]
    following: int
    doubt: str


def chain(text: str, tokens: Sequence[object], at: int, floor: int = 0) -> Chain:
    """The years that begin with the token at a place, which is a financial year.

    >>> from graphkit.reading.points import points
    >>> text = "FYs 2018/19-20/21, 2023/24 and 2024/25 budgets"
    >>> chain(text, list(points(text)), 0).years
    ('2018/19', '2019/20', '2020/21', '2023/24', '2024/25')
    """
    point = tokens[at]
    assert isinstance(point, Point)
    window = before(text, point.start, floor)
    word = _WORD.search(window)
    start = point.start - (len(window) - word.start()) if word else point.start
    between = bool(_BETWEEN.search(window))
    years, end, doubt, at = [point.first], point.end, point.doubt, at + 1
    while at < len(tokens) and isinstance(token := tokens[at], Point) and token.kind == "fy" and token.start - end <= 40:
        gap = re.sub(
            rf"(?:the{W})?\b(?:FYs?|(?:financial|fiscal){W}years?){W}?\Z", "", text[end : token.start], flags=re.IGNORECASE
        )
        run = years_between(year_days(years[-1])[0], year_days(token.first)[1])
        if 1 < len(run) <= MOST and (_TO.fullmatch(gap) or (between and len(years) == 1 and _AND.fullmatch(gap))):
            years += run[1:]
        elif _ALSO.fullmatch(gap) and token.first not in years:
            years.append(token.first)
        else:
            break
        end, at, doubt = token.end, at + 1, doubt or token.doubt
    after = _WORD_AFTER.match(text, end)
    return Chain(start, after.end() if after else end, tuple(years), at, doubt)
