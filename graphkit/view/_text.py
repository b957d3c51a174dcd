"""Text of unknown origin, made safe to show: cleaned, cut, formatted."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlsplit

LONG = 1000  # the most characters of one field that the page shows
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_PREFIXES = {"up_to": "up to ", "approx": "about "}

# Bidi controls can make a name read as another one; zero-width characters can hide in it; lone
# surrogates cannot be encoded at all. None of them is of use in the name of an organisation.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(value: object, limit: int = LONG) -> str:
    """One line of visible text, at most `limit` characters."""
    text = _HIDDEN.sub("", _SURROGATE.sub("\ufffd", str(value)))
    text = " ".join(_CONTROL.sub(" ", text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def plain(value: object) -> str:
    """Any attribute as text: lists joined, dates in ISO form, nothing for nothing."""
    if value is None or value == "" or value == () or value == [] or value == {}:
        return ""
    if isinstance(value, Mapping):
        return clean("; ".join(f"{key}: {plain(value[key])}" for key in sorted(value, key=str)))
    if isinstance(value, (set, frozenset)):
        value = sorted(value, key=str)
    if isinstance(value, (list, tuple)):
        return clean(" · ".join(plain(item) for item in value))
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return clean(value)


def number(value: object) -> Decimal | None:
    """The amount, if there is one that can be drawn."""
    if isinstance(value, bool) or not isinstance(value, (Decimal, int, float)):
        return None
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    return amount if amount.is_finite() and amount.adjusted() < 30 else None


def money(value: object, kind: object = None, currency: object = None) -> str:
    """£95,000, up to £300,000, not stated; no sign when the currency is not known."""
    amount = number(value)
    if amount is None:
        return "not stated"
    whole = amount == amount.to_integral_value()
    digits = f"{abs(amount):,.0f}" if whole else f"{abs(amount):,.2f}"
    code = clean(currency, 12) if currency else ""
    sign = _SIGNS.get(code, code + " " if code else "")
    known = _PREFIXES.get(str(kind), "")
    rest = f" ({clean(kind, 40)})" if kind and not known and kind != "exact" else ""
    return f"{known}{'-' if amount < 0 else ''}{sign}{digits}{rest}"


def label(name: str, width: int = 20) -> str:
    """A name in at most three short lines."""
    return "\n".join(textwrap.wrap(clean(name, 200), width, max_lines=3, placeholder=" …") or ["?"])


def safe_url(value: object) -> str | None:
    """The address, if a reader can follow it without running anything."""
    if not isinstance(value, str) or len(value) > 2000 or not value.isascii():
        return None
    if re.search(r"[\s\\<>\"'`\x00-\x20\x7f]", value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return value
