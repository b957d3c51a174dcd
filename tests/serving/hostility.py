"""Queries made up after the grammar of SPARQL 1.1, some of them mangled."""

import random

_VARIABLES = ["?a", "?b", "?c", "$d", "?e"]
_IRIS = ["gk:funds", "gk:name", "a", "rdf:type", "gk:Flow", "<http://x/a>", "<../b>", "organisation:x", "rdfs:label"]
_LITERALS = [
    "1",
    "-1.5",
    "2e3",
    "'t'",
    '"\\u00e9\\n"',
    "'''l'''@en",
    "true",
    '"3"^^xsd:integer',
    "'\\''",
    '"2020-01-01"^^xsd:date',
]
_UNARY = "STR LANG DATATYPE BOUND IRI ABS CEIL STRLEN UCASE ENCODE_FOR_URI YEAR TZ MD5 SHA512 isIRI isBLANK isLITERAL".split()
_BINARY = "CONTAINS STRSTARTS STRBEFORE LANGMATCHES STRDT sameTerm REGEX CONCAT COALESCE STRLANG".split()
_AGGREGATES = "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split()
_JUNK = [
    "{",
    "}",
    "(",
    ")",
    "'",
    '"',
    "\\",
    "\\u0000",
    "\\ud800",
    "<",
    ">",
    "SERVICE",
    "#",
    "\x00",
    "é",
    "\U0001f600",
    ";",
    "!",
    "^",
    "|",
    "*",
]


def _term(r: random.Random) -> str:
    return r.choice(r.choice([_VARIABLES, _VARIABLES, _IRIS, _LITERALS]))


def _path(r: random.Random, depth: int) -> str:
    if depth <= 0 or r.random() < 0.5:
        return r.choice(_IRIS)
    below = _path(r, depth - 1)
    kind = r.randrange(5)
    if kind == 0:
        return f"({below}){r.choice('*+?')}"
    if kind == 1:
        return f"^({below})"
    if kind == 2:
        return f"!({r.choice(_IRIS)}|^{r.choice(_IRIS)})"
    return f"({below}{r.choice('|/')}{_path(r, depth - 1)})"


def _expression(r: random.Random, depth: int) -> str:
    if depth <= 0 or r.random() < 0.25:
        return _term(r)
    one, two = _expression(r, depth - 1), _expression(r, depth - 1)
    kind = r.randrange(9)
    return [
        f"({one} {r.choice(['=', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', '&&', '||'])} {two})",
        f"!({one})",
        f"-({one})",
        f"{r.choice(_UNARY)}({one})",
        f"{r.choice(_BINARY)}({one}, {two})",
        f"IF({one}, {two}, {one})",
        f"({one} {r.choice(['IN', 'NOT IN'])} ({two}, 1))",
        f"REPLACE({one}, {two}, 'x')",
        f"{r.choice(['', 'NOT '])}EXISTS {_group(r, depth - 1)}",
    ][kind]


def _triples(r: random.Random) -> str:
    subject = r.choice([*_VARIABLES, *_VARIABLES, "[]", "_:x", "(1 ?a)", "<http://x/s>"])
    return f"{subject} {_path(r, 2) if r.random() < 0.5 else r.choice(_VARIABLES)} {_term(r)} ."


def _group(r: random.Random, depth: int) -> str:
    parts = []
    for _ in range(r.randint(1, 3)):
        kind = r.randrange(11) if depth > 0 else 0
        parts.append(
            [
                lambda: _triples(r),
                lambda: _triples(r),
                lambda: f"OPTIONAL {_group(r, depth - 1)}",
                lambda: f"{_group(r, depth - 1)} UNION {_group(r, depth - 1)}",
                lambda: f"MINUS {_group(r, depth - 1)}",
                lambda: f"GRAPH {r.choice(['?g', '<http://x/g>'])} {_group(r, depth - 1)}",
                lambda: f"FILTER({_expression(r, depth)})",
                lambda: f"BIND({_expression(r, depth)} AS ?v{r.randrange(10**6)})",
                lambda: f"VALUES ({' '.join(r.sample(_VARIABLES, 2))}) {{ ({r.choice(_LITERALS)} UNDEF) (gk:a 't') }}",
                lambda: f"{{ {_select(r, depth - 1)} }}",
                lambda: (
                    f"SERVICE {r.choice(['SILENT ', ''])}<http://127.0.0.1:9/> {_group(r, depth - 1)}" if r.random() < 0.1 else ""
                ),
            ][kind]()
        )
    return "{ " + " ".join(parts) + " }"


def _modifiers(r: random.Random) -> str:
    order = f"ORDER BY {r.choice(['', 'DESC'])}({_expression(r, 1)}) " if r.random() < 0.3 else ""
    return (
        order + (f"LIMIT {r.choice([0, 1, 10, 1000, 2**63, 10**30])} " if r.random() < 0.7 else "") + r.choice(["", "OFFSET 3"])
    )


def _select(r: random.Random, depth: int) -> str:
    if r.random() < 0.3:
        distinct = r.choice(["", "DISTINCT "])
        return (
            f"SELECT ?a ({r.choice(_AGGREGATES)}({distinct}{_expression(r, 1)}) AS ?z) WHERE {_group(r, depth)} GROUP BY ?a "
            + r.choice(["", "HAVING (COUNT(*) > 1) "])
            + _modifiers(r)
        )
    return f"SELECT {r.choice(['*', '?a ?b', 'DISTINCT ?a', 'REDUCED *'])} {_group(r, depth)} {_modifiers(r)}"


def _mangled(r: random.Random, query: str) -> str:
    for _ in range(r.randint(1, 4)):
        at, to = sorted((r.randrange(len(query) + 1), r.randrange(len(query) + 1)))
        query = r.choice(
            [
                query[:at] + query[to:],
                query[:at] + r.choice(_JUNK) * r.choice([1, 1, 3, 200]) + query[at:],
                query[:to] + query[at:to] * r.choice([1, 2, 20]) + query[to:],
                query[:at] + "".join(f"\\u{ord(c):04X}" for c in query[at : at + 3] if ord(c) < 0x10000) + query[at + 3 :],
            ]
        )[:60_000]
    return query


def fuzzed(r: random.Random) -> str:
    """A query: of any form, a third of them mangled."""
    depth = r.randint(0, 3)
    form = r.randrange(6)
    if form < 3:
        query = _select(r, depth)
    elif form == 3:
        query = f"ASK {_group(r, depth)}"
    elif form == 4:
        query = f"CONSTRUCT {{ {_triples(r)} }} WHERE {_group(r, depth)} {_modifiers(r)}"
    else:
        query = f"DESCRIBE {r.choice(['?a', '*', 'gk:Flow'])} WHERE {_group(r, depth)} {_modifiers(r)}"
    return _mangled(r, query) if r.random() < 0.35 else query
