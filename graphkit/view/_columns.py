"""Which column a node stands in: money runs from left to right, mandates start above the body that gives
them, partners stand below. Each rule is simple on purpose: a reader should be able to guess it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal["money", "authority", "along", "peer"]
ABOVE, MAIN, BELOW = 0, 1, 2


@dataclass(frozen=True)
class Link:
    source: str
    target: str
    role: Role


def _forward(nodes: Iterable[str], pairs: set[tuple[str, str]]) -> list[str]:
    """An order in which few pairs run backwards (Eades, Lin and Smyth's greedy order): money does run
    in circles, a borough pays a body that pays the borough, and columns need one direction."""
    left, out, into = [], defaultdict(set), defaultdict(set)
    right: list[str] = []
    for u, v in pairs:
        out[u].add(v)
        into[v].add(u)
    remaining = set(nodes)
    while remaining:
        sinks = sorted(n for n in remaining if not out[n] & remaining)
        sources = sorted(n for n in remaining if not into[n] & remaining)
        if sinks:
            right.extend(sinks)
            remaining.difference_update(sinks)
        elif sources:
            left.extend(sources)
            remaining.difference_update(sources)
        else:
            best = min(remaining, key=lambda n: (len(into[n] & remaining) - len(out[n] & remaining), n))
            left.append(best)
            remaining.remove(best)
    return left + right[::-1]


def _money_columns(links: Sequence[Link]) -> dict[str, int]:
    pairs = {(k.source, k.target) for k in links if k.role == "money" and k.source != k.target}
    nodes = {k.source for k in links if k.role == "money"} | {k.target for k in links if k.role == "money"}
    order = _forward(sorted(nodes), pairs)
    place = {node: i for i, node in enumerate(order)}
    ahead = sorted((place[u], place[v]) for u, v in pairs if place[u] < place[v])
    column = [0] * len(order)
    for i in range(len(order)):
        column[i] = max((column[u] + 1 for u, v in ahead if v == i), default=0)
    for i in reversed(range(len(order))):  # a source stands right before the first body that it pays
        if not any(v == i for _, v in ahead):
            column[i] = min((column[v] - 1 for u, v in ahead if u == i), default=0)
    return {node: column[place[node]] for node in order}


def _onward(at: int, col: Mapping[str, int]) -> int:
    """The column for those who get their mandate from somebody above column `at`: the next one, unless
    payees crowd it."""
    crowd = sum(c == at + 1 for c in col.values())
    return at - 1 if at > 0 and crowd > 10 else at + 1


def _beside(
    node: str, knots: frozenset[str], links: Sequence[Link], col: Mapping[str, int], section: Mapping[str, int]
) -> tuple[int, int, int] | None:
    """(rank of the rule, column, section) that the best rule gives a node, from its placed neighbours."""
    found: list[tuple[int, int, int]] = []
    for link in links:
        if link.target == node and link.source in col:
            at, up = col[link.source], section[link.source] == ABOVE
            if link.role == "along":
                found.append((0, at + 1, MAIN))
            elif link.role == "authority":
                found.append((1, _onward(at, col) if up else at, ABOVE))
        if link.source == node and link.target in col:
            at, up = col[link.target], section[link.target] == ABOVE
            if link.role == "authority":
                found.append((2, at - 1 if up else at, ABOVE))
        for other in (link.source, link.target):
            if node in (link.source, link.target) and other != node and other in col and link.role in ("peer", "along"):
                found.append((3, col[other] if node in knots else col[other] - 1, BELOW))
    return min(found, key=lambda f: (f[0], -f[1], f[2])) if found else None


def columns(nodes: Sequence[str], links: Sequence[Link], knots: frozenset[str]) -> dict[str, tuple[int, int]]:
    """node -> (column, section). `knots` are the meeting points of partnerships with many members."""
    col = _money_columns(links)
    section = dict.fromkeys(col, MAIN)
    touching: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        touching[link.source].append(link)
        touching[link.target].append(link)
    waiting = sorted(set(nodes) - set(col))
    while waiting:
        offers = {n: o for n in waiting if (o := _beside(n, knots, touching[n], col, section))}
        if offers:
            rank = min(o[0] for o in offers.values())
            for node, (how, at, where) in offers.items():
                if how == rank:
                    col[node], section[node] = at, where
        else:  # nothing placed touches it: begin with the one that gives the most
            seed = min(waiting, key=lambda n: (-sum(k.source == n for k in touching[n]), n))
            gives = any(k.role == "authority" for k in touching[seed])
            col[seed], section[seed] = 0, ABOVE if gives else BELOW
        waiting = [n for n in waiting if n not in col]
    least = min(col.values(), default=0)
    return {node: (col[node] - least, section[node]) for node in sorted(col)}
