"""Clients as people have them."""

import csv
import io
import shutil
import subprocess

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

EX = rdflib.Namespace("http://example.org/")


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv"])
def test_rdflib_asks(data, method, form):
    store = SPARQLStore(f"{data.root}/sparql", method=method, returnFormat=form)
    graph = rdflib.Graph(store, identifier=rdflib.URIRef("http://example.org/one"), bind_namespaces="none")
    assert {str(o) for o in graph.objects(EX.a, EX.p)} == {"one"}
    whole = rdflib.Graph(store, bind_namespaces="none")
    rows = whole.query("SELECT ?g { GRAPH ?g { ?s <http://example.org/p> ?o } }")
    assert {str(row[0]) for row in rows} == {"http://example.org/one", "http://example.org/two"}
    assert bool(whole.query("ASK { ?s ?p ?o }").askAnswer) is True or form == "csv"


def test_rdflib_gets_a_graph(served):
    store = SPARQLStore(f"{served.root}/sparql")
    made = rdflib.Graph(store, bind_namespaces="none").query("CONSTRUCT { ?a gk:funds ?b } WHERE { ?a gk:funds ?b }")
    assert len(made.graph) > 5


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not here")
def test_curl_as_the_first_page_says(served):
    words = ["-H", "Accept: text/csv", "--data-urlencode", "query=SELECT * { ?s ?p ?o } LIMIT 10"]
    done = subprocess.run(["curl", "-sS", f"{served.root}/sparql", *words], capture_output=True, check=True)
    assert len(list(csv.reader(io.StringIO(done.stdout.decode())))) == 11
    home = served.ask("/").text
    assert "query=SELECT * { ?s ?p ?o } LIMIT 10" in home
