"""A server in a process of its own, on this machine's own address."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit


class Reply(NamedTuple):
    """What came back: ``whole`` is False where it broke off."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    whole: bool = True

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return str(self.headers["content-type"])


class Served:
    """A server that runs."""

    def __init__(self, *words: str) -> None:
        # A file: a pipe that nobody reads is full some time, and the server waits.
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed with the server)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "graphkit", "serve", "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if "serving" not in line:
            self.process.wait()
            raise AssertionError(self.logged())
        self.root = line.split(" at ")[1].split(",")[0]
        self.port = urlsplit(self.root).port or 0

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """One request; names of headers with _ for -."""
        connection = self.connection()
        with contextlib.closing(connection):
            connection.request(method, path, body, {key.replace("_", "-"): value for key, value in headers.items()})
            response = connection.getresponse()
            try:
                return Reply(response.status, response.headers, response.read())
            except http.client.IncompleteRead as error:
                return Reply(response.status, response.headers, error.partial, whole=False)

    def query(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> Reply:
        """A query by GET."""
        return self.ask("/sparql?" + urlencode({"query": query, **more}), Accept=accept)

    def values(self, query: str, **more: str) -> list[list[str | None]]:
        """Values of a query's rows, sorted."""
        answer = self.query(query, **more)
        assert answer.status == 200, answer.text
        names, found = answer.json["head"]["vars"], answer.json["results"]["bindings"]
        return sorted(([row.get(name, {}).get("value") for name in names] for row in found), key=str)

    def logged(self) -> str:
        """What it has logged."""
        self.log.seek(0)
        return self.log.read()

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """End it; its exit status and what it logged."""
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode, self.logged()


@contextlib.contextmanager
def serving(*words: str) -> Iterator[Served]:
    """A server, for as long as the block."""
    served = Served(*words)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.stop()
        served.log.close()
