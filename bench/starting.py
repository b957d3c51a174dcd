"""Servers that a benchmark starts, each in a process of its own that ends with it."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit


class Started(NamedTuple):
    """A server that runs: its address and its process."""

    root: str
    pid: int

    @property
    def port(self) -> int:
        """The port of its address."""
        port = urlsplit(self.root).port
        assert port is not None
        return port


@contextlib.contextmanager
def started(command: Sequence[str]) -> Iterator[Started]:
    """A server that says on standard output at which address it is; ValueError, with what it logged, where it does not."""
    # What it logs goes to a file: a pipe that nobody reads would fill.
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if " at " not in line:
                process.wait()
                log.seek(0)
                raise ValueError(log.read().strip())
            yield Started(line.split(" at ")[1].split(",")[0].strip(), process.pid)
        finally:
            process.terminate()
            process.communicate()


def graphkit_serve(*words: str) -> list[str]:
    """The command of ``graphkit serve`` at any port that is free."""
    return [sys.executable, "-m", "graphkit", "serve", "--port", "0", *words]
