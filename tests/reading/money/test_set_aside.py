"""Money that is set aside and paid to nobody yet is a budget; money for which a deed with somebody is spoken of is paid."""

import pytest
from peace import BODY, GUARDS, MINISTRY, PARTIES, read

from graphkit.reading.build import built
from graphkit.reading.extract import read_facts
from graphkit.reading.formats import lines

SET_ASIDE = [
    "Approve a budget of £500 for 2019/20 and £600 for 2020/21 for work on knife crime.",
    "Approve the Victims budget for 2019/20, totalling £500.",
    "Approve up to £500 for the Safer Boards fund.",
    "Approve the allocation of £500 from the Commissioning budget to the continuation of the hub.",
    "Agree the allocation of £500 to the serious violence programme in 2019/20.",
    "Agree a funding envelope of up to £500 for prevention.",
    "Approve £500 for three posts in the unit for two years.",
    "Allocate £500 to the Violence team to fund two analysts.",
    "Confirm that the daily allowance of members is £275 and that of the Chair £325.",
    "Approve an increase of £500 in the budget for the custody visiting scheme.",
    "Approve the revised budget of £500, which includes £200 for grants and £300 for contracts.",
    "Agree to underwrite £500 of the costs of the programme.",
    "Commit £500 of match funding by the City Guards.",
]

PAID = [
    ("Approve the award of contracts for the services up to £500.", None),
    ("Approve grants to local groups totalling £500.", "(local groups)"),
    ("Approve the extension of the pilot until March 2023 at a cost of up to £500.", None),
    ("Approve the procurement of an advocacy service at a total cost of £500, met from the Victims budget.", None),
    ("Approve the award of £500 from the Victims budget to grass-roots charities.", "(grass-roots charities)"),
    ("Approve the transfer of £500 to the Fund Manager.", "(Fund Manager)"),
    ("Award £500 to victims' services.", "(victims' services)"),
]


@pytest.mark.parametrize("words", SET_ASIDE)
def test_a_sum_that_is_set_aside_is_paid_to_nobody(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize(("words", "whom"), PAID)
def test_a_deed_with_somebody_pays_whoever_that_is(words: str, whom: str | None) -> None:
    assert read(words) == [(BODY, whom, 500)]


def test_a_police_force_that_contributes_pays() -> None:
    assert read("Approve the City Guards' contribution of £500 to the national helpline.")[0][0] == GUARDS


def test_what_is_only_told_in_the_report_is_not_decided() -> None:
    assert read("Approve the strategy.", after="The Ministry of Law pays £500 to BFP.") == []
    assert read("Approve the strategy.", before="The Ministry of Law pays £500 to BFP.") == [(MINISTRY, BODY, 500)]


TABLE = """PCD 9 Money

Decision by: Deputy for the Peace

Recommendation

The Deputy for the Peace is recommended to:

1. {asked}

Non-confidential facts and advice

1. Introduction

1.1 The programmes are:

Programme\t2019/20
Boat service\t£300
Helpline service\t£200
Total\t£500
"""


@pytest.mark.parametrize(
    ("asked", "services"),
    [
        ("Approve a budget of £500 for 2019/20.", []),
        ("Approve the procurement of the services in the table at 1.1.", ["Boat service", "Helpline service"]),
    ],
)
def test_the_rows_of_a_budget_are_no_payments(asked: str, services: list[str]) -> None:
    flows = read_facts(built(lines(TABLE.format(asked=asked).encode(), "page.txt")), PARTIES).flows
    assert [flow.service for flow in flows] == services


@pytest.mark.parametrize(
    ("words", "owner", "pounds"),
    [
        ("BFP has set aside £500 in its boats budget.", BODY, 500),
        ("Retain £500 of the grant within BFP for staff.", BODY, 500),
        ("Approve the retention by BFP of £500 for staff.", BODY, 500),
        ("Approve a virement of £500 from boats to piers.", BODY, 500),
        ("The rest is met by £500 from the boats budget.", BODY, 500),
        ("The remaining £500 will be spent on City Guards overtime.", GUARDS, 500),
        ("The £500 which the City Guards has set aside is unchanged.", GUARDS, 500),
        ("The net cost to BFP after that is £500.", BODY, 500),
    ],
)
def test_money_that_stays_is_a_budget_of_whose_it_is(words: str, owner: str, pounds: int) -> None:
    page = TABLE.format(asked=words).partition("Non-")[0]
    (budget,) = read_facts(built(lines(page.encode(), "page.txt")), PARTIES).budgets
    assert (budget.owner.name, budget.pence) == (owner, 100 * pounds)


def test_the_budget_of_the_state_is_none_of_theirs() -> None:
    page = TABLE.format(asked="Note the strategy, for which the national budget is £500.").partition("Non-")[0]
    assert read_facts(built(lines(page.encode(), "page.txt")), PARTIES).budgets == ()


def test_a_budget_that_is_approved_is_read_as_one() -> None:
    page = TABLE.format(asked="Approve a Safer Corners budget of £500 for 2019/20.").partition("Non-")[0]
    (budget,) = read_facts(built(lines(page.encode(), "page.txt")), PARTIES).budgets
    assert (budget.pence, budget.years) == (50_000, ("2019/20",))
