"""Money in lists: a line that tells the sum and names under it, sums beside names, and lists elsewhere that are referred to."""

import pytest
from peace import PARTIES

from graphkit.reading.build import built
from graphkit.reading.extract import read_facts
from graphkit.reading.formats import lines

PAGE = """PCD 9 Money

Reference code: PCD 9
Decision by: Deputy for the Peace

Recommendation

The Deputy for the Peace is recommended to:

{asked}

Non-confidential facts and advice

1. Introduction

1.1 Nothing.

{told}
"""


def sums(asked: str, told: str = "") -> list[tuple[str, int | None]]:
    """Payee and pounds of each flow that goes out and is decided."""
    document = built(lines(PAGE.format(asked=asked, told=told).encode(), "page.txt"))
    flows = read_facts(document, PARTIES).flows
    return [
        (" + ".join(party.name.removeprefix("Borough of ") for party in flow.payees), flow.pence and flow.pence // 100)
        for flow in flows
        if not flow.background
    ]


EACH = [("Elm", 300), ("Oak", 300), ("Ash", 300)]
OWN = [("Elm", 300), ("Oak", 200), ("Ash", 100)]


@pytest.mark.parametrize(
    "asked",
    [
        "1. Approve a grant of £300 to each of the following boroughs: Elm, Oak, Ash.",
        "1. Approve grants of £300 each to the boroughs listed below.\n\nElm\n\nOak\n\nAsh",
        "1. Approve grants of £300 to the following boroughs:\n\nElm, Oak and Ash.",
        "1. Approve grants of £300 each to three boroughs, namely Elm, Oak and Ash.",
        "1. Approve grants to Elm, Oak and Ash of £300 each.",
        "1. Approve grants in three tiers:\n£300 each: Elm, Oak and Ash.",
        "1. Approve the grants set out below to the following boroughs in 2019/20 (£300 each)\n\nElm\n\nOak\n\nAsh",
    ],
)
def test_one_sum_for_each_of_a_list_of_names(asked: str) -> None:
    assert sums(asked) == EACH


@pytest.mark.parametrize(
    "told",
    [
        "1.2 The boroughs that would receive £300 each are:\n\nElm\n\nOak\n\nAsh",
        "1.2 The following boroughs would each receive a grant of £300: Elm, Oak and Ash.",
        "1.2 The three boroughs, Elm, Oak and Ash, will get £300 each.",
    ],
)
def test_a_list_of_names_at_a_place_that_is_referred_to(told: str) -> None:
    assert sums("1. Approve the grants in paragraph 1.2.", told) == EACH


@pytest.mark.parametrize(
    "asked",
    [
        "1. Approve the allocations as listed: Elm £300, Oak £200, Ash £100.",
        "1. Approve a total of £600 for boroughs:\na) Elm – £300\nb) Oak – £200\nc) Ash – £100",
        "1. Approve grants to:\n- Elm (£300)\n- Oak (£200)\n- Ash (£100)",
        "1. Agree that Elm will receive £300, Oak £200 and Ash £100.",
        "1. Award £300 to Elm, £200 to Oak and £100 to Ash.",
        "1. Approve these awards:\n\nBorough\tAward\nElm\t£300\nOak\t£200\nAsh\t£100\nTotal\t£600",
        "1. Approve these awards:\n\n| Borough | Award |\n| --- | --- |\n| Elm | £300 |\n| Oak | £200 |\n| Ash | £100 |",
        "1. Approve these awards:\n\nLot\tOrganisation\tBid\tAward\n1\tElm\t£900\t£300\n1\tOak\t£900\t£200\n2\tAsh\t£900\t£100",
        "1. Approve these awards for 2021/22:\n\nBorough\t2020/21\t2021/22\nElm\t£900\t£300\nOak\t£900\t£200\nAsh\t£900\t£100",
    ],
)
def test_each_name_has_a_sum_of_its_own(asked: str) -> None:
    assert sums(asked) == OWN


def test_two_that_share_a_row_share_its_sum() -> None:
    table = "Borough\tAward\nElm and Oak (joint)\t£30,000\nAsh\t£10,000\nOtter Trust\t£5,000"
    assert sums(f"1. Approve these awards:\n\n{table}")[0] == ("Elm + Oak", 30_000)


def test_rows_of_a_table_of_income_are_money_that_comes() -> None:
    table = "Funder\t2021/22\nMinistry of Law\t£30,000\nBorough of Elm\t£10,000"
    page = PAGE.format(asked="1. Accept the contributions in the table.", told=f"1.2 The contributions are:\n\n{table}")
    flows = read_facts(built(lines(page.encode(), "page.txt")), PARTIES).flows
    assert [(flow.payer and flow.payer.name, flow.pence) for flow in flows] == [
        ("Ministry of Law", 3_000_000),
        ("Borough of Elm", 1_000_000),
    ]


def test_a_name_of_no_form_is_paid_where_the_other_items_are_names_and_sums() -> None:
    asked = "1. Approve grants to:\n- Elm – £300\n- Sistrum – £200\n- Administration – £100"
    assert sums(asked) == [("Elm", 300), ("Sistrum", 200)]


def test_the_share_of_the_body_is_no_contribution_to_it() -> None:
    asked = "1. Accept the following contributions:\n- Elm – £300\n- Oak – £200\n2. Approve BFP's share of £40."
    assert sums(asked) == [("Body for the Peace", 300), ("Body for the Peace", 200)]
