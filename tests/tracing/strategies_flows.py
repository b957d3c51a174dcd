"""Hypothesis strategies for small networks of flows, each with somebody's question.

``cases()`` is what other tests want. Amounts are drawn along a way of paying that the rules allow, so that most
networks are free of contradictions; a few are spoilt on purpose.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from graphkit import Flow
from graphkit.period import earliest, latest
from tests.tracing.brute import OWN, Question, Slice, own_may_pay, question, slices, transfers

YEARS = ("2022/23", "2023/24", "2024/25")
_STARTS = ("2022", "2022-04-01", "2023-04", "2023-04-01", "2023-09-30", "2024", "2024-04-01")
_ENDS = ("2023-03-31", "2023-06-15", "2023", "2024-03", "2024-03-31", "2024", "2025-03-31")
#: Primes among them, so that proportions do not divide.
_AMOUNTS = st.sampled_from([1, 2, 3, 5, 7, 10, 11, 13, 20, 30, 37, 50, 60, 71, 100, 101, 0])
_GROUPS = {"AB": ("A", "B"), "AT": ("A", "T"), "BX": ("B", "X"), "SA": ("S", "A"), "BT": ("B", "T")}


class Case(NamedTuple):
    """A network, and what is asked of it."""

    flows: tuple[Flow, ...]
    groups: dict[str, tuple[str, ...]]
    source: str | tuple[str, ...] = "S"
    target: str | tuple[str, ...] = "T"
    own: bool = False
    year: str | None = None

    @property
    def ask(self) -> Question:
        """The same for the naive solver."""
        return question(self.flows, self.groups, self.source, self.target, self.own, self.year)


class Kind(NamedTuple):
    """How often, of ten, a flow or a network is what the name says."""

    joint: int = 3
    dated: int = 3
    scheduled: int = 3
    unknown: int = 1
    restricted: int = 1
    unnamed: int = 3  # F is not given
    own: int = 2  # F lists own money
    spoilt: int = 1
    sets: int = 2  # source and target are more than S and T
    years: int = 3  # one year is asked for


#: Nothing is unknown, and of what is received only what F lists pays: every pool is closed.
CLOSED = Kind(joint=0, unknown=0, unnamed=0, own=0, spoilt=0)


def _chance(draw: Callable[..., Any], of_ten: int) -> bool:
    return of_ten > 0 and draw(st.integers(1, 10)) > 10 - of_ten


@st.composite
def cases(draw: Callable[..., Any], kind: Kind = Kind(), most: int = 9) -> Case:  # noqa: B008
    """A network of 1 to ``most`` flows with hops that lead from S to T, and a question that S or T stands in."""
    groups = {}
    if _chance(draw, kind.joint):
        groups = {name: _GROUPS[name] for name in draw(st.lists(st.sampled_from(list(_GROUPS)), min_size=1, max_size=2))}
    ends = _parties(draw, groups, most)
    flows: list[Flow] = []
    for number, (payer, payee) in enumerate(ends):
        received = [f"f{i}" for i, (_, to) in enumerate(ends) if i != number and payer in (to, *groups.get(to, ()))]
        flows.append(_terms(draw, kind, Flow(f"f{number}", payer, payee), received))
    flows = _amounts(draw, kind, flows, groups)
    if _chance(draw, kind.spoilt):
        flows = _spoilt(draw, flows)
    return _asked(draw, kind, Case(tuple(flows), groups))


def _parties(draw: Callable[..., Any], groups: dict[str, tuple[str, ...]], most: int) -> list[tuple[str, str]]:
    """Payer and payee of each flow: hops from S to T in their order, others between them."""
    middle = ["A", "B", *groups]
    stops = draw(st.lists(st.sampled_from(middle), max_size=min(3, most - 1), unique=True))
    hops = []
    for here, there in zip(["S", *stops], [*stops, "T"], strict=True):
        hops.append((draw(st.sampled_from([here, *groups[here]])) if here in groups else here, there))
    party, begin, inside = (st.sampled_from(names) for names in (["S", "T", "X", *middle], ["S", "X"], [*middle, *stops]))
    pair = st.one_of(st.tuples(begin, inside), st.tuples(inside, st.sampled_from(["T", *middle])), st.tuples(party, party))
    for payer, payee in draw(st.lists(pair, min_size=min(len(stops), most - len(hops)), max_size=most - len(hops))):
        hops.insert(draw(st.integers(0, len(hops))), (payer, payee))
    return hops


def _terms(draw: Callable[..., Any], kind: Kind, flow: Flow, received: list[str]) -> Flow:
    """Everything but the amount; what the schedule says is zero for now."""
    funded_from: tuple[str, ...] | None = None
    if received and not _chance(draw, kind.unnamed):
        funded_from = tuple(received)
        if _chance(draw, 4):
            funded_from = tuple(draw(st.lists(st.sampled_from(received), min_size=1, max_size=4, unique=True)))
        funded_from += (OWN,) if _chance(draw, kind.own) else ()
    start = end = None
    if _chance(draw, kind.dated):
        start, end = draw(st.sampled_from([None, *_STARTS])), draw(st.sampled_from([None, *_ENDS]))
        if start and end and earliest(start) > latest(end):
            start = None
    years = draw(st.lists(st.sampled_from(YEARS), min_size=1, unique=True)) if _chance(draw, kind.scheduled) else []
    return flow._replace(
        funded_from=funded_from,
        start=start,
        end=end,
        schedule=dict.fromkeys(sorted(years), 0),
        carry_forward=bool(years) and _chance(draw, 4),
        restricted=_chance(draw, kind.restricted),
        stated=not _chance(draw, 1),
        amount_kind="up_to" if _chance(draw, 1) else None,
    )


def _amounts(draw: Callable[..., Any], kind: Kind, flows: list[Flow], groups: dict[str, tuple[str, ...]]) -> list[Flow]:
    """The amounts of one way of paying: each flow by what is left of earlier ones, and by own money where it may."""
    pairs = transfers(question(flows, groups, "S", "T"))
    left: dict[Slice, int] = {}
    found = []
    for flow in flows:
        for slot in slices({flow.id: flow}):
            left[slot] = 0
            for g in [g for g in left if (g, slot) in pairs]:
                taken = draw(st.integers(0, left[g]))
                left[g] -= taken
                left[slot] += taken
            if own_may_pay(flow) and not (left[slot] and _chance(draw, 5)):
                left[slot] += draw(_AMOUNTS)
        schedule = {year: left[Slice(flow.id, year)] for year in flow.schedule}
        amount = sum(schedule.values()) if schedule else left[Slice(flow.id, None)]
        unknown = not schedule and _chance(draw, kind.unknown)
        found.append(flow._replace(schedule=schedule, amount=None if unknown else amount))
    return found


def _spoilt(draw: Callable[..., Any], flows: list[Flow]) -> list[Flow]:
    """One flow without a schedule holds another amount."""
    number = draw(st.integers(0, len(flows) - 1))
    if flows[number].schedule:
        return flows
    return [flow._replace(amount=draw(_AMOUNTS)) if i == number else flow for i, flow in enumerate(flows)]


def _asked(draw: Callable[..., Any], kind: Kind, case: Case) -> Case:
    """Who asks what: no name on one side may be a name, or a member of one, on the other."""
    source, target = ["S"], ["T"]
    if _chance(draw, kind.sets):
        source += draw(st.lists(st.sampled_from(["X", "A", *case.groups]), max_size=2, unique=True))
        target += draw(st.lists(st.sampled_from(["B", "A", *case.groups]), max_size=2, unique=True))
        source, target = source[draw(st.integers(0, len(source) - 1)) :], target[draw(st.integers(0, len(target) - 1)) :]
        around = {name: {name, *case.groups.get(name, ())} for name in source + target}
        target = [name for name in target if not any(around[name] & around[other] for other in source)] or ["U"]
    year = draw(st.sampled_from(YEARS)) if _chance(draw, kind.years) else None
    one = [names[0] if len(names) == 1 else tuple(names) for names in (source, target)]
    return case._replace(source=one[0], target=one[1], own=_chance(draw, 3), year=year)
