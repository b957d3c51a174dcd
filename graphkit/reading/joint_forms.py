"""The words that say that parties commission, bid or propose something together, as patterns for blotted sentences."""

from graphkit.reading.agreement_forms import MOU
from graphkit.reading.together_words import LIST, MANY, NEAR, ONE, PAIR, WILL

_CO = (
    r"\b(?:co-?commission\w*|joint(?:ly)?(?: |-)commission\w*|commission\w*(?: [^\s;]{1,40}){0,5}? (?:jointly|together)(?= "
    r"(?:with|by)\b))"
)
_BID = r"(?:bids?|application|submission)\b"
_ONE_BID = r"(?:bid|application|submission)\b"
_BIDS = (
    r"(?:(?:submit\w*|ma[dk]es?|prepared?|put in|put forward|wrote|lodged) (?:an?|the|its|their) (?:[a-z]+ ){0,2}"
    r"(?:bid|application|submission)|bids?|applied|appl(?:y|ies))\b"
)
_PEERS = r"(?:co-?commissioners?|joint commissioners?|(?:co-?|joint )commissioning partners?)\b"
_AGAIN = r"\bre-?commission\w*"
#: With whom, and not with whose money.
_NO_MONEY = r"(?!['\u2019s]| (?:money|monies|funds?|funding|support|grants?|investment|agreement|approval)\b)"
#: Members of a list that have no names of their own: *the probation services and four boroughs*.
_OTHERS = (
    r"(?:(?:, and |, | and )(?:the |its |our )?(?:[a-z]+ ){0,2}(?:boroughs|councils|services|forces|charities|trusts|universities"
    r"|partners|agencies|providers)\b){1,3}"
)

#: The wordings of what is done jointly, as :data:`graphkit.reading.together_forms.WORDINGS` are.
JOINT: tuple[tuple[str, bool, str], ...] = (
    ("co-commissioning", False, rf"(?P<a>{LIST}){WILL} {_CO}(?P<gap>[^;]{{0,160}}?)\bwith (?P<b>{LIST})"),
    ("co-commissioning", False, rf"(?P<a>{ONE})[^;]{{0,60}}?\bwork\w* with (?P<b>{LIST})(?P<gap>[^;]{{0,80}}?){_CO}"),
    ("co-commissioning", False, rf"(?P<a>{MANY}){WILL} {_CO}"),
    ("co-commissioning", False, rf"(?P<a>{ONE}), (?:together |along |jointly )?with (?P<b>{LIST}),{WILL} {_CO}"),
    ("co-commissioning", False, rf"{_CO}(?P<gap>[^;]{{0,120}}?)\b(?:between|by) (?P<a>{MANY})"),
    ("co-commissioning", True, rf"{_CO}(?P<gap>[^;]{{0,120}}?)\bwith (?P<b>{LIST})"),
    ("co-commissioning", True, rf"\bcommission\w* (?:by (?P<b>{ONE}) )?[^;]{{0,60}}?in partnership with (?P<a>{LIST})"),
    # Two that commission one thing do it together, whatever the verb.
    ("co-commissioning", False, rf"\bcommissioned by (?:both )?(?P<a>{PAIR})(?! (?:and|to)\b)"),
    (
        "co-commissioning",
        False,
        rf"(?P<a>{PAIR}){WILL} (?:(?:propose|plan|agree|intend|wish)s? to )?(?:re-?)?commission(?:s|ed|ing)?"
        r" (?:jointly|together|the|an?|this|these|new)\b",
    ),
    (
        "co-commissioning",
        False,
        rf"{_AGAIN}[^;]{{0,40}}? (?P<a>{ONE}){WILL}(?: [a-z]+ing)? (?:together|jointly) with (?P<b>{LIST})",
    ),
    ("co-commissioning", True, rf"{_AGAIN}{NEAR}{{0,60}}? (?:together |jointly )?with (?P<b>{LIST}){_NO_MONEY}"),
    (
        "co-commissioning",
        False,
        rf"(?P<a>{MANY})[^;]{{0,20}}? (?:are|as|become|act as|acting as) (?:the |joint |equal )?{_PEERS}",
    ),
    ("co-commissioning", False, rf"(?P<a>{ONE}){WILL} (?:a |the )?{_PEERS} with (?P<b>{LIST})"),
    (
        "co-commissioning",
        True,
        rf"(?P<a>{ONE}){WILL}(?: join\w*| becom\w*| became| act\w*)?(?: in)?(?: as)? (?:an? |the )?{_PEERS}",
    ),
    ("co-commissioning", True, rf"\b(?:its|our|the office's|the) {_PEERS},? ?\(?(?:are |is |being )?(?P<b>{LIST})"),
    # A contribution to what is commissioned together goes to who commissions it.
    (
        "co-commissioning",
        False,
        rf"\bto (?P<a>{ONE}){NEAR}{{0,120}}? (?P<b>{ONE}) (?:[a-z]+ )?(?:contribution|share|payment)s? (?:to|towards|of)"
        rf" (?:the|this|our|an?) {NEAR}{{0,40}}?{_CO}",
    ),
    ("co-commissioning", True, rf"\b(?:to|with) (?P<a>{ONE}){NEAR}{{0,100}}?{MOU} under which [^;]{{0,80}}?{_CO}"),
    (
        "co-commissioning",
        False,
        rf"\bcommissioning of [^;]{{0,60}}? (?:is|are) the (?:joint )?responsibility of (?P<a>{PAIR}) jointly",
    ),
    (
        "joint bid",
        False,
        rf"(?P<a>{ONE}){WILL} work\w* with (?P<b>{LIST}) (?:on|to prepare|to submit) (?:an? |the )?"
        rf"joint (?:bid|application|submission)\b",
    ),
    ("joint bid", False, rf"\b(?:an?|one|the)(?: [a-z]+){{0,2}} {_ONE_BID},? from (?P<a>{MANY})"),
    ("joint bid", False, rf"(?P<a>{MANY})[^;]{{0,60}}?\bjoint (?:bid|application|submission)\b"),
    (
        "joint bid",
        False,
        rf"\bjoint (?:bid|application|submission)\b[^;]{{0,60}}?(?:\bby|\bfrom|\bof|\bbetween|\() ?(?P<a>{MANY})",
    ),
    (
        "joint bid",
        False,
        rf"(?P<a>{ONE}){WILL} (?:made|makes?|developed|develop|submit\w*|prepared?|put in|wrote|lodged) (?:an? |the )?joint"
        rf" (?:bid|application|submission)\b[^;]{{0,40}}?\bwith (?P<b>{LIST})",
    ),
    ("joint bid", True, rf"\bjoint (?:bid|application|submission)\b[^;]{{0,40}}?\bwith (?P<b>{LIST})"),
    ("joint bid", False, rf"\bjoint (?P<a>{MANY}) (?:bid|application|submission)\b"),
    ("joint bid", False, rf"\b(?:bid|application|submission)\b[^;]{{0,40}}?\bjointly by (?P<a>{MANY})"),
    ("joint bid", False, rf"\b{_BID} ?\((?P<a>{MANY})\)"),
    ("joint bid", False, rf"\b{_BID}[^;]{{0,20}}?\bjoint one (?:between|of|by) (?P<a>{MANY})"),
    (
        "joint bid",
        False,
        rf"\bsubmission by (?P<a>{ONE}),? (?:jointly|together|in partnership) with (?P<b>{LIST}),? of"
        rf" (?:an? |the )?(?:[a-z]+ )?{_BID}",
    ),
    (
        "joint procurement",
        False,
        rf"(?P<lead>{ONE})[^;]{{0,60}}? lead contracting authority (?:for itself and )?(?:on behalf of|for) (?P<a>{LIST})",
    ),
    ("joint procurement", False, rf"\bjoint procurement\b[^;]{{0,60}}?(?:\bby|\bof|\bbetween|\bfor|\() ?(?P<a>{MANY})"),
    ("joint bid", False, rf"\b{_BID}[^;]{{0,40}}?\bby (?P<a>{ONE})[^;]{{0,30}}?\bjointly with (?P<b>{LIST})"),
    ("joint bid", True, rf"\b{_BID}[^;]{{0,40}}?\bjointly with (?P<a>{LIST})"),
    (
        "joint bid",
        False,
        rf"(?P<a>{MANY}){WILL} (?:jointly |together )(?:bid|applied|apply|submit\w*|put in|put forward|made)\b",
    ),
    ("joint bid", False, rf"(?P<a>{MANY})[^;]{{0,20}}? (?:bid|apply|applied) (?:jointly|together)\b"),
    (
        "joint bid",
        False,
        rf"\b(?:an?|the|this|one) (?:[a-z]+ )?{_ONE_BID}(?: (?:made|submitted|put in|put forward|prepared))? by (?P<a>{PAIR})",
    ),
    (
        "joint bid",
        False,
        rf"(?P<a>{ONE}),? (?:together|along|jointly|in partnership|in collaboration|in conjunction) with (?P<b>{LIST})"
        rf"(?P<others>{_OTHERS})?,?{WILL} {_BIDS}",
    ),
    ("joint bid", False, rf"(?P<a>{ONE}), with (?P<b>{LIST})(?P<others>{_OTHERS})?,{WILL} {_BIDS}"),
    ("joint bid", True, rf"\b{_BID}{NEAR}{{0,40}}? (?:together|in partnership|in collaboration) with (?P<b>{LIST})"),
    ("joint proposal", False, rf"\bjoint proposal\b[^;]{{0,60}}?(?:\bby|\bfrom|\bof|\bbetween|\() ?(?P<a>{MANY})"),
    ("joint proposal", False, rf"(?P<a>{MANY})[^;]{{0,40}}?\bjoint proposal\b"),
)
