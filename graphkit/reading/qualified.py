"""The words around an amount: what makes it a limit, a guess or a total, and what it is for one of."""

import re
from typing import NamedTuple

from graphkit.reading.spaces import REACH, H, W, before, phrase

_UP_TO = (
    r"up(?:-| )?to(?: and including)?|max(?:imum)?\.?(?: (?:total|value|sum|amount|limit))?(?: of)?"
    r"|(?:no|not) (?:more|greater) than"
    r"|(?:does |do |will |must |should |shall )?not (?:to )?exceed(?:ing)?|at most|capped at|limited to|less than|under|below"
)
_APPROX = (
    r"circa|ca?\.?|approx(?:\.|imately)?|around|about|roughly|nearly|almost|close to|just (?:under|over|below|above|short of)"
    r"|some|an estimated|estimated(?: at)?|in the (?:region|order) of|[~≈]"
)
_AT_LEAST = (
    r"(?:no|not) less than|at least|min(?:imum)?(?: of)?|over|more than|in excess of|exceed(?:s|ing)?|above|greater than"
    r"|upwards of"
)
_TOTAL = (
    r"total(?:l?ing|s|led)|(?:a |the )?(?:(?:grand|combined|overall|maximum) )?total(?: (?:sum|amount|value))?(?: of|:)?"
    r"|in total,?"
)
_PER = r"each(?: (?:of|for|at|receiving|getting|worth))?"
_FILL = r"a|an|the|to|to a|further|additional|another|(?:sum|amount|value|limit|figure|total) of"
_KINDS = re.compile(
    phrase(
        rf"(?<![\w-])(?:(?P<up_to>{_UP_TO})|(?P<approx>{_APPROX})|(?P<at_least>{_AT_LEAST})|(?P<total>{_TOTAL})|(?P<each>{_PER}))"
        r"(?![a-z])"
    ),
    re.IGNORECASE,
)
_ANY = "|".join((_UP_TO, _APPROX, _AT_LEAST, _TOTAL, _PER))
_LEAD = re.compile(
    phrase(rf"(?<![\w-])(?:(?:a|an|the|to a) )?(?:{_ANY})(?: (?:{_ANY}|{_FILL})){{0,4}}") + rf"{W}?\Z",
    re.IGNORECASE,
)
# Words of the same sentence that tell it with a noun between: "maximum contract value of", "annual contribution of".
_NOUN = re.compile(
    phrase(
        r"\b(?:(?P<up_to>maximum|max)|(?P<at_least>minimum)|(?P<approx>estimated|approximate|indicative)|(?P<total>total|overall"
        r"|combined)|(?P<year>annual|yearly)|(?P<month>monthly)) (?:[\w’'&/-]{1,20} ){1,4}(?:of|is|was|at|being|to)"
    )
    + rf":?{W}?\Z",
    re.IGNORECASE,
)
_TIMES = {"annum": "year", "annual": "year", "calendar": "month", "financial": "year"}
_EACH = r"(?:(?:per|an?|each|every) |/ ?)"
_AFTER = re.compile(
    # A new line goes on with the amount only in small letters: "Total" begins the next row of a table.
    rf"(?:{H}{{0,6}}|{H}{{0,3}}\r?\n{H}{{0,3}}(?=(?-i:[a-z])))"
    + phrase(
        rf"\(?(?:(?P<year>per annum|p\.?a\b\.?|annually|yearly|{_EACH}(?:financial )?year(?![\w-])"
        r"|in any (?:one )?(?:financial )?year\b"
        r"|(?:in|for|over|during) (?:each|both|every)(?: of)?(?: the)?(?: (?:two|three|four|five))?(?: (?:next|following))?"
        r"(?: financial)?(?: years?\b|(?= (?:19|20)[0-9]{2})))"
        rf"|(?P<month>{_EACH}(?:calendar )?month\b|monthly|pcm\b)|(?P<quarter>{_EACH}quarter\b|quarterly)"
        rf"|(?P<week>{_EACH}week\b|weekly)|(?P<day>{_EACH}day\b(?!-)|daily)|(?P<hour>{_EACH}hour\b|hourly)"
        r"|per (?P<word>(?!cent)[A-Za-z]{2,20})|(?P<each>each\b|apiece|(?:for|to|in|from) (?:each|both)\b)"
        r"|(?P<up_to>max(?:imum)?\b|(?:or|and) (?:less|below|under)\b)"
        r"|(?P<at_least>(?:or|and) (?:above|more|over|greater)\b|\+(?! ?[£0-9])|plus\b)"
        r"|(?P<approx>approx(?:imately)?\b\.?|or so\b|or thereabouts\b|estimated\b)"
        r"|(?P<total>(?:in )?total\b|overall\b|altogether\b))\)?"
    ),
    re.IGNORECASE,
)


class Words(NamedTuple):
    """What the words around an amount say, and where they start and end."""

    start: int
    end: int
    kind: str
    per: str | None
    total: bool


def around(text: str, start: int, end: int, floor: int) -> Words:
    """What is said of the amount between two places by the words that touch it; none of them before the floor.

    >>> around("a grant of up to £5 per annum", 17, 19, 0)
    Words(start=11, end=29, kind='up_to', per='year', total=False)
    """
    said: list[str] = []
    window = before(text, start, floor)
    lead = _LEAD.search(window)
    if lead:
        start -= len(window) - lead.start()
        said += [m.lastgroup or "" for m in _KINDS.finditer(lead[0])]
        window = window[: lead.start()]
    noun = _NOUN.search(window)
    if noun:
        said.append(noun.lastgroup or "")
    per = next((word for word in said if word in ("each", "year", "month")), None)
    for _ in range(2):
        after = _AFTER.match(text, end, end + REACH)
        if not after:
            break
        end = after.end()
        if after[0].count("(") > after[0].count(")"):  # the bracket holds more than this
            end -= len(after[0]) - len(after[0].rstrip())
        group = next(name for name, value in after.groupdict().items() if value)
        if group in ("up_to", "at_least", "approx", "total"):
            said.append(group)
        else:
            word = (after["word"] or group).lower()
            per = _TIMES.get(word, word)
    kind = next((kind for kind in ("up_to", "approx", "at_least") if kind in said), "exact")
    return Words(start, end, kind, per, "total" in said)
