"""Named queries: one ``.rq`` file each, with a header that says what it answers and what it asks for.

::

    # title: Who funds an organisation?
    # about: one or two sentences
    # group: who funds whom
    # param organisation organisation "Women in Prison": the recipient, by any of its names
"""

import json
import os
import re
from typing import NamedTuple

from graphkit.errors import QueryError, UnknownName
from graphkit.names import near

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_PARAMETER = re.compile(r'(\w+) (organisation|decision|year|text|money) ("(?:[^"\\]|\\.)*"): (.+)')


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


def parse(name: str, text: str) -> Query:
    """A query of its file's text; QueryError where the header lacks something."""
    head: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, _, value = line.lstrip("# ").partition(" ")
        if key == "param":
            match = _PARAMETER.fullmatch(value.strip())
            if not match:
                raise QueryError(f"{name}: no parameter: {value}", 'write # param NAME TYPE "default": what it is')
            parameters.append(Parameter(match[1], match[2], json.loads(match[3]), match[4]))
        else:
            head[key.rstrip(":")] = value.strip()
    for key in ("title", "about", "group"):
        if not head.get(key):
            raise QueryError(f"{name}: no {key} in the header", f"add # {key}: ...")
    return Query(name, head["title"], head["about"], head["group"], tuple(parameters), text)


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
