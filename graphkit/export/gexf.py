"""GEXF 1.2, for Gephi: parties and the facts between them. Partners' edges are undirected, all others directed.

GEXF has no place for what belongs to the whole graph: decisions, and facts without two ends, are left out
and named. So it is not read back.
"""

from collections import Counter
from typing import BinaryIO

from graphkit import __version__
from graphkit.model import Content
from graphkit.ontology import Ontology

NAMES = ("gexf",)


def write(content: Content, ontology: Ontology, name: str, out: BinaryIO) -> list[str]:
    """Write what GEXF can carry; returns what it cannot."""
    from networkx.readwrite.gexf import GEXFWriter

    from graphkit.export.network import network

    graph, rest = network(content, ontology)
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes |= {"id": key, "type": "directed" if attributes["directed"] == "true" else "undirected"}
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        # The writer notes today's date: the same facts would be another file tomorrow.
        meta.attrib.pop("lastmodifieddate")
        for creator in meta:
            creator.text = f"graphkit {__version__}"
    writer.write(out)
    out.write(b"\n")
    notes = []
    if content.decisions:
        notes.append(f"GEXF has no place for decisions: of {len(content.decisions)}, only the references stand on the edges")
    if rest:
        counts = Counter(ontology.relations[fact.relation].label for fact in rest)
        kinds = ", ".join(f"{number} {label}" for label, number in sorted(counts.items()))
        notes.append(f"GEXF has no place for facts that are not between two parties; left out: {kinds}")
    if notes:
        notes.append("export graphml to keep all")
    return notes
