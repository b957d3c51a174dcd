"""Rules on money taken in and passed on by one document: how much, and in which years."""

import re
from collections.abc import Iterator

from graphkit.auditing.books import Finding, said
from graphkit.auditing.page import Page, places
from graphkit.reading import amounts, periods
from graphkit.reading.facts import ReadFlow

_TAKEN = ("accepted", "received")
_TAKES = re.compile(r"\baccept(?:s|ed|ing|ance)?\b|\breceipt\b|\breceiv(?:e|es|ed|ing)\b", re.IGNORECASE)
_ONWARD = re.compile(
    r"\bonward (?:allocation|distribution|grant|transfer|payment|award)|\bsubsequent disbursement|\bre-?grant|\bdisburse"
    r"|\bpass(?:ed|es|ing)? (?:it |all of it |them |this )?on to\b",
    re.IGNORECASE,
)


def overspent(page: Page) -> Iterator[Finding]:
    """More approved than the authority to spend that the same document tells."""
    if page.reading is None:
        return
    paid = [flow for flow in page.reading.flows if not flow.background and flow.stage not in (*_TAKEN, "proposed") and flow.pence]
    envelopes = [budget for budget in page.reading.budgets if budget.envelope and budget.pence]
    for envelope in envelopes:
        named = [flow for flow in paid if envelope.id in flow.funded_from]
        # Where nothing names the one authority, all that its owner pays and nothing else pays for comes under it.
        unnamed = [flow for flow in paid if not flow.funded_from and flow.payer == envelope.owner]
        uses = named or (unnamed if len(envelopes) == 1 else [])
        spent = sum(flow.pence or 0 for flow in uses)
        if spent > (envelope.pence or 0):
            what = f"{said(spent)} is approved under an authority of {said(envelope.pence)}"
            where = places((*envelope.evidence, *(one for flow in uses for one in flow.evidence)))
            yield page.find(what, where, said(spent), f"at most {said(envelope.pence)}")


def _taken(page: Page) -> Iterator[tuple[ReadFlow, list[int | None]]]:
    """Money that the document takes in, and the sums that name it; only where every payment says what pays for it."""
    flows = [flow for flow in page.reading.flows if not flow.background] if page.reading else []
    paid = [flow for flow in flows if flow.stage not in (*_TAKEN, "proposed")]
    if not paid or not all(flow.funded_from for flow in paid):
        return
    budgets = page.reading.budgets if page.reading else ()
    for flow in flows:
        if flow.stage in _TAKEN and flow.pence:
            uses = [use.pence for use in paid if flow.id in use.funded_from]
            yield flow, [*uses, *(budget.pence for budget in budgets if budget.pence == flow.pence)]


def not_spent(page: Page) -> Iterator[Finding]:
    """Money taken in, in a document whose payments say what pays for them, and none of them names it."""
    for flow, uses in _taken(page):
        if not uses:
            yield page.find(f"{said(flow.pence)} is taken in and no use of it is told", places(flow.evidence), said(flow.pence))


def left_over(page: Page) -> Iterator[Finding]:
    """Money taken in of which the uses that name it come to less, and of which no sum in the document is the rest."""
    for flow, uses in _taken(page):
        spent = sum(pence or 0 for pence in uses)
        rest = (flow.pence or 0) - spent
        if uses and None not in uses and rest > 0 and rest not in page.pence and flow.amount_kind == "exact":
            what = f"of {said(flow.pence)} what names it comes to {said(spent)}, {said(rest)} is left"
            yield page.find(what, places(flow.evidence), said(spent), said(flow.pence))


def not_accepted(page: Page) -> Iterator[Finding]:
    """Money that is passed on, in these words, in a document that takes none in and says that none came."""
    if page.reading is None or any(flow.stage not in ("approved", "proposed", "budgeted") for flow in page.reading.flows):
        return
    for flow in page.reading.flows:
        if not flow.background and not flow.funded_from and any(_ONWARD.search(one.words) for one in flow.evidence):
            what = f"{said(flow.pence)} is passed on, and from whom it comes is not told"
            yield page.find(what, places(flow.evidence), said(flow.pence))


def years(page: Page) -> Iterator[Finding]:
    """Money taken in one year of which a table, or its own schedule, has a part in another year."""
    told: set[tuple[str, int]] = set()
    for what, name, pence, where in (*_in_tables(page), *_read(page)):
        if (name, pence) not in told and ("", pence) not in told:
            told |= {(name, pence), ("", pence)}
            yield page.find(what, where)


_Found = tuple[str, str, int, list[str]]


def _in_tables(page: Page) -> Iterator[_Found]:
    """Sums that a sentence takes in one year, and rows of the same name and total with figures in other years."""
    for sentence, amount in page.told:
        taken = {year for period in sentence.periods for year in period.years}
        if not (taken and _TAKES.search(sentence.text)):
            continue
        for table in page.tables:
            heads = [periods.find(cell) for cell in table[0].cells]
            for row in table[1:]:
                if len(row.cells) != len(heads) or not row.cells[0] or row.cells[0] not in sentence.text:
                    continue
                figures = [amounts.cell(cell) for cell in row.cells[1:]]
                if not figures[-1] or figures[-1].pence != amount.pence:
                    continue
                late = {
                    head[0].years[0]: figure.pence or 0
                    for head, figure in zip(heads[1:], figures, strict=True)
                    if figure and head and head[0].years and head[0].years[0] not in taken
                }
                if late:
                    what = _late(amount.pence, taken, late)
                    yield what, row.cells[0], amount.pence or 0, [sentence.block.locator, row.locator]


def _read(page: Page) -> Iterator[_Found]:
    flows = page.reading.flows if page.reading else ()
    for flow in flows:
        late = {year: pence for year, pence in flow.by_year if year not in flow.years and pence}
        if flow.stage in _TAKEN and flow.years and late:
            yield (
                _late(flow.pence, {*flow.years}, late),
                flow.payer.name if flow.payer else "",
                flow.pence or 0,
                [*places(flow.evidence)],
            )
        for use in flows:
            tied = flow.stage in _TAKEN and flow.id in use.funded_from
            if tied and flow.years and use.years and max(use.years) < min(flow.years):
                what = f"{said(flow.pence)} is taken in {min(flow.years)}, and what it pays for is paid by {max(use.years)}"
                yield what, "", flow.pence or 0, [*places((*flow.evidence, *use.evidence))]


def _late(pence: int | None, taken: set[str], late: dict[str, int]) -> str:
    spent = " and ".join(f"{said(part)} in {year}" for year, part in late.items())
    return f"{said(pence)} is taken in {', '.join(sorted(taken))}, and {spent} is spent of it"
