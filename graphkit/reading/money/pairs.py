"""Which sum of a statement is whose, where several stand there: in order, in brackets, one behind each name, year by year."""

import re
from typing import NamedTuple

from graphkit.reading.shapes import Shape

#: As many names as sums, one list behind the other.
_IN_ORDER = re.compile(
    r"@p\d+(?: (?:(?:,|and|the|to|from) ){1,3}@p\d+){1,9} (?:,|:|-|\() (?:(?:in|the|sums?|amounts?|of|at|worth) ){0,5}"
    r"@a\d+(?: (?:(?:,|and) ){1,2}@a\d+){1,9}(?! (?:\S+ )?@[ap])"
    r"|@a\d+(?: (?:(?:,|and) ){1,2}@a\d+){1,9} (?:(?!@|[.;,:])\S+ ){0,3}(?:to|from) (?:the )?"
    r"@p\d+(?: (?:(?:,|and|the) ){1,3}@p\d+){1,9}"
)
#: Sums and then parties, in a statement that has other sums, too.
_RUN = re.compile(
    r"@a\d+(?: (?:(?:,|and|of) ){1,3}@a\d+){1,9} (?:(?!@|[.;:])\S+ ){0,6}?(?:to|from) (?:the )?"
    r"@p\d+(?: (?:\( \w+ \) )?(?:(?:,|and|the|to|from) ){1,3}@p\d+){1,9}"
)
#: A party and its sum in brackets, behind a short form in others: the Otter Trust (OT) (£5).
_BRACKETED = re.compile(r"@p(?P<p>\d+)(?: \( (?:@p\d+|\w+) \))? \( (?:(?!@|[()])\S+ ){0,6}@a(?P<a>\d+) \)")
#: Two sums, each with its party behind the same word: of £5 to Elm and of £6 to Oak.
_PARALLEL = re.compile(
    r"@a(?P<a>\d+) (?P<to>to|from|for|by|with) (?:the )?@p(?P<p>\d+)(?: \( \w+ \))? (?:, )?(?:and )?"
    r"(?:(?:a|of|another|further) ){0,3}"
    r"@a(?P<b>\d+) (?P=to) (?:the )?@p(?P<q>\d+)"
)
#: A party and the sum behind it: with Elm at £5.
_AT = re.compile(
    r"@p(?P<p>\d+) (?:\( \S+ \) )?(?:, )?"
    r"(?:at|for|worth|of|valued at|(?:at|with|to) (?:a|the) (?:\S+ )?(?:cost|value|price|sum) of) "
    r"@a(?P<a>\d+)\b"
)
#: A sum, and what of it falls into each year.
_YEARLY = re.compile(r"@a(?P<a>\d+) \( @a(?P<b>\d+)(?= |$)")
_IN_YEAR = r"\(? ?(?:for|in|during) @t\d+(?: \))?"
#: A sum of a year and that of the next, by their numbers.
_NEXT_YEAR = rf"@a{{}} (?:(?:to|from|for) (?:the )?@p\d+ )?{_IN_YEAR} (?:, )?(?:and )?(?:of )?(?:a further )?@a{{}} {_IN_YEAR}"
_MARK = re.compile(r"@([ap])(\d+)\b")


class Side(NamedTuple):
    """What a wording says of a party of a statement: ``means`` as in the cues; ``sum`` is the one that it is joined to."""

    party: int
    means: str
    rule: str
    sum: int | None = None


class Places(NamedTuple):
    """Where the marks of a shape stand, by their numbers; of a mark that stands twice, the first place."""

    sums: dict[int, int]
    parties: dict[int, int]


def places(shape: Shape) -> Places:
    """The places of a shape's sums and parties."""
    found = Places({}, {})
    for match in _MARK.finditer(shape.text):
        (found.sums if match[1] == "a" else found.parties).setdefault(int(match[2]), match.start())
    return found


def one_each(found: dict[int, Side], shape: Shape) -> dict[int, Side]:
    """Sums and parties told in the same order, respectively: each party with its sum."""
    at = places(shape)
    for match in _RUN.finditer(shape.text):
        sums = [int(mark[2]) for mark in _MARK.finditer(match[0]) if mark[1] == "a"]
        named = [int(mark[2]) for mark in _MARK.finditer(match[0]) if mark[1] == "p"]
        meant = {found[n].means for n in named if n in found}
        if len(sums) == len(named) <= len(at.sums) and len(meant) == 1 and {*named} <= {*found}:
            return {n: found[n]._replace(sum=number) for n, number in zip(named, sums, strict=True)}
    ordered = [number for number, _ in sorted(at.sums.items(), key=lambda pair: pair[1])]
    for means in ("payee", "payer"):
        sharing = sorted((n for n, side in found.items() if side.means == means and n in at.parties), key=lambda n: at.parties[n])
        if len(sharing) == len(ordered) > 1:
            return {n: found[n]._replace(sum=number) for n, number in zip(sharing, ordered, strict=True)}
        if len(sharing) == 1 < len(ordered):
            return {}  # one gives or gets them all
    bodies = [n for n in at.parties if shape.statement.parties[n].kind not in ("programme", "service", "role", "area")]
    named = sorted(bodies, key=lambda n: at.parties[n])
    if len(named) == len(ordered) > 1 and at.parties[named[-1]] < at.sums[ordered[0]]:
        return {n: Side(n, "beside", "sum beside", number) for n, number in zip(named, ordered, strict=True)}
    return {}


def in_brackets(found: dict[int, Side], shape: Shape) -> dict[int, Side]:
    """Parties with a sum of their own in brackets behind them; nobody else has that sum."""
    own = {int(match["p"]): int(match["a"]) for match in _BRACKETED.finditer(shape.text)}
    means = ("payer", "payee", "asked", "listed", "beside")
    paid = {party: number for party, number in own.items() if party in found and found[party].means in means}
    others = {
        party: side._replace(sum=None)
        for party, side in found.items()
        if party not in paid and side.sum in paid.values() and side.means in ("payer", "payee")
    }
    return others | {party: found[party]._replace(sum=number) for party, number in paid.items()}


def each_at(found: dict[int, Side], shape: Shape) -> dict[int, Side]:
    """Parties each with a sum behind it, where all sums are told so: to Elm at £5 and to Oak at £6."""
    own = {int(match["p"]): int(match["a"]) for match in _AT.finditer(shape.text)}
    told = {party: found[party]._replace(sum=number) for party, number in own.items() if party in found}
    alike = len({side.means for side in told.values()}) == 1 and next(iter(told.values())).means in ("payer", "payee")
    return told if len(told) > 1 and alike and len({*own.values()}) == len(told) == len(shape.statement.amounts) else {}


def first_of(shape: Shape, number: int) -> int:
    """The first of the sums, each for a year of its own, of which a sum is one: Elm £5 in 2020/21 and £6 in 2021/22."""
    while number and re.search(_NEXT_YEAR.format(number - 1, number), shape.text):
        number -= 1
    return number


def yearly(found: dict[int, Side], shape: Shape) -> dict[int, Side]:
    """Parties with the whole sum where it is told once more for a year, in brackets: £4 (£2 a year) to Elm."""
    amounts = shape.statement.amounts
    wholes = {
        int(match["b"]): int(match["a"]) for match in _YEARLY.finditer(shape.text) if amounts[int(match["b"])].per == "year"
    }
    return {n: side._replace(sum=wholes.get(side.sum, side.sum)) if side.sum is not None else side for n, side in found.items()}


def parallel(found: dict[int, Side], shape: Shape) -> dict[int, Side]:
    """Two sums told in the same words: what is known of the party of one holds of that of the other."""
    paired: dict[int, Side] = {}
    for match in _PARALLEL.finditer(shape.text):
        one, other = int(match["p"]), int(match["q"])
        known = paired.get(one) or found.get(one)
        if known and known.rule != "sum beside":
            paired[one] = known._replace(sum=int(match["a"]))
            paired[other] = known._replace(party=other, sum=int(match["b"]))
    return paired


def in_order(shape: Shape) -> bool:
    """Whether a statement tells as many names as sums, one list behind the other."""
    return "respectively" in shape.text or _IN_ORDER.search(shape.text) is not None
