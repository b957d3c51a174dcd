"""Which facts a question is about: when they were decided, what time they are for, which stage they are at."""

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import graphkit
from graphkit import Scope, period
from graphkit.cli import main
from graphkit.desk import Desk
from graphkit.errors import UsageError
from tests.strategies import dates

PARTIES = """organisations:
- {id: north, name: North Council, kind: local authority}
- {id: trust, name: Otter Trust, kind: charity}
- {id: pond, name: Pond Trust, kind: charity}
- {id: clerk, name: Clerk, kind: role}
"""


def decision(number, signed, more=""):
    """A decision with a flow, a delegation, a partnership and a telling; signed then, or between two dates."""
    date = "date_between: [2019-04, 2021]\n" if signed is None else f"date_signed: {signed}\n" if signed else ""
    return (
        f"reference: X {number}\ntitle: T\n{date}"
        f"flows:\n- {{id: f, funder: North Council, recipient: Otter Trust, amount: null, stage: paid, start: 2017, end: 2019-03,"
        f" locators: [a]{more}}}\n"
        f"- {{id: g, funder: Otter Trust, recipient: Pond Trust, amount: null, stage: approved, locators: [a]}}\n"
        "delegations:\n- {id: d, delegator: North Council, delegate: Clerk, authority: sign, concerns: [f], locators: [a]}\n"
        "partnerships:\n- {id: p, kind: {told: [{value: panel, locators: [a]}, {value: board, locators: [b]}]},"
        " members: [North Council, Otter Trust], locators: [a]}\n"
    )


def built(folder, decisions):
    """A store of these decisions: number → date signed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "organisations.yaml").write_text(PARTIES)
    for number, signed in decisions.items():
        (folder / f"x-{number}.yaml").write_text(decision(number, signed))
    graphkit.build([str(folder)], str(folder / "store"), rdf=False)
    return graphkit.open(str(folder / "store"))


#: Signed on a day, in a month, in a year, some time between two dates, and nobody knows.
DECISIONS = {1: "2017-02-10", 2: "2017-02", 3: "2017", 4: None, 5: ""}


@pytest.fixture
def graph(tmp_path):
    with built(tmp_path, DECISIONS) as found:
        yield found


# ---- when it was decided ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "counted", "left_out"),
    [
        ("2016", [], "X 4, X 5"),
        ("2017-01", [], "X 3, X 4, X 5"),
        ("2017-02-09", [], "X 2, X 3, X 4, X 5"),
        ("2017-02-10", ["X 1"], "X 2, X 3, X 4, X 5"),
        ("2017-02", ["X 1", "X 2"], "X 3, X 4, X 5"),
        ("2017-02-28", ["X 1", "X 2"], "X 3, X 4, X 5"),
        ("2017-12-30", ["X 1", "X 2"], "X 3, X 4, X 5"),
        ("2017-12-31", ["X 1", "X 2", "X 3"], "X 4, X 5"),
        ("2017", ["X 1", "X 2", "X 3"], "X 4, X 5"),
        ("2030", ["X 1", "X 2", "X 3"], "X 4, X 5"),
    ],
)
def test_a_date_counts_what_was_surely_signed_by_then_and_names_what_may_have_been(graph, as_of, counted, left_out):
    answer = graph.who_funds("Otter Trust", Scope(as_of=as_of))
    assert sorted(row["decision"] for row in answer["funders"]) == counted
    assert ", ".join(answer["left_out"]) == left_out


@pytest.mark.parametrize("signed", ["2017-02-01", "2017-02-28", "2017-02", "2017"])
def test_without_a_date_every_decision_counts(tmp_path, signed):
    with built(tmp_path, {1: signed, 4: None, 5: ""}) as graph:
        answer = graph.who_funds("Otter Trust")
    assert (len(answer["funders"]), answer["left_out"], answer["left_out_between"]) == (3, [], {})


def test_what_is_left_out_is_told_with_what_is_known_of_its_date(graph):
    answer = graph.who_funds("Otter Trust", Scope(as_of="2017-02-15"))
    assert answer["left_out_between"] == {"X 2": ["2017-02", "2017-02"], "X 3": ["2017", "2017"], "X 4": ["2019-04", "2021"]}


@given(dates(), dates())
def test_a_decision_counts_only_where_its_last_day_does_and_is_out_only_where_its_first_day_is(signed, as_of):
    counts = Scope(as_of=as_of).signed(period.latest(signed), signed)
    last = period.latest(as_of)
    assert (
        counts is True if period.latest(signed) <= last else counts is False if period.earliest(signed) > last else counts is None
    )


@given(dates(), dates(), dates())
def test_what_counts_as_of_a_date_counts_as_of_every_later_one(signed, earlier, later):
    earlier, later = sorted([earlier, later], key=period.latest)
    if Scope(as_of=earlier).signed(period.latest(signed), signed):
        assert Scope(as_of=later).signed(period.latest(signed), signed)


@given(dates())
def test_a_decision_counts_as_of_its_own_date_however_precise(signed):
    assert Scope(as_of=signed).signed(period.latest(signed), signed) is True


def test_a_condition_in_sql_counts_what_counts(graph):
    for as_of in ("2016", "2017-02-10", "2017-02", "2017-06", "2017"):
        scope = Scope(as_of=as_of)
        condition, parameters = scope.signed_in_sql()
        query = f"SELECT DISTINCT decision.reference FROM fact JOIN decision ON decision.id = fact.decision WHERE 1{condition}"
        in_sql = {reference for (reference,) in graph.store.db.execute(query, parameters)}
        desk = Desk(graph.store, scope)
        assert in_sql == {fact["decision"] for fact in desk.facts("1", [])}


#: Every question, in words that this store has an answer to.
QUESTIONS = (
    ("who-funds", "Otter Trust"),
    ("funded-by", "North Council"),
    ("trace", "North Council", "Pond Trust"),
    ("authority", "Clerk"),
    ("conflicts",),
    ("conflicts", "Otter Trust"),
    ("partners", "North Council"),
    ("org", "Otter Trust"),
    ("decisions",),
)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("as_of", ["2017-02-15", "2017-02", "2017"])
def test_every_question_says_in_its_answer_and_beside_it_what_it_leaves_out(tmp_path, words, as_of):
    built(tmp_path, DECISIONS).close()
    done = CliRunner().invoke(main, [*words, "--store", str(tmp_path / "store"), "--as-of", as_of, "--format", "json"])
    expected = {"2017-02-15": ["X 2", "X 3", "X 4", "X 5"], "2017-02": ["X 3", "X 4", "X 5"], "2017": ["X 4", "X 5"]}[as_of]
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert json.loads(done.stdout)["left_out"] == expected
    said = done.stderr.splitlines()[-1].removeprefix("left out, for want of a date: ")
    assert re.sub(r" \(.*?\)", "", said).split(", ") == expected


def test_the_date_of_what_is_left_out_is_said_as_far_as_it_is_known(tmp_path):
    built(tmp_path, DECISIONS).close()
    done = CliRunner().invoke(main, ["who-funds", "Otter Trust", "--store", str(tmp_path / "store"), "--as-of", "2017-02-15"])
    told = "X 2 (signed in 2017-02), X 3 (signed in 2017), X 4 (signed between 2019-04 and 2021), X 5"
    assert done.stderr == f"left out, for want of a date: {told}\n"


def test_a_decision_asked_for_by_name_is_left_out_and_said_to_be(graph):
    answer = graph.decision("X 4", Scope(as_of="2017"))
    assert (answer["facts"], answer["left_out"]) == ({}, ["X 4"])


def test_a_picture_says_what_it_leaves_out(tmp_path):
    built(tmp_path, DECISIONS).close()
    page = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["view", "--store", str(tmp_path / "store"), "--as-of", "2017", "-o", str(page)])
    assert "left out, for want of a date: X 4 (signed between 2019-04 and 2021), X 5" in done.stderr
    assert "Left out, for want of a date: X 4, X 5." in page.read_text()


def test_an_export_says_what_it_leaves_out(tmp_path):
    built(tmp_path, DECISIONS).close()
    done = CliRunner().invoke(main, ["export", "--to", "csv", "--store", str(tmp_path / "store"), "--as-of", "2017-02-15"])
    assert "note: left out, because nobody knows their date: X 2, X 3, X 4, X 5" in done.stderr
    assert {line.split(",")[1].split("/")[0] for line in done.stdout.splitlines() if line.startswith("fact,")} == {"x-1"}


# ---- what time it is for ---------------------------------------------------------------------------------


def test_the_two_times_are_kept_apart(graph):
    def flows(**limits):
        return [row["flow"] for row in graph.who_funds("Otter Trust", Scope(**limits))["funders"]]

    assert flows(as_of="2017-02-10", year="2018/19") == ["x-1/f"]
    assert flows(as_of="2017-02-10", year="2019/20") == []
    assert flows(as_of="2017-02-09", year="2018/19") == []


@given(dates())
def test_a_date_keeps_its_precision_in_every_answer_and_export(tmp_path_factory, date):
    folder = tmp_path_factory.mktemp("dates")
    (folder / "organisations.yaml").write_text(PARTIES)
    text = decision(1, date).replace("start: 2017, end: 2019-03", f"start: '{date}', received: '{date}'")
    (folder / "x-1.yaml").write_text(text.replace(f"date_signed: {date}", f"date_signed: '{date}'"))
    graphkit.build([str(folder)], str(folder / "store"), rdf=False)
    with graphkit.open(str(folder / "store")) as graph:
        (row,) = graph.who_funds("Otter Trust")["funders"]
        assert (row["start"], row["received"], row["decided"]) == (date, date, date)
        assert graph.decision("X 1")["date_signed"] == date
        assert graph.to_networkx().edges["north", "trust", "x-1/f"]["start"] == date
        done = CliRunner().invoke(main, ["who-funds", "Otter Trust", "--store", str(folder / "store"), "--format", "csv"])
        assert done.stdout.splitlines()[1].count(date) >= 2
        from graphkit.show import when

        assert when(row) == f"from {date}"


# ---- which stage it is at --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "flows"),
    [
        (None, ["x-1/f", "x-1/g"]),
        ("paid", ["x-1/f"]),
        ("approved", ["x-1/g"]),
        ("paid,approved", ["x-1/f", "x-1/g"]),
        ("Paid", ["x-1/f"]),
        ("in force", []),
    ],
)
def test_money_of_another_stage_is_left_out(tmp_path, stage, flows):
    with built(tmp_path, {1: "2017"}) as graph:
        found = graph.decision("X 1", Scope(stage=stage))["facts"]
    assert [flow["id"] for flow in found.get("flows", [])] == flows


def test_what_has_no_stage_stays_in(tmp_path):
    with built(tmp_path, {1: "2017"}) as graph:
        found = graph.decision("X 1", Scope(stage="received"))["facts"]
    assert sorted(found) == ["delegations", "partnerships"]


@pytest.mark.parametrize("stage", ["agreed", "paid,agreed", "", ","])
def test_a_stage_that_there_is_not_is_refused_with_those_that_there_are(graph, stage):
    with pytest.raises(UsageError) as refused:
        graph.who_funds("Otter Trust", Scope(stage=stage))
    assert "approved" in refused.value.hint


def test_stages_are_words_of_the_ontology_that_the_store_was_built_with(graph):
    with pytest.raises(UsageError) as refused:
        graph.funded_by("North Council", Scope(stage="agreed"))
    assert refused.value.hint == "write proposed, budgeted, approved, accepted, received, committed, paid, in_force"


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ([], 2),
        (["--stage", "paid"], 1),
        (["--stage", "paid", "--stage", "approved"], 2),
        (["--stage", "paid,approved"], 2),
        (["--stage", "in_force"], 0),
    ],
)
def test_a_stage_may_be_given_once_several_times_or_with_commas(tmp_path, options, number):
    built(tmp_path, {1: "2017"}).close()
    words = ["decision", "X 1", "--store", str(tmp_path / "store"), "--format", "json", *options]
    assert len(json.loads(CliRunner().invoke(main, words).stdout)["facts"].get("flows", [])) == number


@pytest.mark.parametrize("words", [*QUESTIONS[:-1], ("decision", "X 1")], ids=" ".join)
def test_every_question_takes_a_stage_and_refuses_one_that_there_is_not(tmp_path, words):
    built(tmp_path, {1: "2017"}).close()
    run = CliRunner().invoke
    assert run(main, [*words, "--store", str(tmp_path / "store"), "--stage", "paid"]).exit_code in (0, 1)
    done = run(main, [*words, "--store", str(tmp_path / "store"), "--stage", "agreed"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no stage 'agreed'" in done.stderr


@given(st.sets(st.sampled_from(["paid", "approved", "in_force"]), min_size=1))
def test_the_order_and_spelling_of_stages_do_not_matter(stages):
    written = ", ".join(stage.replace("_", " ").title() for stage in sorted(stages, reverse=True))
    assert {*Scope(stage=written).checked().stages} == stages
