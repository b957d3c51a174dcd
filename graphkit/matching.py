"""Which organisation a name of somebody else's list means: exact by :func:`graphkit.names.key`, or candidates for a person.

A match is a name, alias, former name, id or identifier of one organisation alone. Likeness never makes a match, and of
several nobody is picked. What else a list tells of a name (a register's number, a kind, an area) raises or lowers a score,
and may forbid a match.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit import names
from graphkit.likeness import Likeness
from graphkit.profile import Areas, Party, kinds, meant, party
from graphkit.store import Store

#: Characters of a name: what is longer is none.
MOST_NAME = 500
#: Below this, names have nothing to do with each other.
LEAST = 0.4
#: How far towards 100 a score goes for what agrees, or towards 0 for what does not: a register's number, and the rest.
_FAR, _SOME = 0.5, 0.25
#: Where a score begins that rests on a register's number: given in place of the name, or beside another name.
_AS_NAME, _BESIDE = 0.9, 0.5


class Question(NamedTuple):
    """A name to be matched. ``kinds`` limits whom it may mean; None: anybody.

    ``evidence`` are values of properties: ``kind``, ``area``, or a scheme of identifiers such as ``charity``. Of several values
    one has to agree.
    """

    name: str
    kinds: frozenset[str] | None = None
    limit: int = 5
    evidence: Mapping[str, Sequence[str]] = {}


class Candidate(NamedTuple):
    """Whom a name may mean: ``score`` from 0 to 100, 100 for an exact name alone; ``called`` is the name that is meant.

    ``features`` say why: ``name``, ``alias``, ``former_name``, ``identifier`` and ``id`` where these are the same,
    ``likeness`` (0 to 100), and of each property of the evidence whether it agrees, where anything is known of it.
    """

    id: str
    name: str
    kind: str
    called: str
    score: float
    match: bool
    features: dict[str, bool | float]


def _number(text: str) -> str:
    """A register's number as it is compared: a spreadsheet drops zeros at the front."""
    key = names.key(text)
    return key.lstrip("0") or key


class Matcher:
    """The names of a store, ready to be asked often: whom does each of these names mean?

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     match = Matcher(store)
    ...     [(found.id, found.match) for found in match(store, Question("MOPAC"))]
    ...     [(found.id, found.score, found.match) for found in match(store, Question("Lambert", limit=1))]
    [('mopac', True)]
    [('lambeth', 72.4, False)]
    """

    def __init__(self, store: Store) -> None:
        self.kinds, self.areas = kinds(store), Areas()
        kind_at = {kind: number for number, kind in enumerate(self.kinds)}
        rows = store.db.execute(
            "SELECT id, name, kind, aliases, former_names, identifiers FROM organisation WHERE kind <> 'unnamed' ORDER BY id"
        )
        self._ids: list[str] = []
        self._numbers: dict[str, dict[str, list[str]]] = {}
        called: list[str] = []
        owners: list[int] = []
        of_kinds: list[int] = []
        for id, name, kind, aliases, former, identifiers in rows:
            listed = {names.key(text): None for text in (name, *json.loads(aliases), *json.loads(former))}
            called += listed
            owners += [len(self._ids)] * len(listed)
            of_kinds += [kind_at[kind]] * len(listed)
            for scheme, number in json.loads(identifiers).items():
                self._numbers.setdefault(scheme, {}).setdefault(_number(number), []).append(id)
            self._ids.append(id)
        self._called, self._like = called, Likeness(called)
        self._owners, self._kind = owners, np.array(of_kinds, dtype=np.int16)

    @property
    def schemes(self) -> list[str]:
        """Registers whose numbers the store has, such as charity."""
        return sorted(self._numbers)

    def __call__(self, store: Store, question: Question) -> list[Candidate]:
        """Candidates, the best first, at most so many as are asked for; a match stands alone."""
        key = names.key(question.name)
        if not key:
            return []
        labelled = store.db.execute("SELECT organisation FROM label WHERE key = ?", (key,)).fetchall()
        exact = [one for (id,) in labelled if (one := self._candidate(store, id, key, None, question))]
        if match := self._match(exact):
            return [match]
        bases = dict.fromkeys(self._numbered(question), _BESIDE) | dict.fromkeys(self._owners_of(_number(key)), _AS_NAME)
        like: dict[str, tuple[str, float]] = {}
        for place, score in self._like(key, LEAST, self._among(question)):
            like.setdefault(self._ids[self._owners[place]], (self._called[place], min(score, 0.99)))
        found = [
            self._candidate(store, id, *like.get(id, ("", 0.0)), question, bases.get(id, 0.0))
            for id in sorted((like.keys() | bases.keys()) - {one.id for one in exact})
        ]
        ordered = sorted([*exact, *(one for one in found if one)], key=lambda one: (-one.score, one.name, one.id))
        return ordered[: question.limit]

    def _match(self, exact: list[Candidate]) -> Candidate | None:
        """The one of several exact names that is meant: the only one, or the only one whose number agrees."""
        numbered = [one for one in exact if any(one.features.get(scheme) for scheme in self._numbers)]
        for left in (exact, numbered):
            if len(left) == 1 and False not in left[0].features.values():
                return left[0]._replace(match=True)
        return None

    def _among(self, question: Question) -> NDArray[np.bool_] | None:
        """Which names are of a kind that is asked for."""
        if question.kinds is None:
            return None
        return np.isin(self._kind, [number for number, kind in enumerate(self.kinds) if kind in question.kinds])

    def _owners_of(self, number: str) -> list[str]:
        return [id for numbers in self._numbers.values() for id in numbers.get(number, ())]

    def _numbered(self, question: Question) -> list[str]:
        """Whose numbers the evidence tells."""
        told = [(name, value) for name, values in question.evidence.items() for value in values]
        return [id for name, value in told for id in self._numbers.get(name, {}).get(_number(value), ())]

    def _candidate(
        self, store: Store, id: str, key: str, like: float | None, question: Question, least: float = 0.0
    ) -> Candidate | None:
        """A party as a candidate: by which key it was found, and how like that is (None: the same)."""
        found = party(store, id)
        if found is None or (question.kinds is not None and found.kind not in question.kinds):
            return None
        what, called = _same(found, key)
        features: dict[str, bool | float] = {what: True} if like is None else {"likeness": round(100 * like, 1)}
        score = 1.0 if like is None else max(like, least)
        for name, values in question.evidence.items():
            agrees = self._agrees(store, found, name, values)
            if agrees is not None:
                features[name] = agrees
                far = _FAR if name in self._numbers else _SOME
                score = score + (1 - score) * far if agrees else score * (1 - far)
        return Candidate(found.id, found.name, found.kind, called, round(100 * score, 1), False, features)

    def _agrees(self, store: Store, found: Party, name: str, values: Sequence[str]) -> bool | None:
        """Whether something told of a name agrees with a party; None where nothing is known of that."""
        if name in self._numbers:
            known = found.identifiers.get(name)
            return None if known is None else _number(known) in map(_number, values)
        if name == "kind":
            ours = frozenset[str]().union(*(meant(self.kinds, value) for value in values))
            return found.kind in ours if ours else None  # lists have kinds of their own
        if name == "area":
            keys = json.dumps([names.key(value) for value in values])
            named = store.db.execute("SELECT organisation FROM label WHERE key IN (SELECT value FROM json_each(?))", (keys,))
            # Nobody lists all areas in which a party works.
            return bool({id for (id,) in named} & {id for id, _ in self.areas(store, found.id)}) or None
        return None


def _same(found: Party, key: str) -> tuple[str, str]:
    """Which of its names has a key, and that name; its proper one where the key is none."""
    written = [("name", found.name), *(("alias", text) for text in found.aliases)]
    written += [("former_name", text) for text in found.former_names]
    written += [("identifier", f"{scheme}:{number}") for scheme, number in found.identifiers.items()]
    written += [("id", found.id)]
    return next(((what, text) for what, text in written if names.key(text) == key), ("name", found.name))
