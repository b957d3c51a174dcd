"""What the tables of a document say of money: a claim for each row that tells a party or a service and its sum."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from graphkit.reading import amounts, periods
from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import ASIDE, Body, Claim, counts, likeliest
from graphkit.reading.money.sides import RECEIVES, sides
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Named, Statement

_SOURCES = re.compile(
    r"\b(?:funded by|met by|resourced by|paid by|funding|sources?|income|funders?|contributors?|contributions?|received from|met from|financed)\b",
    re.I,
)
_USES = re.compile(r"\b(?:expenditure|costs?|spend|spending|uses?|allocations?|awards?|grants?|payments?)\b", re.I)
_BODY = (
    r"lead bod(?:y|ies)|body|bodies|organisations?|providers?|recipients?|grantees?|payees?|suppliers?|applicants?|charity|charities"
    r"|partners?|funders?|lead"
)
#: Heads of a column that names bodies; and those that may name areas instead.
_BODIES = re.compile(rf"\b(?:{_BODY})\b", re.I)
_NAMES = re.compile(rf"\b(?:{_BODY}|boroughs?|area|la)\b", re.I)
_SOURCES_FOLLOW = re.compile(
    r"\b(?:funded by|met by|met from|funders|sources of funding|funding package|contributions from|income|financed by|paid for)\b",
    re.I,
)
_PROPOSED = re.compile(r"\b(?:proposed|recommended|this decision|to be awarded)\b", re.I)
#: Heads of columns that tell other money beside what is given.
_BESIDE = re.compile(
    r"\b(?:match\w*|own|leverage\w*|in[- ]kind|vat|scores?|bids?|requested|sought|asked|original|previous|current|population|forecast)\b",
    re.I,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?")
#: Heads of columns that tell what became of money given before.
_AFTERWARDS = re.compile(r"\b(?:spent|actuals?|outturn|returned|variance|underspends?|movement)\b", re.I)
_PAST = re.compile(r"\b(?:previous|last year|to date|received|bids?|applications|current|earlier|historic|spent|actual)\b", re.I)
#: The rule of a row whose sum is paid in each year.
EACH_YEAR = "a row of a table, each year"
_YEARLY = re.compile(r"\b(?:per annum|a year|per year|annual(?:ly)?|yearly|p\.?a\.?)\b", re.I)
#: A table or list is spoken of.
_ELSEWHERE = re.compile(r"\b(?:tables?|listed|list|below|above|set out|paragraph|section|appendix|following|schedule)\b", re.I)
_TAKES = re.compile(r"\b(?:accept|acceptance|receipt|receive)\b", re.I)
_DECIDES = re.compile(r"\b(?:award|allocat|grant|fund|contract|commission|procure|distribut|approve|pay)", re.I)


class Row(NamedTuple):
    """A row with sums: whose it is, its total and its sums by financial year or by the other columns' headings."""

    statement: Statement
    label: str
    named: Named | None
    parties: list[Named]
    start: int
    pence: int | None
    by_year: tuple[tuple[str, int], ...]
    columns: tuple[tuple[str, int], ...]
    source: bool
    head: str
    unit: str


def rows(told: Sequence[Statement]) -> Iterator[Row]:
    """The rows of all tables outside the sections that tell no money, totals left out, in their order."""
    lines = [one for one in told if one.block.kind == "row" and one.block.section not in ASIDE]
    leads = _leads(told)
    lines_asked = [one for one in told if one.block.section == "recommendation" and one.block.kind != "row"]
    asked = {year for one in lines_asked for period in one.periods for year in period.years}
    for place, table in groupby(lines, key=_table):
        yield from _rows(list(table), leads[place], asked)


def _table(row: Statement) -> tuple[str, str]:
    """The place of the table that a row is of."""
    return row.block.section, row.block.locator.partition(", ")[0]


def _leads(told: Sequence[Statement]) -> dict[tuple[str, str], str]:
    """What stands before each table."""
    found: dict[tuple[str, str], str] = {}
    last = ""
    for one in told:
        if one.block.kind != "row":
            last = one.text
        else:
            found.setdefault(_table(one), last)
    return found


def _rows(table: list[Statement], lead: str, asked: set[str]) -> Iterator[Row]:
    heads: tuple[str, ...] = ()
    source = bool(_SOURCES_FOLLOW.search(lead[-80:])) and not _USES.search(lead[-160:])
    # Where sums have their sign, a bare number is none; else the headings or the labels say that they are pounds.
    signed = any("\u00a3" in cell and amounts.cell(cell) for one in table for cell in one.block.cells[1:])
    told = any("\u00a3" in cell for one in table for cell in one.block.cells)
    for line in table:
        cells = line.block.cells
        column = _column(heads)
        label = cells[column].strip() if column < len(cells) else ""
        sums = _sums(cells, heads, told and not signed)
        if not any(sums):
            if len([cell for cell in cells if cell.strip()]) > 1 and not heads:
                heads = cells
                source = source or (bool(_SOURCES.search(label)) and not _USES.search(" ".join(cells[1:])))
            elif label:
                source = bool(_SOURCES.search(label)) and not _USES.search(label)
            continue
        if not label or wording.TOTAL_NAMES.search(label) or any(_AFTERWARDS.search(head) for head in heads):
            continue
        yield _row(line, column, heads, _wanted(heads, sums, asked), source)


def _wanted(heads: tuple[str, ...], sums: list[amounts.Amount | None], asked: set[str]) -> list[amounts.Amount | None]:
    """The sums in the columns that this decision is about: those proposed, or those of the years that it asks for."""
    proposed = {n for n, head in enumerate(heads) if _PROPOSED.search(head)}
    if not proposed:
        of = {n: {year for one in periods.find(head) for year in one.years} for n, head in enumerate(heads)}
        earlier = {n for n, found in of.items() if len(found) == 1 and asked and max(found) < min(asked)}
        if earlier:
            summed = {n for n, head in enumerate(heads) if wording.TOTAL_NAMES.search(head)}
            proposed = set(range(len(heads))) - earlier - summed
    return [one if not proposed or n in proposed else None for n, one in enumerate(sums, start=1)]


def _column(heads: tuple[str, ...]) -> int:
    """The column that names whose a row is: of organisations, else of boroughs or other areas, else the first."""
    for pattern in (_BODIES, _NAMES):
        for number, head in enumerate(heads):
            if pattern.search(head) and not amounts.heading(head):
                return number
    return 0


def _sums(cells: tuple[str, ...], heads: tuple[str, ...], in_pounds: bool) -> list[amounts.Amount | None]:
    """The sums of a row's cells behind the first."""
    units = [amounts.heading(head) for head in heads]
    found = []
    for number, cell in enumerate(cells[1:], start=1):
        unit = units[number] if number < len(units) else None
        grouped = bool(_GROUPED.fullmatch(cell.strip()))  # a sum, though its sign was lost
        found.append(amounts.cell(cell, in_pounds or grouped or unit is not None, unit or "digits"))
    return found


def _row(line: Statement, column: int, heads: tuple[str, ...], sums: list[amounts.Amount | None], source: bool) -> Row:
    label = line.block.cells[column].strip()
    by_year, columns, total = [], [], None
    for number, found in enumerate(sums, start=1):
        if found is None or (pence := likeliest(found)) is None:
            continue
        head = heads[number] if number < len(heads) else ""
        years = [year for one in periods.find(head) for year in one.years]
        if wording.TOTAL_NAMES.search(head):
            total = pence
        elif len(years) == 1:
            by_year.append((years[0], pence))
        elif not _BESIDE.search(head):
            columns.append((head, pence))
    short = (
        len(heads) > len([cell for cell in line.block.cells if cell.strip()])
        and total is None
        and wording.TOTAL_NAMES.search(heads[-1])
    )
    if short and by_year and not columns:
        # Blank cells were lost: the last sum is the total, and which years the others are of is not known.
        total, by_year = by_year[-1][1], []
    if total is None and by_year and not columns:
        total = sum(pence for _, pence in by_year)
    awarded = [column for column in columns if _USES.search(column[0])]
    columns = awarded if len(awarded) == 1 else columns
    if total is None and len(columns) == 1:
        total = columns[0][1]
    head = heads[column] if column < len(heads) else ""
    start = sum(len(cell) + 1 for cell in line.block.cells[:column])
    inside = [one for one in line.parties if start <= one.start < start + len(line.block.cells[column])]
    named = next(
        (
            one
            for one in inside
            if one.start <= start + (5 if label.startswith("The ") else 1) and (one.sure or _NAMES.search(head))
        ),
        None,
    )
    return Row(
        line,
        label,
        named,
        inside,
        start,
        total,
        tuple(by_year),
        tuple(columns),
        source,
        head,
        columns[0][0] if len(columns) == 1 else "",
    )


def claims(told: Sequence[Statement], body: Body) -> Iterator[Claim]:
    """A claim for each row of the tables that hand money out, or that tell whose money comes in."""
    recommended = " ".join(one.text for one in told if one.block.section == "recommendation")
    hands_out = bool(_DECIDES.search(recommended))
    asked = [one for one in told if one.block.section == "recommendation"]
    takes_in = any(_TAKES.search(one.text) and (not one.amounts or _ELSEWHERE.search(one.text)) for one in asked)
    taker = _taker(told, body)
    leads = _leads(told)
    for row in rows(told):
        lead = leads[_table(row.statement)]
        if not (hands_out or takes_in) or (_PAST.search(lead[-200:]) and not _DECIDES.search(lead[-200:])):
            continue
        for claim in _claims(row, body, takes_in):
            yield claim._replace(comes=False, payees=(taker,)) if taker and claim.comes else claim


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
        giver = named.party if outside and named else Party(row.label) if _BODIES.search(row.head) and named is None else None
        if giver:
            yield whole._replace(payer=giver, verdict="decided" if takes_in else "told")
        return
    listed = bool(_NAMES.search(row.head)) and re.match(r"[A-Z]", row.label) is not None
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
