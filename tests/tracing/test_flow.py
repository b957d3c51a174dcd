"""Flows in memory: everything wrong is told at once, before anything is worked out."""

import pytest

from graphkit import Flow, InputError, Network
from graphkit.errors import UsageError


def wrong(*flows, groups=None):
    with pytest.raises(InputError) as caught:
        Network(flows, groups)
    return [problem.what for problem in caught.value.problems]


def test_every_problem_is_told_at_once():
    found = wrong(
        Flow("a", "S", "M", -1),
        Flow("a", "S", "M", 1),
        Flow("b", "M", "T", 5, {"2023/24": 2, "2024/25": 2}),
        Flow("c", "M", "T", 1, funded_from=("nothing",)),
    )
    assert len(found) == 4


@pytest.mark.parametrize("amount", [1.0, "5", True, -1, 10**16])
def test_an_amount_that_is_no_whole_pence_is_refused(amount):
    assert wrong(Flow("a", "S", "T", amount)) == ["a: an amount is not whole pence from 0 to 10000000000000000"]


def test_a_schedule_that_does_not_add_up_is_refused():
    assert wrong(Flow("a", "S", "T", 5, {"2023/24": 4})) == ["a: the years sum to 4, the amount is 5"]


def test_a_year_that_is_none_and_a_date_that_is_none_are_refused():
    assert "not a UK financial year" in wrong(Flow("a", "S", "T", 5, {"2023/25": 5}))[0]
    assert "not a date" in wrong(Flow("a", "S", "T", 5, start="last spring"))[0]


def test_an_end_before_the_start_is_refused():
    assert wrong(Flow("a", "S", "T", 5, start="2024-05", end="2024-04")) == ["a: it ends (2024-04) before it starts (2024-05)"]


def test_money_that_the_payer_did_not_receive_cannot_pay():
    assert wrong(Flow("a", "S", "X", 5), Flow("b", "M", "T", 5, funded_from=("a",))) == [
        "b: funded_from names a, which M did not receive"
    ]


def test_a_member_may_be_paid_from_the_pot_of_its_group():
    flows = [Flow("a", "S", "AB", 5), Flow("b", "A", "T", 5, funded_from=("a",))]
    assert wrong(*flows) == ["b: funded_from names a, which A did not receive"]
    assert Network(flows, {"AB": ("A", "B")}).trace("S", "T")[:3] == (5, 5, 5)


def test_a_question_about_one_party_twice_or_about_nobody_is_refused():
    network = Network([Flow("a", "S", "T", 5)])
    for source, target in (("S", "S"), (["S", "T"], "T"), ([], "T")):
        with pytest.raises(UsageError):
            network.trace(source, target)
    with pytest.raises(UsageError):
        network.trace("S", "T", year="2023")


def test_parties_that_are_not_there_have_no_way():
    assert Network([Flow("a", "S", "T", 5)]).trace("X", "Y")[:3] == (0, 0, 0)


def test_figures_are_whole_pence_and_never_floats():
    network = Network([Flow("sm", "S", "M", 1), Flow("xm", "X", "M", 2), Flow("mt", "M", "T", 2, funded_from=("sm", "xm"))])
    assert all(type(figure) is int for figure in network.trace("S", "T")[:3])
