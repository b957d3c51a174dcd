"""Named queries: one ``.rq`` file each, with a header that says what it answers and what it asks for.

Queries of one's own may have parameters too, by the same lines.

::

    # title: Who funds an organisation?
    # about: one or two sentences
    # group: who funds whom
    # param organisation organisation "Women in Prison": the recipient, by any of its names
"""

import json
import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.errors import QueryError, UnknownName
from graphkit.names import near

_FOLDER = os.path.dirname(os.path.abspath(__file__))
#: Words that requests over HTTP use themselves.
RESERVED = ("query", "format", "limit")
_LINE = re.compile(r"# *(\w+):? +(.*)", re.ASCII)
_PARAMETER = re.compile(r'([A-Za-z]\w*) (organisation|decision|year|text|money) ("(?:[^"\\]|\\.)*"): (.+)', re.ASCII)
#: Parameters that a query may have.
MOST_PARAMETERS = 20


class Parameter(NamedTuple):
    """A variable of a named query that gets a value: its type, its default, what it is."""

    name: str
    type: str
    default: str
    about: str


class Query(NamedTuple):
    """A named query."""

    name: str
    title: str
    about: str
    group: str
    parameters: tuple[Parameter, ...]
    text: str


def _head(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a header: a key and what stands behind it. The editor's page reads them by the same rule."""
    for line in text.split("\n"):
        if not line.startswith("#"):
            return
        match = _LINE.fullmatch(line.rstrip())
        if match:
            yield match[1], match[2]


def parameters(text: str, name: str = "the query") -> tuple[Parameter, ...]:
    """The parameters that a query's first lines name; QueryError where one is not understood, or named twice.

    >>> parameters('# param year year "2023/24": the year of the money\\nASK { ?flow gk:financialYear ?year }')[0].default
    '2023/24'
    """
    found: dict[str, Parameter] = {}
    for key, value in _head(text):
        if key != "param":
            continue
        match = _PARAMETER.fullmatch(value)
        try:
            parameter = Parameter(match[1], match[2], json.loads(match[3]), match[4]) if match else None
        except ValueError:
            parameter = None
        if parameter is None:
            raise QueryError(f"{name}: no parameter: {value[:80]}", 'write # param NAME TYPE "default": what it is')
        if parameter.name in found or parameter.name in RESERVED:
            raise QueryError(f"{name}: a parameter cannot be called {parameter.name}, or not twice", "give it another name")
        if len(found) == MOST_PARAMETERS:
            raise QueryError(f"{name}: more than {MOST_PARAMETERS} parameters", "write some of the values into the query")
        found[parameter.name] = parameter
    return tuple(found.values())


def parse(name: str, text: str) -> Query:
    """A query of its file's text; QueryError where the header lacks something."""
    head = dict(_head(text))
    for key in ("title", "about", "group"):
        if not head.get(key):
            raise QueryError(f"{name}: no {key} in the header", f"add # {key}: ...")
    return Query(name, head["title"], head["about"], head["group"], parameters(text, name), text)


def every() -> list[Query]:
    """All named queries, by group and name."""
    names = sorted(name.removesuffix(".rq") for name in os.listdir(_FOLDER) if name.endswith(".rq"))
    return sorted((load(name) for name in names), key=lambda query: (query.group, query.name))


def load(name: str) -> Query:
    """One named query; UnknownName where there is none.

    >>> load("who-funds").parameters[0].type
    'organisation'
    """
    known = [file.removesuffix(".rq") for file in os.listdir(_FOLDER) if file.endswith(".rq")]
    if name not in known:
        raise UnknownName(name, near(name, known), "there is no query called")
    with open(os.path.join(_FOLDER, name + ".rq"), encoding="utf-8") as file:
        return parse(name, file.read())
