"""Payments of which a side is open, completed from what the page tells elsewhere, where it tells one party only."""

import re
from collections.abc import Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import ASIDE, Body, Claim
from graphkit.reading.money.settle import Payment
from graphkit.reading.money.sides import sides
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Named, Statement

#: A deal with somebody who is at work already, or the only one who can do it.
_RENEWED = re.compile(r"\b(?:contracts?|exten\w+|variation|single tender)\b", re.I)
_MOU = re.compile(r"\bMoUs?\b|[Mm]emorand(?:um|a) of [Uu]nderstanding")
_UNDER_MOU = re.compile(r"\b(?:contributions?|payments?|uplift\w*|share)\b.{0,80}(?:\bMoU\b|[Mm]emorandum)|co-commission", re.S)
_CHOSEN_LATER = re.compile(
    r"\b(?:to be (?:selected|procured|appointed|chosen|identified)|by competition|competitive|after a procurement|retender\w*|be tendered)\b",
    re.I,
)
_PROVIDER = re.compile(
    r"@p(?P<r>\d+) (?:currently |now )?holds? the (?:\S+ )?(?:grant|contract)\b|"
    r"@p(?P<q>\d+)\b (?:(?![.;@])\S+ ){0,14}?(?:provides?|delivers?|runs?|employs?) (?:the|a|its|this|these) (?!grant|funding|money|contribution)"
    r"|\b(?:contractor|provider|supplier|grant holder|grantee|incumbent|firm|company|charity) (?:is|remains|,|was) (?:the )?@p(?P<p>\d+)\b"
)
#: The rule of the place that names a side which the payment itself leaves open.
ELSEWHERE = "named elsewhere"
#: Kinds of party that are paid for work.
_WORKERS = frozenset(["company", "charity", "social enterprise", "partnership", ""])


def completed(payments: Sequence[Payment], told: Sequence[Statement], body: Body) -> list[Payment]:
    """The payments, those with an open side filled where exactly one party can stand there."""
    front = [
        one for one in told if one.block.section in ("executive summary", "recommendation", "title") or one.block.kind == "title"
    ]
    for payment in payments:
        if payment.whole or payment.background or payment.claims[0].rule in ("passed on", "paid to a kind"):
            continue
        if not payment.comes and _CHOSEN_LATER.search(payment.text):
            continue
        under = _partners(told, body) if not payment.comes and _UNDER_MOU.search(payment.text) else {}
        if len(under) != 1 and payment.service and not payment.comes and not _RENEWED.search(payment.text):
            continue
        found = under if len(under) == 1 else _payers(front, body) if payment.comes else _payees(front, told, payments, body)
        if len(found) != 1:
            continue
        [(party, where)] = found.items()
        payment.payer, payment.payees = (party, payment.payees) if payment.comes else (payment.payer, (party,))
        payment.claims.append(Claim(where, None, None, payment.payer, payment.payees, payment.comes, "told", ELSEWHERE))
        payment.confidence = min(payment.confidence, 60)
    return list(payments)


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
    known = {party for one in payments for party in (one.payer, *(one.payees if one.pence is not None else ())) if party}
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
    return by_cue or named or _called(told, body, known)


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
                if _outside(one, body) and one.party not in known:
                    found.setdefault(one.party, statement)
    return found
