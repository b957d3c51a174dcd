"""Starting a server: what it serves, at which address, until it is told to stop."""

import errno
import logging
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from graphkit import index
from graphkit.errors import UsageError
from graphkit.ontology import PREFIXES
from graphkit.serving.limits import LIMITS, Limits
from graphkit.serving.protocol import MOST_BODY
from graphkit.store import Store, current
from graphkit.terms import BASE

LOOPBACK = "127.0.0.1"
_DATA = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".xml": "RDF_XML",
    ".jsonld": "JSON_LD",
}


class StoreSource:
    """A store and its newest build: the default graph is the union of all."""

    union, graphs, title = True, BASE, "Partnerships and funding flows"
    prefixes: Mapping[str, str] = PREFIXES | {"id": BASE, "organisation": BASE + "organisation/"}

    def __init__(self, store: str) -> None:
        self.store = store

    def index(self) -> str:
        """The index of the newest build, made now if it was left to its first use."""
        folder = current(self.store)
        if folder and os.path.isdir(os.path.join(folder, "rdf")):
            return os.path.join(folder, "rdf")
        with Store.open(self.store) as store:
            return index.ready(store)

    def close(self) -> None:
        """Nothing is open here."""


class DataSource:
    """RDF files as they are, with the standard's own default graph; in a folder that goes with the server."""

    union, graphs = False, ""
    title = "RDF data"
    prefixes: Mapping[str, str] = {}

    def __init__(self, files: Sequence[str]) -> None:
        import pyoxigraph as ox

        self._home = tempfile.TemporaryDirectory(prefix="graphkit-data-", ignore_cleanup_errors=True)
        store = ox.Store(self._home.name)
        for file in files:
            ending = os.path.splitext(file)[1].lower()
            if ending not in _DATA:
                raise UsageError(f"{file} is of no form that is known", f"give a file that ends with {', '.join(_DATA)}")
            try:
                # Relative IRIs are resolved where the file lies.
                store.bulk_load(path=file, format=getattr(ox.RdfFormat, _DATA[ending]), base_iri=Path(file).resolve().as_uri())
            except (OSError, SyntaxError, ValueError) as error:
                raise UsageError(f"{file} cannot be loaded: {str(error).splitlines()[0]}", "mend the file") from None
        store.flush()
        del store

    def index(self) -> str:
        """The folder."""
        return self._home.name

    def close(self) -> None:
        """Remove the folder."""
        self._home.cleanup()


def serve(
    source: StoreSource | DataSource,
    *,
    host: str = LOOPBACK,
    port: int = 8030,
    hosts: Collection[str] = (),
    limits: Limits = LIMITS,
    token: str | None = None,
    origins: Collection[str] = (),
    queries: bool = False,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve until SIGINT or SIGTERM; answers that have begun are finished first.

    ``ready`` is told the address as soon as the server answers there; port 0 is any that is free. Raises UsageError where the
    address cannot be had, and what :meth:`index` of the source raises.
    """
    try:
        import uvicorn

        from graphkit.serving.app import application
    except ImportError as error:
        raise UsageError(f"the server needs {error.name}, which is not installed", "pip install 'graphkit[serve]'") from None
    source.index()  # what is wrong with it is said before anything is started
    listening = _listening(host, port)
    named = f"[{host}]" if ":" in host else host
    address = f"http://{named}:{listening.getsockname()[1]}"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(address)

    app = application(
        source,
        hosts={named, "localhost", LOOPBACK, "[::1]", *hosts},
        limits=limits,
        token=token,
        origins=origins,
        queries=queries,
    )
    config = uvicorn.Config(
        app,
        http="h11",
        h11_max_incomplete_event_size=MOST_BODY,  # a query in an address may be as long as one in a form
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=limits.seconds + 5,
        lifespan="on",
    )
    logging.getLogger("uvicorn.error").addFilter(_worth_telling)
    # uvicorn raises a signal again when it has ended: by then there is nothing left to end.
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        Server(config).run(sockets=[listening])
    finally:
        listening.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(128)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(f"port {port} of {host} is in use", "end what uses it, or give another one with --port") from None
        raise UsageError(f"{host}:{port} cannot be served: {error.strerror}", "give another --host or --port") from None
    return made


def _worth_telling(record: logging.LogRecord) -> bool:
    """Not that an answer was broken off: that is how a client learns that it was cut."""
    return "without completing response" not in record.getMessage() and record.levelno >= logging.WARNING
