"""One award told several times: one flow, told last by the one that restates the others."""

import pytest

import graphkit
from graphkit import Scope

PARTIES = """organisations:
- {id: north, name: North Council, kind: local authority}
- {id: south, name: South Council, kind: local authority}
- {id: trust, name: Otter Trust, kind: charity}
"""


def flow(id, stage="approved", amount="100", more="", to="Otter Trust"):
    ends = f"funder: North Council, recipient: {to}"
    return f"- {{id: {id}, {ends}, amount: {amount}, amount_kind: exact, stage: {stage}, locators: [a]{more}}}\n"


def decision(number, *flows, signed=""):
    date = f"date_signed: {signed}\n" if signed else ""
    return f"reference: X {number}\ntitle: T\n{date}flows:\n{''.join(flows)}"


#: Approved in the first decision, committed in the second, paid by the third.
AWARD = {
    "x-1": decision(1, flow("a"), signed="2020-01"),
    "x-2": decision(2, flow("b", "committed", "95", ", restates: [x-1/a]"), signed="2021-01"),
    "x-3": decision(3, flow("c", "paid", "90", ", restates: [x-2/b]"), flow("d", amount="7"), signed="2022-01"),
}


@pytest.fixture
def rows(tmp_path):
    """The rows of who-funds and of funded-by, which are the same, in a scope."""
    for name, text in (AWARD | {"organisations": PARTIES}).items():
        (tmp_path / f"{name}.yaml").write_text(text)
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:

        def asked(**limits):
            funders = graph.who_funds("Otter Trust", Scope(**limits))["funders"]
            recipients = graph.funded_by("North Council", Scope(**limits))["recipients"]
            told = [
                (row["flow"], [(one["flow"], int(one["amount"]), one["stage"]) for one in row["restates"]]) for row in funders
            ]
            assert told == [
                (row["flow"], [(o["flow"], int(o["amount"]), o["stage"]) for o in row["restates"]]) for row in recipients
            ]
            return told

        yield asked


def test_an_award_that_was_told_three_times_is_one_row(rows):
    assert rows() == [
        ("x-3/c", [("x-1/a", 100, "approved"), ("x-2/b", 95, "committed")]),
        ("x-3/d", []),
    ]


def test_before_the_later_decision_the_earlier_one_is_a_row_again(rows):
    assert rows(as_of="2021") == [("x-2/b", [("x-1/a", 100, "approved")])]
    assert rows(as_of="2020-06") == [("x-1/a", [])]


def test_a_flow_in_between_that_lies_outside_the_scope_makes_no_second_sum(rows):
    assert rows(stage="approved,paid") == [("x-3/c", [("x-1/a", 100, "approved")]), ("x-3/d", [])]


def test_one_decision_alone_tells_its_own(rows):
    assert rows(decision="X 1") == [("x-1/a", [])]
    assert rows(decision="X 3") == [("x-3/c", []), ("x-3/d", [])]


def test_a_row_tells_where_the_award_was_told_before(tmp_path):
    for name, text in (AWARD | {"organisations": PARTIES}).items():
        (tmp_path / f"{name}.yaml").write_text(text)
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        (before, _) = graph.who_funds("Otter Trust")["funders"][0]["restates"]
    assert before.keys() == {"flow", "amount", "amount_kind", "stage", "decision", "decided", "locators"}
    assert (before["decision"], before["decided"], before["locators"]) == ("X 1", "2020-01", ["a"])


def test_a_share_of_an_award_that_was_told_twice_is_one_row(tmp_path):
    joint = "{joint: [Otter Trust, South Council]}"
    text = decision(1, flow("a", to=joint), flow("b", "paid", "90", ", restates: [a]", joint))
    (tmp_path / "x-1.yaml").write_text(text)
    (tmp_path / "organisations.yaml").write_text(PARTIES)
    graphkit.build([str(tmp_path)], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        (row,) = graph.who_funds("Otter Trust")["funders"]
    assert (row["flow"], row["amount"], int(row["shared"]["amount"])) == ("x-1/b", None, 90)
    assert [one["flow"] for one in row["restates"]] == ["x-1/a"]


# ---- what a data file may say ----------------------------------------------------------------------------


def problems(said, *flows):
    return [line.split(": ", 1)[1] for line in said("flows:\n" + "".join(flows), parties=PARTIES)]


def test_only_what_is_between_the_same_two_parties_is_one_award(said):
    assert problems(said, flow("a", to="South Council"), flow("b", more=", restates: [a]")) == [
        "restates: x-1/a has south as its recipient, this has trust;"
        " name only what tells the same award between the same two parties"
    ]


def test_an_award_does_not_go_back_to_an_earlier_stage(said):
    assert problems(said, flow("a", "paid"), flow("b", "approved", more=", restates: [a]")) == [
        "restates: x-1/a is paid, which is further than approved; let x-1/a restate this one"
    ]


@pytest.mark.parametrize(("first", "then"), [("approved", "approved"), ("in_force", "approved"), ("paid", "in_force")])
def test_the_same_stage_and_one_outside_the_order_may_follow(said, first, then):
    assert problems(said, flow("a", first), flow("b", then, more=", restates: [a]")) == []


def test_an_award_has_one_last_telling(said):
    both = (flow("b", more=", restates: [a]"), flow("c", more=", restates: [a]"))
    assert problems(said, flow("a"), *both) == [
        "restates: x-1/a is restated by x-1/b already; restate x-1/b instead, or keep one"
    ]


@pytest.mark.parametrize("length", [1, 2, 5])
def test_an_award_does_not_come_back_to_itself_and_one_circle_is_told_once(said, length):
    circle = [flow(f"f{number}", more=f", restates: [f{(number + 1) % length}]") for number in range(length)]
    assert problems(said, *circle) == [
        "restates: it comes back to itself; let the later flow restate the earlier one, and never the other way"
    ]


def test_only_a_flow_is_restated(said):
    budget = "budgets:\n- {id: p, owner: North Council, amount: null, locators: [a]}\n"
    wrong = said(budget + "flows:\n" + flow("b", more=", restates: [p]"), parties=PARTIES)
    assert [line.split(": ", 1)[1] for line in wrong] == ["restates: x-1/p is no flow; name flows only"]


# ---- a payee that stood in ---------------------------------------------------------------------------------

STOOD_IN = (
    PARTIES
    + """- {id: otters, name: Otter rescue, kind: service}
- {id: seals, name: Seal rescue, kind: service}
"""
)
JOINT = "{joint: [Otter Trust, South Council]}"


def service(to, id="a", more=""):
    return flow(id, to=to, more=more)


@pytest.mark.parametrize(
    ("before", "now", "more"),
    [
        ("Otter Trust", JOINT, ""),
        ("Otter rescue", "Otter Trust", ", service: Otter rescue"),
        ("Otter rescue", JOINT, ", service: Otter rescue"),
        ("Seal rescue", "Otter Trust", ""),
        ("Seal rescue", JOINT, ""),
    ],
    ids=["member", "service", "service of a group", "delivered", "delivered by a member"],
)
def test_an_award_may_first_have_been_told_to_what_stood_in_for_its_payee(said, before, now, more):
    runs = "provisions:\n- {id: run, provider: Otter Trust, delivers: Seal rescue, locators: [a]}\n"
    body = f"{runs}flows:\n{service(before)}{service(now, 'b', f', restates: [a]{more}')}"
    assert said(body, parties=STOOD_IN) == []


@pytest.mark.parametrize("now", ["Otter Trust", JOINT])
def test_a_service_that_the_payee_is_not_said_to_deliver_did_not_stand_in_for_it(said, now):
    (wrong,) = said("flows:\n" + service("Seal rescue") + service(now, "b", ", restates: [a]"), parties=STOOD_IN)
    assert "restates: x-1/a has seals as its recipient" in wrong


@pytest.fixture
def asked(tmp_path):
    """A store in which two awards of one decision are told again as one to both payees, and what it answers."""
    first = decision(1, service("Otter rescue", "a"), service("South Council", "b"), signed="2020-01")
    runs = "provisions:\n- {id: run, provider: Otter Trust, delivers: Otter rescue, locators: [a]}\n"
    then = decision(2, flow("c", "committed", "250", ", restates: [x-1/a, x-1/b]", JOINT), signed="2021-01") + runs
    for name, text in {"x-1": first, "x-2": then, "organisations": STOOD_IN}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    graphkit.build([str(tmp_path)], str(tmp_path / "store"))
    with graphkit.open(str(tmp_path / "store")) as graph:
        yield graph


@pytest.mark.parametrize("name", ["Otter rescue", "Otter Trust", "South Council"])
def test_who_funds_a_payee_then_or_now_is_told_by_the_last_telling_alone(asked, name):
    (row,) = asked.who_funds(name)["funders"]
    assert (row["flow"], [one["flow"] for one in row["restates"]]) == ("x-2/c", ["x-1/a", "x-1/b"])


def test_a_service_whose_award_was_told_again_shows_to_whom(asked):
    (row,) = asked.who_funds("Otter rescue")["funders"]
    assert (row["recipient"]["id"], int(row["amount"]), row["shared"]) == ("south+trust", 250, None)


def test_a_member_of_the_group_has_a_share_and_no_amount(asked):
    (row,) = asked.who_funds("South Council")["funders"]
    assert (row["amount"], int(row["shared"]["amount"])) == (None, 250)


def test_the_funder_gives_it_once(asked):
    assert [row["flow"] for row in asked.funded_by("North Council")["recipients"]] == ["x-2/c"]


def test_before_the_later_decision_each_payee_has_its_own(asked):
    for name, id in (("Otter rescue", "x-1/a"), ("South Council", "x-1/b")):
        (row,) = asked.who_funds(name, Scope(as_of="2020-06"))["funders"]
        assert (row["flow"], row["restates"]) == (id, [])


def test_what_was_told_again_to_others_is_summed_once(asked):
    answer = asked.totals(["North Council"])
    assert (int(answer["outgoing"]["amount"]), [row["flow"] for row in answer["told_again"]]) == (250, ["x-1/a", "x-1/b"])


@pytest.mark.parametrize(("to", "figures"), [(["Otter Trust", "South Council"], 250), (["Otter rescue"], 0)])
def test_the_money_is_traced_to_the_payees_of_the_last_telling(asked, to, figures):
    answer = asked.trace("North Council", to)
    assert {int(answer[key]) for key in ("at_least", "estimate", "at_most")} == {figures}
