"""The numbers that a word processor writes before paragraphs, counted as it would count them."""

from typing import NamedTuple


class Level(NamedTuple):
    """A level of a list: its first number, its form (decimal, bullet, ...), and its text, as in ``%1.%2``."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."


class Counters:
    """Counts the paragraphs of lists: one count for each list and level; a level begins anew under the one above.

    >>> counters = Counters({"7": {0: Level(), 1: Level(text="%1.%2")}})
    >>> [counters.next("7", level) for level in (0, 1, 1, 0, 1)]
    ['1. ', '1.1 ', '1.2 ', '2. ', '2.1 ']
    """

    def __init__(self, lists: dict[str, dict[int, Level]]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, name: str, depth: int) -> str:
        """What stands before the next paragraph of a list at a level; nothing for a list that is not known."""
        levels = self._lists.get(name, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        counts = self._counts.setdefault(name, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        text = level.text
        for other in range(depth + 1):
            above = levels.get(other, Level())
            text = text.replace(f"%{other + 1}", written(counts.get(other, above.start), above.form))
        return f"{text} "


def written(number: int, form: str) -> str:
    """A number in one of a word processor's forms.

    >>> written(3, "lowerLetter"), written(4, "lowerRoman"), written(12, "decimal")
    ('c', 'iv', '12')
    """
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form.endswith("Roman"):
        roman, rest = "", min(number, 399)
        for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(number)
