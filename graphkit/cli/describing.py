"""ontology."""

import click

from graphkit.cli.shared import command, write


@command(click.option("-o", "--output", metavar="FILE", help="The file to write; without it, standard output."))
def ontology(output: str | None) -> None:
    """Write the ontology as a page for people: every class and property, with an example from the shipped data."""
    from graphkit.ontology_page import page

    write(output, page().encode())
