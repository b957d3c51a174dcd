"""Which cards a picture opens with: all parties, or the largest ones and the rest in stacks.

More than some 1,500 cards and lines are read by nobody. Then the parties through which most money runs have
cards of their own; all others lie in stacks by what they do and by kind. Nothing is left out: the page has
every fact, and opens what lies in a stack.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.view import LEGIBLE
from graphkit.view._bundles import bundles
from graphkit.view._facts import Fact
from graphkit.view._text import clean

#: Cards of an overview that are not stacks.
LARGEST = 24
#: Lines of an overview; the thinnest wait until somebody asks for them.
LINES = 72

#: What parties of a stack do with money: the columns of an overview, from the left.
ROLES = (
    "pay and are paid by nobody here",
    "are paid by those and pay on",
    "are paid further down and pay on",
    "are paid and pay nobody here",
    "neither pay nor are paid",
)


@dataclass(frozen=True)
class Stack:
    """Parties that share one card."""

    column: int
    kind: str
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Cards:
    """The card of each party: its own id, or the id of a stack; of an overview also the column of each card."""

    card: Mapping[str, str]
    stacks: Mapping[str, Stack]
    column: Mapping[str, int]

    @property
    def single(self) -> int:
        """Parties that have a card of their own."""
        return sum(card not in self.stacks for card in self.card.values())


def cards(parties: Mapping[str, Mapping[str, Any]], facts: Sequence[Fact], most: int | None = None) -> Cards:
    """Cards for parties (id -> what is known of it); ``most``: how many may have one of their own."""
    single = {party: party for party in parties}
    pairs = [fact for fact in facts if len(fact.parties) == 2]
    if len(parties) <= (most or LEGIBLE) and (most or len(parties) + len(bundles(pairs, single)) <= LEGIBLE):
        return Cards(single, {}, {})
    through: Counter[str] = Counter()
    for fact in facts:
        if fact.counts and fact.pence:
            through.update(dict.fromkeys(set(fact.parties), fact.pence))
    column = _columns(parties, facts)
    largest = set(sorted(parties, key=lambda one: (-through[one], one))[: most or LARGEST])
    lying: dict[tuple[int, str], list[str]] = defaultdict(list)
    for party in sorted(set(parties) - largest):
        lying[column[party], clean(parties[party].get("kind") or "organisation", 60)].append(party)
    stacks = {f"stack {at}": Stack(*key, tuple(listed)) for at, (key, listed) in enumerate(sorted(lying.items()))}
    on = single | {party: id for id, stack in stacks.items() for party in stack.parties}
    # Those without money stand below those who only receive: a column of their own would make all others smaller.
    place = {party: column[party] for party in largest} | {id: stack.column for id, stack in stacks.items()}
    return Cards(on, stacks, {id: min(at, 3) for id, at in place.items()})


def _columns(parties: Mapping[str, Any], facts: Sequence[Fact]) -> dict[str, int]:
    """The place of each party in ``ROLES``. Where money only runs in circles, nobody is in the first."""
    pays: dict[str, set[str]] = defaultdict(set)
    paid: set[str] = set()
    for fact in facts:
        if fact.carries == "money" and fact.directed and fact.parties[0] != fact.parties[1]:
            pays[fact.parties[0]].add(fact.parties[1])
            paid.add(fact.parties[1])
    first = {party for party in pays if party not in paid}
    near = {payee for party in first for payee in pays[party]}
    return {
        party: 0 if party in first else 4 if party not in paid else 3 if party not in pays else 1 if party in near else 2
        for party in parties
    }
