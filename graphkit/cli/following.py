"""trace."""

from typing import Any

import click

from graphkit.cli.shared import answer_with, graph, nobody, party, question, scope


@question(
    party("source"),
    party("target"),
    click.option("--hops", type=int, default=12, show_default=True, help="The longest path to look for."),
)
def trace(source: str, target: str, hops: int, store: str | None, **options: Any) -> None:
    """How money goes from SOURCE to TARGET: every path, with evidence."""
    answer = graph(store).trace(source, target, scope(options), hops)
    rows = [{"path": n, "hop": m, **hop} for n, path in enumerate(answer["paths"], 1) for m, hop in enumerate(path["hops"], 1)]
    columns = (
        "path hop funder funder_id recipient recipient_id amount amount_kind financial_years start end stage condition"
        " stated decision url locators flow"
    )
    answer_with("trace", answer, rows, columns, options)
    nobody(rows)
