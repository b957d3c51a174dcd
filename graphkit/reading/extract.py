"""A document → all the facts that are read from it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graphkit.model import Organisation
from graphkit.reading.cited import references
from graphkit.reading.document import Document
from graphkit.reading.facts import Party, Reading
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.money import claims as claimed
from graphkit.reading.money import counted, grids
from graphkit.reading.money.claim import Body
from graphkit.reading.money.complete import completed
from graphkit.reading.money.flows import flows
from graphkit.reading.money.owners import owners
from graphkit.reading.money.pots import budgets
from graphkit.reading.money.referred import paid_from_there, taken_from_there
from graphkit.reading.money.settle import settled
from graphkit.reading.partners import partnerships
from graphkit.reading.powers import delegations
from graphkit.reading.services import services
from graphkit.reading.statements import Statement, statements


def read_facts(document: Document, organisations: Iterable[Organisation] | Gazetteer) -> Reading:
    """The facts of a document: candidates, each with its evidence, for a person to look at.

    Who reads many documents makes one Gazetteer of the organisations and gives that.

    >>> from graphkit.reading.build import built
    >>> from graphkit.reading.document import Line
    >>> parties = [Organisation("body", "Mayor's Body", "public body"), Organisation("moj", "Ministry of Justice", "public body"),
    ...     Organisation("deputy", "Deputy Mayor", "role", unit_of="body")]
    >>> lines = ["PCD 12 Grants", "Decision by: Deputy Mayor", "Recommendation", "The Deputy Mayor is recommended to:",
    ...     "1. Accept \u00a3500 from the Ministry of Justice.", "2. Award a grant of \u00a3400 to Otter Trust."]
    >>> for flow in read_facts(built([Line(line) for line in lines]), parties).flows:
    ...     print(flow.payer.name, [party.name for party in flow.payees], flow.pence, flow.evidence[0].locator)
    Ministry of Justice ["Mayor's Body"] 50000 recommendation 1
    Mayor's Body ['Otter Trust'] 40000 recommendation 2
    """
    gazetteer = organisations if isinstance(organisations, Gazetteer) else Gazetteer(organisations)
    told = statements(document, gazetteer)
    decider = _decider(document, gazetteer)
    body = _body(decider, told, gazetteer)._replace(owners=owners(told, gazetteer))
    asked = [one for one in told if one.block.section == "recommendation"]
    named = paid_from_there(counted.named(claimed.claims(told, body), told, body), told, body)
    claims = list(taken_from_there(named, told, body))
    payments = settled(claims, list(grids.claims(told, body)), asked)
    paid = flows(completed(payments, told, body), told, body)
    return Reading(
        document,
        decider,
        flows=paid,
        budgets=budgets(told, paid, body),
        delegations=delegations(document, told, decider, body.party, gazetteer),
        partnerships=partnerships(told, body.party, gazetteer),
        services=services(told),
        references=references(document),
    )


def _decider(document: Document, gazetteer: Gazetteer) -> Party | None:
    if not document.decided_by:
        return None
    known = gazetteer.alone(document.decided_by) or next(iter(gazetteer.find(document.decided_by)), None)
    if known and len(known.ids) == 1:
        return Party(gazetteer.by_id[known.ids[0]].name, known.ids[0])
    return Party(document.decided_by)


def _body(decider: Party | None, told: Sequence[Statement], gazetteer: Gazetteer) -> Body:
    """Whose money it is: the body of the decider; where that is not told, the body of the office that is named most."""
    by_id = gazetteer.by_id
    named = [by_id[one.party.id] for statement in told for one in statement.parties if one.party.id in by_id]
    own = by_id[decider.id].unit_of if decider and decider.id in by_id else None
    if own is None:
        counted = Counter(party.unit_of for party in named if party.kind == "role" and party.unit_of)
        counted = counted or Counter(party.id for party in named if party.kind == "public body")
        counted = counted or Counter(party.unit_of for party in by_id.values() if party.kind == "role" and party.unit_of)
        own = counted.most_common(1)[0][0] if counted else None
    if own is None or own not in by_id:
        return Body(Party("the deciding body"), frozenset())
    # A unit of which nobody says whose it is, is the body's: no other body's decisions are read.
    parts = frozenset(party.id for party in by_id.values() if party.unit_of in (own, None) and party.kind == "unit")
    return Body(Party(by_id[own].name, own), parts)
