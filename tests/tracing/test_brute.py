"""The naive solver against the worked answers: the check is checked."""

from fractions import Fraction

import networkx
import pytest
from hypothesis import assume, given

from graphkit.tracing.flow import checked
from tests.tracing import brute
from tests.tracing.strategies_flows import CLOSED, Case, cases
from tests.tracing.test_worked import CONTRADICTION, WORKED, Row, pence


def ask(row: Row) -> brute.Question:
    return brute.question(row.flows, row.groups, row.source, row.target, year=row.asked.get("year"))


@pytest.mark.parametrize("name", WORKED)
def test_the_naive_bounds_are_the_worked_ones(name: str) -> None:
    least, _, most = pence(WORKED[name].figures)
    assert brute.rounded(brute.bounds(ask(WORKED[name]))) == (least, most)


@pytest.mark.parametrize("name", WORKED)
def test_the_naive_estimate_is_the_worked_one(name: str) -> None:
    found = brute.estimate(ask(WORKED[name]), WORKED[name].asked.get("closed", False))
    assert (None if found is None else round(found)) == pence(WORKED[name].figures)[1]


def test_the_naive_solver_finds_the_worked_contradiction() -> None:
    assert brute.bounds(ask(CONTRADICTION)) == brute.NOTHING


def test_the_simplex_gives_exact_fractions() -> None:
    programme = brute.Programme()
    x, y = programme.variable(), programme.variable()
    programme.rows += [({x: 3, y: 1}, "<=", 1), ({x: 1, y: 3}, "<=", 1)]
    start = brute.feasible(programme)
    assert start is not None
    assert brute.maximum(start, {x: 1, y: 1}) == Fraction(1, 2)


def test_the_simplex_says_where_nothing_limits() -> None:
    programme = brute.Programme()
    x, y = programme.variable(), programme.variable()
    programme.row([x], [y], "<=")
    start = brute.feasible(programme)
    assert start is not None
    assert brute.maximum(start, {x: 1}) is None


def test_the_simplex_says_where_nothing_is_allowed() -> None:
    programme = brute.Programme()
    x = programme.variable()
    programme.row([x], [], "=", 2)
    programme.row([x], [], "<=", 1)
    assert brute.feasible(programme) is None


@given(cases())
def test_networks_of_the_strategies_are_valid(case: Case) -> None:
    assert checked(case.flows, case.groups)


@given(cases(CLOSED))
def test_a_network_that_nobody_spoilt_allows_something(case: Case) -> None:
    assert brute.bounds(case.ask) != brute.NOTHING


@given(cases())
def test_the_naive_bounds_lie_within_the_maximum_flow(case: Case) -> None:
    found = brute.bounds(case.ask)
    assume(not isinstance(found, str))
    most = brute.maximum_flow(case.ask)
    assert most is None or (found[0] <= found[1] <= most)
    assert brute.has_way(case.ask) or found == (0, 0)


@given(cases())
def test_the_naive_estimate_lies_within_the_naive_bounds(case: Case) -> None:
    found, estimate = brute.bounds(case.ask), brute.estimate(case.ask, closed=True)
    assume(not isinstance(found, str) and estimate is not None)
    assert found[0] <= estimate and (found[1] is None or estimate <= found[1])


def test_the_maximum_flow_of_large_amounts_is_whole() -> None:
    graph = networkx.DiGraph()
    graph.add_edge("from", "to", capacity=3 * 10**15)
    assert networkx.maximum_flow_value(graph, "from", "to") == 3 * 10**15
