"""What a reader can do: from a line to the paragraph, from the overview to each party, by map, table and tree."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.view import page
from tests.view.pages import flow
from tests.view.test_page import overlapping

nx = pytest.importorskip("networkx")

# ---- from a line to the evidence --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three() -> Any:
    graph = nx.MultiDiGraph()
    graph.add_node("fund", name="Bridge Fund")
    graph.add_node("club", name="Rowing Club")
    for at, (amount, year) in enumerate([(100_000, "2015/16"), (90_000, "2016/17"), (8_427, "2018/19")]):
        flow(
            graph, "fund", "club", f"d/{at}", amount,
            instrument="grant", financial_years=(year,), decision=f"D {at}", locators=(f"{at}.1",), url=f"https://example.org/{at}",
        )  # fmt: skip
    return graph


def test_a_line_of_several_grants_says_how_many_what_they_come_to_and_when(show: Any, three: Any, relations: Any) -> None:
    seen = show(page(three, title="T", relations=relations))
    line = seen.line("d/0")
    assert (line["tag"], line["years"]) == ("3 grants, £198,427", "2015/16 to 2018/19")
    # One click, and each flow stands there with its place and its decision.
    seen.page.mouse.click(*seen.point_on(line["id"]))
    assert "Bridge Fund → Rowing Club" in seen.panel.replace("\n", " ").replace("  ", " ")
    for at, (amount, year) in enumerate([("£100,000", "2015/16"), ("£90,000", "2016/17"), ("£8,427", "2018/19")]):
        fact = seen.page.locator("#gk-panel .fact").nth(at)
        text = fact.inner_text()
        assert amount in text and year in text and f"D {at}" in text and f"{at}.1" in text
        assert fact.locator("a").get_attribute("href") == f"https://example.org/{at}"


def test_evidence_is_at_most_two_actions_from_any_line(seen: Any) -> None:
    lines = seen.page.evaluate("""graphkit.scene().lines.filter(one => one.facts.length)
        .map(one => [one.id, one.facts.map(fact => [fact.decision, fact.where])])""")
    assert len(lines) > 9
    for id, told in lines:
        for part in (0.5, 0.35, 0.65, 0.2, 0.8):  # elsewhere on the line where another crosses it
            seen.go("{party: null, facts: null, stack: null}")
            seen.page.mouse.click(*seen.point_on(id, part))
            if [
                seen.page.evaluate("i => graphkit.facts[i].where", i) for i in seen.page.evaluate("graphkit.state.facts || []")
            ] == [where for _, where in told]:
                break
        else:
            pytest.fail(f"no click on {id} opens it")
        assert all(decision in seen.panel and where in seen.panel for decision, where in told)


def test_a_fact_of_an_organisation_opens_with_one_more_click(seen: Any) -> None:
    seen.page.mouse.click(*seen.middle_of(seen.cards()["River Office"]["id"]))
    seen.page.click("#gk-panel button[aria-label='Evidence: River Office → Otter Trust, £25,000']")
    assert "yearly report" in seen.panel and "D 1" in seen.panel


def test_what_is_told_again_is_shown_said_so_and_in_no_sum(show: Any, three: Any, relations: Any) -> None:
    seen = show(page(three, title="T", relations=relations, uncounted={"d/2"}))
    assert seen.line("d/0")["tag"] == "2 grants, £190,000"
    seen.page.evaluate("graphkit.select('d/2')")
    assert "£8,427" in seen.panel and "told again, or excluded" in seen.panel
    seen.page.evaluate("graphkit.select('fund')")
    assert "2 grants, £190,000" in seen.panel and "told again" in seen.panel


# ---- more than can be read at once ------------------------------------------------------------------------


def test_an_overview_says_how_much_of_what_it_shows(large: Any) -> None:
    total = large.count("graphkit.parties.length")
    assert large.scene.startswith(f"Showing 24 of {total:,} organisations ({total - 24:,} more in stacks)")
    stacks = [card for card in large.cards().values() if card["role"] == "stack"]
    assert sum(len(card["parties"]) for card in stacks) == total - 24
    assert overlapping([[card[key] for key in ("x", "y", "width", "height")] for card in large.cards().values()]) == []


def test_a_click_on_a_stack_lists_it_and_one_more_draws_its_largest(large: Any) -> None:
    stack = next(card for card in large.cards().values() if card["role"] == "stack" and "Council 500" in card["parties"])
    large.page.mouse.click(*large.middle_of(stack["id"]))
    assert f"{len(stack['parties']):,} organisations" in large.panel and "local authority" in large.panel
    rows = large.page.locator("#gk-panel .item").count()
    large.page.click("#gk-panel >> text=/^Show \\d+ more of/")
    assert large.page.locator("#gk-panel .item").count() == 2 * rows
    large.page.click("#gk-panel >> text=Draw the largest of them")
    inside = large.cards()
    assert "Council 973" in inside and "Department 3" in inside
    assert "The largest of" in large.scene
    assert overlapping([[card[key] for key in ("x", "y", "width", "height")] for card in inside.values()]) == []
    large.page.click("#gk-back")
    assert large.scene.startswith("Showing 24 of")


def test_a_double_click_on_a_stack_draws_what_is_in_it(large: Any) -> None:
    stack = next(card for card in large.cards().values() if card["role"] == "stack")
    large.page.mouse.dblclick(*large.middle_of(stack["id"]))
    large.until("graphkit.state.scene.kind === 'stack'")
    assert "The largest of" in large.scene


def test_the_lines_of_a_stack_hold_the_facts_of_all_that_lies_in_it(large: Any) -> None:
    shown = {fact for line in large.lines() for fact in line}
    hidden = large.count("graphkit.scene().hidden")
    assert len(large.lines()) <= 72
    assert hidden > 0 or len(shown) == large.count("graphkit.facts.length")
    line = large.line("c/500")
    assert line["tag"].endswith("…") or "flows" in line["tag"]


def test_the_search_reaches_a_party_that_lies_in_a_stack(large: Any) -> None:
    large.page.fill("#gk-search", "council 777")
    assert large.page.locator("#gk-search-list li bdi").all_inner_texts()[0] == "Council 777"
    large.page.keyboard.press("Enter")
    assert large.panel.startswith("Council 777") and "Department 7" in large.panel and "Club 777" in large.panel
    large.page.click("#gk-panel >> text=Show what is around it")
    assert set(large.cards()) == {"Council 777", "Department 7", "Club 777"}


def test_the_table_reaches_every_fact(large: Any) -> None:
    large.page.click("#gk-tab-table")
    total = large.count("graphkit.facts.length")
    assert large.page.inner_text("#gk-page") == f"1 to 100 of {total:,} facts"
    found = large.page.evaluate("""() => {
      const rows = []; const next = document.getElementById('gk-next');
      for (;;) {
        rows.push(...[...document.querySelectorAll('#gk-rows tr')].map(row => row.innerText));
        if (next.disabled) return rows;
        next.click() } }""")
    assert len(found) == len(set(found)) == total
    assert any("Council 993" in row and "£1,993" in row and "D 1" in row for row in found)


def test_the_tree_reaches_every_party_step_by_step(large: Any) -> None:
    large.page.click("#gk-tab-tree")
    found = large.page.evaluate("""() => {
      const tree = document.getElementById('gk-tree');
      tree.querySelector('[role=treeitem]').focus();
      const seen = new Set();
      for (;;) {
        const shut = [...tree.querySelectorAll('[aria-expanded=false]')];
        if (!shut.length) break;
        for (const one of shut) one.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true})) }
      for (const one of tree.querySelectorAll('bdi')) seen.add(one.textContent);
      return seen.size }""")
    assert found == large.count("graphkit.parties.length")


# ---- what is near -----------------------------------------------------------------------------------------


def test_what_is_near_a_party_grows_step_by_step(seen: Any) -> None:
    seen.page.evaluate("graphkit.select('trust')")
    seen.page.click("#gk-panel >> text=Show what is around it")
    assert "Around Otter Trust" in seen.scene
    one = set(seen.cards())
    assert {"Otter Trust", "River Office", "North Council", "Beaver Lodge"} <= one
    seen.page.click("#gk-panel >> text=One step further")
    two = set(seen.cards())
    assert one < two | {"k"} and "Ministry of Rivers" in two
    x = {name: card["x"] for name, card in seen.cards().items()}
    assert x["Ministry of Rivers"] < x["River Office"] < x["Otter Trust"] < x["Beaver Lodge"]
    seen.page.click("#gk-back")
    assert seen.page.evaluate("graphkit.state.scene.kind") == "opening"


def test_the_neighbours_that_have_no_card_share_one(large: Any) -> None:
    large.go("{scene: {kind: 'near', party: graphkit.parties.find(p => p.id === 'd3').i, hops: 1}}")
    cards = large.cards()
    [rest] = [card for card in cards.values() if card["role"] == "stack"]
    assert {"The Treasury", "Department 3", "Council 993"} <= set(cards)
    own = [name for name in cards if name.startswith("Council")]
    assert len(own) + len(rest["parties"]) == large.count(
        "graphkit.facts.filter(f => graphkit.parties[f.ends[0]].id === 'd3').length"
    )
    assert overlapping([[card[key] for key in ("x", "y", "width", "height")] for card in cards.values()]) == []
    large.page.mouse.click(*large.middle_of(rest["id"]))
    assert f"{len(rest['parties'])} organisations" in large.panel


def test_a_second_click_on_a_card_shows_what_is_around_it(seen: Any) -> None:
    seen.page.mouse.dblclick(*seen.middle_of(seen.cards()["Otter Trust"]["id"]))
    seen.until("graphkit.state.scene.kind === 'near'")
    assert "Around Otter Trust" in seen.scene


# ---- from one view to another -----------------------------------------------------------------------------


def test_a_map_that_was_hidden_is_drawn_when_it_is_seen(show: Any, graph: Any, relations: Any) -> None:
    html = page(graph, title="T", relations=relations)
    hidden, open_ = show(html, "#tab=table"), show(html)
    assert not hidden.page.is_visible("#gk-canvas")
    hidden.page.click("#gk-tab-map")
    measures = """() => { const {x, y} = graphkit.network.getViewPosition();
        return [graphkit.network.getScale(), x, y, document.querySelector('#gk-canvas canvas').clientHeight] }"""
    hidden.page.wait_for_timeout(50)
    assert hidden.page.evaluate(measures) == pytest.approx(open_.page.evaluate(measures))


def test_what_changes_while_the_map_is_hidden_is_drawn_when_it_is_seen_again(seen: Any) -> None:
    seen.page.click("#gk-tab-tree")
    seen.go("{scene: {kind: 'near', party: graphkit.parties.find(p => p.id === 'lodge').i, hops: 1}, stated: true}")
    seen.page.click("#gk-tab-map")
    assert "Around Beaver Lodge" in seen.scene
    assert seen.lines() == [["open"]]
    assert seen.count("document.querySelector('#gk-canvas canvas').clientHeight") > 300


def test_the_table_shows_only_what_the_map_does_where_it_is_asked_to(seen: Any) -> None:
    seen.go("{scene: {kind: 'near', party: graphkit.parties.find(p => p.id === 'lodge').i, hops: 1}}")
    seen.page.click("#gk-tab-table")
    everything = seen.page.locator("#gk-rows tr").count()
    seen.page.check("#gk-drawn")
    assert seen.page.locator("#gk-rows tr").count() == len({fact for line in seen.lines() for fact in line}) < everything
    seen.page.uncheck("#gk-drawn")
    assert seen.page.locator("#gk-rows tr").count() == everything == 12


def test_the_table_is_sorted_by_the_column_that_is_clicked(seen: Any) -> None:
    seen.page.click("#gk-tab-table")
    amounts = [text for text in seen.page.locator("#gk-rows td.amount").all_inner_texts() if text.startswith(("£", "up to £"))]
    pounds = [int(text.removeprefix("up to ").strip("£").replace(",", "")) for text in amounts if text != "limit £500,000"]
    assert pounds == sorted(pounds, reverse=True) and len(pounds) == 5
    seen.page.click("#gk-heads >> text=To")
    names = seen.page.locator("#gk-rows td:nth-child(3)").all_inner_texts()
    assert (
        names == sorted(names, key=lambda name: name.replace("↔ ", ""))
        or seen.page.get_attribute("#gk-heads th:nth-child(3)", "aria-sort") == "ascending"
    )


def test_a_row_of_the_table_opens_the_evidence_and_a_name_the_organisation(seen: Any) -> None:
    seen.page.click("#gk-tab-table")
    seen.page.click("#gk-rows button[aria-label='Evidence: River Office → Otter Trust']")
    assert "yearly report" in seen.panel
    seen.page.locator("#gk-rows button", has_text="Beaver Lodge").first.click()
    assert seen.panel.startswith("Beaver Lodge")


def test_the_tree_is_walked_by_keys_and_leads_to_the_evidence(seen: Any) -> None:
    seen.page.click("#gk-tab-tree")
    tree = seen.page.locator("#gk-tree")
    tree.locator("[role=treeitem]").first.focus()
    focused = "document.activeElement.getAttribute('aria-label')"
    assert seen.page.evaluate(focused) == "Funding: 8 facts"
    for key, label in [
        ("ArrowDown", "Ministry of Rivers: 3 flows, up to £395,000; 1 not stated"),
        ("ArrowRight", "Ministry of Rivers: 3 flows, up to £395,000; 1 not stated"),
        ("ArrowRight", "River Office (3 flows, up to £395,000; 1 not stated, 2017/18 to 2018/19)"),
        ("ArrowRight", None),
        ("ArrowDown", "North and South (£60,000)"),
    ]:
        seen.page.keyboard.press(key)
        assert label is None or seen.page.evaluate(focused) == label
    seen.page.keyboard.press("Enter")
    assert "£60,000" in seen.panel and "how the money is split among them is not stated" in seen.panel
    for key in ("Escape", "ArrowLeft", "ArrowLeft"):  # back from the evidence, and up
        seen.page.keyboard.press(key)
    assert tree.locator("[role=treeitem]:focus").get_attribute("aria-expanded") == "false"


# ---- search -----------------------------------------------------------------------------------------------


def test_the_keyboard_reaches_every_organisation(seen: Any) -> None:
    seen.page.focus("#gk-search")
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.locator("#gk-search-list li").count() == seen.count("graphkit.parties.length") == 9
    seen.page.keyboard.type("otter")
    assert seen.page.locator("#gk-search-list li bdi").all_inner_texts() == ["Otter Trust"]
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    assert seen.panel.startswith("Otter Trust")


@pytest.mark.parametrize(("typed", "names"), [("office of rivers", ["River Office"]), ("ro-1", ["River Office"]), ("xyz", [])])
def test_the_search_finds_other_names_and_identifiers_too(seen: Any, typed: str, names: list[str]) -> None:
    seen.page.fill("#gk-search", typed)
    assert seen.page.locator("#gk-search-list:visible li bdi").all_inner_texts() == names
    if not names:
        assert "Nothing is called so." in seen.page.inner_text("#gk-search-list")
    seen.page.keyboard.press("Escape")
    assert not seen.page.is_visible("#gk-search-list")


def test_the_search_heeds_no_accents_and_no_case(show: Any, relations: Any) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="Société Ünder")
    seen = show(page(graph, title="T", relations=relations))
    seen.page.fill("#gk-search", "SOCIETE und")
    assert seen.page.locator("#gk-search-list li bdi").all_inner_texts() == ["Société Ünder"]


def test_the_table_of_what_the_map_shows_follows_the_filters_while_the_map_is_hidden(seen: Any) -> None:
    seen.page.click("#gk-tab-table")
    seen.page.check("#gk-drawn")
    every = seen.page.inner_text("#gk-page")
    seen.page.evaluate("graphkit.go({tab: 'map', least: 90000})")
    seen.page.click("#gk-tab-table")
    assert seen.page.inner_text("#gk-page") != every
    seen.page.evaluate("graphkit.go({least: 0})")
    assert seen.page.inner_text("#gk-page") == every
