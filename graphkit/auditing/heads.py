"""Rules on the page itself: its head, its numbers, its signs, and what it leaves to other papers."""

import re
from collections import Counter
from collections.abc import Iterator

from graphkit.auditing.books import Finding, said
from graphkit.auditing.page import Page
from graphkit.names import decision_id
from graphkit.reading import fields

_DATES = ("date signed", "date published")
_DECISION = re.compile(r"\bDMPC Decisions?\b", re.IGNORECASE)
_PRICE = re.compile(
    r"\b(?:price|cost|value|sum|amount|fee|figure)s?\b[^.;]{0,80}?\b(?:in|to|of) (?:the |a )?"
    r"(?:Part (?:2|II|two)|(?:restricted|confidential|exempt|private) (?:part|paper|appendix|annex|report))\b",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"\b(?:full text|text|body|report|facts and advice|details?|recommendations?)\b[^.;]{0,80}?\b(?:is|are) (?:set out )?in"
    r" (?:the |an? )?(?:attached |signed |accompanying )?(?:PDF|attachment|document attached|form attached)\b",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(r"\bestimate", re.IGNORECASE)


def undated(page: Page) -> Iterator[Finding]:
    """Fields for a date that stand there empty, or no date of signing anywhere below a head."""
    blank = [name for name in page.document.blank if name in _DATES]
    note = next((note for note in page.document.notes if "date" in note), None)
    if blank:
        what = f"{' and '.join(blank)} {'is' if len(blank) == 1 else 'are'} blank"
        yield page.find(what, ["key information"], "empty")
    elif note:
        yield page.find(note, ["key information"])
    elif page.document.date_signed is None and page.document.references and not _stamped(page):
        yield page.find("no date of signing is told", ["key information"], "none")


def _stamped(page: Page) -> bool:
    """Whether a day stands beside a signature, where the form around it is not known."""
    last = [block.text for block in page.document.blocks if block.kind != "field"]
    return any(text.casefold().startswith("date") and fields.day(text) for text in last)


def unidentified(page: Page) -> Iterator[Finding]:
    """No reference, or no title, on the page; without either, the date and the name of who decided are told missing too."""
    document = page.document
    told = {
        "reference": document.references,
        "title": document.title,
        "date": document.date_signed or document.blank,
        "name": document.decided_by,
    }
    missing = [name for name, value in told.items() if not value]
    if {"reference", "title"} & {*missing}:
        *first, last = missing
        what = f"{', '.join(first)} or {last}" if first else last
        yield page.find(f"no {what} is on the page", ["key information"], f"no {what}")


def numbers(page: Page) -> Iterator[Finding]:
    """A printed number, such as 2.1, that stands before several paragraphs."""
    printed = Counter(block.number for block in page.blocks if "." in block.number and not block.counted)
    twice = [number for number, times in printed.items() if times > 1]
    if twice:
        at = (block.locator for block in page.blocks if block.number in twice)
        listed = ", ".join(f"{number} ({printed[number]} paragraphs)" for number in twice)
        yield page.find(f"a number stands before several paragraphs: {listed}", at, listed)


def signs(page: Page) -> Iterator[Finding]:
    """A sum whose pound sign was misread or lost."""
    slips = [(sentence, amount) for sentence, amount in page.told if amount.currency_slip]
    if slips:
        listed = ", ".join(amount.written for _, amount in slips)
        right = ", ".join(said(amount.pence) for _, amount in slips)
        yield page.find(f"a pound sign was misread or lost: {listed}", (one.block.locator for one, _ in slips), listed, right)


def elsewhere(page: Page) -> Iterator[Finding]:
    """A price in a restricted part, or a text that is in a file beside the page; an estimate decides nothing."""
    for pattern, what in ((_PRICE, "the price is kept in a restricted part"), (_TEXT, "the text is in a file beside the page")):
        found = [one for one in page.sentences if pattern.search(one.text) and not _ESTIMATE.search(one.text)]
        if found:
            yield page.find(what, (one.block.locator for one in found))


def cited(page: Page) -> Iterator[Finding]:
    """Decisions that are cited and are none of those at hand; nothing where none were asked for."""
    if page.known is None:
        return
    told = dict.fromkeys(page.reading.references, "") if page.reading else {}
    for one in page.sentences:
        for reference in fields.references(one.text):
            told.setdefault(reference, one.block.locator)
    seen = {*page.document.ids, *page.known}
    for reference, place in told.items():
        id = decision_id(_DECISION.sub("DMPCD", reference))
        if id not in seen:
            seen.add(id)
            yield page.find(f"{reference} is cited and not among the decisions at hand", [place], reference)
