"""Where a node stands: rows inside the columns, close to the neighbours, never on top of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from graphkit.view._columns import ABOVE, MAIN, Link, columns

CARD = 208  # width of a card
GAP, SECTION_GAP = 11, 44
TALLEST = 64  # cards in one column, before it is split in two
Point = tuple[int, int]
Place = tuple[int, int]  # column, section


def _settle(wanted: Sequence[float], apart: Sequence[float]) -> list[float]:
    """The positions nearest to the wanted ones that keep order and distances (pool adjacent violators)."""
    shift = [0.0]
    for distance in apart:
        shift.append(shift[-1] + distance)
    pools: list[tuple[float, int]] = []  # mean, size
    for want, by in zip(wanted, shift, strict=True):
        mean, size = want - by, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [mean + by for mean, by in zip(flat, shift, strict=True)]


def _split(stacks: Mapping[tuple[int, int], list[str]]) -> dict[str, Place]:
    """Real columns: the logical ones, the tallest cut into equal parts side by side."""
    place: dict[str, Place] = {}
    at = 0
    for column in sorted({c for c, _ in stacks}):
        parts = 1
        for (c, section), nodes in sorted(stacks.items()):
            if c == column:
                need = -(-len(nodes) // TALLEST)
                size = -(-len(nodes) // need)
                parts = max(parts, need)
                place.update({node: (at + i // size, section) for i, node in enumerate(nodes)})
        at += parts
    return place


def lanes(
    names: Mapping[str, str], links: Sequence[Link], knots: frozenset[str], given: Mapping[str, int] | None = None
) -> dict[str, Place]:
    """node -> (column, section), sorted from left to right and by name; ``given``: the columns, where they are known."""
    stacks: dict[tuple[int, int], list[str]] = defaultdict(list)
    logical = {node: (at, MAIN) for node, at in given.items()} if given else columns(list(names), links, knots)
    for node in sorted(logical, key=lambda n: (names[n].casefold(), n)):
        stacks[logical[node]].append(node)
    place = _split(stacks)
    return {n: place[n] for n in sorted(place, key=lambda n: (place[n], names[n].casefold(), n))}


def _gather(
    stacks: Mapping[int, Sequence[str]],
    y: dict[str, float],
    heights: Mapping[str, int],
    place: Mapping[str, Place],
    near: Mapping[str, Sequence[tuple[str, int]]],
) -> None:
    """Move the parts that nothing ties to the rest up to it: sweeping leaves them where they began."""
    parts: list[set[str]] = []
    for node in sorted(place):
        if not any(node in part for part in parts):
            part, todo = {node}, [node]
            while todo:
                new = {m for m, _ in near.get(todo.pop(), ())} - part
                part |= new
                todo += sorted(new)
            parts.append(part)
    for part in sorted(parts, key=lambda p: (-len(p), min(p)))[1:]:
        slack: dict[int, list[float]] = {-1: [], 1: []}
        for nodes in stacks.values():
            for a, b in pairwise(nodes):
                if (a in part) != (b in part):
                    room = y[b] - y[a] - (heights[a] + heights[b]) / 2 - SECTION_GAP
                    slack[1 if a in part else -1].append(room)
        way = 1 if all(place[n][1] == ABOVE for n in part) else -1
        if slack[way] and min(slack[way]) > 0:
            for node in part:
                y[node] += way * min(slack[way])


def positions(
    place: Mapping[str, Place],
    heights: Mapping[str, int],
    names: Mapping[str, str],
    links: Sequence[Link],
    gutters: Sequence[int],
) -> dict[str, Point]:
    """Centre of every node. `heights`: the room that each needs; `gutters`: the space after each column."""
    stacks: dict[int, list[str]] = defaultdict(list)
    for node in place:
        stacks[place[node][0]].append(node)
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for link in links:
        if link.source != link.target:
            # Money decides where the rest stands. In one column only a node of another section pulls: who
            # delegates stays near the body above which it stands.
            pull = {"money": 6, "along": 4}.get(link.role, 1)
            (lane_a, part_a), (lane_b, part_b) = place[link.source], place[link.target]
            if lane_a != lane_b or part_a != part_b:
                near[link.source].append((link.target, pull))
                near[link.target].append((link.source, pull))
    linked = {frozenset((link.source, link.target)) for link in links}
    # The body that delegates stands directly below its delegates, with nothing to go around.
    hugs = {
        link.source if place[link.source][1] == MAIN else link.target
        for link in links
        if place[link.source][0] == place[link.target][0] and {place[link.source][1], place[link.target][1]} == {ABOVE, MAIN}
    }
    y = dict.fromkeys(heights, 0.0)

    def arrange(lane: int, reorder: bool) -> None:
        nodes = stacks[lane]
        want = {n: sum(y[m] * w for m, w in near[n]) / sum(w for _, w in near[n]) if near[n] else y[n] for n in nodes}
        if reorder:
            nodes.sort(key=lambda n: (place[n][1], n not in hugs, round(want[n], 3), names[n].casefold(), n))
        apart = [
            (heights[a] + heights[b]) / 2 + (SECTION_GAP if place[a][1] != place[b][1] or frozenset((a, b)) in linked else GAP)
            for a, b in pairwise(nodes)
        ]
        y.update(zip(nodes, _settle([want[n] for n in nodes], apart), strict=True))

    across = sorted(stacks)
    # The widest column first: around it everything else finds its place.
    for lane in sorted(stacks, key=lambda k: (-len(stacks[k]), k)):
        arrange(lane, True)
    for turn in range(30):
        for lane in across if turn % 2 else across[::-1]:
            arrange(lane, turn < 20)
    _gather(stacks, y, heights, place, near)
    left = [CARD // 2]
    for gutter in gutters:
        left.append(left[-1] + CARD + gutter)
    top = min((y[n] - heights[n] / 2 for n in place), default=0.0)
    return {node: (left[place[node][0]], round(y[node] - top)) for node in heights}
