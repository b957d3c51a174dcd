"""Bodies before and after a party: never taken for it, and named beside every answer on its money."""

import json

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from tests.invented import build

BODIES = """- {id: old, name: Old, kind: public body, until: 2021-06, unit_of: hq}
- {id: side, name: Side, kind: public body, since: 2014, until: 2021-06}
- {id: new, name: New, kind: company, since: 2021-06, replaces: [old, side], former_names: [Newest], aliases: [Nu], unit_of: hq}
- {id: hq, name: Hq, kind: public body}
"""
FLOWS = ["Old T 60, end: 2021-03", "New T 70, start: 2022", "T U 50"]
OLD = {"id": "old", "name": "Old", "relation": "before", "since": None, "until": "2021-06"}
SIDE = {"id": "side", "name": "Side", "relation": "before", "since": "2014", "until": "2021-06"}
NEW = {"id": "new", "name": "New", "relation": "after", "since": "2021-06", "until": None}


@pytest.fixture
def graph(tmp_path):
    """Two bodies whose work a third took over; the first and the third funded T."""
    with build(tmp_path / "data", FLOWS, also=BODIES) as found:
        yield found


@pytest.fixture
def run(graph, tmp_path):
    """A command asked of that store; gives exit status, standard output, standard error."""

    def run(*words):
        done = CliRunner().invoke(main, [*words, "--store", str(tmp_path / "data" / "store")])
        return done.exit_code, done.stdout, done.stderr

    return run


def test_money_of_an_earlier_body_is_not_that_of_the_later_one(graph):
    assert [row["flow"] for row in graph.funded_by("New")["recipients"]] == ["x-1/newt"]
    assert [row["flow"] for row in graph.funded_by("Old")["recipients"]] == ["x-1/oldt"]


def test_an_answer_names_the_bodies_before_and_after(graph):
    assert graph.funded_by("New")["related"] == [OLD, SIDE]
    assert graph.who_funds("Old")["related"] == [NEW]
    assert graph.trace("Side", "U")["related"] == [NEW]
    assert graph.who_funds("T")["related"] == []


def test_a_body_that_is_asked_for_too_is_not_named(graph):
    assert graph.trace(["New", "Old"], "U")["related"] == [SIDE]
    assert graph.trace(["Old", "Side"], "U")["related"] == [NEW]


def test_a_party_is_told_with_its_life_and_both_its_neighbours_in_time(graph):
    new, old = graph.organisation("New"), graph.organisation("old")
    assert (new["since"], new["until"], new["former_names"], new["aliases"]) == ("2021-06", None, ["Newest"], ["Nu"])
    assert [party["id"] for party in new["took_over_from"]] == ["old", "side"]
    assert new["work_went_to"] == []
    assert old["work_went_to"] == [{"id": "new", "name": "New", "since": "2021-06", "until": None}]
    assert old["took_over_from"] == []


def test_a_party_is_told_with_its_units_and_the_body_it_is_a_unit_of(graph):
    assert graph.organisation("New")["unit_of"] == {"id": "hq", "name": "Hq"}
    assert [party["id"] for party in graph.organisation("Hq")["units"]] == ["new", "old"]


def test_a_former_name_leads_to_the_party_and_is_found_by_search(graph):
    assert graph.organisation("newest")["id"] == "new"
    assert [hit["id"] for hit in graph.search("newest")["hits"] if hit["kind"] == "organisation"] == ["new"]


def test_a_name_that_is_near_a_former_one_is_offered(run):
    assert "did you mean New" in run("org", "Newesst")[2]


@pytest.mark.parametrize("format_", ["table", "json", "csv"])
def test_who_else_is_to_be_asked_for_is_said_on_standard_error(run, format_):
    _, _, one = run("who-funds", "Old", "--format", format_)
    assert one == "New (since 2021-06) is another party: ask for it too\n"
    _, _, several = run("trace", "New", "U", "--format", format_)
    assert several == "Old (to 2021-06), Side (2014 to 2021-06) are other parties: ask for them too\n"


def test_nothing_is_said_of_a_party_that_stands_alone(run):
    assert run("who-funds", "T")[2] == ""


def test_the_bodies_before_and_after_stand_in_json(run):
    assert json.loads(run("funded-by", "New", "--format", "json")[1])["related"] == [OLD, SIDE]


def test_the_page_of_a_party_tells_who_came_before_and_after(run):
    lines = [line.strip() for line in run("org", "New")[1].splitlines()]
    assert "former names: Newest" in lines
    assert "took over from: Old (to 2021-06), Side (2014 to 2021-06)" in lines
    assert "since: 2021-06" in lines
    assert "work went to: New (since 2021-06)" in run("org", "Old")[1]


def test_a_node_of_the_graph_has_the_life_of_its_party(graph):
    node = graph.to_networkx().nodes["new"]
    assert (node["since"], node["until"], node["former_names"]) == ("2021-06", None, ("Newest",))


def test_a_name_that_would_move_the_cursor_is_printed_as_plain_words(tmp_path):
    bodies = '- {id: old, name: Old, kind: charity}\n- {id: new, name: "N\\e[2J\\u202ew", kind: charity, replaces: [old]}\n'
    build(tmp_path / "data", [], also=bodies).close()
    err = CliRunner().invoke(main, ["who-funds", "Old", "--store", str(tmp_path / "data" / "store")]).stderr
    assert "\x1b" not in err and "\u202e" not in err and "is another party" in err
