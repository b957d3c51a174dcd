"""Everything by keyboard alone; where the keyboard is can be seen, and it is never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

nx = pytest.importorskip("networkx")


def _press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _here(page: Any) -> str:
    """Where the keyboard is: an identifier, or what stands there. Nowhere is never right, nor is a place unseen."""
    here, outlined = page.evaluate(
        """() => { const at = document.activeElement; const ring = getComputedStyle(at.querySelector(':scope > .twig') || at);
           return [at === document.body ? 'nowhere' : at.id || at.getAttribute('aria-label') || at.textContent.trim(),
                   ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2] }"""
    )
    assert here != "nowhere"
    assert outlined
    return str(here)


def test_the_keyboard_goes_through_the_page_in_the_order_in_which_it_is_read(rivers: Any) -> None:
    order = []
    for _ in range(16):
        _press(rivers, "Tab")
        order.append(_here(rivers))
    found = [order.index(name) for name in ("gk-search", "gk-tab-map", "gk-key", "gk-fit", "gk-canvas", "gk-from", "gk-to")]
    assert found == sorted(found)
    # One stop for the canvas, one for the tabs.
    assert len([name for name in order if "canvas" in name or "tab" in name]) == 2
    assert order[order.index("gk-canvas") + 1].startswith("Evidence: ")


def test_cards_are_walked_chosen_and_let_go_by_keys(rivers: Any) -> None:
    rivers.focus("#gk-canvas")
    assert "line" in rivers.inner_text("#gk-said")
    first = rivers.inner_text("#gk-said")
    _press(rivers, "ArrowRight")
    second = rivers.inner_text("#gk-said")
    assert second != first
    _press(rivers, "Enter")
    assert _here(rivers) == "gk-panel"
    name = rivers.inner_text("#gk-panel h2")
    assert second.startswith(name)
    assert rivers.get_attribute("#gk-panel", "aria-label") == f"Evidence: {name}"
    _press(rivers, "Tab")
    assert _here(rivers) == "Close"
    _press(rivers, "Enter")
    assert _here(rivers) == "gk-canvas"
    assert rivers.evaluate("graphkit.state.party") is None
    _press(rivers, "Enter", "Escape")
    assert _here(rivers) == "gk-canvas"
    _press(rivers, "Enter")
    rivers.focus("text=Show what is around it")
    _press(rivers, "Enter")
    assert _here(rivers) == "gk-canvas"
    assert rivers.inner_text("#gk-scene").startswith(f"Around {name}.")
    rivers.focus("#gk-back")
    _press(rivers, "Enter")
    assert _here(rivers) == "gk-canvas"


def test_names_in_the_evidence_lead_on_without_losing_the_keyboard(rivers: Any) -> None:
    rivers.evaluate("graphkit.select('trust')")
    rivers.focus("#gk-panel .other .link")
    _press(rivers, "Enter")
    assert _here(rivers) == "gk-panel"
    assert rivers.inner_text("#gk-panel h2") != "Otter Trust"


def test_a_list_is_searched_by_keys_and_leads_to_the_evidence(rivers: Any) -> None:
    rivers.focus("#gk-search")
    rivers.keyboard.type("counc")
    assert rivers.inner_text("#gk-said") == "2 organisations found"
    assert rivers.get_attribute("#gk-search", "aria-expanded") == "true"
    _press(rivers, "ArrowDown", "ArrowDown")
    marked = rivers.get_attribute("#gk-search", "aria-activedescendant")
    assert rivers.get_attribute(f"#{marked}", "aria-selected") == "true"
    name = rivers.inner_text(f"#{marked} bdi")
    _press(rivers, "Escape")
    assert rivers.is_hidden("#gk-search-list")
    assert _here(rivers) == "gk-search"
    _press(rivers, "ArrowDown", "ArrowDown", "Enter")
    assert _here(rivers) == "gk-panel"
    assert rivers.inner_text("#gk-panel h2") == name
    _press(rivers, "Escape")
    assert _here(rivers) == "gk-search"
    rivers.keyboard.type("nobody")
    assert rivers.inner_text("#gk-said") == "Nothing is called so."


def test_money_is_followed_by_keys_alone(look: Callable[..., Any], shipped: str) -> None:
    page = look(shipped)
    page.focus("#gk-from")
    page.keyboard.type("nhs england")
    _press(page, "Enter")
    assert _here(page) == "gk-to"
    page.keyboard.type("women in prison")
    _press(page, "Enter")
    assert _here(page) == "gk-answer"
    assert "at most £95,000" in page.text_content("#gk-said")
    assert page.inner_text("#gk-scene").startswith("Only the ways from NHS England to Women in Prison.")
    page.focus("text=Show them in the whole picture")
    _press(page, "Enter")
    assert _here(page) == "gk-canvas"
    page.focus("text=Draw only these ways")
    _press(page, "Enter")
    assert _here(page) == "gk-canvas"
    page.focus("text=As a flow diagram")
    _press(page, "Enter")
    assert _here(page) == "gk-tab-flow"
    page.focus("#gk-from")
    _press(page, "Delete", "Tab")  # what is wiped out is not followed any more
    assert page.evaluate("graphkit.state.source") is None
    assert page.evaluate("graphkit.state.scene.kind") == "opening"
    page.focus("#gk-forget")
    _press(page, "Enter")
    assert _here(page) == "gk-from"
    page.keyboard.type("zzz")
    _press(page, "Tab")
    assert page.input_value("#gk-from") == ""  # what is only typed chooses nobody


def test_tabs_turn_by_arrows(rivers: Any) -> None:
    rivers.focus("#gk-tab-map")
    for key, name in (("ArrowLeft", "tree"), ("ArrowRight", "map"), ("End", "tree"), ("Home", "map"), ("ArrowRight", "flow")):
        _press(rivers, key)
        assert _here(rivers) == f"gk-tab-{name}"
        assert rivers.is_visible(f"#gk-at-{name}")
        assert rivers.locator("[role=tabpanel]:visible").count() == 1


def test_the_tree_is_walked_by_arrows_and_kept_while_the_evidence_is_read(rivers: Any) -> None:
    rivers.focus("#gk-tab-tree")
    _press(rivers, "Enter", "Tab", "ArrowDown", "ArrowRight", "ArrowRight")
    name = _here(rivers)
    assert rivers.locator("#gk-tree [tabindex='0']").count() == 1
    assert rivers.evaluate("document.activeElement.getAttribute('aria-level')") == "3"
    _press(rivers, "Enter")
    assert _here(rivers) == "gk-panel"
    _press(rivers, "Escape")
    assert _here(rivers) == name
    _press(rivers, "ArrowLeft", "ArrowLeft")
    assert rivers.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    _press(rivers, "End", "Home")
    assert rivers.evaluate("document.activeElement.getAttribute('aria-level')") == "1"


def test_who_pays_one_another_in_a_ring_is_in_the_tree(look: Callable[..., Any], relations: list[dict[str, Any]]) -> None:
    from graphkit.view import page

    graph = nx.MultiDiGraph()
    for payer, payee in (("Ann", "Ben"), ("Ben", "Ann"), ("Cat", "Dan")):
        graph.add_edge(payer, payee, key=f"{payer}-{payee}", relation="flow", carries="money", directed=True, amount=None)
    shown = look(page(graph, title="Ring", relations=relations), "tab=tree")
    assert shown.eval_on_selector_all("#gk-tree [aria-level='2']", "all => all.map(one => one.textContent)") == [
        "Cat: 1 fact",
        "Ann: 1 fact",
    ]


def test_the_table_is_sorted_turned_and_read_by_keys(look: Callable[..., Any], shipped: str) -> None:
    page = look(shipped, "tab=table")
    page.focus("th:nth-child(2) button")
    _press(page, "Enter")
    assert _here(page) == "From"
    assert page.get_attribute("th:nth-child(2)", "aria-sort") == "ascending"
    assert page.text_content("#gk-said") == "Sorted by From, ascending"
    page.focus("#gk-rows tr:nth-child(3) .amount button")
    name = _here(page)
    _press(page, "Enter")
    assert _here(page) == "gk-panel"
    assert page.get_attribute("#gk-rows tr:nth-child(3)", "aria-current") is not None
    _press(page, "Escape")
    assert _here(page) == name
    before = page.inner_text("#gk-page")
    page.focus("#gk-next")
    while page.is_enabled("#gk-next"):
        _press(page, "Enter")
    assert _here(page) == "gk-previous"
    assert page.inner_text("#gk-page") != before


def test_filters_are_set_by_keys_and_say_what_they_leave(rivers: Any) -> None:
    rivers.focus("#gk-filters summary")
    _press(rivers, "Enter")
    rivers.focus("#gk-year-from")
    _press(rivers, "ArrowRight")
    assert _here(rivers) == "gk-year-from"
    assert rivers.get_attribute("#gk-year-from", "aria-valuetext") == "2018/19"
    assert rivers.inner_text("#gk-year-words") == "2018/19 to 2019/20"
    rivers.focus("#gk-stated")
    _press(rivers, "Space")
    assert re.match(r"\d+ of \d+ facts pass the filters", rivers.inner_text("#gk-left"))
    rivers.focus("[data-relation='0']")
    _press(rivers, "Space")
    assert rivers.get_attribute("[data-relation='0']", "aria-pressed") == "false"
    rivers.focus("#gk-reset")
    _press(rivers, "Enter")
    assert _here(rivers) == "Filters"
    assert rivers.text_content("#gk-left") == ""
    rivers.focus("#gk-key")
    _press(rivers, "Enter")
    assert _here(rivers) == "gk-legend"
