"""The user's own store: where it is, and whether it still holds what came with graphkit."""

import os
import sys
import zlib

from graphkit import __version__, packaged
from graphkit.store import SCHEMA


def folder() -> str:
    """In the user's cache folder, one for each place that graphkit is installed in; GRAPHKIT_CACHE names another."""
    if cache := os.environ.get("GRAPHKIT_CACHE"):
        base = cache
    elif sys.platform == "win32":
        base = os.path.join(os.environ.get("LOCALAPPDATA", os.path.expanduser("~")), "graphkit")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches/graphkit")
    else:
        base = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "graphkit")
    return os.path.join(base, f"store-{zlib.crc32(packaged.path('data').encode()):08x}")


def packaged_state() -> str:
    """What the packaged data and ontology look like now: names, sizes and times of their files.

    A store built from other files than these, or by another graphkit, is built again.
    """
    found = [f"graphkit {__version__} schema {SCHEMA}"]
    for name in ("data", "ontology"):
        folders = [packaged.path(name)]
        for place in folders:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_dir():
                        folders.append(entry.path)
                    elif entry.name.endswith((".yaml", ".ttl")):
                        stat = entry.stat()
                        found.append(f"{entry.path}:{stat.st_size}:{stat.st_mtime_ns}")
    return f"{zlib.crc32(chr(10).join(sorted(found)).encode()):08x}"
