"""The time from which a sentence says that something has been: a year, or a month of it."""

import re

from graphkit.reading.fields import FULL

_SINCE = re.compile(
    rf"(?<!expires )(?<!expired )(?<!ends )(?<!ended )(?<!end )\b(?:in|since|from)\s{{1,3}}(?:\d{{1,2}}\s{{1,3}})?"
    rf"(?:(?P<month>{'|'.join(FULL)})\s{{1,3}})?(?P<year>20\d\d)\b(?![/-])",
    re.IGNORECASE,
)


def since(text: str) -> str | None:
    """The month or the year that a sentence first tells as a beginning; None where it tells none.

    >>> since("signed in May 2020"), since("run since 2014"), since("for 2020/21")
    ('2020-05', '2014', None)
    """
    found = _SINCE.search(text)
    if not found:
        return None
    month = found["month"]
    return f"{found['year']}-{FULL.index(month.casefold()) + 1:02d}" if month else found["year"]
