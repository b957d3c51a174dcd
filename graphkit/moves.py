"""What moves money, as plain flows to trace: each fact as it is told, and which telling stands for an award.

Flows that come from a store (:mod:`graphkit.flows`) and those that come from files are settled by the same rules.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from graphkit import period, rules
from graphkit.model import SHARING, Content, Fact
from graphkit.money import OWN
from graphkit.ontology import Ontology, Relation
from graphkit.tracing.flow import INFERRED, Flow
from graphkit.tracing.network import Network


class Loaded(NamedTuple):
    """Flows and budgets (as flows to oneself), the members of joint groups, and the flows whose funding is left out in part.

    ``unused``: facts in whose place another one that excludes them is used; they are not among the flows.
    """

    flows: list[Flow]
    groups: dict[str, tuple[str, ...]]
    lacking: frozenset[str]
    unused: frozenset[str] = frozenset()

    @property
    def network(self) -> Network:
        """The network of these flows."""
        return Network(self.flows, self.groups, self.lacking)


def loaded(content: Content, ontology: Ontology) -> Loaded:
    """All that moves money in what was read, as :func:`graphkit.flows.load` has it of a store without a scope.

    >>> from graphkit.builder import check
    >>> from graphkit.ontology import load
    >>> loaded(check(), load()).network.trace("nhs-england", "working-chance").at_least
    2500000
    """
    references = {decision.id: decision.reference for decision in content.decisions}
    facts = {fact.id: fact for fact in content.facts}
    unused = _unused(content, facts, ontology)
    told = {
        fact.id: as_told(fact, relation, references[fact.decision])
        for fact in content.facts
        if (relation := ontology.relations[fact.relation]).carries == "money" and relation.subject and fact.id not in unused
    }

    def restated(ids: Collection[str]) -> Iterable[tuple[str, str]]:
        return [(id, other) for id in sorted(ids) for other in facts[id].values.get("restates", ())]

    flows, lacking = settled(told, later(told, restated))
    ends = {party for flow in flows for party in (flow.payer, flow.payee)}
    sharing = (party for party in content.organisations if party.kind in SHARING and party.members)
    groups = {party.id: party.members for party in sharing if party.id in ends}
    return Loaded(flows, groups, lacking, unused)


def aside(content: Content, ontology: Ontology) -> frozenset[str]:
    """Facts that count in no sum: told again by a later one, or excluded by another one that is used.

    Goes through the facts and holds few of them, however many there are.

    >>> from graphkit.builder import check
    >>> from graphkit.ontology import load
    >>> found = aside(check(), load())
    >>> network = {flow.id for flow in loaded(check(), load()).flows}
    >>> bool(found), found.isdisjoint(network)
    (True, True)
    """
    disputing = {name: relation.alternatives for name, relation in ontology.relations.items() if relation.alternatives}
    again: dict[str, tuple[str, ...]] = {}
    sides: set[str] = set()
    for fact in content.facts:
        sides.update(fact.values.get(disputing.get(fact.relation, ""), ()))
        if earlier := fact.values.get("restates"):
            again[fact.id] = earlier
    unused = _unused(content, {fact.id: fact for fact in content.facts if fact.id in sides}, ontology) if sides else frozenset()
    kept = {*again, *(id for earlier in again.values() for id in earlier)} - unused
    told = later(kept, lambda ids: ((id, other) for id in sorted(ids) for other in again.get(id, ())))
    return unused | told.keys()


def as_told(fact: Fact, relation: Relation, reference: str) -> Flow:
    """One fact of money as a flow, a budget as a flow to oneself; what it names may have been told again since."""
    values = {"carry_forward": False, "stated": True, **fact.values}
    payer, schedule = values[relation.subject or ""], values.get("by_year", {})
    ties, said = _ties(values, relation), _ties(fact.said.values, relation)
    first, last = period.span(values)
    return Flow(
        fact.id,
        payer,
        values[relation.object] if relation.object else payer,
        sum(schedule.values()) if schedule else values.get("amount"),
        schedule,
        first,
        last,
        values.get("funded_from"),
        ties["restricted"],
        values["carry_forward"],
        values["stated"],
        values.get("stage"),
        values.get("amount_kind"),
        values.get("condition"),
        reference,
        tuple(name for name in INFERRED if ties[name] and not said[name]),
    )


def _ties(values: Mapping[str, object], relation: Relation) -> dict[str, bool]:
    """Whether a fact says what pays for it, and whether it pays only for what names it (as a budget for something does)."""
    set_aside = relation.object is None and bool({"programme", "purpose"} & values.keys())
    return dict(zip(INFERRED, ("funded_from" in values, "restricted_to" in values or set_aside), strict=True))


def later(kept: Collection[str], restated: Callable[[Collection[str]], Iterable[tuple[str, str]]]) -> dict[str, str]:
    """Flows that another one of those kept tells again, each with that one; tellings in between need not be kept.

    ``restated`` gives what some flows tell again, in pairs: the later one first.

    >>> later(["c", "a"], lambda ids: [pair for pair in [("c", "b"), ("b", "a")] if pair[0] in ids])
    {'b': 'c', 'a': 'c'}
    """
    found: dict[str, str] = {}
    pairs = list(restated(kept))
    while pairs:
        further: dict[str, str] = {}
        for id, other in pairs:
            if other not in found:
                found[other] = id
                if other not in kept:
                    further[other] = id
        pairs = [(further[between], other) for between, other in restated(further)]
    return found


def settled(told: Mapping[str, Flow], later: Mapping[str, str]) -> tuple[list[Flow], frozenset[str]]:
    """Flows without those that are told again, the last telling named in their place; and which name what is not here.

    >>> told = {"a": Flow("a", "S", "M"), "b": Flow("b", "S", "M"), "c": Flow("c", "M", "T", funded_from=("a", "x"))}
    >>> flows, lacking = settled(told, {"a": "b"})
    >>> [(flow.id, flow.funded_from) for flow in flows], sorted(lacking)
    ([('b', None), ('c', ('b',))], ['c'])
    """
    flows, lacking = [], set()
    for flow in told.values():
        if flow.id in later:
            continue
        if flow.funded_from is not None:
            named = {_last(other, later) for other in flow.funded_from}
            here = {other for other in named if other == OWN or other in told}
            if here != named:
                lacking.add(flow.id)
            flow = flow._replace(funded_from=tuple(sorted(here)))
        flows.append(flow)
    return flows, frozenset(lacking)


def _last(id: str, later: Mapping[str, str]) -> str:
    """The telling of a flow that stands for it."""
    while id in later:
        id = later[id]
    return id


def _unused(content: Content, facts: Mapping[str, Fact], ontology: Ontology) -> frozenset[str]:
    """Facts that another one excludes which is used, by the same rules as :mod:`graphkit.disputes`."""
    signed = {decision.id: decision.date_signed for decision in content.decisions}
    found: set[str] = set()
    for fact in content.facts:
        field = ontology.relations[fact.relation].alternatives
        if field is None or field not in fact.values:
            continue
        sides = []
        for id in sorted(fact.values[field]):
            side, date = facts[id], signed[facts[id].decision]
            day = period.latest(date) if date else None
            sides.append(rules.Side(id, side.values.get("stated", True), side.values["locators"], day))
        choice = rules.facts(sides, next((judged for judged in fact.judged if judged.field == field), None))
        found |= {side.id for side in sides} - {sides[choice.place].id}
    return frozenset(found)
