"""sparql and queries."""

from typing import Any

import click

from graphkit.cli.lists import listed
from graphkit.cli.shared import FORMAT, STORE, bold, graph, nobody
from graphkit.errors import QueryError, UnknownName, UsageError


@click.command()
@FORMAT
def queries(format_: str) -> None:
    """List the named SPARQL queries."""
    from graphkit import queries as named

    rows = [
        {
            "name": query.name,
            "group": query.group,
            "title": query.title,
            "about": query.about,
            "parameters": [parameter._asdict() for parameter in query.parameters],
            "asks_for": [f"{parameter.name} ({parameter.default})" for parameter in query.parameters],
        }
        for query in named.every()
    ]
    listed({"queries": rows}, "queries", "name group title about asks_for", "name title asks_for", format_)


@click.command()
@click.argument("query", metavar="[FILE|NAME|-]", default="-")
@click.option("--param", "-p", "given", multiple=True, metavar="NAME=VALUE", help="A value for a named query's parameter.")
@STORE
@FORMAT
def sparql(query: str, given: tuple[str, ...], store: str | None, format_: str) -> None:
    """Run a SPARQL query: a named one, one in a FILE, or one from standard input (-)."""
    from graphkit import queries as named
    from graphkit import render
    from graphkit.sparql import run

    question = _query(query)
    result = run(graph(store).store, question, dict(_pair(text) for text in given))
    rows = result.rows
    if result.boolean is not None:
        click.echo(render.to_json(result.json()) if format_ == "json" else str(result.boolean).lower())
    elif result.triples and format_ == "table":
        click.echo(result.ntriples(), nl=False)
    elif format_ == "json":
        click.echo(render.to_json(result.json()))
    elif format_ == "csv":
        click.echo(render.to_csv(result.columns, rows), nl=False)
    else:
        # What was asked for is in every row of a named query; a person knows it.
        asked = {parameter.name for parameter in question.parameters} if isinstance(question, named.Query) else set()
        columns = [column for column in result.columns if column not in asked]
        lines = [[_short(row[column]) for column in columns] for row in rows]
        click.echo(render.table([c.replace("_", " ") for c in columns], lines, bold=bold()) if lines else "No rows.")
    if result.truncated:
        click.echo(f"cut {result.truncated}: add LIMIT, or ask for less", err=True)
    nobody(result.boolean or result.terms)


def _short(value: Any) -> str:
    """A value for a table: an address of graphkit's as the id that commands take."""
    from graphkit.render import text
    from graphkit.terms import BASE

    if isinstance(value, str) and value.startswith(BASE):
        return value.removeprefix(BASE).split("/", 1)[1]
    return text(value)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--param {text}: no value", "write --param NAME=VALUE")
    return name, value


def _query(query: str) -> Any:
    """A named query, or the text of a file or of standard input."""
    import os

    from graphkit import gate
    from graphkit import queries as named

    if query != "-" and not os.path.isfile(query):
        try:
            return named.load(query)
        except UnknownName as error:
            first = error.hint if error.candidates else "graphkit queries lists them"
            error.hint = f"{first}; your own query: a file, or - for standard input"
            raise
    try:
        with click.open_file(query, "rb") as file:
            return file.read(gate.MAX_BYTES + 1).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{query} cannot be read: {error}", "give a file of UTF-8 text") from None
