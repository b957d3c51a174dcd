"""The whole content of a store, read back; the inverse of :mod:`graphkit.schema`."""

import json
from collections.abc import Iterator

from graphkit.model import Content, Decision, Fact, Organisation
from graphkit.store import Store


def facts(store: Store) -> Iterator[Fact]:
    """All facts, by id."""
    for row in store.db.execute("SELECT id, relation, decision, body FROM fact ORDER BY id"):
        yield Fact.from_body(*row)


def content(store: Store) -> Content:
    """Parties, decisions and facts, as the build that made the store had them.

    >>> import graphkit
    >>> from graphkit.builder import check
    >>> with graphkit.open().store as store:
    ...     content(store) == check()
    True
    """
    members: dict[str, list[str]] = {}
    for party, member in store.db.execute("SELECT party, member FROM member ORDER BY 1, 2"):
        members.setdefault(party, []).append(member)
    organisations = (
        Organisation(id, name, kind, tuple(json.loads(aliases)), json.loads(ids), unit_of, tuple(members.get(id, ())), note)
        for id, name, kind, unit_of, note, aliases, ids in store.db.execute(
            "SELECT id, name, kind, unit_of, note, aliases, identifiers FROM organisation ORDER BY id"
        )
    )
    decisions = (
        Decision(
            id, reference, title, url, signed, (first, last) if first else None, decider, *(tuple(json.loads(t)) for t in listed)
        )
        for id, reference, title, url, signed, first, last, decider, *listed in store.db.execute(
            "SELECT id, reference, title, url, date_signed, date_from, date_to, decided_by, programmes, cites, notes"
            " FROM decision ORDER BY id"
        )
    )
    return Content(tuple(organisations), tuple(decisions), tuple(facts(store)))
