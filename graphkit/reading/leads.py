"""The words that make a point of time a beginning or an end, or tie it to another or to a length."""

import re

from graphkit.reading.spaces import phrase

_EDGE = r"(?:(?:the )?(?:very )?(?:end|start|beginning|close) of )?(?:the )?(?:financial year )?"
_STARTS = r"(?:start|commenc|begin|beginn|runn)(?:s|es|ing|e)?(?: (?:from|in|on|at))?"
_ENDS = r"(?:end|expir|finish|conclud)(?:s|es|ing|e)?(?: (?:in|on|at|by))?"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(phrase(pattern), re.IGNORECASE)


# What stands before a point of time.
FROM = _words(rf"\b(?:from|since|between|with effect from|w\.e\.f\.?|{_STARTS}) {_EDGE}\Z")
UNTIL = _words(
    rf"\b(?P<word>(?:up )?(?:until|till)|(?P<to>(?:up )?to)|by|before|(?:no|not) later than|through to|{_ENDS}) {_EDGE}\Z"
)
YEAR_TO = _words(r"\b(?:the )?(?:(?:financial|fiscal) )?year (?:ending|ended|to)(?: on)? \Z")
YEAR_BEFORE = _words(r"\b(?:in|during|calendar year|throughout) \Z")
# What stands after it.
ONWARDS = _words(r",? onwards?\b")
LATEST = _words(r" at the (?:very )?latest\b")
# What stands between two points, between a length and its start or end, and between a start and its length.
TO = _words(rf" ?[-–—‑] ?| (?:and )?(?:to|until|till|up to|through|through to|up until|ending(?: on| in)?) {_EDGE}")
AND = _words(r" and (?:the end of )?")
LENGTH_FROM = _words(
    r" (?:(?:period|term|extension|contract|project|grant|pilot) )?(?:running )?"
    rf"(?:from|starting|commencing|beginning)(?: (?:from|in|on))? {_EDGE}"
)
LENGTH_TO = _words(rf" (?:period )?(?:to|until|till|up to|ending(?: on| in)?|ended|up until) {_EDGE}")
FROM_LENGTH = _words(r",? for (?:a |the |up to )?(?:(?:period|term|duration) of |further |additional |initial )?(?:a )?")
