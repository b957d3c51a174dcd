"""Claims → flows: the same money told in several places is one flow, and what the recommendation says goes first."""

import itertools
import re
from collections.abc import Sequence

from graphkit.reading.money.claim import Claim
from graphkit.reading.money.payment import (
    OPEN_SIDE,
    Payment,
    direct,
    find,
    is_open,
    other_side,
    other_year,
    own_year,
    sealed,
    sum_fits,
)
from graphkit.reading.money.referred import REFERRED, Referred
from graphkit.reading.money.sums import COSTS
from graphkit.reading.money.tabled import add_row, listed_there
from graphkit.reading.money.totals import SEVERAL, drop_sums, fragment, overall, told_by_name
from graphkit.reading.money.wordless import HOLDS, OPEN, SAME, SPLIT
from graphkit.reading.statements import Statement

#: Sections that tell what a recommendation refers to.
_FRONT = ("executive summary", "financial comments")
#: The recommendation speaks of what stands before it.
_REFERS = re.compile(
    r"\b(?:in the (?:executive )?summary|the summary describes|set out above|described above|the said|(?:there|so) named|as above|(?:accept|approve)\w* (?:both|these) (?:\w+ )?(?:sums|grants|amounts|contributions|awards|offers))\b",
    re.I,
)
#: What came is handed on.
_PASSES = re.compile(r"\b(?:pass(?:es|ed|ing)? (?:\w+ )?on|onward|passed|paid over|in turn)\b", re.I)
#: Money that somebody has had already.
_WAS_PAID = re.compile(r"\b(?:was|were) (?:awarded|granted|given|paid|made)\b", re.I)


def settled(told: Sequence[Claim], grid: Sequence[Claim], lines: Sequence[Statement]) -> list[Payment]:
    """The payments that all claims of a document tell together, in the order in which they are first told.

    ``lines`` is what the recommendation says: it may refer to sums of the summary.
    """
    payments: list[Payment] = []
    asked = [claim for claim in told if claim.verdict == "decided" and _recommended(claim)]
    for claim in asked:
        _add(payments, claim, 90)
    _same(payments)
    rows: list[Payment] = []
    for claim in grid:
        add_row(payments, rows, claim)
    rest = [claim for claim in told if not any(claim is one for one in asked)]
    years = {year for line in lines for period in line.periods for year in period.years}
    rest = [claim._replace(verdict="recalled") if _before(claim, years) else claim for claim in rest]
    named = Referred.of(lines)
    opened = [payment for payment in payments if payment.claims[0].rule == OPEN]
    payments = [payment for payment in payments if payment not in opened]
    refers = any(_REFERS.search(claim.text) for claim in lines)
    listed = listed_there(payments, rest, named)
    there = [Payment.of(claim, 80) for claim in listed if not find(payments, claim)]
    payments, rows = [*payments, *there], [*rows, *there]
    rest = [claim for claim in rest if not any(claim is one for one in listed)]
    for verdict, confidence in (("decided", 75), ("told", 60)):
        for claim in rest:
            if claim.verdict == verdict:
                block = claim.statement.block
                lacking = bool(opened) if claim.comes else any(is_open(payment) for payment in payments)
                front = (refers or lacking) and block.section in _FRONT
                _support(payments, claim, 80 if front or named.covers(block) else confidence)
    _same(payments)
    drop_sums(payments, rows)
    payments = [payment for payment in payments if (sealed(payment) or not is_open(payment)) and not fragment(payment, payments)]
    payments = [payment for payment in payments if not overall(payment, payments)]
    if not any(payment.comes and not payment.background for payment in payments):
        payments += opened  # what is accepted is still to be found
    for claim in rest:
        if claim.verdict == "recalled" and not find(payments, claim):
            payments.append(Payment.of(claim, 50, background=True))
    payments = [one for one in payments if not told_by_name(one, payments, rows)]
    return sorted(payments, key=lambda one: one.claims[0].statement.start)


def _recommended(claim: Claim) -> bool:
    """Whether a claim is the recommendation's own, or a sum that it leaves to another place."""
    return claim.statement.block.section == "recommendation" or claim.rule == REFERRED


def _before(claim: Claim, asked: set[str]) -> bool:
    """Whether a sum told in passing is of a year before those that the recommendation names."""
    years = {year for period in claim.periods for year in period.years}
    return claim.verdict == "told" and bool(years and asked) and max(years) < min(asked)


def _same(payments: list[Payment]) -> None:
    """Give "the same sum" that of the payment before, once it is known."""
    for before, payment in itertools.pairwise(payments):
        if payment.pence is None and payment.claims[0].rule == SAME:
            payment.pence = before.pence


def _add(payments: list[Payment], claim: Claim, confidence: int) -> None:
    """A claim of the recommendation: a payment of its own, unless it tells one again."""
    if claim.rule == HOLDS and payments and not payments[-1].comes:
        payments[-1].payees = claim.payees
        payments[-1].claims.append(claim)
        return
    for payment in payments:
        if is_open(payment) and claim.pence is None and not claim.comes and other_side(claim) == OPEN_SIDE:
            return
        same = payment.comes == claim.comes and payment.other() == other_side(claim) and payment.pence == claim.pence
        same = same and not other_year(payment, claim) and (claim.comes or payment.payer == claim.payer)
        if (
            same
            and payment.service == claim.service
            and payment.claims[0].statement.block.locator == claim.statement.block.locator
        ):
            payment.claims.append(claim)
            return
        if same and claim.comes and claim.pence and claim.payer and not (claim.periods and payment.claims[0].periods):
            payment.claims.append(claim)  # accepted in one line, and spoken of in another
            return
    made = Payment.of(claim, confidence)
    if claim.rule == REFERRED and claim.intro:
        made.claims.append(claim._replace(statement=claim.intro, amount=None, pence=None))
    payments.append(made)


def _goes_on(payments: list[Payment], claim: Claim) -> bool:
    """Whether a sum that is accepted is said to be passed on, which no other payment tells."""
    if claim.comes or claim.verdict != "decided" or not _PASSES.search(claim.statement.text):
        return False
    alike = [one for one in payments if one.pence == claim.pence and not one.background]
    return any(one.comes for one in alike) and all(one.comes for one in alike)


def _support(payments: list[Payment], claim: Claim, confidence: int) -> None:
    """A claim outside the recommendation: it tells a payment again, fills what is open of one, or is one of its own."""
    if claim.comes and any(claim.payer in one.payees and sum_fits(claim, one.pence) for one in payments):
        return  # the one that is paid, at its price
    if found := find(payments, claim):
        found.claims.append(claim)
        return
    if claim.rule == SPLIT and any(payment.comes and payment.payer in claim.payees for payment in payments):
        return  # they share the cost
    other = other_side(claim)
    alike = [payment for payment in payments if payment.comes == claim.comes]
    if other != OPEN_SIDE:
        for payment in alike:
            group = payment.service is not None and SEVERAL.search(payment.text) and len(claim.payees) == 1
            if not (payment.whole or group) and (sum_fits(claim, payment.pence) or claim.rule == SPLIT):
                payment.payer, payment.payees = (claim.payer, payment.payees) if claim.comes else (payment.payer, claim.payees)
                payment.claims.append(claim)
                return
        for payment in alike:
            if payment.pence is None and payment.other() == other and not sealed(payment):
                payment.pence = claim.pence
                payment.claims.append(claim)
                return
        for payment in alike:
            # Sums of several years, told in one sentence for one payment of the recommendation.
            told = payment.other() == other and any(one.statement is claim.statement for one in payment.claims[:2])
            if told and claim.pence and own_year(claim) and claim.periods != payment.claims[-1].periods:
                payments.append(Payment.of(claim, confidence, payment.background))
                return
        paid_alike = [payment for payment in alike if claim.comes or claim.payer is None or payment.payer == claim.payer]
        if any(payment.other() == other or set(other) & set(payment.other()) for payment in paid_alike):
            return  # the same two with another sum: a part, a total or a slip, which the audit looks at
        if any(direct(payment, claim) for payment in payments):
            return
    elif claim.rule in ("a whole sum", COSTS):
        lacking = [payment for payment in alike if payment.pence is None and not sealed(payment)]
        if len(lacking) == 1 or (lacking and claim.rule != COSTS):
            lacking[0].pence = claim.pence
            lacking[0].claims.append(claim)
        return
    elif claim.service is None:
        return
    if claim.rule == SPLIT:
        return
    # What the page tells beside its recommendation is decided by it only where that leaves the side open.
    aside = claim.statement.block.section != "executive summary"
    told_there = any(not payment.background and payment.pence is not None for payment in alike)
    if claim.payer and claim.payees:
        told_there = False  # what others pay each other is no part of what is told there
        aside = aside and not any(claim.payer in one.payees and not one.background for one in payments)  # it passes it on
    background = confidence < 80 and (aside or told_there) and not _goes_on(payments, claim)
    background = background or (not claim.comes and bool(_WAS_PAID.search(claim.statement.text)))
    payments.append(Payment.of(claim, confidence, background))
