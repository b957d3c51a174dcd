"""Following money: paths, what they rest on, and the figures that are certain."""

from decimal import Decimal

import pytest

import graphkit
from graphkit import Scope
from graphkit.errors import UsageError


def flows(answer):
    return [[hop["flow"] for hop in path["hops"]] for path in answer["paths"]]


def figures(answer):
    return [answer[key] for key in ("at_least", "estimate", "at_most")]


def build(tmp_path, flows):
    """A store of flows written ``S M 60``; more fields after the amount, as in a data file."""
    names = sorted({name for flow in flows for name in flow.split()[:2]})
    parties = "".join(f"- {{id: {name.lower()}, name: {name}, kind: charity}}\n" for name in names)
    (tmp_path / "organisations.yaml").write_text("organisations:\n" + parties)
    rows = ""
    for flow in flows:
        payer, payee, amount, *more = flow.split(maxsplit=3)
        known = "" if amount == "null" else ", amount_kind: exact"
        rest = f", {more[0]}" if more else ""
        rows += f"- {{id: {payer.lower()}{payee.lower()}, funder: {payer}, recipient: {payee}, amount: {amount}{known}"
        rows += f", stage: paid, locators: ['1']{rest}}}\n"
    (tmp_path / "x-1.yaml").write_text(f"reference: X 1\ntitle: Invented\ndate_signed: 2024-01-01\nflows:\n{rows}")
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    return graphkit.open(str(tmp_path / "store"))


def test_a_restricted_amount_passed_on_whole_is_certain(graph):
    answer = graph.trace("NHS England", "Working Chance")
    assert figures(answer) == [Decimal("25000.00")] * 3
    assert flows(answer) == [["pcd-172/nhse-mopac", "pcd-172/mopac-working-chance"]]
    assert answer["basis"] == "as planned"
    assert any("conditional" in caveat for caveat in answer["caveats"])


def test_money_from_elsewhere_to_the_same_target_does_not_blur_the_figure(graph):
    assert figures(graph.trace("NHS England", "London Borough of Lambeth")) == [Decimal("95000.00")] * 3


def test_a_hop_without_an_amount_has_no_figure_and_is_named(graph):
    answer = graph.trace("NHS England", "Women in Prison")
    assert figures(answer) == [None] * 3
    assert any("pcd-172/lambeth-wip has no stated amount" in caveat for caveat in answer["caveats"])
    assert any("pcd-172/lambeth-wip is inferred" in caveat for caveat in answer["caveats"])


def test_an_undecided_split_has_no_figure(graph):
    answer = graph.trace("Ministry of Justice", "Advance")
    assert figures(answer) == [None] * 3
    assert flows(answer) == [["pcd-949/moj-mopac", "pcd-949/mopac-providers"]]


def test_mixed_money_has_no_figure_yet(graph):
    assert figures(graph.trace("London Probation", "IOM Neurodiversity service")) == [None] * 3


def test_no_way_at_all_is_three_zeros_and_no_path(graph):
    answer = graph.trace("Camden", "Women in Prison")
    assert figures(answer) == [Decimal("0.00")] * 3
    assert answer["paths"] == []


def test_a_path_through_a_budget_names_it(graph):
    answer = graph.trace("MoJ", "Westminster")
    assert ["dmpcd-2015-96/moj-mopac", "dmpcd-2015-96/mopac-tri-borough-rj"] in flows(answer)
    assert answer["paths"][0]["hops"][0]["through"] == ["dmpcd-2015-96/victims-budget"]


def test_every_hop_shows_its_evidence(graph):
    for path in graph.trace("NHS England", "Women in Prison")["paths"]:
        for hop in path["hops"]:
            assert hop["locators"]
            assert hop["decision"] == "PCD 172"


def test_a_source_that_is_its_own_target_is_refused(graph):
    with pytest.raises(UsageError):
        graph.trace("MOPAC", "mopac")


def test_fewer_hops_find_fewer_paths(graph):
    assert graph.trace("NHS England", "Women in Prison", hops=2)["paths"] == []
    with pytest.raises(UsageError):
        graph.trace("NHS England", "Women in Prison", hops=0)


def test_paths_stay_within_what_is_asked(graph):
    assert graph.trace("NHS England", "Women in Prison", Scope(stated_only=True))["paths"] == []
    assert graph.trace("NHS England", "Working Chance", Scope(decision="PCD 949"))["paths"] == []
    assert graph.trace("NHS England", "Working Chance", Scope(as_of="2016"))["paths"] == []


def test_a_year_gives_no_figure_yet_but_the_paths(graph):
    answer = graph.trace("NHS England", "Lambeth", Scope(year="2017/18"))
    assert figures(answer) == [None] * 3
    assert len(answer["paths"]) == 1


def test_an_open_pool_is_possible_and_says_so(tmp_path):
    with build(tmp_path, ["S M 60", "M T 100"]) as graph:
        answer = graph.trace("S", "T")
    assert figures(answer) == [None] * 3
    assert any("possible, not said" in caveat for caveat in answer["caveats"])


def test_restricted_money_makes_no_path_that_is_not_named(tmp_path):
    with build(tmp_path, ["S M 60 restricted_to: shoes", "M T 100"]) as graph:
        assert graph.trace("S", "T")["paths"] == []


def test_money_that_comes_too_late_makes_no_path(tmp_path):
    with build(tmp_path, ["S M 60 start: 2025-04", "M T 100 end: 2025-03"]) as graph:
        assert graph.trace("S", "T")["paths"] == []


def test_a_cycle_ends(tmp_path):
    cycle = [
        "S A 60",
        "X A 40",
        "A B 120 'funded_from': [sa, xa, ba]",
        "B A 40 'funded_from': [ab]",
        "B T 80 'funded_from': [ab]",
    ]
    with build(tmp_path, cycle) as graph:
        answer = graph.trace("S", "T")
        assert flows(answer) == [["x-1/sa", "x-1/ab", "x-1/bt"]]
        assert figures(answer) == [None] * 3
        assert {row["funder"]["id"] for row in graph.who_funds("T")["ultimate"]} == {"s", "x"}


def test_money_that_comes_back_gives_no_figure(tmp_path):
    with build(tmp_path, ["S T 100", "T S 30 funded_from: [st]"]) as graph:
        assert figures(graph.trace("S", "T")) == [None] * 3


def test_more_paid_out_of_named_money_than_it_holds_gives_no_figure(tmp_path):
    with build(tmp_path, ["S M 60", "M T 100 funded_from: [sm]"]) as graph:
        assert figures(graph.trace("S", "T")) == [None] * 3


def test_two_payments_that_share_one_named_pot_too_small_give_no_figure(tmp_path):
    with build(tmp_path, ["S M 60", "M T 40 funded_from: [sm]", "M U 40 funded_from: [sm]"]) as graph:
        assert figures(graph.trace("S", "T")) == [None] * 3


def test_named_money_that_comes_too_late_gives_no_figure(tmp_path):
    with build(tmp_path, ["S M 60 start: 2025-04", "M T 50 'end': 2025-03, funded_from: [sm]"]) as graph:
        assert figures(graph.trace("S", "T")) == [None] * 3


def test_named_money_of_another_year_gives_no_figure(tmp_path):
    with build(tmp_path, ["S M 60 by_year: {2023/24: 60}", "M T 50 'financial_years': [2024/25], funded_from: [sm]"]) as graph:
        assert figures(graph.trace("S", "T")) == [None] * 3


def test_a_flow_from_a_group_is_a_path_of_its_member_without_a_figure(tmp_path):
    with build(tmp_path, ["S X 1", "X T 5", "S T2 1"]) as graph:
        assert len(graph.trace("S", "T")["paths"]) == 1
    text = (tmp_path / "x-1.yaml").read_text().replace("funder: X, recipient: T,", "funder: {joint: [S, X]}, recipient: T,")
    (tmp_path / "x-1.yaml").write_text(text)
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        answer = graph.trace("S", "T")
    assert flows(answer) == [["x-1/xt"]]
    assert figures(answer) == [None] * 3


def test_longer_paths_than_asked_for_are_counted_and_never_zero(graph):
    answer = graph.trace("NHS England", "Women in Prison", hops=2)
    assert answer["worked_out"] is False
    assert any("longer than 2 hops" in caveat for caveat in answer["caveats"])
