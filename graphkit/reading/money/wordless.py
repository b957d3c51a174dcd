"""Money that is told without a sum: its sum may be told elsewhere, or nowhere."""

import re
from collections.abc import Iterator

from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import Body, Claim, counts, pays
from graphkit.reading.money.pairs import Side, places
from graphkit.reading.money.sides import RECEIVES, TAKES
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.shapes import Shape

#: The rule of a claim whose sum is that of the claim before.
SAME = "the same sum"
#: The rule of a claim that one of a group holds what the group is paid.
HOLDS = "held for all"
#: The rule of a claim that something is accepted, of which the sum and the giver are told elsewhere.
OPEN = "accepted, told elsewhere"
#: The rule of a claim that several share a sum of which another place tells how much it is.
SPLIT = "a split to come"
_HANDS_ON = re.compile(r"(?:that )?(?:the @p\d+ )?(?!approval )(?:\S+ ){0,3}?(?:give|authoris)|.*\bdelegat(?:e|es|ed|ion|ing)\b")


def without_sum(form: Shape, known: dict[int, Side], body: Body) -> Iterator[Claim]:
    """Claims without a sum: what a recommendation without one decides; elsewhere, who shares a sum that is to be split."""
    if form.statement.block.section != "recommendation":
        yield from _split(form, body)
    elif (
        not form.statement.text.rstrip().endswith(":")
        and not form.statement.amounts
        and not wording.NO_MONEY.search(form.text)
        and verdict(form, None) == "decided"
    ):
        yield from _decided(form, known, body)


def _of_money(form: Shape) -> bool:
    return bool(wording.OF_MONEY.search(form.text) or wording.SAME_SUM.search(form.text))


def _decided(form: Shape, known: dict[int, Side], body: Body) -> Iterator[Claim]:
    if _HANDS_ON.match(form.text) or "novation" in form.text or not _of_money(form):
        return
    named = form.statement.parties
    empty = Claim(form.statement, None, None, None, (), False, "decided", "renewed, no sum", periods=form.statement.periods)

    def outside(*means: str) -> list[Side]:
        return [side for n, side in known.items() if side.means in means and not body.owns(named[n].party)]

    payees = outside("payee")
    payers = [named[side.party].party for side in outside("payer", "asked") if pays(named[side.party])]
    if wording.SAME_SUM.search(form.text):
        empty = empty._replace(rule=SAME)
    buying = outside("payer", "asked")
    if buying and not payees and buying[0].rule in ("paid by", "who buys") and wording.GOES.search(form.text):
        yield empty._replace(payer=named[buying[0].party].party, rule=buying[0].rule)
    elif payers and not payees and (wording.COMES.search(form.text) or buying[0].rule == "sold to"):
        yield empty._replace(payer=payers[0], comes=True, rule=empty.rule if empty.rule == SAME else "accepted, no sum")
    elif payees and wording.GOES.search(form.text):
        bodies = tuple(dict.fromkeys(named[side.party].party for side in payees if pays(named[side.party])))
        service = None if bodies else named[payees[0].party].party.name
        rule = empty.rule if empty.rule == SAME else payees[0].rule
        if len(bodies) == 1 and payees[0].rule in TAKES and wording.FOR_ALL.search(form.text):
            rule = HOLDS
        several = len(bodies) > 1 and re.search(
            r"\b(?:grants|awards|contracts|payments|contributions)\b"
            r"|@p\d+ ,? ?and (?:of )?(?:a|an|the) (?:grant|award|contract|payment)\b",
            form.text,
        )
        paying = next((named[side.party].party for side in outside("payer") if side.rule == "paid by"), None)
        for some in [(one,) for one in bodies] if several else [bodies]:
            comes = paying is None and rule in RECEIVES and wording.COMES.search(form.text) is not None
            giver = payers[0] if comes and payers else None
            yield empty._replace(payer=paying or giver, payees=some, service=service, comes=comes, rule=rule)
    elif on := wording.TO_A_KIND.search(form.text):
        yield empty._replace(service=on["whom"].strip(), rule="paid to a kind")
    elif wording.TAKES_IN.match(form.text) and not payees:
        yield empty._replace(comes=True, rule=OPEN)
    elif wording.RENEWS.search(form.text):
        yield empty


def _split(form: Shape, body: Body) -> Iterator[Claim]:
    """Who shares a sum that is told elsewhere, where a statement says that it is still to be divided."""
    found = wording.SPLIT.search(form.text)
    if not found:
        return
    at = places(form).parties
    several: dict[Party, None] = {}
    for number, one in enumerate(form.statement.parties):
        if at.get(number, -1) > found.end() and counts(one) and pays(one) and not body.owns(one.party):
            several[one.party] = None
    if len(several) > 1:
        yield Claim(form.statement, None, None, None, tuple(several), False, "told", SPLIT)
