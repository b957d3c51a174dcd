"""The same document in every format, the same facts in each, and what formats have of their own."""

from functools import partial

import labelled
import made
import pytest

from graphkit.reading.build import built
from graphkit.reading.facts import Reading
from graphkit.reading.formats import lines

FORMATS = {"html": made.as_html, "docx": made.as_docx, "pdf": made.as_pdf}


#: The same, with the numbers that the format itself keeps for the items of lists.
WAYS = FORMATS | {"lists in html": partial(made.as_html, lists=True), "lists in docx": partial(made.as_docx, lists=True)}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("layout", made.LAYOUTS)
def test_every_format_gives_the_same_blocks(layout: str, format_: str) -> None:
    text = made.LAYOUTS[layout]
    document = built(lines(FORMATS[format_](text), f"a.{format_}"))
    assert made.outline(document) == made.outline(made.read(text))


def told(reading: Reading) -> list[object]:
    """The facts of a reading with their words and places; where in the text these begin is each format's own."""
    found: list[object] = [reading.decided_by, reading.references]
    for facts in (reading.flows, reading.budgets, reading.delegations, reading.partnerships, reading.services):
        found += [fact._replace(evidence=tuple(one._replace(start=0, end=0) for one in fact.evidence)) for fact in facts]
    return found


#: Decisions of which a format tells more or less than plain text does, and what.
OTHERWISE = {
    "develop-29-stripped-grant": "a word that a line of the PDF breaks at its hyphen",
    "develop-33-borough-rows-amount-first": "two rows without marks, which in plain text look like one wrapped paragraph",
    "develop-47-mayor-decides": "two items without marks, which in plain text look like one wrapped paragraph",
}


#: As many as there is time for, each in every format.
SOME = labelled.STEMS[:48]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stem", [stem for stem in SOME if stem not in OTHERWISE])
def test_every_format_gives_the_same_facts_at_the_same_places(stem: str, way: str) -> None:
    """No format says more than another of these decisions: not one locator differs."""
    data = WAYS[way](labelled.text_of(stem))
    assert told(labelled.read(data, f"{stem}.{way.split()[-1]}")) == told(labelled.reading(stem))


def test_markdown_gives_the_same_blocks() -> None:
    text = made.PAGE.replace("Executive summary", "## Executive summary").replace("£50,000", "**£50,000**")
    text = "\n".join(f"| {line.replace(chr(9), ' | ')} |" if "\t" in line else line for line in text.split("\n"))
    assert made.outline(built(lines(text.encode(), "a.md"))) == made.outline(made.read(made.PAGE))


def test_the_items_of_a_web_page_are_numbered_as_a_browser_does() -> None:
    page = (
        b"<h2>Recommendation</h2><ol><li>Pay:<ul><li>now</li></ul></li><li><p>Note.</p></li></ol><ol start=3><li>Sign.</li></ol>"
    )
    found = [(b.locator, b.text) for b in built(lines(b"<html><h1>Boats</h1>" + page)).blocks if b.kind == "item"]
    assert found == [
        ("recommendation 1", "Pay:"),
        ("recommendation 1", "now"),
        ("recommendation 2", "Note."),
        ("recommendation 3", "Sign."),
    ]


def test_a_list_for_each_item_is_counted() -> None:
    page = b"<html><h2>Recommendation</h2><ol><li>Pay.</li></ol><ol><li>Sign.</li></ol>"
    found = [(b.locator, b.counted) for b in built(lines(page)).blocks if b.kind == "item"]
    assert found == [("recommendation 1", True), ("recommendation 2", True)]


def test_a_cell_over_two_columns_leaves_a_blank() -> None:
    page = b"<html><p>x<table><tr><td>a<td>1<td>2<tr><td colspan=2>b<td>3<tr><td rowspan=2>c<td>4<td>5<tr><td>6<td>7</table>"
    rows = [line.cells for line in lines(page) if line.cells]
    assert rows == [("a", "1", "2"), ("b", "", "3"), ("c", "4", "5"), ("", "6", "7")]


def test_the_numbers_that_a_word_processor_writes_are_counted_like_it_does() -> None:
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    levels += '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'

    def paragraph(text: str, level: int) -> str:
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
        return f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = paragraph("Introduction", 0) + paragraph("We row.", 1) + paragraph("Legal comments", 0) + paragraph("We may.", 1)
    blocks = built(lines(made.zipped(body, numbering))).blocks
    assert [(b.locator, b.text) for b in blocks if b.kind == "paragraph"] == [("1.1", "We row."), ("2.1", "We may.")]


def test_a_ruled_table_of_a_pdf_keeps_its_blank_cells() -> None:
    words = made.as_pdf("Financial comments\n\n2.1 The table is below.")
    rules = [f"50 {y} m 350 {y} l S" for y in (700, 680, 660)] + [f"{x} 660 m {x} 700 l S" for x in (50, 150, 250, 350)]
    cells = [(55, 686, "Trust"), (155, 686, "2019/20"), (255, 686, "2020/21"), (55, 666, "Heron"), (255, 666, "5,000")]
    texts = [f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in cells]
    page = words.split(b"stream\n")[1].split(b"\nendstream")[0].decode()
    found = lines(made.pdf(["\n".join([page, *rules, *texts]).encode()]))
    assert [line.cells for line in found if line.cells] == [("Trust", "2019/20", "2020/21"), ("Heron", "", "5,000")]


def test_the_head_that_every_page_of_a_pdf_repeats_is_the_pages_own() -> None:
    text = "\n".join(f"1.{n} A paragraph of the report that is here to fill the page up to its end.\n" for n in range(1, 90))
    pages = [f"The office   page {n}\n\n" + "\n".join(text.split("\n")[48 * (n - 1) : 48 * n]) for n in (1, 2, 3)]
    found = lines(made.pdf([made.page(page) for page in pages]))
    assert [line.chrome for line in found if line.text.startswith("The office")] == [True, True, True]
    assert sum(line.chrome for line in found) == 3


def test_words_in_any_order_of_western_windows_are_read() -> None:
    assert [line.text for line in lines("Grant of £5".encode("cp1252"))] == ["Grant of £5"]
