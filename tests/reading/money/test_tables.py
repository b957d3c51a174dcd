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
