"""How a line runs from one card to another, and around the cards that stand between them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from graphkit.view._ports import Attached, Box

Curve = list[tuple[float, float]]
_STEPS = 24
_MANY = 400_000  # lines times cards
_BENDS = (0.45, 0.6, 0.75, 0.9, 1.1)  # the greater, the longer a line runs level before it turns
_ARCS = (0.1, 0.2, 0.3, 0.4, 0.55, 0.7, 0.85, 1.0)


def _bezier(*points: tuple[float, float]) -> Curve:
    curve = []
    for i in range(1, _STEPS):
        now, t = list(points), i / _STEPS
        while len(now) > 1:  # de Casteljau
            now = [(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t) for p, q in pairwise(now)]
        curve.append(now[0])
    return curve


def _wave(line: Attached, bend: float) -> Curve:
    (ax, ay), (bx, by) = line.start, line.end
    if line.upright:
        return _bezier((ax, ay), (ax, ay + bend * (by - ay)), (bx, by - bend * (by - ay)), (bx, by))
    return _bezier((ax, ay), (ax + bend * (bx - ax), ay), (bx - bend * (bx - ax), by), (bx, by))


def _arc(line: Attached, roundness: float, sign: int) -> Curve:
    """The curvedCW and curvedCCW of vis-network 9: the control point is turned out of the straight line."""
    (ax, ay), (bx, by) = line.start, line.end
    angle = math.atan2(ay - by, bx - ax) + (sign * roundness / 2 + 0.5) * math.pi
    reach = (roundness / 2 + 0.5) * math.hypot(bx - ax, by - ay)
    return _bezier((ax, ay), (ax + reach * math.sin(angle), ay + reach * math.cos(angle)), (bx, by))


def _blocked(curve: Curve, boxes: Sequence[Box]) -> int:
    left, right = min(x for x, _ in curve), max(x for x, _ in curve)
    top, bottom = min(y for _, y in curve), max(y for _, y in curve)
    boxes = [  # most cards are far away, and with hundreds that is what counts
        box
        for box in boxes
        if left - box.width / 2 - 4 < box.x < right + box.width / 2 + 4
        and top - box.height / 2 - 4 < box.y < bottom + box.height / 2 + 4
    ]
    return sum(abs(x - box.x) < box.width / 2 + 4 and abs(y - box.y) < box.height / 2 + 4 for x, y in curve for box in boxes)


def _candidates(line: Attached, nth: int) -> Iterator[tuple[Curve, dict[str, Any]]]:
    # Parallel lines begin at ports of their own; a little more bend keeps them apart on the way as well.
    if not line.sideways:
        direction = "vertical" if line.upright else "horizontal"
        for bend in _BENDS:
            bend = round(bend + 0.03 * nth, 2)
            yield _wave(line, bend), {"type": "cubicBezier", "forceDirection": direction, "roundness": bend}
    for arc in _ARCS:
        arc = round(arc + 0.03 * nth, 2)
        yield _arc(line, arc, 1), {"type": "curvedCW", "roundness": arc}
        yield _arc(line, arc, -1), {"type": "curvedCCW", "roundness": arc}


def curves(lines: Sequence[Attached], boxes: Mapping[str, Box], around: bool = True) -> list[dict[str, Any]]:
    """The `smooth` option of each line: the first of the simple curves that is in the way of no card.

    Without ``around`` the first of all: in an overview lines pass behind cards rather than wide around them.
    """
    seen: Counter[frozenset[str]] = Counter()
    smooth: list[dict[str, Any]] = []
    # With thousands of lines nothing is free any more, and looking for it takes minutes.
    careful = around and len(lines) * len(boxes) <= _MANY
    for line in lines:
        pair = frozenset((line.source, line.target))
        if len(pair) == 1:  # a loop: vis-network draws a circle, its size keeps loops apart
            smooth.append({"enabled": False})
            continue
        # A line that leaves and arrives on the same side must not run through its own two cards either.
        others = [box for n, box in boxes.items() if line.sideways or n not in pair]
        best: tuple[int, dict[str, Any]] | None = None
        for curve, option in _candidates(line, seen[pair]):
            if not careful:
                best = 0, option
                break
            inner = curve[2:-2] if line.sideways else curve
            cost = _blocked(inner, others)
            if best is None or cost < best[0]:
                best = cost, option
            if not cost:
                break
        seen[pair] += 1
        smooth.append({"enabled": True, **(best[1] if best else {})})
    return smooth
