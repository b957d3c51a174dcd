"""Who stands on the side of a payment that its own words leave open: the ways by which a page tells it elsewhere."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from graphkit.reading.facts import Party
from graphkit.reading.money.candidates import called, goes_to, holders, partners, payees, payers, working
from graphkit.reading.money.claim import ASIDE, Body
from graphkit.reading.money.payment import Payment, topic
from graphkit.reading.money.referred import Referred
from graphkit.reading.money.totals import SEVERAL
from graphkit.reading.money.wording import TO_BE_FOUND
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

#: A deal with somebody who is at work already, or the only one who can do it.
_RENEWED = re.compile(
    r"\b(?:(?:increase|uplift|rise|addition)\b.{0,40}\bgrant|contracts?|exten\w+|variation|single tender)\b", re.I
)
#: Words of a payment that somebody gets for work; costs of one's own have none.
_DEAL = re.compile(
    r"\b(?:contracts?|grants?|award\w*|exten\w+|services?|commission\w*|appoint\w*|pay\w*|fees?|purchase|lease|licen[cs]e\w*|tender"
    r"|suppl\w+|provi\w+"
    r"|single|contribut\w+|uplift\w*|fund\w*|programme|deliver\w*|option|works?|evaluation|research|review|project|pilot|settlement|claim)\b",
    re.I,
)
#: What is there already goes on.
_GOES_ON = re.compile(r"\b(?:exten(?:d|ds|sion)|existing|current|renewal|variation|vary)\b", re.I)
#: Work for one that nobody else can do: told of that one alone.
_SINGLE = re.compile(r"\bsingle tender\b", re.I)
_UNDER_MOU = re.compile(r"\b(?:contributions?|payments?|uplift\w*|share)\b.{0,80}(?:\bMoU\b|[Mm]emorandum)|co-commission", re.S)
_CHOSEN_LATER = re.compile(
    r"\b(?:procurement (?:and award )?of|to procure|to be (?:selected|procured|appointed|chosen|identified)|by competition"
    r"|competitive|after a procurement|retender\w*|be tendered)\b",
    re.I,
)
#: One grant to one that is not named with it.
_GRANT = re.compile(r"\ba (?:one-off |further |new |single )?grant of\b", re.I)
#: What somebody buys from the body.
_SALE = re.compile(r"\b(?:sale|disposal)\b", re.I)
_BUYERS = ("purchaser", "buyer", "bidder")
#: Who gives, without a name.
_GIVER_DESCRIBED = re.compile(r"\u00a3[\d,.]+\w* from (?:the|a|an|its) [a-z]+")
#: Who has the contract, without a name.
_INCUMBENT = re.compile(
    r"\b(?:with|to|of|for) (?:the|its|their|our) (?:(?:current|existing|present|incumbent|same) )?"
    r"(?:landlord|freeholder|provider|supplier|contractor|grantee|grant holder|company|operator|incumbent)\b",
    re.I,
)
#: A service that is only a word for whoever gets the sum.
_DESCRIBED = re.compile(
    r"\b(?:agent|surveyor|solicitor|valuer)'s\b|\A(?:service|project|programme|work|pilot|scheme)\Z"
    r"|\b(?:landlord|freeholder|developer|operator|provider|supplier|contractor|bidder|tenderer|applicant|grantee|recipient|incumbent"
    r"|charity|company|firm|organisation|consortium|purchaser|buyer|vendor|seller)$",
    re.I,
)
#: Who is chosen, without a name.
_BEST = re.compile(
    r"\b(?:highest[- ]scoring|successful|preferred|recommended|winning|top[- ]scoring)"
    r" (bidder|tenderer|supplier|provider|applicant)\b",
    re.I,
)
#: What is said of those who are called so.
_STEMS = {"supplier": "suppl", "bidder": " bid", "tenderer": "tender", "applicant": "applica", "operator": "operat"}
#: Parties, each with the statement that tells it.
_Told = dict[Party, Statement]


def sought(
    payment: Payment, payments: Sequence[Payment], told: Sequence[Statement], front: Sequence[Statement], body: Body
) -> tuple[Party, Statement] | None:
    """The one party that can be the side which a payment leaves open, and where it is told; None where none or several can.

    ``front`` are the statements of the title, the summary and the recommendation.
    """
    search = _Search(payment, payments, told, front, body)
    found = search.giver() if payment.comes else search.payee()
    return next(iter(found.items())) if len(found) == 1 else None


class _Search:
    """Looks for the open side of one payment. A way that says nothing of it gives None, and the next one is tried."""

    def __init__(
        self,
        payment: Payment,
        payments: Sequence[Payment],
        told: Sequence[Statement],
        front: Sequence[Statement],
        body: Body,
    ) -> None:
        self.payment, self.payments, self.told, self.front, self.body = payment, payments, told, front, body
        self.text = payment.text

    @cached_property
    def _called(self) -> _Told:
        return called(self.told, self.body, set())

    @cached_property
    def _at_work(self) -> _Told:
        return working([one for one in self.told if one.block.section not in ASIDE], self.body)

    def giver(self) -> _Told:
        """Who can be the one that gives."""
        described = _GIVER_DESCRIBED.search(self.text)
        found = self._so_called(described[0]) if described else payers(self.front, self.body)
        if found or not _SALE.search(self.text):
            return found
        return next((so for word in _BUYERS if len(so := _by_word(word, self._called)) == 1), {})

    def payee(self) -> _Told:
        """Who can be the one that is paid."""
        if _CHOSEN_LATER.search(self.text) or not (self.payment.service or _DEAL.search(self.text)):
            return {}
        ways = (self._best, self._there, self._sent, self._incumbent, self._partner, self._described, self._grantee)
        for way in ways:
            if (found := way()) is not None:
                return found
        return self._likely()

    def _best(self) -> _Told | None:
        """The highest scoring bidder is who is called so."""
        best = _BEST.search(self.text)
        found = _by_word(best[1], self._called) if best else {}
        return found if len(found) == 1 else None

    def _there(self) -> _Told | None:
        """The one that is said to be paid, or to do the work, in the place that the recommendation names."""
        place = Referred.of([self.payment.claims[0].statement])
        if SEVERAL.search(self.text) or not place.places:
            return None
        found = working([one for one in self.told if place.covers(one.block) and one.block.kind != "row"], self.body)
        return found if len(found) == 1 else None

    def _sent(self) -> _Told | None:
        """To whom it is said that the grant will go."""
        found = goes_to(self.told, self.body)
        paid = any(set(found) & set(one.payees) for one in self.payments)
        return found if len(found) == 1 and not paid else None

    def _incumbent(self) -> _Told | None:
        incumbent = _INCUMBENT.search(self.text)
        return self._so_called(incumbent[0]) or holders(self.told, self.body) if incumbent else None

    def _partner(self) -> _Told | None:
        """The other side of the memorandum that the payment is made under."""
        found = partners(self.told, self.body) if _UNDER_MOU.search(self.text) else {}
        return found if len(found) == 1 else None

    def _described(self) -> _Told | None:
        """Who is called by the word that stands for the payee: the supplier, the purchaser."""
        word = self.payment.service
        if not word or not _DESCRIBED.search(word):
            return None
        found = _by_word(word, self._called)
        if len(found) == 1:
            return found
        buying = [one for one in self.payments if one.comes and one.payer and _SALE.search(one.text)]
        return {one.payer: one.claims[0].statement for one in buying if one.payer} if word in _BUYERS else None

    def _grantee(self) -> _Told | None:
        """A grant for some work, and not a contract, goes to the only one that the page says is at work."""
        word = self.payment.service
        if not word or _DESCRIBED.search(word) or _RENEWED.search(self.text):
            return None
        open_ = TO_BE_FOUND.search(shape(self.payment.claims[0].statement).text)
        return self._at_work if _GRANT.search(self.text) and len(self._at_work) == 1 and not open_ else {}

    def _likely(self) -> _Told:
        """Who is likeliest by the front page, by contracts of before, or by the work that is told of."""
        single = _SINGLE.search(self.text)
        apart = self.front if single else [one for one in self.front if not _SINGLE.search(one.text)]
        found = self._no_givers(payees(apart, self.told, self.payments, self.body))
        held = self._no_givers(holders(self.told, self.body)) if _RENEWED.search(self.text) and not single else {}
        if len(held) == 1 and (len(found) != 1 or _GOES_ON.search(self.text)):
            found = held
        alike = _of_the_same(self.payment, self._at_work)
        if len(found) == 1 and (_GOES_ON.search(self.text) or topic(self.text) & topic(next(iter(found.values())).text)):
            return found
        return alike if alike and alike == self._no_givers(alike) else found

    def _no_givers(self, found: _Told) -> _Told:
        """Without those who give to the body: they are not the ones that it pays."""
        giving = {one.payer for one in self.payments if one.comes and not one.background}
        return {party: where for party, where in found.items() if party not in giving}

    def _so_called(self, words: str) -> _Told:
        """Who is called by the last of some words: the landlord; where nobody is, who is called the provider or the like."""
        return _by_word(words, self._called) or self._called


def _by_word(words: str, found: Mapping[Party, Statement]) -> _Told:
    """Of several parties those that are told of with the last of some words: the bidder that submitted the best bid."""
    last = words.split()[-1].lower()
    return {one: where for one, where in found.items() if _STEMS.get(last, last) in where.text.lower()}


def _of_the_same(payment: Payment, found: Mapping[Party, Statement]) -> _Told:
    """The one of several parties of whom it is told where the work of a payment is told of."""
    work = topic(payment.text)
    own = {party: work - topic(party.name) for party in found}
    alike = {one: sum(len(own[one] & topic(text)) for text in (where.text, where.block.text)) for one, where in found.items()}
    best = [party for party, count in alike.items() if count == max(alike.values()) > 0]
    return {best[0]: found[best[0]]} if len(best) == 1 and len(found) > 1 else {}
