"""The opening picture: cards at fixed places, lines that show what they carry. Page, SVG and PNG are made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphkit.view._bundles import Bundle, bundles
from graphkit.view._cards import LINES, Cards
from graphkit.view._columns import Link, Role
from graphkit.view._curves import curves
from graphkit.view._facts import Fact
from graphkit.view._layout import CARD, lanes, positions
from graphkit.view._ports import Attached, Box, Line, attach, heights
from graphkit.view._style import width
from graphkit.view._text import clean, label, plain

#: A group of more members is not tied to each by a line: the evidence lists them.
MOST_TIES = 8


@dataclass(frozen=True)
class Card:
    """A party, a stack of parties, or the meeting point (knot) of a partnership of three or more."""

    id: str  # n and the party's place in order, s and the stack's, k and the partnership's
    label: str
    kind: str
    box: Box
    role: str = "party"  # party, stack or knot
    unnamed: bool = False
    group: bool = False
    fact: Fact | None = None  # of a knot


@dataclass(frozen=True)
class Drawn:
    """A line from card to card: a bundle of facts, or the tie of a group to its member (no facts)."""

    id: str
    source: str
    target: str
    facts: tuple[Fact, ...]
    width: float
    line: Attached
    smooth: Mapping[str, Any]
    tag: str = ""
    unknown: bool = False
    inferred: bool = False
    conditional: bool = False
    shared: bool = False  # paid to a group: the split among its members is not stated
    loop: int = 0


@dataclass(frozen=True)
class Drawing:
    """What is drawn when the page opens."""

    cards: Sequence[Card]
    lines: Sequence[Drawn]
    hidden: int = 0  # lines that an overview leaves out
    parties: int = 0  # with a card of their own
    largest: int = 0  # pence of the thickest line
    stacks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return (
            max((card.box.x + card.box.width // 2 for card in self.cards), default=CARD),
            max((card.box.y + card.box.height // 2 for card in self.cards), default=0),
        )


@dataclass
class _Sketch:
    """What is to be drawn, before anything has a place."""

    cards: dict[str, dict[str, Any]]
    lines: list[tuple[str, str, Role, tuple[Fact, ...], dict[str, Any]]]
    keys: dict[str, str] = field(default_factory=dict)  # party or stack -> card


def drawing(parties: Mapping[str, Mapping[str, Any]], found: Sequence[Fact], on: Cards) -> Drawing:
    """Cards and lines of a graph. ``parties`` (id -> what is known) gives them their numbers by order."""
    ids = {party: f"n{at}" for at, party in enumerate(parties)}
    ids |= {stack: f"s{at}" for at, stack in enumerate(on.stacks)}
    sketch = _Sketch({}, [])
    for party, data in parties.items():
        if on.card[party] == party:
            kind = clean(data.get("kind") or "organisation", 60)
            name = str(data.get("name") or party)
            sketch.cards[ids[party]] = {
                "label": label(name), "kind": kind, "unnamed": kind == "unnamed", "group": bool(data.get("members")),
            }  # fmt: skip
    for id, stack in on.stacks.items():
        sketch.cards[ids[id]] = {"label": f"{len(stack.parties):,} more", "kind": stack.kind, "role": "stack", "group": True}
    sketch.keys = {key: id for key, id in ids.items() if id in sketch.cards}
    lines, hidden, largest = _bundled(parties, found, on, ids, sketch)
    sketch.lines += lines
    if not on.stacks:
        _knots(found, ids, sketch)
        _members(parties, ids, sketch)
    return _placed(sketch, hidden, on, largest)


def _bundled(parties: Any, found: Sequence[Fact], on: Cards, ids: Mapping[str, str], sketch: _Sketch) -> tuple[Any, int, int]:
    """The bundles as lines; in an overview only the thickest."""
    made = bundles((fact for fact in found if len(fact.parties) == 2), on.card)
    hidden = 0
    if on.stacks and len(made) > LINES:
        made = sorted(made, key=lambda one: (one.first.carries != "money", -(one.pence or 0), one.source, one.target))
        hidden, made = len(made) - LINES, made[:LINES]
        made.sort(key=lambda one: (one.source, one.target, one.first.relation))
    largest = max((one.pence or 0 for one in made if one.first.carries == "money"), default=0)
    lines = []
    for one in made:
        groups = (bool((parties.get(fact.parties[1]) or {}).get("members")) for fact in one.facts)
        shared = one.first.carries == "money" and all(groups)
        lines.append((ids[one.source], ids[one.target], _role(one), one.facts, _look(one, largest) | {"shared": shared}))
    return lines, hidden, largest


def _look(one: Bundle, largest: int) -> dict[str, Any]:
    return {
        "width": width(one.pence, largest) if one.first.carries == "money" else 2.0,
        "tag": one.tag,
        "unknown": one.unknown,
        "inferred": one.inferred,
        "conditional": one.conditional,
    }


def _role(one: Bundle) -> Role:
    if not one.first.directed:
        return "peer"
    carries = one.first.carries
    return "money" if carries == "money" else "authority" if carries == "authority" else "along"


def _knots(found: Sequence[Fact], ids: Mapping[str, str], sketch: _Sketch) -> None:
    """Partnerships of three or more. Six members would be fifteen lines; one meeting point with six says the
    same and can be read."""
    for at, fact in enumerate(found):
        if len(fact.parties) > 2:
            title = plain(fact.data.get("name") or fact.data.get("kind")).replace("_", " ") or fact.label
            sketch.cards[f"k{at}"] = {"label": label(title, 30), "kind": fact.label, "role": "knot", "fact": fact}
            look = {"width": 2.0, "inferred": fact.inferred}
            sketch.lines += [(f"k{at}", ids[party], "peer", (fact,), look) for party in fact.parties]


def _members(parties: Mapping[str, Mapping[str, Any]], ids: Mapping[str, str], sketch: _Sketch) -> None:
    for party in parties:
        members = sorted({str(one) for one in parties[party].get("members") or ()} & parties.keys() - {party})
        for member in members if len(members) <= MOST_TIES else ():
            sketch.lines.append((ids[party], ids[member], "along", (), {"width": 2.0}))


def _gutters(lane: Mapping[str, int], sketch: _Sketch) -> list[int]:
    """Space between the columns: what the widest tag needs, more where many lines fan out. Narrow
    where nothing is written, since a wide picture is a small one."""
    wide = [84] * max(lane.values(), default=0)
    count = [0] * len(wide)
    for u, v, _, _, look in sketch.lines:
        for k in range(min(lane[u], lane[v]), max(lane[u], lane[v])):
            signs = len(look.get("tag", "")) + (3 if look.get("conditional") else 0)
            wide[k] = max(wide[k], 74 + 8 * min(signs, 24))
            count[k] += 1
    return [room + min(60, 2 * lines_here) for room, lines_here in zip(wide, count, strict=True)]


def _placed(sketch: _Sketch, hidden: int, on: Cards, largest: int) -> Drawing:
    names = {id: " ".join(card["label"].split("\n")) for id, card in sketch.cards.items()}
    knots = frozenset(id for id, card in sketch.cards.items() if card.get("role") == "knot")
    rows = {id: card["label"].split("\n") for id, card in sketch.cards.items()}
    widths = {id: min(CARD, 34 + 7 * max(map(len, lines))) if id in knots else CARD for id, lines in rows.items()}
    least = {id: 15 * len(lines) + 15 if id in knots else 18 * len(lines) + 26 for id, lines in rows.items()}
    links = [Link(u, v, role) for u, v, role, _, _ in sketch.lines]
    ends = [Line(u, v, look["width"]) for u, v, _, _, look in sketch.lines]
    # An overview has the columns of its parties' roles; else money finds the way.
    given = {id: on.column[key] for key, id in sketch.keys.items()} if on.stacks else None
    place = lanes(names, links, knots, given)
    lane = {id: at for id, (at, _) in place.items()}
    tall = heights(least, ends, lane, knots)
    at = positions(place, tall, names, links, _gutters(lane, sketch))
    boxes = {id: Box(*at[id], widths[id], tall[id]) for id in sketch.cards}
    attached = attach(ends, boxes)
    bends = curves(attached, boxes, around=not on.stacks)
    loops: dict[str, int] = {}
    lines = []
    for i, ((u, v, _, facts, look), line, smooth) in enumerate(zip(sketch.lines, attached, bends, strict=True)):
        if u == v:
            loops[u] = loops.get(u, 0) + 1
        lines.append(Drawn(f"e{i}", u, v, facts, line=line, smooth=smooth, loop=loops[u] if u == v else 0, **look))
    return Drawing(
        [Card(id, box=boxes[id], **card) for id, card in sketch.cards.items()],
        lines,
        hidden=hidden,
        parties=on.single,
        largest=largest,
        stacks=on.stacks,
    )
