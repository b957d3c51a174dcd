"""What must hold between facts, and between facts and parties: checked for every source alike."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graphkit import auditing, names, parties, period
from graphkit.errors import Problem
from graphkit.forms import FACTS, PARTIES
from graphkit.model import SHARING, Fact, Organisation
from graphkit.money import OWN, pence, plain
from graphkit.ontology import Ontology
from graphkit.read.decisions import Sheet

#: Where a field of a fact stands: file, line, column.
Places = dict[tuple[str, str], tuple[str, int, int]]


class Whole(NamedTuple):
    """All that was read, against which one fact is checked.

    ``faulty``: facts with a problem already; ``restated``: flows, and those that tell the same award later;
    ``delivered``: parties, and the services that they run.
    """

    facts: dict[str, Fact]
    parties: dict[str, Organisation]
    ontology: Ontology
    places: Places
    faulty: set[str]
    restated: Mapping[str, list[str]]
    delivered: Mapping[str, set[str]]


def fact(found: Fact, whole: Whole) -> Iterator[Problem]:
    """Everything that does not hold of one fact among the others."""

    def problem(key: str, what: str, instead: str) -> Problem:
        return Problem(*whole.places.get((found.id, key), (found.id, 1, 1)), f"{key}: {what}", instead)

    for check in (_itself, _inferred, _references, _alive, _payers, _restates):
        for key, what, instead in check(found, whole):
            yield problem(key, what, instead)


_Wrong = Iterator[tuple[str, str, str]]


def _itself(fact: Fact, whole: Whole) -> _Wrong:
    """What a fact's own fields must agree on."""
    relation, values = whole.ontology.relations[fact.relation], fact.values
    amount, schedule = values.get("amount"), values.get("by_year")
    if amount is None and "amount_kind" in values:
        yield "amount_kind", "a kind without an amount", "leave amount_kind out, or write the amount"
    if amount is not None and "amount_kind" in relation.fields and "amount_kind" not in values:
        yield "amount_kind", "an amount without its kind", "add amount_kind: exact, up_to or approx"
    if "limit" in values and "limit_kind" not in values:
        yield "limit_kind", "a limit without its kind", "add limit_kind: cap or floor"
    if amount is not None and schedule and sum(schedule.values()) != amount:
        total = plain(sum(schedule.values()))
        yield "by_year", f"the years add up to {total}, not to the amount", "correct a year or the amount"
    first, last = period.span(values)
    if first and last and first > last:
        yield "end", "the end is before the start", "correct one of them"
    if "lead" in values and values["lead"] not in values.get("members", ()):
        yield "lead", "the lead is no member", "add it to members"
    if relation.peers and len(values.get(relation.peers, ())) < 2:
        yield relation.peers, "a partnership of one", "name at least two parties"
    alternatives = relation.alternatives or ""
    if alternatives in values and len({*values[alternatives]} - {fact.id}) < 2:
        yield alternatives, "facts exclude each other, and here is one", "name at least two other facts"
    if relation.subject and relation.object and values.get(relation.subject) == values.get(relation.object):
        yield relation.object, "the same party at both ends", "name two parties; own money set aside is a budget"
    for rule in values.get("explains", ()):
        if rule not in auditing.NAMES:
            yield "explains", f"the audit has no rule {rule}", "write one of " + ", ".join(auditing.NAMES)
    if "parts" in values:
        agrees = sum(map(pence, values["parts"])) == pence(values["stated_total"])
        if agrees != values.get("agrees"):
            yield "agrees", f"the parts {'do' if agrees else 'do not'} add up", f"write agrees: {str(agrees).lower()}"


def _inferred(fact: Fact, whole: Whole) -> _Wrong:
    """A field is inferred by itself only where the fact has it, has it in one way, and stands without it."""
    listed, kinds = fact.values.get("inferred", ()), whole.ontology.relations
    if not listed:
        return
    if not fact.values.get("stated", True):
        yield "inferred", "it stands beside stated: false, by which the whole fact is inferred", "keep one of the two"
    # What every kind of fact has tells of the fact itself: no document could have said it.
    needed = {*kinds[fact.relation].requires}.union(set.intersection(*(set(kind.fields) for kind in kinds.values())))
    able = ", ".join(key for key in fact.values if key not in needed)
    name = f"name some of {able}" if able else "leave inferred out"
    wrong = []
    for key in listed:
        if key in needed:
            wrong.append((f"{key} is not inferred alone", f"{name}; stated: false says that the whole fact is inferred"))
        elif key not in fact.values:
            wrong.append((f"this {kinds[fact.relation].label} has no {key}", name))
        elif any(telling.field == key for telling in fact.told):
            wrong.append((f"{key} is told in several ways, so it is not inferred", f"leave {key} out"))
    if not wrong:
        already = {what for _, what, _ in _itself(fact, whole)}
        wrong = [
            (f"the rest has {what}", f"leave {key} out") for key, what, _ in _itself(fact.said, whole) if what not in already
        ]
    yield from (("inferred", what, instead) for what, instead in wrong)


def _references(fact: Fact, whole: Whole) -> _Wrong:
    """What a fact names must be there, in every telling."""
    told = [*fact.values.items(), *((telling.field, telling.value) for telling in fact.told)]
    for key, value in dict.fromkeys((key, value) for key, value in told if not isinstance(value, dict)):
        field = whole.ontology.fields[key]
        for id in value if isinstance(value, tuple) else (value,):
            if field.form in PARTIES and id not in whole.parties:
                yield key, f"there is no party {id}", "add the source that has it"
            elif field.form in FACTS and id != OWN and id not in whole.facts:
                yield key, f"there is no fact {id}", "write " + (names.nearest(id, whole.facts) or "an id that exists")
            elif field.form in FACTS and field.range and whole.facts[id].relation != field.range:
                label = whole.ontology.relations[field.range].label
                yield key, f"{id} is no {label}", f"name {label}s only"


def _alive(fact: Fact, whole: Whole) -> _Wrong:
    """A fact's time touches the life of each of its parties; what is not dated rules nothing out."""
    first, last = period.span(fact.values)
    for key, value in fact.values.items() if first or last else ():
        if whole.ontology.fields[key].form in PARTIES:
            named = [whole.parties[id] for id in (value if isinstance(value, tuple) else (value,)) if id in whole.parties]
            shared = [id for party in named if party.kind in SHARING for id in party.members]
            for party in (*named, *(whole.parties[id] for id in shared if id in whole.parties)):
                if what := parties.outside(party, first, last):
                    yield key, what, "correct the party or the dates"


def _payers(fact: Fact, whole: Whole) -> _Wrong:
    """Only money that the payer received or set aside may pay for a flow or feed a budget."""
    payer = fact.values.get(whole.ontology.relations[fact.relation].subject or "")
    for id in fact.values.get("funded_from", ()):
        other = whole.facts.get(id)
        if other is None or id in whole.faulty:
            continue
        relation = whole.ontology.relations[other.relation]
        if relation.carries != "money" or id == fact.id:
            yield "funded_from", f"{id} is no money that could pay for this", "name flows, budgets or own"
        elif payer not in (held := _holders(other, whole)):
            what = f"{id} is money of {' and '.join(sorted(held))}, not of {payer}"
            yield "funded_from", what, "name only money that the payer received or set aside"


def _holders(fact: Fact, whole: Whole) -> set[str]:
    """Who can spend the money of a flow or budget: its recipient (each member of a joint group), or its owner."""
    relation = whole.ontology.relations[fact.relation]
    holder = fact.values.get(relation.object or relation.subject or "", "")
    party = whole.parties.get(holder)
    return {holder, *(party.members if party is not None and party.kind in SHARING else ())}


def restated(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """Each flow that another one restates, with those that do, by id."""
    found: dict[str, list[str]] = {}
    for fact in sorted(facts):
        for id in fact.values.get("restates", ()):
            found.setdefault(id, []).append(fact.id)
    return found


def _restates(fact: Fact, whole: Whole) -> _Wrong:
    """One award told several times has the same payer and payee, comes no further back, and has one last telling."""
    relation = whole.ontology.relations[fact.relation]
    for id in fact.values.get("restates", ()):
        other = whole.facts.get(id)
        if other is None or id in whole.faulty or other.relation != fact.relation:
            continue
        for role in filter(None, (relation.subject, relation.object)):
            before, now = other.values.get(role, ""), fact.values.get(role, "")
            if before != now and (role == relation.subject or before not in _stood_in(now, fact, whole)):
                what = f"{id} has {before} as its {role}, this has {now}"
                yield "restates", what, "name only what tells the same award between the same two parties"
        if _further(other, fact, whole.ontology):
            what = f"{id} is {other.values['stage']}, which is further than {fact.values['stage']}"
            yield "restates", what, f"let {id} restate this one"
        if (first := whole.restated[id][0]) != fact.id:
            yield "restates", f"{id} is restated by {first} already", f"restate {first} instead, or keep one"
    if _circle(fact, whole):
        yield "restates", "it comes back to itself", "let the later flow restate the earlier one, and never the other way"


def _stood_in(payee: str, fact: Fact, whole: Whole) -> set[str]:
    """What may have stood as payee while this one was not told: a member of the joint group that shares the money, the
    service that it is for, and what any of them is said to deliver."""
    party = whole.parties.get(payee)
    providers = {payee, *(party.members if party is not None and party.kind in SHARING else ())}
    return providers | {fact.values.get("service", "")} | {thing for by in providers for thing in whole.delivered.get(by, ())}


def delivered(facts: Iterable[Fact], ontology: Ontology) -> dict[str, set[str]]:
    """What each party is said to deliver, by kinds of fact that have two ends and carry nothing from one to the other."""
    found: dict[str, set[str]] = {}
    for fact in facts:
        relation = ontology.relations[fact.relation]
        if relation.subject and relation.object and not relation.carries:
            found.setdefault(fact.values.get(relation.subject, ""), set()).add(fact.values.get(relation.object, ""))
    return found


def _further(other: Fact, fact: Fact, ontology: Ontology) -> bool:
    """Whether the money of one flow has surely come further than that of another."""
    field = ontology.fields["stage"]
    ranks = {stage: rank for rank, stage in enumerate(field.one_of) if stage not in field.unranked}
    here, there = (ranks.get(found.values.get("stage", "")) for found in (fact, other))
    return here is not None and there is not None and there > here


def _circle(fact: Fact, whole: Whole) -> bool:
    """Whether a flow restates itself in the end; told of the first of a circle alone."""

    def earlier(id: str) -> set[str]:
        found: set[str] = set()
        waiting = [id]
        while waiting:
            told = whole.facts[waiting.pop()].values.get("restates", ())
            waiting += [other for other in told if other in whole.facts and other not in found]
            found.update(told)
        return found & whole.facts.keys()

    circle = {id for id in earlier(fact.id) if fact.id in earlier(id)} if fact.values.get("restates") else set()
    return fact.id in circle and fact.id == min(circle)


def counts(card: Sheet, sheets: Iterable[Sheet], ontology: Ontology) -> Iterator[Problem]:
    """Counts that a dataset's card asserts of its own folder and that are otherwise."""
    folder = os.path.join(os.path.dirname(os.path.abspath(card.file)), "")
    own = [sheet for sheet in sheets if os.path.abspath(sheet.file).startswith(folder)]
    found = Counter({f"facts.{relation.section}": 0 for relation in ontology.relations.values()})
    found.update(f"facts.{draft.relation.section}" for sheet in own for draft in sheet.drafts)
    found["decisions"] = sum(bool(sheet.decision) for sheet in own)
    found["organisations"] = sum(len(sheet.organisations) for sheet in own)
    found["judgements"] = sum(len(sheet.judgements) for sheet in own)
    for name, node in card.assertions:
        if name not in found:
            yield Problem(
                card.file, node.line, node.column, f"nothing is called {name}", "write one of " + ", ".join(sorted(found))
            )
        elif found[name] != int(node.text):
            what = f"{name}: {node.text} asserted, {found[name]} found"
            yield Problem(card.file, node.line, node.column, what, "write the count, or find what is missing")
