"""The page of one IRI: what is said of it, and where it is named, by graph; for machines, the same as RDF.

All is asked through the pool; the IRI goes in as a value, never as text of a query.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from graphkit.serving import protocol
from graphkit.serving.dataset import Row, rows
from graphkit.serving.endpoint import Asker, Streamed, forms, while_there
from graphkit.serving.formats import GRAPHS, Format, wanted
from graphkit.serving.html import page
from graphkit.serving.links import Link, link, short
from graphkit.serving.protocol import Refused
from graphkit.terms import BASE

#: Rows of a page: what is said of a thing, and what names it.
MOST_SAID, MOST_NAMED = 500, 200
HTML = Format("html", "text/html")

_LABELS = "rdfs:label|skos:prefLabel|dct:title|schema:name"
_PREFIXES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX gk: <https://w3id.org/graphkit/ontology#>
"""


class Queries(NamedTuple):
    """What a page asks. ``thing`` is given as a value, and so is among what is selected."""

    said: str
    named: str
    label: str
    there: str
    graph: str


@lru_cache(maxsize=2)
def queries(union: bool) -> Queries:
    """The queries over a store, where all stands in named graphs, or over data that have a default graph too."""

    def anywhere(pattern: str) -> str:
        named = f"GRAPH ?g {{ {pattern} }}"
        return named if union else f"{{ {pattern} }} UNION {{ {named} }}"

    def label(of: str) -> str:
        return anywhere(f"{of} {_LABELS} ?l").replace("?g", "?lg")

    about = f"{{ {anywhere('?thing ?p ?o')} }} UNION {{ {anywhere(_PARTS)} }}"
    return Queries(
        f"""{_PREFIXES}SELECT ?thing ?g ?s ?p ?o (SAMPLE(?l) AS ?label) (SAMPLE(?gl) AS ?graph) {{
  {{ SELECT DISTINCT ?thing ?g ?s ?p ?o {{ {about} }} LIMIT {MOST_SAID + 1} }}
  OPTIONAL {{ GRAPH ?g {{ ?g rdfs:label ?gl }} }}
  OPTIONAL {{ {label("?o")} }}
}} GROUP BY ?thing ?g ?s ?p ?o""",
        f"""{_PREFIXES}SELECT ?thing ?g ?s ?p (SAMPLE(?l) AS ?label) (SAMPLE(?gl) AS ?graph)
  (GROUP_CONCAT(DISTINCT ?place; SEPARATOR="; ") AS ?places) {{
  {{ SELECT DISTINCT ?thing ?g ?s ?p {{ {anywhere("?s ?p ?thing")} FILTER(isIRI(?s)) }} LIMIT {MOST_NAMED + 1} }}
  OPTIONAL {{ GRAPH ?g {{ ?g rdfs:label ?gl }} }}
  OPTIONAL {{ {label("?s")} }}
  OPTIONAL {{ GRAPH ?g {{ ?s gk:locator ?place }} }}
}} GROUP BY ?thing ?g ?s ?p""",
        f"{_PREFIXES}SELECT ?thing ?l {{ {label('?thing')} }} ORDER BY STRLEN(?l) ?l LIMIT 1",
        f"SELECT ?thing {{ {{ {anywhere('?thing ?p ?o')} }} UNION {{ {anywhere('?x ?p ?thing')} }} }} LIMIT 1",
        f"""{_PREFIXES}CONSTRUCT {{ ?thing ?q ?v . ?s ?p ?o }} WHERE {{
  {{ {anywhere("?thing ?q ?v")} }} UNION {{ {anywhere(_PARTS)} }}
}}""",
    )


#: Parts of the thing are named by it and a fragment.
_PARTS = '?thing ?link ?s . ?s ?p ?o FILTER(isIRI(?s) && STRSTARTS(STR(?s), CONCAT(STR(?thing), "#")))'


class Line(NamedTuple):
    """One thing that is said: a property and its values, each a link or a text with what it is."""

    property: Link
    values: list[tuple[Link, str]]


class Part(NamedTuple):
    """Lines about the thing itself, or about one of its parts, which has an anchor."""

    anchor: str
    title: str
    lines: list[Line]


class Group(NamedTuple):
    """What one graph says, part by part, or which things of it name this one."""

    graph: Link | None
    parts: list[Part]


class Pages(Asker):
    """Pages of things, on the same pool as the endpoint."""

    async def __call__(self, request: Request, iri: str) -> Response:
        """The page of an IRI, or its RDF; Refused with 404 where nothing is said of it here."""
        if not protocol.absolute(iri):
            raise Refused(400, f"{iri[:60]!r} is no absolute IRI", "write it whole")
        accept = ", ".join(request.headers.getlist("accept")) or None
        form = wanted(accept, (HTML, *GRAPHS), request.query_params.get("format"))
        given = {"thing": ("uri", iri, "")}
        if form != HTML:
            if not await rows(self, queries(self.source.union).there, **given):
                raise _nothing(iri)
            answer = await while_there(
                request,
                self.ask(
                    queries(self.source.union).graph, substitutions=given, **forms(form.type, form.name) | {"rows": ("json", "")}
                ),
            )
            return Streamed(answer, {"Content-Type": answer.head["type"], "Vary": "Accept", "Cache-Control": "no-cache"})
        said, named, label = await while_there(request, self._asked(given))
        if not said and not named:
            raise _nothing(iri)
        return self._page(iri, said, named, label, str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""))

    async def _asked(self, given: dict[str, Any]) -> tuple[list[Row], list[Row], list[Row]]:
        asked = queries(self.source.union)
        said, named = await rows(self, asked.said, **given), await rows(self, asked.named, **given)
        return said, named, await rows(self, asked.label, **given)

    def _page(self, iri: str, said: list[Row], named: list[Row], label: list[Row], here: str) -> Response:
        store = self.source.union
        return page(
            "resource",
            title=label[0]["l"]["value"] if label else short(iri),
            iri=iri,
            groups=[_group(graph, found, iri, store) for graph, found in _by(said[:MOST_SAID], "g")],
            named=[
                Group(_graph(graph, found, store), [Part("", "", _naming(found, store))])
                for graph, found in _by(named[:MOST_NAMED], "g")
            ],
            said_cut=MOST_SAID if len(said) > MOST_SAID else 0,
            named_cut=MOST_NAMED if len(named) > MOST_NAMED else 0,
            formats=[(one.type, f"{here}{'&' if '?' in here else '?'}format={one.name}") for one in GRAPHS],
            store=store,
        )


def _nothing(iri: str) -> Refused:
    return Refused(404, f"nothing is said of {short(iri)[:200]} here")


def _graph(iri: str, found: list[Row], store: bool) -> Link | None:
    """The graph of some rows, by its label where it has one."""
    return link(iri, _value(found[0], "graph") or None, store) if iri else None


def _value(row: Row, name: str) -> str:
    return str(row.get(name, {}).get("value", ""))


def _by(found: Sequence[Row], *names: str) -> list[tuple[str, list[Row]]]:
    """Rows by the value of a variable, in its order."""
    ordered = sorted(found, key=lambda row: tuple(_value(row, name) for name in names))
    return [(key, list(rows)) for key, rows in groupby(ordered, key=lambda row: _value(row, names[0]))]


def _group(graph: str, found: list[Row], iri: str, store: bool) -> Group:
    parts = []
    for subject, about in _by([{"s": {"value": iri}} | row for row in found], "s"):
        fragment = subject.removeprefix(f"{iri}#") if subject != iri else ""
        lines = [Line(link(p, store=store), [_shown(row, store) for row in said]) for p, said in _by(about, "p", "o")]
        parts.append(Part(fragment, fragment, lines))
    return Group(_graph(graph, found, store), parts)


def _shown(row: Row, store: bool) -> tuple[Link, str]:
    """A value, and what it is: its language or datatype."""
    value = row["o"]
    if value["type"] == "uri":
        return link(value["value"], _value(row, "label") or None, store), ""
    if value["type"] == "bnode":
        return Link(None, f"_:{value['value']}"), ""
    if value["type"] == "triple":
        return Link(None, " ".join(str(part["value"]) for part in value["value"].values())), "triple"
    kind = value.get("xml:lang") or (short(value["datatype"]) if "datatype" in value else "")
    return Link(None, value["value"]), kind


def _naming(found: list[Row], store: bool) -> list[Line]:
    return [
        Line(
            link(p, store=store),
            [(link(_value(row, "s"), _value(row, "label") or None, store), _value(row, "places")) for row in rows],
        )
        for p, rows in _by(found, "p", "label")
    ]


def of_path(path: str) -> str:
    """The IRI of the store whose page has this path behind /id/, as it was sent; clients encode the + of a joint group."""
    return BASE + path.replace("%2B", "+")
