"""Whether a name never seen before is likely that of a party: by its last and first words."""

import re
from itertools import pairwise

from graphkit.names import key

#: Last words that only bodies have.
BODIES = frozenset(
    """ltd limited plc llp cic cio inc trust foundation foundations association society federation institute university
    college council councils authority ministry department agency commission board service services partnership
    partners alliance consortium network group project charity church mosque centre centres center hospital housing
    academy school union club police constabulary force fire nhs uk international england britain london women men
    action aid support solutions consulting consultants systems technologies technology digital media studios hub
    forum collective cooperative co-operative company enterprise enterprises bureau exchange guild mission house
    advice theatre collaborative providers ccg icb crisis""".split()
)
#: Last words that no body has: laws, papers, money, work.
THINGS = frozenset(
    """act acts bill plan plans strategy strategies regulation regulations policy policies scheme schemes fund funds
    funding grant grants budget budgets programme programmes program review reviews report reports comments comment
    advice assessment assessments agreement agreements memorandum understanding framework order orders duty code bid
    round award awards initiative pilot scheme decision decisions appendix annex table section paragraph part inquiry
    consultation year quarter summary introduction background recommendation recommendations consideration issues
    approach privacy data protection equality gdpr procurement standard standards charter pathway pathways model
    survey index spending settlement uplift reserve allocation contract contracts delegation consent directive
    team teams unit units command desk counselling casework mentoring
    information
    form officer officers director directors head commissioner commissioners mayor minister secretary
    chair manager coordinator page day week month""".split()
)
#: Last words of places.
PLACES = frozenset("street road avenue lane square borough boroughs east west north south central thames".split())
#: Words that begin a sentence and no name.
OPENERS = frozenset(
    """of that this these those there it its in on at by for from under with without as if when where while both each any
    approve approves accept accepts agree agrees note notes delegate delegates authorise authorises endorse confirm
    award awards grant grants allocate allocates pay give gives request requests subject after before during since
    until although however therefore also receipt acceptance approval extension payment funding allocation transfer
    provision renewal variation use release contribution increase continuation""".split()
)
#: What a recommendation asks to be done: with a capital it begins the line, and the name behind it is another word.
VERBS = frozenset(
    """commission appoint reimburse engage procure buy purchase extend vary let enter sign submit increase commit contribute
    transfer provide repay refund receive recover adopt invite invest make set split exercise uplift underwrite hire sell
    award grant give pay accept approve agree allocate continue top renew retain""".split()
)
#: Kinds of people: before "and" in a name they are half of it, and no name.
PEOPLE = frozenset("women men girls boys children people adults families victims witnesses offenders".split())
#: Words of which names of areas are made.
_WHERE = frozenset("north south east west central inner outer greater and london boroughs england wales the".split())
#: First words of bodies that say of whom they are: Association of Otters and Officers.
_OF = frozenset("association institute college society council federation centre trust university academy guild alliance".split())
#: First words that begin no party's name either.
_NO_FIRSTS = OPENERS | frozenset(
    """all no one two three four five six seven eight nine ten following further part section paragraph schedule appendix
    table hmp yoi hmyoi recommendation decision deputy chief head acting director""".split()
)


#: Words of names that are sure to tell the kind. A council may be many things; a borough council is one.
_KINDS = (
    ("company", re.compile(r"\b(?:ltd|limited|plc|llp)$")),
    ("social enterprise", re.compile(r"\b(?:cic|community interest company)$")),
    ("local authority", re.compile(r"\b(?:borough|county|city|district) council$|^(?:london|royal) borough of \w")),
    ("central government department", re.compile(r"^(?:department|ministry) (?:for|of) \w")),
    ("public body", re.compile(r"^(?:office of the )?police and crime commissioner for \w")),
    ("public body", re.compile(r"\w (?:fire commissioner|combined authority|development corporation)$")),
    ("police", re.compile(r"\w (?:police|constabulary)$")),
    ("NHS body", re.compile(r"\b(?:nhs (?:foundation )?trust|integrated care board|clinical commissioning group|ccg|icb)$")),
)


def kind_of(name: str) -> str:
    """The kind of a party that nobody knows yet, where its name is sure to tell; else nothing.

    >>> kind_of("Otter Works Ltd"), kind_of("Anytown Borough Council"), kind_of("Youth Council"), kind_of("Ministry of Otters")
    ('company', 'local authority', '', 'central government department')
    """
    called = key(name)
    return next((kind for kind, pattern in _KINDS if pattern.search(called)), "")


def likely(name: str) -> bool:
    """Whether a new name is likely a party's.

    >>> likely("Otter Trust"), likely("Police Act"), likely("Otter Fund"), likely("Bright Harbour"), likely("That the Board")
    (True, False, False, True, False)
    """
    words = key(name).split()
    if len(words) < 2 or words[0] in _NO_FIRSTS or PEOPLE.issuperset({*words} - {"and", "young", "older", "vulnerable"}):
        return False
    if kind_of(name):
        return True
    if _WHERE.issuperset(words):
        return False  # South and East London
    if any(one in THINGS - BODIES and other == "for" for one, other in pairwise(words)):
        return False  # Special Grant for Operation Elm
    if words[-1] in BODIES or (len(words) > 2 and words[0] in _OF and words[1] in ("of", "for")):
        return True
    return words[-1] not in THINGS | PLACES and not words[-1].isdigit()
