"""Parts → a document: numbers counted where they were lost, tables made whole, a place for each block."""

import itertools
from collections.abc import Iterator

from graphkit.reading import fields as read
from graphkit.reading.asked import places as asked
from graphkit.reading.columns import value_cell
from graphkit.reading.document import Block, Document, Line
from graphkit.reading.headings import FRONT, plain
from graphkit.reading.mend import mended
from graphkit.reading.parts import Part, Parts, taken_apart
from graphkit.reading.places import Numbers, Table, rows, tables
from graphkit.reading.tables import flattened, recovered


def built(lines: list[Line], address: str = "") -> Document:
    """The document that these lines are; its address, or the name of its file, may hold its reference.

    >>> document = built([Line("PCD 12 Grants"), Line("Key information"), Line("Date signed: 2 May 2019"),
    ...     Line("Recommendation"), Line("- Pay \u00a35."), Line("- Pay \u00a36.")])
    >>> [(block.locator, block.text) for block in document.blocks if block.kind == "item"]
    [('recommendation 1', 'Pay \u00a35.'), ('recommendation 2', 'Pay \u00a36.')]
    >>> document.references, document.date_signed
    (('PCD 12',), '2019-05-02')
    """
    found = taken_apart(flattened(mended(lines)))
    parts, notes = _tables(found.parts)
    located = _located(parts, found.headed)
    text, blocks = _written(located)
    references = _references(found, address)
    day, blank, told = _signed(found)
    named = next((field.value for field in found.fields if field.name == "decided by" and field.value), None)
    document = Document(
        text,
        blocks,
        found.title,
        references,
        day,
        (read.role(named) if named else None) or found.role,
        _layout(found, blocks),
        blank,
        (*notes, *told),
    )
    return document._replace(notes=(*document.notes, *_contradicted(document)))


def _signed(found: Parts) -> tuple[str | None, tuple[str, ...], list[str]]:
    blank = tuple(dict.fromkeys(field.name for field in found.fields if not field.value))
    told = [field.value for field in found.fields if field.name == "date signed" and field.value]
    days = list(dict.fromkeys(day for value in told if (day := read.day(value))))
    if len(days) > 1:
        return None, blank, [f"several dates of signing: {', '.join(days)}"]
    if told and not days:
        return None, blank, [f"the date signed is no date: {told[0][:60]}"]
    return (days[0] if days else found.signed), blank, []


def _references(found: Parts, address: str) -> tuple[str, ...]:
    written = []
    for field in found.fields:
        if field.name == "reference" and field.value:
            written += read.references(field.value) or [field.value[:60]]
    for part in found.parts:
        if part.kind == "title" or (part.kind == "boilerplate" and not part.section):
            written += read.references(part.text)
    return tuple(dict.fromkeys([*written, *read.in_address(address)]))


def _contradicted(document: Document) -> list[str]:
    ids = document.ids
    return [f"several references: {', '.join(document.references)}"] if len(ids) > 1 else []


def _layout(found: Parts, blocks: tuple[Block, ...]) -> str:
    if found.role or any(block.kind == "boilerplate" and plain(block.text).startswith("request for") for block in blocks):
        return "form"
    if not found.title and not found.fields:
        return "stripped"
    if any(block.counted and block.section not in FRONT for block in blocks):
        return "later page"
    return "page" if found.headed else "old page"


def _tables(parts: list[Part]) -> tuple[list[Part], list[str]]:
    """The parts with every table's rows as wide as its head, and what is open about them."""
    groups = list(_groups(parts))
    after = _after(parts)
    names = tables([Table(after[group[0]], parts[group[0]].section) for group in groups])
    found = list(parts)
    notes: list[str] = []
    for group, name in zip(groups, names, strict=True):
        cells = [parts[n].cells for n in group]
        if not all(parts[n].exact for n in group):
            whole = recovered(cells, name)
            cells, notes = whole.rows, notes + whole.notes
        for n, row, place in zip(group, cells, rows(name, cells), strict=True):
            found[n] = parts[n]._replace(cells=row, text="\t".join(row), number=place)
    return found, notes


def _groups(parts: list[Part]) -> Iterator[list[int]]:
    """Runs of rows: each is a table."""
    group: list[int] = []
    for n, part in enumerate(parts):
        if group and (part.kind != "row" or _begins(part, parts[group[0]], parts[group[-1]])):
            yield group
            group = []
        if part.kind == "row":
            group.append(n)
    if group:
        yield group


def _begins(part: Part, head: Part, before: Part) -> bool:
    """Whether a row begins another table: it has the head's first cell again, or is a head after a blank line."""
    again = len(part.cells) > 1 and bool(part.cells[0]) and part.cells[0] == head.cells[0]
    return not _figures(part) and (again or (part.apart and _figures(before)))


def _figures(part: Part) -> bool:
    return any(value_cell(cell) for cell in part.cells[1:])


def _after(parts: list[Part]) -> list[str]:
    """For each part the last printed number before it in its section; empty where there is none."""
    found, number, section = [], "", ""
    for part in parts:
        if part.section != section or part.kind == "heading":
            number, section = "", part.section
        found.append(number)
        if part.mark == "dotted":
            number = part.number
    return found


def _located(parts: list[Part], headed: bool) -> list[Block]:
    """Blocks without offsets: the number and the place of each part."""
    numbers = Numbers([part.number for part in parts if part.mark == "dotted" and part.section not in FRONT])
    recommended = asked([p for p in parts if p.section == "recommendation" and p.kind in ("item", "paragraph")], headed)
    printed = [int(part.number) for part in parts if part.kind == "heading" and part.number.isdecimal()]
    lost = any(b <= a for a, b in itertools.pairwise(printed))
    found, current, section, heading, inside = [], "", "", 0, 0
    for part in parts:
        number, counted, place = part.number, False, part.section
        if part.kind == "boilerplate":
            place = ""
        elif part.kind == "row":
            number, place = "", part.number
        elif part.kind == "heading":
            if part.section != section:
                current = ""
            section = part.section
            if part.number:
                heading, inside = heading + 1, 0
                number, counted = (str(heading), True) if lost else (number, False)
        elif part.section == "recommendation" and part.kind in ("item", "paragraph"):
            number, counted, place = next(recommended)
        elif part.section not in ("title", "key information", "executive summary"):
            if part.mark == "dotted":
                place = current = numbers.next(number)
            elif current:
                place = current
            elif part.mark == "single":
                inside += 1
                number, counted = f"{heading}.{inside}", True
        found.append(
            Block(part.kind, part.prefix + part.text, len(part.prefix), 0, part.section, number, counted, place, part.cells)
        )
    return found


def _written(blocks: list[Block]) -> tuple[str, tuple[Block, ...]]:
    """The text that the blocks make, one a line, and the blocks with their offsets in it."""
    lines, found, at = [], [], 0
    for block in blocks:
        start, end = at + block.start, at + len(block.text)
        lines.append(block.text)
        found.append(block._replace(text=block.text[block.start :], start=start, end=end))
        at = end + 1
    return "\n".join(lines), tuple(found)
