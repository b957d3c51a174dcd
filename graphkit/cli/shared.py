"""What commands share: options, opening the store, printing."""

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from graphkit.errors import UsageError

Answer = dict[str, Any]


def complete(table: str, column: str) -> Callable[..., list[str]]:
    """Completion from a column of the store."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        with graph(ctx.params.get("store")) as found:
            rows = found.store.db.execute(
                f"SELECT {column} FROM {table} WHERE {column} LIKE ? ESCAPE '\\' ORDER BY 1 LIMIT 50",
                (incomplete.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%",),
            )
            return [name for (name,) in rows]

    return complete


STORE = click.option("--store", metavar="DIR", help="The store to ask; without it, your own.")
FORMAT = click.option(
    "--format", "format_", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True, help="How to print."
)
DECISION = click.option(
    "--decision",
    "decision",
    metavar="REF",
    help="Only facts of this decision.",
    shell_complete=complete("decision", "reference"),
)
PROGRAMME = click.option(
    "--programme",
    metavar="NAME",
    help="Only facts of this programme or service, and of its units.",
    shell_complete=complete("organisation", "name"),
)
AS_OF = click.option("--as-of", metavar="DATE", help="Only decisions signed by then.")
YEAR = click.option("--year", metavar="2017/18", help="Only what is for this UK financial year, or for no stated time.")
STATED_ONLY = click.option("--stated-only", is_flag=True, help="Leave out what is inferred: facts, and fields of facts.")
STAGE = click.option(
    "--stage", multiple=True, metavar="STAGE", help="Only money of this stage, such as approved; give it once for each."
)
SCOPE = (DECISION, PROGRAMME, AS_OF, YEAR, STATED_ONLY, STAGE)
#: The limits of a trace: there a year cuts nothing.
ARRIVING = click.option("--year", metavar="2017/18", help="Count what SOURCE's money TARGET receives in this UK financial year.")
TRACED = tuple(ARRIVING if option is YEAR else option for option in SCOPE)
EVIDENCE = click.option("--evidence", is_flag=True, help="Show where each fact stands in its decision.")


def party(argument: str) -> Callable[[Any], Any]:
    """An argument that is a party's name, completed by the shell."""
    return click.argument(argument, shell_complete=complete("organisation", "name"))


def command(*options: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with these arguments and options, in their order."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        for option in reversed(options):
            function = option(function)
        return click.command()(function)

    return decorate


def question(*arguments: Callable[[Any], Any], scope: tuple[Any, ...] = SCOPE) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with the options that all questions share."""
    return command(*arguments, STORE, FORMAT, *scope, EVIDENCE)


def graph(store: str | None) -> Any:
    """The store to ask, open."""
    from graphkit.api import open as open_store

    return open_store(store)


def scope(options: dict[str, Any]) -> Any:
    """The scope that a command's options say; one that a command does not have limits nothing."""
    from graphkit.scope import Scope

    said = {key: options[key] for key in ("decision", "programme", "as_of", "year", "stated_only") if key in options}
    return Scope(**said, stage=",".join(options.get("stage", ())) or None)


def bold() -> bool:
    """Whether heads of tables are bold: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def put(answer: Answer, rows: list[Answer], columns: list[str], shown: Callable[[], str], format_: str) -> None:
    """Print an answer in its format, then say on standard error what was left out, and who else is to be asked for."""
    from graphkit import render

    if format_ == "json":
        click.echo(render.to_json(answer))
    elif format_ == "csv":
        # Said where there is something to say: a table of facts that people wrote has no such column.
        marked = ["reviewed"] if any(row.get("reviewed") is False for row in rows) else []
        click.echo(render.to_csv([*columns, *marked], rows), nl=False)
    else:
        click.echo(shown())
    missing(answer)
    if answer.get("related"):
        from graphkit.show import related

        click.echo(related(answer), err=True)


def missing(answer: Answer) -> None:
    """Say on standard error which decisions an answer leaves out, and between which dates each was signed."""
    if answer.get("left_out"):
        from graphkit.show import left_out

        click.echo(f"left out, for want of a date: {left_out(answer)}", err=True)


#: Answers whose pages do not stand in :mod:`graphkit.show`.
_ELSEWHERE = {"authority": "shown", "conflicts": "shown", "providers": "shown"}


def answer_with(name: str, answer: Answer, rows: list[Answer], columns: str, options: dict[str, Any]) -> None:
    """Print an answer, or its rows as CSV, or the page of that name (see :mod:`graphkit.show`)."""

    def shown() -> str:
        from importlib import import_module

        pages = import_module(f"graphkit.{_ELSEWHERE.get(name, 'show')}")
        page: str = getattr(pages, name)(answer, options["evidence"], bold())
        return page

    put(answer, rows, columns.split(), shown, options["format_"])


def nobody(found: object) -> None:
    """Exit status 1 where the answer is nobody or nothing."""
    if not found:
        click.get_current_context().exit(1)


def write(output: str | None, data: bytes) -> None:
    """Bytes to a file or, without one, to standard output.

    A file is written beside and swapped in, so that what was there before stays if the disk is full. What
    is no file (a device, a pipe) is written to, and never replaced.
    """
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        return
    import shutil

    target = os.path.realpath(output)
    plain = not os.path.exists(target) or os.path.isfile(target)
    try:
        if os.path.exists(target) and not os.access(target, os.W_OK):
            raise PermissionError(13, "it is read-only")
        with open(f"{target}.part" if plain else target, "wb") as file:
            file.write(data)
        if plain:
            if os.path.exists(target):
                shutil.copymode(target, f"{target}.part")
            os.replace(f"{target}.part", target)
    except OSError as error:
        if plain and os.path.exists(f"{target}.part"):
            os.remove(f"{target}.part")
        raise UsageError(f"{output} cannot be written: {error.strerror}", "give another file with -o") from None
    click.echo(f"wrote {output}", err=True)
