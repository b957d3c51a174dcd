"""The graph for networkx, and pictures of its parts."""

from decimal import Decimal

import networkx
import pytest

from graphkit import Scope
from graphkit.errors import UnknownName, UsageError
from tests.view.pages import texts, unpacked


def test_edges_are_facts_between_two_parties_under_their_ids(graph):
    found = graph.to_networkx()
    assert isinstance(found, networkx.MultiDiGraph)
    edge = found.edges["mopac", "lambeth", "pcd-172/mopac-lambeth"]
    assert (edge["relation"], edge["carries"], edge["directed"]) == ("flow", "money", True)
    assert edge["amount"] == Decimal("95000.00")
    assert edge["locators"][0] == "decision bullet 1"


def test_parallel_flows_stay_apart(graph):
    assert set(graph.to_networkx()["mopac"]["lambeth"]) == {
        "pcd-172/mopac-lambeth",
        "pcd-172/mopac-lambeth-lcpf",
        "dmpcd-2015-96/mopac-lambeth-ivs",
    }


def test_a_partnership_joins_each_two_of_its_members(graph):
    found = graph.to_networkx()
    pairs = [(a, b) for a, b, key in found.edges(keys=True) if key == "pcd-1514/iom-framework"]
    assert sorted(pairs) == [("london-probation", "mopac"), ("london-probation", "mps"), ("mopac", "mps")]


def test_budgets_are_no_edges_and_are_not_lost(graph):
    found = graph.to_networkx()
    edges = {key for *_, key in found.edges(keys=True)}
    others = {fact["id"] for fact in found.graph["facts"]}
    assert "pcd-1514/iom-budget" in others
    assert edges | others == {fact.id for fact in graph.content().facts}
    assert not edges & others


def test_every_party_is_a_node_with_name_and_kind(graph):
    found = graph.to_networkx()
    assert found.nodes["lambeth"]["kind"] == "local authority"
    assert set(found) == {party.id for party in graph.content().organisations}


def test_a_scope_keeps_the_parties_of_its_facts_alone(graph):
    found = graph.to_networkx(Scope(decision="PCD 949"))
    assert set(found) == {
        "mopac",
        "moj",
        "dmpc",
        "advance",
        "south-london-alliance",
        "advance+south-london-alliance",
        "minerva-wraparound",
        "whole-system-approach",
    }


def test_a_party_without_a_name_has_a_node_for_its_fact(graph):
    found = graph.to_networkx()
    (payer,) = [a for a, _, key in found.in_edges("working-chance", keys=True) if key == "pcd-172/sponsors-working-chance"]
    assert found.nodes[payer]["kind"] == "unnamed"


def test_a_picture_shows_what_is_near_a_party(graph):
    page = graph.view(around="Women in Prison", hops=1)
    assert "Around Women in Prison" in page
    for held in (page, texts(page)):
        assert "London Borough of Lambeth" in held
        assert "Ministry of Justice" not in held


def test_a_picture_shows_the_paths_from_one_party_to_another(graph):
    page = graph.view(source="NHS England", target="Working Chance")
    assert "Working Chance" in page and "Working Chance" in texts(page)
    held = unpacked(page)
    facts = {"".join(held["texts"][at] for at in pair) for pair in held["facts"]["id"]}
    assert facts == {"pcd-172/nhse-mopac", "pcd-172/mopac-working-chance"}


def test_a_picture_shows_one_decision(graph):
    page = graph.view(Scope(decision="PCD 949"))
    for held in (page, texts(page)):
        assert "South London Alliance" in held
        assert "Women in Prison" not in held


@pytest.mark.parametrize(
    "words",
    [{"source": "MoJ"}, {"target": "MoJ"}, {"around": "MoJ", "source": "MoJ", "target": "MOPAC"}, {"around": "Home Office"}],
)
def test_a_picture_of_nothing_or_of_two_things_is_refused(graph, words):
    with pytest.raises(UsageError):
        graph.view(**words)


def test_a_picture_around_nobody_is_refused(graph):
    with pytest.raises(UnknownName):
        graph.view(around="Lambet")


def test_the_same_store_gives_the_same_picture(graph):
    assert graph.view() == graph.view()


def test_rdflib_gets_a_dataset_with_a_graph_for_each_decision(graph):
    import rdflib

    dataset = graph.to_rdflib()
    assert isinstance(dataset, rdflib.Dataset)
    name = rdflib.URIRef("https://w3id.org/graphkit/id/decision/pcd-172")
    assert len(dataset.graph(name)) > 50
    assert (rdflib.URIRef("https://w3id.org/graphkit/id/fact/pcd-172/nhse-mopac"), None, None) in dataset
