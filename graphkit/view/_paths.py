"""The lines of the drawing as Bézier curves: the same ones that vis-network draws in the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from graphkit.view._draw import Drawn
from graphkit.view._ports import Box

Point = tuple[float, float]


@dataclass(frozen=True)
class Curve:
    """A Bézier curve by its three or four points."""

    points: tuple[Point, ...]

    def until(self, part: float) -> Curve:
        """The curve from its start up to a part (0 to 1) of its way."""
        now, first = list(self.points), [self.points[0]]
        while len(now) > 1:  # de Casteljau
            now = [(p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part) for p, q in pairwise(now)]
            first.append(now[0])
        return Curve(tuple(first))

    def at(self, part: float) -> Point:
        """The point at a part (0 to 1) of its way."""
        return self.until(part).points[-1]

    @property
    def d(self) -> str:
        """As the data of an SVG path."""
        start, *rest = (f"{number(x)} {number(y)}" for x, y in self.points)
        return f"M{start}{'Q' if len(rest) == 2 else 'C'}{' '.join(rest)}"


def number(value: float) -> str:
    """At most one decimal, and no more characters than needed.

    >>> number(3.04), number(-0.01), number(12.25)
    ('3', '0', '12.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def curve(line: Drawn, box: Box) -> Curve:
    """How a line runs; ``box`` is the one of its source, on which a line from a party to itself sits."""
    (ax, ay), (bx, by) = line.line.start, line.line.end
    smooth = line.smooth
    if line.loop:
        size = 18 + 12 * line.loop
        x, y = box.x + box.width / 4, box.y - box.height // 2
        return Curve(((x - size / 2, y), (x - size, y - 2 * size), (x + size, y - 2 * size), (x + size / 2, y)))
    bend = float(smooth.get("roundness", 0.5))
    if smooth.get("type") == "cubicBezier":
        if smooth.get("forceDirection") == "vertical":
            return Curve(((ax, ay), (ax, ay + bend * (by - ay)), (bx, by - bend * (by - ay)), (bx, by)))
        return Curve(((ax, ay), (ax + bend * (bx - ax), ay), (bx - bend * (bx - ax), by), (bx, by)))
    # curvedCW and curvedCCW of vis-network 9 turn the control point out of the straight line.
    sign = 1 if smooth.get("type") == "curvedCW" else -1
    angle = math.atan2(ay - by, bx - ax) + (sign * bend / 2 + 0.5) * math.pi
    reach = (bend / 2 + 0.5) * math.hypot(bx - ax, by - ay)
    return Curve(((ax, ay), (ax + reach * math.sin(angle), ay + reach * math.cos(angle)), (bx, by)))


def headed(whole: Curve, wide: float) -> tuple[Curve, list[Point]]:
    """The curve up to its arrow head, and the corners of the head; it grows with the line as in vis-network."""
    tip = whole.points[-1]
    length = 15 * 0.55 + 3 * wide
    length = min(length, 0.6 * math.dist(whole.points[0], tip)) or length
    low, high = 0.5, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if math.dist(whole.at(middle), tip) > 0.9 * length else (low, middle)
    end = whole.until(low)
    x, y = end.points[-1]
    angle = math.atan2(tip[1] - y, tip[0] - x)

    def corner(back: float, aside: float) -> Point:
        return (
            tip[0] - length * (back * math.cos(angle) + aside * math.sin(angle)),
            tip[1] - length * (back * math.sin(angle) - aside * math.cos(angle)),
        )

    return end, [tip, corner(1, 0.3), corner(0.9, 0), corner(1, -0.3)]
