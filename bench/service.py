"""``graphkit serve`` beside rdflib-endpoint, in one run, and under attack. Markdown to standard output.

::

    python bench/service.py                   # 20,000 flows, 10 seconds each, some minutes
    python bench/service.py --quick           # 2,000 flows, a second each, no siege: only to see that it runs

Both have the same triples and are asked the same innocent queries by 1, 8 and 64 clients, each of which asks again as
soon as it is answered. A client that is told to come again (503) waits 0.2 seconds; how often is told. Then all of
``hostile.py`` is asked of ``graphkit serve`` with its own limits.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from socket import create_server

from hostile import INNOCENT, Attack, Ended, ask, attacks, besiege, percentile
from starting import graphkit_serve, started

from graphkit import __version__
from graphkit.serving.limits import LIMITS
from graphkit.serving.run import StoreSource

CLIENTS = (1, 8, 64)
#: Seconds within which an attack has to have ended.
LONGEST = 5


# ---- the peer ---------------------------------------------------------------------------------------------


def triples(store: str, file: Path) -> int:
    """Write what a store says, all graphs in one, for its peer; how many triples."""
    import pyoxigraph as ox

    found = {quad.triple for quad in ox.Store.read_only(StoreSource(store).index())}
    ox.serialize(found, str(file), format=ox.RdfFormat.N_TRIPLES)
    return len(found)


def peer(file: str) -> None:
    """Serve a file with rdflib-endpoint, as its users do."""
    import rdflib
    import uvicorn

    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(file, format="nt")
    for prefix, iri in StoreSource.prefixes.items():
        graph.bind(prefix, iri)
    app = import_module("rdflib_endpoint").SparqlEndpoint(graph=graph, path="/sparql")
    listening = create_server(("127.0.0.1", 0))
    print(f"serving at http://127.0.0.1:{listening.getsockname()[1]}")
    uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run(sockets=[listening])


# ---- measures ---------------------------------------------------------------------------------------------


def load(port: int, clients: int, seconds: float) -> tuple[list[Ended], float]:
    """How each request of so many clients ended, and in how many seconds."""
    found: list[Ended] = []
    until = time.perf_counter() + seconds

    def client(first: int) -> None:
        number = first
        while time.perf_counter() < until:
            ended = ask(port, Attack("innocent", INNOCENT[number % len(INNOCENT)]))
            found.append(ended)
            number += 1
            if ended.status == 503:
                time.sleep(0.2)

    began = time.perf_counter()
    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, time.perf_counter() - began


def line(name: str, clients: int, found: Sequence[Ended], seconds: float) -> str:
    """A line of the table."""
    right = [one.seconds for one in found if one.status == 200 and one.whole]
    again = sum(one.status == 503 for one in found)
    wrong = len(found) - len(right) - again
    times = f"{1000 * statistics.median(right):,.0f} ms | {1000 * percentile(right, 0.99):,.0f} ms" if right else "– | –"
    return f"| {name} | {clients} | {len(right) / seconds:,.1f} | {times} | {again} | {wrong} |"


def siege(port: int, pid: int, attackers: int) -> str:
    """All attacks, told in words."""
    with create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        corpus = attacks(f"127.0.0.1:{listening.getsockname()[1]}")
        found = besiege(port, pid, corpus, attackers)
        try:
            listening.accept()
            came = "**somebody**"
        except BlockingIOError:
            came = "nobody"
    times = [one.seconds for one in found.innocent]
    slowest = max(found.ended, key=lambda one: one.seconds)
    statuses = ", ".join(f"{number} × {status}" for status, number in sorted(Counter(one.status for one in found.ended).items()))
    wrong = sum(one.status != 200 for one in found.innocent)
    slow, most = percentile(times, 0.99), found.resident / 2**20

    def held(well: bool) -> str:
        return "held" if well else "**missed**"

    return (
        f"| {attackers} | {len(corpus)} ({statuses}) | {slowest.seconds:.1f} s, {held(slowest.seconds < LONGEST)} "
        f"| {most:,.0f} MB, {held(most < 1024)} | {len(times)}, {wrong} not answered "
        f"| {1000 * statistics.median(times):.0f} ms | {1000 * slow:.0f} ms, {held(slow < 0.25)} | {came} |"
    )


def main() -> None:
    """Measure, and print a section for RESULTS.md."""
    words = argparse.ArgumentParser(description="Measure the service beside rdflib-endpoint.")
    words.add_argument("--flows", type=int, default=20_000)
    words.add_argument("--seconds", type=float, default=10, help="of each line")
    words.add_argument("--attackers", type=int, nargs="*", default=[1, 3])
    words.add_argument("--quick", action="store_true")
    words.add_argument("--peer", metavar="FILE", help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.peer:
        return peer(given.peer)
    if given.quick:
        given.flows, given.seconds, given.attackers = 2_000, 1.0, []
    here = Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as home:
        store, file = str(Path(home, "store")), Path(home, "all.nt")
        made = [sys.executable, str(here / "generate.py"), "--flows", str(given.flows), "--store", store]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        number = triples(store, file)
        ours = graphkit_serve("--store", store)
        lines, sieges = [], []
        for name, command in (
            ("graphkit serve", ours),
            ("rdflib-endpoint", [sys.executable, str(Path(__file__).resolve()), "--peer", str(file)]),
        ):
            with started(command) as server:
                for query in INNOCENT:
                    ask(server.port, Attack("first", query))
                for clients in CLIENTS:
                    lines.append(line(name, clients, *load(server.port, clients, given.seconds)))
                if command is ours:
                    sieges = [siege(server.port, server.pid, attackers) for attackers in given.attackers]
    average = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(
        f"\n## The service\n\n`bench/service.py`: a store of {given.flows:,} flows ({number:,} triples), {len(INNOCENT)} innocent"
        f" queries in turn, {given.seconds:.0f} seconds each line. Both have the same triples, rdflib-endpoint in memory.\n\n"
        f"- {platform.system()} {platform.machine()}, {os.cpu_count()} cores, load average at the end {average}"
        f" (the clients and other work ran beside it)\n- Python {platform.python_version()}, rdflib {version('rdflib')},"
        f" rdflib-endpoint {version('rdflib-endpoint')}, pyoxigraph {version('pyoxigraph')}, graphkit {__version__}\n"
        f"- {date.today().isoformat()}\n\n"
        "| server | clients | answers/s | median | p99 | told to come again | other ends |\n|---|--:|--:|--:|--:|--:|--:|\n"
        + "\n".join(lines)
    )
    if sieges:
        print(
            f"\nUnder attack: `graphkit serve` with its own limits ({LIMITS.seconds} s, {LIMITS.memory >> 20} MB) is asked all"
            " of `bench/hostile.py`, and innocent queries by two clients all the while. Aims: each attack ended within"
            f" {LONGEST} s, no worker above 1,024 MB, 99 of 100 innocent queries within 250 ms, nobody called.\n\n"
            "| attackers | attacks (ends) | slowest end | largest worker | innocent queries | median | p99 | outside, called |\n"
            "|--:|---|--:|--:|---|--:|--:|---|\n" + "\n".join(sieges)
        )
    return None


if __name__ == "__main__":
    main()
