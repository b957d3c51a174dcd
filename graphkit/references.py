"""Other references of a decision (an older number, a slip of the pen): each leads to that one decision.

What names a decision by another reference of it is read as if it named it by its own.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graphkit import names
from graphkit.errors import Problem
from graphkit.forms import DECISIONS
from graphkit.model import Decision, Fact
from graphkit.ontology import Ontology
from graphkit.read import Reading
from graphkit.tree import Scalar, Sequence

Others = Mapping[str, str]


def others(reading: Reading, decisions: Mapping[str, Decision], problems: list[Problem]) -> Others:
    """The id that each other reference would have, and the id of its decision; what is wrong goes to ``problems``.

    ``decisions`` are those of the reading's sheets, by id.
    """
    read_back = {decision.id: decision for content in reading.content for decision in content.decisions}
    known = {**read_back, **decisions}
    places = dict(_places(reading))
    found: dict[str, str] = {}
    for id, alias in [(id, alias) for id, decision in sorted(known.items()) for alias in decision.aliases]:
        key, wrong = names.decision_id(alias), ("", "")
        if not re.search(r"[a-z]", key):
            wrong = (f"{alias!r} is no reference", "write a reference such as PCD 850")
        elif key != id and key in known:
            wrong = (f"{alias} is the reference of another decision here", "leave it out, or correct one of the two")
        elif found.setdefault(key, id) != id:
            wrong = (f"{alias} leads to {known[found[key]].reference} already", "keep it with one of the two")
        if any(wrong):
            problems.append(Problem(*places.get((id, alias), ("(sources)", 1, 1)), f"aliases: {wrong[0]}", wrong[1]))
    return {key: id for key, id in found.items() if key not in known}


def _places(reading: Reading) -> Iterator[tuple[tuple[str, str], tuple[str, int, int]]]:
    """Where each other reference of a decision stands."""
    for sheet in reading.sheets:
        node = sheet.head.get("aliases")
        for item in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(item, Scalar):
                yield (sheet.decision, item.text.strip()), (sheet.file, item.line, item.column)


def of_decision(decision: Decision, others: Others) -> Decision:
    """The decision, with each that it cites by its own reference.

    >>> of_decision(Decision("pcd-2", "PCD 2", "Invented", cites=("dmpcd-79", "pcd-0")), {"dmpcd-79": "pcd-1"}).cites
    ('pcd-0', 'pcd-1')
    """
    return decision._replace(cites=_one(decision.cites, others))


def of_fact(fact: Fact, others: Others, ontology: Ontology) -> Fact:
    """The fact, with each decision that it names, in whatever it tells, by its own reference."""
    keys = {key for key in ontology.relations[fact.relation].fields if ontology.fields[key].form in DECISIONS}
    if not others or not keys:
        return fact
    return fact._replace(
        values={key: _one(value, others) if key in keys else value for key, value in fact.values.items()},
        told=tuple(t._replace(value=_one(t.value, others)) if t.field in keys else t for t in fact.told),
        judged=tuple(j._replace(use=_one(j.use, others)) if j.field in keys else j for j in fact.judged),
    )


def _one(value: Any, others: Others) -> Any:
    """A decision's id, or several in their order."""
    if isinstance(value, tuple):
        return tuple(sorted({others.get(id, id) for id in value}))
    return others.get(value, value)
