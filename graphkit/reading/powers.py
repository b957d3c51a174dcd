"""What authority a document hands on, and which it only recalls.

A list of recommendations has one giver, whom its first line names; the items say only *delegate authority to*.
A scheme of delegation gives authority in the name of the body whose scheme it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.reading.authorities import authority, conditions, limit
from graphkit.reading.document import Document
from graphkit.reading.facts import Evidence, Party, ReadDelegation
from graphkit.reading.handed import Handed, merged
from graphkit.reading.handing_forms import LISTS
from graphkit.reading.handings import Handing, act, handings
from graphkit.reading.masked import BODY, OFFICE, masked
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.offices import offices
from graphkit.reading.spaces import phrase
from graphkit.reading.statements import Named, Statement

#: One of these stands in every sentence that hands authority on, in small letters and as a scan may misread them.
_HINTS = (
    "for the",
    *"""delegat de1egat de|egat deiegat authori reserv hand grant giv pass entrust leav left assign power approv sign determin
    decid decision exercis discretion vest rest mandat nominat entitl enabl allow permit charg task finalis made chos agree settl
    matter ask instruct direct requir""".split(),
)


def _form(words: str) -> re.Pattern[str]:
    return re.compile(phrase(words), re.IGNORECASE)


#: The first line of a list: *the deputy is recommended to*, *that the deputy approves*, *requests that the deputy*.
_ASKED = _form(
    rf"(?:\bthe )?(?P<who>{OFFICE})(?: ?\([^()]{{1,40}}\))?(?:, (?:via|through|following) [^;:]{{1,90}},)?"
    rf"(?: (?:is|are) (?:recommended|asked|requested|invited|advised)"
    rf"(?: to)?\b"
    rf"|: ?\Z|(?: approves?| agrees?| decides?| is asked)?(?: to)? ?: ?\Z)"
)
_SCHEME = _form(
    rf"(?:(?P<who>{BODY})(?:['\u2019]s?)? )?\bscheme (?:of (?:delegation|consent)|(?=also |provides?|delegates?|gives?"
    rf"|allows?|reserves?))|\b(?:paragraph|regulation)s? \d"
)
_PROVIDES = _form(
    r"\b(?:scheme|consent|paragraph|regulation|delegation)s?\b[^;,]{0,80}? (?:provides?|states?|says?|sets? out|confirms?"
    r"|specif(?:y|ies))\b[^;]{0,80}\Z"
    r"|\b(?:scheme(?: of delegation)?(?: and consent)?|paragraphs? [0-9.]{1,8}(?: of [^,;]{1,80})?|regulations?)(?: also|"
    r" further)? \Z"
)
_NOT = re.compile(r"\b(?:not|no|notes?|noted)\b", re.IGNORECASE)
#: What a decision hands on is about its own papers; what a scheme gives is about all of a sort.
_THESE = _form(
    r"\b(?:the|this|these|its|any further|any subsequent) (?:[\w/-]+ ){0,3}?(?:agreements?|contracts?|grants?|leases?"
    r"|variations?|documents?|letters?|awards?"
    r"|arrangements|memorandum|bid|mou|signing)\b"
)
_ABOUT_ALL = frozenset(("is delegated to", "is granted authority", "is authorised to", "gives authority"))
_ONLY_BY_SCHEME = frozenset(
    ("has authority", "it is for", "reserves to", "may be approved by", "may approve", "is reserved to", "enables")
)
#: What only a recommendation hands on: elsewhere it tells who does what.
_ONLY_IN_LISTS = frozenset(
    ("is to sign", "is signed by", "signing by", "is asked to sign", "is left to", "rests with", "entrusts with")
) | frozenset(("names as signatory", "at the discretion of"))
_RECALLED_BY_SCHEME = frozenset(("has authority", "may be approved by", "may approve"))
#: How sure a reader can be: what is recommended, what another part says, what only may be done.
_RECOMMENDED, _SAID, _ALLOWED, _REPAIRED = 90, 75, 50, 15


def delegations(
    document: Document, statements: Sequence[Statement], decided_by: Party | None, body: Party, gazetteer: Gazetteer
) -> tuple[ReadDelegation, ...]:
    """The delegations that a document states, each once with all places that state it, in their order.

    ``body`` is that whose decision it is; where the text names whose scheme of delegation it is, that gives by it.

    ``standing`` are those that it only recalls. Who decides takes no authority but what a scheme gives.
    """
    found: list[Handed] = []
    asked, owner, lists = decided_by, _owner(statements) or body, ""
    for at, said in enumerate(statements):
        if LISTS.search(said.text) and not _NOT.search(said.text):
            lists = said.block.locator  # what follows under the same number is the list
        listed = bool(lists) and said.block.locator == lists
        if said.block.kind in ("title", "heading") or not (listed or _hints(said.text)):
            asked = _asked(said, gazetteer) or asked
            continue
        named = offices(said, gazetteer)
        ends = {one.end for one in named}
        bodies = [one for one in said.parties if one.sure and not one.role and one.end not in ends]
        text = masked(said.text, named, bodies)
        lead = _ASKED.search(text)
        if lead and said.block.kind != "item":
            asked = next(one.party for one in named if one.start == lead.start("who"))
        below = statements[at + 1].text if at + 1 < len(statements) else ""
        places = {one.start: one for one in (*bodies, *named)}
        decider = asked or Party(document.decided_by or "who decides", unnamed=True)
        who = _Who(decider, owner)
        for handing in handings(text, listed):
            found += _read(said, text, handing, places, who, below)
    return tuple(merged(found))


def _hints(text: str) -> bool:
    """Whether a sentence may hand authority on at all: most do not, and are not read."""
    small = text.casefold()
    return any(hint in small for hint in _HINTS)


class _Who(NamedTuple):
    """Who decides, and the body in whose name a scheme gives authority."""

    decider: Party
    body: Party


def _read(said: Statement, text: str, handing: Handing, places: dict[int, Named], who: _Who, below: str) -> Iterator[Handed]:
    raw = [said.text[start:end] for start, end in handing.spans]
    words = authority(raw) or authority([below]) or "authority"
    if (done := act(text, handing)) and not words.startswith(("decide ", done)):
        words = f"{done} {'the ' if raw[0].lstrip()[:4].casefold() == 'the ' else ''}{words}"
    scheme = _SCHEME.search(text) is not None
    own = said.block.locator.startswith(("recommendation", "decision"))
    named = places.get(handing.giver) if handing.giver is not None else None
    general = handing.allowed or handing.wording in _ABOUT_ALL
    states = (handing.recalled and not (own and handing.wording in _RECALLED_BY_SCHEME and not scheme)) or (
        not own
        and (
            (not named and _PROVIDES.search(text, 0, handing.at) is not None)
            or (scheme and general and not _THESE.search(" ".join(raw)))
        )
    )
    for place in handing.takers:
        taker = places[place]
        giver = named.party if named else who.decider
        recalled = states or taker.party == who.decider
        if taker.party in (who.decider, giver) and not (scheme and (states or handing.wording == "gives authority")):
            continue
        if (
            not scheme
            and not own
            and (handing.wording in _ONLY_BY_SCHEME or (states and not named and handing.wording != "is delegated to"))
        ):
            continue
        if handing.wording in _ONLY_IN_LISTS and not own:
            continue
        if recalled and scheme and (taker.party == who.decider or not named):
            giver = who.body
        # What a law gave to a body is no delegation of this office, and what the body itself may do none of its own offices.
        if taker.party in (giver, who.body) or (recalled and not taker.role):
            continue
        rule = f"delegation: {handing.wording}" + ("" if taker.sure else ", name repaired")
        sure = (_RECOMMENDED if own else _ALLOWED if handing.allowed else _SAID) - (0 if taker.sure else _REPAIRED)
        evidence = Evidence(said.block.locator, said.start, said.end, said.text, rule)
        told = limit(said.amounts, handing.spans)
        yield Handed(giver, taker.party, words, told, conditions(said.text), recalled, evidence, sure)


def _asked(said: Statement, gazetteer: Gazetteer) -> Party | None:
    """Whom the first line of a list asks."""
    if said.block.kind in ("title", "heading", "row") or not said.text.rstrip().endswith(":"):
        return None
    named = offices(said, gazetteer)
    lead = _ASKED.search(masked(said.text, named))
    return next((one.party for one in named if lead and one.start == lead.start("who")), None)


def _owner(statements: Sequence[Statement]) -> Party | None:
    """Whose scheme of delegation it is, where the text says so."""
    for said in statements:
        if "cheme" in said.text:
            bodies = [one for one in said.parties if one.sure and not one.role]
            for scheme in _SCHEME.finditer(masked(said.text, bodies=bodies)):
                if scheme["who"]:
                    return next(one.party for one in bodies if one.start == scheme.start("who"))
    return None
