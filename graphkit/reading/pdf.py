"""A PDF → lines: words by where they stand, cells by rules and gaps, running heads told as the page's."""

import io
import itertools
import re
from collections import Counter
from typing import Any

from graphkit.errors import DocumentError
from graphkit.reading import cells
from graphkit.reading.document import Line
from graphkit.reading.marks import mark
from graphkit.reading.plain import unwrapped

#: More pages than this are no decision.
MOST_PAGES = 200

Placed = tuple[float, float, str]  # top, height, text


def lines(data: bytes) -> list[Line]:
    """The lines of a PDF; DocumentError for one that is locked, too long, or has pictures of text only."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > MOST_PAGES:
                raise DocumentError(
                    f"the PDF has more than {MOST_PAGES} pages", "give the decision alone, without its appendices"
                )
            pages = []
            for page in file.pages:
                pages.append(_page(page))
                page.close()
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise DocumentError("the PDF is locked with a password", "unlock it and save it without one") from None
        raise
    if not any(pages):
        raise DocumentError("the PDF has no text, only pictures", "run text recognition on it first")
    return _marked([[Line(""), *(line for part in page for line in [*part, Line("")])] for page in pages])


def _page(page: Any) -> list[list[Line]]:
    """The parts of a page from top to bottom: paragraphs and tables."""
    tables = []
    for table in page.find_tables():
        rows = [[cells.one(cell or "") for cell in row] for row in table.extract()]
        if len(rows) > 1 and not cells.laid_out(rows):
            tables.append((table.bbox, cells.lines(rows)))
    texts = _lines(
        [
            word
            for word in page.extract_words(x_tolerance=2, y_tolerance=2, keep_blank_chars=False)
            if not any(box[0] <= word["x0"] <= box[2] and box[1] <= word["top"] <= box[3] for box, _ in tables)
        ]
    )
    found: list[tuple[float, list[Line]]] = [(box[1], lines_) for box, lines_ in tables]
    tops = sorted(box[1] for box, _ in tables)
    group: list[Placed] = []
    for text in texts:
        if group and any(group[-1][0] < top <= text[0] for top in tops):
            found.append((group[0][0], unwrapped(_spaced(group))))
            group = []
        group.append(text)
    if group:
        found.append((group[0][0], unwrapped(_spaced(group))))
    return [part for _, part in sorted(found, key=lambda item: item[0])]


def _lines(words: list[dict[str, Any]]) -> list[Placed]:
    """Words that stand on one line, joined; a wide gap between two is a tab."""
    left = min((word["x0"] for word in words), default=0.0)
    found: list[Placed] = []
    line: list[dict[str, Any]] = []
    for word in [*sorted(words, key=lambda word: (word["top"], word["x0"])), None]:
        if line and (word is None or word["top"] - line[0]["top"] > (line[0]["bottom"] - line[0]["top"]) / 2):
            line.sort(key=lambda word: word["x0"])
            high = line[0]["bottom"] - line[0]["top"]
            text = " " * int((line[0]["x0"] - left) / 6) + line[0]["text"]
            for before, after in itertools.pairwise(line):
                text += ("\t" if after["x0"] - before["x1"] > 1.3 * high else " ") + after["text"]
            found.append((line[0]["top"], high, text))
            line = []
        if word is not None:
            line.append(word)
    return found


def _spaced(texts: list[Placed]) -> list[str]:
    """The texts, with a blank one where the space between two lines is wider than a line's own."""
    found: list[str] = []
    gaps = [after[0] - before[0] for before, after in itertools.pairwise(texts)]
    usual = min((gap for gap in gaps if gap > 4), default=0.0)
    for n, (_, high, text) in enumerate(texts):
        if n and gaps[n - 1] > max(usual * 1.3, high * 1.55):
            found.append("")
        found.append(text)
    return found


def _marked(pages: list[list[Line]]) -> list[Line]:
    """The lines of all pages; what three or most of them begin or end with is told as the page's own."""
    edges = [_edges(page) for page in pages]
    seen = Counter(text for edge in edges for text in set(edge.values()))
    running = {text for text, number in seen.items() if number >= 3 and number > len(pages) / 2}
    return [
        line._replace(chrome=True) if edge.get(n) in running else line
        for page, edge in zip(pages, edges, strict=True)
        for n, line in enumerate(page)
    ]


def _edges(page: list[Line]) -> dict[int, str]:
    """The first two and the last two lines of a page that may be its own, whatever their numbers."""
    filled = [n for n, line in enumerate(page) if line.text]
    found = {n: page[n].text for n in (*filled[:2], *filled[-2:]) if not mark(page[n].text).kind}
    return {n: re.sub(r"\d+", "#", text).casefold() for n, text in found.items() if len(text) < 120 and "\u00a3" not in text}
