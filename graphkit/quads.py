"""Facts ↔ quads. What a field becomes follows from its form; both directions stand side by side here.

Every decision is a named graph; parties, judgements, derived shortcuts and the description of the whole
have a graph each. No blank nodes: each node has an address, so that two builds give the same quads.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graphkit import money, names, terms, yearly
from graphkit.forms import DECISIONS, natural
from graphkit.model import Content, Decision, Fact, Judgement, Organisation, Telling
from graphkit.ontology import GK, Field, Ontology, Relation
from graphkit.terms import BOOLEAN, DECIMAL, DERIVED, INTEGER, JUDGEMENTS, LABEL, ORGANISATIONS, TYPE, gk, id_of, iri

# ---- content → quads -----------------------------------------------------------------------------------


def quads(content: Content, ontology: Ontology) -> Iterator[Quad]:
    """All quads of parties, decisions and facts, and the derived graph: the whole of it, for sums are of all facts."""
    yield from records(content, ontology)
    yield from totals(content, ontology)


def records(content: Content, ontology: Ontology) -> Iterator[Quad]:
    """The quads of parties, decisions and facts, each made of itself alone, with their shortcuts: no sums."""
    for party in content.organisations:
        yield from _of_organisation(party, ontology)
    for decision in content.decisions:
        yield from _of_decision(decision)
    yield from _absent(content, ontology)
    seen: set[Quad] = set()
    for fact in content.facts:
        relation = ontology.relations[fact.relation]
        yield from _of_fact(fact, relation, ontology)
        for quad in _shortcuts(fact, relation):
            if quad not in seen:
                seen.add(quad)
                yield quad


def _of_organisation(party: Organisation, ontology: Ontology) -> Iterator[Quad]:
    node = iri("organisation", party.id)

    def add(predicate: NamedNode, value: Any) -> Quad:
        return Quad(node, predicate, value, ORGANISATIONS)

    yield add(TYPE, gk("Organisation"))
    yield add(TYPE, NamedNode(ontology.kinds[party.kind]))
    yield add(LABEL, Literal(party.name))
    yield add(gk("name"), Literal(party.name))
    for alias in party.aliases:
        yield add(gk("alias"), Literal(alias))
    for name in party.former_names:
        yield add(gk("formerName"), Literal(name))
    for scheme, value in party.identifiers.items():
        yield add(gk("identifier"), Literal(f"{scheme}:{value}"))
    for member in party.members:
        yield add(gk("hasMember"), iri("organisation", member))
    if party.unit_of:
        yield add(gk("unitOf"), iri("organisation", party.unit_of))
    if party.note:
        yield add(gk("note"), Literal(party.note))
    if party.since:
        yield add(gk("began"), terms.date(party.since))
    if party.until:
        yield add(gk("ended"), terms.date(party.until))
    for earlier in party.replaces:
        yield add(gk("replaces"), iri("organisation", earlier))


def _of_decision(decision: Decision) -> Iterator[Quad]:
    node = iri("decision", decision.id)

    def add(name: str, value: Any) -> Quad:
        return Quad(node, gk(name), value, node)

    yield Quad(node, TYPE, gk("Decision"), node)
    yield Quad(node, LABEL, Literal(f"{decision.reference}: {decision.title}"), node)
    yield add("reference", Literal(decision.reference))
    for alias in decision.aliases:
        yield add("otherReference", Literal(alias))
    yield add("title", Literal(decision.title))
    if decision.url:
        yield add("url", NamedNode(decision.url))
    if decision.date_signed:
        yield add("decided", terms.date(decision.date_signed))
    if decision.between:
        yield add("decidedFrom", terms.date(decision.between[0]))
        yield add("decidedTo", terms.date(decision.between[1]))
    if decision.decided_by:
        yield add("decidedBy", iri("organisation", decision.decided_by))
    for programme in decision.programmes:
        yield add("aboutProgramme", iri("organisation", programme))
    for cited in decision.cites:
        yield add("cites", iri("decision", cited))
    for note in decision.notes:
        yield add("decisionNote", Literal(note))


def _absent(content: Content, ontology: Ontology) -> Iterator[Quad]:
    """A decision that is named and not at hand has a reference and nothing else."""
    present = {decision.id for decision in content.decisions}
    named = {(decision.id, cited) for decision in content.decisions for cited in decision.cites}
    for fact in content.facts:
        for key, value in fact.values.items():
            if ontology.fields[key].form in DECISIONS:
                named.update((fact.decision, cited) for cited in (value if isinstance(value, tuple) else (value,)))
    for source, cited in sorted(named):
        if cited not in present:
            graph, node = iri("decision", source), iri("decision", cited)
            yield Quad(node, TYPE, gk("Decision"), graph)
            yield Quad(node, gk("reference"), Literal(names.reference(cited)), graph)


def _of_fact(fact: Fact, relation: Relation, ontology: Ontology) -> Iterator[Quad]:
    node, graph = iri("fact", fact.id), iri("decision", fact.decision)
    yield Quad(node, TYPE, NamedNode(relation.iri), graph)
    yield Quad(node, TYPE, gk("Fact"), graph)
    yield Quad(node, LABEL, Literal(f"{relation.label} {fact.id}"), graph)
    yield Quad(node, gk("statedIn"), graph, graph)
    for key in relation.fields:
        field = ontology.fields[key]
        value = fact.values.get(key)
        if value is None and field.default is not None and (key != "currency" or "amount" in fact.values):
            value = field.default
        if value is not None:
            yield from _of_field(node, graph, NamedNode(field.iri), field, value, key)
    if "amount" in fact.values:
        yield Quad(node, gk("amountAsWritten"), Literal(money.plain(fact.values["amount"])), graph)
    for key, name in fact.published.items():
        yield Quad(node, gk("publishedAs"), Literal(f"{key}={name}"), graph)
    for number, telling in enumerate(fact.told, 1):
        place, field = f"told/{number}", ontology.fields[telling.field]
        other = NamedNode(f"{node.value}#{place}")
        yield Quad(node, gk("told"), other, graph)
        yield Quad(other, TYPE, gk("Telling"), graph)
        yield Quad(other, gk("field"), Literal(telling.field), graph)
        yield Quad(other, gk("property"), NamedNode(field.iri), graph)
        used = telling.value == fact.values.get(telling.field, field.default)
        yield Quad(other, gk("used"), Literal("true" if used else "false", datatype=BOOLEAN), graph)
        yield from _of_field(other, graph, gk("value"), field, telling.value, place, node.value)
        for locator in telling.locators:
            yield Quad(other, gk("locator"), Literal(locator), graph)
    for judgement in fact.judged:
        yield from _of_judgement(node, judgement, ontology)


def _of_judgement(node: NamedNode, judgement: Judgement, ontology: Ontology) -> Iterator[Quad]:
    place, field = f"judged/{judgement.field}", ontology.fields[judgement.field]
    other = NamedNode(f"{node.value}#{place}")
    yield Quad(node, gk("judged"), other, JUDGEMENTS)
    yield Quad(other, TYPE, gk("Judgement"), JUDGEMENTS)
    yield Quad(other, gk("field"), Literal(judgement.field), JUDGEMENTS)
    yield Quad(other, gk("property"), NamedNode(field.iri), JUDGEMENTS)
    yield from _of_field(other, JUDGEMENTS, gk("value"), field, judgement.use, place, node.value)
    yield Quad(other, gk("because"), Literal(judgement.because), JUDGEMENTS)
    yield Quad(other, gk("judgedBy"), Literal(judgement.by), JUDGEMENTS)
    yield Quad(other, gk("judgedOn"), terms.date(judgement.on), JUDGEMENTS)


def _of_field(
    node: NamedNode, graph: NamedNode, predicate: NamedNode, field: Field, value: Any, place: str, base: str = ""
) -> Iterator[Quad]:
    form = field.form
    if form == "schedule":
        for year, amount in value.items():
            entry = NamedNode(f"{base or node.value}#{place}/{year.replace('/', '-')}")
            yield Quad(node, predicate, entry, graph)
            yield Quad(entry, TYPE, gk("YearAmount"), graph)
            yield Quad(entry, gk("financialYear"), Literal(year), graph)
            yield Quad(entry, gk("amount"), Literal(str(money.pounds(amount)), datatype=DECIMAL), graph)
    elif form == "numbers":
        for position, number in enumerate(value, 1):
            entry = NamedNode(f"{base or node.value}#{place}/{position}")
            yield Quad(node, predicate, entry, graph)
            yield Quad(entry, TYPE, gk("Part"), graph)
            yield Quad(entry, gk("position"), Literal(str(position), datatype=INTEGER), graph)
            yield Quad(entry, gk("value"), Literal(number, datatype=DECIMAL), graph)
    elif form == "evidence":
        for position, (locator, start, end, words, rule) in enumerate(value, 1):
            entry = NamedNode(f"{base or node.value}#{place}/{position}")
            yield Quad(node, predicate, entry, graph)
            yield Quad(entry, TYPE, gk("Evidence"), graph)
            yield Quad(entry, gk("position"), Literal(str(position), datatype=INTEGER), graph)
            for name, text in (("locator", locator), ("words", words), ("readByRule", rule)):
                yield Quad(entry, gk(name), Literal(text), graph)
            for name, number in (("firstCharacter", start), ("endCharacter", end)):
                yield Quad(entry, gk(name), Literal(str(number), datatype=INTEGER), graph)
    else:
        for item in value if isinstance(value, tuple) else (value,):
            yield Quad(node, predicate, terms.term(form, item), graph)


def _shortcuts(fact: Fact, relation: Relation) -> Iterator[Quad]:
    if not relation.shortcut:
        return
    if relation.peers:
        peers = fact.values[relation.peers]
        pairs = [(a, b) for a in peers for b in peers if a != b]
    else:
        pairs = [(fact.values[relation.subject or ""], fact.values[relation.object or ""])]
    for a, b in pairs:
        yield Quad(iri("organisation", a), NamedNode(relation.shortcut), iri("organisation", b), DERIVED)


def totals(content: Content, ontology: Ontology) -> Iterator[Quad]:
    """The sums of what each funder gives, in the derived graph: made of all facts, and passed over when read back."""
    for total in yearly.totals(content, ontology):
        year = total.year.replace("/", "-") if total.year else "of-no-one-year"
        node = iri("funding-total", "/".join((total.funder, total.stage or "of-no-stage", total.currency, year)))
        said: dict[str, Any] = {
            "totalFunder": iri("organisation", total.funder),
            "totalStage": total.stage and Literal(total.stage),
            "totalCurrency": Literal(total.currency),
            "totalYear": total.year and Literal(total.year),
            "totalAmount": None if total.pence is None else Literal(str(money.pounds(total.pence)), datatype=DECIMAL),
            "totalFlows": Literal(str(total.flows), datatype=INTEGER),
            "totalWithoutAmount": Literal(str(total.unknown), datatype=INTEGER),
        }
        yield Quad(node, TYPE, gk("FundingTotal"), DERIVED)
        for name, value in said.items():
            if value is not None:
                yield Quad(node, gk(name), value, DERIVED)


# ---- quads → content -----------------------------------------------------------------------------------


class Backwards:
    """Quads, by subject and predicate, read back as what they were made from."""

    def __init__(self, found: Iterable[Quad], ontology: Ontology) -> None:
        self.ontology = ontology
        self.values: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for quad in found:
            listed = self.values[quad.subject][quad.predicate.value]
            if quad.object not in listed:
                listed.append(quad.object)

    def content(self) -> Content:
        """Parties, decisions and facts; ValueError or KeyError where something is missing."""
        kinds = {iri: label for label, iri in self.ontology.kinds.items()}
        relations = {relation.iri: relation for relation in self.ontology.relations.values()}
        parties, decisions, facts = [], [], []
        for node, values in self.values.items():
            types = {item.value for item in values.get(TYPE.value, ())}
            if GK + "Organisation" in types:
                parties.append(self._organisation(node, next(kinds[t] for t in types if t in kinds)))
            elif GK + "Decision" in types and GK + "title" in values:
                decisions.append(self._decision(node))
            elif GK + "Fact" in types:
                facts.append(self._fact(node, next(relations[t] for t in types if t in relations)))
        return Content(tuple(sorted(parties, key=_by_id)), tuple(sorted(decisions, key=_by_id)), tuple(sorted(facts, key=_by_id)))

    def _all(self, node: Any, name: str) -> list[Any]:
        return self.values[node].get(GK + name, [])

    def _one(self, node: Any, name: str) -> Any:
        found = self._all(node, name)
        if len(found) > 1:
            raise ValueError(f"{node} has {len(found)} values of gk:{name}, and may have one")
        return found[0].value if found else None

    def _texts(self, node: Any, name: str) -> tuple[str, ...]:
        return tuple(sorted(item.value for item in self._all(node, name)))

    def _ids(self, node: Any, name: str) -> tuple[str, ...]:
        return tuple(sorted(id_of(item) for item in self._all(node, name)))

    def _organisation(self, node: Any, kind: str) -> Organisation:
        identifiers = dict(sorted(text.split(":", 1) for text in self._texts(node, "identifier")))
        unit = self._ids(node, "unitOf")
        return Organisation(
            id_of(node),
            self._one(node, "name"),
            kind,
            self._texts(node, "alias"),
            identifiers,
            unit[0] if unit else None,
            self._ids(node, "hasMember"),
            self._one(node, "note"),
            self._one(node, "began"),
            self._one(node, "ended"),
            self._ids(node, "replaces"),
            self._texts(node, "formerName"),
        )

    def _decision(self, node: Any) -> Decision:
        bounds = (self._one(node, "decidedFrom"), self._one(node, "decidedTo"))
        decider = self._ids(node, "decidedBy")
        return Decision(
            id_of(node),
            self._one(node, "reference"),
            self._one(node, "title"),
            self._one(node, "url"),
            self._one(node, "decided"),
            (bounds[0], bounds[1]) if all(bounds) else None,
            decider[0] if decider else None,
            self._ids(node, "aboutProgramme"),
            self._ids(node, "cites"),
            tuple(sorted(self._texts(node, "decisionNote"), key=natural)),
            tuple(sorted(self._texts(node, "otherReference"), key=natural)),
        )

    def _fact(self, node: Any, relation: Relation) -> Fact:
        fields = ((key, self.ontology.fields[key]) for key in relation.fields)
        values = {key: self._field(self.values[node].get(field.iri, []), field) for key, field in fields}
        kept = {
            key: value
            for key, value in values.items()
            if value is not None and value != () and value != {} and value != self.ontology.fields[key].default
        }
        told = sorted(self._all(node, "told"), key=lambda item: int(item.value.rsplit("/", 1)[1]))
        published = dict(sorted(text.split("=", 1) for text in self._texts(node, "publishedAs")))
        return Fact(
            id_of(node),
            relation.name,
            self._ids(node, "statedIn")[0],
            kept,
            tuple(self._telling(item) for item in told),
            published,
            tuple(sorted((self._judgement(item) for item in self._all(node, "judged")), key=lambda judgement: judgement.field)),
        )

    def _telling(self, node: Any) -> Telling:
        field = self.ontology.fields[self._one(node, "field")]
        locators = tuple(sorted(self._texts(node, "locator"), key=natural))
        return Telling(field.key, self._field(self._all(node, "value"), field), locators)

    def _judgement(self, node: Any) -> Judgement:
        field = self.ontology.fields[self._one(node, "field")]
        said = (self._one(node, name) for name in ("because", "judgedBy", "judgedOn"))
        return Judgement(field.key, self._field(self._all(node, "value"), field), *said)

    def _field(self, found: list[Any], field: Field) -> Any:
        form = field.form
        if form == "schedule":
            years = {self._one(n, "financialYear"): money.pence(terms.digits(self._one(n, "amount"))) for n in found}
            return dict(sorted(years.items()))
        if form == "numbers":
            ordered = sorted(found, key=lambda n: int(self._one(n, "position")))
            return tuple(money.plain(money.pence(terms.digits(self._one(n, "value")))) for n in ordered)
        if form == "evidence":
            ordered = sorted(found, key=lambda n: int(self._one(n, "position")))
            return tuple(
                (
                    *(self._one(n, "locator"), int(self._one(n, "firstCharacter")), int(self._one(n, "endCharacter"))),
                    *(self._one(n, "words"), self._one(n, "readByRule")),
                )
                for n in ordered
            )
        values = [terms.value(form, item) for item in found]
        if form in ("texts", "years", "parties", "facts", "sources", "decisions"):
            return tuple(sorted(values, key=natural if form == "texts" else None))
        if len(values) > 1:
            raise ValueError(f"{len(values)} values of {field.key}, and there may be one: {values}")
        return values[0] if values else None


def _by_id(item: Organisation | Decision | Fact) -> str:
    return item.id
