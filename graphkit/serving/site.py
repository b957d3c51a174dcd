"""The pages about a store as a whole: search, explorer, audit. What is costly is made once for each build, by another process."""

import asyncio
import json
import os
import subprocess
import sys
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graphkit.ask import search
from graphkit.names import decision_id
from graphkit.serving.html import page
from graphkit.serving.links import link
from graphkit.serving.once import Once
from graphkit.serving.pool import Pool
from graphkit.serving.protocol import Refused
from graphkit.store import Store
from graphkit.terms import iri

#: Organisations that a search shows.
MOST_FOUND = 50


class Site:
    """Pages over the build that the pool asks."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._picture, self._audit = Once(lambda build: _made("explorer", build)), Once(lambda build: _made("audit", build))

    async def search(self, request: Request) -> Response:
        """Organisations by name and alias."""
        text = request.query_params.get("q", "").strip()[:200]
        hits = await asyncio.to_thread(_hits, self.pool.build, text) if text else []
        title = f"Search: {text}" if text else "Search"
        return page("search", title=title, text=text, hits=hits[:MOST_FOUND], cut=len(hits) > MOST_FOUND, store=True)

    async def explorer(self, _: Request) -> Response:
        """The network as a picture; the page brings its own policy, which allows its own scripts by hash."""
        made = await self._picture.of(self.pool.build)
        headers = {"Content-Security-Policy": made["policy"], "Cache-Control": "no-cache"}
        return Response(made["text"].encode("utf-8", "replace"), headers=headers, media_type="text/html")

    async def audit(self, _: Request) -> Response:
        """The audit's findings as a table."""
        made = await self._audit.of(self.pool.build)
        rows = [_with_links(row) for row in made["findings"]]
        counts = {"count": made["finding_count"], "unexplained": made["unexplained_count"], "cut": made["cut"]}
        return page("audit", title="Audit", store=True, findings=rows, **counts)


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


async def _made(what: str, build: str) -> dict[str, Any]:
    """What :mod:`graphkit.serving.making` makes of a build; Refused where it comes to no end."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = await asyncio.create_subprocess_exec(
        # -P: nothing in the folder that the user happens to be in is taken for a module.
        *(sys.executable, "-P", "-m", "graphkit.serving.making", what, build),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    )
    try:
        text, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise Refused(500, f"the {what} could not be made; the server's log says why")
    found: dict[str, Any] = json.loads(text)
    return found


def _with_links(row: dict[str, Any]) -> dict[str, Any]:
    """A finding, its decision and its facts as links."""
    decision = link(iri("decision", decision_id(row["decision"])).value, row["decision"])
    return row | {"decision": decision, "explained": [link(iri("fact", id).value, id) for id in row["explained_by"]]}
