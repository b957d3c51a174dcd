"""What the rules of the audit look at, and what they find."""

from functools import cached_property
from typing import Any, NamedTuple

from graphkit import moves, names
from graphkit.auditing.rules import BY_NAME
from graphkit.model import Content, Fact
from graphkit.money import pounds, words
from graphkit.ontology import Ontology, Relation
from graphkit.tracing.network import Network


class Finding(NamedTuple):
    """Something that should be looked at, and what explains it.

    ``decision`` is the id of the decision in which to look, or the reference or title of a document; ``facts`` are
    the ids of those that it is about: none where it is about the decision as a whole. ``locators`` are the places,
    ``found`` what stands there and ``expected`` what would be right. ``explained_by`` names the observations, or the
    judgement, that explain it; it is empty where nothing does.

    >>> Finding("undated", "pcd-949", (), "no date of signing").severity
    'warning'
    """

    rule: str
    decision: str
    facts: tuple[str, ...]
    message: str
    explained_by: tuple[str, ...] = ()
    locators: tuple[str, ...] = ()
    found: str = ""
    expected: str = ""

    @property
    def severity(self) -> str:
        """Violation, warning or info."""
        return BY_NAME[self.rule].severity


def found(decision: str, facts: tuple[str, ...], message: str, *because: str, saw: str = "", expected: str = "") -> Finding:
    """A finding as a rule makes it: the audit adds the rule's name, and who else explains it than ``because``."""
    return Finding("", decision, facts, message, because, (), saw, expected)


def plain(finding: Finding, decision: str) -> dict[str, Any]:
    """A finding as JSON values, for a decision as it is to be called.

    >>> plain(Finding("undated", "pcd-949", (), "no date", locators=("key information",)), "PCD 949")["locator"]
    'key information'
    """
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "decision": decision,
        "locator": "; ".join(finding.locators),
        "message": finding.message,
        "found": finding.found or finding.message,
        "expected": finding.expected or BY_NAME[finding.rule].expected,
        "method": BY_NAME[finding.rule].method,
        "facts": list(finding.facts),
        "explained_by": list(finding.explained_by),
    }


class Books:
    """All that was read, indexed for the rules, with the network of its money."""

    def __init__(self, content: Content, ontology: Ontology) -> None:
        self.content = content
        self.ontology = ontology
        self.facts = {fact.id: fact for fact in content.facts}
        self.parties = {party.id: party for party in content.organisations}
        dated = sorted((d.date_signed is None, d.date_signed or "", d.id) for d in content.decisions)
        #: Where each decision stands among the others: by its date, undated ones last.
        self.order = {id: place for place, (_, _, id) in enumerate(dated)}

    @cached_property
    def network(self) -> Network:
        """What moves money: the last telling of each award, without facts that are excluded by another."""
        return moves.loaded(self.content, self.ontology).network

    def relation(self, fact: Fact) -> Relation:
        """The kind of a fact."""
        return self.ontology.relations[fact.relation]

    def payments(self) -> list[Fact]:
        """The facts that move money from one party to another."""
        return [f for f in self.content.facts if (r := self.relation(f)).carries == "money" and r.subject and r.object]

    def places(self, id: str, decision: str) -> tuple[str, ...]:
        """Where a fact stands in its decision; with its reference before it where that is another one."""
        fact = self.facts[id]
        before = "" if fact.decision == decision else f"{names.reference(fact.decision)} "
        return tuple(f"{before}{place}" for place in fact.values.get("locators", ()))

    def name(self, party: str) -> str:
        """How a party is called."""
        return self.parties[party].name

    def last(self, facts: tuple[str, ...]) -> str:
        """The decision of these facts that comes last."""
        return max((self.facts[id].decision for id in facts), key=self.order.__getitem__)


def amount(fact: Fact) -> int | None:
    """What a fact is about in pence: the sum of its years, or its amount; None where it tells neither."""
    schedule = fact.values.get("by_year")
    return sum(schedule.values()) if schedule else fact.values.get("amount")


def said(pence: int | None, kind: str | None = None) -> str:
    """An amount of whole pence as a person reads it.

    >>> said(9_500_000), said(None)
    ('£95,000', 'not stated')
    """
    return words(None if pence is None else pounds(pence), kind)
