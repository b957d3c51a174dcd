"""Who is asked the tests of a suite: graphkit serve over HTTP, and pyoxigraph and rdflib in this process."""

import contextlib
import http.client
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import rdflib
from alike import difference
from rdflib.plugins import sparql
from results import GRAPHS, ROWS, Answer, expected, from_engine, from_rdflib, read, rows, triples
from starting import graphkit_serve, started
from suites import Test

_FORMATS = {".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}


class Reply(NamedTuple):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The type of what it sent."""
        return self.headers.get("content-type", "").partition(";")[0]


class Server:
    """A server that runs at an address."""

    def __init__(self, root: str) -> None:
        self.root = root

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """One request; names of headers with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(self.root).port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body, {key.replace("_", "-"): value for key, value in headers.items()})
            response = connection.getresponse()
            return Reply(response.status, {key.lower(): value for key, value in response.getheaders()}, response.read())

    def query(self, query: str, accept: str = "*/*") -> Reply:
        """A query by GET."""
        return self.ask("/sparql?" + urlencode({"query": query}), Accept=accept)


@contextlib.contextmanager
def running(*files: Path) -> Iterator[Server]:
    """``graphkit serve --data`` with some files; ValueError where it does not start."""
    with started(graphkit_serve(*(f"--data={file}" for file in files))) as server:
        yield Server(server.root)


@contextlib.contextmanager
def served(test: Test) -> Iterator[Server]:
    """A server of a test's dataset: its files as they are, or one of N-Quads where there are named graphs."""
    with tempfile.TemporaryDirectory() as home:
        files = list(test.data)
        if test.graphs or not files:
            quads = []
            for name, file in (*((None, file) for file in test.data), *test.graphs):
                graph = ox.NamedNode(name) if name else ox.DefaultGraph()
                found = ox.parse(path=str(file), format=_format(file), base_iri=file.as_uri(), rename_blank_nodes=True)
                quads += [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]
            files = [Path(home, "dataset.nq")]
            ox.serialize(quads, str(files[0]), format=ox.RdfFormat.N_QUADS)
        with running(*files) as server:
            yield server


def _format(file: Path) -> ox.RdfFormat:
    return _FORMATS.get(file.suffix, ox.RdfFormat.TURTLE)


def over_http(test: Test, server: Server) -> str | None:
    """What is wrong with what the service answers; None where nothing is.

    Rows are asked for in every form whose terms can be compared, unless the test is one of a form.
    """
    if test.kind == "syntax":
        return _syntax(test, _refusal(server.query(test.text)))
    assert test.result is not None
    wanted = expected(test.result, test.text)
    # The recommendation leaves the base to the service, which takes its own address: the suite's is told.
    query = f"BASE <{test.base}>\n{test.text}"
    if wanted.graph:
        forms = GRAPHS
    elif test.result.suffix in (".srj", ".tsv", ".csv"):
        forms = {test.result.suffix: ROWS[test.result.suffix]}
    else:
        forms = {ending: ROWS[ending] for ending in (".srx", ".srj", ".tsv") if ending != ".tsv" or wanted.yes is None}
    for ending, kind in forms.items():
        reply = server.query(query, kind)
        wrong = _refusal(reply)
        if not wrong and reply.type != kind:
            wrong = f"it is {reply.type}"
        wrong = wrong or difference(wanted, read(reply.body, ending), test.lax)
        if wrong:
            return wrong if len(forms) == 1 or ending == next(iter(forms)) else f"as {kind}: {wrong}"
    return None


def _refusal(reply: Reply) -> str | None:
    return None if reply.status == 200 else f"refused: {reply.body.decode().strip()}"


def _syntax(test: Test, refused: str | None) -> str | None:
    return refused if test.good else None if refused else "taken for a query, and is none"


def engine(test: Test) -> str | None:
    """What is wrong with what pyoxigraph answers bare; None where nothing is."""
    store = ox.Store()
    for file in test.data:
        store.load(path=str(file), format=_format(file), base_iri=file.as_uri())
    for name, file in test.graphs:
        store.load(path=str(file), format=_format(file), base_iri=file.as_uri(), to_graph=ox.NamedNode(name))
    try:
        found: Any = store.query(test.text, base_iri=test.base)
        if test.kind == "syntax":
            return _syntax(test, None)
        answer: Answer
        if isinstance(found, ox.QueryBoolean):
            answer = Answer(yes=bool(found))
        elif isinstance(found, ox.QueryTriples):
            answer = Answer([tuple(map(from_engine, triple)) for triple in set(found)], graph=True)
        elif test.result and test.result.suffix == ".csv":
            answer = read(found.serialize(format=ox.QueryResultsFormat.CSV), ".csv")
        else:
            answer = rows([one.value for one in found.variables], [tuple(map(from_engine, row)) for row in found])
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        refused = f"refused: {str(error).splitlines()[0]}"
        return refused if test.kind == "evaluation" else _syntax(test, refused)
    assert test.result is not None
    return difference(expected(test.result, test.text), answer, test.lax)


def peer(test: Test) -> str | None:
    """What is wrong with what rdflib answers bare, set as its own tests set it; None where nothing is."""
    try:
        query = sparql.prepareQuery(test.text, base=test.base)
        if test.kind == "syntax":
            return _syntax(test, None)
        dataset = rdflib.Dataset()
        for file in test.data:
            dataset.default_graph.parse(file, publicID=file.as_uri())
        for name, file in test.graphs:
            dataset.graph(name).parse(file, publicID=file.as_uri())
        found: Any = dataset.query(query)
        if found.type == "ASK":
            answer = Answer(yes=bool(found.askAnswer))
        elif found.type in ("CONSTRUCT", "DESCRIBE"):
            answer = triples(found.graph)
        elif test.result and test.result.suffix == ".csv":
            answer = read(found.serialize(format="csv") or b"", ".csv")
        else:
            names = [str(name) for name in found.vars]
            held = ({str(key): node for key, node in row.items()} for row in found.bindings)
            answer = rows(names, [tuple(from_rdflib(row.get(name)) for name in names) for row in held])
    except Exception as error:  # whatever it raises is how it fails
        refused = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:120]}"
        return refused if test.kind == "evaluation" else _syntax(test, refused)
    assert test.result is not None
    return difference(expected(test.result, test.text), answer, test.lax)
