"""The RDF index: an Oxigraph store made from the facts, thrown away freely."""

import os
import tempfile
from collections.abc import Iterator

from graphkit import contents
from graphkit.errors import StoreDamaged, StoreError
from graphkit.model import Content
from graphkit.ontology import Ontology, load
from graphkit.store import Store


def write(folder: str, content: Content, ontology: Ontology) -> int:
    """Make the index in a new folder. Returns the number of quads, counted again after writing."""
    import pyoxigraph

    from graphkit.provenance import describe
    from graphkit.quads import quads

    number = 0

    def counted() -> Iterator[pyoxigraph.Quad]:
        nonlocal number
        for source in (quads(content, ontology), describe(content)):
            for quad in source:
                number += 1
                yield quad

    store = pyoxigraph.Store(folder)
    store.bulk_extend(counted())
    store.flush()
    store.optimize()
    if len(store) != number:
        raise StoreDamaged(f"the RDF index holds {len(store)} quads, not {number}", "build again")
    del store
    return number


def ready(store: Store) -> str:
    """The folder of a build's index, made now if it was left to its first use."""
    folder = os.path.join(store.folder, "rdf")
    if not os.path.isdir(folder):
        try:
            with tempfile.TemporaryDirectory(prefix=".rdf-", dir=store.folder, ignore_cleanup_errors=True) as aside:
                write(os.path.join(aside, "rdf"), contents.content(store), load())
                os.rename(os.path.join(aside, "rdf"), folder)
        except OSError as error:
            if not os.path.isdir(folder):  # or another process made it first
                raise StoreError(f"the RDF index cannot be made: {error.strerror}", "run graphkit build with --rdf") from None
    return folder
