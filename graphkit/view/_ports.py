"""Where lines meet cards. Lines that all end in the middle of a card would run into one another: here each
has a place of its own on the side of the card that looks to the other end, sorted so that few cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right", "top", "bottom"]


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Line:
    source: str
    target: str
    width: float


@dataclass(frozen=True)
class Attached:
    """A line with its two ends, and where they are relative to the centres of the cards."""

    source: str
    target: str
    start: tuple[int, int]
    end: tuple[int, int]
    ports: list[int]  # dx, dy at the source, dx, dy at the target
    upright: bool  # from the bottom of one card to the top of another
    sideways: bool  # out and in on the same side, around what stands between


def _apart(widths: Sequence[float]) -> list[float]:
    """Distances that the lines of one side need."""
    return [max(9, width + 4) for width in widths]


def heights(least: Mapping[str, int], lines: Sequence[Line], lane: Mapping[str, int], fixed: frozenset[str]) -> dict[str, int]:
    """Height of each card: at least `least`, more where many lines meet one side of it."""
    sides: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for line in lines:
        if lane[line.source] != lane[line.target]:
            ahead = lane[line.source] < lane[line.target]
            sides[line.source, ahead].append(line.width)
            sides[line.target, not ahead].append(line.width)
    result = dict(least)
    for (node, _), widths in sides.items():
        if node not in fixed:
            result[node] = max(result[node], round(sum(_apart(widths)) + 10))
    return result


def _sides(line: Line, boxes: Mapping[str, Box]) -> tuple[Side, Side]:
    a, b = boxes[line.source], boxes[line.target]
    if a.x != b.x:
        return ("right", "left") if a.x < b.x else ("left", "right")
    low, high = min(a.y, b.y), max(a.y, b.y)
    if any(box.x == a.x and low < box.y < high for box in boxes.values()):
        return "right", "right"
    return ("bottom", "top") if a.y < b.y else ("top", "bottom")


def attach(lines: Sequence[Line], boxes: Mapping[str, Box]) -> list[Attached]:
    """Both ends of every line."""
    chosen = [_sides(line, boxes) for line in lines]
    queues: dict[tuple[str, Side], list[int]] = defaultdict(list)
    for i, (line, (out, into)) in enumerate(zip(lines, chosen, strict=True)):
        if line.source != line.target:
            queues[line.source, out].append(i)
            queues[line.target, into].append(i)
    ports: dict[tuple[int, str], tuple[int, int]] = {}
    for (node, side), queue in queues.items():
        box = boxes[node]
        others = [(lines[i].target if lines[i].source == node else lines[i].source, i) for i in queue]
        queue = [i for *_, i in sorted((boxes[n].y, boxes[n].x, n, i) for n, i in others)]
        across = side in ("left", "right")
        need = _apart([lines[i].width for i in queue])
        room = max((box.height if across else box.width) - 16, 2)
        squeeze = min(1.0, room / sum(need))
        at = -sum(need) * squeeze / 2
        for i, step in zip(queue, need, strict=True):
            middle = round(at + step * squeeze / 2)
            at += step * squeeze
            edge = (box.width if across else box.height) // 2 * (1 if side in ("right", "bottom") else -1)
            ports[i, node] = (edge, middle) if across else (middle, edge)
    attached = []
    for i, (line, (out, into)) in enumerate(zip(lines, chosen, strict=True)):
        a, b = boxes[line.source], boxes[line.target]
        p, q = ports.get((i, line.source), (0, 0)), ports.get((i, line.target), (0, 0))
        attached.append(
            Attached(
                line.source,
                line.target,
                (a.x + p[0], a.y + p[1]),
                (b.x + q[0], b.y + q[1]),
                [*p, *q],
                upright=out in ("top", "bottom"),
                sideways=out == into,
            )
        )
    return attached
