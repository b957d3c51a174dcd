"""The words that say what one party does for another, such as to run its fund, as patterns for blotted sentences."""

from graphkit.reading.masked import BODY
from graphkit.reading.together_words import NEAR, ONE, WILL

#: A thing that has no name of its own.
_THING = (
    r"(?:(?:[a-z][\w'\u2019-]* ){0,5}?(?:project|pilot|services?|scheme|programme|partnership|hub|work|post)\b"
    rf"(?: (?:in|of|at|for|on)(?: (?:[\w'\u2019-]{{1,30}}|{BODY})){{1,5}}?(?= (?:is|was|are|were|has|will|and|until|from"
    rf"|for)\b|[,.;(]|\Z))?)"
)
_POT = r"(?:funds?|rounds?|small grants|grants? (?:pot|scheme|programme|fund)|pot)\b"
_HELD = r"(?:held|managed|administered|distributed|run|delivered|operated|overseen|given out)"
_MANAGER = (
    r"(?:(?:grants? )?fund (?:manager|administrator|holder)|managing (?:body|agent|organisation)|grants? (?:manager|administrator"
    r"|maker))\b"
)

#: The wordings of what one does for another, as :data:`graphkit.reading.together_forms.WORDINGS` are.
ROLES: tuple[tuple[str, bool, str], ...] = (
    ("host force", False, rf"(?P<a>{ONE})[^;]{{0,40}}?\b(?:host force|hosts)\b[^;]{{0,160}}?\bon behalf of (?P<b>{ONE})"),
    ("host force", False, rf"(?P<a>{ONE})[^;]{{0,40}}?\bhost force (?:for|of|to) (?P<b>{ONE})"),
    ("host force", False, rf"(?P<a>{ONE})[^;]{{0,40}}?\bhost(?:s|ing)\b[^;]{{0,80}}?\bfor (?P<b>{ONE})"),
    ("host force", False, rf"\bon behalf of (?P<b>{ONE}),? (?P<a>{ONE})[^;]{{0,40}}?\b(?:host force|hosts)\b"),
    ("host force", False, rf"\bhosted by (?P<a>{ONE}) for (?P<b>{ONE})"),
    ("host force", False, rf"\bhosted by (?P<a>{ONE})[^;]{{0,60}}?\bon behalf of (?P<b>{ONE})"),
    (
        "manages fund for",
        False,
        rf"(?P<a>{ONE}){WILL} (?:manag|run|administer)\w*\b[^;]{{0,60}}?\b(?:funds?|rounds?|small grants|grants"
        rf" programme)\b[^;]{{0,40}}?\b(?:for|on behalf of) (?P<b>{ONE})",
    ),
    (
        "manages fund for",
        True,
        rf"(?P<a>{ONE})(?:,? (?:as|is|was|will be|acts as|acting as|to act as|to be))?,? (?:the |its |our |a )?(?:grants?"
        rf" )?fund manager\b",
    ),
    (
        "manages fund for",
        True,
        rf"\b(?:funds?|rounds?|grants) (?:is|are|was|were|will be|has been) (?:managed|administered) by (?P<a>{ONE})",
    ),
    (
        "manages fund for",
        True,
        rf"(?P<a>{ONE}){WILL} (?:manages?|administers?) the (?:[\w-]+ ){{0,3}}(?:fund|round|small grants)\b",
    ),
    ("manages fund for", True, rf"\b{_MANAGER},? ?(?:is |are |will be |would be |being |\()?(?P<a>{ONE})"),
    (
        "manages fund for",
        True,
        rf"(?P<a>{ONE})(?:,? (?:as|is|was|will be|would be|acts as|acting as|to act as|to be))?,? (?:the |its |our |an? )?"
        rf"{_MANAGER}",
    ),
    (
        "manages fund for",
        False,
        rf"\b{_POT}[^;]{{0,60}}? {_HELD} on (?P<b>{ONE}) behalf[^;]{{0,40}}? by (?P<a>{ONE})",
    ),
    (
        "manages fund for",
        False,
        rf"\b{_POT}[^;]{{0,60}}? {_HELD} by (?P<a>{ONE}){NEAR}{{0,30}}? (?:for|on behalf of) (?P<b>{ONE})",
    ),
    ("manages fund for", False, rf"\b{_POT}[^;]{{0,60}}? {_HELD} by (?P<a>{ONE}){NEAR}{{0,30}}? on (?P<b>{ONE}) behalf"),
    ("manages fund for", False, rf"\b{_POT}{NEAR}{{0,30}}? {_HELD} (?:for|on behalf of) (?P<b>{ONE}) by (?P<a>{ONE})"),
    ("manages fund for", True, rf"(?P<a>{ONE}){WILL} appointed (?:as |to be )?(?:the |its |our |a )?{_MANAGER}"),
    (
        "manages fund for",
        True,
        rf"\b{_POT}{NEAR}{{0,60}}? (?:be|is|are|was|were|being|been) {_HELD} by (?P<a>{ONE})(?!.{{0,40}}? as lead)",
    ),
    (
        "manages fund for",
        False,
        rf"(?P<a>{ONE}){WILL} (?:manag|run|administer|distribut)\w*\b[^;]{{0,60}}?\b{_POT}[^;]{{0,40}}? on (?P<b>{ONE}) behalf",
    ),
    ("evaluates", False, rf"(?P<a>{ONE})(?: \w+){{0,3}}? (?:evaluates?|evaluating|evaluated) (?P<b>{ONE}|it\b|them\b)"),
    (
        "evaluates",
        False,
        rf"(?P<a>{ONE})[^;]{{0,60}}? (?:undertak|carr(?:y|ies|ying) out|conduct|lead|do(?:es|ing)?\b|deliver)\w* (?:the "
        rf"|an |its )?(?:independent )?evaluation of (?P<b>{ONE})",
    ),
    ("evaluates", False, rf"(?P<b>{ONE})[^;]{{0,30}}? (?:is|was|are|be|being|been) (?:[a-z]+ )?evaluated by (?P<a>{ONE})"),
    ("evaluates", False, rf"(?P<a>{ONE})(?: is|,)? (?:as )?(?:the )?(?:independent )?evaluator (?:of|for) (?P<b>{ONE})"),
    (
        "evaluates",
        False,
        rf"(?P<a>{ONE})(?! (?:\w+ )?(?:wish|want|need|would like|propos))(?: \w+){{0,3}}? (?:evaluates?|evaluating)"
        rf" (?:the|this) (?P<thing>{_THING})",
    ),
    (
        "evaluates",
        False,
        rf"\b(?:The|This|the|this) (?P<thing>{_THING}) (?:is|was|will be|is being) (?:[a-z]+ )?evaluated by (?P<a>{ONE})",
    ),
    ("evaluates", False, rf"\bevaluation of (?P<b>{ONE})[^;]{{0,40}}? by (?P<a>{ONE})"),
    (
        "delivers for",
        False,
        rf"(?P<a>{ONE}){WILL}(?: currently)? (?:deliver|run|provid)\w*\b{NEAR}{{0,80}}?\bon behalf of (?P<b>{ONE})",
    ),
    ("delivers for", False, rf"\b(?:delivered|run|provided) by (?P<a>{ONE})[^;]{{0,30}}?\bon behalf of (?P<b>{ONE})"),
    (
        "delivers for",
        False,
        rf"\b(?:delivered|run|provided|operated) (?:for|on behalf of) (?P<b>{ONE}){NEAR}{{0,20}}? by (?P<a>{ONE})",
    ),
    ("delivers for", False, rf"\b(?:delivered|run|provided|operated) on (?P<b>{ONE}) behalf[^;]{{0,40}}? by (?P<a>{ONE})"),
    (
        "delivers for",
        False,
        rf"(?P<a>{ONE}){WILL}(?: currently)? (?:deliver|run|provid|operat)\w*\b{NEAR}{{0,80}}? on (?P<b>{ONE}) behalf",
    ),
    (
        "delivers for",
        False,
        rf"\bcommissioned by (?P<b>{ONE}),? and (?:is |are |currently )?(?:delivered|run|provided|operated) by (?P<a>{ONE})",
    ),
    (
        "delivers for",
        False,
        rf"(?P<a>{ONE}){WILL},? (?:commissioned|contracted|appointed|funded) by (?P<b>{ONE}) to (?:deliver|run|provide"
        rf"|operate)\b",
    ),
    (
        "on behalf of",
        False,
        r"(?<!from\s)(?<!from\sthe\s)(?<!to\s)(?<!to\sthe\s)"
        rf"(?P<a>{ONE}),? on behalf of (?P<b>{ONE})(?! (?:and|,) )",
    ),
    (
        "on behalf of",
        False,
        rf"(?P<a>{ONE}){WILL}"
        r" (?:receives?|accepts?|holds?|draws? down|claims?|acts?|performs?|undertakes?|carr(?:y|ies) out)"
        rf"{NEAR}{{0,40}}? on behalf of (?P<b>{ONE})",
    ),
    ("leads on behalf of", False, rf"(?P<a>{ONE}){WILL} (?:lead|leads|led|leading)\b{NEAR}{{0,80}}? on behalf of (?P<b>{ONE})"),
    ("leads on behalf of", False, rf"(?P<a>{ONE})[^;]{{0,30}}? (?:lead|leading) force (?:for|on behalf of) (?P<b>{ONE})"),
)
