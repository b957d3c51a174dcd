"""Authority to spend and what is left of it; caps and what they cover."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit
from graphkit import Scope
from graphkit.headroom import Sums

PARTIES = """organisations:
- {id: north, name: North Council, kind: local authority}
- {id: trust, name: Otter Trust, kind: charity}
- {id: pond, name: Pond Trust, kind: charity}
- {id: clerk, name: Clerk, kind: role}
"""
HEAD = "reference: X 1\ntitle: Invented\ndate_signed: 2020-03\n"
ENVELOPE = """envelopes:
- {id: pot, owner: North Council, amount: 100, amount_kind: up_to, purpose: water, authorised_by: [X 2, X 9], locators: ["1.1"]%s}
"""


def grant(id, amount="40", to="Otter Trust", stage="approved", more=""):
    amount = "amount: null" if amount is None else f"amount: {amount}, amount_kind: exact"
    ends = f"funder: North Council, recipient: {to}"
    return f"- {{id: {id}, {ends}, {amount}, stage: {stage}, locators: [recommendation 1]{more}}}\n"


def decided(number, signed, *grants, more=""):
    date = f"date_signed: {signed}\n" if signed else ""
    return f"reference: X {number}\ntitle: Another\n{date}flows:\n{''.join(grants)}{more}"


@pytest.fixture
def envelope(folder, tmp_path):
    """The one envelope of a data folder, in a scope, as ``authority`` tells it."""

    def asked(grants, used_by="", scope=None, **more):
        body = ENVELOPE % (f", used_by: [{used_by}]" if used_by else "")
        body += f"flows:\n{''.join(grants)}" if grants else ""
        graphkit.build([str(folder(body, head=HEAD, parties=PARTIES, **more))], str(tmp_path / "store"), rdf=False)
        with graphkit.open(str(tmp_path / "store")) as graph:
            (found,) = graph.authority("North Council", scope)["envelopes"]
            return found

    return asked


def left(found):
    keys = ("allocated", "headroom", "headroom_kind", "beyond", "unknown_amounts")
    return tuple(found[key] if not isinstance(found[key], Decimal) else int(found[key]) for key in keys)


def test_the_victims_envelope_has_what_was_allocated_and_what_is_left(graph):
    (found,) = graph.authority("MOPAC")["envelopes"]
    assert [found[key] for key in ("amount", "allocated", "headroom", "beyond")] == [
        Decimal("1690000.00"),
        Decimal("1237813.00"),
        Decimal("452187.00"),
        Decimal("0.00"),
    ]
    assert found["by_stage"] == [{"stage": "approved", "amount": Decimal("1237813.00"), "flows": 25, "unknown_amounts": 0}]
    assert (len(found["uses"]), found["headroom_kind"], found["not_counted"], found["beyond_flows"]) == (25, "exact", [], [])
    assert found["authorised"] == [
        {"reference": "DMPCD 2014 110", "in_store": False},
        {"reference": "DMPCD 2015 46", "in_store": False},
    ]
    assert (found["decision"], found["locators"]) == ("DMPCD 2015 96", ["1.3"])


def test_a_use_says_who_gets_what_and_where_it_stands(graph):
    uses = {use["flow"]: use for use in graph.authority("MOPAC")["envelopes"][0]["uses"]}
    bexley = uses["dmpcd-2015-96/mopac-bexley-ivs"]
    assert (bexley["recipient"]["id"], bexley["amount"], bexley["stage"]) == ("bexley", Decimal("26000.00"), "approved")
    assert "table 1 after 1.10, Bexley" in bexley["locators"]


def test_what_is_left_is_what_was_not_allocated(envelope):
    assert left(envelope([grant("f"), grant("g", "35")], "f, g")) == (75, 25, "exact", 0, 0)


def test_nothing_allocated_leaves_all_of_it(envelope):
    assert left(envelope([])) == (0, 100, "exact", 0, 0)


def test_money_beyond_the_authority_is_told_with_its_flows(envelope):
    found = envelope([grant("f", "80"), grant("g", "35")], "f, g")
    assert left(found) == (115, 0, "exact", 15, 0)
    assert found["beyond_flows"] == ["x-1/f", "x-1/g"]


def test_an_unknown_amount_makes_what_is_left_an_upper_limit(envelope):
    assert left(envelope([grant("f"), grant("g", None)], "f, g")) == (40, 60, "up_to", 0, 1)


def test_an_authority_of_unknown_size_leaves_nothing_that_is_known(envelope, folder, tmp_path):
    body = "envelopes:\n- {id: pot, owner: North Council, amount: null, used_by: [f], locators: [a]}\nflows:\n" + grant("f")
    graphkit.build([str(folder(body, parties=PARTIES))], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        (found,) = graph.authority("North Council")["envelopes"]
    assert left(found) == (40, None, None, None, 0)


def test_amounts_of_different_stages_are_never_added(envelope):
    found = envelope([grant("f", "60"), grant("g", "50", "Pond Trust", "paid")], "f, g")
    assert left(found) == (None, 40, "up_to", 0, 0)
    assert [(row["stage"], int(row["amount"])) for row in found["by_stage"]] == [("approved", 60), ("paid", 50)]


def test_an_award_that_was_told_twice_is_allocated_once(envelope):
    found = envelope([grant("f", "60"), grant("g", "55", stage="paid", more=", restates: [f]")], "f, g")
    assert left(found) == (55, 45, "exact", 0, 0)
    assert found["not_counted"] == [{"flow": "x-1/f", "because": "restated by x-1/g"}]


def test_a_flow_that_another_excludes_is_not_allocated(envelope):
    told = "observations:\n- {id: o, message: One of them., between: [x-2/f, x-2/g], locators: [a]}\n"
    other = decided(2, "2020-04-01", grant("f", "60", more=", stated: false"), grant("g", "30"), more=told)
    found = envelope([], "x-2/f, x-2/g", x_2=other)
    assert left(found) == (30, 70, "exact", 0, 0)
    assert found["not_counted"] == [{"flow": "x-2/f", "because": "excluded: see x-2/o"}]


# ---- told in another decision ----------------------------------------------------------------------------


OTHER = decided(2, "2021-06", grant("f", "30", more=", under: [x-1/pot]"), grant("g", "20"))


def test_an_envelope_may_name_its_uses_in_another_decision(envelope):
    assert left(envelope([], "x-2/g", x_2=OTHER))[:2] == (50, 50)


def test_a_flow_may_name_the_envelope_that_it_draws_on(envelope):
    found = envelope([grant("h", "10")], "h", x_2=OTHER)
    assert left(found) == (40, 60, "exact", 0, 0)
    assert [use["flow"] for use in found["uses"]] == ["x-1/h", "x-2/f"]


def test_a_use_that_is_told_at_both_ends_counts_once(envelope):
    assert left(envelope([], "x-2/f", x_2=OTHER))[0] == 30


def test_the_decisions_that_authorised_it_are_known_to_be_in_the_store_or_not(envelope):
    assert envelope([], x_2=OTHER)["authorised"] == [
        {"reference": "X 2", "in_store": True},
        {"reference": "X 9", "in_store": False},
    ]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("flows:\n" + grant("f", more=", under: [g]") + grant("g"), "under: x-1/g is no envelope; name envelopes only"),
        (
            "envelopes:\n- {id: pot, owner: Clerk, amount: null, used_by: [b], locators: [a]}\n"
            "budgets:\n- {id: b, owner: Clerk, amount: null, locators: [a]}\n",
            "used_by: x-1/b is no flow; name flows only",
        ),
    ],
)
def test_uses_are_flows_and_what_they_draw_on_is_an_envelope(said, body, wrong):
    assert [line.split(": ", 1)[1] for line in said(body, parties=PARTIES)] == [wrong]


# ---- in a scope ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "allocated", "kind", "because"),
    [
        (Scope(), 100, "exact", {}),
        (Scope(as_of="2020-12"), 50, "exact", {"x-2/f": "decided later"}),
        (Scope(as_of="2021-06-15"), 50, "up_to", {"x-2/f": "no date says whether it was decided by then"}),
        (Scope(decision="X 1"), 50, "up_to", {"x-2/f": "told in another decision"}),
        (Scope(stated_only=True), 60, "up_to", {"x-1/h": "inferred"}),
        (Scope(year="2020/21"), 60, "up_to", {"x-1/h": "for other years"}),
        (Scope(stage="approved,paid"), 100, "exact", {}),
    ],
    ids=["all", "by then", "perhaps by then", "one decision", "stated", "a year", "stages"],
)
def test_flows_outside_the_scope_are_left_out_and_said_to_be(envelope, scope, allocated, kind, because):
    grants = [grant("g", "10"), grant("h", "40", more=", stated: false, financial_years: [2025/26]")]
    other = decided(2, "2021-06", grant("f", "50", more=", under: [x-1/pot]"))
    found = envelope(grants, "g, h", scope, x_2=other)
    assert left(found) == (allocated, 100 - allocated, kind, 0, 0)
    assert {row["flow"]: row["because"] for row in found["not_counted"]} == because


def test_a_stage_that_is_not_asked_for_is_not_counted(envelope):
    found = envelope([grant("f", "60"), grant("g", "50", "Pond Trust", "paid")], "f, g", Scope(stage="paid"))
    assert left(found) == (50, 50, "up_to", 0, 0)
    assert found["not_counted"] == [{"flow": "x-1/f", "because": "at another stage"}]


# ---- caps ------------------------------------------------------------------------------------------------


@pytest.fixture
def cap(folder, tmp_path):
    """The one delegation of a data folder whose cap is 100, as ``authority`` tells it."""

    def asked(*grants, more="limit: 100, limit_kind: cap", concerns="f, g", scope=None):
        named = f", concerns: [{concerns}]" if concerns else ""
        delegation = f"id: d, delegator: North Council, delegate: Clerk, authority: sign, {more}{named}, locators: [a]"
        body = f"delegations:\n- {{{delegation}}}\n"
        body += f"flows:\n{''.join(grants)}" if grants else ""
        graphkit.build([str(folder(body, head=HEAD, parties=PARTIES))], str(tmp_path / "store"), rdf=False)
        with graphkit.open(str(tmp_path / "store")) as graph:
            (found,) = graph.authority("Clerk", scope)["delegations"]
            return found

    return asked


def test_the_award_to_working_chance_is_within_its_cap(graph):
    (found,) = graph.authority("Working Chance")["delegations"]
    assert found["within_limit"] is True
    assert found["concerned"]["by_stage"] == [
        {"stage": "approved", "amount": Decimal("25000.00"), "flows": 1, "unknown_amounts": 0}
    ]
    assert (found["concerned"]["largest"], found["concerned"]["not_counted"]) == (Decimal("25000.00"), [])


@pytest.mark.parametrize(
    ("amounts", "within"),
    [
        (("40", "60"), True),
        (("40", "101"), False),
        (("60", "70"), None),
        (("40", None), None),
        ((None, "101"), False),
        ((None, None), None),
    ],
    ids=["together", "one beyond", "each but not together", "unknown", "one beyond and unknown", "all unknown"],
)
def test_a_cap_is_kept_where_all_together_keep_it_and_passed_where_one_alone_does(cap, amounts, within):
    assert cap(grant("f", amounts[0]), grant("g", amounts[1], "Pond Trust"))["within_limit"] is within


def test_an_award_at_two_stages_is_measured_once(cap):
    found = cap(grant("f", "90"), grant("g", "80", stage="paid", more=", restates: [f]"))
    assert found["within_limit"] is True


@pytest.mark.parametrize("more", ["limit: 100, limit_kind: floor", "conditions: [in writing]"])
def test_what_has_no_cap_is_neither_within_nor_beyond_it(cap, more):
    found = cap(grant("f"), grant("g"), more=more)
    assert (found["within_limit"], found["concerned"]) == (None, None)


def test_a_cap_on_nothing_that_is_named_is_not_known_to_be_kept(cap):
    assert cap(concerns="")["within_limit"] is None


def test_a_cap_is_not_known_to_be_kept_by_a_part_of_what_it_covers(cap):
    found = cap(grant("f"), grant("g", "10", more=", stated: false"), scope=Scope(stated_only=True))
    assert found["within_limit"] is None
    assert found["concerned"]["not_counted"] == [{"flow": "x-1/g", "because": "inferred"}]


# ---- laws ------------------------------------------------------------------------------------------------


AMOUNTS = st.lists(st.tuples(st.sampled_from(["approved", "paid"]), st.none() | st.integers(0, 200)), max_size=5)


@given(AMOUNTS, st.integers(0, 300))
def test_headroom_and_beyond_are_never_both_and_make_up_the_difference(tmp_path_factory, amounts, size):
    folder = tmp_path_factory.mktemp("law")
    flows = "".join(grant(f"f{n}", amount, stage=stage, more=", under: [pot]") for n, (stage, amount) in enumerate(amounts))
    body = f"envelopes:\n- {{id: pot, owner: North Council, amount: {size}, amount_kind: exact, locators: [a]}}\n"
    (folder / "x-1.yaml").write_text(HEAD + body + (f"flows:\n{flows}" if flows else ""))
    (folder / "organisations.yaml").write_text(PARTIES)
    graphkit.build([str(folder)], str(folder / "store"), rdf=False)
    with graphkit.open(str(folder / "store")) as graph:
        (found,) = graph.authority("North Council")["envelopes"]
    top = max((row["amount"] for row in found["by_stage"]), default=Decimal(0))
    assert found["headroom"] - found["beyond"] == size - top
    assert 0 in (found["headroom"], found["beyond"])
    assert (found["headroom_kind"] == "up_to") == (found["unknown_amounts"] > 0 or len(found["by_stage"]) > 1)
    assert found["allocated"] is None or found["allocated"] == top


def test_no_flow_at_all_is_no_stage():
    assert Sums([], [], 0, [], True).top == {"stage": None, "amount": Decimal("0.00")}


def test_a_chain_that_an_undated_decision_might_lengthen_names_it(graph):
    answer = graph.authority("Director of IOM", Scope(as_of="2018"))
    assert (answer["chains"], answer["left_out"]) == ([], ["PCD 1428", "PCD 1514", "PCD 949"])
    assert answer["left_out_between"]["PCD 949"] == ["2020-09", "2021-06"]
