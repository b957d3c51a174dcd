"""Where a text names parties: those of the gazetteer, short forms that the text itself defines, and names never seen before.

Matching is by words, as :func:`graphkit.names.key` compares them, and the longest name wins. Nothing is likened:
a name that is spelled otherwise is a name never seen before.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from graphkit.model import Organisation
from graphkit.names import key

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*['\u2019]?|&", re.UNICODE)
#: Words that stand inside a name without a capital.
_LINKS = frozenset(["of", "for", "in", "and", "the", "&", "on", "de", "la"])
#: More words than this no name has.
_LONGEST = 16
#: A short form in brackets right behind a name: (BTP), ("the Met"), (the "Fund"), (hereafter "Otters").
_SHORT = re.compile(
    r"\s{0,3}\(\s*(?:(?:hereafter|hereinafter|referred to as|known as|or)\s+)?(?:the\s+)?"
    r"[\"'\u2018\u201c]?(?P<short>[^\W\d_][\w&' \u2019-]{0,40}?)[\"'\u2019\u201d]?\s*\)"
)
#: Words behind which another name may begin.
_PARTING = frozenset(("and", "&", "for", "in"))
#: Words with a capital that are no names.
_NO_NAMES = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july"),
        *("august", "september", "october", "november", "december"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_SENTENCE_ENDS = frozenset(".!?:;\u2022")


class Mention(NamedTuple):
    """A place of a text that names a party: ``written`` is ``text[start:end]``.

    ``ids`` are the parties of the gazetteer that are called so: several where the name is shared, none where it is
    new. ``name`` is what a new name says in full where the text itself gave the short form.
    """

    start: int
    end: int
    written: str
    ids: tuple[str, ...] = ()
    name: str | None = None


#: Short forms that a text has defined so far, by their words.
_Short = dict[tuple[str, ...], Mention]


class Gazetteer:
    """Names and aliases of parties, to be found in texts.

    >>> police = Organisation("btp", "British Transport Police", "police", ("BTP",))
    >>> [found] = Gazetteer([police]).find("Paid to the British Transport Police in May.")
    >>> found.written, found.ids
    ('British Transport Police', ('btp',))
    """

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._ids: dict[tuple[str, ...], dict[str, str]] = {}
        self._longest: dict[str, int] = {}
        for party in organisations:
            for name in party.names:
                self._add(self._ids, name, party.id)

    def _add(self, ids: dict[tuple[str, ...], dict[str, str]], name: str, id: str) -> None:
        words = tuple(key(name).split())
        if words and len(words) <= _LONGEST:
            # The spelling is kept: a name of one word is one only as it is written.
            ids.setdefault(words, {}).setdefault(id, name)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text, in their order; none overlaps another one."""
        words = [_Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        short: dict[tuple[str, ...], Mention] = {}
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention, length = self._known(text, words, at, short) or self._new(text, words, at, short) or (None, 1)
            at += length
            if mention is not None:
                found.append(mention)
                if (defined := _SHORT.match(text, mention.end)) and _abbreviates(defined["short"], mention):
                    short[tuple(key(defined["short"]).split())] = mention
                    while at < len(words) and words[at].start < defined.end():
                        at += 1
        return found

    def _known(self, text: str, words: list["_Word"], at: int, short: _Short) -> tuple[Mention, int] | None:
        """The longest name that begins at a word, and how many words it has."""
        firsts = {words[at].key, words[at].bare}
        longest = max(self._longest.get(first, 0) for first in firsts)
        longest = max([longest, *(len(form) for form in short if form[0] in firsts)])
        for length in range(min(longest, len(words) - at), 0, -1):
            run = words[at : at + length]
            if not _joined(text, run):
                continue
            # An 's behind a name is no part of it, and may be one of its last word.
            for last, end in ((run[-1].key, run[-1].end), (run[-1].bare, run[-1].bare_end)):
                wanted = (*(word.key for word in run[:-1]), last)
                written = text[run[0].start : end]
                if first := short.get(wanted):
                    name = None if first.ids else first.name or first.written
                    return Mention(run[0].start, end, written, first.ids, name), length
                called = self._ids.get(wanted, {})
                ids = sorted(id for id, name in called.items() if length > 1 or _as_written(text, run[0], name))
                if ids:
                    return Mention(run[0].start, end, written, tuple(ids)), length
        return None

    def _new(self, text: str, words: list["_Word"], at: int, short: _Short) -> tuple[Mention, int] | None:
        """A run of capitalised words that begins here, and how many words it has; two capitalised words at least."""
        if words[at].key in _NO_NAMES or words[at].text.casefold() in ("the", "a", "an"):
            return None
        if _opens(text, words[at].start) and at + 1 < len(words) and self._known(text, words, at + 1, short):
            return None  # a plain word that begins a sentence, and a name behind it
        last, capitals = at, 0
        for place in range(at, min(len(words), at + _LONGEST)):
            word = words[place]
            if place > at and not re.fullmatch(r"[ \u00a0-]{1,2}", text[words[place - 1].end : word.start]):
                break
            if word.text[0].isupper() and word.key not in _NO_NAMES:
                if place > at and words[place - 1].text in _PARTING and self._known(text, words, place, short):
                    break
                last, capitals = place, capitals + 1
            elif place == at or word.text not in _LINKS:
                break
        if capitals < 2:
            return None
        start, end = words[at].start, words[last].bare_end
        return Mention(start, end, text[start:end]), last - at + 1


class _Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """The word as names are compared."""
        return key(self.text) or self.text.casefold()

    @property
    def bare_end(self) -> int:
        """Where the word ends without an 's."""
        tail = next((tail for tail in ("'s", "\u2019s", "'", "\u2019") if self.text.endswith(tail)), "")
        return self.end - len(tail)

    @property
    def bare(self) -> str:
        """The word without an 's, as names are compared."""
        bare = self.text[: self.bare_end - self.start]
        return key(bare) or bare.casefold()


def _joined(text: str, words: list[_Word]) -> bool:
    """Whether nothing but space and what belongs into names stands between words."""
    gaps = (text[a.end : b.start] for a, b in pairwise(words))
    return all(re.fullmatch(r"[\s,/.:()-]{1,4}", gap) and "\n\n" not in gap for gap in gaps)


def _as_written(text: str, word: _Word, name: str) -> bool:
    """Whether a name of one word is meant: in its own capitals, and no plain word at the start of a sentence."""
    name = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    written = text[word.start : word.bare_end]
    if name.isupper() or any(char.isupper() or char.isdigit() for char in name[1:]):
        return written == name or (written.isupper() and written == name.upper())
    return written == name and not _opens(text, word.start)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, an item or a line begins at a place."""
    before = text[:start].rstrip(" \t\"'\u201c\u2018(")
    return not before or before[-1] in _SENTENCE_ENDS or before[-1] == "\n"


def _abbreviates(short: str, mention: Mention) -> bool:
    """Whether a text in brackets is a short form of the name before it: its initials, or some of its words."""
    letters = "".join(char for char in short if char.isalnum())
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", mention.written) if word.casefold() not in _LINKS)
    every = "".join(word[0] for word in re.findall(r"[^\W_]+", mention.written))
    if letters.casefold() in (initials.casefold(), every.casefold()) and len(letters) > 1:
        return True
    words = set(key(mention.written).split())
    return bool(words & set(key(short).split()) - _LINKS) and short[0].isupper()


def defined(mentions: Iterable[Mention]) -> Iterator[str]:
    """The names never seen before, in full, each once."""
    yield from dict.fromkeys(mention.name or mention.written for mention in mentions if not mention.ids)
