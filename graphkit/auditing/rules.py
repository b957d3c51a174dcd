"""Every rule of the audit. To add one: a line here, a function that yields findings, and a page in ``docs/audit``."""

from typing import Literal, NamedTuple

#: How bad a finding is, worst first; the words are those of SHACL.
SEVERITIES = ("violation", "warning", "info")


class Rule(NamedTuple):
    """One rule: the name that an observation ``explains``, what it finds, and what would be right instead.

    A violation cannot be as it is written; a warning should be looked at; info is good to know. ``of`` says what is
    looked at: data files, documents as they are published, or both.

    >>> RULES[0].name, RULES[0].severity, RULES[0].method
    ('undated', 'warning', 'docs/audit/undated.md')
    """

    name: str
    severity: Literal["violation", "warning", "info"]
    of: Literal["data", "documents", "both"]
    means: str
    expected: str

    @property
    def method(self) -> str:
        """The page that says how the rule looks, and what it cannot see."""
        return f"docs/audit/{self.name}.md"


#: All rules, in the order in which their findings are told.
RULES = (
    Rule("undated", "warning", "both", "a decision without a date of signing", "the date on which it was signed"),
    Rule("unidentified", "warning", "documents", "a document without a title or a reference", "title and reference"),
    Rule("total-disagrees", "violation", "both", "a stated total whose parts do not add up to it", "parts that add up"),
    Rule("count-disagrees", "warning", "documents", "a stated number beside a list of more or fewer", "as many as said"),
    Rule("told-twice", "violation", "both", "a fact told in several ways, or facts that exclude each other", "one telling"),
    Rule("undecided-split", "warning", "documents", "one sum for several payees, its split left open", "the part of each"),
    Rule("overspent", "violation", "both", "more is paid out than the money named for it holds", "no more than it holds"),
    Rule("accepted-not-spent", "warning", "both", "money taken for a purpose, of which no use is named", "what it pays for"),
    Rule("spent-not-accepted", "warning", "documents", "money passed on that is nowhere taken in", "from whom it comes"),
    Rule("left-over", "warning", "both", "money taken for a purpose, and less of it used", "what becomes of the rest"),
    Rule("year-mismatch", "warning", "both", "money of other years than those in which it is spent", "the same years"),
    Rule("signatory-differs", "warning", "documents", "one authority given to different posts", "one post"),
    Rule("beyond-own-limit", "violation", "documents", "authority given beyond the giver's own limit", "a sum within the limit"),
    Rule("restates-differs", "warning", "data", "a later telling of an award with another amount", "the same amount, or why not"),
    Rule("same-money-twice", "warning", "data", "flows of several decisions that look like one, and are not linked", "one award"),
    Rule("own-programme", "warning", "data", "a flow to a programme, which may be its payer's own", "a budget, or a party"),
    Rule("unnamed-party", "info", "data", "a flow with a party that has no name", "the party's name"),
    Rule("wrong-section", "warning", "documents", "a section referred to that lacks what is promised", "what is promised"),
    Rule("missing-table", "warning", "documents", "a table announced that does not follow", "the table"),
    Rule("number-twice", "warning", "documents", "one number before several paragraphs", "a number for each paragraph"),
    Rule("pasted-text", "warning", "documents", "an award told as if above, that nothing else mentions", "the same award above"),
    Rule("misread-sign", "info", "documents", "a sum behind a pound sign that was misread or lost", "a pound sign"),
    Rule("not-on-page", "info", "documents", "a price or a text that is kept elsewhere", "the price or the text"),
    Rule("cited-absent", "info", "documents", "a decision that is cited and not at hand", "the decision among the data"),
)  # fmt: skip

BY_NAME = {rule.name: rule for rule in RULES}
#: Those that an observation in a data file may explain.
NAMES = tuple(rule.name for rule in RULES if rule.of != "documents")
