"""What a line and a card say when a reader of the SVG points at them: the words of the page's evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.view._bundles import Bundle, tag
from graphkit.view._cards import ROLES
from graphkit.view._draw import Card, Drawn
from graphkit.view._facts import Fact
from graphkit.view._payload import _rows, kind_of
from graphkit.view._sheet import Sheet
from graphkit.view._text import clean

#: More lines than this no tooltip shows.
MOST = 16


def of_line(line: Drawn, sheet: Sheet, names: Mapping[str, str]) -> list[str]:
    """Lines of text: who and whom, what it comes to, and every fact with its decision and place."""
    if not line.facts:
        return [names[line.source], f"has the member {names[line.target]}"]
    first = line.facts[0]
    label = sheet.relations[first.relation].label
    between = first.names if len(first.names) > 2 else (names[line.source], names[line.target])
    said = [f"{label}, from", between[0], "to", between[1]] if first.directed else [f"{label} of", *between]
    if len(line.facts) == 1:
        return [*said, *(f"{name}: {value}" for name, value in first.rows)]
    total = tag(line.facts) if first.carries == "money" else f"{len(line.facts)} facts"
    years = Bundle(line.source, line.target, line.facts).years
    return [*said, ", ".join(filter(None, (total, years))), *_cut([of_fact(fact) for fact in line.facts])]


def of_fact(fact: Fact) -> str:
    """One fact in a list: amount, years, stage, marks, and its place in a decision."""
    told = dict(fact.rows)
    what = fact.tag if fact.tag != "?" else "not stated"
    what = what or next((told[key] for key in ("Authority", "Kind", "Service", "Name") if key in told), fact.label)
    years = f"{fact.years[0]} to {fact.years[-1]}" if len(fact.years) > 1 else "".join(fact.years)
    marks = [("inferred", fact.inferred), ("on a condition", fact.conditional), ("not reviewed", fact.draft)]
    marks += [("told again", not fact.counts)]
    said = ", ".join(filter(None, (what, years, fact.stage, *(mark for mark, is_so in marks if is_so))))
    where = ", ".join(filter(None, (told.get("Decision"), told.get("Where"))))
    return f"{said} ({where})" if where else said


class Parties:
    """What is known of the parties on the cards."""

    def __init__(self, sheet: Sheet) -> None:
        self._of: dict[str, list[Fact]] = defaultdict(list)
        for fact in sheet.facts:
            for party in dict.fromkeys(fact.parties):
                self._of[party].append(fact)
        self._sheet = sheet
        self._ids = list(sheet.parties)

    def of_card(self, card: Card) -> list[str]:
        """Lines of text: name, kind, what else is known, and its largest facts with decision and place."""
        at = int(card.id[1:])
        if card.role == "stack":
            stack = list(self._sheet.drawn.stacks.values())[at]
            listed = [name(self._sheet.parties, party) for party in stack.parties]
            return [
                f"{len(listed):,} organisations, {stack.kind}; they {ROLES[stack.column]}",
                *_cut(sorted(listed, key=str.casefold)),
            ]
        if card.fact:
            return [card.fact.label, *card.fact.names, *(f"{key}: {value}" for key, value in card.fact.rows)]
        party = self._ids[at]
        data = self._sheet.parties[party]
        members = [name(self._sheet.parties, str(one)) for one in data.get("members") or ()]
        said = [name(self._sheet.parties, party), kind_of(data), *(f"{key}: {value}" for key, value in _rows(data))]
        said += [f"Members: {'; '.join(members)}"] if members else []
        facts = sorted(self._of[party], key=lambda fact: -(fact.pence or 0))
        return said + _cut([f"{self._way(fact, party)}: {of_fact(fact)}" for fact in facts])

    def _way(self, fact: Fact, party: str) -> str:
        if not fact.directed:
            return f"{fact.label} with {', '.join(one for one, id in zip(fact.names, fact.parties, strict=True) if id != party)}"
        return f"{fact.label} from {fact.names[0]}" if fact.parties[1] == party else f"{fact.label} to {fact.names[1]}"


def name(parties: Mapping[str, Mapping[str, Any]], party: str) -> str:
    """The name of a party, in full."""
    return clean((parties.get(party) or {}).get("name") or party)


def _cut(said: Sequence[str]) -> list[str]:
    return [*said[:MOST], f"and {len(said) - MOST:,} more"] if len(said) > MOST + 1 else list(said)
