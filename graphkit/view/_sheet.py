"""What every form of the picture is made of: facts, legend, cards and lines, worked out once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.view import _style
from graphkit.view._cards import cards
from graphkit.view._draw import Drawing, drawing
from graphkit.view._facts import Fact, facts
from graphkit.view._payload import kind_of


@dataclass(frozen=True)
class Sheet:
    """A graph, ready to be shown."""

    parties: Mapping[str, Mapping[str, Any]]  # id -> what is known of it, in order of id
    facts: Sequence[Fact]
    relations: Mapping[str, _style.Relation]
    kinds: Mapping[str, Mapping[str, Any]]  # kind -> its shape, in the order of the legend
    drawn: Drawing


def sheet(
    graph: Any,
    relations: Sequence[Mapping[str, Any]],
    order: Sequence[str] = (),
    uncounted: Collection[str] = (),
    most: int | None = None,
) -> Sheet:
    """What is drawn of a graph, and how."""
    parties: dict[str, Mapping[str, Any]] = dict(sorted((str(node), data) for node, data in graph.nodes(data=True)))
    found = facts(graph, {str(relation.get("name")): relation for relation in relations}, uncounted)
    kinds = _style.glyphs({kind_of(data) for data in parties.values()}, order)
    drawn = drawing(parties, found, cards(parties, found, most))
    return Sheet(parties, found, _style.legend(relations, found), kinds, drawn)
