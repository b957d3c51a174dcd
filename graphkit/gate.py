"""What a query may contain, decided on its tokens before any engine sees it.

Raw text is never searched: ``\\u0053ERVICE`` is SERVICE to an engine, and "SERVICE" in a string is not.
"""

import re

from graphkit.errors import QueryError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 100
#: Signs that make an engine's parser call itself.
MAX_OPERATORS = 500

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<comment>\#[^\n\r]*)
      | (?P<string>\"\"\"(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
                 | \"(?:[^"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<name>[?$@]?[\w\-.]*:[\w\-.:%\\]* | [?$@][\w\-]+)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<open>[({\[]) | (?P<close>[)}\]])
      | (?P<operator>[!+*/^|&=<>-])
      | (?P<other>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def _unescaped(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        point = int(match[1] or match[2], 16)
        if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
            raise QueryError(f"{match[0]} is no character", "write the character itself")
        return chr(point)

    return _ESCAPE.sub(character, query)


def admit(query: str, own_graphs: str) -> str:
    """The query with its escapes resolved, if it may run; QueryError otherwise.

    It may only read, only this store (no SERVICE, FROM only graphs under ``own_graphs``), and has at most
    64 kB, a nesting of 100 and 500 operators.

    >>> admit("ASK { ?a ?b 'SERVICE' }", "https://w3id.org/graphkit/id/")
    "ASK { ?a ?b 'SERVICE' }"
    """
    if len(query.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the query is longer than {MAX_BYTES // 1024} kB", "ask for less at a time")
    query = _unescaped(query)
    depth = operators = 0
    form = ""
    before: list[str] = []
    for match in _TOKEN.finditer(query):
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
        if after_from and word != "NAMED" and not (kind == "iri" and text[1:].startswith(own_graphs)):
            raise QueryError(f"FROM {text} is no graph of this store", f"name a graph as <{own_graphs}decision/pcd-172>")
        if depth > MAX_DEPTH:
            raise QueryError(f"more than {MAX_DEPTH} brackets inside each other", "write the query flatter")
        if operators > MAX_OPERATORS:
            raise QueryError(f"more than {MAX_OPERATORS} operators", "split the query")
        if not form and word and word not in ("PREFIX", "BASE"):
            form = word
        before = [*before[-1:], word or text]
    if form not in _FORMS:
        raise QueryError(
            f"{form or 'an empty text'} is no query: graphkit only reads", "start with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    return query
