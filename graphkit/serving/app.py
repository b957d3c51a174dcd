"""The server's addresses: what each answers, in words of HTTP. What it takes to answer is elsewhere."""

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Callable, Collection, Mapping

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from graphkit.errors import GraphkitError
from graphkit.serving import describe, reconcile
from graphkit.serving.dataset import Dataset, Held
from graphkit.serving.editor import Editor
from graphkit.serving.endpoint import Endpoint, Source
from graphkit.serving.formats import GRAPHS, NotAcceptable, wanted
from graphkit.serving.guard import App, Guard
from graphkit.serving.html import page, style
from graphkit.serving.limits import LIMITS, Limits
from graphkit.serving.pool import Pool
from graphkit.serving.protocol import Refused
from graphkit.serving.resource import Pages, of_path
from graphkit.serving.site import Site
from graphkit.serving.terms import ontology

#: Seconds between two looks for a new build.
LOOK = 1.0
_METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]
log = logging.getLogger("graphkit.serve")


def _plain(status: int, message: str, hint: str = "", headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{message}\n{hint}\n" if hint else f"{message}\n", status, headers)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, GraphkitError)
    status = error.status if isinstance(error, Refused) else 406 if isinstance(error, NotAcceptable) else 400
    return _plain(status, str(error), error.hint, error.headers if isinstance(error, Refused) else None)


async def _other(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {404: "there is nothing at this address", 405: f"{request.method[:20]} is no way to ask here"}
    return _plain(error.status_code, said.get(error.status_code, error.detail), headers=error.headers)


async def _failed(_: Request, __: Exception) -> Response:
    return _plain(500, "the server made a mistake; its log says which")


class _Server:
    """What the addresses share."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source, self.pool = source, Pool(limits)
        self.endpoint, self.pages = Endpoint(source, self.pool), Pages(source, self.pool)
        self.dataset, self.site, self.editor = Dataset(self.endpoint), Site(self.pool), Editor(self.endpoint)

    async def sparql(self, request: Request) -> Response:
        """The endpoint; without a query its description, to a person the editor."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        answer = await self.endpoint(request)
        if answer is not None:
            return answer
        if "text/html" in request.headers.get("accept", "") and "format" not in request.query_params:
            return RedirectResponse("/editor", 303, {"Vary": "Accept"})
        return await self._described(request, describe.service)

    async def void(self, request: Request) -> Response:
        """What the data are."""
        return await self._described(request, describe.data)

    async def _described(self, request: Request, made: Callable[[str, bool, str, Held, str], bytes]) -> Response:
        accept = ", ".join(request.headers.getlist("accept")) or None
        if accept and "text/html" in accept and "format" not in request.query_params:
            accept = None  # a person is shown Turtle
        form = wanted(accept, GRAPHS, request.query_params.get("format"))
        text = made(_root(request), self.source.union, self.source.title, await self.dataset.held(), form.name)
        return Response(text, headers={"Content-Type": form.header, "Vary": "Accept"})

    async def home(self, request: Request) -> Response:
        """The page that leads to all others."""
        held = await self.dataset.held()
        return page(
            "home",
            title=self.source.title,
            root=_root(request),
            triples=held.triples,
            graphs=len(held.graphs),
            store=self.source.union,
        )

    async def thing(self, request: Request) -> Response:
        """The page of an IRI of the store. Its path counts as it was sent: an IRI may hold %20, and no space."""
        raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
        return await self.pages(request, of_path(raw.partition(b"?")[0].decode("latin-1").removeprefix("/id/")))

    async def about(self, request: Request) -> Response:
        """The page of any IRI that the data name."""
        return await self.pages(request, request.query_params.get("iri", ""))

    async def watch(self) -> None:
        """Take up each new build; one that cannot be opened is told, and the old one answers on."""
        told = ""
        while True:
            await asyncio.sleep(LOOK)
            self.pool.reap()
            try:
                folder = await asyncio.to_thread(self.source.index)
                new = folder != self.pool.folder
                if (new or self.pool.gone()) and os.path.isdir(folder):
                    await self.pool.open(folder)
                    log.info("a new build is served" if new else "the store is open again: its keeper had ended")
            except (GraphkitError, OSError) as error:
                if str(error) != told:
                    told = str(error)
                    log.warning("the new build cannot be served: %s", told)


def _root(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def application(
    source: Source,
    *,
    hosts: Collection[str],
    limits: Limits = LIMITS,
    token: str | None = None,
    origins: Collection[str] = (),
    queries: bool = False,
) -> App:
    """The whole server, to be run by an ASGI server such as uvicorn."""
    server = _Server(source, limits)

    @contextlib.asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        await server.pool.open(await asyncio.to_thread(source.index))
        watching = asyncio.create_task(server.watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.to_thread(server.pool.close)

    async def well(_: Request) -> Response:
        return PlainTextResponse("well\n")

    async def styles(_: Request) -> Response:
        return style()

    of_store = [
        Route("/id/{path:path}", server.thing),
        Route("/ontology", ontology),
        Route("/search", server.site.search),
        Route("/explorer", server.site.explorer),
        Route("/audit", server.site.audit),
        *reconcile.routes(server.endpoint, server.site, origins),
    ]
    starlette = Starlette(
        routes=[
            Route("/sparql", server.sparql, methods=_METHODS),
            Route("/.well-known/void", server.void),
            Route("/health", well),
            Route("/style.css", styles),
            Route("/about", server.about),
            Route("/", server.home),
            *(of_store if source.union else ()),
            *server.editor.routes(),
        ],
        exception_handlers={GraphkitError: _refused, HTTPException: _other, Exception: _failed},
        lifespan=living,
    )
    return Guard(starlette, hosts, token, origins, queries)
