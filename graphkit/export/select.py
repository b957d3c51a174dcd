"""What an export holds: everything, or the facts of a scope with all parties and decisions they name."""

from graphkit.contents import content
from graphkit.desk import Desk
from graphkit.forms import DECISIONS, FACTS
from graphkit.model import Content, Fact
from graphkit.money import OWN
from graphkit.ontology import Ontology
from graphkit.read.bodies import Record
from graphkit.read.faults import named
from graphkit.scope import Scope
from graphkit.store import Store


def select(store: Store, ontology: Ontology, scope: Scope | None = None) -> tuple[Content, list[str]]:
    """The content of a scope, and notes on what lies outside although something in it points there."""
    whole = content(store)
    if scope is None or scope == Scope():
        return whole, []
    desk = Desk(store, scope)
    facts = _facts(desk)
    heads = {decision.id: decision for decision in whole.decisions}
    heads = {key: heads[key] for key in sorted(_decisions(facts, ontology) & heads.keys())}
    parties = {party.id: party for party in whole.organisations}
    records: list[Record] = [*facts, *heads.values()]
    waiting: set[str] = set().union(*(named(record, ontology) for record in records))
    kept: set[str] = set()
    while waiting:
        kept |= waiting
        waiting = set().union(*(named(parties[party], ontology) for party in waiting)) - kept
    found = Content(tuple(parties[party] for party in sorted(kept)), tuple(heads.values()), facts)
    return found, [*_undated(desk), *_outside(found, ontology)]


def _facts(desk: Desk) -> tuple[Fact, ...]:
    """The facts in scope, by id; undated decisions that may lie outside go to ``left_out``."""
    more, parameters = desk.scope.where()
    rows = desk.db.execute(
        "SELECT fact.id, fact.relation, fact.decision, fact.body, reference, date_signed, signed_by_day"
        " FROM fact JOIN decision ON decision.id = fact.decision"
        f" WHERE 1{more} ORDER BY fact.id",
        parameters,
    )
    return tuple(Fact.from_body(*row) for *row, reference, signed, by_day in rows if desk.counts(reference, signed, by_day))


def _decisions(facts: tuple[Fact, ...], ontology: Ontology) -> set[str]:
    return {fact.decision for fact in facts}.union(*(named(fact, ontology, DECISIONS) for fact in facts))


def _undated(desk: Desk) -> list[str]:
    return [f"left out, because nobody knows their date: {', '.join(sorted(desk.left_out))}"] if desk.left_out else []


def _outside(found: Content, ontology: Ontology) -> list[str]:
    """Facts that others point to stay outside where the scope leaves them: a scope is what was asked for."""
    present = {OWN, *(fact.id for fact in found.facts)}
    missing = sorted(set().union(*(named(fact, ontology, FACTS) for fact in found.facts)) - present)
    if not missing:
        return []
    some = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
    return [f"facts in this file point to {len(missing)} outside its scope, without which it cannot be built: {some}"]
