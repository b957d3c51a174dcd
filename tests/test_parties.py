"""What must hold between parties: former names, how long a body existed, and which came before which."""

from collections.abc import Callable

import pytest

from graphkit.model import Organisation
from graphkit.parties import check, outside

Said = Callable[..., list[str]]


def parties(*entries: str) -> str:
    """A file of charities: ``a, since: 2020`` each."""
    rows = ""
    for entry in entries:
        id, _, rest = entry.partition(", ")
        rows += f"- {{id: {id}, name: {id.title()} Trust, kind: charity{', ' + rest if rest else ''}}}\n"
    return f"organisations:\n{rows}"


def problems(said: Said, *entries: str) -> list[str]:
    return [line.removeprefix("organisations.yaml:") for line in said(parties=parties(*entries))]


def test_a_body_has_a_life_former_names_and_bodies_before_it(content: Callable[..., object]) -> None:
    text = parties("a, until: 2021-06-25", "b, since: 2021-06, replaces: [a], former_names: [River Fund, Brook Fund]")
    found = {party.id: party for party in content(parties=text).organisations}  # type: ignore[attr-defined]
    assert (found["a"].since, found["a"].until, found["a"].replaces) == (None, "2021-06-25", ())
    assert (found["b"].since, found["b"].replaces, found["b"].former_names) == ("2021-06", ("a",), ("Brook Fund", "River Fund"))


@pytest.mark.parametrize("rest", ["since: null, until: null", "since: 2021, until: 2021-01", "since: 2021-06-26, until: 2021-06"])
def test_a_life_may_be_open_and_is_read_at_its_widest(said: Said, rest: str) -> None:
    assert problems(said, f"a, {rest}") == []


def test_a_body_does_not_end_before_it_begins(said: Said) -> None:
    assert problems(said, "a, since: 2021-06, until: 2021-05") == ["2:64: a: until is before since; correct one of them"]


@pytest.mark.parametrize("value", ["2021-13", "June 2021", "[2021]", "9999"])
def test_a_life_is_told_in_dates(said: Said, value: str) -> None:
    assert len(problems(said, f"a, since: {value}")) == 1


def test_a_body_that_took_over_must_name_one_that_is_there(said: Said) -> None:
    assert problems(said, "ash", "birch, replaces: [asj]") == ["3:59: birch: no party has the id asj; write ash"]


def test_no_body_takes_over_from_itself(said: Said) -> None:
    assert problems(said, "a, replaces: [a]") == [
        "2:51: a: it replaces itself; let the later body replace the earlier one, and never the other way"
    ]


def test_a_circle_is_told_once_and_every_circle_is(said: Said) -> None:
    wrong = problems(said, *(f"{one}, replaces: [{other}]" for one, other in ("de", "ed", "ab", "bc", "ca", "fa")))
    assert [line.split(";")[0] for line in wrong] == [
        "2:51: d: it replaces e, which replaces d",
        "4:51: a: it replaces b, which replaces c, which replaces a",
    ]


def test_two_ways_to_the_same_earlier_body_are_no_circle(said: Said) -> None:
    assert problems(said, "a", "b, replaces: [a]", "c, replaces: [a]", "d, replaces: [b, c]") == []


def test_a_long_line_of_bodies_is_no_trouble() -> None:
    line = [Organisation(str(n), f"P{n}", "charity", replaces=(str(n - 1),) if n else ()) for n in range(20_000)]
    assert list(check({party.id: party for party in line}, {})) == []


def test_the_earlier_body_does_not_begin_after_the_later_one(said: Said) -> None:
    (wrong,) = problems(said, "a, since: 2021-06", "b, since: 2014, replaces: [a]")
    assert wrong.startswith("3:64: b: it began in 2014, and replaces a, which began in 2021-06; ")


@pytest.mark.parametrize(("earlier", "later"), [("2021-06", "2021"), ("2021", "2021-06"), ("2014", "2021")])
def test_bodies_that_may_have_begun_in_order_are_fine(said: Said, earlier: str, later: str) -> None:
    assert problems(said, f"a, since: {earlier}", f"b, since: {later}, replaces: [a]") == []


@pytest.mark.parametrize(("former", "called"), [("THE OTTERS", "an alias"), ("the A trust", "its name")])
def test_a_former_name_is_none_of_today_in_any_spelling(said: Said, former: str, called: str) -> None:
    (wrong,) = problems(said, f"a, aliases: [Otters], former_names: [{former}]")
    assert f"the former name {former!r} is {called} too" in wrong


def test_a_former_name_leads_to_its_party_as_an_alias_does(said: Said) -> None:
    text = parties("a, former_names: [Otter Fund]", "b")
    body = "flows:\n- {id: f, funder: otter fund, recipient: B Trust, amount: null, stage: paid, locators: [a]}\n"
    assert said(body, parties=text) == []


def test_a_former_name_of_two_parties_is_refused_where_it_is_used(said: Said) -> None:
    text = parties("a, former_names: [Otter Fund]", "b, aliases: [Otter Fund]")
    body = "flows:\n- {id: f, funder: Otter Fund, recipient: B Trust, amount: null, stage: paid, locators: [a]}\n"
    (wrong,) = said(body, parties=text)
    assert "'Otter Fund' may be any of 2 parties" in wrong


def test_what_is_wrong_with_a_party_without_a_file_is_told_under_its_id() -> None:
    (wrong,) = check({"a": Organisation("a", "A", "charity", replaces=("b",))}, {})
    assert str(wrong) == "a:1:1: a: no party has the id b; write an id of this file"


# ---- the time of a fact, and the lives of its parties ----------------------------------------------------

LIVES = parties("a, until: 2021-06", "b, since: 2021-06", "c")


def timed(said: Said, rest: str, funder: str = "A Trust", to: str = "C Trust") -> list[str]:
    row = f"- {{id: f, funder: {funder}, recipient: {to}, amount: null, stage: paid, locators: [a]{rest}}}\n"
    return [line.split(": ", 1)[1] for line in said(f"flows:\n{row}", parties=LIVES)]


def test_a_fact_before_its_party_is_a_problem(said: Said) -> None:
    assert timed(said, ", end: 2020-03", to="B Trust", funder="C Trust") == [
        "recipient: b exists since 2021-06, and this ends 2020-03-31; correct the party or the dates"
    ]


def test_a_fact_after_its_party_is_a_problem(said: Said) -> None:
    assert timed(said, ", financial_years: [2021/22, 2022/23], start: 2021-07") == [
        "funder: a existed until 2021-06, and this begins 2021-07-01; correct the party or the dates"
    ]


@pytest.mark.parametrize("rest", ["", ", start: 2021-06-30", ", financial_years: [2021/22]", ", end: 2025", ", received: 2030"])
def test_a_fact_that_touches_the_life_of_its_party_or_is_not_dated_is_none(said: Said, rest: str) -> None:
    assert timed(said, rest) == []


def test_the_date_of_a_decision_is_no_time_of_its_facts(said: Said) -> None:
    body = "flows:\n- {id: f, funder: A Trust, recipient: C Trust, amount: null, stage: paid, locators: [a]}\n"
    assert said(body, head="reference: X 1\ntitle: T\ndate_signed: 2023\n", parties=LIVES) == []


def test_a_member_of_a_joint_group_must_have_been_there_too(said: Said) -> None:
    (wrong,) = timed(said, ", start: 2022", to="{joint: [A Trust, C Trust]}", funder="B Trust")
    assert wrong.startswith("recipient: a existed until 2021-06")


def test_both_ends_of_a_life_are_told_to_the_day_that_they_may_reach() -> None:
    party = Organisation("a", "A", "charity", since="2014", until="2021-06")
    assert outside(party, None, "2014-01-01") is None
    assert outside(party, "2021-06-30", None) is None
    assert outside(party, None, "2013-12-31") == "a exists since 2014, and this ends 2013-12-31"
    assert outside(party, "2021-07-01", None) == "a existed until 2021-06, and this begins 2021-07-01"
