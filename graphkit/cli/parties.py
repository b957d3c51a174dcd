"""authority, conflicts, partners, org and decision."""

from typing import Any

import click

from graphkit.cli.shared import SCOPE, answer_with, complete, graph, nobody, party, question, scope

_FACT = "id relation says amount amount_kind currency stage stated decision url locators"


def told(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts of any kind as rows of one table: what they say is one text."""
    from graphkit.show import says

    return [{"says": says(fact), **fact} for fact in facts]


@question(party("name"))
def authority(name: str, store: str | None, **options: Any) -> None:
    """Who may sign or award what: delegations by, to or about NAME."""
    answer = graph(store).authority(name, scope(options))
    columns = (
        "delegator delegator_id delegate delegate_id authority limit limit_kind standing conditions concerns decision url"
        " locators delegation within_limit contested owner owner_id amount amount_kind purpose authorised_by allocated"
        " unknown_amounts headroom headroom_kind beyond id"
    )
    answer_with("authority", answer, [*answer["delegations"], *answer["envelopes"]], columns, options)
    nobody(answer["delegations"] or answer["envelopes"])


@question(click.argument("name", required=False, shell_complete=complete("organisation", "name")))
def conflicts(name: str | None, store: str | None, **options: Any) -> None:
    """Where statements disagree, everywhere or in facts of NAME: each one, which is used, and by which rule."""
    answer = graph(store).conflicts(name, scope(options))
    rows = []
    if options["format_"] == "csv":
        from graphkit.shown import statement

        rows = [
            {
                **row,
                **(row["judgement"] or {}),
                "statement": statement(row, one),
                **{key: one[key] for key in ("fact", "locators", "used")},
            }
            for row in answer["conflicts"]
            for one in row["statements"]
        ]
    columns = "conflict kind fact field statement used rule because by on decision decided url locators"
    answer_with("conflicts", answer, rows, columns, options)
    nobody(answer["conflicts"])


@question(party("name"))
def partners(name: str, store: str | None, **options: Any) -> None:
    """The partnerships of NAME."""
    answer = graph(store).partners(name, scope(options))
    columns = "kind name members lead lead_id since as stated decision url locators partnership"
    answer_with("partners", answer, answer["partnerships"], columns, options)
    nobody(answer["partnerships"])


@question(party("name"))
def org(name: str, store: str | None, **options: Any) -> None:
    """All that is known of NAME."""
    answer = graph(store).organisation(name, scope(options))
    answer_with("organisation", answer, told(answer["facts"]), _FACT, options)


@question(click.argument("reference", shell_complete=complete("decision", "reference")), scope=SCOPE[1:])
def decision(reference: str, store: str | None, **options: Any) -> None:
    """One decision, with every fact that it states and where."""
    answer = graph(store).decision(reference, scope(options))
    facts = [{"section": section, **fact} for section, found in answer["facts"].items() for fact in found]
    answer_with("decision", answer, told(facts), f"section {_FACT}", options)
