"""Which texts are like a text: by the groups of three letters that they share, the rare ones before the common.

Made once for many texts and then asked often. Likeness is for candidates that a person looks at, never for an answer:
which names mean the same says :func:`graphkit.names.key`.
"""

import difflib
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: Of how many texts the letters are compared one by one, and how long a text may be for that: it takes a while for each.
_COMPARED, _LONG = 50, 200

_SPACE, _END = ord(" "), ord("\n")
#: Bits of a code point: three of them fit into one number.
_BITS = 21


def _letters(key: str) -> str:
    """A key without accents, with a space at both ends; no line end, for a key has none."""
    plain = key if key.isascii() else "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    return f" {plain} "


def _groups(keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every three letters in a row inside a word, its two ends among them, as a number; and of which key they are."""
    letters = np.frombuffer("\n".join(map(_letters, keys)).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    one, two, three = letters[:-2], letters[1:-1], letters[2:]
    inside = (one != _END) & (two != _END) & (three != _END) & (two != _SPACE)
    owner = np.cumsum(letters == _END)[:-2]
    return ((one << 2 * _BITS | two << _BITS | three)[inside], owner[inside])


class Likeness:
    """Keys (see :func:`graphkit.names.key`), and how like each of them is to another.

    The order of words does not count. What few keys have counts for more than what many have, so that it is not
    *London Borough of* that makes two of them alike.

    >>> like = Likeness(["women in prison", "women s aid", "prison reform trust"])
    >>> [(place, round(likeness, 2)) for place, likeness in like("womans in prison", least=0.4)]
    [(0, 0.79)]
    >>> like("prison in women", least=0.9)
    []
    """

    def __init__(self, keys: Sequence[str]) -> None:
        codes, owners = _groups(keys)
        self._keys, self._size = keys, len(keys)
        self._codes, at = np.unique(codes, return_inverse=True)
        pairs = np.sort(at * max(1, self._size) + owners)  # by group; many times faster than np.unique
        at, owners = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], max(1, self._size))
        having = np.bincount(at, minlength=len(self._codes))
        self._starts = np.concatenate(([0], np.cumsum(having)))
        self._owners = owners.astype(np.int32)
        self._weights = self._weight(having) ** 2
        self._lengths = np.sqrt(np.bincount(owners, weights=self._weights[at], minlength=self._size)) + 1e-12

    def _weight(self, having: NDArray[np.int64]) -> NDArray[np.float64]:
        """What a group that so many keys have counts for."""
        return np.log1p(self._size / np.maximum(having, 1))

    def __call__(self, key: str, least: float = 0.0, among: NDArray[np.bool_] | None = None) -> list[tuple[int, float]]:
        """The keys that are like one, as their places and how like they are (1: the same), the likest first.

        Half of it is by groups, half by letters in their order: a slip of the pen spoils three groups, and words in
        another order spoil the letters. ``least`` is from 0 to 1; ``among`` says which keys are looked at.
        """
        shared = self.shared(key)
        if among is not None:
            shared = np.where(among, shared, 0.0)
        first = np.argpartition(shared, -_COMPARED)[-_COMPARED:] if len(shared) > _COMPARED else np.arange(len(shared))
        letters = difflib.SequenceMatcher(autojunk=False)
        letters.set_seq2(key)
        found = []
        for place in first[shared[first] > 0].tolist():
            other, score = self._keys[place], float(shared[place])
            if max(len(key), len(other)) <= _LONG:
                letters.set_seq1(other)
                score = (score + letters.ratio()) / 2
            if score >= least:
                found.append((place, score))
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def shared(self, key: str) -> NDArray[np.float64]:
        """How much each key shares with one: the cosine of their groups, from 0 (nothing) to 1."""
        codes = np.unique(_groups([key])[0])
        scores = np.zeros(self._size)
        if not len(codes) or not len(self._codes):
            return scores
        places = np.searchsorted(self._codes, codes).clip(max=len(self._codes) - 1)
        places = places[self._codes[places] == codes]
        for place in places:
            scores[self._owners[self._starts[place] : self._starts[place + 1]]] += self._weights[place]
        unknown = (len(codes) - len(places)) * float(self._weight(np.array(1))) ** 2
        length = np.sqrt(self._weights[places].sum() + unknown)
        scores /= self._lengths * length
        return scores
