"""Which bands of a flow picture run back, and in which column each party stands."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.view._bands import Band, Drawn


def back_bands(bands: Iterable[Band], sources: Iterable[str], targets: Iterable[str]) -> set[Band]:
    """The bands that close a circle, on the way that leads from the sources first to last; none leaves a target."""
    found = {band for band in bands if band.end in sources or band.start in targets}
    out: dict[str, list[Band]] = {}
    for band in bands:
        if band not in found:
            out.setdefault(band.start, []).append(band)
    done: set[str] = set()
    for first in dict.fromkeys([*sources, *out]):
        if first in done:
            continue
        path, stack = {first}, [(first, iter(out.get(first, ())))]
        while stack:
            key, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.discard(key)
                done.add(key)
            elif following.end in path:
                found.add(following)
            elif following.end not in done:
                path.add(following.end)
                stack.append((following.end, iter(out.get(following.end, ()))))
    return found


def columns(picture: Drawn, back: set[Band]) -> dict[str, int]:
    """Each party's column: the longest way that leads to it; what nothing leads to stands before what it pays."""
    ahead = [band for band in picture.bands if band not in back]
    found = dict.fromkeys([*picture.sources, *(key for band in ahead for key in (band.start, band.end))], 0)
    changed = True
    while changed:
        changed = False
        for band in ahead:
            if found[band.end] <= found[band.start]:
                found[band.end] = found[band.start] + 1
                changed = True
    last = max([1, *found.values()])
    found |= dict.fromkeys(picture.targets, last)
    fed = {band.end for band in ahead} | {*picture.sources}
    for key in found:
        if key not in fed:
            found[key] = min(found[band.end] for band in ahead if band.start == key) - 1 if key not in picture.targets else last
    return found
