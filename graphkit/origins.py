"""Who stands at the beginning of a party's money.

Upwards from the party, step by step. What has no ``funded_from`` is looked at payer by payer, not flow by
flow: what may pay for one such flow of a payer may pay for each that ends no earlier.
"""

from typing import NamedTuple

from graphkit.desk import Answer, Desk
from graphkit.flows import Flows

#: A chain longer than this is no longer read by anybody.
MAX_HOPS = 12
#: How many beginnings are told that are only possible, the nearest first. Where no grant says what pays for
#: it, half the funders of a country may stand behind any of them: a list of thousands says nothing.
MAX_OPEN = 25
#: The end of a flow that is not told to end: later than any day.
NO_END = "~"


class Step(NamedTuple):
    """Money at one step upwards: one flow that names what pays for it, or all of a payer's that do not."""

    funder: str
    flow: str | None
    last_day: str
    chain: tuple[str, ...]
    stated: bool


def ultimate(desk: Desk, party: str) -> tuple[list[Answer], bool]:
    """Who stands at the beginning: ``[{"funder", "hop_count", "via", "basis", "stated"}]``, and whether that is all.

    A funder stands at the beginning where nobody known pays it for what it gives, or where its own money
    may. ``basis`` is *named* where each step is said to pay for the next (or its payer has no known funder),
    *open* where a step is only possible; at most 25 of these are told. The shortest chain is told, a named
    one before an open one.
    """
    flows = Flows(desk)
    found: dict[str, Answer] = {}
    complete = True
    for named_only in (True, False):
        here = _steps(flows.sources(party), ())
        seen: dict[tuple[str, str | None], str] = {}
        hops = 1
        told = 0
        while here and hops <= MAX_HOPS:
            further: list[Step] = []
            for step in here:
                if told >= MAX_OPEN and not named_only:
                    complete = False
                    break
                if seen.get((step.funder, step.flow), "") >= step.last_day:
                    continue
                seen[step.funder, step.flow] = step.last_day
                payers, own = _above(flows, step, named_only)
                if own and step.funder not in found and step.funder != party:
                    told += 1
                    found[step.funder] = {
                        "funder": desk.party(step.funder),
                        "hop_count": hops,
                        "via": [desk.party(link) for link in step.chain[1:]],
                        "basis": "named" if named_only else "open",
                        "stated": step.stated,
                    }
                further += payers
            here, hops = (further if complete else []), hops + 1
    rows = sorted(found.values(), key=lambda row: (row["basis"] != "named", row["hop_count"], row["funder"]["name"]))
    return rows, complete


def _steps(rows: list[tuple[str, str | None, str, bool]], below: tuple[str, ...], stated: bool = True) -> list[Step]:
    return [Step(funder, flow, last, (funder, *below), bool(said) and stated) for funder, flow, last, said in rows]


def _above(flows: Flows, step: Step, named_only: bool) -> tuple[list[Step], bool]:
    """The steps above one, and whether the payer's own money may stand at it."""
    if step.flow is not None:
        named, own = flows.named(step.flow)
        rows = [
            (p.flow.funder, p.flow.id if p.flow.named else None, p.flow.last or NO_END, p.flow.stated and p.stated) for p in named
        ]
        return _steps(rows, step.chain, step.stated), own
    if named_only:
        return [], not flows.paid(step.funder, step.last_day)
    return _steps(flows.sources(step.funder, step.last_day), step.chain, step.stated), True
