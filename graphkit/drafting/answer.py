"""A reading as an answer: plain values, names as the gazetteer has them, pounds as decimal text, unknown as None."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit import money, names
from graphkit.drafting.parties import UNKNOWN, Parties, kind
from graphkit.model import Organisation
from graphkit.reading.facts import (
    Evidence,
    Party,
    ReadBudget,
    ReadDelegation,
    ReadFlow,
    Reading,
    ReadPartnership,
    ReadService,
)

Answer = dict[str, Any]


def answer(
    reading: Reading, organisations: Iterable[Organisation], file: str, findings: Iterable[Mapping[str, Any]] = ()
) -> Answer:
    """What was read from a file, as JSON has it; docs/reading.md lists the keys.

    A sum is decimal text of pounds, a confidence a number from 0 to 1. ``payee`` is the one payee of a flow; where
    several share its sum they are in ``payees``. Who is not named is None there, and described beside.
    """
    document, parties = reading.document, Parties(organisations)
    reference = names.reference(document.ids[0]) if document.ids else None
    cited = dict.fromkeys(names.reference(names.decision_id(text)) for text in reading.references)
    return {
        "file": os.path.basename(file),
        "layout": document.layout,
        "reference": reference,
        "title": document.title,
        "date_signed": document.date_signed,
        "decided_by": parties.proper(reading.decided_by) or document.decided_by,
        "flows": [_flow(flow, parties) for flow in reading.flows],
        "budgets": [_budget(budget, parties) for budget in reading.budgets if not budget.envelope],
        "envelopes": [_budget(budget, parties) for budget in reading.budgets if budget.envelope],
        "delegations": [_delegation(delegation, parties) for delegation in reading.delegations],
        "partnerships": [_partnership(partnership, parties) for partnership in reading.partnerships],
        "services": [_service(service, parties) for service in reading.services],
        "references_decisions": [text for text in cited if text != reference],
        "new_parties": _new(reading, parties),
        "findings": [dict(finding) for finding in findings],
        "notes": list(document.notes),
    }


def _flow(flow: ReadFlow, parties: Parties) -> Answer:
    several = len(flow.payees) > 1
    described = [payee.name for payee in flow.payees if payee.unnamed]
    return {
        "id": flow.id,
        "payer": parties.proper(flow.payer),
        "payer_described": flow.payer.name if flow.payer and flow.payer.unnamed else None,
        "payee": parties.proper(flow.payees[0]) if len(flow.payees) == 1 else None,
        "payees": [parties.proper(payee) or payee.name for payee in flow.payees] if several else [],
        "payee_described": " and ".join(described) or None,
        "service": flow.service,
        **_sum(flow.pence, flow.amount_kind),
        "financial_years": list(flow.years),
        "start": flow.start,
        "end": flow.end,
        "by_year": {year: money.plain(pence) for year, pence in flow.by_year},
        "stage": flow.stage,
        "condition": flow.condition,
        "instrument": flow.instrument,
        "purpose": flow.purpose,
        "programme": flow.programme,
        "funded_from": list(flow.funded_from),
        "background": flow.background,
        "doubts": list(flow.doubts),
        **_where(flow.evidence, flow.confidence),
    }


def _budget(budget: ReadBudget, parties: Parties) -> Answer:
    return {
        "id": budget.id,
        "owner": parties.proper(budget.owner),
        "programme": budget.programme,
        **_sum(budget.pence, budget.amount_kind),
        "financial_years": list(budget.years),
        "by_year": {year: money.plain(pence) for year, pence in budget.by_year},
        "background": budget.background,
        **_where(budget.evidence, budget.confidence),
    }


def _delegation(found: ReadDelegation, parties: Parties) -> Answer:
    return {
        "id": found.id,
        "delegator": parties.proper(found.delegator),
        "delegate": parties.proper(found.delegate),
        "authority": found.authority,
        "limit": None if found.limit is None else money.plain(found.limit),
        "limit_kind": found.limit_kind,
        "standing": found.standing,
        "conditions": list(found.conditions),
        **_where(found.evidence, found.confidence),
    }


def _partnership(found: ReadPartnership, parties: Parties) -> Answer:
    return {
        "id": found.id,
        "kind": found.kind,
        "name": found.name,
        "members": [parties.proper(member) or member.name for member in found.members],
        "lead": parties.proper(found.lead),
        "since": found.since,
        **_where(found.evidence, found.confidence),
    }


def _service(found: ReadService, parties: Parties) -> Answer:
    return {
        "id": found.id,
        "name": found.name,
        "provider": parties.proper(found.provider),
        "since": found.since,
        **_where(found.evidence, found.confidence),
    }


def _sum(pence: int | None, kind: str) -> Answer:
    return {"amount": None if pence is None else money.plain(pence), "amount_kind": None if pence is None else kind}


def _where(evidence: tuple[Evidence, ...], confidence: int) -> Answer:
    return {
        "locator": evidence[0].locator if evidence else None,
        "locators": list(dict.fromkeys(one.locator for one in evidence)),
        "confidence": round(confidence / 100, 2),
        "evidence": [one._asdict() for one in evidence],
    }


def _new(reading: Reading, parties: Parties) -> list[Answer]:
    """The parties that a document names and the gazetteer does not, each once, with the kind that its name is sure to tell."""
    posts = [party for found in reading.delegations for party in (found.delegator, found.delegate)]
    likely = {names.key(party.name): "role" for party in [reading.decided_by, *posts] if party}
    named: list[Party | None] = [reading.decided_by, *posts]
    named += [party for flow in reading.flows for party in (flow.payer, *flow.payees)]
    named += [budget.owner for budget in reading.budgets]
    named += [party for found in reading.partnerships for party in (*found.members, found.lead)]
    named += [service.provider for service in reading.services]
    new = {names.key(party.name): party.name for party in named if party and not party.unnamed and not parties.known(party)}
    return [{"name": name, "kind": kind(name, likely.get(key, UNKNOWN))} for key, name in new.items()]
