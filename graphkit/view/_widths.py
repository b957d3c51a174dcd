"""How wide a text will be where no font can be asked, in the widths that Arial, Helvetica and Liberation Sans share."""

from __future__ import annotations

import re
import unicodedata

#: Thousandths of the font's size -> the characters that are so wide.
_PLAIN = {
    191: "'", 222: "ijl‘’ł", 260: "|", 278: " !,./:;I[\\]ft·", 333: "()-`r“”", 334: "{}", 355: '"', 389: "*", 400: "°", 469: "^",
    500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu£€–đ§", 584: "+<=>~×", 611: "FTZßø", 667: "&ABEKPSVXY", 722: "CDHNRUw",
    778: "GOQ", 833: "Mm", 889: "%æ", 944: "Wœ", 1000: "—…→↔", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " ,./I\\ijl‘’·ł", 280: "|", 333: "!()-:;[]`ft", 389: "*r{}", 400: "°", 474: '"', 500: "z“”",
    556: "#$0123456789J_aceksvxy£€–§", 584: "+<=>^~×", 611: "?FLTZbdghnopqußøđ", 667: "EPSVXY", 722: "&ABCDHKNRU", 778: "GOQw",
    833: "M", 889: "%mæ", 944: "Wœ", 975: "@", 1000: "—…→↔",
}  # fmt: skip
_TABLES = [{char: wide for wide, chars in table.items() for char in chars} for table in (_PLAIN, _BOLD)]
#: What the table does not know: as wide as the widest letters of other alphabets, or a square for what fills one.
_OTHER, _SQUARE = 750, 1000


def known(text: str) -> bool:
    """Whether the width of all its characters is known and not guessed."""
    return all(char in _TABLES[0] or unicodedata.combining(char) for char in unicodedata.normalize("NFD", text))


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text in a font of this size.

    >>> width("ill", 10), width("WWW", 10), width("日本", 10)
    (6.66, 28.32, 20.0)
    """
    table = _TABLES[bold]
    wide = 0
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char):
            wide += table.get(char) or (_SQUARE if unicodedata.east_asian_width(char) in "WF" else _OTHER)
    return round(wide * size / 1000, 2)


def wrapped(text: str, room: float, size: float, bold: bool = False, most: int = 40) -> list[str]:
    """The text in lines that fit into the room; words too long are broken, lines after the ``most`` are cut with …."""
    lines: list[str] = []
    line = ""
    for word in re.findall(r"\S+", text):
        while word:
            longer = f"{line} {word}" if line else word
            if width(longer, size, bold) <= room:
                line, word = longer, ""
            elif line:
                lines.append(line)
                line = ""
            else:
                part = _fitting(word, room, size, bold)
                lines.append(part)
                word = word[len(part) :]
            if len(lines) > most:
                break
    lines += [line] if line else []
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + " …", size, bold) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + " …"]


def _fitting(word: str, room: float, size: float, bold: bool) -> str:
    """As much of the beginning of a word as fits, at least one character."""
    end, wide = 1, width(word[0], size, bold)
    while end < len(word) and wide + width(word[end], size, bold) <= room:
        wide += width(word[end], size, bold)
        end += 1
    return word[:end]
