"""Which cards a picture opens with: all, or the largest and the rest in stacks, and nothing is left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.view import LEGIBLE
from graphkit.view._cards import LARGEST, LINES, ROLES, Cards, cards
from graphkit.view._sheet import sheet
from tests.view.pages import RELATIONS, country, flow

nx = pytest.importorskip("networkx")


def of(graph: Any, most: int | None = None, uncounted: Any = ()) -> Cards:
    found = sheet(graph, RELATIONS, uncounted=uncounted)
    return cards(found.parties, found.facts, most)


def chain(*pairs: str) -> Any:
    graph = nx.MultiDiGraph()
    for at, (a, b) in enumerate(pairs):
        flow(graph, a, b, f"f{at}", 100 - at)
    return graph


def test_what_can_be_read_at_once_has_a_card_for_each_party() -> None:
    found = of(country(700))
    assert found.stacks == {} and found.single == 700 - 1 and all(party == card for party, card in found.card.items())


def test_more_than_can_be_read_opens_with_the_largest_and_stacks() -> None:
    found = of(country(2001))
    assert found.single == LARGEST
    assert found.card["treasury"] == "treasury" and all(found.card[f"d{at}"] == f"d{at}" for at in range(10))
    assert {stack.kind for stack in found.stacks.values()} == {"local authority", "charity"}


def test_many_lines_among_few_parties_are_too_many_as_well() -> None:
    graph = nx.MultiDiGraph()
    for a in range(45):
        for b in range(45):
            if a != b:
                flow(graph, f"p{a:02}", f"p{b:02}", f"{a}-{b}", 1)
    assert len(graph) + 45 * 44 > LEGIBLE
    assert of(graph).single == LARGEST
    assert of(graph, most=50).single == 45  # asked for in so many words


def test_an_overview_draws_the_thickest_lines_and_counts_the_others() -> None:
    graph = nx.MultiDiGraph()
    for a in range(24):
        for b in range(24, 30):
            flow(graph, f"p{a:02}", f"p{b:02}", f"{a}-{b}", 10 * a + b)
    drawn = sheet(graph, RELATIONS, most=29).drawn
    assert (len(drawn.lines), drawn.hidden) == (LINES, 24 * 6 - LINES)
    assert min(fact.data["amount"] for line in drawn.lines for fact in line.facts if line.target[0] == "n") >= 120
    assert len(sheet(graph, RELATIONS).drawn.lines) == 24 * 6


def test_who_has_a_card_of_its_own_is_told_by_the_money_that_counts() -> None:
    graph = chain("ab", "cd")
    assert {party for party, card in of(graph, most=2).card.items() if party == card} == {"a", "b"}
    assert {party for party, card in of(graph, most=2, uncounted={"f0"}).card.items() if party == card} == {"c", "d"}


def test_parties_stand_in_the_columns_of_what_they_do_with_money() -> None:
    graph = chain("ab", "bc", "cd", "be", "zz")
    graph.add_node("alone")
    found = of(graph, most=1)
    column = {party: found.column[card] for party, card in found.card.items()}
    assert column == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 3, "z": 3, "alone": 3}
    assert len(ROLES) == 5  # the last two stand in one column, in stacks of their own
    assert {stack.column for stack in found.stacks.values() if "alone" in stack.parties} == {4}


def test_where_money_only_runs_in_circles_nobody_is_first() -> None:
    found = of(chain("ab", "ba"), most=1)
    assert set(found.column.values()) == {2}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.one_of(st.none(), st.integers(0, 50))), min_size=1, max_size=25),
    st.integers(1, 12),
)
def test_every_party_lies_on_one_card_and_a_stack_is_of_one_kind_and_one_column(told: list[Any], most: int) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"p{at}", {"kind": f"kind {at % 3}"}) for at in range(10))
    for at, (a, b, amount) in enumerate(told):
        flow(graph, f"p{a}", f"p{b}", f"f{at}", amount)
    found = of(graph, most)
    assert set(found.card) == set(graph)
    assert found.single == min(most, 10)
    lying = [party for stack in found.stacks.values() for party in stack.parties]
    assert sorted(lying) == sorted(party for party, card in found.card.items() if card in found.stacks)
    assert len(lying) == len(set(lying)) == 10 - found.single
    for id, stack in found.stacks.items():
        assert {graph.nodes[party]["kind"] for party in stack.parties} == {stack.kind}
        assert found.column[id] == min(stack.column, 3)
        assert all(found.card[party] == id for party in stack.parties)
    # Each fact is on a line, or inside a stack, or on one of the thinner lines that are counted.
    drawn = sheet(graph, RELATIONS, most=most).drawn
    shown = {fact.key for line in drawn.lines for fact in line.facts}
    inside = {key for a, b, key in graph.edges(keys=True) if a != b and found.card[a] == found.card[b]}
    assert drawn.hidden == 0 and shown | inside == {key for *_, key in graph.edges(keys=True)} and not shown & inside
