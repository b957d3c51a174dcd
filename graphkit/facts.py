"""Sheets → facts: names resolved, fields read in their forms, and what must hold between facts checked.

Everything wrong is reported, all at once; nothing is guessed and nothing half right is passed on.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from graphkit import checks, earlier, judgements, names, period, references
from graphkit.errors import Problem
from graphkit.forms import Desk
from graphkit.model import Content, Decision, Fact, Organisation, Telling
from graphkit.ontology import Field, Ontology
from graphkit.parties import check as check_parties
from graphkit.read import Reading
from graphkit.read.decisions import STATUS, Draft, Sheet
from graphkit.tree import Mapping, Scalar, Sequence


def collect(reading: Reading, ontology: Ontology, problems: list[Problem]) -> Content:
    """All parties, decisions and facts of a reading, each sorted by id; problems are appended.

    The order of the files does not matter.
    """
    parties = _parties(reading, problems)
    resolver = names.Resolver(parties.values())
    decisions: dict[str, Decision] = {}
    facts: dict[str, Fact] = {}
    places: checks.Places = {}
    faulty: set[str] = set()
    for sheet in sorted((s for s in reading.sheets if s.decision), key=lambda s: s.file):
        if sheet.decision in decisions:
            line, column = sheet.place.line, sheet.place.column
            problems.append(Problem(sheet.file, line, column, f"a second file for {sheet.decision}", "keep one"))
            continue
        decisions[sheet.decision] = _decision(sheet, ontology, resolver, problems)
        for draft in sheet.drafts:
            before = len(problems)
            desk = Desk(sheet.file, sheet.decision, resolver, problems)
            fact = _fact(draft, desk, ontology, places)
            facts.setdefault(fact.id, fact)
            parties.update(desk.found)
            if len(problems) > before:
                faulty.add(fact.id)
    read_back = [fact for content in reading.content for fact in content.facts]
    known = {fact.id: fact for fact in (*read_back, *facts.values())}
    judged = judgements.read(reading.sheets, known, ontology, resolver, problems)
    others = references.others(reading, decisions, problems)
    decisions = {id: references.of_decision(decision, others) for id, decision in decisions.items()}

    def settled(fact: Fact) -> Fact:
        return references.of_fact(judgements.settle(fact, judged.get(fact.id, ()), ontology), others, ontology)

    facts = {id: settled(fact) for id, fact in facts.items()}
    for content in reading.content:
        for clash in (
            *_merge(parties, content.organisations),
            *_merge(decisions, [references.of_decision(decision, others) for decision in content.decisions]),
            *_merge(facts, map(settled, content.facts)),
        ):
            problems.append(Problem("(sources)", 1, 1, f"{clash} is told in two ways", "leave one source out"))
    for card in reading.sheets:
        problems.extend(checks.counts(card, reading.sheets, ontology))
    together = checks.restated(facts.values()), checks.delivered(facts.values(), ontology)
    whole = checks.Whole(facts, parties, ontology, places, faulty, *together)
    for fact in facts.values():
        if fact.id not in faulty:
            problems.extend(checks.fact(fact, whole))
    sound = [fact for id, fact in sorted(facts.items()) if id not in faulty]
    problems.extend(earlier.check(sound, decisions, ontology, places))
    return Content(_sorted(parties), _sorted(decisions), _sorted(facts))


_Item = TypeVar("_Item", Organisation, Decision, Fact)


def _merge(kept: dict[str, _Item], more: Iterable[_Item]) -> list[str]:
    """Add items by id; returns the ids under which something else stood already."""
    return [item.id for item in more if kept.setdefault(item.id, item) != item]


def _sorted(kept: dict[str, _Item]) -> tuple[_Item, ...]:
    return tuple(kept[id] for id in sorted(kept))


#: A party, and the file and the entry that lists it.
Listed = tuple[str, Organisation, Mapping]


def _parties(reading: Reading, problems: list[Problem]) -> dict[str, Organisation]:
    listed = [(sheet.file, party, node) for sheet in reading.sheets if not sheet.status for party, node in sheet.organisations]
    listed += _met(reading, listed)
    parties: dict[str, Organisation] = {}
    places: dict[tuple[str, str], tuple[str, int, int]] = {}
    for file, party, node in listed:
        if party.id in parties:
            problems.append(Problem(file, node.line, node.column, f"the id {party.id} stands twice", "give one another id"))
            continue
        parties[party.id] = party
        for key, value in node.entries.items():
            places[party.id, key] = (file, value.line, value.column)
    for content in reading.content:
        parties.update((party.id, party) for party in content.organisations if party.id not in parties)
    problems.extend(check_parties(parties, places))
    return parties


def _met(reading: Reading, listed: list[Listed]) -> list[Listed]:
    """The parties that drafts met, without those that somebody lists by now: the drafts' facts are these parties' then."""
    labels = {label for _, party, _ in listed for label in names.labels(party)}
    labels |= {label for content in reading.content for party in content.organisations for label in names.labels(party)}
    met = []
    for sheet in sorted((sheet for sheet in reading.sheets if sheet.status), key=lambda sheet: sheet.file):
        for party, node in sheet.organisations:
            if names.key(party.name) not in labels:
                labels |= names.labels(party)
                met.append((sheet.file, party, node))
    return met


def _decision(sheet: Sheet, ontology: Ontology, resolver: names.Resolver, problems: list[Problem]) -> Decision:
    desk = Desk(sheet.file, sheet.decision, resolver, problems)

    def value(key: str, form: str) -> Any:
        node = sheet.head.get(key)
        if node is None or (isinstance(node, Scalar) and node.null):
            return None
        return desk.read(Field(key, "", form), node)

    between = None
    if isinstance(bounds := sheet.head.get("date_between"), Sequence) and len(bounds.items) == 2:
        days = [desk.read(Field("date_between", "", "date"), item) for item in bounds.items]
        between = (days[0], days[1]) if all(days) else None
        if between and period.earliest(between[0]) > period.latest(between[1]):
            desk.report(bounds, "date_between: the first date is after the last", "write the earlier date first")
    elif bounds is not None and not (isinstance(bounds, Scalar) and bounds.null):
        desk.report(bounds, "date_between: not two dates", "write [2020-09, 2021-06]")
    url, signed = value("url", "address"), value("date_signed", "date")
    named = sheet.head.get("title")
    if sheet.status != STATUS[0] and (named is None or (isinstance(named, Scalar) and named.null)):
        desk.report(named or sheet.place, "no title", "add title:")
    if signed and between:
        desk.report(sheet.head["date_between"], "date_between beside date_signed", "keep date_signed")
    reference = sheet.head["reference"]
    decision = Decision(
        sheet.decision,
        reference.text if isinstance(reference, Scalar) else "",
        value("title", "text") or ("(no title)" if sheet.status == STATUS[0] else ""),
        url,
        signed,
        between,
        value("decided_by", "party"),
        value("programmes", "parties") or (),
        value("cites", "decisions") or (),
        value("notes", "texts") or (),
        value("aliases", "texts") or (),
    )
    for party in desk.found.values():
        desk.report(sheet.place, f"{party.name} in a decision's head", "write the names of parties that have one")
    return decision


def _fact(draft: Draft, desk: Desk, ontology: Ontology, places: checks.Places) -> Fact:
    relation = draft.relation
    id = f"{desk.decision}/{draft.id}"
    desk.fact = draft.id
    values: dict[str, Any] = {}
    told: list[Telling] = []
    for key in relation.fields:
        field, node = ontology.fields[key], draft.fields.get(key)
        place = node or draft.place
        places[id, key] = (desk.file, place.line, place.column)
        if node is None:
            if key in relation.requires:
                more = " (null where none is stated)" if field.form == "money" else ""
                desk.report(draft.place, f"{relation.label} {draft.id} has no {key}", f"add {key}:{more}")
            continue
        if isinstance(node, Mapping) and "told" in node.entries:
            tellings = _tellings(desk, field, node, ontology)
            # Which of them is used is settled once the judgements are read.
            values[key] = tellings[0].value if tellings else None
            told.extend(tellings)
        elif not (isinstance(node, Scalar) and node.null) or key in relation.requires:
            values[key] = desk.read(field, node)
            if values[key] == () and key in relation.requires:
                desk.report(node, f"{key}: an empty list", f"write at least one of {draft.id}'s {key}")
    values = {
        key: value for key, value in values.items() if value is not None and value != () and value != ontology.fields[key].default
    }
    return Fact(id, relation.name, desk.decision, values, tuple(told), desk.published)


def _tellings(desk: Desk, field: Field, node: Mapping, ontology: Ontology) -> list[Telling]:
    """``told: [{value, locators}, ...]``: all are kept, and one is used by rule."""
    listed = node.entries["told"]
    if len(node.entries) != 1 or not isinstance(listed, Sequence) or len(listed.items) < 2:
        desk.report(node, f"{field.key}: told is not a list of two or more", "write told: [{value: , locators: []}, ...]")
        return []
    found = []
    for item in listed.items:
        if not isinstance(item, Mapping) or set(item.entries) != {"value", "locators"}:
            desk.report(item, f"{field.key}: a telling without value or locators", "write {value: , locators: []}")
            continue
        value = desk.read(field, item.entries["value"])
        locators = desk.read(ontology.fields["locators"], item.entries["locators"])
        if value is None or not locators:
            desk.report(item, f"{field.key}: a telling without value or locators", "write {value: , locators: []}")
        else:
            found.append(Telling(field.key, value, locators))
    return found
