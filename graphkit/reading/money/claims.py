"""What single statements say of money: claims, not yet compared with each other."""

from collections.abc import Iterator, Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import ASIDE, Body, Claim, counts
from graphkit.reading.money.lists import Intro, bare, introduced, introduces, listed, written
from graphkit.reading.money.moving import moving
from graphkit.reading.money.pairs import places
from graphkit.reading.money.sides import RECEIVES, sides
from graphkit.reading.money.sums import Sum
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
        if wording.ONWARD.search(form.text) and (holder := _holder(found)):
            made = [claim if claim.comes or claim.payer else claim._replace(payer=holder) for claim in made]
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


def _holder(found: Sequence[Claim]) -> Party | None:
    """Who took what the recommendation accepted last, where it is not the body."""
    for claim in reversed(found):
        if claim.comes or claim.rule in RECEIVES:
            return claim.payees[0] if claim.payees else None
    return None


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
    for number, said in moving(form, known):
        yield from Sum(form, known, at, number, statement.amounts[number], said, body, intro).claims()
