"""The picture and the style of the ontology's page."""

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.ontology_page import Term

STYLE = """
:root { --paper: #f6f6f3; --card: #ffffff; --ink: #1c1f23; --muted: #575e66; --rule: #d5d8d6; --link: #0b57d0;
  --a: #dbe9f6; --b: #f6e6d6; --c: #dff0e6; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --card: #20252a; --ink: #eceff1; --muted: #a6afb8;
  --rule: #353c43; --link: #8ab4f8; --a: #20384e; --b: #46341f; --c: #1f3d2c; } }
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
body { margin: 0 auto; padding: 0 16px 32px; max-width: 60rem; background: var(--paper); color: var(--ink);
  overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 8px; top: 8px; background: var(--card); padding: 4px 8px; }
article { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 10px 16px; margin: 12px 0; }
article:target { outline: 2px solid var(--link); }
h3 { margin: 4px 0; font-size: 1.05rem; } h3 small, .none, footer { color: var(--muted); font-weight: normal; }
p { margin: 6px 0; } nav li { margin: 6px 0; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 2px 14px; margin: 6px 0; }
dt { color: var(--muted); } dd { margin: 0; }
pre { background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; padding: 8px 10px;
  overflow-x: auto; white-space: pre-wrap; }
code { font: .9em ui-monospace, "SF Mono", Consolas, monospace; }
svg { width: 100%; height: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; }
svg text { fill: var(--ink); font-size: 13px; } svg .role { fill: var(--muted); font-size: 11.5px; }
svg path { stroke: var(--muted); fill: none; }
svg .a { fill: var(--a); } svg .b { fill: var(--b); } svg .c { fill: var(--c); }
svg rect { stroke: var(--rule); } svg marker path { fill: var(--muted); }
@media print { body { max-width: none; background: none; } }
"""

_ROW, _TOP = 44, 16
_BODY, _HEAD = (14, 130), (690, 130)
_MIDDLE = (330, 170)


def drawing(every: list["Term"]) -> str:
    """Parties at the left, each kind of fact in the middle with what ties it to them, decisions at the right."""
    named = {term.name: term for term in every}
    facts = [term for term in every if term.kind == "Kinds of fact"]
    totals = [term for term in every if "qb:Observation" in term.parents]
    height = _TOP * 2 + _ROW * (len(facts) + len(totals)) - 10
    bottom = _TOP + _ROW * len(facts) - 10
    parts = [_box(_BODY, _TOP, height - 2 * _TOP, "gk:Organisation", "a"), _box(_HEAD, _TOP, bottom - _TOP, "gk:Decision", "c")]
    words = []
    for place, term in enumerate([*facts, *totals]):
        top = _TOP + _ROW * place
        middle = top + (_ROW - 10) // 2
        ends = [
            other.label
            for other in every
            if term.name in other.domain and "gk:Organisation" in other.range and "gk:Organisation" in named
        ]
        parts.append(_box(_MIDDLE, top, _ROW - 10, term.name, "b"))
        parts += _line(_MIDDLE[0], middle, _BODY[0] + _BODY[1], ", ".join(ends)) if ends else []
        if term in facts:
            parts += _line(_MIDDLE[0] + _MIDDLE[1], middle, _HEAD[0], "stated in")
        words.append(term.label + (f" ({', '.join(ends)})" if ends else ""))
    return (
        f'<figure><svg viewBox="0 0 834 {height}" role="img" aria-labelledby="drawn"><title id="drawn">'
        "Every kind of fact, the properties of its own that name a party, and the decision in which it is stated</title>"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z"/></marker></defs>{"".join(parts)}</svg>'
        f"<figcaption>In words: {escape('; '.join(words))}. Each fact is stated in a decision; a funding total is made of facts."
        " Fields that several kinds share, such as owner or area, are under the properties.</figcaption></figure>"
    )


def _box(place: tuple[int, int], top: int, height: int, name: str, part: str) -> str:
    left, width = place
    return (
        f'<a href="#{escape(name[3:])}"><rect class="{part}" x="{left}" y="{top}" width="{width}" height="{height}" rx="6"/>'
        f'<text x="{left + width // 2}" y="{top + height // 2 + 4}" text-anchor="middle">{escape(name)}</text></a>'
    )


def _line(start: int, middle: int, end: int, words: str) -> list[str]:
    return [
        f'<path d="M{start} {middle}H{end}" marker-end="url(#tip)"/>',
        f'<text class="role" x="{(start + end) // 2}" y="{middle - 5}" text-anchor="middle">{escape(words)}</text>',
    ]
