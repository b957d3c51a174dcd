"""What an edge says, in words: the rows that tooltip, side panel and table all show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.render import inferred
from graphkit.view._text import clean, money, number, plain, safe_url

#: What has a row of its own, or is the line itself; all else that a fact has is listed under its own name.
_SHOWN = frozenset(
    {
        *("relation", "carries", "directed", "amount", "amount_kind", "currency", "by_year", "financial_years"),
        *("start", "end", "stage", "stated", "condition", "restricted_to", "authority", "limit", "limit_kind", "kind"),
        *("name", "instrument", "programme", "service", "funded_from", "decision", "decided", "url", "locators", "note"),
        *("inferred", "reviewed", "confidence", "evidence"),
        *("funder", "recipient", "delegator", "delegate", "provider", "delivers", "members"),
    }
)


@dataclass(frozen=True)
class Fact:
    """One edge of the graph, ready to be drawn and read."""

    key: str
    source: str
    target: str
    relation: str
    label: str  # of the relation
    carries: str | None
    directed: bool
    data: Mapping[str, Any]
    source_name: str
    target_name: str
    funds: str  # what it is funded from, in words

    @property
    def unknown(self) -> bool:
        """Money moves, the text does not say how much."""
        return self.carries == "money" and number(self.data.get("amount")) is None

    @property
    def inferred(self) -> bool:
        return self.data.get("stated") is False

    @property
    def conditional(self) -> bool:
        return bool(self.data.get("condition"))

    @property
    def amount(self) -> str:
        """Empty for relations that move no money."""
        get = self.data.get
        if number(get("amount")) is None and self.carries != "money":
            return ""
        return money(get("amount"), get("amount_kind"), get("currency"))

    @property
    def limit(self) -> str:
        get = self.data.get
        if number(get("limit")) is None:
            return ""
        word = {"cap": "up to ", "floor": "from "}.get(str(get("limit_kind")), "limit ")
        return word + money(get("limit"), None, get("currency") or "GBP")

    @property
    def tag(self) -> str:
        """The few characters written on the line itself."""
        if self.unknown:
            return "?"
        return self.amount or self.limit

    @property
    def url(self) -> str | None:
        return safe_url(self.data.get("url"))

    @property
    def rows(self) -> list[tuple[str, str]]:
        get = self.data.get
        by_year = get("by_year")
        by_year = by_year if isinstance(by_year, Mapping) else {}
        shares = [f"{y} {money(by_year[y], None, get('currency'))}" for y in sorted(by_year, key=str)]
        start, end = (plain(get(k)).replace(" · ", " or ") for k in ("start", "end"))  # told two ways
        rows = [
            ("Amount", self.amount),
            ("By year", clean("; ".join(shares))),
            ("Years", plain(get("financial_years"))),
            ("Period", f"{start or '…'} to {end or '…'}" if start or end else ""),
            ("Stage", plain(get("stage")).replace("_", " ")),
            ("Basis", "inferred, the text does not state it" if self.inferred else ""),
            ("Review", "a program read this, nobody has reviewed it" if get("reviewed") is False else ""),
            ("Condition", plain(get("condition"))),
            ("Restricted to", plain(get("restricted_to"))),
            ("Authority", plain(get("authority"))),
            ("Limit", self.limit),
            ("Kind", plain(get("kind")).replace("_", " ")),
            ("Name", plain(get("name"))),
            ("Instrument", plain(get("instrument")).replace("_", " ")),
            ("Programme", plain(get("programme"))),
            ("Service", plain(get("service"))),
            ("Funded from", self.funds),
            ("Decision", plain(get("decision"))),
            ("Decided", plain(get("decided"))),
            ("Where", plain(get("locators"))),
            ("Note", plain(get("note"))),
            *((key.replace("_", " ").capitalize(), plain(get(key))) for key in sorted(self.data) if key not in _SHOWN),
        ]
        keys = {"Years": ("financial_years",), "Period": ("start", "end")}
        return [
            (name, value + inferred(self.data, *keys.get(name, (name.lower().replace(" ", "_"),))))
            for name, value in rows
            if value
        ]


def facts(graph: Any, relations: Mapping[str, Mapping[str, Any]]) -> list[Fact]:
    """Every edge, in an order that does not depend on how the graph was built."""
    names = {node: clean(data.get("name") or node) for node, data in graph.nodes(data=True)}
    edges = sorted(graph.edges(keys=True, data=True), key=lambda e: (str(e[0]), str(e[1]), str(e[2])))
    told: dict[str, str] = {}
    for u, v, key, data in edges:
        amount = money(data.get("amount"), data.get("amount_kind"), data.get("currency"))
        told.setdefault(str(key), f"{names[u]} → {names[v]}, {amount}")
    found = []
    for u, v, key, data in edges:
        name = str(data.get("relation") or "")
        relation = relations.get(name, {})
        funded = data.get("funded_from") or ()
        ids = [funded] if isinstance(funded, str) else list(funded)
        found.append(
            Fact(
                key=str(key),
                source=str(u),
                target=str(v),
                relation=name,
                label=clean(relation.get("label") or name or "related", 80),
                carries=data.get("carries") or relation.get("carries"),
                directed=bool(data.get("directed", True)),
                data=data,
                source_name=names[u],
                target_name=names[v],
                funds=clean("; ".join(told.get(str(item), str(item)) for item in ids)),
            )
        )
    return found
