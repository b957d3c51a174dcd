"""What a query may contain, decided on its tokens before any engine sees it.

Raw text is never searched: ``\\u0053ERVICE`` is SERVICE to an engine, and "SERVICE" in a string is not.
Escapes are resolved token by token, so that what is judged is what the engine reads: ``"\\u0022"`` is a string of one
quotation mark, and ends none.
"""

import re
from collections.abc import Iterator

from graphkit.errors import QueryError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 100
#: Signs that make an engine's parser call itself.
MAX_OPERATORS = 500
#: The end of each is looked for in all of the query: so many are a slip, thousands a burden.
_MAX_UNCLOSED = 10

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
# Reading takes time in proportion to the text, whatever it is: a prefix is looked for only where one can begin.
_TOKEN = re.compile(
    r"""(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<comment>\#[^\n\r]*)
      | (?P<string>\"\"\"(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
                 | \"(?:[^"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<unclosed>["'])
      | (?P<name>[?$@]?(?:(?<![\w\-.])[\w\-.]++)?:(?:[\w\-.:%]|\\[_~.\-!$&'()*+,;=/?\#@%])* | [?$@][\w\-]+)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<open>[({\[]) | (?P<close>[)}\]])
      | (?P<operator>[!+*/^|&=<>-])
      | (?P<other>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


#: What ends a string or starts an escape in it: there it stays as it is written, and the engine resolves it.
_MARKS = frozenset("\"'\\\n\r")


def _character(match: re.Match[str], inside: bool) -> str:
    if not (match[1] or match[2]):
        return match[0]
    point = int(match[1] or match[2], 16)
    if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        raise QueryError(f"{match[0]} is no character", "write the character itself")
    return match[0] if inside and chr(point) in _MARKS else chr(point)


def _tokens(query: str) -> Iterator[re.Match[str]]:
    """What the query consists of; QueryError where many quotation marks close nothing."""
    unclosed = 0
    for match in _TOKEN.finditer(query):
        if match.lastgroup == "unclosed":
            unclosed += 1
            if unclosed > _MAX_UNCLOSED:
                raise QueryError("a quotation mark is opened and not closed", "close it on the same line, or write three")
        yield match


def _unescaped(query: str) -> str:
    if "\\" not in query:
        return query
    found, bare = [], 0
    for match in _tokens(query):
        if match.lastgroup in ("string", "iri", "comment"):
            found.append(_ESCAPE.sub(lambda escape: _character(escape, False), query[bare : match.start()]))
            bare = match.end()
            # An IRI keeps its escapes: what may stand in it is for the engine to say.
            keep = match.lastgroup != "string"
            found.append(match[0] if keep else _ESCAPE.sub(lambda escape: _character(escape, True), match[0]))
    found.append(_ESCAPE.sub(lambda escape: _character(escape, False), query[bare:]))
    return "".join(found)


def chooses_graphs(query: str) -> bool:
    """Whether a query that was admitted says itself, with FROM, which graphs it asks.

    >>> chooses_graphs("SELECT * FROM <http://a/> {}"), chooses_graphs("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    return any(match.lastgroup == "word" and match[0].upper() == "FROM" for match in _tokens(query))


#: What the engine says of a function that it does not know.
UNKNOWN_FUNCTION = re.compile(r"custom function <(.*)> is not supported", re.DOTALL)
#: What the engine says of a parameter that it cannot set.
UNSELECTED = re.compile(r"variable \?(\w+) in its SELECT projection")


def misunderstood(said: str, query: str) -> str:
    """The engine's words on a malformed query: where, and what stands there, not all that might have.

    Or which function it does not know, or which parameter it cannot set, because that is not among what is selected.

    >>> misunderstood("error at 1:5: expected one of ...", "ASK ( }")
    "the query is not understood at 1:5, before '( }'"
    """
    unknown = UNKNOWN_FUNCTION.search(said)
    if unknown:
        return f"nobody here knows the function <{unknown[1][:200]}>"
    unset = UNSELECTED.search(said)
    if unset:
        return f"?{unset[1]} is a parameter that is not selected: write SELECT ?{unset[1]} ..., also in inner ones that use it"
    place = re.search(r"error at (\d+):(\d+)", said)
    if not place:
        return said.splitlines()[0]
    line, column = int(place[1]), int(place[2])
    # Such a name is read to its end before it is looked up.
    name = re.search(r"([\w-]*):[^\s:]*$", "\n".join(query.splitlines()[line - 1 : line])[: column - 1])
    if "Prefix not found" in said and name:
        return f"the prefix {name[1]}: is not declared, at {line}:{name.start() + 1}"
    rest = "\n".join(query.splitlines()[line - 1 :])[column - 1 :].strip()
    return f"the query is not understood at {line}:{column}, " + (f"before {rest[:30]!r}" if rest else "at its end")


def admit(query: str, own_graphs: str) -> str:
    """The query with its escapes resolved, if it may run; QueryError otherwise.

    It may only read, only this store (no SERVICE, FROM only graphs under ``own_graphs``; under "" are all, by any
    name), and has at most 64 kB, a nesting of 100 and 500 operators.

    >>> admit("ASK { ?a ?b 'SERVICE' }", "https://w3id.org/graphkit/id/")
    "ASK { ?a ?b 'SERVICE' }"
    """
    if len(query.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the query is longer than {MAX_BYTES // 1024} kB", "ask for less at a time")
    query = _unescaped(query)
    depth = operators = 0
    form = ""
    before: list[str] = []
    for match in _tokens(query):
        kind, text = match.lastgroup, match[0]
        if kind in ("comment", "other"):
            continue
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "operator":
            operators += 1
        word = text.upper() if kind == "word" else ""
        if word == "SERVICE":
            raise QueryError("SERVICE would ask another machine", "graphkit's queries read this store alone")
        after_from = before[-1:] == ["FROM"] or before[-2:] == ["FROM", "NAMED"]
        if after_from and own_graphs and word != "NAMED" and not (kind == "iri" and text[1:].startswith(own_graphs)):
            raise QueryError(f"FROM {text} is no graph of this store", f"name a graph as <{own_graphs}decision/pcd-172>")
        if depth > MAX_DEPTH:
            raise QueryError(f"more than {MAX_DEPTH} brackets inside each other", "write the query flatter")
        if operators > MAX_OPERATORS:
            raise QueryError(f"more than {MAX_OPERATORS} operators", "split the query")
        if not form and word and word not in ("PREFIX", "BASE", "VERSION"):
            form = word
        before = [*before[-1:], word or text]
    if form not in _FORMS:
        raise QueryError(
            f"{form or 'an empty text'} is no query: graphkit only reads", "start with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    return query
