"""What must hold of a fact among the others, and what must not pass."""

from collections.abc import Callable

import pytest

from graphkit.model import Content, Organisation

Said = Callable[..., list[str]]
Read = Callable[..., Content]


def flow(
    id: str = "f", more: str = "", amount: str = "5, amount_kind: exact", funder: str = "North Council", to: str = "Otter Trust"
) -> str:
    """One flow, as a line of a decision file."""
    return f"- {{id: {id}, funder: {funder}, recipient: {to}, amount: {amount}, stage: paid, locators: [a]{more}}}\n"


def test_a_flow_becomes_its_values(content: Read) -> None:
    (fact,) = content("flows:\n" + flow(more=", by_year: {2017/18: 2, 2018/19: 3}, start: 2017-04")).facts
    assert fact.values == {
        "funder": "north",
        "recipient": "trust",
        "amount": 500,
        "stage": "paid",
        "locators": ("a",),
        "amount_kind": "exact",
        "by_year": {"2017/18": 200, "2018/19": 300},
        "start": "2017-04",
    }


def test_what_a_field_means_when_left_out_is_not_kept(content: Read) -> None:
    (fact,) = content("flows:\n" + flow(more=", stated: true, currency: GBP")).facts
    assert not {"stated", "currency"} & fact.values.keys()


def test_an_unknown_amount_is_not_zero(content: Read) -> None:
    (fact,) = content("flows:\n" + flow(amount="null")).facts
    assert "amount" not in fact.values


def test_zero_is_an_amount(content: Read) -> None:
    (fact,) = content("flows:\n" + flow(amount="0, amount_kind: exact")).facts
    assert fact.values["amount"] == 0


def test_facts_may_be_paid_from_another_decision(content: Read, folder: Callable[..., object]) -> None:
    more = "reference: X 2\ntitle: T\nflows:\n" + flow("g", ", funded_from: [x-1/f, own]", funder="Otter Trust", to="Clerk")
    facts = content("flows:\n" + flow(), x_2=more).facts
    assert facts[1].values["funded_from"] == ("own", "x-1/f")


def test_a_member_of_a_joint_group_may_pass_on_its_money(said: Said) -> None:
    joint = "{joint: [North Council, South Council]}"
    body = "flows:\n" + flow(funder="Clerk", to=joint) + flow("g", ", funded_from: [f]")
    assert said(body) == []


def test_money_of_another_party_pays_for_nothing(said: Said) -> None:
    wrong = said("flows:\n" + flow() + flow("g", ", funded_from: [f]"))
    assert [line.split(": ", 1)[1] for line in wrong] == [
        "funded_from: x-1/f is money of trust, not of north; name only money that the payer received or set aside"
    ]


def test_one_fault_is_not_told_twice_through_facts_that_hang_on_it(said: Said) -> None:
    wrong = said("flows:\n" + flow("f", amount="1e3") + flow("g", ", funded_from: [f]", funder="Otter Trust", to="Clerk"))
    assert len(wrong) == 1


def test_a_fact_whose_id_stands_twice_is_still_checked(said: Said) -> None:
    assert len(said("flows:\n" + flow(amount="5") + flow())) == 2


@pytest.mark.parametrize(
    "body",
    [
        "flows:\n- {id: f, funder: North Council, recipient: Otter Trust, amount: null, stage: paid, locators: []}\n",
        "partnerships:\n- {id: f, kind: panel, members: [], locators: [a]}\n",
        "totals:\n- {id: f, stated_total: 5, parts: [], agrees: true, locators: [a]}\n",
    ],
    ids=["locators", "members", "parts"],
)
def test_an_empty_list_is_not_what_a_kind_requires(said: Said, body: str) -> None:
    assert len(said(body)) == 1


@pytest.mark.parametrize(
    "told",
    [
        "[{value: 2020, locators: []}, {value: 2021, locators: [b]}]",
        "[{value: 2020, locators: []}, {value: 2021, locators: []}]",
        "[{value: null, locators: [a]}, {value: 2021, locators: [b]}]",
    ],
)
def test_no_telling_is_dropped_without_a_word(said: Said, told: str) -> None:
    assert said("flows:\n" + flow(more=f", end: {{told: {told}}}")) != []


def test_no_amount_that_is_told_is_dropped_without_a_word(said: Said) -> None:
    told = "{told: [{value: null, locators: [a]}, {value: 5, locators: [b]}]}"
    assert said("flows:\n" + flow(amount=told + ", amount_kind: exact")) != []


def test_the_first_telling_is_used_and_all_are_kept(content: Read) -> None:
    told = "{told: [{value: 2021, locators: [a]}, {value: 2020, locators: [b]}]}"
    (fact,) = content("flows:\n" + flow(more=f", end: {told}")).facts
    assert (fact.values["end"], [telling[1:] for telling in fact.told]) == ("2021", [("2021", ("a",)), ("2020", ("b",))])


def test_a_fact_that_is_told_otherwise_must_exist_too(said: Said) -> None:
    told = "{told: [{value: own, locators: [a]}, {value: gone, locators: [b]}]}"
    assert len(said("flows:\n" + flow(more=f", funded_from: {told}"))) == 1


def test_money_does_not_flow_to_its_own_payer(said: Said) -> None:
    assert len(said("flows:\n" + flow(to="Northern Council"))) == 1


def test_nothing_pays_for_itself(said: Said) -> None:
    assert len(said("budgets:\n- {id: b, owner: Clerk, amount: null, funded_from: [b], locators: [a]}\n")) == 1


@pytest.mark.parametrize(
    "body",
    [
        "envelopes:\n- {id: e, owner: North Council, amount: null, locators: [a]}\n",
        "carry_forwards:\n- {id: e, owner: North Council, from_year: 2017/18, amount: null, locators: [a]}\n",
        "delegations:\n- {id: e, delegator: Clerk, delegate: North Council, authority: sign, locators: [a]}\n",
    ],
    ids=["envelope", "carry-forward", "delegation"],
)
def test_only_flows_and_budgets_pay_for_a_flow(said: Said, body: str) -> None:
    assert len(said(body + "flows:\n" + flow(more=", funded_from: [e]"))) == 1


def test_own_is_no_fact_where_facts_are_meant(said: Said) -> None:
    assert len(said("observations:\n- {id: o, message: words, concerns: [own], locators: [a]}\n")) == 1


def test_own_is_no_id_of_a_fact(said: Said) -> None:
    assert len(said("flows:\n" + flow("own"))) == 1


@pytest.mark.parametrize("head", ["decided_by: {unnamed: somebody}", "programmes: [{joint: [North Council, Otter Trust]}]"])
def test_a_party_that_a_head_makes_is_kept_or_refused(
    folder: Callable[..., object], said: Said, content: Read, head: str
) -> None:
    if not said(f"{head}\n"):
        found = content(f"{head}\n")
        named = {*found.decisions[0].programmes, *filter(None, [found.decisions[0].decided_by])}
        assert named <= {party.id for party in found.organisations}


def test_parties_of_facts_are_parties_of_the_content(content: Read) -> None:
    found = content("flows:\n" + flow(funder="{unnamed: a bank}", to="{joint: [North Council, Otter Trust]}"))
    assert [party for party in found.organisations if party.kind in ("unnamed", "joint group")] == [
        Organisation("north+trust", "North Council and Otter Trust (joint)", "joint group", members=("north", "trust")),
        Organisation("x-1/f/funder", "a bank (not named)", "unnamed"),
    ]


@pytest.mark.parametrize("field", ["start", "end", "received"])
def test_a_date_beyond_all_calendars_is_a_problem_and_no_crash(said: Said, field: str) -> None:
    assert len(said("flows:\n" + flow(more=f", {field}: 9999-12"))) == 1


def test_hundreds_of_wrong_ids_are_all_told(said: Said) -> None:
    body = "flows:\n" + "".join(flow(f"f{number}", f", funded_from: [g{number}]") for number in range(150))
    assert len(said(body)) == 150
