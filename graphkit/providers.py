"""Who delivers in an area, of what service, and who pays them.

An area is told by the fact that says who runs a service, or by money that is for the service. What is told for a
group of areas is told for each of them; what is told for a wider place, such as all London, is told for that alone.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from graphkit.ask import awards, payments
from graphkit.desk import MONEY, Answer, Desk
from graphkit.scope import Scope
from graphkit.store import Store

#: How it is known that a service is delivered in an area.
SAID, PAID_FOR, OWN_AREA, PAID_THERE = (
    "said of the service",
    "money for the service is for the area",
    "the provider's own area",
    "paid for work in the area",
)
_LISTED = "IN (SELECT value FROM json_each(?))"
#: Facts that say who runs a service: they have two ends, and carry nothing.
_RUNS = "relation.carries IS NULL AND relation.subject IS NOT NULL AND relation.object IS NOT NULL"
_STANDS_IN = "SELECT id FROM organisation WHERE kind = 'service'"
_FOR_SOMETHING = f"fact.id IN (SELECT fact FROM participant WHERE field IN ('service', 'areas')) OR fact.object IN ({_STANDS_IN})"
_FOR = (
    "fact.id IN (SELECT participant.fact FROM participant JOIN field ON field.key = participant.field"
    " WHERE field.form = 'programme' AND participant.organisation = ?)"
)


class Told(NamedTuple):
    """A fact as an answer, with the ids of its two ends, of the services it is for, and of the areas it names."""

    fact: Answer
    ends: tuple[str, str]
    services: tuple[str, ...]
    areas: frozenset[str]


def providers(store: Store, area: str, scope: Scope | None = None, *, every: bool = False) -> Answer:
    """Who delivers in an area, and who pays them and the area's own authority.

    Returns ``{"area", "providers": [entry], "area_not_told": [entry], "area_not_told_count", "authority": [row]}``. An
    entry is ``{"provider", "services", "funders": [row]}``; ``provider`` is None where nobody is said to run the service.
    Each of ``services`` is ``{"service", "part", "basis", "stated", "since", "start", "end", "areas", "area_count",
    "evidence"}``: the money may be for a ``part`` of the service alone, and only what is ``said of the service`` is stated.
    ``funders`` are the flows to the provider, to the service or to a joint group with one of them (``shared``); without a
    provider, also those that are for the service, whoever gets them. ``in_area`` says whether a flow is for the area (None:
    not told). Services whose area nobody tells are counted, and listed in ``area_not_told`` with ``every``.

    >>> import graphkit
    >>> with graphkit.open() as graph:
    ...     [entry] = providers(graph.store, "Lambeth", Scope(decision="PCD 172"))["providers"]
    >>> entry["provider"]["name"], entry["services"][0]["part"]["name"], entry["services"][0]["basis"]
    ('Women in Prison', 'Beth Centre peer mentoring', 'money for the service is for the area')
    """
    desk = Desk(store, scope)
    place = desk.resolve(area)
    book = _Book(desk, place["id"])
    here = book.here()
    rest = book.not_told(here)
    return {
        "area": place,
        "providers": [book.entry(*key, rows) for key, rows in here.items()],
        "area_not_told": [book.entry(*key, rows) for key, rows in rest.items()] if every else [],
        "area_not_told_count": sum(map(len, rest.values())),
        "authority": [book.row(row) for row in payments(desk, "object", place["id"])],
        **desk.left(),
    }


#: Entries by their provider, or by their service where nobody is said to run it.
Entries = dict[tuple[str | None, str | None], list[Answer]]


class _Book:
    """What a desk knows of services and areas."""

    def __init__(self, desk: Desk, area: str) -> None:
        self.desk = desk
        within = desk.db.execute("SELECT party FROM member WHERE member = ?", (area,))
        self.area, self.areas = area, {area, *(group for (group,) in within)}
        self.own = {area, *desk.groups(area)}
        self.runs = self._told(_RUNS)
        self.money = self._told(f"{MONEY} AND ({_FOR_SOMETHING})")
        self.runners: dict[str, list[Told]] = {}
        for told in self.runs:
            self.runners.setdefault(told.ends[1], []).append(told)
        self.above: dict[str, str | None] = dict(desk.db.execute("SELECT id, unit_of FROM organisation"))

    def _told(self, condition: str) -> list[Told]:
        """Facts that run a service, or pay for one or in some area."""
        facts = list(self.desk.facts(condition, []))
        ids = json.dumps([fact["id"] for fact in facts])
        ends = {
            id: (a, b) for id, a, b in self.desk.db.execute(f"SELECT id, subject, object FROM fact WHERE id {_LISTED}", [ids])
        }
        services: dict[str, list[str]] = {}
        areas: dict[str, set[str]] = {}
        for id, field, party in self.desk.db.execute(
            f"SELECT fact, field, organisation FROM participant WHERE field IN ('service', 'areas') AND fact {_LISTED}", [ids]
        ):
            if field == "service":
                services.setdefault(id, []).append(party)
            else:
                areas.setdefault(id, set()).add(party)
        stands_in = {id for (id,) in self.desk.db.execute(_STANDS_IN)}
        found = []
        for fact in facts:
            id = fact["id"]
            named = services.get(id) or [end for end in ends[id][1:] if end in stands_in]
            found.append(Told(fact, ends[id], tuple(named), frozenset(areas.get(id, ()))))
        return found

    # ---- what is where -------------------------------------------------------------------------------

    def here(self) -> Entries:
        """What is delivered in the area."""
        found: Entries = {}
        for told in self.runs:
            if told.areas & self.areas:
                _add(found, (told.ends[0], None), self._service(SAID, told))
            elif not told.areas and told.ends[0] in self.own:
                _add(found, (told.ends[0], None), self._service(OWN_AREA, told))
        for flow in self.money:
            if flow.areas & self.areas:
                for key, row in self._paid(flow):
                    _add(found, key, row)
        return found

    def _paid(self, flow: Told) -> Iterable[tuple[tuple[str | None, str | None], Answer]]:
        """What money that is for the area says of who delivers there."""
        for service in flow.services:
            runs = self._run(service)
            for told in runs:
                yield (told.ends[0], None), self._service(PAID_FOR, told, service, flow)
            if not runs:
                yield (None, service), self._service(PAID_FOR, None, service, flow)
        if not flow.services and flow.ends[1] not in self.own:
            yield (flow.ends[1], None), self._service(PAID_THERE, None, None, flow)

    def _run(self, service: str) -> list[Told]:
        """Who runs a service, or else what it is a part of."""
        seen: set[str] = set()
        upper: str | None = service
        while upper and upper not in seen:
            if upper in self.runners:
                return self.runners[upper]
            seen.add(upper)
            upper = self.above.get(upper)
        return []

    def not_told(self, here: Entries) -> Entries:
        """Services of which nothing in scope tells an area."""
        placed = {told.ends[1] for told in self.runs if told.areas or told.ends[0] in self.own}
        for flow in self.money:
            if flow.areas:
                placed |= {*flow.services, *(told.ends[1] for service in flow.services for told in self._run(service))}
        found: Entries = {}
        for told in self.runs:
            if told.ends[1] not in placed:
                _add(found, (told.ends[0], None), self._service(None, told))
        for flow in self.money:
            for service in flow.services:
                if service not in placed and not self._run(service):
                    _add(found, (None, service), self._service(None, None, service, flow))
        return found

    # ---- as an answer --------------------------------------------------------------------------------

    def _service(self, basis: str | None, runs: Told | None, service: str | None = None, flow: Told | None = None) -> Answer:
        """One service, how it is known to be delivered there, and where that is said."""
        whole = runs.ends[1] if runs else service
        told = [one.fact for one in (runs, flow) if one]
        row: Answer = {
            "service": self.desk.party(whole) if whole else None,
            "part": self.desk.party(service) if service and service != whole else None,
            "basis": basis,
            "stated": all(fact["stated"] for fact in told) and (basis in (SAID, None) or (basis == PAID_FOR and not runs)),
        }
        row |= {key: runs.fact.get(key) if runs else None for key in ("since", "start", "end", "area_count")}
        row["areas"] = told[0].get("areas") or told[-1].get("areas") or []
        keys = ("decision", "decided", "url", "locators")
        return row | {"evidence": [{"fact": fact["id"]} | {key: fact[key] for key in keys} for fact in told]}

    def entry(self, provider: str | None, service: str | None, rows: list[Answer]) -> Answer:
        """A provider, or a service that nobody is said to run, with who pays."""
        paid = [*payments(self.desk, "object", provider)] if provider else []
        ids = [service] if service else [party["id"] for row in rows for party in (row["service"], row["part"]) if party]
        for id in dict.fromkeys(filter(None, ids)):
            paid += payments(self.desk, "object", id)
        if service:
            paid += awards(self.desk, f"{_FOR} AND {MONEY}", [service])
        found = {row["flow"]: self.row(row) for row in paid}
        funders = sorted(found.values(), key=lambda row: (row["decided"] is None, row["decided"] or "", row["flow"]))
        return {"provider": self.desk.party(provider) if provider else None, "services": rows, "funders": funders}

    def row(self, row: Answer) -> Answer:
        """A row of money, with whether it is for the area."""
        areas = {party["id"] for party in row.get("areas") or ()}
        return row | {"in_area": bool(areas & self.areas) if areas else None}


def _add(found: Entries, key: tuple[str | None, str | None], row: Answer) -> None:
    """One row for each service and basis: what says the same again is further evidence."""
    rows = found.setdefault(key, [])
    same = [other for other in rows if all(other[part] == row[part] for part in ("service", "part", "basis"))]
    if not same:
        rows.append(row)
        return
    same[0]["evidence"] += [one for one in row["evidence"] if one not in same[0]["evidence"]]
    same[0]["stated"] = same[0]["stated"] or row["stated"]
