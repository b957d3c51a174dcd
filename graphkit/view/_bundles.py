"""Facts of one relation between the same two cards, drawn as one line: what it says, and how thick it is.

The page does the same in ``bundle.js`` when a filter takes facts away; a test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graphkit.view._facts import Fact
from graphkit.view._text import money

#: The most characters on a line of the picture.
TAG = 44


@dataclass(frozen=True)
class Bundle:
    """One line between two cards."""

    source: str
    target: str
    facts: tuple[Fact, ...]

    @property
    def first(self) -> Fact:
        return self.facts[0]

    @property
    def tag(self) -> str:
        """What is written on the line: ``3 grants, £198,427``."""
        return tag(self.facts)

    @property
    def years(self) -> str:
        """The years that it touches: ``2015/16 to 2018/19``."""
        found = sorted({year for fact in self.facts for year in fact.years})
        return "" if not found else found[0] if found[0] == found[-1] else f"{found[0]} to {found[-1]}"

    @property
    def pence(self) -> int | None:
        """What its width shows: the largest sum of one stage; None where no amount is stated."""
        return max((sum(pence) for pence in _sums(self.facts).values()), default=None)

    @property
    def unknown(self) -> bool:
        return all(fact.unknown for fact in self.facts)

    @property
    def inferred(self) -> bool:
        return all(fact.inferred for fact in self.facts)

    @property
    def conditional(self) -> bool:
        return any(fact.conditional for fact in self.facts)


def bundles(facts: Iterable[Fact], card: Mapping[str, str]) -> list[Bundle]:
    """Lines between cards, from facts of two parties; ``card`` tells on which card a party stands.

    What runs inside one card is left out, but for a party that pays itself.
    """
    found: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        a, b = (card[party] for party in fact.parties)
        if a != b or fact.parties[0] == fact.parties[1]:
            found[(a, b, fact.relation) if fact.directed else (min(a, b), max(a, b), fact.relation)].append(fact)
    return [Bundle(a, b, tuple(listed)) for (a, b, _), listed in sorted(found.items())]


def tag(facts: Sequence[Fact]) -> str:
    """What facts of one relation come to, in a few characters.

    Stages are never added; what is told again later is not counted.
    """
    counted = [fact for fact in facts if fact.counts] or list(facts)
    if len(counted) == 1:
        return counted[0].tag
    if counted[0].carries != "money":
        return f"{len(counted)}×"
    granted = all(fact.data.get("instrument") == "grant" for fact in counted)
    told = f"{len(counted):,} grants" if granted else f"{len(counted):,} flows"
    stages = {fact.stage for fact in counted if fact.pence is not None}
    if len(stages) > 2:
        return f"{told} in {len(stages)} stages"
    parts = []
    for (stage, currency), pence in sorted(_sums(counted).items()):
        kinds = {fact.data.get("amount_kind") or "exact" for fact in counted if (fact.stage, fact.currency) == (stage, currency)}
        kind = "up_to" if "up_to" in kinds else "exact" if kinds == {"exact"} else "approx"
        parts.append(money(Decimal(sum(pence)) / 100, kind, currency) + (f" {stage}" if len(stages) > 1 and stage else ""))
    blank = sum(fact.pence is None for fact in counted)
    if parts and blank:
        parts.append(f"{blank} not stated")
    text = f"{told}, {'; '.join(parts) or '?'}"
    return text if len(text) <= TAG else text[: TAG - 1].rstrip() + "…"


def _sums(facts: Iterable[Fact]) -> dict[tuple[str, str], list[int]]:
    """The stated amounts that count, by stage and currency."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for fact in facts:
        if fact.counts and fact.pence is not None:
            found[fact.stage, fact.currency].append(fact.pence)
    return found
