"""Two answers held against each other: their terms, not their values, whatever their blank nodes are called."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from results import XSD, Answer, Row, Term

#: What is said of an answer that differs in nothing else.
OTHERWISE = "the same values, written otherwise"


def _plain(row: Row) -> Row:
    return tuple(("blank",) if term and term[0] == "blank" else term for term in row)


def _same_blanks(one: Row, other: Row, there: dict[Term, Term], back: dict[Term, Term]) -> list[tuple[Term, Term]] | None:
    """Pairs of blank nodes that these rows add to those that are known; None where they do not fit."""
    new: dict[Term, Term] = {}
    for left, right in zip(one, other, strict=True):
        if left and right and left[0] == "blank":
            if there.get(left, new.get(left, right)) != right:
                return None
            if back.get(right, left) != left or any(key != left for key, value in new.items() if value == right):
                return None
            if left not in there:
                new[left] = right
    return list(new.items())


def isomorphic(expected: Sequence[Row], found: Sequence[Row], ordered: bool = False) -> bool:
    """Whether rows are the same but for the names of their blank nodes.

    >>> a, b, c = ("blank", "a"), ("blank", "b"), ("iri", "c")
    >>> isomorphic([(a, b), (a, c)], [(b, c), (b, a)]), isomorphic([(a, b)], [(a, a)])
    (True, False)
    """
    if ordered:
        if list(map(_plain, expected)) != list(map(_plain, found)):
            return False
    elif Counter(map(_plain, expected)) != Counter(map(_plain, found)):
        return False
    where: dict[Row, list[int]] = {}
    for at, row in enumerate(found):
        where.setdefault(_plain(row), []).append(at)
    pairs = [(at, row) for at, row in enumerate(expected) if any(term and term[0] == "blank" for term in row)]
    pairs.sort(key=lambda pair: len(where[_plain(pair[1])]))
    there: dict[Term, Term] = {}
    back: dict[Term, Term] = {}
    used: set[int] = set()

    def fits(number: int) -> bool:
        if number == len(pairs):
            return True
        at, row = pairs[number]
        for place in [at] if ordered else where[_plain(row)]:
            new = None if place in used else _same_blanks(row, found[place], there, back)
            if new is None:
                continue
            there.update(new)
            back.update({right: left for left, right in new})
            used.add(place)
            if fits(number + 1):
                return True
            used.discard(place)
            for left, right in new:
                del there[left], back[right]
        return False

    return fits(0)


_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}


def _value(term: Term | None) -> Any:
    """What stands for all ways to write the same value."""
    if not term or term[0] not in ("literal", "text"):
        return term
    text, datatype = term[1], term[3] if term[0] == "literal" else ""
    if datatype in _NUMBERS or not datatype:
        try:
            return Decimal(text).normalize(), datatype
        except InvalidOperation:
            return term
    if datatype == XSD + "boolean":
        return text in ("true", "1"), datatype
    if datatype in (XSD + "dateTime", XSD + "date", XSD + "time"):
        return re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", text).replace("+00:00", "Z").replace(".Z", "Z"), datatype
    return term


def difference(expected: Answer, found: Answer, lax: bool = False) -> str | None:
    """In what an answer differs from the one that is expected; None where it does not."""
    if (expected.yes, expected.graph) != (found.yes, found.graph):
        if expected.yes is not None and found.yes is not None:
            return f"the answer is {'yes' if found.yes else 'no'}, and should be {'yes' if expected.yes else 'no'}"
        return "another kind of answer"
    if expected.columns != found.columns:
        return f"columns {', '.join(found.columns)}, and should be {', '.join(expected.columns)}"
    if lax:
        most = Counter(map(_plain, expected.rows))
        held = Counter(map(_plain, found.rows))
        return None if held.keys() == most.keys() and held <= most else "other rows"
    if isomorphic(expected.rows, found.rows, expected.ordered):
        return None
    if isomorphic(expected.rows, found.rows):
        return "the rows stand in another order"
    lost = Counter(map(_plain, expected.rows)) - Counter(map(_plain, found.rows))
    more = Counter(map(_plain, found.rows)) - Counter(map(_plain, expected.rows))
    if not lost and not more:
        return "other blank nodes are the same"
    told = f"{_shown(more)} for {_shown(lost)}"
    written = [Counter(tuple(map(_value, row)) for row in side.elements()) for side in (lost, more)]
    return f"{OTHERWISE}: {told}" if written[0] == written[1] else told


def _shown(rows: Counter[Row]) -> str:
    """The first of some rows, and how many there are."""
    if not rows:
        return "nothing"
    first = ", ".join("–" if term is None else _short(term) for term in min(rows, key=str))
    return f"({first})" + (f" and {rows.total() - 1} more" if rows.total() > 1 else "")


def _short(term: Term) -> str:
    if term[0] == "literal":
        text = f'"{term[1][:40]}"'
        return text + (f"@{term[2]}" if term[2] else "" if term[3] == XSD + "string" else "^^" + re.split("[#/]", term[3])[-1])
    return f"<{re.split('[#/]', term[1])[-1]}>" if term[0] == "iri" else term[-1]
