"""Drafts as data: refused or taken, and what nobody has reviewed is marked in every answer."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphkit
from graphkit import Graph, InputError
from graphkit.cli import main
from graphkit.contents import content
from graphkit.store import Store
from tests.view.pages import texts, unpacked

HEAD = "status: draft\nreference: X 1\ntitle: Invented\nread_from: a.pdf\n"
SAID = ", reviewed: false, confidence: 80, evidence: [{words: '£5 to it', locator: '1.1', start: 3, end: 11, rule: award}]"
BODY = f"""organisations:
- {{id: heron-house, name: Heron House, kind: not known}}
flows:
- {{id: in, funder: Heron House, recipient: North, amount: 9, amount_kind: exact, stage: accepted, locators: [a]{SAID}}}
- {{id: out, funder: North, recipient: Otter Trust, amount: 5, amount_kind: exact, stage: paid, funded_from: [in, kept],
   locators: [b], reviewed: true}}
- {{id: gone, funder: North, recipient: South, amount: 7, amount_kind: exact, stage: paid, locators: [c], reviewed: rejected}}
- {{id: past, funder: North, recipient: South, amount: 8, amount_kind: exact, stage: paid, locators: [d], reviewed: recalled}}
budgets:
- {{id: kept, owner: North, amount: 5, amount_kind: exact, locators: [e], reviewed: false}}
delegations:
- {{id: sign, delegator: North, delegate: Clerk, authority: sign, locators: [f], reviewed: false}}
partnerships:
- {{id: pair, kind: consortium, members: [North, South], locators: [g], reviewed: false}}
findings: [{{rule: undated}}]
journal: []
"""
PLACE = "organisations:\n- {id: north, name: North, kind: local authority}\n- {id: south, name: South, kind: local authority}\n"
PLACE += "- {id: trust, name: Otter Trust, kind: charity}\n- {id: clerk, name: Clerk, kind: role}\n"
Folder = Callable[..., Path]


@pytest.fixture
def drafts(folder: Folder) -> Callable[..., Path]:
    """A data folder with a draft in it."""
    return lambda body=BODY, head=HEAD, parties=PLACE, **more: folder(body, head, parties, **more)


@pytest.fixture
def store(drafts: Folder, tmp_path: Path) -> str:
    """A store of the draft, taken as it is."""
    made = str(tmp_path / "store")
    graphkit.build([str(drafts())], made, drafts=True)
    return made


@pytest.fixture
def found(store: str) -> Graph:
    """The graph of that store."""
    return graphkit.open(store)


def run(store: str, *words: str) -> str:
    done = CliRunner().invoke(main, [*words, "--store", store], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.stderr
    return done.stdout


# ---- refused, or taken ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_draft_is_refused_and_the_error_says_both_ways_on(drafts: Folder, command: str, tmp_path: Path) -> None:
    words = [command, str(place := drafts()), *(["--store", str(tmp_path / "s")] if command == "build" else [])]
    done = CliRunner().invoke(main, words)
    file = place / "x-1.yaml"
    assert done.exit_code == 2
    assert f"{file}:1:1: a draft" in done.stderr and f"graphkit review {file}" in done.stderr and "--drafts" in done.stderr
    assert CliRunner().invoke(main, [*words, "--drafts"]).exit_code == 0


def test_what_is_reviewed_loads_as_it_is(drafts: Folder) -> None:
    found = graphkit.check([str(drafts(head=HEAD.replace("draft", "reviewed")))])
    assert [fact.id for fact in found.facts] == ["x-1/in", "x-1/kept", "x-1/out", "x-1/pair", "x-1/sign"]


def test_what_is_set_aside_is_no_fact(found: Graph) -> None:
    flows = found.decision("X 1")["facts"]["flows"]
    assert [flow["id"] for flow in flows] == ["x-1/in", "x-1/out"]


def test_what_is_wrong_in_a_draft_is_told_as_anywhere(drafts: Folder) -> None:
    with pytest.raises(InputError, match="nobody here is called 'Nobody'"):
        graphkit.check([str(drafts(BODY.replace("funder: Heron House", "funder: Nobody")))], drafts=True)


def test_another_word_for_the_status_is_refused(drafts: Folder) -> None:
    with pytest.raises(InputError, match=r"status: none of its words; write draft or reviewed"):
        graphkit.check([str(drafts(head=HEAD.replace("draft", "done")))], drafts=True)


@pytest.mark.parametrize("line", ["organisations: []\n", "journal: []\n", "findings: []\n", "read_from: a\n"])
def test_what_only_drafts_have_is_refused_elsewhere(said: Callable[..., list[str]], line: str) -> None:
    assert len(said(line)) == 1


def test_a_draft_without_reference_or_title_goes_by_its_files_name(drafts: Folder) -> None:
    head = "status: draft\nreference: null\ntitle: null\n"
    (decision,) = graphkit.check([str(drafts(head=head))], drafts=True).decisions
    assert (decision.id, decision.reference, decision.title) == ("x-1", "x-1", "(no title)")
    with pytest.raises(InputError, match="no reference"):
        graphkit.check([str(drafts(head=head.replace("draft", "reviewed")))])


def test_two_drafts_may_meet_the_same_new_party(drafts: Folder) -> None:
    place = drafts(x_2=(HEAD + BODY).replace("X 1", "X 2").replace("heron-house", "heron"))
    assert [party.id for party in graphkit.check([str(place)], drafts=True).organisations if "Heron" in party.name] == [
        "heron-house"
    ]


def test_a_party_that_is_listed_by_now_takes_the_place_of_the_drafts_own(drafts: Folder) -> None:
    parties = PLACE + "- {id: heron, name: The Heron Trust, kind: charity, aliases: [Heron House]}\n"
    found = graphkit.check([str(drafts(parties=parties))], drafts=True)
    assert next(fact for fact in found.facts if fact.id == "x-1/in").values["funder"] == "heron"
    assert "heron-house" not in {party.id for party in found.organisations}


# ---- kept in the store, and marked ---------------------------------------------------------------------


def test_the_store_keeps_what_was_read_and_how_sure_it_was(store: str) -> None:
    with Store.open(store) as opened:
        facts = {fact.id: fact.values for fact in content(opened).facts}
    assert facts["x-1/in"]["evidence"] == (("1.1", 3, 11, "£5 to it", "award"),)
    assert (facts["x-1/in"]["reviewed"], facts["x-1/in"]["confidence"]) == (False, 80)
    assert facts["x-1/out"]["reviewed"] is True


def test_rows_say_that_nobody_has_reviewed_them(found: Graph) -> None:
    (row,) = found.who_funds("North")["funders"]
    assert row["reviewed"] is False and row["evidence"][0]["words"] == "£5 to it"
    (row,) = found.funded_by("North")["recipients"]
    assert row["reviewed"] is True
    assert found.partners("North")["partnerships"][0]["reviewed"] is False
    assert found.authority("Clerk")["delegations"][0]["reviewed"] is False


def test_a_trace_marks_its_steps_and_says_that_it_rests_on_them(found: Graph) -> None:
    answer = found.trace("Heron House", "Otter Trust")
    assert [hop.get("reviewed") for hop in answer["paths"][0]["hops"]] == [False, None]
    assert "x-1/in is not reviewed" in answer["caveats"]
    assert "x-1/out is not reviewed" not in answer["caveats"]


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        (("who-funds", "North"), "accepted, not reviewed"),
        (("trace", "Heron House", "Otter Trust"), "accepted, not reviewed"),
        (("trace", "Heron House", "Otter Trust"), "x-1/in is not reviewed"),
        (("decision", "X 1"), "stage: accepted; not reviewed"),
        (("org", "Clerk"), "authority: sign; not reviewed"),
        (("authority", "Clerk"), "given, not reviewed"),
        (("partners", "South"), "consortium, not reviewed"),
        (("totals", "--boundary", "North"), "is not reviewed"),
    ],
)
def test_a_page_marks_what_nobody_has_reviewed(store: str, words: tuple[str, ...], mark: str) -> None:
    assert mark in run(store, *words)


def test_a_page_does_not_mark_what_somebody_has_taken(store: str) -> None:
    assert "not reviewed" not in run(store, "funded-by", "North")


def test_json_and_csv_mark_it_too(store: str) -> None:
    assert json.loads(run(store, "who-funds", "North", "--format", "json"))["funders"][0]["reviewed"] is False
    (row,) = csv.DictReader(io.StringIO(run(store, "who-funds", "North", "--format", "csv")))
    assert row["reviewed"] == "false"
    (row,) = csv.DictReader(io.StringIO(run(store, "funded-by", "North", "--format", "csv")))
    assert "reviewed" not in row


def test_a_query_finds_what_nobody_has_reviewed_and_the_words(found: Graph) -> None:
    query = "SELECT ?fact ?words { ?fact gk:reviewed false . OPTIONAL { ?fact gk:evidence/gk:words ?words } } ORDER BY ?fact"
    answer = found.sparql(query)
    assert [(row["fact"].rsplit("/", 1)[1], row["words"]) for row in answer.rows] == [
        ("in", "£5 to it"),
        ("kept", None),
        ("pair", None),
        ("sign", None),
    ]


@pytest.mark.parametrize("format_", ["trig", "graphml", "csv", "jsonld", "nq"])
def test_what_is_exported_comes_back_with_its_marks(found: Graph, tmp_path: Path, format_: str) -> None:
    out = io.BytesIO()
    found.export({"nq": "nquads"}.get(format_, format_), out)
    path = tmp_path / f"all.{format_}"
    path.write_bytes(out.getvalue())
    facts = {fact.id: fact.values for fact in graphkit.check([str(path)]).facts}
    assert facts["x-1/in"]["reviewed"] is False and facts["x-1/in"]["evidence"][0][3] == "£5 to it"


def test_the_picture_says_it(found: Graph) -> None:
    page = found.view()
    assert "nobody has checked it yet" in page  # the legend
    assert "a program read this, nobody has reviewed it" in texts(page)  # the evidence
    held = unpacked(page)
    drafts = {
        "".join(held["texts"][at] for at in pair)
        for pair, flags in zip(*map(held["facts"].get, ("id", "flags")), strict=True)
        if flags & 32
    }
    assert drafts == {"x-1/in", "x-1/sign", "x-1/pair"}


def test_the_packaged_data_hold_nothing_that_a_program_read() -> None:
    assert not [fact.id for fact in graphkit.check().facts if {"reviewed", "confidence", "evidence"} & fact.values.keys()]
