"""Delegations as they were found, one by one → each once, with all the places that state it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.names import key, slug
from graphkit.reading.authorities import Limit
from graphkit.reading.facts import Evidence, Party, ReadDelegation


class Handed(NamedTuple):
    """Authority that one place says is handed on; ``words`` is what it is for."""

    giver: Party
    taker: Party
    words: str
    limit: Limit | None
    conditions: tuple[str, ...]
    standing: bool
    evidence: Evidence
    confidence: int


def merged(found: Sequence[Handed]) -> Iterator[ReadDelegation]:
    """Each delegation once: the same giver, taker and act on the same things is the same however it is worded."""
    groups: list[list[Handed]] = []
    for one in found:
        same = next((group for group in groups if _same(group[0], one)), None)
        if same is None:
            groups.append([one])
        else:
            same.append(one)
    ids: set[str] = set()
    for group in groups:
        first = max(group, key=lambda one: one.confidence)
        name = "-".join((_short(first.giver), _short(first.taker), slug(first.words.split()[0])))
        id = next(id for id in (name, *(f"{name}-{n}" for n in range(2, len(groups) + 2))) if id not in ids)
        ids.add(id)
        told = next((one.limit for one in group if one.limit), None)
        yield ReadDelegation(
            id,
            first.giver,
            first.taker,
            first.words,
            tuple(one.evidence for one in group),
            min(95, first.confidence + 5 * (len(group) - 1)),
            told.pence if told else None,
            told.kind if told else None,
            tuple(dict.fromkeys(condition for one in group for condition in one.conditions)),
            first.standing,
        )


def _same(one: Handed, other: Handed) -> bool:
    if (one.giver, one.taker, one.standing) != (other.giver, other.taker, other.standing):
        return False
    ours, theirs = (key(each.words).split() for each in (one, other))
    shared = {word[:5] for word in ours[1:] if len(word) > 3} & {word[:5] for word in theirs[1:] if len(word) > 3}
    return ours[0] == theirs[0] and bool(shared or len(ours) == 1 or len(theirs) == 1)


def _short(party: Party) -> str:
    return party.id or slug(party.name)
