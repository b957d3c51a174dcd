"""Payments of which a side is open, completed from what the page tells elsewhere, where it tells one party only."""

import re
from collections.abc import Iterator, Mapping, Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money.candidates import buyers, called, holders, outside, partners, payees, payers, working
from graphkit.reading.money.claim import ASIDE, Body, Claim, likeliest
from graphkit.reading.money.own import DEED, SERVICE
from graphkit.reading.money.payment import Payment, is_open
from graphkit.reading.money.referred import Referred
from graphkit.reading.money.sides import sides
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.money.wordless import OPEN
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

#: A deal with somebody who is at work already, or the only one who can do it.
_RENEWED = re.compile(
    r"\b(?:(?:increase|uplift|rise|addition)\b.{0,40}\bgrant|contracts?|exten\w+|variation|single tender)\b", re.I
)
#: Words of a payment that somebody gets for work; costs of one's own have none.
_DEAL = re.compile(
    r"\b(?:contracts?|grants?|award\w*|exten\w+|services?|commission\w*|appoint\w*|pay\w*|fees?|purchase|lease|licen[cs]e\w*|tender|suppl\w+|provi\w+"
    r"|single|contribut\w+|uplift\w*|fund\w*|programme|deliver\w*|option|works?|evaluation|research|review|project|pilot|settlement|claim)\b",
    re.I,
)
#: What is there already goes on.
_GOES_ON = re.compile(r"\b(?:exten(?:d|ds|sion)|existing|current|renewal|variation|vary)\b", re.I)
#: Work for one that nobody else can do: told of that one alone.
_SINGLE = re.compile(r"\bsingle tender\b", re.I)
_UNDER_MOU = re.compile(r"\b(?:contributions?|payments?|uplift\w*|share)\b.{0,80}(?:\bMoU\b|[Mm]emorandum)|co-commission", re.S)
_CHOSEN_LATER = re.compile(
    r"\b(?:procurement (?:and award )?of|to procure|to be (?:selected|procured|appointed|chosen|identified)|by competition|competitive|after a procurement|retender\w*|be tendered)\b",
    re.I,
)
#: Somebody is still to be found for the work.
_TO_FIND = re.compile(r"\b(?:providers?|suppliers?|contractors?|quotations?|tenders?|procur\w+)\b", re.I)
#: Words that may tell what work is about; and those that tell nothing of it.
_TOPIC = re.compile(r"[a-z]{7,}")
_GENERIC = frozenset(
    """approve approves award awarded contract contracts services service provider providers funding financial extension
    period london programme project initial subject between further current existing through provision support delivery
    maximum excluding payment payments agreement police mayor's decision national""".split()
)
#: Who gives, without a name.
_GIVER_DESCRIBED = re.compile(r"\u00a3[\d,.]+\w* from (?:the|a|an|its) [a-z]+")
#: Who has the contract, without a name.
_INCUMBENT = re.compile(
    r"\b(?:with|to|of|for) (?:the|its|their|our) (?:(?:current|existing|present|incumbent|same) )?"
    r"(?:landlord|freeholder|provider|supplier|contractor|grantee|grant holder|company|operator|incumbent)\b",
    re.I,
)
#: A service that is only a word for whoever gets the sum.
_DESCRIBED = re.compile(
    r"\b(?:landlord|freeholder|developer|operator|provider|supplier|contractor|bidder|tenderer|applicant|grantee|recipient|incumbent|charity|company|firm|organisation|consortium)$",
    re.I,
)
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
    forces = buyers(told, body)
    for payment in kept:
        own = _body_pays(payment, body)
        if not payment.background and not payment.comes and payment.payer is None and len(forces) == 1 and not own:
            [(party, where)] = forces.items()
            if party not in payment.payees:
                _fill(payment, where, party, payment.payees)
        if payment.whole or payment.background or payment.claims[0].rule in ("passed on", "paid to a kind"):
            continue
        if (found := _side(payment, kept, told, front, body)) and found[0] not in (payment.payer, *payment.payees):
            party, where = found
            _fill(payment, where, *((party, payment.payees) if payment.comes else (payment.payer, (party,))))
            payment.confidence = min(payment.confidence, 60)
    kept = [payment for payment in kept if not is_open(payment) and not _undone(payment, told)]
    return sorted(kept, key=lambda one: one.claims[0].statement.start)


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
    works = payment.service is not None and SERVICE.search(payment.service)
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


def _side(
    payment: Payment, payments: Sequence[Payment], told: Sequence[Statement], front: Sequence[Statement], body: Body
) -> tuple[Party, Statement] | None:
    """The one party that can be the side which a payment leaves open, and where it is told; None where none or several can."""
    if payment.comes:
        giver = _GIVER_DESCRIBED.search(payment.text)
        found = _so_called(giver[0], told, body) if giver else payers(front, body)
    elif _CHOSEN_LATER.search(payment.text) or (not payment.service and not _DEAL.search(payment.text)):
        return None
    elif named := _named_there(payment, told, body):
        return named
    else:
        found = partners(told, body) if _UNDER_MOU.search(payment.text) else {}
        incumbent = _INCUMBENT.search(payment.text)
        if incumbent:
            found = _so_called(incumbent[0], told, body) or holders(told, body)
        elif len(found) != 1:
            described = not payment.service or _DESCRIBED.search(payment.service)
            if not described and not _RENEWED.search(payment.text):
                return None
            apart = front if _SINGLE.search(payment.text) else [one for one in front if not _SINGLE.search(one.text)]
            found = payees(apart, told, payments, body)
            held = holders(told, body) if _RENEWED.search(payment.text) and not _SINGLE.search(payment.text) else {}
            if len(held) == 1 and (len(found) != 1 or _GOES_ON.search(payment.text)):
                found = held
            alike = _of_the_same(payment, working([one for one in told if one.block.section not in ASIDE], body))
            aside = len(found) != 1 or not _topic(payment.text) & _topic(next(iter(found.values())).text)
            if alike and aside and (len(found) != 1 or not _GOES_ON.search(payment.text)):
                found = alike
    return next(iter(found.items())) if len(found) == 1 else None


def _so_called(words: str, told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """Who is called by the last of some words: the landlord; where nobody is, who is called the provider or the like."""
    found = called(told, body, set())
    return {one: where for one, where in found.items() if words.split()[-1] in where.text.lower()} or found


def _topic(text: str) -> set[str]:
    """The words of a text that may tell what work it is about."""
    return set(_TOPIC.findall(text.lower())) - _GENERIC


def _of_the_same(payment: Payment, found: Mapping[Party, Statement]) -> dict[Party, Statement]:
    """The one of several parties of whom it is told where the work of a payment is told of."""
    work = _topic(payment.text)
    own = {party: work - _topic(party.name) for party in found}
    alike = {one: sum(len(own[one] & _topic(text)) for text in (where.text, where.block.text)) for one, where in found.items()}
    best = [party for party, count in alike.items() if count == max(alike.values()) > 0]
    return {best[0]: found[best[0]]} if len(best) == 1 and len(found) > 1 else {}


def _named_there(payment: Payment, told: Sequence[Statement], body: Body) -> tuple[Party, Statement] | None:
    """The one party that is said to be paid, or to do the work, in the place that the recommendation names."""
    place = Referred.of([payment.claims[0].statement])
    lines = [one for one in told if place.places and place.covers(one.block) and one.block.kind != "row"]
    found = working(lines, body)
    return next(iter(found.items())) if len(found) == 1 else None


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
