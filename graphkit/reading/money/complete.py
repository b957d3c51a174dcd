"""Payments of which a side is open, completed from what the page tells elsewhere, where it tells one party only."""

import re
from collections.abc import Iterator, Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import ASIDE, Body, Claim, likeliest
from graphkit.reading.money.own import DEED, SERVICE
from graphkit.reading.money.payment import Payment
from graphkit.reading.money.sides import sides
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.money.wordless import OPEN
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Named, Statement

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
#: Work for one that nobody else can do: told of that one alone.
_SINGLE = re.compile(r"\bsingle tender\b", re.I)
_MOU = re.compile(r"\bMoUs?\b|[Mm]emorand(?:um|a) of [Uu]nderstanding")
_UNDER_MOU = re.compile(r"\b(?:contributions?|payments?|uplift\w*|share)\b.{0,80}(?:\bMoU\b|[Mm]emorandum)|co-commission", re.S)
_CHOSEN_LATER = re.compile(
    r"\b(?:procurement of|to procure|to be (?:selected|procured|appointed|chosen|identified)|by competition|competitive|after a procurement|retender\w*|be tendered)\b",
    re.I,
)
_PROVIDER = re.compile(
    r"@p(?P<r>\d+) (?:currently |now )?holds? the (?:\S+ )?(?:grant|contract)\b|"
    r"@p(?P<q>\d+)\b (?:(?![.;@])\S+ ){0,14}?(?:provides?|delivers?|runs?|employs?) (?:the|a|its|this|these) (?!grant|funding|money|contribution)"
    r"|\b(?:contractor|provider|supplier|grant holder|grantee|incumbent|firm|company|charity) (?:is|remains|,|was) (?:the )?@p(?P<p>\d+)\b"
)
#: Whose budget bears the costs.
_BUDGET_OF = re.compile(
    r"\b(?:met|funded|financed|paid|borne|contained|provision (?:exists|is made|has been made)) (?:\S+ ){0,3}?(?:from|by|within|out of|in) (?:the )?@p(?P<p>\d+) (?:'s )?"
    r"(?:(?![@.;])\S+ ){0,6}?(?:budgets?|capital programme|revenue)\b"
)
#: A service that is only a word for whoever gets the sum.
_DESCRIBED = re.compile(
    r"\b(?:operator|provider|supplier|contractor|bidder|tenderer|applicant|grantee|recipient|incumbent|charity|company|firm|organisation|consortium)$",
    re.I,
)
#: Kinds of party that give grants.
_GIVERS = frozenset(["central government department", "local authority", "NHS body", "public body"])
#: The rule of the place that names a side which the payment itself leaves open.
ELSEWHERE = "named elsewhere"
#: Kinds of party that are paid for work.
_WORKERS = frozenset(["company", "charity", "social enterprise", "partnership", ""])


def completed(payments: Sequence[Payment], told: Sequence[Statement], body: Body) -> list[Payment]:
    """The payments, those with an open side filled where exactly one party can stand there."""
    front = [
        one for one in told if one.block.section in ("executive summary", "recommendation", "title") or one.block.kind == "title"
    ]
    opened = [payment for payment in payments if payment.claims[0].rule == OPEN]
    kept = [payment for payment in payments if payment not in opened]
    if opened:
        kept += accepted(opened[0], kept, front, body)
    buyers = _buyers(told, body)
    for payment in kept:
        if not payment.background and not payment.comes and payment.payer is None and len(buyers) == 1:
            [(party, where)] = buyers.items()
            if party not in payment.payees:
                _fill(payment, where, party, payment.payees)
        if payment.whole or payment.background or payment.claims[0].rule in ("passed on", "paid to a kind"):
            continue
        if found := _side(payment, kept, told, front, body):
            party, where = found
            _fill(payment, where, *((party, payment.payees) if payment.comes else (payment.payer, (party,))))
            payment.confidence = min(payment.confidence, 60)
    kept = [payment for payment in kept if not _undone(payment)]
    return sorted(kept, key=lambda one: one.claims[0].statement.start)


def _undone(payment: Payment) -> bool:
    """Whether a sum goes to nobody, and nothing is said to be done with anybody: it is set aside."""
    if payment.comes or payment.whole or payment.background or payment.claims[0].rule != "a sum":
        return False
    works = payment.service is not None and SERVICE.search(payment.service)
    return not works and not any(DEED.search(claim.statement.text.lower()) for claim in payment.claims)


def _fill(payment: Payment, where: Statement, payer: Party | None, payees: tuple[Party, ...]) -> None:
    """Both sides of a payment, one of them as another place tells it."""
    payment.payer, payment.payees = payer, payees
    payment.claims.append(Claim(where, None, None, payer, payees, payment.comes, "told", ELSEWHERE))


def _side(
    payment: Payment, payments: Sequence[Payment], told: Sequence[Statement], front: Sequence[Statement], body: Body
) -> tuple[Party, Statement] | None:
    """The one party that can be the side which a payment leaves open, and where it is told; None where none or several can."""
    if payment.comes:
        found = _payers(front, body)
    elif _CHOSEN_LATER.search(payment.text) or (not payment.service and not _DEAL.search(payment.text)):
        return None
    else:
        found = _partners(told, body) if _UNDER_MOU.search(payment.text) else {}
        if len(found) != 1:
            described = not payment.service or _DESCRIBED.search(payment.service)
            if not described and not _RENEWED.search(payment.text):
                return None
            apart = front if _SINGLE.search(payment.text) else [one for one in front if not _SINGLE.search(one.text)]
            found = _payees(apart, told, payments, body)
    return next(iter(found.items())) if len(found) == 1 else None


def accepted(opened: Payment, payments: Sequence[Payment], front: Sequence[Statement], body: Body) -> Iterator[Payment]:
    """A payment for each sum of the summary where something is accepted of which the summary tells the sums and one giver apart."""
    summary = [one for one in front if one.block.section == "executive summary"]
    givers = _payers(summary, body) or {
        one.party: statement for statement in summary for one in statement.parties if one.kind in _GIVERS and _outside(one, body)
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


def _buyers(told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """The police forces of whose budgets the costs are met: they pay, and the body that oversees them only approves it."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE:
            for match in _BUDGET_OF.finditer(shape(statement).text):
                one = statement.parties[int(match["p"])]
                if body.owns(one.party):
                    return {}
                if one.kind == "police":
                    found.setdefault(one.party, statement)
            buying = [n for n, side in sides(shape(statement)).items() if side.rule == "who buys"]
            if statement.block.section == "executive summary" and buying and statement.parties[buying[0]].kind == "police":
                found.setdefault(statement.parties[buying[0]].party, statement)
    return found


def _partners(told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """The other side of a memorandum: what is put in under it goes there."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE and _MOU.search(statement.text):
            for one in statement.parties:
                if _outside(one, body) and one.kind != "local authority":
                    found.setdefault(one.party, statement)
    return found


def _outside(one: Named, body: Body) -> bool:
    return one.sure and one.kind not in ("role", "area", "programme", "service") and not body.owns(one.party)


def _payers(front: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    found: dict[Party, Statement] = {}
    for statement in front:
        form = shape(statement)
        for number, side in sides(form).items():
            if side.means in ("payer", "asked") and _outside(statement.parties[number], body):
                found.setdefault(statement.parties[number].party, statement)
    return found


def _payees(
    front: Sequence[Statement], told: Sequence[Statement], payments: Sequence[Payment], body: Body
) -> dict[Party, Statement]:
    """Who can be the one that is paid: named as provider or payee; else the only body of its kind on the front page."""
    known = {
        party
        for one in payments
        if not one.background
        for party in (one.payer, *(one.payees if one.pence is not None else ()))
        if party
    }
    by_cue: dict[Party, Statement] = {}
    named: dict[Party, Statement] = {}
    for statement in front:
        form = shape(statement)
        at = sides(form)
        for number, one in enumerate(statement.parties):
            if not _outside(one, body) or one.party in known:
                continue
            if (
                number in at
                and at[number].means in ("provider", "payee")
                and one.kind in (*_WORKERS, "local authority", "NHS body")
            ):
                by_cue.setdefault(one.party, statement)
            if one.kind in _WORKERS:
                named.setdefault(one.party, statement)
    return by_cue or _called(told, body, known) or named


def _called(told: Sequence[Statement], body: Body, known: set[Party]) -> dict[Party, Statement]:
    """Who is called the provider anywhere: "the contractor is X"."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE:
            form = shape(statement)
            holds = [match["p"] or match["q"] or match["r"] for match in _PROVIDER.finditer(form.text)]
            runs = [n for n, side in sides(form).items() if side.rule == "run by"]
            for number in (*map(int, holds), *runs):
                one = statement.parties[number]
                if _outside(one, body) and one.party not in known and one.kind != "central government department":
                    found.setdefault(one.party, statement)
    return found
