"""Laws of the three figures, on small networks of every kind, and the naive solver's bounds beside them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import inf
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from graphkit import Flow, Network
from graphkit.errors import UsageError
from graphkit.tracing.flow import Figures
from tests.tracing import brute
from tests.tracing.strategies_flows import CLOSED, YEARS, Case, Kind, cases

JOINT = Kind(joint=10, sets=5)
SCHEDULED = Kind(scheduled=8, dated=5, years=6)
MIXED = st.one_of(cases(), cases(JOINT), cases(SCHEDULED), cases(CLOSED), cases(Kind(unknown=4)))
#: One way of paying at least, so that there are figures for every question.
SOUND = st.one_of(cases(Kind(spoilt=0)), cases(JOINT._replace(spoilt=0)), cases(SCHEDULED._replace(spoilt=0)), cases(CLOSED))
#: Those whose pools are closed come first: they have an estimate.
ESTIMATED = st.one_of(cases(CLOSED), cases(CLOSED._replace(unnamed=1)), SOUND)


def trace(case: Case, **other: Any) -> Figures:
    """The figures; each is an int or None."""
    asked = {"own": case.own, "year": case.year, **other}
    found = Network(case.flows, case.groups).trace(case.source, case.target, **asked)
    assert all(figure is None or type(figure) is int for figure in found[:3])
    return found


def ask(case: Case, source: str | tuple[str, ...] | None = None, target: str | tuple[str, ...] | None = None) -> Figures:
    """The figures of other ends."""
    return trace(case._replace(source=source or case.source, target=target or case.target))


def top(most: int | None) -> float:
    """At most, where None is no limit."""
    return inf if most is None else most


def with_flow(case: Case, number: int, *changed: Flow) -> Case:
    """A case with other flows in the place of one, which are named wherever it was."""
    ids = tuple(flow.id for flow in changed)
    was = case.flows[number].id

    def renamed(flow: Flow) -> Flow:
        if flow.funded_from is None:
            return flow
        return flow._replace(funded_from=tuple(new for id in flow.funded_from for new in (ids if id == was else (id,))))

    return case._replace(flows=tuple(map(renamed, (*case.flows[:number], *changed, *case.flows[number + 1 :]))))


# Against the naive solver.


@given(MIXED)
def test_the_bounds_are_those_of_the_naive_solver(case: Case) -> None:
    found, naive = trace(case), brute.bounds(case.ask)
    if found.contradiction is not None:
        assert naive == brute.NOTHING
    elif naive != brute.NOTHING:
        assert (found.at_least, found.at_most) == brute.rounded(naive)


@given(st.one_of(cases(CLOSED), cases(CLOSED._replace(own=3, unnamed=3)), MIXED), st.booleans())
def test_the_estimate_is_the_naive_one(case: Case, closed: bool) -> None:
    found = trace(case, closed=closed)
    assume(found.contradiction is None and brute.bounds(case.ask) != brute.NOTHING)
    naive = brute.estimate(case.ask, closed)
    event(f"estimate {naive is not None}, bounds {'meet' if found.at_least == found.at_most else 'apart'}")
    if naive is not None and not (case.groups and found.estimate is None):
        assert found.estimate is not None
        assert abs(found.estimate - naive) <= Fraction(1, 2)
    if naive is None and not case.groups and not closed:
        assert found.estimate is None


@given(MIXED, st.sampled_from([10**6 + 3, 10**9 + 7, 10**12 + 39]))
def test_amounts_many_times_as_large_are_as_exact(case: Case, times: int) -> None:
    flows = [
        flow._replace(
            amount=None if flow.amount is None else flow.amount * times,
            schedule={year: pence * times for year, pence in flow.schedule.items()},
        )
        for flow in case.flows
    ]
    found, naive = trace(case._replace(flows=tuple(flows))), brute.bounds(case.ask)
    assume(found.contradiction is None and not isinstance(naive, str))
    assert (found.at_least, found.at_most) == brute.rounded((naive[0] * times, None if naive[1] is None else naive[1] * times))
    exact = brute.estimate(case.ask)
    if exact is not None and found.estimate is not None:
        assert abs(found.estimate - exact * times) <= Fraction(1, 2)


@given(cases(Kind(spoilt=10)))
def test_a_contradiction_is_told_where_the_whole_network_matters(case: Case) -> None:
    elsewhere = [flow for flow in case.flows if flow.id not in brute.must_be_payable(case.ask)]
    assume(brute.has_way(case.ask) and all(brute.own_may_pay(flow) for flow in elsewhere))
    assert (trace(case).contradiction is not None) == (brute.bounds(case.ask) == brute.NOTHING)


@given(MIXED)
def test_no_way_at_all_is_three_zeros(case: Case) -> None:
    if not brute.has_way(case.ask) and brute.bounds(case.ask) != brute.NOTHING:
        assert trace(case)[:3] == (0, 0, 0)


# The order of the figures, and what is above them all.


@given(MIXED, st.booleans())
def test_the_three_figures_stand_in_order_below_the_maximum_flow(case: Case, closed: bool) -> None:
    found = trace(case, closed=closed)
    if found.contradiction is not None:
        assert found[:3] == (None, None, None)
        return
    assert found.at_least is not None
    estimate = found.at_least if found.estimate is None else found.estimate
    assert 0 <= found.at_least <= estimate <= top(found.at_most) <= top(brute.maximum_flow(case.ask))


@given(SOUND, st.data())
def test_no_cut_lets_more_through_than_it_holds(case: Case, data: st.DataObject) -> None:
    cut = data.draw(st.sets(st.sampled_from([flow.id for flow in case.flows])))
    assume(brute.is_cut(case.ask, cut))
    amounts = [flow.amount for flow in case.flows if flow.id in cut]
    assume(None not in amounts)
    assert top(trace(case).at_most) <= sum(amounts)


@given(cases(Kind(unnamed=10, spoilt=0)))
def test_where_own_money_may_pay_for_all_the_maximum_flow_is_reached(case: Case) -> None:
    assume(all(brute.own_may_pay(flow) for flow in case.flows))
    case = case._replace(year=None)  # what a target received in another year it passes on as counted
    assert trace(case).at_most == brute.maximum_flow(case.ask)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=5), st.lists(st.booleans(), min_size=5, max_size=5))
def test_along_one_path_no_more_arrives_than_the_smallest_hop(amounts: list[int], restricted: list[bool]) -> None:
    parties = ["S", *"ABCD"[: len(amounts) - 1], "T"]
    hops = [
        Flow(
            f"h{i}", parties[i], parties[i + 1], amount, funded_from=(f"h{i - 1}", "own") if i else None, restricted=restricted[i]
        )
        for i, amount in enumerate(amounts)
    ]
    assert Network(hops).trace("S", "T").at_most == min(amounts)
    only = [hop._replace(funded_from=(f"h{i - 1}",)) if i else hop for i, hop in enumerate(hops)]
    found = Network(only).trace("S", "T")
    assert (found.contradiction is None) == (amounts == sorted(amounts, reverse=True))
    if found.contradiction is None:
        assert found[:3] == (min(amounts),) * 3


# More terms, fewer ways of paying.


def tightened(flow: Flow) -> Iterator[Flow]:
    """The same flow under one more restriction."""
    if not flow.restricted:
        yield flow._replace(restricted=True)
    if flow.carry_forward:
        yield flow._replace(carry_forward=False)
    if flow.funded_from is None:
        yield flow._replace(funded_from=("own",))
    for id in flow.funded_from or ():
        yield flow._replace(funded_from=tuple(other for other in flow.funded_from or () if other != id))


@given(SOUND, st.data())
def test_a_restriction_never_widens_a_bound(case: Case, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(case.flows) - 1))
    changes = list(tightened(case.flows[number]))
    assume(changes)
    tight = with_flow(case, number, data.draw(st.sampled_from(changes)))
    assume(brute.bounds(tight.ask) != brute.NOTHING)
    before, after = trace(case), trace(tight)
    assert before.at_least is not None and after.at_least is not None
    assert before.at_least <= after.at_least
    assert top(after.at_most) <= top(before.at_most)


@given(SOUND, st.data())
def test_a_stated_amount_never_widens_a_bound(case: Case, data: st.DataObject) -> None:
    numbers = [number for number, flow in enumerate(case.flows) if flow.amount is not None and not flow.schedule]
    assume(numbers)
    number = data.draw(st.sampled_from(numbers))
    before, after = trace(with_flow(case, number, case.flows[number]._replace(amount=None))), trace(case)
    assert before.at_least is not None and after.at_least is not None
    assert before.at_least <= after.at_least
    assert top(after.at_most) <= top(before.at_most)


# The same facts told another way.


def halves(draw: Any, flow: Flow) -> tuple[Flow, Flow]:
    """Two flows of the same terms that hold together what one held."""
    first, second = flow._replace(id=f"{flow.id}-1"), flow._replace(id=f"{flow.id}-2")
    if flow.schedule:
        here = {year: draw(st.integers(0, pence)) for year, pence in flow.schedule.items()}
        there = {year: pence - here[year] for year, pence in flow.schedule.items()}
        return (
            first._replace(schedule=here, amount=sum(here.values())),
            second._replace(schedule=there, amount=sum(there.values())),
        )
    if flow.amount is None:
        return first, second
    part = draw(st.integers(0, flow.amount))
    return first._replace(amount=part), second._replace(amount=flow.amount - part)


@given(st.one_of(ESTIMATED, MIXED), st.booleans(), st.data())
def test_a_flow_told_in_two_parts_changes_no_figure(case: Case, closed: bool, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(case.flows) - 1))
    split = with_flow(case, number, *halves(data.draw, case.flows[number]))
    assert trace(split, closed=closed)[:3] == trace(case, closed=closed)[:3]


@given(st.one_of(ESTIMATED, MIXED), st.booleans(), st.data())
def test_names_and_order_change_no_figure(case: Case, closed: bool, data: st.DataObject) -> None:
    parties = sorted({"S", "T", "A", "B", "X", "U", *case.groups})
    called = dict(zip(parties, data.draw(st.permutations(parties)), strict=True))
    ids = [flow.id for flow in case.flows]
    numbered = {**dict(zip(ids, data.draw(st.permutations(ids)), strict=True)), "own": "own"}

    def names(of: Iterable[str]) -> tuple[str, ...]:
        return tuple(called[name] for name in of)

    flows = [
        flow._replace(
            id=numbered[flow.id],
            payer=called[flow.payer],
            payee=called[flow.payee],
            funded_from=flow.funded_from and tuple(numbered[id] for id in reversed(flow.funded_from)),
            schedule=dict(reversed(flow.schedule.items())),
        )
        for flow in case.flows
    ]
    other = case._replace(
        flows=tuple(data.draw(st.permutations(flows))),
        groups={called[group]: names(reversed(members)) for group, members in case.groups.items()},
        source=called[case.source] if isinstance(case.source, str) else names(case.source),
        target=called[case.target] if isinstance(case.target, str) else names(case.target),
    )
    assert trace(other, closed=closed)[:3] == trace(case, closed=closed)[:3]


@given(MIXED)
def test_how_a_flow_is_told_changes_no_figure(case: Case) -> None:
    """Rule 9: up to, about, conditional and inferred amounts count at their stated figure."""
    bare = [flow._replace(stated=True, amount_kind="exact", condition=None, stage=None) for flow in case.flows]
    told = [flow._replace(stated=False, amount_kind="approx", condition="if agreed", stage="paid") for flow in case.flows]
    assert trace(case._replace(flows=tuple(bare)))[:3] == trace(case._replace(flows=tuple(told)))[:3]


@given(SOUND)
def test_supposing_closed_pools_leaves_the_bounds_and_every_estimate_alone(case: Case) -> None:
    found, closed = trace(case), trace(case, closed=True)
    assert (found.at_least, found.at_most) == (closed.at_least, closed.at_most)
    assert found.estimate is None or found.estimate == closed.estimate


# Whose money it is.


@given(SOUND)
def test_money_that_started_with_the_source_is_never_more_than_all_it_pays_out(case: Case) -> None:
    started, paid_out = trace(case, own=True), trace(case, own=False)
    assert started.at_least is not None and paid_out.at_least is not None
    assert started.at_least <= paid_out.at_least
    assert top(started.at_most) <= top(paid_out.at_most)
    if started.estimate is not None and paid_out.estimate is not None:
        assert started.estimate <= paid_out.estimate


@given(ESTIMATED, st.booleans())
def test_what_started_with_anybody_sums_to_what_arrived(case: Case, closed: bool) -> None:
    case = case._replace(groups={}, target="T", year=None, own=True)
    assume(not any({flow.payer, flow.payee} & {"AB", "AT", "BX", "SA", "BT"} for flow in case.flows))
    back = brute.question(case.flows, {}, "T", "T")
    assume(not brute.has_way(back))  # what comes back to the target is counted once, and received twice
    received = [flow.amount for flow in case.flows if flow.payee == "T" != flow.payer]
    payers = sorted({flow.payer for flow in case.flows} - {"T"})
    estimates = [trace(case._replace(source=payer), closed=closed).estimate for payer in payers]
    assume(None not in estimates and None not in received)
    assert abs(sum(estimates) - sum(received)) <= Fraction(len(payers), 2)


@given(SOUND.filter(lambda case: case.year is None), st.sampled_from("AX"))
def test_two_sources_bring_no_more_than_their_sum_and_no_less_than_either(case: Case, other: str) -> None:
    case = case._replace(source="S", target="T", groups={})
    assume(not any({flow.payer, flow.payee} & {"AB", "AT", "BX", "SA", "BT"} for flow in case.flows))
    one, two, both = ask(case, "S"), ask(case, other), ask(case, ("S", other))
    assert top(both.at_most) <= top(one.at_most) + top(two.at_most)
    assert max(top(one.at_most), top(two.at_most)) <= top(both.at_most)
    assert max(one.at_least or 0, two.at_least or 0) <= (both.at_least or 0)
    if case.own:
        assert (one.at_least or 0) + (two.at_least or 0) <= (both.at_least or 0)


@given(SOUND.filter(lambda case: case.year is None), st.sampled_from("AB"))
def test_two_targets_receive_no_more_than_their_sum_and_no_less_than_either(case: Case, other: str) -> None:
    case = case._replace(source="S", target="T", groups={})
    assume(not any({flow.payer, flow.payee} & {"AB", "AT", "BX", "SA", "BT"} for flow in case.flows))
    one, two, both = ask(case, target="T"), ask(case, target=other), ask(case, target=("T", other))
    assert top(both.at_most) <= top(one.at_most) + top(two.at_most)
    assert max(top(one.at_most), top(two.at_most)) <= top(both.at_most)
    assert max(one.at_least or 0, two.at_least or 0) <= (both.at_least or 0)


# Years.


@given(st.one_of(cases(SCHEDULED._replace(spoilt=0)), cases(CLOSED._replace(scheduled=10)), SOUND))
def test_no_year_has_more_than_all_and_all_years_no_less(case: Case) -> None:
    whole, years = trace(case, year=None), [trace(case, year=year) for year in YEARS]
    assert sum(found.at_least or 0 for found in years) <= (whole.at_least or 0)
    assert all(top(found.at_most) <= top(whole.at_most) for found in years)
    targets = brute.question((), {}, "S", case.target).target
    arriving = [flow for flow in case.flows if targets & {flow.payee, *case.groups.get(flow.payee, ())}]
    if all(flow.schedule for flow in arriving):
        assert top(whole.at_most) <= sum(top(found.at_most) for found in years)
        estimates = [found.estimate for found in years]
        if whole.estimate is not None and None not in estimates:
            assert abs(sum(estimates) - whole.estimate) <= Fraction(len(YEARS) + 1, 2)


# Small networks that are easily got wrong.


def test_money_of_others_that_the_source_received_may_pay_where_only_its_own_counts() -> None:
    flows = [Flow("xs", "X", "S", 100), Flow("st", "S", "T", 100)]
    assert Network(flows).trace("S", "T", own=True)[:3] == (0, None, 100)


def test_nothing_is_paid_with_nothing() -> None:
    flows = [Flow("ts", "T", "S", 0, funded_from=("st",)), Flow("st", "S", "T", 0, funded_from=("ts",))]
    assert Network(flows).trace("S", "T")[:3] == (0, 0, 0)


def test_a_flow_of_nothing_says_nothing_of_the_money_beside_it() -> None:
    flows = [
        Flow("sm", "S", "M", 200),
        Flow("xm", "X", "M", 100),
        Flow("nothing", "M", "B", 0, funded_from=("sm", "xm")),
        Flow("mb", "M", "B", 90, funded_from=("sm", "xm")),
        Flow("bt", "B", "T", 90, funded_from=("nothing", "mb")),
    ]
    assert Network(flows).trace("S", "T")[:3] == (0, 60, 90)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_split_is_undecided_whatever_else_the_group_received(order: tuple[int, int]) -> None:
    pots = [Flow("s-ab", "S", "AB", 300), Flow("x-ab", "X", "AB", 500)]
    flows = [*(pots[i] for i in order), Flow("bu", "B", "U", 100, funded_from=("s-ab",)), Flow("abt", "AB", "T", 100)]
    assert Network(flows, {"AB": ("A", "B")}).trace("S", "T", closed=True)[:3] == (0, None, 100)


@pytest.mark.parametrize(("pence", "estimate"), [(1, 0), (3, 2), (5, 2)])
def test_half_a_penny_goes_to_the_even_one(pence: int, estimate: int) -> None:
    both = ("sm", "xm")
    flows = [Flow("sm", "S", "M", pence), Flow("xm", "X", "M", pence)]
    flows += [Flow(f"m{to}", "M", to, pence, funded_from=both) for to in ("T", "U")]
    assert Network(flows).trace("S", "T")[:3] == (0, estimate, pence)


# What is refused.


@given(SOUND)
def test_a_source_that_is_its_own_target_is_refused(case: Case) -> None:
    with pytest.raises(UsageError):
        ask(case, "S", ("S", "T"))
