"""What an answer can be written as, and which of it a client asked for (RFC 9110, Accept).

The first of each kind is what a client gets that does not mind.
"""

from collections.abc import Sequence
from typing import NamedTuple

from graphkit.errors import GraphkitError


class Format(NamedTuple):
    """One way to write an answer."""

    name: str  # as in ?format=
    type: str
    #: Whether what is cut can be said inside it.
    says: bool = True

    @property
    def header(self) -> str:
        """The value of Content-Type."""
        return f"{self.type}; charset=utf-8" if self.type.startswith("text/") else self.type


#: Rows of variables, and yes or no.
ROWS = (
    Format("json", "application/sparql-results+json"),
    Format("xml", "application/sparql-results+xml"),
    Format("csv", "text/csv", says=False),
    Format("tsv", "text/tab-separated-values", says=False),
)
#: Graphs of CONSTRUCT and DESCRIBE, and of documents.
GRAPHS = (
    Format("turtle", "text/turtle"),
    Format("ntriples", "application/n-triples"),
    Format("rdfxml", "application/rdf+xml"),
    Format("jsonld", "application/ld+json", says=False),
    Format("trig", "application/trig"),
)
#: Other names by which clients ask for them: of rows, or of graphs.
ALSO = {
    "application/json": ("json", "jsonld"),
    "text/json": ("json", "jsonld"),
    "application/xml": ("xml", "rdfxml"),
    "text/xml": ("xml", "rdfxml"),
    "text/plain": ("ntriples",),
    "text/n3": ("turtle",),
    "application/x-turtle": ("turtle",),
    "application/x-trig": ("trig",),
}


class NotAcceptable(GraphkitError):
    """A client asks for no form that an answer has."""


def wanted(accept: str | None, among: Sequence[Format], named: str | None = None) -> Format:
    """The format that a client likes best: ``named`` (from ?format=) or by its Accept header.

    >>> wanted("text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1", ROWS).name
    'xml'
    >>> wanted(None, ROWS).name, wanted("*/*", GRAPHS).name, wanted(None, ROWS, "tsv").name
    ('json', 'turtle', 'tsv')

    Raises NotAcceptable where there is none.
    """
    if named:
        for one in among:
            if named in (one.name, one.type):
                return one
        raise NotAcceptable(f"there is no format {named[:40]!r} here", _list(among))
    if not accept or not accept.strip():
        return among[0]
    ranges = _ranges(accept)
    best, most = None, 0.0
    for one in among:
        quality = _quality(one, ranges)
        if quality > most:
            best, most = one, quality
    if best is None:
        raise NotAcceptable("none of the forms that are asked for can be made", _list(among))
    return best


def _list(among: Sequence[Format]) -> str:
    return "ask for " + ", ".join(one.type for one in among)


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their qualities; what cannot be read of one counts as 1, as most servers do."""
    found = []
    for part in accept[:4000].split(","):
        range_, *more = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for piece in more:
            key, _, value = piece.partition("=")
            if key.strip().lower() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if range_:
            found.append((range_.lower(), quality))
    return found


def _quality(one: Format, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that fits."""
    fits: list[tuple[int, float]] = []
    for range_, quality in ranges:
        if range_ == one.type:
            fits.append((3, quality))
        elif one.name in ALSO.get(range_, ()):
            fits.append((2, quality))
        elif range_ == one.type.split("/")[0] + "/*":
            fits.append((1, quality))
        elif range_ == "*/*":
            fits.append((0, quality))
    return max(fits, default=(0, 0.0))[1]
