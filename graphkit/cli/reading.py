"""read: decision documents as answers, or as drafts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from graphkit.cli.shared import bold, command
from graphkit.errors import GraphkitError, InputError

#: From so many files on, a bar says how far it is.
_MANY = 3

ORGANISATIONS = click.option(
    "--organisations",
    multiple=True,
    metavar="FILE",
    help="The file or folder of the parties that are known, instead of those that come with graphkit; once for each.",
)


def gazetteer(sources: Sequence[str]) -> Any:
    """The parties that are known: those of these sources, or the packaged ones."""
    import os

    from graphkit import packaged
    from graphkit.builder import check

    found = check(list(sources) or [os.path.join(packaged.path("data"), "organisations.yaml")], drafts=True)
    # Those that exist through one fact alone have no name that a document could use.
    return [party for party in found.organisations if party.kind not in ("unnamed", "joint group")]


@command(
    click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    click.option("-o", "--output", metavar="DIR", help="Write a draft of each file into this folder, to be reviewed."),
    click.option(
        "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
    ),
    ORGANISATIONS,
    click.option("--force", is_flag=True, help="Replace drafts that are there, reviewed or not."),
)
def read(files: tuple[str, ...], output: str | None, format_: str, organisations: tuple[str, ...], force: bool) -> None:
    """Read decision documents (PDF, DOCX, HTML, Markdown, text): who gives whom what, and where it says so.

    What is found is printed or, with -o, written as drafts: graphkit review walks you through them. A file that cannot
    be read stops no other; the exit status is 2 then.
    """
    from graphkit import render
    from graphkit.auditing.documents import as_plain, findings
    from graphkit.drafting.answer import answer
    from graphkit.drafting.page import page

    parties = gazetteer(organisations)
    answers, failed = [], False
    for file, found in _readings(files, parties):
        if not isinstance(found, GraphkitError):
            noticed = as_plain(findings(found.document, found))
            answers.append(answer(found, parties, file, noticed))
            try:
                if output:
                    _write(found, parties, file, Path(output), force, noticed)
                    continue
            except GraphkitError as error:
                found = error
            else:
                if format_ == "text":
                    click.echo(("\n" if len(answers) > 1 else "") + page(answers[-1], bold()))
        if isinstance(found, GraphkitError):
            failed = True
            _complain(found)
    if format_ == "json" and (answers or len(files) > 1):
        click.echo(render.to_json(answers if len(files) > 1 else answers[0]))
    if failed:
        click.get_current_context().exit(2)


def _readings(files: tuple[str, ...], parties: Any) -> Iterator[tuple[str, Any]]:
    """Each file, and what was read from it or why nothing was; on a terminal, a bar where there are many."""
    import sys

    from graphkit.reading.files import read_files

    found = zip(files, read_files(files, parties), strict=True)
    if len(files) < _MANY or not sys.stderr.isatty():
        yield from found
        return
    with click.progressbar(found, length=len(files), label="reading", file=sys.stderr) as bar:
        told = list(bar)  # what is printed meanwhile would stand in the middle of the bar
    yield from told


def _write(reading: Any, parties: Any, file: str, folder: Path, force: bool, noticed: list[dict[str, Any]]) -> None:
    """Write the draft of one reading, and say its name."""
    from graphkit.drafting.draft import drafted
    from graphkit.drafting.files import save
    from graphkit.ontology import load
    from graphkit.render import text

    ontology = load()
    draft = drafted(reading, parties, ontology, file, noticed)
    path = folder / draft.name
    new = save(path, draft.text, ontology, force)
    click.echo(f"{'wrote' if new else 'unchanged:'} {text(str(path))}", err=True)


def _complain(error: GraphkitError) -> None:
    """One error among files of which the others go on."""
    from graphkit.render import text

    lines = [str(problem) for problem in error.problems] if isinstance(error, InputError) else str(error).splitlines()
    for line in lines:
        click.echo(f"graphkit: {text(line)}", err=True)
    if error.hint:
        click.echo(f"  {text(error.hint)}", err=True)
