"""The text of a draft, entry by entry: found by its place, and changed without touching anything else in the file."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from graphkit import tree
from graphkit.errors import InputError, Problem
from graphkit.ontology import Ontology
from graphkit.read.decisions import ASIDE
from graphkit.tree import Mapping, Scalar, Sequence

#: How far the review of an entry is; an entry that says nothing was written by a person.
OPEN, TAKEN, REJECTED, RECALLED = "false", "true", *ASIDE


class Entry(NamedTuple):
    """One fact of a draft: its lines (from 0, the end not in them), the column at which it starts, and its state."""

    section: str
    id: str
    node: Mapping
    first: int
    end: int
    indent: int
    state: str | None


def parsed(text: str, file: str) -> Mapping:
    """A draft's tree. Raises InputError where the text is no map in YAML, or has no ``status``."""
    root = _mapping(text, file)
    if not isinstance(root.entries.get("status"), Scalar):
        raise InputError([Problem(file, 1, 1, "no draft: it has no status", "give a file that graphkit read wrote")])
    return root


def entries(text: str, file: str, ontology: Ontology) -> list[Entry]:
    """Every fact of a draft, in the order of the file."""
    root, lines = parsed(text, file), text.split("\n")
    found = list(_nodes(root, ontology))
    if shared := [node for (_, node), (_, other) in pairwise(found) if node.line == other.line]:
        raise InputError([Problem(file, shared[0].line, 1, "two facts on one line", "write each on lines of its own")])
    # A fact ends where the next one or the next section begins, without the comments that belong to what follows.
    starts = sorted({node.line for _, node in found} | {key.line for key in root.keys.values()} | {len(lines) + 1})
    made = []
    for section, node in found:
        end = next(line for line in starts if line > node.line) - 1
        while end > node.line and (not (last := lines[end - 1].strip()) or last.startswith("#") or last == "-"):
            end -= 1
        name, state = node.entries.get("id"), node.entries.get("reviewed")
        made.append(
            Entry(
                section,
                name.text if isinstance(name, Scalar) else "",
                node,
                node.line - 1,
                end,
                node.column - 1,
                state.text if isinstance(state, Scalar) else None,
            )
        )
    return made


def _nodes(root: Mapping, ontology: Ontology) -> Iterator[tuple[str, Mapping]]:
    sections = {relation.section for relation in ontology.relations.values()}
    for key, node in root.entries.items():
        if key in sections and isinstance(node, Sequence):
            yield from ((key, item) for item in node.items if isinstance(item, Mapping))


def block(text: str, entry: Entry) -> str:
    """An entry's own YAML, as if it stood alone."""
    lines = text.split("\n")[entry.first : entry.end]
    rest = [line[entry.indent :] if not line[: entry.indent].strip() else line.lstrip() for line in lines[1:]]
    return "\n".join([lines[0][entry.indent :], *rest]) + "\n"


def replaced(text: str, entry: Entry, new: str) -> str:
    """The text with other YAML in an entry's place."""
    lines, first, *rest = text.split("\n"), *new.rstrip("\n").split("\n")
    head = lines[entry.first][: entry.indent]
    lines[entry.first : entry.end] = [head + first, *(" " * entry.indent + line if line else line for line in rest)]
    return "\n".join(lines)


def marked(text: str, entry: Entry, state: str) -> str:
    """The text with another state of an entry."""
    node = entry.node.entries.get("reviewed")
    if not isinstance(node, Scalar):
        return replaced(text, entry, block(text, entry) + f"reviewed: {state}\n")
    return put(text, node, state)


def put(text: str, node: Scalar, value: str) -> str:
    """The text with another word in the place of a plain one; a null that is not written is written."""
    lines = text.split("\n")
    line, column = lines[node.line - 1], node.column - 1
    width = len(node.text)
    if node.quoted or line[column : column + width] != node.text:
        what = f"{node.text!r} stands in quotes or over several lines"
        raise InputError([Problem("(draft)", node.line, node.column, what, "write it as one plain word")])
    gap = " " if width == 0 and not line[:column].endswith(" ") else ""
    lines[node.line - 1] = f"{line[:column]}{gap}{value}{line[column + width :]}"
    return "\n".join(lines)


def with_field(block: str, key: str, value: str, file: str) -> str:
    """An entry's YAML with another value of one field, in the form of data files; ``-`` takes the field out.

    >>> with_field("id: a\\nstage: paid\\nlocators: [b]\\n", "stage", "approved", "")
    'id: a\\nstage: approved\\nlocators: [b]\\n'
    >>> with_field("id: a\\nstage: paid\\n", "stage", "-", "")
    'id: a\\n'
    """
    root, lines = _mapping(block, file), block.rstrip("\n").split("\n")
    starts = [node.line - 1 for node in root.keys.values()]
    if len(set(starts)) < len(starts) or any(node.column != 1 for node in root.keys.values()):
        raise InputError([Problem(file, 1, 1, "the fact stands on one line", "edit it in an editor: set EDITOR")])
    if key in root.entries:
        first = root.keys[key].line - 1
        end = next((start for start in starts if start > first), len(lines))
    else:
        first = end = root.keys["locators"].line - 1 if "locators" in root.entries else len(lines)
    lines[first:end] = [] if value == "-" else [f"{key}: {value}"]
    new = "\n".join(lines) + "\n"
    _mapping(new, file)
    return new


def _mapping(text: str, file: str) -> Mapping:
    """The map that a text is; InputError where it is none."""
    problems: list[Problem] = []
    try:
        root = tree.parse(text.encode(), file, problems)
    except tree.Unreadable as error:
        raise InputError([error.problem]) from None
    if problems or not isinstance(root, Mapping):
        raise InputError(problems or [Problem(file, 1, 1, "no keys", "write key: value on each line")])
    return root
