"""Totals at a boundary: no pound counted twice, no unknown amount taken for nothing."""

import csv
import io
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import build
from strategies import ONTOLOGY, contents

import graphkit
from graphkit import Scope, UnknownName, render, summed
from graphkit.cli import main
from graphkit.errors import UsageError
from graphkit.publish import publish

GOLDEN = Path(__file__).parent / "golden" / "cli"
DIRECTIONS = ("incoming", "internal", "outgoing")


@pytest.fixture
def totals(tmp_path):
    """Totals of a small store: its flows and budgets, then the boundary, then the scope."""

    def asked(flows, *boundary, budgets=(), scope=None, **more):
        with build(tmp_path / "small", flows, budgets, **more) as graph:
            return graph.totals(boundary, scope)

    return asked


def amounts(answer):
    """The headline figures of the three directions, in pounds."""
    return [None if answer[key]["amount"] is None else float(answer[key]["amount"]) for key in DIRECTIONS]


def figures(found):
    return [None if found[key] is None else float(found[key]) for key in ("at_least", "estimate", "at_most")]


def flows(rows):
    return [row["flow"].split("/")[1] for row in rows]


# ---- the worked answer ---------------------------------------------------------------------------------


def test_mopac_under_pcd_172_receives_and_passes_on_120_000(graph):
    answer = graph.totals(["MOPAC"], Scope(decision="PCD 172"))
    assert answer["incoming"]["amount"] == Decimal("120000.00")  # of NHS England
    assert answer["outgoing"]["amount"] == Decimal("120000.00")  # 95,000 to Lambeth, 25,000 to Working Chance
    assert answer["outgoing"]["unknown_count"] == 1  # Lambeth's LCPF grant
    assert figures(answer["passed_on"]) == [120_000] * 3
    assert figures(answer["unaccounted"]) == [0] * 3
    assert (answer["naive"]["amount"], answer["naive"]["unknown_count"]) == (Decimal("240000.00"), 1)


def test_all_of_mopac_stands_stage_by_stage_and_camdens_grant_is_left(graph):
    answer = graph.totals(["MOPAC"])
    stages = {row["stage"]: row for row in answer["incoming"]["by_stage"]}
    assert answer["incoming"]["amount"] is None
    assert stages["received"]["amount"] == Decimal("120000.00")
    # 25,000 of Camden, up to 300,000 of London Probation, 1,263,861 of the Ministry of Justice.
    assert stages["accepted"]["amount"] == Decimal("1588861.00")
    assert (stages["in_force"]["amount"], stages["in_force"]["unknown_count"]) == (None, 2)
    accepted, received = answer["passed_on"]["by_stage"]
    assert figures(accepted) == [1_563_861] * 3  # 300,000 + 1,263,861: nothing names Camden's 25,000
    assert figures(accepted["unaccounted"]) == [25_000] * 3
    assert figures(received["unaccounted"]) == [0] * 3
    assert answer["passed_on"]["at_most"] is None  # what is not stated may have been passed on too


def test_lambeth_inside_makes_its_grant_internal(graph):
    answer = graph.totals(["Lambeth", "MOPAC"], Scope(decision="PCD 172"))
    assert amounts(answer) == [120_000, 95_000, 25_000]
    assert [answer[key]["unknown_count"] for key in DIRECTIONS] == [0, 1, 1]
    # Working Chance got 25,000; Women in Prison anything up to the other 95,000.
    assert figures(answer["passed_on"]) == [25_000, None, 120_000]
    assert figures(answer["unaccounted"]) == [0, None, 95_000]


# ---- directions ----------------------------------------------------------------------------------------


def test_incoming_and_internal_are_told_apart_and_never_added(totals):
    answer = totals(["S A 60", "A B 50", "B T 40"], "A", "B")
    assert amounts(answer) == [60, 50, 40]
    assert [flows(answer[key]["flows"]) for key in DIRECTIONS] == [["sa"], ["ab"], ["bt"]]
    assert answer["naive"]["amount"] == Decimal("150.00")
    assert answer["naive"]["because"] == ["it adds what comes in, what stays inside and what goes out"]


def test_a_budget_is_neither_incoming_nor_internal_nor_outgoing(totals):
    answer = totals(["M T 40, funded_from: [b]"], "M", budgets=["b M 40"])
    assert amounts(answer) == [None, None, 40]
    assert answer["naive"]["flow_count"] == 1


def test_what_outsiders_pay_each_other_is_no_business_of_the_boundary(totals):
    answer = totals(["S M 60", "S T 30"], "M")
    assert answer["naive"]["amount"] == Decimal("60.00")


def test_every_flow_shows_its_evidence(graph):
    answer = graph.totals(["MOPAC"])
    for row in (row for key in DIRECTIONS for row in answer[key]["flows"]):
        assert row["locators"] and row["decision"] and {"funder", "recipient", "counted"} <= row.keys()


# ---- stages and amounts --------------------------------------------------------------------------------


def test_stages_are_never_added(totals):
    answer = totals(["S M 60 approved", "X M 40 paid", "Y M 5 paid"], "M")
    assert (answer["incoming"]["amount"], answer["incoming"]["stage"]) == (None, None)
    assert [(row["stage"], row["amount"]) for row in answer["incoming"]["by_stage"]] == [
        ("approved", Decimal("60.00")),
        ("paid", Decimal("45.00")),
    ]
    assert any("different stages (approved, paid)" in reason for reason in answer["naive"]["because"])


def test_one_stage_with_amounts_is_the_headline_whatever_is_unknown_beside_it(totals):
    incoming = totals(["S M 60 approved", "X M ? paid"], "M")["incoming"]
    assert (incoming["amount"], incoming["stage"], incoming["unknown_count"]) == (Decimal("60.00"), "approved", 1)


def test_unknown_amounts_are_counted_and_never_zero(totals):
    answer = totals(["S M ?", "X M ?"], "M")
    assert answer["incoming"]["amount"] is None
    assert answer["incoming"]["by_stage"][0]["amount"] is None
    assert answer["incoming"]["unknown_count"] == answer["naive"]["unknown_count"] == 2
    assert answer["naive"]["amount"] is None


def test_nothing_known_is_no_zero_either(totals):
    answer = totals(["M T 5"], "M")
    assert (answer["incoming"]["amount"], answer["incoming"]["flow_count"]) == (None, 0)
    assert figures(answer["passed_on"]) == figures(answer["unaccounted"]) == [None] * 3


def test_amounts_up_to_or_about_count_at_their_figure_and_are_named(totals):
    answer = totals(["S M <60", "X M ~40", "Y M 1, condition: agreed terms", "Z M 2, stated: false"], "M")
    assert answer["incoming"]["amount"] == Decimal("103.00")
    assert answer["caveats"] == [
        "x-1/xm is about a sum: counted at its stated figure",
        "x-1/ym is conditional: agreed terms",
        "x-1/zm is inferred",
        "x-1/sm is up to a sum: counted at its stated figure",
    ]


def test_what_is_said_of_many_flows_is_said_once(graph):
    (line,) = [line for line in graph.totals(["MOPAC"])["caveats"] if "outcomes-based" in line]
    assert line.endswith("and 22 more: each is conditional: outcomes-based payments")


def test_only_flows_of_the_stage_asked_for_count(totals):
    answer = totals(["S M 60 approved", "X M 40 paid"], "M", scope=Scope(stage="paid"))
    assert (answer["incoming"]["amount"], answer["naive"]["amount"]) == (Decimal("40.00"), Decimal("40.00"))


def test_an_award_that_is_told_again_counts_once_at_its_latest(totals):
    answer = totals(["early: S M 60 approved", "S M 55 paid, restates: [early]", "M T 55, funded_from: [sm]"], "M")
    assert (answer["incoming"]["amount"], answer["incoming"]["stage"]) == (Decimal("55.00"), "paid")
    assert flows(answer["told_again"]) == ["early"]
    assert answer["told_again"][0]["counted"] is None
    ((early,),) = [row["restates"] for row in answer["incoming"]["flows"]]
    assert (early["flow"], early["stage"], early["amount"]) == ("x-1/early", "approved", Decimal("60.00"))
    assert figures(answer["passed_on"]) == [55] * 3
    assert answer["naive"]["amount"] == Decimal("170.00")  # 60 + 55 + 55
    assert "it adds what is told several times" in answer["naive"]["because"]


def test_an_earlier_telling_counts_where_the_later_one_is_out_of_scope(totals):
    answer = totals(["early: S M 60 approved", "S M 55 paid, restates: [early]"], "M", scope=Scope(stage="approved"))
    assert answer["incoming"]["amount"] == Decimal("60.00")


def test_of_flows_that_exclude_each_other_the_one_that_is_used_counts(totals):
    either = "observations:\n- {id: o, message: one or the other, between: [one, two], locators: [o]}\n"
    answer = totals(["one: S M 60", "two: S M 70", "M T 60, funded_from: [one]"], "M", more=either)
    assert answer["incoming"]["amount"] == Decimal("60.00")
    assert flows(answer["not_used"]) == ["two"]
    assert figures(answer["passed_on"]) == [60] * 3


# ---- groups --------------------------------------------------------------------------------------------


def test_a_group_all_of_whose_members_are_inside_is_inside(totals):
    assert amounts(totals(["S A+B 60", "A+B T 20"], "A", "B")) == [60, None, 20]


def test_a_group_none_of_whose_members_is_inside_is_outside(totals):
    assert amounts(totals(["S A+B 60", "M A+B 20"], "M")) == [None, None, 20]


def test_what_a_group_on_both_sides_receives_is_shown_once_and_added_to_nothing(totals):
    answer = totals(["S A+B 60", "S A 10", "A A+B 5", "A+B T 4"], "A")
    assert amounts(answer) == [10, None, None]
    assert flows(answer["shared_not_split"]) == ["aab", "abt", "sab"]
    assert [row["counted"] for row in answer["shared_not_split"]] == [Decimal("5.00"), Decimal("4.00"), Decimal("60.00")]
    assert answer["naive"]["amount"] == Decimal("79.00")


def test_what_goes_into_a_shared_pot_may_or_may_not_have_left(totals):
    # B's part of the pot is anything from nothing to all of it.
    answer = totals(["S A 60", "A A+B 60, funded_from: [sa]"], "A")
    assert figures(answer["passed_on"]) == [0, None, 60]
    assert figures(answer["unaccounted"]) == [0, None, 60]


def test_a_group_that_is_named_stands_for_its_members(graph):
    answer = graph.totals(["Tri-borough"])
    assert answer["incoming"]["amount"] == Decimal("187500.00")  # 160,000 + 27,500
    members = ["Hammersmith & Fulham", "Kensington & Chelsea", "Westminster"]
    assert graph.totals(members)["incoming"] == answer["incoming"]


def test_a_unit_that_stands_outside_is_pointed_out(totals):
    office = "- {id: office, name: Office, kind: unit, unit_of: m}\n"
    assert totals(["M Office 10"], "M", also=office)["caveats"] == [
        "Office is a unit of a party inside and counts as outside: name it too, to have it inside"
    ]
    assert totals(["M Office 10"], "M", "Office", also=office)["caveats"] == []


# ---- years ---------------------------------------------------------------------------------------------


def test_a_schedule_counts_its_slice_of_the_year(graph):
    answer = graph.totals(["MOPAC"], Scope(year="2024/25", decision="PCD 1514"))
    assert answer["incoming"]["amount"] == Decimal("185000.00")
    assert answer["outgoing"]["amount"] == Decimal("659000.00")  # 490,000 + 169,000
    assert graph.totals(["MOPAC"], Scope(year="2025/26", decision="PCD 1514"))["incoming"]["amount"] is None


def test_an_amount_that_is_told_by_year_alone_is_the_sum_of_its_years(totals):
    answer = totals(["S M ?, by_year: {2017/18: 10, 2018/19: 5}"], "M")
    assert (answer["incoming"]["amount"], answer["naive"]["amount"]) == (Decimal("15.00"), Decimal("15.00"))
    assert answer["caveats"] == []


def test_without_a_schedule_a_flow_counts_whole_inside_the_year_and_not_at_all_outside(totals):
    known = ["S M 60, start: 2017-05, end: 2018-02", "X M 30, financial_years: [2018/19]", "Y M 9, end: 2017-03"]
    answer = totals(known, "M", scope=Scope(year="2017/18"))
    assert answer["incoming"]["amount"] == Decimal("60.00")
    assert answer["naive"]["flow_count"] == 1


def test_what_may_be_of_the_year_is_listed_and_the_sum_says_so(totals):
    known = ["S M 60, financial_years: [2017/18]", "X M 30, financial_years: [2017/18, 2018/19]", "Y M 9"]
    incoming = totals(known, "M", scope=Scope(year="2017/18"))["incoming"]
    assert (incoming["amount"], incoming["flow_count"], incoming["unsure_count"]) == (Decimal("60.00"), 1, 2)
    assert flows(incoming["may_be_of_year"]) == ["xm", "ym"]
    assert [row["counted"] for row in incoming["may_be_of_year"]] == [None, None]


def test_the_naive_sum_of_a_year_takes_whole_amounts_and_says_so(graph):
    naive = graph.totals(["MOPAC"], Scope(year="2024/25", decision="PCD 1514"))["naive"]
    assert naive["amount"] == Decimal("1373000.00")  # 300,000 + 800,000 + 273,000
    assert any("of which a part or nothing may be of 2024/25" in reason for reason in naive["because"])


def test_money_passed_on_in_a_year_may_have_come_in_before(graph):
    answer = graph.totals(["MOPAC"], Scope(year="2017/18", decision="PCD 172"))
    assert answer["incoming"]["flow_count"] == 0  # the lump sum is of 2016/17
    assert figures(answer["passed_on"]) == [25_000, None, 120_000]  # Lambeth's 95,000 are for two years
    assert figures(answer["unaccounted"]) == [None] * 3


# ---- passed on -----------------------------------------------------------------------------------------


def test_own_money_may_have_paid_instead(totals):
    # M pays 100 out of 60 and its own: any of the 60 may be left.
    answer = totals(["S M 60", "M T 100"], "M")
    assert figures(answer["passed_on"]) == [0, None, 60]
    assert figures(answer["unaccounted"]) == [0, None, 60]


def test_money_is_followed_through_the_inside(totals):
    answer = totals(["S A 60", "A B 50, funded_from: [sa]", "B T 40, funded_from: [ab]"], "A", "B")
    assert figures(answer["passed_on"]) == [40] * 3
    assert figures(answer["unaccounted"]) == [20] * 3


def test_what_a_budget_brings_came_from_nobody(totals):
    # 100 of the incoming 60 and a budget of 70: at least 30 of the incoming.
    answer = totals(["S M 60", "M T 100, funded_from: [sm, b]"], "M", budgets=["b M 70"])
    assert figures(answer["passed_on"]) == [30, 46.15, 60]  # 100 of 130, shared as 60 to 70


def test_money_that_comes_back_comes_in_again(totals):
    answer = totals(["S M 60", "M T 60, funded_from: [sm]", "T M 20, funded_from: [mt]"], "M")
    assert answer["incoming"]["amount"] == Decimal("80.00")
    assert figures(answer["passed_on"]) == [60] * 3


def test_facts_that_contradict_each_other_give_no_figures_and_say_so(totals):
    answer = totals(["S M 60", "M T 100, funded_from: [sm]"], "M")
    assert figures(answer["passed_on"]) == figures(answer["unaccounted"]) == [None] * 3
    assert any("no figures" in line and "£100" in line for line in answer["caveats"])


# ---- laws ----------------------------------------------------------------------------------------------

NAMES = ("A", "B", "C", "D")
FLOWS = st.lists(
    st.tuples(
        st.permutations(NAMES).map(lambda found: found[:2]),
        st.none() | st.integers(0, 500),
        st.sampled_from(["paid", "approved"]),
    ),
    min_size=1,
    max_size=6,
)
BOUNDARIES = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4)


def written(found):
    """Flows of a law as lines, all parties in a flow of no money to one that no boundary has."""
    lines = [f"f{n}: {a} {b} {'?' if pounds is None else pounds} {stage}" for n, ((a, b), pounds, stage) in enumerate(found)]
    return lines + [f"{name} Nobody ? in_force" for name in NAMES]


def by_stage(answer, key):
    return {row["stage"]: row["amount"] or 0 for row in answer[key]["by_stage"]}


def added(*sums):
    stages = {stage for found in sums for stage in found}
    return {stage: sum(found.get(stage, 0) for found in sums) for stage in stages}


@settings(max_examples=25)
@given(found=FLOWS, boundary=BOUNDARIES)
def test_what_comes_in_is_what_each_gets_less_what_stays_inside(tmp_path_factory, found, boundary):
    with build(tmp_path_factory.mktemp("law"), written(found)) as graph:
        answer = graph.totals(boundary)
        singles = [graph.totals([name]) for name in set(boundary)]
        assert added(by_stage(answer, "incoming"), by_stage(answer, "internal")) == added(
            {}, *(by_stage(single, "incoming") for single in singles)
        ), "incoming of all and what they pay each other are what each of them gets"
        assert graph.totals([*reversed(boundary), boundary[0]]) == answer, "neither order nor doubles matter"
        every = [added(by_stage(answer, key)) for key in DIRECTIONS]
        assert sum(sum(sums.values()) for sums in every) == (answer["naive"]["amount"] or 0)
        for row in answer["passed_on"]["by_stage"]:
            least, most = row["at_least"], row["at_most"]
            assert 0 <= least <= most <= row["incoming"]
            assert row["estimate"] is None or least <= row["estimate"] <= most
            assert row["unaccounted"]["at_least"] + most == row["unaccounted"]["at_most"] + least == row["incoming"]


@settings(max_examples=20)
@given(content=contents(max_facts=8, relations=("flow", "flow", "flow", "budget", "envelope", "observation")), data=st.data())
def test_whatever_the_facts_are_the_sums_hold(tmp_path_factory, content, data):
    folder = str(tmp_path_factory.mktemp("any"))
    publish(folder, content, ONTOLOGY, "any", rdf=False, wait=5, again=True)
    boundary = data.draw(st.lists(st.sampled_from([party.id for party in content.organisations]), min_size=1, max_size=3))
    scope = data.draw(st.sampled_from([Scope(), Scope(stated_only=True), Scope(year="2017/18")]))
    with graphkit.open(folder) as graph:
        answer = graph.totals(boundary, scope)
        assert summed.totals(answer, True, False) and render.to_json(answer)
        for row in answer["passed_on"]["by_stage"]:
            assert row["at_least"] is None or 0 <= row["at_least"] <= row["at_most"] <= row["incoming"]
        if not scope.year:
            found = graph.coverage(None, scope)
            assert summed.coverage(found, True, False) and render.to_json(found)
            for row in found["organisations"]:
                assert (row["known_upstream"] or 0) <= (row["paid_out"] or 0)
                assert (row["known_downstream"] or 0) <= (row["received"] or 0)


# ---- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def run(store_folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words):
        done = CliRunner().invoke(main, ["totals", *words, "--store", store_folder])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


TABLES = {
    "totals": ["--boundary", "MOPAC", "--decision", "PCD 172"],
    "totals-evidence": ["--boundary", "MOPAC", "--boundary", "Lambeth", "--decision", "PCD 172", "--evidence"],
    "totals-stages": ["--boundary", "MOPAC"],
    "totals-shared": ["--boundary", "MOPAC", "--boundary", "Advance", "--decision", "PCD 949"],
    "totals-year": ["--boundary", "MOPAC", "--year", "2017/18", "--decision", "PCD 172"],
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_as_it_did_and_is_not_wide(run, name):
    status, out, err = run(*TABLES[name])
    assert (status, err) == (0, "")
    path = GOLDEN / f"{name}.txt"
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        path.write_text(out)
    assert out == path.read_text()
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("name", TABLES)
def test_json_has_amounts_as_text_and_no_float(run, name):
    def no_float(text):
        raise AssertionError(f"{text} is a float")

    answer = json.loads(run(*TABLES[name], "--format", "json")[1], parse_float=no_float)
    assert {"boundary", *DIRECTIONS, "shared_not_split", "passed_on", "unaccounted", "naive", "caveats"} <= answer.keys()


def test_csv_has_the_sums_or_with_evidence_the_flows(run):
    rows = list(csv.DictReader(io.StringIO(run(*TABLES["totals"], "--format", "csv")[1])))
    assert [(row["sum"], row["stage"], row["amount"]) for row in rows[:3]] == [
        ("incoming", "received", "120000.00"),
        ("outgoing", "approved", "120000.00"),
        ("outgoing", "in_force", ""),
    ]
    rows = list(csv.DictReader(io.StringIO(run(*TABLES["totals-evidence"], "--format", "csv")[1])))
    assert {row["direction"] for row in rows} == {*DIRECTIONS}
    assert sum(Decimal(row["counted"]) for row in rows if row["direction"] == "internal" and row["counted"]) == 95_000


def test_no_money_at_all_is_exit_status_1(run):
    assert run("--boundary", "Home Office") == (1, "No money is known to reach or leave Home Office.\n", "")


def test_what_means_nothing_is_exit_status_2(run):
    assert run()[0] == 2
    assert run("--boundary", "Nobody at all")[0] == 2
    assert run("--boundary", "MOPAC", "--year", "2017")[0] == 2


def test_what_is_left_out_for_want_of_a_date_is_named(run):
    assert "PCD 949" in run("--boundary", "MOPAC", "--as-of", "2018")[2]


def test_a_boundary_round_nobody_is_refused(graph):
    with pytest.raises(UsageError):
        graph.totals([])
    with pytest.raises(UnknownName):
        graph.totals(["Nobody at all"])
    assert graph.totals("MOPAC") == graph.totals(["MOPAC"])
