"""What the audit found, as a plain answer: the findings asked for, and counts."""

from typing import Any

from graphkit import names
from graphkit.auditing import NAMES, RULES, audit, unexplained
from graphkit.errors import UnknownName
from graphkit.model import Content
from graphkit.ontology import Ontology


def report(
    content: Content, ontology: Ontology | None = None, *, rule: str | None = None, only_unexplained: bool = False
) -> dict[str, Any]:
    """The findings in what was read, or those of one rule, or those that nothing explains; these always come first.

    Returns ``{"findings": [{"decision", "rule", "message", "facts", "explained_by"}], "finding_count",
    "unexplained_count", "rules": [{"rule", "means", "finding_count", "unexplained_count"}]}``. UnknownName where the
    audit has no such rule.

    >>> from graphkit.builder import check
    >>> answer = report(check(), rule="unnamed-party")
    >>> answer["finding_count"] - answer["unexplained_count"], answer["findings"][0]["explained_by"]
    (5, ['dmpcd-2014-110/recipients-not-named'])
    """
    if rule is not None and rule not in NAMES:
        raise UnknownName(rule, names.near(rule, NAMES) or NAMES, "the audit has no rule")
    references = {decision.id: decision.reference for decision in content.decisions}
    found = [finding for finding in audit(content, ontology) if rule in (None, finding.rule)]
    open_ = unexplained(found)
    kept = open_ if only_unexplained else [*open_, *(finding for finding in found if finding.explained_by)]
    return {
        "findings": [
            {
                "decision": references[finding.decision],
                "rule": finding.rule,
                "message": finding.message,
                "facts": list(finding.facts),
                "explained_by": list(finding.explained_by),
            }
            for finding in kept
        ],
        "finding_count": len(found),
        "unexplained_count": len(open_),
        "rules": [
            {
                "rule": one.name,
                "means": one.means,
                "finding_count": sum(finding.rule == one.name for finding in found),
                "unexplained_count": sum(finding.rule == one.name for finding in open_),
            }
            for one in RULES
            if rule in (None, one.name)
        ],
    }
