"""The thirty decisions of the programme family: every row that was read from their sheets stands in the data.

``golden/family.csv`` holds the rows as they were read: names as written, pounds, years, stage, place. An empty
name is one that was not told; an empty amount one that was not stated.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from graphkit.builder import check
from graphkit.model import Fact
from graphkit.money import pence
from graphkit.names import Resolver

CONTENT = check()
RESOLVER = Resolver(CONTENT.organisations)
PARTIES = {party.id: party for party in CONTENT.organisations}
DECISIONS = {decision.id: decision for decision in CONTENT.decisions}
ROWS = list(csv.DictReader((Path(__file__).parent / "golden" / "family.csv").read_text(encoding="utf-8").splitlines()))
FAMILY = sorted({row["decision"] for row in ROWS})

#: Names that stand for several parties, or for one that only its own document calls so.
NAMED = {
    "Ministry of Justice / HMPPS": {"moj", "hmpps"},
    "NHS England and HMPPS": {"nhs-england", "hmpps"},
    "Fund Manager": {"fund-manager-for-victim-services"},
}
#: The sheet has one year for money of which a part is for a later one, not known.
TIMED_OTHERWISE = "responding-london-victims-commissioner-review/response"
#: The ends of each kind of fact.
ENDS = {"flow": ("funder", "recipient"), "budget": ("owner",), "delegation": ("delegator", "delegate")}


def parties(name: str) -> set[str]:
    """The parties of a name as it was written; none where none was told."""
    return NAMED.get(name) or ({RESOLVER(name).id} if name else set())


def of(decision: str, relation: str) -> list[Fact]:
    """The facts of a kind that a decision states and that are not inferred."""
    facts = (fact for fact in CONTENT.facts if (fact.decision, fact.relation) == (decision, relation))
    return [fact for fact in facts if fact.values.get("stated", True)]


def same_party(end: str, name: str) -> bool:
    """Whether a party of the data is the one of a name, or stands where none was told."""
    party, named = PARTIES[end], parties(name)
    return {end} == named or (set(party.members) == named and bool(named)) or (not named and party.kind in ("unnamed", "service"))


def fits(fact: Fact, row: dict[str, str]) -> bool:
    """Whether a fact tells what a row does."""
    values = fact.values
    if row["locator"] not in values["locators"]:
        return False
    if row["section"] == "partnership":
        return set(values["members"]) == parties(row["from"]) | parties(row["to"]) and values["kind"] == row["amount_kind"]
    ends = zip(ENDS[row["section"]], (row["from"] if row["section"] != "budget" else "MOPAC", row["to"]), strict=False)
    if not all(same_party(values[end], name) for end, name in ends):
        return False
    if row["section"] == "delegation":
        return True
    money = (values.get("amount"), values.get("amount_kind", ""), values.get("stage", ""))
    years = " ".join(fact.said.values.get("financial_years", ()))
    told = (pence(row["amount"]) if row["amount"] else None, row["amount_kind"], row["stage"])
    return money == told and (years == row["financial_years"] or fact.id == TIMED_OTHERWISE)


def test_there_are_thirty_of_them() -> None:
    assert len(FAMILY) == 30
    assert set(FAMILY) <= DECISIONS.keys()


@pytest.mark.parametrize("decision", FAMILY)
def test_every_row_of_a_sheet_is_one_fact_and_every_fact_of_these_kinds_one_row(decision: str) -> None:
    for section in ("flow", "budget", "delegation", "partnership"):
        rows = [row for row in ROWS if (row["decision"], row["section"]) == (decision, section)]
        left = of(decision, section)
        for row in rows:
            found = next((fact for fact in left if fits(fact, row)), None)
            assert found is not None, f"no {section} tells {row}"
            left.remove(found)
        assert left == []


@pytest.mark.parametrize("decision", FAMILY)
@pytest.mark.parametrize("section", ["flow", "budget"])
def test_a_decision_adds_up_to_what_its_sheet_adds_up_to(decision: str, section: str) -> None:
    rows = [row for row in ROWS if (row["decision"], row["section"]) == (decision, section)]
    facts = of(decision, section)
    assert len(facts) == len(rows)
    assert sum(fact.values.get("amount", 0) for fact in facts) == sum(pence(row["amount"]) for row in rows if row["amount"])
    unknown = [fact for fact in facts if "amount" not in fact.values]
    assert len(unknown) == sum(not row["amount"] for row in rows)


def test_these_are_the_sums_of_all_thirty() -> None:
    assert Counter(row["section"] for row in ROWS) == {"flow": 57, "budget": 22, "delegation": 13, "partnership": 19}
    sums = {
        section: sum(pence(row["amount"]) for row in ROWS if row["section"] == section and row["amount"])
        for section in ("flow", "budget")
    }
    assert sums == {"flow": 14981129825, "budget": 13445511200}
