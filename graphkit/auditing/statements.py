"""Rules on what a decision says or leaves open: dates, totals, values and facts told in several ways, parties."""

from collections.abc import Iterator
from typing import Any

from graphkit.auditing.books import Books, Finding, amount, found, said
from graphkit.money import pence, plain
from graphkit.render import text


def undated(books: Books) -> Iterator[Finding]:
    """A decision without a date of signing."""
    for decision in books.content.decisions:
        if decision.date_signed is None:
            between = f", between {' and '.join(decision.between)} by what the text says" if decision.between else ""
            yield found(decision.id, (), f"no date of signing{between}")


def totals(books: Books) -> Iterator[Finding]:
    """A stated total whose parts do not add up."""
    pounds = books.ontology.fields["unit"].default
    for fact in books.content.facts:
        if fact.values.get("agrees") is False:
            unit = fact.values.get("unit", pounds)
            parts, whole = sum(map(pence, fact.values["parts"])), pence(fact.values["stated_total"])
            added, stated = (said(sum) if unit == pounds else f"{plain(sum)} {unit}" for sum in (parts, whole))
            yield found(
                fact.decision, (fact.id,), f"the parts add up to {added}, the total says {stated}", saw=stated, expected=added
            )


def told_twice(books: Books) -> Iterator[Finding]:
    """A field that is told in several ways, which a judgement explains too; and facts that exclude each other.

    The fact that says that others exclude each other explains it.
    """
    for fact in books.content.facts:
        judged = {judgement.field: judgement for judgement in fact.judged}
        for field in dict.fromkeys(telling.field for telling in fact.told):
            ways = [
                f"{_value(books, field, telling.value)} ({'; '.join(telling.locators)})"
                for telling in fact.told
                if telling.field == field
            ]
            because = (f"judgement of {judged[field].by}, {judged[field].on}",) if field in judged else ()
            what = " or ".join(ways)
            yield found(fact.decision, (fact.id,), f"{field} is {what}", *because, saw=what)
        if (field := books.relation(fact).alternatives or "") in fact.values:
            yield found(fact.decision, fact.values[field], "only one of these facts can hold", fact.id)


def restated_otherwise(books: Books) -> Iterator[Finding]:
    """A later telling of an award with another amount."""
    for fact in books.content.facts:
        for other in (books.facts[id] for id in fact.values.get("restates", ())):
            now, before = amount(fact), amount(other)
            if None not in (now, before) and now != before:
                told = [f"{said(amount(f), f.values.get('amount_kind'))} ({f.values['stage']})" for f in (fact, other)]
                yield found(fact.decision, (fact.id, other.id), f"{told[0]} here, {told[1]} in {other.id}")


def programmes(books: Books) -> Iterator[Finding]:
    """A flow to a programme: money set aside for one's own is a budget."""
    for fact in books.payments():
        programme = books.parties[fact.values[books.relation(fact).object or ""]]
        if programme.kind == "programme":
            what = "is a programme: money set aside for one's own is a budget"
            yield found(fact.decision, (fact.id,), f"{programme.name} {what}")


def unnamed(books: Books) -> Iterator[Finding]:
    """A flow with a party that its document does not name."""
    for fact in books.payments():
        relation = books.relation(fact)
        for role in filter(None, (relation.subject, relation.object)):
            party = books.parties[fact.values[role]]
            if party.kind == "unnamed":
                yield found(fact.decision, (fact.id,), f"the {role} has no name: {party.name}")


def _value(books: Books, field: str, value: Any) -> str:
    """A value that is told, as a person reads it."""
    form = books.ontology.fields[field].form
    if form == "money":
        return said(value)
    if form == "schedule":
        return ", ".join(f"{year}: {said(pence)}" for year, pence in value.items())
    listed = value if isinstance(value, tuple) else (value,)
    if form in ("party", "parties", "programme"):
        return ", ".join(books.name(id) for id in listed)
    return text(listed)
