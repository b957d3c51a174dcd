"""Where amounts stand on the lines: each looks for a free place on its own line, the largest first.

The page does the same in ``tags.js``. A reader of paper cannot point at a line whose amount found no place:
here more places are tried.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.view._bundles import Bundle
from graphkit.view._draw import Card, Drawn
from graphkit.view._paths import Curve, headed
from graphkit.view._widths import width

TALL, SHORT = 30, 16  # with years, and without
_CELL = 240
_SPOTS = (0, *(sign * at / 100 for at in range(4, 76, 4) for sign in (1, -1)))


class Area(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Tag:
    """What is written on a line, and the middle of where."""

    line: Drawn
    years: str
    x: float
    y: float
    width: float
    height: int


def area(x: float, y: float, wide: float, tall: float) -> Area:
    """A rectangle by its middle."""
    return Area(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)


class Ground:
    """What is taken, in the cells of a grid: a tag is compared with what is near, not with all there is."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Area]] = defaultdict(list)

    def _around(self, of: Area) -> Iterator[list[Area]]:
        for x in range(int(of.left // _CELL), int(of.right // _CELL) + 1):
            for y in range(int(of.top // _CELL), int(of.bottom // _CELL) + 1):
                yield self._cells[x, y]

    def free(self, of: Area) -> bool:
        return not any(
            one.left < of.right and of.left < one.right and one.top < of.bottom and of.top < one.bottom
            for cell in self._around(of)
            for one in cell
        )

    def take(self, of: Area) -> None:
        for cell in self._around(of):
            cell.append(of)


def tags(cards: Sequence[Card], lines: Sequence[Drawn], curves: Mapping[str, Curve]) -> tuple[list[Tag], list[Drawn]]:
    """The tags that found a place, and the lines whose tag found none."""
    ground, heads = Ground(), Ground()
    for card in cards:
        box = card.box
        ground.take(area(box.x, box.y, box.width, box.height))
    for line in lines:
        if line.facts and line.facts[0].directed:
            _, corners = headed(curves[line.id], line.width)
            across, along = [x for x, _ in corners], [y for _, y in corners]
            heads.take(Area(min(across), min(along), max(across), max(along)))
    degree = Counter(end for line in lines for end in (line.source, line.target))
    found, without = [], []
    wanted = (line for line in lines if line.facts and not line.source.startswith("k") and (line.tag or line.conditional))
    for line in sorted(wanted, key=lambda line: (-line.width, line.source, line.target, line.id)):
        start = _start(line, degree)
        # An arrow head is covered only where there is no other place.
        tag = _placed(line, curves[line.id], start, [ground, heads]) or _placed(line, curves[line.id], start, [ground])
        if tag:
            ground.take(area(tag.x, tag.y, tag.width, tag.height))
            found.append(tag)
        else:
            without.append(line)
    return found, without


def _start(line: Drawn, degree: Mapping[str, int]) -> float:
    """Where on the line to begin: nearer to the end with fewer lines, there they have fanned out."""
    source, target = degree[line.source], degree[line.target]
    if source >= 6 and source > 2 * target:
        return 0.8
    return 0.2 if target >= 6 and target > 2 * source else 0.5


def _placed(line: Drawn, curve: Curve, start: float, grounds: Sequence[Ground]) -> Tag | None:
    """With its years where there is room, else without."""
    years = Bundle(line.source, line.target, line.facts).years
    for told in dict.fromkeys((years, "")):
        wide = max(written(line), width(told, 11) + 10 if told else 0)
        tall = TALL if told else SHORT
        for spot in _SPOTS:
            if 0.05 <= start + spot <= 0.95:
                x, y = curve.at(start + spot)
                if all(ground.free(area(x, y, wide, tall)) for ground in grounds):
                    return Tag(line, told, x, y, wide, tall)
    return None


def written(line: Drawn) -> float:
    """Width of the amount and of the "if" behind it."""
    return (width(line.tag, 12, bold=True) + 5 if line.tag else 0) + (17 if line.conditional else 0) + 5
