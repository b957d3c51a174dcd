"""PROV and DCAT on the graph itself: what it is, under which licence, what each named graph came from."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit import __version__
from graphkit.model import Content
from graphkit.ontology import PREFIXES
from graphkit.terms import BASE, DATASET, DERIVED, JUDGEMENTS, ORGANISATIONS, iri

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_WHOLE = NamedNode(BASE + "dataset")
_SOFTWARE = NamedNode(f"{BASE}software/graphkit-{__version__}")
_BUILD = NamedNode(BASE + "activity/build")


def _term(name: str) -> NamedNode:
    prefix, local = name.split(":")
    return NamedNode(PREFIXES[prefix] + local)


def describe(content: Content) -> Iterator[Quad]:
    """Quads of the graph that describes the others. No time of day: the same input, the same quads."""

    def add(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, _term(predicate), value, DATASET)

    yield add(_WHOLE, "rdf:type", _term("dcat:Dataset"))
    yield add(_WHOLE, "dct:title", Literal("Partnerships and funding flows, from published decisions"))
    yield add(_WHOLE, "dct:license", NamedNode(LICENCE))
    yield add(_WHOLE, "dct:rights", Literal(ATTRIBUTION))
    yield add(_WHOLE, "prov:wasGeneratedBy", _BUILD)
    yield add(_BUILD, "rdf:type", _term("prov:Activity"))
    yield add(_BUILD, "prov:wasAssociatedWith", _SOFTWARE)
    yield add(_SOFTWARE, "rdf:type", _term("prov:SoftwareAgent"))
    judged = (JUDGEMENTS,) if any(fact.judged for fact in content.facts) else ()
    for graph in (ORGANISATIONS, DERIVED, *judged):
        yield add(_WHOLE, "dct:hasPart", graph)
        yield add(graph, "rdf:type", _term("prov:Entity"))
        yield add(graph, "prov:wasGeneratedBy", _BUILD)
    for decision in content.decisions:
        graph = iri("decision", decision.id)
        yield add(_WHOLE, "dct:hasPart", graph)
        yield add(graph, "rdf:type", _term("prov:Entity"))
        yield add(graph, "prov:wasGeneratedBy", _BUILD)
        yield add(DERIVED, "prov:wasDerivedFrom", graph)
        if decision.url:
            yield add(graph, "prov:wasDerivedFrom", NamedNode(decision.url))
