"""The W3C's suites for SPARQL, read from their manifests: which tests there are, and what each expects."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import rdflib
from rdflib import RDF, Graph, URIRef

_MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_APPROVAL = URIRef("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#approval")
#: Folders of a collection of suites, and what they are called.
NAMES = {"sparql11": "SPARQL 1.1", "dawg-data-r2": "SPARQL 1.0"}
#: Kinds of test that are run, by their type.
_KINDS = {
    "QueryEvaluationTest": "evaluation",
    "CSVResultFormatTest": "evaluation",
    "PositiveSyntaxTest": "syntax",
    "PositiveSyntaxTest11": "syntax",
    "NegativeSyntaxTest": "syntax",
    "NegativeSyntaxTest11": "syntax",
    "ProtocolTest": "protocol",
    "ServiceDescriptionTest": "description",
}
_UPDATE = "updates: the service only reads"
_SERVICE = "federation: SERVICE is refused, no query asks another machine"


class Test(NamedTuple):
    """One test; ``apart`` says why it is not run, where it is not."""

    suite: str
    name: str  # folder/name
    kind: str  # evaluation, syntax, protocol, description
    apart: str = ""
    query: Path | None = None
    #: Whether a text is a query (of syntax), and whether repeated rows may be fewer (of evaluation).
    good: bool = True
    lax: bool = False
    result: Path | None = None
    #: Files of the default graph, and of named ones.
    data: tuple[Path, ...] = ()
    graphs: tuple[tuple[str, Path], ...] = ()

    @property
    def local(self) -> str:
        """Its name in its folder."""
        return self.name.rpartition("/")[2]

    @property
    def text(self) -> str:
        """The query."""
        assert self.query is not None
        return self.query.read_text("utf-8")

    @property
    def base(self) -> str:
        """What IRIs of the query are resolved against."""
        assert self.query is not None
        return self.query.as_uri()

    @property
    def dataset(self) -> tuple[Any, ...]:
        """What it asks: tests with the same may share a server."""
        return self.data, self.graphs


def suites(folder: Path) -> list[Test]:
    """All tests of a folder with suites of :data:`NAMES` in it, or of one that is a suite itself."""
    folder = folder.resolve()
    held = {name: folder / part for part, name in NAMES.items() if (folder / part).is_dir()} or {folder.name: folder}
    found = []
    for name, place in held.items():
        everything = place / "manifest-all.ttl"
        for file in [everything] if everything.exists() else sorted(place.glob("manifest*.ttl")):
            found += list(_tests(name, file))
    return found


def _file(node: Any) -> Path:
    return Path(unquote(urlsplit(str(node)).path))


def _tests(suite: str, file: Path) -> Iterator[Test]:
    graph = Graph(bind_namespaces="none")
    graph.parse(file, format="turtle", publicID=file.as_uri())
    for included in graph.objects(None, _MF.include):
        for other in graph.items(included):
            yield from _tests(suite, _file(other))
    for entries in graph.objects(None, _MF.entries):
        for test in graph.items(entries):
            yield _test(suite, file, graph, test)


def _test(suite: str, file: Path, graph: Graph, test: Any) -> Test:
    types = [str(kind).rpartition("#")[2] for kind in graph.objects(test, RDF.type)]
    kind = next((_KINDS[one] for one in types if one in _KINDS), "")
    name = f"{file.parent.name}/{str(test).rpartition('#')[2]}"
    action, result = graph.value(test, _MF.action), graph.value(test, _MF.result)
    made = Test(suite, name, kind, _apart(file.parent.name, name, types, graph, test, action))
    if made.apart or kind in ("protocol", "description"):
        return made
    query = _file(graph.value(action, _QT.query) or action)
    data = tuple(sorted(_file(one) for one in graph.objects(action, _QT.data)))
    graphs = {str(one): _file(one) for one in graph.objects(action, _QT.graphData)}
    if kind == "evaluation" and not data:
        # What a query names with FROM lies beside it.
        for iri in re.findall(r"\bFROM\s+(?:NAMED\s+)?<([^<>]*)>", query.read_text("utf-8"), re.IGNORECASE):
            whole = urljoin(query.as_uri(), iri)
            if _file(whole).is_file():
                graphs[whole] = _file(whole)
    return made._replace(
        query=query,
        good=not any(one.startswith("Negative") for one in types),
        lax=(test, _MF.resultCardinality, _MF.LaxCardinality) in graph,
        result=_file(result) if isinstance(result, URIRef) else None,
        data=data if kind == "evaluation" else (),
        graphs=tuple(sorted(graphs.items())),
    )


def _apart(folder: str, name: str, types: list[str], graph: Graph, test: Any, action: Any) -> str:
    """Why a test is not run; empty where it is."""
    if folder == "entailment":
        return "entailment: no regime is offered, the graphs are asked as they are"
    if folder in ("service", "syntax-fed"):
        return _SERVICE
    update = str(action).endswith(".ru") or "/update_" in name or "_update" in name
    if update or any("Update" in one for one in types):
        return _UPDATE
    if str(graph.value(test, _APPROVAL)).endswith("#Withdrawn"):
        return "withdrawn by the working group"
    return "" if any(one in _KINDS for one in types) else f"other: {', '.join(types)}"
