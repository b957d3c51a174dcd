"""Sums of flows in which stages are never added: of all time, of one UK financial year, and year by year."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from graphkit import period
from graphkit.desk import Answer
from graphkit.money import pounds


def of_year(fact: Answer, year: str | None) -> tuple[bool | None, Decimal | None]:
    """Whether a flow is of a year (None: it may be, or a part of it), and what of it counts.

    >>> of_year({"amount": Decimal(9), "by_year": {"2017/18": Decimal(5), "2018/19": Decimal(4)}}, "2018/19")
    (True, Decimal('4'))
    >>> of_year({"amount": Decimal(9), "start": "2017", "end": "2018"}, "2018/19")
    (None, None)
    """
    if year is None:
        return True, whole(fact)
    if schedule := fact.get("by_year"):
        return year in schedule, schedule.get(year)
    (first, last), (start, end) = period.span(fact), period.year_days(year)
    if (first and first > end) or (last and last < start):
        return False, None
    sure = first is not None and last is not None and start <= first and last <= end
    return (True, fact["amount"]) if sure else (None, None)


def whole(fact: Answer) -> Decimal | None:
    """The whole amount of a flow; where only its years are told, their sum."""
    return pounds(pence(fact["by_year"].values())) if fact["amount"] is None and fact.get("by_year") else fact["amount"]


def pence(amounts: Iterable[Decimal | None]) -> int:
    """The exact sum of those that are stated."""
    return sum(int(amount * 100) for amount in amounts if amount is not None)


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum of those that are stated; None where none is."""
    stated = [amount for amount in amounts if amount is not None]
    return pounds(pence(stated)) if stated else None


def direction(rows: list[Answer]) -> Answer:
    """The flows of one direction (each with ``of_year`` and what is ``counted`` of it), and their sums, stage by stage.

    What may be of the year asked for is in no ``amount``; ``up_to`` is the sum of the whole amounts of these flows.
    """
    by_stage = []
    for stage in sorted({row["stage"] or "" for row in rows}):
        listed = [row for row in rows if (row["stage"] or "") == stage]
        sure = [row["counted"] for row in listed if row["of_year"]]
        unsure = [whole(row) for row in listed if not row["of_year"]]
        by_stage.append(
            {
                "stage": stage or None,
                "amount": added(sure),
                "flow_count": len(sure),
                "unknown_count": sure.count(None),
                "up_to": added(unsure),
                "unsure_count": len(unsure),
                "unsure_unknown_count": unsure.count(None),
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


def by_year(found: Mapping[str, list[Answer]]) -> list[Answer]:
    """The sums of flows (by direction) in each year that one of them touches, the earliest first.

    ``[{"year", direction: {"amount", "stage", ..., "by_stage", "flows", "may_be_of_year"}}]``, where both lists hold ids.
    A flow without a schedule that is not surely of one year stands under ``may_be_of_year`` in each that it may be of: no
    two years' ``up_to`` are to be added. The last row, of ``year`` None, has the flows of which no year is told.
    """
    every = [row for rows in found.values() for row in rows]
    years = sorted(set().union(*map(_touched, every)))
    places: dict[str | None, dict[str, list[Answer]]] = {year: {kind: [] for kind in found} for year in (*years, None)}
    for kind, rows in found.items():
        for row in rows:
            within: list[str] | list[None] = _within(row, years) or [None]
            for year in within:
                of, counted = of_year(row, year)
                places[year][kind].append(row | {"counted": counted, "of_year": of})
    return [
        {"year": year} | {kind: _in_short(direction(rows)) for kind, rows in kinds.items()}
        for year, kinds in places.items()
        if any(kinds.values())
    ]


def unbounded(rows: Iterable[Answer]) -> list[str]:
    """What is to be said of flows that are told only to start, or only to end."""
    said = []
    for row in rows:
        first, last = period.span(row)
        if not row.get("by_year") and (first is None) != (last is None):
            no, more = ("start", "before") if first is None else ("end", "after")
            said.append(f"{row['flow']} has no stated {no}: it may be of years {more} those shown")
    return said


def _touched(row: Answer) -> set[str]:
    """The years that a flow is told to touch; of one that only starts, or only ends, the one in which it does.

    None where no year is told, or where the flow ends before it starts.
    """
    if schedule := row.get("by_year"):
        return set(schedule)
    first, last = period.span(row)
    one, other = first or last, last or first
    return set(period.years(one, other)) if one and other else set()


def _within(row: Answer, years: list[str]) -> list[str]:
    """Those of these years that a flow is of, or may be of: of one that only starts, or only ends, all after or before."""
    touched = _touched(row)
    is_open = not row.get("by_year") and None in period.span(row)
    return [year for year in years if of_year(row, year)[0] is not False] if touched and is_open else sorted(touched)


def _in_short(found: Answer) -> Answer:
    """A direction with ids in the place of flows, which stand elsewhere in full."""
    sure = [{"flow": row["flow"], "counted": row["counted"]} for row in found["flows"]]
    return found | {"flows": sure, "may_be_of_year": [{"flow": r["flow"], "up_to": whole(r)} for r in found["may_be_of_year"]]}
