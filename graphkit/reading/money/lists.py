"""Lists: what the line before a list says for every item of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.reading.amounts import Amount
from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import Body, Claim, counts, pays
from graphkit.reading.money.sides import TAKES, sides
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.shapes import Shape
from graphkit.reading.singles import WORDS
from graphkit.reading.statements import Statement

_EACH = re.compile(r"\beach\b|\bthat (?:get|receive)\b")
_FOLLOWS = re.compile(r"\b(?:following|below|listed|as follows|namely)\b")
#: Bodies of a kind get a sum.
_GET = re.compile(
    r"\b(?:boroughs?|authorities|organisations?|providers?|charities|bodies|councils|groups|schools)\b (?:(?![.;:])\S+ ){0,4}?"
    r"(?:receiv\w+|gets?|be (?:awarded|paid|given))\b"
)


class Intro(NamedTuple):
    """A line before a list: its sum, whether money comes, from whom and to whom (or who pays), and what it says of the whole."""

    statement: Statement
    amount: Amount | None
    comes: bool
    payer: Party | None
    verdict: str
    taker: Party | None = None
    giver: Party | None = None
    each: bool = False


def _each(form: Shape, amount: Amount | None) -> bool:
    """Whether a line before a list tells the sum of each item."""
    if amount is None:
        return False
    return amount.per == "each" or bool(
        wording.EACH.search(form.text) or wording.PLURAL.search(form.text) or _EACH.search(form.text)
    )


def introduces(form: Shape) -> bool:
    """Whether a list follows a statement."""
    return form.statement.text.rstrip().endswith(":") or bool(_FOLLOWS.search(form.text[-120:]))


def introduced(form: Shape, body: Body) -> Intro:
    """What a line before a list says."""
    statement = form.statement
    known = sides(form)
    payers = [statement.parties[n].party for n, side in known.items() if side.means == "payer"]
    takers = [statement.parties[n] for n, side in known.items() if side.rule in TAKES]
    outside = [party for party in payers if not body.owns(party)]
    comes = wording.last(wording.COMES, form.text) > wording.last(wording.HANDS_OUT, form.text)
    comes = comes and not _GET.search(form.text)
    alone = statement.amounts[0] if len(statement.amounts) == 1 else None
    payer = outside[0] if len(outside) == 1 and comes else None
    taker = next((one.party for one in takers if counts(one) and pays(one) and not body.owns(one.party)), None)
    paying = [statement.parties[n] for n, side in known.items() if side.rule == "paid by"]
    giver = next((one.party for one in paying if counts(one) and pays(one) and not body.owns(one.party)), None)
    return Intro(statement, alone, comes, payer, verdict(form, None), taker, None if comes else giver, _each(form, alone))


def bare(statement: Statement) -> bool:
    """Whether a statement is names of parties and nothing else."""
    left = statement.text
    for one in statement.parties:
        left = left.replace(one.written, "", 1)
    return bool(statement.parties) and not re.search(r"\w{4,}|\d", left)


def written(statement: Statement) -> str | None:
    """The name beside the one sum of an item, where the item is a name and a sum and nothing else: Sistrum \u2013 \u00a3310."""
    if len(statement.amounts) != 1 or statement.parties:
        return None
    [amount] = statement.amounts
    before = re.sub(r"^(?:\(?\w{1,3}[.)]|[\u2022-]) ", "", statement.text[: amount.start])
    name, other = (side.strip(" ,.;:\u2013\u2014-") for side in (before, statement.text[amount.end :]))
    alone = re.sub(r"^[Tt]he ", "", name or other)
    is_name = not (name and other) and wording.WRITTEN.fullmatch(alone) and alone.casefold() not in WORDS
    return alone if is_name else None


def listed(statement: Statement, intro: Intro, body: Body) -> Iterator[Claim]:
    """A claim for each bare name under a line that tells the sum of each."""
    if intro.amount is None or not intro.each:
        return
    for one in statement.parties:
        if not one.role and not body.owns(one.party):
            payer, payees = (one.party, ()) if intro.comes else (None, (one.party,))
            yield Claim(
                statement,
                intro.amount,
                intro.amount.pence,
                payer,
                payees,
                intro.comes,
                intro.verdict,
                "a list of names",
                periods=intro.statement.periods,
            )
