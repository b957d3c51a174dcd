"""Plain text → lines: spaces made plain, wrapped lines joined, tabs taken as cells."""

import re

from graphkit.reading.document import Line
from graphkit.reading.headings import label, section
from graphkit.reading.marks import alone, mark

_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
#: No paragraph is longer: joining its lines takes time by its length.
_LONGEST = 20_000
#: More columns than this no table has.
MOST_COLUMNS = 60
_NOTHING = dict.fromkeys([*range(0x200B, 0x2010), 0xFEFF, 0xAD, 0x2060, *range(0x202A, 0x202F), 0])


def clean(text: str) -> str:
    """A line with every kind of space made plain, and signs without width left out.

    >>> clean("PCD\u00a0 \u200b12 ")
    'PCD 12'
    """
    text = _SPACES.sub(" ", text.translate(_NOTHING))
    if text.isprintable():
        return text.strip(" ")
    return "".join(c if c == "\t" or c.isprintable() or c == "\uf0b7" else " " for c in text).strip(" ")


def decode(data: bytes) -> str:
    """Text of bytes: UTF-8, UTF-16 where a mark says so, else the code page of western Windows.

    >>> decode("\u00a35".encode("utf-8")), decode("\u00a35".encode("cp1252"))
    ('\u00a35', '\u00a35')
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def row(text: str) -> tuple[str, ...]:
    """The cells of a line with tabs, or between upright strokes; none where the tab stands behind a number or bullet only.

    >>> row("Anytown\\t\u00a35"), row("| Anytown | \u00a35 |"), row("1.1\\tThe panel")
    (('Anytown', '\u00a35'), ('Anytown', '\u00a35'), ())
    """
    bare = text.strip()
    if bare.startswith("|") and bare.count("|") > 2:
        cells = tuple(cell.strip(" *") for cell in bare.strip("|").split("|"))
        return cells if not re.fullmatch(r"[|: -]+", bare) and len(cells) <= MOST_COLUMNS else ()
    cells = tuple(cell.strip() for cell in text.split("\t"))
    filled = sum(map(bool, cells))
    if filled < 2 or len(cells) > MOST_COLUMNS or (filled == 2 and mark(f"{cells[0]} x").length == len(cells[0]) + 1):
        return ()
    return cells


def lines(data: bytes) -> list[Line]:
    """The lines of plain text.

    >>> [line.text for line in lines(b"1.1 One line of a paragraph that was wrapped near its sixtieth\\nsign goes on here.")]
    ['1.1 One line of a paragraph that was wrapped near its sixtieth sign goes on here.']
    """
    return unwrapped(re.split(r"\r\n|[\n\r\x0b\u2028\u2029\x85]", decode(data).replace("\f", "\n\n")))


def unwrapped(texts: list[str]) -> list[Line]:
    """Lines of text, where a line that only goes on with the one before is joined to it."""
    found: list[Line] = []
    last = 0  # how long the last line was before it was joined
    for text in texts:
        words = clean(text)
        if cells := row(words):
            found.append(Line("\t".join(cells), cells))
            last = 0
            continue
        if re.fullmatch(r"[|: -]*\|[|: -]*-[|: -]*", words):
            continue  # the rule under a table's head
        words = _SPACES.sub(" ", words.replace("\t", " ")).strip()
        before = found[-1] if found else Line("")
        if before.text and not before.cells and len(before.text) < _LONGEST and goes_on(before.text, last, words):
            found[-1] = before._replace(text=f"{before.text} {words}")
        else:
            found.append(Line(words, indent=len(text) - len(text.lstrip(" \u00a0"))))
        last = len(words)
    return found


def goes_on(before: str, length: int, words: str) -> bool:
    """Whether a line goes on with the paragraph before it, whose last line has this length.

    >>> goes_on("The panel met and said what each of the members thought of", 58, "it before noon.")
    True
    >>> goes_on("The panel met.", 14, "It said so.")
    False
    """
    if not words or length < 50 or length > 140 or mark(words).kind or alone(words) or section(words) or label(words):
        return False
    if label(before) and not mark(before).kind and before.endswith(":"):
        return False
    return words[0].islower() or before[-1] not in ".:;?!" or length >= 75
