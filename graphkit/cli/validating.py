"""validate."""

import click

from graphkit.cli.shared import FORMAT, command, put


@command(click.argument("files", nargs=-1, required=True, metavar="FILE..."), FORMAT)
def validate(files: tuple[str, ...], format_: str) -> None:
    """Hold RDF that somebody sent against the ontology's shapes: what is wrong, where, and what to write instead.

    All files are taken together: one may hold the parties that another one names. Needs pip install 'graphkit[validate]'. The
    exit status is 1 where something is found.
    """
    from graphkit import validation

    answer = validation.validate(files)
    columns = ["file", "focus", "property", "value", "what", "instead"]
    put(answer, answer["findings"], columns, lambda: validation.report(answer), format_)
    if not answer["conforms"]:
        click.get_current_context().exit(1)
