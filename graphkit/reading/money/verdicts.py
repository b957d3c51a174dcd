"""Whether a sum is decided by this document, told in passing, recalled from before, or moves nothing."""

import re

from graphkit.reading.money import wording
from graphkit.reading.money.traps import TRAPS
from graphkit.reading.shapes import Shape

#: No trap looks further than so many words.
_REACH = 60


#: Traps for a part of another sum: none where a party of its own is told with the part.
_PARTS = frozenset(["a share", "parts of a sum"])


def verdict(form: Shape, number: int | None, joined: bool = False) -> str:
    """What a statement says of one of its sums, or of money without a sum (None): decided, told, recalled or dropped.

    What a recommendation asks for may cite what it changes, so that nothing in it is recalled. A sum to which a party is
    ``joined`` is no mere part of another.
    """
    recommended = form.statement.block.section == "recommendation"
    if number is not None:
        text, start, end = _near(form, number)
        for trap in TRAPS:
            if joined and trap.name in _PARTS:
                continue
            if not (recommended and trap.aside) and trap.pattern.search(text, start, end):
                return trap.verdict
    if wording.NOTES.match(form.text):
        return "dropped"
    return "decided" if recommended or wording.DECIDES.search(form.text) else "told"


def _near(form: Shape, number: int) -> tuple[str, int, int]:
    """The shape's text with the sum in question marked and a blank before it, and from where to where a trap for it may stand."""
    most = {"up_to": "< ", "at_least": "> "}.get(form.statement.amounts[number].kind, "")
    text = re.sub(rf"@a{number}\b", f"{most}@this", form.text)
    word = form.word(text.find("@this"))
    last = word + _REACH
    end = form.at[last] + len(text) - len(form.text) if last < len(form.at) else len(text)
    return f" {text}", form.at[max(0, word - _REACH)], end + 1
