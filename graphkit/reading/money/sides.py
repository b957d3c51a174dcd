"""Who pays and who is paid, for each sum of a statement: cues are matched, and each sum takes the parties that it belongs to."""

import re
from collections.abc import Mapping
from functools import lru_cache

from graphkit.reading.money.cues import COORDINATED, CUES
from graphkit.reading.money.pairs import Places, Side, each_at, first_of, in_brackets, in_order, one_each, parallel, yearly
from graphkit.reading.money.wording import PART_OF_IT
from graphkit.reading.shapes import Shape
from graphkit.reading.statements import Named

#: Rules by which a party takes in what comes, and not the body for it.
RECEIVES = ("taken by", "into", "spent by", "whose acceptance", "under which another pays")
#: Rules by which a party gets money itself, whether it comes or goes.
TAKES = (*RECEIVES, "who takes")
#: Rules of the subject of a sentence: they hold of all that are listed there.
_SUBJECTS = ("who takes", "who gives")
#: Between a sum and a party: the party belongs to something else.
_APART = re.compile(
    r"\b(?:alongside|as well as|in addition to|together with|plus|while|whilst|whereas|compared|following|after)\b"
    r"|, and (?:the )?@p\d+ (?:will|would|is|are|has|have) "
    r"|[,)] (?:and )?to (?:an?|the|two|three|four|five|six|seven|eight) (?!@|value |sum |amount |total |maximum )\S"
    r"|\band to (?:appoint|commission|engage|extend|accept|procure)\b"
)
#: Rules of one that pays by itself, whoever's the money was.
_PAYING = ("paid by", "who buys", "gift by")
_CONTRIBUTES = re.compile(r"\b(?:contribut\w+|uplift\w*|mou|memorandum|transfer\w*|pay\w*)\b")
#: From one sum to another that is listed with it.
_LISTED = re.compile(
    r"(?:@a\d+ (?:(?:,|and|&|of|for|plus|or|in|\(|\)|some|about|over|the) |@t\d+ |from (?:the )?@p\d+ "
    r"|\( (?:(?![()@])\S+ ){1,3}\) ){0,5}){1,6}"
)


@lru_cache(maxsize=1024)  # several readers ask for those of one statement
def sides(shape: Shape) -> Mapping[int, Side]:
    """What each party of a statement is, by its number; parties of which no cue says anything are left out.

    A party that follows another one in a list is what that one is.
    """
    found: dict[int, Side] = {}
    if "@p" not in shape.text:
        return found
    beside: dict[int, int] = {}
    text = f" {shape.text}"
    for cue in CUES:
        matches = list(cue.pattern.finditer(text))
        if cue.name == "sum from" and len(matches) < 2:
            continue  # one giver of all sums
        for match in matches:
            party = int(match["p"])
            if cue.kinds and shape.statement.parties[party].kind not in cue.kinds:
                continue
            if cue.means == "beside":
                beside.setdefault(party, int(match["a"]))
            bound = match.groupdict().get("a")
            if party not in found:
                found[party] = Side(party, cue.means, cue.name, int(bound) if bound is not None else None)
    for match in COORDINATED.finditer(shape.text):
        one, other = int(match["one"]), int(match["other"])
        if one in found and found[one].rule != "sum beside" and (other not in found or found[other].means in ("beside", "for")):
            found[other] = found[one]._replace(party=other)
    for match in reversed(list(COORDINATED.finditer(shape.text))):
        one, other = int(match["one"]), int(match["other"])
        if (
            other in found
            and found.get(one, found[other]).means in ("listed", found[other].means)
            and found[other].rule in _SUBJECTS
        ):
            found[one] = found[other]._replace(party=one)
    found |= parallel(found, shape)
    if in_order(shape):
        found |= one_each(found, shape)
    for number, side in found.items():
        # A ministry grants by a grant agreement; what goes to it is called a contribution, or goes under a memorandum.
        of_state = shape.statement.parties[number].kind == "central government department"
        if of_state and side.rule == "contract with" and not _CONTRIBUTES.search(shape.text):
            found[number] = side._replace(means="payer")
        if side.rule == "who buys" and shape.statement.parties[number].kind in (
            "",
            "area",
            "service",
            "programme",
        ):
            found[number] = side._replace(means="nothing")  # a place, or what is bought
        if side.rule == "costs of whom" and shape.statement.parties[number].kind in ("service", "programme"):
            found[number] = side._replace(means="nothing")
        if side.rule == "spent by" and shape.statement.parties[number].kind != "police":
            found[number] = side._replace(means="nothing")  # a provider spends what the body gives it
    parties = shape.statement.parties
    asked = {n for n, side in found.items() if side.means == "asked"}
    funds = {n for n in asked if parties[n].kind == "programme"}
    if asked != funds:
        found |= {n: found[n]._replace(means="nothing") for n in funds}  # the fund of the one that is asked
    if any(side.rule in ("paid to", "sum to") and parties[n].party.id for n, side in found.items()):
        for number, side in found.items():
            if side.rule == "sum for" and parties[number].party.id is None:
                found[number] = side._replace(means="for", sum=None)  # a place, beside the one that is paid
    own = set(beside.values())
    apart = _whole_apart(shape) - own
    elsewhere = {side.sum for side in found.values() if side.means != "beside"} - {None}
    rest = len(apart) if elsewhere <= apart else 0
    if len(beside) > 1 and len(own) + rest == len(shape.statement.amounts):
        # "to Elm (£3), Oak (£2)": each sum stands beside its own.
        found |= {n: found[n]._replace(sum=number) for n, number in beside.items() if found[n].means in ("payer", "payee")}
    found |= in_brackets(found, shape)
    found = yearly(found, shape)
    return found | each_at(found, shape)


def _whole_apart(shape: Shape) -> set[int]:
    """The first sum or the last where it is what all others make: £5 in all, to Elm (£3) and Oak (£2)."""
    sums = [amount.pence or 0 for amount in shape.statement.amounts]
    return {n for n in (0, len(sums) - 1) if len(sums) > 2 and sums[n] and 2 * sums[n] == sum(sums)}


def taken(means: str, number: int, shape: Shape, at: Places, known: dict[int, Side]) -> tuple[Side, ...]:
    """The parties of one meaning that a sum takes: those joined to it; else the nearest group, looked for on the better side.

    A payee stands behind its sum more often than before it, and no other sum stands between; a payer may serve several.
    """
    text, named = shape.text, shape.statement.parties
    joined = tuple(side for side in known.values() if side.means == means and side.sum in (number, first_of(shape, number)))
    if joined:
        return joined
    free = [side for side in known.values() if side.means == means and side.sum is None and side.party in at.parties]
    groups = _groups(sorted(free, key=lambda side: at.parties[side.party]), at, named)
    if not groups:
        return ()
    here = at.sums[number]
    others = [place for other, place in at.sums.items() if other != number]

    def between(group: list[Side]) -> bool:
        low, high = sorted((here, at.parties[group[0].party]))
        apart = means != "listed" and bool(_APART.search(text, low, high))
        return apart or any(low < place < high for place in others)

    behind = [group for group in groups if at.parties[group[0].party] > here]
    before = [group for group in groups if at.parties[group[0].party] < here]
    if behind and behind[0][0].rule == "who gives" and any(place > at.parties[behind[0][0].party] for place in others):
        behind = []  # the subject of the sum that follows
    near = [group for group in (*behind[:1], *before[-1:][::-1]) if not between(group)]
    if near:
        plain = [group for group in (*near, *before[-1:]) if group[0].rule in _PAYING] if means == "payer" else []
        return tuple((plain or near)[0])
    # Who stands before holds for all sums that follow; who stands behind several, for those that are listed together.
    if before and (means == "payer" or len(groups) == 1) and not _APART.search(text, at.parties[before[-1][0].party], here):
        return tuple(before[-1])
    if behind and len(groups) == 1 and behind[0][0].rule == "given by" and max(at.sums.values()) < at.parties[behind[0][0].party]:
        return tuple(behind[0])  # "X is paid £5 and Y £6 by Z"
    if behind and len(groups) == 1 and not _APART.search(text, here, at.parties[behind[0][0].party]):
        last = max((place for place in others if place < at.parties[behind[0][0].party]), default=-1)
        if last > here and _LISTED.fullmatch(text, here, last) and not PART_OF_IT.match(text, last):
            return tuple(behind[0])
    return ()


def _groups(ordered: list[Side], at: Places, named: tuple[Named, ...]) -> list[list[Side]]:
    """Parties that stand in one list of names, together."""
    groups: list[list[Side]] = []
    for side in ordered:
        last = groups[-1][-1] if groups else None
        if (
            last
            and last.rule == side.rule
            and not any(at.parties[last.party] < place < at.parties[side.party] for place in at.sums.values())
            and named[side.party].start - named[last.party].end < 40
        ):
            groups[-1].append(side)
        else:
            groups.append([side])
    return groups
