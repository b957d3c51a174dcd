"""view and export."""

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
    click.option("-o", "--output", required=True, metavar="FILE", help="The HTML file to write; - for standard output."),
    STORE,
    *SCOPE,
)
def view(
    around: str | None, hops: int, source: str | None, target: str | None, output: str, store: str | None, **options: Any
) -> None:
    """Write a picture of the network: one HTML file that needs nothing else."""
    from graphkit.desk import undated

    found, limits = graph(store), scope(options)
    page = found.view(limits, around=around, hops=hops, source=source, target=target)
    write(output, page.encode())
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
