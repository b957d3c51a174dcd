"""The whole way in: read → resolve → facts → store."""

from collections.abc import Sequence
from typing import NamedTuple

from graphkit import auditing, packaged
from graphkit.auditing import Finding
from graphkit.errors import InputError, Problem, UsageError
from graphkit.facts import collect
from graphkit.model import Content
from graphkit.ontology import Ontology, load
from graphkit.read import read
from graphkit.read.decisions import STATUS, Sheet


class Built(NamedTuple):
    """What a build made: the store's folder, the build's own folder in it, and counts."""

    store: str
    folder: str
    counts: dict[str, int]


def check(sources: Sequence[str] | str = (), ontology: Ontology | None = None, *, drafts: bool = False) -> Content:
    """Read and check data files without building; the packaged data by default.

    With ``drafts``, files that a program read and nobody has reviewed to the end are taken as well.

    Raises InputError with every problem of every file.

    >>> len(check().decisions) >= 5
    True
    """
    ontology = ontology or load()
    problems: list[Problem] = []
    listed = [sources] if isinstance(sources, str) else [*sources] or [packaged.path("data")]
    reading = read(listed, ontology, problems)
    problems += [] if drafts else map(_refused, filter(_unreviewed, reading.sheets))
    content = collect(reading, ontology, problems)
    if not problems and not any(content):
        problems = [Problem(source, 1, 1, "no data files", "give a decision file, or a folder of them") for source in listed]
    if problems:
        raise InputError(problems)
    return content


def _unreviewed(sheet: Sheet) -> bool:
    return sheet.status == STATUS[0]


def _refused(sheet: Sheet) -> Problem:
    what = "a draft: a program read it, and nobody has reviewed all of it"
    return Problem(sheet.file, 1, 1, what, f"review it with graphkit review {sheet.file}, or take it as it is with --drafts")


def audit(sources: Sequence[str] | str = (), ontology: Ontology | None = None) -> list[Finding]:
    """What is well formed in data files and should yet be looked at; the packaged data by default.

    Returns findings by decision and rule, each with what explains it; see :mod:`graphkit.auditing`. Raises
    InputError as :func:`check` does.

    >>> [finding.facts for finding in audit() if not finding.explained_by]
    []
    """
    ontology = ontology or load()
    return auditing.audit(check(sources, ontology), ontology)


def build(
    sources: Sequence[str] | str = (),
    store: str | None = None,
    *,
    rdf: bool = True,
    wait: float = 60,
    again: bool = True,
    drafts: bool = False,
) -> Built:
    """Build a store from data files: all of it, or nothing.

    ``store`` is a folder, the user's own store by default. A build that fails, or is killed, leaves the
    store as it was. ``rdf=False`` leaves the RDF index to its first use. ``wait``: seconds to wait for
    another build to end. ``again=False`` keeps a build of the same packaged data that another process made
    meanwhile. ``drafts=True`` takes drafts that nobody has reviewed to the end: what nobody has reviewed of
    them is marked in every answer.

    Raises InputError for bad files, StoreLocked where another build goes on too long, StoreError where the
    folder cannot be written, UsageError for sources without a store: the user's own holds the packaged data.
    """
    from graphkit import home
    from graphkit.publish import publish

    if sources and store is None:
        raise UsageError("data files of your own without a store of your own", "say where to build it: --store DIR")
    ontology = load()
    content = check(sources, ontology, drafts=drafts)
    state = home.packaged_state() if not sources else ""
    folder = store or home.folder()
    made, counts = publish(folder, content, ontology, state, rdf=rdf, wait=wait, again=again)
    return Built(folder, made, counts)
