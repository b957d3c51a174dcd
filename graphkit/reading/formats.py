"""Which format a file has, by what is in it and not by its name, and its lines."""

from graphkit.errors import DocumentError
from graphkit.reading.document import Line

#: Bytes of a file; the largest decision with its appendices is a tenth of it.
LARGEST = 50 * 1024**2
#: Characters of a document without its markup: more than 200 full pages have.
MOST_TEXT = 1_000_000
#: Bytes that text has none of: control characters but those of lines, tabs and colour.
_STRANGE = bytes(byte for byte in range(32) if byte not in (9, 10, 11, 12, 13, 27))


def lines(data: bytes, name: str = "") -> list[Line]:
    """The lines of a file of any format that is known; DocumentError, with what to do, for any other.

    >>> [line.text for line in lines(b"PCD 1", "a.txt")]
    ['PCD 1']
    """
    if not data.strip():
        raise DocumentError("the file is empty", "get it again")
    if b"%PDF-" in data[:1024]:
        from graphkit.reading import pdf as reader
    elif data[:4] == b"PK\x03\x04":
        from graphkit.reading import docx as reader  # type: ignore[no-redef]
    else:
        _no_rubbish(data)
        head = data[:4096].lower()
        if any(tag in head for tag in (b"<!doctype html", b"<html", b"<body", b"<head", b"<div", b"<p>")):
            from graphkit.reading import html as reader  # type: ignore[no-redef]
        elif name.lower().endswith((".md", ".markdown")):
            from graphkit.reading import markdown as reader  # type: ignore[no-redef]
        else:
            from graphkit.reading import plain as reader  # type: ignore[no-redef]
    found = reader.lines(data)
    if sum(len(line.text) for line in found) > MOST_TEXT:
        raise DocumentError("the document has more text than any decision", "give one decision a file")
    if not any(line.text for line in found):
        raise DocumentError("the document has no text", "get it again, or as another format")
    return found


def _no_rubbish(data: bytes) -> None:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError("the document is locked with a password", "unlock it and save it without one")
        raise DocumentError("the file is of an old Office format", "save it as DOCX or PDF")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    sample = data[:65536]
    strange = len(sample) - len(sample.translate(None, _STRANGE))
    if strange * 200 > len(sample) or b"\0" in sample:
        raise DocumentError("the file is no document: its bytes are no text", "give a PDF, DOCX, HTML, Markdown or text file")
