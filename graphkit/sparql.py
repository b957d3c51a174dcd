"""SPARQL over a finished store: gated, then run in a process of its own that can be ended.

Neither engine can time out, and some short queries end the process they run in; so the process is not
this one. The default graph is the union of all named graphs.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from graphkit import gate, index, queries
from graphkit.desk import Desk
from graphkit.errors import GraphkitError, QueryError, StoreError, UsageError
from graphkit.ontology import PREFIXES
from graphkit.period import financial_year
from graphkit.queries import Parameter, Query
from graphkit.store import Store
from graphkit.terms import BASE, iri
from graphkit.worker import TOO_LARGE

_XSD = PREFIXES["xsd"]


class Limits(NamedTuple):
    """What one query may use: seconds of clock and processor, bytes of memory and of answer, rows."""

    seconds: int = 30
    memory: int = 4 * 1024**3
    bytes: int = 256 * 1024**2
    rows: int = 1_000_000


#: For a person who waits for the answer.
DEFAULT = Limits()


class Term(NamedTuple):
    """An RDF term of a result: kind is uri, literal, bnode or triple."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None

    @property
    def python(self) -> Any:
        """The term as a Python value: Decimal, int, bool, or text."""
        if self.datatype == _XSD + "decimal":
            return Decimal(self.value)
        if self.datatype == _XSD + "integer":
            return int(self.value)
        return self.value == "true" if self.datatype == _XSD + "boolean" else self.value

    def __str__(self) -> str:
        """The term in N-Triples."""
        if self.kind == "uri":
            return f"<{self.value}>"
        if self.kind != "literal":
            return f"_:{self.value}" if self.kind == "bnode" else self.value
        text = json.dumps(self.value, ensure_ascii=False)
        if self.language:
            return f"{text}@{self.language}"
        return text if self.datatype in (None, _XSD + "string") else f"{text}^^<{self.datatype}>"


class Result(NamedTuple):
    """A query's answer.

    ``columns`` and ``terms`` (a row is a list of Term or None) for SELECT; ``boolean`` for ASK;
    ``triples`` says that the rows are a graph. ``truncated`` says what was cut, or is None.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: bool = False
    truncated: str | None = None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain Python values by column; None where a column is not bound."""
        return [{c: t and t.python for c, t in zip(self.columns, row, strict=True)} for row in self.terms]

    def ntriples(self) -> str:
        """A graph as N-Triples, sorted."""
        return "".join(sorted(" ".join(map(str, row)) + " .\n" for row in self.terms))

    def json(self) -> dict[str, Any]:
        """SPARQL 1.1 Query Results JSON, with ``truncated`` beside where rows were cut."""
        more = {"truncated": self.truncated} if self.truncated else {}
        if self.boolean is not None:
            return {"head": {}, "boolean": self.boolean}
        bindings = [
            {column: _json(term) for column, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        return {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}, **more}


def _json(term: Term) -> dict[str, str]:
    found = {"type": term.kind, "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype and term.datatype != _XSD + "string":
        found["datatype"] = term.datatype
    return found


def run(store: Store, query: str | Query, parameters: Mapping[str, str] | None = None, limits: Limits = DEFAULT) -> Result:
    """Run a query, written or named, on a store.

    Parameters are those that the query's first lines name, as in :mod:`graphkit.queries`: names of parties,
    references, years, texts; a value never becomes part of the query's text. The prefixes of
    :data:`graphkit.ontology.PREFIXES` need no declaration.

    Raises QueryError for what is malformed, refused or over a limit.
    """
    asked = query.parameters if isinstance(query, Query) else queries.parameters(query)
    given = values(store, asked, parameters or {})
    query = query.text if isinstance(query, Query) else query
    admitted = gate.admit(query, BASE)
    request = {
        "query": admitted,
        # Graphs that a query names are those it asks; the engine would take the union instead.
        "union": not gate.chooses_graphs(admitted),
        "folder": index.ready(store),
        "substitutions": given,
        "prefixes": PREFIXES | {"id": BASE, "organisation": BASE + "organisation/"},
        "seconds": limits.seconds,
        "memory": limits.memory,
        "bytes": limits.bytes,
        "rows": limits.rows,
    }
    return _result(_ask(json.dumps(request), limits), query)


def _ask(request: str, limits: Limits) -> str:
    """The worker's output; QueryError where it was ended, or ended itself, before the end."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with tempfile.TemporaryFile() as output:
        worker = subprocess.Popen(
            # -P: nothing in the folder that the user happens to be in is taken for a module.
            [sys.executable, "-P", "-m", "graphkit.worker"],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        try:
            worker.communicate(request.encode(), timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise QueryError(f"the query took longer than {limits.seconds} s and was ended", "ask for less") from None
        finally:
            worker.kill()
            worker.wait()
        if worker.returncode == -getattr(signal, "SIGXCPU", 24):
            raise QueryError(f"the query used more than {limits.seconds} s of processor and was ended", "ask for less")
        if worker.returncode == TOO_LARGE:
            raise QueryError(f"the answer is larger than {limits.bytes // 1024**2} MB", "ask for fewer rows, with LIMIT")
        output.seek(0)
        text = output.read().decode()
    if worker.returncode != 0:
        raise QueryError("the query ended the process it ran in: too much memory, or too deep", "ask for less")
    return text


def _result(text: str, query: str) -> Result:
    head: dict[str, Any] = {}
    truncated = None
    rows: list[tuple[Term | None, ...]] = []
    for line in text.splitlines():
        item = json.loads(line)
        if isinstance(item, list):
            rows.append(tuple(Term(*term) if term else None for term in item))
        elif "wrong" in item:
            known = ", ".join(f"{prefix}:" for prefix in PREFIXES)
            raise QueryError(gate.misunderstood(item["wrong"], query), f"prefixes that are known: {known}")
        elif "failed" in item:
            raise QueryError(f"the query could not be answered: {item['failed']}", "ask for less")
        elif "truncated" in item:
            truncated = item["truncated"]
        else:
            head |= item
    if "boolean" in head:
        return Result((), boolean=head["boolean"])
    columns = ("subject", "predicate", "object") if head.get("triples") else tuple(head.get("columns", ()))
    if "end" not in head:
        raise StoreError("the query's process ended in the middle of its answer", "try again")
    return Result(columns, tuple(rows), triples=bool(head.get("triples")), truncated=truncated)


def values(store: Store, parameters: Sequence[Parameter], given: Mapping[str, str]) -> dict[str, tuple[str, str, str]]:
    """The value of each parameter as an RDF term: uri or literal, value, datatype. Those not given have their default.

    Raises UnknownName and AmbiguousName for names, UsageError for other values and for what is no parameter.
    """
    unknown = sorted(set(given) - {parameter.name for parameter in parameters})
    if unknown:
        known = ", ".join(parameter.name for parameter in parameters)
        hint = f"its parameters: {known}" if known else "it has none: write the values into it, or a header # param ..."
        raise UsageError(f"the query has no parameter {', '.join(unknown)}", hint)
    desk = Desk(store)
    found, wrong = {}, []
    for parameter in parameters:
        try:
            found[parameter.name] = _value(desk, parameter, given.get(parameter.name, parameter.default))
        except GraphkitError as error:
            wrong.append(error)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise UsageError("; ".join(map(str, wrong)), " ".join(error.hint for error in wrong if error.hint))
    return found


def _value(desk: Desk, parameter: Parameter, text: str) -> tuple[str, str, str]:
    if parameter.type == "organisation":
        return "uri", iri("organisation", desk.resolve(text)["id"]).value, ""
    if parameter.type == "decision":
        return "uri", iri("decision", desk.decision(text)).value, ""
    try:
        value = financial_year(text) if parameter.type == "year" else _sum(text) if parameter.type == "money" else text
    except (ValueError, ArithmeticError):
        raise UsageError(f"{parameter.name}: {text[:80]!r} is no {parameter.type}", parameter.about) from None
    return "literal", value, _XSD + ("decimal" if parameter.type == "money" else "string")


def _sum(text: str) -> str:
    """Pounds as a decimal of RDF, which knows no exponent and nothing that is no number."""
    number = Decimal(text.replace(",", "").removeprefix("£"))
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise ValueError(text)
    return f"{number:f}"
