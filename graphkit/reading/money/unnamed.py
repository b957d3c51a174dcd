"""A payee whose name has no form that a name is known by."""

import re

from graphkit.names import key
from graphkit.reading.likely import THINGS
from graphkit.reading.money import wording
from graphkit.reading.shapes import Shape
from graphkit.reading.singles import WORDS
from graphkit.reading.statements import NO_PARTY

#: Work by which a body may be called: Elm House Counselling.
_DOINGS = frozenset(("counselling", "mentoring", "casework", "advice"))


def written(form: Shape, here: int, what: re.Match[str] | None) -> str | None:
    """A name that stands where the payee of the sum at a place does, as it is written: Project 507, but not the Otter team."""
    if what is None or not wording.STRAIGHT_TO.search(form.text[here : what.start("what")]):
        return None
    text = form.statement.text
    found = wording.WRITTEN.match(text, form.spans[form.word(what.start("what"))][0])
    if found is None or found[0].casefold() in WORDS:
        return None
    words = key(found[0]).split()
    if words[-1] in THINGS and not (words[-1] in _DOINGS and len(words) > 2):
        return None
    start = form.spans[form.word(what.start("what"))][0]
    longer = [one.written for one in form.statement.parties if one.start == start and found[0].startswith(one.written)]
    if longer and len(longer[0]) < len(found[0]):
        return longer[0]  # a name, and for whom or what it works
    behind = re.match(r" ([a-z]+)", text[found.end() :])
    return None if behind and behind[1] in NO_PARTY else found[0].rstrip(".,")
