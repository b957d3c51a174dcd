"""A line round organisations: who stands on which side of it, and the network when each outside is one place.

A joint group, or a number of bodies named together, is inside where all its members are, outside where none
is, and straddles the line otherwise. The same goes for parties outside that are named as payers or payees.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graphkit.desk import Desk
from graphkit.errors import UsageError
from graphkit.model import SHARING
from graphkit.moves import Loaded
from graphkit.tracing.flow import Flow

#: Where money goes that leaves: to those asked about, or elsewhere. No party's id has a bracket.
OUT, ELSEWHERE = "(outside)", "(outside, elsewhere)"
#: What pays in beside those asked about, or pays a group that straddles the line.
BESIDE = "(outside, beside)"
_PLACES = frozenset({OUT, ELSEWHERE})

DIRECTIONS = ("incoming", "internal", "outgoing")
SHARED = "shared_not_split"


class Contracted(NamedTuple):
    """A network in which all outsiders are a few places; ``sources`` are those from which money comes in."""

    flows: list[Flow]
    groups: dict[str, tuple[str, ...]]
    lacking: frozenset[str]
    sources: frozenset[str]


class Boundary:
    """The line; a group that is named stands for its members. UnknownName and UsageError where it means nothing."""

    def __init__(self, desk: Desk, names: Sequence[str]) -> None:
        self.desk = desk
        named = self.named(names)
        if not named:
            raise UsageError("a boundary round nobody", "name at least one organisation")
        self.parties = [desk.party(id) for id in sorted(named)]
        self.inside = named | {member for _, member in self.members("party", named)}
        within = {group for group, _ in self.members("member", self.inside)}
        # Groups with a member inside, and whether all are.
        self._groups = dict.fromkeys(sorted(within), True)
        for group, member in self.members("party", within):
            self._groups[group] = self._groups[group] and member in self.inside

    def named(self, names: Sequence[str]) -> set[str]:
        """Ids of the parties of these names."""
        return {self.desk.resolve(name)["id"] for name in ([names] if isinstance(names, str) else names)}

    def members(self, which: str, ids: set[str]) -> list[tuple[str, str]]:
        """Groups and their members, where the group (``party``) or the ``member`` is one of these."""
        return self.desk.db.execute(
            f"SELECT party, member FROM member JOIN organisation ON id = party WHERE kind IN {SHARING}"
            f" AND {which} IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(ids))],
        ).fetchall()

    def side(self, party: str) -> bool | None:
        """True inside, False outside, None where a group has members on both sides."""
        if party in self.inside:
            return True
        return (self._groups[party] or None) if party in self._groups else False

    def direction(self, payer: str, payee: str, payers: "Outsiders", payees: "Outsiders") -> str | None:
        """One of DIRECTIONS, or SHARED where a group has parts that differ; None where nobody asked about is at its outer end."""
        pays, gets = self.side(payer), self.side(payee)
        if pays and gets:
            return "internal"
        into = pays is not True and gets is not False and payers.holds(payer)
        out = gets is not True and pays is not False and payees.holds(payee)
        if into is False and out is False:
            return None
        if None in (pays, gets, into, out):
            return SHARED
        return "incoming" if gets else "outgoing"

    @property
    def touching(self) -> frozenset[str]:
        """Parties whose flows touch the line: those inside, and groups with a member inside."""
        return frozenset(self.inside | self._groups.keys())

    def units(self, parties: Iterable[str]) -> list[str]:
        """Names of those of these parties that stand outside, though they are units of a party inside."""
        sides = [json.dumps(sorted(ids)) for ids in (self.inside, set(parties) - self.inside)]
        rows = self.desk.db.execute(
            "SELECT name FROM organisation WHERE unit_of IN (SELECT value FROM json_each(?))"
            " AND id IN (SELECT value FROM json_each(?)) ORDER BY 1",
            sides,
        )
        return [name for (name,) in rows]

    def contracted(self, loaded: Loaded, payers: "Outsiders", payees: "Outsiders") -> Contracted:
        """The network seen from inside: what comes in is paid by a :func:`place`, what goes out is paid to OUT.

        What comes in from others than the ``payers`` is paid by BESIDE, what goes out to others than the ``payees`` is
        paid ELSEWHERE. Of a group of which some are payees, they may take anything from nothing to all.

        What goes on between outsiders is gone, so money that left is not followed: if it comes back, it is
        incoming once more. What outside members of a straddling group take of its pot has left, too.
        """
        kept: list[Flow] = []
        sources: set[str] = set()
        for flow in loaded.flows:
            payer, payee = self.side(flow.payer), self.side(flow.payee)
            if payer is False and payee and payers.holds(flow.payer):
                sources.add(place(flow.stage, flow.amount is not None))
                kept.append(flow._replace(payer=place(flow.stage, flow.amount is not None), funded_from=None))
            elif payer is False and payee is not False:
                kept.append(flow._replace(payer=BESIDE, funded_from=None))
            elif payer is not False:
                kept.append(flow if payee is not False else flow._replace(payee=_end(payees, flow.payee) or flow.payee))
        within = {
            group: tuple(dict.fromkeys(m if m in self.inside else _end(payees, m) or OUT for m in members))
            for group, members in loaded.groups.items()
            if self.side(group) is not False
        }
        within |= {flow.payee: (OUT, ELSEWHERE) for flow in kept if flow.payee not in _PLACES and self.side(flow.payee) is False}
        # What pays for what outsiders pay is not asked here.
        lacking = loaded.lacking - {flow.id for flow in kept if flow.funded_from is None}
        return Contracted(kept, within, lacking, frozenset(sources))


class Outsiders:
    """Parties outside that are asked about, by name; a group stands for its members. With no name, all outside are.

    UnknownName, AmbiguousName, and UsageError where one is inside.
    """

    def __init__(self, line: Boundary, names: Sequence[str]) -> None:
        named = line.named(names)
        self.parties = [line.desk.party(id) for id in sorted(named)]
        if inside := [line.desk.party(id)["name"] for id in sorted(named) if line.side(id)]:
            raise UsageError(f"{', '.join(inside)}: inside the boundary", "name parties outside it")
        self._line = line
        self._all = named | {member for _, member in line.members("party", named)}
        self._known: dict[str, bool | None] = dict.fromkeys(self._all, True)

    def holds(self, party: str) -> bool | None:
        """Whether a party is one of them; None for a group of whose members outside some are."""
        if self.parties and party not in self._known:
            members = {member for _, member in self._line.members("party", {party})} - self._line.inside
            asked = members & self._all
            self._known[party] = bool(asked) if asked in (set(), members) else None
        return self._known.get(party, True)


def _end(payees: Outsiders, party: str) -> str | None:
    """Where money goes that is paid to a party outside; None where it is a group of which some are payees."""
    return {True: OUT, False: ELSEWHERE, None: None}[payees.holds(party)]


def place(stage: str | None, stated: bool = True) -> str:
    """Where money comes from that comes in: one place for each stage, and one for amounts that are not stated.

    >>> place("received"), place("in_force", stated=False)
    ('(outside, received)', '(outside, in force, not stated)')
    """
    return f"(outside, {(stage or 'no stage').replace('_', ' ')}{'' if stated else ', not stated'})"
