"""Which offices a statement names: those of the gazetteer, new ones by their form, and those that a scan misspelt.

An office is never the person who holds it. Whose office it is stands before or behind the name and is no part of it.
"""

import re
from functools import lru_cache

from graphkit.names import key
from graphkit.reading.facts import Party
from graphkit.reading.likely import OPENERS
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.spaces import W
from graphkit.reading.statements import Named, Statement

#: A scan misreads a letter or two of a name this long; a shorter name would be likened to another one.
_SLIPS, _LONG, _MIDDLING = 2, 14, 10

_CAP = r"[A-Z][\w&'\u2019/-]*"
_RANK = rf"(?:(?:[Aa]cting|[Ii]nterim|Joint|Deputy|Assistant|Associate|Executive|Strategic|Managing|Senior){W})"
_HEAD = r"(?:Director|Head|Chief|Commander|Superintendent|Treasurer|Commissioner|Secretary|Solicitor|Monitoring Officer)"
_NO_OFFICE = r"(?!(?:Director|Head|Chief|Commander|Treasurer|Commissioner|Acting|Interim|Deputy|Assistant)\b)"
_OF = rf"(?:{W}(?:of|for){W}(?:the{W})?|,{W})"
_WORDS = rf"{_NO_OFFICE}{_CAP}(?:(?:{W}|{W}(?:and|&|of|for){W}(?:the{W})?){_NO_OFFICE}{_CAP}){{0,6}}"
#: A list of fields has a comma only where an *and* ends it: else another body may follow.
_FIELD = (
    rf"(?:(?:{_NO_OFFICE}{_CAP}{W}){{0,3}}{_NO_OFFICE}{_CAP}"
    rf"(?:,{W}{_NO_OFFICE}{_CAP}){{1,2}}{W}and{W}{_NO_OFFICE}{_CAP}|{_WORDS})"
)
_OFFICER = r"(?:Officer|Executive|Constable|Inspector|Superintendent|Solicitor|Accountant|Economist)"
#: *Director of Strategy*, *Chief People Officer*, *Commercial Director*: the forms that names of offices have.
_FORM = re.compile(
    rf"\b{_RANK}{{0,2}}(?:"
    rf"Chief{W}(?:(?!{_OFFICER}\b){_CAP},{W}(?={_CAP}{W}(?:and|&){W}))?(?:{_CAP}{W}(?:(?:and|&){W})?){{0,3}}?{_OFFICER}(?:{W}Officer)?"
    rf"|{_HEAD}{_OF}{_FIELD}"
    rf"|(?:{_CAP}{W}(?:(?:and|&){W})?){{1,4}}(?:Director|Treasurer|Commander|Manager|Officer|Lead)\b(?!{_OF}{_CAP})"
    rf")"
)
_RANKED = re.compile(rf"\b{_RANK}{{1,2}}\Z")
_SCANNED = r"[A-Z0][\w&'\u2019/-]*"
_CAPITALS = re.compile(rf"\b{_SCANNED}(?:{W}(?:(?:and|&|of|for|the){W}){{0,2}}{_SCANNED}){{1,8}}")
_RANKS = frozenset(("acting", "deputy", "chief", "director", "head"))
_AT = re.compile(rf"{W}(?:of|at|in){W}(?:the{W})?")
_THE = re.compile(rf"[A-Z][a-z]+{W}the{W}")
_REPLACES = re.compile(r"\A(?:Acting|Interim)\s+", re.IGNORECASE)


def offices(statement: Statement, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """The offices of a statement, in their order; ``sure`` is False where a misspelt name was put right.

    >>> from graphkit.model import Organisation
    >>> from graphkit.reading.build import built
    >>> from graphkit.reading.document import Line
    >>> from graphkit.reading.statements import statements
    >>> known = Gazetteer([Organisation("otter-ceo", "Chief Executive of Otters", "role", ("Chief Executive",))])
    >>> document = built([Line("Recommendation"), Line("1. Ask the Chief Executlve and the Head of Boats.")])
    >>> [said] = [one for one in statements(document, known) if one.block.kind == "item"]
    >>> [(office.written, office.party.name, office.sure) for office in offices(said, known)]
    [('Chief Executlve', 'Chief Executive of Otters', False), ('Head of Boats', 'Head of Boats', True)]
    """
    text = statement.text
    found = [_whole(statement, named, gazetteer) for named in statement.parties if named.role]
    found += [_new(match, statement, gazetteer) for match in _FORM.finditer(text)]
    found += [office for named in statement.parties if (office := _behind(named, gazetteer))]
    taken = [one for one in found if one.party.id]
    for run in _CAPITALS.finditer(text):
        if not any(one.start < run.end() and run.start() < one.end for one in taken):
            found += _repaired(run[0], run.start(), gazetteer)
    # The longest wins, and a known one before a new one as long.
    chosen: list[Named] = []
    for one in sorted(found, key=lambda named: (named.start - named.end, not named.party.id)):
        if not any(one.start < other.end and other.start < one.end for other in chosen):
            chosen.append(one)
    return tuple(sorted(chosen))


def _whole(statement: Statement, named: Named, gazetteer: Gazetteer) -> Named:
    """A known office with the rank before it and the body behind it: another rank or body makes it another office."""
    text, start, end = statement.text, named.start, named.end
    rank = _RANKED.search(text, max(0, start - 40), start)
    start = rank.start() if rank else start
    other = bool(rank and _REPLACES.sub("", rank[0]))
    for body in statement.parties:
        at_home = named.party.id and gazetteer.by_id[named.party.id].unit_of in (None, body.party.id)
        if body.start > end and not body.role and not at_home and _AT.fullmatch(text, end, body.start):
            end, other = body.end, True
    written = text[start:end]
    party = Party(" ".join(written.split())) if other else named.party
    return named._replace(start=start, end=end, written=written, party=party)


def _behind(named: Named, gazetteer: Gazetteer) -> Named | None:
    """The known office behind a verb that was taken for the first word of a name: *Mandate the treasurer*."""
    opener = _THE.match(named.written)
    if not opener or named.party.id:
        return None
    known = gazetteer.alone(named.written[opener.end() :])
    if not known or len(known.ids) != 1 or gazetteer.by_id[known.ids[0]].kind != "role":
        return None
    party = gazetteer.by_id[known.ids[0]]
    return Named(named.start + opener.end(), named.end, named.written[opener.end() :], Party(party.name, party.id), "role")


def _new(match: re.Match[str], statement: Statement, gazetteer: Gazetteer) -> Named:
    """An office by its form: a known one where another order of its words is, and without the body that it belongs to."""
    start, end = match.span()
    opener = re.match(r"[^\W_]+\s+", match[0])
    if opener and key(opener[0]) in OPENERS - _RANKS:
        start += len(opener[0])
    for owner in statement.parties:
        if owner.start == start and owner.end < end and not owner.role and owner.party.id:
            bare = re.sub(r"\A['\u2019]?s?\s+", "", statement.text[owner.end : end])
            if len(bare.split()) > 1:
                start = end - len(bare)
            break
    for body in statement.parties:
        if body.start == start and re.fullmatch(rf"{W}(?:at|in){W}the{W}.{{2,40}}", statement.text[end : body.end]):
            end = body.end
        elif (
            body.kind == "unit"
            and body.start > end
            and re.fullmatch(rf"{W}(?:at|in){W}(?:the{W})?", statement.text[end : body.start])
        ):
            end = body.end  # Head of Boats in the Water Unit
    written = statement.text[start:end]
    plain = " ".join(written.split())
    tried = [plain, _REPLACES.sub("", plain)]
    tried += [re.sub(r"^(\w+)(?:,| for) ", r"\1 of ", name) for name in tried]
    tried += [f"Director of {joint}{name.removesuffix(' Director')}" for name in tried[:2] for joint in ("", "the ")]
    for name in tried:
        known = gazetteer.alone(name)
        if known and len(known.ids) == 1 and gazetteer.by_id[known.ids[0]].kind == "role":
            party = gazetteer.by_id[known.ids[0]]
            return Named(start, end, written, Party(party.name, party.id), "role")
    return Named(start, end, written, Party(plain), "role")


def _repaired(run: str, start: int, gazetteer: Gazetteer) -> list[Named]:
    """The one known office that some of these words are, but for a letter or two; the most words win."""
    words = [(word.start(), word.end()) for word in re.finditer(r"\S+", run)]
    spans = [(first[0], last[1]) for at, first in enumerate(words) if not run[first[0]].islower() for last in words[at + 1 :]]
    for begin, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if party := _meant(key(run[begin:end]), gazetteer):
            return [Named(start + begin, start + end, run[begin:end], party, "role", sure=False)]
    return []


@lru_cache(maxsize=1 << 12)  # the same names come again and again
def _meant(wanted: str, gazetteer: Gazetteer) -> Party | None:
    """The only known office that a misspelt name is near."""
    if len(wanted) < _MIDDLING:
        return None
    limit = _SLIPS if len(wanted) >= _LONG else 1
    # Each letter too many is a difference: of another length no name is near.
    lengths = range(len(wanted) - limit, len(wanted) + limit + 1)
    known, letters = _offices(gazetteer), frozenset(wanted)
    near = {
        party
        for length in lengths
        for name, theirs, party in known.get(length, ())
        if len(letters - theirs) <= limit and _apart(wanted, name, limit) <= limit
    }
    return near.pop() if len(near) == 1 else None


@lru_cache(maxsize=4)
def _offices(gazetteer: Gazetteer) -> dict[int, list[tuple[str, frozenset[str], Party]]]:
    """The known offices by each of their names, as names are compared, with its letters, by how long it is."""
    found: dict[int, list[tuple[str, frozenset[str], Party]]] = {}
    for party in gazetteer.by_id.values():
        for name in map(key, party.names) if party.kind == "role" else ():
            found.setdefault(len(name), []).append((name, frozenset(name), Party(party.name, party.id)))
    return found


def _apart(one: str, other: str, limit: int) -> int:
    """How many letters two names differ in; more than the limit where they differ more."""
    # Each letter too many is a difference; most names part here.
    if sum(max(0, one.count(letter) - other.count(letter)) for letter in set(one)) > limit:
        return limit + 1
    above = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, theirs in enumerate(other, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != theirs)))
        above = row
        if min(row) > limit:
            return limit + 1
    return above[-1]
