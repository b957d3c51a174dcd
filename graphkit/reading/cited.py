"""Which other decisions a document cites, whatever the spelling: one by one, or several behind one word."""

import re
from collections.abc import Iterator

from graphkit.names import decision_id, reference
from graphkit.reading.document import Document
from graphkit.reading.fields import MONTHS, NUMBER

_SERIES = re.compile(
    r"\b(?P<series>DMPC\s{1,3}Decision|DMPCD|PCD|CEOD|Decision)(?P<several>s?)\s{0,4}(?:No\.?|ref\.?|:|[-\u2013])?"
    rf"\s{{0,4}}(?P<number>{NUMBER})",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"\s{{0,3}}(?:,|&|\band\b|,\s{{0,3}}and\b|;|/)\s{{0,3}}(?P<number>{NUMBER})", re.IGNORECASE)
#: What stands behind a number that is another decision's, and not a count of things.
_ENDS = re.compile(
    r"\s{0,3}(?:[,;.:)&]|\Z|\n"
    r"|(?:and|which|that|have|has|had|gave|were|was|are|is|set|as|in|for|of|to|on|approved|agreed|refers?)\b)"
)
_MONTH = re.compile(rf"\s{{1,3}}(?:{'|'.join(MONTHS)})", re.IGNORECASE)
_YEAR_BEHIND = re.compile(r"\s20\d\d(?!\d|[/-]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def references(document: Document) -> tuple[str, ...]:
    """The decisions that a document cites, as the data writes their references, each once; its own are none of them.

    >>> from graphkit.reading.build import built
    >>> from graphkit.reading.document import Line
    >>> lines = ["PCD 12 Boats", "1. Introduction", "1.1 See PCDs 849, 850 & 12 and DMPC Decision 2014/110."]
    >>> document = built([Line(line) for line in lines])
    >>> references(document)
    ('PCD 849', 'PCD 850', 'DMPCD 2014 110')
    """
    own = set(document.ids)
    cited: dict[str, None] = {}
    for block in document.blocks:
        if block.kind not in ("title", "field", "boilerplate"):
            cited |= dict.fromkeys(id for id in _cited(block.text) if id not in own)
    return tuple(map(reference, cited))


def _cited(text: str) -> Iterator[str]:
    """The ids of the decisions that a text cites, in its order."""
    for found in _SERIES.finditer(text):
        if _MONTH.match(text, found.end()):
            continue
        series = " ".join(found["series"].upper().split())
        number = found["number"]
        if series == "DECISION" and (len(number) < 3 or not number.isdigit() or _YEAR.match(number)):
            continue
        behind = _YEAR_BEHIND.match(text, found.end()) if series == "DMPCD" and number.isdigit() else None
        yield _id(series, number + behind[0] if behind else number)
        end = behind.end() if behind else found.end()
        while more := _NEXT.match(text, end):
            end = more.end()
            number = more["number"]
            # Less than the first has digits, or a year: a count, or a date.
            short = number.isdigit() and (len(number) < min(3, len(found["number"])) or _YEAR.match(number))
            if short or _MONTH.match(text, end) or not (found["several"] or _ENDS.match(text, end)):
                break
            yield _id(series, number)


def _id(series: str, number: str) -> str:
    """The id of a decision: one by the deputy is of the older series where its number has a year."""
    if series in ("DMPC DECISION", "DECISION"):
        series = "PCD" if number.isdigit() else "DMPCD"
    return decision_id(f"{series} {number}")
