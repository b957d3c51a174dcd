"""Names matched to 100,000 organisations, over HTTP: as they are, with a slip of the pen, and of nobody.

::

    python bench/reconcile.py >> bench/RESULTS.md

Everything is invented. Beside the server the candidates alone are looked for in this process: by graphkit's own index, and by
rapidfuzz, where it is installed, which compares a name with every other. How often the first candidate has the name that was
meant is told of all.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from run import machine, span
from starting import graphkit_serve, started

from graphkit import names
from graphkit.likeness import Likeness
from graphkit.model import Content, Organisation
from graphkit.ontology import load
from graphkit.publish import publish

_PARTS = "ba be bo ka ke lo la mi mo na ne ra ri ro sa se sto tra tu wa wic ham ford ley ton".split()
_HEADS = ("London Borough of", "The", "", "", "Friends of", "Royal", "North", "South", "St", "")
_FORMS = ("Trust", "Council", "Limited", "Community Association", "Foundation", "Housing Association", "CIC", "Partnership")
_KINDS = ("charity", "company", "public body")


def organisations(number: int, seed: int) -> Iterator[Organisation]:
    """So many organisations with names as registers have them; every second one has an alias."""
    r = random.Random(seed)
    words = ["".join(r.choices(_PARTS, k=r.randint(2, 4))).title() for _ in range(20_000)]
    for n in range(number):
        one, two = r.choice(words), r.choice(words)
        name = " ".join(part for part in (r.choice(_HEADS), one, two if r.random() < 0.6 else "", r.choice(_FORMS)) if part)
        yield Organisation(
            f"org-{n:07}", name, r.choice(_KINDS), (f"{one} {two} {n}",) if n % 2 else (), {"charity": str(10**6 + n)}
        )


def slip(name: str, r: random.Random) -> str:
    """A name with a letter left out, turned round with the next, or another one."""
    at = r.randrange(1, len(name) - 1)
    return name[:at] + r.choice(("", name[at + 1] + name[at], "x")) + name[at + 1 :]


def told(what: str, seconds: Sequence[float], more: str = "") -> str:
    """A row of a table."""
    ordered = sorted(seconds)
    figures = (statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1])
    return f"| {what} | {' | '.join(map(span, figures))} | {more} |"


def timed(asked: Sequence[tuple[str, str]], answer: Callable[[str], str]) -> tuple[list[float], int]:
    """How long each name took, and how often the answer was the name that was meant, by its key."""
    seconds, right = [], 0
    for meant, name in asked:
        began = time.perf_counter()
        found = answer(name)
        seconds.append(time.perf_counter() - began)
        right += names.key(found) == names.key(meant)
    return seconds, right


def over_http(port: int, name: str) -> str:
    """The name of the server's first candidate, or nothing."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    form = urlencode({"queries": json.dumps({"q0": {"query": name}})})
    connection.request("POST", "/reconcile", form, {"Content-Type": "application/x-www-form-urlencoded"})
    found = json.loads(connection.getresponse().read())["q0"]["result"]
    connection.close()
    return str(found[0]["name"]) if found else ""


def candidates(known: Sequence[str]) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Ways to the likest of some names, in this process."""
    keys = [names.key(name) for name in known]
    like = Likeness(keys)
    yield "graphkit's index", lambda name: known[found[0][0]] if (found := like(names.key(name), 0.4)) else ""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        return
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio, fuzz.WRatio):

        def first(name: str, by: Any = scorer) -> str:
            place: int = process.extractOne(names.key(name), keys, scorer=by)[2]
            return known[place]

        yield f"rapidfuzz, {scorer.__name__}", first


def measure(number: int, runs: int, seed: int) -> str:
    """The section of the page."""
    held, r = tuple(organisations(number, seed)), random.Random(seed)
    sample = [one.name for one in r.sample(held, runs)]
    slips = [(name, slip(name, r)) for name in sample]
    turned = [(name, " ".join(r.sample(words := name.split(), len(words)))) for name in sample]
    head = "| names | median | 95 of 100 within | longest | first candidate has the name |\n| --- | --: | --: | --: | --: |"
    with tempfile.TemporaryDirectory() as folder:
        publish(folder, Content(held), load(), "", rdf=True, wait=60, again=True)
        with started(graphkit_serve("--store", folder)) as server:
            port = server.port
            began = time.perf_counter()
            over_http(port, sample[0])
            ready = span(time.perf_counter() - began)
            rows = []
            for what, asked in (
                ("as they are", [(name, name) for name in sample]),
                ("one slip", slips),
                ("words turned round", turned),
            ):
                seconds, right = timed(asked, lambda name: over_http(port, name))
                rows.append(told(what, seconds, f"{right} of {len(asked)}"))
            nobody = [("", f"Zebra Quux Gardens {n}") for n in range(runs)]
            rows.append(told("of nobody", timed(nobody, lambda name: over_http(port, name))[0]))
    for way, answer in candidates([one.name for one in held]):
        for what, asked in (("one slip", slips), ("words turned round", turned)):
            seconds, right = timed(asked, answer)
            rows.append(told(f"{what}, without a server: {way}", seconds, f"{right} of {len(asked)}"))
    return "\n\n".join(
        (
            "## Names matched to organisations",
            f"`/reconcile` of `graphkit serve`, one name a request, over {number:,} invented organisations"
            f" ([reconcile.py](reconcile.py)). The first request after a build, which makes its names ready, took {ready}.",
            machine(),
            "\n".join((head, *rows)),
        )
    )


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organisations", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(measure(given.organisations, given.runs, given.seed))


if __name__ == "__main__":
    main()
