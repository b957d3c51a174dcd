"""Sums that differ as a slip of the pen makes them differ."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from graphkit.auditing.page import MOST, Page, same_name, words
from graphkit.reading import amounts
from graphkit.reading.amounts import Amount
from graphkit.reading.statements import Statement

#: Sums that stand in a text by law or by a scheme, whatever is decided.
_STANDING = re.compile(r"\bRegulations\b|\bSchemes? of\b|\bor (?:above|more|over)\b|\band above\b", re.IGNORECASE)


class Pair(NamedTuple):
    """Two sums, each in its sentence."""

    one: Statement
    a: Amount
    two: Statement
    b: Amount


def pairs(page: Page) -> Iterator[Pair]:
    """Pairs of sums of which one is surely a slip: the rarer the likeness by chance, the less must the sentences share.

    Of two digits that are swapped or left out, the more digits the less chance. Near sums of many digits that differ in
    one must be told in much the same words, or one of them must alone add up with the other sums.
    """
    told = [(one, amount) for one, amount in page.told if not _STANDING.search(one.text)][:MOST]
    # A table tells a sum once more.
    cells = (amounts.cell(cell) for table in page.tables for row in table for cell in row.cells)
    times = Counter([*(amount.pence for _, amount in told), *(cell.pence for cell in cells if cell)])
    for (one, a), (two, b) in combinations(told, 2):
        if one is two or not a.pence or not b.pence or a.per != b.per or fits(a, b):
            continue
        swapped, near = slip(a.pence, b.pence), close(a, b)
        if not swapped and not near:
            continue
        shared = len(words(one) & words(two))
        listed = one.block.kind == two.block.kind == "item" and one.block.section == two.block.section
        named = bool(same_name(one, two))
        # What is told again and again, and once otherwise.
        often = min(times[a.pence], times[b.pence]) == 1 < max(times[a.pence], times[b.pence])
        context = shared >= 3 or (named and shared >= 2) or (often and shared) or adds_up_once(page, a, b)
        alone = shared >= 4 and (adds_up_once(page, a, b) or _one_digit(a, b))
        sure = (swapped >= 4 and (shared or named or often)) or (swapped and not listed and context)
        likely = near and not listed and same_years(one, two) and (alone or (shared >= 3 and _rounded_otherwise(page, a, b)))
        if sure or likely:
            yield Pair(one, a, two, b)


def fits(one: Amount, two: Amount) -> bool:
    """Whether two sums may be one, of which millions or thousands are rounded to the last place that is told."""
    rounded = max((amount.step_pence for amount in (one, two) if amount.unit != "digits"), default=0)
    return abs((one.pence or 0) - (two.pence or 0)) <= rounded


def slip(one: int, two: int) -> int:
    """How many digits two sums have that differ in two neighbours swapped, or in one left out; 0 for all others.

    >>> slip(29640000, 26940000), slip(117500000, 175000000), slip(29640000, 29650000), slip(5000000, 50000000)
    (4, 4, 0, 0)
    """
    a, b = str(one), str(two)
    short, long = sorted((a.rstrip("0"), b.rstrip("0")), key=len)
    if len(a) == len(b):
        other = [n for n in range(len(a)) if a[n] != b[n]]
        if len(other) == 2 and other[1] == other[0] + 1 and a[other[0]] == b[other[1]] and a[other[1]] == b[other[0]]:
            return len(long)
    left_out = len({*short}) >= 3 and len(long) == len(short) + 1 and one < 2 * two < 4 * one
    return len(long) if left_out and any(long[:n] + long[n + 1 :] == short for n in range(len(long))) else 0


def same_years(one: Statement, two: Statement) -> bool:
    """Whether two sentences name the same financial years."""
    return [period.years for period in one.periods if period.years] == [period.years for period in two.periods if period.years]


def close(a: Amount, b: Amount) -> bool:
    """Whether two sums are within 3% of each other."""
    return abs((a.pence or 0) - (b.pence or 0)) * 100 <= 3 * max(a.pence or 0, b.pence or 0)


def _one_digit(a: Amount, b: Amount) -> bool:
    one, two = str(a.pence), str(b.pence)
    digits = max(len(one.rstrip("0")), len(two.rstrip("0")))
    return digits >= 5 and len(one) == len(two) and sum(x != y for x, y in zip(one, two, strict=True)) == 1


def _rounded_otherwise(page: Page, a: Amount, b: Amount) -> bool:
    """Whether one sum is told in millions or thousands, and none that is told in full is what was rounded."""
    short = [amount for amount in (a, b) if amount.unit != "digits" and amount.kind == "exact"]
    if len(short) != 1:
        return False
    return not any(fits(short[0], amount) for _, amount in page.told if amount.unit == "digits")


def adds_up_once(page: Page, a: Amount, b: Amount) -> bool:
    """Whether one of two sums adds up with the others of the document, and the other one does not."""
    return page.adds_up(a.pence) != page.adds_up(b.pence)
