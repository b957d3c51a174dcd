"""The words that say that parties have an agreement of a named kind, as patterns for blotted sentences."""

from collections.abc import Iterator

from graphkit.reading.together_words import LIST, MANY, NEAR, ONE, WILL

MOU = r"(?:memorand(?:um|a) of (?:understanding|agreement)|MoUs?\b)(?: ?\([^()]{1,30}\))?"
_MEMORANDUM = "memorandum of understanding"
#: Agreements of other kinds, which are told only where the text names with whom. What is only paid under one is no more
#: than the instrument of a flow.
_OTHERS = (
    (
        "data sharing agreement",
        r"data(?: |-)(?:sharing|processing|exchange) (?:agreement|protocol)s?\b(?: ?\([^()]{1,30}\))?",
    ),
    ("information sharing agreement", r"information(?: |-)(?:sharing|exchange) agreements?\b(?: ?\([^()]{1,30}\))?"),
    ("information sharing protocol", r"information(?: |-)(?:sharing|exchange) protocols?\b(?: ?\([^()]{1,30}\))?"),
    ("service level agreement", r"(?:service(?: |-)level agreements?\b|SLAs?\b)(?: ?\([^()]{1,30}\))?"),
    (
        "collaboration agreement",
        r"(?:collaboration|collaborative|joint working) (?:agreement|protocol)s?\b(?: ?\([^()]{1,30}\))?",
    ),
    ("shared service", r"shared services? (?:agreement|arrangement)s?\b(?: ?\([^()]{1,30}\))?"),
    ("partnership agreement", r"partnership agreements?\b(?: ?\([^()]{1,30}\))?"),
)
_DET = r"(?:an?|the|this|that|its|our|their|one|existing)(?: [a-z-]+){0,2}"
_BY = r"(?:under|through|by|via)"
#: Behind an agreement whose parties are told there; those before it are its parties where it is between the two.
_OF_OTHERS = r" (?:with|between (?!the two|them|both))"
_SIGN = (
    r"(?:sign\w*|enter\w*(?: into)?|agree[sd]?|hold\w*|has|have|conclude[sd]?|made|makes?|drew up|renew\w*|extend\w*"
    r"|var(?:y|ied))"
)
_PAY = (
    r"(?:contribut\w+|pa(?:y|ys|id|yments?)|share|transfer\w*|uplift\w*|increase\w*|addition\w*|top(?:s|ped)?(?: |-)up"
    r"|pass\w* on|grants?)"
)


def _forms(kind: str, words: str) -> Iterator[tuple[str, bool, str]]:
    """The wordings that all agreements have, those that name all parties first."""
    for us, form in (
        (False, rf"\b(?:entry|entering) by (?P<a>{LIST}) into {_DET} {words}[^;]{{0,60}}? with (?P<b>{LIST})"),
        (False, rf"{words}[^;]{{0,80}}?\b(?:between|signed by|agreed by|entered into by|made by) (?P<a>{MANY})"),
        (False, rf"(?P<a>{LIST}){WILL} {_SIGN} {_DET} {words}[^;]{{0,60}}? with (?P<b>{LIST})"),
        (False, rf"(?P<a>{ONE})['\u2019]s? (?:[a-z]+ ){{0,2}}{words} with (?P<b>{LIST})"),
        (False, rf"(?P<a>{ONE}) (?:acts?|works?|operates?) as[^;]{{0,60}}? under {_DET} {words} with (?P<b>{LIST})"),
        (False, rf"(?P<a>{ONE}),? (?:acting |working |operating )?under {_DET} {words} with (?P<b>{LIST})"),
        (False, rf"(?P<a>{MANY}){WILL} (?:{_SIGN}|part(?:y|ies) to) {_DET} {words}"),
        (False, rf"\b(?:part(?:y|ies)|signator(?:y|ies)) to {_DET} {words},? (?:are|is|will be|being|include)? ?(?P<a>{MANY})"),
        (False, rf"(?P<a>{MANY})[^;]{{0,20}}? (?:are|were|as|being|become)(?: all| both)? (?:the )?(?:parties|signatories) to"
                rf" {_DET} {words}"),
        (False, rf"(?P<a>{MANY})[^;]{{0,20}}? have {_DET} {words}"),
        (False, rf"(?P<a>{ONE}){WILL} (?:offer|provide|pay|contribute|give|transfer|fund)\w* (?P<b>{ONE}){NEAR}{{0,60}}?"
                rf" {_BY} {_DET} {words}"),
        (True, rf"\b(?:acceptance|receipt|accept\w*|receive)\b{NEAR}{{0,60}}? from (?P<a>{ONE}){NEAR}{{0,40}}?"
               rf" {_BY} {_DET} {words}"),
        (False, rf"{words},? (?:which|that|to which) (?P<a>{MANY})"),
        (False, rf"{words} ?\((?P<a>{MANY})\)"),
        (True, rf"{words}[^;]{{0,60}}?\bbetween (?:it|us|the office|ourselves) and (?P<b>{LIST})"),
        (True, rf"{words}{NEAR}{{0,60}}?\bwith (?:both )?(?P<b>{LIST})"),
    ):  # fmt: skip
        yield kind, us, form


#: The wordings of agreements, as :data:`graphkit.reading.together_forms.WORDINGS` are.
AGREEMENTS: tuple[tuple[str, bool, str], ...] = (
    *_forms(_MEMORANDUM, MOU),
    *(form for kind, words in _OTHERS for form in _forms(kind, words)),
    (
        _MEMORANDUM,
        True,
        rf"\b(?:with|between) (?P<a>{LIST})[^;]{{0,60}}?\b(?:underpinned|governed|covered|supported) by {_DET}"
        rf" {MOU}(?!{_OF_OTHERS})",
    ),
    (_MEMORANDUM, False, rf"(?P<a>{ONE})[^;]{{0,60}}?,? (?:towards|to|for) which (?P<b>{ONE})[^;]{{0,60}}? under {_DET} {MOU}"),
    (
        _MEMORANDUM,
        True,
        rf"\b{_PAY} (?:[^;]{{0,60}}? )?to (?P<a>{ONE}){NEAR}{{0,60}}? under {_DET} {MOU}(?!{_OF_OTHERS})",
    ),
    (
        _MEMORANDUM,
        False,
        rf"(?P<a>{ONE}){WILL} (?:pays?|gives?|owes?) (?P<b>{ONE}){NEAR}{{0,80}}? under {_DET} {MOU}(?!{_OF_OTHERS})",
    ),
    # More money for an agreement is money to who is party to it.
    (
        _MEMORANDUM,
        True,
        rf"\bto (?P<a>{ONE}){NEAR}{{0,80}}? (?:as an?|by(?: way of)?(?: an?)?|through an?|being an?) {_PAY} (?:to|of|under)"
        rf" {_DET} {MOU}(?!{_OF_OTHERS})",
    ),
    (
        _MEMORANDUM,
        False,
        rf"(?P<a>{ONE}){WILL} (?:work|commission|deliver|partner|run|fund)\w*{NEAR}{{0,60}}? with (?P<b>{LIST}) under {_DET}"
        rf" {MOU}(?!{_OF_OTHERS})",
    ),
    (_MEMORANDUM, False, rf"(?P<a>{MANY})[^;]{{0,120}}? under {_DET} {MOU}(?!{_OF_OTHERS})"),
    (
        _MEMORANDUM,
        True,
        rf"\b(?:work|commission|deliver|partner|run|fund)\w*{NEAR}{{0,60}}? with (?P<b>{LIST}) under {_DET} {MOU}"
        rf"(?!{_OF_OTHERS})",
    ),
)
