"""The rules by which facts were read: the names that :class:`~graphkit.reading.facts.Evidence` bears, and what each means.

Names that come from a table of wordings are gathered from it; the others, of rules that are code, are told here.
"""

from graphkit.reading.handing_forms import FORMS
from graphkit.reading.money.cues import CUES
from graphkit.reading.money.traps import TRAPS
from graphkit.reading.together_forms import WORDINGS

#: What stands behind a rule whose party's name was mended: a scan had misread it.
REPAIRED = ", name repaired"

_SIDES = {
    "payee": "words that make a party the one that is paid",
    "payer": "words that make a party the one that pays",
    "asked": "words that ask a party for money",
    "provider": "words that make a party the one that does the work; it is paid where no other is said to be",
    "listed": "a name behind words that begin a list; whether it pays or is paid, the other words say",
    "beside": "a name beside a sum; whether it pays or is paid, the other words say",
}
_MONEY = {
    "a row of a table": "a row with a party, a service or a pot, and its sum",
    "a list of names": "a bare name in a list whose first line tells the sum of each",
    "a sum": "a sum that goes out, to nobody who is named",
    "a whole sum": "the whole of a sum, told where nobody is named",
    "a name written so": "a name of no known form, straight behind the word for who gets a sum",
    "what it costs": "what the contract or grant of the recommendation costs, told elsewhere",
    "held for all": "the one of a group that takes the money for all of them",
    "a row of a table, each year": "a row of a table whose sum is paid in each of the years asked for",
    "accepted, told elsewhere": "something is accepted; its sum and giver are told elsewhere",
    "named elsewhere": "the one party of the page that can be the side which a payment leaves open",
    "told where the recommendation says": "a sum that the recommendation leaves to another place of the report",
    "a split to come": "those who share a sum that is told elsewhere",
    "accepted": "a sum that comes in, from nobody who is named",
    "accepted, no sum": "money that comes in, without its sum",
    "passed on": "what comes in goes on, in the same breath, to a kind of body",
    "paid to a kind": "money that goes to a kind of body, without its sum",
    "renewed, no sum": "a grant or contract that goes on, without its sum",
    "the same sum": "the sum of the recommendation before",
}
_OWN = {
    "a budget told": "what a budget is said to be",
    "carried forward": "money taken from one year into another",
    "envelope": "authority to spend up to a sum",
    "met from a budget": "a cost that a budget bears",
    "moved between budgets": "money that moves from a budget or reserve to another",
    "own money": "a sum that is the body's own",
    "stays with the body": "a part that the body keeps",
}

#: Rule → what was recognised where it is named as evidence.
RULES: dict[str, str] = {
    **{
        cue.name: _SIDES[cue.means]
        for cue in sorted(CUES, key=lambda cue: [*_SIDES, cue.means].index(cue.means))
        if cue.means in _SIDES
    },
    **_MONEY,
    **_OWN,
    **{f"delegation: {wording}": "words that hand authority on, or say who has it" for wording, _ in FORMS},
    **{f"partnership: {kind}": "words or a list that say who does something together" for kind, _, _ in WORDINGS},
    "service: who runs it": "words that say who runs a service",
}

#: Why a sum is no fact of a decision: nothing moves, or it was decided before. No evidence bears these names.
PASSED_OVER: dict[str, str] = {trap.name: trap.verdict for trap in TRAPS}


def meaning(rule: str) -> str:
    """What the rule of an evidence means; KeyError for what is none.

    >>> meaning("sum to")
    'words that make a party the one that is paid'
    >>> meaning("delegation: delegates to, name repaired")
    'words that hand authority on, or say who has it; a scan had misread a name'
    """
    plain = rule.removesuffix(REPAIRED)
    return RULES[plain] + ("; a scan had misread a name" if plain != rule else "")
