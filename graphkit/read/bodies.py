"""One record (party, decision or fact) ↔ one line of JSON.

Exports carry such a line beside what they show, so that nothing is lost. What was read back is held against
the ontology's forms in :mod:`graphkit.read.faults`.
"""

import json
from collections.abc import Iterable
from typing import Any

from graphkit.model import Content, Decision, Fact, Judgement, Organisation, Telling, frozen

Record = Organisation | Decision | Fact

#: The word by which a record says what it is, and the class that holds it.
KINDS: dict[str, type[Record]] = {"organisation": Organisation, "decision": Decision, "fact": Fact}


#: The parts of a fact that are lists of rows.
_ROWS: dict[str, Any] = {"told": Telling, "judged": Judgement}


def kind(record: Record) -> str:
    """The word for a record: organisation, decision or fact."""
    return type(record).__name__.lower()


def body(record: Record) -> str:
    """A record as one line of JSON, the same for the same record. Fit for XML 1.0 as it is.

    >>> body(Organisation("moj", "Ministry of Justice", "public body"))
    '{"id":"moj","kind":"public body","name":"Ministry of Justice","record":"organisation"}'
    """
    content: dict[str, Any] = {"record": kind(record)}
    content |= {key: value for key, value in record._asdict().items() if value is not None and value != () and value != {}}
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # The two characters that XML cannot hold and JSON does not escape by itself.
    return line.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def parse(line: str) -> Record:
    """The record of a line; the inverse of :func:`body`. ValueError says what is wrong.

    Strict where Python's own reader is not: no key twice, no fractions, no NaN. Whether the values fit
    is for :mod:`graphkit.read.faults` to say.
    """
    try:
        content = json.loads(line, object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("no record: it should start with {")
    word = content.pop("record", None)
    if not isinstance(word, str) or word not in KINDS:
        raise ValueError(f"no record of a kind that is known: {short(word)}")
    made: Any = KINDS[word]
    if unknown := sorted(set(content) - set(made._fields)):
        raise ValueError(f"the {word} has a key that is not known: {unknown[0]}")
    for key, row in _ROWS.items():
        if key in content:
            content[key] = _rows(key, content[key], row)
    try:
        record: Record = made(**{key: frozen(value) if key not in _ROWS else value for key, value in content.items()})
        return record
    except TypeError:
        missing = sorted(set(made._fields) - set(made._field_defaults) - set(content))
        raise ValueError(f"the {word} lacks {', '.join(missing)}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text}: amounts are whole pence")


def _rows(key: str, value: Any, row: Any) -> tuple[Any, ...]:
    width = len(row._fields)
    if not isinstance(value, list) or not all(isinstance(cells, list) and len(cells) == width for cells in value):
        raise ValueError(f"{key}: no list of [{', '.join(row._fields)}]")
    return tuple(row(*map(frozen, cells)) for cells in value)


def content(records: Iterable[Record]) -> Content:
    """Records of all kinds, each kind sorted by id."""
    found: dict[str, list[Any]] = {word: [] for word in KINDS}
    for record in records:
        found[kind(record)].append(record)
    return Content(*(tuple(sorted(items, key=lambda item: str(item.id))) for items in found.values()))


def short(value: Any) -> str:
    """A value in a message: plain characters, and not many."""
    text = value if isinstance(value, str) else repr(value)
    return ascii(text)[1:-1][:60]
