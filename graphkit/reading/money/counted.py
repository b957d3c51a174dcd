"""Those who are counted and not named: *each of the two boroughs* are the two that another sentence names."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import ASIDE, Body, Claim, counts, pays
from graphkit.reading.money.lists import bare
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty"
).split()
#: A sum, and those of a kind that get it.
_COUNTED = re.compile(
    r"@a(?P<a>\d+) (?:(?:(?!@a|[.;] )\S+ ){0,8}?(?:to|for|between|among) )?(?P<each>(?:each )?of )?"
    r"(?:(?:the|these|those|all|its|other) ){0,2}"
    rf"(?P<count>both|\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:of )?(?:(?:the|other|named|partner|local|existing|current) ){{0,2}}"
    r"(?P<kind>boroughs|councils|authorities|charities|providers|partners|organisations|bodies|members)\b"
)
#: Kinds of party that a word for many means; the other words mean any but offices and areas.
_KINDS = {
    "boroughs": frozenset(["local authority"]),
    "councils": frozenset(["local authority"]),
    "authorities": frozenset(["local authority"]),
    "charities": frozenset(["charity", "social enterprise", ""]),
    "providers": frozenset(["charity", "social enterprise", "company", "NHS body", ""]),
}


def named(claims: Sequence[Claim], told: Sequence[Statement], body: Body) -> Iterator[Claim]:
    """The claims, those that pay a counted group with its members: a claim for each where each gets the sum."""
    for claim in claims:
        found = _group(claim)
        members = _members(found, claim, told, body) if found else ()
        if not found or not members:
            yield claim
            continue
        paid = claim._replace(comes=False, service=None)
        if _each(found, claim):
            yield from (paid._replace(payees=(one,)) for one in members)
        else:
            yield paid._replace(payees=members)


def _group(claim: Claim) -> re.Match[str] | None:
    """The words for a group that a claim's sum goes to, where nobody is named."""
    if claim.payees or claim.amount is None:
        return None
    number = claim.statement.amounts.index(claim.amount) if claim.amount in claim.statement.amounts else None
    found = next((one for one in _COUNTED.finditer(shape(claim.statement).text) if int(one["a"]) == number), None)
    return found if found and (found["each"] != "of " or _each(found, claim)) else None


def _each(found: re.Match[str], claim: Claim) -> bool:
    """Whether each of a group gets the sum; "to each" may be read as a part of the sum itself."""
    return found["each"] == "each of " or (claim.amount is not None and claim.amount.per == "each")


def _members(found: re.Match[str], claim: Claim, told: Sequence[Statement], body: Body) -> tuple[Party, ...]:
    """As many parties of the kind as are counted, of the last sentence before the claim that names so many, else of the next."""
    said = found["count"]
    count = 2 if said == "both" else int(said) if said.isdigit() else _NUMBERS.index(said) + 2
    before = [one for one in told if one.start < claim.statement.start]
    after = [one for one in told if one.start > claim.statement.start]
    for statement in (*reversed(before), *after):
        if statement.block.section not in ASIDE:
            kinds = _KINDS.get(found["kind"])
            parties = [
                one.party
                for one in statement.parties
                if counts(one) and pays(one) and not body.owns(one.party) and one.party != claim.payer
                and (kinds is None or one.kind in kinds)
            ]  # fmt: skip
            members = tuple(dict.fromkeys(parties))
            if len(members) == count:
                return members
    return _listed(count, _KINDS.get(found["kind"]), told)


def _listed(count: int, kinds: frozenset[str] | None, told: Sequence[Statement]) -> tuple[Party, ...]:
    """As many parties of the kind as are counted, where a list has each of them in a line of its own."""
    for alone, run in groupby(told, key=bare):
        lines = list(run) if alone else []
        named = [one for line in lines for one in line.parties if counts(one) and (kinds is None or one.kind in kinds)]
        members = tuple(dict.fromkeys(one.party for one in named))
        if len(members) == count:
            return members
    return ()
