"""Which decision extends which, or spends its money: links that are said, and links that facts make."""

import json

import pytest
from click.testing import CliRunner
from invented import build

from graphkit import Scope
from graphkit.cli import main
from graphkit.errors import UnknownName


def link(id, word, earlier, more=""):
    return f'- {{id: {id}, link: {word}, earlier: {earlier}, locators: ["1.1"]{more}}}\n'


def decision(number, *links, signed="", more="", cites=""):
    date = f"date_signed: {signed}\n" if signed else ""
    head = f"reference: X {number}\ntitle: Number {number}\n{date}" + (f"cites: [{cites}]\n" if cites else "")
    return head + (f"lineage:\n{''.join(links)}" if links else "") + more


def flow(id, ends, more):
    return f'flows:\n- {{id: {id}, {ends}, amount: 5, amount_kind: exact, stage: paid, locators: ["4"], {more}}}\n'


FROM_T = "funder: T, recipient: S"

#: X 1 pays T; X 2 extends it; X 3 extends and varies X 2, and pays out T's money; X 4 has no date.
CHAIN = {
    "x_2": decision(2, link("from-1", "extends", "X 1", ", stated: false"), signed="2021-01-01"),
    "x_3": decision(
        3,
        link("from-2", "extends", "X 2"),
        link("from-2-too", "varies", "X 2"),
        signed="2022-01-01",
        more=flow("ts", FROM_T, "funded_from: [x-1/mt]"),
    ),
    "x_4": decision(4, link("from-3", "replaces", "X 3"), link("from-0", "follows", "X 0"), cites="X 0, X 7"),
}
HEAD = "reference: X 1\ntitle: Number 1\ndate_signed: 2020-01-01\n"


@pytest.fixture
def graph(tmp_path):
    return build(tmp_path, ["M T 60 paid"], head=HEAD, also="- {id: s, name: S, kind: charity}\n", **CHAIN)


def told(links):
    return [
        (one.get("depth"), one["later"]["reference"], one["kind"], one["earlier"]["reference"], one["stated"]) for one in links
    ]


def test_a_link_by_a_field_that_was_inferred_is_inferred(tmp_path):
    more = flow("ts", FROM_T, "funded_from: [x-1/mt], inferred: [funded_from]")
    graph = build(tmp_path, ["M T 60 paid"], head=HEAD, also="- {id: s, name: S, kind: charity}\n", x_2=decision(2, more=more))
    assert told(graph.lineage()["links"]) == [(None, "X 2", "draws on", "X 1", False)]
    assert graph.lineage(scope=Scope(stated_only=True))["links"] == []


def test_the_chain_of_a_decision_leads_up_over_every_step(graph):
    assert told(graph.lineage("X 4")["earlier"]) == [
        (1, "X 4", "follows", "X 0", True),
        (1, "X 4", "replaces", "X 3", True),
        (2, "X 3", "draws on", "X 1", True),
        (2, "X 3", "extends", "X 2", True),
        (2, "X 3", "varies", "X 2", True),
        (3, "X 2", "extends", "X 1", False),
    ]


def test_the_chain_of_a_decision_leads_down_over_every_step_below_the_shortest_way(graph):
    answer = graph.lineage("X 1")
    assert answer["earlier"] == []
    assert told(answer["later"]) == [
        (1, "X 2", "extends", "X 1", False),
        (2, "X 3", "extends", "X 2", True),
        (2, "X 3", "varies", "X 2", True),
        (1, "X 3", "draws on", "X 1", True),
        (2, "X 4", "replaces", "X 3", True),
    ]


def test_without_a_reference_every_link_is_told_once_the_first_signed_first(graph):
    assert told(graph.lineage()["links"]) == [
        (None, "X 2", "extends", "X 1", False),
        (None, "X 3", "draws on", "X 1", True),
        (None, "X 3", "extends", "X 2", True),
        (None, "X 3", "varies", "X 2", True),
        (None, "X 4", "follows", "X 0", True),
        (None, "X 4", "replaces", "X 3", True),
    ]


def test_a_link_says_why_and_where(graph):
    (link, *_) = graph.lineage("X 3")["earlier"]
    assert {key: value for key, value in link.items() if key not in ("earlier", "later")} == {
        "kind": "draws on",
        "stated": True,
        "because": ["x-3/ts"],
        "decision": "X 3",
        "url": None,
        "locators": ["4"],
        "depth": 1,
    }
    assert link["earlier"] == {"reference": "X 1", "title": "Number 1", "date_signed": "2020-01-01", "in_store": True}


def test_a_decision_that_is_not_here_is_shown_and_can_be_asked_for(graph):
    answer = graph.lineage("X 0")
    assert answer["decision"] == {"reference": "X 0", "title": None, "date_signed": None, "in_store": False}
    assert told(answer["later"]) == [(1, "X 4", "follows", "X 0", True)]


def test_a_decision_that_is_cited_and_no_more_stands_apart(graph):
    pairs = [(pair["later"]["reference"], pair["earlier"]["reference"]) for pair in graph.lineage()["cites_only"]]
    assert pairs == [("X 4", "X 7")]
    assert graph.lineage("X 4")["cites_only"] == graph.lineage("X 7")["cites_only"] == graph.lineage()["cites_only"]
    assert graph.lineage("X 3")["cites_only"] == []


def test_a_reference_that_nothing_has_or_names_is_refused_with_near_ones(graph):
    with pytest.raises(UnknownName) as caught:
        graph.lineage("X 22")
    assert "X 2" in caught.value.candidates


def test_only_what_is_stated(graph):
    assert [row[2] for row in told(graph.lineage("X 2", Scope(stated_only=True))["earlier"])] == []


def test_as_of_a_date_later_links_are_not_known_and_undated_decisions_are_named(graph):
    answer = graph.lineage("X 1", Scope(as_of="2022-06"))
    assert [row[1] for row in told(answer["later"])] == ["X 2", "X 3", "X 3", "X 3"]
    assert answer["left_out"] == ["X 4"]
    assert [row[1] for row in told(graph.lineage("X 1", Scope(as_of="2021-06"))["later"])] == ["X 2"]


def test_the_decision_of_a_scope_is_the_one_that_is_asked_for(graph):
    assert graph.lineage(scope=Scope(decision="x2")) == graph.lineage("X 2")


# ---- links that facts make -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (flow("f", FROM_T, "funded_from: [x-1/mt]"), "draws on"),
        (flow("f", "funder: M, recipient: T", "restates: [x-1/mt]"), "tells again"),
        (flow("f", "funder: M, recipient: S", "under: [x-1/pot]"), "spends under"),
        (flow("f", FROM_T, "decided_in: X 1"), "recalls"),
        ('envelopes:\n- {id: f, owner: M, amount: null, authorised_by: X 1, locators: ["4"]}\n', "draws on"),
    ],
)
def test_a_fact_that_names_another_decision_or_its_fact_links_the_two(tmp_path, text, word):
    pot = 'envelopes:\n- {id: pot, owner: M, amount: 90, amount_kind: exact, locators: ["1"]}\n'
    also = "- {id: s, name: S, kind: charity}\n"
    graph = build(tmp_path, ["M T 60 paid"], head=HEAD, more=pot, also=also, x_2=decision(2, more=text))
    assert told(graph.lineage()["links"]) == [(None, "X 2", word, "X 1", True)]
    assert graph.lineage()["links"][0]["because"] == ["x-2/f"]


def test_what_names_facts_of_its_own_decision_or_is_merely_about_them_makes_no_link(tmp_path):
    own = flow("f", FROM_T, "funded_from: [x-1/mt]").replace("x-1/mt", "own")
    noted = 'observations:\n- {id: o, message: words, concerns: [x-1/mt], locators: ["4"]}\n'
    also = "- {id: s, name: S, kind: charity}\n"
    graph = build(tmp_path, ["M T 60 paid", "T N 5, funded_from: [mt]"], also=also, x_2=decision(2, more=own + noted))
    assert graph.lineage()["links"] == []


def test_a_link_that_is_said_and_made_is_one_with_both_reasons(tmp_path):
    said = link("z-draws", "draws on", "X 1", ", stated: false")
    more = flow("f", FROM_T, "funded_from: [x-1/mt]")
    also = "- {id: s, name: S, kind: charity}\n"
    graph = build(tmp_path, ["M T 60 paid"], head=HEAD, also=also, x_2=decision(2, said, more=more))
    (one,) = graph.lineage()["links"]
    assert (one["because"], one["locators"], one["stated"]) == (["x-2/f", "x-2/z-draws"], ["4", "1.1"], True)


def test_decisions_that_name_facts_of_each_other_are_no_endless_chain(tmp_path):
    back = flow("st", "funder: S, recipient: T", "decided_in: X 1")
    flows = ["M T 60 paid", "T S 7, decided_in: X 2"]
    graph = build(tmp_path, flows, head=HEAD, x_2=decision(2, more=back))
    assert told(graph.lineage("X 1")["earlier"]) == [(1, "X 1", "recalls", "X 2", True), (2, "X 2", "recalls", "X 1", True)]


# ---- elsewhere -------------------------------------------------------------------------------------------


def test_a_decision_shows_its_later_decisions(graph):
    assert told(graph.decision("X 1")["later"]) == [
        (None, "X 2", "extends", "X 1", False),
        (None, "X 3", "draws on", "X 1", True),
    ]
    assert [row[1] for row in told(graph.decision("X 1", Scope(as_of="2021-06"))["later"])] == ["X 2"]


def test_a_link_says_what_it_concerns(tmp_path):
    said = link("from-1", "passes on", "X 1", ", concerns: [f]")
    more = flow("f", FROM_T, "decided_in: X 1")
    also = "- {id: s, name: S, kind: charity}\n"
    graph = build(tmp_path, ["M T 60 paid"], head=HEAD, also=also, x_2=decision(2, said, more=more))
    (fact,) = graph.decision("X 2")["facts"]["lineage"]
    assert (fact["link"], fact["earlier"], fact["concerns"]) == ("passes on", "X 1", ["x-2/f"])


def test_a_missing_decision_that_a_mere_link_names_is_still_asked_for_by_the_money_of_the_whole(tmp_path):
    more = "lineage:\n" + link("from-9", "extends", "X 9")
    graph = build(tmp_path, ["M T 60 paid"], more=more)
    (absent,) = graph.coverage()["absent_decisions"]
    assert (absent["decision"], [fact["fact"] for fact in absent["facts"]]) == ("X 9", ["x-1/mt"])


def run(graph, *words):
    folder = graph.store.folder.rsplit("/builds/", 1)[0]
    done = CliRunner().invoke(main, [*words, "--store", folder], env={"COLUMNS": "110"})
    return done.exit_code, done.stdout, done.stderr


def test_the_chain_reads_as_two_trees(graph):
    assert run(graph, "lineage", "X 3", "--evidence") == (
        0,
        """Links of X 3 to other decisions

Earlier
link               how       signed      title     decision
X 3 draws on X 1             2020-01-01  Number 1  X 3: 4
X 3 extends X 2              2021-01-01  Number 2  X 3: 1.1
X 3 varies X 2               2021-01-01  Number 2  X 3: 1.1
  X 2 extends X 1  inferred  2020-01-01  Number 1  X 2: 1.1

Later
link              title     decision
X 4 replaces X 3  Number 4  X 4: 1.1
""",
        "",
    )


def test_all_links_are_one_table_and_what_is_only_cited_stands_below(graph):
    status, out, _ = run(graph, "lineage")
    assert status == 0
    assert out.splitlines()[3:6] == ["X 2 extends X 1             inferred", "X 3 draws on X 1", "X 3 extends X 2"]
    assert "X 4 follows X 0 (not here)" in out
    assert out.endswith("\nCites only: X 4 cites X 7 (not here)\n")


def test_the_head_of_a_decision_names_its_later_decisions(graph):
    assert "\n  later: X 2 extends it (inferred); X 3 draws on it\n" in run(graph, "decision", "X 1")[1]


def test_no_link_is_exit_status_1(tmp_path):
    graph = build(tmp_path, ["M T 60 paid"], head=HEAD + "cites: [X 7]\n")
    status, out, _ = run(graph, "lineage", "X 1")
    assert (status, out) == (1, "No link of X 1 to other decisions is known.\n\nCites only: X 7 (not here)\n")
    assert run(graph, "lineage")[0] == 1


def test_an_unknown_reference_is_exit_status_2(graph):
    status, out, err = run(graph, "lineage", "X 22")
    assert (status, out) == (2, "")
    assert "there is no decision 'X 22'" in err


def test_json_and_csv_have_every_link(graph):
    answer = json.loads(run(graph, "lineage", "X 3", "--format", "json")[1])
    assert [len(answer[side]) for side in ("earlier", "later", "cites_only")] == [4, 1, 0]
    lines = run(graph, "lineage", "--format", "csv")[1].splitlines()
    assert lines[0] == "side,depth,later,kind,earlier,stated,because,decision,url,locators"
    assert lines[1] == "links,,X 2,extends,X 1,false,x-2/from-1,X 2,,1.1"
    assert lines[-1] == "cites only,,X 4,,X 7,,,X 4,,"


def test_titles_do_not_move_the_cursor(tmp_path):
    text = decision(2, link("from-1", "extends", "X 1")).replace("Number 2", '"Evil\\e[2J"')
    graph = build(tmp_path, ["M T 60 paid"], head=HEAD, x_2=text)
    assert "\x1b" not in run(graph, "lineage", "X 1")[1]
