"""Parties that are made up, and documents of a line, for tests of what documents say."""

from graphkit.model import Organisation
from graphkit.reading.build import built
from graphkit.reading.document import Document, Line
from graphkit.reading.facts import Party
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.statements import Statement, statements

PARTIES = [
    Organisation("river-office", "Office for Rivers", "public body", ("RO",)),
    Organisation("deputy", "Deputy for Rivers", "role", ("DFR",), unit_of="river-office"),
    Organisation("chief", "Office Chief Executive", "role", ("Chief Executive", "CEO"), unit_of="river-office"),
    Organisation("treasurer", "Office Chief Finance Officer", "role", ("Chief Finance Officer", "CFO"), unit_of="river-office"),
    Organisation("director-of-boats", "Director of Boats and Piers", "role", unit_of="river-office"),
    Organisation("director-of-wup", "Director of the Water Unit", "role", unit_of="river-office"),
    Organisation("wup", "Water Unit", "unit", ("WUP",), unit_of="river-office"),
    Organisation("ministry", "Ministry of Water", "central government department", ("MOW",)),
    Organisation("harbour", "Harbour Police", "police", ("HPS",)),
    Organisation("council", "Council of Harbour Chiefs", "public body", ("CHC",)),
    Organisation("otters", "Otter Trust", "charity"),
    Organisation("herons", "Heron House", "charity"),
    Organisation("ashford", "Borough of Ashford", "local authority", ("Ashford",)),
    Organisation("birley", "Borough of Birley", "local authority", ("Birley",)),
    Organisation("corfe", "Borough of Corfe", "local authority", ("Corfe",)),
    Organisation("two", "Ashford and Birley", "joint group", ("Ashford/Birley",), members=("ashford", "birley")),
    Organisation("ferry", "Night Ferry", "service"),
    Organisation("river-fund", "Clean River Fund", "programme"),
]
KNOWN = Gazetteer(PARTIES)
DEPUTY = Party("Deputy for Rivers", "deputy")
OFFICE = Party("Office for Rivers", "river-office")


def page(*lines: str) -> tuple[Document, tuple[Statement, ...]]:
    """A page of these lines, and its statements."""
    document = built([Line(line) for line in lines])
    return document, statements(document, KNOWN)


def recommended(text: str) -> tuple[Document, tuple[Statement, ...]]:
    """A page with one recommendation."""
    return page("PCD 9001 Boats", "Recommendation", "The Deputy for Rivers is recommended to:", f"1. {text}")


def commented(text: str) -> tuple[Document, tuple[Statement, ...]]:
    """A page whose legal comments say one thing."""
    return page("PCD 9001 Boats", "Non-confidential facts and advice", "1. Legal Comments", f"1.1 {text}")
