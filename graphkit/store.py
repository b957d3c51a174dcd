"""The store's files, opened to read. A store is a folder::

    STORE/current          the name of the build that answers
    STORE/builds/N/        facts.sqlite, rdf/ (an index, made from it), manifest.json

The one truth is ``facts.sqlite``. Nothing here writes; :mod:`graphkit.publish` does.
"""

import os
import sqlite3

from graphkit.errors import StoreDamaged, StoreMissing

#: Raised with every change of the tables: stores of another version are built again.
SCHEMA = "2"


def current(store: str) -> str | None:
    """The folder of the build that answers, or None where there is none yet."""
    try:
        with open(os.path.join(store, "current"), encoding="ascii") as file:
            name = file.read(64).strip()
    except OSError:
        return None
    folder = os.path.join(store, "builds", os.path.basename(name))
    return folder if name and os.path.exists(os.path.join(folder, "facts.sqlite")) else None


class Store:
    """One finished build, open to read.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     store.db.execute("SELECT count(*) FROM decision WHERE id = 'pcd-172'").fetchone()
    (1,)
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        path = os.path.join(folder, "facts.sqlite")
        address = "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        try:
            self.db = sqlite3.connect(address + "?mode=ro&immutable=1", uri=True)
            found = self.db.execute("SELECT key, value FROM meta").fetchall()
        except sqlite3.Error as error:
            raise StoreDamaged(f"the store in {folder} cannot be read: {error}", "run graphkit build again") from None
        self.meta = dict(found)
        if self.meta.get("schema") != SCHEMA:
            raise StoreDamaged(f"the store in {folder} is of another version of graphkit", "run graphkit build again")

    @classmethod
    def open(cls, store: str) -> "Store":
        """Open a store's current build. Raises StoreMissing, StoreDamaged."""
        folder = current(store)
        if folder is None:
            raise StoreMissing(f"there is no finished store in {store}", f"run graphkit build --store {store}")
        return cls(folder)

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
