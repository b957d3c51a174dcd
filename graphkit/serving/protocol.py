"""A request of the SPARQL 1.1 Protocol (query operation), read from its parts; nothing here knows a web framework."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from graphkit.errors import GraphkitError

#: Bytes that the body of a request may have; the gate allows less of the query itself.
MOST_BODY = 256 * 1024
_FORM = "application/x-www-form-urlencoded"
#: The W3C's tests of the protocol spell it so, and clients made after them do.
_FORMS = {_FORM, "application/x-www-url-form-urlencoded"}
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


class Refused(GraphkitError):
    """A request that is answered with an error: ``status`` of HTTP, and a reason in plain words."""

    def __init__(self, status: int, message: str, hint: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message, hint)
        self.status = status
        self.headers = dict(headers or {})


class Request(NamedTuple):
    """What is asked: a query, of which graphs (None: those of the service), in which format by name (or None)."""

    query: str
    default_graphs: list[str] | None = None
    named_graphs: list[str] | None = None
    format: str | None = None


def request(method: str, query_string: str, content_type: str = "", body: bytes = b"") -> Request | None:
    """The request that a method, the part behind ``?``, a content type and a body make; None where a GET has no query.

    >>> request("GET", "query=ASK%20%7B%7D&default-graph-uri=http%3A%2F%2Fa%2F")
    Request(query='ASK {}', default_graphs=['http://a/'], named_graphs=None, format=None)
    >>> request("POST", "", "application/sparql-query; charset=utf-8", b"ASK {}").query
    'ASK {}'

    Raises Refused: 400 for what is malformed, 403 for an update, 405 and 415 for other methods and types.
    """
    given = pairs(query_string)
    if method == "GET" or method == "HEAD":
        return _made(given)
    if method != "POST":
        raise Refused(405, f"{method[:20]} is no way to ask here", "use GET or POST", {"Allow": "GET, HEAD, POST, OPTIONS"})
    kind, _, more = content_type.partition(";")
    kind = kind.strip().lower()
    if kind == _UPDATE:
        raise Refused(403, "this service only reads: updates are refused", "change the data, and build again")
    if kind in _FORMS:
        return _told(_made([*given, *pairs(_text(body))]))
    if kind == _QUERY:
        charset = more.partition("charset=")[2].strip().strip('"').lower()
        if charset not in ("", "utf-8", "utf8"):
            raise Refused(415, f"a query in {charset[:20]} is not read here", "send it in UTF-8")
        if any(key == "query" for key, _ in given):
            raise Refused(400, "the query is told twice, in the address and in the body", "send it once")
        return _made([("query", _text(body)), *given])
    raise Refused(415, f"a body of type {kind[:60] or 'unknown'} is not read here", f"send {_FORM} or {_QUERY}")


def _told(made: Request | None) -> Request:
    if made is None:
        raise Refused(400, "there is no query in the form", "send it as query=...")
    return made


def form(content_type: str, body: bytes) -> list[tuple[str, str]]:
    """Names and values of a form that was sent; Refused where it is none."""
    if content_type.partition(";")[0].strip().lower() not in _FORMS:
        raise Refused(415, f"a body of type {content_type[:60] or 'unknown'} is not read here", f"send {_FORM}")
    return pairs(_text(body))


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, f"the body is not UTF-8 (byte {error.start})", "send it in UTF-8") from None


def pairs(text: str) -> list[tuple[str, str]]:
    """Names and values of a form, or of what stands behind ``?``; Refused where they cannot be read."""
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=200, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise Refused(400, "the parameters cannot be read", "encode them as a form, in UTF-8") from None


def _made(given: Sequence[tuple[str, str]]) -> Request | None:
    values: dict[str, list[str]] = {}
    for key, value in given:
        values.setdefault(key, []).append(value)
    if any(key in values for key in ("update", "using-graph-uri", "using-named-graph-uri")):
        raise Refused(403, "this service only reads: updates are refused", "change the data, and build again")
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Refused(400, "the query is told twice", "send one query at a time")
    if not queries:
        return None
    for key in ("default-graph-uri", "named-graph-uri"):
        for iri in values.get(key, ()):
            if not absolute(iri):
                raise Refused(400, f"{key}: {iri[:60]!r} is no absolute IRI", "write it whole")
    return Request(
        queries[0],
        values.get("default-graph-uri"),
        values.get("named-graph-uri"),
        values["format"][-1] if values.get("format") else None,
    )


def absolute(iri: str) -> bool:
    """Whether a text is an absolute IRI, of a length that makes sense."""
    scheme, colon, rest = iri.partition(":")
    bad = any(c in '<>"{}|^`\\' or c <= " " for c in iri)
    return bool(colon and rest and scheme.isascii() and scheme[:1].isalpha() and not bad and len(iri) <= 4000)
