"""Every IRI answers: pages for people without scripts, RDF for machines; and the pages that lead to them."""

import re
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from running import serving

BASE = "https://w3id.org/graphkit/id/"
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """Elements of a page: those that are open at its end, links, ids, texts of captions."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.ids, self.attributes = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag == "a":
            self.links.append(given.get("href"))
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def shown(served, path):
    answer = served.ask(path, **HTML)
    assert (answer.status, answer.type) == (200, "text/html; charset=utf-8"), answer.text
    page = Page(answer.text)
    assert not page.open and "script" not in page.tags and "style" not in page.tags
    assert not [
        a for a in page.attributes if a[1].startswith("on") or a[1] == "style" or (a[2] or "").lower().startswith("javascript:")
    ]
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1
    assert ("html", "lang", "en") in page.attributes and "#main" in page.links
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    return answer.text, page


def test_every_iri_of_the_data_has_a_page_and_all_links_lead_somewhere(served):
    rows = served.values("SELECT DISTINCT ?s { ?s ?p ?o }")
    iris = [iri for (iri,) in rows if iri.startswith(BASE) and "#" not in iri]
    assert len(iris) > 50
    seen = set()
    for iri in iris[:: max(1, len(iris) // 40)]:
        text, page = shown(served, "/id/" + iri.removeprefix(BASE))
        assert iri in text
        seen.update(link for link in page.links if link.startswith("/id/"))
    for link in sorted(seen)[::12]:
        assert served.ask(urlsplit(link).path, **HTML).status == 200, link


def test_a_fact_leads_to_its_decision_its_parties_and_its_evidence(served):
    text, page = shown(served, "/id/fact/pcd-172/nhse-mopac")
    assert {"/id/decision/pcd-172", "/id/organisation/nhs-england", "/ontology#amount"} <= set(page.links)
    assert "recommendation" in text or "decision bullet" in text or "2.2" in text


def test_an_organisation_shows_where_it_is_named_by_decision_with_places(served):
    text, _ = shown(served, "/id/organisation/women-in-prison")
    assert "Where it is named" in text and "PCD 172: " in text
    assert re.search(r'/id/fact/pcd-172/lambeth-wip">[^<]*</a> <span class="more">2\.2', text)


def test_parts_of_a_fact_are_anchors_of_its_page(family_folder):
    with serving("--store", family_folder) as served:
        ((iri,), *_) = served.values("SELECT ?t { ?f gk:told ?t } LIMIT 1")
        path, _, fragment = iri.removeprefix(BASE).partition("#")
        assert fragment in shown(served, "/id/" + path)[1].ids


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld", "trig"])
def test_an_iri_is_rdf_for_machines(served, form):
    formats = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}
    formats |= {"jsonld": ox.RdfFormat.JSON_LD, "trig": ox.RdfFormat.TRIG}
    answer = served.ask(f"/id/fact/pcd-172/nhse-mopac?format={form}")
    said = {(quad.predicate, quad.object) for quad in ox.parse(answer.body, formats[form])}
    asked = served.query(f"CONSTRUCT WHERE {{ <{BASE}fact/pcd-172/nhse-mopac> ?p ?o }}", "application/n-triples")
    assert said == {(quad.predicate, quad.object) for quad in ox.parse(asked.body, ox.RdfFormat.N_TRIPLES)}


def test_accept_chooses_between_page_and_rdf(served):
    path = "/id/organisation/women-in-prison"
    assert served.ask(path, Accept="text/turtle").type.startswith("text/turtle")
    assert served.ask(path, Accept="text/turtle, text/html;q=0.5").type.startswith("text/turtle")
    assert served.ask(path).type.startswith("text/html")
    assert served.ask(path, Accept="image/png").status == 406


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize("path", ["/id/nobody", "/id/organisation/%3Cscript%3E", "/id/organisation/none"])
def test_what_nothing_is_said_of_is_not_found(served, path, accept):
    assert served.ask(path, Accept=accept).status == 404


@pytest.mark.parametrize("path", ["/id/", "/id/%22%3E%3C", "/id/a%20b", "/about", "/about?iri=a", "/about?iri=x%3A%20%3E"])
def test_what_is_no_iri_is_told(served, path):
    answer = served.ask(path)
    assert answer.status in (400, 404) and answer.type.startswith("text/plain")


def test_terms_of_the_ontology_are_anchors_of_its_page_and_answer_as_rdf(served):
    _, page = shown(served, "/ontology")
    used = {
        iri.rpartition("#")[2] for (iri,) in served.values("SELECT DISTINCT ?p { ?s ?p ?o FILTER STRSTARTS(STR(?p), STR(gk:)) }")
    }
    assert used <= set(page.ids)
    quads = list(ox.parse(served.ask("/ontology", Accept="text/turtle").body, ox.RdfFormat.TURTLE))
    assert len(quads) > 200


def test_the_first_page_leads_to_all_others(served):
    _, page = shown(served, "/")
    assert {"/search", "/explorer", "/editor", "/audit", "/ontology", "/sparql", "/.well-known/void"} <= set(page.links)
    for link in page.links:
        if not link.startswith("#"):
            assert served.ask(urljoin("/", link)).status == 200


@pytest.mark.parametrize("text", ["women in prison", "WIP", "wom pri"])
def test_an_organisation_is_found_by_name_and_by_alias(served, text):
    assert "/id/organisation/women-in-prison" in shown(served, "/search?q=" + quote(text))[1].links


@pytest.mark.parametrize(
    "text", ['"><script>alert(1)</script>', "%00", "'; DROP TABLE words", '" OR *', "(", "x" * 5000, "\ud7ff"]
)
def test_a_search_takes_any_text(served, text):
    shown(served, "/search?q=" + quote(text))


def test_the_audit_is_a_table_of_what_the_command_finds(served, store_folder):
    from graphkit.audited import audited

    text, page = shown(served, "/audit")
    answer = audited([store_folder])
    assert page.tags.count("tr") == 1 + len(answer["findings"])
    assert f"{answer['finding_count']} findings, {answer['unexplained_count']} not explained" in text


def test_the_explorer_is_the_picture_of_the_store_under_its_own_policy(served):
    answer = served.ask("/explorer")
    policy = answer.headers["content-security-policy"]
    assert answer.status == 200 and b"<!DOCTYPE html>" in answer.body[:200] and len(answer.body) > 100_000
    assert "frame-ancestors 'none'" in policy and "'sha256-" in policy
    assert "unsafe" not in policy.split("script-src")[1].split(";")[0]
    assert served.ask("/explorer").body == answer.body


def test_what_is_hostile_in_data_stays_text(tmp_path):
    file = tmp_path / "hostile.nq"
    file.write_text(
        '<http://x/a> <http://x/p> "<script>alert(1)</script>" .\n'
        "<http://x/a> <http://x/p> <javascript:alert(1)> .\n"
        '<http://x/a> <http://www.w3.org/2000/01/rdf-schema#label> "\\"><img src=x onerror=alert(1)>" .\n'
        '<http://x/a> <http://x/p> "a\\u0001b" <http://x/g?a=1&b="> .\n'.replace('&b="', "&b=2")
    )
    with serving("--data", str(file)) as served:
        text, page = shown(served, "/about?iri=http%3A//x/a")
        assert "&lt;script&gt;" in text and "img" not in page.tags
        assert [link for link in page.links if link.startswith("/about?iri=")]
        assert served.ask("/search").status == 404


def test_rows_beyond_what_a_page_holds_are_told(tmp_path):
    file = tmp_path / "many.nt"
    file.write_text(
        "".join(f'<http://x/a> <http://x/p> "{n}" .\n<http://x/s{n}> <http://x/q> <http://x/a> .\n' for n in range(700))
    )
    with serving("--data", str(file)) as served:
        text, page = shown(served, "/about?iri=http%3A//x/a")
        assert "Only 500 lines are shown" in text and "Only 200 lines are shown" in text
        assert page.tags.count("li") < 800
