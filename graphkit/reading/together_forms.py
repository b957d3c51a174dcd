"""The words that say that parties do something together, and of what kind that is, as patterns for blotted sentences."""

from graphkit.reading.agreement_forms import AGREEMENTS
from graphkit.reading.joint_forms import JOINT
from graphkit.reading.role_forms import ROLES
from graphkit.reading.together_words import LIST, MANY, NEAR, ONE, WILL

_BID = r"(?:bids?|application|submission)\b"
_RUN = r"(?:launched|delivered|run|led|developed|created|set up|established|funded|provided|managed)"
_BOARD = r"(?:(?:steering|working|project|oversight|delivery) (?:group|board)|programme group)\b"
_PANEL = r"\bpanels?\b"
_SCORES = r"(?=[^;]{0,400}(?:evaluat|scor|assess|moderat|select|shortlist|judg|submission|bids?\b|advis|recommend))"

#: The kind of each wording. ``a``, ``b`` are those who take part, ``lead`` who leads, ``name`` what it is called. With
#: ``us`` the body whose decision it is takes part where only others are named.
WORDINGS: tuple[tuple[str, bool, str], ...] = (
    *AGREEMENTS,
    *JOINT,
    *ROLES,
    (
        "consortium",
        False,
        rf"\bconsortium\b[^;]{{0,40}}?\bled by (?P<lead>{ONE})(?:,? ?(?:and |with |including |together with |comprising "
        rf"|\(with )(?P<a>{LIST}))?",
    ),
    ("consortium", False, rf"\bconsortium ?(?:of|between|comprising|consisting of|made up of|including|\(|:) ?(?P<a>{MANY})"),
    (
        "consortium",
        False,
        rf"(?P<lead>{ONE})[^;]{{0,30}}?\b(?:leads?|leading|lead(?: partner)? of) (?:an?|the) consortium\b[^;]{{0,30}}?\b(?:of"
        rf"|with|including|comprising) (?P<a>{LIST})",
    ),
    (
        "partnership",
        False,
        rf"(?P<a>{ONE}),? as (?:the )?lead (?:partner |body |member )?(?:of|for) (?:the )?(?P<b>{ONE})"
        r"(?: partnership| alliance)?\b",
    ),
    *(
        (kind, False, rf"\b{kind}\b[^;,]{{0,30}}? (?:of|from|comprising|made up of|between) (?P<a>{MANY})")
        for kind in ("programme board", "reference group", "strategic board")
    ),
    ("steering group", False, rf"\b{_BOARD}[^;,]{{0,30}}? (?:of|from|comprising|made up of|between) (?P<a>{MANY})"),
    (
        "steering group",
        False,
        rf"(?P<a>{MANY}){WILL} (?:sit|sits|sat|represented|members|form|make up)[^;,]{{0,30}}?"
        rf" (?:on |of )?(?:the |a )?(?:[a-z]+ )?{_BOARD}",
    ),
    (
        "partnership",
        False,
        rf"\b(?:agencies|partners|members|bodies|organisations|signatories)\b[^;.]{{0,80}}?"
        rf" (?:are|being|comprise|include) (?P<a>{MANY})",
    ),
    (
        "partnership",
        False,
        r"\b(?:programme|project|initiative|scheme|pilot|venture|undertaking|collaboration) (?:of|between)"
        rf" (?P<a>{MANY})(?! [A-Z])",
    ),
    ("consortium", False, rf"\bled by (?P<lead>{ONE}),? (?:with|and|together with|alongside|in partnership with) (?P<a>{LIST})"),
    (
        "consortium",
        False,
        rf"(?P<lead>{ONE})[^;]{{0,60}}?\blead (?:body|partner|organisation|member) of (?:an?|the)"
        rf" (?:consortium|partnership|alliance) (?:with|of|including|comprising) (?P<a>{LIST})",
    ),
    ("consortium", False, rf"\bconsortium of [^;,:]{{1,40}}[,:(] ?(?P<a>{MANY})"),
    ("consortium", False, rf"(?P<a>{MANY}){WILL} (?:form|formed|make up|are) (?:an?|the) consortium\b"),
    ("consortium", False, rf"\bmembers of the consortium (?:are|is) (?P<a>{MANY})"),
    ("consortium", False, rf"(?P<a>{ONE}),? in (?:a )?consortium with (?P<b>{LIST})"),
    (
        "consortium",
        False,
        rf"(?P<lead>{ONE}) ?\(?,? ?(?:(?:as|is|are|being|will be|the) ){{0,2}}lead (?:partner|body|provider"
        rf"|organisation|agency"
        rf"|member)\)?,? (?:with|and|together with|alongside|working with) (?P<a>{LIST})",
    ),
    (
        "consortium",
        False,
        rf"(?P<lead>{ONE})(?:,? on behalf of|{WILL},? (?:lead|leads|leading|heads|heading)) (?:an?|the|its)"
        rf" (?:consortium|partnership|alliance)"
        rf"[^;]{{0,30}}? (?:of|with|including|comprising) (?P<a>{LIST})",
    ),
    (
        "consortium",
        False,
        rf"(?P<lead>{ONE}) and (?:its|their) (?:delivery |consortium |named )?partners?,? ?\(?(?P<a>{LIST})",
    ),
    (
        "consortium",
        False,
        rf"\bconsortium,? (?:which|that|whose members?)[^;]{{0,20}}? (?:consists? of|comprises?|includes?|brings"
        rf" together|are|is)"
        rf" (?P<a>{MANY})",
    ),
    (
        "consortium",
        False,
        rf"(?P<a>{MANY}){WILL},?(?: bid| bids| bidding| applied| acting| working)? (?:as|in) (?:a |one )?consortium\b",
    ),
    (
        "evaluation panel",
        False,
        rf"(?P<a>{ONE})[^;]{{0,20}}? (?:assembled|convened|set up|established|formed|held|brought"
        rf" together)\b{_SCORES}[^;]{{0,60}}?{_PANEL}[^;]{{0,120}}?\b(?:of|from|with|including|comprising) (?P<b>{LIST})",
    ),
    (
        "evaluation panel",
        False,
        rf"{_PANEL}{_SCORES}[^;]{{0,80}}?\b(?:of|from|with|including|included|comprising|between) (?P<a>{MANY})",
    ),
    (
        "evaluation panel",
        False,
        rf"\b(?:scored|assessed|evaluated|judged|marked|moderated|considered|reviewed|looked at)"
        rf"\b[^;]{{0,40}}? by an? (?:[a-z-]+ ){{0,3}}?panel\b"
        rf"[^;]{{0,40}}?\b(?:of|from|with|included|including|comprising|comprised) (?P<a>{MANY})",
    ),
    (
        "evaluation panel",
        False,
        r"\b(?:scoring|evaluation|assessment|moderation|selection) panel\b[^;]{0,40}?"
        r" (?:of|from|with|included|including|comprising)"
        rf" (?P<a>{MANY})",
    ),
    ("evaluation panel", False, rf"(?P<a>{MANY})[^;]{{0,20}}? (?:sat|sit|were|are) on the (?:[a-z]+ ){{0,2}}panel\b"),
    (
        "evaluation panel",
        False,
        rf"\b(?:{_BID}|applications|proposals|tenders|panel)[^;]{{0,80}}? (?:scored|assessed|evaluated|judged|marked"
        rf"|moderated)"
        rf" by (?:a panel of )?(?P<a>{MANY})",
    ),
    ("evaluation panel", True, rf"{_PANEL} on which (?P<b>{LIST})[^;]{{0,20}}? (?:sat|sits?|were|was|are|is|had|has|have)\b"),
    ("joint data controllers", False, rf"(?P<a>{MANY})[^;]{{0,40}}?\bjoint(?:ly)? (?:data )?controllers?\b"),
    ("joint data controllers", True, rf"\bjoint (?:data )?controller(?:s|ship)?\b[^;]{{0,30}}?\b(?:with|between) (?P<a>{LIST})"),
    ("partnership", False, rf"\bpartnership (?:of|between|comprising|consisting of|made up of) (?P<a>{MANY})"),
    ("partnership", False, rf"(?P<name>{ONE})[^;]{{0,80}}?\b(?:is|are|was|has) partnered with (?P<a>{LIST})"),
    (
        "partnership",
        False,
        rf"(?P<name>{ONE})(?: ?\([^()]{{1,40}}\))? (?:brings together|is made up of|consists of|comprises|unites)"
        rf" (?P<a>{MANY})",
    ),
    (
        "partnership",
        False,
        rf"(?:\A(?:It|They|This)|\b(?:Partnership|Group|Network|Alliance|Board|Forum))"
        r" (?:brings together|is made up of|consists of|comprises|unites)"
        rf" (?P<a>{MANY})",
    ),
    ("partnership", False, rf"\b{_RUN} (?:jointly )?by (?P<a>{ONE})[^;]{{0,60}}?\bin partnership with (?P<b>{LIST})"),
    ("partnership", False, rf"\b(?:jointly {_RUN} by|{_RUN} jointly by) (?P<a>{MANY})"),
    ("partnership", False, rf"(?P<a>{MANY})[^;]{{0,20}}? (?:are|work as) (?:equal )?partners (?:in|on)\b"),
    ("partnership", False, rf"\bpartners (?:in it |of it )?(?:are|include|being) (?P<a>{MANY})"),
    (
        "partnership",
        False,
        rf"\b(?:launched|delivered|run|led|developed|created|set up|established|funded) by (?P<a>{MANY})(?:,? and|,? with)"
        rf" (?:other |their )?partners\b",
    ),
    (
        "partnership",
        False,
        rf"(?P<a>{ONE}){WILL} (?:work|deliver|run|develop|provid|fund)\w*\b[^;]{{0,60}}?\bin partnership with (?P<b>{LIST})",
    ),
    ("partnership", False, rf"(?P<a>{MANY}){WILL} (?:work\w*|operat\w*) (?:closely )?in partnership\b(?! with)"),
    ("consortium", False, rf"(?P<lead>{ONE})[^;]{{0,80}}? with its consortium (?:partners|members),? (?P<a>{LIST})"),
    ("partnership", False, rf"(?P<a>{ONE}), in partnership with (?P<b>{LIST}),"),
    ("partnership", False, rf"\b(?:collaboration|alliance) (?:of|between|comprising) (?P<a>{MANY})"),
    (
        "partnership",
        False,
        rf"(?P<a>{MANY}){WILL} (?:jointly|together) (?:run|runs|deliver|fund|lead|manage|provide|own|develop|launch|set up)",
    ),
    ("partnership", True, rf"\b{_RUN}{NEAR}{{0,40}}? in (?:close )?partnership with (?P<b>{LIST})"),
)

#: One of these stands in every wording of a kind: where none does, none is tried.
NEEDS = {
    "memorandum of understanding": ("memorand", "mou"),
    "data sharing agreement": ("sharing", "processing", "exchange"),
    "service level agreement": ("level", "sla"),
    "shared service": ("shared",),
    "collaboration agreement": ("collaborati", "joint"),
    "partnership agreement": ("partnership",),
    "co-commissioning": ("commission",),
    "joint bid": ("bid", "appl", "submi", "jointly", "together"),
    "joint proposal": ("proposal",),
    "joint procurement": ("procurement", "contracting"),
    "consortium": ("consortium", "alliance", "lead", "led", "head", "partner"),
    "evaluation panel": ("panel", "bid", "appl", "submission", "proposals", "tenders"),
    "joint data controllers": ("controller",),
    "host force": ("host",),
    "manages fund for": ("fund", "round", "grant", "pot", "managing"),
    "evaluates": ("evaluat",),
    "steering group": ("group", "board"),
    "programme board": ("board",),
    "reference group": ("group",),
    "strategic board": ("board",),
    "information sharing agreement": ("information",),
    "information sharing protocol": ("information",),
    "partnership": (
        "partner",
        "agencies",
        "organisations",
        "signatories",
        "undertaking",
        "members",
        "bodies",
        "programme",
        "project",
        "initiative",
        "scheme",
        "pilot",
        "venture",
        "lead",
        "together",
        "made",
        "consists",
        "comprises",
        "unites",
        "jointly",
        "collaboration",
        "alliance",
    ),
    "delivers for": ("behalf", "commissioned", "contracted", "appointed", "funded", "delivered", "run", "provided", "operated"),
    "on behalf of": ("behalf",),
    "leads on behalf of": ("behalf", "force"),
}
