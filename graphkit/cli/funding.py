"""who-funds and funded-by."""

from typing import Any

from graphkit.cli.shared import answer_with, graph, nobody, party, question, scope

_MONEY = (
    "funder funder_id recipient recipient_id amount amount_kind currency financial_years start end stage condition"
    " restricted_to instrument programme service stated inferred shared restates contested decision decided url locators flow"
)


@question(party("name"))
def who_funds(name: str, store: str | None, **options: Any) -> None:
    """Who gives NAME money, and where that money comes from."""
    answer = graph(store).who_funds(name, scope(options))
    answer_with("who_funds", answer, answer["funders"], _MONEY.replace("recipient recipient_id ", ""), options)
    nobody(answer["funders"])


@question(party("name"))
def funded_by(name: str, store: str | None, **options: Any) -> None:
    """Whom NAME gives money."""
    answer = graph(store).funded_by(name, scope(options))
    answer_with("funded_by", answer, answer["recipients"], _MONEY.replace("funder funder_id ", "", 1), options)
    nobody(answer["recipients"])
