"""What a fact of the graph says, in words: the rows that the evidence, the table and the picture all show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.period import span, years
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


#: Whole numbers above this are not exact in a browser.
EXACT = 2**53 - 1
#: A period of more years than this is read as none: a slip of the pen would fill the list of years.
MOST_YEARS = 60


@dataclass(frozen=True)
class Fact:
    """One fact, ready to be drawn and read."""

    key: str
    parties: tuple[str, ...]  # from and to; of a partnership all members, in order of their names
    relation: str
    label: str  # of the relation
    carries: str | None
    directed: bool
    data: Mapping[str, Any]
    names: tuple[str, ...]  # of the parties
    funds: str  # what it is funded from, in words
    counts: bool  # False: told again later, or excluded by another fact, and so in no sum

    @property
    def unknown(self) -> bool:
        """Money moves, the text does not say how much."""
        return self.carries == "money" and number(self.data.get("amount")) is None

    @property
    def inferred(self) -> bool:
        return self.data.get("stated") is False

    @property
    def draft(self) -> bool:
        """A program read it, and nobody has reviewed it."""
        return self.data.get("reviewed") is False

    @property
    def stage(self) -> str:
        return plain(self.data.get("stage")).replace("_", " ")

    @property
    def currency(self) -> str:
        return clean(self.data.get("currency") or "", 12)

    @property
    def pence(self) -> int | None:
        """The amount in hundredths of its currency; None where it is not stated, or is no such whole number."""
        amount = number(self.data.get("amount"))
        if amount is None or self.carries != "money":
            return None
        whole = amount.scaleb(2)
        return int(whole) if whole == whole.to_integral_value() and 0 <= whole <= EXACT else None

    @property
    def years(self) -> tuple[str, ...]:
        """The UK financial years that it is for, as told or as its period touches them."""
        told = self.data.get("financial_years") or tuple(self.data.get("by_year") or ())
        if told:
            return tuple(sorted({plain(year) for year in ([told] if isinstance(told, str) else told)}))
        try:
            first, last = span(self.data)
        except (TypeError, ValueError):
            return ()
        found = years(first, last) if first and last else []
        return tuple(found) if len(found) <= MOST_YEARS else ()

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
            ("Review", "a program read this, nobody has reviewed it" if self.draft else ""),
            ("Counted", "" if self.counts else "no: it is told again, or excluded, by another fact"),
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


def facts(graph: Any, relations: Mapping[str, Mapping[str, Any]], uncounted: Collection[str] = ()) -> list[Fact]:
    """Every fact of the graph, in an order that does not depend on how the graph was built.

    A partnership of several is an edge between each two of them in the graph, and one fact here.
    """
    names = {str(node): clean(data.get("name") or node) for node, data in graph.nodes(data=True)}
    told: dict[str, str] = {}
    ends: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for u, v, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: (str(e[0]), str(e[1]), str(e[2]))):
        amount = money(data.get("amount"), data.get("amount_kind"), data.get("currency"))
        told.setdefault(str(key), f"{names[str(u)]} → {names[str(v)]}, {amount}")
        one = (str(key), str(data.get("relation") or ""))
        ends[one if data.get("directed", True) is False else (*one, str(u), str(v))].append((u, v, data))
    found = []
    for (key, name, *_), edges in ends.items():
        data = edges[0][2]
        directed = bool(data.get("directed", True))
        parties = [str(end) for edge in edges for end in edge[:2]]
        if not directed:
            parties = sorted(set(parties), key=lambda one: (names[one].casefold(), one))
            parties = parties * 2 if len(parties) == 1 else parties
        relation = relations.get(name, {})
        funded = data.get("funded_from") or ()
        ids = [funded] if isinstance(funded, str) else list(funded)
        found.append(
            Fact(
                key=key,
                parties=tuple(parties),
                relation=name,
                label=clean(relation.get("label") or name or "related", 80),
                carries=data.get("carries") or relation.get("carries"),
                directed=directed,
                data=data,
                names=tuple(names[one] for one in parties),
                funds=clean("; ".join(told.get(str(item), str(item)) for item in ids)),
                counts=key not in uncounted,
            )
        )
    return found
