"""What else the words round a payment say: its years, how it is paid, what for, on what condition."""

import re
from collections.abc import Iterable, Sequence

from graphkit.period import earliest, latest
from graphkit.period import years as years_between
from graphkit.reading.money.claim import Claim
from graphkit.reading.periods import Period
from graphkit.reading.shapes import Shape
from graphkit.reading.statements import Statement

#: Words → how money is handed over; the first that fits is taken.
INSTRUMENTS = (
    (r"single tender action", "contract (single tender action)"),
    (r"match[- ]fund\w*", "match funding"),
    (r"lump sum", "lump sum grant"),
    (r"grant variation|vary the grant|variation (?:of|to) the grants?", "grant variation"),
    (r"service level agreement|\bsla\b", "service level agreement"),
    (r"\bfees?\b", "fee"),
    (r"contracts?|procure\w*|tender", "contract"),
    (r"\bgrants?\b", "grant"),
    (r"contribut\w+", "contribution"),
    (r"memorandum of understanding|\bmou\b", "memorandum of understanding"),
    (r"transfer\w*", "transfer"),
    (r"loans?", "loan"),
)
#: Sections that tell this decision's years.
_TELLING = frozenset(["executive summary", "recommendation", "financial comments"])
_CONDITION = re.compile(
    r"\b(?:subject to|if (?:the bid is )?successful|provided that|on (?:the )?condition|conditional (?:up)?on|dependent (?:up)?on)\b[^.;,]{0,120}",
    re.I,
)
_PURPOSE = re.compile(r"\b(?:to (?=support|fund|deliver|provide|enable|extend|continue|develop|pay|run|increase|widen|help|meet|cover|recruit|train)"
                      r"|for (?!\d|the (?:year|period|financial)|20\d\d|both|each|up )|towards )[^.;]{3,240}(?:\b|$)", re.I)  # fmt: skip


def instrument(words: Iterable[str]) -> str | None:
    """How money is handed over, by the first text that says so.

    >>> instrument(["Approve \u00a35 to Otter Trust.", "The grant is for a year."])
    'grant'
    """
    for text in words:
        for pattern, name in INSTRUMENTS:
            if re.search(pattern, text, re.I):
                return name
    return None


def condition(words: Iterable[str]) -> str | None:
    """What money is subject to, in the document's words.

    >>> condition(["Award \u00a35, subject to a check of accounts, to Otter Trust."])
    'subject to a check of accounts'
    """
    return next((found[0].strip() for text in words if (found := _CONDITION.search(text))), None)


def purpose(claim: Claim) -> str | None:
    """What money is for: the words behind its sum that begin with *for*, *towards* or *to* and a verb."""
    text = claim.statement.text
    start = claim.amount.end if claim.amount else 0
    found = _PURPOSE.search(text, start)
    return re.sub(r"^(?:for|towards) ", "", " ".join(found[0].split()), flags=re.IGNORECASE) if found else None


def years(told: Iterable[Period]) -> tuple[str, ...]:
    """The UK financial years that times name or cover, in order.

    >>> from graphkit.reading.periods import find
    >>> years(find("from 1 October 2021 to 30 September 2022"))
    ('2021/22', '2022/23')
    """
    found: set[str] = set()
    for one in told:
        if one.years:
            found.update(one.years)
        elif one.first and one.last:
            found.update(years_between(earliest(one.first), latest(one.last)))
    return tuple(sorted(found))


def times(claims: Sequence[Claim], told: Sequence[Statement]) -> tuple[Period, ...]:
    """The times of a payment: those of the first claim that has any; else those told beside its sum; else the one year of the page."""
    for claim in claims:
        if claim.periods:
            return claim.periods
    sums = {claim.pence for claim in claims} - {None}
    for statement in told:
        if (
            statement.block.kind != "row"
            and statement.periods
            and len({amount.pence for amount in statement.amounts} & sums) == 1
        ):
            return statement.periods
    told_years = [
        period
        for one in told
        if one.block.section in _TELLING or one.block.kind == "title"
        for period in one.periods
        if period.years
    ]
    return tuple(told_years[:1]) if len({period.years for period in told_years}) == 1 else ()


def periods_of(form: Shape, number: int) -> tuple[Period, ...]:
    """The times that belong to a sum: all of its statement's; of several sums, those behind it and before the next."""
    statement = form.statement
    if len(statement.amounts) == 1:
        return statement.periods
    here = statement.amounts[number].end
    following = [amount.start for amount in statement.amounts if amount.start > here]
    own = tuple(one for one in statement.periods if here - 2 <= one.start and (not following or one.start < following[0]))
    return own or tuple(one for one in statement.periods if one.start > statement.amounts[-1].end) or statement.periods
