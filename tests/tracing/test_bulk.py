"""Estimates of a whole network at once are those of the exact estimate, one by one."""

import math

import pytest
from hypothesis import given, settings
from strategies_flows import CLOSED, Kind, cases

from graphkit import Flow, Network
from graphkit.tracing.part import Part
from graphkit.tracing.shares import Shares


def exactly(network, source, target, own):
    """The estimate by pools alone, without the bounds; None where a pool is open."""
    part = Part(network, frozenset([source]), frozenset([target]), own)
    value, _ = Shares(part, closed=True).received()
    return None if value is None else float(value)


def agree(case, own):
    network, sources = Network(case.flows, case.groups), ["S", "A"]
    found = network.estimates(sources, own=own)
    for column, source in enumerate(found.sources):
        for row, target in enumerate(found.parties):
            if source == target or found.again[row]:
                continue
            exact = exactly(network, source, target, own)
            pence = found.pence[row, column]
            if exact is None:
                assert math.isnan(pence), (source, target, pence)
            else:
                assert pence == pytest.approx(exact, abs=1e-6 + found.error), (source, target)


@settings(max_examples=25)
@given(cases(CLOSED))
def test_closed_pools_are_shared_out_alike(case):
    agree(case, own=False)


@settings(max_examples=25)
@given(cases(Kind(spoilt=0)))
def test_open_pools_are_open_alike(case):
    agree(case, own=False)


@settings(max_examples=25)
@given(cases(Kind(spoilt=0)))
def test_own_money_is_told_apart_alike(case):
    agree(case, own=True)


def test_a_cycle_is_carried_on_until_the_error_is_small_and_told():
    flows = [
        Flow("sa", "S", "A", 60),
        Flow("xa", "X", "A", 40),
        Flow("ab", "A", "B", 120, funded_from=("sa", "xa", "ba")),
        Flow("ba", "B", "A", 40, funded_from=("ab",)),
        Flow("bt", "B", "T", 80, funded_from=("ab",)),
    ]
    found = Network(flows).estimates(["S", "X"])
    row = found.parties.index("T")
    assert found.pence[row] == pytest.approx([48, 32], abs=1e-6)
    assert found.error < 1e-9
    assert [party for party, again in zip(found.parties, found.again, strict=True) if again] == ["A", "B"]


def test_a_loop_that_nothing_of_the_source_enters_holds_nothing_of_it():
    flows = [Flow("ab", "A", "B", 10, funded_from=("ba",)), Flow("ba", "B", "A", 10, funded_from=("ab",)), Flow("s", "S", "C", 5)]
    flows.append(Flow("bt", "B", "T", 5, funded_from=("ab",)))
    found = Network(flows).estimates(["S"])
    assert found.pence[found.parties.index("T")].tolist() == [0.0]


def test_a_source_that_is_not_in_the_network_gave_nothing():
    found = Network([Flow("st", "S", "T", 5)]).estimates(["Y", "S"])
    assert found.pence[found.parties.index("T")].tolist() == [0.0, 5.0]


def test_upstream_has_the_fewest_hops_and_no_budgets():
    flows = [
        Flow("sm", "S", "M", 1),
        Flow("mt", "M", "T", 1),
        Flow("st", "S", "T", 1),
        Flow("b", "M", "M", 1),
        Flow("xs", "X", "S", 1),
    ]
    network = Network(flows)
    assert network.upstream("T") == {"M": 1, "S": 1, "X": 2}
    assert network.upstream("T", hops=1) == {"M": 1, "S": 1}
    assert network.upstream("nobody") == {}
