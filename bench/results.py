"""Answers to queries, read from every form that a suite or a service writes, and from what engines answer in process.

A term is a tuple: its kind, its text, and, of a literal, its language and datatype.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

import pyoxigraph as ox
import rdflib
from rdflib.query import Result

Term = tuple[str, ...]
Row = tuple[Term | None, ...]

XSD = "http://www.w3.org/2001/XMLSchema#"
_RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
#: Forms of rows and of graphs, by the ending of a file, with their types.
ROWS = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
}
GRAPHS = {".ttl": "text/turtle", ".nt": "application/n-triples", ".rdf": "application/rdf+xml"}


class Answer(NamedTuple):
    """Rows of columns, or a graph (rows of three, each once), or yes or no."""

    rows: Sequence[Row] = ()
    columns: tuple[str, ...] = ()
    yes: bool | None = None
    graph: bool = False
    ordered: bool = False


def literal(text: str, language: str | None, datatype: str | None) -> Term:
    """A literal: languages are the same in capitals."""
    return "literal", text, (language or "").lower(), "" if language else datatype or XSD + "string"


def from_rdflib(node: Any, base: str = "") -> Term | None:
    """A term of rdflib's."""
    if node is None:
        return None
    if isinstance(node, rdflib.Literal):
        return literal(str(node), node.language, node.datatype and str(node.datatype))
    return ("blank", str(node)) if isinstance(node, rdflib.BNode) else ("iri", urljoin(base, str(node)))


def from_engine(term: Any) -> Term | None:
    """A term of pyoxigraph's."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return literal(term.value, term.language, term.datatype.value)
    return ("blank" if isinstance(term, ox.BlankNode) else "iri", term.value)


def rows(columns: Iterable[str], found: Iterable[Row]) -> Answer:
    """Rows, their columns in the order of their names."""
    names = tuple(columns)
    order = sorted(range(len(names)), key=names.__getitem__)
    return Answer([tuple(row[at] for at in order) for row in found], tuple(names[at] for at in order))


def triples(graph: Iterable[tuple[Any, ...]], base: str = "") -> Answer:
    """A graph of rdflib's."""
    return Answer([tuple(from_rdflib(node, base) for node in triple[:3]) for triple in graph], graph=True)


def read(data: bytes, ending: str, base: str = "") -> Answer:
    """An answer in the form of files with this ending; IRIs that are not absolute are resolved against ``base``."""
    if ending == ".csv":
        # The form knows no terms: what stands in a cell is compared as it stands.
        head, *lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
        cells = [[("blank", cell) if cell.startswith("_:") else ("text", cell) for cell in line] for line in lines]
        return rows(head, [tuple(line) for line in cells])
    if ending == ".tsv":
        solutions = ox.parse_query_results(data, ox.QueryResultsFormat.TSV)
        assert isinstance(solutions, ox.QuerySolutions)
        return rows([one.value for one in solutions.variables], [tuple(map(from_engine, row)) for row in solutions])
    if ending in (".srx", ".srj"):
        found = Result.parse(io.BytesIO(data), format="xml" if ending == ".srx" else "json")
        if found.type == "ASK":
            return Answer(yes=bool(found.askAnswer))
        names = [str(name) for name in found.vars or ()]
        held = ({str(key): node for key, node in row.items()} for row in found.bindings)
        return rows(names, [tuple(from_rdflib(row.get(name), base) for name in names) for row in held])
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data=data, format={".ttl": "turtle", ".nt": "nt"}.get(ending, "xml"), publicID=base or None)
    listed = graph.value(predicate=rdflib.RDF.type, object=_RS.ResultSet)
    return _listed(graph, listed) if listed is not None else triples(graph)


def _listed(graph: rdflib.Graph, top: Any) -> Answer:
    """Rows told as a graph, as SPARQL 1.0's tests do."""
    yes = graph.value(top, _RS.boolean)
    if yes is not None:
        return Answer(yes=str(yes) == "true")
    names = [str(name) for name in graph.objects(top, _RS.resultVariable)]
    found, places = [], []
    for solution in graph.objects(top, _RS.solution):
        bound = {
            str(graph.value(one, _RS.variable)): from_rdflib(graph.value(one, _RS.value))
            for one in graph.objects(solution, _RS.binding)
        }
        found.append(tuple(bound.get(name) for name in names))
        places.append(int(str(graph.value(solution, _RS["index"]) or 0)))
    if not any(places):
        return rows(names, found)
    order = sorted(range(len(found)), key=places.__getitem__)
    return rows(names, [found[at] for at in order])._replace(ordered=True)


def expected(result: Path, query: str) -> Answer:
    """What a test expects, in an order where it tells one, or its form must and its query does."""
    answer = read(result.read_bytes(), result.suffix, result.as_uri())
    return answer if result.suffix in GRAPHS else answer._replace(ordered=sorts(query))


_WORDS = re.compile(
    r"""<[^<>\s]*> | \#[^\n]* | '''.*?''' | \"\"\".*?\"\"\" | '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*" | [{}] | [?$]?\w+ | \S""",
    re.DOTALL | re.VERBOSE,
)


def sorts(query: str) -> bool:
    """Whether a query orders its answer, not that of one inside it alone.

    >>> sorts("SELECT * { { SELECT * {} ORDER BY ?a } }"), sorts("SELECT * {} order by ?a # {")
    (False, True)
    """
    depth = 0
    for match in _WORDS.finditer(query):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0].upper() == "ORDER":
            return True
    return False
