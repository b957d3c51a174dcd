"""The audit: what is well formed in data files and should yet be looked at, and whether the data explain it.

A rule looks at what was read and yields findings: :mod:`graphkit.auditing.rules` lists every rule, and
:mod:`graphkit.auditing.documents` looks at documents as they are published. A finding is explained by an observation
that names the rule in ``explains`` and concerns every fact of the finding, or that stands in the decision where the
finding is on the decision as a whole. ``data/README.md`` says so to those who write data files.
"""

from collections.abc import Callable, Iterator

from graphkit.auditing import spending, statements
from graphkit.auditing.books import Books, Finding
from graphkit.auditing.rules import NAMES, RULES
from graphkit.model import Content
from graphkit.ontology import Ontology, load

__all__ = ["NAMES", "RULES", "Finding", "audit", "unexplained"]

#: What finds something in data files, by rule.
_FIND: dict[str, Callable[[Books], Iterator[Finding]]] = {
    "undated": statements.undated,
    "total-disagrees": statements.totals,
    "told-twice": statements.told_twice,
    "overspent": spending.overspent,
    "accepted-not-spent": spending.not_spent,
    "left-over": spending.left_over,
    "year-mismatch": spending.years,
    "restates-differs": statements.restated_otherwise,
    "same-money-twice": spending.same_twice,
    "own-programme": statements.programmes,
    "unnamed-party": statements.unnamed,
}


def audit(content: Content, ontology: Ontology | None = None) -> list[Finding]:
    """All findings, by decision (by date, undated ones last), rule and facts.

    ``explained_by`` is empty where nothing explains a finding.

    >>> from graphkit.builder import check
    >>> finding = next(f for f in audit(check()) if f.rule == "undated" and f.decision == "pcd-1428")
    >>> finding.message, finding.explained_by
    ('no date of signing, between 2020 and 2023-03 by what the text says', ('pcd-1428/dates-blank',))
    """
    books = Books(content, ontology or load())
    found = sorted(
        (books.order[finding.decision], rank, finding.facts, finding.message, finding)
        for rank, name in enumerate(_FIND)
        for finding in _FIND[name](books)
    )
    said = _Explanations(content)
    rules = tuple(_FIND)
    return [
        finding._replace(
            rule=rules[rank],
            explained_by=tuple(sorted({*finding.explained_by, *said.of(rules[rank], finding.decision, finding.facts)})),
            locators=tuple(dict.fromkeys(place for id in finding.facts for place in books.places(id, finding.decision))),
        )
        for _, rank, _, _, finding in found
    ]


def unexplained(findings: list[Finding]) -> list[Finding]:
    """Those findings that nothing explains."""
    return [finding for finding in findings if not finding.explained_by]


class _Explanations:
    """Who explains what: observations by the rule that they name, and by a fact or the decision as a whole."""

    def __init__(self, content: Content) -> None:
        self._by: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = {}
        for fact in content.facts:
            concerned = frozenset([*fact.values.get("concerns", ()), *fact.values.get("between", ())])
            for rule in fact.values.get("explains", ()):
                for about in (fact.decision, *concerned):
                    self._by.setdefault((rule, about), []).append((fact.id, concerned))

    def of(self, rule: str, decision: str, facts: tuple[str, ...]) -> Iterator[str]:
        """The ids of what explains a finding: it concerns all facts of the finding, or is of the decision as a whole."""
        for id, concerned in self._by.get((rule, facts[0] if facts else decision), ()):
            if concerned.issuperset(facts):
                yield id
