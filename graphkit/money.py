"""Pounds and pence, exactly: text to whole pence and back. No float comes near an amount."""

import re
from decimal import Decimal

#: Amounts stay below this many pence: a hundred trillion pounds is a slip of the pen, and safe in 64 bits.
LARGEST = 10**16

#: In ``funded_from``: the payer's own money.
OWN = "own"


def pence(text: str) -> int:
    """Whole pence of an amount of pounds written in plain digits.

    Raises ValueError for anything else: signs, separators, a third decimal, NaN.

    >>> pence("95000"), pence("14791.76"), pence("0.5")
    (9500000, 1479176, 50)
    """
    match = re.match(r"(\d{1,14})(?:\.(\d{1,2}))?\Z", text, re.ASCII)
    if not match:
        raise ValueError(f"not pounds and pence in plain digits: {text!r}")
    pounds, part = match.groups()
    return int(pounds) * 100 + int((part or "").ljust(2, "0"))


def plain(amount: int) -> str:
    """The shortest plain digits of whole pence, as a data file writes them.

    >>> plain(9500000), plain(1479176)
    ('95000', '14791.76')
    """
    return f"{amount // 100}.{amount % 100:02d}" if amount % 100 else str(amount // 100)


def pounds(amount: int) -> Decimal:
    """Pounds, to two places, of whole pence.

    >>> pounds(22855690)
    Decimal('228556.90')
    """
    return Decimal(amount).scaleb(-2)


def words(amount: Decimal | None, kind: str | None = None) -> str:
    """An amount as a person reads it; whole pounds without pence.

    >>> words(Decimal("300000.00"), "up_to"), words(Decimal("14791.76")), words(None)
    ('up to £300,000', '£14,791.76', 'not stated')
    """
    if amount is None:
        return "not stated"
    figure = f"£{amount:,.2f}".removesuffix(".00")
    return {"up_to": "up to ", "approx": "about ", "at_least": "at least "}.get(kind or "", "") + figure
