"""The ontology, read from its Turtle files: kinds of fact, their fields, kinds of party.

Everything that is particular to one kind of fact is said in ``ontology/<kind>.ttl``; the rest of
graphkit asks here. A new kind is one new file.
"""

import glob
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from graphkit import packaged

GK = "https://w3id.org/graphkit/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

#: Prefixes for queries and written RDF.
PREFIXES = {
    "gk": GK,
    "rdf": _RDF,
    "rdfs": _RDFS,
    "xsd": _XSD,
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


class Field(NamedTuple):
    """A field of facts: its key in files and JSON, its property, and the form it is written in.

    ``range`` is the kind of fact that it names (any, where that is none), ``inverse`` the field that says the
    same from the other end, ``sums_to`` the field that its figures add up to; ``read_at`` says which of
    several dates is used, ``unranked`` which words of ``one_of`` stand outside their order, ``incoming`` which
    of them tell of money from the side of the party that gets it, ``link_word`` how a decision is linked to
    another one that it names by this field (by no link, where that is none).
    """

    key: str
    iri: str
    form: str
    one_of: tuple[str, ...] = ()
    default: Any = None
    definition: str = ""
    range: str | None = None
    inverse: str | None = None
    sums_to: str | None = None
    read_at: str | None = None
    unranked: tuple[str, ...] = ()
    link_word: str | None = None
    incoming: tuple[str, ...] = ()


class Relation(NamedTuple):
    """A kind of fact. ``carries`` is money, authority or None; roles (``subject`` to ``link``) are keys of fields.

    ``uses`` holds what was allocated under an authority to spend, ``alternatives`` facts that exclude each other,
    ``earlier`` the decision to which that of the fact is linked, and ``link`` by which word.
    """

    name: str
    iri: str
    label: str
    section: str
    definition: str
    carries: str | None
    subject: str | None
    object: str | None
    peers: str | None
    uses: str | None
    alternatives: str | None
    earlier: str | None
    link: str | None
    shortcut: str | None
    requires: tuple[str, ...]
    allows: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Keys of all fields that a fact of this kind may have."""
        return self.requires + self.allows


class Ontology(NamedTuple):
    """``relations`` by name, ``fields`` by key, ``kinds`` of party (label → class)."""

    relations: dict[str, Relation]
    fields: dict[str, Field]
    kinds: dict[str, str]

    @property
    def sums(self) -> dict[str, str]:
        """Fields whose figures add up to another one, and that one."""
        return {field.key: field.sums_to for field in self.fields.values() if field.sums_to}

    @property
    def read_at(self) -> dict[str, str]:
        """Dates, and whether each is read at its earliest or its latest."""
        return {field.key: field.read_at for field in self.fields.values() if field.read_at}

    def section(self, name: str) -> Relation | None:
        """The relation whose facts stand under this key of a decision file."""
        return next((r for r in self.relations.values() if r.section == name), None)


class _Graph:
    """Just enough of a triple index to read declarations."""

    def __init__(self, triples: Iterable[Any]) -> None:
        self.by_subject: dict[Any, list[tuple[str, Any]]] = {}
        for triple in triples:
            self.by_subject.setdefault(triple.subject, []).append((triple.predicate.value, triple.object))

    def all(self, subject: Any, predicate: str) -> Iterator[Any]:
        return (o for p, o in self.by_subject.get(subject, ()) if p == predicate)

    def text(self, subject: Any, predicate: str) -> str | None:
        found = next(self.all(subject, predicate), None)
        return None if found is None else found.value

    def items(self, subject: Any, predicate: str) -> list[Any]:
        """The members of the RDF lists that hang on a property."""
        found: list[Any] = []
        for node in self.all(subject, predicate):
            while node in self.by_subject:
                found.extend(self.all(node, _RDF + "first"))
                node = next(self.all(node, _RDF + "rest"))
        return found

    def typed(self, iri: str) -> list[Any]:
        return [s for s in self.by_subject if any(o.value == iri for o in self.all(s, _RDF + "type") if hasattr(o, "value"))]


@lru_cache(maxsize=4)
def load(folder: str | None = None) -> Ontology:
    """The ontology of a folder of Turtle files; the one that came with graphkit by default.

    >>> flow = load().relations["flow"]
    >>> flow.carries, flow.subject, flow.object
    ('money', 'funder', 'recipient')
    """
    import pyoxigraph

    folder = folder or packaged.path("ontology")
    graph = _Graph(
        triple
        for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.ttl")))
        for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    )
    keys = {subject.value: name for subject in graph.by_subject if (name := graph.text(subject, GK + "key"))}
    kinds_of_fact = {subject.value: _name(graph, subject) for subject in graph.typed(GK + "Relation")}
    fields = {
        keys[subject.value]: _field(graph, subject, keys, kinds_of_fact) for subject in graph.by_subject if subject.value in keys
    }
    common = [graph.items(pyoxigraph.NamedNode(GK + "Fact"), GK + part) for part in ("requires", "allows")]
    relations = (_relation(graph, subject, keys, common) for subject in graph.typed(GK + "Relation"))
    return Ontology(
        {relation.name: relation for relation in sorted(relations, key=_rank)},
        dict(sorted(fields.items())),
        {graph.text(s, _RDFS + "label") or "": s.value for s in graph.typed(GK + "Kind")},
    )


def _name(graph: _Graph, relation: Any) -> str:
    return (graph.text(relation, _RDFS + "label") or "").replace("-", "_").replace(" ", "_")


def _field(graph: _Graph, subject: Any, keys: dict[str, str], kinds_of_fact: dict[str, str]) -> Field:
    default: Any = next(graph.all(subject, GK + "default"), None)
    flag = default is not None and default.datatype.value == _XSD + "boolean"
    return Field(
        key=keys[subject.value],
        iri=subject.value,
        form=graph.text(subject, GK + "form") or "text",
        one_of=tuple(item.value for item in graph.items(subject, GK + "oneOf")),
        default=default.value == "true" if flag else (default.value if default is not None else None),
        definition=graph.text(subject, _RDFS + "comment") or "",
        range=kinds_of_fact.get(graph.text(subject, _RDFS + "range") or ""),
        inverse=keys.get(graph.text(subject, GK + "inverse") or ""),
        sums_to=keys.get(graph.text(subject, GK + "sumsTo") or ""),
        read_at=graph.text(subject, GK + "readAt"),
        unranked=tuple(item.value for item in graph.items(subject, GK + "unranked")),
        link_word=graph.text(subject, GK + "linkWord"),
        incoming=tuple(item.value for item in graph.items(subject, GK + "incoming")),
    )


def _relation(graph: _Graph, subject: Any, keys: dict[str, str], common: list[list[Any]]) -> Relation:
    def role(name: str) -> str | None:
        found = graph.text(subject, GK + name)
        return keys[found] if found else None

    def listed(part: str, shared: list[Any]) -> tuple[str, ...]:
        return tuple(keys[item.value] for item in [*graph.items(subject, GK + part), *shared])

    carries = graph.text(subject, GK + "carries")
    return Relation(
        name=_name(graph, subject),
        iri=subject.value,
        label=graph.text(subject, _RDFS + "label") or "",
        section=graph.text(subject, GK + "section") or "",
        definition=graph.text(subject, _RDFS + "comment") or "",
        carries=carries.removeprefix(GK).lower() if carries else None,
        subject=role("subjectRole"),
        object=role("objectRole"),
        peers=role("peersRole"),
        uses=role("usesRole"),
        alternatives=role("alternativesRole"),
        earlier=role("earlierRole"),
        link=role("linkRole"),
        shortcut=graph.text(subject, GK + "shortcut"),
        requires=listed("requires", common[0]),
        allows=listed("allows", common[1]),
    )


def _rank(relation: Relation) -> tuple[bool, bool, bool, str]:
    """Money between parties first, then authority, then partners, then what has no two ends."""
    ends = relation.subject is not None and relation.object is not None
    return (not ends and relation.peers is None, relation.carries is None, relation.carries != "money", relation.name)
