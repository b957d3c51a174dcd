"""What the reconciliation service tells of organisations, property by property: of the store's tables, and of its totals."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pyoxigraph import NamedNode

from graphkit import ontology
from graphkit.profile import ANY, Areas, Party, party
from graphkit.serving.dataset import rows
from graphkit.serving.endpoint import Asker
from graphkit.serving.reconcile_asked import Extension
from graphkit.store import Store
from graphkit.terms import digits, id_of, iri

Value = dict[str, Any]

#: Ids of one query: an address is long, and a query has an end.
_AT_ONCE = 200
_OUT = """?total gk:totalFunder ?party ; gk:totalStage ?stage ; gk:totalAmount ?pounds"""
#: As the named query top-recipients counts.
_IN = """?flow a gk:Flow ; gk:recipient ?party ; gk:stage ?stage ; gk:amount ?pounds
FILTER NOT EXISTS { ?later gk:restates ?flow }"""
_SUMS = {"out": ("Money given", _OUT), "in": ("Money got", _IN)}


class Property(NamedTuple):
    """A property: ``type`` where its values are organisations."""

    id: str
    name: str
    type: Value | None = None

    def told(self) -> Value:
        """As the protocol writes it."""
        return {"id": self.id, "name": self.name}

    def meta(self) -> Value:
        """The same, above a column of its values."""
        return self.told() | ({"type": self.type} if self.type else {})


def _texts(found: Iterable[str | None]) -> list[Value]:
    return [{"str": text} for text in found if text]


def _parties(found: Iterable[tuple[str, str]]) -> list[Value]:
    return [{"id": id, "name": name} for id, name in found]


_OF_PARTY: dict[str, tuple[str, Callable[[Store, Party, Areas], list[Value]]]] = {
    "name": ("Name", lambda _, found, __: _texts([found.name])),
    "kind": ("Kind", lambda _, found, __: _texts([found.kind])),
    "aliases": ("Also called", lambda _, found, __: _texts(found.aliases)),
    "former_names": ("Called before", lambda _, found, __: _texts(found.former_names)),
    "unit_of": ("Part of", lambda _, found, __: _parties([found.unit_of] if found.unit_of else [])),
    "area": ("Area", lambda store, found, areas: _parties(areas(store, found.id))),
    "since": ("Since", lambda _, found, __: _texts([found.since])),
    "until": ("Until", lambda _, found, __: _texts([found.until])),
    "note": ("Note", lambda _, found, __: _texts([found.note])),
}


@lru_cache(maxsize=1)
def stages() -> tuple[str, ...]:
    """How far money may have come: amounts of different stages are never one sum."""
    return tuple(ontology.load().fields["stage"].one_of)


def properties(schemes: Sequence[str]) -> dict[str, Property]:
    """All properties by id: of the party itself, its numbers, and its money by stage.

    >>> [id for id in properties(["charity"]) if id in ("kind", "charity", "in_approved")]
    ['kind', 'charity', 'in_approved']
    """
    party = {"id": ANY, "name": ANY}
    made = [Property(id, name, party if id in ("unit_of", "area") else None) for id, (name, _) in _OF_PARTY.items()]
    made += [Property(scheme, f"Number: {scheme}") for scheme in schemes if scheme not in _OF_PARTY]
    made += [
        Property(f"{way}_{stage}", f"{name}: {stage.replace('_', ' ')}") for way, (name, _) in _SUMS.items() for stage in stages()
    ]
    return {one.id: one for one in made}


def of_parties(store: Store, areas: Areas, asked: Extension) -> dict[str, dict[str, list[Value]]]:
    """The values that the store's tables have, by id and property; nothing of an id that nobody has."""
    made: dict[str, dict[str, list[Value]]] = {id: {name: [] for name in asked.properties} for id in asked.ids}
    for id, row in made.items():
        found = party(store, id)
        if found:
            for name in asked.properties:
                if name in _OF_PARTY:
                    row[name] = _OF_PARTY[name][1](store, found, areas)
                elif name in found.identifiers:
                    row[name] = _texts([found.identifiers[name]])
    return made


async def sums(asker: Asker, ids: Sequence[str], asked: Extension) -> dict[tuple[str, str], list[Value]]:
    """Sums of money by id and property, in pounds. ``ids`` are parties of the store."""
    made: dict[tuple[str, str], list[Value]] = {}
    for way, (_, pattern) in _SUMS.items():
        if not any(name == f"{way}_{stage}" for name in asked.properties for stage in stages()):
            continue
        for at in range(0, len(ids), _AT_ONCE):
            listed = " ".join(str(iri("organisation", id)) for id in ids[at : at + _AT_ONCE])
            where = f"VALUES ?party {{ {listed} }} {pattern}"
            for row in await rows(asker, f"SELECT ?party ?stage (SUM(?pounds) AS ?sum) {{ {where} }} GROUP BY ?party ?stage"):
                id = id_of(NamedNode(row["party"]["value"]))
                made[id, f"{way}_{row['stage']['value']}"] = _texts([digits(row["sum"]["value"])])
    return made
