"""The rows of tables that tell sums: whose each is, its total and its years, and whether the table tells who gives."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from graphkit.reading import amounts, periods
from graphkit.reading.money import details, wording
from graphkit.reading.money.claim import ASIDE, likeliest
from graphkit.reading.money.picked import NAMES, columns_paid, is_head, naming, sums_of
from graphkit.reading.statements import Named, Statement

_SOURCES = re.compile(
    r"\b(?:funded by|met by|resourced by|paid by|funding|sources?|income|funders?"
    r"|contributors?|contributions?|received from|met from|met as follows|financed)\b",
    re.I,
)
_USES = re.compile(r"\b(?:expenditure|costs?|spend|spending|uses?|allocations?|awards?|grants?|payments?)\b", re.I)
_SOURCES_FOLLOW = re.compile(
    r"\b(?:(?:funded|met|financed|paid for) as (?:follows|shown|set out|below)|partners? contribut\w+|contributed? as follows"
    r"|funded by|met by|met from|funders|sources of funding|funding package|contributions|income|financed by|paid for)\b",
    re.I,
)
#: Heads of columns that tell other money beside what is given.
_BESIDE = re.compile(
    r"\b(?:match\w*|own|leverage\w*|in[- ]kind|vat|scores?|bids?|requested|sought|asked"
    r"|original|previous|current|existing|book value|running costs?|savings?|population|forecast|changes?|difference)\b",
    re.I,
)
#: Heads of columns that count something else than pounds.
_COUNTS = re.compile(
    r"\b(?:officers?|posts?|number|no|staff|ftes?|places|vehicles|schools|cases|referrals|people|clients|beds|hours|days|months|rank)\b"
    r"(?![^|]*[\u00a3])|%",
    re.I,
)
#: Heads of columns that tell what became of money given before.
_AFTERWARDS = re.compile(r"\b(?:spent|actuals?|outturn|returned|variance|underspends?|movement|slippage)\b", re.I)


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
    leads = leads_of(told)
    lines_asked = [one for one in told if one.block.section == "recommendation" and one.block.kind != "row"]
    # What a line says of a table it says of the years in it; what another line asks for may be of other years.
    lines_asked = [one for one in lines_asked if wording.OF_TABLE.search(one.text)] or lines_asked
    asked = set(details.years(period for one in lines_asked for period in one.periods))
    sums = {likeliest(amount) for one in lines_asked if wording.OF_TABLE.search(one.text) for amount in one.amounts}
    for place, table in groupby(lines, key=table_of):
        every = list(table)
        yield from _sideways(every, leads[place]) or _rows(every, leads[place], asked, sums)


def table_of(row: Statement) -> tuple[str, str]:
    """The place of the table that a row is of."""
    return row.block.section, row.block.locator.partition(", ")[0]


def leads_of(told: Sequence[Statement]) -> dict[tuple[str, str], str]:
    """What stands before each table."""
    found: dict[tuple[str, str], str] = {}
    last = ""
    for one in told:
        if one.block.kind != "row":
            last = one.block.text
        else:
            found.setdefault(table_of(one), last)
    return found


def _tells_givers(lead: str) -> bool:
    """Whether the words before a table say that it tells who gives."""
    return bool(_SOURCES_FOLLOW.search(lead[-80:])) and not _USES.search(lead[-160:])


def _sideways(table: list[Statement], lead: str) -> list[Row]:
    """The rows of a table that names parties in its head and years in its first column: one for each party; else none."""
    head, *below = table
    heads = head.block.cells
    at = [len("\t".join(heads[:number])) + (number > 0) for number in range(len(heads))]
    named = {
        number: one
        for number, cell in enumerate(heads)
        for one in head.parties
        if number
        and (one.sure or one.written == cell)
        and one.start - at[number] in (0, len("The "))
        and len(one.written) > 0.6 * len(cell)
    }
    years = [(line, [year for one in periods.find(line.block.cells[0]) for year in one.years]) for line in below]
    told = [year for _, found in years for year in found]
    pounds = any("\u00a3" in cell for line in table for cell in line.block.cells) and not amounts.heading(heads[0])
    if len(named) < 2 or len(told) < 2 or len(set(told)) < len(told) or not pounds:
        return []
    made, source = [], _tells_givers(lead)
    for number, one in named.items():
        sums = {
            year: pence
            for line, found in years
            for year in found
            if number < len(line.block.cells)
            and (cell := amounts.cell(line.block.cells[number]))
            and (pence := likeliest(cell)) is not None
        }
        if sums:
            by_year = tuple(sorted(sums.items()))
            made.append(Row(head, heads[number], one, [one], at[number], sum(sums.values()), by_year, (), source, "provider", ""))
    return made


def _rows(table: list[Statement], lead: str, asked: set[str], told_sums: set[int | None]) -> Iterator[Row]:
    heads: tuple[str, ...] = ()
    source = _tells_givers(lead)
    # Where sums have their sign, a bare number is none; else the headings or the labels say that they are pounds.
    signed = any("\u00a3" in cell and amounts.cell(cell) for one in table for cell in one.block.cells[1:])
    told = any("\u00a3" in cell for one in table for cell in one.block.cells)
    paid = columns_paid(table, told and not signed, told_sums, asked)
    for line in table:
        cells = line.block.cells
        column = naming(heads)
        label = cells[column].strip() if column < len(cells) else ""
        sums = sums_of(cells, heads, told and not signed)
        if not any(sums):
            if is_head(cells) and not heads:
                heads = cells
                source = source or (bool(_SOURCES.search(label)) and not _USES.search(" ".join(cells[1:])))
            elif label:
                source = bool(_SOURCES.search(label)) and not _USES.search(label)
            continue
        if (
            not label
            or wording.TOTAL_NAMES.search(label)
            or any(_AFTERWARDS.search(head) and not periods.find(head) for head in heads)
        ):
            continue
        of_these = [one if not paid or number in paid else None for number, one in enumerate(sums, start=1)]
        yield _row(line, column, heads, of_these, source)


def _row(line: Statement, column: int, heads: tuple[str, ...], sums: list[amounts.Amount | None], source: bool) -> Row:
    label = line.block.cells[column].strip()
    by_year, columns, total, beside = [], [], None, False
    for number, found in enumerate(sums, start=1):
        if found is None or (pence := likeliest(found)) is None:
            continue
        head = heads[number] if number < len(heads) else ""
        years = [year for one in periods.find(head) for year in one.years]
        if _COUNTS.search(head) or _AFTERWARDS.search(head):
            continue
        if _BESIDE.search(head):
            beside = True
        elif wording.TOTAL_NAMES.search(head):
            total = pence
        elif len(years) == 1:
            by_year.append((years[0], pence))
        else:
            columns.append((head, pence))
    if beside and columns:
        total = None  # it counts what stands beside, too
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
            if one.start <= start + (5 if label.startswith("The ") else 1) and (one.sure or NAMES.search(head))
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
