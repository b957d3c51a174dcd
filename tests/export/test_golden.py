"""PCD 172 in each format, byte for byte. After a change that is meant: GRAPHKIT_GOLDEN=write pytest tests/export."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit import __version__
from graphkit.export import export, names
from graphkit.scope import Scope
from graphkit.store import Store

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {
    "turtle": "ttl",
    "trig": "trig",
    "nquads": "nq",
    "ntriples": "nt",
    "jsonld": "jsonld",
    "graphml": "graphml",
    "gexf": "gexf",
    "csv": "csv",
}


def exported(store: Store, name: str) -> bytes:
    """Without graphkit's version, which the files rightly name."""
    out = io.BytesIO()
    export(store, name, out, Scope(decision="PCD 172"))
    version = __version__.encode()
    return (
        out.getvalue().replace(b"graphkit-" + version, b"graphkit-VERSION").replace(b"graphkit " + version, b"graphkit VERSION")
    )


@pytest.mark.parametrize("name", names())
def test_pcd_172_is_written_as_the_golden_file_shows(store: Store, name: str) -> None:
    path = GOLDEN / f"pcd-172.{ENDINGS[name]}"
    found = exported(store, name)
    if os.environ.get("GRAPHKIT_GOLDEN") == "write":
        path.write_bytes(found)
    assert found == path.read_bytes()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_writes_the_same_bytes(store: Store, seed: str) -> None:
    script = (
        "import io, hashlib, sys\n"
        "from graphkit.export import export, names\n"
        "from graphkit.store import Store\n"
        "store = Store(sys.argv[1])\n"
        "for name in names():\n"
        "    out = io.BytesIO()\n"
        "    export(store, name, out)\n"
        "    print(name, hashlib.sha256(out.getvalue()).hexdigest())\n"
    )
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
    ran = subprocess.run(
        [sys.executable, "-c", script, store.folder], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    import hashlib

    for line in ran.stdout.splitlines():
        name, digest = line.split()
        out = io.BytesIO()
        export(store, name, out)
        assert hashlib.sha256(out.getvalue()).hexdigest() == digest, name
    assert len(ran.stdout.splitlines()) == len(names())
