"""What single statements say of money: claims, not yet compared with each other."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from graphkit.reading.amounts import Amount
from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import ASIDE, Body, Claim, counts, likeliest, pays
from graphkit.reading.money.lists import Intro, bare, introduced, introduces, listed
from graphkit.reading.money.sides import RECEIVES, TAKES, Places, Side, places, sides, taken
from graphkit.reading.money.verdicts import verdict
from graphkit.reading.money.wordless import without_sum
from graphkit.reading.periods import Period
from graphkit.reading.shapes import Shape, shape
from graphkit.reading.singles import WORDS
from graphkit.reading.statements import Named, Statement


def claims(told: Sequence[Statement], body: Body) -> list[Claim]:
    """Every claim of a document outside its tables, in its order."""
    found: list[Claim] = []
    intro: Intro | None = None
    before_it: Shape | None = None
    for statement in told:
        block = statement.block
        if block.section in ASIDE or block.kind in ("row", "title"):
            continue
        if block.kind == "heading":
            intro = None
            continue
        if intro and block.section != intro.statement.block.section:
            intro = None
        if bare(statement):
            if (intro is None or intro.amount is None) and before_it and len(before_it.statement.amounts) == 1:
                intro = introduced(before_it, body)
            items = list(listed(statement, intro, body)) if intro else []
            if items and intro:
                line = intro.statement
                found = [claim for claim in found if claim.statement is not line or claim.payees or claim.payer]
            found += items
            if items or intro:
                continue
        before_it = form = shape(statement)
        made = [claim._replace(intro=intro.statement if intro else None) for claim in _of(form, body, intro)]
        if wording.SAME_BODY.search(form.text):
            before = next((claim.payees for claim in reversed(found) if claim.payees), ())
            made = [claim if claim.comes or claim.payees else claim._replace(payees=before, service=None) for claim in made]
        found += made
        if introduces(form) and (intro is None or statement.text.rstrip().endswith(":")):
            intro = introduced(form, body)
        elif block.kind != "item" and not made:
            intro = None
    return found


def _of(form: Shape, body: Body, intro: Intro | None) -> Iterator[Claim]:
    """The claims of one statement."""
    statement, at = form.statement, places(form)
    known = {n: side for n, side in sides(form).items() if counts(statement.parties[n])}
    yield from without_sum(form, known, body)
    inside = _parts([likeliest(amount) for amount in statement.amounts])
    for number, amount in enumerate(statement.amounts):
        if number not in at.sums or likeliest(amount) is None:
            continue
        if amount.per == "each" and statement.text.rstrip().endswith(":") and not statement.parties:
            continue  # the names follow
        if wording.HANDED.search(form.text, 0, at.sums[number]) or _carried(form, at, number):
            continue
        said = verdict(form, number)
        inner = number in inside or _yearly_part(statement.amounts, number)
        part = inner and not any(side.sum == number for side in known.values())
        if said != "dropped" and not part:
            yield from _Sum(form, known, at, number, amount, said, body, intro).claims()


def _parts(sums: list[int | None]) -> set[int]:
    """The sums of a statement that together make one told before them: £5, of which £3 now and £2 later."""
    for first, whole in enumerate(sums):
        told = 0
        for last, one in enumerate(sums[first + 1 :], start=first + 1):
            if one is None or whole is None:
                break
            told += one
            if told == whole and last > first + 1:
                return set(range(first + 1, last + 1))
    return set()


def _yearly_part(sums: Sequence[Amount], number: int) -> bool:
    """Whether a sum a year is what a sum before it comes to in each of some years: £378,000 (£189,000 per annum)."""
    pence = likeliest(sums[number])
    if sums[number].per != "year" or not pence:
        return False
    return any((whole := likeliest(one)) and whole % pence == 0 and 2 <= whole // pence <= 10 for one in sums[:number])


def _carried(form: Shape, at: Places, number: int) -> bool:
    """Whether a sum only moves between years or pots of the same owner."""
    before = form.text[: at.sums[number]]
    inside = wording.last(wording.INTERNAL, before)
    return inside >= 0 and inside >= max(wording.last(wording.COMES, before), wording.last(wording.PAYS_OUT, before))


class _Sum:
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
        before = self.form.text[: self.at.sums[self.number]]
        came, went = wording.last(wording.COMES, before), wording.last(wording.GOES, before)
        if came < 0 and went < 0:
            return False, bool(wording.GOES.search(self.form.text)) or bool(self.intro and not self.intro.comes)
        between = before[came:went] if 0 <= came < went else ""
        return came > went or (bool(between) and between.count(" ") < 8 and "@a" not in between), went > came

    def _parties(self) -> tuple[list[Side], list[Side], list[Side]]:
        """Those asked for the sum, those who pay it and those who get it."""
        asked, payers, payees = (
            list(taken(means, self.number, self.form, self.at, self.known)) for means in ("asked", "payer", "payee")
        )
        beside = [side for side in taken("beside", self.number, self.form, self.at, self.known) if side.sum == self.number]
        several = len(self.form.statement.amounts)
        if beside and not payees and several > 1 and any(side.sum is None for side in payers):
            payers = beside  # "X pays £5 and Y £6": the verb holds for both
        elif beside and not (payers or payees):
            outside = [side for side in beside if not self._owned(side)]
            if self.comes or (not self.went and any(side.means == "payer" for side in self.known.values())):
                payers = outside or beside
            else:
                payees = outside
        if beside and several > 1 and any(side.rule == "who takes" for side in payees or self.known.values()):
            payees, payers = beside, []  # "X gets £5 and Y £6"
        if not (payees or asked or any(not self._owned(side) for side in payers)):
            names = [side for side in taken("listed", self.number, self.form, self.at, self.known) if not self._owned(side)]
            payers, payees = (names, []) if self.comes else (payers, names)
        if len(payees) == several > 1 and "respectively" in self.form.text:
            payees = [payees[self.number]]
        alone = several == 1 or self.form.statement.block.section == "recommendation"
        if alone and not payees and not self.comes and not any(not self._owned(side) for side in payers):
            payees = [side for side in taken("provider", self.number, self.form, self.at, self.known) if not self._owned(side)]
        return asked, payers, payees

    def _named(self, side: Side) -> Named:
        return self.form.statement.parties[side.party]

    def _owned(self, side: Side) -> bool:
        return self.body.owns(self._named(side).party)

    def claims(self) -> Iterator[Claim]:
        """What is said of the sum: money in, money out, both, or money between two others."""
        payer, whole = self._payer(), self._whole()
        outside = [self._named(side) for side in self.payees if not self._owned(side)]
        takers = tuple(self._named(side).party for side in self.payees if side.rule in RECEIVES and not self._owned(side))
        if payer is None and takers:
            yield whole._replace(comes=True, payees=takers[:1])  # who gives is told elsewhere
            return
        if payer is None:
            yield from self._out(whole._replace(payer=self._taker()), outside)
            return
        takes = any(side.rule in TAKES for side in self.payees if not self._owned(side))
        gives = any(self._gives(side) for side in self.payers if not self._owned(side))
        handed = bool(wording.HANDS_OUT.search(self.form.text, self.at.sums[self.number]))
        passes = (self.came and handed) or any(self._owned(side) for side in self.payees)
        whole = whole._replace(payer=payer)
        if outside and not takes and not passes and not gives and not self.came:
            yield from self._out(whole._replace(payer=None), outside)  # money of another's, handed out by the body
            return
        if outside and (takes or not passes):
            yield from self._shared(whole._replace(comes=False), outside)
            return
        taker = self._taker() if not self.payees else None
        yield from self._given(whole._replace(comes=taker is None, payees=(taker,) if taker else ()))
        on = whole._replace(payer=taker, comes=False, proposed=False)
        if outside:
            yield from self._shared(on, outside)
        elif self.said == "decided" and (found := wording.PASSED_ON.search(self.form.text, self.at.sums[self.number])):
            yield on._replace(service=found["whom"].strip(), rule="passed on")

    def _gives(self, side: Side) -> bool:
        """Whether a payer pays by itself, and the body only approves it: the subject, or a police force that it oversees."""
        return (
            side.rule in ("who gives", "paid by")
            or self._named(side).kind == "police"
            or bool(wording.FROM_TO.search(self.form.text))
        )

    def _taker(self) -> Party | None:
        """Who took the money that goes out now, where it is not the body: acceptance by X of £5, of which £4 goes to Y."""
        for side in self.known.values():
            if side.rule in RECEIVES and not self._owned(side) and self.at.parties[side.party] < self.at.sums[self.number]:
                return self._named(side).party
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
        if owned and (self.comes or self.asked):
            return owned[0]
        new = [party for party in funds if party.id is None]
        if self.comes and new:
            return new[0]  # a fund that nobody knows gives as a body does
        return self.intro.payer if self.intro and self.intro.comes and not self.payees else None

    def _before_it_goes(self, side: Side) -> bool:
        """Whether the party gave what came, and the sum goes out after that: accept £5 from X and award £4 to Y."""
        place, here = self.at.parties[side.party], self.at.sums[self.number]
        given = side.rule in ("who gives", "whose money", "whose sum", "paid by")
        return not given and self.went and not self.came and bool(wording.GOES.search(self.form.text, place, here))

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
            periods=_periods(self.form, self.number),
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
            if any(int(found["a"]) == self.number for found in wording.WHOLE.finditer(text)):
                yield whole._replace(rule="a whole sum", comes=False)
        elif (
            self.said == "decided"
            and not self._kept()
            and not wording.INTERNAL.search(text)
            and not wording.FROM_BUDGET.search(text)
        ):
            what = wording.FOR_WHAT.match(text, self.at.sums[self.number]) or wording.TO_WHOM.search(text)
            if self.comes:
                yield whole._replace(payees=(taker,) if (taker := self._taker()) else ())
            elif name := self._written(what):
                yield whole._replace(payees=(Party(name),), rule="a name written so")
            elif self.went or wording.ASKS.search(text, 0, self.at.sums[self.number] + 2):
                yield whole._replace(service=self._service(what))

    def _kept(self) -> bool:
        """Whether the body pays for work of its own."""
        work = (taken(means, self.number, self.form, self.at, self.known) for means in ("for", "provider"))
        own = any(self._owned(side) for side in (*self.payers, *chain(*work)))
        return own or bool(wording.OWN_COSTS.match(self.form.text, self.at.sums[self.number]))

    def _written(self, what: re.Match[str] | None) -> str | None:
        """A name that stands where the payee does and has no form that a name is known by: Project 507."""
        if what is None or not wording.STRAIGHT_TO.search(self.form.text[self.at.sums[self.number] : what.start("what")]):
            return None
        start = self.form.spans[self.form.word(what.start("what"))][0]
        found = wording.WRITTEN.match(self.form.statement.text, start)
        return found[0].rstrip(".,") if found and found[0].casefold() not in WORDS else None

    def _service(self, what: re.Match[str] | None) -> str | None:
        """What the sum is for: the words behind it, or a programme or service that is named there."""
        if what:
            return self.form.said(*what.span("what")).strip()
        named = [self._named(side) for side in taken("for", self.number, self.form, self.at, self.known)]
        return next((one.party.name for one in named if not pays(one)), None)

    def _shared(self, claim: Claim, payees: list[Named]) -> Iterator[Claim]:
        """One claim for each payee where each gets the sum, and one for all where they share it."""
        bodies = tuple(dict.fromkeys(one.party for one in payees if pays(one)))
        if not bodies:
            yield claim._replace(service=payees[0].party.name)
        elif len(bodies) > 1 and self._each():
            yield from (claim._replace(payees=(one,)) for one in bodies)
        else:
            yield claim._replace(payees=bodies)


def _periods(form: Shape, number: int) -> tuple[Period, ...]:
    """The times that belong to a sum: all of its statement's; of several sums, those behind it and before the next."""
    statement = form.statement
    if len(statement.amounts) == 1:
        return statement.periods
    here = statement.amounts[number].end
    following = [amount.start for amount in statement.amounts if amount.start > here]
    own = tuple(one for one in statement.periods if here - 2 <= one.start and (not following or one.start < following[0]))
    return own or tuple(one for one in statement.periods if one.start > statement.amounts[-1].end) or statement.periods
