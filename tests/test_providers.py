"""Who delivers in an area, how that is known, and who pays."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import build
from strategies import ONTOLOGY, contents

import graphkit
from graphkit import Scope, UnknownName, render, shown
from graphkit.cli import main
from graphkit.providers import OWN_AREA, PAID_FOR, PAID_THERE, SAID
from graphkit.publish import publish

PARTIES = (
    "- {id: north, name: North, kind: local authority, aliases: [North Council]}\n"
    "- {id: south, name: South, kind: local authority}\n"
    "- {id: city, name: City, kind: area}\n"
    "- {id: pair, name: Pair, kind: joint group, members: [north, south]}\n"
    "- {id: serv, name: Serv, kind: service}\n"
    "- {id: part, name: Part, kind: service, unit_of: serv}\n"
    "- {id: lone, name: Lone, kind: service}\n"
    "- {id: t, name: T, kind: charity}\n"
    "- {id: u, name: U, kind: charity}\n"
)


@pytest.fixture
def providers(tmp_path):
    """Who delivers in North (or another area), in a small store with these flows and provisions."""

    def asked(flows, *runs, area="North", scope=None, every=False):
        rows = "".join(f"- {{id: {id}, {said}, locators: [{id}]}}\n" for id, said in (one.split(": ", 1) for one in runs))
        more = f"provisions:\n{rows}" if rows else ""
        with build(tmp_path / "small", flows, more=more, also=PARTIES) as graph:
            return graph.providers(area, scope, every=every)

    return asked


def told(entries):
    """Of each entry: provider, services with how they are known, and the flows that pay."""
    return [
        (
            entry["provider"] and entry["provider"]["name"],
            [(row["service"] and row["service"]["name"], row["basis"], row["stated"]) for row in entry["services"]],
            [row["flow"].split("/")[1] for row in entry["funders"]],
        )
        for entry in entries
    ]


SERV_IN_NORTH = "r: provider: T, delivers: Serv, areas: [North, South]"


# ---- who delivers --------------------------------------------------------------------------------------


def test_a_service_that_is_said_to_be_in_the_area_is_delivered_by_who_runs_it(providers):
    answer = providers(["S T 60", "S U 5"], SERV_IN_NORTH)
    assert told(answer["providers"]) == [("T", [("Serv", SAID, True)], ["st"])]
    (evidence,) = answer["providers"][0]["services"][0]["evidence"]
    assert (evidence["fact"], evidence["locators"], evidence["decision"]) == ("x-1/r", ["r"], "X 1")


def test_a_service_that_is_said_to_be_elsewhere_is_not(providers):
    assert providers(["S T 60"], "r: provider: T, delivers: Serv, areas: [South]", every=True)["providers"] == []


def test_money_for_a_service_in_the_area_tells_that_who_runs_it_delivers_there_by_inference(providers):
    answer = providers(["S V 60, service: Serv, areas: [North]"], "r: provider: T, delivers: Serv")
    assert told(answer["providers"]) == [("T", [("Serv", PAID_FOR, False)], [])]
    assert [one["fact"] for one in answer["providers"][0]["services"][0]["evidence"]] == ["x-1/r", "x-1/sv"]


def test_money_for_a_part_of_a_service_tells_so(providers):
    answer = providers(["S V 60, service: Part, areas: [North]"], "r: provider: T, delivers: Serv")
    (row,) = answer["providers"][0]["services"]
    assert (row["service"]["name"], row["part"]["name"], row["stated"]) == ("Serv", "Part", False)


def test_a_service_that_nobody_is_said_to_run_has_no_provider_and_all_its_money(providers):
    answer = providers(["S V 60, service: Serv, areas: [North]", "V W 5, service: Serv", "S Serv 4", "S W 1"])
    assert told(answer["providers"]) == [(None, [("Serv", PAID_FOR, True)], ["sserv", "sv", "vw"])]


def test_a_service_that_stands_in_as_the_party_is_the_service(providers):
    assert told(providers(["S Serv 60, areas: [North]"])["providers"]) == [(None, [("Serv", PAID_FOR, True)], ["sserv"])]


def test_money_for_work_in_the_area_tells_of_no_service(providers):
    assert told(providers(["S T 60, areas: [North]"])["providers"]) == [("T", [(None, PAID_THERE, False)], ["st"])]


def test_an_authority_delivers_in_its_own_area_by_inference(providers):
    answer = providers(["S North 60"], "r: provider: North, delivers: Serv")
    assert told(answer["providers"]) == [("North", [("Serv", OWN_AREA, False)], ["snorth"])]


def test_money_that_the_authority_gets_for_its_own_area_makes_it_no_provider(providers):
    answer = providers(["S North 60, areas: [North]", "S Pair 4, areas: [North]"])
    assert answer["providers"] == []
    assert [row["flow"] for row in answer["authority"]] == ["x-1/snorth", "x-1/spair"]


def test_what_is_told_for_a_group_of_areas_is_told_for_each(providers):
    assert len(providers([], "r: provider: T, delivers: Serv, areas: [Pair, City]")["providers"]) == 1


def test_what_is_told_for_a_wider_place_counts_where_that_place_is_asked_for(providers):
    runs = "r: provider: T, delivers: Serv, areas: [City, South]"
    assert providers(["S T 1"], runs)["providers"] == []
    assert len(providers(["S T 1"], runs, area="City")["providers"]) == 1


def test_what_is_said_twice_is_one_row_with_both_as_evidence(providers):
    answer = providers(["S T 60"], SERV_IN_NORTH, "again: provider: T, delivers: Serv, areas: [North]")
    ((row,),) = [entry["services"] for entry in answer["providers"]]
    assert [one["fact"] for one in row["evidence"]] == ["x-1/again", "x-1/r"]


# ---- who pays ------------------------------------------------------------------------------------------


def test_money_to_the_provider_to_its_service_and_to_a_group_with_it_pays_for_it(providers):
    answer = providers(["S T 60", "S Serv 5", "S T+U 40", "S U 1"], SERV_IN_NORTH)
    funders = answer["providers"][0]["funders"]
    assert [(row["flow"], row["amount"]) for row in funders] == [("x-1/sserv", 5), ("x-1/st", 60), ("x-1/stu", None)]
    assert funders[2]["shared"]["amount"] == 40
    assert all(row["locators"] and row["decision"] and row["stage"] for row in funders)


def test_a_flow_says_whether_it_is_for_the_area(providers):
    flows = ["a: S T 1, areas: [North]", "b: S T 2, areas: [South]", "c: S T 3", "d: S T 4, areas: [Pair]"]
    funders = providers(flows, SERV_IN_NORTH)["providers"][0]["funders"]
    assert [row["in_area"] for row in funders] == [True, False, None, True]


def test_who_pays_the_authority_is_told_apart_with_what_it_shares(providers):
    answer = providers(["S North 60", "S Pair 40", "North T 5"], SERV_IN_NORTH)
    assert [(row["flow"], row["shared"] and row["shared"]["amount"]) for row in answer["authority"]] == [
        ("x-1/snorth", None),
        ("x-1/spair", 40),
    ]
    assert told(answer["providers"])[0][2] == ["northt"]


def test_an_award_that_is_told_again_is_one_row(providers):
    (row,) = providers(["early: S T 60 approved", "S T 55, restates: [early]"], SERV_IN_NORTH)["providers"][0]["funders"]
    assert (row["flow"], row["restates"][0]["flow"]) == ("x-1/st", "x-1/early")


# ---- areas that are not told ---------------------------------------------------------------------------


def test_services_of_which_nobody_tells_the_area_are_counted_and_listed_where_asked_for(providers):
    flows, runs = ["S V 1, service: Lone", "S T 2"], "r: provider: T, delivers: Serv, area_count: 4"
    answer = providers(flows, runs)
    assert (answer["area_not_told"], answer["area_not_told_count"]) == ([], 2)
    answer = providers(flows, runs, every=True)
    assert told(answer["area_not_told"]) == [("T", [("Serv", None, True)], ["st"]), (None, [("Lone", None, True)], ["sv"])]
    assert answer["area_not_told"][0]["services"][0]["area_count"] == 4


def test_a_service_whose_area_is_told_anywhere_is_not_among_them(providers):
    answer = providers(["S V 1, service: Part, areas: [South]"], "r: provider: T, delivers: Serv", every=True)
    assert (answer["providers"], answer["area_not_told"]) == ([], [])


# ---- limits --------------------------------------------------------------------------------------------


def test_a_scope_limits_who_delivers_and_who_pays(providers):
    flows = ["S T 60", "S T 5 approved, stated: false"]
    flows[1] = "late: " + flows[1]
    answer = providers(flows, SERV_IN_NORTH, scope=Scope(stated_only=True))
    assert told(answer["providers"])[0][2] == ["st"]
    assert providers(flows, SERV_IN_NORTH + ", stated: false", scope=Scope(stated_only=True))["providers"] == []
    assert told(providers(flows, SERV_IN_NORTH, scope=Scope(programme="Serv"))["providers"])[0][2] == []


def test_a_circle_of_units_comes_to_an_end(tmp_path):
    also = "- {id: a, name: A, kind: service, unit_of: b}\n- {id: b, name: B, kind: service, unit_of: a}\n"
    with build(tmp_path / "small", ["S T 4, service: A, areas: [North]"], also=also + PARTIES) as graph:
        assert told(graph.providers("North")["providers"]) == [(None, [("A", PAID_FOR, True)], ["st"])]


@settings(max_examples=20)
@given(content=contents(max_facts=8, relations=("flow", "flow", "provision", "provision")), data=st.data())
def test_whatever_the_facts_are_every_provider_has_evidence(tmp_path_factory, content, data):
    folder = str(tmp_path_factory.mktemp("any"))
    publish(folder, content, ONTOLOGY, "any", rdf=False, wait=5, again=True)
    area = data.draw(st.sampled_from([party.id for party in content.organisations]))
    facts = {fact.id: fact for fact in content.facts}
    with graphkit.open(folder) as graph:
        answer = graph.providers(area, every=True)
        assert shown.providers(answer, True, False) and render.to_json(answer)
        for row in (row for entry in answer["providers"] for row in entry["services"]):
            assert row["evidence"]
            assert not row["stated"] or any(facts[one["fact"]].values.get("stated", True) for one in row["evidence"])
        said = {fact.id for fact in facts.values() if fact.relation == "provision" and area in fact.values.get("areas", ())}
        listed = {one["fact"] for entry in answer["providers"] for row in entry["services"] for one in row["evidence"]}
        assert said <= listed


# ---- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path):
    runs = f"provisions:\n- {{id: r, {SERV_IN_NORTH.removeprefix('r: ')}, locators: [p]}}\n"
    runs += "- {id: q, provider: U, delivers: Lone, area_count: 15, locators: [q]}\n"
    with build(tmp_path / "small", ["S T+U 60", "S North 5", "V T 3, areas: [South]"], more=runs, also=PARTIES):
        pass

    def run(*words):
        words = ["providers", *words, "--store", str(tmp_path / "small" / "store")]
        return CliRunner(env={"COLUMNS": "110"}).invoke(main, words)

    return run


PAGE = """\
Who delivers in North

T
  Serv; in North, South; said of the service (X 1)

funder  recipient        amount                   stage  for the area  decision
S       T and U (joint)  a share of £60, with U   paid   not told      X 1
V                        £3                       paid   no            X 1

Who pays North itself

funder  amount  stage  for the area  decision
S       £5      paid   not told      X 1

1 service has no area told: --all lists it.
"""


def test_the_page_says_who_delivers_and_who_pays(run):
    done = run("north council")
    assert done.exit_code == 0
    assert [line.split() for line in done.stdout.splitlines()] == [line.split() for line in PAGE.splitlines()]


def test_all_lists_what_has_no_area(run):
    out = run("North", "--all").stdout
    assert "Services of which nobody tells the area\n\nU\n  Lone; in 15 areas, not named (X 1)" in out


def test_evidence_says_where_it_stands(run):
    out = run("North", "--evidence").stdout
    assert "(X 1: p)" in out and "X 1: stu" in out


def test_csv_has_a_row_for_each_service_and_each_flow(run):
    rows = list(csv.DictReader(io.StringIO(run("North", "--format", "csv").stdout)))
    assert [(row["row"], row["provider_id"], row["service"], row["flow"]) for row in rows] == [
        ("delivers", "t", "Serv", ""),
        ("paid", "t", "", "x-1/stu"),
        ("paid", "t", "", "x-1/vt"),
        ("authority", "", "", "x-1/snorth"),
    ]


def test_json_has_the_contract(run):
    answer = json.loads(run("North", "--format", "json").stdout)
    assert answer.keys() >= {"area", "providers", "area_not_told", "area_not_told_count", "authority", "left_out"}
    assert answer["providers"][0].keys() == {"provider", "services", "funders"}


def test_nobody_is_exit_status_1_and_a_wrong_name_2(run):
    done = run("City")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (1, "Nobody is known to deliver in City.")
    assert run("Nowhere at all").exit_code == 2


def test_an_area_that_nobody_knows_is_refused(providers):
    with pytest.raises(UnknownName):
        providers(["S T 1"], area="Nowhere at all")
