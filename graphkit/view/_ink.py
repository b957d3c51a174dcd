"""A flow picture's layout as SVG: bands, boxes, names, and labels that never cover one another."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from graphkit.view._bands import Drawn
from graphkit.view._letters import cut, lines, wide
from graphkit.view._parts import Box, Way
from graphkit.view._sankey import NODE, SIZE, Layout
from graphkit.view._shapes import edge, n, places, shape
from graphkit.view._text import clean

BLUE, GREY, INK, PAPER = "#0072b2", "#8a8a8a", "#1b1b1b", "#fff"
#: Stands for the id of the patterns until the whole picture is known; no text can hold it.
HATCH = "\x00"
_LABEL = 12.0
#: With more bands than this a label may lie over any.
_CROWD = 60
_CLASS = {"": ("gk-band", BLUE), "o": ("gk-other", GREY)}


def _text(text: str) -> str:
    return escape(text, quote=False)


class Ink:
    """What is drawn so far, in layers: bands below, boxes and lines above, text on top."""

    def __init__(self, layout: Layout, picture: Drawn) -> None:
        self.layout, self.picture = layout, picture
        self.signs: dict[str, None] = {}  # what the legend has to explain
        self._hatched: set[str] = set()
        self._taken: list[tuple[float, float, float, float]] = []
        self._bands: list[str] = []
        self._over: list[str] = []
        self._names: list[str] = []
        self._labels: list[str] = []
        self._sides: list[str] = []
        for way in layout.ways:
            self._bands += self._band(way)
        for box in layout.boxes.values():
            self._box(box)

    # ---- bands ---------------------------------------------------------------------------------------

    def _band(self, way: Way) -> Iterator[str]:
        band = way.band
        kind = "o" if band.other else ""
        name, colour = _CLASS[kind]
        title = f"<title>{_text(band.words)}</title></path>"
        flows = f' data-flow="{escape(" ".join(map(clean, band.flows)))}"' if band.flows else ""
        # A hair between two bands, so that one sees that they are two.
        low = way.width - (1 if way.width > 4 else 0)
        sure = low if band.known else min(float(band.sure * self.layout.scale), low)
        self.signs["other" if kind else "source"] = None
        broken, dashed = "", ""
        if band.broken:
            self.signs["broken"] = None
            dashed = " gk-edge"
            broken = f' stroke="{colour}" stroke-dasharray="5 3"'
        if sure:
            look = f'class="{name}{dashed}" fill="{colour}" fill-opacity=".4"{broken}{flows}'
            yield f'<path {look} d="{shape(way, 0, sure)}">{title}'
        if sure < low:
            self.signs["hatch"] = None
            self._hatched.add(kind)
            outline = shape(way, sure, low)
            yield f'<path class="gk-hatch{dashed}" fill="url(#{HATCH}{kind})"{broken}{flows} d="{outline}">{title}'

    def patterns(self) -> str:
        """The hatchings that occur."""
        found = "".join(
            f'<pattern id="{HATCH}{kind}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<path class="gk-paper" fill="{PAPER}" d="M0 0h6v6H0z"/>'
            f'<path class="{_CLASS[kind][0]}" fill="{_CLASS[kind][1]}" fill-opacity=".5" d="M0 0h2.5v6H0z"/></pattern>'
            for kind in sorted(self._hatched)
        )
        return f"<defs>{found}</defs>" if found else ""

    # ---- boxes, lines and text -----------------------------------------------------------------------

    def _box(self, box: Box) -> None:
        other = box.key in self.picture.others
        look = f'class="gk-other" fill="{GREY}"' if other else f'class="gk-box" fill="{INK}"'
        self._over.append(f'<path {look} d="M{n(box.x)} {n(box.y)}h{n(NODE)}v{n(box.height)}h{n(-NODE)}z"/>')
        self._take(box.x - 1, box.y, NODE + 2, box.height)
        whole = self.picture.names[box.key]
        title = "" if " ".join(box.name) == " ".join(whole.split()) else f"<title>{_text(whole)}</title>"
        top = box.y - box.head
        rows = [f'<tspan x="{n(box.x)}" dy="14">{_text(row)}</tspan>' for row in box.name[1:]]
        light = ' font-weight="400"' if other else ""
        self._names.append(f'<text x="{n(box.x)}" y="{n(top + 13)}"{light}>{title}{_text(box.name[0])}{"".join(rows)}</text>')
        self._take(box.x, top, max(wide(row, SIZE, True) for row in box.name), box.head)

    def bar(self, x: float, y: float, sure: float, tall: float, endless: bool) -> None:
        """The bar of the figures: what is sure filled, what may be hatched."""
        edge = ' stroke-dasharray="2 4"' if endless else ""
        if tall > sure:
            self._hatched.add("")
            self.signs["hatch"] = None
            box = f"M{n(x)} {n(y + sure)}h22V{n(y + tall)}h-22z"
            self._over.append(f'<path class="gk-hatch gk-line" fill="url(#{HATCH})" stroke="{INK}"{edge} d="{box}"/>')
        if sure:
            self._over.append(f'<path class="gk-band" fill="{BLUE}" d="M{n(x)} {n(y)}h22V{n(y + sure)}h-22z"/>')

    def line(self, shape: str) -> None:
        """A thin line, such as from a figure to its place on the bar."""
        self._over.append(f'<path class="gk-line" fill="none" stroke="{INK}" d="{shape}"/>')

    def text(self, x: float, y: float, text: str, size: float, more: str) -> None:
        """A line of text beside the picture."""
        self._sides.append(f'<text x="{n(x)}" y="{n(y)}"{" " + more if more else ""}>{_text(text)}</text>')
        self._take(x, y - size, wide(text, size, True), size + 4)

    def labels(self) -> None:
        """The label of each band where there is room for it; where there is none, its title alone has it."""
        for way in sorted(self.layout.ways, key=lambda way: -way.width):
            label, most = way.band.label, self.layout.step - 24
            rows = [label]
            if wide(label, _LABEL) > most:
                rows = lines(label, most, _LABEL, 2) if way.width >= 30 else [cut(label, most, _LABEL)]
            room, tall = max(wide(row, _LABEL) for row in rows), 13.0 * len(rows)
            if found := self._place(way, room, tall):
                x, y = found
                self._take(x - 2, y - 10, room + 4, tall)
                title = "" if " ".join(rows) == label else f"<title>{_text(label)}</title>"
                more = [f'<tspan x="{n(x)}" dy="13">{_text(row)}</tspan>' for row in rows[1:]]
                self._labels.append(f'<text x="{n(x)}" y="{n(y)}">{title}{_text(rows[0])}{"".join(more)}</text>')

    def _place(self, way: Way, room: float, tall: float) -> tuple[float, float] | None:
        """The first free place where a label lies over the fewest other bands."""
        best, found = 99, None
        for x, y in places(way, room):
            y -= (tall - 13) / 2
            if x >= 4 and x + room <= self.layout.wide - 4 and self._free(x - 2, y - 10, room + 4, tall):
                over = self._over_others(way, x, y - 10, room, tall)
                if over < best:
                    best, found = over, (x, y)
                if not over:
                    break
        return found

    def _over_others(self, way: Way, x: float, y: float, room: float, tall: float) -> int:
        """How many other bands a label would touch, at its ends and its middle; in a crowd nobody can tell."""
        if len(self.layout.ways) > _CROWD:
            return 0
        found = 0
        for other in self.layout.ways:
            if other is not way and not other.back:
                found += any(
                    top is not None and top < y + tall - 2 and y + 2 < top + other.width
                    for top in (edge(other, x), edge(other, x + room / 2), edge(other, x + room))
                )
        return found

    def _take(self, x: float, y: float, width: float, height: float) -> None:
        self._taken.append((x, y, x + width, y + height))

    def _free(self, x: float, y: float, width: float, height: float) -> bool:
        return not any(x < right and left < x + width and y < low and top < y + height for left, top, right, low in self._taken)

    # ---- the whole -----------------------------------------------------------------------------------

    def drawn(self) -> Iterator[str]:
        """All layers, the lowest first; no pointer rests on text that lies over a band."""
        yield from (*self._bands, *self._over)
        yield f'<g class="gk-ink" fill="{INK}" font-size="13"><g font-weight="600" class="gk-halo" {_HALO}>'
        yield from (*self._names, "</g>", *self._sides)
        if self._labels:
            yield f'<g font-size="12" class="gk-halo" {_HALO} pointer-events="none">'
            yield from (*self._labels, "</g>")
        yield "</g>"

    def legend(self, bottom: float) -> tuple[str, float]:
        """What the signs of this picture mean, and where the picture ends."""
        looks = {
            "source": (f'class="gk-band" fill="{BLUE}" fill-opacity=".4"', "may be the source's money"),
            "other": (f'class="gk-other" fill="{GREY}" fill-opacity=".4"', "other money"),
            "hatch": (f'class="gk-hatch" fill="url(#{HATCH}{min(self._hatched, default="")})"', "possible, not sure"),
            "broken": (f'class="gk-edge" fill="none" stroke="{BLUE}" stroke-dasharray="5 3"', "conditional or inferred"),
        }
        x, y, parts = 16.0, bottom + 16, []
        for sign in (sign for sign in looks if sign in self.signs):
            look, said = looks[sign]
            parts.append(f'<path {look} d="M{n(x)} {n(y)}h16v11h-16z"/><text x="{n(x + 22)}" y="{n(y + 10)}">{said}</text>')
            x += 22 + wide(said, 12) + 24
        if self.picture.note:
            y += 20 if parts else 0
            parts.append(f'<text x="16" y="{n(y + 10)}">{_text(self.picture.note)}</text>')
        return f'<g class="gk-ink" fill="{INK}" font-size="12">{"".join(parts)}</g>' if parts else "", y + 24


_HALO = f'stroke="{PAPER}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"'
