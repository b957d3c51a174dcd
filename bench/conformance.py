"""The W3C's suites for SPARQL, asked of ``graphkit serve`` over HTTP, of pyoxigraph bare and of rdflib.

::

    pip download --no-deps --no-binary :all: rdflib==7.6.0        # its source has the suites
    tar xzf rdflib-7.6.0.tar.gz
    python bench/conformance.py --suites rdflib-7.6.0/test/data/suites/w3c --peer rdflib      # some minutes

Each dataset is served by ``graphkit serve --data`` in a process of its own. Terms are compared: where a value is right
and written otherwise (``1.0``, ``1``) a test has failed, and a second figure says how many of those there are. Markdown
to standard output; status 1 where the service loses a test that pyoxigraph passes bare.
"""

import argparse
import contextlib
import logging
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import rdflib
from alike import OTHERWISE
from asked import Server, engine, over_http, peer, running, served
from protocol_cases import CASES, DATA, description, protocol
from rdflib.plugins import sparql
from suites import Test, suites

from graphkit import __version__

SERVICE, ENGINE, PEER = "graphkit serve", "pyoxigraph", "rdflib"
#: What went wrong with a test, for each that was asked; None where nothing did.
Outcomes = dict[Test, dict[str, str | None]]
_KINDS = {"evaluation": "evaluation", "syntax": "syntax", "protocol": "protocol", "description": "service description"}


def _told(asked: Callable[..., str | None], *given: object) -> str | None:
    """How a test failed; an answer that cannot be read is a failure as well."""
    try:
        return asked(*given)
    except Exception as error:  # of whoever is asked, or of a reader of what it said
        return f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:150]}"


def ask_service(tests: Sequence[Test]) -> dict[Test, str | None]:
    """The service's failures: each dataset is served once, two of them at a time."""
    order = sorted(tests, key=lambda test: (test.kind, repr(test.dataset)))
    asked = {"protocol": protocol, "description": description, "evaluation": over_http, "syntax": over_http}
    groups = [list(group) for _, group in groupby(order, lambda test: (test.kind, test.dataset))]

    def one(group: list[Test]) -> dict[Test, str | None]:
        kind = group[0].kind
        try:
            with _described() if kind in ("protocol", "description") else served(group[0]) as server:
                return {test: _told(asked[kind], test, server) for test in group}
        except (ValueError, SyntaxError) as error:
            return dict.fromkeys(group, f"its data cannot be served: {error}")

    with ThreadPoolExecutor(2) as pool:
        return {test: wrong for found in pool.map(one, groups) for test, wrong in found.items()}


@contextlib.contextmanager
def _described() -> Iterator[Server]:
    """A server of the data of the protocol's tests."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "graphs.trig")
        file.write_text(DATA, "utf-8")
        with running(file) as server:
            yield server


def run(tests: Iterable[Test], with_peer: bool) -> Outcomes:
    """Ask all who can be asked each test."""
    found: Outcomes = {test: {} for test in tests if not test.apart}
    for test, wrong in ask_service(list(found)).items():
        found[test][SERVICE] = wrong
    for test in found:
        if test.kind in ("evaluation", "syntax"):
            found[test][ENGINE] = _told(engine, test)
            if with_peer:
                found[test][PEER] = _told(peer, test)
    return found


def lost(found: Outcomes) -> list[str]:
    """Tests that the engine passes bare, and the service does not."""
    return [test.name for test, by in found.items() if by[SERVICE] and ENGINE in by and not by[ENGINE]]


# ---- telling ------------------------------------------------------------------------------------------------


def table(found: Outcomes) -> str:
    """Passed of all, by suite and kind; behind ``+`` what is right but for how values are written."""
    names = [name for name in (SERVICE, ENGINE, PEER) if any(name in by for by in found.values())]
    lines = ["| suite | " + " | ".join(names) + " | of |", "|---|" + "--:|" * (len(names) + 1)]
    for suite, kind in dict.fromkeys((test.suite, test.kind) for test in found):
        cells = []
        here = {test: by for test, by in found.items() if (test.suite, test.kind) == (suite, kind)}
        for name in names:
            said = [by[name] for by in here.values() if name in by]
            near = sum(bool(wrong) and OTHERWISE in str(wrong) for wrong in said)
            cells.append(f"{said.count(None)}" + (f" + {near}" if near else "") if said else "–")
        lines.append(f"| {suite} {_KINDS[kind]} | {' | '.join(cells)} | {len(here)} |")
    return "\n".join(lines)


def failures(found: Outcomes) -> str:
    """Each test that somebody fails: who, and why; those who fail alike together."""
    lines = []
    for test, by in found.items():
        for wrong in dict.fromkeys(filter(None, by.values())):
            who = ", ".join(name for name, said in by.items() if said == wrong)
            lines.append(f"- {test.suite} {test.name}: {who}: {wrong}")
    return "\n".join(lines) or "None."


def main() -> int:
    """Run the suites, and print a section for RESULTS.md."""
    words = argparse.ArgumentParser(description="Run the W3C's suites for SPARQL.")
    words.add_argument("--suites", type=Path, required=True, metavar="DIR", help="sparql11 and dawg-data-r2 are in it")
    words.add_argument("--peer", choices=[PEER], help="ask it as well")
    words.add_argument("--list", action="store_true", help="every test and how it ended, not failures alone")
    given = words.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    # As rdflib's own tests of these suites set it; and nothing is fetched.
    rdflib.NORMALIZE_LITERALS, rdflib.DAWG_LITERAL_COLLATION = False, True
    sparql.SPARQL_LOAD_GRAPHS = False
    tests = [test for test in suites(given.suites) if test.apart or test.kind != "protocol" or test.local in CASES]
    if not tests:
        words.error(f"there is no manifest of tests in {given.suites}")
    found = run(tests, bool(given.peer))
    apart = Counter((test.suite, test.apart) for test in tests if test.apart)
    print(
        "\n## The W3C's suites for SPARQL\n\n`bench/conformance.py`: every test that concerns queries, asked of `graphkit serve"
        " --data` over HTTP, rows and graphs in three forms each;\npyoxigraph and rdflib are asked in one process, without HTTP."
        " Terms are compared; behind + is what is right but for how values are written.\n\n"
        f"- pyoxigraph {version('pyoxigraph')}, rdflib {version('rdflib')}, graphkit {__version__}\n"
        f"- {date.today().isoformat()}\n"
    )
    print(table(found))
    if apart:
        print("\nNot run:\n")
        print("\n".join(f"- {number} of {suite}: {why}" for (suite, why), number in apart.items()))
    if given.list:
        print("\n### Tests\n")
        for test, by in found.items():
            print(f"- {test.suite} {test.name}: " + ", ".join(f"{name} {wrong or 'passed'}" for name, wrong in by.items()))
    else:
        print("\n### Failures\n\n" + failures(found))
    gone = lost(found)
    print("\nOf what pyoxigraph passes bare the service loses " + (", ".join(gone) if gone else "nothing") + ".")
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main())
