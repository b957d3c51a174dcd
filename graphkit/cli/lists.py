"""Lists: search, orgs, decisions."""

import click

from graphkit.cli.shared import FORMAT, STORE, Answer, bold, complete, graph, nobody, put


def listed(answer: Answer, key: str, columns: str, shown: str, format_: str) -> None:
    """Print a list; exit status 1 where it is empty."""
    from graphkit import show

    put(answer, answer[key], columns.split(), lambda: show.listing(shown.split())(answer[key], bold()), format_)
    nobody(answer[key])


@click.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many to show.")
@STORE
@FORMAT
def search(text: str, limit: int, store: str | None, format_: str) -> None:
    """Find parties, decisions and facts by words."""
    listed(graph(store).search(text, limit), "hits", "kind id title text", "kind id title text", format_)


@click.command()
@click.option(
    "--kind",
    help="Only parties of this kind, such as charity.",
    shell_complete=complete("(SELECT DISTINCT kind FROM organisation)", "kind"),
)
@STORE
@FORMAT
def orgs(kind: str | None, store: str | None, format_: str) -> None:
    """List the parties."""
    listed(graph(store).organisations(kind), "organisations", "id name kind aliases", "id name kind", format_)


@click.command()
@click.option("--as-of", metavar="DATE", help="Only decisions signed by then.")
@STORE
@FORMAT
def decisions(as_of: str | None, store: str | None, format_: str) -> None:
    """List the decisions."""
    from graphkit.scope import Scope

    columns = "reference title date_signed date_between url fact_count"
    answer = graph(store).decisions(Scope(as_of=as_of))
    from graphkit import show

    put(answer, answer["decisions"], columns.split(), lambda: show.decisions(answer["decisions"], bold()), format_)
    nobody(answer["decisions"])
