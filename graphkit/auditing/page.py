"""A document as the rules look at it: its sentences, what each names, and its tables."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import groupby

from graphkit.auditing.books import Finding
from graphkit.reading import amounts
from graphkit.reading.amounts import Amount
from graphkit.reading.document import Block, Document
from graphkit.reading.facts import Evidence, Reading
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.statements import Statement, statements

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
#: Words that say nothing of what a sentence is about.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an the of to for in on at by with from and or as is are was be been being will would this that these those it its "
        "which who their there has have had not no up also then than into per over under between during each both total sum "
        "amount approve approves approval approved decision paper seeks requested recommended deputy mayor policing crime ",
    )
)
#: More tables, rows or sentences than this are not compared with each other.
MOST = 400


class Page:
    """A document, what was read from it (or None), and the ids of the decisions at hand (or None: not asked)."""

    def __init__(self, document: Document, reading: Reading | None = None, known: Collection[str] | None = None) -> None:
        self.document, self.reading, self.known = document, reading, known
        #: How the document is called in findings.
        self.name = (document.references or (document.title or "(no reference)",))[0]
        self._adding: dict[int | None, bool] = {}
        #: Blocks that are said by the decision itself, and by no form or page around it.
        self.blocks = [block for block in document.blocks if block.kind not in ("boilerplate", "field", "title")]

    @cached_property
    def sentences(self) -> list[Statement]:
        """Every sentence of text; rows of tables and headings are none."""
        found = statements(self.document, Gazetteer(()))
        return [one for one in found if one.block.kind in ("paragraph", "item")]

    @cached_property
    def told(self) -> list[tuple[Statement, Amount]]:
        """Every sum of the text that is sure, with its sentence."""
        return [(one, amount) for one in self.sentences for amount in one.amounts if amount.pence is not None]

    @cached_property
    def tables(self) -> list[list[Block]]:
        """The rows of each table."""
        rows = (block for block in self.blocks if block.kind == "row")
        return [[*group] for _, group in groupby(rows, lambda row: row.locator.rpartition(", ")[0])]

    @cached_property
    def pence(self) -> frozenset[int]:
        """Every sum of the text and of the tables, each once."""
        cells = (amounts.cell(cell) for table in self.tables for row in table for cell in row.cells)
        sums = {cell.pence for cell in cells if cell and cell.pence is not None}
        return frozenset(sums | {amount.pence for _, amount in self.told if amount.pence is not None})

    def adds_up(self, pence: int | None) -> bool:
        """Whether two other sums of the document and this one make a sum of three."""
        if pence not in self._adding:
            others = sorted(self.pence - {pence})[:MOST]
            known = {*others}
            self._adding[pence] = pence is not None and any(pence + one in known or pence - one in known for one in others)
        return self._adding[pence]

    def find(self, message: str, places: Iterable[str], saw: str = "", expected: str = "") -> Finding:
        """A finding in this document; the audit adds the rule's name."""
        where = tuple(dict.fromkeys(place for place in places if place))
        return Finding("", self.name, (), message, (), where, saw, expected)


def words(sentence: Statement) -> frozenset[str]:
    """What a sentence is about: its words in small letters, without those that every sentence has."""
    return frozenset(word.casefold() for word in _WORD.findall(sentence.text)) - _EMPTY


def names(sentence: Statement, first: bool = False) -> frozenset[str]:
    """The words of a sentence that may be of a name: with a capital, and not because the sentence begins, unless ``first``."""
    capital = (word for word in _WORD.finditer(sentence.text) if word[0][0].isupper())
    kept = (word[0] for word in capital if first or word.start() or word[0].isupper())
    return frozenset(word.casefold().removesuffix("'s").removesuffix("\u2019s") for word in kept) - _EMPTY


def same_name(one: Statement, two: Statement) -> frozenset[str]:
    """Words of names that two sentences share; the word that begins one of them must have its capital in the other, too."""
    return (names(one) & names(two, True)) | (names(one, True) & names(two))


def places(evidence: Iterable[Evidence]) -> Iterator[str]:
    """Where what was read stands."""
    return (one.locator for one in evidence)
