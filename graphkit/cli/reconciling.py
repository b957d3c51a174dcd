"""reconcile."""

import click

from graphkit.cli.shared import STORE, command, complete, graph, nobody, write
from graphkit.errors import UsageError


@command(
    click.argument("file", metavar="FILE.csv"),
    click.option("--column", required=True, metavar="NAME", help="The column that has the names."),
    click.option(
        "--type",
        "kind",
        metavar="KIND",
        help="Only parties of this kind, such as charity.",
        shell_complete=complete("(SELECT DISTINCT kind FROM organisation)", "kind"),
    ),
    click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="Candidates of a name."),
    click.option("-o", "--output", metavar="OUT", help="The file to write; without it, standard output."),
    click.option(
        "--format", "format_", type=click.Choice(["csv", "json"]), default="csv", show_default=True, help="How to write."
    ),
    STORE,
)
def reconcile(file: str, column: str, kind: str | None, limit: int, output: str | None, format_: str, store: str | None) -> None:
    """Match a column of names in a CSV file (- is standard input) to the parties of the store.

    Every row stays, with id, name, score, match and candidates beside it. Only an exact name of one party is a match;
    docs/reconcile.md tells how, and how OpenRefine asks the same.
    """
    from graphkit import profile, render, sheet

    try:
        with click.open_file(file, "rb") as opened:
            data = opened.read(sheet.MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", "give a CSV file") from None
    table = sheet.read(data, file)
    asked = graph(store).store
    kinds = profile.of_kind(profile.kinds(asked), kind) if kind else None
    found = sheet.reconciled(table, column, asked, kinds, limit)
    if format_ == "json":
        text = render.to_json(sheet.to_json(table, column, found)) + "\n"
    else:
        text = "".join(sheet.to_csv(table, found))
    write(output, text.encode("utf-8"))
    counts = sheet.counted(found)
    words = {"matched": "matched", "ambiguous": "with several of that name", "candidates": "with candidates alone"}
    words |= {"nobody": "like nobody", "empty": "without a name"}
    told = ", ".join(f"{counts[key]} {text}" for key, text in words.items() if counts[key] or key == "matched")
    click.echo(f"{len(found)} row{'s' if len(found) != 1 else ''}: {told}", err=True)
    nobody(counts["matched"])
