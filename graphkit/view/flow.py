"""The answer of a trace as a flow picture (Sankey): bands as wide as their amounts, bounds and unknowns visible.

SVG that needs nothing else: no script, no font, no request, no style. Money of the source is blue, other money that
may pay for the same is grey; what is hatched may be, and is not sure; what is inferred or conditional has a broken
edge; what comes round again runs back below. At the right stand the three figures, on the same scale.

A page may recolour it by its classes: ``gk-paper`` (fill), ``gk-ink`` (text, fill), ``gk-halo`` (stroke round text),
``gk-band`` and ``gk-other`` (fills), ``gk-hatch`` (fill is a pattern: leave it), ``gk-line`` and ``gk-edge`` (strokes),
``gk-box`` (fill).
``data-flow`` has the ids of the flows that a band stands for, with spaces between.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2s
from html import escape
from typing import Any

from graphkit.money import words
from graphkit.view._bands import ZERO, Drawn, drawn, listed
from graphkit.view._fewer import folded, merged
from graphkit.view._ink import HATCH, INK, Ink
from graphkit.view._letters import cut, rtl, wide
from graphkit.view._ranks import back_bands, columns
from graphkit.view._sankey import NODE, Layout
from graphkit.view._shapes import n
from graphkit.view._text import clean

Answer = Mapping[str, Any]
#: The room at the right for the figures, and for names beside them where there are several targets.
FIGURES, NAMES = 250.0, 130.0
#: A band thinner than this, next to another such between the same parties, is drawn as one with it.
THIN = 11.0


class Svg(str):
    """SVG text that a notebook shows as a picture."""

    def _repr_svg_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<SVG of {len(self):,} letters>"


def flow(answer: Answer) -> Svg:
    """A flow picture of an answer of ``trace`` that was asked with ``explain``; the same answer gives the same bytes."""
    picture, layout = _laid(drawn(answer), answer)
    small = {way.band for way in layout.ways if way.width < THIN or way.band.most is None}
    few = merged(picture.bands, small)
    if len(few) < len(picture.bands):
        picture, layout = _laid(picture._replace(bands=few), answer)
    ink = Ink(layout, picture)
    beside = _figures(answer, picture, layout, ink)
    ink.labels()
    return Svg(_page(answer, ink, max(layout.bottom, beside)))


def _laid(picture: Drawn, answer: Answer) -> tuple[Drawn, Layout]:
    """A picture and its layout; the smallest parties of an overfull column as one."""
    right = FIGURES + (NAMES if len(picture.targets) > 1 else 0)
    while True:
        back = back_bands(picture.bands, picture.sources, picture.targets)
        at = columns(picture, back)
        fewer = folded(picture, at)
        if fewer is picture:
            return picture, Layout(picture, at, back, answer["at_most"] or ZERO, right)
        picture = fewer


def _figures(answer: Answer, picture: Drawn, layout: Layout, ink: Ink) -> float:
    """The three figures beside the target, as a bar on the scale of the bands; returns where they end."""
    boxes = [layout.boxes[key] for key in picture.targets]
    x = boxes[0].x + NODE + layout.aside + (NAMES if len(boxes) > 1 else 24)
    y = min(box.y for box in boxes)
    least, estimate, most = (answer[key] for key in ("at_least", "estimate", "at_most"))
    if answer["contradiction"]:
        ink.text(x, y + 14, "no figures: the facts", 13, "")
        ink.text(x, y + 30, "contradict each other", 13, "")
        return y + 40
    if not answer["paths"] and most == 0:
        ink.text(x, y - 22, "no way is known", 13, "")
    sure = float((least or ZERO) * layout.scale)
    tall = float(most * layout.scale) if most is not None else max(130.0, sure + 40)
    ink.bar(x, y, sure, tall, endless=most is None)
    rows = [
        (f"at least {words(least)}", sure),
        (f"estimate {words(estimate) if estimate is not None else 'not known'}", float((estimate or ZERO) * layout.scale)),
        (f"at most {words(most) if most is not None else 'without limit'}", tall),
    ]
    at = y - 8
    for row, (label, mark) in enumerate(rows):
        at = max(at + 20, y + mark + 4)
        if row == 1 and estimate is None:
            at = max(at, min(y + (sure + tall) / 2 + 4, y + tall - 16))
        else:
            ink.line(f"M{n(x)} {n(y + mark)}h22L{n(x + 34)} {n(at - 4)}")
        ink.text(x + 38, at, label, 13, "font-weight='600'" if row == 1 else "")
    return at + 8


def _page(answer: Answer, ink: Ink, bottom: float) -> str:
    ends = [" and ".join(clean(party["name"]) for party in listed(answer[side])) for side in ("source", "target")]
    room = ink.layout.wide - 70
    short = min(room / 2, *(wide(end, 16, bold=True) for end in ends))
    shown = [cut(end, max(room / 2, room - short), 16, bold=True) for end in ends]
    heading = "<tspan> → </tspan>".join(
        f'<tspan unicode-bidi="isolate">{escape(end)}</tspan>' if rtl(end) else escape(end) for end in shown
    )
    said = escape(" → ".join(ends), quote=False)
    parts, bottom = ink.legend(bottom)
    width = n(ink.layout.wide)
    body = "".join([*ink.drawn(), parts])
    # An id of its own for each picture: several may stand in one page.
    mark = "gk" + blake2s((said + body).encode(), digest_size=4).hexdigest()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {n(bottom)}" width="{width}" height="{n(bottom)}"'
        f' role="img" font-family="system-ui, sans-serif"><title>{said}</title>{ink.patterns()}'
        f'<rect class="gk-paper" width="{width}" height="{n(bottom)}" fill="#fff"/>'
        f'<text class="gk-ink" x="16" y="26" font-size="16" font-weight="600" fill="{INK}">{heading}</text>{body}</svg>'
    ).replace(HATCH, mark)
