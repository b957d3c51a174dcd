"""The wordings that hand authority on, as patterns for sentences whose parties are blotted out."""

import re

from graphkit.reading.masked import BODY, OFFICE
from graphkit.reading.spaces import phrase

WHO = rf"(?:(?:the|its|their|our) )?(?:{BODY}(?:['\u2019]s? |, | ?\(| ))?{OFFICE}(?: ?\([^()]{{1,40}}\))?"
WHOS = rf"{WHO}(?:(?:,| and| or|,? and/or|, and|, or|/)(?: |(?<=/))(?:in (?:his|her|their) absence,? )?{WHO}){{0,3}}"
_DIRECT = rf"(?:{WHOS}|(?:the )?{BODY})"
#: What may be handed on.
POWER = (
    r"(?:authority|authorities|authori[sz]ation|responsibility|responsibilities|powers?|permission|discretion|mandate"
    r"|approv(?:al|ing)|sign(?:ing|ature|-off| off)|finalis(?:ing|ation)|decisions?|choice|selection|award(?:ing)?|agreement)"
)
PLAIN = r"(?:authority|authorities|authori[sz]ation|responsibility|responsibilities|powers?|permission)"
_FULL = r"(?:(?:the|full|any|all|delegated|general|necessary|appropriate|overall) ){0,3}"
BE = r"(?:is|are|be|being|been|was|were)(?: (?:hereby|also|further|therefore))?"
_THAT = r"(?<!note\s)(?<!notes\s)(?<!noting\s)(?<!noted\s)that(?:, [^,;]{1,60},)?"
#: What who is given authority does; a lesser act says so only where it *may* be done.
_ACT = (
    r"(?:signs?|finalises?|awards?|var(?:y|ies)|negotiates?|extends?|exercises?|determines?|decides?|chooses?"
    r"|selects?|settles?"
    r"|approves?|agrees?|enters?|executes?|issues?|concludes?|authorises?)\b"
)
_MINOR_ACT = r"(?:make|take|accept|release|amend|let|commit|complete|allocate|appoint|procure|place|renew|update|publish)\b"
_DOING = r"(?:signature|signing|sign-off|execution|finalisation|approval|agreement)"
#: What is done by who is given authority, with the act.
ACTS = {
    "approved": "approve",
    "agreed": "agree",
    "signed": "sign",
    "signed off": "sign off",
    "awarded": "award",
    "authorised": "authorise",
    "finalised": "finalise",
    "made": "make",
    "executed": "execute",
    "completed": "complete",
    "issued": "issue",
    "settled": "settle",
    "determined": "determine",
    "chosen": "choose",
    "selected": "select",
    "entered into": "enter into",
    "varied": "vary",
    "extended": "extend",
    "negotiated": "negotiate",
    "decided": "decide",
    "signature": "sign",
    "signing": "sign",
    "sign-off": "sign off",
    "execution": "execute",
    "finalisation": "finalise",
    "approval": "approve",
    "agreement": "agree",
}
DONE = rf"(?:{'|'.join(sorted((*ACTS, 'taken', 'exercised'), key=len, reverse=True))})"
# A scan takes l for 1 or I.
DELEG = r"\bde[l1I|]egat"
_CONSULTED = (
    r"(?:,? (?:in consultation|in agreement|in conjunction|together|jointly|with the|after consult|following consult"
    r"|subject to"
    r"|or their|or his|or her|or nominated|or delegate)[^;]{1,150}?,?)?"
)


def form(words: str) -> re.Pattern[str]:
    """A pattern for words in any case, whatever white space parts them."""
    return re.compile(phrase(words), re.IGNORECASE)


#: A line that hands authority on to those in the list behind it, and one of them: *to the treasurer, to sign the lease*.
LISTS = form(rf"{DELEG}\w*\b[^:;.]{{0,60}}:\s{{0,3}}\Z")
LISTED = form(rf"\A(?:to )?(?P<who>{WHOS}),?(?= to )")
#: Each wording with its form: ``who`` is given what ``before`` or what follows says. The first that has a taker wins.
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (wording, form(words))
    for wording, words in (
        (
            "has authority",
            rf"(?P<who>{WHO})(?: already| also| therefore| currently| will| shall| should){{0,2}} (?P<verb>has|have"
            rf"|holds?|having|to have)"
            rf" {_FULL}{PLAIN}\b",
        ),
        ("reserves to", rf"\b(?P<verb>reserves?|leaves) (?:generally )?to (?P<who>{WHO})"),
        (
            "is reserved to",
            rf"(?P<verb>\b(?:is|are)(?: a matter| matters)?(?: generally| also| therefore){{0,2}} reserved) (?:to"
            rf"|for) (?P<who>{WHO})",
        ),
        ("reserves to", rf"\b(?P<verb>requires?) (?P<who>{WHO})['\u2019]?s?(?= (?:prior )?(?:approval|agreement)\b)"),
        ("it is for", rf"\b(?P<verb>it is for|falls to|it is a matter for|is a matter for) (?P<who>{WHO})(?= to )"),
        ("is reserved to", rf"(?P<verb>\b(?:is|are) (?:an? )?matters?) for (?P<who>{WHO})"),
        (
            "is granted authority",
            rf"(?P<who>{WHOS}){_CONSULTED} (?:to )?{BE} (?P<verb>granted|given|delegated|handed|provided with|vested"
            rf" with) {_FULL}{PLAIN}\b",
        ),
        (
            "is authorised to",
            rf"(?P<who>{WHOS}){_CONSULTED} (?:to )?{BE} (?P<verb>authori[sz]ed|empowered|permitted|mandated|entitled"
            rf"|nominated|designated)(?= to )",
        ),
        (
            "gives authority",
            rf"\b(?P<verb>giv(?:es?|ing)|gave|grant(?:s|ing|ed)?|confer(?:s|ring)? on|vests? in|delegat(?:es?|ing)"
            rf"|hand(?:s|ing)?|provid(?:es?"
            rf"|ing)) (?P<who>{_DIRECT}) (?:with )?{_FULL}{PLAIN}\b",
        ),
        (
            "authorises",
            rf"\b(?P<verb>authori[sz](?:es?|ing)|empower(?:s|ing)?|delegat(?:es?|ing)|authori[sz]ation (?:for|of)|"
            rf"(?:authority|responsibility|power) for) (?P<who>{WHOS})(?= to )",
        ),
        (
            "enables",
            rf"\b(?P<verb>enabl(?:es?|ing)|allow(?:s|ing)?|permit(?:s|ting)?|mandat(?:es?|ing)|nominat(?:es?|ing)"
            rf"|designat(?:es?|ing)"
            rf"|appoint(?:s|ing)?)(?: for)? (?P<who>{WHOS})(?= to {_ACT})",
        ),
        (
            "entrusts with",
            rf"\b(?P<verb>(?:entrust|charg|task)(?:e?s|ing|e)?) (?P<who>{WHOS}) with(?= (?:the )?(?:{POWER}|[a-z]+ing)\b)",
        ),
        (
            "names as signatory",
            rf"\b(?:approves?|agrees?|appoint(?:s|ing)?|nominat(?:es?|ing)|confirms?|designat(?:es?|ing)|names?|that)"
            rf" (?P<who>{WHOS})"
            rf" (?P<verb>as|to be|be|is|to act as)(?= (?:(?:the|an?|its|authori[sz]ed|named|sole)"
            rf" ){{0,3}}signator(?:y|ies)\b)",
        ),
        (
            "gives authority",
            rf"\b(?P<verb>(?:vest|plac|lodg)(?:e?s|ing|e)? {_FULL}{PLAIN})(?P<before>\b[^;]{{0,200}}?) (?:in|with)"
            rf" (?P<who>{WHOS})",
        ),
        (
            "gives authority",
            rf"\b(?P<verb>(?:giv(?:es?|ing)|gave|grant(?:s|ing)?|confer(?:s|ring)?) {_FULL}{PLAIN}|delegated {PLAIN})"
            rf"(?P<before>\b[^;]{{0,300}}?) (?:to|on|for) (?P<who>{WHOS})",
        ),
        ("is delegated to", rf"(?P<verb>(?:\b{BE} )?{DELEG}ed) to (?P<who>{_DIRECT})"),
        (
            "is handed to",
            rf"{POWER}\b[^;]{{0,200}}?\b(?P<verb>{BE} (?:handed|given|granted|passed|entrusted|left|assigned|transferred)"
            rf"(?: on| over| down)?) to (?P<who>{_DIRECT})",
        ),
        ("delegates to", rf"{DELEG}(?:es?|ing)(?: down)?\b(?P<before>[^;]{{0,300}}?) to (?P<who>{WHOS})"),
        (
            "delegates to",
            rf"{DELEG}(?:es?|ing) (?P<before>(?:{_FULL}{PLAIN}|(?:the )?sign\w*|(?:the )?award\w*)[^;]{{0,80}}? )?to "
            rf"(?P<who>(?:the )?{BODY})",
        ),
        ("delegation to", rf"(?<!of\s){DELEG}ions? (?=of |to |by )(?P<before>[^;]{{0,400}}?)\bto (?P<who>{WHOS})"),
        (
            "hands to",
            rf"\b(?P<verb>hand(?:s|ing)?|pass(?:es|ing)?|entrust(?:s|ing)?|leav(?:es?|ing)|assign(?:s|ing)?"
            rf"|transfer(?:s|ring)?|devolv(?:es?|ing))(?: on| over|"
            rf" down)?(?P<before> [^;]{{0,120}}?\b{POWER}\b[^;]{{0,120}}?) to (?P<who>{WHOS})",
        ),
        (
            "rests on the power to delegate",
            rf"(?P<who>{WHOS})(?= (?:signs?|to sign|will sign|finalises?|awards?|approves?)\b[^;]{{1,200}}\bpower (?:of"
            rf"|to) {DELEG})",
        ),
        (
            "is to sign",
            rf"\b(?:agrees?|approves?|{_THAT}|for|with)(?: that)? (?P<who>{WHOS}){_CONSULTED} ?(?P<verb>may|can|will"
            rf"|should|shall"
            rf"|to)?(?= {_ACT})",
        ),
        (
            "is to sign",
            rf"\b(?:agrees?|approves?|{_THAT})(?: that)? (?P<who>{WHOS}){_CONSULTED} ?(?P<verb>may|can)(?= {_MINOR_ACT})",
        ),
        (
            "is asked to sign",
            rf"\b(?P<verb>(?:ask|request|instruct|direct)(?:s|ing)?) (?P<who>{WHOS})(?= to (?:sign|execute|finalise"
            rf"|enter into)\b)",
        ),
        (
            "is left to",
            rf"\b(?P<verb>leav(?:es?|ing)|left) (?:it|them|this|that|(?:the|all|any) [^;]{{1,80}}?) (?:to|with|for)"
            rf" (?P<who>{WHOS})"
            rf"(?= to {_ACT})",
        ),
        (
            "rests with",
            rf"{POWER}\b[^;]{{0,200}}?\b(?P<verb>(?:(?:to|shall|will|should|{BE}) )?(?:rests?|lies?|sits?|vested"
            rf"|vests?|placed|lodged))"
            rf" (?:with|in) (?P<who>{WHOS})",
        ),
        (
            "may be approved by",
            rf"\b(?P<verb>(?:may|can|could|must|should|(?:is|are|has|have) to) be {DONE}) by (?P<who>{WHO})",
        ),
        ("is signed by", rf"\b(?P<verb>(?:(?:will|shall|to) )?(?:be|is|are) {DONE}) by (?P<who>{WHOS})"),
        (
            "signing by",
            rf"\b(?:approves?|agrees?)(?: to)? (?P<verb>(?:the )?{_DOING} of)(?P<before>[^;]{{0,120}}?) by (?P<who>{WHOS})",
        ),
        ("is signed by", rf"\b(?P<verb>for (?:the )?(?:final )?{_DOING}) by (?P<who>{WHOS})"),
        ("at the discretion of", rf"\b(?P<verb>at the (?:sole )?discretion) of (?P<who>{WHOS})"),
        ("is delegated to", rf"(?P<who>{WHOS}),? to whom (?:{_FULL}{PLAIN} )?(?P<verb>{BE} (?:delegated|given|granted|passed))"),
        ("may approve", rf"(?P<who>{WHO}) (?P<verb>may|can)(?= (?:approve|sign|award|agree|authorise|decide|enter)\b)"),
    )
)

_POWERS = ("authori", "responsib", "power", "permission")
_DELEGATES = ("delegat", "de1egat", "deiegat", "de|egat")
#: One of these stands in every form of a wording: where none does, none is tried. A wording without an entry is always tried.
NEEDS = {
    "has authority": _POWERS,
    "reserves to": ("reserve", "leave", "require"),
    "is reserved to": ("reserved", "matter"),
    "it is for": ("for", "falls"),
    "is granted authority": _POWERS,
    "is authorised to": ("authori", "empower", "permitted", "mandated", "entitled", "nominated", "designated"),
    "gives authority": _POWERS,
    "authorises": ("authori", "empower", "delegat", "responsib", "power"),
    "enables": ("enabl", "allow", "permit", "mandat", "nominat", "designat", "appoint"),
    "entrusts with": ("entrust", "charg", "task"),
    "names as signatory": ("signator",),
    "is delegated to": (*_DELEGATES, "whom"),
    "is handed to": ("handed", "given", "granted", "passed", "entrusted", "left", "assigned", "transferred"),
    "delegates to": _DELEGATES,
    "delegation to": _DELEGATES,
    "hands to": ("hand", "pass", "entrust", "leav", "assign", "transfer", "devolv"),
    "rests on the power to delegate": _DELEGATES,
    "is asked to sign": ("ask", "request", "instruct", "direct"),
    "is left to": ("leav", "left"),
    "rests with": ("rest", "lie", "sit", "vest", "plac", "lodg"),
    "signing by": ("approve", "agree"),
    "at the discretion of": ("discretion",),
    "may approve": ("may", "can"),
}
