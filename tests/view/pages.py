"""What the tests of the page share: a page that is watched, what it holds, and small graphs. Names and sums are made up."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

nx = pytest.importorskip("networkx")

RELATIONS: list[dict[str, Any]] = [
    {"name": "flow", "label": "Funding", "carries": "money", "definition": "Money that one gives another."},
    {"name": "delegation", "label": "Delegation", "carries": "authority", "definition": "A power given."},
    {"name": "partnership", "label": "Partnership", "carries": None, "definition": "Working together."},
    {"name": "provision", "label": "Provision", "carries": None, "definition": "Running a service."},
]

_LINE = """fact => {
  const line = graphkit.scene().lines.find(one => one.all.some(told => told.id === fact));
  if (!line) return null;
  const { tag, years, width, directed, shared, conditional, unknown, inferred, loop } = line;
  return {...graphkit.edges.get(line.id), tag, years, width, directed, shared, conditional, unknown, inferred, loop,
          relation: line.relation.name, facts: line.facts.map(told => told.id)} }"""
_POINT = """([id, part]) => {
  const at = graphkit.network.canvasToDOM(graphkit.network.body.edges[id].edgeType.getPoint(part));
  document.getElementById('gk-canvas').scrollIntoView();
  const box = document.getElementById('gk-canvas').getBoundingClientRect();
  if (box.top + at.y > innerHeight - 20) scrollBy(0, box.top + at.y - innerHeight / 2);
  const now = document.getElementById('gk-canvas').getBoundingClientRect();
  return [now.left + at.x, now.top + at.y] }"""
_MIDDLE = """id => {
  const { x, y } = graphkit.scene().cards.get(id);
  const at = graphkit.network.canvasToDOM({x, y});
  const canvas = document.getElementById('gk-canvas');
  if (canvas.getBoundingClientRect().top + at.y > innerHeight - 20) scrollBy(0, at.y);
  const box = canvas.getBoundingClientRect();
  return [box.left + at.x, box.top + at.y] }"""


@dataclass
class Seen:
    """A page in the browser and everything that it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def go(self, change: str) -> None:
        """Change what is shown; ``change`` is JavaScript: ``{tab: 'tree'}``."""
        self.page.evaluate(f"graphkit.go({change})")

    def reset(self) -> None:
        """As it was when it was opened."""
        self.page.mouse.move(0, 0)
        self.page.evaluate("""() => { graphkit.go(structuredClone(window.opened)); graphkit.fit(); scrollTo(0, 0);
            document.activeElement.blur();
            for (const input of document.querySelectorAll('[role=combobox]')) input.value = '' }""")

    def line(self, fact: str) -> dict[str, Any]:
        """The line of a fact, as it is drawn."""
        found: dict[str, Any] = self.page.evaluate(_LINE, fact)
        return found

    def lines(self) -> list[list[str]]:
        """The facts of each line that can be seen."""
        found: list[list[str]] = self.page.evaluate(
            "graphkit.scene().lines.filter(one => !one.hidden && one.facts.length).map(one => one.facts.map(told => told.id))"
        )
        return found

    def cards(self) -> dict[str, dict[str, Any]]:
        """What stands on the canvas, by its name."""
        found = self.page.evaluate("""[...graphkit.scene().cards.values()].map(one => ({
            id: one.id, role: one.role, label: one.label, parties: one.parties.map(i => graphkit.parties[i].name),
            x: one.x, y: one.y, width: one.width, height: one.height }))""")
        return {card["parties"][0] if card["role"] == "party" else card["id"]: card for card in found}

    def point_on(self, line: str, part: float = 0.5) -> tuple[float, float]:
        """A point of a line, where the mouse can meet it."""
        x, y = self.page.evaluate(_POINT, [line, part])
        return float(x), float(y)

    def middle_of(self, card: str) -> tuple[float, float]:
        """The middle of a card, where the mouse can meet it."""
        x, y = self.page.evaluate(_MIDDLE, card)
        return float(x), float(y)

    def until(self, script: str) -> None:
        """Wait until something is so. Playwright's own way evaluates text in the page, which the page's policy refuses."""
        for _ in range(400):
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(25)
        pytest.fail(f"never: {script}")

    def count(self, script: str) -> int:
        return int(self.page.evaluate(script))

    @property
    def panel(self) -> str:
        return str(self.page.inner_text("#gk-panel"))

    @property
    def scene(self) -> str:
        """What the page says of what it draws."""
        return str(self.page.inner_text("#gk-scene"))

    def quiet(self) -> None:
        """Nothing was asked of anybody, nothing went wrong, nothing of the data ran."""
        asked = [url[:80] for url in self.requests if not url.startswith(("file:", "data:"))]
        assert (asked, self.messages, self.dialogs) == ([], [], [])
        assert sum(url.startswith("file:") for url in self.requests) <= 1


def unpacked(html: str) -> dict[str, Any]:
    """What a page holds."""
    [letters] = re.findall(r'<script type="text/plain" id="gk-data">([A-Za-z0-9+/=]+)</script>', html)
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(letters)))
    return found


def texts(html: str) -> set[str]:
    """Every text that a page holds, each once."""
    return set(unpacked(html)["texts"])


def scripts(*names: str) -> str:
    """The page's own scripts, one after the other."""
    return "\n".join(resources.files("graphkit.view").joinpath(f"{name}.js").read_text("utf-8") for name in names)


def flow(graph: Any, payer: str, payee: str, key: str, amount: int | None, **more: Any) -> None:
    """Money from one to another, approved in D 1 unless something else is said."""
    given = {
        "relation": "flow",
        "carries": "money",
        "directed": True,
        "currency": "GBP",
        "stage": "approved",
        "amount": None if amount is None else Decimal(amount),
        "amount_kind": "exact",
        "decision": "D 1",
        "locators": ("1.1",),
    }
    graph.add_edge(payer, payee, key=key, **(given | more))


def answer(source: str, target: str, paths: Iterable[Iterable[str]], **more: Any) -> dict[str, Any]:
    """A trace as it is worked out beforehand."""
    found = {
        "source": source,
        "target": target,
        "at_least": "0.00",
        "estimate": None,
        "at_most": None,
        "at_most_unlimited": True,
        "contradiction": None,
        "caveats": [],
        "paths": [list(path) for path in paths],
        "more_paths": False,
        "svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>t</title></svg>',
    }
    return found | more


#: Traces of the rivers: one with figures, one with none.
TRACES = (
    answer(
        "ministry",
        "trust",
        [["grant", "otters"]],
        at_least="25000.00",
        estimate="25000.00",
        at_most="25000.00",
        caveats=["otters is conditional: yearly report"],
        svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><title>t</title>'
        '<path class="gk-band" data-flow="grant otters" d="M0 0h90v20h-90z"><title>£25,000</title></path></svg>',
    ),
    answer("ministry", "north", [["grant", "otters", "guess"]], contradiction="it cannot be", more_paths=True),
    answer("office", "south", [["shared"]]),
)


def rivers() -> Any:
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
    graph.add_node("lodge", name="Beaver Lodge", kind="charity")
    graph.add_node("chair", name="Chair", kind="role")
    graph.add_node("clerk", name="Clerk", kind="role")
    flow(
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
    flow(graph, "ministry", "office", "second", 300000, amount_kind="up_to", restricted_to="weirs only")
    flow(graph, "ministry", "office", "third", None)
    flow(graph, "office", "trust", "otters", 25000, condition="yearly report", funded_from=("grant",))
    flow(graph, "trust", "north", "guess", 4000, stated=False)
    flow(graph, "office", "both", "shared", 60000)
    flow(graph, "office", "lodge", "open", None, financial_years=("2019/20",), stage="paid")
    flow(graph, "trust", "lodge", "maybe", None, stated=False, stage="paid")
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


def country(councils: int = 2000) -> Any:
    """A treasury pays ten departments, these pay councils, and each council its own club: more than can be read at once."""
    graph = nx.MultiDiGraph()
    graph.add_node("treasury", name="The Treasury", kind="central government")
    for at in range(10):
        graph.add_node(f"d{at}", name=f"Department {at}", kind="public body")
        flow(graph, "treasury", f"d{at}", f"t/{at}", 1_000_000 * (at + 1), financial_years=("2020/21",))
    for at in range((councils - 11) // 2):
        graph.add_node(f"c{at}", name=f"Council {at}", kind="local authority")
        graph.add_node(f"u{at}", name=f"Club {at}", kind="charity")
        flow(graph, f"d{at % 10}", f"c{at}", f"c/{at}", 1000 + at, financial_years=(f"20{10 + at % 9}/{11 + at % 9}",))
        flow(graph, f"c{at}", f"u{at}", f"u/{at}", 500 if at % 3 else None, stage="paid" if at % 2 else "approved")
    return graph
