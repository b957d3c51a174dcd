"""How the genre words money: one sentence of a recommendation each, and who pays whom by it."""

import pytest
from peace import PARTIES

from graphkit.reading.build import built
from graphkit.reading.document import Line
from graphkit.reading.extract import read_facts


def read(*items: str, before: str = "", after: str = "") -> list[tuple[str | None, str | None, int | None]]:
    """Payer, payee (or service in brackets) and pounds of each flow that is decided."""
    lines = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Executive summary", before or "This is about money."]
    lines += ["Recommendation", "The Deputy for the Peace is recommended to:"]
    lines += [f"{number}. {item}" for number, item in enumerate(items, start=1)]
    lines += ["Financial comments", f"3.1 {after or 'None.'}"]
    flows = read_facts(built([Line(line) for line in lines]), PARTIES).flows
    return [
        (
            flow.payer and flow.payer.name,
            " + ".join(party.name for party in flow.payees) or (f"({flow.service})" if flow.service else None),
            flow.pence and flow.pence // 100,
        )
        for flow in flows
        if not flow.background
    ]


BODY, MINISTRY, OFFICE = "Body for the Peace", "Ministry of Law", "Inner Office"
ELM, OAK, ASH, OTTER, GUARDS = "Borough of Elm", "Borough of Oak", "Borough of Ash", "Otter Trust", "City Guards"

COMES = [
    "Accept £500 from the Ministry of Law.",
    "Accept the grant of £500 from MoL for 2021/22.",
    "Approve the acceptance of up to £500 of funding from the Ministry of Law in 2023/24.",
    "Approve the receipt of grant funding of £500 from the Ministry of Law.",
    "Formally accept £500 of Ministry of Law grant funding.",
    "Approve the acceptance of a Ministry of Law grant of £500.",
    "Accept funding from the Ministry of Law totalling £500 for the helpline.",
    "Accept the Ministry of Law's contribution of £500.",
    "Accept the £500 awarded to BFP by the Ministry of Law.",
    "Agree to receive a lump sum of £500 from the Ministry of Law.",
    "Accept the offer of £500 made by the Ministry of Law.",
    "Accept additional funding of £500 provided by the Ministry of Law.",
    "Approve that BFP receives £500 from the Ministry of Law.",
    "Note and accept the sum of £500 devolved by the Ministry of Law.",
]

GOES = [
    "Award a grant of £500 to Otter Trust.",
    "Approve the award of a grant to Otter Trust of £500 for 2020/21.",
    "Approve the award of £500 to Otter Trust.",
    "Allocate £500 to Otter Trust to run the helpline.",
    "Approve funding of up to £500 for Otter Trust.",
    "Approve a contribution of £500 towards Otter Trust.",
    "Approve the payment of £500 to Otter Trust.",
    "Approve the extension of the contract with Otter Trust to the value of £500.",
    "Extend the grant agreement with Otter Trust until March 2022 at a cost of £500.",
    "Approve a single tender action with Otter Trust for £500.",
    "Approve the direct award of a contract to Otter Trust with a maximum value of £500.",
    "Award Otter Trust £500 from the Safer Corners Fund.",
    "Approve that Otter Trust be awarded £500.",
    "Approve that Otter Trust is paid £500 in 2021/22.",
    "Approve an uplift of £500 to the grant held by Otter Trust.",
    "Agree that £500 be paid to Otter Trust.",
    "Grant £500 to Otter Trust.",
    "Approve the subsequent disbursement of £500 to Otter Trust.",
    "Approve a variation to the contract with Otter Trust, increasing its value by £500.",
    "Approve expenditure of £500 with Otter Trust for the evaluation.",
    "Approve the re-grant of £500 to Otter Trust.",
]


@pytest.mark.parametrize("words", COMES)
def test_money_that_comes_is_read_with_its_payer(words: str) -> None:
    assert read(words) == [(MINISTRY, BODY, 500)]


@pytest.mark.parametrize("words", GOES)
def test_money_that_goes_is_read_with_its_payee(words: str) -> None:
    assert read(words) == [(BODY, OTTER, 500)]


@pytest.mark.parametrize(
    ("words", "flows"),
    [
        ("Accept £500 from the MoL and award £400 of it to Otter Trust.", [(MINISTRY, BODY, 500), (BODY, OTTER, 400)]),
        ("Accept £500 from the MoL for onward transfer to Otter Trust.", [(MINISTRY, BODY, 500), (BODY, OTTER, 500)]),
        ("Accept £500 from the MoL and pass it on to the current providers.", [(MINISTRY, BODY, 500), (BODY, "(providers)", 500)]),
        ("Accept £300 from the MoL and £200 from the Inner Office.", [(MINISTRY, BODY, 300), (OFFICE, BODY, 200)]),
        ("Award £300 to Elm and £200 to Oak.", [(BODY, ELM, 300), (BODY, OAK, 200)]),
        ("Award grants of £300 and £200 to Elm and Oak respectively.", [(BODY, ELM, 300), (BODY, OAK, 200)]),
        ("Award grants to Elm (£300), Oak (£200) and Ash (£100).", [(BODY, ELM, 300), (BODY, OAK, 200), (BODY, ASH, 100)]),
        ("Award £300 each to Elm, Oak and Ash.", [(BODY, ELM, 300), (BODY, OAK, 300), (BODY, ASH, 300)]),
        ("Award £300 in total to Elm and Oak.", [(BODY, f"{ELM} + {OAK}", 300)]),
        ("Approve acceptance into the City Guards of £500 from the Inner Office.", [(OFFICE, GUARDS, 500)]),
        ("Approve the receipt by the City Guards of £500 from the Inner Office.", [(OFFICE, GUARDS, 500)]),
        ("Approve the submission of a bid to the Inner Office for £500.", [(OFFICE, BODY, 500)]),
        ("Approve the award to Moorhen Works CIC of £500.", [(BODY, "Moorhen Works CIC", 500)]),
        ("Pay a fee of £50 to Otter Trust, with an option of a second year at £60.", [(BODY, OTTER, 50)]),
        ("Accept £400 from the MoL for 2021/22 and 2022/23 (£200 per annum).", [(MINISTRY, BODY, 400)]),
        ("Approve that BFP's contribution to MoL under the MoU is raised by £500.", [(BODY, MINISTRY, 500)]),
        ("Accept £500 from Elm for 2021/22, of which £300 now and £200 in June 2021.", [(ELM, BODY, 500)]),
        ("Approve £500 for the crisis helpline.", [(BODY, "(crisis helpline)", 500)]),
    ],
)  # fmt: skip
def test_several_sums_and_sides_are_kept_apart(words: str, flows: list[tuple[str, str, int]]) -> None:
    assert read(words) == flows


@pytest.mark.parametrize(
    "words",
    [
        "Note that the programme costs £500 a year.",
        "Approve the carry forward of £500 from 2020/21 to 2021/22.",
        "Approve the release of £500 from the reserve to the helpline budget.",
        "Approve the extension of the contract with Otter Trust at no additional cost.",
        "Approve the strategy.",
        "Delegate to the Chief Treasurer authority to approve contracts of up to £500.",
        "Agree that no grant exceeds £500.",
        "Approve a virement of £500 within the budget of BFP.",
        "Approve the start of a procurement.",
    ],
)
def test_what_moves_no_money_between_parties_is_no_flow(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Crime costs the country £500 a year.",
        "Contracts above £500 go to the Deputy.",
        "In PCD 8 BFP awarded £500 to Otter Trust.",
        "The national fund is worth £500.",
        "The Inner Office had offered £500 before, which was withdrawn.",
        "A third phase could cost £500.",
        "Bids worth £500 were received from Elm.",
        "The Trust earns £500.",
    ],
)
def test_sums_told_in_passing_are_no_decided_flow(words: str) -> None:
    assert read("Award £20 to Borough of Ash.", after=words) == [(BODY, ASH, 20)]


def test_a_payee_that_only_the_summary_names_is_found() -> None:
    assert read("Approve a contract of £500 for the app.", before="Moorhen Digital Ltd built the app.")[0][1:] == (
        "Moorhen Digital Ltd",
        500,
    )


def test_a_side_that_is_named_elsewhere_comes_with_the_place_that_names_it() -> None:
    lines = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Executive summary", "Moorhen Digital Ltd built the app."]
    lines += ["Recommendation", "The Deputy for the Peace is recommended to:", "1. Approve a contract of £500 for the app."]
    (flow,) = read_facts(built([Line(line) for line in lines]), PARTIES).flows
    assert flow.doubts == ("who is paid is named elsewhere in the document",)
    assert [(one.rule, one.words) for one in flow.evidence][1:] == [("named elsewhere", "Moorhen Digital Ltd built the app.")]


def test_a_sum_that_a_scan_misread_is_in_doubt() -> None:
    lines = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Recommendation", "The Deputy for the Peace is recommended to:"]
    (flow,) = read_facts(built([Line(line) for line in [*lines, "1. Award £34,6OO to Otter Trust."]]), PARTIES).flows
    assert (flow.pence, flow.confidence) == (3_460_000, 50)
    assert flow.doubts == ("a letter stands among the digits: £34,6OO",)
