"""Whoever reads it: by keyboard, by ear, by touch, large, dark, and in colours of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

import graphkit

nx = pytest.importorskip("networkx")

WIDE, ZOOMED, PHONE = (1400, 900), (700, 450), (375, 750)  # zoomed: 200 % of the first
FOLLOWED = "from=nhs-england&to=women-in-prison"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LINE = "graphkit.go({facts: graphkit.scene().lines.find(line => line.facts.length > 1).facts.map(fact => fact.i)})"
FILTERED = "document.querySelectorAll('details').forEach(one => { one.open = true }); graphkit.go({least: 1000})"
CUT = """all => all.filter(one => one.checkVisibility() && !one.classList.contains('unseen'))
  .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'
    || !one.closest('.scroll') && one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 80))"""
STATES: dict[str, tuple[str, str, dict[str, Any]]] = {  # address, what is done, what is particular about the browser
    "opening": ("", "", {}),
    "party": ("party=nhs-england", "", {}),
    "line": ("", LINE, {}),
    "near": ("near=nhs-england&party=nhs-england", "", {}),
    "answer": (FOLLOWED, "", {}),
    "only the ways": (f"{FOLLOWED}&only=paths", "", {}),
    "flow diagram": (f"{FOLLOWED}&tab=flow", "", {}),
    "no flow diagram yet": ("tab=flow", "", {}),
    "table": ("tab=table&least=500000&off=delegation&off=partnership", "", {}),
    "tree": ("tab=tree", "", {}),
    "filters": ("", FILTERED, {}),
    "dark": (FOLLOWED, "", {"color_scheme": "dark"}),
    "dark flow diagram": (f"{FOLLOWED}&tab=flow", "", {"color_scheme": "dark"}),
    "dark table": ("tab=table&least=2000000&off=delegation&off=partnership&off=provision", "", {"color_scheme": "dark"}),
    "phone": ("party=nhs-england", "", {"viewport": PHONE}),
    "phone line": ("", LINE, {"viewport": PHONE}),
    "phone flow diagram": (f"{FOLLOWED}&tab=flow", "", {"viewport": PHONE}),
    "phone table": ("tab=table&least=2000000&off=delegation&off=partnership&off=provision", "", {"viewport": PHONE}),
    "phone tree": ("tab=tree", FILTERED, {"viewport": PHONE}),
    "zoomed": (FOLLOWED, FILTERED, {"viewport": ZOOMED}),
    "zoomed table": (
        "tab=table&least=2000000&off=delegation&off=partnership&off=provision&party=nhs-england",
        "",
        {"viewport": ZOOMED},
    ),
    "forced colours": (FOLLOWED, "", {"forced_colors": "active"}),
}


@pytest.fixture(scope="session")
def overview(family_folder: str) -> str:
    with graphkit.open(family_folder) as found:
        return found.view(max_nodes=12)


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_headings_step_down_one_by_one(
    look: Callable[..., Any], shipped: str, axe: str, state: str
) -> None:
    address, done, options = STATES[state]
    page = look(shipped, address, **options)
    page.evaluate(done or "0")
    _finds_nothing(page, axe)
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.filter(one => one.checkVisibility()).map(one => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    # No sideways scrolling, whatever the size: what is wide scrolls by itself. No text is cut.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.eval_on_selector_all("h1, h2, h3, p, li, dt, dd, label, legend, button, summary, td, th", CUT) == []
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title()


def _finds_nothing(page: Any, axe: str) -> None:
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert [(one["id"], [node["target"] for node in one["nodes"]][:5]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20


def test_axe_finds_nothing_in_an_open_list_and_in_an_overview_of_stacks(
    look: Callable[..., Any], shipped: str, overview: str, axe: str
) -> None:
    page = look(shipped)
    page.click("#gk-search")
    page.keyboard.type("lon")
    page.keyboard.press("ArrowDown")
    assert page.is_visible("#gk-search-list [aria-selected=true]")
    _finds_nothing(page, axe)
    page = look(overview)
    assert "more in stacks" in page.inner_text("#gk-scene")
    _finds_nothing(page, axe)
    page.evaluate("graphkit.go({stack: [...graphkit.scene().cards.values()].find(card => card.role === 'stack').id})")
    _finds_nothing(page, axe)


def test_what_changes_is_said(rivers: Any) -> None:
    for name in ("gk-said", "gk-scene", "gk-page", "gk-left"):
        assert rivers.get_attribute(f"#{name}", "aria-live") == "polite"
    rivers.evaluate("graphkit.go({tab: 'table', least: 100000})")
    assert re.fullmatch(r"1 to \d+ of \d+ facts", rivers.inner_text("#gk-page"))


def test_on_a_phone_the_map_moves_under_the_finger_and_a_tap_brings_the_evidence(look: Callable[..., Any], shipped: str) -> None:
    page = look(shipped, viewport=PHONE, has_touch=True, is_mobile=True)
    box = page.locator("#gk-canvas").bounding_box()
    assert box["height"] < PHONE[1] * 0.75  # there is room beside it to scroll the page
    assert page.evaluate("getComputedStyle(document.querySelector('#gk-canvas canvas')).touchAction") == "none"
    x, y = box["x"] + box["width"] / 2, box["y"] + 150
    cdp = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(points)]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    middle = page.evaluate("graphkit.network.getViewPosition().x")
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x - 10 * step, y))
    touch("touchEnd")
    page.wait_for_function("before => graphkit.network.getViewPosition().x > before + 20", arg=middle)
    before = page.evaluate("graphkit.network.getScale()")
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 9):
        touch("touchMove", (x - 20 - 8 * step, y), (x + 20 + 8 * step, y))
    touch("touchEnd")
    page.wait_for_function("before => graphkit.network.getScale() > before * 1.5", arg=before)
    page.click("#gk-fit")
    at = page.evaluate(
        """() => { const box = document.getElementById('gk-canvas').getBoundingClientRect();
           for (const card of graphkit.scene().cards.values()) { const at = graphkit.network.canvasToDOM(card);
             if (at.x > 20 && at.x < box.width - 20 && at.y > 20 && at.y < 250) return [box.left + at.x, box.top + at.y] } }"""
    )
    page.touchscreen.tap(*at)
    page.wait_for_function("graphkit.state.party !== null")
    top = page.evaluate("document.querySelector('#gk-panel h2').getBoundingClientRect().top")
    assert 0 <= top < PHONE[1] / 2


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out_from_what_they_stand_on(look: Callable[..., Any], shipped: str, scheme: str) -> None:
    page = look(shipped, color_scheme=scheme)
    grounds, texts, lines = (
        ("paper", "card", "soft"),
        ("ink", "muted", "warn", "focus"),
        ("field", "focus", *(f"r{i}" for i in range(7))),
    )
    colours = page.evaluate(
        """names => { const style = getComputedStyle(document.documentElement);
           return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()])) }""",
        [*grounds, *texts, *lines],
    )

    def contrast(one: str, other: str) -> float:
        low, high = sorted((_luminance(colours[one]), _luminance(colours[other])))
        return (high + 0.05) / (low + 0.05)

    for ground in grounds:
        for text in texts:
            assert contrast(text, ground) >= 4.5, (text, ground)
    for line in lines:
        assert contrast(line, "card") >= 3, line


def test_forced_colours_keep_what_is_chosen_and_where_the_keyboard_is(rivers: Any) -> None:
    rivers.emulate_media(forced_colors="active")
    ground = "one => getComputedStyle(one).backgroundColor"
    assert rivers.eval_on_selector("#gk-tab-map", ground) != rivers.eval_on_selector("#gk-tab-table", ground)
    rivers.keyboard.press("Tab")
    assert rivers.eval_on_selector("#gk-search", "one => getComputedStyle(one).outlineStyle") == "solid"


def test_nothing_moves_by_itself(rivers: Any) -> None:
    rivers.evaluate("graphkit.select('office'); graphkit.go({scene: {kind: 'near', party: 0, hops: 1}})")
    assert rivers.evaluate("document.getAnimations().length") == 0
    moving = "all => all.filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).map(one => one.className)"
    assert rivers.eval_on_selector_all("body *:not(canvas)", moving) == []


def test_names_of_other_scripts_do_not_turn_their_neighbours_round(
    look: Callable[..., Any], graph: Any, relations: list[dict[str, Any]]
) -> None:
    from graphkit.view import page

    name = "אגודת הנהר (1)"
    graph.nodes["trust"]["name"] = name
    shown = look(page(graph, title="نهر 1", relations=relations), "party=office")
    trust = shown.evaluate("name => graphkit.parties.find(party => party.name === name).i", name)
    for change in (
        "{}",
        "{tab: 'table'}",
        "{tab: 'tree'}",
        f"{{party: null, source: 0, target: {trust}}}",
        "{scene: {kind: 'near', party: TRUST, hops: 2}, tab: 'map', source: null}",
    ):
        shown.evaluate(f"graphkit.go({change.replace('TRUST', str(trust))})")
        found = shown.evaluate(
            """name => { const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
               while (walk.nextNode()) { const at = walk.currentNode.parentElement;
                 if (walk.currentNode.data.includes(name) && at.checkVisibility() && !at.closest('noscript, script, .unseen'))
                   found.push([getComputedStyle(at).unicodeBidi, at.outerHTML]) }
               return found }""",
            name,
        )
        assert [where for bidi, where in found if bidi != "isolate"] == [], change
        assert found, change
    assert shown.locator("h1 bdi").inner_text() == "نهر 1"
