"""The command line: each command reads its words, calls one function of the API and prints the answer.

Results go to standard output, words to standard error. Exit status: 0 an answer, 1 the answer is no or
nobody, 2 the question or the input is wrong. A command is loaded when it is asked for: most of the time
that a short command takes is the making of commands.
"""

from typing import Any

import click

from graphkit import __version__
from graphkit.errors import GraphkitError, InputError

#: Every command and the module that has it.
COMMANDS = {
    "who-funds": "funding",
    "funded-by": "funding",
    "trace": "following",
    "totals": "summing",
    "coverage": "summing",
    "authority": "parties",
    "conflicts": "parties",
    "partners": "parties",
    "providers": "parties",
    "org": "parties",
    "orgs": "lists",
    "decision": "parties",
    "decisions": "lists",
    "lineage": "parties",
    "search": "lists",
    "sparql": "asking",
    "queries": "asking",
    "serve": "serving",
    "reconcile": "reconciling",
    "view": "writing",
    "export": "writing",
    "read": "reading",
    "review": "reviewing",
    "build": "making",
    "check": "making",
    "audit": "making",
    "validate": "validating",
    "ontology": "describing",
}


class Group(click.Group):
    """The commands, found by name; graphkit's errors are one line each and a hint, exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name, loaded now."""
        if name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"graphkit.cli.{COMMANDS[name]}")
        found: click.Command = getattr(module, name.replace("-", "_"))
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run, and say what is wrong in words."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            ctx.exit(0)  # whoever read had enough
        except OSError as error:
            click.echo(f"graphkit: {error.strerror or error}", err=True)
            ctx.exit(2)
        except GraphkitError as error:
            _complain(error)
            ctx.exit(2)


def _complain(error: GraphkitError) -> None:
    from graphkit.render import text

    if isinstance(error, InputError):
        lines = [str(problem) for problem in error.problems]
    else:
        lines = [f"graphkit: {line}" for line in str(error).splitlines()]
    for line in lines:
        click.echo(text(line), err=True)
    if error.hint:
        click.echo(f"  {text(error.hint)}", err=True)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="graphkit")
def main() -> None:
    """Follow public money from its source to the provider, with the paragraph that proves each step."""
