"""A line round organisations: who stands on which side of it, and the network when each outside is one place.

A joint group, or a number of bodies named together, is inside where all its members are, outside where none
is, and straddles the line otherwise.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graphkit.desk import Desk
from graphkit.errors import UsageError
from graphkit.flows import Loaded
from graphkit.tracing.flow import Flow

#: Where money goes that leaves, and what pays a group that straddles the line. No party's id has a bracket.
OUT, BESIDE = "(outside)", "(outside, to share)"


class Contracted(NamedTuple):
    """A network in which all outsiders are a few places; ``sources`` are those from which money comes in."""

    flows: list[Flow]
    groups: dict[str, tuple[str, ...]]
    lacking: frozenset[str]
    sources: frozenset[str]


class Boundary:
    """The line; a group that is named stands for its members. UnknownName and UsageError where it means nothing."""

    def __init__(self, desk: Desk, names: Sequence[str]) -> None:
        named = {desk.resolve(name)["id"] for name in ([names] if isinstance(names, str) else names)}
        if not named:
            raise UsageError("a boundary round nobody", "name at least one organisation")
        self.desk = desk
        self.parties = [desk.party(id) for id in sorted(named)]
        self.inside = named | {member for _, member in self._members("party", named)}
        within = {group for group, _ in self._members("member", self.inside)}
        # Groups with a member inside, and whether all are.
        self._groups = dict.fromkeys(sorted(within), True)
        for group, member in self._members("party", within):
            self._groups[group] = self._groups[group] and member in self.inside

    def _members(self, which: str, ids: set[str]) -> list[tuple[str, str]]:
        """Groups and their members, where the group (``party``) or the ``member`` is one of these."""
        return self.desk.db.execute(
            "SELECT party, member FROM member JOIN organisation ON id = party WHERE kind IN ('joint group', 'collective')"
            f" AND {which} IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(ids))],
        ).fetchall()

    def side(self, party: str) -> bool | None:
        """True inside, False outside, None where a group has members on both sides."""
        if party in self.inside:
            return True
        return (self._groups[party] or None) if party in self._groups else False

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

    def contracted(self, loaded: Loaded) -> Contracted:
        """The network seen from inside: what comes in is paid by a :func:`place`, what goes out is paid to OUT.

        What goes on between outsiders is gone, so money that left is not followed: if it comes back, it is
        incoming once more. What outside members of a straddling group take of its pot has left, too.
        """
        kept: list[Flow] = []
        sources: set[str] = set()
        for flow in loaded.flows:
            payer, payee = self.side(flow.payer), self.side(flow.payee)
            if payer is False and payee:
                sources.add(place(flow.stage, flow.amount is not None))
                kept.append(flow._replace(payer=place(flow.stage, flow.amount is not None), funded_from=None))
            elif payer is False and payee is None:
                kept.append(flow._replace(payer=BESIDE, funded_from=None))
            elif payer is not False:
                kept.append(flow if payee is not False else flow._replace(payee=OUT))
        within = {
            group: tuple(dict.fromkeys(member if member in self.inside else OUT for member in members))
            for group, members in loaded.groups.items()
            if self.side(group) is not False
        }
        # What pays for what outsiders pay is not asked here.
        lacking = loaded.lacking - {flow.id for flow in kept if flow.funded_from is None}
        return Contracted(kept, within, lacking, frozenset(sources))


def place(stage: str | None, stated: bool = True) -> str:
    """Where money comes from that comes in: one place for each stage, and one for amounts that are not stated.

    >>> place("received"), place("in_force", stated=False)
    ('(outside, received)', '(outside, in force, not stated)')
    """
    return f"(outside, {(stage or 'no stage').replace('_', ' ')}{'' if stated else ', not stated'})"
