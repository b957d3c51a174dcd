"""Totals of what some payers pay in, and of what goes out to some payees."""

import csv
import io
import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import build

from graphkit import AmbiguousName, Scope, UnknownName
from graphkit.cli import main
from graphkit.errors import UsageError
from tests.tracing import brute


@pytest.fixture
def totals(tmp_path):
    """Totals of a small store at the boundary round M, of these payers and payees."""

    def asked(flows, payers=(), payees=(), *boundary, **more):
        with build(tmp_path / "small", flows, **more) as graph:
            return graph.totals(boundary or ["M"], None, payers, payees)

    return asked


def ids(rows):
    return [row["flow"].split("/")[1] for row in rows]


def figures(found):
    return [None if found[key] is None else float(found[key]) for key in ("at_least", "estimate", "at_most")]


TWO = ("S M 60", "X M 40", "M T 50", "M U 30")


def test_only_what_the_payers_pay_comes_in_and_all_that_goes_out_stays(totals):
    answer = totals(TWO, ["S"])
    assert (ids(answer["incoming"]["flows"]), answer["incoming"]["amount"]) == (["sm"], 60)
    assert ids(answer["outgoing"]["flows"]) == ["mt", "mu"]
    assert (answer["naive"]["amount"], answer["naive"]["flow_count"]) == (140, 3)
    assert ([party["name"] for party in answer["payers"]], answer["payees"]) == (["S"], [])


def test_only_what_goes_out_to_the_payees_goes_out_and_all_that_comes_in_stays(totals):
    answer = totals(TWO, (), ["U"])
    assert (ids(answer["outgoing"]["flows"]), answer["outgoing"]["amount"]) == (["mu"], 30)
    assert answer["incoming"]["amount"] == 100


def test_several_payers_are_counted_together_and_a_name_alone_is_one_payer(totals):
    assert totals(TWO, ["S", "X"])["incoming"]["amount"] == 100
    assert totals(TWO, "S")["incoming"]["amount"] == 60


def test_what_stays_inside_is_told_as_ever(totals):
    answer = totals(["S M 60", "M N 20", "N T 10"], ["S"], ["T"], "M", "N")
    assert [answer[key]["amount"] for key in ("incoming", "internal", "outgoing")] == [60, 20, 10]


def test_passed_on_is_money_of_the_payers_that_reaches_the_payees(totals):
    named = ["S M 60", "X M 40", "M T 50, funded_from: [sm, xm]", "M U 50, funded_from: [sm, xm]"]
    answer = totals(named, ["S"], ["T"])
    # T's 50 hold at least 50 - 40 of S's money, and at most all 50.
    assert figures(answer["passed_on"])[::2] == [10, 50]
    (received,) = answer["passed_on"]["by_stage"]
    assert (received["incoming"], received["unaccounted"]["at_least"], received["unaccounted"]["at_most"]) == (60, 10, 50)
    assert figures(totals(named, ["S"])["passed_on"]) == [60] * 3


def test_what_binds_names_the_payers_and_payees_and_not_the_outside(totals):
    answer = totals(["S M 60", "M T 60, funded_from: [sm]"], ["S"], ["T"])
    assert any("M → T" in line for line in answer["passed_on"]["binding"])


def test_a_payee_that_gets_nothing_gets_none_of_the_payers_money(totals):
    answer = totals(["S M 60", "M T 60, funded_from: [sm]", "V W 1"], ["S"], ["W"])
    assert figures(answer["passed_on"]) == [0] * 3
    assert (answer["outgoing"]["flow_count"], answer["caveats"]) == (0, [])


def test_a_payer_who_pays_nothing_passes_nothing_on(totals):
    answer = totals(["S M 60", "M T 60", "V W 1"], ["V"])
    assert (answer["incoming"]["flow_count"], figures(answer["passed_on"])) == (0, [None] * 3)


# ---- groups --------------------------------------------------------------------------------------------


def test_a_flow_of_a_group_of_which_one_member_is_named_is_shared_and_not_split(totals):
    answer = totals(["S+X M 60", "S M 5", "M T+U 40", "M T 3"], ["S"], ["T"])
    assert ids(answer["shared_not_split"]) == ["mtu", "sxm"]
    assert [answer[key]["amount"] for key in ("incoming", "outgoing")] == [5, 3]


def test_a_flow_of_a_group_whose_members_are_all_named_counts_whole(totals):
    answer = totals(["S+X M 60", "M T+U 40"], ["S", "X"], ["T", "U"])
    assert [answer[key]["amount"] for key in ("incoming", "outgoing")] == [60, 40]
    assert answer["shared_not_split"] == []


def test_a_flow_of_a_group_of_which_none_is_named_is_in_no_list(totals):
    answer = totals(["S+X M 60", "Y M 1", "M T+U 40", "M V 2"], ["Y"], ["V"])
    assert (answer["shared_not_split"], answer["naive"]["amount"]) == ([], 3)


def test_a_group_that_is_named_stands_for_its_members(totals):
    also = "- {id: both, name: Both, kind: joint group, members: [s, x]}\n"
    answer = totals(["S M 60", "X M 5", "Y M 1"], ["Both"], also=also)
    assert answer["incoming"]["amount"] == 65


def test_the_share_of_a_payee_lies_between_nothing_and_all_of_it(totals):
    answer = totals(["S M 60", "M T+U 60, funded_from: [sm]"], ["S"], ["T"])
    assert figures(answer["passed_on"]) == [0, None, 60]


def test_what_a_group_on_both_sides_is_paid_is_listed_where_its_payer_is_named(totals):
    flows = ["S M+B 60", "X M+B 5", "M M+B 4", "M+B T 3", "M+B U 2"]
    assert ids(totals(flows, ["S"], ["T"])["shared_not_split"]) == ["mbt", "smb"]
    assert ids(totals(flows, ["S"], ["B"])["shared_not_split"]) == ["mmb", "smb"]


def test_earlier_and_excluded_tellings_of_others_are_in_no_list(totals):
    either = "observations:\n- {id: o, message: one or the other, between: [one, two], locators: [o]}\n"
    flows = ["early: S M 60 approved", "S M 55 paid, restates: [early]", "one: X M 1", "two: X M 2"]
    answer = totals(flows, ["S"], more=either)
    assert (ids(answer["told_again"]), answer["not_used"]) == (["early"], [])
    answer = totals(flows, ["X"], more=either)
    assert (answer["told_again"], ids(answer["not_used"])) == ([], ["two"])


# ---- what means nothing --------------------------------------------------------------------------------


def test_a_payer_or_payee_inside_the_boundary_is_refused(totals):
    with pytest.raises(UsageError, match="M: inside the boundary"):
        totals(TWO, ["M"])
    with pytest.raises(UsageError, match="N: inside the boundary"):
        totals(["S M 1", "M N 1"], (), ["N"], "M", "N")
    also = "- {id: both, name: Both, kind: joint group, members: [m, n]}\n"
    with pytest.raises(UsageError, match="Both: inside the boundary"):
        totals(["S M 1", "M N 1"], ["Both"], (), "M", "N", also=also)


def test_a_payer_that_nobody_knows_is_refused(totals):
    with pytest.raises((UnknownName, AmbiguousName)):
        totals(TWO, ["Nobody at all"])


# ---- laws ----------------------------------------------------------------------------------------------

#: Payers above M, M and N inside, payees below; nothing goes back up.
STEPS = [("S", "M"), ("X", "M"), ("Y", "N"), ("S", "N"), ("M", "N"), ("M", "T"), ("M", "U"), ("N", "T"), ("N", "V"), ("N", "T+U")]
FLOWS = st.lists(
    st.tuples(st.sampled_from(STEPS), st.none() | st.integers(0, 60), st.sampled_from(["open", "named", "own"])),
    min_size=2,
    max_size=7,
)


def written(found):
    """Flows as lines; one that is named says that all that its payer received pays for it, or that and own money."""
    received = {}
    for number, ((_, payee), *_) in enumerate(found):
        received.setdefault(payee, []).append(f"f{number}")
    lines = []
    for number, ((payer, payee), pounds, how) in enumerate(found):
        sources = [*received.get(payer, ()), *(["own"] if how == "own" else [])]
        more = f", funded_from: [{', '.join(sources)}]" if how != "open" and sources else ""
        lines.append(f"f{number}: {payer} {payee} {'?' if pounds is None else pounds}{more}")
    return [*lines, *(f"{name} Nobody ? in_force" for name in "SXYMNTUV")]


@settings(max_examples=60)
@given(found=FLOWS, payers=st.sets(st.sampled_from("SXY"), min_size=1), payees=st.sets(st.sampled_from("TUV"), min_size=1))
def test_what_is_passed_on_is_what_the_naive_solver_says_of_these_payers_and_payees(tmp_path_factory, found, payers, payees):
    with build(tmp_path_factory.mktemp("law"), written(found)) as graph:
        answer = graph.totals(["M", "N"], Scope(stage="paid"), sorted(payers), sorted(payees))
        network = graph.network(Scope(stage="paid"))
        ends = (frozenset(name.lower() for name in names) for names in (payers, payees))
        naive = brute.bounds(brute.question(network.flows.values(), network.groups, *ends))
    comes_in = {n for n, ((payer, _), *_) in enumerate(found) if payer in payers}
    assert ids(answer["incoming"]["flows"]) == [f"f{n}" for n in sorted(comes_in)]
    passed_on = answer["passed_on"]
    if not comes_in:
        assert passed_on["at_least"] is None
    elif naive != brute.NOTHING:
        least, most = brute.rounded(naive)
        assert (passed_on["at_least"], passed_on["at_most"]) == (
            Decimal(least) / 100,
            None if most is None else Decimal(most) / 100,
        )


@settings(max_examples=20)
@given(found=FLOWS)
def test_what_each_payer_pays_in_is_together_all_that_comes_in(tmp_path_factory, found):
    with build(tmp_path_factory.mktemp("law"), written(found)) as graph:
        whole = graph.totals(["M", "N"])
        each = [graph.totals(["M", "N"], None, [name]) for name in "SXY"]
        assert sorted(ids(row for one in each for row in one["incoming"]["flows"])) == sorted(ids(whole["incoming"]["flows"]))
        assert (
            graph.totals(["M", "N"], None, [*"SXY"], ["T", "U", "V", "Nobody"])["passed_on"]["at_most"]
            == whole["passed_on"]["at_most"]
        )


# ---- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path):
    with build(tmp_path / "small", ["S M 60", "X M 40", "M T 50, funded_from: [sm]", "M U 30"]):
        pass

    def run(*words):
        return CliRunner().invoke(main, ["totals", "--boundary", "M", *words, "--store", str(tmp_path / "small" / "store")])

    return run


def test_the_page_says_whose_money_it_is_about(run):
    done = run("--from", "s", "--from", "X", "--to", "T")
    assert done.exit_code == 0
    assert "coming in only from S and X" in done.stdout
    assert "going out only to T" in done.stdout


def test_json_and_csv_have_only_these_flows(run):
    answer = json.loads(run("--from", "S", "--to", "T", "--format", "json").stdout)
    assert [party["id"] for key in ("payers", "payees") for party in answer[key]] == ["s", "t"]
    rows = list(csv.DictReader(io.StringIO(run("--from", "S", "--to", "T", "--format", "csv", "--evidence").stdout)))
    assert [row["flow"] for row in rows] == ["x-1/sm", "x-1/mt"]


def test_no_money_of_these_is_exit_status_1_and_a_wrong_name_is_2(run):
    done = run("--from", "T", "--to", "S")
    assert (done.exit_code, done.stdout.splitlines()) == (
        1,
        ["No money is known to reach or leave M.", "  coming in only from T", "  going out only to S"],
    )
    assert run("--from", "M").exit_code == 2
    assert run("--to", "Nobody at all").exit_code == 2
