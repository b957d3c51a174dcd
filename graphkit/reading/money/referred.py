"""Places of the report that a recommendation names, and the sums that it takes from there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graphkit.reading.document import Block
from graphkit.reading.facts import Party
from graphkit.reading.money.claim import Body, Claim, counts, pays
from graphkit.reading.money.details import periods_of
from graphkit.reading.money.moving import moving
from graphkit.reading.money.pairs import places
from graphkit.reading.money.payment import other_side
from graphkit.reading.money.sides import sides
from graphkit.reading.money.wording import PART_OF_IT
from graphkit.reading.money.wordless import HOLDS, OPEN, SAME
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

#: The rule of a sum that the recommendation leaves to another place.
REFERRED = "told where the recommendation says"
_PLACE = re.compile(r"\b(?:paragraphs?|para|sections?|list at|table at|at) (\d{1,2}(?:\.\d{1,2})?)\b", re.I)
#: Sections that it names.
_SECTIONS = (
    (r"\bsummary\b|\b(?:set out|described|named|listed|shown) above\b", "executive summary"),
    (r"\bissues\b (?:section|for consideration)|\bissues section\b", "issues for consideration"),
    (r"\bfinancial comments\b|\bfinance section\b", "financial comments"),
    *(
        (r"\b(?:in|by|throughout) this (?:report|paper|decision|form)\b", name)
        for name in ("executive summary", "introduction", "issues for consideration", "financial comments")
    ),
    *(
        (r"\b(?:in|by|throughout) the (?:report|paper|form)\b", name)
        for name in ("executive summary", "issues for consideration", "financial comments")
    ),
    (r"\b(?:introduction|background)\b (?:section|and background)|\bbackground section\b", "introduction"),
)


class Referred(NamedTuple):
    """The sections and the numbers of paragraphs that some lines name."""

    sections: frozenset[str]
    places: tuple[str, ...]

    @classmethod
    def of(cls, lines: Iterable[Statement]) -> "Referred":
        """What these lines of a recommendation refer to."""
        texts = [line.text for line in lines]
        numbers = dict.fromkeys(match[1] for text in texts for match in _PLACE.finditer(text))
        sections = frozenset(name for text in texts for word, name in _SECTIONS if re.search(word, text, re.IGNORECASE))
        return cls(sections, tuple(place for number in numbers for place in (number, f"decision {number}")))

    def covers(self, block: Block) -> bool:
        """Whether a block stands in a place that is named."""
        where = block.locator.removeprefix("table after ")
        return block.section in self.sections or any(where.startswith(place) for place in self.places)


def givers(told: Sequence[Statement], body: Body) -> Iterator[tuple[Statement, Party]]:
    """The lines of the recommendation that name another than the body who pays or buys, and that other."""
    for one in told:
        if one.block.section == "recommendation":
            for number, side in sides(shape(one)).items():
                named = one.parties[number]
                if side.rule in ("paid by", "who buys") and counts(named) and pays(named) and not body.owns(named.party):
                    yield one, named.party


def paid_from_there(made: Iterable[Claim], told: Sequence[Statement], body: Body) -> list[Claim]:
    """The claims, those of a place that a line names (the values at paragraph 2.3) paid by whom that line says."""
    found = list(made)
    for line, payer in givers(told, body):
        place = Referred.of([line])
        if place.places:
            found = [
                claim._replace(payer=payer)
                if claim.payees and not (claim.payer or claim.comes) and place.covers(claim.statement.block)
                else claim
                for claim in found
            ]
    return found


def taken_from_there(made: Sequence[Claim], told: Sequence[Statement], body: Body) -> Iterator[Claim]:
    """The claims, those of a recommendation without a sum with the sums of the place that it names, where nobody else is named.

    Where the place says who gets or gives its sums, they are claims already.
    """
    for claim in made:
        yield from list(_there(claim, made, told, body)) or [claim]


def _there(claim: Claim, made: Sequence[Claim], told: Sequence[Statement], body: Body) -> Iterator[Claim]:
    known = claim.payer if claim.comes else claim.payees
    if (
        claim.pence is not None
        or not known
        or claim.rule in (SAME, HOLDS, OPEN)
        or claim.statement.block.section != "recommendation"
    ):
        return
    place = Referred.of([claim.statement])
    lines = [one for one in told if place.covers(one.block) and one.amounts and one.block.kind in ("paragraph", "item")]
    if any(one.statement in lines and other_side(one) == other_side(claim) and one.pence for one in made):
        return
    sides_ = {claim.payer, *claim.payees}
    for line in lines:
        if not _others(line, sides_, body):
            form = shape(line)
            for number, said in moving(form, {}):
                if said != "recalled" and not PART_OF_IT.match(form.text, places(form).sums[number]):
                    amount = line.amounts[number]
                    yield claim._replace(
                        statement=line, amount=amount, pence=amount.pence, periods=periods_of(form, number), rule=REFERRED,
                        intro=claim.statement,
                    )  # fmt: skip


def _others(line: Statement, sides_: set[Party | None], body: Body) -> bool:
    """Whether a statement names somebody who is no side of a claim."""
    return any(counts(one) and pays(one) and not body.owns(one.party) and one.party not in sides_ for one in line.parties)
