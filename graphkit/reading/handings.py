"""How a sentence hands authority on: who is given it, by whom, and which words say what it is for.

The grammar reads sentences whose parties are blotted out (:mod:`graphkit.reading.masked`), so it names nobody.
"""

import re
from typing import NamedTuple

from graphkit.reading.handing_forms import ACTS, DONE, FORMS, LISTED, NEEDS, PLAIN, POWER, WHOS, form
from graphkit.reading.masked import ANYONE, BODY, OFFICE


class Handing(NamedTuple):
    """Authority handed on in a sentence. ``takers`` are the places of those who are given it, ``giver`` of who gives it.

    ``spans`` are places of words that may say what the authority is for, the likeliest first. ``wording`` names the
    form; ``recalled`` says that the words only state it, ``allowed`` that they say it may be done.
    """

    wording: str
    at: int
    takers: tuple[int, ...]
    giver: int | None
    spans: tuple[tuple[int, int], ...]
    recalled: bool = False
    allowed: bool = False


#: A second taker behind the first: *and, for small orders, to the treasurer*.
_MORE = form(
    rf"\band(?P<before>,? (?:for|in respect of|in relation to|in the case of|where|on) [^,;]{{1,80}}?,?"
    rf"| (?:the )?{POWER}\b[^;]{{1,120}}?)? to (?P<who>{WHOS})"
)
_PARTS = form(r"\b(?:that|with) |\A(?:approves?|agrees?) (?=the )|, and |, (?=the )")
_ANYONE = re.compile(ANYONE)
_NAMED, _ANYPOWER = form(rf"\b{PLAIN}\b"), form(rf"\b{POWER}\b")
_STATES = frozenset(("has authority", "reserves to", "it is for", "may be approved by", "may approve", "is reserved to"))
#: Wordings whose subject is what is handed on.
_PASSIVE = frozenset(
    (
        "is delegated to",
        "is handed to",
        "may be approved by",
        "is reserved to",
        "is signed by",
        "rests with",
        "at the discretion of",
    )
)
#: What is a condition, or told of another, hands nothing on.
_UNDER = form(r"\b(?:subject to|once|after|until|unless|provided|when|if|as|before|which|notes?|noted|noting)\b[^;,.]{0,80}\Z")
_NOTED = form(r"\A(?:to )?not(?:es?|ing) that\b")
_ACTED = form(DONE)
_NEGATED = form(r"\b(?:not|no|never|without|cannot|nor|neither|rather than|instead of)\b(?: [^\s,;]{1,20}){0,4} ?\Z")
_ALLOWED = form(r"\b(?:may|can|could|might|(?:allows?|permits?|enables?|lets?) [^,;]{1,80}?)(?: (?:to|also|then|be)){0,2} ?\Z")
_GIVER = form(
    rf"(?P<who>{OFFICE})(?: ?\([^()]{{1,40}}\))?(?: (?:hereby|also|now|further|to|may|can|approves?|agrees?|is|asked|the"
    rf"|will)){{0,4}} ?\Z"
)
_BY = form(rf"\A[^;,]{{0,60}}?\bby (?:the )?(?P<who>{OFFICE})")
_PAST = form(r"(?:\b(?:was|were|had|has been|have been) )|\bgave\b|\bgranted\Z")
_DONE = form(rf"(?:{ANYONE}(?: ?\([^()]{{1,40}}\))?|\bha[sd]|\bhave|\bpreviously|\balready) \Z")


def handings(text: str, listed: bool = False) -> tuple[Handing, ...]:
    """How a blotted sentence hands authority on, in the order of the words; each taker is given it once.

    ``listed`` says that the line before it did, and that the sentence is one of a list of those who are given it.

    >>> text = "Delegates authority to the \\ue000\\ue000\\ue000 to sign the lease"
    >>> [handing] = handings(text)
    >>> handing.wording, handing.takers, [text[start:end] for start, end in handing.spans]
    ('delegates to', (27,), [' authority', ' to sign the lease'])
    """
    if not _ANYONE.search(text):
        return ()
    if listed and (one := LISTED.match(text)):
        return (_handing(text, "delegates to", one, 0),)
    found: list[Handing] = []
    taken: set[int] = set()
    small = text.casefold()
    absent = {wording for wording, words in NEEDS.items() if not any(word in small for word in words)}
    for wording, pattern in FORMS:
        if wording in absent:
            continue
        for match in pattern.finditer(text):
            takers = _places(match)
            verb = match.start("verb") if match.groupdict().get("verb") else match.start()
            if taken & set(range(match.start(), match.end())) or _NEGATED.search(text, 0, verb):
                continue
            if wording in ("may approve", "may be approved by") and _NOTED.search(text, 0, verb):
                continue
            if wording in ("is signed by", "at the discretion of") and _UNDER.search(text, 0, verb):
                continue
            taken |= {*range(verb, match.end("verb") if match.groupdict().get("verb") else verb + 1), *takers}
            handing = _handing(text, wording, match, verb)
            if wording not in _STATES:
                for more in _MORE.finditer(text, match.end()):
                    inner = [more.span("before")] if more["before"] else []
                    end = len(text)
                    found.append(handing._replace(takers=_places(more), spans=(*inner, (more.end(), end))))
                    taken |= set(_places(more))
                    handing = _until(handing, more.start())
            found.append(handing)
    return tuple(sorted(found, key=lambda handing: handing.takers))


def _handing(text: str, wording: str, match: re.Match[str], verb: int) -> Handing:
    end = len(text)
    after = (match.end(), end)
    spans = [match.span("before"), after] if match.groupdict().get("before") else [after]
    if wording in _PASSIVE:
        spans = [(_subject(text, verb), verb), after]
    giver = _GIVER.search(text, 0, verb)
    by = _BY.search(text, match.end()) if wording == "is delegated to" else None
    place = giver.start("who") if giver else by.start("who") if by else None
    words = text[verb : match.end()]
    done = bool(_PAST.match(words) or (words[:9].casefold() == "delegated" and _DONE.search(text, 0, verb)))
    done = done or bool(re.search(r"\bha(?:s|ve|d) (?:been )?\Z", text[:verb]))
    allowed = bool(_ALLOWED.search(text, 0, verb))
    takers = _places(match)
    giver_at = place if place not in takers else None
    return Handing(wording, verb, takers, giver_at, tuple(spans), wording in _STATES or done, allowed)


def act(text: str, handing: Handing) -> str:
    """The act that a passive wording tells, where the authority would not say it: *approve* of *may be approved by*.

    >>> text = "Fees may be approved by the \ue000\ue000"
    >>> act(text, handings(text)[0])
    'approve'
    """
    if handing.wording not in ("may be approved by", "is signed by", "signing by"):
        return ""
    done = _ACTED.search(text, handing.at)
    return ACTS.get(" ".join(done[0].casefold().split()), "") if done else ""


def _places(match: re.Match[str]) -> tuple[int, ...]:
    """Where the names of the takers begin."""
    start = match.start("who")
    offices = [start + one.start() for one in re.finditer(OFFICE, match["who"])]
    return tuple(offices or [start + one.start() for one in re.finditer(BODY, match["who"])])


def _subject(text: str, end: int) -> int:
    """Where the words begin that say what is handed on, before a passive verb."""
    clause = max(text.rfind(sign, 0, end) + 1 for sign in (";", ":"))
    part = max((one.end() for one in _PARTS.finditer(text, clause, end)), default=clause)
    found = _NAMED.search(text, clause, end) or _ANYPOWER.search(text, part, end)
    return found.start() if found else part


def _until(handing: Handing, end: int) -> Handing:
    return handing._replace(spans=tuple((start, min(stop, end)) for start, stop in handing.spans if start < end))
