"""Where a text names parties: those of the gazetteer, short forms that the text itself defines, and names never seen before.

Matching is by words, as :func:`graphkit.names.key` compares them, and the longest name wins. Nothing is likened:
a name that is spelled otherwise is a name never seen before.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graphkit.model import Organisation
from graphkit.names import key
from graphkit.reading.likely import BODIES, OPENERS, PEOPLE, THINGS, VERBS, likely
from graphkit.reading.words import Tree, Word, words

#: Words that stand inside a name without a capital.
_LINKS = frozenset(["of", "for", "in", "and", "the", "&", "on", "de", "la"])
#: What an organisation does, behind a name that is no organisation's.
_WORK = re.compile(r" (?:services?|programmes?|projects?|pilot|scheme|hub|contract|grant|budget)\b")
#: Of them, those behind which an article is a word of the name: Centre for the Arts.
_BEFORE_THE = frozenset(("of", "for", "in", "on"))
#: More words than this no name has.
_LONGEST = 16
#: A short form in brackets right behind a name: (BTP), ("the Met"), (the "Fund"), (hereafter "Otters").
_SHORT = re.compile(
    r"\s{0,3}\(\s*(?:(?:hereafter|hereinafter|referred to as|known as|or)\s+)?(?:the\s+)?"
    r"[\"'\u2018\u201c]?(?P<short>[^\W\d_][\w&' \u2019-]{0,40}?)[\"'\u2019\u201d]?\s*\)"
)
#: What stands between a company's name and its form: Otters (UK) Ltd.
_BRANCH = re.compile(r" ?\([A-Z][A-Za-z& ]{1,24}\) (?:Ltd|Limited|LTD|PLC|plc|LLP|CIC)\b")
#: Names with commas in them: Elm, University of London; the Department for Elms, Oaks and Ashes.
_FEW = r"[A-Z]\w{1,30}(?: [A-Z]\w{1,30}){0,2}"
_COMMAS = re.compile(
    r"\b[A-Z][\w'\u2019]{1,30}(?: [A-Z][\w'\u2019]{1,30}){0,3}, University of [A-Z]\w{1,30}\b"
    rf"|\b(?:Department|Ministry) (?:for|of) {_FEW}(?:, {_FEW}){{1,2}},? and {_FEW}\b"
)
#: Words behind which another name may begin.
_PARTING = frozenset(("and", "&", "for", "in"))
#: Behind a plain name that begins a line or stands in a list, and is no word of a sentence there.
_LISTED = re.compile(r"[ \u00a0]{0,2}(?:[,;:)\u2013\u2014\u00a3/&(]|\n|\Z|and [A-Z]|(?:will|would|is|has|receives?|gets?) )")
#: Legal forms, as some write them small.
_FORMS = frozenset(("plc", "ltd", "llp", "cic", "inc", "limited"))
#: Initials that begin a name of which a place is a part: NHS Elmham CCG.
_INITIALS = frozenset(("NHS", "HM", "HMP"))
#: Words for work, with which no body's name ends that says whom it is for.
_WORKS = frozenset(("service", "services", "hub", "project", "network", "partnership", "helpline", "programme"))
#: What a text calls a party that it has named: (the Supplier).
_CALLED = frozenset(
    """supplier provider contractor company charity trust consortium partnership grantee recipient agency foundation
    department ministry university college association society federation firm lender fund council borough""".split()
)
#: Ends of names that a short form leaves out.
_COMMON_ENDS = ("nhs foundation trust", "nhs trust", "limited", "ltd", "plc", "cic", "board")
#: Words with a capital that are no names.
_NO_NAMES = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july"),
        *("august", "september", "october", "november", "december"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_SENTENCE_ENDS = frozenset(".!?:;\u2022")
#: What may stand before the first word of a sentence.
_BEFORE_FIRST = frozenset(" \t\"'\u201c\u2018(")


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


#: What stands before the names of several boroughs.
_BOROUGHS = re.compile(r"(?:London |Royal )?Boroughs of (?=[A-Z])")
#: Short forms that a text has defined so far, by their words.
_Short = Tree[Mention]


class Gazetteer:
    """Names and aliases of parties, to be found in texts.

    >>> police = Organisation("btp", "British Transport Police", "police", ("BTP",))
    >>> [found] = Gazetteer([police]).find("Paid to the British Transport Police in May.")
    >>> found.written, found.ids
    ('British Transport Police', ('btp',))
    """

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        #: The ids of each name with its spellings, by its key and by its words.
        self._ids: dict[str, dict[str, list[str]]] = {}
        self._names: Tree[dict[str, list[str]]] = Tree()
        #: The parties by their ids.
        self.by_id: dict[str, Organisation] = {}
        #: What offices are for (Director of Roads and Bridges): words that look like a name and are none.
        self.charges: set[str] = set()
        for party in organisations:
            self.by_id[party.id] = party
            if party.kind == "role":
                self.charges |= {key(name.partition(" of ")[2]) for name in party.names if " of " in name}
            for name in party.names:
                self._add(name, party.id)

    def _add(self, name: str, id: str) -> None:
        called = key(name).split()
        if called and len(called) <= _LONGEST:
            # The spellings are kept: a name of one word is one only as it is written.
            ids = self._ids.setdefault(" ".join(called), {})
            ids.setdefault(id, []).append(name)
            self._names.add(called, ids)

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text, in their order; none overlaps another one."""
        said = words(text)
        short: _Short = Tree()
        found: list[Mention] = []
        commas = {match.start(): match[0] for match in _COMMAS.finditer(text)}
        at = 0
        while at < len(said):
            if not said[at].text[0].isupper() and not self._names.begins(said[at]) and not short.begins(said[at]):
                at += 1  # most words
                continue
            known = self._known(text, said, at, short)
            longer = self._placed(text, said, at, known) if known else None
            several = self._of_several(text, said, at, short)
            comma = _with_commas(text, said[at].start, commas)
            if known and comma and (known[1] >= comma[1] or "University" not in comma[0].written):
                comma = None  # the first of a list
            mention, length = comma or several or longer or known or self._new(text, said, at, short) or (None, 1)
            at += length
            if mention is not None:
                found.append(mention)
                if (defined := _SHORT.match(text, mention.end)) and _abbreviates(defined["short"], mention):
                    short.add(key(defined["short"]).split(), mention)
                    short.add(key(mention.written).split(), mention)  # else only its first word were found
                    while at < len(said) and said[at].start < defined.end():
                        at += 1
        return found

    def _of_several(self, text: str, said: list[Word], at: int, short: _Short) -> tuple[Mention, int] | None:
        """The first of several boroughs that are told together, with the words before it: London Boroughs of Elm and Oak."""
        words_before = _BOROUGHS.match(text, said[at].start)
        if not words_before:
            return None
        place = at + len(words_before[0].split())
        known = self._known(text, said, place, short) if place < len(said) else None
        if not known or {self.by_id[id].kind for id in known[0].ids} != {"local authority"}:
            return None
        start = said[at].start
        mention = known[0]._replace(start=start, written=text[start : known[0].end])
        return mention, place - at + known[1]

    def alone(self, text: str, start: int = 0) -> Mention | None:
        """The known party that a text is the name of, and says nothing else; the text starts at an offset of a longer one.

        >>> police = Organisation("btp", "British Transport Police", "police", ("BTP",))
        >>> Gazetteer([police]).alone(" BTP;", 10).start, Gazetteer([police]).alone("BTP pays")
        (11, None)
        """
        ids = self._ids.get(key(text)) if len(text) <= 200 else None
        if not ids:
            return None
        written = text.strip().rstrip(".,;:")
        at = start + text.index(written)
        return Mention(at, at + len(written), written, tuple(sorted(ids)))

    def _known(self, text: str, said: list[Word], at: int, short: _Short) -> tuple[Mention, int] | None:
        """The longest name that begins at a word, and how many words it has."""
        named, shortened = self._names.along(said, at), short.along(said, at)
        if not named and not shortened:
            return None
        start = said[at].start
        every: list[tuple[int, bool, int, Mention | dict[str, list[str]]]] = [*shortened, *named]
        for length, _, end, meant in sorted(every, key=lambda one: (-one[0], not one[1])):
            if text[end : end + 1] == ")" and "(" in text[start:end]:
                end += 1  # a bracket of the name's own
            written = text[start:end]
            if not isinstance(meant, Mention):
                ids = sorted(
                    id for id, names in meant.items() if length > 1 or any(_as_written(text, said[at], name) for name in names)
                )
                if ids:
                    return Mention(start, end, written, tuple(ids)), length
            elif length > 1 or written[0].isupper():
                name = None if meant.ids else meant.name or meant.written
                return Mention(start, end, written, meant.ids, name), length
        return None

    def _new(self, text: str, said: list[Word], at: int, short: _Short) -> tuple[Mention, int] | None:
        """A run of capitalised words that begins here, and how many words it has; two capitalised words at least."""
        first = said[at]
        if text[first.start - 1 : first.start] == "-":
            return None
        if not first.text[0].isupper() or first.key in _NO_NAMES or first.text.casefold() in ("the", "a", "an"):
            return None
        opener = first.text not in _INITIALS and at + 1 < len(said) and self._known(text, said, at + 1, short)
        if _opens(text, first.start) and (first.key in OPENERS or opener):
            return None  # a plain word that begins a sentence, and a name behind it
        if first.key in VERBS and _opens(text, first.start) and at + 1 < len(said) and said[at + 1].text not in _LINKS - {"the"}:
            return None
        last, capitals = at, 0
        listed = (
            text[max(0, said[at].start - 6) : said[at].start].rstrip().removesuffix("The").removesuffix("the").rstrip()[-1:]
            == ","
        )
        for place in range(at, min(len(said), at + _LONGEST)):
            word = said[place]
            if place > at and not word.close:
                break
            if word.text[0].isupper() and word.key not in _NO_NAMES:
                ended = place > at + 1 and said[place - 2].key in BODIES and capitals > 1
                if (listed or ended) and place > at and said[place - 1].text == "and" and not _one_pair(said, place, capitals):
                    break  # the last two of a list of names
                if re.match(r"FY\d|\d{4}|(?:DM)?PCD\b", word.text):
                    break
                if place > at and said[place - 1].text in _PARTING and self._parts(text, said, place, short, capitals):
                    break
                last, capitals = place, capitals + 1
            elif place == at or word.text not in _LINKS or (word.text == "the" and said[place - 1].text not in _BEFORE_THE):
                break
        while last + 1 < len(said) and text[said[last].end : said[last + 1].start] == "-":
            last += 1  # Signals Co-operative
        if last + 1 < len(said) and said[last + 1].text in _FORMS:
            last += 1
        whole, last = last, _shorter(text, said, at, last)
        branch = _BRANCH.match(text, said[last].end)
        if capitals < 2 and not ((branch or said[last].text in _FORMS) and capitals):
            return None
        start, end = said[at].start, said[last].bare_end if last == whole else said[last].end
        if branch:
            end = branch.end()
            while last + 1 < len(said) and said[last + 1].start < end:
                last += 1
        return Mention(start, end, text[start:end]), last - at + 1

    def _placed(self, text: str, said: list[Word], at: int, known: tuple[Mention, int]) -> tuple[Mention, int] | None:
        """A new name that begins with the name of a place (London Hearth Foundation), and how many words it has."""
        mention, length = known
        if length > 2 or any(self.by_id[id].kind not in ("area", "local authority") for id in mention.ids) or not mention.ids:
            return None
        last = at + length - 1
        if last + 1 < len(said) and said[last + 1].key == "boroughs":
            return None  # the London Boroughs of Elm and Oak
        while last + 1 < len(said) and last - at < _LONGEST:
            links = ("for", "of", "&") if last >= at + length else ("for", "of")
            linked = last + 2 < len(said) and said[last + 2].text[0].isupper()
            linked = linked and (said[last + 1].text in links or (said[last + 1].text == "and" and _one_pair(said, last + 2, 2)))
            if not (said[last + 1].text[0].isupper() or linked):
                break
            if text[said[last].end : said[last + 1].start] != " " or said[last].text.endswith(("'s", "\u2019s")):
                break
            last += 1
        summed = text.startswith((" (\u00a3", " \u2013 \u00a3", " - \u00a3"), said[last].end)
        if last < at + length or (said[last].bare not in BODIES and last < at + 2 and not summed):
            return None
        if not likely(text[said[at].start : said[last].bare_end]):
            return None
        start, end = said[at].start, said[last].bare_end
        return Mention(start, end, text[start:end]), last - at + 1

    def _parts(self, text: str, said: list[Word], place: int, short: _Short, capitals: int) -> bool:
        """Whether a known name begins at a word and ends the one before; an area may be a part of it (Transport for London)."""
        known = self._known(text, said, place, short)
        area = known and all(self.by_id[id].kind == "area" for id in known[0].ids)
        return bool(known) and not (area and capitals == 1)


def _with_commas(text: str, start: int, commas: Mapping[int, str]) -> tuple[Mention, int] | None:
    """A name that begins at a place and has commas in it, and how many words it has."""
    name = commas.get(start)
    if name is None:
        return None
    college = "University" in name
    parts = re.split(r",? and |, ", name)[1:]
    if _opens(text, start) if college else any(key(part).split()[-1] in BODIES for part in parts):
        return None  # a sentence that begins so, or a list of bodies
    return Mention(start, start + len(name), name), len(name.split())


def _shorter(text: str, said: list[Word], at: int, last: int) -> int:
    """Where a name ends that is none with what it is for: Otter Research for the Attitude Survey; else where it ended.

    A body's own word may say what it is for: the Otter Society for the Blind.
    """
    thing = _WORK.match(text, said[last].bare_end) or said[last].bare in THINGS
    for place in range(at + 2, last):
        linked = thing and said[place].text in ("for", "in", "on")
        if linked and likely(text[said[at].start : said[place - 1].bare_end]):
            return place - 1
        if said[place].text == "for" and said[place - 1].text.casefold() in _FORMS:
            return place - 1
        work = said[last].key in _WORKS or said[place - 1].key not in BODIES
        if said[place].text == "for" and said[place + 1].text in ("the", "The") and work:
            return place - 1
    return last


def _one_pair(said: list[Word], place: int, capitals: int) -> bool:
    """Whether a word and the one before its *and* belong together: police and crime, women and girls."""
    one, other = said[place - 2].key, said[place].key
    force = one in ("police", "fire") and other in ("crime", "emergency", "rescue")
    return force or (one in PEOPLE and (capitals == 1 or other in PEOPLE))


def _as_written(text: str, word: Word, name: str) -> bool:
    """Whether a name of one word is meant: in its own capitals, and no plain word at the start of a sentence."""
    name = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    written = text[word.start : word.bare_end]
    if name.isupper() or any(char.isupper() or char.isdigit() for char in name[1:]):
        return written == name or (written.isupper() and written == name.upper())
    return written == name and (not _opens(text, word.start) or bool(_LISTED.match(text, word.bare_end)))


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, an item or a line begins at a place."""
    while start and text[start - 1] in _BEFORE_FIRST:
        start -= 1
    return not start or text[start - 1] in _SENTENCE_ENDS or text[start - 1] == "\n"


def _abbreviates(short: str, mention: Mention) -> bool:
    """Whether a text in brackets is a short form of the name before it: its initials, or some of its words."""
    letters = "".join(char for char in short if char.isalnum())
    plain = re.sub(r"['\u2019]s\b", "", mention.written)
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", plain) if word.casefold() not in _LINKS)
    every = "".join(word[0] for word in re.findall(r"[^\W_]+", mention.written))
    capitals = "".join(
        word if word.isupper() else word[0] for word in re.findall(r"[^\W_]+", mention.written) if word not in _LINKS
    )
    if letters.casefold() in (initials.casefold(), every.casefold(), capitals.casefold()) and len(letters) > 1:
        return True
    if len(letters) > 2 and letters == initials[: len(letters)] and key(mention.written).endswith(_COMMON_ENDS):
        return True  # King's Bridge Hospital NHS Foundation Trust (KBH)
    if short.casefold() in _CALLED and short[0].isupper():
        return True
    words = set(key(mention.written).split())
    return bool(words & set(key(short).split()) - _LINKS) and short[0].isupper()


def defined(mentions: Iterable[Mention]) -> Iterator[str]:
    """The names never seen before, in full, each once."""
    yield from dict.fromkeys(mention.name or mention.written for mention in mentions if not mention.ids)
