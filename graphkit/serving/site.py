"""The pages about a store as a whole: search, explorer, audit. What is costly is made once for each build, in a thread."""

import asyncio
import html
import json
import os
import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from graphkit.ask import search
from graphkit.auditing import audit
from graphkit.auditing.report import answered, called
from graphkit.contents import content
from graphkit.names import decision_id
from graphkit.picture import picture
from graphkit.serving.html import page
from graphkit.serving.links import link
from graphkit.serving.pool import Pool
from graphkit.store import Store
from graphkit.terms import iri

#: Organisations that a search shows, findings that the audit's page shows.
MOST_FOUND, MOST_FINDINGS = 50, 1000
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
T = TypeVar("T")


class _Once(Generic[T]):
    """What is made of a build, kept until there is a newer one. Whoever asks while it is made waits for it."""

    def __init__(self, make: Callable[[str], T]) -> None:
        self.make = make
        self._lock = asyncio.Lock()
        self._made: tuple[str, T] | None = None

    async def of(self, build: str) -> T:
        async with self._lock:
            if self._made is None or self._made[0] != build:
                self._made = build, await asyncio.to_thread(self.make, build)
            return self._made[1]


class Site:
    """Pages over the build that the pool asks."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._picture, self._audit = _Once(_explorer), _Once(_findings)

    @property
    def build(self) -> str:
        """The folder of the build that answers now."""
        assert self.pool.folder is not None
        return os.path.dirname(self.pool.folder)

    async def search(self, request: Request) -> Response:
        """Organisations by name and alias."""
        text = request.query_params.get("q", "").strip()[:200]
        hits = await asyncio.to_thread(_hits, self.build, text) if text else []
        title = f"Search: {text}" if text else "Search"
        return page("search", title=title, text=text, hits=hits[:MOST_FOUND], cut=len(hits) > MOST_FOUND, store=True)

    async def explorer(self, _: Request) -> Response:
        """The network as a picture; the page brings its own policy, which allows its own scripts by hash."""
        text, policy = await self._picture.of(self.build)
        headers = {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}
        return Response(text, headers=headers, media_type="text/html")

    async def audit(self, _: Request) -> Response:
        """The audit's findings as a table."""
        return page("audit", title="Audit", store=True, **await self._audit.of(self.build))


def _hits(build: str, text: str) -> list[tuple[Any, str, str]]:
    with Store(build) as store:
        found = search(store, text, MOST_FOUND + 1, "organisation")["hits"]
        kinds = dict(
            store.db.execute(
                "SELECT id, kind FROM organisation WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([h["id"] for h in found]),),
            ).fetchall()
        )
    return [(link(iri("organisation", hit["id"]).value, hit["title"]), kinds[hit["id"]], hit["text"]) for hit in found]


def _explorer(build: str) -> tuple[bytes, str]:
    with Store(build) as store:
        text = str(picture(store))
    found = _POLICY.search(text)
    policy = html.unescape(found[1]) if found else "default-src 'none'"
    return text.encode("utf-8", "replace"), f"{policy}; frame-ancestors 'none'"


def _findings(build: str) -> dict[str, Any]:
    with Store(build) as store:
        held = content(store)
    answer = answered(called(held, audit(held)))
    shown = answer["findings"][:MOST_FINDINGS]
    return {
        "findings": [
            row
            | {
                "decision": link(iri("decision", decision_id(row["decision"])).value, row["decision"]),
                "explained": [link(iri("fact", id).value, id) for id in row["explained_by"]],
            }
            for row in shown
        ],
        "count": answer["finding_count"],
        "unexplained": answer["unexplained_count"],
        "cut": MOST_FINDINGS if len(answer["findings"]) > MOST_FINDINGS else 0,
    }
