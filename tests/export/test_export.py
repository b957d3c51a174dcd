"""What exports hold, what other programs make of them, and what a scope lets in."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph
import pytest
import rdflib

from graphkit.builder import check
from graphkit.contents import content
from graphkit.errors import UnknownName, UsageError
from graphkit.export import export, names
from graphkit.export.network import network
from graphkit.export.rdf import groups, prefixes, to_rdflib
from graphkit.export.select import select
from graphkit.graph import to_networkx
from graphkit.model import Content, Decision, Fact, Organisation
from graphkit.ontology import load
from graphkit.read import faults
from graphkit.read.tables import COLUMNS, rows
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.terms import iri

ONTOLOGY = load()


def exported(store: Store, name: str, scope: Scope | None = None) -> bytes:
    out = io.BytesIO()
    export(store, name, out, scope)
    return out.getvalue()


def test_an_unknown_format_is_refused_with_the_list_of_formats(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        export(store, "xlsx", io.BytesIO())
    assert caught.value.hint == "write one of turtle, trig, nquads, ntriples, jsonld, graphml, gexf, csv"
    assert len(names()) == 8


def test_a_decision_at_hand_that_a_fact_names_is_told_of_in_its_own_graph_alone(tmp_path: Path) -> None:
    flow = "- {id: f, funder: A, recipient: B, amount: null, stage: paid, locators: [a], decided_in: X 2}\n"
    (tmp_path / "x-1.yaml").write_text(f"reference: X 1\ntitle: One\nflows:\n{flow}")
    (tmp_path / "x-2.yaml").write_text("reference: X 2\ntitle: Two\n")
    (tmp_path / "o.yaml").write_text("organisations:\n- {id: a, name: A, kind: charity}\n- {id: b, name: B, kind: charity}\n")
    found = [quad for group in groups(check([str(tmp_path)]), ONTOLOGY) for quad in group]
    other = iri("decision", "x-2")
    assert {quad.graph_name for quad in found if quad.subject == other and quad.predicate.value.endswith("reference")} == {other}


def test_an_unknown_decision_is_refused_before_anything_is_written(store: Store) -> None:
    out = io.BytesIO()
    with pytest.raises(UnknownName):
        export(store, "csv", out, Scope(decision="PCD 9999"))
    assert out.getvalue() == b""


# ---- scopes --------------------------------------------------------------------------------------------


def test_the_scope_of_a_decision_holds_its_facts_and_all_that_they_name(store: Store) -> None:
    found, notes = select(store, ONTOLOGY, Scope(decision="PCD 172"))
    assert {fact.decision for fact in found.facts} == {"pcd-172"}
    assert len(found.facts) == 11
    assert [decision.id for decision in found.decisions] == ["pcd-172"]
    assert list(faults.faults(found, ONTOLOGY)) == []
    assert notes == []
    assert len(found.organisations) < len(content(store).organisations)


def test_an_empty_scope_is_everything(store: Store) -> None:
    assert select(store, ONTOLOGY, Scope()) == select(store, ONTOLOGY) == (content(store), [])


@pytest.mark.parametrize(
    "scope", [Scope(as_of="2018"), Scope(year="2017/18"), Scope(stated_only=True), Scope(decision="PCD 1514", year="2024/25")]
)
def test_nothing_dangles_in_any_scope(store: Store, scope: Scope) -> None:
    found, _ = select(store, ONTOLOGY, scope)
    assert found.facts
    assert list(faults.faults(found, ONTOLOGY)) == []


def test_undated_decisions_that_an_as_of_leaves_out_are_named(store: Store) -> None:
    found, notes = select(store, ONTOLOGY, Scope(as_of="2018"))
    assert {fact.decision for fact in found.facts} == {"dmpcd-2015-96", "pcd-172"}
    assert notes == ["left out, because nobody knows their date: PCD 1428, PCD 1514, PCD 949"]


def test_facts_outside_the_scope_that_others_point_to_are_named(store: Store) -> None:
    found, notes = select(store, ONTOLOGY, Scope(stated_only=True))
    assert all(fact.values.get("stated", True) for fact in found.facts)
    assert len(notes) == 1
    assert "point to 1 outside its scope" in notes[0]
    assert "dmpcd-2015-96/victims-budget" in notes[0]


# ---- RDF -----------------------------------------------------------------------------------------------


def test_trig_opens_each_graph_once_and_names_prefixes_in_order(store: Store) -> None:
    text = exported(store, "trig").decode()
    heads = [line.removesuffix(" {") for line in text.splitlines() if line.endswith(" {")]
    assert heads[0] == "graph:dataset"
    assert heads[-1] == "graph:derived"
    assert len(heads) == len(set(heads)) == 3 + 5
    known = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert known == [f"{prefix}:" for prefix in sorted(prefixes())]


def test_an_address_with_a_slash_or_a_plus_is_written_short_and_read_whole(store: Store) -> None:
    text = exported(store, "turtle").decode()
    assert "fact:pcd-172\\/nhse-mopac a gk:Fact , gk:FlowFact" in text or "fact:pcd-172\\/nhse-mopac a gk:" in text
    assert "organisation:advance\\+south-london-alliance" in text
    found = {str(triple.subject) for triple in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)}
    assert "<https://w3id.org/graphkit/id/fact/pcd-172/nhse-mopac>" in found
    assert "<https://w3id.org/graphkit/id/organisation/advance+south-london-alliance>" in found


@pytest.mark.parametrize("name", ["turtle", "ntriples"])
def test_formats_without_graphs_say_each_thing_once(store: Store, name: str) -> None:
    form = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES}[name]
    found = list(pyoxigraph.parse(exported(store, name), format=form))
    assert len(found) == len(set(found))


def test_rdflib_reads_turtle_as_the_same_triples(store: Store) -> None:
    ours = set(pyoxigraph.parse(exported(store, "turtle"), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(rdflib.Graph().parse(data=exported(store, "turtle"), format="turtle")) == len(ours)


def test_json_ld_carries_its_context_and_says_the_same_as_n_quads(store: Store) -> None:
    linked = exported(store, "jsonld")
    assert linked.startswith(b'{"@context": {')
    assert b'"gk:funder": {' in linked
    quads = set(pyoxigraph.parse(linked, format=pyoxigraph.RdfFormat.JSON_LD))
    assert quads == set(pyoxigraph.parse(exported(store, "nquads"), format=pyoxigraph.RdfFormat.N_QUADS))


def test_a_graph_of_rdflib_holds_every_statement_under_its_decision(store: Store) -> None:
    quads = list(pyoxigraph.parse(exported(store, "nquads"), format=pyoxigraph.RdfFormat.N_QUADS))
    dataset = to_rdflib(store)
    assert len(list(dataset.quads())) == len(quads)
    graph = dataset.graph(rdflib.URIRef("https://w3id.org/graphkit/id/decision/pcd-172"))
    fact = rdflib.URIRef("https://w3id.org/graphkit/id/fact/pcd-172/nhse-mopac")
    assert str(graph.value(fact, rdflib.URIRef(prefixes()["gk"] + "amount"))) == "120000.00"
    assert len(graph) == sum(str(quad.graph_name).endswith("/pcd-172>") for quad in quads)


# ---- graphs --------------------------------------------------------------------------------------------


def test_networkx_reads_graphml_as_the_graph_that_graphkit_gives(store: Store) -> None:
    read = nx.read_graphml(io.BytesIO(exported(store, "graphml")), force_multigraph=True)
    ours = to_networkx(store)
    assert {(a, b, data["fact"]) for a, b, data in read.edges(data=True)} == set(ours.edges(keys=True))
    assert set(ours) <= set(read)
    edge = next(data for _, _, data in read.edges(data=True) if data["fact"] == "pcd-172/nhse-mopac")
    assert (edge["amount"], edge["pounds"], edge["stage"], edge["decision"]) == ("120000", 120000.0, "received", "PCD 172")


def test_edges_have_ids_of_their_own(store: Store) -> None:
    graph, rest = network(content(store), ONTOLOGY)
    keys = [key for _, _, key in graph.edges(keys=True)]
    assert len(keys) == len(set(keys))
    bearing = sum("body" in data for _, _, data in graph.edges(data=True))
    assert bearing + len(rest) == len(content(store).facts)


def test_gexf_says_what_it_leaves_out_and_holds_the_rest(store: Store) -> None:
    out = io.BytesIO()
    notes = export(store, "gexf", out)
    assert notes == [
        "GEXF has no place for decisions: of 5, only the references stand on the edges",
        "GEXF has no place for facts that are not between two parties; left out:"
        " 5 budget, 1 carry-forward, 1 envelope, 5 figure, 1 lineage, 16 observation, 14 total",
        "export graphml to keep all",
    ]
    assert b"lastmodifieddate" not in out.getvalue()
    root = ElementTree.fromstring(out.getvalue())
    edges = [(edge.get("id"), edge.get("type")) for edge in root.iter("{http://www.gexf.net/1.2draft}edge")]
    graph, _ = network(content(store), ONTOLOGY)
    kinds = {"true": "directed", "false": "undirected"}
    assert edges == [(key, kinds[data["directed"]]) for _, _, key, data in graph.edges(keys=True, data=True)]
    assert len(list(root.iter("{http://www.gexf.net/1.2draft}node"))) == len(content(store).organisations)


# ---- the table -----------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_record_and_plain_amounts(store: Store) -> None:
    table = list(csv.DictReader(io.StringIO(exported(store, "csv").decode(), newline="")))
    whole = content(store)
    assert len(table) == sum(map(len, whole))
    row = next(row for row in table if row["id"] == "pcd-172/mopac-lambeth")
    shown = {key: row[key] for key in COLUMNS if key not in ("body", "locators")}
    assert shown == {
        "record": "fact",
        "id": "pcd-172/mopac-lambeth",
        "relation": "flow",
        "decision": "PCD 172",
        "subject": "mopac",
        "subject_name": "Mayor's Office for Policing and Crime",
        "object": "lambeth",
        "object_name": "London Borough of Lambeth",
        "text": "",
        "amount": "95000",
        "amount_kind": "exact",
        "currency": "GBP",
        "stage": "approved",
        "stated": "true",
        "financial_years": "2017/18; 2018/19",
        "start": "",
        "end": "",
        "decided": "2017-03-20",
        "url": "",
    }


def test_lines_of_the_table_end_as_the_standard_says_and_there_is_no_bom(store: Store) -> None:
    data = exported(store, "csv", Scope(decision="PCD 172"))
    assert data.startswith(b"record,")
    assert data.count(b"\r\n") == data.count(b"\n") == 1 + 17 + 1 + 11


@pytest.mark.parametrize("name", ["=1+1", "+44 20", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula_to_a_spreadsheet(name: str) -> None:
    party = Organisation("a", name, "charity", note=name)
    decision = Decision("pcd-1", "PCD 1", name)
    fact = Fact("pcd-1/a", "observation", "pcd-1", {"message": name, "locators": (name,)})
    for row in rows(Content((party,), (decision,), (fact,)), ONTOLOGY):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
        assert row[-1].startswith("{")
