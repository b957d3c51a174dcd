"""review: walk through drafts, candidate by candidate."""

from pathlib import Path
from typing import Any

import click

from graphkit.cli.reading import ORGANISATIONS, gazetteer
from graphkit.cli.shared import command
from graphkit.errors import Problem, UsageError

_HELP = """  a  accept: the fact is taken as it stands
  e  edit: change it, then take it
  r  reject: it is no fact; the draft keeps it, set aside
  u  undo the last answer, and the one before that
  s  skip it for now
  q  quit; every answer is kept, and the next time goes on here"""
_LETTERS = "aerusq?"


class _Stop(Exception):
    """The person has enough for now."""


@command(
    click.argument("drafts", nargs=-1, required=True, metavar="DRAFT..."),
    click.option("--document", metavar="FILE", help="The document that was read, to see what stands round the words."),
    ORGANISATIONS,
)
def review(drafts: tuple[str, ...], document: str | None, organisations: tuple[str, ...]) -> None:
    """Walk through drafts that graphkit read wrote: accept, edit or reject each candidate.

    Every answer is written at once, so the work can be stopped at any time. The exit status is 0 where all is
    reviewed, 1 where something is left.
    """
    from graphkit.drafting.review import Review
    from graphkit.ontology import load
    from graphkit.reading.files import read_file

    if document and len(drafts) > 1:
        raise UsageError("one document for several drafts", "review one draft at a time with --document")
    parties, ontology = gazetteer(organisations), load()
    source = read_file(document) if document else None
    done = True
    for name in drafts:
        found = Review(Path(name), parties, ontology)
        try:
            _head(found)
            _walk(found, source)
        except (_Stop, click.Abort, EOFError, KeyboardInterrupt) as error:
            stopped = "" if isinstance(error, _Stop) else "\n"
            click.echo(f"{stopped}{name}: {_left(found.left())}; every answer is kept")
            click.get_current_context().exit(0 if not found.left() else 1)
        done = _end(found) and done
    if not done:
        click.get_current_context().exit(1)


def _left(number: int) -> str:
    return f"{number or 'no'} candidate{'s' if number != 1 else ''} left"


def _head(found: Any) -> None:
    """Ask for what the document did not tell of the decision itself."""
    for key in found.missing():
        value = click.prompt(f"The document gives no {key}. What is it (Enter leaves it open)", default="", show_default=False)
        if value.strip():
            found.fill(key, value)


def _walk(found: Any, source: Any) -> None:
    """Ask for every candidate in its turn."""
    from graphkit.drafting.candidate import shown

    while True:
        asked = found.asked()
        if asked is None:
            if not _back(found):
                return
            continue
        click.echo(f"\n{shown(asked, source)}")
        letter = _answer()
        if letter == "a":
            _say(found.accept(asked.entry))
        elif letter == "e":
            _edit(found, asked)
        elif letter == "r":
            found.reject(asked.entry)
        elif letter == "s":
            found.skip(asked.entry)
        elif letter == "q":
            raise _Stop
        elif letter == "u":
            _undo(found)
        else:
            click.echo(_HELP)


def _undo(found: Any) -> None:
    step = found.undo()
    click.echo(f"taken back: {step.fact} is not {step.did} any more" if step else "there is nothing to take back")


def _back(found: Any) -> bool:
    """At the end, whether the last answer is taken back; who answers nothing, or is no person, is done."""
    try:
        said = click.prompt("\nNothing more is asked. [u]ndo the last answer, or Enter to end", default="", show_default=False)
    except click.Abort:
        click.echo()
        return False
    if said.strip().lower() != "u":
        return False
    _undo(found)
    return True


def _answer() -> str:
    """One letter of those that mean something."""
    while True:
        said: str = click.prompt("[a]ccept, [e]dit, [r]eject, [u]ndo, [s]kip, [q]uit, ?", default="?", show_default=False)
        letter = said.strip()[:1].lower()
        if letter and letter in _LETTERS:
            return letter
        click.echo(_HELP)


def _say(wrong: list[Problem]) -> None:
    """Why a candidate was not taken."""
    from graphkit.render import text

    for problem in wrong:
        click.echo(text(f"not taken: {problem.what}; {problem.instead}"))


def _edit(found: Any, asked: Any) -> None:
    """Change a candidate until it can be taken, or until nothing is changed any more."""
    import os
    import sys

    own = asked.text
    in_editor = sys.stdin.isatty() and bool(os.environ.get("VISUAL") or os.environ.get("EDITOR"))
    while True:
        changed = click.edit(own, extension=".yaml") if in_editor else _fields(own, str(found.path))
        if changed is None or changed == own:
            click.echo("nothing was changed")
            return
        own = changed
        wrong = found.edit(asked.entry, own)
        if not wrong:
            return
        _say(wrong)


def _fields(own: str, file: str) -> str:
    """Ask for fields and their values, one after the other."""
    from graphkit.drafting.entries import with_field
    from graphkit.errors import InputError
    from graphkit.render import text

    while key := click.prompt("field (Enter ends)", default="", show_default=False).strip():
        if not key.isidentifier():
            click.echo(text(f"{key} is no name of a field"))
            continue
        value = click.prompt(f"{key} (as data files write it; - takes it out)", default="", show_default=False).strip()
        try:
            own = with_field(own, key, value or "null", file)
        except InputError as error:
            _say(error.problems)
    return own


def _end(found: Any) -> bool:
    """Say how the review of a draft stands once nothing more is asked; whether all of it is done."""
    from graphkit.render import text

    if found.left():
        click.echo(f"\n{found.path}: {_left(found.left())}, skipped for now")
        return False
    if wrong := found.finish():
        for problem in wrong:
            click.echo(text(str(problem)))
        click.echo("Every candidate is answered for, and the file is a draft until this is put right.")
        return False
    click.echo(f"\n{found.path}: all is reviewed. It is data now: graphkit build --store DIR data {found.path}")
    return True
