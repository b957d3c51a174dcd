"""Filters: what they take away, and that the sums on the lines are those of what is left."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.view import page
from tests.view.pages import flow

nx = pytest.importorskip("networkx")


def left(seen: Any) -> set[str]:
    """The facts that pass."""
    return {fact for line in seen.lines() for fact in line}


def test_without_filters_everything_is_there_and_nothing_is_said_of_them(seen: Any) -> None:
    assert len(left(seen)) == 12
    assert seen.page.inner_text("#gk-left") == "" and not seen.page.is_visible("#gk-reset")


def test_a_relation_goes_and_comes_back_with_its_key(seen: Any) -> None:
    key = seen.page.locator("[data-relation]", has_text="Delegation").first
    key.click()
    assert left(seen) == {"grant", "second", "third", "otters", "guess", "shared", "open", "maybe", "pact", "panel"}
    assert "10 of 12 facts pass the filters" in seen.page.inner_text("#gk-left")
    seen.page.click("#gk-reset")
    assert len(left(seen)) == 12 and key.get_attribute("aria-pressed") == "true"


def test_a_kind_goes_with_all_that_its_parties_do(seen: Any) -> None:
    key = seen.page.locator("[data-kind]", has_text="charity").first
    key.click()
    assert left(seen) == {"grant", "second", "third", "shared", "power", "sign", "pact"}
    key.click()
    assert len(left(seen)) == 12


def test_the_sums_on_the_lines_are_those_of_what_is_left(seen: Any) -> None:
    assert seen.line("grant")["tag"] == "3 flows, up to £395,000; 1 not stated"
    wide = seen.line("grant")["width"]
    seen.go("{least: 100000}")
    assert seen.line("second")["tag"] == "up to £300,000" and seen.line("second")["facts"] == ["second"]
    assert seen.line("second")["width"] < wide
    seen.page.mouse.click(*seen.point_on(seen.line("second")["id"], 0.4))
    assert "£300,000" in seen.panel and "£95,000" not in seen.panel


def test_only_money_of_at_least_so_much_is_asked_for_and_other_relations_stay(seen: Any) -> None:
    seen.page.click("summary >> text=Filters")
    seen.page.fill("#gk-least", "25000")
    # What is not stated is not known to be so much.
    assert left(seen) == {"grant", "second", "otters", "shared", "power", "sign", "pact", "panel"}
    seen.page.fill("#gk-least", "25000.01")
    assert "otters" in left(seen)  # whole pounds
    seen.page.fill("#gk-least", "25001")
    assert "otters" not in left(seen)
    for nothing in ("", "-5", "0"):
        seen.page.fill("#gk-least", nothing)
        assert len(left(seen)) == 12
    seen.page.click("summary >> text=Filters")


def test_a_stage_is_of_money_alone(seen: Any) -> None:
    seen.page.click("summary >> text=Filters")
    seen.page.uncheck("#gk-stages label:has-text('approved') input")
    assert left(seen) == {"open", "maybe", "power", "sign", "pact", "panel"}
    seen.page.check("#gk-stages label:has-text('approved') input")
    seen.page.uncheck("#gk-stages label:has-text('paid') input")
    assert left(seen) == {"grant", "second", "third", "otters", "guess", "shared", "power", "sign", "pact", "panel"}
    seen.page.click("summary >> text=Filters")


def test_only_what_is_stated(seen: Any) -> None:
    seen.page.click("summary >> text=Filters")
    seen.page.check("#gk-stated")
    assert len(left(seen)) == 10 and not {"guess", "maybe"} & left(seen)
    seen.page.click("summary >> text=Filters")


def test_what_is_of_no_year_stays_since_unknown_is_not_no(seen: Any) -> None:
    # grant is for 2017/18 and 2018/19, open for 2019/20, all else of no stated time.
    undated = {"second", "third", "otters", "guess", "shared", "maybe", "power", "sign", "pact", "panel"}
    assert seen.page.evaluate("graphkit.state.years") == [0, 2]
    for years, there in [([2, 2], {"open"}), ([0, 0], {"grant"}), ([1, 1], {"grant"}), ([1, 2], {"grant", "open"})]:
        seen.go(f"{{years: {years}}}")
        assert left(seen) == undated | there


def test_the_sliders_of_the_years_never_cross_and_say_where_they_are(seen: Any) -> None:
    seen.page.click("summary >> text=Filters")
    seen.page.focus("#gk-year-from")
    for _ in range(3):
        seen.page.keyboard.press("ArrowRight")
    assert seen.page.evaluate("graphkit.state.years") == [2, 2]
    assert seen.page.get_attribute("#gk-year-from", "aria-valuetext") == "2019/20"
    assert seen.page.inner_text("#gk-year-words") == "2019/20 to 2019/20"
    seen.page.focus("#gk-year-to")
    seen.page.keyboard.press("ArrowLeft")
    assert seen.page.evaluate("graphkit.state.years") == [1, 1]
    seen.page.click("summary >> text=Filters")


def test_filters_rule_all_that_is_shown(seen: Any) -> None:
    seen.go("{stated: true, party: graphkit.parties.find(p => p.id === 'trust').i}")
    assert "£25,000" in seen.panel and "£4,000" not in seen.panel and "Beaver Lodge" not in seen.panel
    seen.page.click("#gk-tab-table")
    assert seen.page.inner_text("#gk-page") == "1 to 10 of 10 facts"
    seen.page.click("#gk-tab-tree")
    assert seen.page.locator("#gk-tree [role=treeitem]").first.get_attribute("aria-label") == "Funding: 6 facts"
    seen.go("{off: new Set([0, 1, 2, 3])}")
    seen.page.click("#gk-tab-table")
    assert seen.page.inner_text("#gk-page") == "No fact passes the filters."
    seen.page.click("#gk-tab-map")
    assert seen.lines() == []


def test_filters_rule_what_is_drawn_around_a_party(seen: Any) -> None:
    seen.go("{scene: {kind: 'near', party: graphkit.parties.find(p => p.id === 'trust').i, hops: 1}}")
    assert "Beaver Lodge" in seen.cards()
    seen.go("{stated: true}")
    assert "Beaver Lodge" not in seen.cards() and "River Office" in seen.cards()
    seen.go("{stated: false}")
    assert "Beaver Lodge" in seen.cards()


def test_filters_change_the_lines_of_stacks(large: Any) -> None:
    before = large.line("u/1")
    large.go("{offStages: new Set(['paid'])}")
    after = large.line("u/2")
    assert len(after["facts"]) < len(before["facts"]) and after["tag"] != before["tag"]
    large.go("{offStages: new Set(['approved'])}")
    assert all(fact.startswith("u/") for line in large.lines() for fact in line)


def test_what_is_told_again_stays_out_of_the_sums_of_what_is_left(show: Any, relations: Any) -> None:
    graph = nx.MultiDiGraph()
    for key, amount, stage in (("a", 10, "approved"), ("b", 10, "approved"), ("c", 7, "paid"), ("d", 2, "paid")):
        flow(graph, "x", "y", key, amount, stage=stage)
    seen = show(page(graph, title="T", relations=relations, uncounted={"b"}))
    assert seen.line("a")["tag"] == "3 flows, £10 approved; £9 paid"
    seen.go("{offStages: new Set(['approved'])}")
    assert seen.line("c")["tag"] == "2 flows, £9"
    seen.go("{offStages: new Set(['paid'])}")
    assert seen.line("a")["tag"] == "£10" and seen.line("a")["facts"] == ["a", "b"]
