"""Claims → flows: the same money told in several places is one flow, and what the recommendation says goes first."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import Claim
from graphkit.reading.money.sums import COSTS
from graphkit.reading.money.wordless import HOLDS, OPEN, SAME
from graphkit.reading.statements import Statement

#: A place of the report that the recommendation names.
_PLACE = re.compile(r"\b(?:paragraphs?|para|sections?|list at|table at|at) (\d{1,2}(?:\.\d{1,2})?)\b", re.I)
#: Sections of the report that it names.
_SECTIONS = (
    (r"\bissues\b (?:section|for consideration)|\bissues section\b", "issues for consideration"),
    (r"\bfinancial comments\b|\bfinance section\b", "financial comments"),
    (r"\b(?:introduction|background)\b (?:section|and background)|\bbackground section\b", "introduction"),
)
#: Sections that tell what a recommendation refers to.
_FRONT = ("executive summary", "financial comments")
#: The recommendation speaks of what stands before it.
_REFERS = re.compile(
    r"\b(?:in the (?:executive )?summary|the summary describes|set out above|described above|the said|(?:there|so) named|as above|(?:accept|approve)\w* (?:both|these) (?:\w+ )?(?:sums|grants|amounts|contributions|awards|offers))\b",
    re.I,
)
#: What something costs in all.
_COST = re.compile(r"\b(?:total|overall|combined|full) (?:cost|value|budget|funding|package)|\bfunding package", re.IGNORECASE)
#: Money that somebody has had already.
_WAS_PAID = re.compile(r"\b(?:was|were) (?:awarded|granted|given|paid)\b", re.I)
#: Who is not told.
_OPEN = ("?",)


@dataclass
class Payment:
    """One payment and the claims that tell it, the first one first; what one of them leaves open another may tell."""

    claims: list[Claim]
    payer: Party | None
    payees: tuple[Party, ...]
    pence: int | None
    comes: bool
    service: str | None
    background: bool = False
    confidence: int = 90

    @classmethod
    def of(cls, claim: Claim, confidence: int, background: bool = False) -> "Payment":
        """The payment that one claim tells."""
        return cls([claim], claim.payer, claim.payees, claim.pence, claim.comes, claim.service, background, confidence)

    @property
    def text(self) -> str:
        """The words of the first claim."""
        return self.claims[0].statement.text

    @property
    def whole(self) -> bool:
        """Whether the other party is told; the body itself need not be."""
        return (self.payer is not None) if self.comes else bool(self.payees)

    def other(self) -> tuple[str, ...]:
        """Who stands on the other side of the body: its key, or that it is open."""
        return _key([self.payer] if self.comes else self.payees)


def _key(parties: Iterable[Party | None]) -> tuple[str, ...]:
    return tuple(sorted(party.id or party.name.casefold() for party in parties if party)) or _OPEN


def _sum_fits(claim: Claim, pence: int | None) -> bool:
    """Whether a claim's sum is a payment's, as precisely as it is told (2.9m is 2,916,992)."""
    if claim.pence is None or pence is None:
        return False
    step = claim.amount.step_pence if claim.amount and claim.amount.unit in ("k", "m", "bn") else 1
    return abs(claim.pence - pence) < step


def settled(told: Sequence[Claim], grid: Sequence[Claim], lines: Sequence[Statement]) -> list[Payment]:
    """The payments that all claims of a document tell together, in the order in which they are first told.

    ``lines`` is what the recommendation says: it may refer to sums of the summary.
    """
    payments: list[Payment] = []
    asked = [claim for claim in told if claim.verdict == "decided" and claim.statement.block.section == "recommendation"]
    for claim in asked:
        _add(payments, claim, 90)
    _same(payments)
    rows: list[Payment] = []
    for claim in grid:
        _row(payments, rows, claim)
    rest = [claim for claim in told if not any(claim is one for one in asked)]
    years = {year for line in lines for period in line.periods for year in period.years}
    rest = [claim._replace(verdict="recalled") if _before(claim, years) else claim for claim in rest]
    places_ = tuple(
        place for line in lines for match in _PLACE.finditer(line.text) for place in (match[1], f"decision {match[1]}")
    )
    sections = {name for line in lines for word, name in _SECTIONS if re.search(word, line.text, re.IGNORECASE)}
    opened = [payment for payment in payments if payment.claims[0].rule == OPEN]
    payments = [payment for payment in payments if payment not in opened]
    refers = any(_REFERS.search(claim.text) for claim in lines)
    for verdict, confidence in (("decided", 75), ("told", 60)):
        for claim in rest:
            if claim.verdict == verdict:
                block = claim.statement.block
                if block.section in sections or any(block.locator.startswith(place) for place in places_):
                    _support(payments, claim, 80)
                    continue
                summary = (refers or (bool(opened) and claim.comes)) and claim.statement.block.section in _FRONT
                _support(payments, claim, 80 if summary else confidence)
    _same(payments)
    _drop_sums(payments, rows)
    payments = [payment for payment in payments if not _open(payment) and not _fragment(payment, payments)]
    payments = [payment for payment in payments if not _overall(payment, payments)]
    if not any(payment.comes and not payment.background for payment in payments):
        payments += opened  # what is accepted is still to be found
    for claim in rest:
        if claim.verdict == "recalled" and not _find(payments, claim):
            payments.append(Payment.of(claim, 50, background=True))
    if any(not one.comes for one in rows):
        # The table tells who gets what the recommendation hands to a kind of body.
        payments = [one for one in payments if one.pence is not None or one.whole or one.comes or not one.service]
    return sorted(payments, key=lambda one: one.claims[0].statement.start)


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
        if _open(payment) and claim.pence is None and not claim.comes and _other(claim) == _OPEN:
            return
        same = payment.comes == claim.comes and payment.other() == _other(claim) and payment.pence == claim.pence
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
    payments.append(Payment.of(claim, confidence))


def _open(payment: Payment) -> bool:
    """Whether nothing is known of a payment but that there is one."""
    return not payment.comes and payment.pence is None and not payment.whole and not payment.service


def _other(claim: Claim) -> tuple[str, ...]:
    return _key([claim.payer] if claim.comes else claim.payees)


def _find(payments: list[Payment], claim: Claim) -> Payment | None:
    """The payment that a claim tells again, if there is one."""
    alike = [payment for payment in payments if payment.comes == claim.comes or _direct(payment, claim)]
    alike = [payment for payment in alike if not _other_year(payment, claim)]
    for payment in alike:
        if _direct(payment, claim) and _sum_fits(claim, payment.pence):
            return payment
    other = _other(claim)
    for payment in alike:
        others = claim.payer and payment.payer and not claim.comes and claim.payer != payment.payer
        if _sum_fits(claim, payment.pence) and other in (payment.other(), _OPEN) and not others:
            return payment
    return None


def _other_year(payment: Payment, claim: Claim) -> bool:
    """Whether one sentence tells both, each for a year of its own."""
    last = payment.claims[-1]
    return last.statement is claim.statement and last.periods != claim.periods and _own_year(claim)


def _direct(payment: Payment, claim: Claim) -> bool:
    """Whether one of the two tells a payment between two others, and the other one a side of it."""
    if not (payment.payer and payment.payees):
        return False
    return _key([claim.payer]) == _key([payment.payer]) or (not claim.payer and _key(claim.payees) == _key(payment.payees))


def _row(payments: list[Payment], rows: list[Payment], claim: Claim) -> None:
    if claim.verdict != "decided":
        if found := _find(payments, claim):
            found.claims.append(claim)
        return
    for payment in payments:
        if payment.comes == claim.comes and payment.other() == _other(claim) != _OPEN:
            if payment.pence is None:
                payment.pence = claim.pence
            if payment.pence == claim.pence:
                payment.claims.append(claim)
            if payment not in rows and (claim.pence or 0) <= (payment.pence or 0):
                return  # a part of what is told whole
    if not claim.comes and any(payment.payer in claim.payees for payment in payments if payment.comes):
        return  # who gives is told among those who get: a table of both
    made = Payment.of(claim, 85)
    rows.append(made)
    payments.append(made)


def _support(payments: list[Payment], claim: Claim, confidence: int) -> None:
    """A claim outside the recommendation: it tells a payment again, fills what is open of one, or is one of its own."""
    if claim.comes and any(claim.payer in one.payees and _sum_fits(claim, one.pence) for one in payments):
        return  # the one that is paid, at its price
    if found := _find(payments, claim):
        found.claims.append(claim)
        return
    other = _other(claim)
    alike = [payment for payment in payments if payment.comes == claim.comes]
    if other != _OPEN:
        for payment in alike:
            if not payment.whole and (_sum_fits(claim, payment.pence) or claim.rule == "a split to come"):
                payment.payer, payment.payees = (claim.payer, payment.payees) if claim.comes else (payment.payer, claim.payees)
                payment.claims.append(claim)
                return
        for payment in alike:
            if payment.pence is None and payment.other() == other:
                payment.pence = claim.pence
                payment.claims.append(claim)
                return
        for payment in alike:
            # Sums of several years, told in one sentence for one payment of the recommendation.
            told = payment.other() == other and any(one.statement is claim.statement for one in payment.claims[:2])
            if told and claim.pence and _own_year(claim) and claim.periods != payment.claims[-1].periods:
                payments.append(Payment.of(claim, confidence, payment.background))
                return
        paid_alike = [payment for payment in alike if claim.comes or claim.payer is None or payment.payer == claim.payer]
        if any(payment.other() == other or set(other) & set(payment.other()) for payment in paid_alike):
            return  # the same two with another sum: a part, a total or a slip, which the audit looks at
        if any(_direct(payment, claim) for payment in payments):
            return
    elif claim.rule in ("a whole sum", COSTS):
        lacking = [payment for payment in alike if payment.pence is None]
        if len(lacking) == 1 or (lacking and claim.rule != COSTS):
            lacking[0].pence = claim.pence
            lacking[0].claims.append(claim)
        return
    elif claim.service is None:
        return
    if claim.rule == "a split to come":
        return
    # What the page tells beside its recommendation is decided by it only where that leaves the side open.
    aside = claim.statement.block.section not in _FRONT
    told_there = any(not payment.background and payment.pence is not None for payment in alike)
    if claim.payer and claim.payees:
        told_there = False  # what others pay each other is no part of what is told there
    background = (aside or told_there) if confidence < 75 else told_there and confidence < 80
    background = background or (not claim.comes and bool(_WAS_PAID.search(claim.statement.text)))
    payments.append(Payment.of(claim, confidence, background))


def _own_year(claim: Claim) -> bool:
    return len({year for one in claim.periods for year in one.years}) == 1


def _drop_sums(payments: list[Payment], rows: list[Payment]) -> None:
    """Leave out the sum of others that is told beside them without a party of its own, or with a name for them all."""
    listed = [one.pence or 0 for one in rows if not one.comes]
    for payment in list(payments):
        new = payment.payees and all(party.id is None for party in payment.payees)
        if len(listed) > 2 and new and payment not in rows and not payment.comes and payment.pence == sum(listed):
            payments.remove(payment)
    for payment in list(payments):
        if payment.whole or payment.pence is None or payment.background:
            continue
        parts = [
            one.pence for one in payments
            if one is not payment and (one.comes == payment.comes or (payment.payees and one.payees == payment.payees))
            and one.pence is not None and not one.background
        ]  # fmt: skip
        if _adds_up(parts, payment.pence):
            payments.remove(payment)


def _overall(payment: Payment, payments: list[Payment]) -> bool:
    """Whether a payment without a party is what work costs in all, beside payments that are told one by one."""
    if payment.comes or payment.whole or payment.background or not _COST.search(payment.text):
        return False
    return any(one is not payment and not one.comes and not one.background and one.pence is not None for one in payments)


def _fragment(payment: Payment, payments: list[Payment]) -> bool:
    """Whether nothing but a sum is known of a payment, in a sentence that tells another one whole: a part, kept inside."""
    if payment.comes or payment.whole or payment.service:
        return False
    statement = payment.claims[0].statement
    return any(one.whole and one.claims[0].statement is statement for one in payments)


def _adds_up(parts: list[int], total: int) -> bool:
    """Whether all of the parts, or some few of them, make the total."""
    if len(parts) > 1 and sum(parts) == total:
        return True
    few = parts[:12]
    return any(sum(some) == total for size in range(2, len(few) + 1) for some in combinations(few, size))
