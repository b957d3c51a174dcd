"""trace."""

from typing import Any

import click

from graphkit.cli.shared import TRACED, answer_with, graph, nobody, party, question, scope, write
from graphkit.errors import UsageError

OWN = click.option("--own", is_flag=True, help="Count only money that started with SOURCE, not what it passed on.")
CLOSED = click.option("--closed", is_flag=True, help="For the estimate, let own money fill only what known inflows leave unpaid.")


@question(
    party("source"),
    party("target"),
    click.option("--also-from", metavar="NAME", multiple=True, help="A further source, counted together with SOURCE."),
    click.option("--also-to", metavar="NAME", multiple=True, help="A further target, counted together with TARGET."),
    OWN,
    CLOSED,
    click.option("--hops", type=int, default=12, show_default=True, help="The longest path to show."),
    click.option("--explain", is_flag=True, help="Show how each figure was come by."),
    click.option("--picture", metavar="FILE", help="Write the answer as a flow picture (SVG) too."),
    scope=TRACED,
)
def trace(
    source: str,
    target: str,
    also_from: tuple[str, ...],
    also_to: tuple[str, ...],
    hops: int,
    picture: str | None,
    store: str | None,
    **options: Any,
) -> None:
    """How much of SOURCE's money reached TARGET: at least, estimate, at most, and every path, with evidence.

    Exit status 1 where no way is known, or where the facts contradict each other.
    """
    if picture == "-":
        raise UsageError("the picture and the answer cannot both go to standard output", "give --picture a file")
    answer = graph(store).trace(
        (source, *also_from) if also_from else source,
        (target, *also_to) if also_to else target,
        scope(options),
        hops,
        own=options["own"],
        closed=options["closed"],
        explain=options["explain"] or picture is not None,
    )
    if picture is not None:
        from graphkit.view.flow import flow

        write(picture, flow(answer).encode())
        if not options["explain"]:
            del answer["method"]
    rows = [{"path": n, "hop": m, **hop} for n, path in enumerate(answer["paths"], 1) for m, hop in enumerate(path["hops"], 1)]
    columns = (
        "path hop funder funder_id recipient recipient_id amount amount_kind financial_years start end stage condition"
        " stated inferred decision url locators flow"
    )
    answer_with("trace", answer, rows, columns, options)
    nobody(rows or answer["at_most"] != 0 if answer["contradiction"] is None else None)
