"""The picture as SVG and PNG: what stands in it, and that nothing in it is more than text."""

from __future__ import annotations

import sys
from decimal import Decimal
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest

from graphkit.errors import UsageError
from graphkit.view import _curves, _png, _sheet, _style, png, svg
from graphkit.view._amounts import Area, area, tags
from graphkit.view._paths import Curve, curve, headed
from graphkit.view._ports import Attached, Box
from graphkit.view._widths import width, wrapped

nx = pytest.importorskip("networkx")

SVG = "{http://www.w3.org/2000/svg}"
RUN = "window.__pwned=1"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</text></title><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"'\"><svg onload={RUN}>",
    f"javascript:{RUN}",
    f'" onload="{RUN}',
    "<!--<!DOCTYPE x [<!ENTITY a 'b'>]>&a;&lt;",
    "]]><![CDATA[",
    "\u202eevil\u2066 name\u202c",
    "x" * 10_000,
    "\x00\x1b[31m\ufffe\uffff",
    "\ud800",
    "u\u0301\u0323" * 300,
    "日本語の組織の名前はとても長い",
    "",
]
#: All that a picture is made of.
ELEMENTS = {"svg", "g", "a", "rect", "path", "text", "title"}


def _drawn(graph: Any, relations: Any, **more: Any) -> ElementTree.Element:
    return ElementTree.fromstring(svg(graph, title="Rivers", relations=relations, **more))


def _texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def _titles(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}title")]


def _of(root: ElementTree.Element, begins: str) -> ElementTree.Element:
    """The card or line whose title begins so."""
    [found] = [one for one in root.iter() if (one.findtext(f"{SVG}title") or "").startswith(begins) and one is not root]
    return found


def test_the_same_graph_gives_the_same_bytes_however_it_was_built(graph: Any, relations: Any) -> None:
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert svg(other, title="Rivers", relations=relations) == svg(graph, title="Rivers", relations=relations)


def test_it_needs_nothing_and_runs_nothing(graph: Any, relations: Any) -> None:
    root = _drawn(graph, relations, attribution="Open licence")
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name in ("style", "class", "src", "filter")}
    assert [element.get("href") for element in root.iter() if element.get("href")] == ["https://example.org/d1"]


def test_every_card_is_there_with_its_name_kind_and_what_is_known_of_it(graph: Any, relations: Any) -> None:
    root = _drawn(graph, relations)
    for _, data in graph.nodes(data=True):
        card = _of(root, f"{data['name']}\n{data['kind']}")
        assert " ".join(_texts(card)) == f"{data['name']} {data['kind']}"
    assert "register: RO-1" in (_of(root, "River Office\n").findtext(f"{SVG}title") or "")


def test_a_group_has_two_frames_and_a_party_without_a_name_a_dashed_one(graph: Any, relations: Any) -> None:
    graph.add_node("somebody", name="a funder (not named)", kind="unnamed")
    graph.add_edge("somebody", "office", key="gift", relation="flow", carries="money", directed=True)
    root = _drawn(graph, relations)
    frames = {name: _of(root, name).findall(f"{SVG}rect") for name in ("North and South\njoint", "Otter Trust\nch", "a funder")}
    assert [len(found) for found in frames.values()] == [2, 1, 1]
    assert [found[0].get("stroke-dasharray") for found in frames.values()] == [None, None, "5 4"]


def test_a_line_says_its_facts_with_decision_and_place(graph: Any, relations: Any) -> None:
    root = _drawn(graph, relations)
    several = _of(root, "Funding, from\nMinistry of Rivers\nto\nRiver Office").findtext(f"{SVG}title") or ""
    assert "£95,000, 2017/18 to 2018/19, approved (D 7, 2.1 · annex A)" in several
    assert "not stated, approved (D 1, 1.1)" in several
    single = _of(root, "Funding, from\nRiver Office\nto\nOtter Trust").findtext(f"{SVG}title") or ""
    assert {"Amount: £25,000", "Condition: yearly report", "Decision: D 1", "Where: 1.1"} <= set(single.split("\n"))


def test_lines_look_as_in_the_legend(graph: Any, relations: Any) -> None:
    root = _drawn(graph, relations)
    money, authority = _style.COLOURS[0], _style.COLOURS[1]
    paid = _of(root, "Funding, from\nRiver Office\nto\nOtter Trust").findall(f"{SVG}path")
    assert [path.get("stroke") or path.get("fill") for path in paid] == [money, money]
    power = _of(root, "Delegation, from\nRiver Office").findall(f"{SVG}path")
    assert (power[0].get("stroke"), power[0].get("stroke-dasharray")) == (authority, "12 4 3 4")
    guess = _of(root, "Funding, from\nOtter Trust\nto\nNorth Council").find(f"{SVG}g")
    assert guess is not None and guess.get("opacity") == "0.5"
    joint = _of(root, "Funding, from\nRiver Office\nto\nNorth and South").findall(f"{SVG}path")
    assert [path.get("stroke") for path in joint[:2]] == [money, "#ffffff"]
    assert float(joint[0].get("stroke-width") or 0) == pytest.approx(float(joint[1].get("stroke-width") or 0) + 4, abs=0.11)
    member = _of(root, "North and South\nhas the member North Council").findall(f"{SVG}path")
    assert len(member) == 1 and member[0].get("stroke-dasharray") == "1 5"


def test_a_link_leads_to_the_one_decision_of_a_line_and_only_to_the_web(graph: Any, relations: Any) -> None:
    graph.edges["office", "trust", "otters"]["url"] = "https://example.org/otters"
    graph.edges["office", "both", "shared"]["url"] = "javascript:alert(1)"
    root = _drawn(graph, relations)
    line = _of(root, "Funding, from\nRiver Office\nto\nOtter Trust")
    assert (line.tag, line.get("href"), line.get("rel")) == (f"{SVG}a", "https://example.org/otters", "noopener noreferrer")
    assert _of(root, "Funding, from\nRiver Office\nto\nNorth and South").tag == f"{SVG}g"
    several = _of(root, "Funding, from\nMinistry of Rivers")  # three facts, of two decisions
    assert several.tag == f"{SVG}g"


def test_the_legend_shows_what_occurs_and_no_more(graph: Any, relations: Any) -> None:
    said = _texts(_drawn(graph, relations))
    assert {"Funding", "Delegation", "Partnership", "on a condition", "members of a group", "charity", "D 7"} <= set(said)
    assert "Provision" not in said and not any("does not name it" in text for text in said)
    assert "9 organisations, 12 facts" in said
    graph.remove_edge("office", "trust", "otters")
    assert "on a condition" not in _texts(_drawn(graph, relations))


def test_parties_without_a_line_are_named_below(graph: Any, relations: Any) -> None:
    graph.add_node("alone", name="Lonely Weir", kind="charity")
    said = _texts(_drawn(graph, relations))
    assert "Without a line in this picture (1): Lonely Weir." in said and "10 organisations, 12 facts" in said


def test_attribution_and_title_are_there(graph: Any, relations: Any) -> None:
    root = _drawn(graph, relations, attribution="Open licence")
    assert {"Rivers", "Open licence", "Drawn by graphkit."} <= set(_texts(root)) and _titles(root)[0] == "Rivers"


def _fan(payees: int) -> Any:
    graph = nx.MultiDiGraph()
    graph.add_node("payer", name="Payer", kind="public body")
    for at in range(payees):
        graph.add_node(f"p{at}", name=f"Payee {at}", kind="charity")
        more = {"amount": Decimal(1000 * (at + 1)), "currency": "GBP", "condition": "yearly" if at % 2 else None}
        graph.add_edge(
            "payer", f"p{at}", key=f"f{at}", relation="flow", carries="money", directed=True, financial_years=("2020/21",), **more
        )
    return graph


def test_amounts_cover_neither_one_another_nor_a_card(relations: Any) -> None:
    drawn = _sheet.sheet(_fan(30), relations).drawn
    boxes = {card.id: card.box for card in drawn.cards}
    found, without = tags(drawn.cards, drawn.lines, {line.id: curve(line, boxes[line.source]) for line in drawn.lines})
    assert len(found) == 30 and not without
    areas = [area(tag.x, tag.y, tag.width, tag.height) for tag in found]
    areas += [area(box.x, box.y, box.width, box.height) for box in boxes.values()]
    assert not [pair for pair in combinations(areas, 2) if _overlap(*pair)]


def _overlap(a: Area, b: Area) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def test_a_party_that_pays_itself_has_a_loop_for_each_payment(graph: Any, relations: Any) -> None:
    graph.add_edge("office", "office", key="loop", relation="flow", carries="money", directed=True, amount=Decimal(7))
    loop = _of(_drawn(graph, relations), "Funding, from\nRiver Office\nto\nRiver Office")
    assert len(loop.findall(f"{SVG}path")) == 2 and "Amount: 7" in (loop.findtext(f"{SVG}title") or "")


def test_many_parties_become_an_overview(relations: Any) -> None:
    root = _drawn(_fan(700), relations)
    said = " ".join(_texts(root))
    assert "the others lie in stacks" in said and "several organisations of one kind" in said
    assert any(title.startswith("677 organisations, charity; they are paid") for title in _titles(root))


@pytest.mark.parametrize("smooth", ["cubicBezier horizontal", "cubicBezier vertical", "curvedCW", "curvedCCW"])
def test_curves_run_as_the_layout_reckoned(smooth: str, relations: Any) -> None:
    [line] = _sheet.sheet(_fan(1), relations).drawn.lines
    kind, _, direction = smooth.partition(" ")
    ends = Attached("a", "b", (10, 20), (300, 140), [0, 0, 0, 0], upright=direction == "vertical", sideways=False)
    options = {"type": kind, "forceDirection": direction, "roundness": 0.6}
    made = curve(_replaced(line, ends, options), Box(0, 0, 10, 10))
    expected = _curves._arc(ends, 0.6, 1 if kind == "curvedCW" else -1) if not direction else _curves._wave(ends, 0.6)
    points = [made.at(at / 24) for at in range(1, 24)]
    assert [pytest.approx(point) for point in expected] == points


def _replaced(line: Any, ends: Attached, smooth: dict[str, Any]) -> Any:
    from dataclasses import replace

    return replace(line, line=ends, smooth=smooth)


def test_an_arrow_head_ends_where_its_line_does() -> None:
    whole = Curve(((0.0, 0.0), (50.0, 0.0), (50.0, 80.0), (100.0, 80.0)))
    rest, head = headed(whole, 4.0)
    assert head[0] == (100.0, 80.0) and rest.points[0] == (0.0, 0.0)
    assert rest.points[-1] == pytest.approx(head[2], abs=0.1)


def test_text_is_broken_and_cut_to_its_room() -> None:
    rows = wrapped("one two " + "x" * 200 + " three", 100, 12, most=3)
    assert len(rows) == 3 and rows[-1].endswith("…") and all(width(row, 12) <= 100 for row in rows)
    assert wrapped("", 100, 12) == []


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_a_field_holds_is_text(payload: str) -> None:
    graph = nx.MultiDiGraph()
    for at in range(3):
        graph.add_node(f"{payload}{at}", name=payload, kind=payload, aliases=(payload,), identifiers={payload: payload})
    fields = ("amount_kind", "currency", "stage", "condition", "decision", "url", "note", "financial_years", "locators", payload)
    told = dict.fromkeys(fields, payload) | {"relation": payload, "carries": "money", "directed": True}
    graph.add_edge(f"{payload}0", f"{payload}1", key=payload, **told, amount=Decimal(5))
    graph.add_edge(f"{payload}1", f"{payload}2", key=payload + "2", **told | {"directed": False, "name": payload})
    graph.add_edge(f"{payload}0", f"{payload}2", key=payload + "2", **told | {"directed": False, "name": payload})
    relations = [{"name": payload, "label": payload, "carries": "money", "definition": payload}]
    made = svg(graph, title=payload, relations=relations, attribution=payload)
    root = ElementTree.fromstring(made.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "href"]
    assert not set("\u202e\u2066\u202c") & set(made)
    assert float(root.get("width") or 0) < 2000


def test_a_browser_draws_it_asks_nobody_and_all_is_in_its_place(browser: Any, graph: Any, relations: Any, tmp_path: Any) -> None:
    graph.nodes["trust"]["name"] = "WWWWW WWWWW WWWWW WWWWW WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
    graph.nodes["chair"]["name"] = "日本語の組織の名前はとても長い日本語の組織の名前はとても長い"
    file = tmp_path / "rivers.svg"
    file.write_text(svg(graph, title="Rivers", relations=relations), encoding="utf-8")
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.title() == "Rivers" and asked == [file.as_uri()]
    outside = """([all, parts]) => [...document.querySelectorAll(all)].flatMap(one => {
        const a = one.getBoundingClientRect();
        return [...one.querySelectorAll(parts)].filter(part => { const b = part.getBoundingClientRect();
            return b.left < a.left - 1 || b.right > a.right + 1 || b.top < a.top - 1 || b.bottom > a.bottom + 1 })
            .map(part => part.textContent) })"""
    whole = page.evaluate(outside, ["svg", "text, rect, path"])
    # A card's text is inside the rectangle before it.
    cards = page.evaluate(
        """() => [...document.querySelectorAll('g:has(> title):has(> rect) > text')].filter(text => {
            const a = [...text.parentNode.querySelectorAll('rect')].at(-1).getBoundingClientRect();
            const b = text.getBoundingClientRect();
            return b.left < a.left || b.right > a.right || b.top < a.top - 2 || b.bottom > a.bottom + 2;
        }).map(text => text.textContent)"""
    )
    page.close()
    assert (whole, cards) == ([], [])


def test_a_png_is_twice_as_large_and_always_the_same(graph: Any, relations: Any) -> None:
    words: dict[str, Any] = {"title": "Rivers", "relations": relations}
    drawn, made = ElementTree.fromstring(svg(graph, **words)), png(graph, **words)
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20], "big") == 2 * int(drawn.get("width") or 0)
    assert png(graph, **words) == made


def test_a_png_that_is_too_large_is_scaled_down_and_says_so() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="12000" height="10000"><rect width="9" height="9"/></svg>'
    with pytest.warns(UserWarning, match=r"12,000 by 10,000 is drawn at 0\.\d\d of its size instead of 2"):
        made = _png.png(text)
    wide, tall = (int.from_bytes(made[at : at + 4], "big") for at in (16, 20))
    assert 59_000_000 < wide * tall <= 60_100_000


def test_without_resvg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, graph: Any, relations: Any) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UsageError, match="not installed") as error:
        png(graph, title="Rivers", relations=relations)
    assert "graphkit[picture]" in error.value.hint


def test_without_fonts_there_is_no_picture_without_its_words(monkeypatch: pytest.MonkeyPatch, graph: Any, relations: Any) -> None:
    import resvg_py

    drawn = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **words: drawn(**words | {"skip_system_fonts": True}))
    with pytest.raises(UsageError, match="no fonts were found") as error:
        png(graph, title="Rivers", relations=relations)
    assert "fonts-dejavu-core" in error.value.hint


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(UsageError, match="no picture of graphkit"):
        _png.png("<html>")
