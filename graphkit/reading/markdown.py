"""Markdown → lines: its signs for emphasis, links, headings and tables are taken away."""

import re

from graphkit.reading import cells
from graphkit.reading.document import Line
from graphkit.reading.plain import decode, unwrapped

_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,1000}\)")
_EMPHASIS = re.compile(r"\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|`")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)[\s#]*\Z")
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\Z")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|$-])")


def lines(data: bytes) -> list[Line]:
    """The lines of a Markdown text.

    >>> [line.text for line in lines(b"## Executive **summary**\\n\\n| a | b |\\n|---|---|\\n| 1 | |") if line.text]
    ['Executive summary', 'a\\tb', '1\\t']
    """
    found: list[Line] = []
    texts: list[str] = []
    rows: list[list[str]] = []
    for line in [*decode(data).splitlines(), ""]:
        bare = line.strip()
        if bare.startswith("|") and bare.count("|") > 1:
            if not _RULE.match(bare):
                rows.append([_words(cell) for cell in bare.strip("|").split("|")])
            continue
        if rows:
            found += unwrapped(texts) + cells.lines(rows)
            texts, rows = [], []
        heading = _HEADING.match(line[:1000])
        texts += ["", _words(heading[1]), ""] if heading else [_words(line.removeprefix("> "))]
    return found + unwrapped(texts)


def _words(text: str) -> str:
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub("", _LINK.sub(r"\1", text)))
