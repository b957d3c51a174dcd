"""Made-up decisions, and the same as HTML, PDF and DOCX files written by hand."""

import html
import io
import zipfile

from graphkit.reading.build import built
from graphkit.reading.document import Document
from graphkit.reading.formats import lines

PAGE = """PCD 9001 Boats for the Heron Trust

Key information

Reference code: PCD 9001

Date signed:

Decision by: Jo Otter (Past staff), Deputy Mayor, Policing and Crime

Executive summary

The office has been given money for boats and will pass it on to two trusts that row on the river.

Recommendation

The Deputy Mayor for Policing and Crime is recommended to:

1. Accept £50,000 from the River Ministry.

2. Award £30,000 to the Heron Trust.

Non-confidential facts and advice to the Deputy Mayor

1. Introduction and background

1.1 The trusts have rowed since the spring of 2016 and are known to all who live on the banks.

1.2 Their boats are old.

2. Financial Comments

2.1 The table says who gets what of the money that was accepted.

Trust\t2019/20\t2020/21\tTotal
Heron\t10,000\t20,000\t30,000
Otter\t15,000\t5,000\t20,000
Total\t25,000\t25,000\t50,000

3. Legal Comments

3.1 The office may do this.

Signed decision document

Need a document on this page in an accessible format?
"""

FORM = """REQUEST FOR DMPC DECISION \u2013 DMPCD 2013 07

Title: Lamps for the towpath

Executive Summary:

The towpath is dark and the office is asked to light it.

Recommendation:

- 1. Approve lamps for £7,000
- 2. Delegate the signing of the contract to the Chief Operating Officer

Deputy Mayor for Policing and Crime

I confirm that I have no interest in this decision that would have to be declared.

Signature

Date 3/9/13

PART I - NON-CONFIDENTIAL FACTS AND ADVICE TO THE DMPC

1. Introduction and background

- 1.1 The towpath has been dark for as long as anybody who walks there at night can think back to
   the lamps of old.
1.2

It is time that somebody put new ones up along it.

4

2. Financial Comments

- 2.1 A paragraph that the end of a page has broken into two of which the first ends without a

5

full stop, and the second begins small.

Borough\tLamps
Otterby\t£4,000
Heronby (and Swanby)\t£3,000
Total\t£7,000

Borough\tPosts
Otterby\t£400
Total\t£400

Public access to information

Date 4/9/13
"""

OLD = """Grants for two ferries

Reference code:\u00a0
PCD 77
Date signed:\u00a0
20 March 2017
Authorisation name:\u00a0
Jo Otter, Deputy Mayor, Policing and Crime

Executive summary

The ministry has sent money for ferries, and this paper asks to pass it on to those who row them.


That the Deputy Mayor approves two grants from this money:
\u2022\u00a0 \u00a0£95,000 to Otterby for a ferry.
\u2022\u00a0 \u00a0£25,000 to the Heron Trust.

That the Deputy Mayor lets the Acting Director sign the second grant.

Non-confidential facts and advice to the Deputy Mayor

1.\u00a0 Introduction

Ferries of Otterby

1.1.\u00a0 The ferry of Otterby has been on the river for so many years that nobody knows who built it.

Share this page
"""

LOST = """Skip to main content
Home

PCD 9002 Mentors for otters (and herons

Key information

Reference code: PCD 9002

Date signed:

Date published:

Decision by: Jo Otter, Deputy Mayor, Policing and Crime

PCD 9002 Mentors for otters (and herons)

The office pays for mentors, and the ministry adds to that for as long as the mentors swim.

The Deputy Mayor for Policing and Crime is recommended to:

  1. Accept £300 from the ministry.

  1. Award £400 to mentors.

  1. Introduction and background

  1. Otters have been mentored for years, and they have been better swimmers from the first of them on.

  1. Herons have not.

  1. Financial Comments

The figures stand in the table.

2023/24

£

2024/25

£

2025/26

£

Total
£

Mentors

9,100

49,000

21,900

80,000

Boats

2,400

16,900

8,000

27,300

Total

11,500

65,900

29,900

107,300

Funded by

Ministry

11,500

18,500

30,000

Own budget

47,400

29,900

77,300

Total

11,500

65,900

29,900

107,300

  1. Legal Comments

  1. The office may.
"""

STRIPPED = """Key information

Executive summary

Somebody gives boats away.

Recommendation

- Approve the boats.

- Note the river.
"""

#: The layouts by name.
LAYOUTS = {"page": PAGE, "form": FORM, "old page": OLD, "later page": LOST, "stripped": STRIPPED}


def read(text: str) -> Document:
    """The document of a plain text."""
    return built(lines(text.encode(), "made.txt"))


def places(document: Document) -> dict[str, str]:
    """Place → the first words that stand there, of all that can be cited but title and fields."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if block.kind in ("paragraph", "item", "row"):
            found.setdefault(block.locator, " ".join(block.text.split()[:2]))
    return found


def outline(document: Document) -> list[tuple[str, str, str]]:
    """Kind, place and words of each block but boilerplate."""
    return [(block.kind, block.locator, block.text) for block in document.blocks if block.kind != "boilerplate"]


def as_html(text: str) -> bytes:
    """The page of a text: its paragraphs, and its tables."""
    parts = []
    for part in text.strip().split("\n\n"):
        rows = part.split("\n")
        if "\t" in part:
            cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row.split("\t")) for row in rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        else:
            parts.append(f"<p>{'<br>'.join(map(html.escape, rows))}</p>")
    return f"<!doctype html><html><body><nav>Menu</nav>{''.join(parts)}<footer>Feet</footer></body></html>".encode()


def as_docx(text: str) -> bytes:
    """The Word document of a text."""

    def paragraph(words: str) -> str:
        return f"<w:p><w:r><w:t>{html.escape(words)}</w:t></w:r></w:p>"

    parts = []
    for part in text.strip().split("\n\n"):
        rows = part.split("\n")
        if "\t" in part:
            cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row.split("\t")) for row in rows)
            parts.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>")
        else:
            parts += map(paragraph, rows)
    return zipped("".join(parts))


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
    for row, words in enumerate(text.split("\n")):
        for column, cell in enumerate(words.split("\t")):
            written = cell.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            found.append(f"BT /F 10 Tf {50 + 120 * column} {800 - 12 * row} Td ({written}) Tj ET")
    return "\n".join(found).encode("cp1252")


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
