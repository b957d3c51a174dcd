"""A reading → the facts of a draft, section by section, in the form of decision files."""

from collections.abc import Iterable, Sequence
from typing import Any

from graphkit import money, names
from graphkit.drafting.parties import Parties
from graphkit.drafting.written import Inline, Number
from graphkit.forms import MAX_TEXT
from graphkit.model import EVIDENCE
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

Entry = dict[str, Any]

#: How the ontology tells amounts that it has no word for; a note says what the document says.
_ABOUT = {"at_least": "approx"}


class Composer:
    """The entries of one reading. Ids are made unique over all sections: they share one name space."""

    def __init__(self, reading: Reading, parties: Parties) -> None:
        self.reading, self.parties = reading, parties
        self._taken = {money.OWN}
        flows, budgets = ([self._id(found.id) for found in listed] for listed in (reading.flows, reading.budgets))
        self._flows, self._budgets = (
            list(zip(flows, reading.flows, strict=True)),
            list(zip(budgets, reading.budgets, strict=True)),
        )
        #: What a flow may name, by the id that it has in the reading.
        self._paying = {budget.id: id for id, budget in self._budgets} | {flow.id: id for id, flow in self._flows}

    def sections(self) -> dict[str, list[Entry]]:
        """Every section of the draft that has entries."""
        reading = self.reading
        made = {
            "flows": [self._flow(id, flow) for id, flow in self._flows],
            "budgets": [self._budget(id, budget) for id, budget in self._budgets if not budget.envelope],
            "envelopes": [self._budget(id, budget) for id, budget in self._budgets if budget.envelope],
            "delegations": [self._delegation(delegation) for delegation in reading.delegations],
            "partnerships": [self._partnership(partnership) for partnership in reading.partnerships],
            "provisions": [self._service(service) for service in reading.services],
        }
        return {section: entries for section, entries in made.items() if entries}

    def _id(self, wanted: str) -> str:
        stem, number = names.slug(wanted) or "fact", 1
        while (id := stem if number == 1 else f"{stem}-{number}") in self._taken:
            number += 1
        self._taken.add(id)
        return id

    def _flow(self, id: str, flow: ReadFlow) -> Entry:
        entry: Entry = {
            "id": id,
            "funder": self.parties.written(flow.payer, "a payer that the document does not name"),
            "recipient": self._recipient(flow),
            **_amount(flow.pence, flow.amount_kind),
            # What is only recalled is no award of this decision.
            "stage": "in_force" if flow.background and flow.stage == "approved" else flow.stage,
            **_times(flow),
            "condition": _short(flow.condition),
            "instrument": _short(flow.instrument),
            "programme": self._purpose(flow.programme, "programme"),
            "service": self._purpose(flow.service, "service"),
            "purpose": _short(flow.purpose),
            "funded_from": [self._paying.get(source, source) for source in flow.funded_from],
            # That nothing else pays is more than any wording says.
            "inferred": ["funded_from"] if flow.funded_from else [],
        }
        note = "; ".join(filter(None, [_kind_note(flow.amount_kind), *flow.doubts])) or None
        return _ended(entry, flow.evidence, flow.confidence, flow.background, note)

    def _recipient(self, flow: ReadFlow) -> str | Inline:
        named = [payee for payee in flow.payees if not payee.unnamed]
        if len(named) > 1 and len(named) == len(flow.payees):
            joint = [self.parties.written(payee, "") for payee in named]
            if all(isinstance(name, str) for name in joint):
                return Inline(joint=joint)
        if len(flow.payees) == 1:
            return self.parties.written(flow.payees[0], "a recipient that the document does not name")
        if flow.payees:
            return Inline(unnamed=_short(" and ".join(payee.name for payee in flow.payees)))
        return self._purpose(flow.service, "service") or Inline(unnamed="a recipient that the document does not name")

    def _purpose(self, name: str | None, kind: str) -> str | Inline | None:
        return self.parties.called(name, kind) if name and name.strip() else None

    def _budget(self, id: str, budget: ReadBudget) -> Entry:
        entry: Entry = {
            "id": id,
            "owner": self.parties.written(budget.owner, "an owner that the document does not name"),
            **_amount(budget.pence, budget.amount_kind),
            "financial_years": list(budget.years),
            "by_year": None if budget.envelope else _schedule(budget.by_year),
            "programme": self._purpose(budget.programme, "programme"),
        }
        note = _kind_note(budget.amount_kind)
        if budget.envelope and budget.by_year:
            note = "; ".join(filter(None, [note, f"by year: {dict(_schedule(budget.by_year) or {})}"]))
        return _ended(entry, budget.evidence, budget.confidence, budget.background, note)

    def _delegation(self, found: ReadDelegation) -> Entry:
        entry: Entry = {
            "id": self._id(found.id),
            "delegator": self.parties.written(found.delegator, "somebody whom the document does not name", "role"),
            "delegate": self.parties.written(found.delegate, "somebody whom the document does not name", "role"),
            "authority": _short(found.authority),
            "limit": None if found.limit is None else _pounds(found.limit),
            "limit_kind": found.limit_kind,
            "standing": True if found.standing else None,
            "conditions": [text for condition in found.conditions if (text := _short(condition))],
        }
        return _ended(entry, found.evidence, found.confidence)

    def _partnership(self, found: ReadPartnership) -> Entry:
        def party(member: Party) -> str | Inline:
            return self.parties.written(member, "a member that the document does not name")

        entry: Entry = {
            "id": self._id(found.id),
            "kind": _short(found.kind),
            "name": _short(found.name),
            "members": [party(member) for member in found.members],
            "lead": party(found.lead) if found.lead else None,
            "since": found.since,
        }
        return _ended(entry, found.evidence, found.confidence)

    def _service(self, found: ReadService) -> Entry:
        entry: Entry = {
            "id": self._id(found.id),
            "provider": self.parties.written(found.provider, "a provider that the document does not name"),
            "delivers": self.parties.called(found.name, "service"),
            "since": found.since,
        }
        return _ended(entry, found.evidence, found.confidence)


def _short(text: str | None) -> str | None:
    """A text that fits a field; the evidence has all of it."""
    text = " ".join((text or "").split())
    return (text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…") or None


def _pounds(pence: int) -> Number:
    return Number(money.plain(pence))


def _amount(pence: int | None, kind: str) -> Entry:
    return {"amount": None} if pence is None else {"amount": _pounds(pence), "amount_kind": _ABOUT.get(kind, kind)}


def _kind_note(kind: str) -> str | None:
    return "the document says that it is at least this much" if kind in _ABOUT else None


def _schedule(by_year: Iterable[tuple[str, int]]) -> Inline | None:
    return Inline({year: _pounds(pence) for year, pence in by_year}) or None


def _times(flow: ReadFlow) -> Entry:
    return {
        "financial_years": list(flow.years),
        "start": flow.start,
        "end": flow.end,
        "by_year": _schedule(flow.by_year),
    }


def _ended(
    entry: Entry, evidence: Sequence[Evidence], confidence: int, background: bool = False, note: str | None = None
) -> Entry:
    """An entry without what is not told, and with what it rests on."""
    kept = {key: value for key, value in entry.items() if key == "amount" or (value is not None and value != [])}
    places = dict.fromkeys(one.locator.strip()[:MAX_TEXT] or "the document" for one in evidence) or ["the document"]
    kept |= {"note": note} if note else {}
    kept |= {"locators": list(places), "reviewed": "recalled" if background else False, "confidence": confidence}
    said = [dict(zip(EVIDENCE, one, strict=True)) for one in evidence if one.words and one.rule]
    return kept | ({"evidence": [{"words": one.pop("words"), **one} for one in said]} if said else {})
