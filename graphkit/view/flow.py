"""The answer of a trace as a flow picture: ribbons as wide as their amounts, bounds and unknowns visible.

SVG that needs nothing else: no script, no font, no request. Money of the source is blue, other money that
may pay for the same is grey; what is not known is a hatched band; what is inferred or conditional has a
broken edge. At the right stand the three figures, on the same scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any, NamedTuple

from graphkit.money import words
from graphkit.view._text import clean

Answer = Mapping[str, Any]

WIDTH, TALL, GAP, NODE = 960, 260, 46, 14
#: The width of a band whose amount is not known, and the least width of any other.
UNKNOWN, LEAST = 18.0, 2.0
#: Text over a band stays readable.
_HALO = 'stroke="#fff" stroke-width="3" paint-order="stroke"'
BLUE, GREY, INK = "#0072b2", "#8a8a8a", "#1b1b1b"


class Svg(str):
    """SVG text that a notebook shows as a picture."""

    def _repr_svg_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<SVG of {len(self):,} letters>"


class Band(NamedTuple):
    """One flow of the picture; ``start`` is None for other money, which comes from nowhere in it."""

    start: str | None
    end: str
    amount: Decimal | None
    label: str
    words: str
    broken: bool


class _Node:
    def __init__(self, name: str, column: int) -> None:
        self.name = name
        self.column = column
        self.left = self.right = 0.0  # how much of each side is taken
        self.height = 0.0
        self.x = self.y = 0.0
        self.room = 26  # letters of a line of its name


def flow(answer: Answer) -> Svg:
    """A flow picture of an answer of ``trace`` that was asked with ``explain``; the same answer gives the same bytes."""
    bands, names = _bands(answer)
    columns = _columns(bands, [_key(party) for party in _list(answer["source"])])
    nodes = {key: _Node(names[key], column) for key, column in columns.items()}
    scale = _scale(bands, answer)
    width = {band: _width(band, scale) for band in bands}
    for key, node in nodes.items():
        received = sum(width[band] for band in bands if band.end == key)
        paid = sum(width[band] for band in bands if band.start == key)
        node.height = max(received, paid, UNKNOWN)
    bottom = _place(nodes)
    parts = [*_ribbons(bands, nodes, width), *(_box(node) for node in nodes.values())]
    targets = [nodes[key] for key in map(_key, _list(answer["target"])) if key in nodes]
    bars, low = _figures(answer, targets, scale, bottom)
    return Svg(_page(answer, [*parts, *bars], max(bottom, low)))


# ---- what is drawn ---------------------------------------------------------------------------------------


def _bands(answer: Answer) -> tuple[list[Band], dict[str, str]]:
    """The flows of all paths, each once, and the other money that may pay for what they pay for."""
    names: dict[str, str] = {_key(party): clean(party["name"]) for party in _list(answer["source"]) + _list(answer["target"])}
    bands: dict[str, Band] = {}
    for path in answer["paths"]:
        for hop in path["hops"]:
            names |= {_key(hop[side]): clean(hop[side]["name"]) for side in ("funder", "recipient")}
            said = f"{names[_key(hop['funder'])]} → {names[_key(hop['recipient'])]}: {words(hop['amount'], hop['amount_kind'])}"
            where = f"{hop['decision']}: {', '.join(hop['locators'])}"
            inferred = [f"{field.replace('_', ' ')} (inferred)" for field in hop.get("inferred", ())]
            marks = [hop["condition"] or "", "" if hop["stated"] else "inferred", *inferred]
            marks += ["not reviewed"] if hop.get("reviewed") is False else []
            bands[hop["flow"]] = Band(
                _key(hop["funder"]),
                _key(hop["recipient"]),
                hop["amount"],
                words(hop["amount"], hop["amount_kind"]),
                clean("; ".join(filter(None, [said, *marks, where]))),
                bool(hop["condition"] or not hop["stated"] or inferred),
            )
    sources = {_key(party) for party in _list(answer["source"])}
    others: dict[tuple[str, str], list[Any]] = {}
    for pool in answer["method"]["pools"]:
        for row in pool["received"]:
            if row["flow"] not in bands and "source" not in row["may_hold"]:
                others.setdefault((pool["id"], row["flow"]), []).append(row["amount"])
    for (payer, id), amounts in others.items():
        if payer in names and payer not in sources:
            amount = None if None in amounts else sum(amounts, Decimal(0))
            bands[id] = Band(None, payer, amount, f"other money, {words(amount)}", clean(f"{id}: {words(amount)}"), False)
    return list(bands.values()), names


def _key(party: Answer) -> str:
    return str(party["id"] or party["name"])


def _list(found: Any) -> list[Answer]:
    return list(found) if isinstance(found, list) else [found]


# ---- where it stands -------------------------------------------------------------------------------------


def _columns(bands: Iterable[Band], sources: Sequence[str]) -> dict[str, int]:
    """Each party's column: how many steps it is from a source, at most; a cycle does not push it further."""
    bands = [band for band in bands if band.start is not None]
    columns = dict.fromkeys(sources, 0)
    for _ in range(len(bands)):
        changed = False
        for band in bands:
            if band.start in columns and columns.get(band.end, -1) < columns[band.start] + 1 <= len(bands):
                if band.end in sources:
                    continue
                columns[band.end] = columns[band.start] + 1
                changed = True
        if not changed:
            break
    return columns


def _scale(bands: Iterable[Band], answer: Answer) -> Decimal:
    """Pixels a pound: the largest column of money fills the height."""
    sums: dict[str | None, Decimal] = {}
    for band in bands:
        for side in {("in", band.end), ("out", band.start)}:
            sums[str(side)] = sums.get(str(side), Decimal(0)) + (band.amount or 0)
    largest = max([*sums.values(), answer["at_most"] or Decimal(0), Decimal(1)])
    return Decimal(TALL) / largest


def _width(band: Band, scale: Decimal) -> float:
    return UNKNOWN if band.amount is None else max(LEAST, float(band.amount * scale))


def _place(nodes: Mapping[str, _Node]) -> float:
    """Give each party its place, column by column; returns where the lowest ends."""
    last = max((node.column for node in nodes.values()), default=0)
    step = (WIDTH - 330) / max(last, 1)
    lowest = 0.0
    for column in range(last + 1):
        y = 100.0
        for node in (n for n in nodes.values() if n.column == column):
            node.x, node.y, node.room = 20 + column * step, y, 26 if column == last else max(12, int(step / 8.5))
            y += node.height + GAP
            lowest = max(lowest, y)
    return lowest


# ---- how it is drawn -------------------------------------------------------------------------------------


def _ribbons(bands: Iterable[Band], nodes: Mapping[str, _Node], width: Mapping[Band, float]) -> Iterable[str]:
    for band in bands:
        if band.end not in nodes or (band.start is not None and band.start not in nodes):
            continue
        thick, end = width[band], nodes[band.end]
        y1 = end.y + end.left
        end.left += thick
        if band.start is None:
            x0, y0 = end.x - 90, y1 + 26
        else:
            start = nodes[band.start]
            x0, y0 = start.x + NODE, start.y + start.right
            start.right += thick
        x1, middle = end.x, (x0 + end.x) / 2
        shape = (
            f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
            f"V{y1 + thick:.1f}C{middle:.1f} {y1 + thick:.1f} {middle:.1f} {y0 + thick:.1f} {x0:.1f} {y0 + thick:.1f}Z"
        )
        colour = GREY if band.start is None else BLUE
        kind = "url(#unknown)" if band.amount is None else colour
        edge = f' stroke="{colour}" stroke-dasharray="5 3"' if band.broken else ""
        yield (
            f'<path d="{shape}" fill="{kind}" fill-opacity="{1 if band.amount is None else 0.4}"{edge}>'
            f"<title>{escape(band.words)}</title></path>"
        )
        at = y0 + min(thick / 2 + 4, thick + 12) if band.start is not None else y0 + thick + 14
        yield f'<text x="{x0 + 6:.1f}" y="{at:.1f}" font-size="12" {_HALO}>{escape(band.label)}</text>'


def _box(node: _Node) -> str:
    lines = _lines(node.name, node.room)
    shown = "".join(
        f'<tspan x="{node.x:.1f}" dy="{0 if at == 0 else 14}">{escape(line)}</tspan>' for at, line in enumerate(lines)
    )
    top = node.y - 6 - 14 * (len(lines) - 1)
    return (
        f'<rect x="{node.x:.1f}" y="{node.y:.1f}" width="{NODE}" height="{node.height:.1f}" fill="{INK}"/>'
        f'<text x="{node.x:.1f}" y="{top:.1f}" font-size="13" font-weight="600">{shown}</text>'
    )


def _lines(text: str, most: int) -> list[str]:
    """A name in at most three lines."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    lines = [line if len(line) <= most + 6 else line[: most + 5] + "…" for line in lines]
    return lines if len(lines) <= 3 else [*lines[:2], lines[2] + " …"]


def _figures(answer: Answer, targets: Sequence[_Node], scale: Decimal, bottom: float) -> tuple[list[str], float]:
    """The three figures beside the target, as bars on the scale of the ribbons; and where they end."""
    x = max((node.x for node in targets), default=WIDTH - 310) + NODE + 26
    y = min((node.y for node in targets), default=100.0)
    least, estimate, most = (answer[key] for key in ("at_least", "estimate", "at_most"))
    if answer["contradiction"]:
        return [f'<text x="{x:.1f}" y="{y + 14:.1f}" font-size="13">no figures: the facts contradict each other</text>'], bottom
    sure = float((least or Decimal(0)) * scale)
    tall = float(most * scale) if most is not None else max(TALL / 2, sure + 40)
    parts = [
        f'<rect x="{x:.1f}" y="{y:.1f}" width="22" height="{max(tall, 1):.1f}" fill="url(#unknown)" stroke="{INK}"'
        + (' stroke-dasharray="2 4"' if most is None else "")
        + "/>",
        f'<rect x="{x:.1f}" y="{y:.1f}" width="22" height="{sure:.1f}" fill="{BLUE}"/>',
    ]
    rows = [
        (f"at least {words(least)}", y + sure),
        (f"estimate {words(estimate) if estimate is not None else 'not known'}", y + float((estimate or Decimal(0)) * scale)),
        (f"at most {words(most) if most is not None else 'without limit'}", y + tall),
    ]
    at = y - 6
    for (label, mark), bold in zip(rows, ("400", "600", "400"), strict=True):
        at = max(at + 20, mark + 4)
        if label != "estimate not known":
            parts.append(f'<path d="M{x:.1f} {mark:.1f}H{x + 22:.1f}L{x + 34:.1f} {at - 4:.1f}" fill="none" stroke="{INK}"/>')
        parts.append(f'<text x="{x + 38:.1f}" y="{at:.1f}" font-size="13" font-weight="{bold}">{escape(label)}</text>')
    return parts, at + 20


def _page(answer: Answer, parts: Iterable[str], bottom: float) -> str:
    ends = [" and ".join(clean(party["name"]) for party in _list(answer[side])) for side in ("source", "target")]
    title = escape(f"{ends[0]} → {ends[1]}")
    key = (
        f'<rect x="20" y="{bottom + 6:.1f}" width="16" height="11" fill="{BLUE}" fill-opacity="0.4"/>'
        f'<text x="42" y="{bottom + 16:.1f}" font-size="12">may be the source\'s money</text>'
        f'<rect x="220" y="{bottom + 6:.1f}" width="16" height="11" fill="{GREY}" fill-opacity="0.4"/>'
        f'<text x="242" y="{bottom + 16:.1f}" font-size="12">other money</text>'
        f'<rect x="340" y="{bottom + 6:.1f}" width="16" height="11" fill="url(#unknown)"/>'
        f'<text x="362" y="{bottom + 16:.1f}" font-size="12">not known</text>'
        f'<rect x="450" y="{bottom + 6:.1f}" width="16" height="11" fill="none" stroke="{BLUE}" stroke-dasharray="5 3"/>'
        f'<text x="472" y="{bottom + 16:.1f}" font-size="12">conditional or inferred</text>'
    )
    tall = bottom + 30
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall:.0f}" width="{WIDTH}" height="{tall:.0f}" role="img"'
        f' aria-label="{title}" font-family="system-ui, sans-serif" fill="{INK}"><title>{title}</title>'
        '<defs><pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#fff"/><rect width="2.5" height="6" fill="{GREY}"/></pattern></defs>'
        f'<rect width="{WIDTH}" height="{tall:.0f}" fill="#fff"/>'
        f'<text x="20" y="28" font-size="16" font-weight="600">{title}</text>{"".join(parts)}{key}</svg>'
    )
