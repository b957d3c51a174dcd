"""How fast decision documents are read: pages a second and microseconds a page, by stage.

::

    python bench/reading_speed.py tests/reading/decisions --names develop
    python bench/reading_speed.py FOLDER --turns 21

A page is 400 words. Each stage is timed by itself on all documents, in turns; the whole is structure and all facts. The
peers do less: one regular expression that only finds sums, and the splitting of the text into words.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from run import Line, machine, span, table, take_turns

from graphkit.builder import check
from graphkit.reading.build import built
from graphkit.reading.document import Document
from graphkit.reading.extract import read_facts
from graphkit.reading.formats import lines
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.offices import _meant
from graphkit.reading.shapes import _shaped
from graphkit.reading.statements import statements

#: Words of a page.
PAGE = 400
#: What somebody would write who wants the sums of a text and nothing else.
SUMS = re.compile(r"\u00a3\s?\d[\d,]*(?:\.\d+)?\s?(?:k|m|bn|million|billion)?\b", re.IGNORECASE)
WHOLE = "structure and all facts"


def files(folder: Path, names: str) -> list[Path]:
    """The documents of a folder, in order of names."""
    kinds = (".txt", ".html", ".docx", ".pdf", ".md")
    return [file for file in sorted(folder.iterdir()) if file.suffix in kinds and file.name.startswith(names)]


def structure(found: list[Path]) -> list[Document]:
    """The documents of files."""
    return [built(lines(file.read_bytes(), file.name), file.name) for file in found]


def jobs(found: list[Path], known: Gazetteer) -> dict[str, Callable[[], object]]:
    """The stages, each on all documents."""
    documents = structure(found)
    texts = [document.text for document in documents]

    def forget() -> None:
        """What was kept of the documents themselves; words are still known, as after other documents."""
        _shaped.cache_clear()
        _meant.cache_clear()

    def whole() -> list[object]:
        forget()
        return [read_facts(document, known) for document in structure(found)]

    return {
        "the words of the text, by one regular expression": lambda: [re.findall(r"\w+", text) for text in texts],
        "its sums, by one regular expression": lambda: [SUMS.findall(text) for text in texts],
        "structure: file to blocks": lambda: structure(found),
        "names of parties": lambda: [known.find(text) for text in texts],
        "statements: sentences, parties, sums, times": lambda: [statements(document, known) for document in documents],
        WHOLE: whole,
    }


def measure(found: list[Path], turns: int) -> str:
    """The section of the page."""
    known = Gazetteer(check().organisations)
    pages = sum(len(document.text.split()) for document in structure(found)) / PAGE
    made = take_turns(jobs(found, known), turns)
    peer = next(iter(made))

    def line(what: str, times: list[float], seconds: float) -> Line:
        each = f"{seconds / pages * 1e6:,.0f} \u00b5s a page, {pages / seconds:,.0f} pages/s"
        return Line(what, times, None if what == peer else peer, each)

    rows = [line(what, times, Line(what, times).median) for what, times in made.items()]
    code = "import graphkit.reading.extract"
    starts = take_turns(
        {
            "python -c pass": lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
            f"python -c '{code}'": lambda: subprocess.run([sys.executable, "-c", code], check=True),
        },
        turns,
    )
    bare = next(iter(starts))
    begun = [Line(what, times, None if what == bare else bare) for what, times in starts.items()]
    return "\n\n".join(
        (
            f"## Reading documents\n\n{len(found)} documents, {pages:,.0f} pages of {PAGE} words, by one process on one core that"
            " has read them once before. In `graphkit read` each file has a process of its own, which first loads the reader.",
            machine(),
            table(rows),
            table(begun),
            f"A page takes {span(Line(WHOLE, made[WHOLE]).median / pages)} in all.",
        )
    )


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="documents")
    parser.add_argument("--names", default="", help="how the names of the files begin")
    parser.add_argument("--turns", type=int, default=11)
    given = parser.parse_args()
    found = files(given.folder, given.names)
    if not found:
        parser.error(f"{given.folder}: no document whose name begins with {given.names!r}")
    print(measure(found, given.turns))


if __name__ == "__main__":
    main()
