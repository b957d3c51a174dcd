"""The numbers and places of recommendations: as printed, or counted where a conversion lost them."""

import itertools
from collections.abc import Iterator, Sequence

from graphkit.reading.parts import Part

Place = tuple[str, bool, str]


def places(parts: Sequence[Part], headed: bool) -> Iterator[Place]:
    """Number, whether it was counted, and place, of each part of the recommendations.

    Bullets that no heading is over are bullets of the decision; under a heading they are recommendations.

    >>> lost = [Part("item", "Accept it.", "recommendation", mark="single", number="1")] * 2
    >>> list(places(lost, headed=True))
    [('1', True, 'recommendation 1'), ('2', True, 'recommendation 2')]
    """
    kinds = {part.mark for part in parts}
    top = next((kind for kind in ("single", "dotted", "bullet", "letter") if kind in kinds), "")
    if not top:
        yield from _unmarked(parts)
        return
    base = min(part.indent for part in parts if part.mark == top)
    # Numbers may be set flush right, and so begin a little further in.
    inside = base + (1 if top == "bullet" else 2)
    tops = [part for part in parts if part.mark == top and part.indent < inside]
    printed = _printed(tops, top)
    name = "decision bullet" if top == "bullet" and not headed else "recommendation"
    count, last = 0, ""
    for part in parts:
        if part.mark == top and part.indent < inside:
            count += 1
            number = part.number if printed else str(count)
            last = f"{name} {number}"
            yield number, not printed, last
        elif (part.mark and last) or (last.startswith("recommendation ") and part.kind == "item"):
            yield part.number, False, last
        elif name == "decision bullet":
            yield "", False, f"decision paragraph {'after' if last else 'before'} the bullets"
        else:
            yield "", False, "recommendation"


def _printed(tops: Sequence[Part], kind: str) -> bool:
    """Whether the numbers are as somebody wrote them: they go up."""
    if kind == "single":
        numbers = [int(part.number) for part in tops]
        return all(a < b for a, b in itertools.pairwise(numbers))
    return kind != "bullet"


def _unmarked(parts: Sequence[Part]) -> Iterator[Place]:
    """Paragraphs without numbers: counted where there are several beside the words that lead to them."""
    several = sum(not part.text.endswith(":") for part in parts) > 1
    count = 0
    for part in parts:
        if several and not part.text.endswith(":"):
            count += 1
            yield str(count), True, f"recommendation {count}"
        else:
            yield "", False, "recommendation"
