"""The words that say that parties do something together, and of what kind it is.

The patterns read sentences whose bodies are blotted out (:mod:`graphkit.reading.masked`), so they name nobody.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from graphkit.reading.agreement_forms import MOU
from graphkit.reading.masked import BODY
from graphkit.reading.spaces import phrase
from graphkit.reading.together_forms import NEEDS, WORDINGS
from graphkit.reading.together_words import BEFORE, ONE

_BODY = re.compile(BODY)
_MOU_WORD = re.compile(phrase(MOU), re.IGNORECASE)
_GROUP = r"(?:parties|members|partners|organisations|bodies|boroughs|forces|signatories)"
#: What those do together whom another sentence names: the kind, and its words.
_THOSE = tuple(
    (kind, re.compile(phrase(words), re.IGNORECASE))
    for kind, words in (
        (
            "memorandum of understanding",
            rf"{MOU}[^;]{{0,60}}?\bbetween (?:the (?:two|three|parties|partners)|them|both)\b"
            rf"|{MOU}[^;\ue001]{{0,30}}? with the (?:two|three|four|other) (?:partners|bodies|parties)\b",
        ),
        ("joint data controllers", rf"\b{_GROUP}\b[^;\ue001]{{0,40}}?\bjoint(?:ly)? (?:data )?controllers?\b"),
        ("joint proposal", r"\A(?:They|Both|The two)\b[^;\ue001]{0,30}? joint proposal\b"),
        ("joint bid", r"\A(?:They|Both|The two)\b[^;\ue001]{0,30}? joint (?:bid|application|submission)\b"),
    )
)
_LEADS = re.compile(
    phrase(rf"(?P<lead>{ONE})(?: [a-z]+){{0,2}}? (?:as|is|be|being|remains) (?:the )?lead commissioner\b"), re.IGNORECASE
)
#: One of these stands in every sentence that is tried, in small letters.
_WORTH = (
    "made up",
    *"""memorand mou led run consist compris unites deliver provided operated agreement protocol sla commission joint together bid
    appl submi propos consorti panel controller host fund round group board members agencies bodies programme project initiative
    scheme pilot venture pot grants evaluat partner collaborat alliance behalf lead managing contracted""".split(),
)


@cache
def _form(words: str) -> re.Pattern[str]:
    """A wording as a pattern; made when it is first tried: most documents need few of them, and all take half a second.

    What may stand before its first name is left out: a pattern that begins with a blot is found many times faster.
    """
    if words.startswith("(?P<"):
        words = words.replace(BEFORE, "", 1)
    return re.compile(phrase(words), re.IGNORECASE)


class Together(NamedTuple):
    """Parties together in a sentence, as places of their names; ``us`` says that the office itself takes part.

    ``thing`` is the place of one that has no name; ``it`` says that one is what the sentence before is about,
    ``those`` that all are those named before, ``others`` where more members are told that have no names.
    """

    kind: str
    members: tuple[int, ...]
    lead: int | None = None
    name: int | None = None
    us: bool = False
    it: bool = False
    thing: tuple[int, int] | None = None
    those: bool = False
    others: tuple[int, int] | None = None


def together(text: str) -> Iterator[Together]:
    """What parties do together by a blotted sentence; the same members of one kind once.

    >>> list(together("A MoU between the \\ue001\\ue001 and the \\ue001\\ue001 was signed"))[0].members
    (18, 29)
    """
    small, named = text.casefold(), _BODY.search(text)
    if not any(word in small for word in _WORTH):
        return
    found: list[Together] = []
    absent = {kind for kind, words in NEEDS.items() if not any(word in small for word in words)}
    for kind, us, words in WORDINGS if named else ():
        if kind in absent:
            continue
        for match in _form(words).finditer(text):
            groups = match.groupdict()
            # An agreement that underpins it may have other parties.
            if _MOU_WORD.search(groups.get("gap") or ""):
                continue
            places = {name: tuple(_places(match, name)) for name in ("a", "b", "lead", "name") if groups.get(name)}
            lead, name = places.get("lead", ()), places.get("name", ())
            members = (*lead, *places.get("a", ()), *places.get("b", ()))
            it = bool(groups.get("b")) and "b" in places and not places["b"]
            alike = (kind, "manages fund for") if kind == "delivers for" else (kind,)
            if any(one.kind in alike and set(members) <= set(one.members) for one in found):
                continue
            leads, called = lead[0] if lead else None, name[0] if name else None
            thing = match.span("thing") if groups.get("thing") else None
            others = match.span("others") if groups.get("others") else None
            with_us = us and (len(members) == 1 or "b" in places)
            found.append(Together(kind, members, leads, called, with_us, it, thing, others=others))
    told = {one.kind for one in found}
    found += [Together(kind, (), those=True) for kind, words in _THOSE if kind not in told and words.search(text)]
    yield from found


def leading(text: str) -> int | None:
    """Where who leads a joint commissioning is named in a blotted sentence; None where nobody is."""
    found = _LEADS.search(text) if "commissioner" in text.casefold() else None
    return next(_places(found, "lead"), None) if found else None


def _places(match: re.Match[str], name: str) -> Iterator[int]:
    for one in _BODY.finditer(match[name]):
        yield match.start(name) + one.start()
