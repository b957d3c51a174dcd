"""Writing a store: built aside, checked, synced, swapped in. Killed at any moment, the old build answers."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graphkit import schema
from graphkit.errors import StoreDamaged, StoreError, StoreLocked
from graphkit.model import Content
from graphkit.ontology import Ontology
from graphkit.store import SCHEMA, Store, current

#: The file that all else is made from.
_TRUTH = "facts.sqlite"


def publish(
    store: str, content: Content, ontology: Ontology, state: str, *, rdf: bool, wait: float, again: bool
) -> tuple[str, dict[str, int]]:
    """Make content the store's current build. Returns the build's folder and counts."""
    try:
        os.makedirs(store, exist_ok=True)
        with locked(store, wait):
            if not again and (made := Store.of_state(store, state)):
                with made:
                    return made.folder, json.loads(made.meta["counts"])
            return _publish(store, content, ontology, state, rdf)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the store in {store} cannot be written: {error}", "check the folder and its disk") from error


def _publish(store: str, content: Content, ontology: Ontology, state: str, rdf: bool) -> tuple[str, dict[str, int]]:
    builds = os.path.join(store, "builds")
    os.makedirs(builds, exist_ok=True)
    aside = os.path.join(builds, ".aside")
    shutil.rmtree(aside, ignore_errors=True)
    os.mkdir(aside)
    counts = _counts(content)
    _facts(os.path.join(aside, _TRUTH), content, ontology, state, counts)
    if rdf:
        from graphkit.index import write

        counts["quads"] = write(os.path.join(aside, "rdf"), content, ontology)
    manifest = {"counts": counts, "schema": SCHEMA, "sha256": {_TRUTH: _sha256(aside, _TRUTH)}}
    with open(os.path.join(aside, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=1, sort_keys=True)
    _sync(aside)
    verify(aside)
    folder = os.path.join(builds, str(1 + max((int(name) for name in os.listdir(builds) if name.isdigit()), default=0)))
    os.rename(aside, folder)
    _sync(builds, deep=False)
    before = current(store)
    _point(store, os.path.basename(folder))
    _sweep(builds, keep={folder, before})
    return folder, counts


def _counts(content: Content) -> dict[str, int]:
    by_relation = Counter(fact.relation for fact in content.facts)
    return {
        "organisation": len(content.organisations),
        "decision": len(content.decisions),
        "fact": len(content.facts),
        **{f"fact:{name}": number for name, number in sorted(by_relation.items())},
    }


def _facts(path: str, content: Content, ontology: Ontology, state: str, counts: dict[str, int]) -> None:
    meta = {"schema": SCHEMA, "state": state, "counts": json.dumps(counts, sort_keys=True)}
    db = schema.create(path)
    try:
        schema.fill(db, content, ontology, meta)
    finally:
        db.close()
    with sqlite3.connect(path) as again:
        for table in ("organisation", "decision", "fact"):
            (number,) = again.execute(f"SELECT count(*) FROM {table}").fetchone()
            if number != counts[table]:
                raise StoreDamaged(f"{number} rows of {table} written, not {counts[table]}", "build again")
        (verdict,) = again.execute("PRAGMA quick_check").fetchone()
    again.close()
    if verdict != "ok":
        raise StoreDamaged(f"SQLite finds the new file damaged: {verdict}", "check the disk, build again")


def verify(folder: str) -> dict[str, Any]:
    """A build's manifest, once its files are what it says; StoreDamaged otherwise."""
    hint = "run graphkit build again"
    try:
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            manifest: dict[str, Any] = json.load(file)
        digest = manifest["sha256"][_TRUTH]
        found = _sha256(folder, _TRUTH)
    except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise StoreDamaged(f"{folder} has no manifest, or not all its files: {error}", hint) from None
    if found != digest:
        raise StoreDamaged(f"{_TRUTH} in {folder} is not what its manifest says", hint)
    return manifest


@contextmanager
def locked(store: str, wait: float) -> Iterator[None]:
    """Hold the store against other builds; wait so many seconds, then say who holds it."""
    from filelock import FileLock, Timeout

    holder = os.path.join(store, "building")
    lock = FileLock(os.path.join(store, "lock"))
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        try:
            with open(holder, encoding="utf-8") as file:
                who = file.read(200).strip()
        except OSError:
            who = "another process"
        raise StoreLocked(f"the store in {store} is being built by {who}", "wait for it to end, or end it") from None
    try:
        with open(holder, "w", encoding="utf-8") as file:
            file.write(f"process {os.getpid()}")
        yield
    finally:
        if os.path.exists(holder):
            os.remove(holder)
        lock.release()


def _point(store: str, name: str) -> None:
    fresh = os.path.join(store, "current.new")
    with open(fresh, "w", encoding="ascii") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, os.path.join(store, "current"))
    _sync(store, deep=False)


def _sweep(builds: str, keep: set[str | None]) -> None:
    """Remove builds that nobody can still be opening: all but the new one and the one before."""
    for name in os.listdir(builds):
        if (path := os.path.join(builds, name)) not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _sha256(folder: str, name: str) -> str:
    with open(os.path.join(folder, name), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: str, deep: bool = True) -> None:
    """Have the disk hold a folder, and all that is in it."""
    paths = [folder]
    if deep:
        for below, folders, files in os.walk(folder):
            paths.extend(os.path.join(below, name) for name in [*folders, *files])
    for path in paths:
        if os.name != "nt" or os.path.isfile(path):
            handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
