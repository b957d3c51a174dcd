"""The tests of the SPARQL 1.1 Protocol and of the service description, asked of a server.

The suite tells each of these in one line, and says nothing of data: they stand here as requests over the graphs of
:data:`DATA`. Those of updates are not asked.
"""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

import rdflib
from asked import Reply, Server
from results import read
from suites import Test

_EX = "http://example.org/"
_FOAF = "http://xmlns.com/foaf/0.1/"
#: A default graph and three others, each of which calls itself a document.
DATA = f"<{_EX}default> a <{_FOAF}Document> .\n" + "".join(
    f"<{_EX}{name}> {{ <{_EX}{name}> a <{_FOAF}Document> ; <{_EX}in> <{_EX}{name}> . }}\n" for name in ("one", "two", "three")
)

_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_JSON, _XML = "application/sparql-results+json", "application/sparql-results+xml"
_GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/xhtml+xml")
_IN = f"{{ <{_EX}%s> a <{_FOAF}Document> }}"


def _ask(default: str = "", named: str = "", never: str = "", given: str = "") -> str:
    """A query that is answered with yes where these are the graphs: in the default one, named, and in neither."""
    parts = [_IN % name for name in default.split()]
    parts += [f"{{ GRAPH <{_EX}{name}> {_IN % name} }}" for name in named.split()]
    parts += [f"FILTER NOT EXISTS {_IN % name} FILTER NOT EXISTS {{ GRAPH ?any {_IN % name} }}" for name in never.split()]
    return f"ASK {given}{{ {' '.join(parts)} }}"


class Case(NamedTuple):
    """One request: what stands behind ``?``, a body and its type; and the types its answer may have, none if it is refused."""

    method: str
    address: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    kind: str = ""
    accept: str = ""
    types: tuple[str, ...] = (_JSON, _XML)


def _form(*pairs: tuple[str, str], **more: str) -> Case:
    return Case("POST", body=urlencode(pairs).encode(), kind=more.get("kind", _FORM))


def _graphs(default: str = "", named: str = "") -> tuple[tuple[str, str], ...]:
    pairs = [("default-graph-uri", _EX + name) for name in default.split()]
    return *pairs, *(("named-graph-uri", _EX + name) for name in named.split())


def _bad(method: str, *address: tuple[str, str], body: bytes | None = None, kind: str = "") -> Case:
    return Case(method, address, body, kind, types=())


_TWO = ("query", _ask("one two", never="three"))
_NAMED = ("query", _ask(named="one two", never="default three"))
_BOTH = ("query", _ask("one", "two", "three"))
#: The query says other graphs than the request, which goes before it.
_OVER = ("query", _ask("one", "two", "three", f"FROM <{_EX}three> FROM NAMED <{_EX}three> "))

#: Requests of each test: all of them must be answered as is told.
CASES: dict[str, tuple[Case, ...]] = {
    "query_get": (Case("GET", (("query", "ASK {}"),)),),
    "query_post_form": (_form(("query", "ASK {}")),),
    "query_post_direct": (Case("POST", body=b"ASK {}", kind=_QUERY),),
    "query_dataset_default_graphs_get": (Case("GET", (_TWO, *_graphs("one two"))),),
    "query_dataset_default_graphs_post": (
        _form(_TWO, *_graphs("one two")),
        Case("POST", _graphs("one two"), _TWO[1].encode(), _QUERY),
    ),
    "query_dataset_named_graphs_get": (Case("GET", (_NAMED, *_graphs(named="one two"))),),
    "query_dataset_named_graphs_post": (
        _form(_NAMED, *_graphs(named="one two")),
        Case("POST", _graphs(named="one two"), _NAMED[1].encode(), _QUERY),
    ),
    "query_dataset_full": (Case("GET", (_BOTH, *_graphs("one", "two"))), _form(_BOTH, *_graphs("one", "two"))),
    "query_multiple_dataset": (Case("GET", (_OVER, *_graphs("one", "two"))), _form(_OVER, *_graphs("one", "two"))),
    "query_content_type_select": (
        Case("GET", (("query", "SELECT (1 AS ?one) {}"),), types=(_JSON, _XML, "text/csv", "text/tab-separated-values")),
    ),
    "query_content_type_ask": tuple(Case("GET", (("query", "ASK {}"),), accept=accept) for accept in ("", _JSON, _XML)),
    "query_content_type_describe": (Case("GET", (("query", f"DESCRIBE <{_EX}default>"),), types=_GRAPHS),),
    "query_content_type_construct": (Case("GET", (("query", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),), types=_GRAPHS),),
    "bad_query_method": (_bad("PUT", ("query", "ASK {}")), _bad("DELETE", ("query", "ASK {}"))),
    "bad_multiple_queries": (
        _bad("GET", ("query", "ASK {}"), ("query", "SELECT * {}")),
        _form(("query", "ASK {}"), ("query", "SELECT * {}"))._replace(types=()),
    ),
    "bad_query_wrong_media_type": (_bad("POST", body=b"ASK {}", kind="text/plain"),),
    "bad_query_missing_form_type": (_bad("POST", body=b"query=ASK%20%7B%7D"),),
    "bad_query_missing_direct_type": (_bad("POST", body=b"ASK {}"),),
    "bad_query_non_utf8": (_bad("POST", body="ASK {}".encode("utf-16"), kind=f"{_QUERY}; charset=UTF-16"),),
    "bad_query_syntax": (_bad("GET", ("query", "ASK {")),),
}


def protocol(test: Test, server: Server) -> str | None:
    """What is wrong with how a server answers a test of the protocol; None where nothing is."""
    return next((wrong for case in CASES[test.local] if (wrong := _wrong(case, _answer(case, server)))), None)


def _answer(case: Case, server: Server) -> Reply:
    headers = {"Content_Type": case.kind} if case.kind else {}
    headers |= {"Accept": case.accept} if case.accept else {}
    return server.ask("/sparql" + (f"?{urlencode(case.address)}" if case.address else ""), case.method, case.body, **headers)


def _wrong(case: Case, reply: Reply) -> str | None:
    if not case.types:
        return None if 400 <= reply.status < 500 else f"answered with {reply.status}, and should be refused"
    if not 200 <= reply.status < 400:
        return f"refused with {reply.status}: {reply.body.decode().strip()}"
    if reply.type not in case.types:
        return f"it is {reply.type}"
    if reply.type in (_JSON, _XML) and case.types == (_JSON, _XML):
        yes = read(reply.body, ".srj" if reply.type == _JSON else ".srx").yes
        return None if yes else "the answer is no"
    return None


# ---- what the service says of itself ------------------------------------------------------------------------

_SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
#: Properties and the kind of what they point at, by the vocabulary: something, or an instance that is told as one.
_RANGES = {
    "endpoint": None,
    "feature": None,
    "defaultEntailmentRegime": None,
    "supportedLanguage": None,
    "inputFormat": None,
    "resultFormat": None,
    "name": None,
    "defaultDataset": _SD.Dataset,
    "availableGraphs": _SD.GraphCollection,
    "defaultGraph": _SD.Graph,
    "graph": _SD.Graph,
    "namedGraph": _SD.NamedGraph,
}


def _returned(reply: Reply, graph: rdflib.Graph, address: str) -> str | None:
    return None if len(graph) else "it says nothing"


def _endpoint(reply: Reply, graph: rdflib.Graph, address: str) -> str | None:
    told = {str(node) for node in graph.objects(None, _SD.endpoint)}
    return None if told == {address} else f"sd:endpoint is {', '.join(sorted(told)) or 'missing'}"


def _schema(reply: Reply, graph: rdflib.Graph, address: str) -> str | None:
    services = set(graph.subjects(rdflib.RDF.type, _SD.Service))
    if len(services) != 1 or set(graph.subjects(_SD.endpoint)) != services:
        return "there is no one sd:Service that has the endpoint"
    for name, kind in _RANGES.items():
        for node in graph.objects(None, _SD[name]):
            if isinstance(node, rdflib.Literal):
                return f"sd:{name} is text"
            if kind and (node, rdflib.RDF.type, kind) not in graph:
                return f"sd:{name} is no {kind.rpartition('#')[2]}"
    for node in graph.objects(None, _SD.namedGraph):
        if len(list(graph.objects(node, _SD.name))) != 1:
            return "a named graph has not one name"
    return None


_DESCRIPTIONS: dict[str, Callable[[Reply, rdflib.Graph, str], str | None]] = {
    "returns-rdf": _returned,
    "has-endpoint-triple": _endpoint,
    "conforms-to-schema": _schema,
}


def description(test: Test, server: Server) -> str | None:
    """What is wrong with what a server says of itself; None where nothing is."""
    reply = server.ask("/sparql")
    if reply.status != 200 or reply.type not in _GRAPHS:
        return f"it is {reply.type}, with status {reply.status}"
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data=reply.body, format=reply.type)
    return _DESCRIPTIONS[test.local](reply, graph, f"{server.root}/sparql")
