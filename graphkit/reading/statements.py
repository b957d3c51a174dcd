"""A document → what it states, piece by piece: each sentence, item or row with the parties, sums and times that it names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.names import key
from graphkit.reading import amounts, periods
from graphkit.reading.amounts import Amount
from graphkit.reading.document import Block, Document
from graphkit.reading.facts import Party
from graphkit.reading.likely import BODIES, kind_of, likely
from graphkit.reading.mentions import Gazetteer, Mention
from graphkit.reading.periods import Period
from graphkit.reading.singles import Singles

#: Behind these a full stop ends no sentence.
_SHORTENED = re.compile(
    r"(?:\b(?:approx|est|no|nos|para|paras|e\.g|i\.e|etc|Ltd|Inc|St|Mr|Mrs|Ms|Dr|Co|vs|c|p|pp|[A-Z]))\Z", re.I
)
_END = re.compile(r"[.?!;]['\"\u2019\u201d)]{0,2}\s+(?=[\"'\u2018\u201c(]?[A-Z\u00a30-9])")
_WORK = frozenset(
    ["service", "services", "project", "projects", "team", "teams", "unit", "post", "posts", "staff", "money", "provision"]
)
#: Words behind what is no party's name: "the Otter budget", but "the Otter Trust grant".
NO_PARTY = frozenset(
    """service services project projects team teams unit post posts staff provision budget budgets reserve reserves fund
    programme programmes strategy strategies plan plans act scheme policy framework review report pilot pathway initiative
    allocation round pot stream workstream portfolio directorate command""".split()
)
#: Kinds of blocks in which each word may have a capital.
_HEADS = ("title", "heading")
_GIFTS = frozenset(["grant", "grants", "funding", "award", "awards"])
#: What stands before a sum in a list: a name there is one, though it begins a line.
_LABEL = re.compile(r"([^\d\n:\u00a3\u2013\u2014]{2,80}?)[ \u00a0]{0,3}[:\u2013\u2014-]?[ \u00a0]{0,3}\(?\u00a3")
#: The word behind a name: "the Otter budget" names no party.
_NEXT = re.compile(r"[ \u00a0](?:(?:earmarked|revenue|capital|core|annual|small|own) )?([^\W\d_]+)")
#: Longer sentences than this are cut: no statement is so long.
_LONGEST = 4000


#: Last words of names that may be a body's or its work's; and the words that tell that it is work.
_WORKS = frozenset("service services helpline hub line programme scheme pilot".split())
_CONTRACT_FOR = re.compile(
    r"\b(?:contracts?|procurement|provider|providers|delivery|commissioning) (?:for|of) (?:the )?\Z"
    r"|\b(?:deliver|run|provide|commission)\w* the \Z"
)
_DONE_BY = re.compile(
    r"(?: \([^()]{1,30}\))?,? (?:(?:which|that) )?(?:is|was|has been|have been|will be|would be) (?:currently |now )?"
    r"(?:delivered|provided|run|operated|managed|commissioned)\b[^.;]{0,60}? by (?:the )?[A-Z]"
)


class Named(NamedTuple):
    """A party that a statement names, at ``text[start:end]``. ``kind`` is the gazetteer's word, empty where it is new.

    ``sure`` is False where a new name may be no party: a heading, a law, a programme, words that begin a sentence.
    """

    start: int
    end: int
    written: str
    party: Party
    kind: str = ""
    sure: bool = True

    @property
    def role(self) -> bool:
        """Whether it is an office."""
        return self.kind == "role"


class Statement(NamedTuple):
    """A sentence, item or row: ``text`` is ``Document.text[start:end]``; what it names stands relative to the text."""

    text: str
    start: int
    end: int
    block: Block
    parties: tuple[Named, ...] = ()
    amounts: tuple[Amount, ...] = ()
    periods: tuple[Period, ...] = ()


def statements(document: Document, gazetteer: Gazetteer) -> tuple[Statement, ...]:
    """What a document states, in its order; fields of the page's head and boilerplate are left out, headings are not.

    >>> from graphkit.reading.build import built
    >>> from graphkit.reading.document import Line
    >>> from graphkit.model import Organisation
    >>> parties = [Organisation("moj", "Ministry of Justice", "public body", ("MoJ",))]
    >>> document = built([Line("Recommendation"), Line("1. Accept \u00a35 from the MoJ. Pay \u00a36 to Otter Trust.")])
    >>> for said in statements(document, Gazetteer(parties)):
    ...     print(said.text, [one.party.name for one in said.parties], [amount.pence for amount in said.amounts])
    Recommendation [] []
    Accept £5 from the MoJ. ['Ministry of Justice'] [500]
    Pay £6 to Otter Trust. ['Otter Trust'] [600]
    """
    mentions = gazetteer.find(document.text)
    singles = Singles(document.text, (mention.name or mention.written for mention in mentions))
    starts = [mention.start for mention in mentions]
    told = _told(document, mentions, starts)
    work = _work(document.text, mentions)
    found = []
    for block in document.blocks:
        if block.kind in ("field", "boilerplate") or not block.text.strip():
            continue
        for start, end in _sentences(block):
            text = document.text[start:end]
            label = _LABEL.match(text)
            led = gazetteer.alone(label[1], start + label.start(1)) if label else None
            if alone := gazetteer.alone(text, start):
                inside = [alone]
            elif led:
                inside = [led, *mentions[bisect_left(starts, led.end) : bisect_left(starts, end)]]
            elif block.kind == "row":
                inside = _cells(block, gazetteer, mentions, starts)
            else:
                inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            named = tuple(_named(mention, start, text, gazetteer) for mention in inside if mention.end <= end)
            named = tuple(one._replace(kind="service") if one.party.name in work else one for one in named)
            if block.kind in _HEADS:
                named = tuple(one._replace(sure=one.sure and _known_head(one, told)) for one in named)
            if block.kind != "row" and (block.section in ("recommendation", "executive summary") or "\u00a3" in text):
                named = _with(named, singles, text, gazetteer)
            found.append(Statement(text, start, end, block, named, tuple(amounts.find(text)), tuple(periods.find(text))))
    return tuple(found)


def _told(document: Document, mentions: list[Mention], starts: list[int]) -> set[str]:
    """The names that a document's sentences tell, apart from its title and headings."""
    return {
        mention.name or mention.written
        for block in document.blocks
        if block.kind not in _HEADS
        for mention in mentions[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
    }


def _work(text: str, mentions: list[Mention]) -> set[str]:
    """New names that are of work which somebody does: there is a contract for it, or it is provided by another."""
    found = set()
    for mention in mentions:
        name = mention.name or mention.written
        if not mention.ids and key(name).split()[-1:] and key(name).split()[-1] in _WORKS:
            before, behind = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 120]
            if _CONTRACT_FOR.search(before) or _DONE_BY.match(behind):
                found.add(name)
    return found


def _known_head(one: Named, told: set[str]) -> bool:
    """Whether a name of a title is one: each word has its capital there, and only a body's last word or a sentence tells."""
    return one.party.id is not None or one.party.name in told or bool(set(key(one.party.name).split()[-1:]) & BODIES)


def _with(named: tuple[Named, ...], singles: Singles, text: str, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """The parties of a statement, and new ones of one word, or first words of longer names, where no other one stands."""
    new = []
    for start, end in singles.find(text):
        if any(start < one.end and one.start < end for one in named):
            continue
        whole = singles.whole.get(text[start:end], text[start:end])
        if whole is None:
            continue
        known = gazetteer.alone(whole)
        if known and len(known.ids) == 1:
            party = gazetteer.by_id[known.ids[0]]
            new.append(Named(start, end, text[start:end], Party(party.name, party.id), party.kind))
        elif (whole == text[start:end] and not _is_thing(text, end)) or likely(whole):
            new.append(Named(start, end, text[start:end], Party(whole)))
    return tuple(sorted((*named, *new), key=lambda one: one.start)) if new else named


def _is_thing(text: str, end: int) -> bool:
    """Whether the word behind a name says that it is no party's: the Violence team."""
    behind = _NEXT.match(text, end)
    return behind is not None and behind[1] in NO_PARTY - {"project", "projects"}


def _sentences(block: Block) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of a block; a title, a heading or a row is one."""
    text, at = block.text, 0
    if block.kind in ("paragraph", "item"):
        for stop in _END.finditer(text):
            end = stop.start() + len(stop[0].rstrip())
            if not (stop[0][0] == "." and _SHORTENED.search(text, max(0, stop.start() - 8), stop.start())):
                yield from _cut(block.start + at, block.start + end)
                at = stop.end()
    yield from _cut(block.start + at, block.start + len(text))


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, _LONGEST):
        yield at, min(end, at + _LONGEST)


def _cells(block: Block, gazetteer: Gazetteer, mentions: list[Mention], starts: list[int]) -> list[Mention]:
    """The mentions of a row: a cell that is a name and nothing else is that name, whatever its words mean in a sentence."""
    found: list[Mention] = []
    at = block.start
    for cell in block.text.split("\t"):
        alone = gazetteer.alone(cell, at)
        joined = _joined(cell, gazetteer, at) if not alone and not found else []
        found += [alone] if alone else joined or mentions[bisect_left(starts, at) : bisect_left(starts, at + len(cell))]
        at += len(cell) + 1
    return found


def _joined(cell: str, gazetteer: Gazetteer, at: int) -> list[Mention]:
    """The known parties that a cell names one after the other and nothing else: Merton and Sutton (joint)."""
    found: list[Mention] = []
    place = 0
    for part in re.split(r"( and |&|/|, )", re.split(r" \(", cell, maxsplit=1)[0]):
        if place % 2 == 0 and (one := gazetteer.alone(part, at)):
            found.append(one)
        at, place = at + len(part), place + 1
    return found if len(found) > 1 and len(found) == (place + 1) // 2 else []


def _named(mention: Mention, start: int, text: str, gazetteer: Gazetteer) -> Named:
    at, end = mention.start - start, mention.end - start
    if len(mention.ids) == 1:
        party = gazetteer.by_id[mention.ids[0]]
        return Named(at, end, mention.written, Party(party.name, party.id), party.kind)
    name = mention.name or mention.written
    behind = _NEXT.match(text, end)
    word = behind[1].lower() if behind else ""
    # "the Serious Violence grant" is a grant's name, "the Otter Trust grant" and "UKRI funding" are somebody's.
    plain = word in _GIFTS and not mention.name and not mention.written.isupper()
    thing = word in NO_PARTY or (plain and not set(key(name).split()[-1:]) & BODIES)
    if name.split()[-1].casefold() == "fund" and not mention.ids and not thing and likely(name + " Trust"):
        return Named(at, end, mention.written, Party(name), "programme")
    return Named(
        at,
        end,
        mention.written,
        Party(name),
        "" if mention.ids else kind_of(name),
        not mention.ids and not thing and likely(name) and key(name) not in gazetteer.charges,
    )
