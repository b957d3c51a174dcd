"""authority, partners, org and decision."""

from typing import Any

import click

from graphkit.cli.shared import answer_with, complete, graph, nobody, party, question, scope


@question(party("name"))
def authority(name: str, store: str | None, **options: Any) -> None:
    """Who may sign or award what: delegations by, to or about NAME."""
    answer = graph(store).authority(name, scope(options))
    columns = "delegator delegate authority limit limit_kind standing conditions concerns decision url locators delegation"
    answer_with("authority", answer, answer["delegations"], columns, options)
    nobody(answer["delegations"] or answer["envelopes"])


@question(party("name"))
def partners(name: str, store: str | None, **options: Any) -> None:
    """The partnerships of NAME."""
    answer = graph(store).partners(name, scope(options))
    columns = "kind name members lead since as stated decision url locators partnership"
    answer_with("partners", answer, answer["partnerships"], columns, options)
    nobody(answer["partnerships"])


@question(party("name"))
def org(name: str, store: str | None, **options: Any) -> None:
    """All that is known of NAME."""
    answer = graph(store).organisation(name, scope(options))
    answer_with("organisation", answer, answer["facts"], "id relation amount stage stated decision url locators", options)


@question(click.argument("reference", shell_complete=complete("decision", "reference")))
def decision(reference: str, store: str | None, **options: Any) -> None:
    """One decision, with every fact that it states and where."""
    options["decision"] = None
    answer = graph(store).decision(reference, scope(options))
    rows = [{"section": section, **fact} for section, facts in answer["facts"].items() for fact in facts]
    columns = "section id funder recipient delegator delegate owner members amount amount_kind stage stated locators"
    answer_with("decision", answer, rows, columns, options)
