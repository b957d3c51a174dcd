"""What the head of a document says of itself: references, the day it was signed, the role that decided."""

import re

from graphkit.period import earliest

#: Series of decisions: what their numbers are written after.
SERIES = ("DMPC Decision", "DMPCD", "PCD", "CEOD")

_SERIES = "|".join(SERIES)
#: The number of a decision, with its year before or behind it in some series.
NUMBER = r"(?:(?:19|20)\d\d\s?[-\u2013/ ]\s?\d{1,4}|\d{1,4}\s?[-\u2013/]\s?20\d\d|\d{1,4})(?!\d|[/-]\d)"
_REFERENCE = re.compile(rf"\b(?:{_SERIES})s?\s{{0,4}}[-\u2013]?\s{{0,4}}{NUMBER}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![a-z])(?:dmpcd|pcd|ceod)[-_ ]?(?:20\d\d[-_ ]\d{1,4}|\d{1,4})(?![\da-z])", re.IGNORECASE)
#: How the names of months begin.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: The names of months.
FULL = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_FIGURES = re.compile(r"(\d{1,2})\s?[/. -]\s?(\d{1,2})\s?[/. -]\s?(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ROLE = re.compile(
    r"(?:Acting|Interim|Assistant|Deputy|Chief|Director|Head|Mayor|Commissioner|Treasurer|Statutory)\b", re.IGNORECASE
)


def references(text: str) -> list[str]:
    """References to decisions in a short text, as written.

    >>> references("PCD 1514 Mentoring services 2021/22"), references("REQUEST \u2013 DMPCD 2015 96")
    (['PCD 1514'], ['DMPCD 2015 96'])
    """
    return [found[0].strip() for found in _REFERENCE.finditer(text[:1000])]


def in_address(address: str) -> list[str]:
    """References in the address of a page, or the name of a file.

    >>> in_address("https://example.org/decisions/pcd-949-a-service"), in_address("dmpcd-2015-96.txt")
    (['pcd-949'], ['dmpcd-2015-96'])
    """
    return [found[0] for found in _ADDRESS.finditer(address[:1000])]


def day(text: str) -> str | None:
    """The one day that a short text tells, as year-month-day; None where it tells none, or none that there is.

    >>> day("20 March 2017"), day("27/8/15"), day("Date 27 08/2015"), day("31/2/2015"), day("")
    ('2017-03-20', '2015-08-27', '2015-08-27', None, None)
    """
    text = text[:200]
    if found := _ISO.search(text):
        year, month, number = found.groups()
    elif found := _WORDS.search(text):
        number, name, year = found.groups()
        name = name.casefold()
        if not any(full.startswith(name) for full in FULL) and name != "sept":
            return None
        month = str(MONTHS.index(name[:3]) + 1)
    elif found := _FIGURES.search(text):
        number, month, year = found.groups()
        year = year if len(year) == 4 else f"20{year}"
    else:
        return None
    written = f"{year}-{int(month):02d}-{int(number):02d}"
    try:
        return earliest(written)
    except ValueError:
        return None


def role(text: str) -> str | None:
    """The role in a field that names who decided, without the person's name; None where only a name stands.

    >>> role("Jo Otter (Past staff), Deputy Mayor, Policing and Crime"), role("Jo Otter"), role("Chief Executive")
    ('Deputy Mayor, Policing and Crime', None, 'Chief Executive')
    """
    if _ROLE.match(text):
        return text
    _, comma, rest = text.partition(",")
    if not comma:
        _name, comma, rest = text.partition(" - ")
    return rest.strip() or None if comma and _ROLE.match(rest.strip()) else None
