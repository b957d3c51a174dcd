"""Totals at a boundary round organisations, in which no pound is counted twice.

Flows between two parties are *incoming* (paid from outside to inside), *internal* or *outgoing*. A budget is
none of these. Where a group straddles the boundary, what it pays or is paid is *shared and not split*: shown
once, and added to nothing. So is an earlier telling of what is *told again* later, and what is *not used* because
another fact excludes it. Who stands on which side is said in :mod:`graphkit.boundary`.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from graphkit import period
from graphkit.boundary import OUT, Boundary, Contracted, place
from graphkit.desk import MONEY, Answer, Desk
from graphkit.flows import load
from graphkit.money import pounds
from graphkit.resting import caveats
from graphkit.scope import Scope
from graphkit.store import Store

_FIGURES = ("at_least", "estimate", "at_most")

DIRECTIONS = ("incoming", "internal", "outgoing")
#: Lists that are in no sum.
ASIDE = SHARED, AGAIN, UNUSED = ("shared_not_split", "told_again", "not_used")

#: What a row says of the facts that told its award earlier.
_BEFORE = "flow amount amount_kind stage decision decided locators"


def totals(store: Store, boundary: Sequence[str], scope: Scope | None = None) -> Answer:
    """What crosses a boundary round these organisations, and what stays inside.

    Returns ``{"boundary", "year", "incoming", "internal", "outgoing", "shared_not_split", "told_again",
    "not_used", "passed_on", "unaccounted", "naive", "caveats", "left_out", ...}``.

    A direction is ``{"amount", "stage", "flow_count", "unknown_count", "unsure_count", "by_stage", "flows",
    "may_be_of_year"}``. Stages are never added: ``by_stage`` has a sum for each, and ``amount`` is told only
    where one stage alone has stated amounts. Flows without a stated amount are counted (``unknown_count``) and
    never zero. In a year, what is ``counted`` of a flow is its schedule's slice, or the whole where its period
    surely lies inside; what only may lie inside is listed under ``may_be_of_year`` and in no sum.

    ``passed_on`` says how much of the incoming money was paid out again across the boundary (``at_least``,
    ``estimate``, ``at_most``; of a year: paid out in it, whenever it came in), and ``by_stage`` how much of the
    stated amounts that came in at each stage. ``unaccounted`` is the rest of these amounts, where one stage alone
    has any. ``naive`` is the plain sum of all flows that touch the boundary, and ``because`` why it says little.

    >>> import graphkit
    >>> with graphkit.open() as graph:
    ...     answer = totals(graph.store, ["MOPAC"], Scope(decision="PCD 172"))
    >>> str(answer["incoming"]["amount"]), str(answer["outgoing"]["amount"]), answer["outgoing"]["unknown_count"]
    ('120000.00', '120000.00', 1)
    >>> str(answer["passed_on"]["at_least"]), str(answer["naive"]["amount"])
    ('120000.00', '240000.00')
    """
    asked = (scope or Scope()).checked()
    # Which part is of the year is said here: money that left in it may have come in before.
    whole = asked._replace(year=None)
    desk = Desk(store, whole)
    line = Boundary(desk, boundary)
    loaded = load(Desk(store, whole), around=line.touching)
    parties = {flow.id: (flow.payer, flow.payee) for flow in loaded.flows}
    ends = " OR ".join(f"fact.{end} IN (SELECT value FROM json_each(?))" for end in ("subject", "object"))
    found: dict[str, list[Answer]] = {kind: [] for kind in (*DIRECTIONS, *ASIDE)}
    for fact in desk.facts(f"{MONEY} AND ({ends})", [json.dumps(sorted(line.touching))] * 2):
        of_year, part = _of_year(fact, asked.year)
        if of_year is not False:
            # An award that is told in several stages is one flow, and is counted as it was told last.
            other = UNUSED if fact["id"] in loaded.unused else AGAIN
            kind = _direction(*map(line.side, parties[fact["id"]])) if fact["id"] in parties else other
            found[kind].append(desk.row(fact) | {"counted": part if fact["id"] in parties else None, "of_year": of_year})
    again = {row["flow"]: {key: row[key] for key in _BEFORE.split()} for row in found[AGAIN]}
    for row in (row for listed in found.values() for row in listed if "restates" in row):
        row["restates"] = [again[id] for id in row["restates"] if id in again]
    answer: Answer = {"boundary": line.parties, "year": asked.year}
    answer |= {direction: _sum(found[direction]) for direction in DIRECTIONS} | {kind: found[kind] for kind in ASIDE}
    passed_on, unaccounted, said = _passed_on(line.contracted(loaded), answer["incoming"], asked.year, _called(desk))
    answer |= {"passed_on": passed_on, "unaccounted": unaccounted, "naive": _naive(found, asked.year)}
    rows = [row for kind in (*DIRECTIONS, SHARED) for row in found[kind]]
    units = line.units(party for row in rows for party in parties[row["flow"]])
    said += [f"{unit} is a unit of a party inside and counts as outside: name it too, to have it inside" for unit in units]
    return answer | {"caveats": caveats(rows, said)} | desk.left()


def _direction(payer: bool | None, payee: bool | None) -> str:
    if payer is None or payee is None:
        return SHARED
    return {(False, True): "incoming", (True, True): "internal", (True, False): "outgoing"}[payer, payee]


def _of_year(fact: Answer, year: str | None) -> tuple[bool | None, Decimal | None]:
    """Whether a flow is of a year (None: it may be, or a part of it), and what of it counts."""
    if year is None:
        return True, _whole(fact)
    if schedule := fact.get("by_year"):
        return year in schedule, schedule.get(year)
    (first, last), (start, end) = period.span(fact), period.year_days(year)
    if (first and first > end) or (last and last < start):
        return False, None
    sure = first is not None and last is not None and start <= first and last <= end
    return (True, fact["amount"]) if sure else (None, None)


def _whole(fact: Answer) -> Decimal | None:
    """The whole amount of a flow; where only its years are told, their sum."""
    return pounds(_pence(fact["by_year"].values())) if fact["amount"] is None and fact.get("by_year") else fact["amount"]


def _pence(amounts: Iterable[Decimal | None]) -> int:
    """The exact sum of those that are stated."""
    return sum(int(amount * 100) for amount in amounts if amount is not None)


def _sum(rows: list[Answer]) -> Answer:
    """A direction: its flows, and their sums, stage by stage."""
    by_stage = []
    for stage in sorted({row["stage"] or "" for row in rows}):
        listed = [row for row in rows if (row["stage"] or "") == stage]
        sure = [row["counted"] for row in listed if row["of_year"]]
        stated = [counted for counted in sure if counted is not None]
        by_stage.append(
            {
                "stage": stage or None,
                "amount": pounds(_pence(stated)) if stated else None,
                "flow_count": len(sure),
                "unknown_count": len(sure) - len(stated),
                "unsure_count": len(listed) - len(sure),
            }
        )
    told = [row for row in by_stage if row["amount"] is not None]
    headline = told[0] if len(told) == 1 else {"amount": None, "stage": None}
    return {
        **{key: headline[key] for key in ("amount", "stage")},
        **{key: sum(row[key] for row in by_stage) for key in ("flow_count", "unknown_count", "unsure_count")},
        "by_stage": by_stage,
        "flows": [row for row in rows if row["of_year"]],
        "may_be_of_year": [row for row in rows if not row["of_year"]],
    }


def _naive(found: dict[str, list[Answer]], year: str | None) -> Answer:
    """All flows that touch the boundary added up, and what is wrong with that."""
    rows = [row for listed in found.values() for row in listed]
    stated = [amount for row in rows if (amount := _whole(row)) is not None]
    because = []
    ways = [words for words, key in zip(("comes in", "stays inside", "goes out"), DIRECTIONS, strict=True) if found[key]]
    if len(ways) > 1:
        because.append(f"it adds what {', what '.join(ways[:-1])} and what {ways[-1]}")
    if len(stages := sorted({(row["stage"] or "no stage").replace("_", " ") for row in rows if _whole(row) is not None})) > 1:
        because.append(f"it adds amounts of different stages ({', '.join(stages)})")
    if any(_whole(row) is not None for row in found[SHARED]):
        because.append("it adds shared amounts whose split is not decided")
    if any(_whole(row) is not None for row in (*found[AGAIN], *found[UNUSED])):
        because.append("it adds what is told several times")
    if any(row["counted"] != _whole(row) for kind in (*DIRECTIONS, SHARED) for row in found[kind]):
        because.append(f"it adds whole amounts, of which a part or nothing may be of {year}")
    return {
        "amount": pounds(_pence(stated)) if stated else None,
        "flow_count": len(rows),
        "unknown_count": len(rows) - len(stated),
        "because": because,
    }


def _passed_on(
    seen: Contracted, incoming: Answer, year: str | None, name: Callable[[str], str]
) -> tuple[Answer, Answer, list[str]]:
    """How much of the incoming money left again, what is left of it, and what that rests on."""
    from graphkit.tracing.network import Network

    unknown: Answer = dict.fromkeys(_FIGURES)
    if not seen.sources:
        return unknown | {"by_stage": [], "binding": []}, unknown, []
    network = Network(*seen[:3])
    whole = network.trace(seen.sources, OUT, year=year, name=name)
    said = [line for line in whole.caveats if not line.startswith("the outside ")]  # that nothing went out is told above
    by_stage = []
    for row in incoming["by_stage"] if year is None else ():
        if row["amount"] is not None:
            source = place(row["stage"])
            figures = whole if seen.sources == {source} else network.trace(source, OUT, name=name)
            came = _pence([row["amount"]])
            rest = [None if pence is None else came - pence for pence in (figures.at_most, figures.estimate, figures.at_least)]
            by_stage.append(
                {"stage": row["stage"], "incoming": row["amount"], **_figures(figures), "unaccounted": _figures(rest)}
            )
    if year:
        said.append("what is passed on in a year may have come in before, so nothing is said to be unaccounted for")
    passed_on = _figures(whole) | {"by_stage": by_stage, "binding": list(whole.binding)}
    return passed_on, by_stage[0]["unaccounted"] if len(by_stage) == 1 else unknown, said


def _called(desk: Desk) -> Callable[[str], str]:
    """How a party of the contracted network is called: all outside are one."""
    return lambda party: "the outside" if party.startswith("(") else str(desk.party(party)["name"])


def _figures(pence: Sequence[Any]) -> Answer:
    return {key: None if figure is None else pounds(figure) for key, figure in zip(_FIGURES, pence, strict=False)}
