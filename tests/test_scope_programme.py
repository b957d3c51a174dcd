"""A question about one programme: facts of it, of its units, and what moves no money but concerns these."""

import json

import pytest
from click.testing import CliRunner
from invented import build

import graphkit
from graphkit import AmbiguousName, Scope, UnknownName
from graphkit.cli import main
from graphkit.desk import undated

PARTIES = (
    "- {id: prog, name: Prog, kind: programme, aliases: [The Programme]}\n"
    "- {id: serv, name: Serv, kind: service, unit_of: prog}\n"
    "- {id: deep, name: Deep, kind: service, unit_of: serv}\n"
    "- {id: other, name: Other, kind: programme}\n"
    "- {id: clerk, name: Clerk, kind: role}\n"
)
FLOWS = (
    "S M 60, programme: Prog",
    "M T 40, service: Serv, funded_from: [sm, b]",
    "M Serv 10, funded_from: [c]",
    "M V 7, service: Deep",
    "M U 5, programme: Other",
    "M W 3",
)
BUDGETS = ("b M 30, programme: Prog", "c M 20, programme: Other")
MORE = """delegations:
- {id: may-pay-t, delegator: M, delegate: Clerk, authority: sign, concerns: [mt], locators: [d]}
- {id: may-pay-u, delegator: M, delegate: Clerk, authority: sign, concerns: [mu], locators: [d]}
provisions:
- {id: runs, provider: T, delivers: Serv, locators: [p]}
- {id: runs-else, provider: U, delivers: T, locators: [p]}
partnerships:
- {id: board, kind: board, members: [S, M], programme: Prog, locators: [q]}
- {id: named, kind: board, name: The Programme, members: [S, M], locators: [q]}
- {id: panel, kind: panel, members: [S, M], locators: [q]}
- {id: with-it, kind: panel, members: [S, Serv], locators: [q]}
envelopes:
- {id: purse, owner: M, amount: 100, amount_kind: exact, used_by: [mt, mu], locators: [e]}
- {id: other-purse, owner: M, amount: 100, amount_kind: exact, used_by: [mu], locators: [e]}
observations:
- {id: odd, message: of it, concerns: [may-pay-t], locators: [o]}
- {id: even, message: of another, concerns: [may-pay-u], locators: [o]}
"""


@pytest.fixture
def graph(tmp_path):
    with build(tmp_path / "small", FLOWS, BUDGETS, more=MORE, also=PARTIES) as found:
        yield found


def facts(graph, programme):
    """Ids of the facts of a programme."""
    found = graph.decision("X 1", Scope(programme=programme))["facts"]
    return sorted(fact["id"].split("/")[1] for listed in found.values() for fact in listed)


#: What is of Serv alone; what is of Prog beside that.
OF_SERV = ["may-pay-t", "mserv", "mt", "mv", "odd", "purse", "runs", "with-it"]
OF_PROG = sorted([*OF_SERV, "b", "board", "named", "sm"])


def test_facts_of_a_programme_are_those_of_its_units_too_and_what_concerns_them(graph):
    assert facts(graph, "Prog") == OF_PROG


def test_facts_of_a_unit_are_not_those_of_the_programme_above_it(graph):
    assert facts(graph, "Serv") == OF_SERV
    assert facts(graph, "Deep") == ["mv"]


def test_any_party_is_a_programme_by_its_ends(graph):
    assert facts(graph, "W") == ["mw"]


@pytest.mark.parametrize("name", ["prog", "PROG", "the programme"])
def test_a_programme_is_found_by_any_of_its_names(graph, name):
    assert facts(graph, name) == OF_PROG


def test_an_authority_that_a_flow_of_a_later_decision_draws_on_belongs_to_its_programme(tmp_path):
    purse = "envelopes:\n- {id: purse, owner: M, amount: 100, amount_kind: exact, locators: [e]}\n"
    with build(tmp_path / "small", ["M T 4, programme: Prog, under: [purse]", "M U 1"], more=purse, also=PARTIES) as graph:
        assert facts(graph, "Prog") == ["mt", "purse"]


def test_a_circle_of_units_comes_to_an_end(tmp_path):
    also = "- {id: a, name: A, kind: unit, unit_of: b}\n- {id: b, name: B, kind: unit, unit_of: a}\n"
    with build(tmp_path / "small", ["A T 4", "B T 5", "C T 6"], also=also) as graph:
        assert facts(graph, "A") == ["at", "bt"]


def test_a_programme_that_there_is_not_is_refused_with_those_that_are_near(graph):
    with pytest.raises(UnknownName) as refused:
        graph.who_funds("T", Scope(programme="Progg"))
    assert "Prog" in refused.value.candidates


@pytest.mark.parametrize("name", ["", "Prog' OR 1=1 --", "x) UNION SELECT id FROM fact --"])
def test_a_name_is_never_a_piece_of_a_query(graph, name):
    with pytest.raises((UnknownName, AmbiguousName)):
        graph.who_funds("T", Scope(programme=name))


# ---- in every question ---------------------------------------------------------------------------------


def test_money_of_the_programme_alone_is_listed(graph):
    assert [row["flow"] for row in graph.funded_by("M", Scope(programme="Prog"))["recipients"]] == [
        "x-1/mserv",
        "x-1/mt",
        "x-1/mv",
    ]
    assert graph.who_funds("U", Scope(programme="Prog"))["funders"] == []
    assert [row["partnership"] for row in graph.partners("M", Scope(programme="Prog"))["partnerships"]] == [
        "x-1/board",
        "x-1/named",
    ]


def test_money_of_unknown_size_stands_in_for_what_lies_outside_the_programme(tmp_path):
    flows = ["S M 60, programme: Prog", "X M 50", "M T 100, programme: Prog, funded_from: [sm, xm]"]
    with build(tmp_path / "small", flows, also=PARTIES) as graph:
        asked = graph.trace("S", "T"), graph.trace("S", "T", Scope(programme="Prog"))
        figures = [(float(found["at_least"]), float(found["at_most"])) for found in asked]
        left_out = graph.trace("S", "T", Scope(programme="Prog"))["caveats"]
        totals = graph.totals(["M"], Scope(programme="Prog"))
    assert figures == [(50, 60), (0, 60)]
    assert any("is paid in part by what is left out" in line for line in left_out)
    assert (totals["incoming"]["amount"], totals["passed_on"]["at_least"], totals["passed_on"]["at_most"]) == (60, 0, 60)


def test_an_authority_counts_what_was_allocated_to_the_programme_and_says_why_not_the_rest(graph):
    (purse,) = graph.authority("M", Scope(programme="Prog"))["envelopes"]
    assert (purse["allocated"], purse["headroom_kind"]) == (40, "up_to")
    assert purse["not_counted"] == [{"flow": "x-1/mu", "because": "not told to be of this programme"}]


def test_coverage_and_the_picture_and_an_export_are_of_the_programme(graph, tmp_path):
    (row,) = graph.coverage("M", Scope(programme="Prog"))["organisations"]
    assert row["paid_out"] == 57  # 40 + 10 + 7
    assert "<title>Prog" in graph.view(Scope(programme="Prog"))
    with open(tmp_path / "out.csv", "wb") as file:
        graph.export("csv", file, Scope(programme="Prog"))
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert sorted(line.split(",")[1].split("/")[1] for line in lines if line.startswith("fact,")) == OF_PROG


def test_a_decision_that_tells_nothing_of_the_programme_is_not_named_as_left_out(tmp_path):
    head = "reference: X {}\ntitle: T\n"
    late = (
        head.format(2) + "flows:\n- {id: f, funder: S, recipient: M, amount: 1, amount_kind: exact, stage: paid, locators: [a]}\n"
    )
    with build(tmp_path / "small", ["S M 60, programme: Prog"], head=head.format(1), also=PARTIES, x_2=late) as graph:
        scope = Scope(programme="Prog", as_of="2030")
        assert graph.who_funds("M", scope)["left_out"] == ["X 1"]
        assert undated(graph.store, scope)["left_out"] == ["X 1"]
        assert [row["reference"] for row in graph.decisions(Scope(programme="Prog"))["decisions"]] == ["X 1"]


QUESTIONS = (
    ("who-funds", "T"),
    ("funded-by", "M"),
    ("trace", "S", "T"),
    ("totals", "--boundary", "M"),
    ("coverage",),
    ("authority", "M"),
    ("conflicts",),
    ("partners", "M"),
    ("providers", "T"),
    ("org", "M"),
    ("decision", "X 1"),
    ("export", "--to", "csv"),
)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_every_question_takes_a_programme_and_refuses_one_that_there_is_not(graph, tmp_path, words):
    run = CliRunner().invoke
    store = ["--store", str(tmp_path / "small" / "store")]
    assert run(main, [*words, *store, "--programme", "the programme"]).exit_code in (0, 1)
    done = run(main, [*words, *store, "--programme", "Nothing of the kind"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "nobody here is called 'Nothing of the kind'" in done.stderr


def test_a_command_counts_what_python_counts(graph, tmp_path):
    words = ["decision", "X 1", "--store", str(tmp_path / "small" / "store"), "--programme", "Prog", "--format", "json"]
    found = json.loads(CliRunner().invoke(main, words).stdout)["facts"]
    assert sorted(fact["id"].split("/")[1] for listed in found.values() for fact in listed) == OF_PROG


def test_a_programme_and_a_decision_narrow_each_other(graph):
    with pytest.raises(graphkit.UnknownName):
        graph.who_funds("T", Scope(decision="X 9", programme="Prog"))
    assert len(graph.who_funds("T", Scope(decision="X 1", programme="Prog"))["funders"]) == 1
