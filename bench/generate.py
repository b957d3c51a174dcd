"""A made-up country of public money, of any size: a store of N flows, the same bytes for the same seed.

::

    python bench/generate.py --flows 1000000 --seed 1 --store bench/out/store

Few funders give most of the flows (a power law). About 5 % of the parties are intermediaries: they receive
and grant again, in five layers, so that chains have up to six hops; a few grants go back up and make cycles.
A fifth of the re-grants say in ``funded_from`` what pays for them. Some flows have years, a schedule or no
stated amount; a few go to joint groups. All names are invented. Flows are made one by one and not kept.
"""

import argparse
import time
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple, TypeVar, cast

from graphkit.model import Content, Decision, Fact, Organisation
from graphkit.names import slug

T = TypeVar("T")

_PLACES = (
    "Ashford",
    "Barrowby",
    "Calderton",
    "Dunmore",
    "Eastholm",
    "Farnleigh",
    "Garside",
    "Harwick",
    "Ivelbridge",
    "Kelsby",
    "Langmere",
    "Marsham",
    "Northcote",
    "Oakhurst",
    "Penrow",
    "Quarndale",
    "Redmoor",
    "Stanwick",
    "Thornbury",
    "Underhill",
    "Varley",
    "Westmead",
    "Yarrowby",
    "Zealston",
)
_THEMES = (
    "Community",
    "Youth",
    "Family",
    "Justice",
    "Housing",
    "Health",
    "Learning",
    "Arts",
    "Wellbeing",
    "Recovery",
    "Safety",
    "Voices",
)
_FORMS = (
    ("Trust", "charity"),
    ("Project", "charity"),
    ("Association", "charity"),
    ("Partnership", "social enterprise"),
    ("Services", "company"),
    ("Centre", "charity"),
)
_PROGRAMMES = ("resettlement", "early help", "victim support", "skills for work", "safer streets", "debt advice")
_STAGES = ("approved", "approved", "approved", "committed", "paid", "accepted", "in_force")
#: How many of 32 intermediaries stand in each layer below the funders.
_LAYERS = (16, 8, 4, 3, 1)
#: Parties for each flow.
_SHARE = 4


class Shape(NamedTuple):
    """How many parties there are, and where in their order each part begins: funders, intermediaries, recipients, groups."""

    parties: int
    intermediaries: int
    recipients: int
    groups: int

    @classmethod
    def of(cls, parties: int) -> "Shape":
        """The shape of a country of so many parties, at least 200."""
        funders = max(8, parties // 500)
        groups = max(3, parties // 1000)
        return cls(parties, funders, funders + parties // 20, parties - groups)

    def layer(self, party: int) -> int:
        """0 for a funder, 1 to 5 for an intermediary, 6 for who only receives."""
        if party < self.intermediaries:
            return 0
        if party >= self.recipients:
            return 6
        place = (party - self.intermediaries) % 32
        return 1 + sum(place >= sum(_LAYERS[: n + 1]) for n in range(5))


class Flow(NamedTuple):
    """A flow as plain values: parties by id, whole pence or None, days as text."""

    id: str
    decision: str
    funder: str
    recipient: str
    pence: int | None
    amount_kind: str | None
    stage: str
    day: str | None
    years: tuple[str, ...]
    schedule: dict[str, int]
    start: str | None
    end: str | None
    restricted_to: str | None
    funded_from: tuple[str, ...]
    stated: bool


class Made(Collection[T]):
    """Something that is made anew each time it is gone through, and never held: what a tuple of a million would hold."""

    def __init__(self, make: Callable[[], Iterator[T]], length: int) -> None:
        self.make = make
        self.length = length

    def __iter__(self) -> Iterator[T]:
        return self.make()

    def __len__(self) -> int:
        return self.length

    def __contains__(self, item: object) -> bool:
        return any(found == item for found in self)


def parties(flows: int) -> int:
    """How many parties a store of so many flows has."""
    return max(200, flows // _SHARE)


def name(number: int, shape: Shape) -> tuple[str, str]:
    """Name and kind of the party at a place of the order."""
    place = _PLACES[number % len(_PLACES)]
    theme = _THEMES[number // 7 % len(_THEMES)]
    if number < shape.intermediaries:
        return f"{place} {theme} Fund {number}", "central government department" if number % 3 == 0 else "public body"
    if number < shape.recipients:
        return f"{place} Council for {theme} {number}", "local authority" if number % 2 else "public body"
    if number >= shape.groups:
        return f"{place} and {theme} consortium {number}", "joint group"
    form, kind = _FORMS[number // 3 % len(_FORMS)]
    return f"{place} {theme} {form} {number}", kind


@lru_cache(maxsize=2)
def ids(number: int) -> tuple[str, ...]:
    """The ids of so many parties, in their order: funders first."""
    shape = Shape.of(number)
    return tuple(slug(name(place, shape)[0]) for place in range(number))


def organisations(number: int) -> Iterator[Organisation]:
    """So many parties, in their order: funders, intermediaries, recipients, joint groups. The same whatever the seed."""
    shape, known = Shape.of(number), ids(number)
    for place in range(number):
        title, kind = name(place, shape)
        aliases = (f"{title.split()[0]} {place}",) if place % 10 == 0 else ()
        identifiers = {"charity": str(1_000_000 + place)} if kind == "charity" else {}
        members: tuple[str, ...] = ()
        if kind == "joint group":
            first, room = shape.recipients, shape.groups - shape.recipients
            members = tuple(sorted({known[first + (place * 7919 + step * 104_729) % room] for step in range(2 + place % 3)}))
        yield Organisation(known[place], title, kind, aliases, identifiers, members=members)


def flows(number: int, seed: int = 1) -> Iterator[Flow]:
    """So many flows among ``parties(number)`` parties, by id: rounds of grants, each of one funder and one decision."""
    random = Random(seed)
    draw = random.random
    shape = Shape.of(parties(number))
    known = ids(shape.parties)
    layers = [[p for p in range(shape.intermediaries, shape.recipients) if shape.layer(p) == n] for n in range(6)]
    middle, ends = shape.recipients - shape.intermediaries, shape.groups - shape.recipients
    received: dict[int, list[str]] = {}
    made = rounds = 0
    while made < number:
        rounds += 1
        decision = f"gd-{rounds:07d}"
        if draw() < 0.6:  # noqa: SIM108
            funder = int(shape.intermediaries * draw() ** 3)
        else:
            funder = shape.intermediaries + int(middle * draw() ** 2)
        layer = shape.layer(funder)
        signed = date(2009, 4, 1) + timedelta(days=int(5400 * draw()))
        day = None if draw() < 0.03 else signed.isoformat()
        for place in range(1, min(number - made, 1 + int(11 * draw())) + 1):
            chance = draw()
            if layer and chance < 0.01:  # back up, or across: a cycle may close
                below = layers[1 + int(layer * draw())]
            elif layer < 5 and chance < 0.25:
                below = layers[layer + 1 if chance < 0.2 else 5]
            else:
                below = []
            if below:
                recipient = below[int(len(below) * draw() ** 2)]
            elif chance > 0.997:
                recipient = shape.groups + int((shape.parties - shape.groups) * draw())
            else:
                recipient = shape.recipients + int(ends * draw() ** 2)
            if recipient == funder:
                recipient = shape.recipients
            flow = _flow(random, f"{decision}/f{place:02d}", decision, known[funder], known[recipient], day, signed, bool(below))
            if layer and funder in received and draw() < 0.2:
                flow = flow._replace(funded_from=tuple(sorted(set(received[funder][: 1 + int(2 * draw())]))))
            if below:
                received[recipient] = [flow.id, *received.get(recipient, ())][:3]
            made += 1
            yield flow


def _flow(
    random: Random, id: str, decision: str, funder: str, recipient: str, day: str | None, signed: date, onward: bool
) -> Flow:
    """One flow with its amount and its time; ``onward``: to a party that grants again, which is more money."""
    chance, kind = random.random(), random.random()
    pence = None if random.random() < 0.04 else 100 * round(random.lognormvariate(12 if onward else 9.5, 1.5))
    first = signed.year - (signed.month < 4)
    years = tuple(f"{year}/{(year + 1) % 100:02d}" for year in range(first, first + 1 + int(3 * random.random())))
    schedule: dict[str, int] = {}
    start = end = None
    if chance < 0.15 and pence:
        part = pence // len(years)
        schedule = dict.fromkeys(years[1:], part)
        schedule = {years[0]: pence - sum(schedule.values()), **schedule}
    elif chance < 0.35:
        start = signed.isoformat()
        end = f"{first + len(years)}-03"
        years = ()
    elif chance > 0.7:
        years = ()
    return Flow(
        id,
        decision,
        funder,
        recipient,
        pence,
        None if pence is None else "exact" if kind < 0.8 else "up_to" if kind < 0.95 else "approx",
        _STAGES[int(len(_STAGES) * kind)],
        day,
        years,
        schedule,
        start,
        end,
        _PROGRAMMES[int(len(_PROGRAMMES) * kind)] if random.random() < 0.1 else None,
        (),
        random.random() > 0.02,
    )


def fact(flow: Flow) -> Fact:
    """A flow as graphkit's fact."""
    values: dict[str, Any] = {
        "funder": flow.funder,
        "recipient": flow.recipient,
        "stage": flow.stage,
        "instrument": "grant",
        "locators": (f"table 1, row {int(flow.id[-2:])}", "1.2"),
    }
    more: dict[str, Any] = {
        "amount": flow.pence,
        "amount_kind": flow.amount_kind,
        "financial_years": flow.years if not flow.schedule else None,
        "by_year": flow.schedule,
        "start": flow.start,
        "end": flow.end,
        "restricted_to": flow.restricted_to,
        "funded_from": flow.funded_from,
    }
    values.update((key, value) for key, value in more.items() if value not in (None, (), {}))
    if not flow.stated:
        values["stated"] = False
    return Fact(flow.id, "flow", flow.decision, values)


def decisions(number: int, seed: int = 1) -> Iterator[Decision]:
    """The decisions that state the flows, by id."""
    before = ""
    for flow in flows(number, seed):
        if flow.decision != before:
            before = flow.decision
            count = int(before.removeprefix("gd-"))
            yield Decision(
                before,
                f"GD {count:07d}",
                f"Grants of round {count}",
                f"https://example.org/decisions/{before}",
                flow.day,
                None if flow.day else ("2009-04-01", "2024-01-14"),
                flow.funder,
            )


def content(number: int, seed: int = 1) -> Content:
    """All of it as graphkit's content. The facts are made as they are written, whatever their number."""
    held = tuple(sorted(organisations(parties(number)), key=lambda party: party.id))
    facts = Made(lambda: (fact(flow) for flow in flows(number, seed)), number)
    return Content(held, tuple(decisions(number, seed)), cast("tuple[Fact, ...]", facts))


def write(store: str, number: int, seed: int = 1, *, rdf: bool = False) -> str:
    """Write a store with graphkit's own writer; returns the folder of the build."""
    import os

    from graphkit.ontology import load
    from graphkit.publish import publish

    os.makedirs(store, exist_ok=True)
    return publish(store, content(number, seed), load(), "", rdf=rdf, wait=60, again=True)[0]


def main() -> None:
    """Make a store from the command line."""
    words = argparse.ArgumentParser(description="Make a store of invented flows.")
    words.add_argument("--flows", type=int, default=1_000_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--store", required=True, metavar="DIR")
    given = words.parse_args()
    began = time.perf_counter()
    folder = write(given.store, given.flows, given.seed)
    print(f"{given.flows} flows in {folder}, {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
