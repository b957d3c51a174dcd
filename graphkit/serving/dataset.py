"""What the data are that a server holds: how much, in which graphs, of which classes. Counted once for each build."""

import asyncio
import json
from typing import Any, NamedTuple

from graphkit.serving.endpoint import Asker
from graphkit.serving.formats import ROWS
from graphkit.serving.protocol import Refused

#: Graphs and classes that a description lists.
MOST = 1000
_JSON = {"rows": (ROWS[0].name, ROWS[0].header), "graphs": ("ntriples", "application/n-triples")}
_TRIPLES = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_GRAPHS = f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g ORDER BY ?g LIMIT {MOST}"
_CLASSES = f"""SELECT ?c (COUNT(DISTINCT ?s) AS ?n) {{ {{ ?s a ?c }} UNION {{ GRAPH ?g {{ ?s a ?c }} }} }}
GROUP BY ?c ORDER BY ?c LIMIT {MOST}"""

Row = dict[str, dict[str, Any]]


async def rows(asker: Asker, query: str, **given: tuple[str, str, str]) -> list[Row]:
    """The bindings of a query of the server's own; ``given`` are values of variables: kind, value, datatype."""
    answer = await asker.ask(query, substitutions=given, **_JSON)
    async with answer.open:
        text = b"".join([part async for part in answer.body])
    found: list[Row] = json.loads(text)["results"]["bindings"]
    return found


class Held(NamedTuple):
    """Triples in all, graphs and classes with their numbers; None and nothing where counting takes too long."""

    triples: int | None = None
    graphs: tuple[tuple[str, int], ...] = ()
    classes: tuple[tuple[str, int], ...] = ()


class Dataset:
    """The data of a server, counted when somebody asks, once for each build."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self._lock = asyncio.Lock()
        self._held: tuple[str | None, Held] | None = None

    async def held(self) -> Held:
        """How much there is, or as much of that as could be counted in the time that a query has."""
        async with self._lock:
            build = self.asker.pool.folder
            if self._held is None or self._held[0] != build:
                self._held = build, await self._count()
            return self._held[1]

    async def _count(self) -> Held:
        counted: list[tuple[tuple[str, int], ...]] = []
        # In the store's graphs nothing stands outside a graph; the union would count all twice.
        queries = (_TRIPLES, _GRAPHS, _CLASSES)
        for query in queries:
            text = (
                query.replace("{ ?s ?p ?o } UNION ", "").replace("{ ?s a ?c } UNION ", "") if self.asker.source.union else query
            )
            try:
                found = await rows(self.asker, text)
            except Refused:
                found = []
            counted.append(
                tuple((row.get("g", row.get("c", {})).get("value", ""), int(row["n"]["value"])) for row in found if "n" in row)
            )
        triples, graphs, classes = counted
        named = tuple((name, number) for name, number in graphs if name)
        return Held(triples[0][1] if triples else None, named, tuple((name, number) for name, number in classes if ":" in name))
