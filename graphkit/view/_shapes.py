"""The outlines of bands, and where on a band its label may stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graphkit.view._parts import BEND, Way


def n(value: float) -> str:
    """A coordinate, to one decimal.

    >>> n(12.04), n(3.5), n(-0.01)
    ('12', '3.5', '0')
    """
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")


def shape(way: Way, top: float, low: float) -> str:
    """The outline of a band between two heights of it."""
    if way.back:
        return _loop(way, top, low)
    upper = [(x, y + top) for x, y in way.points]
    lower = [(x, y + low) for x, y in reversed(way.points)]
    (x, y), (a, b) = upper[0], lower[0]
    return f"M{n(x)} {n(y)}{_curves(upper)}L{n(a)} {n(b)}{_curves(lower)}z"


def _curves(points: list[tuple[float, float]]) -> str:
    found = []
    for (x, y), (a, b) in pairwise(points):
        flat = n(y) == n(b)
        found.append(f"H{n(a)}" if flat else f"C{n((x + a) / 2)} {n(y)} {n((x + a) / 2)} {n(b)} {n(a)} {n(b)}")
    return "".join(found)


def _loop(way: Way, top: float, low: float) -> str:
    """The outline of a band that runs back: out to the right, down, below everything to the left, up and in."""
    (x, y), (a, b) = way.points
    inner, outer = BEND + way.width - low, BEND + way.width - top
    right, left = way.out, way.into
    floor, width = way.lane + way.width, way.width

    def arc(radius: float, sweep: int, to_x: float, to_y: float) -> str:
        return f"A{n(radius)} {n(radius)} 0 0 {sweep} {n(to_x)} {n(to_y)}"

    def turn(r: float, off: float, sweep: int) -> list[tuple[str, str]]:
        """The four bends of one edge, clockwise: each as its straight way and its arc."""
        return [
            (f"H{n(right)}", arc(r, sweep, right + r, y + off + r)),
            (f"V{n(floor - off - r)}", arc(r, sweep, right, floor - off)),
            (f"H{n(left)}", arc(r, sweep, left - r, floor - off - r)),
            (f"V{n(b + off + r)}", arc(r, sweep, left, b + off)),
        ]

    outward = "".join(straight + bend for straight, bend in turn(outer, top, 1))
    r, off = inner, low
    return (
        (
            f"M{n(x)} {n(y + top)}{outward}H{n(a)}V{n(b + off)}H{n(left)}"
            f"{arc(r, 0, left - r, b + off + r)}V{n(floor - off - r)}{arc(r, 0, left, floor - off)}"
            f"H{n(right)}{arc(r, 0, right + r, floor - off - r)}V{n(y + off + r)}{arc(r, 0, right, y + off)}H{n(x)}z"
        )
        if width
        else ""
    )


def edge(way: Way, x: float) -> float | None:
    """The upper edge of a band at a place from left to right; None where it is not."""
    for (x0, y0), (x1, y1) in pairwise(way.points):
        if x0 <= x <= x1:
            along = (x - x0) / (x1 - x0) if x1 > x0 else 0.0
            return y0 + (y1 - y0) * along * along * (3 - 2 * along)
    return None


def places(way: Way, room: float) -> Iterator[tuple[float, float]]:
    """Where a label may stand: (left, baseline), the best first."""
    half = way.width / 2
    if way.back:
        x = (way.out + way.into - room) / 2
        yield from ((x, way.lane + dy) for dy in (half + 4, way.width + 12, -4))
        return
    parts = list(zip(way.points[::2], way.points[1::2], strict=True))
    shares = [0.0, 1.0, 0.5, 0.25, 0.75]
    if len(way.steps[0].start.ahead) > 2 * len(way.steps[-1].end.behind) + 1:  # less crowded where it ends
        parts.reverse()
        shares[:2] = [1.0, 0.0]
    for (x0, y0), (x1, _) in parts:
        for share in shares:
            x = x0 + 7 + (x1 - x0 - 14 - room) * share
            # Beside a box a label keeps to where the band touches it, elsewhere to the band below its middle.
            y = edge(way, x + room * share)
            for dy in (0.0, -half - 7, half + 7):
                yield x, (y0 if y is None else y) + half + 4 + dy
