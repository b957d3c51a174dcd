"""Which of several statements that disagree is used: one short list of rules, the same for every kind of fact.

The rules are asked in their order. Each keeps the statements that it speaks for, where it speaks for some and
not for all; the first rule that leaves one statement has decided, and is named. All statements are kept and
shown, and a judgement turns any choice round.

Dates stand before what is signed on purpose. A date bounds which money may have paid for what, and figures
that are called certain must hold under every statement: so an end is read at its latest and a start at its
earliest, as a date that is told to the month is. Who knows better writes a judgement.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graphkit import period
from graphkit.model import Judgement, Telling
from graphkit.money import pence

JUDGED = "judgement"
STATED = "stated, not inferred"
ADDS_UP = "adds up to the stated amount"
WIDEST = "a date is read at its widest"
SIGNED = "told in the recommendations (what is signed)"
LAST = "decided last"
FIRST = "told first"

#: The rules in their order, each with what it means.
RULES = {
    JUDGED: "somebody judged so, and says why",
    STATED: "a fact that the text states, not one that is inferred",
    ADDS_UP: "the figures that add up to what the same fact states, or what its figures add up to",
    WIDEST: "the latest end and the earliest start, so that nothing is ruled out that may hold",
    SIGNED: "what stands in a recommendation or in the decision itself, not in the text around",
    LAST: "what the decision says that was signed last, where all are dated",
    FIRST: "of values the first in the file, of facts the first by its id",
}

_SIGNED = re.compile(r"(?:recommendation|decision)s?\b", re.IGNORECASE)


class Choice(NamedTuple):
    """The place of the statement that is used, the rule that says so, and the judgement if that is the rule."""

    place: int
    rule: str
    judgement: Judgement | None = None


def choose(marks: Sequence[Collection[str]]) -> tuple[int, str]:
    """The place of the statement that is used, and the rules that narrowed the choice.

    ``marks`` names, for each statement, the rules that speak for it.

    >>> choose([{SIGNED}, {ADDS_UP}, {ADDS_UP, SIGNED}])
    (2, 'adds up to the stated amount, then told in the recommendations (what is signed)')
    >>> choose([(), ()])
    (0, 'told first')
    """
    left, named = list(range(len(marks))), list[str]()
    for rule in RULES:
        kept = [place for place in left if rule in marks[place]]
        if kept and len(kept) < len(left):
            left, named = kept, [*named, rule]
        if len(left) == 1:
            break
    if len(left) > 1:
        named.append(FIRST)
    return left[0], ", then ".join(named)


def signed(locators: Iterable[str]) -> bool:
    """Whether one of these places is what is signed.

    >>> signed(["recommendation 2"]), signed(["decision bullet 1"]), signed(["executive summary", "2.1"])
    (True, True, False)
    """
    return any(_SIGNED.match(locator) for locator in locators)


def values(
    told: Sequence[Telling],
    held: Mapping[str, Any],
    judged: Iterable[Judgement],
    sums: Mapping[str, str],
    read_at: Mapping[str, str],
) -> dict[str, Choice]:
    """Of each field that a fact tells in several ways, which telling is used (by its place among that field's).

    ``held`` are the fact's values; ``sums`` maps a field to the one that its figures add up to, ``read_at`` a
    date to earliest or latest.

    >>> told = [Telling("end", "2025-09", ("recommendation 2",)), Telling("end", "2025-12", ("summary",))]
    >>> values(told, {}, (), {}, {"end": "latest"})
    {'end': Choice(place=1, rule='a date is read at its widest', judgement=None)}
    """
    ways: dict[str, list[Telling]] = {}
    for telling in told:
        ways.setdefault(telling.field, []).append(telling)
    by_field = {judgement.field: judgement for judgement in judged}
    found = {}
    for field, tellings in ways.items():
        judgement = by_field.get(field)
        days = _days([telling.value for telling in tellings], read_at.get(field))
        fitting = _fitting(field, ways, held, sums)
        marks = [
            _marks(
                (JUDGED, judgement is not None and telling.value == judgement.use),
                (ADDS_UP, fitting is not None and _figure(telling.value) in fitting),
                (WIDEST, bool(days) and days[place] == (max if read_at[field] == "latest" else min)(days)),
                (SIGNED, signed(telling.locators)),
            )
            for place, telling in enumerate(tellings)
        ]
        found[field] = _choice(marks, judgement)
    return found


class Side(NamedTuple):
    """One of the facts that exclude each other, as far as the rules look at it."""

    id: str
    stated: bool
    locators: Sequence[str]
    signed_by: str | None


def facts(sides: Sequence[Side], judgement: Judgement | None) -> Choice:
    """Which of several facts that exclude each other is used.

    >>> director = Side("x/director", True, ["recommendation 4"], None)
    >>> facts([Side("x/ceo", True, ["legal comments"], None), director], None)
    Choice(place=1, rule='told in the recommendations (what is signed)', judgement=None)
    """
    use = judgement.use[0] if judgement else None
    days = [side.signed_by for side in sides if side.signed_by is not None]
    last = max(days) if len(days) == len(sides) else None
    marks = [
        _marks(
            (JUDGED, side.id == use),
            (STATED, side.stated),
            (SIGNED, signed(side.locators)),
            (LAST, last is not None and side.signed_by == last),
        )
        for side in sides
    ]
    return _choice(marks, judgement)


def _choice(marks: Sequence[Collection[str]], judgement: Judgement | None) -> Choice:
    place, rule = choose(marks)
    return Choice(place, rule, judgement if rule.startswith(JUDGED) else None)


def _marks(*rules: tuple[str, bool]) -> set[str]:
    return {rule for rule, speaks in rules if speaks}


def _days(dates: Sequence[str], read_at: str | None) -> list[str]:
    read = {"latest": period.latest, "earliest": period.earliest}.get(read_at or "")
    return [read(date) for date in dates] if read else []


def _fitting(
    field: str, ways: Mapping[str, Sequence[Telling]], held: Mapping[str, Any], sums: Mapping[str, str]
) -> set[int] | None:
    """The sums that the other field of a pair allows this one: what it adds up to, or what adds up to it."""
    others = [whole for part, whole in sums.items() if part == field] + [part for part, whole in sums.items() if whole == field]
    found = {
        _figure(value)
        for other in others
        for value in ([telling.value for telling in ways[other]] if other in ways else [held.get(other)])
        if value is not None
    }
    return found or None


def _figure(value: Any) -> int:
    """What figures come to, in hundredths: a schedule or a list by its sum."""
    if isinstance(value, Mapping):
        return sum(value.values())
    if isinstance(value, (list, tuple)):
        return sum(map(pence, value))
    return pence(value) if isinstance(value, str) else int(value)
