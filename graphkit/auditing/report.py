"""What the audit found, as a plain answer: the findings asked for, and counts."""

from collections.abc import Sequence
from typing import Any

from graphkit import names
from graphkit.auditing import RULES, audit
from graphkit.auditing.books import Finding, plain
from graphkit.auditing.rules import BY_NAME, SEVERITIES
from graphkit.errors import UnknownName
from graphkit.model import Content
from graphkit.ontology import Ontology


def report(
    content: Content, ontology: Ontology | None = None, *, rule: str | None = None, only_unexplained: bool = False
) -> dict[str, Any]:
    """The findings in what was read, or those of one rule, or those that nothing explains: the answer of :func:`answered`.

    >>> from graphkit.builder import check
    >>> answer = report(check(), rule="unnamed-party")
    >>> answer["finding_count"] - answer["unexplained_count"], answer["findings"][0]["explained_by"]
    (5, ['dmpcd-2014-110/recipients-not-named'])
    """
    return answered(called(content, audit(content, ontology)), rule=rule, only_unexplained=only_unexplained)


def called(content: Content, found: Sequence[Finding]) -> list[tuple[str, Finding]]:
    """Each finding in data files with the reference of its decision."""
    references = {decision.id: decision.reference for decision in content.decisions}
    return [(references[finding.decision], finding) for finding in found]


def answered(found: Sequence[tuple[str, Finding]], *, rule: str | None = None, only_unexplained: bool = False) -> dict[str, Any]:
    """Findings, each with what its decision is called, as JSON values: by decision, the worst first, explained ones last.

    Returns ``{"findings": [{"severity", "rule", "decision", "locator", "message", "found", "expected", "method", "facts",
    "explained_by"}], "counts": {"violation", "warning", "info"}, "open_counts": the same of what nothing explains,
    "finding_count", "unexplained_count", "rules": [{"rule", "means", "finding_count", "unexplained_count"}]}``.
    UnknownName where the audit has no such rule.

    >>> answer = answered([("PCD 12", Finding("undated", "pcd-12", (), "no date"))])
    >>> answer["counts"], answer["findings"][0]["expected"]
    ({'violation': 0, 'warning': 1, 'info': 0}, 'the date on which it was signed')
    """
    if rule is not None and rule not in BY_NAME:
        raise UnknownName(rule, names.near(rule, BY_NAME) or [*BY_NAME], "the audit has no rule")
    asked = [(decision, finding) for decision, finding in found if rule in (None, finding.rule)]
    open_ = [finding for _, finding in asked if not finding.explained_by]
    kept = _worst_first([row for row in asked if not (only_unexplained and row[1].explained_by)])
    return {
        "findings": [plain(finding, decision) for decision, finding in kept],
        "counts": {severity: sum(finding.severity == severity for _, finding in asked) for severity in SEVERITIES},
        "open_counts": {severity: sum(finding.severity == severity for finding in open_) for severity in SEVERITIES},
        "finding_count": len(asked),
        "unexplained_count": len(open_),
        "rules": [
            {
                "rule": one.name,
                "means": one.means,
                "finding_count": sum(finding.rule == one.name for _, finding in asked),
                "unexplained_count": sum(finding.rule == one.name for finding in open_),
            }
            for one in RULES
            if rule in (None, one.name)
        ],
    }


def _worst_first(found: Sequence[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Findings by decision; decisions and what is found in each by what nothing explains, then by severity."""
    worst: dict[str, tuple[bool, int]] = {}
    for decision, finding in found:
        worst[decision] = min(worst.get(decision, _rank(finding)), _rank(finding))
    order = {decision: place for place, decision in enumerate(worst)}
    return sorted(found, key=lambda row: (worst[row[0]], order[row[0]], _rank(row[1])))


def _rank(finding: Finding) -> tuple[bool, int]:
    return bool(finding.explained_by), SEVERITIES.index(finding.severity)
