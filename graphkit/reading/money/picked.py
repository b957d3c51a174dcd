"""Which columns of a table tell the sums of a decision, and which one names whose they are."""

import re

from graphkit.reading import amounts, periods
from graphkit.reading.money import wording
from graphkit.reading.money.claim import likeliest
from graphkit.reading.statements import Statement

_BODY = (
    r"lead bod(?:y|ies)|body|bodies|organisations?|providers?|recipients?|grantees?|payees?|suppliers?|applicants?"
    r"|charity|charities|partners?|funders?|lead"
)
#: Heads of a column that names bodies; and those that may name areas instead.
BODIES = re.compile(rf"\b(?:{_BODY})\b", re.I)
NAMES = re.compile(rf"\b(?:{_BODY}|boroughs?|area|la)\b", re.I)
_PROPOSED = re.compile(r"\b(?:proposed|recommended|this decision|to be awarded|additional|uplift|increase)\b", re.I)
_GROUPED = re.compile(r"\d{1,3}(?:,[\dOoIl]{3})+(?:\.\d\d)?")


def is_head(cells: tuple[str, ...]) -> bool:
    """Whether a row without sums can head a table: more than one of its cells is filled."""
    return len([cell for cell in cells if cell.strip()]) > 1


def columns_paid(table: list[Statement], in_pounds: bool, told: set[int | None], asked: set[str]) -> set[int]:
    """The numbers of the columns that a decision pays; none where all may be.

    The one whose sums make a sum that is ``told``, unless the table has a column of totals that does; else those that are
    proposed, or of the years that the decision has ``asked`` for.
    """
    heads: tuple[str, ...] = ()
    columns: dict[int, int] = {}
    for line in table:
        sums = sums_of(line.block.cells, heads, in_pounds)
        if not any(sums):
            heads = heads or (line.block.cells if is_head(line.block.cells) else ())
        elif not wording.TOTAL_NAMES.search(line.block.cells[0]):
            for number, amount in enumerate(sums, start=1):
                if amount:
                    columns[number] = columns.get(number, 0) + (likeliest(amount) or 0)
    found = [number for number, pence in columns.items() if pence in told]
    summed = {number for number, head in enumerate(heads) if wording.TOTAL_NAMES.search(head)}
    # A last column of totals is what the recommendation tells in most tables.
    if len(found) == 1 and len(columns) > 1 and summed & {*columns} and found[0] not in summed:
        return {found[0]}
    proposed = {n for n, head in enumerate(heads) if _PROPOSED.search(head) and n in columns}
    if not proposed:
        of = {n: {year for one in periods.find(head) for year in one.years} for n, head in enumerate(heads)}
        earlier = {n for n, found in of.items() if len(found) == 1 and asked and max(found) < min(asked)}
        if earlier:
            proposed = set(range(len(heads))) - earlier - summed
    return proposed


def naming(heads: tuple[str, ...]) -> int:
    """The column that names whose a row is: of organisations, else of boroughs or other areas, else the first."""
    for pattern in (BODIES, NAMES):
        for number, head in enumerate(heads):
            if pattern.search(head) and not amounts.heading(head):
                return number
    return 0


def sums_of(cells: tuple[str, ...], heads: tuple[str, ...], in_pounds: bool) -> list[amounts.Amount | None]:
    """The sums of a row's cells behind the first."""
    units = [amounts.heading(head) for head in heads]
    found = []
    for number, cell in enumerate(cells[1:], start=1):
        unit = units[number] if number < len(units) else None
        grouped = bool(_GROUPED.fullmatch(cell.strip()))  # a sum, though its sign was lost
        found.append(amounts.cell(cell, in_pounds or grouped or unit is not None, unit or "digits"))
    return found
