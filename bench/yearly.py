"""Totals by funder and year: over the flow nodes, and over the totals of the derived graph.

::

    python bench/yearly.py --flows 1000000 >> bench/RESULTS.md

Both questions give the same rows, compared before anything is timed. They run in this process, on the RDF index alone:
at such sizes the question over the flows takes longer than a query may. ``--index DIR`` keeps
the index, or uses one that is there.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import generate
import pyoxigraph as ox
from run import Differ, Line, machine, table, take_turns

from graphkit import queries
from graphkit.index import write
from graphkit.ontology import PREFIXES, load

#: What the totals hold of the years, over the flow nodes. Nothing in the made-up country is told again or disputed.
OVER_FLOWS = """
SELECT ?stage ?year ?funder (SUM(?known) AS ?amount) (COUNT(?flow) AS ?flows) (SUM(?is_unknown) AS ?without_amount) ?funder_id
WHERE {
  { ?flow gk:funder ?funder_id ; gk:stage ?stage ; a gk:Flow ; gk:schedule ?entry .
    ?entry gk:financialYear ?year ; gk:amount ?value }
  UNION
  { ?flow gk:funder ?funder_id ; gk:stage ?stage ; a gk:Flow ; gk:financialYear ?year .
    FILTER NOT EXISTS { ?flow gk:financialYear ?other FILTER(?other != ?year) }
    FILTER NOT EXISTS { ?flow gk:start ?any } FILTER NOT EXISTS { ?flow gk:end ?any }
    FILTER NOT EXISTS { ?flow gk:schedule ?any }
    OPTIONAL { ?flow gk:amount ?value } }
  UNION
  { ?flow gk:funder ?funder_id ; gk:stage ?stage ; a gk:Flow ; gk:start ?start ; gk:end ?end .
    FILTER NOT EXISTS { ?flow gk:schedule ?any }
    BIND(CONCAT(STR(?start), "-01-01") AS ?from) BIND(CONCAT(STR(?end), "-12-31") AS ?to)
    BIND(xsd:integer(SUBSTR(?from, 1, 4)) - IF(SUBSTR(?from, 6, 2) < "04", 1, 0) AS ?first)
    BIND(xsd:integer(SUBSTR(?to, 1, 4)) - IF(SUBSTR(?to, 6, 2) < "04", 1, 0) AS ?last)
    FILTER(?first = ?last) BIND(CONCAT(STR(?first), "/", SUBSTR(STR(?first + 1), 3)) AS ?year)
    OPTIONAL { ?flow gk:amount ?value } }
  FILTER NOT EXISTS { ?later gk:restates ?flow }
  BIND(COALESCE(?value, 0) AS ?known) BIND(IF(BOUND(?value), 0, 1) AS ?is_unknown)
  OPTIONAL { ?funder_id gk:name ?funder }
}
GROUP BY ?stage ?year ?funder_id ?funder
ORDER BY ?year DESC(?amount) ?funder_id
"""
STAGE = ox.Literal("approved")
FLOWS = "over the flow nodes"


def ask(store: ox.Store, text: str, **given: ox.Literal | ox.NamedNode) -> list[Any]:
    """The rows of a question."""
    values: dict[ox.Variable, Any] = {ox.Variable(name): value for name, value in given.items()}
    found: Any = store.query(text, use_default_graph_as_union=True, prefixes=PREFIXES, substitutions=values)
    return list(found)


def texts(rows: list[Any], wanted: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Some columns of rows as sorted texts, without the rows of no year."""
    # A sum of nothing is 0 over the flows, and left out of the totals: unknown is not zero, and here it is the same.
    return sorted(tuple(row[name].value if row[name] else "0" for name in wanted) for row in rows if row["year"])


def largest(store: ox.Store) -> ox.NamedNode:
    """The funder with the most flows."""
    found: Any = store.query(
        "SELECT ?funder (SUM(?flows) AS ?all) WHERE { ?total gk:totalFunder ?funder ; gk:totalFlows ?flows }"
        " GROUP BY ?funder ORDER BY DESC(?all) ?funder LIMIT 1",
        use_default_graph_as_union=True,
        prefixes=PREFIXES,
    )
    node: ox.NamedNode = next(iter(found))["funder"]
    return node


def beside(store: ox.Store, what: str, name: str, over: str, runs: int, **given: ox.Literal | ox.NamedNode) -> list[Line]:
    """A named query beside the same question over the flow nodes, in turns."""
    ways = {f"{what}: {FLOWS}": (over, given), f"{what}: graphkit sparql {name}": (queries.load(name).text, given)}
    if "organisation" in given:
        ways[f"{what}: {FLOWS}"] = (over, {"funder_id": given["organisation"]})
    columns = (
        "stage",
        "year",
        "amount",
        "flows",
        "without_amount",
        *(() if "organisation" in given else ("funder", "funder_id")),
    )
    answers = [texts(ask(store, text, **values), columns) for text, values in ways.values()]
    if answers[0] != answers[1]:
        raise Differ(f"{what}: the totals are not the sums of the flow nodes")
    times = take_turns({way: partial(ask, store, text, **values) for way, (text, values) in ways.items()}, runs)
    first = next(iter(ways))
    return [Line(way, times[way], None if way == first else first, f"{len(answers[0]):,} rows") for way in ways]


def measure(folder: str, flows: int, runs: int) -> str:
    """The section of the page."""
    store = ox.Store.read_only(folder)
    one = beside(store, "one funder", "years-of-a-funder", OVER_FLOWS, runs, organisation=largest(store))
    every = beside(store, "every funder", "totals-by-year", OVER_FLOWS, runs, stage=STAGE)
    return "\n\n".join(
        (
            "## Totals by funder and year\n\nIn SPARQL, in this process, on the RDF index of"
            f" {flows:,} flows ([yearly.py](yearly.py)): what the funder with the most flows gives in each UK financial year,"
            " stage by stage, and what every funder approved in each. The same rows, to the penny, are made of the flow nodes and"
            " read from the totals of the derived graph.",
            machine(),
            table(one + every),
        )
    )


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--index", metavar="DIR", help="where the index is, or is to be kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        folder = given.index or str(Path(aside, "rdf"))
        if not Path(folder).exists():
            write(folder, generate.content(given.flows, given.seed), load())
        print(measure(folder, given.flows, given.runs))


if __name__ == "__main__":
    main()
