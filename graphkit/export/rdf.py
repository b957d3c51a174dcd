"""RDF: Turtle, TriG, N-Quads, N-Triples, JSON-LD. Nothing is lost in any of them.

TriG, N-Quads and JSON-LD keep a graph for each decision. Turtle and N-Triples have no graphs: there the
statements stand together, and ``gk:statedIn`` keeps each fact's source. Written graph by graph and
sorted, so that a file differs only where its facts do.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from graphkit.model import Content
from graphkit.ontology import PREFIXES, Ontology, load
from graphkit.store import Store

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad, RdfFormat

NAMES = ("turtle", "trig", "nquads", "ntriples", "jsonld")

_TYPE = PREFIXES["rdf"] + "type"


def write(content: Content, ontology: Ontology, name: str, out: BinaryIO) -> list[str]:
    """Write content as RDF."""
    from pyoxigraph import RdfFormat

    formats = {
        "turtle": RdfFormat.TURTLE,
        "trig": RdfFormat.TRIG,
        "nquads": RdfFormat.N_QUADS,
        "ntriples": RdfFormat.N_TRIPLES,
    }
    if name == "jsonld":
        _jsonld(content, ontology, out)
    else:
        _text(content, ontology, formats[name], out)
    return []


def prefixes() -> dict[str, str]:
    """Prefixes of the ontology, and one for each kind of thing with an address."""
    from graphkit.terms import BASE

    return dict(
        sorted(
            (
                PREFIXES | {kind: f"{BASE}{kind}/" for kind in ("organisation", "decision", "fact", "graph", "funding-total")}
            ).items()
        )
    )


def groups(content: Content, ontology: Ontology) -> Iterator[list["Quad"]]:
    """All quads, one list a graph: about the whole, parties, each decision, what is judged, what is derived."""
    from graphkit.provenance import describe
    from graphkit.quads import records, totals
    from graphkit.terms import DERIVED, JUDGEMENTS, iri

    yield _sorted(describe(content))
    yield _sorted(records(Content(content.organisations), ontology))
    apart: dict[Any, set[Quad]] = {JUDGEMENTS: set(), DERIVED: set()}
    facts = defaultdict(list)
    for fact in content.facts:
        facts[fact.decision].append(fact)
    present = {iri("decision", decision.id) for decision in content.decisions}
    for decision in content.decisions:
        node = iri("decision", decision.id)
        # Made apart, decisions and facts tell of those they name as if these were not at hand: the ones that are, go.
        head = [q for q in records(Content((), (decision,)), ontology) if q.subject == node or q.subject not in present]
        for quad in records(Content((), (), tuple(facts[decision.id])), ontology):
            if quad.graph_name in apart:
                apart[quad.graph_name].add(quad)
            elif quad.subject not in present:
                head.append(quad)
        yield _sorted(head)
    apart[DERIVED].update(totals(content, ontology))
    yield from (_sorted(found) for found in apart.values() if found)


def _sorted(found: Any) -> list["Quad"]:
    """By subject, its type first. Duplicates go: RDF has none."""

    def key(quad: Any) -> tuple[str, bool, str, str]:
        return quad.subject.value, quad.predicate.value != _TYPE, quad.predicate.value, quad.object.value

    return sorted(dict.fromkeys(found), key=key)


def _text(content: Content, ontology: Ontology, form: "RdfFormat", out: BinaryIO) -> None:
    from pyoxigraph import RdfFormat, serialize

    known = prefixes() if form in (RdfFormat.TURTLE, RdfFormat.TRIG) else {}
    if known:
        out.write("".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in known.items()).encode())
    decisions = prefixes()["decision"]
    told: set[Any] = set()
    for group in groups(content, ontology):
        items: list[Any] = list(group)
        if not form.supports_datasets:
            # What two decisions say of a third that they cite stands in both their graphs, and here once.
            items = [triple for triple in (quad.triple for quad in group) if triple not in told]
            told.update(triple for triple in items if triple.subject.value.startswith(decisions))
        written = serialize(items, format=form, prefixes=known) or b""
        # The writer starts each part with its prefixes, in an order that changes from run to run.
        for _ in range(len(known) if items else 0):
            written = written.split(b"\n", 1)[1]
        out.write(b"\n" + written if known else written)


def _jsonld(content: Content, ontology: Ontology, out: BinaryIO) -> None:
    """Compact JSON-LD with its context inside: nothing has to be fetched to read it."""
    from pyoxigraph import RdfFormat, serialize

    known = prefixes()
    out.write(b'{"@context": ' + json.dumps(known, indent=1).encode() + b',\n"@graph": [')
    before = b"\n"
    for group in groups(content, ontology):
        expanded = json.loads(serialize(group, format=RdfFormat.JSON_LD) or b"[]")
        for node in expanded:
            out.write(before + json.dumps(_compact(node, known), indent=1, ensure_ascii=False).encode())
            before = b",\n"
    out.write(b"\n]}\n")


def _compact(value: Any, known: dict[str, str]) -> Any:
    """Expanded JSON-LD with prefixed names, plain texts, and lists only where there are several."""
    if isinstance(value, list):
        items = [_compact(item, known) for item in value]
        return items[0] if len(items) == 1 else items
    if not isinstance(value, dict):
        return value
    if value.keys() == {"@value"}:
        return value["@value"]
    compact: dict[str, Any] = {}
    for key, item in value.items():
        if key == _TYPE:
            compact["@type"] = _names(_compact([entry["@id"] for entry in item], known), known)
        elif key in ("@id", "@type"):
            compact[key] = _names(item, known)
        else:
            compact[_names(key, known)] = item if key == "@value" else _compact(item, known)
    return compact


def _names(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_names(item, known) for item in value]
    for prefix, iri in known.items():
        rest = value.removeprefix(iri)
        if rest != value and rest and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return value


def to_rdflib(store: Store) -> "rdflib.Dataset":
    """An rdflib Dataset with one graph for each decision; its default graph is the union of them.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     graphs = to_rdflib(store)
    >>> "decision/pcd-172" in " ".join(str(graph.identifier) for graph in graphs.graphs())
    True
    """
    import rdflib

    from graphkit.contents import content

    def term(value: Any) -> Any:
        if hasattr(value, "datatype"):
            # As it was written: rdflib would make 1.0 of 1.00.
            return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value), normalize=False)
        return rdflib.URIRef(value.value)

    dataset = rdflib.Dataset(default_union=True)
    for prefix, iri in prefixes().items():
        dataset.bind(prefix, iri)
    for group in groups(content(store), load()):
        graph = dataset.graph(term(group[0].graph_name))
        graph.addN((term(quad.subject), term(quad.predicate), term(quad.object), graph) for quad in group)
    return dataset
