"""Questions about one party: what the answers hold, to the key and the penny."""

from decimal import Decimal

import pytest

import graphkit
from graphkit import AmbiguousName, Scope, UnknownName
from graphkit.errors import UsageError

ROW = {
    "funder",
    "amount",
    "amount_kind",
    "currency",
    "financial_years",
    "start",
    "end",
    "stage",
    "condition",
    "restricted_to",
    "instrument",
    "programme",
    "service",
    "stated",
    "shared",
    "decision",
    "decided",
    "url",
    "locators",
    "flow",
}


def row(answer, flow):
    (found,) = [row for row in answer.get("funders") or answer["recipients"] if row["flow"] == flow]
    return found


def test_every_row_has_every_key_of_the_contract_whatever_is_known(graph):
    for name in ("Women in Prison", "Working Chance", "Westminster", "MOPAC"):
        for found in graph.who_funds(name)["funders"]:
            assert found.keys() >= ROW


def test_a_funder_is_told_with_amount_years_stage_and_place(graph):
    found = row(graph.who_funds("Lambeth"), "pcd-172/mopac-lambeth")
    assert found["funder"] == {"id": "mopac", "name": "Mayor's Office for Policing and Crime"}
    assert found["amount"] == Decimal("95000.00")
    assert found["amount_kind"] == "exact"
    assert found["financial_years"] == ["2017/18", "2018/19"]
    assert found["stage"] == "approved"
    assert (found["decision"], found["decided"]) == ("PCD 172", "2017-03-20")
    assert found["locators"] == ["decision bullet 1", "2.1", "2.2", "3.1", "4.2"]


def test_an_amount_that_is_not_stated_is_none_and_not_zero(graph):
    found = row(graph.who_funds("Women in Prison"), "pcd-172/lambeth-wip")
    assert found["amount"] is None
    assert found["stated"] is False


def test_a_member_of_a_group_has_no_amount_and_the_pot_beside(graph):
    found = row(graph.who_funds("Westminster"), "dmpcd-2015-96/mopac-tri-borough-ivs")
    assert found["amount"] is None
    assert found["shared"]["amount"] == Decimal("160000.00")
    assert found["shared"]["group"] == {"id": "tri-borough", "name": "Tri-borough"}
    assert [party["id"] for party in found["shared"]["with"]] == ["hammersmith-and-fulham", "kensington-and-chelsea"]


def test_the_group_itself_has_the_amount(graph):
    group = row(graph.who_funds("Advance"), "pcd-949/mopac-providers")["shared"]["group"]
    found = row(graph.who_funds(group["id"]), "pcd-949/mopac-providers")
    assert found["amount"] == Decimal("2916992.00")
    assert found["shared"] is None
    assert graph.who_funds(group["name"])["recipient"] == group


def test_a_payment_to_a_group_stands_once_among_what_its_payer_pays(graph):
    rows = graph.funded_by("MOPAC", Scope(decision="PCD 949"))["recipients"]
    assert [(r["recipient"]["id"], r["amount"]) for r in rows] == [("advance+south-london-alliance", Decimal("2916992.00"))]


def test_a_payer_without_a_name_is_shown_and_never_counted(graph):
    found = row(graph.who_funds("Working Chance"), "pcd-172/sponsors-working-chance")
    assert found["funder"] == {"id": None, "name": "four corporate sponsors (not named)"}
    assert found["amount"] is None


def test_a_service_stands_in_for_a_provider_that_is_not_chosen(graph):
    found = row(graph.who_funds("IOM Neurodiversity service"), "pcd-1514/mopac-neurodiversity")
    assert found["amount"] == Decimal("800000.00")
    assert found["by_year"] == {"2023/24": Decimal("91000.00"), "2024/25": Decimal("490000.00"), "2025/26": Decimal("219000.00")}


def test_a_value_told_two_ways_keeps_both_with_their_places(graph):
    told = row(graph.who_funds("IOM Mentoring service"), "pcd-1514/mopac-mentoring")["told"]
    assert [(t["value"], t["used"]) for t in told] == [("2025-12", True), ("2025-09", False)]
    assert told[1]["locators"] == ["recommendation 2"]


def test_a_budget_is_nobodys_payment(graph):
    flows = {r["flow"] for r in (*graph.funded_by("MOPAC")["recipients"], *graph.who_funds("MOPAC")["funders"])}
    assert not flows & {"pcd-949/mopac-budget", "pcd-1514/iom-budget", "dmpcd-2015-96/victims-budget"}
    assert "pcd-1514/iom-budget" in {fact["id"] for fact in graph.organisation("MOPAC")["facts"]}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("wip", "women-in-prison"),
        ("WOMEN IN PRISON", "women-in-prison"),
        ("LB Lambeth", "lambeth"),
        ("Lambeth council", "lambeth"),
        ("MoJ", "moj"),
        ("Hammersmith & Fulham", "hammersmith-and-fulham"),
        ("the Mayor’s Office for Policing and Crime", "mopac"),
        ("gss:E09000022", "lambeth"),
        ("women-in-prison", "women-in-prison"),
    ],
)
def test_any_alias_in_any_case_leads_to_its_party(graph, name, id):
    assert graph.organisation(name)["id"] == id


@pytest.mark.parametrize("name", ["Lambert", "Women", "Prison", "", "Borough", "Women Inc Prison", "lamb"])
def test_a_name_that_leads_to_nobody_is_refused(graph, name):
    with pytest.raises(UnknownName):
        graph.who_funds(name)


def test_a_near_name_is_offered_and_not_taken(graph):
    with pytest.raises(UnknownName) as refused:
        graph.who_funds("Lambet")
    assert "London Borough of Lambeth" in refused.value.candidates
    assert "Lambeth" in refused.value.hint


def test_a_name_of_two_parties_is_refused_with_both(tmp_path):
    (tmp_path / "organisations.yaml").write_text(
        "organisations:\n"
        "- {id: a, name: Ash Trust, kind: charity, aliases: [the Trust]}\n"
        "- {id: b, name: Birch Trust, kind: charity, aliases: [The Trust]}\n"
    )
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph, pytest.raises(AmbiguousName) as refused:
        graph.who_funds("trust")
    assert refused.value.candidates == ["Ash Trust (a)", "Birch Trust (b)"]


def test_money_that_is_named_step_by_step_leads_to_its_beginning(graph):
    first = graph.who_funds("Women in Prison")["ultimate"][0]
    assert first["funder"]["id"] == "nhs-england"
    assert (first["hop_count"], first["basis"]) == (3, "named")
    assert [party["id"] for party in first["via"]] == ["mopac", "lambeth"]


def test_money_that_only_may_have_been_used_is_told_apart(graph):
    bases = {row["funder"]["id"]: row["basis"] for row in graph.who_funds("Women in Prison")["ultimate"]}
    assert bases == {"nhs-england": "named", "mopac": "open", "london-probation": "open"}


def test_restricted_money_never_leads_where_it_is_not_named(graph):
    assert "camden" not in {row["funder"]["id"] for row in graph.who_funds("Lambeth")["ultimate"]}


def test_only_facts_of_the_decision_asked_for_count(graph):
    decisions = {r["decision"] for r in graph.who_funds("Lambeth", Scope(decision="pcd172"))["funders"]}
    assert decisions == {"PCD 172"}


def test_a_decision_that_is_not_there_is_refused(graph):
    with pytest.raises(UnknownName, match="PCD 850"):
        graph.who_funds("Lambeth", Scope(decision="PCD 850"))


def test_as_of_a_date_only_decisions_signed_by_then_count_and_undated_ones_are_named(graph):
    answer = graph.who_funds("MOPAC", Scope(as_of="2016-12-31"))
    assert {r["decision"] for r in answer["funders"]} == {"DMPCD 2015 96"}
    assert answer["left_out"] == ["PCD 1428", "PCD 1514", "PCD 949"]


def test_a_decision_of_the_very_day_counts(graph):
    assert graph.who_funds("Working Chance", Scope(as_of="2017-03-20"))["funders"]
    assert not graph.who_funds("Working Chance", Scope(as_of="2017-03-19"))["funders"]


def test_a_year_keeps_what_is_for_it_and_what_has_no_time(graph):
    flows = {r["flow"] for r in graph.who_funds("Lambeth", Scope(year="2018/19"))["funders"]}
    assert flows == {"pcd-172/mopac-lambeth", "pcd-172/mopac-lambeth-lcpf"}


def test_a_schedule_decides_which_years_count(graph):
    def flows(year):
        return {r["flow"] for r in graph.who_funds("MOPAC", Scope(year=year))["funders"]}

    assert "pcd-1514/probation-mopac" in flows("2024/25")
    assert "pcd-1514/probation-mopac" not in flows("2025/26")


def test_inferred_facts_can_be_left_out(graph):
    assert graph.who_funds("Women in Prison", Scope(stated_only=True))["funders"] == []


@pytest.mark.parametrize("scope", [Scope(year="2017/19"), Scope(year="2017"), Scope(as_of="soon"), Scope(as_of="2017-02-30")])
def test_a_limit_that_means_nothing_is_refused(graph, scope):
    with pytest.raises(UsageError):
        graph.who_funds("Lambeth", scope)


def test_authority_is_told_with_limit_condition_and_paragraph(graph):
    found = {d["delegation"]: d for d in graph.authority("Deputy Mayor for Policing and Crime")["delegations"]}
    award = found["pcd-172/dmpc-director-of-iom"]
    assert (award["limit"], award["limit_kind"], award["standing"]) == (Decimal("25000.00"), "cap", False)
    assert found["pcd-1514/mopac-dmpc-business-cases"]["standing"] is True
    assert found["pcd-1514/dmpc-director-of-commissioning"]["conditions"]


def test_who_may_award_money_to_a_party_is_asked_of_that_party(graph):
    (found,) = graph.authority("Working Chance")["delegations"]
    assert found["delegate"]["name"] == "Director of IOM"
    assert found["locators"] == ["decision paragraph after the bullets"]


def test_chains_of_authority_run_from_the_first_to_the_last(graph):
    chains = [[party["id"] for party in chain] for chain in graph.authority("Director of IOM")["chains"]]
    assert chains == [["mopac", "dmpc", "director-of-iom"]]


def test_an_envelope_is_authority_and_no_money(graph):
    (envelope,) = graph.authority("MOPAC")["envelopes"]
    assert (envelope["amount"], envelope["amount_kind"]) == (Decimal("1690000.00"), "up_to")
    assert envelope["authorised_by"] == ["DMPCD 2014 110", "DMPCD 2015 46"]


def test_partners_are_told_with_their_kind_and_lead(graph):
    found = {p["partnership"]: p for p in graph.partners("London Probation")["partnerships"]}
    assert found["pcd-1514/co-commissioning-probation"]["lead"]["id"] == "mopac"
    assert [m["id"] for m in found["pcd-1514/iom-framework"]["members"]] == ["london-probation", "mopac", "mps"]


def test_a_borough_is_a_partner_as_one_of_all_boroughs(graph):
    (found,) = graph.partners("Camden")["partnerships"]
    assert found["as"]["name"] == "32 London boroughs"


def test_a_decision_shows_every_fact_by_section(graph):
    answer = graph.decision("DMPCD 2015/96")
    assert len(answer["facts"]["flows"]) == 26
    assert sum(flow["amount"] or 0 for flow in answer["facts"]["flows"]) == Decimal("1237813.00")
    assert answer["cites"] == [
        {"reference": "DMPCD 2014 110", "in_store": False},
        {"reference": "DMPCD 2015 46", "in_store": False},
    ]


def test_an_undated_decision_tells_between_which_dates(graph):
    answer = graph.decision("PCD 949")
    assert (answer["date_signed"], answer["date_between"]) == (None, ["2020-09", "2021-06"])


def test_every_fact_of_the_store_can_be_had_with_its_places(graph):
    facts = [f for d in graph.decisions()["decisions"] for s in graph.decision(d["reference"])["facts"].values() for f in s]
    assert {fact["id"] for fact in facts} == {fact.id for fact in graph.content().facts}
    assert all(fact["locators"] for fact in facts)


def test_parties_are_listed_by_kind(graph):
    names = [party["name"] for party in graph.organisations("charity")["organisations"]]
    assert "Women in Prison" in names
    assert "Ministry of Justice" not in names
    with pytest.raises(UnknownName):
        graph.organisations("wizard")


def test_words_are_found_in_parties_decisions_and_facts(graph):
    kinds = {(hit["kind"], hit["id"]) for hit in graph.search("peer mentor")["hits"]}
    assert ("decision", "pcd-172") in kinds
    assert ("organisation", "beth-centre-peer-mentoring") in kinds


@pytest.mark.parametrize("text", ['"', "*", "a OR", "NEAR(", "-", "'; DROP TABLE fact", "", "\x00"])
def test_a_search_takes_any_text_as_words(graph, text):
    assert isinstance(graph.search(text)["hits"], list)
