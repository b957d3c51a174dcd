"""``graphkit view`` beside pages of other tools, in a real Chromium, without a network. Markdown to standard output.

::

    python bench/picture.py                         # 50, 1,000 and 10,000 organisations and the packaged data
    python bench/picture.py --store DIR --runs 1    # stores of your own
    python bench/picture.py --peers pyvis gravis

Each page is written by a new process. Pages take turns, each time in a new context of the browser (``looking.py``
says what is seen); what is told is the median.
"""

import argparse
import asyncio
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import looking
import pages
from looking import ARGS, PATIENCE, WINDOW, Look
from run import span

from graphkit import __version__

ROOT = Path(__file__).resolve().parent.parent
ENV = os.environ | {"PYTHONPATH": str(ROOT)}
OURS = "graphkit"
#: A page that takes longer to write, in seconds, is written once.
SLOW = 30


def megabytes(size: float) -> str:
    """Bytes as a person reads them."""
    return f"{size / 1e6:.2f} MB"


#: What is told of a page: head and form.
COLUMNS: dict[str, tuple[str, Callable[[float], str]]] = {
    "size": ("file", megabytes),
    "write": ("written in", span),
    "paint": ("first paint", span),
    "interactive": ("interactive", span),
    "frames": ("panning, frames/s", "{:.0f}".format),
    "longest": ("longest frame", span),
    "heap": ("JS heap", megabytes),
    "asked": ("requests", "{:.0f}".format),
}
#: What ``graphkit view`` is to keep to.
AIMS: dict[str, Callable[[float], bool]] = {
    "size": lambda size: size < 3e6,
    "paint": lambda seconds: seconds < 0.5,
    "interactive": lambda seconds: seconds < 1,
    "frames": lambda each_second: each_second >= 30,
    "asked": lambda requests: not requests,
}

INTRODUCTION = f"""## The picture in a browser

Each page is a file, opened by Chromium without a network. {(looking.__doc__ or "").partition("own. ")[2].strip()}

The peers are as they come; plotly and bokeh lay nothing out, so networkx's `spring_layout` does ([pages.py](pages.py)).
Pages take turns; what takes more than {SLOW} s to write is written once. Ratios are ours : theirs."""


class Page:
    """A page of one tool, what writing it took and what was seen of it."""

    def __init__(self, tool: str, store: Path, folder: Path) -> None:
        self.tool, self.file = tool, folder / f"{store.name}-{tool}.html"
        ours = ["-m", "graphkit", "view", "--store", str(store), "-o", str(self.file)]
        peer = [str(ROOT / "bench" / "pages.py"), tool, str(store), str(self.file)]
        self.command = [sys.executable, *(ours if tool == OURS else peer)]
        self.times: list[float] = []
        self.looks: list[Look] = []
        self.refused = ""

    def write(self) -> None:
        """Write it in a new process, unless that is slow or was refused."""
        if self.refused or (self.times and self.times[-1] > SLOW):
            return
        began = time.perf_counter()
        done = subprocess.run(self.command, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        self.times.append(time.perf_counter() - began)
        if done.returncode:
            said = done.stderr.strip().splitlines() or ["no word"]
            self.refused = said[0 if self.tool == OURS else -1].removeprefix("graphkit: ")

    async def look(self, browser: Any) -> None:
        """Look at it once more, unless it was not interactive in time: it is not waited for again."""
        if not self.refused and all("interactive" in look for look in self.looks):
            self.looks.append(await looking.look(browser, self.file))

    def median(self, key: str) -> float | None:
        """The middle of what was seen; None where it was not seen each time."""
        if self.refused:
            return None
        if key in ("size", "write"):
            return self.file.stat().st_size if key == "size" else statistics.median(self.times)
        found = [look[key] for look in self.looks if key in look]
        return statistics.median(found) if found and len(found) == len(self.looks) else None

    def cells(self) -> list[str]:
        """Its line of the table."""
        if self.refused:
            return [self.tool, f"refused: {self.refused}", *[""] * (len(COLUMNS) - 1)]
        drawn = self.median("drawn")
        late = f"not in {PATIENCE} s; {'not drawn' if drawn is None else f'drawn at {span(drawn)}'}"
        found = {key: self.median(key) for key in COLUMNS}
        empty = {"interactive": late, "frames": "" if drawn is None else "does not pan"}
        return [self.tool, *(empty.get(key, "") if of is None else COLUMNS[key][1](of) for key, of in found.items())]

    def missed(self) -> list[str]:
        """The aims that it misses."""
        found = {key: value for key in AIMS if (value := self.median(key)) is None or not AIMS[key](value)}
        return [f"{COLUMNS[key][0]} {'none' if value is None else COLUMNS[key][1](value)}" for key, value in found.items()]


def ratio(ours: Page, peer: Page) -> list[str]:
    """The line that compares the two; a page that was not interactive in time took at least that long."""
    cells = [f"{OURS} : {peer.tool}"]
    for key in COLUMNS:
        one, other = ours.median(key), peer.median(key)
        sign = ""
        if key == "interactive" and one is not None and other is None and peer.looks:
            sign, other = "< ", PATIENCE
        cells.append(f"{sign}{one / other:.2g}" if one is not None and other else "")
    return cells


async def measure(browser: Any, store: Path, folder: Path, tools: list[str], runs: int) -> str:
    """The part on one store."""
    made = [Page(tool, store, folder) for tool in tools]
    for _ in range(runs):
        for page in made:
            page.write()
    for _ in range(runs):
        for page in made:
            await page.look(browser)
    graph = pages.graph(str(store))
    lines = [
        ["page", *(head for head, _ in COLUMNS.values())],
        ["---", *["--:"] * len(COLUMNS)],
        *(page.cells() for page in made),
    ]
    lines += [ratio(made[0], peer) for peer in made[1:] if not made[0].refused]
    missed = ["all"] if made[0].refused else made[0].missed()
    head = f"### {store.name}: {graph.number_of_nodes():,} organisations, {graph.number_of_edges():,} lines"
    aims = f"{OURS} **misses**: {'; '.join(missed)}." if missed else f"{OURS} misses no aim."
    return "\n".join((head, "", aims, "", *(f"| {' | '.join(cells)} |" for cells in lines)))


async def whole(stores: list[Path], folder: Path, tools: list[str], runs: int) -> str:
    """The section."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        path = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        parts = [await measure(browser, store, folder, [OURS, *tools], runs) for store in stores]
        about = {name: metadata(name).json for name in tools}
        licences = {name: of.get("license_expression") or of.get("license") for name, of in about.items()}
        peers = "".join(f", {name} {of['version']} ({licences[name]})" for name, of in about.items())
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        told = (
            f"- {platform.system()} {platform.machine()}, {os.cpu_count()} cores, no graphics card, load at the end {load}\n"
            f"- Chromium {browser.version}, {WINDOW['width']} × {WINDOW['height']}; Python {platform.python_version()},"
            f" graphkit {__version__}{peers}\n- {date.today().isoformat()}, median of {runs}"
        )
        await browser.close()
    return "\n\n".join((INTRODUCTION, told, *parts))


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, nargs="+", help="stores instead of those made here", metavar="DIR")
    parser.add_argument("--peers", nargs="*", choices=pages.PEERS, default=list(pages.PEERS), help="tools to compare with")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    if missing := [name for name in given.peers if not find_spec(name)]:
        parser.error(f"peers are not installed: pip install {' '.join(missing)}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        print(asyncio.run(whole(given.store or pages.stores(folder), folder, given.peers, given.runs)))


if __name__ == "__main__":
    main()
