"""Groups that a row of a table or an item of a list tells as one: *X (with Y and Z)*, *The Three (X, Y and Z)*, *X/Y*."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.model import SHARING
from graphkit.reading.facts import Party
from graphkit.reading.masked import BODY, masked
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.spaces import phrase
from graphkit.reading.statements import Named, Statement

_NAMED_GROUP = re.compile(r"\A(?P<name>[^()\t]{3,60}?) ?\((?P<members>[^()]{5,300})\)\s*\Z")
#: What a cell holds beside the names of those who propose something together.
_JOINT = re.compile(r"(?:[\s/(),&-]|and|jointly|joint|bid|proposal)*")
_THOSE = rf"(?:the )?{BODY}(?:(?:, and |, | and | & )(?:the )?{BODY}){{0,9}}"
_WITH = r"(?:leading|(?:lead,? )?with|together with|alongside|supported by|in partnership with|and partners:?)"
_LED = re.compile(phrase(rf"(?:[Tt]he )?{BODY}(?: ?\(lead\))?,? ?\(?{_WITH} {_THOSE}\)?[.;]?\s*"))
#: One that nobody knows leads those in the bracket.
_NEW_LEAD = re.compile(
    phrase(rf"(?!Total|Other)(?P<lead>[A-Z][\w&'\u2019-]*(?: [\w&'\u2019-]{{1,30}}){{0,6}}) \({_WITH} {_THOSE}\)\s*")
)


class Group(NamedTuple):
    """Parties that are told as one; ``lead`` is who stands before those it is with, ``name`` what they are called."""

    kind: str
    members: tuple[Party, ...]
    name: str | None = None
    lead: Party | None = None


def groups(said: Statement, gazetteer: Gazetteer) -> Iterator[Group]:
    """The groups of a row or an item: a joint group of the gazetteer, who is with others, a name with its members, a stroke."""
    at = 0
    for cell in said.text.split("\t"):
        inside = [one for one in said.parties if at <= one.start and one.end <= at + len(cell)]
        known = gazetteer.by_id.get(inside[0].party.id or "") if len(inside) == 1 else None
        name, members = None, tuple(one.party for one in inside if one.kind == "local authority" or one.party.id)
        slash = "/" in cell or re.search(r"\bjoint\b", cell) is not None
        group = _NAMED_GROUP.match(cell)
        if len(inside) > 1 and _LED.fullmatch(_blotted(cell, at, inside)):
            yield Group("consortium", tuple(one.party for one in inside), lead=inside[0].party)
        elif inside and (led := _NEW_LEAD.fullmatch(_blotted(cell, at, inside))):
            lead = Party(" ".join(led["lead"].split()))
            yield Group("consortium", (lead, *(one.party for one in inside)), lead=lead)
        elif known and known.kind in SHARING and 1 < len(known.members) < 10:
            members = tuple(Party(gazetteer.by_id[id].name, id) for id in known.members)
            # A group that is called after its members has no name of its own.
            slash = slash or (" and " in known.name and "(" not in cell)
            yield from _group(members, None if slash else known.name, slash)
        elif slash and _JOINT.fullmatch(_rest(cell, at, inside)):
            yield from _group(members, None, slash)
        elif group and _only_members(cell, at, inside):
            name = group["name"].strip()
            members = tuple(one.party for one in inside if one.start >= at + group.start("members"))
            yield from _group(members, name, slash=False)
        at += len(cell) + 1


def _group(members: tuple[Party, ...], name: str | None, slash: bool) -> Iterator[Group]:
    if len(members) > 1:
        yield Group("joint proposal" if slash else "consortium", members, name)


def _blotted(cell: str, at: int, inside: Sequence[Named]) -> str:
    return masked(cell, bodies=[one._replace(start=one.start - at, end=one.end - at) for one in inside])


def _rest(cell: str, at: int, inside: Sequence[Named]) -> str:
    """A cell without the names in it."""
    return _blotted(cell, at, inside).translate({0xE001: None})


def _only_members(cell: str, at: int, inside: Sequence[Named]) -> bool:
    """Whether a bracket holds names and nothing else."""
    bracket = _rest(cell, at, inside).partition("(")[2]
    return re.fullmatch(r"(?:[\s,&/);]|and)*", bracket) is not None
