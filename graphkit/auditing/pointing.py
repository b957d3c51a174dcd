"""Rules on what a document points to: its own sections and tables, and what it says was told above."""

import re
from collections.abc import Iterator

from graphkit.auditing.books import Finding
from graphkit.auditing.page import Page
from graphkit.reading import amounts
from graphkit.reading.document import Block

_SHOWN = r"(?:set out|listed|shown|detailed|given|described|outlined|contained|summarised|as per)"
_TO = re.compile(
    rf"\b{_SHOWN} (?:in|at|under) (?:section|paragraph|para)s? (?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?![\d(]|\.\d)"
    # A law's own sections are none of ours: "section 9 of", "section 17 Crime and Disorder Act".
    r"(?!\s{0,2}\(|,? of (?!this)|,? (?:the )?(?-i:[A-Z]))",
    re.IGNORECASE,
)
#: What is promised is sums where one of these stands right before.
_MONEY = re.compile(
    r"\b(?:allocations?|awards|amounts?|sums?|costs|figures?|prices?|breakdown|split|tables?)\b[^.;]{0,40}\Z", re.I
)
_TABLE_BELOW = re.compile(
    r"\b(?:the )?(?:table|chart|breakdown)s? (?:below|shows?|sets? out)\b|\b(?:the |a )?(?:following|below) table\b"
    r"|\b(?:in|see) the table\b|\b(?:as )?shown below\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:set out|described|outlined|detailed|mentioned|referred to|stated) (?:above|in this (?:decision|paper|report|form))\b",
    re.I,
)
_AWARD = re.compile(r"\b(?:award|contract|grant|appoint|engage)\w{0,6}\b", re.IGNORECASE)
#: Last words of names of firms and charities.
_KIND = (
    r"(?:Ltd|Limited|plc|PLC|LLP|LLC|Inc|CIC|Consulting|Consultants|Consultancy|Associates|Solutions|Services|Systems|Trust"
    r"|Foundation|Group|Society|Association|Institute|Charity|Company|Technologies|Advisory|Partners)"
)
# A capital is looked for first, so that a word is matched in one way only.
_CAPITAL = r"(?=[\w'\u2019-]{0,20}[A-Z])[\w'\u2019-]{1,50}"
_BODY = re.compile(rf"(?<![\w-])(?P<first>{_CAPITAL})(?: (?:(?:of|and|for|&|the) )?{_CAPITAL}){{0,6}}? {_KIND}\b(?: {_KIND}\b)?")


def sections(page: Page) -> Iterator[Finding]:
    """A section referred to for sums in which no sum stands; one that is not there where its like are numbered."""
    numbered = {block.number for block in page.blocks if block.number and not block.counted and block.section != "recommendation"}
    promised: dict[str, list[tuple[str, str]]] = {}
    for one in page.sentences:
        for found in _TO.finditer(one.text):
            promised.setdefault(found["number"], []).append((one.block.locator, one.text[: found.start()]))
    for number, told in promised.items():
        where = [place for place, _ in told]
        if number not in numbered:
            if any(other.count(".") == number.count(".") for other in numbered):
                what = f"section {number} is referred to, and there is none"
                yield page.find(what, where, "no such section", f"section {number}")
        elif any(_MONEY.search(text) for _, text in told) and not _has_money(page, number):
            what = f"section {number} is referred to for sums, and has none"
            yield page.find(what, where, f"section {number} without a sum")


def _has_money(page: Page, number: str) -> bool:
    """Whether a sum or a table stands in a section: from its number to the next of its depth."""
    inside = False
    for block in page.blocks:
        if block.number and not block.counted and block.section != "recommendation" and block.kind != "item":
            inside = block.number == number or block.number.startswith(f"{number}.")
        if inside and (block.kind == "row" or amounts.find(block.text)):
            return True
    return False


def tables(page: Page) -> Iterator[Finding]:
    """A table announced, and no rows behind it; *as shown below*, and the next numbered paragraph right behind it."""
    blocks = page.blocks
    rows = [at for at, block in enumerate(blocks) if block.kind == "row"]
    first, last = (rows[0], rows[-1]) if rows else (len(blocks), -1)
    for at, block in enumerate(blocks):
        announced = _TABLE_BELOW.search(block.text) if block.kind in ("paragraph", "item") and at > last else None
        before = announced and announced[0].casefold().startswith(("in", "see")) and first < at
        if announced and not before and not _displayed(block, blocks[at + 1 : at + 2], announced[0]):
            what = f"what {announced[0]!r} announces does not follow"
            yield page.find(what, [block.locator], "nothing", "the table")


def _displayed(block: Block, behind: list[Block], announced: str) -> bool:
    """Whether something that is no numbered paragraph follows, which may be what is shown."""
    following = behind[0] if behind and behind[0].section == block.section else None
    plain = following is not None and (following.kind == "item" or (following.kind == "paragraph" and not following.number))
    # A table that a conversion made paragraphs of is not lost.
    return bool(following and plain and (any(map(str.isdigit, following.text)) or "table" not in announced.casefold()))


def pasted(page: Page) -> Iterator[Finding]:
    """An award to a body, *as set out above*, of which nothing else in the document says anything."""
    for one in page.sentences:
        if not (_ABOVE.search(one.text) and _AWARD.search(one.text)):
            continue
        for body in _BODY.finditer(one.text):
            if page.document.text.count(body[0]) == 1 and _alone(page, body["first"]):
                what = f"{body[0]} and an award are told as if they stood above, and nothing else mentions them"
                yield page.find(what, [one.block.locator], body[0])


def _alone(page: Page, word: str) -> bool:
    """Whether a word stands once in the whole document."""
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", page.document.text)) == 1
