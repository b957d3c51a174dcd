"""The words by which the parts of a decision document are known: data, and how a line is looked up in them."""

import re
from functools import lru_cache

#: Section → headings that open it, as :func:`plain` makes them.
SECTIONS: dict[str, tuple[str, ...]] = {
    "key information": ("key information", "decision details"),
    "executive summary": ("executive summary", "summary", "summary of decision"),
    "recommendation": ("recommendation", "recommendations", "decision", "decisions", "the decision", "decision sought"),
    "facts and advice": ("non confidential facts and advice", "facts and advice", "part 1", "part i", "part one"),
    "supporting report": ("decision required supporting report", "supporting report"),
    "introduction": ("introduction", "introduction and background", "background", "background and introduction"),
    "issues for consideration": ("issues for consideration", "issues", "issues to consider", "objectives and expected outcomes"),
    "financial comments": ("financial comments", "finance comments", "financial and commercial comments"),
    "legal comments": ("legal comments",),
    "commercial issues": ("commercial issues", "commercial comments", "procurement", "procurement comments"),
    "public health approach": ("public health approach", "public health"),
    "GDPR and data privacy": ("gdpr and data privacy", "gdpr", "data protection", "gdpr data privacy", "data privacy"),
    "recommendations following casey review": ("recommendations following casey review", "casey review"),
    "equality comments": ("equality comments", "equalities comments", "equality and diversity", "equality impact"),
    "risk": ("risk", "risks", "risk comments", "risk management", "key risks"),
    "next steps": ("next steps", "planned delivery approach and next steps"),
    "background papers": (
        "background supporting papers",
        "background papers",
        "supporting papers",
        "appendices",
        "appendices and supporting papers",
        "background supporting papers and appendices",
    ),
    "part 2": ("part 2", "part ii", "part two", "confidential facts and advice"),
}

#: First words of a heading, and last words: one of each, in few words, is a variant of the section.
STARTS: dict[str, str] = {
    "financial": "financial comments",
    "finance": "financial comments",
    "legal": "legal comments",
    "commercial": "commercial issues",
    "equality": "equality comments",
    "equalities": "equality comments",
    "gdpr": "GDPR and data privacy",
    "data": "GDPR and data privacy",
    "introduction": "introduction",
    "issues": "issues for consideration",
}
ENDS = {"comments", "comment", "issues", "implications", "considerations", "advice", "background", "consideration", "privacy"}

#: Sections that stand before the numbered report.
FRONT = ("key information", "executive summary", "recommendation")

#: What a label of the page's head is for → how it is written.
LABELS: dict[str, tuple[str, ...]] = {
    "reference": ("reference code", "reference number", "reference no", "reference", "decision reference", "decision number"),
    "date signed": ("date signed", "date of decision", "date decision signed"),
    "date published": ("date published", "publication date", "published", "date added", "last updated"),
    "decided by": (
        "decision by",
        "authorisation name",
        "authorised by",
        "decision maker",
        "authorised name",
        "decision taken by",
    ),
    "title": ("title", "decision title"),
}

#: Beginnings of lines that belong to the page or the form and not to the decision.
CHROME = (
    "skip to",
    "share this",
    "back to top",
    "cookies",
    "cookies on",
    "we use cookies",
    "accept all cookies",
    "print this page",
    "home",
    "menu",
    "search",
    "breadcrumb",
    "you are here",
)
#: Of them, those of several words: a paragraph may begin with "Homes".
_CHROME_STARTS = tuple(f"{one} " for one in CHROME if " " in one)
#: Beginnings of lines after which only page or form follows.
TAIL = (
    "signed decision document",
    "need a document on this page",
    "need a document in an accessible format",
    "public access to information",
    "originating officer declaration",
    "related documents",
    "share this page",
)
#: Beginnings of lines with which the block to sign starts.
SIGNING = ("i confirm i have considered", "i confirm that i have", "the above request has my approval")


#: No heading is longer; of a longer line only so many letters are looked at.
_READ = 300


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A line's words in small letters, without its number and its punctuation.

    >>> plain("3.  Financial Comments: "), plain("Background/supporting papers")
    ('financial comments', 'background supporting papers')
    """
    words = re.sub(r"[^\w&]+", " ", text[:_READ].replace("&", " and ").casefold()).split()
    if len(text) > _READ:
        words = words[:-1]  # it may be half a one
    while words and words[0].isdigit() and len(words[0]) < 3:
        del words[0]
    return " ".join(words)


_KNOWN = {variant: name for name, variants in SECTIONS.items() for variant in variants}


def section(text: str) -> str | None:
    """The section that a line opens as its heading; None for any other line.

    >>> section("2. Issues for Consideration"), section("PART I - NON-CONFIDENTIAL FACTS AND ADVICE TO THE BOARD")
    ('issues for consideration', 'facts and advice')
    >>> section("Financial implications and considerations"), section("Financial comments were sought.")
    ('financial comments', None)
    """
    if len(text) > 120 or text.rstrip().endswith((".", ";", ",")):
        return None
    words = plain(text)
    if words in _KNOWN:
        return _KNOWN[words]
    for name, starts in (
        ("facts and advice", ("part i non confidential", "part 1 non confidential", "non confidential facts and advice")),
        ("part 2", ("part 2 confidential", "part ii confidential")),
    ):
        if words.startswith(starts):
            return name
    split = words.split()
    if 2 <= len(split) <= 5 and split[-1] in ENDS:
        return STARTS.get(split[0])
    return None


_LABEL = {variant: name for name, variants in LABELS.items() for variant in variants}


def label(text: str) -> tuple[str, str] | None:
    """A field's name and the value on its line, for a line that starts with a label; None for any other.

    >>> label("Reference code: AB 12"), label("Date signed:"), label("Reference was made to it")
    (('reference', 'AB 12'), ('date signed', ''), None)
    """
    name, colon, value = text.partition(":")
    known = _LABEL.get(plain(name)) if len(name) <= 40 else None
    if known is None or (not colon and known == "title"):
        return None
    return known, value.strip()


def chrome(text: str) -> bool:
    """Whether a line is the page's and not the document's.

    >>> chrome("Skip to main content"), chrome("Home"), chrome("Home Office funding is accepted."), chrome("Homes are built.")
    (True, True, False, False)
    """
    words = plain(text)
    short = words in CHROME or words.startswith(_CHROME_STARTS)
    return short or (len(words) < 80 and "logo" in words.split())


def tail(text: str) -> bool:
    """Whether only page or form follows from this line on."""
    return plain(text).startswith(TAIL)


def signing(text: str) -> bool:
    """Whether the block to sign starts with this line: who signs declares interests, in words of any kind.

    >>> signing("Having asked myself whether I have an interest in this, I declare none."), signing("Signature")
    (True, True)
    >>> signing("The public interest is served.")
    False
    """
    words = plain(text)
    said = set(words.split())
    return words.startswith(SIGNING) or words == "signature" or ("i" in said and bool(said & {"interest", "interests"}))
