"""Flows of money as plain values, to trace in memory: no store and no file is needed.

The terms are those of ``docs/tracing.md``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graphkit import period
from graphkit.errors import InputError, Problem
from graphkit.money import LARGEST, OWN


class Flow(NamedTuple):
    """Money that one party pays to another, in whole pence; None where the amount is not known.

    A flow to oneself is a budget. ``schedule`` maps UK financial years to pence and sums to the amount;
    ``start`` and ``end`` are dates as they are told (2017-03-20, 2017-03, 2017). ``funded_from`` names the
    flows that pay for this one, and ``"own"`` for the payer's own money; it is complete where it is given,
    and None where it is not. A ``restricted`` flow pays only for those that name it. ``carry_forward``: a
    year of the schedule pays for later years too. The rest is for the words of an answer; ``inferred`` says of
    ``funded_from`` and ``restricted`` which were inferred, where the flow itself is ``stated``.

    >>> Flow("g", "NHS England", "MOPAC", 12_000_000, restricted=True).payee
    'MOPAC'
    """

    id: str
    payer: str
    payee: str
    amount: int | None = None
    schedule: Mapping[str, int] = {}
    start: str | None = None
    end: str | None = None
    funded_from: tuple[str, ...] | None = None
    restricted: bool = False
    carry_forward: bool = False
    stated: bool = True
    stage: str | None = None
    amount_kind: str | None = None
    condition: str | None = None
    decision: str | None = None
    inferred: tuple[str, ...] = ()


#: What of a flow may be inferred by itself.
INFERRED = ("funded_from", "restricted")


class Figures(NamedTuple):
    """How much of a source's money reached a target, in whole pence; None where there is no such figure.

    ``contradiction`` says why there are none at all: what is paid out of named money is more than it holds.
    """

    at_least: int | None
    estimate: int | None
    at_most: int | None
    binding: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    contradiction: str | None = None


def checked(flows: Iterable[Flow], groups: Mapping[str, tuple[str, ...]]) -> dict[str, Flow]:
    """Flows by id; InputError names everything that is wrong with them."""
    found: dict[str, Flow] = {}
    problems: list[Problem] = []

    def wrong(flow: Flow, message: str, hint: str) -> None:
        problems.append(Problem("(flows)", len(found), 1, f"{flow.id}: {message}", hint))

    for flow in flows:
        if flow.id in found or flow.id == OWN:
            wrong(flow, "this id is taken", "give each flow its own")
        found[flow.id] = flow
        for message, hint in _faults(flow):
            wrong(flow, message, hint)
    for flow in found.values():
        for id in () if isinstance(flow.funded_from, str) else flow.funded_from or ():
            if id == OWN:
                continue
            if id not in found:
                wrong(flow, f"funded_from names {id}, which is no flow", 'name a flow of this network, or "own"')
            elif id == flow.id or flow.payer not in (found[id].payee, *groups.get(found[id].payee, ())):
                wrong(flow, f"funded_from names {id}, which {flow.payer} did not receive", "name what the payer received")
    if problems:
        raise InputError(problems)
    return found


def _faults(flow: Flow) -> Iterator[tuple[str, str]]:
    if isinstance(flow.funded_from, str):
        yield "funded_from is one text", 'give a tuple of ids, as ("g", "own")'
    if flow.inferred and (isinstance(flow.inferred, str) or not {*flow.inferred} <= {*INFERRED}):
        yield f"inferred is {flow.inferred!r}", f"give a tuple of some of {', '.join(INFERRED)}"
    amounts = [*flow.schedule.values(), *([] if flow.amount is None else [flow.amount])]
    if any(isinstance(pence, bool) or not isinstance(pence, int) or not 0 <= pence < LARGEST for pence in amounts):
        yield f"an amount is not whole pence from 0 to {LARGEST}", "write pence as an int, None where unknown"
    elif flow.schedule and sum(flow.schedule.values()) != flow.amount:
        yield f"the years sum to {sum(flow.schedule.values())}, the amount is {flow.amount}", "give a schedule that adds up"
    try:
        for year in flow.schedule:
            period.financial_year(year)
        first, last = flow.start and period.earliest(flow.start), flow.end and period.latest(flow.end)
    except ValueError as error:
        yield str(error), "write a date as 2017-03-20, a year as 2017/18"
    else:
        if first and last and first > last:
            yield f"it ends ({flow.end}) before it starts ({flow.start})", "give the earlier date first"
