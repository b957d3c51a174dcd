"""Payments of which a side is open, completed from what the page tells elsewhere, where it tells one party only."""

import re
from collections.abc import Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import ASIDE, Body
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
        under = _partners(told, body) if not payment.comes and _UNDER_MOU.search(payment.text) else []
        if not under and payment.service and not payment.comes and not _RENEWED.search(payment.text):
            continue
        found = under or (_payers(front, body) if payment.comes else _payees(front, told, payments, body))
        if payment.comes and len(found) == 1:
            payment.payer = found[0]
        elif not payment.comes and found and (len(found) == 1):
            payment.payees = (found[0],)
        else:
            continue
        payment.confidence = min(payment.confidence, 60)
    return list(payments)


def _partners(told: Sequence[Statement], body: Body) -> list[Party]:
    """The other side of a memorandum, where one party alone is named with it: what is put in under it goes there."""
    found: dict[Party, None] = {}
    for statement in told:
        if statement.block.section not in ASIDE and _MOU.search(statement.text):
            found.update((one.party, None) for one in statement.parties if _outside(one, body) and one.kind != "local authority")
    return list(found) if len(found) == 1 else []


def _outside(one: Named, body: Body) -> bool:
    return one.sure and one.kind not in ("role", "area", "programme", "service") and not body.owns(one.party)


def _payers(front: Sequence[Statement], body: Body) -> list[Party]:
    found: dict[Party, None] = {}
    for statement in front:
        form = shape(statement)
        for number, side in sides(form).items():
            if side.means in ("payer", "asked") and _outside(statement.parties[number], body):
                found[statement.parties[number].party] = None
    return list(found)


def _payees(front: Sequence[Statement], told: Sequence[Statement], payments: Sequence[Payment], body: Body) -> list[Party]:
    """Who can be the one that is paid: named as provider or payee; else the only body of its kind on the front page."""
    known = {party for one in payments for party in (one.payer, *(one.payees if one.pence is not None else ())) if party}
    by_cue: dict[Party, None] = {}
    named: dict[Party, None] = {}
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
                by_cue[one.party] = None
            if one.kind in _WORKERS:
                named[one.party] = None
    return list(by_cue) or list(named) or _called(told, body, known)


def _called(told: Sequence[Statement], body: Body, known: set[Party]) -> list[Party]:
    """Who is called the provider anywhere: "the contractor is X"."""
    found: dict[Party, None] = {}
    for statement in told:
        if statement.block.section not in ASIDE:
            form = shape(statement)
            holds = [match["p"] or match["q"] or match["r"] for match in _PROVIDER.finditer(form.text)]
            runs = [n for n, side in sides(form).items() if side.rule == "run by"]
            for number in (*map(int, holds), *runs):
                one = statement.parties[number]
                if _outside(one, body) and one.party not in known:
                    found[one.party] = None
    return list(found)
