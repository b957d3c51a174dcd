"""Each rule on the smallest files: one in which it finds something, one in which it does not, and one that explains it."""

from collections.abc import Callable

import pytest

from graphkit.auditing import NAMES, RULES, Finding, audit
from graphkit.model import Content

Read = Callable[..., Content]

PARTIES = """organisations:
- {id: north, name: North Council, kind: local authority}
- {id: south, name: South Council, kind: local authority}
- {id: trust, name: Otter Trust, kind: charity}
- {id: pond, name: Pond Fund, kind: programme}
- {id: clerk, name: Clerk, kind: role}
"""
HEAD = "reference: X 1\ntitle: Invented\ndate_signed: 2024-05-01\n"


def flow(id: str, ends: str, amount: str, more: str = "", stage: str = "paid") -> str:
    """One flow, as a line of a decision file; ends are ``north trust``."""
    payer, payee = ends.split(" ", 1)
    known = "amount: null" if amount == "?" else f"amount: {amount}, amount_kind: exact"
    return f"- {{id: {id}, funder: {payer}, recipient: {payee}, {known}, stage: {stage}, locators: [a], {more}}}\n"


def flows(*lines: str) -> str:
    """The section of flows."""
    return "flows:\n" + "".join(lines)


def budget(more: str, amount: str = "5, amount_kind: exact") -> str:
    """The section of budgets, with one of South Council."""
    return f"budgets:\n- {{id: pot, owner: south, amount: {amount}, locators: [a], {more}}}\n"


def total(agrees: bool, more: str = "") -> str:
    """The section of totals, with one of two parts."""
    parts = "parts: [2, 3], agrees: true" if agrees else "parts: [2, 4], agrees: false"
    return f"totals:\n- {{id: t, stated_total: 5, {parts}, {more}locators: [a]}}\n"


TWO_ENDS = "'end': {told: [{value: 2024, locators: [a]}, {value: 2025-03, locators: [b]}]}"
TAKEN = "restricted_to: ponds"
UNTIED = "funded_from: [in, own]"

#: Of each rule: a body that it finds something in, the facts of the finding, and a body much like it in which it finds nothing.
CASES = {
    "undated": ("", (), ""),
    "total-disagrees": (total(False), ("x-1/t",), total(True)),
    "told-twice": (
        flows(flow("f", "north south", "5", TWO_ENDS)),
        ("x-1/f",),
        flows(flow("f", "north south", "5", "'end': 2025-03")),
    ),
    "overspent": (
        flows(flow("in", "north south", "5"), flow("out", "south trust", "6", "funded_from: [in]")),
        ("x-1/in", "x-1/out"),
        flows(flow("in", "north south", "5"), flow("out", "south trust", "6", UNTIED)),
    ),
    "accepted-not-spent": (
        flows(flow("in", "north south", "5", TAKEN, "accepted")),
        ("x-1/in",),
        flows(flow("in", "north south", "5", TAKEN, "received")) + budget("funded_from: [in]"),
    ),
    "left-over": (
        flows(flow("in", "north south", "5", "purpose: ponds", "received"), flow("out", "south trust", "3", UNTIED)),
        ("x-1/in",),
        flows(flow("in", "north south", "5", "purpose: ponds", "received"), flow("out", "south trust", "8", UNTIED)),
    ),
    "year-mismatch": (
        flows(flow("in", "north south", "5", "start: 2025-04"), flow("out", "south trust", "3", f"'end': 2025-03, {UNTIED}")),
        ("x-1/out", "x-1/in"),
        flows(flow("in", "north south", "5", "start: 2025-03"), flow("out", "south trust", "3", f"'end': 2025-03, {UNTIED}")),
    ),
    "restates-differs": (
        flows(flow("first", "north trust", "5", "", "approved"), flow("then", "north trust", "4", "restates: [first]")),
        ("x-1/then", "x-1/first"),
        flows(flow("first", "north trust", "5", "", "approved"), flow("then", "north trust", "5", "restates: [first]")),
    ),
    "own-programme": (flows(flow("f", "north pond", "5")), ("x-1/f",), flows(flow("f", "north trust", "5"))),
    "unnamed-party": (flows(flow("f", "north {unnamed: a bank}", "5")), ("x-1/f",), flows(flow("f", "north trust", "5"))),
}


@pytest.fixture
def found(content: Read) -> Callable[..., list[Finding]]:
    """What one rule finds in a small folder, see ``folder``."""

    def asked(rule: str, body: str = "", head: str = HEAD, **more: str) -> list[Finding]:
        return [finding for finding in audit(content(body, head, PARTIES, **more)) if finding.rule == rule]

    return asked


Found = Callable[..., list[Finding]]


def head(rule: str) -> str:
    """A decision's head: without a date where that is what a rule finds."""
    return "reference: X 1\ntitle: Invented\n" if rule == "undated" else HEAD


def observed(rule: str, facts: tuple[str, ...]) -> str:
    """An observation that explains a rule's findings on some facts."""
    return f"observations:\n- {{id: o, message: It is so., explains: [{rule}], concerns: [{', '.join(facts)}], locators: [a]}}\n"


def test_every_rule_has_a_case_here_or_a_test_of_its_own() -> None:
    assert {*NAMES} - CASES.keys() == {"same-money-twice"}


def test_every_rule_has_a_name_and_a_meaning_of_its_own() -> None:
    assert len({rule.means for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_rules_on_documents_alone_are_none_that_data_could_explain() -> None:
    assert {rule.name for rule in RULES if rule.of == "documents"}.isdisjoint(NAMES)
    assert "pasted-text" not in NAMES and "told-twice" in NAMES


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_is_for(found: Found, rule: str) -> None:
    body, facts, _ = CASES[rule]
    (finding,) = found(rule, body, head(rule))
    assert (finding.decision, finding.facts, finding.explained_by) == ("x-1", facts, ())


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_leaves_alone_what_is_in_order(found: Found, rule: str) -> None:
    assert found(rule, CASES[rule][2]) == []


@pytest.mark.parametrize("rule", CASES)
def test_an_observation_explains_a_finding(found: Found, rule: str) -> None:
    body, facts, _ = CASES[rule]
    (finding,) = found(rule, body + observed(rule, facts), head(rule))
    assert finding.explained_by == ("x-1/o",)


@pytest.mark.parametrize("rule", [rule for rule in CASES if len(CASES[rule][1]) > 1])
def test_an_observation_that_does_not_concern_every_fact_explains_nothing(found: Found, rule: str) -> None:
    body, facts, _ = CASES[rule]
    for left in facts:
        (finding,) = found(rule, body + observed(rule, (left,)))
        assert finding.explained_by == ()


@pytest.mark.parametrize("rule", CASES)
def test_an_observation_for_another_rule_explains_nothing(found: Found, rule: str) -> None:
    body, facts, _ = CASES[rule]
    other = next(name for name in NAMES if name != rule)
    (finding,) = found(rule, body + observed(other, facts), head(rule))
    assert finding.explained_by == ()


def test_an_observation_of_another_decision_explains_facts_and_no_decision_as_a_whole(found: Found) -> None:
    later = "reference: X 2\ntitle: Later\ndate_signed: 2024-06-01\n"
    (finding,) = found("total-disagrees", total(False), x_2=later + observed("total-disagrees", ("x-1/t",)))
    assert finding.explained_by == ("x-2/o",)
    (finding,) = found("undated", "", head("undated"), x_2=later + observed("undated", ()))
    assert finding.explained_by == ()


def test_one_observation_explains_several_rules(found: Found) -> None:
    body = total(False) + observed("undated, total-disagrees", ("t",))
    assert [found(rule, body, head("undated"))[0].explained_by for rule in ("undated", "total-disagrees")] == [("x-1/o",)] * 2


def test_a_rule_that_the_audit_has_not_is_a_problem_with_its_place(said: Callable[..., list[str]]) -> None:
    (problem,) = said(observed("undted", ()), HEAD, PARTIES)
    assert problem.startswith("x-1.yaml:5:41: explains: the audit has no rule undted; write one of undated, ")


# ---- dates, totals, statements -------------------------------------------------------------------------


def test_an_undated_decision_says_what_bounds_its_date(found: Found) -> None:
    (finding,) = found("undated", "", "reference: X 1\ntitle: Invented\ndate_between: [2020-09, 2021]\n")
    assert finding.message == "no date of signing, between 2020-09 and 2021 by what the text says"


@pytest.mark.parametrize(
    ("unit", "said"), [("", "£6, the total says £5"), ("unit: boroughs, ", "6 boroughs, the total says 5 boroughs")]
)
def test_a_total_says_both_sums_in_its_unit(found: Found, unit: str, said: str) -> None:
    assert found("total-disagrees", total(False, unit))[0].message == f"the parts add up to {said}"


def test_each_field_that_is_told_twice_is_a_finding_with_its_values_and_places(found: Found) -> None:
    years = "by_year: {told: [{value: {2023/24: 2, 2024/25: 3}, locators: [a]}, {value: {2024/25: 5}, locators: [b, c]}]}"
    found_ = found("told-twice", flows(flow("f", "north south", "5", f"{TWO_ENDS}, {years}")))
    assert [finding.message for finding in found_] == [
        "by_year is 2023/24: £2, 2024/25: £3 (a) or 2024/25: £5 (b; c)",
        "end is 2024 (a) or 2025-03 (b)",
    ]


def test_a_judgement_explains_the_field_that_it_is_on(found: Found) -> None:
    judged = "judgements:\n- {fact: x-1/f, field: end, use: a, because: it is, by: editor, 'on': 2026-01-15}\n"
    (finding,) = found("told-twice", CASES["told-twice"][0], judgements=judged)
    assert finding.explained_by == ("judgement of editor, 2026-01-15",)


def test_facts_that_exclude_each_other_are_explained_by_what_says_so(found: Found) -> None:
    body = flows(flow("one", "north south", "5"), flow("two", "north trust", "5"))
    body += "observations:\n- {id: o, message: Either., between: [one, two], locators: [a]}\n"
    (finding,) = found("told-twice", body)
    assert (finding.facts, finding.explained_by) == (("x-1/one", "x-1/two"), ("x-1/o",))


def test_a_later_telling_says_both_amounts_and_stages(found: Found) -> None:
    assert found("restates-differs", CASES["restates-differs"][0])[0].message == "£4 (paid) here, £5 (approved) in x-1/first"


def test_an_amount_that_is_not_told_is_no_other_amount(found: Found) -> None:
    body = flows(flow("first", "north trust", "?", "", "approved"), flow("then", "north trust", "4", "restates: [first]"))
    assert found("restates-differs", body) == []


# ---- what pays for what --------------------------------------------------------------------------------


def test_what_is_overspent_names_payer_year_and_both_sums(found: Found) -> None:
    body = flows(
        flow("in", "north south", "5", "by_year: {2023/24: 5}"),
        flow("out", "south trust", "6", "by_year: {2023/24: 6}, funded_from: [in]"),
    )
    assert found("overspent", body)[0].message == (
        "South Council pays £6 in 2023/24 (x-1/out 2023/24) out of £5 that may pay for it (x-1/in 2023/24)"
    )


def test_each_pot_that_is_overspent_is_a_finding_of_its_own(found: Found) -> None:
    body = flows(
        flow("a", "north south", "5"),
        flow("b", "south trust", "6", "funded_from: [a]"),
        flow("c", "north trust", "5"),
        flow("d", "trust south", "3", "funded_from: [c]"),
        flow("e", "trust clerk", "3", "funded_from: [c]"),
    )
    assert [finding.facts for finding in found("overspent", body)] == [("x-1/a", "x-1/b"), ("x-1/c", "x-1/d", "x-1/e")]


def test_an_earmark_that_is_larger_than_what_feeds_it_is_overspent(found: Found) -> None:
    body = flows(flow("in", "north south", "4")) + budget("funded_from: [in]")
    assert [finding.facts for finding in found("overspent", body)] == [("x-1/in", "x-1/pot")]


def test_money_of_unknown_size_is_not_overspent_and_a_chain_of_it_is_bounded(found: Found) -> None:
    chain = [flow("pass", "south trust", "?", "funded_from: [in]"), flow("out", "trust clerk", "6", "funded_from: [pass]")]
    assert found("overspent", flows(flow("in", "north south", "?"), *chain)) == []
    assert len(found("overspent", flows(flow("in", "north south", "5"), *chain))) == 1


def test_the_members_of_a_group_share_what_it_has(found: Found) -> None:
    out = [flow("a", "south clerk", "3", "funded_from: [in]"), flow("b", "trust clerk", "3", "funded_from: [in]")]
    assert found("overspent", flows(flow("in", "north {joint: [south, trust]}", "6"), *out)) == []
    assert len(found("overspent", flows(flow("in", "north {joint: [south, trust]}", "5"), *out))) == 1


def test_an_award_told_again_stands_for_what_was_told_before(found: Found) -> None:
    body = flows(
        flow("in", "north south", "5", TAKEN, "accepted"),
        flow("again", "north south", "5", f"{TAKEN}, restates: [in]", "received"),
        flow("out", "south trust", "5", "funded_from: [in]"),
    )
    assert found("accepted-not-spent", body) == found("overspent", body) == []


def test_a_fact_that_another_one_excludes_is_not_spent_as_well(found: Found) -> None:
    body = flows(
        flow("in", "north south", "5"),
        flow("one", "south trust", "5", "funded_from: [in]"),
        flow("two", "south clerk", "5", "funded_from: [in]"),
    )
    between = "observations:\n- {id: o, message: Either., between: [one, two], locators: [a]}\n"
    assert (len(found("overspent", body)), found("overspent", body + between)) == (1, [])


def test_money_that_is_not_tied_or_told_by_its_payer_needs_no_use(found: Found) -> None:
    assert found("accepted-not-spent", flows(flow("in", "north south", "5", "", "accepted"))) == []
    assert found("accepted-not-spent", flows(flow("in", "north south", "5", TAKEN, "approved"))) == []


def test_what_is_left_over_is_said(found: Found) -> None:
    assert found("left-over", CASES["left-over"][0])[0].message == "of £5 what names it comes to £3, £2 is left"


def test_what_is_spent_in_part_without_an_amount_leaves_nothing_that_is_sure(found: Found) -> None:
    body = flows(flow("in", "north south", "5", TAKEN, "received"), flow("out", "south trust", "?", UNTIED))
    assert found("left-over", body) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("financial_years: [2023/24], by_year: {2023/24: 2, 2024/25: 3}", "by_year has 2024/25, financial_years has 2023/24"),
        ("by_year: {2023/24: 2, 2024/25: 3}, start: 2024-04", "2023/24 is not between start and end"),
        ("financial_years: [2023/24, 2025/26], 'end': 2025-03", "2025/26 is not between start and end"),
    ],
)
def test_years_of_one_fact_that_do_not_fit_are_told(found: Found, more: str, said: str) -> None:
    (finding,) = found("year-mismatch", flows(flow("f", "north trust", "5", more)))
    assert (finding.facts, finding.message) == (("x-1/f",), said)


def test_money_bound_to_another_year_is_told_unless_it_is_carried_forward(found: Found) -> None:
    out = flow("out", "south trust", "5", f"by_year: {{2024/25: 5}}, {UNTIED}")
    (finding,) = found("year-mismatch", flows(flow("in", "north south", "5", "by_year: {2023/24: 5}"), out))
    assert finding.message == "x-1/in is for 2023/24 alone, and this is paid in no such year"
    carried = flow("in", "north south", "5", "by_year: {2023/24: 5}, carry_forward: true")
    assert found("year-mismatch", flows(carried, out)) == []


# ---- the same money twice ------------------------------------------------------------------------------


def later(line: str) -> str:
    """A later decision with one flow."""
    return "reference: X 2\ntitle: Later\ndate_signed: 2024-06-01\n" + flows(line)


ONE = flows(flow("f", "north trust", "5", "'financial_years': [2023/24]"))


@pytest.mark.parametrize("when", ["'financial_years': [2023/24, 2024/25]", "start: 2024-03", ""])
def test_flows_of_two_decisions_that_look_like_one_are_told_in_the_later(found: Found, when: str) -> None:
    (finding,) = found("same-money-twice", ONE, x_2=later(flow("g", "north trust", "5", when)))
    assert (finding.decision, finding.facts, finding.explained_by) == ("x-2", ("x-1/f", "x-2/g"), ())
    assert finding.message == "North Council pays Otter Trust £5 in each of these: one award, or several?"


@pytest.mark.parametrize(
    "line",
    [
        flow("g", "north trust", "5", "'financial_years': [2024/25]"),
        flow("g", "north trust", "6"),
        flow("g", "north south", "5"),
        flow("g", "north trust", "?"),
        flow("g", "north trust", "5", "restates: [x-1/f]"),
    ],
    ids=["another year", "another amount", "another party", "no amount", "the same award"],
)
def test_flows_that_differ_or_are_linked_are_not_the_same_money_twice(found: Found, line: str) -> None:
    assert found("same-money-twice", ONE, x_2=later(line)) == []


def test_two_flows_of_one_decision_are_two(found: Found) -> None:
    assert found("same-money-twice", flows(flow("f", "north trust", "5"), flow("g", "north trust", "5"))) == []


def test_one_more_of_the_same_must_be_explained_anew(found: Found) -> None:
    explained = observed("same-money-twice", ("x-1/f", "x-2/g"))
    two = later(flow("g", "north trust", "5"))
    (finding,) = found("same-money-twice", ONE + explained, x_2=two)
    assert finding.explained_by == ("x-1/o",)
    third = later(flow("h", "north trust", "5")).replace("X 2", "X 3")
    (finding,) = found("same-money-twice", ONE + explained, x_2=two, x_3=third)
    assert (len(finding.facts), finding.explained_by) == (3, ())


# ---- order ---------------------------------------------------------------------------------------------


def test_findings_come_by_decision_undated_last_then_by_rule(content: Read) -> None:
    undated = "reference: A 1\ntitle: Undated\n" + total(False)
    early = "reference: X 2\ntitle: Early\ndate_signed: 2020\n" + total(False)
    found_ = audit(content(CASES["told-twice"][0] + total(False), HEAD, PARTIES, a_1=undated, x_2=early))
    assert [(finding.decision, finding.rule) for finding in found_] == [
        ("x-2", "total-disagrees"),
        ("x-1", "total-disagrees"),
        ("x-1", "told-twice"),
        ("a-1", "undated"),
        ("a-1", "total-disagrees"),
    ]
