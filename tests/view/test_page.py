"""The picture, in a real browser."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from graphkit.view import page

nx = pytest.importorskip("networkx")


def test_the_page_makes_no_network_request(seen: Any) -> None:
    seen.page.wait_for_timeout(300)
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in seen.requests if url.startswith("file:")]) == 1


def test_the_console_stays_silent_and_the_policy_is_kept(seen: Any) -> None:
    seen.page.evaluate("graphkit.select('office'); graphkit.select('grant')")
    seen.page.wait_for_timeout(200)
    assert seen.messages == []


def test_the_same_graph_gives_the_same_bytes(graph: Any, relations: list[dict[str, Any]]) -> None:
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    same = page(graph, title="Rivers", relations=relations)
    assert page(graph, title="Rivers", relations=relations) == same
    assert page(other, title="Rivers", relations=relations) == same


def test_importing_the_view_does_not_import_pyvis() -> None:
    code = "import sys, graphkit.view; sys.exit('pyvis' in sys.modules or 'IPython' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_parallel_edges_are_kept_and_apart(seen: Any) -> None:
    edges = [seen.edge(fact) for fact in ("grant", "second", "third", "pact")]
    assert len({edge["id"] for edge in edges}) == 4
    assert len({edge["smooth"]["roundness"] for edge in edges}) == 4
    middles = [seen.point_on(edge["id"]) for edge in edges]
    assert all(abs(a[1] - b[1]) > 5 for i, a in enumerate(middles) for b in middles[i + 1 :])


def test_lines_end_at_the_border_of_their_cards(seen: Any) -> None:
    edge = seen.edge("grant")
    ends = seen.page.evaluate(
        """id => { const e = graphkit.network.body.edges[id], a = e.edgeType.getPoint(0);
           const n = graphkit.nodes.get(graphkit.edges.get(id).from); return [a.x - n.x, n.width / 2] }""",
        edge["id"],
    )
    assert ends[0] == pytest.approx(ends[1], abs=1)


def test_an_unknown_amount_is_dotted_thin_and_marked(seen: Any) -> None:
    known, unknown = seen.edge("grant"), seen.edge("third")
    assert (known["tag"], unknown["tag"]) == ("£95,000", "?")
    assert unknown["dashes"] == [2, 5] and known["dashes"] is False
    assert unknown["width"] < known["width"]


def test_an_inferred_fact_is_pale_with_long_dashes(seen: Any) -> None:
    stated, inferred = seen.edge("grant"), seen.edge("guess")
    assert inferred["dashes"] == [18, 8]
    assert inferred["color"]["opacity"] < stated["color"]["opacity"] == 1


def test_the_width_grows_with_the_amount(seen: Any) -> None:
    widths = [seen.edge(fact)["width"] for fact in ("guess", "otters", "shared", "grant", "second")]
    assert widths == sorted(widths) and len(set(widths)) == 5


def test_conditional_money_is_marked(seen: Any) -> None:
    assert seen.edge("otters")["conditional"] is True
    assert seen.edge("grant")["conditional"] is False


def test_money_runs_from_left_to_right(seen: Any) -> None:
    x = {node["node"]: node["x"] for node in seen.page.evaluate("graphkit.nodes.get().map(n => ({node: n.node, x: n.x}))")}
    assert x["ministry"] < x["office"] < x["trust"] < x["north"]


def test_no_two_cards_overlap_with_thirty_payees(show: Any, relations: list[dict[str, Any]]) -> None:
    graph = nx.MultiDiGraph()
    for i in range(30):
        graph.add_node(f"c{i}", name=f"Borough Council of the Long Name {i}", kind="local authority")
        for k in range(1 + i % 3):
            graph.add_edge(
                "hub",
                f"c{i}",
                key=f"f{i}-{k}",
                relation="flow",
                carries="money",
                directed=True,
                amount=Decimal(1000 * i + k),
                currency="GBP",
            )
    seen = show(page(graph, title="Hub", relations=relations))
    boxes = seen.page.evaluate("graphkit.nodes.get().map(n => [n.x, n.y, n.width, n.height])")
    assert len(boxes) == 31
    assert not [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if abs(a[0] - b[0]) < (a[2] + b[2]) / 2 and abs(a[1] - b[1]) < (a[3] + b[3]) / 2
    ]
    assert seen.page.evaluate("graphkit.edges.length") == 60


def test_partnerships_have_no_arrow_and_funding_has_one(seen: Any) -> None:
    assert seen.edge("pact")["arrows"]["to"]["enabled"] is False
    assert seen.edge("grant")["arrows"]["to"]["enabled"] is True


def test_a_partnership_of_five_meets_in_one_point(seen: Any) -> None:
    lines = seen.page.evaluate("graphkit.edges.get().filter(e => e.fact === 'panel').map(e => [e.from, e.to])")
    assert len(lines) == 5 and len({start for start, _ in lines}) == 1
    # In the table every edge of the graph has its row.
    assert seen.page.locator("table tbody tr").count() == 19


def test_members_of_a_joint_group_hang_on_it_by_dotted_lines(seen: Any) -> None:
    lines = seen.page.evaluate("""graphkit.edges.get().filter(e => e.member).map(
        e => [graphkit.nodes.get(e.from).name, graphkit.nodes.get(e.to).name, e.dashes])""")
    assert lines == [["North and South", name, [1, 5]] for name in ("North Council", "South Council")]


def test_hovering_a_line_shows_amount_and_locator(seen: Any) -> None:
    seen.page.mouse.move(*seen.point_on(seen.edge("grant")["id"], 0.3))
    seen.page.wait_for_selector(".vis-tooltip", state="visible")
    text = seen.page.inner_text(".vis-tooltip")
    assert "£95,000" in text and "annex A" in text and "2017/18" in text


def test_clicking_a_line_shows_its_evidence(seen: Any) -> None:
    seen.page.mouse.click(*seen.point_on(seen.edge("otters")["id"], 0.3))
    assert "£25,000" in seen.panel and "yearly report" in seen.panel
    assert "Ministry of Rivers → River Office, £95,000" in seen.panel


@pytest.mark.parametrize(
    ("fact", "texts"),
    [
        ("grant", ["£95,000", "2017/18 · 2018/19", "D 7", "2.1 · annex A", "approved"]),
        ("second", ["up to £300,000", "weirs only"]),
        ("third", ["not stated"]),
        ("guess", ["inferred"]),
        ("power", ["approve grants", "£500,000"]),
    ],
)
def test_the_evidence_of_a_fact_is_complete(seen: Any, fact: str, texts: list[str]) -> None:
    assert seen.page.evaluate("fact => graphkit.select(fact)", fact) is True
    assert [text for text in texts if text not in seen.panel] == []


def test_a_link_leads_to_the_decision(seen: Any) -> None:
    seen.page.evaluate("graphkit.select('grant')")
    assert seen.page.get_attribute("#gk-panel a", "href") == "https://example.org/d1"
    assert "noopener" in str(seen.page.get_attribute("#gk-panel a", "rel"))


def test_an_organisation_shows_who_funds_it_and_whom_it_funds(seen: Any) -> None:
    seen.page.evaluate("graphkit.select('office')")
    text = seen.panel.lower()
    for part in (
        "river office",
        "public body",
        "ro-1",
        "who funds it (3)",
        "whom it funds (2)",
        "delegation: given to (1)",
        "partnership (2)",
        "annex a",
    ):
        assert part in text


def test_clicking_a_card_opens_it_and_close_closes_it(seen: Any) -> None:
    x, y = seen.page.evaluate("""() => { const n = graphkit.nodes.get().find(n => n.node === 'trust');
        const at = graphkit.network.canvasToDOM({x: n.x, y: n.y});
        const box = document.getElementById('gk-canvas').getBoundingClientRect();
        return [box.left + at.x, box.top + at.y] }""")
    seen.page.mouse.click(x, y)
    assert "Otter Trust" in seen.panel
    seen.page.click("#gk-panel >> text=Close")
    assert "Otter Trust" not in seen.panel


def test_the_keyboard_reaches_every_organisation(seen: Any) -> None:
    assert seen.page.locator("#gk-list button").count() == 8
    seen.page.focus("#gk-search")
    seen.page.keyboard.type("otter")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    assert seen.panel.startswith("Otter Trust")


def test_the_search_finds_other_names_too(seen: Any) -> None:
    seen.page.fill("#gk-search", "office of rivers")
    assert seen.page.locator("#gk-list button:visible bdi").all_inner_texts() == ["River Office"]


def test_the_legend_hides_and_shows_a_kind_of_relation(seen: Any) -> None:
    chip = seen.page.locator(".chip", has_text="Funding")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    assert seen.edge("grant")["hidden"] is True and seen.edge("power")["hidden"] is False
    chip.click()
    assert seen.edge("grant")["hidden"] is False


def test_the_legend_explains_what_the_picture_uses(seen: Any) -> None:
    text = seen.page.inner_text(".legend")
    for part in (
        "Funding",
        "Money that one gives another.",
        "not stated",
        "inferred",
        "condition",
        "members of a group",
        "square root",
        "local authority",
        "£200,000",
    ):
        assert part in text


def test_relations_get_colours_and_dashes_by_their_order(show: Any) -> None:
    graph = nx.MultiDiGraph()
    for name in ("zorb", "quux", "surprise"):
        graph.add_edge("a", "b", key=name, relation=name)
    seen = show(
        page(
            graph,
            title="T",
            relations=[
                {"name": "quux", "label": "Q", "carries": None},
                {"name": "zorb", "label": "Z", "carries": "authority"},
            ],
        )
    )
    edges = [seen.edge(name) for name in ("quux", "zorb", "surprise")]
    assert [edge["relation"] for edge in edges] == [0, 1, 2]
    assert len({edge["color"]["color"] for edge in edges}) == 3
    assert len({str(edge["dashes"]) for edge in edges}) == 3
    assert seen.page.locator(".chip").all_inner_texts() == ["Q", "Z", "surprise"]


def test_long_names_are_cut_on_the_cards(show: Any, relations: list[dict[str, Any]]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="word " * 2000, kind="k" * 500)
    seen = show(page(graph, title="T", relations=relations))
    label = seen.page.evaluate("graphkit.nodes.get('n0').label")
    assert label.endswith("…") and len(label) < 70


def test_the_evidence_is_there_without_scripts(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    seen = show(page(graph, title="T", relations=relations), java_script_enabled=False)
    assert "needs JavaScript" in seen.page.inner_text("body")
    seen.page.click("summary")
    assert "£95,000" in seen.page.inner_text("table") and "annex A" in seen.page.inner_text("table")
    assert not seen.page.is_visible("#gk-search")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colour_scheme(show: Any, graph: Any, relations: list[dict[str, Any]], scheme: str) -> None:
    seen = show(page(graph, title="T", relations=relations), color_scheme=scheme)
    colour = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (int(colour[4:-1].split(",")[0]) > 128) is (scheme == "light")


def test_a_phone_does_not_scroll_sideways(seen: Any) -> None:
    seen.page.set_viewport_size({"width": 375, "height": 700})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(seen: Any) -> None:
    before = seen.page.evaluate("graphkit.network.getScale()")
    seen.page.mouse.move(500, 300)
    seen.page.mouse.wheel(0, 120)
    seen.page.wait_for_timeout(150)
    assert seen.page.evaluate("graphkit.network.getScale()") == before
    seen.page.keyboard.down("Control")
    seen.page.mouse.wheel(0, -120)
    seen.page.wait_for_timeout(150)
    assert seen.page.evaluate("graphkit.network.getScale()") > before


@pytest.mark.parametrize("nodes", [0, 1])
def test_an_empty_graph_is_a_page_too(show: Any, nodes: int) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(nodes))
    seen = show(page(graph, title="Nothing", relations=[]))
    assert seen.messages == []
    assert seen.page.evaluate("graphkit.nodes.length") == nodes


def test_money_that_runs_in_a_circle_is_drawn(show: Any, relations: list[dict[str, Any]]) -> None:
    graph = nx.MultiDiGraph()
    for u, v in (("a", "b"), ("b", "a"), ("b", "c"), ("c", "a"), ("a", "a")):
        graph.add_edge(u, v, key=u + v, relation="flow", carries="money", amount=Decimal(1))
    seen = show(page(graph, title="Circle", relations=relations))
    assert seen.page.evaluate("graphkit.edges.length") == 5
    assert seen.messages == []
