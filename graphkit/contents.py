"""The whole content of a store, read back; the inverse of :mod:`graphkit.schema`."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from graphkit.model import Content, Decision, Fact, Organisation
from graphkit.store import Store


def facts(store: Store) -> Iterator[Fact]:
    """All facts, by id."""
    for row in store.db.execute("SELECT id, relation, decision, body FROM fact ORDER BY id"):
        yield Fact.from_body(*row)


def _listed(store: Store, query: str) -> dict[str, tuple[str, ...]]:
    """The second column of a query's rows by the first, in which they are sorted."""
    return {id: tuple(other for _, other in rows) for id, rows in groupby(store.db.execute(query), key=itemgetter(0))}


def content(store: Store) -> Content:
    """Parties, decisions and facts, as the build that made the store had them.

    >>> import graphkit
    >>> from graphkit.builder import check
    >>> with graphkit.open().store as store:
    ...     content(store) == check()
    True
    """
    members = _listed(store, "SELECT party, member FROM member ORDER BY 1, 2")
    replaces = _listed(store, "SELECT later, earlier FROM succession ORDER BY 1, 2")
    organisations = (
        Organisation(
            *(id, name, kind, tuple(json.loads(aliases)), json.loads(ids), unit_of, members.get(id, ()), note),
            *(since, until, replaces.get(id, ()), tuple(json.loads(former))),
        )
        for id, name, kind, unit_of, note, since, until, aliases, former, ids in store.db.execute(
            "SELECT id, name, kind, unit_of, note, since, until, aliases, former_names, identifiers FROM organisation ORDER BY id"
        )
    )
    decisions = (
        Decision(
            id, reference, title, url, signed, (first, last) if first else None, decider, *(tuple(json.loads(t)) for t in listed)
        )
        for id, reference, title, url, signed, first, last, decider, *listed in store.db.execute(
            "SELECT id, reference, title, url, date_signed, date_from, date_to, decided_by, programmes, cites, notes, aliases"
            " FROM decision ORDER BY id"
        )
    )
    return Content(tuple(organisations), tuple(decisions), tuple(facts(store)))
