"""Where the parties and bands of a flow picture stand: columns, order, heights, and the way of each band.

Columns by the longest way from a source, order by barycentres, heights by what is next to each other. What runs back
goes round below everything; what passes a column has a slot of its own in it, so that no band runs through a box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from graphkit.view._bands import ZERO, Band, Drawn
from graphkit.view._letters import lines
from graphkit.view._parts import BEND, Box, Step, Way

WIDTH, LEFT, TOP, NODE, SIZE = 960.0, 16.0, 46.0, 14.0, 13.0
#: Columns stand no closer: a picture of many is wider.
STEP = 112.0
#: Between two boxes of a column, beside the name of the lower one.
GAP, SLOT = 20.0, 10.0
#: The width of a band whose amount nothing limits, and the least width of any other.
UNKNOWN, LEAST = 18.0, 2.0
#: The room that bands running back may take between two columns, as a share of it.
ROUND = 0.5
_SWEEPS = 8


class Layout:
    """A picture laid out: ``boxes`` by party, ``ways``, ``scale`` in pixels a pound, and where the lowest of it ends."""

    def __init__(self, picture: Drawn, at: Mapping[str, int], back: set[Band], most: Decimal, right: float) -> None:
        self.last = max(at.values())
        self.right = right
        self.wide = max(WIDTH, LEFT + self.last * STEP + right)
        self.scale = self._scale(picture, at, back, most)
        self.ways: list[Way] = []
        self._rounds(picture, at, back)
        self._columns: list[list[Box]] = [[] for _ in range(self.last + 1)]
        self.boxes: dict[str, Box] = {}
        for key, column in at.items():
            room = right - 12 if column == self.last else self.step - 12
            self.boxes[key] = Box(key, column, lines(picture.names[key], room, SIZE))
            self._columns[column].append(self.boxes[key])
        for band in picture.bands:
            self._way(band, band in back)
        for box in self.boxes.values():
            paid = sum(step.way.width for step in box.ahead) + sum(way.width for way in box.leaving)
            received = sum(step.way.width for step in box.behind) + sum(way.width for way in box.coming)
            box.size = max(paid, received)
            box.height = max(box.size, UNKNOWN)
        self._order(picture)
        self._heights()
        self.bottom = max(box.y + box.height for column in self._columns for box in column)
        self._points()

    def width(self, band: Band) -> float:
        """How wide a band is drawn."""
        if band.most is None:
            return UNKNOWN + float(band.sure * self.scale)
        return max(LEAST, float(band.most * self.scale))

    # ---- scale and columns ---------------------------------------------------------------------------

    def _scale(self, picture: Drawn, at: Mapping[str, int], back: set[Band], most: Decimal) -> Decimal:
        """Pixels a pound: the largest box fills the height, and what runs back finds room between the columns."""
        sums: dict[tuple[str, str], Decimal] = {}
        rounds: dict[int, Decimal] = {}
        for band in picture.bands:
            size = band.sure if band.most is None else band.most
            for side in (("in", band.end), ("out", band.start)):
                sums[side] = sums.get(side, ZERO) + size
            for gap in (at[band.start] + 1, at[band.end]) if band in back else ():
                rounds[gap] = rounds.get(gap, ZERO) + size
        count = max([*at.values()].count(column) for column in at.values())
        scale = Decimal(min(420, 200 + 16 * count)) / max([*sums.values(), most, Decimal(1)])
        room = Decimal((self.wide - self.right) / self.last * ROUND / 2)
        return min([scale, *(room / size for size in rounds.values() if size)])

    def _rounds(self, picture: Drawn, at: Mapping[str, int], back: set[Band]) -> None:
        """The room for what runs back at each side, and the columns between."""
        taken = [0.0] * (self.last + 2)
        self._turn: dict[tuple[str, Band], float] = {}
        # The longest way round is the outermost.
        for band in sorted(back, key=lambda b: (at[b.start] - at[b.end], picture.bands.index(b))):
            for side, gap in (("out", at[band.start] + 1), ("in", at[band.end])):
                taken[gap] += self.width(band) + BEND
                self._turn[side, band] = taken[gap]
        self.left = LEFT + taken[0] + (BEND if taken[0] else 0)
        self.aside = taken[-1] + (BEND if taken[-1] else 0)
        self.step = (self.wide - self.right - self.aside - self.left) / self.last

    def _way(self, band: Band, back: bool) -> None:
        start, end = self.boxes[band.start], self.boxes[band.end]
        way = Way(band, self.width(band), back)
        self.ways.append(way)
        if back:
            start.leaving.append(way)
            end.coming.append(way)
            return
        here = start
        for column in range(start.column + 1, end.column + 1):
            there = Box("", column) if column < end.column else end
            if there is not end:
                there.height = way.width
                self._columns[column].append(there)
            step = Step(way, here, there)
            here.ahead.append(step)
            there.behind.append(step)
            way.steps.append(step)
            here = there

    # ---- order and heights ---------------------------------------------------------------------------

    def _order(self, picture: Drawn) -> None:
        """Each column in the order of the middle of what its boxes are next to, to and fro; else the large ones first."""
        place: dict[Box, float] = {}

        def settle(column: list[Box], rank: Mapping[Box, tuple[float, ...]]) -> None:
            column.sort(key=lambda box: rank[box])
            place.update((box, (at + 0.5) / len(column)) for at, box in enumerate(column))

        for column in self._columns:
            settle(column, {box: (box.key in picture.others, -box.size) for box in column})
        for sweep in range(_SWEEPS):
            forward = sweep % 2 == 0
            for column in self._columns if forward else reversed(self._columns):
                rank: dict[Box, tuple[float, ...]] = {}
                for box in column:
                    near = [step.start for step in box.behind] if forward else [step.end for step in box.ahead]
                    beside = forward and box.key in picture.others  # nothing leads to it: below what something leads to
                    rank[box] = (beside, sum(place[other] for other in near) / len(near) if near else place[box])
                settle(column, rank)

    def _heights(self) -> None:
        for column in self._columns:
            y = TOP
            for box in column:
                box.x = self.left + box.column * self.step
                box.y = y + box.head
                y = box.y + box.height + (GAP if box.key else SLOT)
        lowest = max(column[-1].y + column[-1].height for column in self._columns if column)
        for sweep in range(2 * _SWEEPS):
            forward = sweep % 2 == 0
            self._ports()
            for column in self._columns if forward else reversed(self._columns):
                for box in column:
                    steps = (box.ahead, box.behind) if forward else (box.behind, box.ahead)
                    if near := steps[1] or steps[0]:
                        # So that each band runs level, as far as that can be; the wide ones first.
                        pull = sum(step.pull(box) * step.way.width for step in near)
                        box.y += pull / sum(step.way.width for step in near)
                self._apart(column, lowest)

    def _apart(self, column: Sequence[Box], lowest: float) -> None:
        """Push boxes apart that came too close, down first and then up from the lowest."""
        y = TOP
        for box in column:
            box.y = max(box.y, y + box.head)
            y = box.y + box.height + (GAP if box.key else SLOT)
        y = lowest
        for box in reversed(column):
            box.y = min(box.y, y - box.height)
            y = box.y - box.head - (GAP if box.key else SLOT)

    # ---- where bands touch boxes ---------------------------------------------------------------------

    def _ports(self) -> None:
        """The places of each band at its boxes: in the order of where it comes from and goes to, what runs back lowest."""
        for column in self._columns:
            for box in column:
                off = 0.0
                for step in sorted(box.ahead, key=lambda step: step.end.middle):
                    step.out = off
                    off += step.way.width
                for way in box.leaving:
                    way.leaves = off
                    off += way.width
                off = 0.0
                for step in sorted(box.behind, key=lambda step: step.start.middle):
                    step.into = off
                    off += step.way.width
                for way in box.coming:
                    way.comes = off
                    off += way.width

    def _points(self) -> None:
        """The places that each band passes, once all boxes stand."""
        self._ports()
        for way in self.ways:
            for step in way.steps:
                way.points += [(step.start.x + NODE, step.start.y + step.out), (step.end.x, step.end.y + step.into)]
        rounds = [way for way in self.ways if way.back]
        for way in sorted(rounds, key=lambda way: self._turn["in", way.band]):
            first, last = self.boxes[way.band.start], self.boxes[way.band.end]
            way.points = [(first.x + NODE, first.y + way.leaves), (last.x, last.y + way.comes)]
            way.out = first.x + NODE + self._turn["out", way.band] - way.width
            way.into = last.x - self._turn["in", way.band] + way.width
            way.lane = self.bottom + BEND + 4
            self.bottom = way.lane + way.width
