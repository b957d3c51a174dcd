"""A party as it is known by itself: its names, numbers and places, and which kinds of party there are."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from graphkit import names, ontology
from graphkit.errors import UnknownName
from graphkit.store import Store

#: Every party counts as one, whatever its kind.
ANY = "Organisation"
_AREAS = """SELECT DISTINCT iif(carries IS NULL, fact.subject, fact.object) AS party, organisation
FROM participant JOIN fact ON fact.id = participant.fact JOIN relation ON relation.name = fact.relation
WHERE field = 'areas' AND party IS NOT NULL AND coalesce(carries, 'money') = 'money'
UNION SELECT id, id FROM organisation WHERE kind = 'local authority' ORDER BY 1, 2"""


class Party(NamedTuple):
    """An organisation as it is shown; ``identifiers`` by scheme, ``unit_of`` as a pair of id and name."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    former_names: tuple[str, ...]
    identifiers: Mapping[str, str]
    unit_of: tuple[str, str] | None
    since: str | None
    until: str | None
    note: str | None


def party(store: Store, id: str) -> Party | None:
    """The party of an id; None where there is none, or its document does not name it."""
    row = store.db.execute(
        "SELECT p.id, p.name, p.kind, p.aliases, p.former_names, p.identifiers, p.since, p.until, p.note, u.id, u.name"
        " FROM organisation p LEFT JOIN organisation u ON u.id = p.unit_of WHERE p.id = ? AND p.kind <> 'unnamed'",
        (id,),
    ).fetchone()
    if row is None:
        return None
    id, name, kind, aliases, former, identifiers, since, until, note, unit, unit_name = row
    return Party(
        id,
        name,
        kind,
        tuple(json.loads(aliases)),
        tuple(json.loads(former)),
        json.loads(identifiers),
        (unit, unit_name) if unit else None,
        since,
        until,
        note,
    )


class Areas:
    """Where parties are said to work, or are paid for work, and an authority's own area: read once for all of them, when
    somebody asks.

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     Areas()(store, "lambeth")[:1]
    (('croydon', 'London Borough of Croydon'),)
    """

    def __init__(self) -> None:
        self._areas: dict[str, list[str]] | None = None

    def __call__(self, store: Store, id: str) -> tuple[tuple[str, str], ...]:
        """Ids and names of a party's areas; groups of areas one by one. Always of the same store."""
        if self._areas is None:
            listed: dict[str, list[str]] = {}
            for party, area in store.db.execute(_AREAS):
                listed.setdefault(party, []).append(area)
            self._areas = listed
        found = store.db.execute(
            "SELECT id, name FROM organisation WHERE id IN (SELECT coalesce(member, value) FROM json_each(?)"
            " LEFT JOIN member ON party = value) ORDER BY name, id",
            (json.dumps(self._areas.get(id, ())),),
        )
        return tuple(found.fetchall())


def kinds(store: Store) -> dict[str, str]:
    """Kinds of party that a store has, with the name of their class: what a type is called where types have ids."""
    classes = ontology.load().kinds
    found = store.db.execute("SELECT DISTINCT kind FROM organisation WHERE kind <> 'unnamed' ORDER BY 1")
    return {kind: str(classes.get(kind, kind)).rpartition("#")[2] for (kind,) in found}


def meant(known: Mapping[str, str], word: str) -> frozenset[str]:
    """The kind that a word means, by its own name or its class's, or all of them; none where nobody has it.

    >>> meant({"local authority": "LocalAuthority", "charity": "Charity"}, "LocalAuthority")
    frozenset({'local authority'})
    >>> sorted(meant({"local authority": "LocalAuthority", "charity": "Charity"}, "Organisation"))
    ['charity', 'local authority']
    """
    if word.casefold() == ANY.casefold():
        return frozenset(known)
    return frozenset(kind for kind, called in known.items() if names.slug(word) in (names.slug(kind), called.casefold()))


def of_kind(known: Mapping[str, str], word: str) -> frozenset[str]:
    """The same; UnknownName where nobody has it."""
    if not (found := meant(known, word)):
        raise UnknownName(word, names.near(word, known) or sorted(known), "there is no kind")
    return found
