"""A real browser, and small graphs to look at. Names and sums are made up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

nx = pytest.importorskip("networkx")

RELATIONS: list[dict[str, Any]] = [
    {"name": "flow", "label": "Funding", "carries": "money", "definition": "Money that one gives another."},
    {"name": "delegation", "label": "Delegation", "carries": "authority", "definition": "A power given."},
    {"name": "partnership", "label": "Partnership", "carries": None, "definition": "Working together."},
    {"name": "provision", "label": "Provision", "carries": None, "definition": "Running a service."},
]
_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@dataclass
class Seen:
    """A page in the browser and everything that it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def edge(self, fact: str) -> dict[str, Any]:
        """What vis-network holds for a fact."""
        found: dict[str, Any] = self.page.evaluate(
            """fact => { const e = graphkit.edges.get().find(e => e.fact === fact);
               return {...e, title: undefined} }""",
            fact,
        )
        return found

    def point_on(self, edge: str, part: float = 0.5) -> tuple[float, float]:
        """A point of a line, where the mouse can meet it."""
        x, y = self.page.evaluate(
            """([id, part]) => { const n = graphkit.network;
               const at = n.canvasToDOM(n.body.edges[id].edgeType.getPoint(part));
               const box = document.getElementById('gk-canvas').getBoundingClientRect();
               return [box.left + at.x, box.top + at.y] }""",
            [edge, part],
        )
        return float(x), float(y)

    @property
    def panel(self) -> str:
        return str(self.page.inner_text("#gk-panel"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium")
    if not path:
        if os.environ.get("CI"):
            pytest.fail("no chromium found, and on CI the picture must be looked at")
        pytest.skip("no chromium: set GRAPHKIT_CHROMIUM to the path of one")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Open a page from a file, as a reader would."""
    contexts = []

    def opened(html: str, **options: Any) -> Seen:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, **options)
        contexts.append(context)
        seen = Seen(context.new_page())

        def dismissed(dialog: Any) -> None:
            seen.dialogs.append(dialog.message)
            dialog.dismiss()

        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", lambda message: seen.messages.append(message.text))
        seen.page.on("pageerror", lambda error: seen.messages.append(str(error)))
        seen.page.on("dialog", dismissed)
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        seen.page.goto(file.as_uri())
        if options.get("java_script_enabled", True):
            seen.page.wait_for_function("window.graphkit !== undefined")
        return seen

    yield opened
    for context in contexts:
        context.close()


def _flow(graph: Any, payer: str, payee: str, key: str, amount: int | None, **more: Any) -> None:
    graph.add_edge(
        payer,
        payee,
        key=key,
        **{
            "relation": "flow",
            "carries": "money",
            "directed": True,
            "currency": "GBP",
            "stage": "approved",
            "amount": None if amount is None else Decimal(amount),
            "amount_kind": "exact",
            "decision": "D 1",
            "locators": ("1.1",),
            **more,
        },
    )


@pytest.fixture
def graph() -> Any:
    """A ministry pays an office, that pays councils, a group and a trust; delegations and partnerships."""
    graph = nx.MultiDiGraph()
    graph.add_node("ministry", name="Ministry of Rivers", kind="central government")
    graph.add_node(
        "office", name="River Office", kind="public body", identifiers={"register": "RO-1"}, aliases=("Office of Rivers",)
    )
    graph.add_node("trust", name="Otter Trust", kind="charity")
    graph.add_node("north", name="North Council", kind="local authority")
    graph.add_node("south", name="South Council", kind="local authority")
    graph.add_node("both", name="North and South", kind="joint group", members=("north", "south"))
    graph.add_node("chair", name="Chair", kind="role")
    graph.add_node("clerk", name="Clerk", kind="role")
    _flow(
        graph,
        "ministry",
        "office",
        "grant",
        95000,
        financial_years=("2017/18", "2018/19"),
        locators=("2.1", "annex A"),
        url="https://example.org/d1",
        decision="D 7",
    )
    _flow(graph, "ministry", "office", "second", 300000, amount_kind="up_to", restricted_to="weirs only")
    _flow(graph, "ministry", "office", "third", None)
    _flow(graph, "office", "trust", "otters", 25000, condition="yearly report", funded_from=("grant",))
    _flow(graph, "trust", "north", "guess", 4000, stated=False)
    _flow(graph, "office", "both", "shared", 60000)
    graph.add_edge(
        "office",
        "chair",
        key="power",
        relation="delegation",
        carries="authority",
        directed=True,
        authority="approve grants",
        limit=Decimal(500000),
        currency="GBP",
        decision="D 1",
        locators=("4",),
    )
    graph.add_edge(
        "chair", "clerk", key="sign", relation="delegation", carries="authority", directed=True, authority="sign agreements"
    )
    graph.add_edge(
        "office", "ministry", key="pact", relation="partnership", carries=None, directed=False, kind="memorandum of understanding"
    )
    members = ("ministry", "north", "office", "south", "trust")
    for i, a in enumerate(members):
        for b in members[i + 1 :]:
            graph.add_edge(a, b, key="panel", relation="partnership", directed=False, name="Panel")
    return graph


@pytest.fixture
def relations() -> list[dict[str, Any]]:
    return [dict(relation) for relation in RELATIONS]


@pytest.fixture
def seen(show: Callable[..., Seen], graph: Any, relations: list[dict[str, Any]]) -> Seen:
    from graphkit.view import page

    return show(page(graph, title="Rivers", relations=relations, attribution="Open licence"))
