"""What was read from a decision document: facts, each with the place, the words and the rule that it comes from.

These are candidates: a person looks at each before it is taken for true. Names are those of the gazetteer where a
party is known, else as the document writes them in full. Money is whole pence; ``None`` is *not told*.
"""

from typing import Literal, NamedTuple

from graphkit.reading.document import Document


class Evidence(NamedTuple):
    """A place that says a fact: ``words`` is ``Document.text[start:end]``, the sentence, row or item that was read.

    ``rule`` names what was recognised there, as :mod:`graphkit.reading.rules` lists them.
    """

    locator: str
    start: int
    end: int
    words: str
    rule: str


class Party(NamedTuple):
    """Somebody whom a document names: by ``id`` where the gazetteer knows them, None where they are new.

    ``unnamed`` says that ``name`` only describes them ("a trust", "four sponsors").
    """

    name: str
    id: str | None = None
    unnamed: bool = False


class ReadFlow(NamedTuple):
    """Money that one party gives another. ``payees`` are several where they share one sum, none where nobody is named.

    ``service`` stands in for a payee that is not chosen yet. ``amount_kind`` is exact, up_to, approx or at_least.
    ``by_year`` is a schedule of (UK financial year, pence). ``funded_from`` are ids of flows and budgets of the same
    document, always inferred. ``background`` marks money that the text recalls and does not decide. ``doubts`` are words
    on what is not told outright: a side that is named elsewhere, a number that a scan misread.
    """

    id: str
    payer: Party | None
    payees: tuple[Party, ...]
    pence: int | None
    evidence: tuple[Evidence, ...]
    confidence: int
    service: str | None = None
    amount_kind: str = "exact"
    years: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    by_year: tuple[tuple[str, int], ...] = ()
    stage: str = "approved"
    condition: str | None = None
    instrument: str | None = None
    purpose: str | None = None
    programme: str | None = None
    funded_from: tuple[str, ...] = ()
    background: bool = False
    doubts: tuple[str, ...] = ()


class ReadBudget(NamedTuple):
    """An organisation's own money set aside; with ``envelope`` the authority to spend up to a sum instead."""

    id: str
    owner: Party
    programme: str | None
    pence: int | None
    evidence: tuple[Evidence, ...]
    confidence: int
    amount_kind: str = "exact"
    years: tuple[str, ...] = ()
    by_year: tuple[tuple[str, int], ...] = ()
    envelope: bool = False
    background: bool = False


class ReadDelegation(NamedTuple):
    """Authority that one party hands another. ``standing``: the text only recalls it (a scheme of delegation).

    ``limit_kind`` is cap (not above the limit) or floor (only from the limit on).
    """

    id: str
    delegator: Party
    delegate: Party
    authority: str
    evidence: tuple[Evidence, ...]
    confidence: int
    limit: int | None = None
    limit_kind: Literal["cap", "floor"] | None = None
    conditions: tuple[str, ...] = ()
    standing: bool = False


class ReadPartnership(NamedTuple):
    """Parties that do something together; ``kind`` is one of the ontology's words for partnerships."""

    id: str
    kind: str
    members: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    confidence: int
    name: str | None = None
    lead: Party | None = None
    since: str | None = None


class ReadService(NamedTuple):
    """A service, and who runs it."""

    id: str
    name: str
    provider: Party
    evidence: tuple[Evidence, ...]
    confidence: int
    since: str | None = None


class Reading(NamedTuple):
    """A document and all that was read from it. ``references`` are other decisions, as cited; its own are no part of them."""

    document: Document
    decided_by: Party | None = None
    flows: tuple[ReadFlow, ...] = ()
    budgets: tuple[ReadBudget, ...] = ()
    delegations: tuple[ReadDelegation, ...] = ()
    partnerships: tuple[ReadPartnership, ...] = ()
    services: tuple[ReadService, ...] = ()
    references: tuple[str, ...] = ()
