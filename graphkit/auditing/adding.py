"""Rules on totals and counts of a document: tables, sentences, lists."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphkit.auditing.books import Finding, said
from graphkit.auditing.page import Page
from graphkit.reading import amounts, periods
from graphkit.reading.amounts import Amount
from graphkit.reading.document import Block
from graphkit.reading.statements import Statement

#: Words between a sum and its first part that leave no doubt, and those that may mean something else.
_SURE = re.compile(
    r"\b(?:that is|i\.e\.|made up of|comprising|comprises|consist(?:s|ing) of|broken down|split (?:into|as|between))", re.I
)
_LIKELY = re.compile(r"(?:\bwith|\bbeing|:|\(|\bof which)\s", re.I)
_LINK = re.compile(r"(?:,|;|\band|&|\bplus)", re.I)
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=2)}
_TOTAL = re.compile(r"(?:(?:grand|overall|combined) )?totals?\b", re.IGNORECASE)
_SUBTOTAL = re.compile(r"sub[- ]?totals?\b", re.IGNORECASE)
_FOLLOWING = re.compile(rf"\bfollowing (?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<what>[a-z]{{3,20}}s)\b", re.I)


def totals(page: Page) -> Iterator[Finding]:
    """Totals of rows and columns, of a sentence's parts, and of a list under a sum."""
    for table in page.tables:
        yield from _columns(page, table)
        yield from _rows(page, table)
    for sentence in page.sentences:
        yield from _sentence(page, sentence)
    yield from _lists(page)


def counts(page: Page) -> Iterator[Finding]:
    """*The following two grants*, and a list of more or fewer."""
    for lead, items in _listed(page):
        told = _FOLLOWING.search(lead.text)
        if told:
            number = int(told["number"]) if told["number"].isdigit() else _NUMBERS[told["number"].casefold()]
            if number != len(items):
                places = (lead.locator, *(item.locator for item in items))
                what = f"{told[0]} are announced, and {len(items)} listed"
                yield page.find(what, places, str(len(items)), str(number))


def _figure(cell: str, head: str) -> Amount | None:
    unit = amounts.heading(head)
    found = amounts.cell(cell, True, unit or "digits")
    return found if found and found.pence is not None else None


def _signed(figure: Amount) -> int:
    return -(figure.pence or 0) if figure.negative else figure.pence or 0


def _is_total(text: str) -> bool:
    return bool(_TOTAL.match(text.strip()))


def _columns(page: Page, table: list[Block]) -> Iterator[Finding]:
    """Each column's figures against the row of totals below them; a line of text alone begins anew.

    Totals may be of the rows, of the sub-totals, or of all totals above: the last is too loose to find anything by.
    """
    head = table[0].cells
    above, between, before = list[Block](), list[Block](), list[Block]()
    for row in table[1:]:
        if len([cell for cell in row.cells if cell]) < 2 or len(row.cells) != len(head):
            above = []
        elif _SUBTOTAL.match(row.cells[0].strip()):
            yield from _over(page, head, [above], row)
            between, above = [*between, row], []
        elif _is_total(row.cells[0]):
            yield from _over(page, head, [[*between, *above] if between else above, [*before, *above]], row)
            above, between, before = [], [], [*before, row]
        else:
            above.append(row)


def _over(page: Page, head: Sequence[str], ways: list[list[Block]], row: Block) -> Iterator[Finding]:
    """What is wrong with a row of totals, whichever of several groups of rows it is of; only the first group tells."""
    for n in range(1, len(head)):
        found = [[*_added(page, [one.cells[n] for one in rows], row.cells[n], head[n], row.locator)] for rows in ways]
        sums = [len(rows) > 1 for rows in ways]
        if all(one or not enough for one, enough in zip(found, sums, strict=True)):
            yield from found[0]


def _rows(page: Page, table: list[Block]) -> Iterator[Finding]:
    """Each row's figures against its last cell, where the head calls that a total and all before it are sums of a time."""
    head = table[0].cells
    if len(head) < 4 or not _is_total(head[-1]):
        return
    for row in table[1:]:
        same = len(row.cells) == len(head) and all(
            not cell or "\u00a3" in cell or amounts.heading(name) or periods.find(name)
            for name, cell in zip(head[1:-1], row.cells[1:-1], strict=True)
        )
        if same:
            yield from _added(page, row.cells[1:-1], row.cells[-1], head[-1], row.locator)


def _added(page: Page, cells: Sequence[str], last: str, head: str, place: str) -> Iterator[Finding]:
    """The figures of some cells against the one of their total; nothing where a cell has text that is no figure."""
    whole, parts = _figure(last, head), [_figure(cell, head) for cell in cells if cell.strip(" -\u2013\u2014")]
    if not whole or len(parts) < 2 or None in parts:
        return
    known = [part for part in parts if part]
    rounding = (len(known) + 1) * max(whole.step_pence, *(part.step_pence for part in known)) // 2
    added, stated = sum(map(_signed, known)), _signed(whole)
    # A pound is lost where pence were rounded; a column of thousands may lose half of one in each.
    if abs(added - stated) > (rounding if whole.unit != "digits" else 100):
        yield page.find(f"the parts add up to {said(added)}, the total says {said(stated)}", [place], said(stated), said(added))


def _sentence(page: Page, sentence: Statement) -> Iterator[Finding]:
    """A sum and behind it its parts, as in *A, that is B and C*. With a less sure word, only where they nearly add up."""
    told = [amount for amount in sentence.amounts if amount.per is None and amount.upper is None]
    if len(told) < 3 or None in (amount.pence for amount in told):
        return
    whole, parts = told[0], told[1:]
    between = sentence.text[whole.end : parts[0].start]
    sure = len(between) <= 60 and _SURE.search(between)
    if not (sure or (len(between) <= 120 and _LIKELY.search(between))):
        return
    if not all(_LINK.search(sentence.text[a.end : b.start]) for a, b in pairwise(parts)):
        return
    yield from _compared(page, whole, parts, [sentence.block.locator], bool(sure))


def _compared(page: Page, whole: Amount, parts: Sequence[Amount], where: list[str], sure: bool) -> Iterator[Finding]:
    added, stated = sum(part.pence or 0 for part in parts), whole.pence or 0
    off = abs(added - stated)
    rounding = sum(amount.step_pence for amount in (whole, *parts) if amount.unit != "digits")
    if off > max(rounding, 100) and all((part.pence or 0) < stated for part in parts) and (sure or off * 20 <= stated):
        what = f"{' and '.join(said(part.pence) for part in parts)} add up to {said(added)}, not {said(stated)}"
        yield page.find(what, where, said(stated), said(added))


def _listed(page: Page) -> Iterator[tuple[Block, list[Block]]]:
    """Each paragraph that ends with a colon, and the items right behind it."""
    blocks = page.blocks
    for at, block in enumerate(blocks):
        if block.kind == "paragraph" and block.text.rstrip().endswith(":"):
            items = []
            for one in blocks[at + 1 :]:
                if one.kind != "item" or one.section != block.section:
                    break
                items.append(one)
            if len(items) > 1:
                yield block, items


def _lists(page: Page) -> Iterator[Finding]:
    """A list of one sum each, against the one sum of the sentence before it, where they nearly add up."""
    for lead, items in _listed(page):
        whole = [amount for amount in amounts.find(lead.text) if amount.pence is not None]
        each = [amounts.find(item.text) for item in items]
        if len(whole) == 1 and whole[0].per is None and all(len(told) >= 1 and told[0].pence is not None for told in each):
            parts = [told[0] for told in each]
            yield from _compared(page, whole[0], parts, [lead.locator, *(item.locator for item in items)], whole[0].total)
