"""Writing: a store's facts in the formats of others. One module a format or family, listed here.

What a format cannot carry is said in plain words, never left out in silence. All formats but GEXF are
read back by ``graphkit build`` as exactly the same content.
"""

from typing import BinaryIO

from graphkit.errors import UsageError
from graphkit.export import csv, gexf, graphml, rdf
from graphkit.scope import Scope
from graphkit.store import Store

#: Every format's module. Each has NAMES and write().
FORMATS = (rdf, graphml, gexf, csv)


def names() -> list[str]:
    """The formats by name.

    >>> names()
    ['turtle', 'trig', 'nquads', 'ntriples', 'jsonld', 'graphml', 'gexf', 'csv']
    """
    return [name for module in FORMATS for name in module.NAMES]


def export(store: Store, to: str, out: BinaryIO, scope: Scope | None = None) -> list[str]:
    """Write a store, or what lies in a scope, to a binary stream. The same store, the same bytes.

    Returns notes, in plain words, on what the file does not hold; an empty list where it holds all.

    >>> import io
    >>> import graphkit
    >>> file = io.BytesIO()
    >>> with graphkit.open().store as store:
    ...     export(store, "csv", file, Scope(decision="PCD 172"))
    []
    >>> file.getvalue().startswith(b"record,id,relation,decision")
    True
    """
    module = next((module for module in FORMATS if to in module.NAMES), None)
    if module is None:
        raise UsageError(f"there is no format {to!r}", "write one of " + ", ".join(names()))
    from graphkit.export.select import select
    from graphkit.ontology import load

    ontology = load()
    content, notes = select(store, ontology, scope)
    more: list[str] = module.write(content, ontology, to, out)
    return notes + more


__all__ = ["FORMATS", "export", "names"]
