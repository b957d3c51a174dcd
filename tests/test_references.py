"""Other references of a decision: each leads to that one decision, wherever a decision is named."""

import io

import pytest
from invented import build

import graphkit
from graphkit import Scope
from graphkit.errors import UnknownName

HEAD = "reference: X 1\naliases: [OLD 2016/79, OLD 79]\ntitle: Invented\ndate_signed: 2020-01-01\n"
#: A decision that has no number: its reference is the last part of its address.
UNNUMBERED = "reference: wrap-around-services\ntitle: W\ndate_signed: 2020-02-01\n"
#: Names the first decision by its older numbers in every way that a decision is named.
LATER = """reference: X 2
title: Later
date_signed: 2021-01-01
cites: [OLD 79, wrap-around-services]
flows:
- {id: tm, funder: T, recipient: M, amount: 5, amount_kind: exact, stage: paid, decided_in: OLD 2016 79, locators: ["1"]}
envelopes:
- {id: pot, owner: M, amount: 9, amount_kind: up_to, authorised_by: [old79, X 1], locators: ["2"]}
lineage:
- {id: extends-x-1, link: extends, earlier: OLD 79, locators: ["3"]}
"""


@pytest.fixture
def graph(tmp_path):
    return build(tmp_path, ["M T 60 paid"], head=HEAD, x_2=LATER, wrap_around_services=UNNUMBERED)


def test_a_decision_keeps_its_other_references_as_they_are_written(graph):
    assert graph.content().decisions[1].aliases == ("OLD 79", "OLD 2016/79")
    assert graph.decision("X 1")["aliases"] == ["OLD 79", "OLD 2016/79"]


@pytest.mark.parametrize("name", ["X 1", "OLD 79", "old79", "Old 2016-79"])
def test_a_decision_is_asked_for_by_any_of_its_references(graph, name):
    assert graph.decision(name)["reference"] == "X 1"
    assert graph.lineage(name)["decision"]["reference"] == "X 1"
    assert [row["flow"] for row in graph.funded_by("M", Scope(decision=name))["recipients"]] == ["x-1/mt"]


def test_what_names_a_decision_by_another_reference_names_that_decision(graph):
    (head,) = [decision for decision in graph.content().decisions if decision.id == "x-2"]
    values = {fact.id: fact.values for fact in graph.content().facts}
    assert head.cites == ("wrap-around-services", "x-1")
    assert values["x-2/tm"]["decided_in"] == "x-1"
    assert values["x-2/pot"]["authorised_by"] == ("x-1",)
    assert values["x-2/extends-x-1"]["earlier"] == "x-1"


def test_a_decision_that_is_here_is_called_by_its_own_reference(graph):
    answer = graph.decision("X 2")
    assert [cited["reference"] for cited in answer["cites"]] == ["wrap-around-services", "X 1"]
    assert answer["facts"]["flows"][0]["decided_in"] == "X 1"


def test_a_decision_that_is_here_by_another_reference_is_not_missing(graph):
    assert graph.coverage()["absent_decisions"] == []


def test_a_reference_that_nobody_has_is_refused_with_near_ones(graph):
    with pytest.raises(UnknownName) as caught:
        graph.decision("OLD 78")
    assert "OLD 79" in caught.value.candidates


def test_words_of_another_reference_find_the_decision(graph):
    assert [hit["id"] for hit in graph.search("old 2016/79")["hits"]] == ["x-1"]


def test_a_query_that_asks_for_a_decision_takes_any_of_its_references(graph):
    rows = graph.sparql("what-a-decision-states", {"decision": "OLD 79"}).rows
    assert rows and {row["decision"].rsplit("/", 1)[1] for row in rows} == {"x-1"}


def test_rdf_says_every_reference_of_a_decision(graph):
    rows = graph.sparql("SELECT ?other { ?x gk:reference 'X 1' ; gk:otherReference ?other } ORDER BY ?other").rows
    assert [row["other"] for row in rows] == ["OLD 2016/79", "OLD 79"]


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld", "graphml", "csv"])
def test_what_is_exported_is_read_back_with_every_reference(graph, tmp_path, form):
    ending = {"turtle": "ttl", "nquads": "nq"}.get(form, form)
    out = io.BytesIO()
    graph.export(form, out)
    (tmp_path / f"back.{ending}").write_bytes(out.getvalue())
    assert graphkit.check([str(tmp_path / f"back.{ending}")]) == graph.content()


def test_what_is_read_back_names_the_decision_too_that_comes_from_elsewhere(graph, tmp_path):
    later = tmp_path / "later"
    later.mkdir()
    (later / "x-2.yaml").write_text(LATER)
    (later / "organisations.yaml").write_text((tmp_path / "organisations.yaml").read_text())
    alone = graphkit.build([str(later)], str(tmp_path / "alone"), rdf=False)
    out = io.BytesIO()
    with graphkit.open(alone.store) as other:
        other.export("nquads", out)
    (later / "x-2.yaml").unlink()
    (later / "x-2.nq").write_bytes(out.getvalue())
    sources = [str(tmp_path / name) for name in ("x-1.yaml", "wrap-around-services.yaml", "organisations.yaml")]
    assert graphkit.check([*sources, str(later / "x-2.nq")]) == graph.content()


# ---- what a file may say ---------------------------------------------------------------------------------


def test_another_reference_leads_to_no_second_decision_and_is_no_other_ones_own(said):
    other = "reference: X 2\naliases:\n- OLD 1\n- x1\ntitle: T\n"
    assert said("aliases: [OLD/1]\n", x_2=other) == [
        "x-2.yaml:3:3: aliases: OLD 1 leads to X 1 already; keep it with one of the two",
        "x-2.yaml:4:3: aliases: x1 is the reference of another decision here; leave it out, or correct one of the two",
    ]


def test_another_reference_is_one(said):
    assert said("aliases: [79]\n") == ["x-1.yaml:3:11: aliases: '79' is no reference; write a reference such as PCD 850"]


def test_a_single_other_reference_needs_no_list_and_another_spelling_of_its_own_is_allowed(content):
    (decision,) = content("aliases: X1\n").decisions
    assert decision.aliases == ("X1",)
