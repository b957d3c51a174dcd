"""An answer of the engine, written row by row in the form that was asked for, and cut where it grows too large.

What is cut says so inside the answer, where its form has a place for it; where it has none (CSV, TSV, JSON-LD) the
answer is broken off, so that no client takes it for whole.
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

Write = Callable[[bytes], None]


class Ceiling(NamedTuple):
    """Where an answer is cut: rows, bytes, seconds since ``began`` (on the monotonic clock)."""

    rows: int
    bytes: int
    seconds: float
    began: float


class Cut(Exception):
    """An answer was cut in a form that cannot say so."""


class _Counted:
    """Rows of an answer until one of the ceilings is met; ``cut`` says which."""

    def __init__(self, ceiling: Ceiling) -> None:
        self.ceiling = ceiling
        self.until = ceiling.began + ceiling.seconds
        self.written = 0
        self.cut: str | None = None

    def rows(self, found: Iterable[Any]) -> Iterator[Any]:
        for number, row in enumerate(found):
            if number >= self.ceiling.rows:
                self.cut = f"after {number:,} rows"
            elif self.written > self.ceiling.bytes:
                self.cut = f"after {self.written:,} bytes ({number:,} rows)"
            elif time.monotonic() > self.until:
                self.cut = f"after {self.ceiling.seconds:g} seconds ({number:,} rows)"
            if self.cut:
                return
            yield row


def write(found: Any, form: str, put: Write, ceiling: Ceiling, prefixes: Mapping[str, str] | None = None) -> str | None:
    """Write what the engine found, a graph with these prefixes; what was cut, or None. Raises Cut where that cannot be said."""
    import pyoxigraph as ox

    counted = _Counted(ceiling)

    def bytes_out(data: bytes) -> None:
        counted.written += len(data)
        put(data)

    def out(text: str) -> None:
        bytes_out(text.encode("utf-8", "replace"))

    if isinstance(found, ox.QueryTriples):
        _graph(counted.rows(found), form, bytes_out, counted, prefixes)
    elif isinstance(found, ox.QueryBoolean):
        _BOOLEANS[form](bool(found), out)
    else:
        _ROWS[form]([variable.value for variable in found.variables], counted.rows(found), out, counted)
    return counted.cut


# ---- rows ------------------------------------------------------------------------------------------------


def _json_term(term: Any) -> dict[str, Any]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    made = {"type": "literal", "value": term.value}
    if term.language:
        made["xml:lang"] = term.language
        if term.direction:
            made["its:dir"] = str(term.direction)
    elif term.datatype.value != _STRING:
        made["datatype"] = term.datatype.value
    return made


_STRING = "http://www.w3.org/2001/XMLSchema#string"


def _json(columns: list[str], rows: Iterator[Any], out: Callable[[str], None], counted: _Counted) -> None:
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    out('{"head":{"vars":' + dump(columns) + '},"results":{"bindings":[')
    before = ""
    for row in rows:
        out(before + dump({c: _json_term(term) for c, term in zip(columns, row, strict=True) if term is not None}))
        before = ",\n"
    out("]}" + (f',"truncated":{dump(counted.cut)}' if counted.cut else "") + "}\n")


#: What XML 1.0 cannot hold at all.
_NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_NO_XML = re.compile(_NOT_XML)
#: The same, and what a reader of XML would take for another line end, in UTF-8.
_NO_XML_BYTES = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")


_SPACES = {"\r": "&#xD;", "\t": "&#x9;", "\n": "&#xA;"}


def _xml_text(text: str) -> str:
    # What XML cannot hold is replaced: a strict reader would refuse the whole answer.
    made = escape(_NO_XML.sub("\ufffd", text), _SPACES)
    if made[:1] == " " or made[-1:] == " ":  # some readers trim
        inner = made.strip(" ")
        at = made.find(inner) if inner else len(made)
        made = "&#x20;" * at + inner + "&#x20;" * (len(made) - at - len(inner))
    return made


def _xml_term(term: Any) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{term.value}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts) + "</triple>"
    more = ""
    if term.language:
        more = f" xml:lang={quoteattr(term.language)}"
        if term.direction:
            more += f' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0" its:dir="{term.direction}"'
    elif term.datatype.value != _STRING:
        more = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{more}>{_xml_text(term.value)}</literal>"


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'


def _xml(columns: list[str], rows: Iterator[Any], out: Callable[[str], None], counted: _Counted) -> None:
    out(_XML_HEAD + "".join(f"<variable name={quoteattr(c)}/>" for c in columns) + "</head>\n<results>\n")
    for row in rows:
        bound = ((c, term) for c, term in zip(columns, row, strict=True) if term is not None)
        out("<result>" + "".join(f"<binding name={quoteattr(c)}>{_xml_term(t)}</binding>" for c, t in bound) + "</result>\n")
    out("</results>" + (f"<!-- truncated: {counted.cut} -->" if counted.cut else "") + "</sparql>\n")


def _csv(columns: list[str], rows: Iterator[Any], out: Callable[[str], None], counted: _Counted) -> None:
    import pyoxigraph as ox

    def cell(term: Any) -> str:
        if term is None:
            return ""
        text = f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in '",\r\n') else text

    out(",".join(columns) + "\r\n")
    for row in rows:
        out(",".join(map(cell, row)) + "\r\n")
    _whole(counted)


#: Literals that SPARQL writes as they are, by their datatype. A double always has its exponent.
_BARE = {
    f"http://www.w3.org/2001/XMLSchema#{name}": re.compile(pattern)
    for name, pattern in (
        ("integer", r"[+-]?[0-9]+"),
        ("decimal", r"[+-]?[0-9]*\.[0-9]+"),
        ("double", r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
        ("boolean", r"true|false"),
    )
}


def _tsv(columns: list[str], rows: Iterator[Any], out: Callable[[str], None], counted: _Counted) -> None:
    import pyoxigraph as ox

    def cell(term: Any) -> str:
        if isinstance(term, ox.Triple):
            return f"<<( {' '.join(map(cell, (term.subject, term.predicate, term.object)))} )>>"
        if isinstance(term, ox.Literal):
            bare = _BARE.get(term.datatype.value)
            return term.value if bare and bare.fullmatch(term.value) else str(term)
        return "" if term is None else str(term)

    out("\t".join(f"?{c}" for c in columns) + "\n")
    for row in rows:
        out("\t".join(map(cell, row)) + "\n")
    _whole(counted)


def _whole(counted: _Counted) -> None:
    if counted.cut:
        raise Cut(counted.cut)


_ROWS = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
_WORD = {True: "true", False: "false"}
_BOOLEANS: dict[str, Callable[[bool, Callable[[str], None]], None]] = {
    "json": lambda yes, out: out('{"head":{},"boolean":' + _WORD[yes] + "}\n"),
    "xml": lambda yes, out: out(f"{_XML_HEAD}</head><boolean>{_WORD[yes]}</boolean></sparql>\n"),
    # The recommendation has no CSV or TSV for yes and no: a word says it.
    "csv": lambda yes, out: out(_WORD[yes] + "\r\n"),
    "tsv": lambda yes, out: out(_WORD[yes] + "\n"),
}


# ---- graphs ----------------------------------------------------------------------------------------------


def _graph(triples: Iterator[Any], form: str, out: Write, counted: _Counted, prefixes: Mapping[str, str] | None) -> None:
    import pyoxigraph as ox

    class Pipe:
        """What the engine's writer takes for a file."""

        def write(self, data: bytes) -> int:
            # The engine writes what XML cannot hold as it is.
            out(_NO_XML_BYTES.sub(_in_xml, data) if form == "rdfxml" else bytes(data))
            return len(data)

        def flush(self) -> None:
            """Nothing waits here."""

    ox.serialize(triples, Pipe(), format=rdf_format(form), prefixes=prefixes)  # type: ignore[arg-type]
    if counted.cut:
        if form == "jsonld":
            raise Cut(counted.cut)
        out((f"<!-- truncated: {counted.cut} -->\n" if form == "rdfxml" else f"# truncated: {counted.cut}\n").encode())


def _in_xml(match: re.Match[bytes]) -> bytes:
    return b"&#xD;" if match[0] == b"\r" else "\ufffd".encode()


def rdf_format(form: str) -> Any:
    """The engine's own name of a graph format (turtle, ntriples, rdfxml, jsonld, trig)."""
    import pyoxigraph as ox

    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
        "trig": ox.RdfFormat.TRIG,
    }
    return formats[form]
