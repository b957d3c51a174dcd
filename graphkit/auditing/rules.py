"""The rules of the audit. To add one: a function that yields findings, a line here, and a row in ``data/README.md``."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphkit.auditing import spending, statements
from graphkit.auditing.books import Books, Finding


class Rule(NamedTuple):
    """One rule: the name that an observation ``explains``, what it finds, and the function that finds it."""

    name: str
    means: str
    find: Callable[[Books], Iterator[Finding]]


#: All rules, in the order in which their findings are told.
RULES = (
    Rule("undated", "a decision without a date of signing", statements.undated),
    Rule("total-disagrees", "a stated total whose parts do not add up to it", statements.totals),
    Rule("told-twice", "a field told in several ways, or facts that exclude each other", statements.told_twice),
    Rule("overspent", "more is paid out of named money than it holds", spending.overspent),
    Rule("accepted-not-spent", "money taken for a purpose, of which no use is named", spending.not_spent),
    Rule("left-over", "money taken for a purpose, of which the named uses are less", spending.left_over),
    Rule("year-mismatch", "money of other years than those in which it is spent", spending.years),
    Rule("restates-differs", "a later telling of an award with another amount", statements.restated_otherwise),
    Rule("same-money-twice", "flows of several decisions that look like one, and are not linked", spending.same_twice),
    Rule("own-programme", "a flow to a programme, which may be its payer's own", statements.programmes),
    Rule("unnamed-party", "a flow with a party that has no name", statements.unnamed),
)

NAMES = tuple(rule.name for rule in RULES)
