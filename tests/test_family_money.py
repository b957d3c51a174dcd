"""The money of the family added up by hand, decision by decision, and what graphkit makes of it.

Beside each total stands the plain sum of all flows: it counts pounds twice that were passed on, or told twice.
"""

from decimal import Decimal

import pytest

import graphkit
from graphkit import Scope

#: Pounds as they stand in the decisions.
TOWER_HAMLETS = {"PCD 1435": 66_000, "PCD 1683": 45_452, "PCD 1853": 60_603}
WOMEN = {
    "PCD 949": 1_263_861,
    "wrap-around-services-women-criminal-justice-system-funds": 172_830,
    "PCD 1156": Decimal("655158") + Decimal("14791.76"),
}
VICTIMS = {"2022/23": 21_033_663, "2023/24": 18_687_441, "2024/25": 18_687_441}
FUND_MANAGER = {"2022/23": 1_482_332, "2023/24": 1_536_986, "2024/25": 1_536_986}


def stage(direction, name):
    """The row of a stage in a direction; None where it has no flow of that stage."""
    return next((row for row in direction["by_stage"] if row["stage"] == name), None)


def figures(found):
    return [found[key] for key in ("at_least", "estimate", "at_most")]


# ---- accept X and pass on X ------------------------------------------------------------------------------


@pytest.mark.parametrize(("reference", "sum_"), TOWER_HAMLETS.items())
def test_what_a_borough_pays_and_mopac_pays_on_is_counted_once(family, reference, sum_):
    answer = family.totals(["MOPAC"], Scope(decision=reference))
    assert answer["incoming"]["amount"] == answer["outgoing"]["amount"] == sum_
    assert figures(answer["passed_on"]) == [sum_] * 3
    assert figures(answer["unaccounted"]) == [0] * 3
    assert answer["naive"]["amount"] == 2 * sum_


def test_the_boroughs_money_of_three_decisions_went_to_the_ministry_and_its_agency(family):
    total = sum(TOWER_HAMLETS.values())
    assert total == 172_055
    answer = family.totals(["MOPAC"], payers=["Tower Hamlets"], payees=["MoJ", "HMPPS"])
    assert answer["incoming"]["amount"] == answer["outgoing"]["amount"] - 30_000 == total  # PCD 1584 pays the Ministry, too
    assert figures(answer["passed_on"]) == [total] * 3
    assert answer["naive"]["amount"] == 2 * total + 30_000


def test_what_the_ministry_and_its_agency_share_is_given_to_neither_alone(family):
    for name, alone in (("MoJ", TOWER_HAMLETS["PCD 1435"]), ("HMPPS", TOWER_HAMLETS["PCD 1853"])):
        found = family.trace("Tower Hamlets", name)
        assert figures(found) == [alone, None, alone + TOWER_HAMLETS["PCD 1683"]]
    both = family.trace("Tower Hamlets", ["MoJ", "HMPPS"])
    assert figures(both) == [sum(TOWER_HAMLETS.values())] * 3


def test_tupe_costs_to_the_penny(family):
    answer = family.totals(["MOPAC"], Scope(decision="PCD 1156"))
    assert answer["incoming"]["amount"] == answer["outgoing"]["amount"] == Decimal("669949.76")
    assert answer["passed_on"]["at_least"] == Decimal("669949.76")
    assert answer["naive"]["amount"] == Decimal("1339899.52")


# ---- the Ministry's money for women's services -------------------------------------------------------------


def test_what_the_ministry_put_into_services_for_women(family):
    answer = family.totals(["MOPAC"], Scope(programme="women's services"), payers=["MoJ"], by_year=True)
    assert stage(answer["incoming"], "accepted")["amount"] == sum(WOMEN.values()) == Decimal("2106640.76")
    assert stage(answer["incoming"], "proposed")["amount"] == 100_000
    assert answer["naive"]["amount"] > 3 * sum(WOMEN.values())


def test_of_a_year_counts_only_what_is_surely_of_it(family):
    answer = family.totals(["MOPAC"], Scope(programme="women's services"), payers=["MoJ"], by_year=True)
    rows = {row["year"]: stage(row["incoming"], "accepted") for row in answer["by_year"]}
    either = WOMEN["PCD 949"] + WOMEN["wrap-around-services-women-criminal-justice-system-funds"]
    assert (rows["2021/22"]["amount"], rows["2021/22"]["up_to"]) == (None, either)
    assert (rows["2022/23"]["amount"], rows["2022/23"]["up_to"]) == (655_158, either)
    assert rows[None]["amount"] == Decimal("14791.76")


# ---- told twice, and one pot ---------------------------------------------------------------------------------


def test_an_award_that_a_later_decision_recalls_is_one_award(family):
    answer = family.totals(["MOPAC"], payees=["London CRC"])
    assert answer["outgoing"]["amount"] == 500_000
    assert [row["flow"] for row in answer["told_again"]] == ["dmpcd-2015-116/mopac-london-crc"]
    assert family.totals(["London CRC"])["naive"]["amount"] == 1_000_000


def test_the_two_providers_are_paid_out_of_one_pot_by_two_decisions(family):
    names = ["Advance", "South London Alliance", "Whole System Approach to Female Offending"]
    whole = family.totals(["MOPAC"], payees=names)["outgoing"]
    assert whole["amount"] == 2_996_940 + 2_916_992 + 35_766 == 5_949_698
    assert whole["unknown_count"] == 0


def test_the_pot_is_the_ministrys_money_and_the_funds(family):
    both = family.trace("MoJ", ["Advance", "South London Alliance"], Scope(decision="PCD 949"))
    assert figures(both) == [1_263_861] * 3
    assert 1_263_861 + 1_653_131 == 2_916_992


# ---- grants for several years ----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", VICTIMS)
def test_each_year_has_its_own_grant_and_its_own_payment(family, year):
    answer = family.totals(["MOPAC"], Scope(decision="PCD 1235", year=year))
    assert answer["incoming"]["amount"] == VICTIMS[year]
    assert answer["outgoing"]["amount"] == answer["passed_on"]["at_least"] == FUND_MANAGER[year]


def test_what_the_fund_manager_does_not_get_is_not_accounted_for(family):
    answer = family.totals(["MOPAC"], Scope(decision="PCD 1235"))
    rest = sum(VICTIMS.values()) - sum(FUND_MANAGER.values())
    assert figures(answer["unaccounted"]) == [rest] * 3 == [53_852_241] * 3
    assert answer["naive"]["amount"] == sum(VICTIMS.values()) + sum(FUND_MANAGER.values()) == 62_964_849


def test_a_grant_is_met_by_the_ministry_as_far_as_it_says(family):
    assert figures(family.trace("MoJ", "Catch22")) == [550_000] * 3


def test_money_set_aside_is_no_payment(family):
    answer = family.totals(["MOPAC"], Scope(decision="PCD 463"))
    assert (answer["incoming"]["amount"], answer["outgoing"]["flow_count"]) == (480_000, 0)
    assert family.totals(["MOPAC"], Scope(decision="DMPCD 2016 44"))["outgoing"]["flow_count"] == 0


# ---- the whole -------------------------------------------------------------------------------------------------


def test_the_whole_of_what_mopac_accepted_by_decision(family):
    accepted = [
        1_588_861,  # the first five: PCD 949, PCD 1428, PCD 1514
        *WOMEN.values(),
        -1_263_861,  # PCD 949 is among both
        *TOWER_HAMLETS.values(),
        1_820_000,  # the pilot for young adults
        578_000,  # PCD 1379
        50_000,  # PCD 1584
        480_000,  # PCD 463
        Decimal("9981911.06") + Decimal("12362832.67"),  # PCD 1767
        *VICTIMS.values(),
    ]
    answer = family.totals(["MOPAC"])
    assert stage(answer["incoming"], "accepted")["amount"] == sum(accepted) == Decimal("86284984.49")
    assert stage(answer["incoming"], "received")["amount"] == 120_000 + 1_400_000 + 550_000
    assert stage(answer["incoming"], "proposed")["amount"] == 100_000 + 70_000
    assert answer["naive"]["amount"] == Decimal("155114964.25")


def test_what_can_never_be_paid_is_nowhere(family):
    assert not [row for row in graphkit.audit() if row.rule == "overspent"]


# ---- the worked answers stay right when all is asked ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("NHS England", "Working Chance", [25_000] * 3),
        ("NHS England", "London Borough of Lambeth", [95_000] * 3),
        ("NHS England", "Women in Prison", [0, None, 95_000]),
        ("London Probation", "IOM Neurodiversity service", [107_000, Decimal("228556.90"), 276_000]),
    ],
)
def test_a_worked_answer_is_the_same_among_thirty_five_decisions(family, source, target, expected):
    assert figures(family.trace(source, target)) == expected


# ---- lineage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "chain"),
    [("PCD 850", ["PCD 949", "PCD 1156", "PCD 1267"]), ("PCD 1435", ["PCD 1683", "PCD 1853"])],
)
def test_a_chain_of_decisions_leads_from_its_first_to_its_last(family, first, chain):
    later = {row["later"]["reference"] for row in family.lineage(first)["later"]}
    assert set(chain) <= later
    earlier = {row["earlier"]["reference"] for row in family.lineage(chain[-1])["earlier"]}
    assert {first, *chain[:-1]} <= earlier


@pytest.mark.parametrize(
    ("written", "reference"), [("PCD 1852", "PCD 1853"), ("DMPCD 79", "PCD 79"), ("dmpcd 2016/79", "PCD 79")]
)
def test_a_decision_is_found_by_the_references_that_others_write(family, written, reference):
    assert family.decision(written)["reference"] == reference


def test_bodies_that_followed_each_other_are_not_one(family):
    found = family.organisation("London Probation")
    assert (found["since"], found["unit_of"]["name"]) == ("2021-06", "HM Prison and Probation Service")
    assert [row["id"] for row in found["took_over_from"]] == ["london-crc", "national-probation-service"]
    assert family.who_funds("National Probation Service")["funders"][0]["amount"] == 40_000
    assert family.who_funds("London CRC")["funders"][0]["amount"] == 500_000
    assert family.who_funds("London Probation")["funders"] == []


# ---- bodies that a document names together ---------------------------------------------------------------------------

BOROUGHS = 320_000 + 26_210_370 + 13_105_185


def test_each_of_the_thirty_two_boroughs_has_a_share_that_nobody_has_told(family):
    rows = family.who_funds("Barnet")["funders"]
    assert [row["amount"] for row in rows] == [None] * 4
    assert sum(row["shared"]["amount"] or 0 for row in rows) == BOROUGHS
    assert {len(row["shared"]["with"]) for row in rows} == {31}


def test_a_borough_surely_gets_what_is_given_to_it_alone(family):
    assert figures(family.trace("MOPAC", "Hackney")) == [37_917, None, None]
    assert figures(family.trace("MOPAC", "Barnet")) == [0, None, None]
    assert family.trace("MOPAC", "32 London boroughs")["at_least"] == BOROUGHS


def test_the_ministrys_money_for_victims_reaches_nobody_who_is_not_said_to_get_it(family):
    assert figures(family.trace("MoJ", "Barnet")) == [0, 0, 0]
    assert figures(family.trace("MoJ", "Hackney")) == [0, None, 37_917]


def test_of_one_stage_alone_it_is_said_that_other_stages_are_not_seen(family):
    answer = family.totals(["MOPAC"], Scope(decision="PCD 1853", stage="accepted"))
    assert answer["passed_on"]["at_most"] == 0
    assert "only money of stage accepted counts: what was paid on at another stage is not seen" in answer["caveats"]


def test_a_query_adds_an_award_that_was_told_twice_once(family):
    rows = {row["recipient_id"].rsplit("/", 1)[1]: row for row in family.sparql("top-recipients").rows}
    assert (int(rows["london-crc"]["amount"]), int(rows["london-crc"]["flows"])) == (500_000, 1)
