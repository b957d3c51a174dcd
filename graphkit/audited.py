"""The audit of anything: data files, a store, a decision by its reference, a document as it is published."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from graphkit import names
from graphkit.auditing import Finding, audit
from graphkit.auditing.report import answered, called
from graphkit.builder import check
from graphkit.contents import content as content_of
from graphkit.errors import DocumentError, UnknownName
from graphkit.model import Content
from graphkit.read import STDIN
from graphkit.reading.fields import references
from graphkit.store import Store, current

#: Endings of the files that are documents; every other file is data.
DOCUMENTS = (".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt")


class Sources(NamedTuple):
    """What is to be audited, by what it is."""

    data: list[str]
    stores: list[str]
    documents: list[str]
    decisions: list[str]


def sorted_out(sources: Iterable[str]) -> Sources:
    """What each source is: a file or folder that is there, a store, or else a decision's reference.

    >>> sorted_out(["PCD 172", "-", "a.pdf", "missing.yaml"])
    Sources(data=['-', 'missing.yaml'], stores=[], documents=['a.pdf'], decisions=['PCD 172'])
    """
    found = Sources([], [], [], [])
    for source in sources:
        if os.path.isdir(source) and current(source):
            found.stores.append(source)
        elif source.casefold().endswith(DOCUMENTS) and not os.path.isdir(source):
            found.documents.append(source)
        elif source == STDIN or os.path.exists(source) or (not references(source) and os.path.splitext(source)[1]):
            found.data.append(source)
        else:
            found.decisions.append(source)
    return found


def audited(sources: Sequence[str] = (), *, rule: str | None = None, only_unexplained: bool = False) -> dict[str, Any]:
    """What should be looked at in data files, stores, documents or decisions; without any, in the packaged data.

    Decisions are looked up in the data and stores that are given with them, else in the packaged data. Nothing explains
    what is found in a document. The answer is that of :func:`graphkit.auditing.report.answered`.

    Raises InputError for bad data files, DocumentError for every document that cannot be read, UnknownName where there is
    no such decision or rule.

    >>> answer = audited(["PCD 1514"], rule="year-mismatch")
    >>> [(row["decision"], row["severity"], row["explained_by"]) for row in answer["findings"]]
    [('PCD 1514', 'warning', ['pcd-1514/probation-money-later-year'])]
    """
    given = sorted_out(sources)
    held = [check(given.data)] if given.data else []
    for folder in given.stores:
        with Store.open(folder) as store:
            held.append(content_of(store))
    if given.decisions or not sources:
        held = held or [check()]
    wanted = {_decision(held, written) for written in given.decisions}
    found = [
        row for content in held for row in called(content, audit(content)) if not given.decisions or row[1].decision in wanted
    ]
    if given.documents:
        found += _documents(given.documents)
    return answered(found, rule=rule, only_unexplained=only_unexplained)


def _decision(held: Iterable[Content], written: str) -> str:
    """The id of the decision that a reference, its own or another one, stands for."""
    wanted = names.decision_id(written)
    known: dict[str, str] = {}
    for content in held:
        for decision in content.decisions:
            for reference in (decision.reference, *decision.aliases):
                known[reference] = decision.id
    ids = {names.decision_id(reference): id for reference, id in known.items()}
    if wanted in ids:
        return ids[wanted]
    near = names.near(written, known) or sorted(known)[:5]
    raise UnknownName(written, near, "there is no file and no decision")


def _documents(paths: Sequence[str]) -> list[tuple[str, Finding]]:
    """Findings of documents, each with what its document is called; DocumentError says all that cannot be read."""
    from graphkit.auditing.documents import findings
    from graphkit.reading.files import read_files

    content = check()
    known = {id for one in content.decisions for id in (one.id, *map(names.decision_id, one.aliases))}
    found, wrong = list[tuple[str, Finding]](), list[DocumentError]()
    for reading in read_files(paths, content.organisations):
        if isinstance(reading, DocumentError):
            wrong.append(reading)
        else:
            found += [(one.decision, one) for one in findings(reading.document, reading, known)]
    if wrong:
        raise DocumentError("\n".join(map(str, wrong)), wrong[0].hint)
    return found
