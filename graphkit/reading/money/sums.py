"""What a statement says of one of its sums: who pays it, who gets it, and what for."""

import re
from collections.abc import Iterator
from itertools import chain

from graphkit.reading.amounts import Amount
from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import Body, Claim, likeliest, pays
from graphkit.reading.money.details import periods_of
from graphkit.reading.money.lists import Intro
from graphkit.reading.money.own import DEED, OUTRIGHT, set_aside
from graphkit.reading.money.pairs import Places, Side
from graphkit.reading.money.sides import RECEIVES, TAKES, taken
from graphkit.reading.money.unnamed import written
from graphkit.reading.shapes import Shape
from graphkit.reading.statements import Named

#: The rule of a claim that tells what the work of the recommendation costs.
COSTS = "what it costs"
#: Rules of a party that pays by itself, and no money of which goes through the body.
_BY_ITSELF = ("who gives", "who bears", "who buys", "paid by", "charged to", "from one to another")


class Sum:
    """One sum of a statement, and the parties that it takes."""

    def __init__(
        self,
        form: Shape,
        known: dict[int, Side],
        at: Places,
        number: int,
        amount: Amount,
        said: str,
        body: Body,
        intro: Intro | None,
    ) -> None:
        self.form, self.known, self.at, self.number, self.body = form, known, at, number, body
        self.amount, self.said, self.intro = amount, said, intro
        self.came, self.went = self._direction()
        self.comes = self.came if self.came != self.went else bool(intro and intro.comes)
        self.asked, self.payers, self.payees = self._parties()

    def _direction(self) -> tuple[bool, bool]:
        """Whether money comes, and whether it goes, by the last word for either before the sum."""
        here = self.at.sums[self.number]
        before = self.form.text[:here]
        if wording.ACCEPTED.match(self.form.text, here):
            return True, False
        if any(int(found["a"]) == self.number for found in wording.SOLD.finditer(self.form.text)):
            return True, False
        takes = wording.TAKES_FIRST.match(self.form.text)
        if takes and not wording.HANDS_OUT.search(self.form.text, takes.end(), here):
            return True, False
        if done := wording.DONE_WITH.match(self.form.text, here):
            return done["in"] is not None, done["in"] is None
        if any(side.rule == "tender taken" for side in self.known.values()):
            return False, True
        came, went = wording.last(wording.COMES, before), wording.last(wording.GOES, before)
        if came < 0 and went < 0:
            return False, bool(wording.GOES.search(self.form.text)) or bool(self.intro and not self.intro.comes)
        if any(int(found["a"]) == self.number for found in wording.GIFT_TAKEN.finditer(self.form.text)):
            return True, False
        between = before[came:went] if 0 <= came < went else ""
        return came > went or (bool(between) and between.count(" ") < 8 and "@a" not in between), went > came

    def _parties(self) -> tuple[list[Side], list[Side], list[Side]]:
        """Those asked for the sum, those who pay it and those who get it."""
        asked, payers, payees = (
            list(taken(means, self.number, self.form, self.at, self.known)) for means in ("asked", "payer", "payee")
        )
        beside = [side for side in taken("beside", self.number, self.form, self.at, self.known) if side.sum is not None]
        several = len(self.form.statement.amounts)
        giving = [side for side in payers if not self._before_it_goes(side)]
        if beside and not payees and several > 1 and any(side.sum is None for side in giving):
            payers = beside  # "X pays £5 and Y £6": the verb holds for both
        elif beside and not (giving or payees):
            outside = [side for side in beside if not self._owned(side)]
            if self.comes or (not self.went and any(side.means == "payer" for side in self.known.values())):
                payers = outside or beside
            else:
                payees = outside
        if beside and several > 1 and any(side.rule == "who takes" for side in payees or self.known.values()):
            payees, payers = beside, [side for side in payers if side.rule == "given by"]  # "X gets £5 and Y £6"
        if not (payees or asked or any(not self._owned(side) for side in payers)):
            names = [side for side in taken("listed", self.number, self.form, self.at, self.known) if not self._owned(side)]
            if names:
                payers, payees = (names, []) if self.comes else (payers, names)
        if len(payees) == several > 1 and "respectively" in self.form.text:
            payees = [payees[self.number]]
        alone = several == 1 or self.form.statement.block.section == "recommendation"
        if alone and not payees and not self.comes and not any(not self._owned(side) for side in payers):
            payees = [side for side in taken("provider", self.number, self.form, self.at, self.known) if not self._owned(side)]
        paying = {self._named(side).party for side in payers if side.rule == "who gives"}
        if self.came:
            payees = [side for side in payees if side.rule != "costs of whom"]  # what it is given for
            paying |= {self._named(side).party for side in payers}
        payees = [side for side in payees if self._named(side).party not in paying]  # nobody pays itself
        if holder := wording.HOLDER.search(self.form.text):
            payees = [side for side in payees if side.party == int(holder["p"] or holder["q"])] or payees
        elsewhere = self._asked_by_others()
        return [one for one in asked if one.party not in elsewhere], payers, [one for one in payees if one.party not in elsewhere]

    def _asked_by_others(self) -> set[int]:
        """The parties whom others ask for money, by bids of their own; a police force's bids are the body's."""
        found = set()
        for bid in wording.OTHERS_BID.finditer(self.form.text):
            bidder = self.form.statement.parties[int(bid["who"] or bid["by"])]
            if bidder.kind != "police" and not self.body.owns(bidder.party):
                found.add(int(bid["to"] or bid["at"]))
        return found

    def _named(self, side: Side) -> Named:
        return self.form.statement.parties[side.party]

    def _owned(self, side: Side) -> bool:
        return self.body.owns(self._named(side).party)

    def claims(self) -> Iterator[Claim]:
        """What is said of the sum: money in, money out, both, or money between two others."""
        if not self.payees and self._asked_by_others():
            return  # the price of another's bid
        payer, whole = self._payer(), self._whole()
        outside = [self._named(side) for side in self.payees if not self._owned(side)]
        if not outside and any(side.rule == "who bears" for side in self.payers):
            return  # a cost that another bears, and nobody is said to get it
        if not self.payees and not self.came and self.payers and all(self._of_budget(side) for side in self.payers):
            return  # a cost that a force bears itself
        if not outside and not self.came and self._used():
            return  # what was taken before is spent
        if not self.payees and not self.came and wording.MATCH.search(self.form.text) and self._forces():
            return  # its own share
        sold = any(side.rule == "sold to" for side in self.payers)
        if not self.payees and not self.comes and self._forces() and self.said == "decided" and not sold:
            yield from self._out(self._whole()._replace(payer=self._payer()), [])  # it pays, and nobody is named
            return
        if payer and not outside and any(side.rule == "who buys" for side in self.payers):
            yield whole._replace(payer=payer, comes=False)
            return
        takers = tuple(self._named(side).party for side in self.payees if side.rule in RECEIVES and not self._owned(side))
        if payer is None and takers and set_aside(self.form, self.number):
            return  # a budget of theirs
        if payer is None and takers:
            yield whole._replace(comes=True, payees=takers[:1])  # who gives is told elsewhere
            return
        if payer is None:
            yield from self._out(whole._replace(payer=self._taker()), outside)
            return
        takes = any(side.rule in TAKES for side in self.payees if not self._owned(side))
        gives = any(self._gives(side) for side in self.payers if not self._owned(side))
        here = self.at.sums[self.number]
        handed = wording.HANDS_OUT.search(self.form.text, here) or wording.ACCEPTED.match(self.form.text, here)
        passes = wording.PASSES_IT.search(self.form.text, here) is not None
        passes = passes or ((self.came or bool(self.asked)) and handed is not None)
        passes = passes or any(self._owned(side) for side in self.payees)
        whole = whole._replace(payer=payer)
        if outside and not takes and not passes and not gives and not self.came:
            yield from self._out(whole._replace(payer=None), outside)  # money of another's, handed out by the body
            return
        if outside and (takes or not passes):
            givers = [self._named(side) for side in self.payers if not self._owned(side) and pays(self._named(side))]
            each = list(dict.fromkeys(one.party for one in givers)) if self._each() and not self.asked else [payer]
            for one in each:
                yield from self._shared(whole._replace(payer=one, comes=False), outside)
            return
        taker = self._taker() if not self.payees else None
        yield from self._given(whole._replace(comes=taker is None, payees=(taker,) if taker else ()))
        on = whole._replace(payer=taker, comes=False, proposed=False)
        if outside:
            yield from self._shared(on, outside)
        elif self.said == "decided" and (found := wording.PASSED_ON.search(self.form.text, self.at.sums[self.number])):
            yield on._replace(service=found["whom"].strip(), rule="passed on")

    def _used(self) -> bool:
        """Whether what was taken before is spent, and not with somebody who is still to be found."""
        spent = wording.USE.search(self.form.text, 0, self.at.sums[self.number])
        return spent is not None and wording.TO_BE_FOUND.search(self.form.text) is None

    def _forces(self) -> bool:
        """Whether none but police forces are said to pay."""
        return bool(self.payers) and all(self._named(side).kind == "police" for side in self.payers)

    def _of_budget(self, side: Side) -> bool:
        """Whether a party's money is a budget of its own: from the City Guards' capital programme."""
        return not self._owned(side) and bool(wording.OWN_POT.match(self.form.text, self.at.parties[side.party]))

    def _gives(self, side: Side) -> bool:
        """Whether a payer pays by itself, and the body only approves it: the subject, or a police force that it oversees."""
        return side.rule in _BY_ITSELF or self._named(side).kind == "police" or bool(wording.FROM_TO.search(self.form.text))

    def _taker(self) -> Party | None:
        """Who took the money that goes out now, where it is not the body: acceptance by X of £5, of which £4 goes to Y."""
        for found in wording.WHO_PASSES.finditer(self.form.text):
            side = self.known.get(int(found["p"]))
            if side and side.means == "payee" and int(found["a"]) == self.number and not self._owned(side):
                return self._named(side).party
        for side in self.known.values():
            if side.rule in RECEIVES and not self._owned(side) and self.at.parties[side.party] < self.at.sums[self.number]:
                return self._named(side).party
        if self.asked and (bid := wording.WHOSE_BID.search(self.form.text)):
            bidder = self.form.statement.parties[int(bid["by"] or bid["who"])]
            if bidder.kind == "police":
                return bidder.party
        return (self.intro.taker or self.intro.giver) if self.intro else None

    def _given(self, claim: Claim) -> Iterator[Claim]:
        """One claim for each payer where each gives the sum, and one for all where they give it together."""
        named = [self._named(side) for side in self.payers if not self._owned(side)]
        bodies = list(dict.fromkeys(one.party for one in named if pays(one)))
        if len(bodies) < 2 or self.asked:
            yield claim
        elif self._each():
            yield from (claim._replace(payer=party) for party in bodies)
        else:
            yield claim._replace(payer=Party(" and ".join(party.name for party in bodies)))

    def _each(self) -> bool:
        """Whether each of several parties pays or gets the sum."""
        text = self.form.text
        every = wording.EACH.search(text) or wording.PLURAL.search(text) or wording.EACH_OF_KIND.search(text)
        return not wording.TOGETHER.search(text) and (self.amount.per == "each" or bool(every))

    def _payer(self) -> Party | None:
        """The one outside the body that pays, or is asked to."""
        for side in (*self.asked, *self.payers):
            if not self._owned(side) and pays(self._named(side)) and not self._before_it_goes(side):
                return self._named(side).party
        funds = [self._named(side).party for side in (*self.asked, *self.payers) if self._named(side).kind == "programme"]
        owned = [owner for party in funds if (owner := self.body.owners.get(party)) and not self.body.owns(owner)]
        if owned and (self.comes or self.asked or any(side.rule in RECEIVES for side in self.payees)):
            return owned[0]
        new = [party for party in funds if party.id is None]
        if (self.comes or (self.asked and self.said == "decided")) and new:
            return new[0]  # a fund that nobody knows gives as a body does
        return self.intro.payer if self.intro and self.intro.comes and not self.payees else None

    def _before_it_goes(self, side: Side) -> bool:
        """Whether the party gave what came, and the sum goes out after that: accept £5 from X and award £4 of it to Y."""
        if side.rule in (*_BY_ITSELF, "sold to", "whose money", "whose sum", "sum given by", "who pays by it"):
            return False
        text, place, here = self.form.text, self.at.parties[side.party], self.at.sums[self.number]
        of_it = wording.PART_OF_IT.match(text, here) or wording.OF_WHICH.search(text, place, here)
        if side.sum is None and place < here and of_it:
            return True
        if place > here and self.went and not self.came and wording.GOES_ON.match(text, here):
            return True
        if side.rule == "sum of whose money" and not self.came and wording.HANDING_OUT.search(text, 0, here):
            return True
        between = wording.ASKED_FOR.sub("", text[place:here])
        return self.went and not self.came and bool(wording.GOES.search(between))

    def _whole(self) -> Claim:
        first = next(iter((*self.asked, *self.payees, *self.payers)), None)
        programme = next((self._named(side).party.name for side in self.payers if not pays(self._named(side))), None)
        return Claim(
            self.form.statement,
            self.amount,
            likeliest(self.amount),
            None,
            (),
            self.comes,
            self.said,
            first.rule if first else "accepted" if self.comes else "a sum",
            programme=programme,
            periods=periods_of(self.form, self.number),
            proposed=bool(self.asked),
        )

    def _out(self, whole: Claim, outside: list[Named]) -> Iterator[Claim]:
        """Money of the body's own, or money of which nobody outside is named."""
        text = self.form.text
        recommended = self.form.statement.block.section == "recommendation"
        if outside:
            yield from self._shared(whole._replace(comes=False), outside)
        elif any(self._owned(side) for side in self.payees) and not self.comes:
            return  # to a unit of its own
        elif not recommended:
            for pattern, rule in ((wording.WHOLE, "a whole sum"), (wording.COSTS, COSTS)):
                if not wording.ESTIMATED.search(text, 0, self.at.sums[self.number]) and any(
                    f"{self.number}" in found.groups() for found in pattern.finditer(text)
                ):
                    yield whole._replace(rule=rule, comes=False)
                    return
        elif (
            self.said == "decided"
            and not wording.INTERNAL.search(text)
            and (wording.TO_BE_FOUND.search(text) or not self._own_use())
        ):
            what = wording.FOR_WHAT.match(text, self.at.sums[self.number]) or wording.TO_WHOM.search(text)
            if what and wording.REST.match(what["what"].strip()):
                return
            if self.comes and any(self._owned(side) for side in self.payers):
                return  # its own share, among those of others
            if self.comes:
                yield whole._replace(payees=(taker,) if (taker := self._taker()) else ())
            elif name := written(self.form, self.at.sums[self.number], what):
                yield whole._replace(payees=(Party(name),), rule="a name written so")
            elif self.went or wording.ASKS.search(text, 0, self.at.sums[self.number] + 2):
                yield whole._replace(service=self._service(what))

    def _own_use(self) -> bool:
        """Whether a sum is the body's for its own use: for work of its own, or in a budget."""
        if self._kept() or (set_aside(self.form, self.number) and not self.comes):
            return True
        return wording.FROM_BUDGET.search(self.form.text) is not None and OUTRIGHT.search(self.form.text) is None

    def _kept(self) -> bool:
        """Whether the body pays for work of its own."""
        before = self.form.text[: self.at.sums[self.number]]
        if before.startswith("financial assistance") or " financial assistance " in before:
            return False  # to somebody who is in court
        bought = OUTRIGHT.search(before) is not None
        means = ("provider",) if bought else ("for", "provider")
        work = (taken(one, self.number, self.form, self.at, self.known) for one in means)
        paying = (side for side in self.payers if side.rule != "paid by")  # a payment by the body is one to somebody
        own = any(self._owned(side) for side in (*paying, *chain(*work)))
        return own or bool(wording.OWN_COSTS.match(self.form.text, self.at.sums[self.number]))

    def _service(self, what: re.Match[str] | None) -> str | None:
        """What the sum is for: the words behind it, or a programme or service that is named there."""
        if what:
            return self.form.said(*what.span("what")).strip()
        named = [self._named(side) for side in taken("for", self.number, self.form, self.at, self.known)]
        return next((one.party.name for one in named if not pays(one)), None)

    def _shared(self, claim: Claim, payees: list[Named]) -> Iterator[Claim]:
        """One claim for each payee where each gets the sum, and one for all where they share it."""
        bodies = tuple(dict.fromkeys(one.party for one in payees if pays(one)))
        if not bodies and all(one.kind == "programme" for one in payees) and not DEED.search(self.form.text):
            return  # a pot of the body's own
        if not bodies:
            yield claim._replace(service=payees[0].party.name)
        elif len(bodies) > 1 and claim.pence and claim.pence % len(bodies) == 0 and wording.EQUALLY.search(self.form.text):
            yield from (claim._replace(payees=(one,), pence=claim.pence // len(bodies)) for one in bodies)
        elif len(bodies) > 1 and self._each():
            yield from (claim._replace(payees=(one,)) for one in bodies)
        else:
            yield claim._replace(payees=bodies)
