"""A reading → the text of its draft, and the file that it belongs in."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graphkit import names
from graphkit.drafting.checked import faulty
from graphkit.drafting.compose import Composer
from graphkit.drafting.parties import Parties
from graphkit.drafting.written import written
from graphkit.forms import MAX_TEXT
from graphkit.model import Organisation
from graphkit.ontology import Ontology
from graphkit.reading.facts import Party, Reading

_HEAD = """# A draft: a program read this and nobody has reviewed it. graphkit review walks you through it.
"""
_NO_REFERENCE = "# The document gives no reference: write the one it has, and name the file after it.\n"
_NEW = "# Parties that nobody in the gazetteer is called like: correct the name, write what each is, or take it out.\n"


class Draft(NamedTuple):
    """A draft: the name of its file, and its text."""

    name: str
    text: str


def drafted(
    reading: Reading,
    organisations: Sequence[Organisation],
    ontology: Ontology,
    file: str,
    findings: Iterable[Mapping[str, Any]] = (),
) -> Draft:
    """The draft of a reading, with the parties that are known; ``file`` is the file that was read.

    A field that the checks of data files would refuse becomes part of the fact's note: nothing is lost, and the draft
    loads. The name is that of the reference, else that of the file read, never a path that a document tells.
    """
    document, parties = reading.document, Parties(organisations)
    ids = [id for id in document.ids if id]
    name = f"{ids[0] if ids else names.decision_id(Path(file).stem) or 'decision'}.yaml"
    sections = Composer(reading, parties).sections()
    post = reading.decided_by or (Party(document.decided_by) if document.decided_by else None)
    decider = parties.written(post, "", "role") if parties.proper(post) else None
    cited = [id for id in dict.fromkeys(map(names.decision_id, reading.references)) if any(map(str.isalpha, id))]
    head = {
        "status": "draft",
        "reference": names.reference(ids[0]) if ids else None,
        "aliases": [names.reference(id) for id in ids[1:]],
        "title": (document.title or "").strip()[:MAX_TEXT] or None,
        "url": None,
        "date_signed": document.date_signed,
        "decided_by": decider if isinstance(decider, str) else None,
        "cites": [names.reference(id) for id in cited],
        "read_from": os.path.basename(file),
    }

    def text() -> str:
        kept = {key: value for key, value in head.items() if value != [] or key == "cites"}
        comment = _HEAD + ("" if ids else _NO_REFERENCE)
        parts = [comment + written(kept)]
        parts += [_NEW + written({"organisations": parties.new})] if parties.new else []
        parts += [f"{section}:\n" + "\n".join(written([one]) for one in listed) for section, listed in sections.items()]
        parts += [written({"findings": plain})] if (plain := [dict(finding) for finding in findings]) else []
        return "\n".join(parts)

    findings = list(findings)
    return Draft(name, _fitted(text, sections, name, organisations, ontology))


def _fitted(
    text: Any, sections: dict[str, list[dict[str, Any]]], name: str, organisations: Sequence[Organisation], ontology: Ontology
) -> str:
    """The text once every field that the checks refuse, and that a fact can do without, stands in its note."""
    needed = {relation.section: {*relation.requires, "id"} for relation in ontology.relations.values()}
    for _ in range(4):  # a field may fail only once another one is gone
        wrong, changed = faulty(made := text(), name, organisations, ontology), False
        for section, listed in sections.items():
            for entry in listed:
                for problem in wrong.get(entry["id"], ()):
                    key, _, what = problem.what.partition(": ")
                    if key in entry and key not in needed[section] and key != "note":
                        said = f"{key} as read: {_plain(entry.pop(key))} ({what})"
                        entry["note"] = "; ".join(filter(None, [entry.get("note"), said]))[:MAX_TEXT]
                        changed = True
        if not changed:
            return str(made)
    return str(text())


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
