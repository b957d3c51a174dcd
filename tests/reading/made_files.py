"""A text as an HTML, PDF or DOCX file, written by hand."""

import html
import io
import itertools
import re
import zipfile

#: A line that begins with a bullet or a single number: an item, as a list of the format would have it.
_ITEM = re.compile(r" *(?:- +)?(?:(?P<number>\d{1,2})\.|[-\u2022])[ \u00a0]+(?P<words>\S.*)")


def as_html(text: str, lists: bool = False) -> bytes:
    """The page of a text: its paragraphs, and its tables; with ``lists`` its items are those of lists, which browsers count."""

    def item(row: str, found: re.Match[str] | None) -> str:
        if not found:
            return f"<p>{html.escape(row)}</p>"
        tag, start = ("ol", f" start={found['number']}") if found["number"] else ("ul", "")
        return f"<{tag}{start}><li>{html.escape(found['words'])}</li></{tag}>"

    parts = []
    for part in text.strip().split("\n\n"):
        rows = part.split("\n")
        found = [_ITEM.fullmatch(row) for row in rows]
        if "\t" in part:
            cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row.split("\t")) for row in rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        elif lists and any(found):
            parts += map(item, rows, found)
        else:
            parts.append(f"<p>{'<br>'.join(map(html.escape, rows))}</p>")
    return f"<!doctype html><html><body><nav>Menu</nav>{''.join(parts)}<footer>Feet</footer></body></html>".encode()


def as_docx(text: str, lists: bool = False) -> bytes:
    """The Word document of a text; with ``lists`` its items are those of lists, which the word processor numbers."""
    numbers: list[str] = []

    def paragraph(row: str) -> str:
        place, found = "", _ITEM.fullmatch(row) if lists else None
        if found:
            numbers.append(found["number"] or "")
            place = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(numbers)}"/></w:numPr></w:pPr>'
            row = found["words"]
        return f"<w:p>{place}<w:r><w:t>{html.escape(row)}</w:t></w:r></w:p>"

    parts = []
    for part in text.strip().split("\n\n"):
        rows = part.split("\n")
        if "\t" in part:
            cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row.split("\t")) for row in rows)
            parts.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>")
        else:
            parts += map(paragraph, rows)
    return zipped("".join(parts), _numbering(numbers))


def _numbering(numbers: list[str]) -> str:
    """A list of its own for each item: one that begins with its number, or one of bullets where it has none."""
    kinds, lists = [], []
    for id, number in enumerate(numbers, start=1):
        form = f'<w:start w:val="{number}"/><w:numFmt w:val="{"decimal" if number else "bullet"}"/><w:lvlText w:val="%1."/>'
        kinds.append(f'<w:abstractNum w:abstractNumId="{id}"><w:lvl w:ilvl="0">{form}</w:lvl></w:abstractNum>')
        lists.append(f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>')
    return "".join(kinds + lists)


def zipped(body: str, numbering: str = "") -> bytes:
    """A Word document of a body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {space}>{numbering}</w:numbering>")
    return file.getvalue()


def as_pdf(text: str) -> bytes:
    """A PDF of a text, in lines as a printer breaks them; cells stand at tab stops."""
    broken = [words for line in text.strip().split("\n") for words in _broken(line) or [""]]
    return pdf([page("\n".join(broken[at : at + 60])) for at in range(0, max(len(broken), 1), 60)])


def page(text: str) -> bytes:
    """The instructions that write a page of text."""
    found = []
    lines = text.split("\n")
    stops = _stops(lines)
    for row, words in enumerate(lines):
        for stop, cell in zip(stops[row], words.split("\t"), strict=False):
            written = cell.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            found.append(f"BT /F 10 Tf {stop} {800 - 12 * row} Td ({written}) Tj ET")
    return "\n".join(found).encode("cp1252")


def _stops(lines: list[str]) -> list[list[int]]:
    """Where the cells of each line stand: those of a table under each other, each column as wide as its widest cell."""
    found: list[list[int]] = []
    for is_table, group in itertools.groupby(lines, key=lambda line: "\t" in line):
        rows = [line.split("\t") for line in group]
        columns = list(itertools.zip_longest(*rows, fillvalue="")) if is_table else []
        widths = [max(120, 20 + 5 * max(map(len, column))) for column in columns]
        found += [list(itertools.accumulate(widths, initial=50))] * len(rows)
    return found


def _broken(line: str) -> list[str]:
    found: list[str] = []
    for word in line.split(" "):
        if found and len(found[-1]) + len(word) < 85:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def pdf(pages: list[bytes]) -> bytes:
    """A PDF of the instructions of its pages."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)), font]
    for n, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>" % (5 + 2 * n)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(page), page))
    out, offsets = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
