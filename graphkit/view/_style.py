"""The visual language: what colour, dashes, width and shape mean. The legend is made from the same values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graphkit.view._facts import Fact
from graphkit.view._text import clean

# Okabe and Ito's palette, safe for the usual kinds of colour blindness; the order puts the ones with
# the most contrast first and leaves out yellow, which does not show on white.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b07800", "#2f8fc8", "#6b6b6b")
_PLAIN_DASHES: tuple[list[int], ...] = ([7, 5], [3, 4], [10, 3, 3, 3, 3, 3], [14, 4, 4, 4])
AUTHORITY_DASHES = [12, 4, 3, 4]
UNKNOWN_DASHES = [2, 5]
INFERRED_DASHES = [18, 8]
BOTH_DASHES = [18, 6, 2, 6]
MEMBER_DASHES = [1, 5]
FAINT = 0.5  # opacity of what is inferred
THIN, THICK = 1.6, 10.0

# Drawn in a box of 16 by 16; the same text serves the canvas (Path2D) and the legend (SVG).
GLYPHS = (
    "M8 2A6 6 0 1 0 8 14A6 6 0 1 0 8 2Z",
    "M2.5 2.5H13.5V13.5H2.5Z",
    "M8 1.5L14.5 13.5H1.5Z",
    "M8 1L15 8L8 15L1 8Z",
    "M4.6 2H11.4L15 8L11.4 14H4.6L1 8Z",
    "M8 14.5L1.5 2.5H14.5Z",
    "M6 2H10V6H14V10H10V14H6V10H2V6H6Z",
    "M8 1.5L14.6 6.3L12.1 14H3.9L1.4 6.3Z",
    "M2 12A6 7 0 0 1 14 12Z",
    "M1.5 5.5H14.5V10.5H1.5Z",
    "M8 1L10 6H15L11 9.3L12.6 14.6L8 11.4L3.4 14.6L5 9.3L1 6H6Z",
    "M2 2L14 8L2 14Z",
)


@dataclass(frozen=True)
class Relation:
    """One entry of the legend."""

    name: str
    label: str
    definition: str
    carries: str | None
    index: int
    dashes: list[int] | None

    @property
    def colour(self) -> str:
        return COLOURS[self.index % len(COLOURS)]


def legend(relations: Sequence[Mapping[str, Any]], drawn: Iterable[Fact]) -> dict[str, Relation]:
    """The relations as given, then any that only the graph knows, so that no line is without meaning."""
    told: list[Mapping[str, Any]] = list(relations)
    known = {str(r.get("name")) for r in told}
    for fact in drawn:
        if fact.relation not in known:
            known.add(fact.relation)
            told.append({"name": fact.relation, "label": fact.label, "carries": fact.carries})
    found: dict[str, Relation] = {}
    plain = 0
    for index, given in enumerate(told):
        carries = given.get("carries")
        dashes: list[int] | None = None if carries == "money" else AUTHORITY_DASHES
        if carries not in ("money", "authority"):
            dashes, plain = _PLAIN_DASHES[plain % len(_PLAIN_DASHES)], plain + 1
        name = str(given.get("name"))
        found[name] = Relation(
            name,
            clean(given.get("label") or name, 80),
            clean(given.get("definition") or "", 400),
            str(carries) if carries else None,
            index,
            dashes,
        )
    return found


def glyphs(kinds: Iterable[str], order: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """A shape for each kind of organisation, in a fixed order; hollow ones once the shapes run out."""
    listed = [*dict.fromkeys(order), *sorted(set(kinds) - set(order))]
    shapes = {kind: {"path": GLYPHS[i % len(GLYPHS)], "hollow": i // len(GLYPHS) % 2 == 1} for i, kind in enumerate(listed)}
    return {kind: shapes[kind] for kind in sorted(set(kinds))}


def width(pence: int | None, largest: int) -> float:
    """Square root: the eye compares it well, and a million does not bury a thousand."""
    if not pence or not largest:
        return THIN
    return round(THIN + (THICK - THIN) * math.sqrt(min(1.0, pence / largest)), 2)


def dashes(relation: Relation, unknown: bool, inferred: bool) -> list[int] | None:
    """How a line is broken: what is not known goes before the kind of relation."""
    if inferred:
        return BOTH_DASHES if unknown else INFERRED_DASHES
    return UNKNOWN_DASHES if unknown else relation.dashes


def scale(largest: int) -> list[tuple[Decimal, float]]:
    """Round amounts in pounds and their widths, for the legend; ``largest`` in pence."""
    if not largest:
        return []
    most = Decimal(largest) / 100
    top = Decimal(10) ** most.adjusted()
    top *= max(k for k in (1, 2, 5) if top * k <= most)
    return [(amount, width(int(amount * 100), largest)) for amount in (top / 100, top / 10, top)]
