"""The errors of graphkit: one tree, each with a ``hint`` that says what to do next.

::

    GraphkitError
    ├── InputError        bad data files: every problem at once
    ├── NameRefused       a name that nobody, or more than one party, answers to
    │   ├── UnknownName
    │   └── AmbiguousName
    ├── StoreError        the store cannot be used
    │   ├── StoreMissing
    │   ├── StoreDamaged
    │   └── StoreLocked
    ├── QueryError        a SPARQL query that is wrong, refused or over a limit
    ├── DocumentError     a decision document that cannot be read
    └── UsageError        an argument that means nothing here

>>> raise UnknownName("Lambert", ["London Borough of Lambeth"])
Traceback (most recent call last):
graphkit.errors.UnknownName: nobody here is called 'Lambert'
"""

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong in an input file, and what to write instead.

    >>> print(Problem("a.yaml", 3, 5, "no amount", "write amount: null if it is not stated"))
    a.yaml:3:5: no amount; write amount: null if it is not stated
    """

    file: str
    line: int
    column: int
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.instead}"


class GraphkitError(Exception):
    """Base of every error that graphkit raises on purpose."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(GraphkitError):
    """Data files that cannot be accepted; ``problems`` holds all of them, in order of place."""

    #: More problems than this help nobody, and a hostile file has a million.
    MOST = 1000

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)[: self.MOST]
        number = f"{len(problems):,} problem{'s' if len(problems) != 1 else ''}"
        first = f", of which the first {self.MOST:,} are told" if len(problems) > self.MOST else ""
        super().__init__("\n".join(map(str, self.problems)), f"{number}{first}; nothing was changed")


class NameRefused(GraphkitError):
    """A name that does not lead to exactly one party; ``candidates`` are names that would."""

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        self.candidates = list(candidates)
        hint = "did you mean " + ", ".join(self.candidates) + "?" if candidates else "try: graphkit search TEXT"
        super().__init__(message, hint)


class UnknownName(NameRefused):
    """Nobody has this name."""

    def __init__(self, name: str, candidates: Sequence[str] = (), what: str = "nobody here is called") -> None:
        super().__init__(f"{what} {name!r}", candidates)


class AmbiguousName(NameRefused):
    """More than one party has this name."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(f"{name!r} may be any of {len(candidates)} parties", candidates)


class StoreError(GraphkitError):
    """A store that cannot be used."""


class StoreMissing(StoreError):
    """There is no finished store where one was looked for."""


class StoreDamaged(StoreError):
    """A store whose files are not what its manifest says."""


class StoreLocked(StoreError):
    """Another build holds the store."""


class QueryError(GraphkitError):
    """A query that is malformed, refused or over a limit."""


class DocumentError(GraphkitError):
    """A decision document that cannot be read: damaged, locked, too large, or of another kind."""


class UsageError(GraphkitError):
    """An argument that means nothing here."""
