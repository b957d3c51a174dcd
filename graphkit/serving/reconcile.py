"""The reconciliation service: names of somebody's list matched to the store's organisations, as OpenRefine asks for it.

The W3C Reconciliation Community Group's protocol, version 0.2. The names of a build are made ready once, by whoever asks first.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphkit import names
from graphkit.ask import search
from graphkit.matching import Matcher
from graphkit.ontology import GK
from graphkit.profile import ANY, of_kind, party
from graphkit.serving.endpoint import Asker
from graphkit.serving.html import page
from graphkit.serving.links import page_of
from graphkit.serving.once import Once
from graphkit.serving.protocol import Refused
from graphkit.serving.reconcile_asked import MOST_QUERIES, Known, extension, questions
from graphkit.serving.reconcile_given import given, kind, prefix, whole
from graphkit.serving.reconcile_properties import Property, of_parties, properties, sums
from graphkit.serving.reconcile_told import SUGGESTED, called, candidate, kinds, suggested, types, written
from graphkit.serving.site import Site
from graphkit.store import Store
from graphkit.terms import BASE, iri

#: Batches that are worked on at once: more would only slow each other down.
_AT_ONCE = 2
T = TypeVar("T")


def _framed(origins: Collection[str]) -> str:
    """The policy of a preview: of all that pages here may, it may have styles, and be framed by the sites that were told."""
    allowed = " ".join(sorted(origins)) or "'none'"
    return f"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {allowed}"


def _ready(build: str) -> Matcher:
    with Store(build) as store:
        return Matcher(store)


class Reconciler:
    """The service over the build that the pool asks. ``origins`` are sites whose pages may show a preview in a frame."""

    def __init__(self, asker: Asker, site: Site, origins: Collection[str]) -> None:
        self.asker, self.site = asker, site
        self._matcher = Once(lambda build: asyncio.to_thread(_ready, build))
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._policy = _framed(origins)

    # ---- addresses -----------------------------------------------------------------------------------

    async def reconcile(self, request: Request) -> Response:
        """A batch of queries, an extension, or without either what the service is."""
        asked = await given(request)
        if "query" in asked:
            raise Refused(400, "query: a query alone is of an older protocol", 'send queries={"q0": {"query": ...}}')
        if "queries" in asked and "extend" in asked:
            raise Refused(400, "queries and extend at once", "send one of them")
        if "queries" in asked:
            return written(await self._answers(asked["queries"]))
        if "extend" in asked:
            return written(await self._extended(asked["extend"]))
        if request.method == "POST":
            raise Refused(400, "there is nothing asked in the form", "send it as queries=... or extend=...")
        return written(await self._manifest(str(request.base_url).rstrip("/")))

    async def entities(self, request: Request) -> Response:
        """Organisations whose names begin as a text does."""
        asked = await given(request)
        text, start = prefix(asked), whole(asked, "cursor")
        matcher = await self._of_build()
        wanted = of_kind(matcher.kinds, kind(asked) or ANY)

        def found(store: Store) -> list[dict[str, Any]]:
            hits = search(store, text, start + 10 * SUGGESTED, "organisation")["hits"] if names.key(text) else []
            parties = [one for hit in hits if (one := party(store, hit["id"])) and one.kind in wanted]
            return [
                {
                    "id": one.id,
                    "name": one.name,
                    "description": called(one.kind, (*one.aliases, *one.former_names)),
                    "notable": types(matcher, one.kind),
                }
                for one in parties[start : start + SUGGESTED]
            ]

        return written({"result": await self._of_store(found)})

    async def types(self, request: Request) -> Response:
        """Kinds of party whose names begin as a text does."""
        found = [{"id": ANY, "name": ANY}, *kinds(await self._of_build())]
        return suggested(await given(request), found)

    async def properties(self, request: Request) -> Response:
        """Properties whose names begin as a text does."""
        return suggested(await given(request), [one.told() for one in (await self._properties()).values()])

    async def proposed(self, request: Request) -> Response:
        """Properties by which a list of organisations can be extended."""
        asked, found = await given(request), await self._properties()
        told = [one.told() for one in found.values()][: whole(asked, "limit", len(found))]
        return written({"type": kind(asked) or ANY, "limit": len(told), "properties": told})

    async def preview(self, request: Request) -> Response:
        """An organisation in a few lines, to be shown in a frame."""
        id, matcher = (await given(request)).get("id", ""), await self._of_build()

        def found(store: Store) -> Any:
            one = party(store, id)
            return one and (one, matcher.areas(store, id))

        shown = await self._of_store(found)
        if shown is None:
            raise Refused(404, "no organisation here has this id")
        answer = page("preview", party=shown[0], areas=shown[1], address=page_of(iri("organisation", id).value, store=True))
        answer.headers["Content-Security-Policy"] = self._policy
        return answer

    # ---- what they answer ----------------------------------------------------------------------------

    async def _manifest(self, root: str) -> dict[str, Any]:
        def service(path: str) -> dict[str, str]:
            return {"service_url": root, "service_path": f"/reconcile/{path}"}

        return {
            "versions": ["0.1", "0.2"],
            "name": f"graphkit: {self.asker.source.title}",
            "identifierSpace": f"{BASE}organisation/",
            "schemaSpace": GK,
            "documentation": f"{root}/",
            "defaultTypes": [{"id": ANY, "name": ANY}, *kinds(await self._of_build())],
            "view": {"url": f"{root}/id/organisation/{{{{id}}}}"},
            "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 260},
            "suggest": {
                "entity": service("suggest/entity"),
                "type": service("suggest/type"),
                "property": service("suggest/property"),
            },
            "extend": {"propose_properties": service("properties"), "property_settings": []},
            "batchSize": MOST_QUERIES // 2,
        }

    async def _answers(self, text: str) -> dict[str, Any]:
        matcher = await self._of_build()
        known = Known(partial(of_kind, matcher.kinds), properties(matcher.schemes))

        def found(store: Store) -> dict[str, Any]:
            asked = questions(text, known)
            return {
                id: {"result": [candidate(matcher, one) for one in matcher(store, question)]} for id, question in asked.items()
            }

        return await self._of_store(found)

    async def _extended(self, text: str) -> dict[str, Any]:
        matcher = await self._of_build()
        known = properties(matcher.schemes)
        asked = extension(text, known)

        def found(store: Store) -> tuple[dict[str, Any], list[str]]:
            return of_parties(store, matcher.areas, asked), [id for id in asked.ids if party(store, id)]

        made, there = await self._of_store(found)
        for (id, name), values in (await sums(self.asker, there, asked)).items():
            if name in asked.properties:
                made[id][name] = values
        return {"meta": [known[name].meta() for name in asked.properties], "rows": made}

    async def _properties(self) -> dict[str, Property]:
        return properties((await self._of_build()).schemes)

    async def _of_build(self) -> Matcher:
        return await self._matcher.of(self.site.pool.build)

    async def _of_store(self, work: Callable[[Store], T]) -> T:
        """Work on the store, in a thread, when it is its turn."""

        def done(build: str) -> T:
            with Store(build) as store:
                return work(store)

        async with self._turn():
            return await asyncio.to_thread(done, self.site.pool.build)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self.asker.pool.limits.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise Refused(503, "too many names at once", "try again in a moment", {"Retry-After": "2"}) from None
        try:
            yield
        finally:
            self._turns.release()


def routes(asker: Asker, site: Site, origins: Collection[str] = ()) -> list[Route]:
    """The addresses of the service."""
    service = Reconciler(asker, site, origins)
    return [
        Route("/reconcile", service.reconcile, methods=["GET", "POST"]),
        Route("/reconcile/suggest/entity", service.entities),
        Route("/reconcile/suggest/type", service.types),
        Route("/reconcile/suggest/property", service.properties),
        Route("/reconcile/properties", service.proposed),
        Route("/reconcile/preview", service.preview),
    ]
