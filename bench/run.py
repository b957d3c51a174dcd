"""Every speed claim of graphkit's, measured beside a named peer in one run: writes ``bench/RESULTS.md``.

::

    make bench                          # a million flows, about half an hour
    python bench/run.py --flows 100000
    python bench/run.py --quick         # small, and only to see that all of it runs: prints, writes no file

Jobs of one table take turns; what is told is the median. Before anything is timed the answers of graphkit and
of its peers are compared, flow by flow; where they differ there is no table but an error.
"""

import argparse
import gc
import json
import os
import pickle
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import generate
import peers

from graphkit import __version__, contents, queries
from graphkit.api import Graph
from graphkit.api import open as open_store
from graphkit.desk import MONEY, Desk
from graphkit.model import Content
from graphkit.ontology import load
from graphkit.publish import publish
from graphkit.quads import quads
from graphkit.scope import Scope

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench" / "out"
#: A start of graphkit may take so many times a start of Python alone.
TARGET = 5

Job = Callable[[], object]


class Line(NamedTuple):
    """A line of a table: a job, its times in seconds, and the job it is compared with (None: it is the measure)."""

    what: str
    times: list[float]
    peer: str | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of the times."""
        return statistics.median(self.times)


class Differ(SystemExit):
    """Answers that should be the same are not."""


class Setting(NamedTuple):
    """What a run is made with: Python, the graphkit command, the environment of new processes, how many runs."""

    python: str
    command: tuple[str, ...]
    env: Mapping[str, str]
    runs: int
    flows: int
    seed: int
    out: Path

    def ask(self, *words: str) -> bytes:
        """Standard output of the installed graphkit."""
        return self.process(*self.command, *words)

    def process(self, *words: str) -> bytes:
        """Standard output of a new process."""
        return subprocess.run(words, env=self.env, stdout=subprocess.PIPE, check=True).stdout


class Told(NamedTuple):
    """What answers must agree in."""

    rows: int
    pence: int
    flows: tuple[str, ...]


def told(rows: Iterable[Mapping[str, Any]]) -> Told:
    """Number of rows, sum of pence and ids of the flows, whichever tool the rows are from."""
    rows = list(rows)
    pence = sum(int(pence_of(row["amount"])) for row in rows)
    return Told(len(rows), pence, tuple(sorted(str(row["flow"]).removeprefix(f"{peers.ID}fact/") for row in rows)))


def pence_of(amount: Any) -> int:
    """Pence of a Decimal, a number or a text of pounds; an unknown amount adds nothing."""
    return 0 if amount is None else int(Decimal(str(amount)).scaleb(2))


def agree(what: str, *answers: Told) -> None:
    """End the run where answers differ."""
    if len(set(answers)) != 1:
        raise Differ(f"{what}: the answers differ, nothing is measured: {[answer[:2] for answer in answers]}")


def take_turns(jobs: Mapping[str, Job], runs: int, patience: float = 240, *, warmed: bool = True) -> dict[str, list[float]]:
    """The times of jobs that are run in turns, after one turn that does not count (``warmed=False``: without it).

    After ``patience`` seconds the turns end early, though not before the third: tables tell how many there were.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    first = time.perf_counter()
    for turn in range(0 if warmed else 1, runs + 1):
        if turn > 3 and time.perf_counter() - first > patience:
            break
        for name, job in jobs.items():
            began = time.perf_counter()
            job()
            if turn:
                times[name].append(time.perf_counter() - began)
    return times


def once(job: Callable[[], Any]) -> tuple[Any, float]:
    """A result, and how long it took."""
    began = time.perf_counter()
    found = job()
    return found, time.perf_counter() - began


# ---- what is measured with -----------------------------------------------------------------------------


def environment(quick: bool, runs: int, flows: int, seed: int, out: Path) -> Setting:
    """An installed graphkit in an environment of its own; for a quick run the one that is running."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GRAPHKIT"))}
    env = plain | {"GRAPHKIT_CACHE": str(out / "cache")}
    if quick:
        env |= {"PYTHONPATH": str(ROOT)}
        return Setting(sys.executable, (sys.executable, "-m", "graphkit"), env, runs, flows, seed, out)
    place = out / "venv"
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(place)], env=plain, check=True)
    pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)]
    subprocess.run(pip, env=plain, check=True)
    return Setting(str(place / "bin" / "python"), (str(place / "bin" / "graphkit"),), env, runs, flows, seed, out)


def store_of(flows: int, seed: int, out: Path) -> tuple[str, float]:
    """A fresh store of so many flows, and the seconds that making and writing it took."""
    place = out / f"store-{flows}"
    shutil.rmtree(place, ignore_errors=True)
    _, seconds = once(lambda: generate.write(str(place), flows, seed))
    return str(place), seconds


class Chosen(NamedTuple):
    """The parties that are asked about: some with the median number of flows, and the one with the most."""

    median: int
    typical: list[str]
    most: int
    largest: str


def choose(path: str, number: int = 21) -> Chosen:
    """Recipients, spread evenly over those of the median in-degree; none is in a joint group."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    grouped = "SELECT member FROM member"
    found = db.execute(
        f"SELECT object, count(*) FROM fact WHERE relation = 'flow' AND object NOT IN ({grouped}) GROUP BY object ORDER BY object"
    ).fetchall()
    db.close()
    median = int(statistics.median(count for _, count in found))
    typical = [id for id, count in found if count == median]
    step = max(1, len(typical) // number)
    largest, most = max(found, key=lambda row: (row[1], row[0]))
    return Chosen(median, typical[::step][:number], most, largest)


def in_turn(names: list[str], job: Callable[[str], object]) -> Job:
    """A job that asks about the next party each time."""
    state = {"next": 0}

    def run() -> object:
        state["next"] += 1
        return job(names[(state["next"] - 1) % len(names)])

    return run


def triples(content: Content, path: str) -> int:
    """All triples of some content as N-Triples; returns their number."""
    from pyoxigraph import RdfFormat, Triple, serialize

    number = 0

    def counted() -> Iterable[Triple]:
        nonlocal number
        for quad in quads(content, load()):
            number += 1
            yield quad.triple

    serialize(counted(), path, format=RdfFormat.N_TRIPLES)
    return number


# ---- the questions -------------------------------------------------------------------------------------


def start(setting: Setting, store: str, chosen: Chosen) -> list[Line]:
    """A: a new process for one question, beside a Python that does nothing."""
    python, ask = setting.python, setting.ask
    bare = "python -c pass"
    floor = "import click, sqlite3, json"
    packaged = "Women in Prison"
    size = f"{setting.flows:,} flows"

    def on(*more: str) -> Callable[[str], object]:
        return lambda name: ask("who-funds", name, "--store", store, *more)

    jobs: dict[str, Job] = {
        bare: lambda: setting.process(python, "-c", "pass"),
        f"python -c '{floor}'": lambda: setting.process(python, "-c", floor),
        "graphkit --version": lambda: ask("--version"),
        "who-funds, packaged data, --format json": lambda: ask("who-funds", packaged, "--format", "json"),
        "who-funds, packaged data, --format table": lambda: ask("who-funds", packaged),
        f"who-funds, {size}, typical, --format json": in_turn(chosen.typical, on("--format", "json")),
        f"who-funds, {size}, typical, --format table": in_turn(chosen.typical, on()),
        f"who-funds, {size}, the largest, --format json": lambda: on("--format", "json")(chosen.largest),
    }
    notes = {
        f"python -c '{floor}'": "the floor: what the answer cannot do without",
        f"who-funds, {size}, the largest, --format json": f"{chosen.most:,} rows",
    }
    times = take_turns(jobs, setting.runs)
    return [Line(name, times[name], None if name == bare else bare, notes.get(name, "")) for name in jobs]


def warm(setting: Setting, graph: Graph, network: Any, chosen: Chosen) -> list[Line]:
    """B: the same question in a process that has all it needs, and in a new one."""
    desk_rows = rows_only(graph)
    typical = chosen.typical

    def each(job: Callable[[str], object]) -> Job:
        def run() -> None:
            for name in typical:
                job(name)

        return run

    every = {
        "networkx, rows": each(lambda id: peers.ask_networkx(network, id)),
        "graphkit, rows": each(desk_rows),
        "graphkit, who_funds: rows and their ultimate funders": each(graph.who_funds),
    }
    times = {name: [t / len(typical) for t in found] for name, found in take_turns(every, setting.runs).items()}
    lines = [Line(f"typical: {name}", times[name], None if "networkx" in name else "typical: networkx, rows") for name in every]
    slowest = max(typical, key=lambda name: once(lambda: graph.who_funds(name))[1])
    again = take_turns({"": lambda: graph.who_funds(slowest)}, setting.runs)[""]
    lines.append(Line("the slowest typical recipient: graphkit, who_funds", again, "typical: networkx, rows"))
    big = {
        "networkx, rows": lambda: peers.ask_networkx(network, chosen.largest),
        "graphkit, rows": lambda: desk_rows(chosen.largest),
        "graphkit, who_funds": lambda: graph.who_funds(chosen.largest),
    }
    found = take_turns(big, setting.runs)
    measure = "the largest: networkx, rows"
    return lines + [Line(f"the largest: {name}", found[name], None if "networkx" in name else measure) for name in big]


def rows_only(graph: Graph) -> Callable[[str], list[dict[str, Any]]]:
    """The rows of who_funds without the search for who stands at their beginning: the peers' job."""

    def ask(id: str) -> list[dict[str, Any]]:
        desk = Desk(graph.store, Scope())
        return [desk.row(fact) for fact in desk.facts(f"fact.object = ? AND {MONEY}", [desk.resolve(id)["id"]])]

    return ask


def cold(setting: Setting, store: str, chosen: Chosen, pickled: str) -> list[Line]:
    """B, cold: a new process that answers one question from what lies on the disk."""
    here = str(ROOT / "bench" / "peers.py")
    measure = "networkx: load a pickle of the graph, answer"
    jobs: dict[str, Job] = {
        measure: in_turn(chosen.typical, lambda id: setting.process(setting.python, here, "networkx", pickled, id)),
        "graphkit who-funds": in_turn(
            chosen.typical, lambda id: setting.ask("who-funds", id, "--store", store, "--format", "json")
        ),
    }
    times = take_turns(jobs, min(setting.runs, 11))
    return [Line(name, times[name], None if name == measure else measure) for name in jobs]


def rdf(
    setting: Setting, title: str, graph: Graph, words: tuple[str, ...], ids: list[str], nt: str, runs: int
) -> tuple[list[Line], list[Line]]:
    """B for rdflib and D: rows and the named SPARQL query, warm and cold, on one set of data."""
    here = str(ROOT / "bench" / "peers.py")
    query = queries.load("who-funds")
    rq = str(Path(queries.__file__).parent / "who-funds.rq")
    held, seconds = once(lambda: peers.load_rdflib(nt))
    ask = rows_only(graph)
    for id in ids:
        asked = graph.sparql("who-funds", {"organisation": id}).rows
        answers = [
            told(ask(id)),
            told(peers.ask_rdflib(held, id)),
            told(asked),
            told(peers.ask_sparql(held, id, query.text)),
        ]
        agree(f"{title}, {id}", *answers)
    flags = ("sparql", "who-funds", *words, "--format", "json")
    before = {
        "rdflib, rows by look-ups": in_turn(ids, lambda id: peers.ask_rdflib(held, id)),
        "graphkit, rows": in_turn(ids, ask),
        "rdflib, SPARQL": in_turn(ids, lambda id: peers.ask_sparql(held, id, query.text)),
        "graphkit, SPARQL (a process for each query)": in_turn(ids, lambda id: graph.sparql("who-funds", {"organisation": id})),
    }
    found = take_turns(before, setting.runs)
    names = list(before)
    lines = [
        Line(f"{title}, warm: {name}", found[name], None if place % 2 == 0 else f"{title}, warm: {names[place - 1]}")
        for place, name in enumerate(names)
    ]
    lines[0] = lines[0]._replace(note=f"after {seconds:.1f} s to load {len(held):,} triples")
    before.clear()
    measures = ("rdflib: load N-Triples, rows", "rdflib: load N-Triples, SPARQL")
    new: dict[str, Job] = {
        measures[0]: in_turn(ids, lambda id: setting.process(setting.python, here, "rdflib", nt, id)),
        "graphkit who-funds": in_turn(ids, lambda id: setting.ask("who-funds", id, *words, "--format", "json")),
        measures[1]: in_turn(ids, lambda id: setting.process(setting.python, here, "rdflib-sparql", nt, id, rq)),
        "graphkit sparql who-funds": in_turn(ids, lambda id: setting.ask(*flags, "--param", f"organisation={id}")),
    }
    found = take_turns(new, runs, warmed=runs == setting.runs)
    names = list(new)
    more = [
        Line(
            f"{title}, new process: {name}", found[name], None if place % 2 == 0 else f"{title}, new process: {names[place - 1]}"
        )
        for place, name in enumerate(names)
    ]
    return lines, more


def building(setting: Setting, flows: int, nt: str, runs: int) -> list[Line]:
    """C: writing stores of facts that are made already, beside plain SQLite and rdflib's loading."""
    made = generate.content(flows, setting.seed)
    content = made._replace(facts=tuple(made.facts))
    place = setting.out / "built"
    number = f"{flows:,} flows"

    def write(with_rdf: bool) -> Job:
        def run() -> None:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            publish(str(place), content, load(), "", rdf=with_rdf, wait=60, again=True)

        return run

    def bare() -> None:
        path = setting.out / "plain.sqlite"
        path.unlink(missing_ok=True)
        db = sqlite3.connect(path)
        db.execute("PRAGMA synchronous = OFF")
        db.execute("CREATE TABLE flow (id TEXT PRIMARY KEY, funder TEXT, recipient TEXT, pence INTEGER, body TEXT) WITHOUT ROWID")
        rows = ((f.id, f.values["funder"], f.values["recipient"], f.values.get("amount"), f.body()) for f in content.facts)
        db.executemany("INSERT INTO flow VALUES (?, ?, ?, ?, ?)", rows)
        db.execute("CREATE INDEX flow_recipient ON flow (recipient)")
        db.execute("CREATE INDEX flow_funder ON flow (funder)")
        db.commit()
        db.close()

    first, second = f"plain SQLite: one table, two indexes, {number}", f"rdflib: load the same as N-Triples, {number}"
    jobs = {
        first: bare,
        f"graphkit: facts.sqlite, {number}": write(False),
        second: lambda: peers.load_rdflib(nt),
        f"graphkit: facts.sqlite and the RDF index, {number}": write(True),
    }
    times = take_turns(jobs, runs, warmed=False)
    lines = []
    for place_, name in enumerate(jobs):
        rate = f"{flows / statistics.median(times[name]):,.0f} flows/s"
        lines.append(Line(name, times[name], [None, first, None, second][place_], rate))
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) / 1e6
    lines[-1] = lines[-1]._replace(note=f"{lines[-1].note}; {size:,.0f} MB in all")
    return lines


# ---- the page ------------------------------------------------------------------------------------------


def span(seconds: float) -> str:
    """A time as a person reads it."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def factor(ratio: float) -> str:
    """A ratio of times, the larger first in words."""
    if ratio > 1:
        return f"{ratio:.2f} × its time" if ratio < 10 else f"{ratio:,.0f} × its time"
    return f"{1 / ratio:.2f} × faster" if ratio > 0.1 else f"{1 / ratio:,.0f} × faster"


def table(lines: list[Line]) -> str:
    """Lines as Markdown."""
    by_name = {line.what: line for line in lines}
    out = ["| what | median | quartiles | runs | peer | ratio | |", "|---|--:|--:|--:|---|--:|---|"]
    for line in lines:
        spread = ""
        if len(line.times) > 1:
            low, _, high = statistics.quantiles(line.times, n=4)
            spread = f"{span(low)} – {span(high)}"
        ratio = factor(line.median / by_name[line.peer].median) if line.peer else ""
        peer = line.peer.split(": ", 1)[-1] if line.peer else "(the measure)"
        out.append(f"| {line.what} | {span(line.median)} | {spread} | {len(line.times)} | {peer} | {ratio} | {line.note} |")
    return "\n".join(out)


def shortfalls(lines: list[Line]) -> str:
    """Starts that take longer than they may, in words."""
    bare = lines[0].median
    late = [line for line in lines[3:] if line.median > TARGET * bare]
    if not late:
        return f"The target, at most {TARGET} times `python -c pass`, is met by every line."
    named = "; ".join(f"{line.what}: {line.median / bare:.1f} times" for line in late)
    return f"The target, at most {TARGET} times `python -c pass`, is **missed** by: {named}."


def behind(lines: list[Line]) -> str:
    """Where graphkit is slower than its peer, in words."""
    by_name = {line.what: line for line in lines}
    slow = [line for line in lines if line.peer and line.median > by_name[line.peer].median]
    if not slow:
        return ""
    named = "; ".join(
        f"{line.what} ({line.median / by_name[line.peer or ''].median:,.1f} times the peer's time)" for line in slow
    )
    return f"**Slower than the peer:** {named}.\n"


def machine() -> str:
    """What it ran on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("click", "networkx", "rdflib", "pyoxigraph"))
    load_average = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"- {platform.system()} {platform.machine()}, {os.cpu_count()} cores, load average at the end {load_average}"
        " (other work ran beside it)\n"
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}, graphkit {__version__}\n"
        f"- {date.today().isoformat()}"
    )


def measure(setting: Setting, say: Callable[[str], None]) -> str:
    """The whole run; returns the page."""
    say(f"a store of {setting.flows:,} flows")
    store, seconds = store_of(setting.flows, setting.seed, setting.out)
    graph = open_store(store)
    path = os.path.join(graph.store.folder, "facts.sqlite")
    chosen = choose(path)
    size = os.path.getsize(path) / 1e6
    setting.ask("who-funds", "Women in Prison")  # builds the packaged data's own store

    say("networkx")
    network, loading = once(lambda: peers.load_networkx(path))
    for id in [*chosen.typical, chosen.largest]:
        printed = json.loads(setting.ask("who-funds", id, "--store", store, "--format", "json"))["funders"]
        answers = [told(graph.who_funds(id)["funders"]), told(printed), told(peers.ask_networkx(network, id))]
        agree(f"who funds {id}", *answers)
    pickled = str(setting.out / "network.pickle")
    with open(pickled, "wb") as file:
        pickle.dump(network, file, protocol=pickle.HIGHEST_PROTOCOL)
    b_warm = warm(setting, graph, network, chosen)
    b_warm[0] = b_warm[0]._replace(note=f"after {loading:.1f} s to load from facts.sqlite")
    del network
    gc.collect()
    say("new processes")
    a_lines = start(setting, store, chosen)
    b_cold = cold(setting, store, chosen, pickled)
    os.remove(pickled)

    say("RDF")
    few = 3  # jobs of a minute each: they take turns, and the ratios are far from any noise
    part = min(setting.flows, max(1000, setting.flows // 10))
    small, _ = store_of(part, setting.seed, setting.out)
    small_nt, packaged_nt = str(setting.out / "small.nt"), str(setting.out / "packaged.nt")
    with open_store(small) as other, open_store() as packaged:
        triples(contents.content(other.store), small_nt)
        triples(contents.content(packaged.store), packaged_nt)
        other.sparql("ASK { ?flow a gk:Flow }")  # makes the index
        packaged.sparql("ASK { ?flow a gk:Flow }")
        setting.ask("sparql", "who-funds")
        ids = choose(os.path.join(other.store.folder, "facts.sqlite")).typical[:5]
        d_packaged = rdf(setting, "packaged data", packaged, (), ["women-in-prison"], packaged_nt, setting.runs)
        d_small = rdf(setting, f"{part:,} flows", other, ("--store", small), ids, small_nt, few)
    say("building")
    c_lines = building(setting, part, small_nt, few)
    graph.close()
    sections = [
        "# Speed\n",
        "Every figure is a ratio to a named peer in the same run. Jobs of one table take turns; the median is told, with the"
        f" quartiles. Before timing, the answers agree: number of rows, sum of pence, ids of flows. Repeat it with"
        f" `make bench` (this page: `bench/run.py --flows {setting.flows} --seed {setting.seed}`). The data are invented"
        f" ([generate.py](generate.py)). {len(chosen.typical)} *typical* recipients have the median of {chosen.median}"
        f" flows; *the largest* has {chosen.most:,}. The files are in the system's page cache: a first question after a"
        " restart also waits for the disk.\n",
        machine() + "\n",
        "## One question, one new process\n",
        shortfalls(a_lines) + "\n",
        table(a_lines) + "\n",
        f"## The same question at {setting.flows:,} flows, warm\n",
        "`rows` is the same job for both; `who_funds` also looks for who stands at the beginning of the money,"
        " which the peers do not. networkx holds all in memory.\n",
        behind(b_warm) + "\n" + table(b_warm) + "\n",
        f"## The same question at {setting.flows:,} flows, a new process\n",
        table(b_cold) + "\n",
        "## Writing\n",
        f"{setting.flows:,} flows, made and written in one go (SQLite alone): {seconds:.0f} s,"
        f" {setting.flows / seconds:,.0f} flows/s, {size:,.0f} MB; measured once.\n",
        behind(c_lines) + "\n" + table(c_lines) + "\n",
        "## RDF: rows and the named query who-funds\n",
        f"rdflib at {part:,} flows and no more: it holds every triple in memory and takes minutes to load a million flows."
        " graphkit starts a process for each SPARQL query, to be able to end it.\n",
        *(behind(lines) + "\n" + table(lines) + "\n" for lines in (*d_packaged, *d_small)),
    ]
    return "\n".join(sections)


def main() -> None:
    """Measure, and write the page."""
    words = argparse.ArgumentParser(description="Measure graphkit beside its peers.")
    words.add_argument("--flows", type=int, default=1_000_000)
    words.add_argument("--runs", type=int, default=21)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--quick", action="store_true", help="600 flows, 2 runs, no file: does it run, do answers agree?")
    words.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="Where stores and the other files go.")
    given = words.parse_args()
    out: Path = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    os.environ["GRAPHKIT_CACHE"] = str(out / "cache")
    runs, flows = (2, min(given.flows, 600)) if given.quick else (given.runs, given.flows)
    page = measure(environment(given.quick, runs, flows, given.seed, out), lambda what: print(what, file=sys.stderr, flush=True))
    if given.quick:
        print(page)
    else:
        (ROOT / "bench" / "RESULTS.md").write_text(page, encoding="utf-8")
        print("wrote bench/RESULTS.md")


if __name__ == "__main__":
    main()
