"""Reading: files → what they say, with the place of each word. One module a format, listed here."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphkit.errors import Problem
from graphkit.model import Content
from graphkit.ontology import Ontology
from graphkit.read import decisions, graphs, rdf, tables
from graphkit.read.decisions import Sheet

#: Every format, in the order in which they are asked. Each has ENDINGS and read().
FORMATS = (decisions, rdf, tables, graphs)


#: The source that is standard input: one decision or organisation file.
STDIN = "-"


class Reading(NamedTuple):
    """What a set of files says: sheets still to be resolved, and content that is whole already."""

    sheets: tuple[Sheet, ...]
    content: tuple[Content, ...]


def files(sources: Iterable[str]) -> Iterator[str]:
    """The files of sources: files as they are, folders with all files of a known ending, sorted."""
    endings = tuple(ending for module in FORMATS for ending in module.ENDINGS)
    for source in sources:
        if not os.path.isdir(source):
            yield source
            continue
        for folder, below, found in os.walk(source):
            below.sort()
            yield from (os.path.join(folder, name) for name in sorted(found) if name.endswith(endings))


def read(sources: Iterable[str], ontology: Ontology, problems: list[Problem]) -> Reading:
    """Read all sources. What is wrong goes to ``problems``; a file that cannot be read is one problem."""
    sheets: list[Sheet] = []
    content: list[Content] = []
    for path in dict.fromkeys(files(sources)):
        if path != STDIN and not os.path.exists(path):
            problems.append(Problem(path, 1, 1, "there is no such file or folder", "check the path"))
            continue
        module = decisions if path == STDIN else next((m for m in FORMATS if path.endswith(m.ENDINGS)), None)
        if module is None:
            known = ", ".join(ending for m in FORMATS for ending in m.ENDINGS)
            problems.append(Problem(path, 1, 1, "no format that is known", f"give a file that ends in {known}"))
            continue
        try:
            with sys.stdin.buffer if path == STDIN else open(path, "rb") as file:
                data = file.read(module.MAX_BYTES + 1)
        except OSError as error:
            problems.append(Problem(path, 1, 1, f"cannot be read: {error.strerror}", "check the path"))
            continue
        found = module.read(data, path, ontology, problems)
        (sheets if isinstance(found, Sheet) else content).append(found)
    return Reading(tuple(sheets), tuple(content))
