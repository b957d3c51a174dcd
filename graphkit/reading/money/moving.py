"""Which sums of a statement move at all: parts of others, totals and sums that only change years do not."""

import re
from collections.abc import Iterator, Mapping, Sequence

from graphkit.reading.amounts import Amount
from graphkit.reading.money import wording
from graphkit.reading.money.claim import likeliest
from graphkit.reading.money.pairs import Places, Side, places
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.shapes import Shape

#: A sum is told for each of several bodies.
_PER_BODY = re.compile(r"\bper (?!annum|year|month|quarter|week)[a-z]{3,}", re.I)


def moving(form: Shape, known: Mapping[int, Side]) -> Iterator[tuple[int, str]]:
    """The numbers of the sums that move, each with its verdict; a part of another sum does where a side is joined to it."""
    statement, at = form.statement, places(form)
    sums = [likeliest(amount) for amount in statement.amounts]
    inside = _parts(sums)
    for number, amount in enumerate(statement.amounts):
        if number not in at.sums or likeliest(amount) is None:
            continue
        if amount.per == "each" and statement.text.rstrip().endswith(":") and not statement.parties:
            continue  # the names follow
        ceiling = amount.kind == "up_to" and amount.per == "each" and not statement.parties
        if len(sums) > 1 and (ceiling or _PER_BODY.search(amount.written)):
            continue  # what each of several gets
        if wording.HANDED.search(form.text, 0, at.sums[number]) or _carried(form, at, number):
            continue
        if _total(statement.amounts, sums, number) or _of_each(statement.amounts, number):
            continue
        whole = any(_of_each(statement.amounts, other, number) for other in range(len(sums)))
        inner = number in inside or _yearly_part(statement.amounts, number)
        accepted = wording.COMES.search(form.text, 0, at.sums[number]) is not None
        beside = inner and _in_one_bracket(form.text, at, sums, number)
        own = not beside and any(side.sum == number and not (accepted and side.rule == "sum for") for side in known.values())
        paid = any(side.sum == number and side.rule in ("sum to", "paid to") for side in known.values())
        said = verdict(form, None if whole else number, joined=paid)
        part = inner and not own
        if said != "dropped" and not part:
            yield number, said


def _parts(sums: list[int | None]) -> set[int]:
    """The sums of a statement that together make one told before them: £5, of which £3 now and £2 later."""
    for first, whole in enumerate(sums):
        told = 0
        for last, one in enumerate(sums[first + 1 :], start=first + 1):
            if one is None or whole is None:
                break
            told += one
            if told == whole and last > first + 1:
                return set(range(first + 1, last + 1))
    return set()


def _in_one_bracket(text: str, at: Places, sums: Sequence[int | None], number: int) -> bool:
    """Whether a sum stands in a bracket with another one: for the Hub (£5 this year and £6 next)."""
    opened = text.rfind(" ( ", 0, at.sums[number])
    closed = text.find(" )", at.sums[number])
    inside = [other for other in range(len(sums)) if other in at.sums and opened < at.sums[other] < closed]
    return opened >= 0 and " )" not in text[opened : at.sums[number]] and len(inside) > 1


def _total(amounts: Sequence[Amount], sums: list[int | None], number: int) -> bool:
    """Whether a sum is what all sums before it make, or one a year in some years: £3 from X and £2 from Y, £5 in total."""
    before, whole = sums[:number], likeliest(amounts[number])
    yearly = likeliest(amounts[0]) if number == 1 and amounts[0].per == "year" else None
    if whole and yearly and whole % yearly == 0 and 2 <= whole // yearly <= 10:
        return True
    return len(before) > 1 and None not in before and sum(one or 0 for one in before) == sums[number]


def _of_each(sums: Sequence[Amount], number: int, whole: int | None = None) -> bool:
    """Whether a sum for each makes another sum of the statement, or this one: £130,000 for each borough, £4,160,000 in all."""
    pence = likeliest(sums[number])
    if sums[number].per != "each" or not pence:
        return False
    wholes = [likeliest(one) or 0 for n, one in enumerate(sums) if whole in (None, n)]
    return any(one % pence == 0 and 2 <= one // pence <= 50 for one in wholes)


def _yearly_part(sums: Sequence[Amount], number: int) -> bool:
    """Whether a sum a year is what a sum before it comes to in each of some years: £378,000 (£189,000 per annum)."""
    pence = likeliest(sums[number])
    if sums[number].per != "year" or not pence:
        return False
    return any((whole := likeliest(one)) and whole % pence == 0 and 2 <= whole // pence <= 10 for one in sums[:number])


def _carried(form: Shape, at: Places, number: int) -> bool:
    """Whether a sum only moves between years or pots of the same owner."""
    if wording.ACCEPTED.match(form.text, at.sums[number]):
        return False
    before = form.text[: at.sums[number]]
    inside = wording.last(wording.INTERNAL, before)
    return inside >= 0 and inside >= max(wording.last(wording.COMES, before), wording.last(wording.PAYS_OUT, before))
