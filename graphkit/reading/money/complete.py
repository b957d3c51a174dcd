"""Payments of which a side is open, completed from what the page tells elsewhere, where it tells one party only."""

import re
from collections.abc import Iterator, Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money.candidates import buyers, outside, payers
from graphkit.reading.money.claim import ASIDE, Body, Claim, likeliest
from graphkit.reading.money.own import DEED, SERVICE
from graphkit.reading.money.payment import Payment, is_open
from graphkit.reading.money.referred import Referred
from graphkit.reading.money.sides import sides
from graphkit.reading.money.sought import sought
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.money.wording import TO_BE_FOUND
from graphkit.reading.money.wordless import OPEN
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

#: Somebody is still to be found for the work.
_TO_FIND = re.compile(r"\b(?:providers?|suppliers?|contractors?|quotations?|tenders?|procur\w+)\b", re.I)
#: Kinds of party that give grants.
_GIVERS = frozenset(["central government department", "local authority", "NHS body", "public body"])
#: The rule of the place that names a side which the payment itself leaves open.
ELSEWHERE = "named elsewhere"


def completed(payments: Sequence[Payment], told: Sequence[Statement], body: Body) -> list[Payment]:
    """The payments, those with an open side filled where exactly one party can stand there."""
    front = [
        one for one in told if one.block.section in ("executive summary", "recommendation", "title") or one.block.kind == "title"
    ]
    opened = [payment for payment in payments if payment.claims[0].rule == OPEN]
    kept = [payment for payment in payments if payment not in opened]
    if opened:
        kept += accepted(opened[0], kept, front, body)
    _as_paid_before(kept, body)
    forces = buyers(told, body)
    for payment in kept:
        own = _body_pays(payment, body)
        if not payment.background and not payment.comes and payment.payer is None and len(forces) == 1 and not own:
            [(party, where)] = forces.items()
            if party not in payment.payees:
                _fill(payment, where, party, payment.payees)
        if payment.whole or payment.background or payment.claims[0].rule in ("passed on", "paid to a kind"):
            continue
        if (found := sought(payment, kept, told, front, body)) and found[0] not in (payment.payer, *payment.payees):
            party, where = found
            _fill(payment, where, *((party, payment.payees) if payment.comes else (payment.payer, (party,))))
            payment.confidence = min(payment.confidence, 60)
    _as_paid_before(kept, body)
    kept = [payment for payment in kept if not is_open(payment) and not _undone(payment, told)]
    return sorted(kept, key=lambda one: one.claims[0].statement.start)


def _as_paid_before(payments: Sequence[Payment], body: Body) -> None:
    """Who pays the same party by another line of the recommendation pays what no line says who pays: a police force, no other."""
    for payment in payments:
        if payment.comes or payment.background or payment.payer or not payment.payees or _names_body(payment, body):
            continue
        for one in payments:
            where = one.claims[0].statement
            forces = [named.party for named in where.parties if named.kind == "police"]
            asked = where.block.section == payment.claims[0].statement.block.section == "recommendation"
            if asked and one.payer in forces and one.payees == payment.payees and not (one.comes or one.background):
                _fill(payment, where, one.payer, payment.payees)


def _names_body(payment: Payment, body: Body) -> bool:
    """Whether the body is named where the payment is told."""
    return any(body.owns(one.party) for one in payment.claims[0].statement.parties)


def _body_pays(payment: Payment, body: Body) -> bool:
    """Whether the body itself is said to pay: an award by it of a contract."""
    statement = payment.claims[0].statement
    told = sides(shape(statement)).values()
    return any(side.rule in ("paid by", "who buys") and body.owns(statement.parties[side.party].party) for side in told)


def _undone(payment: Payment, told: Sequence[Statement]) -> bool:
    """Whether a sum goes to nobody, and nothing is said to be done with anybody, there or in the place that is named for it."""
    if payment.comes or payment.whole or payment.background or payment.claims[0].rule != "a sum":
        return False
    lines = [claim.statement for claim in payment.claims]
    place = Referred.of(lines[:1])
    lines += [one for one in told if one.block is lines[0].block or (place.places and place.covers(one.block))]
    works = payment.service is not None and (SERVICE.search(payment.service) or TO_BE_FOUND.search(shape(lines[0]).text))
    if works or any(DEED.search(line.text.lower()) for line in lines):
        return False
    words = set(re.findall(r"\w{6,}", (payment.service or "").lower()))
    return not any(
        _TO_FIND.search(one.text) and words & {*one.text.lower().split()} for one in told if one.block.section not in ASIDE
    )


def _fill(payment: Payment, where: Statement, payer: Party | None, payees: tuple[Party, ...]) -> None:
    """Both sides of a payment, one of them as another place tells it."""
    payment.payer, payment.payees = payer, payees
    payment.claims.append(Claim(where, None, None, payer, payees, payment.comes, "told", ELSEWHERE))


def accepted(opened: Payment, payments: Sequence[Payment], front: Sequence[Statement], body: Body) -> Iterator[Payment]:
    """A payment for each sum of the summary where something is accepted of which the summary tells the sums and one giver apart."""
    summary = [one for one in front if one.block.section == "executive summary"]
    givers = payers(summary, body) or {
        one.party: statement for statement in summary for one in statement.parties if one.kind in _GIVERS and outside(one, body)
    }
    if len(givers) != 1:
        return
    [(giver, where)] = givers.items()
    told = {claim.statement for payment in payments for claim in payment.claims}
    for statement in summary:
        if statement in told:
            continue
        form = shape(statement)
        for number, amount in enumerate(statement.amounts):
            if (pence := likeliest(amount)) and verdict(form, number) == "told":
                claim = Claim(statement, amount, pence, None, (), True, "told", OPEN, periods=statement.periods)
                found = Payment.of(claim, 60)
                _fill(found, where, giver, ())
                found.claims += opened.claims
                yield found
