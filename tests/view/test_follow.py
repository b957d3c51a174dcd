"""Follow the money: a source, a target, the ways between them, and the figures where they were worked out beforehand."""

from __future__ import annotations

from typing import Any

import pytest

import graphkit
from graphkit.money import words
from graphkit.view import page
from tests.view.pages import Seen, answer, flow

nx = pytest.importorskip("networkx")


def choose(seen: Seen, source: str, target: str) -> str:
    """Choose by keyboard, as a reader would; returns what the page answers."""
    for field, name in (("#gk-from", source), ("#gk-to", target)):
        seen.page.fill(field, name)
        seen.page.keyboard.press("Enter")
    return str(seen.page.inner_text("#gk-answer"))


def lit(seen: Seen) -> set[str]:
    """The facts of the lines that are not dimmed."""
    return set(
        seen.page.evaluate("""graphkit.scene().lines.filter(one => !one.hidden && graphkit.edges.get(one.id).color.opacity > 0.1)
            .flatMap(one => one.facts.map(fact => fact.id))""")
    )


def test_figures_caveats_and_ways_are_those_that_were_worked_out(seen: Any) -> None:
    text = choose(seen, "Ministry of Rivers", "Otter Trust")
    assert "AT LEAST" in text.upper() and text.count("£25,000") == 4  # three figures and a step
    assert "otters is conditional: yearly report" in text
    assert "1 way" in text.lower() and "River Office" in text


def test_the_ways_are_lit_and_all_else_is_dimmed(seen: Any) -> None:
    choose(seen, "Ministry of Rivers", "Otter Trust")
    assert lit(seen) >= {"grant", "otters"} and lit(seen).isdisjoint({"guess", "open", "power", "pact", "panel"})
    if seen.page.evaluate("graphkit.state.scene.kind") != "paths":
        seen.page.click("#gk-answer >> text=Draw only these ways")
    assert set(seen.cards()) == {"Ministry of Rivers", "River Office", "Otter Trust"}
    x = {name: card["x"] for name, card in seen.cards().items()}
    assert x["Ministry of Rivers"] < x["River Office"] < x["Otter Trust"]
    assert "Only the ways from Ministry of Rivers to Otter Trust." in seen.scene
    seen.page.click("#gk-back")
    assert lit(seen) >= {"grant", "otters"} and lit(seen).isdisjoint({"guess", "open"})
    seen.page.click("#gk-forget")
    assert "guess" in lit(seen) and seen.page.inner_text("#gk-answer") == ""


def test_a_way_through_a_group_goes_on_with_its_member(seen: Any) -> None:
    choose(seen, "River Office", "South Council")
    seen.go("{scene: {kind: 'opening'}}")
    assert lit(seen) == {"shared"}
    tie = """graphkit.scene().lines.filter(one => !one.all.length).map(one => [
        graphkit.scene().cards.get(one.to).label, graphkit.edges.get(one.id).color.opacity > 0.1])"""
    assert dict(seen.page.evaluate(tie))["North Council"] is False
    seen.go("{scene: {kind: 'paths'}}")
    assert {"River Office", "North and South"} <= set(seen.cards())


def test_a_step_opens_its_evidence(seen: Any) -> None:
    choose(seen, "Ministry of Rivers", "Otter Trust")
    seen.page.locator("#gk-answer button[aria-label^='Evidence: River Office → Otter Trust']").click()
    assert "yearly report" in seen.panel


def test_of_others_it_says_that_the_figures_were_not_worked_out_and_what_to_ask(seen: Any) -> None:
    text = choose(seen, "River Office", "North Council")
    assert "not worked out beforehand" in text
    assert 'graphkit trace "River Office" "North Council"' in text
    assert "at least" not in text.lower().split("graphkit trace")[0].replace("at most", "")
    assert lit(seen) >= {"otters", "guess", "shared"} and "2 ways" in text.lower()
    seen.page.click("#gk-tab-flow")
    assert "not worked out beforehand" in seen.page.inner_text("#gk-flow")


def test_where_no_way_leads_it_says_so(seen: Any) -> None:
    text = choose(seen, "Otter Trust", "South Council")
    assert "no way" in text and "graphkit trace" in text
    assert lit(seen) == lit_without_question(seen)


def lit_without_question(seen: Seen) -> set[str]:
    seen.go("{source: null, target: null, scene: {kind: 'opening'}}")
    return lit(seen)


def test_a_contradiction_has_no_figures_and_ways_that_are_not_listed_are_counted(seen: Any) -> None:
    text = choose(seen, "Ministry of Rivers", "North Council")
    assert "contradict" in text and "at least" not in text.lower()
    assert "1 more way" in text


def test_an_unlimited_figure_and_an_unknown_one_say_so(show: Any, graph: Any, relations: Any) -> None:
    traces = [answer("ministry", "trust", [["grant", "otters"]], at_least="1234567.89")]
    seen = show(page(graph, title="T", relations=relations, followed=traces))
    text = choose(seen, "Ministry of Rivers", "Otter Trust")
    assert "£1,234,567.89" in text and "not known" in text and "without limit" in text


def test_the_way_of_somebody_to_himself_is_no_question(seen: Any) -> None:
    assert choose(seen, "River Office", "River Office") == ""


def test_money_in_circles_and_long_ways_end(show: Any, relations: Any) -> None:
    graph = nx.MultiDiGraph()
    for a in range(9):
        for b in range(9):
            if a != b:
                flow(graph, f"p{a}", f"p{b}", f"{a}-{b}", 1)
    seen = show(page(graph, title="T", relations=relations))
    choose(seen, "p0", "p8")
    assert seen.count("document.querySelectorAll('#gk-answer li.item').length") == 40  # then there is a button
    assert "60 ways" in seen.page.inner_text("#gk-answer").lower()


# ---- the flow diagram -------------------------------------------------------------------------------------


def test_a_band_of_the_flow_diagram_opens_its_evidence(seen: Any) -> None:
    choose(seen, "Ministry of Rivers", "Otter Trust")
    seen.page.click("#gk-tab-flow")
    seen.page.click("#gk-flow [data-flow='grant otters']")
    assert "£25,000" in seen.panel and "£95,000" in seen.panel
    assert seen.page.get_attribute("#gk-flow a", "href").startswith("data:image/svg+xml")


def test_the_flow_diagram_lists_the_pairs_that_were_worked_out_and_says_how_they_were_chosen(seen: Any) -> None:
    seen.page.click("#gk-tab-flow")
    text = seen.page.inner_text("#gk-flow")
    assert "Three pairs." in text and "Ministry of Rivers → Otter Trust" in text.replace("\n", " ")
    seen.page.locator("#gk-flow button", has_text="Otter Trust").click()
    assert seen.page.locator("#gk-flow svg").count() == 1
    assert "£25,000" in seen.page.inner_text("#gk-answer")


# ---- on the packaged data ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(family_folder: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with graphkit.open(family_folder) as graph:
        yield graph, graph.view()


PAIRS = [
    ("NHS England", "Working Chance"),
    ("NHS England", "Women in Prison"),
    ("Ministry of Justice", "Advance Advocacy and Non-Violence Community Education"),
    ("London Probation", "IOM Neurodiversity service"),
]


def test_the_figures_of_the_page_are_those_of_trace(show: Any, whole: Any) -> None:
    graph, html = whole
    seen = show(html)
    for source, target in PAIRS:
        said = graph.trace(source, target)
        choose(seen, source, target)
        figures = seen.page.evaluate("[...document.querySelectorAll('#gk-answer .figures dd')].map(dd => dd.innerText)")
        assert figures == [
            "not known" if said["at_least"] is None else words(said["at_least"]),
            "not known" if said["estimate"] is None else words(said["estimate"]),
            "without limit" if said["at_most"] is None else words(said["at_most"]),
        ]
        caveats = seen.page.evaluate("[...document.querySelectorAll('#gk-answer .caveats li')].map(li => li.innerText)")
        assert caveats == said["caveats"]
        steps = {hop["flow"] for path in said["paths"] for hop in path["hops"]}
        assert steps <= lit(seen)
        seen.page.click("#gk-tab-flow")
        assert seen.page.locator("#gk-flow svg [data-flow]").count() > 0
        seen.page.click("#gk-tab-map")
    seen.quiet()


def test_every_line_of_the_packaged_data_opens_evidence_with_a_decision_its_place_and_a_link(show: Any, whole: Any) -> None:
    seen = show(whole[1])
    found = seen.page.evaluate("""() => graphkit.scene().lines.filter(one => one.facts.length).map(one => {
      graphkit.go({ party: null, stack: null, facts: one.facts.map(fact => fact.i) });
      const panel = document.getElementById('gk-panel');
      const more = () => [...panel.querySelectorAll('button')].find(one => /^Show /.test(one.textContent) && !one.hidden);
      for (let one; (one = more());) one.click();
      const links = () => [...panel.querySelectorAll('a')].map(one => one.getAttribute('href'));
      const text = panel.innerText;
      return [one.facts.every(fact => text.includes(fact.decision) && text.includes(fact.where) && fact.where),
              one.facts.every(fact => !fact.url || links().includes(fact.url)),
              one.facts.map(fact => fact.id).join(' ')] })""")
    assert len(found) > 60
    assert [row for row in found if not (row[0] and row[1])] == []
    assert seen.scene == seen.page.evaluate("""(() => { const [p, f] = [graphkit.parties.length, graphkit.facts.length];
        return `Showing ${p} of ${p} organisations, ${f} of ${f} facts.` })()""")


def test_the_page_of_the_packaged_data_is_small(whole: Any) -> None:
    assert len(whole[1].encode()) < 1_600_000
