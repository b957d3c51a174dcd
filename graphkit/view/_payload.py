"""Everything that the page knows, small: columns of numbers that point into one list of texts, compressed.

Compressed and in base64 it cannot be read by an HTML parser as anything but letters, whatever the data hold.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from graphkit.view import _style
from graphkit.view._cards import ROLES
from graphkit.view._draw import Drawing
from graphkit.view._facts import Fact
from graphkit.view._text import clean, money, plain

#: What the bits of a fact's flags say, from the lowest.
FLAGS = ("directed", "counts", "unknown", "inferred", "conditional", "draft")


#: Rows of a fact that have columns of their own.
APART = frozenset({"Amount", "Stage", "Decision", "Where"})


class _Texts:
    """Each text once; elsewhere stands its number. 0 is no text."""

    def __init__(self) -> None:
        self.found: dict[str, int] = {"": 0}

    def __call__(self, text: str) -> int:
        return self.found.setdefault(text, len(self.found))


def payload(
    parties: Mapping[str, Mapping[str, Any]],
    facts: Sequence[Fact],
    relations: Mapping[str, _style.Relation],
    kinds: Mapping[str, Mapping[str, Any]],
    drawn: Drawing,
    followed: Sequence[Mapping[str, Any]] = (),
    asked: Sequence[tuple[str, str]] = (),
    chosen: str = "",
) -> dict[str, Any]:
    """The data of the page but for the opening picture; parties and facts go by their place in order."""
    texts = _Texts()
    number = {party: at for at, party in enumerate(parties)}
    kind = {name: at for at, name in enumerate(kinds)}
    years = sorted({year for fact in facts for year in fact.years})
    stages = sorted({fact.stage for fact in facts})
    found: dict[str, Any] = {
        "relations": [
            {"name": r.name, "label": r.label, "carries": r.carries, "dashes": r.dashes, "index": r.index}
            for r in relations.values()
        ],
        "kinds": [{"name": name, **glyph} for name, glyph in kinds.items()],
        "years": years,
        "stages": stages,
        "parties": {
            "id": {at: texts(clean(party)) for at, (party, data) in enumerate(parties.items()) if not _by_name(party, data)},
            "name": [texts(clean(data.get("name") or party)) for party, data in parties.items()],
            "kind": [kind[kind_of(data)] for data in parties.values()],
            "members": {
                number[party]: sorted(number[str(one)] for one in data["members"] if str(one) in number)
                for party, data in parties.items()
                if data.get("members")
            },
            "rows": [_flat(texts, _rows(data)) for data in parties.values()],
        },
        "facts": _columns(texts, facts, number, {name: at for at, name in enumerate(relations)}, years, stages),
        "stacks": [{"role": ROLES[stack.column], "kind": stack.kind} for stack in drawn.stacks.values()],
        "lying": _lying(drawn, number),
        "largest": drawn.largest,
        "hidden": drawn.hidden,
        "style": {
            "thin": _style.THIN,
            "thick": _style.THICK,
            "unknown": _style.UNKNOWN_DASHES,
            "inferred": _style.INFERRED_DASHES,
            "both": _style.BOTH_DASHES,
            "member": _style.MEMBER_DASHES,
            "faint": _style.FAINT,
        },
    }
    place = {fact.key: at for at, fact in enumerate(facts)}
    found["followed"] = [
        _answer(answer, number, place) for answer in followed if answer["source"] in number and answer["target"] in number
    ]
    found["chosen"] = clean(chosen)
    found["asked"] = [[number[source], number[target]] for source, target in asked if source in number and target in number]
    found["texts"] = list(texts.found)
    return found


def _lying(drawn: Drawing, number: Mapping[str, int]) -> list[int]:
    """The stack of each party, -1 for those with a card of their own; nothing where there are no stacks."""
    if not drawn.stacks:
        return []
    found = [-1] * len(number)
    for at, stack in enumerate(drawn.stacks.values()):
        for party in stack.parties:
            found[number[party]] = at
    return found


def _answer(answer: Mapping[str, Any], number: Mapping[str, int], place: Mapping[str, int]) -> dict[str, Any]:
    """A trace as the page shows it; ``beyond``: ways that lead through what is not on the page."""
    paths = [[place[flow] for flow in path] for path in answer["paths"] if all(flow in place for flow in path)]
    return {
        "caveats": [clean(line) for line in answer["caveats"]],
        "contradiction": clean(answer["contradiction"] or "") or None,
        "svg": answer["svg"],
        **{key: None if answer[key] is None else str(answer[key]) for key in ("at_least", "estimate", "at_most")},
        "source": number[answer["source"]],
        "target": number[answer["target"]],
        "paths": paths,
        "beyond": len(answer["paths"]) - len(paths) + (answer.get("more_paths") or 0),
    }


def _by_name(party: str, data: Mapping[str, Any]) -> bool:
    """Whether the page can make the identifier of the name."""
    name = clean(data.get("name") or party)
    return name.isascii() and party == re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def kind_of(data: Mapping[str, Any]) -> str:
    """The kind of a party, as it is shown."""
    return clean(data.get("kind") or "organisation", 60)


def pack(data: Any) -> str:
    """JSON, compressed, as letters; the same data give the same letters on one machine."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(errors="replace"), 9, mtime=0)).decode()


def _rows(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    identifiers = data.get("identifiers")
    identifiers = identifiers if isinstance(identifiers, Mapping) else {"identifiers": identifiers}
    said = (("Also called", "aliases"), ("Formerly", "former_names"), ("Since", "since"), ("Until", "until"), ("Note", "note"))
    rows = [(word, plain(data.get(key))) for word, key in said]
    rows += [(clean(key, 60), plain(identifiers[key])) for key in sorted(identifiers, key=str)]
    return [row for row in rows if row[1]]


def _flat(texts: _Texts, rows: Sequence[tuple[str, str]]) -> list[int]:
    return [texts(text) for row in rows for text in row]


def _columns(
    texts: _Texts,
    facts: Sequence[Fact],
    number: Mapping[str, int],
    relation: Mapping[str, int],
    years: Sequence[str],
    stages: Sequence[str],
) -> dict[str, Any]:
    year = {text: at for at, text in enumerate(years)}
    stage = {text: at for at, text in enumerate(stages)}
    columns: dict[str, Any] = {
        # A decision and what it calls the fact: most share the first half with others.
        "id": [[texts(part) for part in re.split("(?<=/)(?=[^/]*$)", clean(fact.key))] for fact in facts],
        "from": [number[fact.parties[0]] for fact in facts],
        "to": [number[fact.parties[1]] for fact in facts],
        "also": {at: [number[party] for party in fact.parties[2:]] for at, fact in enumerate(facts) if len(fact.parties) > 2},
        "relation": [relation[fact.relation] for fact in facts],
        "pence": [fact.pence for fact in facts],
        "currency": [texts(fact.currency) for fact in facts],
        "kind": [texts(str(fact.data.get("amount_kind") or "")) for fact in facts],
        "grant": [int(fact.data.get("instrument") == "grant") for fact in facts],
        "stage": [stage[fact.stage] for fact in facts],
        # All years that it touches; most have one.
        "years": [[year[text] for text in fact.years] for fact in facts],
        "flags": [sum(1 << at for at, flag in enumerate(FLAGS) if getattr(fact, flag)) for fact in facts],
        "url": [texts(fact.url or "") for fact in facts],
        "rows": [_flat(texts, _rest(fact)) for fact in facts],
    }
    told = [dict(fact.rows) for fact in facts]
    for column, name in (("decision", "Decision"), ("where", "Where")):
        columns[column] = [texts(rows.get(name, "")) for rows in told]
    # Most amounts are what the page makes of the pence; the others stand here in words.
    columns["amount"] = {
        at: texts(rows["Amount"])
        for at, (fact, rows) in enumerate(zip(facts, told, strict=True))
        if "Amount" in rows and rows["Amount"] != _plainly(fact)
    }
    columns["tag"] = {
        at: texts(fact.tag) for at, fact in enumerate(facts) if fact.tag and not fact.unknown and fact.tag != _plainly(fact)
    }
    return columns


def _rest(fact: Fact) -> list[tuple[str, str]]:
    """The rows that the page cannot make of the columns: years it makes where nothing else tells of time."""
    timed = any(name in ("Period", "By year") for name, _ in fact.rows)
    years = " · ".join(fact.years)
    return [row for row in fact.rows if row[0] not in APART and (timed or row != ("Years", years))]


def _plainly(fact: Fact) -> str:
    """What the page itself would write for the amount."""
    kind = fact.data.get("amount_kind") or "exact"
    if fact.pence is None or kind not in ("exact", "up_to", "approx"):
        return "not stated" if fact.unknown else ""
    return money(Decimal(fact.pence) / 100, fact.data.get("amount_kind"), fact.currency)
