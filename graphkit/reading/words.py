"""A text → its words as names are compared, and a tree of names in which the words that follow one another are looked up."""

import re
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from graphkit.names import key

_WORD = re.compile(r"([^\W_]+(?:['\u2019][^\W_]+)*['\u2019]?|&)", re.UNICODE)
#: What may stand between two words of one known name, and of a new one.
_JOINS, _CLOSE = re.compile(r"(?!.*\n\n)[\s,/.:()-]{1,4}", re.DOTALL), re.compile(r"[ \u00a0-]{1,2}")
T = TypeVar("T")


class Word(NamedTuple):
    """A word at ``text[start:end]``: ``key`` is the word as names are compared, ``bare`` the same without an 's.

    ``joined`` says that nothing but space and what belongs into names parts it from the word before, ``close`` that it
    is only a blank or a hyphen.
    """

    start: int
    end: int
    text: str
    key: str
    bare: str
    bare_end: int
    joined: bool
    close: bool


def words(text: str) -> list[Word]:
    """The words of a text, in their order.

    >>> [(word.key, word.bare, word.joined) for word in words("The MoJ\u2019s £5, A&B")]
    [('the', 'the', False), ('mojs', 'moj', True), ('5', '5', False), ('a', 'a', True), ('and', 'and', False), ('b', 'b', False)]
    """
    found: list[Word] = []
    end = 0
    pieces = iter(_WORD.split(text))  # what parts the words, and the words, by turns
    for gap, written in zip(pieces, pieces, strict=False):
        start = end + len(gap)
        end = start + len(written)
        name, bare, tail = _keys(written)
        joined, close = (True, True) if gap == " " else _gap(gap) if len(gap) <= 4 else (False, False)
        found.append(Word(start, end, written, name, bare, end - tail, joined, close))
    return found


class Tree(Generic[T]):
    """Names by their words, each with what it stands for.

    >>> names: Tree[int] = Tree()
    >>> names.add(["otter"], 1), names.add(["otter", "trust"], 2)
    (None, None)
    >>> names.along(words("the Otter Trust's boat"), 1)
    [(2, False, 15, 2), (1, True, 9, 1)]
    """

    __slots__ = ("_next", "_value")

    def __init__(self) -> None:
        self._next: dict[str, Tree[T]] = {}
        self._value: T | None = None

    def add(self, name: list[str], value: T) -> None:
        """Put a name into the tree, in place of what its words stood for."""
        tree = self
        for word in name:
            tree = tree._next.setdefault(word, Tree())
        tree._value = value

    def begins(self, word: Word) -> bool:
        """Whether a name begins with a word, with or without its 's."""
        return word.key in self._next or word.bare in self._next

    def along(self, said: list[Word], at: int) -> list[tuple[int, bool, int, T]]:
        """The names that begin with a word, the longest first.

        Each with its number of words, whether its last word is whole (and not one before an 's), its end, and what it stands for.
        """
        if not self.begins(said[at]):
            return []
        found: list[tuple[int, bool, int, T]] = []
        tree: Tree[T] | None = self
        for place in range(at, len(said)):
            word = said[place]
            if tree is None or (place > at and not word.joined):
                break
            if word.bare != word.key and (last := tree._next.get(word.bare)) and last._value is not None:
                found.append((place - at + 1, False, word.bare_end, last._value))
            tree = tree._next.get(word.key)
            if tree and tree._value is not None:
                found.append((place - at + 1, True, word.end, tree._value))
        return found[::-1]


@lru_cache(maxsize=1 << 16)
def _keys(written: str) -> tuple[str, str, int]:
    """The key of a word, that of the word without an 's, and how long the 's is: words come again and again."""
    tail = next((tail for tail in ("'s", "\u2019s", "'", "\u2019") if written.endswith(tail)), "")
    bare = written[: len(written) - len(tail)]
    return key(written) or written.casefold(), key(bare) or bare.casefold(), len(tail)


@lru_cache(maxsize=1 << 12)
def _gap(gap: str) -> tuple[bool, bool]:
    return bool(_JOINS.fullmatch(gap)), bool(_CLOSE.fullmatch(gap))
