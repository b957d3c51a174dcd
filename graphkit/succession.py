"""Parties before and after a party in time: the bodies whose work it took over, and those that took over its own."""

from collections.abc import Iterable

from graphkit.desk import Answer, Desk


def related(desk: Desk, asked: Iterable[str]) -> list[Answer]:
    """The parties before and after those of these ids, one step each way, that are none of these themselves.

    ``[{"id", "name", "relation": "before" or "after", "since", "until"}]``, in the order of what was asked, each once:
    so that an answer can say who else is to be asked for.
    """
    ids = list(asked)
    found: dict[tuple[str, str], Answer] = {}
    for id in ids:
        rows = desk.db.execute(
            "SELECT 'before', id, name, since, until FROM succession JOIN organisation ON id = earlier WHERE later = ?"
            " UNION ALL"
            " SELECT 'after', id, name, since, until FROM succession JOIN organisation ON id = later WHERE earlier = ?"
            " ORDER BY 1 DESC, 2",
            (id, id),
        )
        for relation, other, name, since, until in rows:
            if other not in ids:
                row = {"id": other, "name": name, "relation": relation, "since": since, "until": until}
                found.setdefault((relation, other), row)
    return list(found.values())
