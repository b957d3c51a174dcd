"""The ontology as a page, and as RDF: every term of it answers here."""

import glob
import os
from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from graphkit import packaged
from graphkit.ontology import GK, PREFIXES
from graphkit.serving.answers import rdf_format
from graphkit.serving.formats import GRAPHS, wanted
from graphkit.serving.html import page
from graphkit.serving.links import Link, link
from graphkit.serving.resource import HTML

_TYPE, _LABEL, _COMMENT = (PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label", PREFIXES["rdfs"] + "comment")
_KINDS = (("Relation", "Kinds of fact"), ("Kind", "Kinds of party"), ("Class", "Classes"), ("Property", "Properties"))


class Term(NamedTuple):
    """One term: its local name, label, definition, and what else is said of it."""

    id: str
    label: str
    comment: str
    lines: list[tuple[Link, list[Link]]]


@lru_cache(maxsize=1)
def _triples() -> tuple[Any, ...]:
    import pyoxigraph as ox

    paths = sorted(glob.glob(os.path.join(glob.escape(packaged.path("ontology")), "*.ttl")))
    found = (quad.triple for path in paths for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def kinds() -> list[tuple[str, list[Term]]]:
    """All terms by what they are, in the order of their names."""
    import pyoxigraph as ox

    said: dict[str, list[Any]] = defaultdict(list)
    for triple in _triples():
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(GK):
            said[triple.subject.value].append(triple)
    found: dict[str, list[Term]] = defaultdict(list)
    for iri, triples in sorted(said.items()):
        values: dict[str, list[Any]] = defaultdict(list)
        for triple in triples:
            if not isinstance(triple.object, ox.BlankNode):
                values[triple.predicate.value].append(triple.object)
        types = {value.value.rpartition("#")[2] for value in values[_TYPE]}
        kind = next((title for name, title in _KINDS if any(name in one for one in types)), "Others")
        text = {key: " ".join(value.value for value in values.pop(key, [])) for key in (_LABEL, _COMMENT)}
        lines = [
            (link(key), [link(v.value) if isinstance(v, ox.NamedNode) else Link(None, v.value) for v in listed])
            for key, listed in values.items()
        ]
        id = iri.removeprefix(GK)
        found[kind].append(Term(id, text[_LABEL] or id, text[_COMMENT], lines))
    order = [*(title for _, title in _KINDS), "Others"]
    return [(title, found[title]) for title in order if found[title]]


async def ontology(request: Request) -> Response:
    """The ontology: a page for people, RDF for machines."""
    import pyoxigraph as ox

    accept = ", ".join(request.headers.getlist("accept")) or None
    form = wanted(accept, (HTML, *GRAPHS), request.query_params.get("format"))
    if form == HTML:
        formats = [(one.type, f"/ontology?format={one.name}") for one in GRAPHS]
        return page("ontology", title="The ontology", kinds=kinds(), formats=formats, store=True)
    made = ox.serialize(_triples(), format=rdf_format(form.name), prefixes=PREFIXES)
    return Response(made, headers={"Content-Type": form.header, "Vary": "Accept"})
