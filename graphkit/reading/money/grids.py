"""What the tables of a document say of money: a claim for each row that tells a party or a service and its sum."""

import re
from collections.abc import Iterator, Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import Body, Claim, counts
from graphkit.reading.money.own import DEED
from graphkit.reading.money.rows import BODIES, NAMES, Row, leads_of, rows, table_of
from graphkit.reading.money.sides import RECEIVES, sides
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

#: Heads of a column that names what money is spent on, whoever gets it.
_ITEMS = re.compile(r"\b(?:items?|costs?|expenditure|spend|headings?)\b", re.I)
_PAST = re.compile(r"\b(?:previous|last year|to date|received|bids?|applications|current|earlier|historic|spent|actual)\b", re.I)
#: The rule of a row whose sum is paid in each year.
EACH_YEAR = "a row of a table, each year"
_YEARLY = re.compile(r"\b(?:per annum|a year|per year|annual(?:ly)?|yearly|p\.?a\.?)\b", re.I)
#: A table or list is spoken of.
_ELSEWHERE = re.compile(r"\b(?:tables?|listed|list|below|above|set out|paragraph|section|appendix|following|schedule)\b", re.I)
_TAKES = re.compile(r"\b(?:accept|acceptance|receipt|receive)\b", re.I)
_DECIDES = re.compile(r"\b(?:award|allocat|grant|fund|contract|commission|procure|distribut|approve|pay)", re.I)


def claims(told: Sequence[Statement], body: Body) -> Iterator[Claim]:
    """A claim for each row of the tables that hand money out, or that tell whose money comes in."""
    recommended = " ".join(one.text for one in told if one.block.section == "recommendation")
    hands_out = bool(_DECIDES.search(recommended))
    asked = [one for one in told if one.block.section == "recommendation"]
    takes_in = any(_TAKES.search(one.text) and (not one.amounts or _ELSEWHERE.search(one.text)) for one in asked)
    deeds = any(_deed(one) for one in asked)
    sets = not deeds and re.search(r"\bbudgets?\b", recommended) is not None
    taker = _taker(told, body)
    leads = leads_of(told)
    for row in rows(told):
        lead = leads[table_of(row.statement)]
        if not (hands_out or takes_in) or (_PAST.search(lead[-200:]) and not _DECIDES.search(lead[-200:])):
            continue
        for claim in _claims(row, body, takes_in):
            named = any(party.id for party in claim.payees) or bool(claim.payees and NAMES.search(row.head))
            if claim.verdict == "decided" and not (claim.comes or deeds or (named and not sets)):
                continue  # what a budget is for
            yield claim._replace(comes=False, payees=(taker,)) if taker and claim.comes else claim


def _deed(asked: Statement) -> bool:
    """Whether a line of a recommendation speaks of a deed with somebody, and neither notes nor hands on who may do it."""
    text = shape(asked).text
    return bool(DEED.search(text)) and not wording.NOTES.match(text) and not wording.HANDED.search(text)


def _taker(told: Sequence[Statement], body: Body) -> Party | None:
    """Who takes the money that a table lists, where the recommendation names another than the body."""
    for one in told:
        if one.block.section == "recommendation" and (not one.amounts or _ELSEWHERE.search(one.text)):
            for number, side in sides(shape(one)).items():
                if side.rule in RECEIVES and counts(one.parties[number]) and not body.owns(one.parties[number].party):
                    return one.parties[number].party
    return None


def _claims(row: Row, body: Body, takes_in: bool) -> Iterator[Claim]:
    named = row.named
    is_body = named is not None and body.owns(named.party)
    known = named is not None and named.party.id is not None
    outside = (
        named is not None and not is_body and named.kind not in (("role", "area", "programme") if known else ("role", "area"))
    )
    rule = EACH_YEAR if _YEARLY.search(row.unit) else "a row of a table"
    whole = Claim(row.statement, None, row.pence, None, (), row.source, "told", rule, by_year=row.by_year)
    if row.source:
        giver = named.party if outside and named else Party(row.label) if BODIES.search(row.head) and named is None else None
        if giver:
            yield whole._replace(payer=giver, verdict="decided" if takes_in else "told")
        return
    listed = bool(NAMES.search(row.head)) and re.match(r"[A-Z]", row.label) is not None
    # "Mentoring Service" in a table of costs is work; in a table of providers it is one of them.
    works = (
        named is not None and named.party.id is None and bool(wording.WORK_NAMES.search(row.label.split(" ")[-1])) and not listed
    )
    if not works and (
        (outside and named and (len(named.written) > 0.5 * len(row.label) or listed)) or (listed and named is None)
    ):
        payees = _payees(row, body) or (Party(_plain(row.label)),)
        if named and named.kind == "service":
            yield whole._replace(service=named.party.name)
        elif row.pence is not None:
            yield whole._replace(payees=payees, verdict="decided")
        else:
            for head, pence in row.columns:
                yield whole._replace(payees=payees, verdict="decided", pence=pence, service=head or None, by_year=())
    elif (
        row.pence is not None
        and not is_body
        and wording.WORK_NAMES.search(row.label)
        and not _ITEMS.search(row.head)
        and not wording.COST_NAMES.search(row.label)
    ):
        yield whole._replace(service=_plain(row.label), verdict="decided")


def _plain(label: str) -> str:
    """A label without what stands behind its name: a remark in brackets or behind a dash, on whose behalf."""
    return re.split(r" *(?:\(|,| [\u2013\u2014-] | on behalf of | with | for (?=[a-z]))", label, maxsplit=1)[0].strip() or label


def _payees(row: Row, body: Body) -> tuple[Party, ...]:
    """The parties that a label names before any remark: two joined by a word are paid together."""
    plain = _plain(row.label)
    whole = " and " in plain or "/" in plain or "&" in plain
    named = [
        one
        for one in row.parties
        if one.start - row.start < len(plain) and one.kind not in ("role", "area", "programme", "service")
    ]
    parties = tuple(dict.fromkeys(one.party for one in named if not body.owns(one.party)))
    if not whole and parties and parties[0].id is None:
        return (Party(plain),)  # a label says a new name whole
    return parties if whole else parties[:1]
