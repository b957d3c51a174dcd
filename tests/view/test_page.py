"""The picture, in a real browser: what is drawn, and what can be read of it."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from graphkit.view import page
from tests.view.pages import RELATIONS, flow, rivers, unpacked

nx = pytest.importorskip("networkx")


def test_the_page_makes_no_network_request(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    seen = show(page(graph, title="T", relations=relations))
    seen.page.wait_for_timeout(300)
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in seen.requests if url.startswith("file:")]) == 1


def test_the_console_stays_silent_and_the_policy_is_kept(seen: Any) -> None:
    seen.page.evaluate("graphkit.select('office'); graphkit.select('grant')")
    for tab in ("flow", "table", "tree", "map"):
        seen.page.click(f"#gk-tab-{tab}")
    seen.page.wait_for_timeout(100)
    assert seen.messages == []


def test_the_same_graph_gives_the_same_bytes(graph: Any, relations: list[dict[str, Any]]) -> None:
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    same = page(graph, title="Rivers", relations=relations)
    assert page(graph, title="Rivers", relations=relations) == same
    assert page(other, title="Rivers", relations=relations) == same


def test_the_same_graph_gives_the_same_bytes_whatever_the_order_of_sets() -> None:
    code = """import hashlib, sys
from graphkit.view import page
from tests.view.pages import RELATIONS, country
html = page(country(1600), title="C", relations=RELATIONS, uncounted={"c/1", "c/2", "c/3"})
print(hashlib.sha256(html.encode()).hexdigest())"""
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_importing_the_view_does_not_import_pyvis() -> None:
    code = "import sys, graphkit.view; sys.exit('pyvis' in sys.modules or 'IPython' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_flows_between_the_same_two_are_one_line_and_a_pact_of_theirs_is_another(seen: Any) -> None:
    money, pact = seen.line("grant"), seen.line("pact")
    assert money["facts"] == ["grant", "second", "third"] and pact["facts"] == ["pact"]
    assert money["id"] != pact["id"]
    (_, a), (_, b) = seen.point_on(money["id"]), seen.point_on(pact["id"])
    assert abs(a - b) > 5


def test_lines_end_at_the_border_of_their_cards(seen: Any) -> None:
    ends = """id => { const {edgeType} = graphkit.network.body.edges[id], {from, to} = graphkit.edges.get(id);
        return [[from, edgeType.getPoint(0)], [to, edgeType.getPoint(1)]].map(([card, at]) => {
          const {x, width} = graphkit.scene().cards.get(card); return [Math.abs(at.x - x), width / 2] }) }"""
    # A line without an arrow: an arrow takes the last part of its line's place.
    for line, count in (("pact", 2), ("grant", 1)):
        for end, border in seen.page.evaluate(ends, seen.line(line)["id"])[:count]:
            assert end == pytest.approx(border, abs=1)


def test_an_unknown_amount_is_dotted_thin_and_marked(seen: Any) -> None:
    known, unknown = seen.line("shared"), seen.line("open")
    assert (known["tag"], unknown["tag"]) == ("£60,000", "?")
    assert unknown["dashes"] == [2, 5] and known["dashes"] is False
    assert unknown["unknown"] is True and known["unknown"] is False
    assert unknown["width"] < known["width"]


def test_an_inferred_fact_is_pale_with_long_dashes(seen: Any) -> None:
    stated, inferred = seen.line("grant"), seen.line("guess")
    assert inferred["dashes"] == [18, 8]
    assert inferred["color"]["opacity"] < stated["color"]["opacity"] == 1


def test_what_is_both_unknown_and_inferred_looks_like_neither_alone(seen: Any) -> None:
    both = seen.line("maybe")
    assert both["dashes"] == [18, 6, 2, 6] and both["color"]["opacity"] < 1 and both["tag"] == "?"


def test_money_for_a_group_whose_split_is_not_stated_is_a_hollow_line(seen: Any) -> None:
    shared, plain = seen.line("shared"), seen.line("otters")
    assert shared["shared"] is True and plain["shared"] is False
    assert shared["background"]["enabled"] is True and shared["background"]["size"] > shared["width"]
    assert shared["background"]["color"] == plain["color"]["color"] != shared["color"]["color"]
    assert plain["background"]["enabled"] is False


def test_the_width_grows_with_the_amount(seen: Any) -> None:
    widths = [seen.line(fact)["width"] for fact in ("guess", "otters", "shared", "second")]
    assert widths == sorted(widths) and len(set(widths)) == 4


def test_conditional_money_is_marked(seen: Any) -> None:
    assert seen.line("otters")["conditional"] is True
    assert seen.line("grant")["conditional"] is False


def test_money_runs_from_left_to_right(seen: Any) -> None:
    x = {name: card["x"] for name, card in seen.cards().items()}
    assert x["Ministry of Rivers"] < x["River Office"] < x["Otter Trust"] < x["North Council"]


def test_no_two_cards_overlap_with_thirty_payees(show: Any, relations: list[dict[str, Any]]) -> None:
    graph = nx.MultiDiGraph()
    for i in range(30):
        graph.add_node(f"c{i}", name=f"Borough Council of the Long Name {i}", kind="local authority")
        for k in range(1 + i % 3):
            flow(graph, "hub", f"c{i}", f"f{i}-{k}", 1000 * i + k)
    seen = show(page(graph, title="Hub", relations=relations))
    boxes = seen.page.evaluate("[...graphkit.scene().cards.values()].map(n => [n.x, n.y, n.width, n.height])")
    assert len(boxes) == 31
    assert overlapping(boxes) == []
    assert seen.count("graphkit.edges.length") == 30
    assert sorted(fact for line in seen.lines() for fact in line) == sorted(key for *_, key in graph.edges(keys=True))


def overlapping(boxes: list[list[float]]) -> list[tuple[list[float], list[float]]]:
    """Pairs of boxes (middle, width and height) that lie on each other."""
    return [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if abs(a[0] - b[0]) < (a[2] + b[2]) / 2 and abs(a[1] - b[1]) < (a[3] + b[3]) / 2
    ]


def test_partnerships_have_no_arrow_and_funding_has_one(seen: Any) -> None:
    assert seen.line("pact")["arrows"]["to"]["enabled"] is False
    assert seen.line("grant")["arrows"]["to"]["enabled"] is True


def test_a_partnership_of_five_meets_in_one_point(seen: Any) -> None:
    lines = seen.page.evaluate(
        "graphkit.scene().lines.filter(e => e.facts.some(f => f.id === 'panel')).map(e => [e.from, e.to, e.tag])"
    )
    assert len(lines) == 5 and {tag for *_, tag in lines} == {""}
    [knot] = {start for start, *_ in lines}
    assert seen.cards()[knot]["role"] == "knot" and seen.cards()[knot]["label"] == "Panel"
    assert len({end for _, end, _ in lines}) == 5


def test_members_of_a_joint_group_hang_on_it_by_dotted_lines(seen: Any) -> None:
    lines = seen.page.evaluate("""graphkit.scene().lines.filter(e => !e.all.length).map(
        e => [e.from, e.to].map(id => graphkit.scene().cards.get(id).label).concat([graphkit.edges.get(e.id).dashes]))""")
    assert lines == [["North and South", name, [1, 5]] for name in ("North Council", "South Council")]


def test_hovering_a_line_shows_amount_and_locator(seen: Any) -> None:
    seen.page.mouse.move(*seen.point_on(seen.line("otters")["id"], 0.3))
    seen.page.wait_for_selector("#gk-tip", state="visible")
    text = seen.page.inner_text("#gk-tip")
    assert "Otter Trust" in text and "£25,000" in text and "D 1, 1.1" in text and "on a condition" in text
    seen.page.mouse.move(*seen.point_on(seen.line("grant")["id"], 0.4))
    seen.until("document.getElementById('gk-tip').innerText.includes('3 flows')")
    assert "2017/18 to 2018/19" in seen.page.inner_text("#gk-tip")


def test_clicking_a_line_shows_its_evidence(seen: Any) -> None:
    seen.page.mouse.click(*seen.point_on(seen.line("otters")["id"], 0.3))
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


def test_what_is_not_there_cannot_be_chosen(seen: Any) -> None:
    before = seen.panel
    assert [seen.page.evaluate("id => graphkit.select(id)", id) for id in ("nobody", "__proto__", "")] == [False] * 3
    assert seen.panel == before


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
        "office of rivers",
        "who funds it (3)",
        "whom it funds (3)",
        "authority given (1)",
        "partnership (2)",
        "annex a",
    ):
        assert part in text


def test_clicking_a_card_opens_it_and_close_closes_it(seen: Any) -> None:
    seen.page.mouse.click(*seen.middle_of(seen.cards()["Otter Trust"]["id"]))
    assert seen.panel.startswith("Otter Trust")
    seen.page.click("#gk-panel >> text=Close")
    assert seen.panel.startswith("Evidence") and seen.page.evaluate("graphkit.state.party") is None


def test_the_legend_hides_and_shows_a_kind_of_relation(seen: Any) -> None:
    key = seen.page.locator("[data-relation]", has_text="Funding").first
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert seen.line("grant")["hidden"] is True and seen.line("power")["hidden"] is False
    key.click()
    assert key.get_attribute("aria-pressed") == "true"
    assert seen.line("grant")["hidden"] is False


def test_the_legend_explains_what_the_picture_uses(seen: Any) -> None:
    text = seen.page.inner_text(".legend")
    for part in (
        "Funding",
        "Money that one gives another.",
        "not stated",
        "inferred",
        "condition",
        "members of a group",
        "hollow",
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
    edges = [seen.line(name) for name in ("quux", "zorb", "surprise")]
    assert seen.page.evaluate("graphkit.facts.map(f => [f.id, f.relation.index])") == [["quux", 0], ["surprise", 2], ["zorb", 1]]
    assert len({edge["color"]["color"] for edge in edges}) == 3
    assert len({str(edge["dashes"]) for edge in edges}) == 3
    assert [text.split("\n")[0] for text in seen.page.locator("[data-relation]").all_inner_texts()] == ["Q", "Z", "Surprise"]


def test_long_names_are_cut_on_the_cards(show: Any, relations: list[dict[str, Any]]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="word " * 2000, kind="k" * 500)
    seen = show(page(graph, title="T", relations=relations))
    label = seen.page.evaluate("graphkit.scene().cards.get('n0').label")
    assert label.endswith("…") and len(label) < 70


def test_the_evidence_is_there_without_scripts(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    seen = show(page(graph, title="T", relations=relations), java_script_enabled=False)
    assert "needs JavaScript" in seen.page.inner_text("body")
    text = seen.page.inner_text("noscript table")
    assert "£95,000" in text and "annex A" in text and "2017/18" in text
    assert seen.page.locator("noscript a").get_attribute("href") == "https://example.org/d1"
    # Every fact has its row: one of five partners is one fact.
    assert seen.page.locator("noscript tr:has(td)").count() == len({key for *_, key in graph.edges(keys=True)})
    assert not seen.page.is_visible("#gk-search")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colour_scheme(show: Any, graph: Any, relations: list[dict[str, Any]], scheme: str) -> None:
    seen = show(page(graph, title="T", relations=relations), color_scheme=scheme)
    colour = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (int(colour[4:-1].split(",")[0]) > 128) is (scheme == "light")


def test_a_phone_does_not_scroll_sideways(show: Any, graph: Any, relations: list[dict[str, Any]]) -> None:
    seen = show(page(graph, title="T", relations=relations), viewport={"width": 375, "height": 700})
    for tab in ("map", "flow", "table", "tree"):
        seen.page.click(f"#gk-tab-{tab}")
        assert seen.count("document.documentElement.scrollWidth") <= 375


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(seen: Any) -> None:
    before = seen.page.evaluate("graphkit.network.getScale()")
    seen.page.mouse.move(500, 300)
    seen.page.mouse.wheel(0, 120)
    seen.until("scrollY > 0")
    assert seen.page.evaluate("graphkit.network.getScale()") == before
    seen.page.keyboard.down("Control")
    seen.page.mouse.wheel(0, -120)
    seen.page.keyboard.up("Control")
    seen.until(f"graphkit.network.getScale() > {before}")


@pytest.mark.parametrize("nodes", [0, 1])
def test_an_empty_graph_is_a_page_too(show: Any, nodes: int) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(nodes))
    seen = show(page(graph, title="Nothing", relations=[]))
    for tab in ("flow", "table", "tree", "map"):
        seen.page.click(f"#gk-tab-{tab}")
    assert seen.messages == []
    assert seen.count("graphkit.nodes.length") == nodes


def test_money_that_runs_in_a_circle_is_drawn(show: Any, relations: list[dict[str, Any]]) -> None:
    graph = nx.MultiDiGraph()
    for u, v in (("a", "b"), ("b", "a"), ("b", "c"), ("c", "a"), ("a", "a")):
        graph.add_edge(u, v, key=u + v, relation="flow", carries="money", amount=Decimal(1))
    seen = show(page(graph, title="Circle", relations=relations))
    assert seen.count("graphkit.edges.length") == 5
    assert seen.line("aa")["selfReference"]["size"] > 0
    assert seen.messages == []


def test_a_page_holds_what_it_was_made_of_and_no_text_of_it_stands_in_a_script() -> None:
    html = page(rivers(), title="Rivers", relations=RELATIONS)
    held = unpacked(html)
    assert (held["title"], len(held["parties"]["name"]), len(held["facts"]["id"])) == ("Rivers", 9, 12)
    assert "yearly report" in held["texts"]
    assert "yearly report" not in html.split("</noscript>")[1]
