"""Whose a programme is: the Inner Office's Safer Corners Fund, or the Inner Office Corners Fund."""

import re
from collections.abc import Sequence

from graphkit.reading.facts import Party
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.money.claim import counts, pays
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

_OWNS = (
    re.compile(r"@p(?P<who>\d+) (?:'s )?@p(?P<what>\d+)\b"),
    re.compile(
        r"@p(?P<who>\d+) (?:has |have |had )?(?:invited|invites|opened|launched|announced|runs) (?:(?!@|[.;,])\S+ ){0,5}?@p(?P<what>\d+)\b"
    ),
    re.compile(r"@p(?P<who>\d+) 's (?:(?!@)\S+ ){0,4}?@p(?P<what>\d+)\b"),
    re.compile(
        r"@p(?P<what>\d+) (?:(?!@|[.;,]|will |would |has |have |is |are |was |to |may )\S+ ){0,4}?(?:from|of|run by|administered by|managed by|offered by) (?:the )?@p(?P<who>\d+)\b"
    ),
)
#: Kinds of party that own no programme.
_NO_OWNERS = ("area", "role", "programme", "service", "joint group", "unnamed")


def owners(told: Sequence[Statement], gazetteer: Gazetteer) -> dict[Party, Party]:
    """Each programme of a document and the party that it is of, where its name or one sentence says so."""
    programmes = dict.fromkeys(one.party for statement in told for one in statement.parties if one.kind == "programme")
    found = {party: owner for party in programmes if (owner := _named_after(party, gazetteer))}
    for statement in told:
        if any(not pays(one) for one in statement.parties):
            text = shape(statement).text
            for pattern in _OWNS:
                for match in pattern.finditer(text):
                    what, who = statement.parties[int(match["what"])], statement.parties[int(match["who"])]
                    if what.kind == "programme" and counts(who) and pays(who):
                        found.setdefault(what.party, who.party)
    return found


def _named_after(programme: Party, gazetteer: Gazetteer) -> Party | None:
    """The one known body whose name a programme's name begins with."""
    words = programme.name.split()
    for length in range(len(words) - 1, 0, -1):
        known = gazetteer.alone(" ".join(words[:length]))
        bodies = [one for id in (known.ids if known else ()) if (one := gazetteer.by_id[id]).kind not in _NO_OWNERS]
        if bodies:
            return Party(bodies[0].name, bodies[0].id) if len(bodies) == 1 else None
    return None
