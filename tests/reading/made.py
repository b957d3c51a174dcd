"""Made-up decisions, what is read from them, and the same as files of other formats."""

from made_files import as_docx, as_html, as_pdf, page, pdf, zipped

from graphkit.reading.build import built
from graphkit.reading.document import Document
from graphkit.reading.formats import lines

__all__ = [
    "FORM",
    "LAYOUTS",
    "LOST",
    "OLD",
    "PAGE",
    "STRIPPED",
    "as_docx",
    "as_html",
    "as_pdf",
    "outline",
    "page",
    "pdf",
    "places",
    "read",
    "zipped",
]

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
