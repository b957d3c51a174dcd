"""Totals at a boundary round organisations, in which no pound is counted twice.

Flows between two parties are *incoming* (paid from outside to inside), *internal* or *outgoing*. A budget is
none of these. Where a group straddles the boundary, what it pays or is paid is *shared and not split*: shown
once, and added to nothing. So is an earlier telling of what is *told again* later, and what is *not used* because
another fact excludes it. Who stands on which side is said in :mod:`graphkit.boundary`.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from graphkit.boundary import BESIDE, DIRECTIONS, ELSEWHERE, OUT, SHARED, Boundary, Contracted, Outsiders, place
from graphkit.desk import MONEY, Answer, Desk
from graphkit.errors import UsageError
from graphkit.flows import load
from graphkit.money import pounds
from graphkit.resting import caveats
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.sums import added, by_year, direction, of_year, pence, unbounded, whole

_FIGURES = ("at_least", "estimate", "at_most")

#: Lists that are in no sum.
ASIDE = (SHARED, AGAIN, UNUSED) = (SHARED, "told_again", "not_used")

#: What a row says of the facts that told its award earlier.
_BEFORE = "flow amount amount_kind stage decision decided locators"


def totals(
    store: Store,
    boundary: Sequence[str],
    scope: Scope | None = None,
    payers: Sequence[str] = (),
    payees: Sequence[str] = (),
    *,
    yearly: bool = False,
) -> Answer:
    """What crosses a boundary round these organisations, and what stays inside.

    With ``payers`` (parties outside), of what comes in only what they pay; with ``payees``, of what goes out only what is
    paid to them: other flows are in no list and no sum. A flow of a group of which some are named is shared and not split.

    Returns ``{"boundary", "payers", "payees", "year", "incoming", "internal", "outgoing", "shared_not_split", "told_again",
    "not_used", "passed_on", "unaccounted", "naive", "caveats", "left_out", ...}``.

    A direction is ``{"amount", "stage", "flow_count", "unknown_count", "unsure_count", "by_stage", "flows",
    "may_be_of_year"}`` (see :func:`graphkit.sums.direction`). Stages are never added: ``by_stage`` has a sum for
    each, and ``amount`` is told only where one stage alone has stated amounts. Flows without a stated amount are
    counted (``unknown_count``) and never zero. In a year, what is ``counted`` of a flow is its schedule's slice, or
    the whole where its period surely lies inside; what only may lie inside is listed under ``may_be_of_year`` and in
    no sum.

    With ``yearly``, ``by_year`` has the sums of each year beside (see :func:`graphkit.sums.by_year`); all else is
    as without it, each flow once.

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
    if yearly and asked.year:
        raise UsageError("one year and year by year at once", "ask for one of them")
    # Which part is of the year is said here: money that left in it may have come in before.
    whole = asked._replace(year=None)
    desk = Desk(store, whole)
    line = Boundary(desk, boundary)
    ends = Outsiders(line, payers), Outsiders(line, payees)
    loaded = load(Desk(store, whole), around=line.touching)
    counts = {flow.id for flow in loaded.flows}
    parties = _parties(desk, line)
    found: dict[str, list[Answer]] = {kind: [] for kind in (*DIRECTIONS, *ASIDE)}
    for fact in desk.facts(f"{MONEY} AND fact.id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(parties))]):
        of, part = of_year(fact, asked.year)
        kind = line.direction(*parties[fact["id"]], *ends)
        if of is not False and kind is not None:
            if fact["id"] not in counts:
                # An award that is told in several stages is one flow, and is counted as it was told last.
                kind, part = UNUSED if fact["id"] in loaded.unused else AGAIN, None
            found[kind].append(desk.row(fact) | {"counted": part, "of_year": of})
    again = {row["flow"]: {key: row[key] for key in _BEFORE.split()} for row in found[AGAIN]}
    for row in (row for listed in found.values() for row in listed if "restates" in row):
        row["restates"] = [again[id] for id in row["restates"] if id in again]
    answer: Answer = {"boundary": line.parties, "payers": ends[0].parties, "payees": ends[1].parties, "year": asked.year}
    answer |= {kind: direction(found[kind]) for kind in DIRECTIONS} | {kind: found[kind] for kind in ASIDE}
    answer |= {"by_year": by_year({kind: found[kind] for kind in DIRECTIONS})} if yearly else {}
    name = _called(desk, *ends)
    passed_on, unaccounted, said = _passed_on(line.contracted(loaded, *ends), answer["incoming"], asked.year, name)
    answer |= {"passed_on": passed_on, "unaccounted": unaccounted, "naive": _naive(found, asked.year)}
    rows = [row for kind in (*DIRECTIONS, SHARED) for row in found[kind]]
    units = line.units(party for row in rows for party in parties[row["flow"]])
    if asked.stages and found["incoming"]:
        listed = " or ".join(stage.replace("_", " ") for stage in asked.stages)
        said.append(f"only money of stage {listed} counts: what was paid on at another stage is not seen")
    said += unbounded(row for kind in DIRECTIONS for row in found[kind]) if yearly else []
    said += [f"{unit} is a unit of a party inside and counts as outside: name it too, to have it inside" for unit in units]
    return answer | {"caveats": caveats(rows, said)} | desk.left()


def _parties(desk: Desk, line: Boundary) -> dict[str, tuple[str, str]]:
    """Who pays and who is paid by each fact that touches the line."""
    ends = " OR ".join(f"{end} IN (SELECT value FROM json_each(?))" for end in ("subject", "object"))
    query = f"SELECT id, subject, object FROM fact WHERE object IS NOT NULL AND ({ends})"
    found = desk.db.execute(query, [json.dumps(sorted(line.touching))] * 2)
    return {id: (payer, payee) for id, payer, payee in found}


def _naive(found: dict[str, list[Answer]], year: str | None) -> Answer:
    """All flows that touch the boundary added up, and what is wrong with that."""
    rows = [row for listed in found.values() for row in listed]
    stated = [amount for row in rows if (amount := whole(row)) is not None]
    because = []
    ways = [words for words, key in zip(("comes in", "stays inside", "goes out"), DIRECTIONS, strict=True) if found[key]]
    if len(ways) > 1:
        because.append(f"it adds what {', what '.join(ways[:-1])} and what {ways[-1]}")
    if len(stages := sorted({(row["stage"] or "no stage").replace("_", " ") for row in rows if whole(row) is not None})) > 1:
        because.append(f"it adds amounts of different stages ({', '.join(stages)})")
    if any(whole(row) is not None for row in found[SHARED]):
        because.append("it adds shared amounts whose split is not decided")
    if any(whole(row) is not None for row in (*found[AGAIN], *found[UNUSED])):
        because.append("it adds what is told several times")
    if any(row["counted"] != whole(row) for kind in (*DIRECTIONS, SHARED) for row in found[kind]):
        because.append(f"it adds whole amounts, of which a part or nothing may be of {year}")
    return {
        "amount": added(stated),
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
    of_all = network.trace(seen.sources, OUT, year=year, name=name)
    said = [line for line in of_all.caveats if not line.startswith(f"{name(OUT)} ")]  # that nothing went out is told above
    by_stage = []
    for row in incoming["by_stage"] if year is None else ():
        if row["amount"] is not None:
            source = place(row["stage"])
            figures = of_all if seen.sources == {source} else network.trace(source, OUT, name=name)
            came = pence([row["amount"]])
            rest = [None if part is None else came - part for part in (figures.at_most, figures.estimate, figures.at_least)]
            by_stage.append(
                {"stage": row["stage"], "incoming": row["amount"], **_figures(figures), "unaccounted": _figures(rest)}
            )
    if year:
        said.append("what is passed on in a year may have come in before, so nothing is said to be unaccounted for")
    passed_on = _figures(of_all) | {"by_stage": by_stage, "binding": list(of_all.binding)}
    return passed_on, by_stage[0]["unaccounted"] if len(by_stage) == 1 else unknown, said


def _called(desk: Desk, payers: Outsiders, payees: Outsiders) -> Callable[[str], str]:
    """How a party of the contracted network is called: those asked about by name, all others outside are one."""

    def called(party: str) -> str:
        if not party.startswith("("):
            return str(desk.party(party)["name"])
        asked = {OUT: payees.parties, BESIDE: [], ELSEWHERE: []}.get(party, payers.parties)
        return " and ".join(one["name"] for one in asked) or "the outside"

    return called


def _figures(found: Sequence[Any]) -> Answer:
    return {key: None if figure is None else pounds(figure) for key, figure in zip(_FIGURES, found, strict=False)}
