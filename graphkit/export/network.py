"""Content → a networkx graph that XML formats can hold: texts and numbers only, and the records as JSON.

The nodes and edges are those of :func:`graphkit.graph.to_networkx`; what stands on them is what a file can
carry. An edge's ``amount`` is exact text, ``pounds`` the same as a number for drawing programs.
"""

from itertools import combinations
from typing import TYPE_CHECKING, Any

from graphkit import money
from graphkit.model import Content, Fact
from graphkit.ontology import Ontology, Relation
from graphkit.read.bodies import body
from graphkit.read.tables import shown

if TYPE_CHECKING:
    import networkx as nx


def network(content: Content, ontology: Ontology) -> tuple["nx.MultiDiGraph[str]", list[Fact]]:
    """The graph, and the facts that are no edges in it.

    Edge keys are unique in the whole graph: the fact's id, with ``#2`` and so on for the further edges of
    a partnership. Its first edge holds the record.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for party in content.organisations:
        graph.add_node(party.id, label=shown(party.name), kind=party.kind, body=body(party))
    references = {decision.id: decision.reference for decision in content.decisions}
    rest = []
    for fact in content.facts:
        relation = ontology.relations[fact.relation]
        pairs = _ends(fact, relation)
        if not pairs:
            rest.append(fact)
        flat = _attributes(fact, relation, references[fact.decision])
        for number, (a, b) in enumerate(pairs, 1):
            if number == 1:
                graph.add_edge(a, b, key=fact.id, **flat, body=body(fact))
            else:
                graph.add_edge(a, b, key=f"{fact.id}#{number}", **flat)
    return graph, rest


def _ends(fact: Fact, relation: Relation) -> list[tuple[str, str]]:
    if relation.subject and relation.object:
        return [(fact.values[relation.subject], fact.values[relation.object])]
    return list(combinations(fact.values[relation.peers], 2)) if relation.peers else []


def _attributes(fact: Fact, relation: Relation, reference: str) -> dict[str, Any]:
    values = fact.values
    flat: dict[str, Any] = {
        "label": relation.label,
        "fact": fact.id,
        "relation": fact.relation,
        "carries": relation.carries,
        "directed": "false" if relation.peers else "true",
        "decision": shown(reference),
        "stated": "true" if values.get("stated", True) else "false",
        "amount_kind": values.get("amount_kind"),
        "stage": values.get("stage"),
        "financial_years": "; ".join(values.get("financial_years") or values.get("by_year") or ()),
        "locators": shown("; ".join(values["locators"])),
    }
    if "amount" in values:
        flat |= {"amount": money.plain(values["amount"]), "pounds": float(money.pounds(values["amount"]))}
    return {key: value for key, value in flat.items() if value not in (None, "")}
