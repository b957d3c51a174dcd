"""The parties that a document names: known ones by their own name, new ones gathered for the reviewer."""

import re
from collections.abc import Iterable
from typing import Any

from graphkit import names
from graphkit.drafting.written import Inline
from graphkit.errors import AmbiguousName, UnknownName
from graphkit.model import Organisation
from graphkit.reading.facts import Party
from graphkit.reading.likely import kind_of

#: The kind of party that says nothing: the reviewer writes what it is.
UNKNOWN = "not known"
#: Words of posts, looked for where an office-holder is likely: who decides, who hands authority on, who gets it.
_POSTS = re.compile(r"\b(officer|director|mayor|head|manager|commissioner|secretary|chief|chair)\b")


def kind(name: str, likely: str = UNKNOWN) -> str:
    """The kind of a party that nobody knows yet, where its name is sure to tell; else what is likely, or not known.

    >>> kind("Otter Works Ltd"), kind("Anytown Borough Council"), kind("Youth Council"), kind("Otter Trust")
    ('company', 'local authority', 'not known', 'not known')
    """
    key = names.key(name)
    if likely == "role":
        return "role" if _POSTS.search(key) else UNKNOWN
    return kind_of(name) or likely


class Parties:
    """How a draft writes parties. ``new`` are those that the gazetteer does not know, in the order in which they were met."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._known = names.Resolver(organisations)
        self._met: dict[str, dict[str, Any]] = {}

    @property
    def new(self) -> list[dict[str, Any]]:
        """The new parties, ``{"id", "name", "kind"}`` each."""
        return list(self._met.values())

    def known(self, party: Party) -> bool:
        """Whether the gazetteer has a party, by its id or by its name."""
        return party.id in self._known.by_id or self._named(party.name) is not None

    def proper(self, party: Party | None) -> str | None:
        """A party's name as the gazetteer has it; None for nobody and for who is only described."""
        if party is None or party.unnamed:
            return None
        if party.id in self._known.by_id:
            return self._known.by_id[party.id].name
        found = self._named(party.name)
        return found.name if isinstance(found, Organisation) else party.name

    def written(self, party: Party | None, nobody: str, likely: str = UNKNOWN) -> str | Inline:
        """A party as a data file has it; ``nobody`` describes who is not told."""
        if party is None or party.unnamed:
            return Inline(unnamed=party.name if party and party.name.strip() else nobody)
        if party.id in self._known.by_id:
            return self._one(self._known.by_id[party.id])
        return self.called(party.name, likely)

    def called(self, name: str, likely: str = UNKNOWN) -> str | Inline:
        """The party of a name as a data file has it: a new one where nobody has the name."""
        found = self._named(name)
        if isinstance(found, Organisation):
            return self._one(found)
        if isinstance(found, AmbiguousName):
            return Inline(unnamed=f"{name}: may be {' or '.join(found.candidates)}")
        if not names.key(name):
            return Inline(unnamed=name.strip() or "no name")
        return str(self._met.setdefault(names.key(name), self._entry(name, likely))["name"])

    def _named(self, name: str) -> Organisation | AmbiguousName | None:
        try:
            return self._known(name)
        except AmbiguousName as error:
            return error
        except UnknownName:
            return None

    def _one(self, party: Organisation) -> str:
        """A name that leads to this party alone."""
        return party.name if self._named(party.name) == party else party.id

    def _entry(self, name: str, likely: str) -> dict[str, Any]:
        stem = names.slug(name) or "party"
        taken = {*self._known.by_id, *(entry["id"] for entry in self._met.values())}
        number = next(n for n in range(1, len(taken) + 2) if (stem if n == 1 else f"{stem}-{n}") not in taken)
        return {"id": stem if number == 1 else f"{stem}-{number}", "name": name, "kind": kind(name, likely)}
