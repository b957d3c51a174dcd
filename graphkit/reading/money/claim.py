"""What one statement says of money, and whose money it is."""

from collections.abc import Mapping
from typing import NamedTuple

from graphkit.reading.amounts import Amount
from graphkit.reading.facts import Party
from graphkit.reading.periods import Period
from graphkit.reading.statements import Named, Statement

#: Sections that say nothing of this decision's money: they tell the law, or are the same in every decision.
ASIDE = frozenset(
    [
        "legal comments",
        "equality comments",
        "public health approach",
        "GDPR and data privacy",
        "background papers",
        "part 2",
        "recommendations following casey review",
        "key information",
        "risk",
    ]
)


class Claim(NamedTuple):
    """One statement's word on money. ``payer`` and ``payees`` are those named; ``comes`` says that the body gets it.

    ``verdict`` is decided (the recommendation, or words that ask for approval), told or recalled.
    """

    statement: Statement
    amount: Amount | None
    pence: int | None
    payer: Party | None
    payees: tuple[Party, ...]
    comes: bool
    verdict: str
    rule: str
    service: str | None = None
    programme: str | None = None
    periods: tuple[Period, ...] = ()
    proposed: bool = False
    by_year: tuple[tuple[str, int], ...] = ()
    #: The line before the list that the statement is an item of.
    intro: Statement | None = None


class Body(NamedTuple):
    """Who decides: the body whose money it is, and the parties that are parts of it."""

    party: Party
    parts: frozenset[str]
    #: Whose a programme is, where the document says so.
    owners: Mapping[Party, Party] = {}

    def owns(self, party: Party | None) -> bool:
        """Whether a party is the body or a part of it."""
        return party is not None and party.id is not None and (party.id == self.party.id or party.id in self.parts)


def likeliest(amount: Amount) -> int | None:
    """The pence of a sum; of one in doubt the one way to read it, or, where a space stands among digits, the joined one."""
    return amount.pence if amount.pence is not None or not amount.readings else max(amount.readings)


def counts(named: Named) -> bool:
    """Whether a name can be a side of a payment at all: no office, no area, nothing that may be no party."""
    return named.sure and named.kind not in ("role", "area")


def pays(named: Named) -> bool:
    """Whether a party can be a payer: a programme or a service is not, it is whose it is."""
    return named.kind not in ("programme", "service")
