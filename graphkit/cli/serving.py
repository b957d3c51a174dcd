"""serve."""

import click

from graphkit.cli.shared import command
from graphkit.errors import UsageError
from graphkit.serving.limits import LIMITS, Limits

_MIB = 1024**2


def _number(flag: str, default: int, about: str) -> object:
    return click.option(flag, type=click.IntRange(1), default=default, show_default=True, metavar="N", help=about)


@command(
    click.option("--store", metavar="DIR", help="The store to serve; without it, your own."),
    click.option("--data", multiple=True, metavar="FILE", help="Serve RDF files as they are, and no store."),
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at."),
    click.option("--port", type=click.IntRange(0, 65535), default=8030, show_default=True, help="0 is any that is free."),
    click.option("--allow-host", multiple=True, metavar="NAME", help="A name under which browsers and clients reach it."),
    click.option("--allow-origin", multiple=True, metavar="URL", help="A site whose pages may ask, such as https://example.org."),
    click.option("--token-file", metavar="FILE", help="A file that holds the token every request must bring."),
    click.option("--log-queries", is_flag=True, help="Log addresses with their queries."),
    _number("--seconds", LIMITS.seconds, "Seconds that a query may take."),  # type: ignore[arg-type]
    _number("--memory", LIMITS.memory // _MIB, "MB that a query may use."),  # type: ignore[arg-type]
    _number("--rows", LIMITS.rows, "Rows after which an answer is cut."),  # type: ignore[arg-type]
    _number("--bytes", LIMITS.bytes // _MIB, "MB after which an answer is cut."),  # type: ignore[arg-type]
    _number("--at-once", LIMITS.at_once, "Queries that run at once."),  # type: ignore[arg-type]
)
def serve(
    store: str | None,
    data: tuple[str, ...],
    host: str,
    port: int,
    allow_host: tuple[str, ...],
    allow_origin: tuple[str, ...],
    token_file: str | None,
    log_queries: bool,
    seconds: int,
    memory: int,
    rows: int,
    bytes: int,
    at_once: int,
) -> None:
    """Serve a store, or RDF files, over HTTP: a SPARQL endpoint and pages, until Ctrl-C.

    docs/serving.md tells what it answers, and how to run it for others.
    """
    import logging

    from graphkit.serving.run import DataSource, StoreSource, serve

    if store and data:
        raise UsageError("a store and files at once", "give --store, or --data")
    limits = Limits(seconds=seconds, memory=memory * _MIB, rows=rows, bytes=bytes * _MIB, at_once=at_once)
    token = _token(token_file) if token_file else None
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S", level=logging.WARNING)
    logging.getLogger("graphkit.serve").setLevel(logging.INFO)
    source = DataSource(data) if data else StoreSource(store or _own())
    name = " ".join(data) or store or "your store"
    try:
        serve(
            source,
            host=host,
            port=port,
            hosts=allow_host,
            limits=limits,
            token=token,
            origins=[_origin(url) for url in allow_origin],
            queries=log_queries,
            ready=lambda address: click.echo(f"serving {name} at {address}, Ctrl-C ends it"),
        )
    finally:
        source.close()


def _own() -> str:
    """The folder of the user's own store, built where needed."""
    from graphkit import home
    from graphkit.api import open as open_store

    open_store().close()
    return home.folder()


def _origin(url: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise UsageError(f"--allow-origin {url} is no origin", "write it as https://example.org, with its port where it has one")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _token(path: str) -> str:
    try:
        with open(path, encoding="ascii") as file:
            token = file.read(10_000).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not ASCII'}", "give another file"
        ) from None
    if len(token) < 16 or token.split() != [token]:
        raise UsageError(f"{path} holds no token", "write 16 characters or more into it, without spaces")
    return token
