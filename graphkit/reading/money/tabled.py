"""What tables, and places that a recommendation names, tell of its payments: who gets a sum, or more payments."""

from collections.abc import Sequence

from graphkit.reading.money.claim import Claim
from graphkit.reading.money.payment import OPEN_SIDE, Payment, find, other_side, topic
from graphkit.reading.money.referred import Referred


def add_row(payments: list[Payment], rows: list[Payment], claim: Claim) -> None:
    """A row of a table: it tells a payment again, completes one, or is one of its own that ``rows`` keeps, too."""
    if claim.verdict != "decided":
        if found := find(payments, claim):
            found.claims.append(claim)
        return
    for payment in payments:
        alone = not (payment.comes or payment.payees or payment.service or payment in rows)
        if alone and claim.payees and not claim.comes and payment.pence == claim.pence is not None:
            payment.payees, payment.payer = claim.payees, payment.payer or claim.payer
            payment.claims.append(claim)
            return  # the table says who gets the sum
        nobody = not (payment.comes or payment.whole or claim.comes or claim.payees)
        if nobody and payment.pence == claim.pence and payment not in rows:
            payment.service = payment.service or claim.service
            payment.claims.append(claim)
            return  # the same sum, for the same work
        yearly = bool(claim.by_year) and all(pence == payment.pence for _, pence in claim.by_year)
        if yearly and not claim.comes and payment.other() == other_side(claim) and payment not in rows:
            payment.claims.append(claim._replace(by_year=()))
            return  # the same sum in each of several years
        work = bool(claim.service and payment.whole) and topic(claim.service or "") & topic(payment.text)
        if (
            work
            and not (claim.comes or payment.comes or claim.payees or payment in rows)
            and (yearly or payment.pence == claim.pence)
        ):
            payment.claims.append(claim._replace(by_year=()))
            return  # what somebody who is named gets for the work of the row
        given = claim.comes or claim.payer is None or payment.payer in (None, claim.payer)
        if payment.comes == claim.comes and payment.other() == other_side(claim) != OPEN_SIDE and given:
            if payment.pence is None:
                payment.pence = claim.pence
                payment.payer = payment.payer or claim.payer
            if payment.pence == claim.pence:
                payment.claims.append(claim)
            if payment not in rows and ((claim.pence or 0) <= (payment.pence or 0) or _misread(claim.pence, payment.pence)):
                return  # a part of what is told whole, or the same sum with a slip, which the audit looks at
    gave = not claim.comes and claim.payer is None and any(payment.payer in claim.payees for payment in payments if payment.payer)
    if gave and not claim.service:
        return  # who gives is told among those who get: a table of both
    made = Payment.of(claim, 85)
    rows.append(made)
    payments.append(made)


def _misread(one: int | None, other: int | None) -> bool:
    """Whether two sums are one with two digits that changed places: 415,000 and 451,000."""
    if one is None or other is None or len(str(one)) != len(str(other)):
        return False
    apart = [at for at, (mine, theirs) in enumerate(zip(str(one), str(other), strict=True)) if mine != theirs]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(str(one)) == sorted(str(other))


def listed_there(payments: Sequence[Payment], claims: Sequence[Claim], named: Referred) -> list[Claim]:
    """The claims of a place that the recommendation names which together make a sum that it pays to several without names."""
    several = [one for one in payments if not one.comes and (len(one.payees) > 1 or (one.service and not one.payees))]
    wholes = {one.pence for one in several if one.pence}
    out = [one for one in claims if one.payees and one.pence and not one.comes and one.verdict != "recalled"]
    blocks = {id(one.statement.block): one.statement.block for one in out if named.covers(one.statement.block)}
    groups = [[one for one in out if one.statement.block is block] for block in blocks.values()]
    return [one for group in groups if len(group) > 1 and sum(one.pence or 0 for one in group) in wholes for one in group]
