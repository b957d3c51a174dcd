"""What a client of the reconciliation service asks, read from the JSON that it sends. All that is wrong is told at once.

Nothing here knows a web framework, or what the answer is.
"""

import math
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from graphkit.errors import UnknownName
from graphkit.matching import Question
from graphkit.serving.reconcile_json import Reader, named, parsed, said

#: Queries of a batch, candidates of a query, properties of a query, values of one, and types; ids of an extension.
MOST_QUERIES, MOST_CANDIDATES, MOST_PROPERTIES, MOST_IDS = 100, 50, 20, 1000


class Known(NamedTuple):
    """What a question may name: which kinds a type means (UnknownName where there is none), and properties by id."""

    kinds: Callable[[str], frozenset[str]]
    properties: Collection[str]


class Extension(NamedTuple):
    """Properties that are asked of some ids."""

    ids: list[str]
    properties: list[str]


def questions(text: str, known: Known) -> dict[str, Question]:
    """The questions of a batch by their ids; Refused with every problem.

    >>> questions('{"q0": {"query": "MOPAC", "limit": 3}}', Known(lambda kind: frozenset(), []))["q0"].limit
    3
    """
    reader, made = Reader(), {}
    batch = parsed(text, "queries")
    if not isinstance(batch, dict):
        reader.wrong("queries", f"an object is wanted, with a query under each of its keys, not {said(batch)}")
    elif len(batch) > MOST_QUERIES:
        reader.wrong("queries", f"{len(batch):,} queries, where at most {MOST_QUERIES} are answered at once")
    else:
        made = {id: _question(reader, query, f"queries.{named(id)}", known) for id, query in batch.items()}
    reader.done()
    return made


def _question(reader: Reader, query: Any, place: str, known: Known) -> Question:
    keys = ("query", "type", "limit", "properties", "type_strict")
    given = reader.object(query, place, keys, needed=("query",))
    name = reader.text(given["query"], f"{place}.query") if "query" in given else ""
    strict = given.get("type_strict", "any")
    if strict not in ("any", "should", "all"):
        reader.wrong(f"{place}.type_strict", f"any, should or all is wanted, not {said(strict)}")
    kinds = None
    if given.get("type"):
        told = given["type"] if isinstance(given["type"], list) else [given["type"]]
        every = [_kinds(reader, one, f"{place}.type", known) for one in reader.list(told, f"{place}.type", MOST_PROPERTIES)]
        if every:  # OpenRefine always says should, and means that nothing else is looked at
            kinds = frozenset.intersection(*every) if strict == "all" else frozenset.union(*every)
    limit = given.get("limit", Question("").limit)
    if isinstance(limit, bool) or not isinstance(limit, (int, float)) or not limit >= 1 or limit % 1 != 0:
        reader.wrong(f"{place}.limit", f"a whole number from 1 is wanted, not {said(limit)}")
        limit = 1
    listed = reader.list(given.get("properties", []), f"{place}.properties", MOST_PROPERTIES)
    evidence: dict[str, list[str]] = {}
    for n, one in enumerate(listed):
        pid, values = _evidence(reader, one, f"{place}.properties[{n}]", known)
        if values:
            evidence.setdefault(pid, []).extend(values)
    return Question(name, kinds, int(min(limit, MOST_CANDIDATES)), evidence)


def _kinds(reader: Reader, word: Any, place: str, known: Known) -> frozenset[str]:
    text = reader.text(word, place)
    if not text:
        return frozenset()
    try:
        return known.kinds(text)
    except UnknownName as error:
        reader.wrong(place, f"there is no type {said(text)}: {error.hint}")
        return frozenset()


def _evidence(reader: Reader, given: Any, place: str, known: Known) -> tuple[str, list[str]]:
    """A property and its values, each a text."""
    found = reader.object(given, place, ("pid", "v"), needed=("pid", "v"))
    pid = reader.text(found["pid"], f"{place}.pid") if "pid" in found else ""
    if pid and pid not in known.properties:
        reader.wrong(f"{place}.pid", f"there is no property {said(pid)}: {', '.join(known.properties)}")
    told = found.get("v", [])
    values = reader.list(told if isinstance(told, list) else [told], f"{place}.v", MOST_PROPERTIES)
    return pid, [text for value in values if value is not None and (text := _value(reader, value, f"{place}.v").strip())]


def _value(reader: Reader, value: Any, place: str) -> str:
    """A property's value as text: a text, a number, yes or no, or a thing by its name or id."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("id")
    if isinstance(value, bool):
        return str(value).lower()
    finite = isinstance(value, (int, float)) and math.isfinite(value)
    return str(value) if finite else reader.text(value, place)


def extension(text: str, known: Collection[str]) -> Extension:
    """The properties that are asked of ids; Refused with every problem.

    >>> extension('{"ids": ["mopac"], "properties": [{"id": "kind"}]}', ["kind"])
    Extension(ids=['mopac'], properties=['kind'])
    """
    reader = Reader()
    asked = parsed(text, "extend")
    given = reader.object(asked, "extend", ("ids", "properties"), needed=("ids", "properties"))
    ids = [reader.text(id, f"extend.ids[{n}]") for n, id in enumerate(reader.list(given.get("ids", []), "extend.ids", MOST_IDS))]
    properties = []
    for n, one in enumerate(reader.list(given.get("properties", []), "extend.properties", 10 * MOST_PROPERTIES)):
        place = f"extend.properties[{n}]"
        found = reader.object(one, place, ("id", "name", "settings"), ("id",))
        id = reader.text(found["id"], f"{place}.id") if "id" in found else ""
        if id and id not in known:
            reader.wrong(f"{place}.id", f"there is no property {said(id)}: {', '.join(known)}")
        properties.append(id)
    reader.done()
    return Extension(list(dict.fromkeys(ids)), list(dict.fromkeys(properties)))
