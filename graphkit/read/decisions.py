"""Decision files and organisation files (YAML): the form of ``data/``.

Reading keeps nodes: what a field means is known only once all parties are, so the values are made in
:mod:`graphkit.facts`.
"""

import os
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphkit import money, names, tree
from graphkit.errors import Problem
from graphkit.model import Organisation
from graphkit.ontology import Ontology, Relation
from graphkit.read import parties
from graphkit.tree import Mapping, Node, Scalar, Sequence, Unreadable

ENDINGS = (".yaml", ".yml")
MAX_BYTES = tree.MAX_BYTES

HEAD = ("reference", "aliases", "title", "url", "date_signed", "date_between", "decided_by", "programmes", "cites", "notes")
#: What a file has besides where a program drafted it: how far its review is, what it was read from, and parties that it met.
DRAFTED = ("status", "read_from", "organisations", "findings", "journal")
STATUS = ("draft", "reviewed")
#: What ``reviewed`` says of a candidate that is no fact: taken back by a reviewer, or only recalled by the text.
ASIDE = ("rejected", "recalled")
#: A dataset's own card: title, publisher, licence, and the counts that it asserts.
_CARD = ("title", "publisher", "register", "licence", "licence_url", "attribution", "assertions")


class Draft(NamedTuple):
    """One fact as written: its kind, its id within the decision, its fields as nodes."""

    relation: Relation
    id: str
    place: Node
    fields: dict[str, Node]


class Sheet(NamedTuple):
    """What one file holds: parties, judgements, a dataset's counts, or a decision's head with its drafts."""

    file: str
    organisations: tuple[tuple[Organisation, Mapping], ...] = ()
    decision: str = ""
    place: Node = Scalar(1, 1, "", False)
    head: dict[str, Node] = {}  # noqa: RUF012 - a named tuple's default, never written to
    drafts: tuple[Draft, ...] = ()
    assertions: tuple[tuple[str, Scalar], ...] = ()
    judgements: tuple[Node, ...] = ()
    status: str = ""


def read(data: bytes, file: str, ontology: Ontology, problems: list[Problem]) -> Sheet:
    """The sheet of one file; what is wrong with it goes to ``problems``."""
    try:
        root = tree.parse(data, file, problems)
    except Unreadable as error:
        problems.append(error.problem)
        return Sheet(file)
    if not isinstance(root, Mapping):
        problems.append(Problem(file, 1, 1, "no keys", "start with reference: and title:, or organisations:"))
        return Sheet(file)
    if "organisations" in root.entries and "reference" not in root.entries:
        return Sheet(file, organisations=tuple(parties.read(root, file, ontology, problems)))
    if "judgements" in root.entries:
        return Sheet(file, judgements=_judgements(root, file, problems))
    if "publisher" in root.entries:
        return Sheet(file, assertions=tuple(_assertions(root, file, problems)))
    return _decision(root, file, ontology, problems)


def _assertions(root: Mapping, file: str, problems: list[Problem]) -> Iterator[tuple[str, Scalar]]:
    """What a dataset's card says it holds: ``("decisions", 5)``, ``("facts.flows", 40)``, as written."""
    for key in set(root.entries) - set(_CARD):
        problems.append(Problem(file, root.keys[key].line, 1, f"no such key: {key}", "write one of " + ", ".join(_CARD)))
    waiting = [("", root.entries.get("assertions"))]
    while waiting:
        name, node = waiting.pop()
        if isinstance(node, Mapping):
            waiting += [(f"{name}.{key}".lstrip("."), item) for key, item in node.entries.items()]
        elif isinstance(node, Scalar) and re.fullmatch(r"[0-9]{1,9}", node.text):
            yield name, node
        elif node is not None:
            problems.append(Problem(file, node.line, node.column, f"{name}: no count", "write a whole number"))


def _judgements(root: Mapping, file: str, problems: list[Problem]) -> tuple[Node, ...]:
    """The entries of a file of judgements, as written; what they mean is known once all facts are."""
    for key in set(root.entries) - {"judgements"}:
        node = root.keys[key]
        problems.append(Problem(file, node.line, node.column, f"no such key: {key}", "keep judgements in a file of their own"))
    listed = root.entries["judgements"]
    if isinstance(listed, Sequence):
        return tuple(listed.items)
    if not isinstance(listed, Scalar) or not listed.null:
        problems.append(Problem(file, listed.line, listed.column, "judgements: no list", "write - fact: ... for each judgement"))
    return ()


def _decision(root: Mapping, file: str, ontology: Ontology, problems: list[Problem]) -> Sheet:
    def report(node: Node, what: str, instead: str) -> None:
        problems.append(Problem(file, node.line, node.column, what, instead))

    stem = os.path.splitext(os.path.basename(file))[0]
    status = _status(root, report)
    reference = root.entries.get("reference")
    if status == STATUS[0] and isinstance(reference, Scalar) and reference.null:
        # Until somebody knows the reference, a draft goes by the name of its file.
        reference = reference._replace(text=stem)
    if not isinstance(reference, Scalar) or reference.null:
        report(reference or root, "no reference", "start with reference: PCD 172")
        return Sheet(file)
    id = names.decision_id(reference.text)
    if stem not in (id, "-"):
        report(reference, f"the reference {reference.text!r} does not fit the file's name", f"name the file {id}.yaml")
    sections = {relation.section: relation for relation in ontology.relations.values()}
    drafts: list[Draft] = []
    seen: dict[str, int] = {}
    for key, node in root.entries.items():
        if key in HEAD or (status and key in DRAFTED):
            continue
        relation = sections.get(key)
        if key == "organisations":
            report(root.keys[key], "organisations in the file of a decision", "keep organisations in a file of their own")
            continue
        if relation is None:
            near = names.near(key, [*HEAD, *sections])
            report(root.keys[key], f"no such key: {key}", "write " + " or ".join(near or sorted(sections)))
            continue
        if isinstance(node, Scalar) and node.null:
            continue
        if not isinstance(node, Sequence):
            report(node, f"{key}: no list", "write - id: ... for each")
            continue
        for item in node.items:
            name = item.entries.get("id") if isinstance(item, Mapping) else None
            if not isinstance(item, Mapping) or not isinstance(name, Scalar):
                report(item, f"{key}: an entry without id", "start it with - id: a-short-name")
                continue
            if name.text == money.OWN:
                report(name, "id: own is the word for own money", "give it another id")
            elif not name.text or name.text != names.slug(name.text):
                report(name, f"id: {name.text!r} is no slug", f"write {names.slug(name.text) or 'letters and digits'}")
            elif name.text in seen:
                report(name, f"the id {name.text} stands twice (first in line {seen[name.text]})", "give one another id")
            seen.setdefault(name.text, name.line)
            fields = {k: v for k, v in item.entries.items() if k != "id"}
            taken = fields.get("reviewed")
            if status and isinstance(taken, Scalar) and taken.text in ASIDE:
                continue
            for k in [k for k in fields if k not in relation.fields]:
                near = names.near(k, relation.fields)
                report(item.keys[k], f"{key}: no such field: {k}", "write one of " + ", ".join(near or relation.fields))
                del fields[k]
            drafts.append(Draft(relation, name.text, item, fields))
    head = {k: v for k, v in root.entries.items() if k in HEAD} | {"reference": reference}
    parties_of = root.entries.get("organisations") if status else None
    met = None if parties_of is None or (isinstance(parties_of, Scalar) and parties_of.null) else parties_of
    listed = tuple(parties.read(_alone(root, "organisations"), file, ontology, problems)) if met else ()
    return Sheet(file, listed, id, root, head, tuple(drafts), status=status)


def _status(root: Mapping, report: Callable[[Node, str, str], None]) -> str:
    """How far the review of a file is that a program drafted; nothing for every other file."""
    node = root.entries.get("status")
    if node is None or (isinstance(node, Scalar) and node.text in STATUS):
        return node.text if isinstance(node, Scalar) else ""
    report(node, "status: none of its words", "write " + " or ".join(STATUS) + ", or leave it out")
    return STATUS[1]


def _alone(root: Mapping, key: str) -> Mapping:
    """A mapping with one of its keys."""
    return root._replace(entries={key: root.entries[key]}, keys={key: root.keys[key]})
