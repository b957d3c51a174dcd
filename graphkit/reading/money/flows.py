"""Payments → flows with their details, ids and evidence."""

import re
from collections.abc import Sequence

from graphkit.names import slug
from graphkit.reading.amounts import Amount
from graphkit.reading.facts import Evidence, Party, ReadFlow
from graphkit.reading.money import details
from graphkit.reading.money.claim import ASIDE, Body, Claim
from graphkit.reading.money.complete import ELSEWHERE
from graphkit.reading.money.grids import EACH_YEAR
from graphkit.reading.money.payment import Payment
from graphkit.reading.statements import Statement

#: A sentence that says what pays for all that goes out.
_PAYS_ALL = re.compile(
    r"\b(?:grants?|awards?|costs?|payments?|contracts?)\b.{0,40}\b(?:funded|paid|met|come|financed)\b.{0,30}\b(?:from|by|out of)\b",
    re.I,
)
#: Words of money that is there already.
_HAD = re.compile(r"\b(?:received|was paid|provided|paid)\b", re.I)


def flows(payments: Sequence[Payment], told: Sequence[Statement], body: Body) -> tuple[ReadFlow, ...]:
    """One flow for each payment, several where a sum is paid in each of several years."""
    made: list[tuple[ReadFlow, Payment]] = []
    asked = details.years(period for one in told if one.block.section == "recommendation" for period in one.periods)
    for payment in payments:
        flow = _flow(payment, told, body)
        first = payment.claims[0].amount
        if first and first.per == "year" and len(flow.years) < 2 and len(asked) == _count(payment.text):
            flow = flow._replace(years=asked)
        if payment.claims[0].rule == EACH_YEAR and len(asked) > 1:
            made += [(flow._replace(years=(year,)), payment) for year in asked]
        elif first and len(flow.years) > 1 and not flow.by_year and (first.per == "year" or _each_year(payment)):
            made += [(flow._replace(years=(year,)), payment) for year in flow.years]
        else:
            made.append((flow, payment))
    named = _named([flow for flow, _ in made])
    return _funded([(flow, payment) for flow, (_, payment) in zip(named, made, strict=True)], told)


def _count(text: str) -> int:
    """How many years a text speaks of (three years); 0 where it does not say."""
    found = re.search(r"\b(two|three|four|five)(?: financial)? years\b", text, re.I)
    return ("two", "three", "four", "five").index(found[1].lower()) + 2 if found else 0


def _each_year(payment: Payment) -> bool:
    return bool(
        re.search(
            r"\beach (?:of the )?(?:\S+ )?(?:financial )?years?\b|\beach year\b|\bin (?:both|each of)(?: the)? (?:financial )?(?:years|FY|\d)",
            payment.claims[0].statement.text,
            re.I,
        )
    )


def _flow(payment: Payment, told: Sequence[Statement], body: Body) -> ReadFlow:
    first = payment.claims[0]
    block = first.statement.block
    near = [first.statement.text, *(one.text for one in told if one.block is block and one.start > first.statement.start)]
    words = [*near, *(claim.statement.text for claim in payment.claims[1:])]
    times = details.times(payment.claims, told)
    spans = [one for one in times if one.kind != "financial_years"]
    by_year = next((claim.by_year for claim in payment.claims if claim.by_year), ())
    amount = next((claim.amount for claim in payment.claims if claim.amount and claim.pence == payment.pence), None)
    payer, payees = (
        (payment.payer, payment.payees or (body.party,)) if payment.comes else (payment.payer or body.party, payment.payees)
    )
    condition = details.condition(near)
    confidence = min(payment.confidence, 50) if amount and amount.pence is None else payment.confidence
    return ReadFlow(
        "", payer, payees, payment.pence, tuple(dict.fromkeys(_evidence(claim) for claim in payment.claims)), confidence,
        service=payment.service,
        amount_kind=amount.kind if amount else "exact",
        years=tuple(year for year, _ in by_year) or details.years(times),
        start=next((one.first for one in spans if one.first), None),
        end=next((one.last for one in spans if one.last), None),
        by_year=by_year,
        stage=_stage(payment),
        condition=condition,
        instrument=details.instrument(words),
        purpose=next((found for claim in payment.claims if (found := details.purpose(claim))), None),
        programme=next((claim.programme for claim in payment.claims if claim.programme), None),
        background=payment.background,
        doubts=_doubts(payment, amount),
    )  # fmt: skip


def _doubts(payment: Payment, amount: Amount | None) -> tuple[str, ...]:
    """What of a payment was not told outright."""
    elsewhere = next((claim for claim in payment.claims if claim.rule == ELSEWHERE), None)
    side = "who gives" if payment.comes else "who pays" if elsewhere and elsewhere.payer else "who is paid"
    misread = amount is not None and amount.pence is None
    return (
        *([f"{side} is named elsewhere in the document"] if elsewhere else []),
        *([f"{amount.doubt}: {amount.written}"] if misread and amount else []),
    )


def _stage(payment: Payment) -> str:
    first = payment.claims[0]
    if payment.background:
        return "in_force"
    if not payment.comes:
        return "approved"
    if any(claim.proposed for claim in payment.claims):
        return "proposed"
    return "received" if first.verdict == "told" and _HAD.search(first.statement.text) else "accepted"


def _evidence(claim: Claim) -> Evidence:
    statement = claim.statement
    return Evidence(statement.block.locator, statement.start, statement.end, statement.text, claim.rule)


def _short(party: Party | None) -> str:
    return (party.id or slug(party.name)[:40].strip("-")) if party else "unnamed"


def _named(made: Sequence[ReadFlow]) -> list[ReadFlow]:
    """The flows with ids from the names of both sides, each once."""
    taken: dict[str, int] = {}
    found = []
    for flow in made:
        payee = "-and-".join(_short(party) for party in flow.payees[:2]) or slug(flow.service or "")[:40].strip("-") or "unnamed"
        id = f"{_short(flow.payer)}-{payee}"
        taken[id] = number = taken.get(id, 0) + 1
        found.append(flow._replace(id=id if number == 1 else f"{id}-{number}"))
    return found


def _funded(made: Sequence[tuple[ReadFlow, Payment]], told: Sequence[Statement]) -> tuple[ReadFlow, ...]:
    """Flows that go out, with the ids of those that came in: where the giver is named with them, or with what pays for all."""
    flows = [flow for flow, _ in made]
    came = [flow for flow in flows if not flow.background and flow.stage in ("accepted", "received", "proposed")]
    lines = [one for one in told if one.block.section not in ASIDE and _PAYS_ALL.search(one.text)]
    pays_all = {one.party for statement in lines for one in statement.parties}
    found = []
    for flow, payment in made:
        near = [statement for claim in payment.claims for statement in (claim.statement, claim.intro) if statement]
        named = {one.party for statement in near for one in statement.parties} | pays_all
        sources = tuple(one.id for one in came if one is not flow and one.payer in named and flow.payer in one.payees)
        found.append(flow if flow in came or flow.background else flow._replace(funded_from=sources))
    return tuple(found)
