"""Which decision comes after which: what must hold of links between decisions, whoever says them."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from graphkit import names, period
from graphkit.errors import Problem
from graphkit.model import Decision, Fact
from graphkit.ontology import Ontology


def check(
    facts: Iterable[Fact],
    decisions: Mapping[str, Decision],
    ontology: Ontology,
    places: Mapping[tuple[str, str], tuple[str, int, int]],
) -> Iterator[Problem]:
    """What is wrong with links: from a decision to itself, to one that was signed later, in a circle (each told once)."""
    links: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        role = ontology.relations[fact.relation].earlier
        if role is None or role not in fact.values:
            continue
        before, after = fact.values[role], fact.decision
        if before == after:
            yield _problem(fact, role, places, "a decision is not earlier than itself", "name an earlier one")
        elif _signed_later(before, after, decisions):
            what = f"{decisions[before].reference} was signed on {decisions[before].date_signed}, later than this decision"
            yield _problem(fact, role, places, what, "let the later decision name the earlier one")
        else:
            links.setdefault((before, after), fact)
    for circle in _circles(set(links)):
        fact = min(links[link] for link in pairwise(circle))
        shown = " → ".join(decisions[id].reference if id in decisions else names.reference(id) for id in circle)
        role = ontology.relations[fact.relation].earlier or ""
        what = f"each of these is earlier than the next: {shown}"
        yield _problem(fact, role, places, what, "take out the link that is wrong")


def _problem(fact: Fact, role: str, places: Mapping[tuple[str, str], tuple[str, int, int]], what: str, instead: str) -> Problem:
    return Problem(*places.get((fact.id, role), (fact.id, 1, 1)), f"{role}: {what}", instead)


def _signed_later(before: str, after: str, decisions: Mapping[str, Decision]) -> bool:
    """Whether both decisions have a date, and the one that should be earlier has surely the later one."""
    dates = [decisions[id].date_signed if id in decisions else None for id in (before, after)]
    return bool(dates[0] and dates[1]) and period.earliest(dates[0] or "") > period.latest(dates[1] or "")


def _circles(links: set[tuple[str, str]]) -> Iterator[list[str]]:
    """Circles of links, each from one decision back to it; none has a link of another that was told before."""
    left = set(links)
    while True:
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for before, after in sorted(left):
            sorter.add(after, before)
        try:
            sorter.prepare()
            return
        except CycleError as error:
            (_, circle) = error.args
        first = circle.index(min(circle))
        circle = [*circle[first:-1], *circle[: first + 1]] if first else circle
        yield circle
        left -= set(pairwise(circle))
