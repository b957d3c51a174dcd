"""What must hold between parties, whichever source they come from: ids, former names, and which body came before which."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from graphkit import names
from graphkit.errors import Problem
from graphkit.model import Organisation
from graphkit.period import earliest, latest

#: Where a field of a party stands: file, line, column.
Places = Mapping[tuple[str, str], tuple[str, int, int]]

_Wrong = Iterator[tuple[str, str, str, str]]


def check(parties: Mapping[str, Organisation], places: Places) -> Iterator[Problem]:
    """Everything that does not hold of parties, each at the place of its field."""
    for find in (_known, _lives, _names, _order, _circles):
        for id, key, what, instead in find(parties):
            yield Problem(*places.get((id, key), (id, 1, 1)), f"{id}: {what}", instead)


def outside(party: Organisation, first: str | None, last: str | None) -> str | None:
    """Why a time lies wholly outside a party's life; None where it does not, or nobody can tell.

    >>> outside(Organisation("trust", "Otter Trust", "charity", since="2021-06"), "2019-04-01", "2020-03-31")
    'trust exists since 2021-06, and this ends 2020-03-31'
    """
    if party.since and last and last < earliest(party.since):
        return f"{party.id} exists since {party.since}, and this ends {last}"
    if party.until and first and first > latest(party.until):
        return f"{party.id} existed until {party.until}, and this begins {first}"
    return None


def _known(parties: Mapping[str, Organisation]) -> _Wrong:
    for party in parties.values():
        for key, ids in (("members", party.members), ("unit_of", (party.unit_of,)), ("replaces", party.replaces)):
            for id in ids:
                if id is not None and id not in parties:
                    near = names.nearest(id, parties) or "an id of this file"
                    yield party.id, key, f"no party has the id {id}", f"write {near}"


def _lives(parties: Mapping[str, Organisation]) -> _Wrong:
    for party in parties.values():
        if party.since and party.until and earliest(party.since) > latest(party.until):
            yield party.id, "until", "until is before since", "correct one of them"


def _names(parties: Mapping[str, Organisation]) -> _Wrong:
    """A former name is told apart from the names of today, so it is none of them in any spelling."""
    for party in parties.values():
        today = {names.key(name): name for name in (*party.aliases, party.name)}
        for former in party.former_names:
            if same := today.get(names.key(former)):
                called = "its name" if same == party.name else "an alias"
                yield party.id, "former_names", f"the former name {former!r} is {called} too", "write it in one place"


def _order(parties: Mapping[str, Organisation]) -> _Wrong:
    for party in parties.values():
        for id in party.replaces:
            since = parties[id].since if id in parties else None
            if party.since and since and earliest(since) > latest(party.since):
                what = f"it began in {party.since}, and replaces {id}, which began in {since}"
                yield party.id, "replaces", what, "correct a since, or let the later body replace the earlier one"


def _circles(parties: Mapping[str, Organisation]) -> _Wrong:
    """Bodies that replace themselves in the end; each circle is told once, of the first of its ids."""
    before = {party.id: {*party.replaces} for _, party in sorted(parties.items()) if party.replaces}
    while True:
        try:
            TopologicalSorter(before).prepare()
            return
        except CycleError as error:
            # The sorter goes from what came before to what came after: backwards it reads as replaces does.
            circle = error.args[1][:0:-1]
        start = circle.index(min(circle))
        ordered = circle[start:] + circle[:start]
        for id, other in zip(ordered, [*ordered[1:], ordered[0]], strict=True):
            before[id].discard(other)
        chain = "".join(f", which replaces {id}" for id in [*ordered[1:], ordered[0]]).removeprefix(", which replaces ")
        what = f"it replaces {chain}" if len(ordered) > 1 else "it replaces itself"
        yield ordered[0], "replaces", what, "let the later body replace the earlier one, and never the other way"
