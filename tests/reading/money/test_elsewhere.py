"""Sums and parties that a recommendation leaves to another place: the place it names, who is counted, who took what goes on."""

import pytest
from peace import ASH, BODY, ELM, GUARDS, MINISTRY, OAK, OFFICE, OTTER, PARTIES, read

from graphkit.model import Organisation
from graphkit.reading.build import built
from graphkit.reading.document import Line
from graphkit.reading.extract import read_facts
from graphkit.reading.mentions import Gazetteer

OFFER = "The Ministry of Law will help. The offer is for £500 in 2022/23 and £300 in 2023/24."


@pytest.mark.parametrize(
    ("asked", "before", "after", "flows"),
    [
        ("Accept funding from the Ministry of Law as set out in the executive summary.", OFFER, "",
         [(MINISTRY, BODY, 500), (MINISTRY, BODY, 300)]),
        ("Accept the grant from the Ministry of Law set out in paragraph 3.1.", "", "The grant is £800, £500 of it for boats.",
         [(MINISTRY, BODY, 800)]),
        ("Approve the award of a grant to Otter Trust as described in the executive summary.", "A grant of £500 is proposed.", "",
         [(BODY, OTTER, 500)]),
        ("Approve the award of grants to the organisations listed in paragraph 3.1.", "",
         "Grants are proposed to Otter Trust (£500) and the Borough of Elm (£300).",
         [(BODY, OTTER, 500), (BODY, ELM, 300)]),
        ("Approve the award of a contract to Otter Trust.", "", "The contract has a value of £500.", [(BODY, OTTER, 500)]),
        ("Approve an extension to the grants.", "", "This costs £500: £300 for Otter Trust and £200 for the Borough of Elm.",
         [(BODY, OTTER, 300), (BODY, ELM, 200)]),
    ],
)  # fmt: skip
def test_sums_are_taken_from_the_place_that_is_named(
    asked: str, before: str, after: str, flows: list[tuple[str, str, int]]
) -> None:
    assert read(asked, before=before, after=after) == flows


def test_a_sum_from_another_place_comes_with_both_places() -> None:
    asked = "1. Accept funding from the Ministry of Law as set out in the executive summary."
    page = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Executive summary", "The offer is for £500.", "Recommendation"]
    (flow,) = read_facts(built([Line(line) for line in [*page, asked]]), PARTIES).flows
    assert [one.locator for one in flow.evidence] == ["executive summary", "recommendation 1"]


COUNTED = "Otter Trust will pass £100 of its grant to each of the two boroughs in the consortium."


@pytest.mark.parametrize(
    ("asked", "after", "flows"),
    [
        ("Award £500 to Otter Trust, as lead of a consortium with Elm and Oak.", COUNTED,
         [(BODY, OTTER, 500), (OTTER, ELM, 100), (OTTER, OAK, 100)]),
        ("Award £500 to Otter Trust.", "The boroughs are Elm and Oak. Otter Trust passes £100 to each of the two boroughs.",
         [(BODY, OTTER, 500), (OTTER, ELM, 100), (OTTER, OAK, 100)]),
        ("Award a grant of £500 to the three boroughs.", "Borough of Elm, Borough of Oak and Borough of Ash take part.",
         [(BODY, f"{ELM} + {OAK} + {ASH}", 500)]),
        ("Award a grant of £500 to the three boroughs.", "The Borough of Elm and the Borough of Oak take part.",
         [(BODY, "(three boroughs)", 500)]),
    ],
)  # fmt: skip
def test_who_is_counted_is_found_where_so_many_are_named(asked: str, after: str, flows: list[tuple[str, str, int]]) -> None:
    assert read(asked, after=after) == flows


def test_those_who_are_counted_may_be_a_list_of_lines() -> None:
    lines = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Recommendation"]
    lines += ["1. Award a grant of £500 in 2020/21 to each of the three boroughs listed in paragraph 2.1 for boats."]
    lines += ["Issues for consideration", "2.1 The three boroughs are:", "Elm", "Oak", "Ash"]
    flows = read_facts(built([Line(line) for line in lines]), PARTIES).flows
    assert [(flow.payees[0].name, flow.pence) for flow in flows] == [(ELM, 50_000), (OAK, 50_000), (ASH, 50_000)]


def test_what_a_force_took_goes_on_from_it() -> None:
    asked = (
        "Approve the receipt by the City Guards of £500 from the Inner Office.",
        "Approve the onward grant of £200 of this to Elm.",
    )
    assert read(*asked) == [(OFFICE, GUARDS, 500), (GUARDS, ELM, 200)]


def test_a_name_that_only_the_title_tells_is_no_party() -> None:
    lines = ["PCD 9 Boats: 12 Week Extension", "Decision by: Deputy for the Peace", "Recommendation"]
    lines += ["1. Approve the extension of the contract at a cost of £500."]
    (flow,) = read_facts(built([Line(line) for line in lines]), PARTIES).flows
    assert flow.payees == ()


def test_a_fund_that_is_named_after_a_body_is_of_it() -> None:
    known = Gazetteer([*PARTIES.by_id.values(), Organisation("surge", "Inner Office Surge", "programme")])
    lines = ["PCD 9 Boats", "Decision by: Deputy for the Peace", "Recommendation"]
    lines += ["1. Approve the acceptance by the City Guards of the Inner Office Surge grant of £500."]
    (flow,) = read_facts(built([Line(line) for line in lines]), known).flows
    assert (flow.payer and flow.payer.name, [party.name for party in flow.payees]) == (OFFICE, [GUARDS])


def test_who_took_it_is_told_in_the_summary() -> None:
    before = "The Inner Office has awarded the City Guards £500 for boats."
    assert read("Accept the grant of £500 from the Inner Office.", before=before) == [(OFFICE, GUARDS, 500)]


def test_the_money_that_may_be_passed_on_is_the_sum_before() -> None:
    asked = "Approve a variation of the grant to Otter Trust in order that the funding may be passed on."
    assert read("Accept £500 from the Ministry of Law.", asked) == [(MINISTRY, BODY, 500), (BODY, OTTER, 500)]


def test_those_who_share_a_cost_are_not_paid() -> None:
    before = "The cost of the hub is shared between the Borough of Elm and the Borough of Oak."
    asked = ("Approve an extension of the hub contract.", "Accept £300 from the Borough of Elm and £200 from the Borough of Oak.")
    assert read(*asked, before=before) == [(ELM, BODY, 300), (OAK, BODY, 200)]
