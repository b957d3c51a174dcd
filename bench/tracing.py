"""Tracing beside named peers in one run: upstream, estimates for many sources, both bounds. Markdown to standard output.

::

    python bench/tracing.py                         # 10^4, 10^5 and 10^6 flows, about half an hour
    python bench/tracing.py --quick                 # small, and only to see that all of it runs

The peers are DuckDB, networkx, scipy and igraph, each with the flows in memory already and each written as its
users would, in the fastest of several ways. Answers are compared first: where they differ there is no table but
an error. Jobs take turns; what is told is the median.
"""

import argparse
import gc
import os
import platform
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from importlib.metadata import version
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import numpy as np
import plain
from run import Differ, Job, factor, once, span, take_turns

from graphkit import __version__
from graphkit.tracing.flow import Flow
from graphkit.tracing.network import Network

if TYPE_CHECKING:
    import networkx

HOPS = 6
SOURCES = 50
#: No share changes by more in the last hop.
BOUND = 1e-12
#: Two answers may differ by so many pence: floats at every peer.
PENCE = 0.01
#: Time may grow so many times where the flows grow ten times.
GROWTH = 12
#: About how many flows lie between source and target of a bounds question, and the country in which they do.
PART, COUNTRY = 30_000, 350_000

T = TypeVar("T")
Matrix = np.ndarray[Any, np.dtype[np.float64]]


# ---- a table ----------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """A line of a table: a job, its times in seconds, the jobs it is compared with and what there is to say."""

    what: str
    times: list[float]
    against: tuple[str, ...] = ()
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of the times."""
        return statistics.median(self.times)


class Target(NamedTuple):
    """What was hoped for, at least so many times; and what was found."""

    words: str
    found: float
    least: float = 1

    def __str__(self) -> str:
        met = "met" if self.found >= self.least else "**missed**"
        found = f"{self.found:,.0f}" if self.found >= 100 else f"{self.found:.2g}"
        return f"| {self.words} | {self.least:g} | {found} | {met} |"


def table(lines: Sequence[Line]) -> str:
    """Lines as Markdown; each is compared with the lines above that it names."""
    times = {line.what: line.median for line in lines}
    out = ["| what | median | quartiles | times | ratio to a peer | |", "|---|--:|--:|--:|---|---|"]
    for line in lines:
        spread = ""
        if len(line.times) > 1:
            low, _, high = statistics.quantiles(line.times, n=4)
            spread = f"{span(low)} – {span(high)}"
        ratios = "; ".join(f"{factor(line.median / times[peer])} ({peer})" for peer in line.against)
        cells = (line.what, span(line.median), spread, str(len(line.times)), ratios or "(the measure)", line.note)
        out.append(f"| {' | '.join(cells)} |")
    return "\n".join(out)


@contextmanager
def settled() -> Iterator[None]:
    """Inside, what is held by now is not looked through again by the garbage collector: the same for every tool."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def fastest(jobs: Mapping[str, Job], turns: int = 3) -> str:
    """The job that takes the least time; where there is only one it is not run."""
    if len(jobs) == 1:
        return next(iter(jobs))
    times = take_turns(jobs, turns)
    return min(times, key=lambda name: statistics.median(times[name]))


# ---- who stands upstream ----------------------------------------------------------------------------------


class Duck:
    """The flows as tables of DuckDB in memory, two threads."""

    def __init__(self, found: plain.Arrays) -> None:
        pandas = import_module("pandas")
        self.db = import_module("duckdb").connect(config={"threads": 2})
        self.parties = found.parties
        self._table("flow", pandas.DataFrame({"payer": found.payer, "payee": found.payee, "pence": found.pence}))
        numbers = np.arange(len(found.parties), dtype=np.int32)
        self._table("party", pandas.DataFrame({"number": numbers, "name": found.parties}))
        self.db.execute("CREATE UNIQUE INDEX party_name ON party (name)")
        self.db.execute("CREATE TABLE pair AS SELECT DISTINCT payer, payee FROM flow WHERE payer <> payee ORDER BY payee")
        self.db.execute("CREATE TABLE beside AS SELECT payee, list(payer) AS payers FROM pair GROUP BY payee ORDER BY payee")

    def _table(self, name: str, frame: Any) -> None:
        self.db.register("frame", frame)
        self.db.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
        self.db.unregister("frame")

    def upstream(self, query: str, party: str, hops: int = HOPS) -> dict[str, int]:
        """Who stands upstream of a party, with the fewest hops; ``query`` is one of ``UPSTREAM``."""
        return dict(self.db.execute(UPSTREAM[query], {"party": party, "hops": hops}).fetchall())

    # Estimates: the same three steps in two layouts. Among the parties that pay, hop by hop; then once for all.

    def prepare(self, sources: Sequence[int]) -> None:
        """The tables that the flows give, whatever is asked: how a pot is mixed, and the flows of each pair of parties."""
        pandas = import_module("pandas")
        self.sources = [int(source) for source in sources]
        self._table("source", pandas.DataFrame({"source": np.array(sources, np.int32)}))
        self.db.execute(
            "CREATE TABLE pot AS SELECT party, greatest(sum(received), sum(paid)) AS pot FROM ("
            "SELECT payee AS party, pence AS received, 0 AS paid FROM flow"
            " UNION ALL SELECT payer, 0, pence FROM flow) GROUP BY party"
        )
        self.db.execute("CREATE TABLE edge AS SELECT payer, payee, sum(pence) AS pence FROM flow GROUP BY ALL")
        self.db.execute(
            "CREATE TABLE inside AS SELECT payer, payee, pence / pot AS weight FROM edge JOIN pot ON party = payee"
            " WHERE payee IN (SELECT payer FROM flow)"
        )

    def long(self, hops: int) -> None:
        """A row for each party and source."""
        run = self.db.execute
        run("CREATE OR REPLACE TEMP TABLE share AS SELECT source AS party, source, 1::DOUBLE AS share FROM source")
        for _ in range(hops):
            run(
                "CREATE OR REPLACE TEMP TABLE share AS SELECT payee AS party, source, sum(weight * share) AS share"
                " FROM share JOIN inside ON payer = party WHERE payee <> source GROUP BY ALL"
                " UNION ALL SELECT source, source, 1 FROM source"
            )
        run(
            "CREATE OR REPLACE TEMP TABLE told AS SELECT payee AS party, source, sum(pence * share) AS pence"
            " FROM share JOIN edge ON payer = party GROUP BY ALL"
        )

    def wide(self, hops: int) -> None:
        """A row for each party, a column for each source."""
        run, of = self.db.execute, list(enumerate(self.sources))
        ones = ", ".join(f"(source = {source})::INT::DOUBLE AS s{n}" for n, source in of)
        sums = ", ".join(f"CASE WHEN payee = {source} THEN 1 ELSE sum(weight * s{n}) END AS s{n}" for n, source in of)
        pence = ", ".join(f"sum(pence * s{n}) AS s{n}" for n, _ in of)
        run(f"CREATE OR REPLACE TEMP TABLE alone AS SELECT source AS party, {ones} FROM source")
        run("CREATE OR REPLACE TEMP TABLE share AS SELECT * FROM alone")
        for _ in range(hops):
            run(
                f"CREATE OR REPLACE TEMP TABLE share AS SELECT payee AS party, {sums}"
                " FROM share JOIN inside ON payer = party GROUP BY payee"
                " UNION ALL SELECT * FROM alone WHERE party NOT IN (SELECT payee FROM inside)"
            )
        run(
            f"CREATE OR REPLACE TEMP TABLE told AS SELECT payee AS party, {pence}"
            " FROM share JOIN edge ON payer = party GROUP BY payee"
        )

    def told(self) -> Matrix:
        """What the last estimates left in its table, as parties × sources."""
        rows = self.db.execute("SELECT * FROM told").fetchnumpy()
        out = np.zeros((len(self.parties), len(self.sources)))
        if "source" in rows:
            place = {source: n for n, source in enumerate(self.sources)}
            out[rows["party"], [place[source] for source in rows["source"].tolist()]] = rows["pence"]
        else:
            for n in range(len(self.sources)):
                out[rows["party"], n] = rows[f"s{n}"]
        return out


_START = "SELECT number, 0 FROM party WHERE name = $party"
_NAMES = "SELECT name, min(hop) FROM up JOIN party ON number = up.party WHERE hop > 0 AND name <> $party GROUP BY name"
_NEW = "NOT EXISTS (SELECT 1 FROM recurring.up AS held WHERE held.party = payer)"
_LISTS = "(SELECT unnest(payers) AS payer, hop FROM up JOIN beside ON payee = up.party WHERE hop < $hops)"
#: The same question in four ways: rows told apart or a key, flows as pairs or as a list for each payee.
UPSTREAM = {
    "UNION": f"WITH RECURSIVE up(party, hop) AS ({_START} UNION SELECT payer, hop + 1 FROM up JOIN pair ON payee = up.party"
    f" WHERE hop < $hops) {_NAMES}",
    "UNION, lists": f"WITH RECURSIVE up(party, hop) AS ({_START} UNION SELECT payer, hop + 1 FROM {_LISTS}) {_NAMES}",
    "USING KEY": f"WITH RECURSIVE up(party, hop) USING KEY (party) AS ({_START} UNION SELECT payer, min(hop) + 1"
    f" FROM up JOIN pair ON payee = up.party WHERE hop < $hops AND {_NEW} GROUP BY payer) {_NAMES}",
    "USING KEY, lists": f"WITH RECURSIVE up(party, hop) USING KEY (party) AS ({_START} UNION SELECT payer, min(hop) + 1"
    f" FROM {_LISTS} WHERE {_NEW} GROUP BY payer) {_NAMES}",
}


def graph_of(found: plain.Arrays) -> "networkx.DiGraph[str]":
    """The flows as a graph of networkx: an edge for each pair of parties, with the sum of its pence and its weight in the pot."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    names, pot = found.parties, found.pot
    sums: Counter[tuple[int, int]] = Counter()
    for payer, payee, pence in zip(found.payer.tolist(), found.payee.tolist(), found.pence.tolist(), strict=True):
        sums[payer, payee] += pence
    graph.add_edges_from(
        (names[payer], names[payee], {"pence": pence, "weight": pence / pot[payee]}) for (payer, payee), pence in sums.items()
    )
    return graph


def walks(graph: "networkx.DiGraph[str]") -> dict[str, Callable[[str], dict[str, int]]]:
    """The same question to networkx in three ways."""
    import networkx

    turned = graph.reverse(copy=True)
    before = graph._pred  # type: ignore[attr-defined]  # without the views in between: twice as fast

    def loop(party: str) -> dict[str, int]:
        found, border = {party: 0}, [party]
        for hop in range(1, HOPS + 1):
            fresh = []
            for payee in border:
                for payer in before[payee]:
                    if payer not in found:
                        found[payer] = hop
                        fresh.append(payer)
            border = fresh
        return found

    return {
        "single_source_shortest_path_length": lambda party: dict(
            networkx.single_source_shortest_path_length(turned, party, cutoff=HOPS)
        ),
        "single_target_shortest_path_length": lambda party: dict(
            networkx.single_target_shortest_path_length(graph, party, cutoff=HOPS)
        ),
        "a loop over its dicts": loop,
    }


def same_upstream(party: str, answers: Mapping[str, Mapping[str, int]]) -> int:
    """How many parties stand upstream; an error where answers differ."""
    plainly = {name: {other: hop for other, hop in found.items() if other != party} for name, found in answers.items()}
    first = next(iter(plainly.values()))
    for name, found in plainly.items():
        if found != first:
            raise Differ(f"upstream of {party}: {name} finds {len(found)} parties, the first {len(first)}, or other hops")
    return len(first)


def recipients(found: plain.Arrays, groups: Mapping[str, tuple[str, ...]], number: int, seed: int) -> list[str]:
    """Random parties that receive; groups and their members are left out, whose pots the peers know nothing of."""
    apart = {*groups, *(member for members in groups.values() for member in members)}
    receiving = [found.parties[place] for place in np.unique(found.payee).tolist()]
    return Random(seed).sample([party for party in receiving if party not in apart], number)


def upstream(network: Network, duck: Duck, graph: "networkx.DiGraph[str]", parties: Sequence[str], rounds: int) -> list[Line]:
    """Who stands upstream within six hops: each party in turn, each tool in turn; then all parties together."""
    ways = walks(graph)
    sizes = []
    for party in parties:
        answers = {name: way(party) for name, way in ways.items()}
        answers |= {name: duck.upstream(name, party) for name in UPSTREAM}
        sizes.append(same_upstream(party, {**answers, "graphkit": network.upstream(party, HOPS)}))
    some = list(parties[:10])

    def each(way: Callable[[str], object]) -> Job:
        return lambda: [way(party) for party in some]

    best_way = fastest({name: each(way) for name, way in ways.items()})
    best_query = fastest({name: each(lambda party, name=name: duck.upstream(name, party)) for name in UPSTREAM})  # type: ignore[misc]
    jobs: dict[str, Callable[[str], object]] = {
        f"DuckDB, {best_query}": lambda party: duck.upstream(best_query, party),
        f"networkx, {best_way}": ways[best_way],
        "graphkit, upstream": lambda party: network.upstream(party, HOPS),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for party in parties:
            for name, job in jobs.items():
                _, seconds = once(lambda job=job, party=party: job(party))  # type: ignore[misc]
                if turn:
                    times[name].append(seconds)
    first, second, ours = jobs
    count = len(parties)
    together = {name: [sum(times[name][n * count : (n + 1) * count]) for n in range(rounds)] for name in jobs}
    found = f"{statistics.median(sizes):,.0f} parties upstream in the median, {max(sizes):,} at most"
    all_first, all_second, all_ours = (f"{name.split(',')[0]}, all {count}" for name in jobs)
    return [
        Line(first, times[first], (), f"each of {count} recipients"),
        Line(second, times[second], (first,)),
        Line(ours, times[ours], (first, second), found),
        Line(all_first, together[first], (), f"the {count} one after another: mostly those with many parties upstream"),
        Line(all_second, together[second], (all_first,)),
        Line(all_ours, together[ours], (all_first, all_second)),
    ]


# ---- estimates --------------------------------------------------------------------------------------------


class Mixing:
    """Closed pools as matrices of scipy.

    A party's pot is what it received or what it paid, whichever is more; it pays out even parts of the pot.
    What it received of a source is the sum over its inflows of the payer's part of that source; a source's is 1.
    """

    def __init__(self, found: plain.Arrays, sources: Sequence[int]) -> None:
        self.sparse = import_module("scipy.sparse")
        self.sources = np.array(sources)
        self.places = np.arange(len(sources))
        self.size = len(found.parties)
        self.pence = self.sparse.csr_matrix((found.pence, (found.payee, found.payer)), shape=(self.size, self.size))
        self.weight = (self.sparse.diags(1 / found.pot) @ self.pence).tocsr()
        self.payers = np.unique(found.payer)
        self.inside = self.weight[self.payers][:, self.payers].tocsr()
        self.outward = self.pence[:, self.payers].tocsr()
        self.row = np.searchsorted(self.payers, self.sources)

    def start(self) -> Matrix:
        """Nothing but the sources."""
        share = np.zeros((self.size, len(self.sources)))
        share[self.sources, self.places] = 1
        return share

    def hops(self, bound: float = BOUND) -> int:
        """How many hops until no share changes by more than the bound."""
        share = np.zeros((len(self.payers), len(self.sources)))
        share[self.row, self.places] = 1
        for hop in range(1, 10_000):
            after = self.inside @ share
            after[self.row, self.places] = 1
            if np.abs(after - share).max() <= bound:
                return hop
            share = after
        raise Differ("shares do not settle")

    def product(self) -> Matrix:
        """One product of all flows and the shares of all sources."""
        return self.weight @ self._start  # type: ignore[no-any-return]

    def ready(self) -> None:
        """Make what :meth:`product` multiplies."""
        self._start = self.start()

    def every(self, hops: int) -> Matrix:
        """One product per hop, over all flows."""
        share = self.start()
        for _ in range(hops):
            share = self.weight @ share
            share[self.sources, self.places] = 1
        return self.pence @ share  # type: ignore[no-any-return]

    def payers_first(self, hops: int) -> Matrix:
        """One product per hop among the parties that pay, then one for all."""
        share = np.zeros((len(self.payers), len(self.sources)))
        share[self.row, self.places] = 1
        for _ in range(hops):
            share = self.inside @ share
            share[self.row, self.places] = 1
        return self.outward @ share  # type: ignore[no-any-return]

    def direct(self) -> Matrix:
        """The same equations solved directly: to tell the error of all others."""
        linear = import_module("scipy.sparse.linalg")
        count = len(self.payers)
        solved = linear.splu((self.sparse.identity(count, format="csr") - self.inside).tocsc())
        ones = np.zeros((count, len(self.sources)))
        ones[self.row, self.places] = 1
        share = solved.solve(ones)
        return self.outward @ (share / share[self.row, self.places])  # type: ignore[no-any-return]


def loop(graph: "networkx.DiGraph[str]", sources: Iterable[str], bound: float = BOUND) -> dict[str, dict[str, float]]:
    """Estimates by a Python loop over networkx: for each source what each party received of it, in pence."""
    after = graph._adj  # type: ignore[attr-defined]  # without the views in between: twice as fast
    out = {}
    for source in sources:
        share: dict[str, float] = {}
        fresh = {source: 1.0}
        while max(fresh.values(), default=0) > bound:
            border: dict[str, float] = {}
            for payer, part in fresh.items():
                share[payer] = share.get(payer, 0.0) + part
                for payee, flow in after[payer].items():
                    if after[payee] and payee != source:
                        border[payee] = border.get(payee, 0.0) + part * flow["weight"]
            fresh = border
        received: dict[str, float] = {}
        for payer, part in share.items():
            for payee, flow in after[payer].items():
                received[payee] = received.get(payee, 0.0) + part * flow["pence"]
        out[source] = received
    return out


def differ(one: Matrix, other: Matrix, sources: Sequence[int]) -> float:
    """The largest difference in pence; what a source received of its own money is left out, which tools may count or not."""
    apart = np.abs(one - other)
    apart[np.asarray(sources), np.arange(len(sources))] = 0
    return float(apart.max())


def by_party(parties: Sequence[str], pence: Matrix, number: Mapping[str, int], size: int) -> Matrix:
    """Estimates of graphkit in the peers' order of parties; an error where money reaches a party they do not know."""
    out = np.zeros((size, pence.shape[1]))
    known = np.array([party in number for party in parties])
    if not known.all() and np.abs(pence[~known]).max() > PENCE:
        raise Differ("estimates: money reaches a party that the peers do not know")
    out[[number[party] for party in parties if party in number]] = pence[known]
    return out


def largest(found: plain.Arrays, number: int) -> list[int]:
    """The parties that pay most."""
    paid = np.bincount(found.payer, found.pence, len(found.parties))
    return [int(place) for place in np.argsort(-paid, kind="stable")[:number]]


def estimates(
    network: Network, full: Network | None, duck: Duck, graph: "networkx.DiGraph[str]", found: plain.Arrays, turns: int, most: int
) -> tuple[list[Line], str]:
    """What every recipient received of each of the largest sources; the words say how far the answers lie apart."""
    chosen = largest(found, min(SOURCES, len(np.unique(found.payer))))
    names = [found.parties[place] for place in chosen]
    mixing = Mixing(found, chosen)
    mixing.ready()
    hops = mixing.hops()
    duck.prepare(chosen)
    exact = mixing.direct()
    apart: dict[str, float] = {}

    def check(name: str, answer: Matrix, allowed: float = PENCE) -> None:
        apart[name] = differ(exact, answer, chosen)
        if not apart[name] <= allowed:
            raise Differ(f"estimates: {name} lies {apart[name]} pence from the direct solution")

    check("scipy", mixing.every(hops))
    check("scipy", mixing.payers_first(hops))
    layouts = {"a row for each party and source": duck.long, "a column for each source": duck.wide}
    for layout in layouts.values():
        layout(hops)
        check("DuckDB", duck.told())
    number = found.number
    ours = network.estimates(names)
    if list(ours.sources) != names:
        raise Differ("estimates: the sources are in another order")
    check("graphkit", by_party(ours.parties, ours.pence, number, mixing.size), PENCE + ours.error)
    held, seconds = once(lambda: loop(graph, names))
    walked = np.zeros_like(exact)
    for place, source in enumerate(names):
        for party, pence in held[source].items():
            walked[number[party], place] = pence
    check("networkx", walked)
    del held, walked
    layout_name = fastest({name: lambda layout=layout: layout(hops) for name, layout in layouts.items()}, 1)  # type: ignore[misc]
    product, every, payers = "scipy, one product", f"scipy, a product per hop ({hops})", "scipy, payers first"
    sql, walk, graphkit = "DuckDB, hop by hop", "networkx, a loop", "graphkit, estimates"
    jobs: dict[str, Job] = {
        product: mixing.product,
        every: lambda: mixing.every(hops),
        payers: lambda: mixing.payers_first(hops),
        sql: lambda: layouts[layout_name](hops),
        graphkit: lambda: network.estimates(names),
    }
    if full is not None:
        jobs["graphkit, all rules"] = lambda: full.estimates(names)
    times = take_turns(jobs, turns)
    few = [seconds] if seconds * most > 60 else take_turns({walk: lambda: loop(graph, names)}, most, warmed=False)[walk]
    size = f"{len(np.unique(found.payee)):,} recipients × {len(names)} sources"
    lines = [
        Line(product, times[product], (), f"the shares of all {found.pence.size:,} flows × {len(names)} columns, once"),
        Line(every, times[every], (product,), "all flows at each hop"),
        Line(payers, times[payers], (product,), f"{hops} hops among the {len(mixing.payers):,} parties that pay, then all once"),
        Line(sql, times[sql], (payers,), f"{layout_name}; payers first"),
        Line(walk, few, (payers,), "payers first"),
        Line(graphkit, times[graphkit], (product, every, payers, sql, walk), size),
    ]
    if full is not None:
        lines.append(
            Line("graphkit, all rules", times["graphkit, all rules"], (graphkit,), "with ties, years, dates and unknown amounts")
        )
    told = ", ".join(f"{name} {pence:.1g}" for name, pence in apart.items())
    return lines, f"Largest distance from a direct solution, in pence: {told}; graphkit states a bound of {ours.error:.1g}."


# ---- bounds -----------------------------------------------------------------------------------------------


class Capacities(NamedTuple):
    """A maximum flow question for igraph: the graph, both ends, the capacities in pence."""

    graph: Any
    source: int
    target: int
    pence: list[float]

    def most(self) -> float:
        """The maximum flow."""
        return float(self.graph.maxflow_value(self.source, self.target, capacity=self.pence))


def capacities(flows: Iterable[Flow], source: str, target: str) -> Capacities:
    """Parties as vertices, flows as capacities: who may pay for what is left out."""
    found = plain.arrays(flows)
    edges = list(zip(found.payer.tolist(), found.payee.tolist(), strict=True))
    graph = import_module("igraph").Graph(n=len(found.parties), edges=edges, directed=True)
    number = found.number
    return Capacities(graph, number[source], number[target], found.pence.tolist())


def transfers(flows: Iterable[Flow], source: str, target: str) -> Capacities:
    """The same with the allowed transfers as arcs: a tied flow is fed by the flows it names alone."""
    kept = {flow.id: flow for flow in flows}
    named = {id for flow in kept.values() for id in flow.funded_from or ()}
    number: dict[str, int] = {}
    edges: list[tuple[int, int]] = []
    pence: list[float] = []
    infinite = float(sum(flow.amount or 0 for flow in kept.values()))

    def arc(start: str, end: str, amount: float) -> None:
        edges.append((number.setdefault(start, len(number)), number.setdefault(end, len(number))))
        pence.append(amount)

    for flow in kept.values():
        loose = flow.funded_from is None or flow.payer == source
        start = f"party {flow.payer}" if loose else f"into {flow.id}"
        end = f"out of {flow.id}" if flow.id in named else f"party {flow.payee}"
        arc(start, end, float(flow.amount or 0))
        if flow.id in named and not flow.restricted:
            arc(end, f"party {flow.payee}", infinite)
        for id in () if loose else flow.funded_from or ():
            if id in kept:
                arc(f"out of {id}", start, infinite)
    graph = import_module("igraph").Graph(n=len(number), edges=edges, directed=True)
    return Capacities(graph, number[f"party {source}"], number[f"party {target}"], pence)


def ends(flows: Sequence[Flow]) -> tuple[str, str]:
    """The party that pays the most flows, and the one that receives the most of those that pay none: a provider."""
    paid = Counter(flow.payer for flow in flows)
    received = Counter(flow.payee for flow in flows if flow.payee not in paid)
    return paid.most_common(1)[0][0], received.most_common(1)[0][0]


def bounds(title: str, flows: Sequence[Flow], source: str, target: str, turns: int) -> list[Line]:
    """Both bounds for one pair; ``at_most`` is the maximum flow where nothing is tied, and never above it."""
    part = plain.between(flows, source, target)
    loose, arcs = capacities(part, source, target), transfers(part, source, target)
    network = Network(flows)
    figures = network.trace(source, target)
    if figures.at_least is None or figures.at_most is None:
        raise Differ(f"{title}: no bounds, {figures.caveats}")
    whole, allowed = round(loose.most()), round(arcs.most())
    held = [flow for flow in flows if flow.funded_from is not None]
    free = all("own" in (flow.funded_from or ()) for flow in held)
    if figures.at_most > allowed or allowed > whole or (free and figures.at_most != allowed) or (not held and allowed != whole):
        raise Differ(f"{title}: at most {figures.at_most}, maximum flow {allowed} with transfers as arcs, {whole} without")
    peer, other, cold = "igraph, flow", "igraph, transfers as arcs", "igraph, all of it"
    ours = "graphkit, trace"
    jobs: dict[str, Job] = {
        peer: loose.most,
        other: arcs.most,
        cold: lambda: transfers(plain.between(flows, source, target), source, target).most(),
        ours: lambda: network.trace(source, target),
    }
    with settled():
        times = take_turns(jobs, turns)
    tied = sum(flow.funded_from is not None for flow in part)
    note = f"{len(part):,} flows between source and target, {tied:,} of them tied, {len(flows):,} in all"
    share = f"at most {figures.at_most / 100:,.2f}, {figures.at_most / whole:.1%} of the maximum flow" if whole else "nothing"
    return [
        Line(peer, times[peer], (), f"the maximum flow of a graph that is ready: {note}"),
        Line(other, times[other], (peer,), "the maximum flow where tied flows are fed by what they name"),
        Line(cold, times[cold], (peer,), "find the flows between, build the graph, transfers as arcs, the maximum flow"),
        Line(ours, times[ours], (peer, cold), f"both bounds, what binds them, estimate; {share}"),
    ]


# ---- the page ---------------------------------------------------------------------------------------------


class Sizes(NamedTuple):
    """How much is measured."""

    flows: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    seed: int = 1
    recipients: int = 50
    rounds: int = 5
    turns: int = 7
    loops: int = 3
    part: int = PART
    country: int = COUNTRY


QUICK = Sizes((600, 2000), recipients=8, rounds=1, turns=2, loops=1, part=300, country=8000)


def machine() -> str:
    """What it ran on."""
    names = ("numpy", "scipy", "highspy", "networkx", "duckdb", "igraph")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    load_average = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"- {platform.system()} {platform.machine()}, {os.cpu_count()} cores, load average at the end {load_average}"
        f" (other work ran beside it)\n- Python {platform.python_version()}, {libraries}, graphkit {__version__}\n"
        f"- {date.today().isoformat()}"
    )


class Page:
    """What has been measured, as it comes: tables, times at each size, targets."""

    def __init__(self, sizes: Sizes, say: Callable[[str], None]) -> None:
        self.sizes = sizes
        self.say = say
        self.sections: list[str] = []
        self.targets: list[Target] = []
        self.medians: dict[str, dict[int, float]] = {}
        self.notes: dict[str, dict[int, str]] = {}

    def keep(self, what: str, flows: int, seconds: float, note: str = "") -> None:
        """Note a time at a size, for the table of growth."""
        self.medians.setdefault(what, {})[flows] = seconds
        self.notes.setdefault(what, {})[flows] = note

    def country(self, number: int) -> None:
        """Upstream and estimates in a country of so many flows."""
        self.say(f"{number:,} flows")
        groups, every = plain.groups(number), plain.plain(number, self.sizes.seed)
        full = self.once("taking in the flows: graphkit (once)", number, lambda: Network(every, groups))
        self.upstream(number, full, plain.arrays(every), groups)
        self.estimates(number, full, plain.simple(every))

    def once(self, what: str, flows: int, job: Callable[[], T]) -> T:
        """The result of something that is done once, its time kept."""
        found, seconds = once(job)
        self.keep(what, flows, seconds)
        return cast("T", found)

    def upstream(self, number: int, full: Network, found: plain.Arrays, groups: Mapping[str, tuple[str, ...]]) -> None:
        """The table of who stands upstream."""
        self.say("  upstream")
        duck = self.once("taking in the flows: DuckDB (once)", number, lambda: Duck(found))
        graph = self.once("taking in the flows: networkx (once)", number, lambda: graph_of(found))
        parties = recipients(found, groups, self.sizes.recipients, self.sizes.seed)
        with settled():
            lines = upstream(full, duck, graph, parties, self.sizes.rounds)
        self.sections.append(f"### Who stands upstream, at most six hops, {number:,} flows\n\n{table(lines)}\n")
        for what, three in {"upstream": lines[:3], "upstream of all": lines[3:]}.items():
            *peers, ours = three
            for peer, least in zip(peers, (5, 1), strict=True):
                name = peer.what.split(",")[0]
                words = f"{what}, {number:,} flows: {name}'s time / graphkit's"
                self.targets.append(Target(words, peer.median / ours.median, least))
                self.keep(f"{what}: {name}", number, peer.median)
            self.keep(f"{what}: graphkit", number, ours.median, ours.note)

    def estimates(self, number: int, full: Network, amounts: list[Flow]) -> None:
        """The table of estimates."""
        self.say("  estimates")
        found = plain.arrays(amounts)
        network, duck, graph = Network(amounts), Duck(found), graph_of(found)
        self.once("the first estimates (once): graphkit", number, lambda: network.estimates(found.parties[:1]))
        self.once("the first estimates (once): graphkit, all rules", number, lambda: full.estimates(found.parties[:1]))
        with settled():
            lines, apart = estimates(network, full, duck, graph, found, self.sizes.turns, self.sizes.loops)
        title = f"### Estimates for {SOURCES} sources and every recipient, {number:,} flows"
        self.sections.append(f"{title}\n\n{apart}\n\n{table(lines)}\n")
        by = {line.what.split(" (")[0]: line.median for line in lines}
        ours = by["graphkit, estimates"]
        for peer, least in {"scipy, a product per hop": 0.8, "DuckDB, hop by hop": 10, "networkx, a loop": 100}.items():
            self.targets.append(Target(f"estimates, {number:,} flows: time of {peer} / graphkit's", by[peer] / ours, least))
        for what in ("scipy, a product per hop", "DuckDB, hop by hop", "graphkit, estimates", "graphkit, all rules"):
            self.keep(f"estimates: {what}", number, by[what])

    def bounds(self) -> None:
        """The tables of both bounds."""
        sizes = self.sizes
        few, many = sizes.part // 10, sizes.part
        for part in (few, many):
            made = plain.layered(part, sizes.seed)
            for how, flows in {"open": plain.simple(made), "a fifth tied": plain.tied(made)}.items():
                line = self.pair(f"{part:,} flows in layers, {how}", flows, ("S", "T"), part == many)
                self.keep(f"bounds: graphkit, {how}", part, line.median)
        country = plain.plain(sizes.country, sizes.seed)
        amounts = plain.simple(country)
        pair = ends(amounts)
        self.pair("a country, open", amounts, pair, True)
        del amounts
        self.pair("a country, a fifth tied", plain.tied(country), pair, True)

    def pair(self, title: str, flows: list[Flow], pair: tuple[str, str], aimed: bool) -> Line:
        """The table of both bounds for one pair; the line of graphkit."""
        self.say(f"  bounds: {title}")
        lines = bounds(title, flows, *pair, self.sizes.turns)
        self.sections.append(f"### Both bounds, {title}\n\n{table(lines)}\n")
        if aimed:
            self.targets.append(Target(f"both bounds, {title}: one second / graphkit's time", 1 / lines[-1].median))
        return lines[-1]

    def growth(self) -> str:
        """The table of times at each size; what graphkit needs is held against the target."""
        out = ["| what | flows | median | ratio | |", "|---|--:|--:|---|---|"]
        for what, medians in self.medians.items():
            before: tuple[int, float] | None = None
            for flows, seconds in medians.items():
                ratio = ""
                if before is not None:
                    more, times = flows / before[0], seconds / before[1]
                    ratio = f"{times:.1f} × at {more:.0f} × the flows"
                    if "graphkit" in what and "once" not in what:
                        words = f"{what}, {before[0]:,} to {flows:,} flows: {GROWTH} / growth of the time"
                        self.targets.append(Target(words, GROWTH * more / 10 / times))
                out.append(f"| {what} | {flows:,} | {span(seconds)} | {ratio} | {self.notes[what][flows]} |")
                before = flows, seconds
        return "\n".join(out)

    def __str__(self) -> str:
        growth = self.growth()
        heads = "| target | at least | found | |\n|---|--:|--:|---|"
        return "\n".join(
            [
                "## Tracing\n",
                "In memory, warm, every tool in one process. Repeat it with `python bench/tracing.py`. The flows are those of"
                " [plain.py](plain.py). Answers are compared before anything is timed: where they differ there is no table.\n",
                machine() + "\n",
                *self.sections,
                f"### Ten times the flows\n\n{growth}\n",
                "### Targets\n\n" + "\n".join([heads, *map(str, self.targets)]),
            ]
        )


def measure(sizes: Sizes, say: Callable[[str], None], *, only: str = "") -> Page:
    """The whole run, or only its countries or its bounds."""
    page = Page(sizes, say)
    for peer in ("duckdb", "igraph", "networkx", "pandas", "scipy.sparse.linalg"):
        import_module(peer)  # now, so that no time contains it
    for number in sizes.flows if only != "bounds" else ():
        page.country(number)
    if only != "countries":
        page.bounds()
    return page


def main() -> None:
    """Measure, and print the sections."""
    words = argparse.ArgumentParser(description="Measure tracing beside its peers.")
    words.add_argument("--flows", type=int, nargs="+", default=list(Sizes().flows))
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--part", type=int, default=PART, help="Flows between source and target of a bounds question.")
    words.add_argument("--country", type=int, default=COUNTRY, help="Flows of the country with a bounds question.")
    words.add_argument("--only", choices=("countries", "bounds"), default="", help="Upstream and estimates, or bounds.")
    words.add_argument("--quick", action="store_true", help="A few flows: does it run, do answers agree?")
    given = words.parse_args()
    sizes = Sizes(tuple(given.flows), given.seed, part=given.part, country=given.country)
    began = time.perf_counter()
    said = measure(QUICK if given.quick else sizes, lambda what: print(what, file=sys.stderr, flush=True), only=given.only)
    print(said)
    print(f"{time.perf_counter() - began:.0f} s in all", file=sys.stderr)


if __name__ == "__main__":
    main()
