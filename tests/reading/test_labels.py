"""The labelled decisions: both halves are alike, and each label can be found again in its text."""

import contextlib
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from graphkit.builder import check
from graphkit.errors import GraphkitError
from graphkit.names import Resolver, key
from graphkit.period import financial_year

FOLDER = Path(__file__).resolve().parent / "decisions"
STEMS = sorted(path.stem for path in FOLDER.glob("*.txt"))
RESOLVER = Resolver(check().organisations)
STAGES = {"proposed", "budgeted", "approved", "accepted", "received", "committed", "paid", "in_force", "background"}
#: What the letters of a scan stand for within a number.
MISREAD = str.maketrans({"l": "1", "O": "0"})


def text_of(stem: str) -> str:
    return (FOLDER / f"{stem}.txt").read_text()


def facts_of(stem: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text())
    return told


def rows(facts: dict[str, Any]) -> list[dict[str, Any]]:
    block = facts.get("allocations", {})
    grants = [
        {"payer": block["payer"], "payee": payee, "amount": told, "stage": block["stage"], "locators": block["locators"]}
        for rows in block.values()
        if isinstance(rows, dict)
        for payee, told in rows.items()
    ]
    return grants + facts.get("flows", [])


def sums(text: str) -> set[Decimal]:
    """Every number of a text in pounds, with what a scan misread and with k, m and million read."""
    large = {"": 1, "k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9}
    found = re.findall(r"(\d[\dlO,]*(?:\.\d+)?) ?(million|bn|m\b|k\b)?", text)
    return {Decimal(number.translate(MISREAD).replace(",", "")) * large[word] for number, word in found}


def spoken(name: str, also: dict[str, list[str]], text: str) -> bool:
    """Whether a party is named in a text by any of its names."""
    names = {name, *also.get(name, [])}
    with contextlib.suppress(GraphkitError):
        names |= set(RESOLVER(name).names)
    words = key(text.translate(MISREAD))
    plain = key(text)
    return any(key(one) in plain or key(one) in words for one in names)


def no_flows(stem: str) -> bool:
    return not [flow for flow in rows(facts_of(stem)) if flow["stage"] not in {"in_force", "background"}]


def test_there_are_more_than_forty_and_a_part_of_them_is_only_scored_on() -> None:
    developed, scored = ([stem for stem in STEMS if stem.startswith(half)] for half in ("develop-", "score-"))
    assert len(STEMS) == len(developed) + len(scored) >= 40
    assert len(scored) >= 24


def test_ten_move_no_money_and_more_than_ten_have_sums_that_move_nothing() -> None:
    assert sum(map(no_flows, STEMS)) >= 10
    assert sum(bool(facts_of(stem).get("not_flows")) for stem in STEMS) >= 10


@pytest.mark.parametrize("stem", STEMS)
def test_each_sum_of_a_label_stands_in_its_text(stem: str) -> None:
    facts, written = facts_of(stem), sums(text_of(stem))
    told = [one["amount"] for one in [*rows(facts), *facts.get("budgets", []), *facts.get("carry_forward", [])]]
    told += [one["limit"] for one in facts.get("delegations", []) if "limit" in one] + facts.get("not_flows", [])
    told += [part for one in rows(facts) for part in one.get("by_year", {}).values()]
    assert [one for one in told if one is not None and Decimal(str(one)) not in written] == []


@pytest.mark.parametrize("stem", STEMS)
def test_totals_that_are_said_to_agree_add_up(stem: str) -> None:
    facts = facts_of(stem)
    for total in facts.get("totals", []):
        if "parts" in total:
            parts = sum(Decimal(str(part)) for part in total["parts"])
            assert (parts == Decimal(str(total["stated"]))) is total["agrees"]
    for flow in rows(facts):
        if "by_year" in flow:
            assert sum(flow["by_year"].values()) == flow["amount"]
            assert sorted(flow["by_year"]) == flow["financial_years"]


@pytest.mark.parametrize("stem", STEMS)
def test_each_party_of_a_flow_is_named_in_its_text(stem: str) -> None:
    facts, text = facts_of(stem), text_of(stem)
    named = [one for flow in rows(facts) for one in (flow["payer"], flow.get("payee"), *flow.get("payees", []))]
    named += [one for more in facts.get("partnerships", []) for one in more["members"]]
    assert [name for name in named if name and not spoken(name, facts.get("also", {}), text)] == []


@pytest.mark.parametrize("stem", STEMS)
def test_each_delegate_is_named_in_its_text(stem: str) -> None:
    facts, words = facts_of(stem), key(text_of(stem).replace("0p", "Op").replace("tlng", "ting"))
    short = {"Chief Executive Officer": {"ceo", "chief executive"}, "Director of the VRU": {"director of the vru"}}
    for one in facts.get("delegations", []):
        assert any(
            name in words
            for name in {key(one["to"]), *short.get(one["to"], set())} | ({"dmpc"} if one["to"].startswith("Deputy") else set())
        )


@pytest.mark.parametrize("stem", STEMS)
def test_each_numbered_place_is_in_its_text(stem: str) -> None:
    facts = facts_of(stem)
    for one in [*rows(facts), *facts.get("budgets", []), *facts.get("delegations", []), *facts.get("partnerships", [])]:
        assert one["locators"]
        for place in one["locators"]:
            if re.fullmatch(r"[\d.]+", place):
                assert re.search(rf"^(?:- )?{re.escape(place)}\b", text_of(stem), re.MULTILINE), place


@pytest.mark.parametrize("stem", STEMS)
def test_stages_and_years_are_in_the_words_of_the_data(stem: str) -> None:
    facts = facts_of(stem)
    for flow in rows(facts):
        assert flow["stage"] in STAGES
        assert all(financial_year(year) for year in flow.get("financial_years", []))
    assert facts["reference"] is None or key(facts["reference"]) in key(text_of(stem))
