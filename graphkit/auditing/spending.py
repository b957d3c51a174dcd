"""Rules on what pays for what: more or less is spent than there is, at another time, or what may be the same money twice."""

from collections.abc import Iterator

from graphkit import period
from graphkit.auditing.books import Books, Finding, found, said
from graphkit.money import OWN
from graphkit.tracing.answer import contradiction
from graphkit.tracing.clashes import clashes
from graphkit.tracing.flow import Flow
from graphkit.tracing.slices import NO_END, NO_START, fits


def overspent(books: Books) -> Iterator[Finding]:
    """More is paid out of named money than it holds: where a trace would say that the facts contradict each other."""
    for clash in clashes(books.network):
        facts = tuple(sorted({slice.flow.id for slice in (*clash.uses, *clash.money)}))
        yield found(books.last(facts), facts, contradiction(clash, books.name))


def not_spent(books: Books) -> Iterator[Finding]:
    """Money taken for a purpose that nothing names as paying for it."""
    for flow in _taken(books):
        if not books.network.naming.get(flow.id):
            yield found(books.last((flow.id,)), (flow.id,), f"no flow or budget names {_sum(flow)} in funded_from")


def left_over(books: Books) -> Iterator[Finding]:
    """Money taken for a purpose of which all that names it comes to less: the rest is surely not spent on what is told."""
    for flow in _taken(books):
        uses = books.network.naming.get(flow.id, ())
        spent = sum(use.amount or 0 for use in uses)
        if uses and flow.amount and spent < flow.amount and all(use.amount is not None for use in uses):
            what = f"of {_sum(flow)} what names it comes to {said(spent)}, {said(flow.amount - spent)} is left"
            yield found(books.last((flow.id,)), (flow.id,), what)


def _taken(books: Books) -> list[Flow]:
    """Flows for one purpose that are told from the side of the party that gets the money."""
    incoming = books.ontology.fields["stage"].incoming
    tied = ("restricted_to", "purpose")
    flows = books.network.flows.values()
    return [flow for flow in flows if flow.stage in incoming and any(key in books.facts[flow.id].values for key in tied)]


def _sum(flow: Flow) -> str:
    return "an amount that is not stated" if flow.amount is None else said(flow.amount, flow.amount_kind)


def years(books: Books) -> Iterator[Finding]:
    """Money that comes after what it pays for, or is bound to other years; and one fact that tells years which do not fit."""
    for flow in books.network.flows.values():
        for id in flow.funded_from or ():
            if id != OWN and (what := _apart(books, books.network.flows[id], flow)):
                yield found(books.facts[flow.id].decision, (flow.id, id), what)
    for fact in books.content.facts:
        told, listed = fact.values.get("by_year", {}), fact.values.get("financial_years", ())
        if listed and (more := [year for year in told if year not in listed]):
            yield found(fact.decision, (fact.id,), f"by_year has {', '.join(more)}, financial_years has {', '.join(listed)}")
        start, end = fact.values.get("start"), fact.values.get("end")
        first = period.earliest(start) if start else NO_START
        last = period.latest(end) if end else NO_END
        outside = [year for year in sorted({*told, *listed}) if not _touch(first, last, *period.year_days(year))]
        if outside:
            yield found(fact.decision, (fact.id,), f"{', '.join(outside)} is not between start and end")


def _apart(books: Books, money: Flow, use: Flow) -> str | None:
    """Why no part of some money can pay for anything of a flow; None where some can."""
    pays, paid = books.network.slices(money), books.network.slices(use)
    if any(fits(one, other) for one in pays for other in paid):
        return None
    first, last = min(one.first for one in pays), max(other.last for other in paid)
    if first > last:
        return f"{money.id} comes on {first} at the earliest, and this is paid by {last}"
    return f"{money.id} is for {', '.join(one.year or '' for one in pays)} alone, and this is paid in no such year"


def same_twice(books: Books) -> Iterator[Finding]:
    """Flows of several decisions with the same parties and amount at the same time, of which none tells another one again."""
    alike: dict[tuple[str, str, int], list[Flow]] = {}
    for flow in books.network.flows.values():
        if flow.amount and flow.payer != flow.payee:
            alike.setdefault((flow.payer, flow.payee, flow.amount), []).append(flow)
    for (payer, payee, pence), flows in alike.items():
        for group in _overlapping(flows):
            if len({flow.decision for flow in group}) > 1:
                facts = tuple(sorted(flow.id for flow in group))
                what = f"{books.name(payer)} pays {books.name(payee)} {said(pence)} in each of these: one award, or several?"
                yield found(books.last(facts), facts, what)


def _overlapping(flows: list[Flow]) -> Iterator[list[Flow]]:
    """Flows in groups that hang together in time; a date that is missing forbids nothing."""
    group, last = list[Flow](), NO_START
    for flow in sorted(flows, key=lambda flow: (flow.start or NO_START, flow.id)):
        if group and (flow.start or NO_START) > last:
            yield group
            group, last = [], NO_START
        group.append(flow)
        last = max(last, flow.end or NO_END)
    yield group


def _touch(first: str, last: str, other_first: str, other_last: str) -> bool:
    """Whether two stretches of days have a day in common."""
    return first <= other_last and other_first <= last
