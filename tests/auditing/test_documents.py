"""Rules on documents, each on a few lines: in which it finds something, and much like them, in which it does not."""

import pytest
from small import HEAD, OTTERS, US, document, envelope, flow, found, handed, read

from graphkit.auditing.documents import FIND, as_plain, findings
from graphkit.auditing.rules import BY_NAME
from graphkit.auditing.slips import slip
from graphkit.reading.facts import Party

TABLE = "Borough\tGrant\nNorth\t£40,000\nSouth\t£50,000\n"
SUBTOTALS = (
    "Item\t2019/20 £\t2020/21 £\tTotal £\nStaff\t10,000\t12,000\t22,000\nRent\t5,000\t5,000\t10,000\n"
    "Sub-total\t15,000\t17,000\t32,000\nOverheads\t1,500\t1,700\t3,200\nTotal\t16,500\t18,700\t35,200"
)
ASKS = "Recommendation\nThe Deputy Mayor is recommended to:\n"

#: Of each rule: lines in which it finds something, and lines much like them in which it finds nothing.
CASES: dict[str, list[tuple[str, str]]] = {
    "total-disagrees": [
        (TABLE + "Total\t£91,000", TABLE + "Total\t£90,000"),
        (SUBTOTALS.replace("\t32,000", "\t31,000"), SUBTOTALS),
        (SUBTOTALS.replace("16,500\t", "17,500\t"), SUBTOTALS.replace("35,200", "")),
        (
            "Year\tBids\tTotal £m\nA\t1.2\t2.44\nB\t1.3\t2.44\nTotal\t2.5\t6.9",
            "Year\tBids\tTotal £m\nA\t1.2\t2.44\nB\t1.3\t2.44\nTotal\t2.5\t4.9",
        ),
        ("We pay £90,000, that is £50,000 and £30,000.", "We pay £90,000, that is £50,000 and £40,000."),
        ("We pay £2.9m, made up of £1,653,131 and £1,063,861.", "We pay £2.9m, made up of £1,653,131 and £1,263,861."),
        (
            "We carry £633,000, with £334,000 this year and £300,000 next year.",
            "We pay £633,000, with £34,000 for staff and £30,000 for rent.",
        ),
        (
            "We pay two grants totalling £120,000:\n• £95,000 to the Otters\n• £15,000 to Heron House",
            "We pay two grants totalling £120,000:\n• £95,000 to the Otters\n• £25,000 to Heron House",
        ),
        (
            "We pay £90,000, that is £50,000 and £30,000.",
            "We pay £90,000, of which £50,000 is for staff and £30,000 for rent.",
        ),
    ],
    "count-disagrees": [
        (
            "We pay the following two grants:\n• £5 to Otters\n• £6 to Herons\n• £7 to Ducks",
            "We pay the following two grants:\n• £5 to Otters\n• £6 to Herons",
        ),
    ],
    "told-twice": [
        (
            "Otters get £296,400.\n1. Legal comments\n1.1 Of all, the Otters get £269,400 and Otters spend it.",
            "Otters get £2,916,992.\n1. Legal comments\n1.1 Of all, the Otters get £2.9m and Otters spend it.",
        ),
        (
            (
                "We carry forward £633,000 of the commissioning budget, up to £334,000 to 2024/25 and £299,000 to "
                "2025/26.\n"
                "1. Financial comments\n"
                "1.1 We carry forward £633,000 of the commissioning budget, up to £334,000 to 2024/25 and £300,000 "
                "to 2025/26."
            ),
            (
                "We carry forward £633,000 of the commissioning budget, up to £334,000 to 2024/25 and £299,000 to "
                "2025/26.\n"
                "1. Financial comments\n"
                "1.1 We carry forward £633,000 of the commissioning budget, up to £334,000 to 2024/25 and £299,000 "
                "to 2025/26."
            ),
        ),
        (
            (
                "Two mentoring services for persistent offenders run from March 2024 to December 2025.\n"
                "1. Issues\n"
                "1.1 Mentoring services for persistent offenders across town run from March 2024 to September 2025."
            ),
            (
                "Two mentoring services for persistent offenders run from June 2021 to June 2022.\n"
                "1. Issues\n"
                "1.1 Mentoring services for persistent offenders across town run from June 2021 to 25 June 2022."
            ),
        ),
        (
            (
                "Two mentoring services for persistent offenders run from March 2024 to December 2025.\n"
                "1. Issues\n"
                "1.1 Mentoring services for persistent offenders run from March 2024 to May 2025."
            ),
            (
                "Two mentoring services for persistent offenders run from March 2024 to December 2025.\n"
                "1. Issues\n"
                "1.1 The first phase of mentoring services for persistent offenders runs from March 2024 to May 2025."
            ),
        ),
        (
            "We extend it for 15 months from April 2021 to March 2022.",
            "We extend it for 15 months from April 2021 to June 2022.",
        ),
        (
            (
                "The grant for peer mentors working with women in custody is £45,000.\n"
                "1. Issues\n"
                "1.1 The grant for peer mentors working with women in custody is £54,900."
            ),
            (
                "1. Issues\n"
                "1.1 We award:\n"
                "• £45,000 for peer mentors working with women in custody and their families\n"
                "• £54,900 for peer mentors working with women in custody and their families"
            ),
        ),
    ],
    "undecided-split": [
        (
            "The split of funding between the two will be decided in June.",
            "The split of funding is £5 to one and £6 to the other.",
        ),
        (
            ASKS + "1. Delegate the decision on the split to the Director of Strategy.",
            "The split of responsibilities will be agreed in June.",
        ),
    ],
    "year-mismatch": [
        (
            (
                "We accept £300,000 from North Council in 2023/24.\n"
                "Funder\t2023/24\t2024/25\tTotal\n"
                "North Council\t£115,000\t£185,000\t£300,000"
            ),
            (
                "We accept £300,000 from North Council in 2023/24 and 2024/25.\n"
                "Funder\t2023/24\t2024/25\tTotal\n"
                "North Council\t£115,000\t£185,000\t£300,000"
            ),
        ),
        (
            (
                "We accept £300,000 from North Council in 2023/24.\n"
                "Funder\t2023/24\t2024/25\tTotal\n"
                "North Council\t£115,000\t£185,000\t£300,000"
            ),
            (
                "We accept £300,000 from North Council in 2023/24.\n"
                "Funder\t2023/24\t2024/25\tTotal\n"
                "North Council\t£300,000\t\t£300,000"
            ),
        ),
    ],
    "signatory-differs": [
        (
            ASKS
            + (
                "1. Delegate the signing of grants to the Director of Strategy.\n"
                "1. Legal comments\n"
                "1.1 The delegation of signing to the Chief Executive is in order."
            ),
            ASKS
            + (
                "1. Delegate the signing of grants to the CFO.\n"
                "1. Legal comments\n"
                "1.1 The delegation of signing to the Chief Financial Officer is in order."
            ),
        ),
        (
            ASKS
            + (
                "1. Delegate the signing of grants to the Director of Strategy.\n"
                "1. Legal comments\n"
                "1.1 The delegation of signing to the Chief Executive is in order."
            ),
            ASKS
            + (
                "1. Delegate the signing of grants to the Director of Strategy, in consultation with the Chief "
                "Executive.\n"
                "1. Legal comments\n"
                "1.1 The Scheme of Delegation gives the Chief Executive a delegated power to sign."
            ),
        ),
    ],
    "wrong-section": [
        (
            "1. Issues\n1.1 We award the allocations as set out in section 1.2.\n1.2 All is well.",
            "1. Issues\n1.1 We award the allocations as set out in section 1.2.\n1.2 North gets £5,000.",
        ),
        (
            "1. Issues\n1.1 As set out in section 1.7 we pay.",
            "1. Issues\n1.1 As set out in section 17 of the Act, and as set out in section 3(6), we pay.",
        ),
    ],
    "missing-table": [
        (
            "1. Issues\n1.1 The table below shows the costs.\n1.2 All is well.",
            f"1. Issues\n1.1 The table below shows the costs.\n{TABLE}",
        ),
        (
            "1. Issues\n1.1 The budget is as shown below.\n1.2 All is well.",
            "1. Issues\n1.1 The budget is as shown below.\n• £5,000 for staff\n• £6,000 for rent",
        ),
    ],
    "number-twice": [("1. Issues\n1.1 One.\n1.1 Two.", "1. Issues\n1.1 One.\n1.2 Two.")],
    "pasted-text": [
        (
            "1. Legal comments\n1.1 The award of a contract to Pond Consulting Ltd, as set out above, is lawful.",
            (
                "We choose Pond Consulting Ltd.\n"
                "1. Legal comments\n"
                "1.1 The award of a contract to Pond Consulting Ltd, as set out above, is lawful."
            ),
        ),
    ],
    "misread-sign": [("We pay f 228,000 to them.", "We pay £228,000 to 12,000 of them.")],
    "not-on-page": [
        ("The price is in Part 2 of this paper.", "The estimated price is in Part 2 of this paper."),
        ("The facts and advice are in the attached PDF.", "The facts and advice are below, and a PDF is attached."),
    ],
}


def test_every_rule_on_documents_has_a_function_and_every_function_a_rule() -> None:
    assert {name for name, rule in BY_NAME.items() if rule.of != "data"} == {*FIND}


@pytest.mark.parametrize(("rule", "wrong", "right"), [(rule, *case) for rule, cases in CASES.items() for case in cases])
def test_a_rule_finds_what_is_wrong_and_lets_be_what_is_right(rule: str, wrong: str, right: str) -> None:
    assert found(rule, *wrong.split("\n"))
    assert found(rule, *right.split("\n")) == []


# ---- the head --------------------------------------------------------------------------------------------


def test_fields_for_dates_that_stand_empty_are_told_together() -> None:
    [one] = found("undated", "We pay.", head=(*HEAD[:2], "Date signed:", "Date published:"))
    assert (one.message, one.severity) == ("date signed and date published are blank", "warning")
    assert found("undated", "We pay.") == []


def test_a_page_without_title_and_reference_is_told_once() -> None:
    page = document("We pay.", head=("Key information",))
    assert [one.rule for one in findings(page)] == ["unidentified"]
    assert findings(page)[0].message == "no reference, title, date or name is on the page"


def test_a_title_with_another_reference_than_the_field_is_told_twice() -> None:
    [one] = found("told-twice", "We pay.", head=("PCD 13 Grants", *HEAD[1:]))
    assert one.found == "PCD 12 (key information) or PCD 13 (title)"
    assert found("told-twice", "We pay.", head=("Extension of PCD 13", *HEAD[1:])) == []


def test_what_is_cited_is_missed_only_among_the_decisions_at_hand() -> None:
    page = document("This goes on from PCD 7 and from PCD 12, and from PCD 8.")
    assert [one.found for one in findings(page, None, {"pcd-8"})] == ["PCD 7"]
    assert findings(page) == []


# ---- sums ------------------------------------------------------------------------------------------------


def test_the_sum_that_alone_adds_up_is_expected() -> None:
    lines = "Otters get £296,400.\n1. Issues\n1.1 Of £318,500 the Otters get £269,400 and £22,100 is for Otters' staff."
    [one] = found("told-twice", *lines.split("\n"))
    assert one.expected == "£296,400, which alone adds up with the other sums"
    assert as_plain([one])[0]["locator"] == "executive summary; 1.1"


@pytest.mark.parametrize(("one", "two"), [(5_000, 50_000), (120_000, 1_200_000), (31_500, 31_600), (263_500, 263_500)])
def test_sums_that_differ_otherwise_are_no_slip_of_the_pen(one: int, two: int) -> None:
    assert not slip(one * 100, two * 100)


# ---- what was read ---------------------------------------------------------------------------------------


def test_more_than_the_authority_to_spend_is_overspent() -> None:
    [one] = read("overspent", flow("a", 600), flow("b", 500), budgets=(envelope(1_000),))
    assert (one.found, one.expected, one.severity) == ("£11", "at most £10", "violation")
    assert read("overspent", flow("a", 600), flow("b", 400), budgets=(envelope(1_000),)) == []
    assert read("overspent", flow("a", 600), flow("b", 500, background=True), budgets=(envelope(1_000),)) == []
    assert read("overspent", flow("a", 600), flow("b", 500, "approved", "in"), budgets=(envelope(1_000),)) == []


def test_money_taken_in_that_no_payment_names_is_told_where_payments_say_what_pays_for_them() -> None:
    taken, other = flow("in", 900, "accepted"), flow("other", 500, "accepted")
    [one] = read("accepted-not-spent", taken, other, flow("out", 900, "approved", "in"))
    assert one.found == "£5"
    assert read("accepted-not-spent", taken, other) == []
    assert read("accepted-not-spent", taken, other, flow("out", 900)) == []


def test_what_is_left_of_money_is_told_unless_the_document_tells_the_rest() -> None:
    told = (flow("in", 50_000, "accepted"), flow("out", 30_000, "approved", "in"))
    assert [one.message for one in read("left-over", *told)] == ["of £500 what names it comes to £300, £200 is left"]
    assert read("left-over", *told, text="We keep £200 of it.") == []
    assert read("left-over", told[0], flow("out", None, "approved", "in")) == []


def test_money_passed_on_that_nobody_gave_is_told() -> None:
    onward = "approve the onward grant of £5 to Otter Trust"
    assert len(read("spent-not-accepted", flow("out", 500, words=onward))) == 1
    assert read("spent-not-accepted", flow("out", 500, words="approve a grant of £5")) == []
    assert read("spent-not-accepted", flow("in", 500, "accepted"), flow("out", 500, words=onward)) == []


def test_a_schedule_that_goes_beyond_the_years_of_acceptance_is_told() -> None:
    by_year = (("2023/24", 100), ("2024/25", 400))
    assert len(read("year-mismatch", flow("in", 500, "accepted", years=("2023/24",), by_year=by_year))) == 1
    assert read("year-mismatch", flow("in", 500, "accepted", years=("2023/24", "2024/25"), by_year=by_year)) == []


def test_money_that_comes_after_what_it_pays_for_is_told() -> None:
    taken = flow("in", 500, "accepted", years=("2024/25",))
    assert len(read("year-mismatch", taken, flow("out", 500, "approved", "in", years=("2023/24",)))) == 1
    assert read("year-mismatch", taken, flow("out", 500, "approved", "in", years=("2025/26",))) == []


def test_one_sum_for_several_payees_is_an_undecided_split() -> None:
    [one] = read("undecided-split", flow("out", 500, payees=(OTTERS, Party("Heron House"))))
    assert one.found == "£5 for Otter Trust and Heron House"
    assert read("undecided-split", flow("out", 500, payees=(OTTERS, Party("Heron House")), words="North\t£5")) == []


def test_nobody_hands_on_or_decides_more_than_they_may() -> None:
    clerk, warden = Party("Chief Executive"), Party("Head of Rivers")
    cap = handed(US, clerk, 5_000, standing=True)
    [one] = read("beyond-own-limit", delegations=(cap, handed(clerk, warden, 6_000)))
    assert (one.found, one.expected) == ("£60", "at most £50")
    assert read("beyond-own-limit", delegations=(cap, handed(clerk, warden, 5_000))) == []
    assert len(read("beyond-own-limit", flow("out", 6_000), delegations=(cap,), decided_by=Party("CEO"))) == 1
    assert read("beyond-own-limit", flow("out", 4_000), delegations=(cap,), decided_by=Party("CEO")) == []


def test_posts_that_are_read_are_compared_as_well() -> None:
    chief, director = Party("Chief Executive"), Party("Director of Strategy")
    asked = handed(US, chief, None, "sign the agreement")
    asked = asked._replace(evidence=(asked.evidence[0]._replace(locator="recommendation 1"),))
    assert len(read("signatory-differs", delegations=(asked, handed(US, director, None, "sign the agreement")))) == 1
    assert read("signatory-differs", delegations=(asked, handed(US, director, None, "publish the report"))) == []
    assert read("signatory-differs", delegations=(asked, handed(US, director, None, "sign all", standing=True))) == []
