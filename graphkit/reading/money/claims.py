"""What single statements say of money: claims, not yet compared with each other."""

from collections.abc import Iterator, Sequence

from graphkit.reading.amounts import Amount
from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import ASIDE, Body, Claim, counts, likeliest
from graphkit.reading.money.lists import Intro, bare, introduced, introduces, listed, written
from graphkit.reading.money.sides import Places, places, sides
from graphkit.reading.money.sums import Sum
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.money.wordless import without_sum
from graphkit.reading.shapes import Shape, shape
from graphkit.reading.statements import Statement


def claims(told: Sequence[Statement], body: Body) -> list[Claim]:
    """Every claim of a document outside its tables, in its order."""
    found: list[Claim] = []
    intro: Intro | None = None
    before_it: Shape | None = None
    for statement in told:
        block = statement.block
        if block.section in ASIDE or block.kind in ("row", "title"):
            continue
        if block.kind == "heading":
            intro = None
            continue
        if intro and block.section != intro.statement.block.section:
            intro = None
        if bare(statement):
            if (intro is None or intro.amount is None) and before_it and len(before_it.statement.amounts) == 1:
                intro = introduced(before_it, body)
            items = list(listed(statement, intro, body)) if intro else []
            if items and intro:
                line = intro.statement
                found = [claim for claim in found if claim.statement is not line or claim.payees or claim.payer]
            found += items
            if items or intro:
                continue
        before_it = form = shape(statement)
        made = [claim._replace(intro=intro.statement if intro else None) for claim in _of(form, body, intro)]
        if wording.SAME_BODY.search(form.text):
            before = next((claim.payees for claim in reversed(found) if claim.payees), ())
            came = [claim for claim in made if claim.comes]
            made = [claim if claim.comes or claim.payees else claim._replace(payees=before, service=None) for claim in made]
            if before and came == made and wording.SAME_ON.search(form.text):
                made += [claim._replace(payer=None, payees=before, comes=False) for claim in came]
        found += made
        if introduces(form) and (intro is None or statement.text.rstrip().endswith(":")):
            intro = introduced(form, body)
        elif block.kind != "item" and not made:
            intro = None
    return [claim for one in found if (claim := _as_beside(one, found))]


def _as_beside(claim: Claim, found: Sequence[Claim]) -> Claim | None:
    """A claim of a sum beside a name that has no form of one, as the other items of its list are names and sums.

    It is paid to that name; None where the name is that of a cost or a total.
    """
    if claim.rule != "a sum" or claim.payees or claim.service or not (name := written(claim.statement)):
        return claim
    for one in found:
        alike = one.rule in ("sum beside", "sum before") and one.payees and one.statement is not claim.statement
        if alike and (one.statement.block is claim.statement.block or (claim.intro and one.intro is claim.intro)):
            thing = any(names.search(name) for names in (wording.TOTAL_NAMES, wording.WORK_NAMES, wording.COST_NAMES))
            return None if thing else claim._replace(payees=(Party(name),), rule="a name written so")
    return claim


def _of(form: Shape, body: Body, intro: Intro | None) -> list[Claim]:
    """The claims of one statement; a sum whose parts go to those named is no claim of its own."""
    made = list(_each(form, body, intro))
    for whole in made:
        alike = [one for one in made if one is not whole and one.comes == whole.comes and one.pence]
        parts = [one for one in alike if (one.payer if one.comes else one.payees)]
        named = {party for one in parts for party in (one.payer, *one.payees)}
        sides_ = {whole.payer, *whole.payees} - {None}
        if len(parts) > 1 and whole.pence and sum(one.pence or 0 for one in parts) == whole.pence and named.issuperset(sides_):
            return [claim for claim in made if claim is not whole]
    return made


def _each(form: Shape, body: Body, intro: Intro | None) -> Iterator[Claim]:
    """The claims of each sum of a statement."""
    statement, at = form.statement, places(form)
    known = {n: side for n, side in sides(form).items() if counts(statement.parties[n])}
    yield from without_sum(form, known, body)
    sums = [likeliest(amount) for amount in statement.amounts]
    inside = _parts(sums)
    for number, amount in enumerate(statement.amounts):
        if number not in at.sums or likeliest(amount) is None:
            continue
        if amount.per == "each" and statement.text.rstrip().endswith(":") and not statement.parties:
            continue  # the names follow
        if wording.HANDED.search(form.text, 0, at.sums[number]) or _carried(form, at, number):
            continue
        if _total(statement.amounts, sums, number) or _of_each(statement.amounts, number):
            continue
        whole = any(_of_each(statement.amounts, other, number) for other in range(len(sums)))
        said = verdict(form, None if whole else number)
        inner = number in inside or _yearly_part(statement.amounts, number)
        part = inner and not any(side.sum == number for side in known.values())
        if said != "dropped" and not part:
            yield from Sum(form, known, at, number, amount, said, body, intro).claims()


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
    before = form.text[: at.sums[number]]
    inside = wording.last(wording.INTERNAL, before)
    return inside >= 0 and inside >= max(wording.last(wording.COMES, before), wording.last(wording.PAYS_OUT, before))
