"""A number of pounds as it is written after the pound sign → whole pence, or what it may be."""

import re
from typing import NamedTuple

from graphkit.money import LARGEST
from graphkit.money import pence as plain_pence
from graphkit.reading.spaces import H, W

#: Pounds in one of each unit.
SCALE = {"digits": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}

_UNITS = {"thousand": "k", "mn": "m", "mil": "m", "mill": "m", "million": "m", "b": "bn", "billion": "bn"}
# White space is any that unicode knows, so digits are written out: \d would take those of every script.
_UNIT = re.compile(rf"{H}{{0,2}}(k|mn?|mill?|bn?)(?![A-Za-z0-9])|{W}?(thousand|million|billion)s?(?![A-Za-z0-9])", re.IGNORECASE)
_NUMERAL = re.compile(
    r"(?:[0-9]{1,3}(?:\.[0-9]{3}){2,4}(?![0-9])"
    r"|(?:[0-9][0-9lIO]{0,2}(?=,[0-9OoIl]{3}(?![A-Za-z0-9]))|[0-9]{1,15}|[lI](?=,[0-9]{3}))(?![0-9])"
    r"(?:,(?:[0-9OoIl]{3}(?![A-Za-z0-9])|[0-9]{1,15}(?![0-9]))){0,5}"
    r"(?:\.[0-9]{1,15}(?![0-9]|\.[0-9])(?:,[0-9]{3}(?![0-9]))?)?)"
    rf"(?P<spaced>(?:(?:,{H}{{1,2}}|{H},?)[0-9]{{3}}(?![0-9]|[,/%][0-9]|\.[0-9](?![0-9](?![0-9]))|{H}?%)){{1,4}}"
    r"(?:\.[0-9]{2}(?![0-9]))?|)"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,2})?")
_PLAIN = re.compile(r"[0-9]{1,14}(?:\.[0-9]{1,2})?")
_SCALED = re.compile(r"(?:[0-9]{1,6}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]{1,9}))?")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,4}")
_LETTERS = str.maketrans("OoIl", "0011")


class Figure(NamedTuple):
    """A number of pounds: ``pence`` is None where it is in ``doubt``; then ``readings`` has what it may be."""

    end: int
    pence: int | None
    readings: tuple[int, ...]
    unit: str
    step: int
    doubt: str


def figure(text: str, start: int) -> Figure | None:
    """The number that starts at a place, with its unit; None where there is none, or where it is a year or a share.

    >>> figure("£1.2m", 1)
    Figure(end=5, pence=120000000, readings=(), unit='m', step=10000000, doubt='')
    >>> figure("£95.000 for", 1)[1:3], figure("£ 2024/25", 2)
    ((None, (9500, 9500000)), None)
    """
    found = _NUMERAL.match(text, start)
    if not found:
        return None
    unit = _UNIT.match(text, found.end())
    end = unit.end() if unit else found.end()
    if re.match(rf"/[0-9]|{H}?%|{H}?per{H}?cent", text[end : end + 12]) or _year(text, start, end):
        return None
    name = "digits"
    if unit:
        word = (unit[1] or unit[2]).lower()
        name = _UNITS.get(word, word)
    written = found[0]
    if not written[: found.start("spaced") - start].strip("0") and len(written) > 1:
        return None  # £000 heads a column
    pence, readings, doubt = _judge(written, found["spaced"], name)
    if pence is not None and re.match(rf"{H}{{1,2}}[.,]{H}?[0-9]", text[end : end + 5]):
        readings, pence, doubt = (pence,), None, "a space stands among the digits"
    if any(amount >= LARGEST for amount in (pence or 0, *readings)):
        return None
    return Figure(end, pence, readings, name, _step(written, name), doubt)


def scaled(written: str, unit: str) -> int | None:
    """Pence of digits in a unit; None where they are no digits, or no whole pence.

    >>> scaled("2.65", "m"), scaled("1,237,813", "digits"), scaled("1.2345678", "k")
    (265000000, 123781300, None)
    """
    if unit == "digits":
        sure = _GROUPED.fullmatch(written) or _PLAIN.fullmatch(written)
        return plain_pence(written.replace(",", "")) if sure else None
    found = _SCALED.fullmatch(written)
    if not found:
        return None
    decimals = len(found[1] or "")
    whole, rest = divmod(int(re.sub("[.,]", "", written)) * SCALE[unit] * 100, 10**decimals)
    return None if rest else whole


def _year(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a year such as 2021-22, parted from the pound sign by a space."""
    return text[start - 1 : start].isspace() and bool(
        re.match(r"(?:19|20)[0-9]{2}(?![0-9])", text[start:end]) and re.match(r"[-–][0-9]{2}(?![0-9,])", text[end : end + 4])
    )


def _judge(written: str, spaced: str, unit: str) -> tuple[int | None, tuple[int, ...], str]:
    """Pence, or None with what it may be and why it is in doubt."""
    if re.search("[OoIl]", written):
        pence, readings, _ = _judge(written.translate(_LETTERS), spaced, unit)
        return None, readings or ((pence,) if pence is not None else ()), "a letter stands among the digits"
    if spaced:
        whole, point, rest = spaced.partition(".")
        head, groups = written[: -len(spaced)], re.findall("[0-9]{3}", whole)
        alone, joined = scaled(head, unit), scaled(",".join([head, *groups]) + point + rest, unit)
        if joined is not None and (len(groups) > 1 or groups[0] == "000"):
            return joined, (), ""
        return None, tuple(p for p in (alone, joined) if p is not None), "a space stands among the digits"
    if _DOTTED.fullmatch(written):
        return scaled(written.replace(".", ","), unit), (), ""
    pence = scaled(written, unit)
    if pence is not None:
        return pence, (), ""
    if "." in written and unit == "digits":
        trimmed = re.sub(r"(\.[0-9]{2})0+\Z", r"\1", written)
        either = (scaled(trimmed, unit), scaled(written.replace(".", ","), unit))
        return None, tuple(p for p in either if p is not None), "the point may part thousands or pence"
    return None, (), "the digits are too many, or not grouped in threes"


def _step(written: str, unit: str) -> int:
    """Pence of one in the last place that is written: what a rounded figure may have been rounded to."""
    decimals = len(written.partition(".")[2]) if written.count(".") == 1 else 0
    if unit == "digits":
        return 1 if decimals else 100
    return max(SCALE[unit] * 100 // int("1" + "0" * decimals), 1)
