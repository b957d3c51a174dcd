"""Small documents and readings for the tests of the audit."""

from graphkit.auditing.books import Finding
from graphkit.auditing.documents import findings
from graphkit.reading.build import built
from graphkit.reading.document import Document, Line
from graphkit.reading.facts import Evidence, Party, ReadBudget, ReadDelegation, ReadFlow, Reading

HEAD = ("PCD 12 Grants", "Reference code: PCD 12", "Date signed: 2 May 2023")
US, OTTERS = Party("South Council"), Party("Otter Trust")
AT = (Evidence("1.1", 0, 0, "", "rule"),)


def document(*texts: str, head: tuple[str, ...] = HEAD) -> Document:
    """A document with a head and these lines; a line with tabs is a row."""
    return built([Line(text, tuple(text.split("\t")) if "\t" in text else ()) for text in (*head, "Executive summary", *texts)])


def found(rule: str, *texts: str, head: tuple[str, ...] = HEAD) -> list[Finding]:
    """What a rule finds in these lines."""
    return [one for one in findings(document(*texts, head=head)) if one.rule == rule]


def flow(id: str, pence: int | None, stage: str = "approved", *from_: str, words: str = "", **more: object) -> ReadFlow:
    """A flow out, or in where it is accepted."""
    at = (AT[0]._replace(words=words),)
    ends = (OTTERS, (US,)) if stage in ("accepted", "received") else (US, (OTTERS,))
    return ReadFlow(id, *ends, pence, at, 90, stage=stage, funded_from=from_)._replace(**more)  # type: ignore[arg-type]


def envelope(pence: int) -> ReadBudget:
    """An authority to spend."""
    return ReadBudget("envelope", US, None, pence, AT, 90, envelope=True)


def read(rule: str, *flows: ReadFlow, text: str = "", **more: object) -> list[Finding]:
    """What a rule finds in a reading."""
    reading = Reading(document(*[text] if text else []), flows=flows)._replace(**more)  # type: ignore[arg-type]
    return [one for one in findings(reading.document, reading) if one.rule == rule]


def handed(
    delegator: Party, delegate: Party, limit: int | None, authority: str = "award grants", **more: object
) -> ReadDelegation:
    """An authority handed on."""
    return ReadDelegation("d", delegator, delegate, authority, AT, 90, limit, "cap")._replace(**more)  # type: ignore[arg-type]
