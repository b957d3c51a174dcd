"""Facts between the same two as one line: what is written on it, how thick it is, and that the page says the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.view._bundles import TAG, bundles
from graphkit.view._payload import pack, payload
from graphkit.view._sheet import Sheet, sheet
from graphkit.view._style import width
from tests.view.pages import RELATIONS, flow

nx = pytest.importorskip("networkx")


def drawn(graph: Any, uncounted: Any = ()) -> Sheet:
    return sheet(graph, RELATIONS, uncounted=uncounted)


def lines(found: Sheet) -> list[Any]:
    return bundles([fact for fact in found.facts if len(fact.parties) == 2], {party: party for party in found.parties})


def one(*flows: dict[str, Any], uncounted: Any = ()) -> Any:
    """The line of flows from A to B."""
    graph = nx.MultiDiGraph()
    for at, fields in enumerate(flows):
        flow(graph, "a", "b", f"f{at}", **({"amount": 100} | fields))
    [found] = lines(drawn(graph, uncounted))
    return found


GRANT = {"instrument": "grant"}


@pytest.mark.parametrize(
    ("flows", "tag"),
    [
        ([{"amount": 95000}], "£95,000"),
        ([{"amount": None}], "?"),
        ([GRANT | {"amount": 198000}, GRANT | {"amount": 400}, GRANT | {"amount": 27}], "3 grants, £198,427"),
        ([{"amount": 1}, GRANT], "2 flows, £101"),
        ([{}, {"amount": None}], "2 flows, £100; 1 not stated"),
        ([{"amount": None}, {"amount": None}], "2 flows, ?"),
        ([{}, {"amount_kind": "up_to"}], "2 flows, up to £200"),
        ([{}, {"amount_kind": "approx"}], "2 flows, about £200"),
        ([{}, {"currency": "EUR", "amount": 7}], "2 flows, €7; £100"),
        ([{"amount": Decimal("0.10")}, {"amount": Decimal("0.20")}], "2 flows, £0.30"),
    ],
)
def test_a_line_says_how_many_flows_it_is_and_what_they_come_to(flows: list[Any], tag: str) -> None:
    assert one(*flows).tag == tag


def test_stages_are_never_added() -> None:
    both = one({"stage": "approved"}, {"stage": "paid", "amount": 60}, {"stage": "paid", "amount": 5})
    assert both.tag == "3 flows, £100 approved; £65 paid"
    assert both.pence == 100_00
    assert one({"stage": "paid"}, {"stage": "approved"}, {"stage": "received"}).tag == "3 flows in 3 stages"


def test_what_is_told_again_is_not_counted() -> None:
    assert one({}, {"amount": 7}, uncounted={"f0"}).tag == "£7"
    assert one({}, {"amount": 7}, uncounted={"f0"}).pence == 7_00
    # A line of nothing else says what it holds all the same, and is as thin as one of no amount.
    again = one({}, uncounted={"f0"})
    assert (again.tag, again.pence) == ("£100", None)


def test_a_line_is_open_or_inferred_only_where_all_of_it_is_and_conditional_where_a_part_is() -> None:
    mixed = one({"amount": None}, {"stated": False, "condition": "if it rains"})
    assert (mixed.unknown, mixed.inferred, mixed.conditional) == (False, False, True)
    whole = one({"amount": None, "stated": False}, {"amount": None, "stated": False})
    assert (whole.unknown, whole.inferred, whole.conditional) == (True, True, False)


def test_the_years_of_a_line_are_those_of_its_flows() -> None:
    years = [{"financial_years": ("2018/19",)}, {"start": "2015-06", "end": "2016-05"}, {}]
    assert one(*years).years == "2015/16 to 2018/19"
    assert one(years[0]).years == "2018/19" and one(years[2]).years == ""


def test_there_and_back_are_two_lines_and_a_pact_is_one_whoever_stands_first() -> None:
    graph = nx.MultiDiGraph()
    flow(graph, "a", "b", "there", 1)
    flow(graph, "b", "a", "back", 1)
    graph.add_edge("a", "b", key="p", relation="partnership", directed=False)
    graph.add_edge("b", "a", key="q", relation="partnership", directed=False)
    assert [[fact.key for fact in line.facts] for line in lines(drawn(graph))] == [["there"], ["p", "q"], ["back"]]


def test_what_runs_inside_a_stack_is_no_line_of_it_but_what_a_party_pays_itself_is() -> None:
    graph = nx.MultiDiGraph()
    flow(graph, "a", "b", "inside", 1)
    flow(graph, "a", "a", "itself", 1)
    flow(graph, "b", "c", "out", 1)
    found = bundles(drawn(graph).facts, {"a": "s", "b": "s", "c": "c"})
    assert [[fact.key for fact in line.facts] for line in found] == [["out"], ["itself"]]


FIELDS = st.fixed_dictionaries(
    {
        "amount": st.one_of(st.none(), st.decimals(0, 10**9, places=2), st.integers(0, 2**53 // 100).map(Decimal)),
        "amount_kind": st.sampled_from(["exact", "exact", "up_to", "approx", "at_least", None]),
        "currency": st.sampled_from(["GBP", "GBP", "GBP", "EUR", "CHF", "𝓏𝓏", "<b>", None]),
        "stage": st.sampled_from(
            ["approved", "approved", "paid", "in_force", "", "a stage of a very long name indeed", "🦦🦦🦦"]
        ),
        "stated": st.booleans(),
        "condition": st.sampled_from([None, None, "if it rains"]),
        "instrument": st.sampled_from(["grant", "grant", "contract", None]),
        "financial_years": st.sampled_from([(), (), ("2017/18",), ("2019/20", "2016/17"), ("1999/00",)]),
        "again": st.booleans(),
        "relation": st.sampled_from(["flow", "flow", "flow", "flow", "delegation", "partnership"]),
    }
)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abgh"), FIELDS), min_size=1, max_size=24))
def test_the_page_says_of_every_group_of_facts_what_was_said_when_it_was_made(
    engine: Callable[[str, str], Any], told: list[tuple[str, str, dict[str, Any]]]
) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from("ab")
    graph.add_node("g", members=("a", "b"))
    for at, (a, b, fields) in enumerate(told):
        carries = {"flow": "money", "delegation": "authority"}.get(fields["relation"])
        flow(graph, a, b, f"f{at}", **fields | {"carries": carries, "directed": fields["relation"] != "partnership"})
    found = drawn(graph, {f"f{at}" for at, (*_, fields) in enumerate(told) if fields["again"]})
    made = lines(found)
    place = {fact.key: at for at, fact in enumerate(found.facts)}
    groups = [[place[fact.key] for fact in line.facts] for line in made]
    packed = pack(payload(found.parties, found.facts, found.relations, found.kinds, found.drawn))
    largest = max((line.pence or 0 for line in made), default=0)
    said = engine(
        packed, f"{groups}.map(group => [look(group.map(i => FACTS[i]), {largest}), yearsOf(group.map(i => FACTS[i]))])"
    )
    for line, (look, years) in zip(made, said, strict=True):
        assert look["tag"] == line.tag
        assert len(line.tag) <= TAG or len(line.facts) == 1
        money = line.first.carries == "money"
        assert look["width"] == pytest.approx(width(line.pence, largest) if money else 2.0, abs=0.006)
        assert (look["unknown"], look["inferred"], look["conditional"]) == (line.unknown, line.inferred, line.conditional)
        assert look["shared"] is (money and line.target == "g")
        assert years == line.years and look["years"] == (line.years if len(line.facts) > 1 else "")
