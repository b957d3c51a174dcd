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
    assert any("conditional: subject to agreeing the terms" in caveat for caveat in answer["caveats"])


@pytest.mark.parametrize(
    ("source", "target", "scope", "pounds"),
    [
        ("NHS England", "London Borough of Lambeth", Scope(), ("95000.00", "95000.00", "95000.00")),
        ("NHS England", "London Borough of Lambeth", Scope(year="2017/18"), ("0.00", None, "95000.00")),
        ("NHS England", "Women in Prison", Scope(), ("0.00", None, "95000.00")),
        ("MOPAC", "London Borough of Lambeth", Scope(decision="PCD 172"), ("95000.00", None, None)),
        ("London Probation", "IOM Neurodiversity service", Scope(), ("107000.00", "228556.90", "276000.00")),
        ("London Probation", "IOM Neurodiversity service", Scope(decision="PCD 1514"), ("107000.00", "228556.90", "276000.00")),
        ("Ministry of Justice", "Advance Women's Centres", Scope(decision="PCD 949"), ("0.00", None, "1263861.00")),
        (
            "Ministry of Justice",
            ["Advance Women's Centres", "South London Alliance"],
            Scope(decision="PCD 949"),
            ("1263861.00", "1263861.00", "1263861.00"),
        ),
        ("Ministry of Justice", "advance+south-london-alliance", Scope(), ("1263861.00", "1263861.00", "1263861.00")),
    ],
)
def test_the_worked_answers_come_out_of_the_packaged_data_to_the_penny(graph, source, target, scope, pounds):
    answer = graph.trace(source, target, scope)
    assert figures(answer) == [None if figure is None else Decimal(figure) for figure in pounds]


def test_the_probation_years_are_paid_year_by_year(graph):
    found = [
        figures(graph.trace("London Probation", "IOM Neurodiversity service", Scope(year=year)))
        for year in ("2023/24", "2024/25", "2025/26")
    ]
    assert found == [
        [Decimal("91000.00")] * 3,
        [Decimal("16000.00"), Decimal("137556.90"), Decimal("185000.00")],
        [Decimal("0.00")] * 3,
    ]


def test_a_hop_without_an_amount_gives_no_estimate_and_is_named(graph):
    answer = graph.trace("NHS England", "Women in Prison")
    assert any("pcd-172/lambeth-wip has no stated amount" in caveat for caveat in answer["caveats"])
    assert any("pcd-172/lambeth-wip is inferred" in caveat for caveat in answer["caveats"])
    assert any(caveat.startswith("no estimate: pcd-172/lambeth-wip") for caveat in answer["caveats"])


def test_what_has_no_upper_limit_is_named(graph):
    answer = graph.trace("MOPAC", "Lambeth", Scope(decision="PCD 172"))
    assert any("nothing limits the most" in caveat and "pcd-172/mopac-lambeth-lcpf" in caveat for caveat in answer["caveats"])


def test_each_bound_is_bound_by_amounts_that_sum_to_it(graph):
    answer = graph.trace("London Probation", "IOM Neurodiversity service", explain=True)
    for key in ("at_least", "at_most"):
        terms = answer["method"][key]["terms"]
        assert sum(Decimal(term["weight"]) * term["amount"] for term in terms) == answer[key]
        assert len([line for line in answer["binding"] if line.startswith(key.replace("_", " "))]) == len(terms)


def test_the_method_shows_pools_shares_rules_and_where_each_number_stands(graph):
    method = graph.trace("London Probation", "IOM Neurodiversity service", explain=True)["method"]
    (mopac, probation) = method["pools"]
    assert {row["flow"] for row in mopac["received"]} == {"pcd-1514/probation-mopac", "pcd-1514/iom-budget"}
    assert probation["paid"][0]["own_money"]
    (mixed,) = [row for row in method["estimate"] if row["share"] not in ("0", "1")]
    assert (mixed["flow"], mixed["year"], mixed["share"]) == ("pcd-1514/mopac-neurodiversity", "2024/25", "185/659")
    (pool,) = method["sharing"]
    assert pool["spent"][0]["amount"] == Decimal("659000.00")
    assert any("≤ £474,000" in line for line in method["programme"])
    assert method["facts"]["pcd-1514/iom-budget"]["locators"] == ["executive summary", "table in financial comments"]


def test_no_way_at_all_is_three_zeros_and_no_path(graph):
    answer = graph.trace("Camden", "Women in Prison")
    assert figures(answer) == [Decimal("0.00")] * 3
    assert answer["paths"] == []


def test_a_path_through_a_budget_names_it(graph):
    answer = graph.trace("MoJ", "Westminster")
    assert ["dmpcd-2015-96/moj-mopac", "dmpcd-2015-96/mopac-tri-borough-rj"] in flows(answer)
    assert answer["paths"][0]["hops"][0]["through"] == ["dmpcd-2015-96/victims-budget"]
    assert figures(answer) == [Decimal("0.00"), None, Decimal("187500.00")]


def test_every_hop_shows_its_evidence(graph):
    for path in graph.trace("NHS England", "Women in Prison")["paths"]:
        for hop in path["hops"]:
            assert hop["locators"]
            assert hop["decision"] == "PCD 172"


def test_a_source_that_is_its_own_target_is_refused(graph):
    with pytest.raises(UsageError):
        graph.trace("MOPAC", "mopac")


def test_fewer_hops_show_fewer_paths_and_the_same_figures(graph):
    answer = graph.trace("NHS England", "Women in Prison", hops=2)
    assert answer["paths"] == []
    assert figures(answer) == [Decimal("0.00"), None, Decimal("95000.00")]
    assert any("paths of more than 2 hops are not shown" in caveat for caveat in answer["caveats"])
    with pytest.raises(UsageError):
        graph.trace("NHS England", "Women in Prison", hops=0)


def test_figures_stay_within_what_is_asked(graph):
    assert figures(graph.trace("NHS England", "Women in Prison", Scope(stated_only=True))) == [Decimal("0.00")] * 3
    assert graph.trace("NHS England", "Working Chance", Scope(decision="PCD 949"))["paths"] == []
    assert graph.trace("NHS England", "Working Chance", Scope(as_of="2016"))["paths"] == []


def test_undated_decisions_are_told_where_a_date_is_asked_for(graph):
    answer = graph.trace("MoJ", "Advance", Scope(as_of="2030-01-01"))
    assert figures(answer) == [Decimal("0.00")] * 3
    assert answer["left_out"] == ["PCD 1428", "PCD 1514", "PCD 949"]
    assert "PCD 949 is undated and left out" in answer["caveats"]


def test_an_open_pool_is_possible_and_says_so(tmp_path):
    with build(tmp_path, ["S M 60", "M T 100"]) as graph:
        answer = graph.trace("S", "T")
        assert figures(graph.trace("S", "T", closed=True)) == [Decimal("0.00"), Decimal("60.00"), Decimal("60.00")]
    assert figures(answer) == [Decimal("0.00"), None, Decimal("60.00")]
    assert any("possible, not said" in caveat for caveat in answer["caveats"])


def test_what_a_source_passes_on_is_not_its_own(tmp_path):
    with build(tmp_path, ["X S 60", "S T 100 funded_from: [xs, own]"]) as graph:
        assert figures(graph.trace("S", "T")) == [Decimal("100.00")] * 3
        assert figures(graph.trace("S", "T", own=True)) == [Decimal("40.00"), None, Decimal("100.00")]


def test_restricted_money_makes_no_path_that_is_not_named(tmp_path):
    with build(tmp_path, ["S M 60 restricted_to: shoes", "M T 100"]) as graph:
        answer = graph.trace("S", "T")
    assert answer["paths"] == []
    assert figures(answer) == [Decimal("0.00")] * 3


def test_money_that_comes_too_late_makes_no_path(tmp_path):
    with build(tmp_path, ["S M 60 start: 2025-04", "M T 100 end: 2025-03"]) as graph:
        assert graph.trace("S", "T")["paths"] == []


def test_a_cycle_ends_and_inflates_nothing(tmp_path):
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
        assert figures(answer) == [Decimal("40.00"), Decimal("48.00"), Decimal("60.00")]
        assert {row["funder"]["id"] for row in graph.who_funds("T")["ultimate"]} == {"s", "x"}


def test_money_that_comes_back_counts_once(tmp_path):
    with build(tmp_path, ["S T 100", "T S 30 funded_from: [st]"]) as graph:
        # 70 pounds may have gone to T, 30 of them back to S, and to T once more.
        assert figures(graph.trace("S", "T")) == [Decimal("70.00"), None, Decimal("100.00")]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["S M 60", "M T 100 funded_from: [sm]"], "M pays £100 (x-1/mt) out of £60"),
        (["S M 60", "M T 40 funded_from: [sm]", "M U 40 funded_from: [sm]"], "M pays £80 (x-1/mt, x-1/mu) out of £60"),
        (["S M 60 start: 2025-04", "M T 50 'end': 2025-03, funded_from: [sm]"], "M pays £50 (x-1/mt) out of £0"),
        (
            ["S M 60 by_year: {2023/24: 60}", "M T 50 'financial_years': [2024/25], funded_from: [sm]"],
            "M pays £50 (x-1/mt) out of £0",
        ),
    ],
)
def test_facts_that_contradict_each_other_give_no_figures_and_name_payer_and_sums(tmp_path, told, said):
    with build(tmp_path, told) as graph:
        answer = graph.trace("S", "T")
    assert figures(answer) == [None] * 3
    assert said in answer["contradiction"]


def test_a_contradiction_names_its_year(tmp_path):
    years = ["S M 60 by_year: {2023/24: 60}", "X M 60 by_year: {2024/25: 60}", "M T 90 'by_year': {2023/24: 10, 2024/25: 80}"]
    years[2] += ", funded_from: [sm, xm]"
    with build(tmp_path, years) as graph:
        assert "M pays £80 in 2024/25" in graph.trace("S", "T")["contradiction"]


def test_a_flow_from_a_group_is_a_path_of_its_member_with_an_undecided_part(tmp_path):
    with build(tmp_path, ["S X 1", "X T 5", "S T2 1"]) as graph:
        assert len(graph.trace("S", "T")["paths"]) == 1
    text = (tmp_path / "x-1.yaml").read_text().replace("funder: X, recipient: T,", "funder: {joint: [S, X]}, recipient: T,")
    (tmp_path / "x-1.yaml").write_text(text)
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        answer = graph.trace("S", "T")
    assert flows(answer) == [["x-1/xt"]]
    assert figures(answer) == [Decimal("0.00"), None, Decimal("5.00")]


def test_an_award_told_again_later_counts_once(tmp_path):
    with build(tmp_path, ["S T 60"]) as graph:
        assert figures(graph.trace("S", "T")) == [Decimal("60.00")] * 3
    later = (
        "reference: X 2\ntitle: Later\ndate_signed: 2025-01-01\nflows:\n- {id: again, funder: S, recipient: T, amount: 50,"
        " amount_kind: exact, stage: paid, restates: [x-1/st], locators: ['1']}\n"
    )
    (tmp_path / "x-2.yaml").write_text(later)
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        assert figures(graph.trace("S", "T")) == [Decimal("50.00")] * 3
        assert figures(graph.trace("S", "T", Scope(as_of="2024-06"))) == [Decimal("60.00")] * 3


def test_a_large_store_gives_the_same_answer_from_the_part_that_is_read(tmp_path, monkeypatch):
    told = [
        "S A 60",
        "X A 40",
        "A B 90 funded_from: [sa, xa]",
        "B T 70 funded_from: [ab]",
        "A U 10 funded_from: [xa]",
        "Y U 500",
        "U V 20",
        "B W 5",
    ]
    with build(tmp_path, told) as graph:
        whole = graph.trace("S", "T")
        monkeypatch.setattr("graphkit.flows.FEW", 0)
        part = graph.trace("S", "T")
    # What X gave pays 10 to U, so 30 to B at most: two thirds of the 90 are surely of S, and so of the 70.
    assert figures(whole) == [Decimal("40.00"), Decimal("46.67"), Decimal("60.00")]
    assert part == whole


def test_who_funds_and_funded_by_give_the_figures_of_trace(graph):
    for row in graph.who_funds("Women in Prison")["ultimate"]:
        answer = graph.trace(row["funder"]["name"], "Women in Prison")
        assert figures(row) == figures(answer)
    final = {row["recipient"]["name"]: row for row in graph.funded_by("NHS England")["final"]}
    assert figures(final["Working Chance"]) == [Decimal("25000.00")] * 3
    assert figures(final["Women in Prison"]) == [Decimal("0.00"), None, Decimal("95000.00")]
    assert final["Women in Prison"]["basis"] == "named"
    assert not final["Women in Prison"]["stated"]


def test_a_large_store_leaves_the_many_figures_out_and_says_so(graph, monkeypatch):
    monkeypatch.setattr("graphkit.flows.FEW", 0)
    answer = graph.who_funds("Women in Prison")
    assert answer["figures"] is False
    assert {row["at_most"] for row in answer["ultimate"]} == {None}
    assert graph.funded_by("NHS England")["final"] == []


def test_a_network_in_memory_gives_the_same_figures_in_pence(graph):
    assert graph.network().trace("london-probation", "iom-neurodiversity-service")[:3] == (10700000, 22855690, 27600000)
