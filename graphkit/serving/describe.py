"""Descriptions for machines: the SPARQL 1.1 Service Description of the endpoint, VoID and DCAT of its data."""

from collections.abc import Iterator
from typing import Any

from graphkit.provenance import ATTRIBUTION, LICENCE
from graphkit.serving.answers import rdf_format
from graphkit.serving.dataset import Held
from graphkit.serving.formats import GRAPHS, ROWS
from graphkit.terms import BASE

_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "formats": "http://www.w3.org/ns/formats/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
}


def _node(name: str) -> Any:
    import pyoxigraph as ox

    prefix, _, local = name.partition(":")
    return ox.NamedNode(_PREFIXES[prefix] + local)


def _number(value: int) -> Any:
    import pyoxigraph as ox

    return ox.Literal(str(value), datatype=_node("xsd:integer"))


def service(root: str, union: bool, title: str, held: Held, form: str) -> bytes:
    """What the endpoint of the server at ``root`` can do and over which data, in a graph format (turtle, ...)."""
    import pyoxigraph as ox

    def triples() -> Iterator[Any]:
        me, data = ox.NamedNode(f"{root}/sparql"), ox.NamedNode(f"{root}/.well-known/void#data")
        yield ox.Triple(me, _node("rdf:type"), _node("sd:Service"))
        yield ox.Triple(me, _node("sd:endpoint"), me)
        yield ox.Triple(me, _node("sd:supportedLanguage"), _node("sd:SPARQL11Query"))
        for one in (*ROWS, *GRAPHS):
            yield ox.Triple(me, _node("sd:resultFormat"), _node(f"formats:{_NAMES[one.name]}"))
        if union:
            yield ox.Triple(me, _node("sd:feature"), _node("sd:UnionDefaultGraph"))
        yield ox.Triple(me, _node("sd:defaultDataset"), data)
        yield ox.Triple(data, _node("rdf:type"), _node("sd:Dataset"))
        default = ox.BlankNode("default")
        yield ox.Triple(data, _node("sd:defaultGraph"), default)
        yield ox.Triple(default, _node("rdf:type"), _node("sd:Graph"))
        for position, (name, number) in enumerate(held.graphs):
            named, graph = ox.BlankNode(f"named{position}"), ox.BlankNode(f"graph{position}")
            yield ox.Triple(data, _node("sd:namedGraph"), named)
            yield ox.Triple(named, _node("rdf:type"), _node("sd:NamedGraph"))
            yield ox.Triple(named, _node("sd:name"), ox.NamedNode(name))
            yield ox.Triple(named, _node("sd:graph"), graph)
            yield ox.Triple(graph, _node("rdf:type"), _node("sd:Graph"))
            yield ox.Triple(graph, _node("void:triples"), _number(number))
        yield from _data(root, union, title, held)

    return _written(triples(), form)


def data(root: str, union: bool, title: str, held: Held, form: str) -> bytes:
    """What the data of the server at ``root`` are, in VoID and DCAT."""
    import pyoxigraph as ox

    def triples() -> Iterator[Any]:
        about = ox.NamedNode(f"{root}/.well-known/void")
        yield ox.Triple(about, _node("rdf:type"), _node("void:DatasetDescription"))
        yield from _data(root, union, title, held)

    return _written(triples(), form)


def _data(root: str, union: bool, title: str, held: Held) -> Iterator[Any]:
    import pyoxigraph as ox

    about, endpoint = ox.NamedNode(f"{root}/.well-known/void"), ox.NamedNode(f"{root}/sparql")
    data = ox.NamedNode(f"{about.value}#data")
    yield ox.Triple(data, _node("rdf:type"), _node("void:Dataset"))
    yield ox.Triple(data, _node("rdf:type"), _node("dcat:Dataset"))
    yield ox.Triple(data, _node("dct:title"), ox.Literal(title, language="en"))
    yield ox.Triple(data, _node("void:sparqlEndpoint"), endpoint)
    distribution, api = ox.NamedNode(f"{about.value}#sparql"), ox.NamedNode(f"{about.value}#service")
    yield ox.Triple(data, _node("dcat:distribution"), distribution)
    yield ox.Triple(distribution, _node("rdf:type"), _node("dcat:Distribution"))
    yield ox.Triple(distribution, _node("dcat:accessURL"), endpoint)
    yield ox.Triple(distribution, _node("dcat:accessService"), api)
    yield ox.Triple(api, _node("rdf:type"), _node("dcat:DataService"))
    yield ox.Triple(api, _node("dcat:endpointURL"), endpoint)
    yield ox.Triple(api, _node("dcat:servesDataset"), data)
    if union:  # a store of decisions: its licence and its addresses are known
        yield ox.Triple(data, _node("dct:license"), ox.NamedNode(LICENCE))
        yield ox.Triple(data, _node("dct:rights"), ox.Literal(ATTRIBUTION))
        yield ox.Triple(data, _node("void:uriSpace"), ox.Literal(BASE))
        yield ox.Triple(data, _node("void:exampleResource"), ox.NamedNode(f"{BASE}graph/organisations"))
    if held.triples is not None:
        yield ox.Triple(data, _node("void:triples"), _number(held.triples))
    if held.classes:
        yield ox.Triple(data, _node("void:classes"), _number(len(held.classes)))
    for position, (name, number) in enumerate(held.classes):
        part = ox.BlankNode(f"class{position}")
        yield ox.Triple(data, _node("void:classPartition"), part)
        yield ox.Triple(part, _node("void:class"), ox.NamedNode(name))
        yield ox.Triple(part, _node("void:entities"), _number(number))


def _written(triples: Iterator[Any], form: str) -> bytes:
    import pyoxigraph as ox

    made: bytes | None = ox.serialize(triples, format=rdf_format(form), prefixes=_PREFIXES)
    assert made is not None
    return made
