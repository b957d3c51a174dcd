"""The SPARQL endpoint: a request of the protocol, asked of the pool, and answered in the form that was wished for."""

import asyncio
import contextlib
from collections.abc import Awaitable, Mapping
from typing import Any, Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graphkit import gate
from graphkit.serving import protocol
from graphkit.serving.formats import GRAPHS, ROWS, Format, NotAcceptable, wanted
from graphkit.serving.pool import Answer, BrokenOff, Pool
from graphkit.serving.protocol import Refused

T = TypeVar("T")


class Source(Protocol):
    """What is served: an index, which may be another one later."""

    #: Prefixes that need no declaration; whether the default graph is the union of all; where FROM may point to.
    prefixes: Mapping[str, str]
    union: bool
    graphs: str
    #: What it is called on pages.
    title: str

    def index(self) -> str:
        """The folder of the index that answers now."""


async def body(request: Request) -> bytes:
    """The body of a request, if it is not too long."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > protocol.MOST_BODY:
            raise Refused(413, f"the request is longer than {protocol.MOST_BODY // 1024} kB", "ask for less at a time")
    return bytes(found)


async def while_there(request: Request, work: Awaitable[T]) -> T:
    """The result of some work, which ends when the client hangs up: nobody waits for it then."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    task, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            raise Refused(499, "the client hung up")
        return task.result()
    finally:
        leaving.cancel()
        task.cancel()


class Streamed(Response):
    """An answer that goes out as it comes; where it breaks off, so does the response: no client must take it for whole."""

    def __init__(self, answer: Answer, headers: Mapping[str, str]) -> None:
        self.answer = answer
        self.status_code, self.background = 200, None
        self.body = b""
        self.init_headers(headers)
        self.raw_headers = [(key, value) for key, value in self.raw_headers if key != b"content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all; a client that hangs up has the query ended."""
        async with self.answer.open:
            sending, leaving = asyncio.ensure_future(self._send(scope, send)), asyncio.ensure_future(_left(receive))
            try:
                await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
                if sending.done():
                    sending.result()
            finally:
                for task in (sending, leaving):
                    task.cancel()
                await asyncio.gather(sending, leaving, return_exceptions=True)

    async def _send(self, scope: Scope, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        if scope["method"] != "HEAD":
            try:
                async for part in self.answer.body:
                    await send({"type": "http.response.body", "body": part, "more_body": True})
            except BrokenOff:
                return  # without an end the server closes the connection
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def forms(accept: str | None, named: str | None) -> dict[str, Any]:
    """In which form rows, and graphs, are written for a client.

    A client that only knows one kind gets the other as one that wishes for nothing: whoever asks for JSON and sends
    a CONSTRUCT is helped more by Turtle than by an error. Raises NotAcceptable where it knows neither.
    """
    found: dict[str, Format | None] = {}
    for kind, among in (("rows", ROWS), ("graphs", GRAPHS)):
        with contextlib.suppress(NotAcceptable):
            found[kind] = wanted(accept, among, named)
    if not found:
        wanted(accept, (*ROWS, *GRAPHS), named)
    chosen = {"rows": found.get("rows") or ROWS[0], "graphs": found.get("graphs") or GRAPHS[0]}
    return {kind: (form.name, form.header) for kind, form in chosen.items()}


class Asker:
    """Queries of this server over its source."""

    def __init__(self, source: Source, pool: Pool) -> None:
        self.source, self.pool = source, pool

    async def ask(self, query: str, **more: Any) -> Answer:
        """A query that the gate lets through, with the source's prefixes; ``more`` as in the keeper's request."""
        made = {
            "query": gate.admit(query, self.source.graphs),
            "prefixes": dict(self.source.prefixes),
            "union": self.source.union,
        }
        return await self.pool.ask(made | more)


class Endpoint(Asker):
    """The SPARQL endpoint over a pool of workers."""

    async def __call__(self, request: Request) -> Response | None:
        """One request of the SPARQL 1.1 Protocol; None where it asks nothing, and wants to be told what this is."""
        address = request.scope["query_string"].decode("latin-1")
        asked = protocol.request(request.method, address, request.headers.get("content-type", ""), await body(request))
        if asked is None:
            return None
        graphs = {"default_graphs": asked.default_graphs, "named_graphs": asked.named_graphs}
        return await self.answer(request, asked.query, asked.format, **graphs)

    async def answer(self, request: Request, query: str, named: str | None, **more: Any) -> Response:
        """The answer to a query, in the form that is named or that the client wishes for; ``more`` as in :meth:`ask`."""
        accept = ", ".join(request.headers.getlist("accept")) or None
        base = str(request.url.replace(query=None, fragment=None))
        answer = await while_there(request, self.ask(query, base=base, **forms(accept, named), **more))
        told = {"Content-Type": answer.head["type"], "Vary": "Accept", "Cache-Control": "no-cache"}
        if answer.head.get("truncated"):
            told["Graphkit-Truncated"] = answer.head["truncated"]
        return Streamed(answer, told)
