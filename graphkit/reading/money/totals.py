"""Payments that only tell again what others make up: totals, what work costs in all, a part that is kept inside."""

import re
from itertools import combinations

from graphkit.reading.money.payment import Payment
from graphkit.reading.money.referred import REFERRED, Referred

#: What something costs in all.
_COST = re.compile(r"\b(?:total|overall|combined|full) (?:cost|value|budget|funding|package)|\bfunding package", re.IGNORECASE)
#: Several get something.
SEVERAL = re.compile(r"\b(?:grants|awards|contracts|payments|contributions|allocations)\b", re.I)


def drop_sums(payments: list[Payment], rows: list[Payment]) -> None:
    """Leave out the sum of others that is told beside them without a party of its own, or with a name for them all."""
    listed = [one.pence or 0 for one in rows if not one.comes]
    for payment in list(payments):
        new = payment.payees and all(party.id is None for party in payment.payees)
        if len(listed) > 2 and new and payment not in rows and not payment.comes and payment.pence == sum(listed):
            payments.remove(payment)
    for payment in list(payments):
        each = [one for one in rows if len(one.payees) == 1 and set(one.payees) <= set(payment.payees)]
        if payment not in rows and len(each) == len(payment.payees) > 1 and sum(one.pence or 0 for one in each) == payment.pence:
            payments.remove(payment)  # the whole of what the table tells each of them
    for payment in list(payments):
        same = [one for one in payments if one is not payment and one.other() == payment.other() and one.payer == payment.payer]
        parts = [one.pence or 0 for one in same if one.comes == payment.comes and not one.background]
        if payment.whole and not payment.background and len(parts) > 1 and sum(parts) == payment.pence:
            payments.remove(payment)  # what the same two move in all
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


def overall(payment: Payment, payments: list[Payment]) -> bool:
    """Whether a payment without a party is what work costs in all, beside payments that are told one by one."""
    if payment.comes or payment.whole or payment.background or payment.service or not _COST.search(payment.text):
        return False
    return any(one is not payment and not one.comes and not one.background and one.pence is not None for one in payments)


def fragment(payment: Payment, payments: list[Payment]) -> bool:
    """Whether nothing but a sum is known of a payment, in a sentence that tells another one whole: a part, kept inside."""
    if payment.comes or payment.whole or payment.service:
        return False
    statement = payment.claims[0].statement
    return any(one.whole and one.claims[0].statement is statement for one in payments)


def told_by_name(payment: Payment, payments: list[Payment], rows: list[Payment]) -> bool:
    """Whether a table, or the place that a recommendation names, tells who gets what it hands to a kind of body."""
    first = payment.claims[0]
    if payment.pence is None and payment.payees and payment.comes:
        others = [one for one in payments if one is not payment and one.payees == payment.payees and not one.background]
        givers = {one.payer for one in others} - {None}
        return bool(givers) and payment.payer in (None, *givers)
    asked = first.intro if first.rule == REFERRED and first.intro else first.statement
    unknown = bool(payment.payees) and all(party.id is None for party in payment.payees) and SEVERAL.search(asked.text)
    if (
        (first.pence is not None and asked is first.statement)
        or payment.comes
        or not (unknown if payment.whole else payment.service)
    ):
        return False
    place = Referred.of([asked])
    if payment.whole:
        return any(not one.comes and place.covers(one.claims[0].statement.block) for one in rows)
    return any(not one.comes for one in rows) or any(
        one.whole and not one.comes and place.covers(one.claims[0].statement.block) for one in payments
    )


def _adds_up(parts: list[int], total: int) -> bool:
    """Whether all of the parts, or some few of them, make the total."""
    if len(parts) > 1 and sum(parts) == total:
        return True
    few = parts[:12]
    return any(sum(some) == total for size in range(2, len(few) + 1) for some in combinations(few, size))
