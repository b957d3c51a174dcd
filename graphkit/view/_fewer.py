"""Many as one in a flow picture: the smallest bands between two parties, and the smallest parties of a column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graphkit.money import words
from graphkit.view._bands import ZERO, Band, Drawn, counted, unknown
from graphkit.view._text import clean

#: Parties of one column that are drawn one by one; the smallest of more are drawn as one.
MOST = 30


def merged(bands: Iterable[Band], small: Collection[Band]) -> list[Band]:
    """Bands with the small ones between the same two parties drawn as one; their order is kept."""
    found: dict[object, list[Band]] = {}
    for band in bands:
        few = (band.start, band.end, band.most is None, band.other)
        found.setdefault(few if band in small else band, []).append(band)
    return [_one(group) if len(group) > 1 else group[0] for group in found.values()]


def _one(bands: list[Band]) -> Band:
    flows = tuple(dict.fromkeys(id for band in bands for id in band.flows))
    sure = sum((band.sure for band in bands), ZERO)
    most = None if any(b.most is None for b in bands) else sum((b.most or ZERO for b in bands), ZERO)
    label = counted(len(bands), words(sure) if sure == most else unknown(sure, most))
    said = clean("\n".join([label, *(band.words for band in bands)]))
    return bands[0]._replace(
        sure=sure, most=most, label=label, words=said, flows=flows, broken=any(band.broken for band in bands)
    )


def folded(picture: Drawn, columns: Mapping[str, int]) -> Drawn:
    """The same picture with the smallest parties of an overfull column as one."""
    size = dict.fromkeys(columns, ZERO)
    for band in picture.bands:
        for key in (band.start, band.end):
            size[key] += band.most or band.sure
    into: dict[str, str] = {}
    names = dict(picture.names)
    for column in sorted(set(columns.values())):
        ends = {*picture.sources, *picture.targets}
        here = [key for key in columns if columns[key] == column and key not in ends]
        if len(here) <= MOST:
            continue
        least = sorted(here, key=lambda key: (-size[key], names[key], key))[MOST - 1 :]
        for key in least:
            into[key] = f"more {column}"
        names[f"more {column}"] = f"{len(least)} smaller ones"
    if not into:
        return picture
    bands = [band._replace(start=into.get(band.start, band.start), end=into.get(band.end, band.end)) for band in picture.bands]
    small = {band for band in bands if band.start.startswith("more ") or band.end.startswith("more ")}
    return picture._replace(bands=[band for band in merged(bands, small) if band.start != band.end], names=names)
