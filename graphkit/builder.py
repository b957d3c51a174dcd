"""The whole way in: read → resolve → facts → store."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from graphkit import packaged
from graphkit.errors import InputError, Problem
from graphkit.facts import collect
from graphkit.model import Content
from graphkit.ontology import Ontology, load
from graphkit.read import read


class Built(NamedTuple):
    """What a build made: the store's folder, the build's own folder in it, and counts."""

    store: str
    folder: str
    counts: dict[str, int]


def check(sources: Sequence[str] = (), ontology: Ontology | None = None) -> Content:
    """Read and check data files without building; the packaged data by default.

    Raises InputError with every problem of every file.

    >>> len(check().decisions) >= 5
    True
    """
    ontology = ontology or load()
    problems: list[Problem] = []
    content = collect(read(sources or [packaged.path("data")], ontology, problems), ontology, problems)
    if problems:
        raise InputError(problems)
    return content


def build(sources: Sequence[str] = (), store: str | None = None, *, rdf: bool = True, wait: float = 60) -> Built:
    """Build a store from data files: all of it, or nothing.

    ``store`` is a folder, the user's own store by default. A build that fails, or is killed, leaves the
    store as it was. ``rdf=False`` leaves the RDF index to its first use. ``wait``: seconds to wait for
    another build to end.

    Raises InputError for bad files, StoreLocked where another build goes on too long.
    """
    from graphkit import home
    from graphkit.publish import publish

    ontology = load()
    content = check(sources, ontology)
    state = home.packaged_state() if not sources else ""
    folder = store or home.folder()
    os.makedirs(folder, exist_ok=True)
    made, counts = publish(folder, content, ontology, state, rdf=rdf, wait=wait)
    return Built(folder, made, counts)
