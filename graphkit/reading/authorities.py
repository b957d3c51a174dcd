"""What authority is for, in a few words of the text; up to which sum; and on which conditions."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from graphkit.reading.amounts import Amount
from graphkit.reading.spaces import phrase

#: Verbs with the other forms that a text has them in.
_VERBS = {
    "sign": ("signing of", "signing", "signature of", "signs"),
    "sign off": ("sign-off of", "sign off of", "signing off", "final sign-off of", "final sign off of"),
    "finalise": ("finalisation of", "finalising", "finalization of", "finalises"),
    "award": ("award of", "awarding of", "awarding"),
    "approve": ("approval of", "approving", "approval for"),
    "agree": ("agreement of", "agreeing", "agreement to"),
    "extend": ("extension of", "extending"),
    "vary": ("variation of", "varying"),
    "negotiate": ("negotiation of", "negotiating"),
    "enter into": ("entering into", "entry into"),
    "execute": ("execution of", "executing"),
    "complete": ("completion of", "completing"),
    "decide": ("decision on", "decisions on", "deciding", "deciding on", "decision about"),
    "choose": ("choice of", "choosing"),
    "select": ("selection of", "selecting"),
    "appoint": ("appointment of", "appointing"),
    "accept": ("acceptance of", "accepting"),
    "allocate": ("allocation of", "allocating"),
    "release": ("release of", "releasing"),
    "manage": ("management of", "managing"),
    "make": ("making of", "making"),
    "issue": ("issue of", "issuing"),
    "implement": ("implementation of", "implementing"),
    "pay": ("payment of", "paying"),
}
_FORMS = {form: verb for verb, forms in _VERBS.items() for form in forms}
_VERBAL = re.compile(
    phrase(r"\A(?:the )?(?P<form>" + "|".join(sorted(_FORMS, key=len, reverse=True)) + r") (?!and\b|or\b)"),
    re.IGNORECASE,
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(phrase(pattern), re.IGNORECASE)


_HEAD = _words(
    r"\A[\s,:]{0,4}(?:(?:or|and) (?:an?|any|his|her|their|its) (?:[a-z]+ )?(?:deputy|deputies|delegates?|nominees?),?"
    r" )?(?:jointly )?(?:that )?(?:(?:of|the|a|full|any|delegated|general|necessary|appropriate|their|his|her) ){0,4}"
    r"(?:(?:authority|authorities|authori[sz]ation|responsibility|responsibilities|powers?|permission)\b,?)?"
    r"(?:,? ?by paragraph [^,]{1,80},)? ?(?:(?:for|to|of|over|in respect of|in relation to) )?(?:(?:the|its|their) "
    r"(?=[a-z]+(?:ing|ion|al|ature|ice) ))?"
)
_CONDITION = _words(
    r",? ?\b(?P<condition>(?:in consultation with|in agreement with|in conjunction with|with the (?:agreement|approval"
    r"|consent|advice) of"
    r"|after consult\w*|following consultation with|having consulted|subject to|provided that|on condition that|unless"
    r"|so long as|as long as|jointly with)\b"
    r"[^,;:]{1,160}?)(?= (?:is|are|be) (?:granted|given|authorised|authorized|delegated)\b| to (?:sign|award|approve|agree"
    r"|finalise)\b|[,;:.]|\Z)"
)
_TAIL = _words(
    r",? ?\b(?:(?:is|are) )?(?:in accordance with|in line with|as per|under (?:the )?(?:scheme|paragraph|section|general)"
    r"|pursuant to"
    r"|in keeping with|by virtue of|as set out|on behalf of|rests? on|namely|(?:(?:to|and|is|are|be|being|was|were|been"
    r"|hereby|given|granted|handed) ?){1,3}\Z)"
)
#: A phrase this long says what it is about; what follows its comma says more than is needed.
_ENOUGH = 16
_COMMA = re.compile(r",(?![0-9])")
_LONGEST = 200


class Limit(NamedTuple):
    """Up to (cap) or from (floor) which sum, in pence, authority reaches."""

    pence: int
    kind: Literal["cap", "floor"]


def authority(texts: Iterable[str]) -> str:
    """What authority is for: the first of these texts that says more than that it is authority; empty where none does.

    >>> authority([" authority", " to sign the lease, in consultation with the treasurer."])
    'sign the lease'
    >>> authority([" responsibility for finalising the lease, including its signing, "])
    'finalise the lease'
    """
    for text in texts:
        text = " ".join(_HEAD.sub("", _CONDITION.sub("", text[:600]), count=1).split())
        if tail := _TAIL.search(text):
            text = text[: tail.start()]
        comma = _COMMA.search(text, _ENOUGH)
        text = text[: comma.start() if comma else _LONGEST].strip(" ,;:.-\u2013(")
        if len(text) < 4 or not re.search(r"[a-z]{3}", text):
            continue
        if verbal := _VERBAL.match(text):
            text = f"{_FORMS[' '.join(verbal['form'].casefold().split())]} {text[verbal.end() :]}"
        return text if text[1:2].isupper() else text[0].lower() + text[1:]
    return ""


def conditions(text: str) -> tuple[str, ...]:
    """What a text makes authority depend on, each once.

    >>> conditions("to the clerk, in consultation with the treasurer, to sign, subject to the accounts being sound.")
    ('in consultation with the treasurer', 'subject to the accounts being sound')
    """
    return tuple(dict.fromkeys(" ".join(found["condition"].split()) for found in _CONDITION.finditer(text)))


def limit(amounts: Sequence[Amount], spans: Iterable[tuple[int, int]]) -> Limit | None:
    """The one sum that these places of a sentence tell, or the one of them that limits; None where it is in doubt."""
    places = tuple(spans)
    told = [one for one in amounts if one.pence and any(start <= one.start < end for start, end in places)]
    limiting = [one for one in told if one.kind in ("up_to", "at_least")]
    sums = {(one.pence, one.kind) for one in limiting or told}
    if len(sums) != 1:
        return None
    [(pence, kind)] = sums
    return Limit(pence, "floor" if kind == "at_least" else "cap") if pence else None
