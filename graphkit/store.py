"""The store's files, opened to read. A store is a folder::

    STORE/current          the name of the build that answers
    STORE/builds/N/        facts.sqlite, rdf/ (an index, made from it), manifest.json

The one truth is ``facts.sqlite``. Nothing here writes; :mod:`graphkit.publish` does.
"""

import os
import sqlite3
from functools import cached_property
from typing import Any

from graphkit.errors import StoreDamaged, StoreError, StoreMissing

#: Raised with every change of the tables: stores of another version are built again.
SCHEMA = "5"


def current(store: str) -> str | None:
    """The folder of the build that answers, or None where there is none yet."""
    try:
        with open(os.path.join(store, "current"), encoding="ascii") as file:
            name = file.read(64).strip()
    except (OSError, ValueError):
        return None
    folder = os.path.join(store, "builds", os.path.basename(name))
    return folder if name and os.path.exists(os.path.join(folder, "facts.sqlite")) else None


def _damaged(error: sqlite3.Error) -> StoreDamaged:
    return StoreDamaged(f"the store cannot be read: {error}", "run graphkit build again")


class _Cursor(sqlite3.Cursor):
    """A cursor whose errors are graphkit's: a page may turn out to be damaged with any row."""

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from None

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from None

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from None


class _Connection(sqlite3.Connection):
    """A connection that makes such cursors."""

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        try:
            return self.cursor(_Cursor).execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from None


class Store:
    """One finished build, open to read.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     store.db.execute("SELECT count(*) FROM decision WHERE id = 'pcd-172'").fetchone()
    (1,)
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        try:
            self.db = self._connect()
            found = self.db.execute("SELECT key, value FROM meta").fetchall()
        except (sqlite3.Error, StoreDamaged) as error:
            raise StoreDamaged(f"the store in {folder} cannot be read: {error}", "run graphkit build again") from None
        self.meta = dict(found)
        if self.meta.get("schema") != SCHEMA:
            self.close()
            raise StoreDamaged(f"the store in {folder} is of another version of graphkit", "run graphkit build again")

    def _connect(self) -> sqlite3.Connection:
        path = os.path.join(self.folder, "facts.sqlite")
        address = "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        return sqlite3.connect(address + "?mode=ro&immutable=1", uri=True, factory=_Connection)

    @cached_property
    def said(self) -> sqlite3.Connection:
        """The same file, for questions about what is stated: whoever asks it meets no field that was inferred.

        Each view ``said_fact`` stands in the place of the table ``fact``, so that a query is written once for both.
        Facts of which all is inferred are there: to leave them out is for :class:`graphkit.scope.Scope`.
        """
        db = self._connect()
        for (view,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'said_*'").fetchall():
            db.execute(f"CREATE TEMP VIEW {view.removeprefix('said_')} AS SELECT * FROM main.{view}")
        return db

    @classmethod
    def open(cls, store: str) -> "Store":
        """Open a store's current build. Raises StoreMissing, StoreDamaged."""
        folder = current(store)
        if folder is None:
            raise StoreMissing(f"there is no finished store in {store}", f"run graphkit build --store {store}")
        return cls(folder)

    @classmethod
    def of_state(cls, store: str, state: str) -> "Store | None":
        """A store's current build, if there is one and it was made from packaged data that looked like this."""
        try:
            found = cls.open(store)
        except StoreError:
            return None
        if found.meta.get("state") == state:
            return found
        found.close()
        return None

    def close(self) -> None:
        """Let go of the file."""
        for name in ("db", "said"):
            if name in self.__dict__:
                self.__dict__[name].close()

    def __del__(self) -> None:
        self.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
