"""Money that a body sets aside and pays to nobody yet: a budget is approved, and who is paid from it is decided later.

A sum for which nobody is named is a payment only where a deed with somebody else is spoken of. Budgets are told in many words,
what is done with somebody else in few, so that it is the deed that is looked for.
"""

import re

from graphkit.reading.shapes import Shape

#: What is done with somebody else and never with a pot of one's own.
_OUTRIGHT = (
    r"\b(?:(?:re-?)?grants?|award(?:s|ed|ing)?|pay(?:s|ing|ments?)?|contracts?|procure(?:ment)?|purchase|lease|single tender)\b"
)
OUTRIGHT = re.compile(_OUTRIGHT)
#: What is done with somebody else.
_DEED = (
    r"\b(?:(?:re-?)?grant(?:s|ed|ing)?|award(?:s|ed|ing)?|pay(?:s|ing|able|ments?)?|paid|re-?imburs\w+|repay\w*|refund\w*"
    r"|contract(?:s|ed|ing|or|ors)?|procur\w+|(?:re-?)?tender\w*|purchas\w+|buy(?:s|ing)?|leas(?:e|es|ed|ing)|rent"
    r"|hir(?:e|es|ing)|licen[cs]\w+|(?:co-)?commission(?:s|ed|ing(?! (?:and \w+ )?budget))?|appoint\w*"
    r"|engag\w+|transfer\w*|contribut\w+|disburs\w+"
    r"|distribut\w+|pass(?:es|ed|ing)?|exten[ds]\w*|renew\w*|variations?|vary|varied|uplift\w*|increas\w+|call[- ]offs?|fees?"
    r"|subscriptions?|settlements?|compensation|sponsor\w*|donat\w+|secondments?|orders?|acqui\w+|suppl(?:y|ies|ied|iers?)"
    r"|loans?|assistance|providers?|partners|boroughs?|authorities|organisations?|charities|bidders?"
    r"|applicants?|grantees|recipients?|deliver(?:ed|y)? by)\b"
)
DEED = re.compile(_DEED)
#: Work that somebody else does, so that its name stands for whoever that is.
SERVICE = re.compile(r"\b(?:services?|helplines?|providers?)\Z", re.I)
_POT = r"(?:budgets?|envelopes?|funds?|pots?|reserves?|contingency|allowances?)\b(?! (?:managers?|holders?|administrators?))"
#: Words of one clause, with the times and names in them, but no other sum and no deed.
_SAME = rf"(?:(?!@a|[.;:] |{_DEED})\S+ )"
#: A pot and how much it holds: a budget of £5. No deed is before it that is not a word of it: a grants budget.
_HOLDS = re.compile(
    rf"\A(?:(?!{_OUTRIGHT}(?! {_POT}))\S+ )*?{_POT} (?:(?:uplift|increase|allocation|growth|variation) )?{_SAME}{{0,5}}?"
    r"(?:(?:of|at|is|be|to|totalling|worth|for|:|,|\() ?)+\Z"
)
#: A sum and the pot that it is taken from or put into, where nobody is said to get it.
_POTTED = re.compile(
    rf"@a\d+ (?:in|to|of|into) (?:the |its |our ){_SAME}{{0,4}}?(?:budgets?|reserves?)\b(?! holders?)"
    rf"|@a\d+ {_SAME}{{0,6}}?(?:from|within|out of) (?:(?!@a|[.;:,] )\S+ ){{0,6}}?{_POT}"
    rf"|@a\d+ (?:for|to|towards|into|as) {_SAME}{{0,7}}?{_POT}(?= (?:for|in|@|[.;,]|over|and|until)|$)"
)
#: From one sum to another that is told with it: a budget of £5 for this year and £6 for next.
_ALONG = re.compile(
    r"@a\d+ (?:(?:(?:for|in|over) )?(?:@t\d+|(?:this|next|the (?:first|second|third|following)) year) )?"
    r"(?:, ?)?(?:and|&|,) (?:of )?"
)
#: A sum that others are to get, though it comes from a pot.
_HANDED_OUT = re.compile(
    r"@a\d+ (?:(?!@a|[.;])\S+ ){0,20}?(?:to be|,) (?:awarded|granted|paid|distributed|given|passed|passported) (?:on )?to "
    r"|@a\d+ from (?:(?!@a|[.;,]|to )\S+ ){0,9}?to (?:(?!@|[.;,])\S+ ){0,6}?"
    r"(?:organisations|providers|charities|groups|partners)\b"
)
#: A sum of a shape.
_SUM = re.compile(r"@a(\d+)\b")


def set_aside(form: Shape, number: int) -> bool:
    """Whether a sum of a statement is what a budget holds, or goes into one; a named programme is one, too."""
    named = form.statement.parties
    text = re.sub(r"@p(\d+)\b", lambda found: "fund" if named[int(found[1])].kind == "programme" else found[0], form.text)
    places = {int(found[1]): found.start() for found in reversed(list(_SUM.finditer(text)))}
    return _potted(text, [place for place in sorted(places.values()) if place <= places[number]])


def _potted(text: str, places: list[int]) -> bool:
    """The same of the last of the sums that begin at these places.

    >>> _potted("approve a safer corners budget of @a0 for @t0 .", [34])
    True
    >>> _potted("approve a grant of @a0 to the helpline .", [19])
    False
    """
    *before, here = places
    if _HANDED_OUT.match(text, here):
        return False
    if _HOLDS.match(text, 0, here) or (_POTTED.match(text, here) and not OUTRIGHT.search(text, 0, here)):
        return True
    return bool(before) and _ALONG.fullmatch(text, before[-1], here) is not None and _potted(text, before)
