"""The parts of a flow picture's layout: boxes, bands between them, and the step of a band from column to column."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.view._bands import Band

#: The inner radius of a bend of a band that runs back.
BEND = 6.0


class Box:
    """A party, or the slot of a band that passes a column: its place, and what begins and ends at it."""

    def __init__(self, key: str, column: int, name: Sequence[str] = ()) -> None:
        self.key, self.column, self.name = key, column, list(name)
        self.height = self.size = self.x = self.y = 0.0
        self.behind: list[Step] = []
        self.ahead: list[Step] = []
        self.coming: list[Way] = []
        self.leaving: list[Way] = []

    @property
    def head(self) -> float:
        """How much room its name takes above it."""
        return 14.0 * len(self.name) + 6 if self.name else 0.0

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return self.y + self.height / 2


class Way:
    """A band as it is drawn: its width, its upper edge from place to place, or, if it runs back, its loop."""

    def __init__(self, band: Band, width: float, back: bool) -> None:
        self.band, self.width, self.back = band, width, back
        self.steps: list[Step] = []
        self.points: list[tuple[float, float]] = []
        self.leaves = self.comes = self.out = self.into = self.lane = 0.0


class Step:
    """A band from one column to the next, with its distance from the top of each box."""

    def __init__(self, way: Way, start: Box, end: Box) -> None:
        self.way, self.start, self.end = way, start, end
        self.out = self.into = 0.0

    def pull(self, box: Box) -> float:
        """How far a box would have to move for the band to run level."""
        rise = (self.start.y + self.out) - (self.end.y + self.into)
        return rise if box is self.end else -rise
