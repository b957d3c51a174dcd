"""The audit of a document as it is published: what its own words, sums and places say against each other."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from graphkit.auditing import adding, handing, heads, passing, pointing, twice
from graphkit.auditing.books import Finding, plain
from graphkit.auditing.page import Page
from graphkit.auditing.rules import SEVERITIES
from graphkit.reading.document import Document
from graphkit.reading.facts import Reading

#: What finds something in documents, by rule.
FIND: dict[str, Callable[[Page], Iterator[Finding]]] = {
    "undated": heads.undated,
    "unidentified": heads.unidentified,
    "total-disagrees": adding.totals,
    "count-disagrees": adding.counts,
    "told-twice": twice.told_twice,
    "undecided-split": handing.undecided,
    "overspent": passing.overspent,
    "accepted-not-spent": passing.not_spent,
    "spent-not-accepted": passing.not_accepted,
    "left-over": passing.left_over,
    "year-mismatch": passing.years,
    "signatory-differs": handing.signatories,
    "beyond-own-limit": handing.beyond,
    "wrong-section": pointing.sections,
    "missing-table": pointing.tables,
    "number-twice": heads.numbers,
    "pasted-text": pointing.pasted,
    "misread-sign": heads.signs,
    "not-on-page": heads.elsewhere,
    "cited-absent": heads.cited,
}


def findings(document: Document, reading: Reading | None = None, known: Collection[str] | None = None) -> list[Finding]:
    """What should be looked at in a document, worst first.

    ``reading`` is what was read from it: without one, rules on who pays whom find nothing. ``known`` are the ids of
    decisions at hand: without them no cited decision is missed. ``decision`` of a finding is the document's first
    reference as written, or its title.

    >>> from graphkit.reading.build import built
    >>> from graphkit.reading.document import Line
    >>> document = built([Line("PCD 12 Grants"), Line("Reference code: PCD 12"), Line("Date signed:"), Line("Summary")])
    >>> [(f.severity, f.rule, f.message, f.locators) for f in findings(document)]
    [('warning', 'undated', 'date signed is blank', ('key information',))]
    """
    page = Page(document, reading, known)
    found = [one._replace(rule=name) for name, find in FIND.items() for one in find(page)]
    return sorted(found, key=lambda one: SEVERITIES.index(one.severity))


def as_plain(found: list[Finding]) -> list[dict[str, Any]]:
    """Findings of documents as JSON values.

    Each is ``{"severity", "rule", "decision", "locator", "message", "found", "expected", "method", "facts",
    "explained_by"}``.

    >>> as_plain([Finding("undated", "PCD 12", (), "date signed is blank")])[0]["severity"]
    'warning'
    """
    return [plain(finding, finding.decision) for finding in found]
