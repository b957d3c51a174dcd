"""The made-up country of ``generate.py`` as plain flows for tracing, and simpler countries made of it.

::

    flows = plain(100_000, 1)           # graphkit.Flow, with dates, schedules, ties and unknown amounts
    simple(flows)                       # amounts alone: what every peer can compute
    tied(flows)                         # amounts and who may pay for what
"""

from collections.abc import Iterable
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

import generate
import numpy as np

from graphkit import period
from graphkit.money import OWN
from graphkit.tracing.flow import Flow


def groups(number: int) -> dict[str, tuple[str, ...]]:
    """The joint groups among the parties of so many flows, with their members."""
    return {party.id: party.members for party in generate.organisations(generate.parties(number)) if party.members}


def plain(number: int, seed: int = 1) -> list[Flow]:
    """So many flows; a fifth of the re-grants say what pays for them.

    A tie is kept where the flow it names has started by the time it is spent. Where the flows a tie names
    do not surely hold enough, the payer's own money may pay as well: so no answer is a contradiction.
    """
    found: dict[str, Flow] = {}
    left: dict[str, int] = {}
    for made in generate.flows(number, seed):
        flow = Flow(
            made.id,
            made.funder,
            made.recipient,
            made.pence,
            made.schedule,
            made.start or (f"{made.years[0][:4]}-04-01" if made.years else None),
            made.end or (f"{int(made.years[-1][:4]) + 1}-03-31" if made.years else None),
            restricted=made.restricted_to is not None,
            stated=made.stated,
            stage=made.stage,
            amount_kind=made.amount_kind,
            decision=made.decision,
        )
        named = [found[id] for id in made.funded_from if not _too_late(found[id], flow)]
        if named:
            sure = _take(flow, named, left)
            flow = flow._replace(funded_from=(*(other.id for other in named), *(() if sure else (OWN,))))
        found[flow.id] = flow
        if flow.amount is not None:
            left[flow.id] = flow.amount
    return list(found.values())


@lru_cache(maxsize=4096)
def _earliest(day: str) -> str:
    return str(period.earliest(day))


@lru_cache(maxsize=4096)
def _latest(day: str) -> str:
    return str(period.latest(day))


def _too_late(paying: Flow, paid: Flow) -> bool:
    """Whether money starts after the flow it should pay for has ended."""
    return paying.start is not None and paid.end is not None and _earliest(paying.start) > _latest(paid.end)


def _take(flow: Flow, named: list[Flow], left: dict[str, int]) -> bool:
    """Whether the named flows surely hold what a flow pays out; takes it from what is left of them."""
    if flow.amount is None or flow.schedule or any(other.amount is None or other.schedule for other in named):
        return False
    if sum(left[other.id] for other in named) < flow.amount:
        return False
    due = flow.amount
    for other in named:
        part = min(due, left[other.id])
        left[other.id] -= part
        due -= part
    return True


def tied(flows: Iterable[Flow], *, own: bool = False) -> list[Flow]:
    """The flows of known amount, without dates and schedules; with ``own``, own money may pay for whatever is tied."""
    kept = {flow.id: flow for flow in flows if flow.amount}
    out = []
    for flow in kept.values():
        named = tuple(id for id in flow.funded_from or () if id in kept)
        if named and (own or OWN in (flow.funded_from or ())):
            named = (*named, OWN)
        out.append(Flow(flow.id, flow.payer, flow.payee, flow.amount, funded_from=named or None))
    return out


def simple(flows: Iterable[Flow]) -> list[Flow]:
    """The flows of known amount, and nothing but their amounts: flows of unknown amount are left out."""
    return [Flow(flow.id, flow.payer, flow.payee, flow.amount) for flow in flows if flow.amount]


def layered(number: int, seed: int = 1, layers: int = 5) -> list[Flow]:
    """So many flows from ``S`` to ``T`` through layers of intermediaries; a few go back up; a fifth of the re-grants are tied."""
    random = Random(seed)
    width = max(3, number // 100)
    rows = [[f"layer {n}, {place}" for place in range(width)] for n in range(1, layers + 1)]
    found: dict[str, Flow] = {}
    left: dict[str, int] = {}
    received: dict[str, list[str]] = {}

    def pay(payer: str, payee: str) -> None:
        flow = Flow(f"f{len(found)}", payer, payee, 100 * round(random.lognormvariate(10, 1.5)) or 100)
        if payer in received and random.random() < 0.2:
            named = [found[id] for id in sorted(set(random.choices(received[payer], k=2)))]
            sure = _take(flow, named, left)
            flow = flow._replace(funded_from=(*(other.id for other in named), *(() if sure else (OWN,))))
        found[flow.id] = flow
        left[flow.id] = flow.amount or 0
        received.setdefault(payee, []).append(flow.id)

    for party in rows[0]:
        pay("S", party)
    rest = number - 2 * width
    for place in range(rest):
        depth = place * (layers - 1) // rest
        payer = rows[depth][int(width * random.random() ** 2)]
        up = depth and random.random() < 0.01
        payee = random.choice(rows[depth - 1 if up else depth + 1])
        pay(payer, payee)
    for party in rows[-1]:
        pay(party, "T")
    return list(found.values())


def between(flows: Iterable[Flow], source: str, target: str) -> list[Flow]:
    """The flows on a way from source to target, whoever may pay for what."""
    kept = list(flows)
    ahead, back = _reach(((f.payer, f.payee) for f in kept), source), _reach(((f.payee, f.payer) for f in kept), target)
    return [flow for flow in kept if flow.payer in ahead and flow.payee in back]


def _reach(pairs: Iterable[tuple[str, str]], start: str) -> set[str]:
    beside: dict[str, list[str]] = {}
    for one, other in pairs:
        beside.setdefault(one, []).append(other)
    found = {start}
    waiting = [start]
    while waiting:
        for party in beside.get(waiting.pop(), ()):
            if party not in found:
                found.add(party)
                waiting.append(party)
    return found


class Arrays(NamedTuple):
    """Flows with parties as numbers, for peers that want it so."""

    parties: list[str]
    payer: "np.ndarray[Any, np.dtype[np.int32]]"
    payee: "np.ndarray[Any, np.dtype[np.int32]]"
    pence: "np.ndarray[Any, np.dtype[np.float64]]"

    @property
    def number(self) -> dict[str, int]:
        """The number of each party."""
        return {party: place for place, party in enumerate(self.parties)}

    @property
    def pot(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """What each party received or paid, whichever is more; 1 for none."""
        size = len(self.parties)
        received = np.bincount(self.payee, self.pence, size)
        paid = np.bincount(self.payer, self.pence, size)
        larger = np.maximum(received, paid)
        larger[larger == 0] = 1
        return larger


def arrays(flows: Iterable[Flow]) -> Arrays:
    """Flows as arrays; an unknown amount is 0."""
    number: dict[str, int] = {}
    rows = [
        (number.setdefault(flow.payer, len(number)), number.setdefault(flow.payee, len(number)), flow.amount or 0)
        for flow in flows
    ]
    payer, payee, pence = zip(*rows, strict=True)
    return Arrays(list(number), np.array(payer, np.int32), np.array(payee, np.int32), np.array(pence, np.float64))
