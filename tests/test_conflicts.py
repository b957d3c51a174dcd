"""Statements that disagree: all are kept, one is used, the rule is named, and a judgement turns it round."""

import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit
from graphkit import Scope, packaged, rules
from graphkit.contents import content as stored
from graphkit.errors import UnknownName
from graphkit.export import export
from graphkit.model import Judgement, Telling
from graphkit.quads import Backwards, quads
from graphkit.read import faults
from graphkit.terms import JUDGEMENTS
from tests.strategies import ONTOLOGY

#: A grant whose end, amount and years are told in several ways, and two delegations of which one can hold.
DATED = "reference: X 1\ntitle: Invented\ndate_signed: 2020-03\n"
TOLD = """flows:
- id: grant
  funder: North Council
  recipient: Otter Trust
  amount: 100
  amount_kind: exact
  stage: approved
  by_year:
    told:
    - {value: {2020/21: 60, 2021/22: 50}, locators: [recommendation 1]}
    - {value: {2020/21: 60, 2021/22: 40}, locators: [table 1]}
  end:
    told:
    - {value: 2021-09, locators: [recommendation 2]}
    - {value: 2021-12, locators: ["1.1"]}
    - {value: 2021-11, locators: ["1.2"]}
  purpose:
    told:
    - {value: otters, locators: ["1.1"]}
    - {value: beavers, locators: [Decision 3]}
  instrument:
    told:
    - {value: grant, locators: ["1.1"]}
    - {value: contract, locators: ["1.2"]}
  locators: ["1.1"]
delegations:
- {id: to-clerk, delegator: North Council, delegate: Clerk, authority: sign, concerns: [grant], locators: ["4.1"]}
- {id: to-south, delegator: North Council, delegate: South Council, authority: sign, locators: [recommendation 5]}
observations:
- {id: who-signs, message: Who signs is told twice., between: [to-clerk, to-south], locators: ["4.1", recommendation 5]}
"""
JUDGED = """judgements:
- fact: x-1/grant
  field: end
  use: recommendation 2
  because: the grant agreement ends then
  by: data editor
  on: 2024-05
- conflict: x-1/who-signs
  use: x-1/to-clerk
  because: the scheme of delegation says so
  by: data editor
  on: 2024-05-02
"""


@pytest.fixture
def asked(folder, tmp_path):
    """A graph of a data folder; see ``folder``."""
    opened = []

    def made(body=TOLD, head=DATED, **more):
        graphkit.build([str(folder(body, head=head, **more))], str(tmp_path / "store"), rdf=False)
        opened.append(graphkit.open(str(tmp_path / "store")))
        return opened[-1]

    yield made
    for graph in opened:
        graph.close()


def by_id(answer):
    return {row["conflict"]: row for row in answer["conflicts"]}


# ---- the packaged decisions ----------------------------------------------------------------------------


def test_the_four_conflicts_of_the_packaged_decisions_are_known_with_what_is_used_and_why(graph):
    assert [(row["conflict"], row["used"], row["rule"]) for row in graph.conflicts()["conflicts"]] == [
        (
            "pcd-1514/contract-authority-told-twice",
            "pcd-1514/dmpc-director-of-commissioning",
            "told in the recommendations (what is signed)",
        ),
        (
            "pcd-1514/iom-carry-forward#by_year",
            {"2024/25": Decimal("334000.00"), "2025/26": Decimal("299000.00")},
            "adds up to the stated amount",
        ),
        ("pcd-1514/mopac-mentoring#end", "2025-12", "a date is read at its widest"),
        ("pcd-1514/mopac-neurodiversity#end", "2025-12", "a date is read at its widest"),
    ]


def test_a_conflict_shows_every_statement_with_its_places(graph):
    row = by_id(graph.conflicts())["pcd-1514/mopac-mentoring#end"]
    assert row["statements"] == [
        {
            "fact": "pcd-1514/mopac-mentoring",
            "value": "2025-12",
            "locators": ["executive summary", "issues for consideration"],
            "used": True,
        },
        {"fact": "pcd-1514/mopac-mentoring", "value": "2025-09", "locators": ["recommendation 2"], "used": False},
    ]
    assert (row["kind"], row["field"], row["judgement"]) == ("a field told in several ways", "end", None)
    assert (row["decision"], row["decided_between"]) == ("PCD 1514", ["2023-04", "2024-03"])


def test_both_facts_that_exclude_each_other_are_shown_whole(graph):
    row = by_id(graph.conflicts())["pcd-1514/contract-authority-told-twice"]
    assert row["kind"] == "facts that exclude each other"
    assert [(one["value"]["delegate"]["id"], one["locators"], one["used"]) for one in row["statements"]] == [
        ("mopac-ceo", ["legal comments"], False),
        ("director-of-commissioning-and-partnerships", ["recommendation 4"], True),
    ]
    assert row["message"].startswith("The contracts are for the Director")


@pytest.mark.parametrize(
    ("name", "number"),
    [("IOM Mentoring service", 2), ("MOPAC", 4), ("Chief Executive Officer", 1), ("Women in Prison", 0), ("London Probation", 0)],
)
def test_the_conflicts_of_a_party_are_those_with_it_or_about_it(graph, name, number):
    assert len(graph.conflicts(name)["conflicts"]) == number


def test_the_conflicts_of_nobody_are_refused(graph):
    with pytest.raises(UnknownName):
        graph.conflicts("Nobody")


def test_conflicts_keep_to_the_scope(graph):
    assert graph.conflicts(scope=Scope(decision="PCD 172"))["conflicts"] == []
    assert len(graph.conflicts(scope=Scope(decision="PCD 1514"))["conflicts"]) == 4
    early = graph.conflicts(scope=Scope(as_of="2030"))
    assert (early["conflicts"], early["left_out"]) == ([], ["PCD 1514"])


def test_a_contested_fact_says_so_in_every_answer_and_stays_in_it(graph):
    rows = {row["delegation"]: row for row in graph.authority("IOM Mentoring service")["delegations"]}
    director, officer = rows["pcd-1514/dmpc-director-of-commissioning"], rows["pcd-1514/dmpc-ceo"]
    assert (director["contested"], officer["contested"]) == (True, True)
    assert director["conflicts"] == [
        {
            "conflict": "pcd-1514/contract-authority-told-twice",
            "with": ["pcd-1514/dmpc-ceo"],
            "used": True,
            "rule": "told in the recommendations (what is signed)",
        }
    ]
    assert officer["conflicts"][0]["used"] is False
    whole = {fact["id"]: fact for fact in graph.organisation("Chief Executive Officer")["facts"]}
    assert whole["pcd-1514/dmpc-ceo"]["contested"] is True
    edges = graph.to_networkx().edges
    assert edges["dmpc", "mopac-ceo", "pcd-1514/dmpc-ceo"]["contested"] is True


def test_a_fact_that_nothing_excludes_is_not_contested(graph):
    assert all("contested" not in fact for fact in graph.decision("PCD 172")["facts"]["delegations"])


# ---- the rules -----------------------------------------------------------------------------------------


def test_each_rule_decides_where_those_before_it_do_not(asked):
    told = by_id(asked().conflicts("Otter Trust"))
    assert {id: (row["used"], row["rule"]) for id, row in told.items()} == {
        "x-1/grant#by_year": (
            {"2020/21": Decimal("60.00"), "2021/22": Decimal("40.00")},
            "adds up to the stated amount",
        ),
        "x-1/grant#end": ("2021-12", "a date is read at its widest"),
        "x-1/grant#purpose": ("beavers", "told in the recommendations (what is signed)"),
        "x-1/grant#instrument": ("grant", "told first"),
        "x-1/who-signs": ("x-1/to-south", "told in the recommendations (what is signed)"),
    }


def test_the_value_that_is_used_is_the_facts_own(asked):
    (row,) = asked().who_funds("Otter Trust")["funders"]
    assert (row["end"], row["by_year"]["2021/22"], row["restricted_to"]) == ("2021-12", Decimal("40.00"), None)
    assert [(told["value"], told["used"]) for told in row["told"] if told["field"] == "end"] == [
        ("2021-09", False),
        ("2021-12", True),
        ("2021-11", False),
    ]
    assert {told["rule"] for told in row["told"] if told["field"] == "end"} == {"a date is read at its widest"}


def test_an_amount_told_two_ways_is_the_one_that_its_years_add_up_to(content):
    told = "{told: [{value: 90, locators: [recommendation 1]}, {value: 100, locators: [a]}]}"
    flow = f"amount: {told}, amount_kind: exact, by_year: {{2020/21: 60, 2021/22: 40}}, stage: paid, locators: [a]"
    (fact,) = content(f"flows:\n- {{id: f, funder: North Council, recipient: Otter Trust, {flow}}}\n").facts
    assert fact.values["amount"] == 10000


def test_parts_told_two_ways_are_those_that_add_up(content):
    parts = "{told: [{value: [4, 5], locators: [a]}, {value: [4, 6], locators: [b]}]}"
    (fact,) = content(f"totals:\n- {{id: t, stated_total: 10, parts: {parts}, agrees: true, locators: [a]}}\n").facts
    assert fact.values["parts"] == ("4", "6")


def test_a_start_is_read_at_its_earliest(content):
    told = "{told: [{value: 2020-04, locators: [recommendation 1]}, {value: 2020, locators: [a]}]}"
    flow = f"amount: null, start: {told}, stage: paid, locators: [a]"
    (fact,) = content(f"flows:\n- {{id: f, funder: North Council, recipient: Otter Trust, {flow}}}\n").facts
    assert fact.values["start"] == "2020"


def test_a_value_that_goes_without_saying_can_be_the_one_that_is_used(asked):
    told = "{told: [{value: false, locators: [recommendation 1]}, {value: true, locators: [b]}]}"
    delegation = f"id: d, delegator: Clerk, delegate: South Council, authority: sign, standing: {told}, locators: [a]"
    graph = asked(f"delegations:\n- {{{delegation}}}\n")
    (row,) = graph.conflicts()["conflicts"]
    assert (row["used"], [one["used"] for one in row["statements"]]) == (False, [True, False])
    assert Backwards(quads(graph.content(), ONTOLOGY), ONTOLOGY).content() == graph.content()


SIDES = [rules.Side("x/a", True, ["1.1"], "2020-01-31"), rules.Side("x/b", True, ["1.2"], "2021-05-01")]


@pytest.mark.parametrize(
    ("sides", "place", "rule"),
    [
        (SIDES, 1, "decided last"),
        ([SIDES[0], SIDES[1]._replace(signed_by=None)], 0, "told first"),
        ([SIDES[0]._replace(locators=["Recommendation 3"]), SIDES[1]], 0, "told in the recommendations (what is signed)"),
        ([SIDES[0], SIDES[1]._replace(stated=False)], 0, "stated, not inferred"),
    ],
)
def test_of_facts_the_rules_use(sides, place, rule):
    assert rules.facts(sides, None) == rules.Choice(place, rule)


def test_several_rules_that_narrow_a_choice_are_all_named():
    told = [Telling("end", value, (place,)) for value, place in (("2021", "a"), ("2021-12", "recommendation 1"), ("2020", "b"))]
    assert rules.values(told, {}, (), {}, {"end": "latest"})["end"] == rules.Choice(
        1, "a date is read at its widest, then told in the recommendations (what is signed)"
    )


MARKS = st.lists(st.sets(st.sampled_from(sorted(rules.RULES))), min_size=1, max_size=5)


@given(MARKS)
def test_nothing_is_used_that_a_rule_speaks_against_before_any_speaks_for_it(marks):
    place, _ = rules.choose(marks)
    order = [tuple(rule not in mark for rule in rules.RULES) for mark in marks]
    assert order[place] == min(order)


@given(MARKS, st.randoms())
def test_the_order_of_the_statements_is_the_last_resort(marks, chance):
    place, rule = rules.choose(marks)
    turned = chance.sample(marks, len(marks))
    assert marks[place] == turned[rules.choose(turned)[0]]
    assert rule.endswith(rules.FIRST) or marks.count(marks[place]) == 1


# ---- judgements ----------------------------------------------------------------------------------------


def test_a_judgement_turns_the_choice_round_and_says_why(asked):
    told = by_id(asked(judgements=JUDGED).conflicts())
    end, signs = told["x-1/grant#end"], told["x-1/who-signs"]
    assert (end["used"], end["rule"]) == ("2021-09", "judgement")
    assert end["judgement"] == {"because": "the grant agreement ends then", "by": "data editor", "on": "2024-05"}
    assert (signs["used"], signs["rule"]) == ("x-1/to-clerk", "judgement")
    assert [one["used"] for one in signs["statements"]] == [True, False]


def test_a_judgement_changes_what_every_answer_says(asked):
    graph = asked(judgements=JUDGED)
    (row,) = graph.who_funds("Otter Trust")["funders"]
    assert row["end"] == "2021-09"
    judged = [told["judgement"] for told in row["told"] if told["field"] == "end"]
    assert judged[0]["by"] == "data editor"
    rows = {row["delegation"]: row["conflicts"][0]["used"] for row in graph.authority("North Council")["delegations"]}
    assert rows == {"x-1/to-clerk": True, "x-1/to-south": False}


@pytest.mark.parametrize("use", ["recommendation 2", "2021-09", "'2021-09'"])
def test_what_is_used_is_named_by_its_place_or_by_itself(asked, use):
    judged = JUDGED.replace("use: recommendation 2", f"use: {use}")
    assert by_id(asked(judgements=judged).conflicts())["x-1/grant#end"]["used"] == "2021-09"


def test_a_schedule_can_be_judged_by_its_value(asked):
    judged = "judgements:\n- {fact: x-1/grant, field: instrument, use: contract, because: a, by: b, on: 2024}\n"
    assert by_id(asked(judgements=judged).conflicts())["x-1/grant#instrument"]["used"] == "contract"


def test_a_field_is_judged_by_the_id_of_its_conflict_too(asked):
    judged = 'judgements:\n- {conflict: "x-1/grant#end", use: "1.2", because: a, by: b, on: 2024}\n'
    assert by_id(asked(judgements=judged).conflicts())["x-1/grant#end"]["used"] == "2021-11"


def test_a_judgement_that_makes_the_years_disagree_with_the_amount_is_refused(said):
    judged = "judgements:\n- {fact: x-1/grant, field: by_year, use: recommendation 1, because: a, by: b, on: 2024}\n"
    (wrong,) = said(TOLD, judgements=judged)
    assert "the years add up to 110, not to the amount" in wrong


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("fact: x-1/grnt, field: end, use: a", "2:10: there is no fact x-1/grnt; write x-1/grant"),
        ("fact: x-1/grant, field: start, use: a", "2:10: x-1/grant tells start in no more than one way; it tells several ways: "),
        ("fact: x-1/to-clerk, field: limit, use: a", "2:10: x-1/to-clerk tells limit in no more than one way; judge a fact that"),
        (
            "fact: x-1/grant, field: end, use: 2030",
            "2:38: use: 2030 is none of the values or places that x-1/grant tells for end",
        ),
        ("fact: x-1/grant, field: end, use: [a]", "2:38: use: this is none of the values or places"),
        ("conflict: x-1/grant, use: a", "2:14: x-1/grant tells no field in no more than one way"),
        (
            "conflict: x-1/who-signs, use: grant",
            "2:34: use: grant is none of the facts of x-1/who-signs; write x-1/to-clerk, or x-1",
        ),
        (
            "conflict: x-1/who-signs, fact: x-1/grant, use: a",
            "2:3: a judgement on nothing, or on two things; write fact: and field:",
        ),
        ("fact: x-1/grant, use: a", "2:3: a judgement on nothing, or on two things"),
        ("use: a", "2:3: a judgement on nothing, or on two things"),
        ("conflict: x-1/who-signs", "2:3: a judgement without use; add use:"),
        (
            "conflict: x-1/who-signs, use: to-clerk, colour: red",
            "2:44: judgements: no such key: colour; write one of fact, field",
        ),
    ],
)
def test_a_judgement_that_says_nothing_is_told_where_and_what_to_write(said, entry, wrong):
    (found,) = said(TOLD, judgements=f"judgements:\n- {{{entry}, because: a, by: b, on: 2024}}\n")
    assert found.startswith(f"judgements.yaml:{wrong}")


def test_all_that_is_wrong_with_judgements_is_told_at_once(said):
    judged = "judgements:\n- a word\n- {fact: x-1/grant, field: end, use: 2021-09}\n"
    judged += "- {conflict: x-1/who-signs, use: to-clerk, because: '', by: [], on: soon}\n"
    assert [line.split(";")[0] for line in said(TOLD, judgements=judged)] == [
        "judgements.yaml:2:3: judgements: no entry",
        "judgements.yaml:3:3: a judgement without because",
        "judgements.yaml:3:3: a judgement without by",
        "judgements.yaml:3:3: a judgement without on",
        "judgements.yaml:4:53: because: no text",
        "judgements.yaml:4:61: by: a list or map where one value belongs",
        "judgements.yaml:4:69: on: 'soon' does not fit",
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("judgements: {a: b}\n", "judgements.yaml:1:13: judgements: no list; write - fact: ... for each judgement"),
        ("judgements: []\ntitle: x\n", "judgements.yaml:2:1: no such key: title; keep judgements in a file of their own"),
    ],
)
def test_a_file_of_judgements_holds_nothing_else(said, text, wrong):
    assert said(TOLD, judgements=text) == [wrong]


def test_one_thing_is_judged_once(said):
    entry = "- {conflict: x-1/who-signs, use: to-clerk, because: a, by: b, on: 2024}\n"
    (wrong,) = said(TOLD, judgements=f"judgements:\n{entry}{entry}")
    assert "x-1/who-signs: between is judged twice (first in" in wrong


def test_a_place_where_two_values_are_told_names_neither(said):
    told = "{told: [{value: 2020, locators: [a]}, {value: 2021, locators: [a]}]}"
    flow = f"id: f, funder: North Council, recipient: Otter Trust, amount: null, end: {told}, stage: paid, locators: [a]"
    (wrong,) = said(
        f"flows:\n- {{{flow}}}\n", judgements="judgements:\n- {fact: x-1/f, field: end, use: a, because: a, by: b, on: 2024}\n"
    )
    assert "use: a means more than one of the values that x-1/f tells for end" in wrong


def test_a_file_without_judgements_says_nothing_wrong(said):
    assert said(TOLD, judgements="judgements:\n") == []


def test_a_dataset_may_count_its_judgements(said):
    card = "publisher: x\nassertions: {judgements: 3}\n"
    (wrong,) = said(TOLD, judgements=JUDGED, dataset=card)
    assert "judgements: 3 asserted, 2 found" in wrong


# ---- facts that exclude each other ---------------------------------------------------------------------


#: A later decision that tells the second delegation anew.
LATER = """reference: X 2
title: Later
date_signed: 2021-01-05
delegations:
- {id: to-south, delegator: North Council, delegate: South Council, authority: sign, locators: ['2.1']}
"""


@pytest.mark.parametrize("between", ["[to-clerk]", "[to-clerk, who-signs]", "[to-clerk, to-clerk]"])
def test_one_fact_alone_excludes_nothing(said, between):
    (wrong,) = said(TOLD.replace("[to-clerk, to-south]", between))
    assert "between: facts exclude each other, and here is one; name at least two other facts" in wrong


def test_facts_of_two_decisions_may_exclude_each_other(asked):
    other = LATER + "observations:\n- {id: again, message: Told anew., between: [to-south, x-1/to-clerk], locators: ['2.1']}\n"
    body = TOLD.split("- {id: to-south")[0]
    graph = asked(body, x_2=other)
    row = by_id(graph.conflicts("Clerk"))["x-2/again"]
    assert (row["used"], row["rule"]) == ("x-2/to-south", "decided last")


def test_where_one_side_lies_outside_the_scope_nothing_is_contested(asked):
    body = TOLD.split("- {id: to-south")[0]
    body += "observations:\n- {id: again, message: Told anew., between: [x-2/to-south, to-clerk], locators: ['2.1']}\n"
    graph = asked(body, x_2=LATER)
    assert by_id(graph.conflicts("Clerk"))["x-1/again"]["used"] == "x-2/to-south"
    (row,) = graph.authority("Clerk", Scope(as_of="2020-06"))["delegations"]
    assert "contested" not in row
    assert graph.conflicts("Clerk", Scope(as_of="2020-06"))["conflicts"] == []


# ---- kept whatever way they go ---------------------------------------------------------------------------


def judged_content(folder):
    return graphkit.check([str(folder(TOLD, judgements=JUDGED))])


def test_judgements_are_kept_in_the_store(asked, folder):
    graph = asked(head="reference: X 1\ntitle: Invented\n", judgements=JUDGED)
    assert stored(graph.store) == judged_content(folder)


def test_judgements_become_quads_of_their_own_graph_and_come_back(folder):
    found = judged_content(folder)
    made = list(quads(found, ONTOLOGY))
    assert Backwards(made, ONTOLOGY).content() == found
    apart = {quad.predicate.value.rsplit("#")[-1] for quad in made if quad.graph_name == JUDGEMENTS}
    assert apart >= {"judged", "because", "judgedBy", "judgedOn", "value"}
    assert not any("judged" in quad.predicate.value for quad in made if quad.graph_name != JUDGEMENTS)


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "csv"])
def test_an_export_with_judgements_builds_the_same_store(asked, folder, tmp_path, name):
    graph = asked(judgements=JUDGED)
    endings = {"turtle": "ttl", "nquads": "nq", "ntriples": "nt"}
    path = tmp_path / f"all.{endings.get(name, name)}"
    with path.open("wb") as file:
        export(graph.store, name, file)
    assert graphkit.check([str(path)]) == stored(graph.store)


def test_an_export_can_be_judged_anew(asked, tmp_path):
    graph = asked(judgements=JUDGED)
    out = io.BytesIO()
    export(graph.store, "trig", out)
    (tmp_path / "all.trig").write_bytes(out.getvalue())
    (tmp_path / "judgements.yaml").write_text(JUDGED.replace("use: recommendation 2", "use: '1.2'"))
    facts = {fact.id: fact for fact in graphkit.check([str(tmp_path / "all.trig"), str(tmp_path / "judgements.yaml")]).facts}
    assert facts["x-1/grant"].values["end"] == "2021-11"


@pytest.mark.parametrize(
    ("field", "use"), [("end", "2030"), ("start", "2021"), ("between", ("x-1/to-clerk",)), (["end"], "2021-09"), ("end", None)]
)
def test_a_judgement_read_back_that_nobody_could_have_made_is_a_fault(folder, field, use):
    found = graphkit.check([str(folder(TOLD))])
    judgement = Judgement(field, use, "a", "b", "2024")
    facts = tuple(fact._replace(judged=(judgement,)) if fact.id == "x-1/grant" else fact for fact in found.facts)
    assert list(faults.faults(found._replace(facts=facts), ONTOLOGY))


def test_a_value_read_back_that_the_rules_do_not_use_is_a_fault(folder):
    found = graphkit.check([str(folder(TOLD))])
    facts = tuple(
        fact._replace(values={**fact.values, "end": "2021-09"}) if fact.id == "x-1/grant" else fact for fact in found.facts
    )
    (fault,) = faults.faults(found._replace(facts=facts), ONTOLOGY)
    assert fault.what == "end: the value is not the one that is used by rule (a date is read at its widest)"


def test_the_tellings_stand_in_a_table_of_their_own(asked):
    rows = asked().store.db.execute("SELECT position, value, used FROM telling WHERE field = 'end' ORDER BY 1").fetchall()
    assert [(json.loads(value), used) for _, value, used in rows] == [("2021-09", 0), ("2021-12", 1), ("2021-11", 0)]


def test_the_packaged_data_need_no_judgement():
    assert not list(Path(packaged.path("data")).rglob("judgements.y*ml"))


def test_the_judgements_that_the_readme_of_the_data_shows_are_in_order(tmp_path):
    data = Path(packaged.path("data"))
    (example,) = re.findall(r"```yaml\n(judgements:.*?)```", (data / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "judgements.yaml").write_text(example)
    facts = {fact.id: fact for fact in graphkit.check([str(data), str(tmp_path)]).facts}
    assert facts["pcd-1514/mopac-mentoring"].values["end"] == "2025-09"
    assert facts["pcd-1514/contract-authority-told-twice"].judged[0].use == ("pcd-1514/dmpc-ceo",)


def test_the_readme_of_the_data_has_the_rules_in_their_order():
    text = (Path(packaged.path("data")) / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \d \| (.*?) \|", text, re.MULTILINE) == [*rules.RULES]
