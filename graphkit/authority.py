"""Who may sign or award what, up to what limit, and what is left of an authority to spend."""

from graphkit import headroom
from graphkit.desk import Answer, Desk, unreviewed
from graphkit.scope import Scope
from graphkit.store import Store


def authority(store: Store, name: str, scope: Scope | None = None) -> Answer:
    """Who may sign or award what: delegations by, to or about a party, and the chains they form.

    Returns ``{"subject", "delegations": [...], "chains": [[party, ...]], "envelopes": [...]}``. A delegation with
    a cap says whether what it concerns is ``within_limit``; an envelope, what was allocated under it and how
    much ``headroom`` is left (see :mod:`graphkit.headroom`).

    >>> import graphkit
    >>> with graphkit.open().store as store:
    ...     (envelope,) = authority(store, "MOPAC")["envelopes"]
    >>> envelope["amount"], envelope["allocated"], envelope["headroom"], envelope["beyond"]
    (Decimal('1690000.00'), Decimal('1237813.00'), Decimal('452187.00'), Decimal('0.00'))
    """
    desk = Desk(store, scope)
    subject = desk.resolve(name)
    id = subject["id"]
    found = list(
        desk.facts(
            "relation.carries = 'authority' AND relation.object IS NOT NULL"
            " AND (fact.subject = ? OR fact.object = ? OR fact.id IN"
            " (SELECT reference.fact FROM reference JOIN fact AS aim ON aim.id = reference.other"
            " WHERE reference.field = 'concerns' AND (aim.subject = ? OR aim.object = ?)))",
            [id, id, id, id],
        )
    )
    envelopes = list(desk.facts("relation.carries = 'authority' AND relation.object IS NULL AND fact.subject = ?", [id]))
    return {
        "subject": subject,
        "delegations": [_delegation(desk, fact) for fact in found],
        "chains": _chains(desk, id),
        "envelopes": [headroom.envelope(desk, fact) for fact in envelopes],
        **desk.left(),
    }


def _delegation(desk: Desk, fact: Answer) -> Answer:
    delegator, delegate = desk.ends(fact["relation"])
    row = {"delegator": fact[delegator], "delegate": fact[delegate]}
    row |= {key: fact.get(key) for key in ("authority", "limit", "limit_kind")}
    row |= {"standing": fact.get("standing", False), "conditions": fact.get("conditions", [])}
    row |= {"concerns": fact.get("concerns", []), "stated": fact["stated"], "decision": fact["decision"]}
    row |= {"decided": fact["decided"], "url": fact["url"], "locators": fact["locators"], "delegation": fact["id"]}
    row |= {key: fact[key] for key in ("contested", "conflicts") if key in fact} | unreviewed(fact)
    return row | {"published": fact.get("published", {})} | headroom.within(desk, fact)


def _chains(desk: Desk, id: str) -> list[list[Answer]]:
    """Longest chains of delegation through a party, each from the first delegator to the last delegate."""
    handed = _handed(desk, id)
    delegates = {delegate for group in handed.values() for delegate in group}
    chains: list[list[str]] = []

    def walk(chain: list[str]) -> None:
        further = sorted(handed.get(chain[-1], set()) - set(chain))
        for delegate in further:
            walk([*chain, delegate])
        if not further and len(chain) > 2 and id in chain:
            chains.append(chain)

    for first in sorted(set(handed) - delegates):
        walk([first])
    return [[desk.party(party) for party in chain] for chain in chains]


def _handed(desk: Desk, id: str) -> dict[str, set[str]]:
    """Who hands authority to whom; a decision that is left out is named where it might lengthen a chain of the party."""
    more, also = desk.scope.where()
    found = desk.db.execute(
        "SELECT DISTINCT fact.subject, fact.object, decision.reference, decision.date_signed, decision.signed_by_day"
        " FROM fact JOIN relation ON relation.name = fact.relation JOIN decision ON decision.id = fact.decision"
        f" WHERE relation.carries = 'authority' AND relation.object IS NOT NULL{more}",
        also,
    ).fetchall()
    down: dict[str, set[str]] = {}
    up: dict[str, set[str]] = {}
    for delegator, delegate, *_ in found:
        down.setdefault(delegator, set()).add(delegate)
        up.setdefault(delegate, set()).add(delegator)
    below, above = _reached(down, id), _reached(up, id)
    handed: dict[str, set[str]] = {}
    for delegator, delegate, reference, signed, by_day in found:
        counts = desk.scope.signed(by_day, signed)
        if counts:
            handed.setdefault(delegator, set()).add(delegate)
        elif counts is None and (delegator in below or delegate in above):
            desk.left_out.add(reference)
    return handed


def _reached(steps: dict[str, set[str]], first: str) -> set[str]:
    """Everybody to whom steps lead from the first, and the first."""
    found, waiting = {first}, [first]
    while waiting:
        further = steps.get(waiting.pop(), set()) - found
        found |= further
        waiting += further
    return found
