"""The editor's page, what it needs to know, and the named queries as addresses.

``/query/NAME?PARAMETER=VALUE`` answers a named query; ``/query`` takes one of one's own, with parameters if its first
lines name some. Both answer in the endpoint's forms.
"""

import asyncio
import hashlib
import importlib.resources
import os
import re
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from graphkit import gate, queries, sparql
from graphkit.ask import search
from graphkit.errors import UnknownName
from graphkit.names import key
from graphkit.ontology import GK
from graphkit.ontology_page import terms
from graphkit.serving import protocol
from graphkit.serving.endpoint import Endpoint, body
from graphkit.serving.html import page
from graphkit.serving.links import SHORT
from graphkit.serving.protocol import Refused
from graphkit.store import Store
from graphkit.terms import BASE

#: Names that complete what is written.
MOST_NAMES = 12
#: Bytes after which an answer is cut that somebody wants the beginning of: a page holds it whole.
MOST_SHOWN = 16 * 1024**2
#: Requests whose values are looked up at once, outside the queries' turns.
_AT_ONCE = 2
_TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}


def policy(nonce: str) -> str:
    """What the editor's page may do: its own scripts, requests to its own server, and styles that its editor makes.

    Attributes of style are allowed, because browsers write some themselves where one types; scripts write none from data.
    """
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
        "connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class Editor:
    """The editor over an endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._turns = asyncio.Semaphore(_AT_ONCE)

    def routes(self) -> Sequence[BaseRoute]:
        """Its addresses."""
        return (
            Route("/editor", self.page),
            Route("/editor/words", self.words),
            Route("/editor/names", self.names),
            Route("/query", self.query, methods=["GET", "HEAD", "POST"]),
            Route("/query/{name}", self.query, methods=["GET", "HEAD", "POST"]),
            Route("/static/{name}", static),
        )

    async def page(self, _: Request) -> Response:
        """The page; without scripts it is a form."""
        nonce = secrets.token_urlsafe(16)
        return page("editor", policy=policy(nonce), title="SPARQL editor", store=self.endpoint.source.union, nonce=nonce)

    async def words(self, _: Request) -> Response:
        """What the page has to know: prefixes, terms, named queries."""
        source = self.endpoint.source
        known = await asyncio.to_thread(_library) if source.union else {"queries": [], "terms": []}
        prefixes = {"prefixes": dict(source.prefixes), "short": dict(SHORT), "base": BASE, "ontology": GK}
        more: dict[str, Any] = prefixes | {"store": source.union, "title": source.title}
        return JSONResponse(known | more, headers={"Cache-Control": "no-cache"})

    async def names(self, request: Request) -> Response:
        """Parties, or decisions, whose names begin with the words of ``q``: ids, names and kinds."""
        text, kind = (request.query_params.get(key, "") for key in ("q", "kind"))
        if kind not in ("organisation", "decision"):
            raise Refused(400, "kind is organisation or decision")
        held = await asyncio.to_thread(_names, self.endpoint.pool.build, text[:200], kind) if self.endpoint.source.union else []
        return JSONResponse({"names": held}, headers={"Cache-Control": "no-cache"})

    async def query(self, request: Request) -> Response:
        """The answer to a named query, or to one that is sent, with its parameters."""
        given = protocol.pairs(request.scope["query_string"].decode("latin-1"))
        if request.method == "POST":
            given += protocol.form(request.headers.get("content-type", ""), await body(request))
        words = dict(given)
        if len(words) < len(given):
            raise Refused(400, "something is told twice", "send each parameter once")
        name, text = request.path_params.get("name"), words.pop("query", None)
        if name is None and text is None:
            return RedirectResponse("/editor", 303)
        if name is not None and text is not None:
            raise Refused(400, "two queries: one in the address, one in the request", "send one")
        form, rows = words.pop("format", None), _rows(words.pop("limit", None))
        if name is not None:
            try:
                text = queries.load(name).text
            except UnknownName as error:
                raise Refused(404, str(error), error.hint) from None
        assert text is not None
        # What the gate refuses has no names that are worth looking for.
        gate.admit(text, self.endpoint.source.graphs)
        asked = queries.parameters(text)
        values = await self._values(asked, words) if asked or words else {}
        more = {"limit_rows": rows, "limit_bytes": MOST_SHOWN} if rows else {}
        return await self.endpoint.answer(request, text, form, substitutions=values, **more)

    async def _values(self, asked: Sequence[queries.Parameter], given: dict[str, str]) -> dict[str, tuple[str, str, str]]:
        """The values of parameters; a query that has none never waits for the names of another."""
        if not self.endpoint.source.union:
            raise Refused(400, "parameters need a store, whose names they are", "write the values into the query")
        async with self._turns:
            return await asyncio.to_thread(_looked_up, self.endpoint.pool.build, asked, given)


def _looked_up(build: str, asked: Sequence[queries.Parameter], given: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    try:
        with Store(build) as store:
            return sparql.values(store, asked, given)
    except UnknownName as error:
        # Its hint may be a command, which a page has not.
        raise Refused(400, str(error), error.hint if error.candidates else "look for it at /search") from None


def _rows(text: str | None) -> int | None:
    """After how many rows to cut."""
    if text is None:
        return None
    if not re.fullmatch("[1-9][0-9]{0,11}", text):
        raise Refused(400, f"limit: {text[:20]!r} is no number of rows", "write it with digits")
    return int(text)


def _names(build: str, text: str, kind: str) -> list[dict[str, str]]:
    """Those first of which it is a whole name, then those whose name begins with it."""
    with Store(build) as store:
        hits = search(store, text, 10 * MOST_NAMES, kind)["hits"]
    wanted = key(text)

    def rank(hit: dict[str, str]) -> int:
        names = [hit["title"], *hit["text"].split(" · ")]
        return 0 if wanted in map(key, names) else 1 if key(hit["title"]).startswith(wanted) else 2

    def told(hit: dict[str, str]) -> dict[str, str]:
        if kind == "organisation":
            return {"id": hit["id"], "name": hit["title"], "also": hit["text"]}
        return {"id": hit["id"], "name": hit["text"].split(" · ")[0], "also": hit["title"]}  # one asks by its reference

    return [told(hit) for hit in sorted(hits, key=rank)[:MOST_NAMES]]


@lru_cache(maxsize=1)
def _library() -> dict[str, Any]:
    return {
        "queries": [
            {"name": query.name, "title": query.title, "about": query.about, "group": query.group, "text": _shown(query.text)}
            # First what most come for.
            for query in sorted(queries.every(), key=lambda query: query.group != "who funds whom")
        ],
        "terms": [{"name": term.name, "label": term.label, "definition": term.definition, "kind": term.kind} for term in terms()],
    }


def _shown(text: str) -> str:
    """A query as it stands in the editor: what it is called and answers stands above it already."""
    return re.sub(r"\A(?:# (?:title|about|group): .*\n)+", "", text)


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[bytes, str, str]]:
    """Files of the page by name: what is in them, their type, and their tag."""
    found = {}
    for file in importlib.resources.files(__package__).joinpath("static").iterdir():
        kind = _TYPES.get(os.path.splitext(file.name)[1])
        if kind and file.is_file():
            data = file.read_bytes()
            found[file.name] = data, kind, f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return found


async def static(request: Request) -> Response:
    """A file of the editor's, by its name."""
    held = _files().get(request.path_params["name"])
    if held is None:
        raise Refused(404, "there is nothing at this address")
    data, kind, tag = held
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers, media_type=f"{kind}; charset=utf-8")
