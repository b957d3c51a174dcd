"""Judgements: somebody's word on which of several statements is used, from files that start with ``judgements:``.

An entry names a field that a fact tells in several ways, or facts that exclude each other, and what is used::

    judgements:
    - {fact: pcd-1514/mopac-mentoring, field: end, use: recommendation 2, because: ..., by: ..., on: 2026-01-15}
    - {conflict: pcd-1514/contract-authority-told-twice, use: pcd-1514/dmpc-ceo, because: ..., by: ..., on: 2026-01-15}

``use`` is a place where the value is told, or the value itself; for facts, the id of one of them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graphkit import names, rules
from graphkit.errors import Problem
from graphkit.forms import Desk
from graphkit.model import Fact, Judgement, Telling
from graphkit.ontology import Field, Ontology
from graphkit.read.decisions import Sheet
from graphkit.tree import Mapping as Entry
from graphkit.tree import Node, Scalar

#: What an entry says of itself, each in the form of a field.
_SAID = {"because": "text", "by": "text", "on": "date"}
KEYS = ("fact", "field", "conflict", "use", *_SAID)

Judged = dict[str, tuple[Judgement, ...]]


def read(
    sheets: Iterable[Sheet], facts: Mapping[str, Fact], ontology: Ontology, resolver: names.Resolver, problems: list[Problem]
) -> Judged:
    """The judgements of all sheets by the fact that they are on; what is wrong with them is appended to problems."""
    found: dict[tuple[str, str], Judgement] = {}
    first: dict[tuple[str, str], str] = {}
    for sheet in sorted(sheets, key=lambda sheet: sheet.file):
        for node in sheet.judgements:
            reader = _Entry(sheet.file, node, facts, ontology, resolver, problems)
            if (judged := reader.read()) is None:
                continue
            on = (judged[0], judged[1].field)
            if on in found:
                reader.report(node, f"{on[0]}: {on[1]} is judged twice (first in {first[on]})", "keep one")
            first.setdefault(on, f"{sheet.file}:{node.line}")
            found.setdefault(on, judged[1])
    by_fact: Judged = {}
    for (fact, _), judgement in sorted(found.items(), key=lambda item: item[0]):
        by_fact[fact] = (*by_fact.get(fact, ()), judgement)
    return by_fact


def settle(fact: Fact, judged: tuple[Judgement, ...], ontology: Ontology) -> Fact:
    """The fact with the values that the rules choose from what it tells, judgements first.

    A judgement takes the place of one on the same field with which the fact was exported.
    """
    on = {judgement.field: judgement for judgement in (*fact.judged, *judged)}
    together = tuple(on[field] for field in sorted(on))
    if not fact.told and not together:
        return fact
    values = dict(fact.values)
    for key, choice in rules.values(fact.told, values, together, ontology.sums, ontology.read_at).items():
        values[key] = [telling.value for telling in fact.told if telling.field == key][choice.place]
    values = {key: value for key, value in values.items() if value != ontology.fields[key].default}
    return fact._replace(values=values, judged=together)


class _Entry:
    """One entry of a file, as it is read."""

    def __init__(
        self,
        file: str,
        node: Node,
        facts: Mapping[str, Fact],
        ontology: Ontology,
        resolver: names.Resolver,
        problems: list[Problem],
    ) -> None:
        self.file, self.node, self.facts, self.ontology, self.resolver = file, node, facts, ontology, resolver
        self.problems = problems
        self.entries = node.entries if isinstance(node, Entry) else {}

    def report(self, node: Node, what: str, instead: str) -> None:
        self.problems.append(Problem(self.file, node.line, node.column, what, instead))

    def read(self) -> tuple[str, Judgement] | None:
        """The fact that is judged, and the judgement; None where something is wrong."""
        before = len(self.problems)
        if not isinstance(self.node, Entry):
            self.report(self.node, "judgements: no entry", "write - fact, field, use, because, by and on")
            return None
        for key in self.entries.keys() - set(KEYS):
            self.report(self.node.keys[key], f"judgements: no such key: {key}", "write one of " + ", ".join(KEYS))
        desk = Desk(self.file, "", self.resolver, self.problems)
        said = {key: desk.read(Field(key, "", form), node) for key, form in _SAID.items() if (node := self._node(key))}
        on, use = self._on(), self._node("use")
        if len(self.problems) > before or on is None or use is None:
            return None
        fact, field = on
        chosen = self._alternative(fact, use) if field == self._alternatives(fact) else self._telling(fact, field, use)
        return None if chosen is None else (fact.id, Judgement(field, chosen, **said))

    def _node(self, key: str) -> Node | None:
        if key not in self.entries:
            self.report(self.node, f"a judgement without {key}", f"add {key}:")
        return self.entries.get(key)

    def _text(self, key: str) -> str:
        node = self.entries.get(key)
        return node.text if isinstance(node, Scalar) else ""

    def _alternatives(self, fact: Fact) -> str | None:
        return self.ontology.relations[fact.relation].alternatives

    def _on(self) -> tuple[Fact, str] | None:
        """The fact and the field that an entry is on: named as both, or as one conflict."""
        parts = self.entries.keys() & {"fact", "field"}
        if ("conflict" in self.entries) == bool(parts) or len(parts) == 1:
            self.report(self.node, "a judgement on nothing, or on two things", "write fact: and field:, or conflict:")
            return None
        named = "conflict" if not parts else "fact"
        id, _, field = self._text(named).partition("#") if not parts else (self._text("fact"), "", self._text("field"))
        place, fact = self.entries[named], self.facts.get(id)
        if fact is None:
            near = names.nearest(id, self.facts) or "an id that exists"
            self.report(place, f"there is no fact {id or '(no id)'}", f"write {near}")
            return None
        ways = sorted({telling.field for telling in fact.told})
        alternatives = self._alternatives(fact)
        if not parts and not field and alternatives in fact.values:
            return fact, str(alternatives)
        if field not in ways and (field != alternatives or field not in fact.values):
            several = f"it tells several ways: {', '.join(ways)}" if ways else "judge a fact that tells a field in several ways"
            self.report(place, f"{id} tells {field or 'no field'} in no more than one way", several)
            return None
        return fact, field

    def _telling(self, fact: Fact, field: str, use: Node) -> Any:
        """The value that an entry uses: told at the place that it names, or equal to what it says."""
        told = [telling for telling in fact.told if telling.field == field]
        desk = Desk(self.file, fact.decision, self.resolver, [])
        desk.fact = fact.id.split("/", 1)[1]
        value = desk.read(self.ontology.fields[field], use)
        text = use.text if isinstance(use, Scalar) else ""
        fits: list[Telling] = [t for t in told if t.value == value or text in t.locators]
        if len(fits) != 1:
            how = "means more than one of the values" if fits else "is none of the values or places"
            every = ", or ".join(str(telling.locators[0]) for telling in told)
            self.report(use, f"use: {text or 'this'} {how} that {fact.id} tells for {field}", f"write {every}")
            return None
        return fits[0].value

    def _alternative(self, fact: Fact, use: Node) -> tuple[str] | None:
        others = fact.values[str(self._alternatives(fact))]
        text = use.text if isinstance(use, Scalar) else ""
        id = text if "/" in text else f"{fact.decision}/{text}"
        if id not in others:
            self.report(use, f"use: {text or 'this'} is none of the facts of {fact.id}", "write " + ", or ".join(others))
            return None
        return (id,)
