"""Coverage: how much of the money has a known way, by sums that can be done again by hand."""

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

from graphkit import Scope, UnknownName
from graphkit.cli import main
from graphkit.errors import UsageError
from graphkit.named import Named
from graphkit.tracing.flow import Flow

GOLDEN = Path(__file__).parent / "golden" / "cli"


@pytest.fixture
def coverage(tmp_path):
    """Coverage of a party of a small store, see ``build``."""

    def asked(name, flows, budgets=(), **more):
        with build(tmp_path / "small", flows, budgets, **more) as graph:
            return graph.coverage(name)

    return asked


def known(answer, place=0):
    """What is known of where it came from, and of where it went, in pounds."""
    row = answer["organisations"][place]
    return [None if row[key] is None else float(row[key]) for key in ("known_upstream", "known_downstream")]


def absent(answer):
    return [(row["decision"], row["amount"], row["unknown_count"]) for row in answer["absent_decisions"]]


# ---- worked by hand ------------------------------------------------------------------------------------


def test_mopac_pool_by_pool(graph):
    answer = graph.coverage("MOPAC")
    (row,) = answer["organisations"]
    # PCD 172: 95,000 + 25,000, of NHS England's 120,000 alone.                                     120,000
    # PCD 949: 2,916,992 of the Ministry's grant and a budget of 1,653,131.                       1,263,861
    # PCD 1514: 800,000 + 273,000 of London Probation's money and a budget of 773,000.              300,000
    # DMPCD 2015 96: 1,237,813 of the Victims Grant and own money, neither of known size.                 0
    assert row["known_upstream"] == row["known_downstream"] == Decimal("1683861.00")
    # 120,000 + 2,916,992 + 1,073,000 + 1,237,813, and the LCPF grant of unknown amount.
    assert (row["paid_out"], row["paid_out_unknown_count"]) == (Decimal("5347805.00"), 1)
    # 120,000 + 1,263,861 + 300,000 + 25,000 of Camden; the Victims Grant and phase one unknown.
    assert (row["received"], row["received_unknown_count"]) == (Decimal("1708861.00"), 2)
    assert (row["upstream_share"], row["downstream_share"]) == (Decimal("0.3148"), Decimal("0.9853"))
    assert (row["upstream_gap"], row["downstream_gap"]) == (Decimal("3663944.00"), Decimal("25000.00"))


def test_the_sums_of_a_pool_can_be_done_again(graph):
    (pool,) = graph.coverage("MOPAC", Scope(decision="PCD 1514"))["upstream"]["pools"]
    assert [row["flow"] for row in pool["flows"]] == ["pcd-1514/mopac-mentoring", "pcd-1514/mopac-neurodiversity"]
    assert [row["flow"] for row in pool["money"]] == ["pcd-1514/probation-mopac"]
    assert [(row["flow"], row["amount"]) for row in pool["other_money"]] == [("pcd-1514/iom-budget", Decimal("773000.00"))]
    assert (pool["take_this_alone"], pool["take_other_too"], pool["other_holds"]) == (0, 1_073_000, 773_000)
    assert pool["known"] == pool["holds"] == 1_073_000 - 773_000
    assert all(row["locators"] for key in ("flows", "money", "other_money") for row in pool[key])


def test_the_decisions_that_would_close_the_biggest_gaps_come_first(graph):
    answer = graph.coverage()
    assert absent(answer) == [
        ("DMPCD 2014 110", Decimal("1690000.00"), 0),  # the envelope that it authorised
        ("DMPCD 2015 46", Decimal("1690000.00"), 0),
        ("PCD 850", Decimal("1653131.00"), 0),  # the budget that it set aside
        ("PCD 849", Decimal("75000.00"), 2),  # all of PCD 1428: 25,000 + 50,000, and two of unknown amount
        ("PCD 1291", None, 1),  # phase one of co-commissioning
    ]
    first = answer["absent_decisions"][2]
    assert (first["cited_by"][0]["fact"], first["cited_by"][0]["field"]) == ("pcd-949/mopac-budget", "authorised_by")
    assert first["cited_by"][0]["locators"] == ["2.2 (second)", "3.3"]
    assert [(fact["fact"], fact["gap"]) for fact in first["facts"]] == [("pcd-949/mopac-budget", ["upstream"])]


# ---- where money came from -----------------------------------------------------------------------------


def test_what_names_received_money_alone_is_known_whole(coverage):
    assert known(coverage("M", ["S M 60", "M T 40, funded_from: [sm]"])) == [40, 40]


def test_what_names_nothing_has_no_known_way(coverage):
    answer = coverage("M", ["S M 60", "M T 40"])
    assert known(answer) == [0, 0]
    assert [row["flow"] for row in answer["upstream"]["not_named"]] == ["x-1/mt"]
    assert [row["flow"] for row in answer["downstream"]["not_named"]] == ["x-1/sm"]


def test_own_money_of_unknown_size_may_have_paid_all(coverage):
    assert known(coverage("M", ["S M 60", "M T 100, funded_from: [sm, own]"])) == [0, 0]


def test_beyond_own_money_in_a_budget_it_must_have_come_in(coverage):
    # 100 of the budget's 70 and the incoming 60: at least 100 - 70.
    assert known(coverage("M", ["S M 60", "M T 100, funded_from: [sm, b]"], ["b M 70"])) == [30, 30]


def test_a_budget_that_is_a_part_of_another_one_holds_no_more_than_itself(coverage):
    flows = ["S M 60", "M T 100, funded_from: [sm, b]", "M U 10, funded_from: [c]"]
    assert known(coverage("M", flows, ["b M 70, funded_from: [c]", "c M 500"])) == [30, 30]


def test_a_budget_serves_only_once(coverage):
    # Two flows of 50 share the budget of 70: at least 50 + 50 - 70.
    flows = ["S M 60", "M T 50, funded_from: [sm, b]", "M U 50, funded_from: [sm, b]"]
    assert known(coverage("M", flows, ["b M 70"])) == [30, 30]


def test_a_budget_is_followed_to_what_feeds_it(coverage):
    assert known(coverage("M", ["S M 60", "M T 40, funded_from: [b]"], ["b M 50, funded_from: [sm]"])) == [40, 40]
    # Fed by own money too, all of the budget may be own money.
    assert known(coverage("M", ["S M 60", "M T 40, funded_from: [b]"], ["b M 50, funded_from: [sm, own]"])) == [0, 0]


def test_an_unfed_budget_is_no_known_upstream(coverage):
    assert known(coverage("M", ["M T 40, funded_from: [b]"], ["b M 40"])) == [0, None]


def test_no_more_is_known_than_the_money_holds(coverage):
    assert known(coverage("M", ["S M 60", "M T 100, funded_from: [sm]"])) == [60, 60]


def test_a_source_of_unknown_amount_is_known_upstream_and_is_counted(coverage):
    answer = coverage("M", ["S M ?", "M T 40, funded_from: [sm]"])
    assert known(answer) == [40, None]
    assert answer["organisations"][0]["received_unknown_count"] == 1
    assert answer["organisations"][0]["downstream_share"] is None


def test_a_use_of_unknown_amount_is_counted_and_is_no_zero(coverage):
    row = coverage("M", ["S M 60", "M T ?, funded_from: [sm]"])["organisations"][0]
    assert (row["paid_out"], row["paid_out_unknown_count"], row["known_upstream"]) == (None, 1, None)
    assert (row["received"], row["known_downstream"]) == (Decimal("60.00"), Decimal("0.00"))


# ---- where money went ----------------------------------------------------------------------------------


def test_of_several_sources_only_what_cannot_come_from_the_others_is_sure(coverage):
    # T takes 100 of S's 60 and X's 90. All of it was received; the two sums hold 150 together.
    flows = ["S M 60", "X M 90", "M T 100, funded_from: [sm, xm]"]
    assert known(coverage("M", flows)) == [100, 100]
    # What X gave is of unknown size: any of it may stand in for S's.
    assert known(coverage("M", ["S M 60", "X M ?", "M T 100, funded_from: [sm, xm]"])) == [100, 0]


def test_a_share_of_a_group_is_followed_from_the_pot(coverage):
    answer = coverage("A", ["S A+B 100", "A T 50, funded_from: [sab]"])
    assert [row["organisation"]["id"] for row in answer["organisations"]] == ["a+b", "a"]
    assert known(answer) == [None, 50]
    assert known(answer, 1) == [50, None]


def test_an_earlier_telling_is_not_counted_again(coverage):
    row = coverage("M", ["early: S M 60 approved", "S M 55 paid, restates: [early]"])["organisations"][0]
    assert row["received"] == Decimal("55.00")


def test_inferred_facts_can_be_left_out(graph):
    assert graph.coverage("Women in Prison", Scope(stated_only=True))["organisations"] == []


def test_a_source_that_the_scope_leaves_out_is_not_known(tmp_path):
    with build(tmp_path, ["S M 60, stated: false", "M T 40, funded_from: [sm]"]) as graph:
        assert known(graph.coverage("M", Scope(stated_only=True))) == [0, None]


def test_the_largest_gap_comes_first_and_parties_are_told_once(graph):
    rows = graph.coverage()["organisations"]
    gaps = [max(row["upstream_gap"] or 0, row["downstream_gap"] or 0) for row in rows]
    assert gaps == sorted(gaps, reverse=True)
    assert rows[0]["organisation"]["id"] == "mopac"
    assert len({row["organisation"]["name"] for row in rows}) == len(rows)


# ---- decisions that are not here -----------------------------------------------------------------------

CITES = "reference: X 1\ntitle: Invented\ncites: [X 9]\n"


def test_the_fact_that_cites_counts_and_not_the_rest_of_its_decision(coverage):
    answer = coverage(None, ["S M 60, decided_in: X 9", "S T 500"], head=CITES)
    assert absent(answer) == [("X 9", Decimal("60.00"), 0)]


def test_where_only_the_decision_cites_all_of_its_money_counts(coverage):
    assert absent(coverage(None, ["S M 60", "S T ?"], head=CITES)) == [("X 9", Decimal("60.00"), 1)]


def test_what_another_of_the_listed_facts_pays_for_is_not_counted_twice(coverage):
    answer = coverage(None, ["M T 40, funded_from: [b]"], ["b M 60"], head=CITES)
    assert absent(answer) == [("X 9", Decimal("60.00"), 0)]
    assert [(fact["fact"], fact["counted"]) for fact in answer["absent_decisions"][0]["facts"]] == [
        ("x-1/b", True),
        ("x-1/mt", False),
    ]


def test_what_an_authority_to_spend_allows_is_not_counted_beside_it(coverage):
    envelope = "envelopes:\n- {id: e, owner: M, amount: 100, amount_kind: up_to, used_by: [mt], locators: [e]}\n"
    assert absent(coverage(None, ["M T 40"], more=envelope, head=CITES)) == [("X 9", Decimal("100.00"), 0)]


def test_money_whose_way_is_known_both_ways_does_not_count(coverage):
    flows = ["S M 60", "M N 60, funded_from: [sm], decided_in: X 9", "N T 60, funded_from: [mn]"]
    assert absent(coverage(None, flows)) == [("X 9", None, 0)]


def test_a_decision_that_is_here_is_not_absent(coverage):
    other = "reference: X 9\ntitle: Other\n"
    assert absent(coverage(None, ["S M 60, decided_in: X 9"], x_9=other)) == []


def test_of_one_party_only_decisions_about_its_money_are_told(graph):
    assert [row[0] for row in absent(graph.coverage("Youth Justice Board"))] == ["PCD 849"]


# ---- what is asked -------------------------------------------------------------------------------------


def test_a_part_of_the_flows_has_no_way_of_its_own(graph):
    for scope in (Scope(year="2017/18"), Scope(stage="paid")):
        with pytest.raises(UsageError):
            graph.coverage(scope=scope)


def test_a_name_that_leads_to_nobody_is_refused(graph):
    with pytest.raises(UnknownName):
        graph.coverage("Nobody at all")


# ---- laws ----------------------------------------------------------------------------------------------


@st.composite
def pools(draw):
    """What one party received, its budgets, and what it pays of them within what they hold, with what each truly took."""
    pots = [Flow(f"in{n}", f"S{n}", "M", draw(st.integers(0, 50))) for n in range(draw(st.integers(1, 3)))]
    pots += [Flow(f"b{n}", "M", "M", draw(st.integers(0, 50))) for n in range(draw(st.integers(0, 2)))]
    left = {pot.id: pot.amount for pot in pots}
    uses, took = [], {pot.id: 0 for pot in pots}
    for n in range(draw(st.integers(1, 4))):
        named = sorted(draw(st.sets(st.sampled_from([*left]), min_size=1)))
        parts = {id: draw(st.integers(0, left[id])) for id in named}
        for id, pence in parts.items():
            left[id] -= pence
            took[id] += pence
        uses.append(Flow(f"out{n}", "M", f"T{n}", sum(parts.values()), funded_from=tuple(named)))
    return pots, uses, took


@given(made=pools())
def test_no_more_is_said_to_be_known_than_any_way_of_paying_bears_out(made):
    pots, uses, took = made
    named = Named([*pots, *uses])
    asked = [pot.id for pot in pots if named.received(pot.id)]
    known = sum(pool.known for pool in named.pools([use.id for use in uses], asked))
    assert 0 <= known <= sum(took[id] for id in asked)
    for id in asked:
        assert sum(pool.known for pool in named.pools(named.naming([id]), [id])) <= took[id]


@given(made=pools(), order=st.randoms())
@settings(max_examples=30)
def test_the_order_of_the_flows_does_not_matter(made, order):
    pots, uses, _ = made
    flows = [*pots, *uses]
    shuffled = order.sample(flows, len(flows))
    asked = {pot.id for pot in pots}
    found, again = (Named(listed).pools({use.id for use in uses}, asked) for listed in (flows, shuffled))
    assert found == again


# ---- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def run(store_folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words):
        done = CliRunner().invoke(main, ["coverage", *words, "--store", store_folder])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


TABLES = {"coverage": [], "coverage-of-one": ["MOPAC"], "coverage-evidence": ["MOPAC", "--decision", "PCD 949", "--evidence"]}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_as_it_did_and_is_not_wide(run, name):
    status, out, err = run(*TABLES[name])
    assert (status, err) == (0, "")
    path = GOLDEN / f"{name}.txt"
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        path.write_text(out)
    assert out == path.read_text()
    assert max(map(len, out.splitlines())) <= 100


def test_json_has_amounts_as_text_and_no_float(run):
    def no_float(text):
        raise AssertionError(f"{text} is a float")

    answer = json.loads(run("MOPAC", "--format", "json")[1], parse_float=no_float)
    assert {"organisation", "organisations", "upstream", "downstream", "absent_decisions"} <= answer.keys()
    assert answer["organisations"][0]["upstream_share"] == "0.3148"


def test_csv_has_a_row_a_party(run):
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv")[1])))
    assert (rows[0]["organisation_id"], rows[0]["known_upstream"]) == ("mopac", "1683861.00")
    assert rows[1]["known_upstream"] == ""


def test_no_money_at_all_is_exit_status_1(run):
    assert run("Home Office") == (1, "No money is known that Home Office paid or received.\n", "")


def test_what_means_nothing_is_exit_status_2(run):
    assert run("Nobody at all")[0] == 2
    assert run("--decision", "PCD 850")[0] == 2
    assert run("--year", "2017/18")[0] == run("--stage", "paid")[0] == 2


def test_what_is_asked_can_be_limited(run):
    assert run("Women in Prison", "--stated-only", "--as-of", "2020")[0] == 1
    assert run("Women in Prison", "--decision", "PCD 172")[0] == 0
