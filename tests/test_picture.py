"""Pictures by the command line: which part of the graph a page holds, how large it is, and that it stays the same."""

import subprocess
import sys

import networkx
import pytest
from click.testing import CliRunner

from bench import generate
from graphkit.cli import main
from graphkit.money import pounds
from graphkit.view import page
from tests.view.pages import unpacked


@pytest.fixture
def drawn(store_folder, tmp_path):
    """What a page holds that was asked for with these words, with names in place of places."""

    def made(*words, store=store_folder):
        file = tmp_path / "page.html"
        done = CliRunner().invoke(main, ["view", "--store", store, "-o", str(file), *words])
        assert done.exit_code == 0, done.output
        return told(file.read_text(encoding="utf-8"))

    return made


def told(html):
    held = unpacked(html)
    text, names = held["texts"], [held["texts"][at] for at in held["parties"]["name"]]
    return {
        "title": held["title"],
        "parties": set(names),
        "facts": {text[pair[0]] + (text[pair[1]] if len(pair) > 1 else "") for pair in held["facts"]["id"]},
        "opening": [node["id"] for node in held["opening"]["nodes"]],
        "asked": [tuple(names[at] for at in pair) for pair in held["asked"]],
        "followed": [(names[one["source"]], names[one["target"]]) for one in held["followed"]],
        "decisions": {text[at] for at in held["facts"]["decision"]},
        "years": held["years"],
    }


def test_the_whole_graph_has_every_fact_between_two_and_traces_worked_out(drawn, graph):
    shown = drawn()
    network = graph.to_networkx()
    assert shown["facts"] == {key for *_, key in network.edges(keys=True)}
    assert ("NHS England", "Working Chance") in shown["followed"] and shown["asked"] == []


def test_around_a_party_is_what_is_so_near(drawn):
    one, two = (drawn("--around", "Women in Prison", "--hops", str(hops)) for hops in (1, 2))
    assert one["title"] == "Around Women in Prison"
    assert "London Borough of Lambeth" in one["parties"] and "Ministry of Justice" not in one["parties"]
    assert one["facts"] < two["facts"]


def test_from_one_to_another_are_the_ways_and_the_page_opens_with_the_answer(drawn):
    shown = drawn("--from", "NHS England", "--to", "Working Chance")
    assert shown["facts"] == {"pcd-172/nhse-mopac", "pcd-172/mopac-working-chance"}
    assert shown["asked"] == shown["followed"][:1] == [("NHS England", "Working Chance")]
    assert shown["title"] == "NHS England to Working Chance"


def test_of_one_decision_are_its_facts_under_its_title(drawn):
    shown = drawn("--decision", "PCD 949")
    assert shown["decisions"] == {"PCD 949"} and shown["title"].startswith("PCD 949: ")
    assert "Women in Prison" not in shown["parties"]


def test_of_a_programme_are_its_facts_under_its_name(drawn, family_folder):
    shown = drawn("--programme", "London Crime Prevention Fund", store=family_folder)
    assert shown["title"] == "London Crime Prevention Fund"
    assert shown["facts"] and shown["facts"] < drawn(store=family_folder)["facts"]


def test_of_a_year_is_what_is_for_it_or_for_no_stated_time(drawn):
    shown, whole = drawn("--year", "2016/17"), drawn()
    assert shown["facts"] < whole["facts"]
    assert "2016/17" in shown["years"] and "pcd-172/nhse-mopac" in shown["facts"]


def test_as_of_a_day_is_what_was_signed_by_then(drawn):
    shown = drawn("--as-of", "2017")
    assert shown["decisions"] == {"DMPCD 2015 96"} | {"PCD 172"} & shown["decisions"]
    assert "PCD 1514" in drawn()["decisions"] - shown["decisions"]


def test_stated_only_leaves_out_what_is_inferred(drawn):
    assert drawn()["facts"] - drawn("--stated-only")["facts"]


def test_at_most_so_many_parties_have_a_card_and_none_is_lost(drawn):
    shown, whole = drawn("--max-nodes", "5"), drawn()
    assert sum(id[0] == "n" for id in shown["opening"]) == 5 and any(id[0] == "s" for id in shown["opening"])
    assert (shown["parties"], shown["facts"]) == (whole["parties"], whole["facts"])
    assert not any(id[0] == "s" for id in whole["opening"])


def test_a_title_is_taken_as_it_is_given(drawn):
    assert drawn("--title", "<b>Ours</b> & theirs")["title"] == "<b>Ours</b> & theirs"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "MoJ"], "a path has two ends"),
        (["--around", "MoJ", "--from", "MoJ", "--to", "MOPAC"], "at once"),
        (["--around", "Lambet"], "Lambet"),
        (["--max-nodes", "0"], "max-nodes"),
        (["--from", "Women in Prison", "--to", "NHS England"], "nothing to draw"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_nothing_is_written(store_folder, tmp_path, words, said):
    file = tmp_path / "page.html"
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "view", "--store", store_folder, "-o", str(file), *words],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and said in done.stderr and not file.exists()


def test_the_same_store_gives_the_same_bytes_in_another_run(store_folder, tmp_path):
    found = set()
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.html"
        words = [sys.executable, "-m", "graphkit", "view", "--store", store_folder, "-o", str(file)]
        subprocess.run(words, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, check=True, capture_output=True)
        found.add(file.read_bytes())
    assert len(found) == 1


def test_the_page_of_the_packaged_data_is_small(family):
    assert len(family.view().encode()) < 1_600_000


def made_up(parties, flows, monkeypatch):
    """A made-up country as a graph: parties that flows reach, with all that a store would tell of them."""
    monkeypatch.setattr(generate, "parties", lambda number: parties)
    known = {party.id: party for party in generate.organisations(parties)}
    graph = networkx.MultiDiGraph()
    for flow in generate.flows(flows):
        values = dict(generate.fact(flow).values)
        values["amount"] = None if flow.pence is None else pounds(flow.pence)
        values["by_year"] = {year: pounds(pence) for year, pence in flow.schedule.items()}
        values |= {"relation": "flow", "carries": "money", "directed": True, "currency": "GBP", "decided": flow.day}
        values |= {"decision": f"GD {flow.decision[3:]}", "url": f"https://example.org/decisions/{flow.decision}"}
        graph.add_edge(flow.funder, flow.recipient, key=flow.id, **values)
    for id in list(graph):
        party = known[id]
        fields = ("name", "kind", "aliases", "identifiers", "members")
        graph.add_node(id, **{field: getattr(party, field) for field in fields})
    return graph


def test_a_page_of_ten_thousand_organisations_is_small(monkeypatch):
    graph = made_up(34_000, 15_000, monkeypatch)
    html = page(graph, title="Country", relations=[{"name": "flow", "label": "Funding", "carries": "money"}])
    held = told(html)
    assert len(graph) == len(held["parties"]) >= 10_000 and len(held["facts"]) == 15_000
    assert len(html.encode()) < 2_950_000  # with room for the traces of sixty pairs
    assert sum(id[0] == "n" for id in held["opening"]) == 24
