"""Traces worked out beforehand: which pairs, in which order, and the figures of trace."""

from decimal import Decimal

import pytest

import graphkit
from graphkit import Flow, Network, Scope
from graphkit import followed as module
from graphkit.desk import Desk
from graphkit.flows import load
from graphkit.followed import CHOSEN, followed
from graphkit.matter import pairs, upstream
from graphkit.trace import trace
from graphkit.view.flow import flow


@pytest.fixture(scope="module")
def store(family_folder):
    with graphkit.open(family_folder) as graph:
        yield graph.store


@pytest.fixture(scope="module")
def parties(store):
    return [id for (id,) in store.db.execute("SELECT id FROM organisation ORDER BY id")]


@pytest.fixture(scope="module")
def answers(store, parties):
    return followed(store, None, parties)


def pair(answer):
    return answer["source"], answer["target"]


def test_each_answer_is_that_of_trace(store, answers):
    for answer in answers[::6]:
        whole = trace(store, *pair(answer), explain=True)
        for key in ("at_least", "estimate", "at_most"):
            assert (None if whole[key] is None else str(whole[key])) == answer[key]
        assert answer["contradiction"] == whole["contradiction"]
        assert answer["caveats"] == whole["caveats"]
        assert answer["paths"] == [[hop["flow"] for hop in path["hops"]] for path in whole["paths"]]
        assert answer["svg"] == flow(whole)
        assert answer["at_most_unlimited"] is (whole["at_most"] is None)


def test_the_year_counts_what_arrives_in_it_and_leaves_no_path_out(store):
    [answer] = followed(store, Scope(year="2017/18"), ["nhs-england", "lambeth"])
    assert (answer["at_least"], answer["estimate"], answer["at_most"]) == ("0.00", None, "95000.00")


def test_all_pairs_of_the_packaged_data_that_money_joins_are_there(store, parties, answers):
    found = {pair(answer) for answer in answers}
    assert len(found) == len(answers) < 200
    assert {("nhs-england", "women-in-prison"), ("moj", "advance"), ("mopac", "lambeth")} <= found
    flows = load(Desk(store)).network.flows.values()
    assert {(flow.payer, flow.payee) for flow in flows if flow.payer != flow.payee} <= found


def test_the_most_money_comes_first(answers):
    mosts = [Decimal(a["at_most"]) for a in answers if a["at_most"] is not None]
    assert len(mosts) > 20 and mosts == sorted(mosts, reverse=True)


def test_the_same_store_gives_the_same_answers_whatever_the_order_of_parties(store, parties, answers):
    assert followed(store, None, parties[::-1]) == answers


def test_only_pairs_among_the_parties_and_no_more_than_asked_for(store, parties):
    few = {"nhs-england", "women-in-prison", "working-chance"}
    assert {pair(answer) for answer in followed(store, None, few)} == {
        ("nhs-england", "women-in-prison"),
        ("nhs-england", "working-chance"),
    }
    assert len(followed(store, None, parties, most=5)) == 5
    assert followed(store, None, parties, most=0) == []


def test_pairs_that_are_asked_for_come_first_also_where_no_way_joins_them(store, parties):
    first = [("nhs-england", "working-chance"), ("camden", "women-in-prison"), ("camden", "camden")]
    found = followed(store, None, parties, most=4, first=first)
    assert [pair(answer) for answer in found[:2]] == first[:2]
    assert found[1]["at_most"] == "0.00" and found[1]["paths"] == []
    assert len(found) == 4 and len({pair(answer) for answer in found}) == 4


def test_too_much_work_is_left_out_unless_it_is_asked_for(store, parties, monkeypatch):
    monkeypatch.setattr(module, "LARGE", 1)
    shallow = followed(store, None, parties)
    assert shallow and all(len(path) == 1 for answer in shallow for path in answer["paths"])
    asked = ("nhs-england", "women-in-prison")
    assert pair(followed(store, None, parties, first=[asked])[0]) == asked
    monkeypatch.setattr(module, "WORK", 1)
    assert len(followed(store, None, parties)) == 1


def test_paths_beyond_those_listed_are_said_to_be_there(store, monkeypatch):
    monkeypatch.setattr(module, "MOST_PATHS", 1)
    [answer] = followed(store, None, ["mopac", "lambeth"])
    assert answer["more_paths"] and len(answer["paths"]) == 1
    assert "1 paths of more are drawn" in answer["svg"]
    assert answer["at_least"] == str(trace(store, "mopac", "lambeth")["at_least"])


def test_a_picture_of_much_says_that_it_leaves_out_what_else_may_pay(store, monkeypatch):
    monkeypatch.setattr(module, "PLAIN", 0)
    [answer] = followed(store, None, ["nhs-england", "women-in-prison"])
    assert "what else may pay is not drawn" in answer["svg"]


def test_the_sentence_says_how_many(answers):
    assert f"for {len(answers)} pairs" in CHOSEN.format(len(answers))


def test_a_circle_that_nobody_outside_pays_is_a_source_and_one_that_passes_nothing_on_a_target():
    circles = [
        Flow("ab", "A", "B", 100),
        Flow("ba", "B", "A", 50),
        Flow("bm", "B", "M", 70),
        Flow("mx", "M", "X", 60),
        Flow("xy", "X", "Y", 20),
        Flow("yx", "Y", "X", 10),
    ]
    found = pairs(Network(circles), set("ABMXY"), 4)
    assert set(found) == {(source, target) for source in "AB" for target in "XY"}


def test_who_pays_three_others_is_a_source_after_those_whom_nobody_pays():
    flows = [Flow("sm", "S", "M", 10), *(Flow(f"m{n}", "M", f"T{n}", 900) for n in range(3))]
    found = pairs(Network(flows), {"S", "M", "T0", "T1", "T2"}, 99)
    assert [source for source, _ in found] == ["S"] * 3 + ["M"] * 3 + ["S"]


def test_restricted_money_goes_no_further_than_to_what_names_it():
    flows = [Flow("sm", "S", "M", 10, restricted=True), Flow("mt", "M", "T", 5), Flow("mu", "M", "U", 5, funded_from=("sm",))]
    assert {target for source, target in pairs(Network(flows), set("SMTU"), 99) if source == "S"} == {"M", "U"}


def test_counting_what_stands_behind_a_target_stops_at_a_limit():
    chain = [Flow(f"f{n}", f"P{n}", f"P{n + 1}", 10) for n in range(50)]
    assert upstream(Network(chain), "P50", 100) == 50
    assert upstream(Network(chain), "P50", 10) == 11
