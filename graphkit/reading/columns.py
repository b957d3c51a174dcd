"""Where the figures of a table belong whose blank cells a conversion lost: found by sums, or left open."""

import re
from collections.abc import Sequence
from itertools import combinations

from graphkit.reading import amounts

_NIL = ("-", "\u2013", "\u2014", "nil", "\u00a3-", "n/a", "tbc")

#: A cell with more characters is no figure.
_WIDEST = 30
#: More ways than this to place the figures of one table are not tried.
MOST = 20_000


def figure(cell: str) -> int | None:
    """Pence of a cell that is a figure in digits, less than nothing in brackets; None for any other cell.

    >>> figure("\u00a395,000"), figure("(1,200.50)"), figure("2017/18"), figure("Total")
    (9500000, -120050, None, None)
    """
    found = amounts.cell(cell) if len(cell) <= _WIDEST else None
    if found is None or found.pence is None:
        return None
    return -found.pence if found.negative else found.pence


def value_cell(cell: str) -> bool:
    """Whether a cell holds a figure or says that there is none."""
    return figure(cell) is not None or cell.strip().casefold() in _NIL


def total(cell: str) -> bool:
    """Whether a cell is the word for a sum.

    >>> total("Total:"), total("Grand total"), total("Totally")
    (True, True, False)
    """
    words = re.findall(r"[a-z]+", cell[:60].casefold())
    return bool(words) and len(words) <= 4 and ("total" in words[:2] or "totals" in words[:2] or words[-1] == "total")


Placed = tuple[int | None, ...]


def ways(figures: Sequence[int], width: int, summed: bool) -> list[Placed]:
    """All ways to place figures in this many columns in their order; the last column holds their sum where ``summed``.

    >>> ways([300, 200, 500], 4, summed=True)
    [(300, 200, None, 500), (300, None, 200, 500), (None, 300, 200, 500)]
    """
    if summed:
        if len(figures) < 2 or sum(figures[:-1]) != figures[-1]:
            return []
        return [(*way, figures[-1]) for way in ways(figures[:-1], width - 1, summed=False)]
    if len(figures) > width:
        return []
    found = []
    for number, places in enumerate(combinations(range(width), len(figures))):
        if number > MOST:
            return []
        row: list[int | None] = [None] * width
        for place, amount in zip(places, figures, strict=True):
            row[place] = amount
        found.append(tuple(row))
    return found


def place(rows: Sequence[Sequence[int]], width: int, summed: bool, sums: Sequence[int] | None) -> list[Placed] | None:
    """The one way to place all rows so that every column adds up to ``sums``; None where there is none or several.

    >>> place([[115, 185, 300], [474, 299, 773]], 4, True, [115, 659, 299, 1073])
    [(115, 185, None, 300), (None, 474, 299, 773)]
    >>> place([[5], [5]], 2, False, [5, 5]) is None
    True
    """
    options = [[tuple(row)] if len(row) == width else ways(row, width, summed) for row in rows]
    if not all(options):
        return None
    if all(len(choice) == 1 for choice in options) and sums is None:
        return [choice[0] for choice in options]
    if sums is None or len(sums) != width:
        return None
    # Column sums so far → the ways that lead there, two at most: the second already says that it is open.
    reached: dict[tuple[int, ...], list[tuple[Placed, ...]]] = {(0,) * width: [()]}
    steps = 0
    for choice in options:
        following: dict[tuple[int, ...], list[tuple[Placed, ...]]] = {}
        for so_far, taken in reached.items():
            for way in choice:
                steps += 1
                if steps > MOST:
                    return None
                now = tuple(a + (b or 0) for a, b in zip(so_far, way, strict=True))
                kept = following.setdefault(now, [])
                kept += [(*before, way) for before in taken[: 2 - len(kept)]]
        reached = following
    found = reached.get(tuple(sums), [])
    return list(found[0]) if len(found) == 1 else None
