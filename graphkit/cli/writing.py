"""view and export."""

import os
import warnings
from typing import Any

import click

from graphkit.cli.shared import SCOPE, STORE, command, complete, graph, missing, scope, write


@command(
    click.option(
        "--around", metavar="NAME", help="Only what is near this party.", shell_complete=complete("organisation", "name")
    ),
    click.option("--hops", type=click.IntRange(1, 12), default=2, show_default=True, help="How near."),
    click.option("--from", "source", metavar="NAME", help="Only paths of money from this party (with --to)."),
    click.option("--to", "target", metavar="NAME", help="Only paths of money to this party (with --from)."),
    click.option(
        "--max-nodes", type=click.IntRange(1, 5000), metavar="N", help="At most so many parties with a card of their own."
    ),
    click.option("--title", metavar="TEXT", help="What stands above it."),
    click.option(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="The file to write: HTML, or SVG or PNG by its ending; - for HTML here.",
    ),
    STORE,
    *SCOPE,
)
def view(
    around: str | None,
    hops: int,
    source: str | None,
    target: str | None,
    max_nodes: int | None,
    title: str | None,
    output: str,
    store: str | None,
    **options: Any,
) -> None:
    """Write a picture of the network: one HTML file that needs nothing else.

    The page holds every fact with its evidence, and answers: search, follow the money, filter, table, tree. For reports,
    -o map.svg or -o map.png writes a plain picture.
    """
    from graphkit.desk import undated

    found, limits = graph(store), scope(options)
    ending = os.path.splitext(output)[1].lower()
    form = {".svg": "svg", ".png": "png"}.get(ending, "html")
    words: dict[str, Any] = {"around": around, "hops": hops, "source": source, "target": target}
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        made = found.picture(form, limits, **words, max_nodes=max_nodes, title=title)
    for one in said:
        click.echo(f"note: {one.message}", err=True)
    write(output, made if isinstance(made, bytes) else made.encode())
    missing(undated(found.store, limits))


@command(
    click.option("--to", required=True, metavar="FORMAT", help="turtle, trig, nquads, ntriples, jsonld, graphml, gexf or csv."),
    click.option("-o", "--output", metavar="FILE", help="The file to write; standard output without it."),
    STORE,
    *SCOPE,
)
def export(to: str, output: str | None, store: str | None, **options: Any) -> None:
    """Write the facts in another format."""
    import io

    out = io.BytesIO()
    notes = graph(store).export(to, out, scope(options))
    write(output, out.getvalue())
    for note in notes:
        click.echo(f"note: {note}", err=True)
