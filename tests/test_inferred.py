"""A fact that is stated, and fields of it that its reader inferred: they are marked, and can be left out."""

import io
import json
import tempfile

import pytest
from click.testing import CliRunner
from hypothesis import given
from invented import build

import graphkit
from graphkit import Scope, queries, show, sparql, summed
from graphkit import shown as shown_
from graphkit.cli import main
from graphkit.errors import InputError
from graphkit.publish import publish
from graphkit.store import Store
from graphkit.tracing.flow import Flow
from graphkit.tracing.network import Network
from tests.strategies import ONTOLOGY, contents
from tests.view.pages import texts, unpacked

STATED = Scope(stated_only=True)

# ---- what a data file may say ----------------------------------------------------------------------------

FLOW = "- {id: f, funder: North Council, recipient: Otter Trust, amount: 5, amount_kind: exact, stage: paid, locators: [a], "


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ("purpose: p, inferred: [purpose]", []),
        ("purpose: p, inferred: purpose", []),
        ("purpose: p, inferred: []", []),
        ("inferred: [service]", ["this flow has no service; name some of amount_kind"]),
        ("inferred: [nonsense]", ["this flow has no nonsense; name some of amount_kind"]),
        (
            "purpose: p, inferred: [locators, stage, purpose, inferred]",
            [
                f"{key} is not inferred alone; name some of amount_kind, purpose;"
                " stated: false says that the whole fact is inferred"
                for key in ("inferred", "locators", "stage")
            ],
        ),
        (
            "purpose: p, stated: false, inferred: [purpose]",
            ["it stands beside stated: false, by which the whole fact is inferred; keep one of the two"],
        ),
        (
            "end: {told: [{value: 2020, locators: [a]}, {value: 2021, locators: [b]}]}, inferred: [end]",
            ["end is told in several ways, so it is not inferred; leave end out"],
        ),
        ("inferred: [amount_kind]", ["the rest has an amount without its kind; leave amount_kind out"]),
    ],
)
def test_a_field_is_inferred_alone_only_where_the_fact_has_it_in_one_way_and_stands_without_it(said, fields, wrong):
    found = said(f"flows:\n{FLOW}{fields}}}\n")
    assert [line.split(": inferred: ", 1)[1] for line in found] == wrong


def test_a_wrong_field_is_told_with_its_place(said):
    assert said(f"flows:\n{FLOW}\n    inferred: [service]}}\n") == [
        "x-1.yaml:5:15: inferred: this flow has no service; name some of amount_kind"
    ]


# ---- what a question about what is stated meets ----------------------------------------------------------


def rows(db, table):
    """All rows of a table as a set of sets: the order of columns means nothing."""
    found = db.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in found.description]
    return {frozenset(zip(names, row, strict=True)) for row in found}


@given(contents(max_facts=8, relations=("flow", "budget", "partnership", "provision")))
def test_what_was_inferred_is_met_by_no_question_as_if_nobody_had_written_it(content):
    with tempfile.TemporaryDirectory() as folder:
        for name, facts in (("whole", content.facts), ("said", tuple(fact.said for fact in content.facts))):
            publish(f"{folder}/{name}", content._replace(facts=facts), ONTOLOGY, "", rdf=False, wait=1, again=True)
        with Store.open(f"{folder}/whole") as whole, Store.open(f"{folder}/said") as said:
            for table in ("fact", "participant", "schedule", "reference"):
                assert rows(whole.said, table) == rows(said.db, table)


def test_both_kinds_of_question_find_who_paid_in_the_index_alone(tmp_path):
    with build(tmp_path, ["S M 60"]) as graph:
        for db in (graph.store.db, graph.store.said):
            plan = db.execute(
                "EXPLAIN QUERY PLAN SELECT subject, max(last_day), max(stated) FROM fact"
                " WHERE object = 'm' AND relation = 'flow' AND NOT restricted AND named GROUP BY 1"
            )
            assert any("COVERING INDEX fact_object" in row[-1] for row in plan)


# ---- answers ---------------------------------------------------------------------------------------------


@pytest.fixture
def graph(tmp_path):
    """S and X pay M, which pays T from the money of S; that, and what the money is for, was inferred."""
    flows = [
        "S M 60 received, restricted_to: help, inferred: [restricted_to]",
        "X M 90 received",
        "M T 50, funded_from: [sm], service: Arch, inferred: [service, funded_from]",
        "M U 20",
    ]
    with build(tmp_path, flows, also="- {id: arch, name: Arch, kind: service}\n") as found:
        yield found


def figures(answer):
    return tuple(None if answer[key] is None else int(answer[key]) for key in ("at_least", "estimate", "at_most"))


def test_a_trace_says_once_what_was_inferred_and_marks_each_step(graph):
    answer = graph.trace("S", "T", explain=True)
    assert figures(answer) == (50, 50, 50)
    assert [line for line in answer["caveats"] if "inferred" in line] == [
        "what pays for x-1/mt is inferred",
        "that x-1/sm pays only for what names it is inferred",
    ]
    assert [hop["inferred"] for hop in answer["paths"][0]["hops"]] == [["restricted_to"], ["funded_from", "service"]]
    [pool] = [pool for pool in answer["method"]["pools"] if pool["id"] == "m"]
    assert [row["inferred"] for row in pool["received"]] == [["restricted"]]
    assert [row["inferred"] for row in pool["paid"]] == [["funded_from"]]
    lines = [line.split() for line in show.trace(answer, False, False).splitlines()]
    assert ["S", "→", "M", "£60", "received", "X", "1"] in lines
    assert ["x-1/mt", "£50", "source", "x-1/sm", "(inferred)"] in lines


def test_of_what_is_stated_alone_the_pool_is_open_and_nothing_is_marked(graph):
    answer = graph.trace("S", "T", STATED, explain=True)
    assert figures(answer) == (0, None, 50)
    assert "inferred" not in json.dumps([answer["paths"], answer["caveats"]], default=str)
    assert "(inferred)" not in show.trace(answer, True, False)
    assert figures(graph.trace("S", "U", STATED)) == (0, None, 20)  # unrestricted, so it may pay for this too
    assert figures(graph.trace("S", "U")) == (0, 0, 0)


def test_where_no_way_leads_a_trace_says_that_what_was_inferred_may_be_why(graph):
    assert graph.trace("S", "U")["caveats"] == ["that x-1/sm pays only for what names it is inferred"]
    assert graph.trace("X", "T")["caveats"] == ["what pays for x-1/mt is inferred"]
    assert "inferred" not in " ".join(graph.trace("X", "U")["caveats"])


def test_several_flows_are_named_in_one_line(tmp_path):
    more = "inferred: [funded_from]"
    with build(tmp_path, ["S M 60", f"M N 50, funded_from: [sm], {more}", f"N T 40, funded_from: [mn], {more}"]) as graph:
        assert graph.trace("S", "T")["caveats"] == ["what pays for x-1/mn, x-1/nt is inferred"]


def test_a_contradiction_may_rest_on_what_was_inferred(tmp_path):
    with build(tmp_path, ["S M 60", "M T 70, funded_from: [sm], inferred: [funded_from]"]) as graph:
        answer = graph.trace("S", "T")
        assert answer["contradiction"] is not None
        assert "what pays for x-1/mt is inferred" in answer["caveats"]
        assert graph.trace("S", "T", STATED)["contradiction"] is None


def test_other_money_that_was_inferred_to_be_tied_moves_the_estimate_of_closed_pools_alone(tmp_path):
    with build(tmp_path, ["S M 60", "X M 60, restricted_to: help, inferred: [restricted_to]", "M T 60"]) as graph:
        tied = "that x-1/xm pays only for what names it is inferred"
        closed, open_ = (graph.trace("S", "T", closed=closed) for closed in (True, False))
        assert (figures(closed), tied in closed["caveats"], tied in open_["caveats"]) == ((0, 60, 60), True, False)
        assert figures(graph.trace("S", "T", STATED, closed=True)) == (0, 30, 60)


def test_a_budget_is_tied_by_inference_where_nothing_else_sets_it_aside(tmp_path):
    budgets = [
        "b M 30, purpose: help, inferred: [purpose]",
        "c M 30, purpose: help, financial_years: [2020/21], inferred: [purpose]",
    ]
    with build(tmp_path, ["S M 60", "M T 60"], budgets) as graph:
        assert {flow.id: flow.inferred for flow in graph.network().flows.values() if flow.inferred} == {
            "x-1/b": ("restricted",),
            "x-1/c": ("restricted",),
        }
        assert not any(flow.restricted for flow in graph.network(STATED).flows.values())


def test_who_funds_calls_a_way_said_only_where_no_step_of_it_was_inferred(graph):
    whole, stated = (graph.who_funds("T", scope) for scope in (None, STATED))
    [row] = whole["funders"]
    assert (row["inferred"], row["funded_from"], row["stated"]) == (["funded_from", "service"], ["x-1/sm"], True)
    assert [(way["funder"]["name"], way["basis"], way["stated"]) for way in whole["ultimate"]] == [("S", "named", False)]
    assert [(way["funder"]["name"], way["basis"]) for way in stated["ultimate"]] == [("M", "open"), ("S", "open"), ("X", "open")]
    assert {"inferred", "funded_from"}.isdisjoint(stated["funders"][0]) and stated["funders"][0]["service"] is None
    shown = show.who_funds(whole, True, False)
    assert "paid, funded from (inferred)" in " ".join(shown.split()) and "Arch (inferred)" in shown
    assert [row["stated"] for row in graph.funded_by("S")["final"]] == [False]


def test_own_money_that_was_inferred_to_pay_is_no_said_beginning(tmp_path):
    budgets = ["b M 60, funded_from: [own], inferred: [funded_from]"]
    with build(tmp_path, ["M T 50, funded_from: [b]", "M U 5, funded_from: [own], inferred: [funded_from]"], budgets) as graph:
        for party in "TU":
            assert [way["stated"] for way in graph.who_funds(party)["ultimate"]] == [False]


def test_a_decision_marks_each_value_that_was_inferred(graph, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    shown = " ".join(show.decision(graph.decision("X 1"), False, False).split())
    assert "funded from: x-1/sm (inferred); service: Arch (inferred)" in shown and "restricted to: help (inferred)" in shown
    shown = " ".join(show.decision(graph.decision("X 1", STATED), False, False).split())
    assert "inferred" not in shown and "restricted to" not in shown


def test_the_rows_of_a_table_for_machines_name_the_inferred_fields(graph, tmp_path):
    asked = ["who-funds", "T", "--store", str(tmp_path / "store"), "--format", "csv"]
    head, row = CliRunner().invoke(main, asked).stdout.splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=True))["inferred"] == "funded_from; service"
    head, row = CliRunner().invoke(main, [*asked, "--stated-only"]).stdout.splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=True))["inferred"] == ""


def test_coverage_of_what_is_stated_counts_no_inferred_way(graph):
    for scope, known in ((None, 50), (STATED, 0)):
        [row] = [row for row in graph.coverage(scope=scope)["organisations"] if row["organisation"]["name"] == "M"]
        assert row["known_upstream"] == known
    shown = " ".join(summed.coverage(graph.coverage("M"), False, False).split())
    assert "x-1/mt (£50) (inferred)" in shown


def test_of_facts_that_exclude_each_other_an_inferred_value_is_marked(tmp_path):
    more = "observations:\n- {id: o, message: one of two, between: [st, su], locators: [a]}\n"
    flows = [f"S {party} 50, service: {party}, inferred: [service]" for party in "TU"]
    with build(tmp_path, flows, more=more) as graph:
        shown = " ".join(shown_.conflicts(graph.conflicts(), False, False).split())
    assert "service: T (inferred)" in shown and "service: U (inferred)" in shown


def test_an_award_that_was_inferred_to_be_told_again_is_two_of_what_is_stated(tmp_path):
    flows = ["a: S M 60 approved", "b: S M 60 paid, restates: [a], inferred: [restates]"]
    with build(tmp_path, flows) as graph:
        assert [len(graph.who_funds("M", scope)["funders"]) for scope in (None, STATED)] == [1, 2]
        assert [len(graph.network(scope).flows) for scope in (None, STATED)] == [1, 2]


def test_a_year_that_was_inferred_limits_nothing_of_what_is_stated(tmp_path):
    flows = ["S M 60, by_year: {2020/21: 60}, inferred: [by_year]", "S N 5, start: 2020-05, inferred: [start]"]
    with build(tmp_path, flows) as graph:
        for party, years in (("M", ("2021/22", "2019/20")), ("N", ("2019/20",))):
            for year in years:
                assert graph.who_funds(party, Scope(year=year))["funders"] == []
                assert len(graph.who_funds(party, Scope(year=year, stated_only=True))["funders"]) == 1


def test_what_was_inferred_to_be_allocated_under_an_authority_does_not_count_of_what_is_stated(tmp_path):
    more = "envelopes:\n- {id: e, owner: M, amount: 100, amount_kind: exact, locators: [e]}\n"
    with build(tmp_path, ["M T 60, under: [e], inferred: [under]"], more=more) as graph:
        assert [graph.authority("M", scope)["envelopes"][0]["headroom"] for scope in (None, STATED)] == [40, 100]


# ---- exports, pages, queries, memory ---------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["turtle", "csv", "graphml"])
def test_an_export_of_what_is_stated_has_no_inferred_field(graph, format_):
    for scope, there in ((None, True), (STATED, False)):
        out = io.BytesIO()
        graph.export(format_, out, scope)
        assert ((b"help" in out.getvalue()), (b"inferred" in out.getvalue())) == (there, there)


def test_the_page_marks_what_was_inferred(graph):
    said, stated = texts(graph.view()), texts(graph.view(STATED))
    assert {"S → M, £60 (inferred)", "help (inferred)", "Arch (inferred)"} <= said
    assert not [text for text in stated if "(inferred)" in text or "help" in text or "Arch" in text]
    # The traces of the page say what they rest on.
    assert "what pays for x-1/mt is inferred" in {line for one in unpacked(graph.view())["followed"] for line in one["caveats"]}
    assert not [line for one in unpacked(graph.view(STATED))["followed"] for line in one["caveats"] if "inferred" in line]


def test_a_query_lists_facts_and_fields_that_were_inferred(tmp_path):
    flows = [
        "S M 60 received, restricted_to: help, purpose: p, inferred: [restricted_to, purpose]",
        "X M 90 received, stated: false",
        "M T 50",
    ]
    with build(tmp_path, flows) as graph:
        result = sparql.run(graph.store, queries.load("inferred-facts"))
        found = [dict(zip(result.columns, (term and term.value for term in row), strict=True)) for row in result.terms]
    assert [(row["fact"].rsplit("/", 1)[1], row["inferred"], row["locators"]) for row in found] == [
        ("sm", "purpose; restricted_to", "sm"),
        ("xm", "the whole fact", "xm"),
    ]


def test_a_flow_in_memory_says_what_of_it_was_inferred():
    flows = [Flow("a", "S", "M", 5), Flow("b", "M", "T", 5, funded_from=("a",), inferred=("funded_from",))]
    assert Network(flows).trace("S", "T").caveats == ("what pays for b is inferred",)


@pytest.mark.parametrize("inferred", ["funded_from", ("restricted_to",)])
def test_only_what_pays_and_what_ties_is_inferred_in_memory(inferred):
    with pytest.raises(InputError, match=r"inferred is .*; give a tuple of some of funded_from, restricted"):
        Network([Flow("a", "S", "M", 5, inferred=inferred)])


def test_many_flows_are_counted_rather_than_named():
    flows = [Flow(f"{n:02}", "S", "T", 5, funded_from=("own",), inferred=("funded_from",)) for n in range(20)]
    [line] = Network(flows).trace("S", "T").caveats
    assert line.startswith("what pays for 00, 01, ") and line.endswith(" and 8 more is inferred")


def test_a_row_without_inferred_fields_has_no_such_key(graph):
    [row] = [row for row in graph.who_funds("M")["funders"] if row["flow"] == "x-1/xm"]
    assert "inferred" not in row
    assert graphkit.Flow("a", "S", "M").inferred == ()
