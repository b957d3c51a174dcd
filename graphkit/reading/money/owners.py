"""Whose a programme is: the Inner Office's Safer Corners Fund."""

import re
from collections.abc import Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import counts, pays
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

_OWNS = (
    re.compile(r"@p(?P<who>\d+) 's (?:(?!@)\S+ ){0,4}?@p(?P<what>\d+)\b"),
    re.compile(
        r"@p(?P<what>\d+) (?:(?!@|[.;])\S+ ){0,4}?(?:from|of|run by|administered by|managed by|offered by) (?:the )?@p(?P<who>\d+)\b"
    ),
)


def owners(told: Sequence[Statement]) -> dict[Party, Party]:
    """Each programme of a document and the party that it is of, where one sentence says so."""
    found: dict[Party, Party] = {}
    for statement in told:
        if any(not pays(one) for one in statement.parties):
            text = shape(statement).text
            for pattern in _OWNS:
                for match in pattern.finditer(text):
                    what, who = statement.parties[int(match["what"])], statement.parties[int(match["who"])]
                    if what.kind == "programme" and counts(who) and pays(who):
                        found.setdefault(what.party, who.party)
    return found
