"""The place of each block, in the words by which a reader finds it in the document."""

from collections import Counter
from typing import NamedTuple

from graphkit.reading.columns import total

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class Table(NamedTuple):
    """A table: the printed number that it stands after, if any, and its section."""

    after: str
    section: str


class Numbers:
    """Printed paragraph numbers, told apart where one stands twice.

    >>> numbers = Numbers(["2.1", "2.2", "2.1"])
    >>> numbers.next("2.1"), numbers.next("2.2"), numbers.next("2.1")
    ('2.1 (first)', '2.2', '2.1 (second)')
    """

    def __init__(self, printed: list[str]) -> None:
        self._all = Counter(printed)
        self._seen: Counter[str] = Counter()

    def next(self, number: str) -> str:
        """The place of the next paragraph of this number."""
        if self._all[number] == 1:
            return number
        self._seen[number] += 1
        return f"{number} ({ordinal(self._seen[number])})"


def ordinal(number: int) -> str:
    """First, second and so on, in words as far as they are short.

    >>> ordinal(2), ordinal(12), ordinal(21)
    ('second', '12th', '21st')
    """
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def tables(found: list[Table]) -> list[str]:
    """The place of each table: numbered where several stand after one paragraph, or in one section without numbers.

    >>> tables([Table("1.10", "introduction"), Table("1.10", "introduction"), Table("", "financial comments")])
    ['table 1 after 1.10', 'table 2 after 1.10', 'table in financial comments']
    """
    where = [f"after {table.after}" if table.after else f"in {table.section}" for table in found]
    many, seen = Counter(where), Counter[str]()
    names = []
    for place in where:
        seen[place] += 1
        names.append(f"table {seen[place]} {place}" if many[place] > 1 else f"table {place}")
    return names


def rows(table: str, cells: list[tuple[str, ...]]) -> list[str]:
    """The place of each row: by its label where no other row has it, else by its number; the head counts as a row.

    >>> rows("table 1 after 1.10", [("Borough", "Amount"), ("Otterby (and Heronby)", "5"), ("", "6"), ("Total", "11")])
    ['table 1 after 1.10, Borough', 'table 1 after 1.10, Otterby', 'table 1 after 1.10, row 3', 'table 1 after 1.10, total']
    """
    labels = [_label(row[0]) if row else "" for row in cells]
    many = Counter(labels)
    found = [label if label and many[label] == 1 else f"row {n}" for n, label in enumerate(labels, start=1)]
    return [f"{table}, {place}" for place in found]


def _label(cell: str) -> str:
    short = cell.split("(", 1)[0].strip().rstrip(":").strip()
    return "total" if short.casefold() == "total" or (total(cell) and len(cell) <= 6) else short[:80]
