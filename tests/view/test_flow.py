"""The flow picture of a trace: what is known, what is not, and the three figures."""

import re
from xml.etree import ElementTree

import pytest

import graphkit
from graphkit import Scope
from graphkit.view.flow import flow

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def graph(store_folder):
    with graphkit.open(store_folder) as found:
        yield found


def read(picture):
    """The drawn picture: its texts, and its ribbons as (fill, broken edge, what it says)."""
    root = ElementTree.fromstring(picture)
    texts = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    ribbons = [
        (node.get("fill"), node.get("stroke-dasharray") is not None, node.find(f"{SVG}title").text)
        for node in root.iter(f"{SVG}path")
        if node.find(f"{SVG}title") is not None
    ]
    return texts, ribbons


def test_the_three_figures_stand_beside_the_ribbons(graph):
    texts, ribbons = read(graph.flow_picture("London Probation", "IOM Neurodiversity service"))
    assert {"at least £107,000", "estimate £228,556.90", "at most £276,000", "up to £300,000"} <= set(texts)
    assert "other money, £773,000" in texts
    assert [fill for fill, _, _ in ribbons] == ["#0072b2", "#0072b2", "#8a8a8a"]


def test_an_unknown_amount_is_hatched_and_an_inferred_step_has_a_broken_edge(graph):
    texts, ribbons = read(graph.flow_picture("NHS England", "Women in Prison"))
    (last,) = [ribbon for ribbon in ribbons if "Women in Prison" in ribbon[2]]
    assert last[:2] == ("url(#unknown)", True)
    assert "inferred" in last[2]
    assert "PCD 172: decision bullet 1, 2.2" in last[2]
    assert "estimate not known" in texts


def test_what_has_no_limit_says_so(graph):
    texts, _ = read(graph.flow_picture("MOPAC", "Lambeth", Scope(decision="PCD 172")))
    assert "at most without limit" in texts


def test_no_way_is_a_picture_too(graph):
    texts, ribbons = read(graph.flow_picture("Camden", "Women in Prison"))
    assert ribbons == []
    assert "at most £0" in texts


def test_the_same_answer_gives_the_same_bytes_and_nothing_that_runs_or_asks(graph):
    picture = graph.flow_picture("MoJ", "Westminster")
    assert picture == graph.flow_picture("MoJ", "Westminster")
    assert not re.search(r"<script|href|url\((?!#)|@import|on\w+=", picture)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img onerror=x>', "a & b", "‮evil", "x" * 4000])
def test_hostile_names_are_only_text(graph, name):
    answer = graph.trace("NHS England", "Working Chance", explain=True)
    answer["source"] = answer["source"] | {"name": name}
    for path in answer["paths"]:
        for hop in path["hops"]:
            hop["funder"] = hop["funder"] | {"name": name}
            hop["condition"] = name
    picture = flow(answer)
    root = ElementTree.fromstring(picture)
    assert not [node for node in root.iter() if node.tag in (f"{SVG}script", f"{SVG}img", f"{SVG}image", f"{SVG}a")]
    assert "‮" not in picture


def test_the_api_and_the_notebook_show_it_as_a_picture(graph):
    picture = graph.flow_picture("NHS England", "Working Chance")
    assert picture._repr_svg_() == str(picture)
    assert repr(picture).startswith("<SVG of")
