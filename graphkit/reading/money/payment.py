"""A payment: the claims that tell the same money, and whether another claim tells it again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import Claim
from graphkit.reading.money.wording import SEALED

#: A sum is paid in each of several years.
_EACH = re.compile(r"\bin (?:each|both)\b|\beach (?:\w+ )?year\b", re.I)
#: Words that may tell what work is about; and those that tell nothing of it.
_TOPIC = re.compile(r"[a-z]{7,}")
_GENERIC = frozenset(
    """approve approves awarded contract contracts services service provider providers funding financial extension
    programme project initial subject between further current existing through provision support delivery
    maximum excluding payment payments agreement decision national""".split()
)
#: Who is not told.
OPEN_SIDE = ("?",)


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
        return key([self.payer] if self.comes else self.payees)


def key(parties: Iterable[Party | None]) -> tuple[str, ...]:
    """What several parties are called together; that the side is open where there is none."""
    return tuple(sorted(party.id or party.name.casefold() for party in parties if party)) or OPEN_SIDE


def sum_fits(claim: Claim, pence: int | None) -> bool:
    """Whether a claim's sum is a payment's, as precisely as it is told (2.9m is 2,916,992)."""
    if claim.pence is None or pence is None:
        return False
    step = claim.amount.step_pence if claim.amount and claim.amount.unit in ("k", "m", "bn") else 1
    return abs(claim.pence - pence) < step


def other_side(claim: Claim) -> tuple[str, ...]:
    """Who stands on the other side of the body by a claim."""
    return key([claim.payer] if claim.comes else claim.payees)


def find(payments: list[Payment], claim: Claim) -> Payment | None:
    """The payment that a claim tells again, if there is one."""
    alike = [payment for payment in payments if payment.comes == claim.comes or direct(payment, claim)]
    alike = [payment for payment in alike if not other_year(payment, claim)]
    for payment in alike:
        if direct(payment, claim) and sum_fits(claim, payment.pence):
            return payment
    other = other_side(claim)
    for payment in payments:
        # What a recommendation accepts, and another place says who was given it.
        accepted = payment.comes and not payment.payees and payment.payer is not None
        if accepted and payment.payer == claim.payer and claim.payees and sum_fits(claim, payment.pence):
            payment.payees = claim.payees
            return payment
    for payment in alike:
        others = claim.payer and payment.payer and not claim.comes and claim.payer != payment.payer
        if sum_fits(claim, payment.pence) and other in (payment.other(), OPEN_SIDE) and not others:
            return payment
    return None


def other_year(payment: Payment, claim: Claim) -> bool:
    """Whether one sentence tells both, each for a year of its own."""
    asked = {year for period in payment.claims[0].statement.periods for year in period.years}
    each = len(asked) > 1 and claim.pence == payment.pence and own_year(claim) and _EACH.search(payment.text)
    if each and asked.issuperset(year for one in claim.periods for year in one.years):
        return False  # told for each year already
    last = payment.claims[-1]
    return last.statement is claim.statement and last.periods != claim.periods and own_year(claim)


def direct(payment: Payment, claim: Claim) -> bool:
    """Whether one of the two tells a payment between two others, and the other one a side of it."""
    if not (payment.payer and payment.payees):
        return False
    if claim.payer and claim.payees:
        return claim.payer == payment.payer and key(claim.payees) == key(payment.payees)
    return key([claim.payer]) == key([payment.payer]) or (not claim.payer and key(claim.payees) == key(payment.payees))


def own_year(claim: Claim) -> bool:
    """Whether a claim is of one year."""
    return len({year for one in claim.periods for year in one.years}) == 1


def topic(text: str) -> set[str]:
    """The words of a text that may tell what work it is about."""
    return set(_TOPIC.findall(text.lower())) - _GENERIC


def is_open(payment: Payment) -> bool:
    """Whether nothing is known of a payment but that there is one."""
    return not payment.comes and payment.pence is None and not payment.whole and not payment.service


def sealed(payment: Payment) -> bool:
    """Whether a payment's sum stands in a part that is not published: no other sum is it."""
    return payment.pence is None and SEALED.search(payment.text) is not None
