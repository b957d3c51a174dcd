"""Rules on what a document tells twice and otherwise: sums, times, its own reference."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from graphkit.auditing.books import Finding, said
from graphkit.auditing.page import MOST, Page, words
from graphkit.auditing.slips import Pair, fits, pairs, same_years
from graphkit.names import decision_id
from graphkit.period import earliest, latest
from graphkit.reading import fields
from graphkit.reading.periods import Period
from graphkit.reading.statements import Statement

#: Words that make one of two spans another thing than the whole.
_PART = re.compile(r"\b(?:phase|stage|option|initial|pilot|interim|exten[ds])", re.IGNORECASE)


def told_twice(page: Page) -> Iterator[Finding]:
    """What is told in two ways, of which at most one can hold; a figure and its rounded form are one way."""
    yield from _references(page)
    sums, times = _retold(page)
    yield from _sums(page, [*sums, *pairs(page)])
    yield from {one.found: one for one in (*times, *_ends(page), *_lengths(page))}.values()


def _references(page: Page) -> Iterator[Finding]:
    """A title that begins with another reference than the field has; one further on may be of the decision it is about."""
    title = page.document.title or ""
    leading = [one for one in fields.references(title) if title.startswith(one)]
    own = [one for block in page.document.blocks if block.kind == "field" for one in fields.references(block.text)]
    if leading and own and decision_id(leading[0]) not in {decision_id(one) for one in own}:
        listed = f"{own[0]} (key information) or {leading[0]} (title)"
        yield page.find(f"the reference is told as {listed}", ["key information", "title"], listed)


def _retold(page: Page) -> tuple[list[Pair], list[Finding]]:
    """Two sentences with the same sums but one; and two, of which one has all words of the other, with another sum or time."""
    sums, times = list[Pair](), list[Finding]()
    rich = [one for one in page.sentences if one.amounts or one.periods][:MOST]
    about = {id(one): words(one) for one in rich}
    for one, two in combinations(rich, 2):
        if one.block is two.block or len(one.amounts) != len(two.amounts):
            continue
        both = list(zip(one.amounts, two.amounts, strict=True))
        apart = [(a, b) for a, b in both if a.pence and b.pence and not fits(a, b)]
        mine, other = about[id(one)], about[id(two)]
        listed = one.block.kind == two.block.kind == "item" and one.block.section == two.block.section
        alike = len(mine & other) >= 6 and (mine <= other or other <= mine) and not listed
        same = {a.pence for a, b in both if (a, b) not in apart}
        if len(apart) == 1 and ((len(same) > 1 and len(mine & other) >= 4) or (alike and same_years(one, two))):
            sums.append(Pair(one, apart[0][0], two, apart[0][1]))
        elif alike and not apart and (ends := _other_end(one.periods, two.periods)):
            times.append(_when(page, [(one, ends[0]), (two, ends[1])]))
    return sums, times


def _sums(page: Page, told: Sequence[Pair]) -> Iterator[Finding]:
    """One finding for each two sums, with all places of both; if one alone adds up with the rest, that is what is expected."""
    by_sums: dict[frozenset[int | None], list[Pair]] = {}
    for pair in told:
        by_sums.setdefault(frozenset((pair.a.pence, pair.b.pence)), []).append(pair)
    for sums, group in by_sums.items():
        where: dict[int | None, list[str]] = {}
        for one, a, two, b in group:
            where.setdefault(a.pence, []).append(one.block.locator)
            where.setdefault(b.pence, []).append(two.block.locator)
        ways = " or ".join(f"{said(pence)} ({'; '.join(dict.fromkeys(at))})" for pence, at in where.items())
        right = [pence for pence in sums if page.adds_up(pence)]
        expected = f"{said(right[0])}, which alone adds up with the other sums" if len(right) == 1 else ""
        yield page.find(f"the same sum is told as {ways}", (at for each in where.values() for at in each), ways, expected)


def _ends(page: Page) -> Iterator[Finding]:
    """Spans that begin at the same time and end at another one, in sentences about the same things."""
    spans = [(one, period) for one in page.sentences for period in one.periods if period.kind == "span" and period.last][:MOST]
    for first in dict.fromkeys(period.first for _, period in spans if period.first):
        alike = [(one, period) for one, period in spans if period.first == first]
        apart = [
            pair
            for pair in combinations(alike, 2)
            if pair[0][0].block is not pair[1][0].block
            and _apart(pair[0][1], pair[1][1])
            and len(words(pair[0][0]) & words(pair[1][0])) >= 4
            and not any(_PART.search(one.text) for one, _ in pair)
        ]
        if apart:
            yield _when(page, [one for one in alike if any(one in pair for pair in apart)])


def _other_end(ones: tuple[Period, ...], twos: tuple[Period, ...]) -> tuple[Period, Period] | None:
    """The one period of each sentence that ends otherwise; None where none does, or more than one."""
    if len(ones) != len(twos):
        return None
    apart = [(a, b) for a, b in zip(ones, twos, strict=True) if _apart(a, b)]
    return apart[0] if len(apart) == 1 else None


def _apart(a: Period, b: Period) -> bool:
    """Whether two ends cannot be the same day."""
    if not a.last or not b.last:
        return bool(a.length and b.length and a.length != b.length and a.length[1] == b.length[1])
    return latest(a.last) < earliest(b.last) or latest(b.last) < earliest(a.last)


def _when(page: Page, told: Sequence[tuple[Statement, Period]]) -> Finding:
    """The finding of a time that is told in several ways, each with its places."""
    where: dict[str, list[str]] = {}
    for one, period in told:
        # A span is told by its end, whatever words lead to its beginning.
        where.setdefault(period.written.split(" to ")[-1].split(" and ")[-1], []).append(one.block.locator)
    ways = " or ".join(f"{written} ({'; '.join(dict.fromkeys(at))})" for written, at in where.items())
    return page.find(f"the same time ends in several ways: {ways}", (one.block.locator for one, _ in told), ways)


def _lengths(page: Page) -> Iterator[Finding]:
    """A length that its own dates contradict."""
    for one in page.sentences:
        for period in one.periods:
            if period.doubt == "the length and the dates disagree":
                yield page.find(f"the length and the dates disagree: {period.written}", [one.block.locator], period.written)
