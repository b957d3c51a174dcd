"""Rules on authority handed on: to whom, up to what, and what is left to be decided."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.auditing.books import Finding, said
from graphkit.auditing.page import Page, places
from graphkit.names import key
from graphkit.reading.facts import ReadDelegation

_POST = re.compile(
    r"\b(?P<post>Chief (?:Executive|Finance|Financial|Operating|Operations)(?: Officer)?|CEO|CFO|COO"
    r"|(?:Acting |Interim )?(?:Director|Head) of (?:the )?[A-Z][\w&-]{1,30}"
    r"(?: (?:(?:and|of|for|&) )?(?:the )?[A-Z][\w&-]{1,30}){0,4})"
)
_SAME = {"ceo": "chief executive", "cfo": "chief finance", "coo": "chief operating"}
_ASKED = re.compile(
    r"\b(?:in consultation with|consult(?:ing|ed)?(?: with)?|on (?:the )?advice (?:of|from))"
    r" (?:the )?(?:[\w'\u2019]{1,20} )?\Z",
    re.IGNORECASE,
)
#: A scheme that gives a power at all times: no authority of this decision.
_STANDING = re.compile(
    r"\bSchemes? of [^.;]{0,80}\b(?:provides?|gives?|states?)\b|\bha(?:s|ve) (?:delegated )?authority\b", re.IGNORECASE
)
_HANDED = re.compile(r"\bdelegat|\bhanded to\b|\bhand on\b", re.IGNORECASE)
_ACTS = {
    "sign": re.compile(r"\bsign(?:s|ed|ing)?\b|\bexecut(?:e|ing)\b", re.I),
    "award": re.compile(r"\baward(?:s|ing)? (?:the |of )?(?:contract|grant)", re.I),
}
_SPLIT = re.compile(
    r"\b(?:split|division (?:of|between)|divided|apportion(?:ed|ment)|shared out)\b"
    r"(?! (?:of|in) (?:roles|responsib|dut|work|tasks))[^.;]{0,160}?"
    r"\b(?:(?:will|has|have|is|are) (?:still |yet )?(?:to )?be (?:made|decided|agreed|determined|confirmed|finalised|known)"
    r"|(?:is|are|has|have) (?:not|still|yet)\b|depends? (?:up)?on|subject to (?:agreement|confirmation))"
    r"|\b(?:decision on|decide|determine|agree|confirm)(?: on)? (?:the|how the) (?:split|division|apportionment)\b",
    re.IGNORECASE,
)


class _Handed(NamedTuple):
    post: str
    written: str
    acts: frozenset[str]
    place: str
    asked: bool


def signatories(page: Page) -> Iterator[Finding]:
    """A recommendation gives an authority to one post, and another paragraph gives it to another one."""
    told = [*_told(page), *_read(page)]
    for act in _ACTS:
        asked = [one for one in told if one.asked and act in one.acts]
        for other in told:
            if asked and not other.asked and act in other.acts and other.post not in {one.post for one in asked}:
                ways = f"{asked[0].written} ({asked[0].place}) or {other.written} ({other.place})"
                yield page.find(f"who may {act} is told as {ways}", [asked[0].place, other.place], ways)
                return


def _post(written: str) -> str:
    """A post by which its spellings are one."""
    name = key(written).removeprefix("acting ").removeprefix("interim ").replace("financial", "finance").removesuffix(" officer")
    return _SAME.get(name, name)


def _told(page: Page) -> Iterator[_Handed]:
    """Each post that a sentence hands authority to, without those that are only asked."""
    for one in page.sentences:
        if not _HANDED.search(one.text) or _STANDING.search(one.text):
            continue
        acts = frozenset(act for act, pattern in _ACTS.items() if pattern.search(one.text))
        for found in _POST.finditer(one.text):
            if acts and not _ASKED.search(one.text, max(0, found.start() - 60), found.start()):
                yield _Handed(_post(found["post"]), found["post"], acts, one.block.locator, one.block.section == "recommendation")


def _read(page: Page) -> Iterator[_Handed]:
    for one in page.reading.delegations if page.reading else ():
        post = _POST.search(one.delegate.name)
        acts = frozenset(act for act, pattern in _ACTS.items() if pattern.search(one.authority))
        if post and acts and not one.standing and one.evidence:
            place = one.evidence[0].locator
            yield _Handed(_post(post["post"]), one.delegate.name, acts, place, place.startswith("recommendation"))


def beyond(page: Page) -> Iterator[Finding]:
    """Authority handed on above what its giver may decide, and money decided by somebody above their own limit."""
    if page.reading is None:
        return
    caps = [one for one in page.reading.delegations if one.standing and one.limit is not None and one.limit_kind == "cap"]
    for cap in caps:
        own = key(cap.delegate.name)
        for one in page.reading.delegations:
            if not one.standing and key(one.delegator.name) == own and (one.limit or 0) > (cap.limit or 0):
                what = f"{one.delegator.name} hands on authority up to {said(one.limit)}, and may decide up to {said(cap.limit)}"
                yield _over(page, what, one.limit, cap, places((*one.evidence, *cap.evidence)))
        decider = page.reading.decided_by
        for flow in page.reading.flows if decider and _post(decider.name) == _post(cap.delegate.name) else ():
            if not flow.background and flow.stage == "approved" and (flow.pence or 0) > (cap.limit or 0):
                what = f"{cap.delegate.name} decides {said(flow.pence)}, and may decide up to {said(cap.limit)}"
                yield _over(page, what, flow.pence, cap, places((*flow.evidence, *cap.evidence)))


def _over(page: Page, what: str, pence: int | None, cap: ReadDelegation, where: Iterator[str]) -> Finding:
    return page.find(what, where, said(pence), f"at most {said(cap.limit)}")


def undecided(page: Page) -> Iterator[Finding]:
    """A split that is still to be made; and one sum that is read for several payees together."""
    told = [one for one in page.sentences if _SPLIT.search(one.text)]
    flows = [flow for flow in page.reading.flows if len(flow.payees) > 1] if page.reading else []
    shared = [
        flow for flow in flows if flow.pence and not flow.background and not any("\t" in one.words for one in flow.evidence)
    ]
    if told or shared:
        who = "; ".join(f"{said(flow.pence)} for {' and '.join(party.name for party in flow.payees)}" for flow in shared)
        where = [*(one.block.locator for one in told), *(place for flow in shared for place in places(flow.evidence))]
        yield page.find(f"a split is left undecided{f': {who}' if who else ''}", where, who)
