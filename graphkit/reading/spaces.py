"""What the grammars share: white space inside a phrase, and the text just before a place."""

import re

#: One space, or another white sign of the same line and the same cell of a table.
H = r"[^\S\r\n\t]"

#: White space between two words of one phrase: it may break one line, never a paragraph or a cell.
W = rf"(?:{H}{{1,6}}|{H}{{0,3}}\r?\n{H}{{0,3}})"

#: What every sum and every point of time has: looked for first, as most sentences have none.
DIGIT = re.compile(r"[0-9]")

#: How far a grammar looks to either side of what it reads.
REACH = 80


def phrase(words: str) -> str:
    """A pattern for words that are written with single blanks, whatever white space parts them in a text.

    >>> import re
    >>> bool(re.fullmatch(phrase("up to"), "up  to")), bool(re.fullmatch(phrase("up to"), "up" + chr(9) + "to"))
    (True, False)
    """
    return words.replace(" ", W)


def before(text: str, place: int, floor: int = 0) -> str:
    """The text just before a place, not before the floor.

    >>> before("a grant of up to £5", 17, 8)
    'of up to '
    """
    return text[max(floor, place - REACH, 0) : place]
