"""Which column of a table is paid, to whom, and which tables pay nobody."""

import pytest
from peace import BODY, ELM, MINISTRY, OAK, OTTER, PARTIES

from graphkit.reading.build import built
from graphkit.reading.extract import read_facts
from graphkit.reading.formats import lines

PAGE = """PCD 9 Money

Decision by: Deputy for the Peace

Recommendation

The Deputy for the Peace is recommended to:

1. {asked}

Non-confidential facts and advice

3. Financial comments

3.1 {lead}

{table}
"""


def read(asked: str, lead: str, *rows: str) -> list[tuple[str | None, str, int | None]]:
    """Payer, payee and pounds of each flow that is decided; cells of a row stand between strokes."""
    page = PAGE.format(asked=asked, lead=lead, table="\n".join(row.replace(" | ", "\t") for row in rows))
    flows = read_facts(built(lines(page.encode(), "page.txt")), PARTIES).flows
    return [
        (flow.payer and flow.payer.name, " + ".join(party.name for party in flow.payees), flow.pence and flow.pence // 100)
        for flow in flows
        if not flow.background
    ]


GRANTS = "Approve the grants in the table at 3.1."


@pytest.mark.parametrize(
    "rows",
    [
        ("Borough | BFP grant | Borough match | Total", "Elm | £300 | £50 | £350", "Oak | £200 | £40 | £240"),
        ("Borough | Original 2020/21 | Revised 2020/21 | Change", "Elm | £250 | £300 | £50", "Oak | £210 | £200 | -£10"),
        ("Borough | Requested | Grant", "Elm | £900 | £300", "Oak | £800 | £200"),
    ],
)
def test_what_stands_beside_a_grant_is_no_part_of_it(rows: tuple[str, ...]) -> None:
    assert read(GRANTS, "Grants:", *rows) == [(BODY, ELM, 300), (BODY, OAK, 200)]


def test_the_items_of_a_cost_are_no_payees() -> None:
    rows = ("Item | Cost", "Otter Trust | £300", "Training | £200")
    assert read(f"{GRANTS}", "The costs are:", *rows) == [(BODY, OTTER, 300)]


@pytest.mark.parametrize("label", ["Boat service – Otter Trust", "Boat service (Otter Trust)", "Otter Trust: boat service"])
def test_a_label_may_name_the_work_and_who_does_it(label: str) -> None:
    assert read(GRANTS, "The costs are:", "Item | £", f"{label} | 300") == [(BODY, OTTER, 300)]


def test_rows_are_paid_by_the_one_that_the_recommendation_says_pays() -> None:
    asked = "Approve onward payments by the City Guards to the bodies listed in the table at 3.1."
    assert read(asked, "Payments:", "Body | £", "Elm | 300", "Otter Trust | 200") == [
        ("City Guards", ELM, 300),
        ("City Guards", OTTER, 200),
    ]


@pytest.mark.parametrize("lead", ["Each pays as follows:", "The costs will be met as follows:"])
def test_a_table_of_what_is_accepted_tells_who_gives(lead: str) -> None:
    asked = "Approve the receipt by the City Guards of funding from the boroughs, in the amounts shown in the table at 3.1."
    assert read(asked, lead, "Borough | Officers | £", "Elm | 12 | 300", "Oak | 10 | 200") == [
        (ELM, "City Guards", 300),
        (OAK, "City Guards", 200),
    ]


def test_what_a_force_bids_for_comes_to_it_and_its_own_share_from_nobody() -> None:
    asked = "Approve the submission by the City Guards of a bid to the Ministry of Law for £300."
    rows = ("Funding | £", "Ministry of Law | 300", "City Guards | 50")
    assert read(asked, "This is funded as follows:", *rows) == [(MINISTRY, "City Guards", 300)]


def test_a_table_beside_money_that_only_moves_within_pays_nobody() -> None:
    asked = "Approve a virement of £500 from Boat Services to Pier Services for the purchase of boats."
    assert read(asked, "The programme stands at:", "Heading | £", "Boat Services | 300", "Pier Services | 200") == []


def test_one_whom_the_recommendation_pays_is_no_work_whatever_its_name_ends_with() -> None:
    asked = "Approve the grants to Otter Trust and to Moorhen Refuge Services in the amounts shown in the table at 3.1."
    rows = ("Use | £", "Otter Trust | 300", "Moorhen Refuge Services | 200")
    assert read(asked, "Uses:", *rows) == [(BODY, OTTER, 300), (BODY, "Moorhen Refuge Services", 200)]


def test_work_that_is_asked_for_and_told_in_a_table_is_paid_once() -> None:
    asked = "Approve the procurement and award of a boats programme at a cost of £300."
    assert read(asked, "Uses:", "Use | £", "Boats programme | 300", "Training service | 200")[0] == (BODY, "", 300)


def test_what_the_price_of_a_contract_is_made_of_is_paid_to_nobody_else() -> None:
    asked = "Award a contract to Otter Trust for boats at a cost of £500."
    rows = ("Item | £", "Licences | 200", "Boat support | 300", "Total | 500")
    assert read(asked, "The cost is as follows:", *rows) == [(BODY, OTTER, 500)]


@pytest.mark.parametrize(
    ("lead", "rows", "flows"),
    [
        ("The awards:", ("Service | Provider | £", "Boats | Otter Trust | 300", "Piers | To be procured | 200"),
         [(BODY, OTTER, 300), (BODY, "", 200)]),
        ("The grant is used so:", ("Use | £", "Grant to Otter Trust | 300", "Staff | 200"), [(BODY, OTTER, 300)]),
        ("Grants:", ("Borough | 2020/21 (actual) | 2021/22", "Elm | £90 | £300", "Oak | £80 | £200"),
         [(BODY, ELM, 300), (BODY, OAK, 200)]),
        ("Partners contribute as follows:", ("Partner | £", "Elm | 300", "Ministry of Law | 200"), []),
    ],
)  # fmt: skip
def test_a_row_pays_whom_it_names_and_nobody_before_there_is_one(
    lead: str, rows: tuple[str, ...], flows: list[tuple[str, str, int]]
) -> None:
    assert read(GRANTS, lead, *rows) == flows


def test_a_name_for_all_who_are_listed_is_paid_nothing_itself() -> None:
    asked = "Approve grants to the two Heron Centres in the amounts shown in the table at 3.1."
    rows = ("Centre | £", "Moorhen Centre | 300", "Otter Trust | 200")
    assert read(asked, "The cost is £500.", *rows) == [(BODY, "Moorhen Centre", 300), (BODY, OTTER, 200)]


def test_contributions_come_in() -> None:
    rows = ("Partner | 2022/23", "Ministry of Law | £300", "Elm | £200")
    flows = read("Accept the contributions of the partners listed in section 3.", "Contributions", *rows)
    assert flows == [(MINISTRY, BODY, 300), (ELM, BODY, 200)]


@pytest.mark.parametrize(
    ("asked", "flows"),
    [
        ("Approve the Commissioning budget for 2019/20 shown in the table.", []),
        ("Approve the contracts shown in the table, within the Commissioning budget.", [(BODY, OTTER, 300)]),
    ],
)
def test_a_budget_that_names_who_was_paid_pays_nobody(asked: str, flows: list[tuple[str, str, int]]) -> None:
    assert read(asked, "Budget:", "Programme | Provider | 2019/20", "Helpline | Otter Trust | £300") == flows


def test_the_column_that_adds_up_to_the_recommendation_is_the_one_that_is_paid() -> None:
    rows = ("Provider | Held | Now | Total", "Otter Trust | £900 | £300 | £1,200", "Heron House | £800 | £200 | £1,000")
    assert read("Approve £500 to be split as in the table at 3.1.", "Sums:", *rows) == [
        (BODY, OTTER, 300),
        (BODY, "Heron House", 200),
    ]


@pytest.mark.parametrize("head", ["Running costs", "Book value", "Slippage"])
def test_what_something_costs_or_is_worth_pays_nobody(head: str) -> None:
    asked = "Approve that the two houses which are listed in the table at 3.1 be closed."
    assert read(asked, "The houses are:", f"House | Borough | {head}", "Old House | Elm | £300", "Mill | Oak | £200") == []


def test_what_is_carried_forward_pays_nobody() -> None:
    asked = "Approve the carry forward of £500 and a transfer of £60 to the Safer Reserve."
    assert read(asked, "To be carried forward:", "Area | Total", "Elm | £300", "Victims | £200") == []


def test_a_sum_with_two_digits_that_changed_places_is_no_second_payment() -> None:
    rows = ("Provider | £", "Otter Trust | £3,451", "Elm | £200")
    assert read("Award £3,415 to Otter Trust and £200 to Elm, as in the table.", "Awards:", *rows) == [
        (BODY, OTTER, 3415),
        (BODY, ELM, 200),
    ]


def test_a_total_of_years_is_the_sum_that_is_paid_in_each() -> None:
    rows = ("Provider | 2022/23 | 2023/24 | Total", "Otter Trust | £300 | £300 | £600", "Elm | £60 | - | £60")
    asked = "Award Otter Trust £300 per annum in each of 2022/23 and 2023/24 and Elm £60 in 2022/23."
    assert read(asked, "Costs:", *rows) == [(BODY, OTTER, 300), (BODY, OTTER, 300), (BODY, ELM, 60)]


def test_the_total_of_named_bodies_is_told_by_their_rows() -> None:
    rows = ("Borough | Total", "Elm | £300", "Oak | £200")
    asked = "Approve the awards to Elm and Oak in the table at 3.1, totalling £500."
    assert read(asked, "Awards:", *rows) == [(BODY, ELM, 300), (BODY, OAK, 200)]


def test_a_row_of_work_that_a_named_body_is_paid_for_is_no_second_payment() -> None:
    rows = ("Costs | 2018/19 | Total", "Training programme | £300 | £300")
    assert read("Award £300 to Otter Trust for the training.", "Costs:", *rows) == [(BODY, OTTER, 300)]


def test_what_a_police_force_takes_comes_from_the_rows_of_the_table() -> None:
    asked = "Approve the acceptance by the City Guards of grants in the amounts set out in the table, totalling £500."
    assert read(asked, "Grants:", "Borough | Guards | 2023/24", "Elm | 3 | £300", "Oak | 2 | £200") == [
        (ELM, "City Guards", 300),
        (OAK, "City Guards", 200),
    ]


def test_a_sum_whose_sign_and_zeros_a_scan_lost_is_a_sum_of_its_table() -> None:
    asked = "Accept the contributions in the table at 3.1."
    assert read(asked, "Contributions:", "Borough | Contribution", "Elm | £12,000", "Oak | 8,OOO") == [
        (ELM, BODY, 12000),
        (OAK, BODY, 8000),
    ]


def test_cells_with_two_labels_a_row_are_put_together() -> None:
    cells = ["Body", "Work", "2024/25", "Otter Trust", "Boats", "£3,000", "Heron House", "Nets", "£2,000"]
    cells += ["Elm", "Piers", "£1,500", "Total", "£6,500"]
    flows = read("Award grants to the bodies in the table at 3.1.", "Grants are recommended as below.", "\n\n".join(cells))
    assert flows == [(BODY, OTTER, 3000), (BODY, "Heron House", 2000), (BODY, ELM, 1500)]


def test_the_sums_of_a_place_are_paid_by_whom_the_recommendation_says() -> None:
    asked = "Approve the award by the City Guards of contracts to the firms and at the values at paragraph 3.1."
    rows = ("Lot 1 – Moorhen Ltd – £300", "Lot 2 – Otter Trust – £200")
    assert read(asked, "The firms are:", *rows) == [("City Guards", "Moorhen Ltd", 300), ("City Guards", OTTER, 200)]


def test_the_parts_of_a_sum_for_several_are_told_at_the_place_it_names() -> None:
    asked = "Approve grants totalling £500 to the two partners, in the amounts given in paragraph 3.1."
    lead = "The grants are £300 to Otter Trust and £200 to Elm."
    assert read(asked, lead) == [(BODY, OTTER, 300), (BODY, ELM, 200)]


def test_years_that_have_columns_of_their_own_are_no_years_of_the_whole() -> None:
    asked = "Award grants as in the table at 3.1 in each of 2022/23 and 2023/24."
    rows = ("Provider | 2022/23 | 2023/24", "Otter Trust | £300 | £400", "Elm | £30 | £40")
    assert read(asked, "Grants:", *rows) == [(BODY, OTTER, 700), (BODY, ELM, 70)]


def test_two_sums_that_are_no_slip_of_each_other_are_two_payments() -> None:
    asked = "Award £105,000 to Otter Trust, and the grants in the table at 3.1."
    flows = read(asked, "Grants:", "Provider | Grant", "Otter Trust | £501,000", "Elm | £60,000")
    assert (BODY, OTTER, 501_000) in flows


def test_a_year_that_stands_twice_makes_no_table_of_years() -> None:
    rows = ("Year | Otter Trust | Elm", "2022/23 | £300 | £200", "2022/23 | £30 | £20", "2023/24 | £3 | £2")
    assert read(GRANTS, "Grants:", *rows) == []


def test_a_column_of_words_is_no_column_that_is_paid() -> None:
    rows = ("Provider | Grant | Additional information", "Otter Trust | £300 | good", "Elm | £200 | new")
    assert read(GRANTS, "Grants:", *rows) == [(BODY, OTTER, 300), (BODY, ELM, 200)]


def test_a_table_with_parties_in_its_head_may_tell_who_gives() -> None:
    rows = ("Year | Inner Office | Elm", "2022/23 | £300 | £200", "2023/24 | £30 | £20")
    flows = read("Accept the contributions set out below.", "The partners contribute as follows:", *rows)
    assert flows == [("Inner Office", BODY, 330), (ELM, BODY, 220)]
