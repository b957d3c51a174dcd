"""GraphML: parties and facts between them as a graph, all other records beside it. Nothing is lost.

Every edge is directed, because networkx reads no graph with both kinds; ``directed`` is false on those
of a partnership. What is read back are the records in ``body``, ``decisions`` and ``facts``.
"""

from typing import BinaryIO

from graphkit.model import Content
from graphkit.ontology import Ontology

NAMES = ("graphml",)


def write(content: Content, ontology: Ontology, name: str, out: BinaryIO) -> list[str]:
    """Write content as GraphML."""
    # By its own name: write_graphml is another writer where lxml happens to be installed.
    from networkx import write_graphml_xml

    from graphkit.export.network import network
    from graphkit.read.bodies import body

    graph, rest = network(content, ontology)
    graph.graph["decisions"] = "\n".join(map(body, content.decisions))
    graph.graph["facts"] = "\n".join(map(body, rest))
    write_graphml_xml(graph, out)
    out.write(b"\n")
    return []
