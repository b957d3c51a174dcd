"""The README of the data says what is so: its blocks, its counts, and the figures that its answers rest on."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from readme import DATA_README, ROOT, block, blocks, counted, counts

TEXT = DATA_README.read_text(encoding="utf-8")
#: What is told of these data, without the description of the format.
TOP = TEXT[: TEXT.index("## How a decision looks")]
PROSE = re.sub(r"```.*?```", "", TOP, flags=re.DOTALL)
#: The prose on one line, to look for sentences in.
SAID = " ".join(PROSE.split())
DECISIONS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "data" / "decisions").glob("*.yaml")
}
READ_IN_FULL = ["PCD 172", "PCD 949", "PCD 1428", "PCD 1514", "DMPCD 2015 96"]
#: How the decisions without a reference are called: by the last part of their address.
WRAP_AROUND = "wrap-around-services-women-criminal-justice-system-funds"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("data-readme")
    (found / "data").symlink_to(ROOT / "data")
    return found


def shown(words: str) -> str:
    """The block whose command holds these words."""
    (found,) = (text for _, text in blocks(DATA_README) if words in text.splitlines()[0])
    return found


def fact(name: str, section: str = "flows") -> dict[str, Any]:
    """A fact as its file has it, by the name that it has everywhere."""
    decision, id = name.split("/")
    (found,) = (fact for fact in DECISIONS[decision][section] if fact["id"] == id)
    return found


def pounds(*amounts: Decimal | float | str) -> str:
    """A sum as the commands print it."""
    total = sum((Decimal(str(amount)) for amount in amounts), Decimal(0))
    return f"£{total:,.2f}".removesuffix(".00")


@pytest.mark.parametrize("text", [text for _, text in blocks(DATA_README)], ids=lambda text: text.splitlines()[0])
def test_a_command_prints_what_the_readme_of_the_data_says(folder: Path, text: str) -> None:
    assert block(text, False, folder) == text


# ---- what is in, what is not, how it was read ----------------------------------------------------------


def test_the_table_counts_what_is_there() -> None:
    assert counted(TEXT) == [counts()]
    card = yaml.safe_load((ROOT / "data" / "dataset.yaml").read_text(encoding="utf-8"))["assertions"]["facts"]
    rows = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|$", counts(), re.MULTILINE))
    assert {section: int(number) for section, number in rows.items()} == card
    assert f"| all | {sum(card.values())} |" in counts()


def test_every_decision_stands_under_one_subject() -> None:
    subjects = re.findall(r"^- \*\*([^*]+)\*\* \((\d+)\): ((?:.+\n)(?:  .+\n)*)", PROSE, re.MULTILINE)
    listed = []
    for subject, number, names in subjects:
        under = [" ".join(name.split()) for name in names.split(",")]
        assert len(under) == int(number), subject
        listed += under
    assert sorted(listed) == sorted(decision["reference"] for decision in DECISIONS.values())
    assert SAID.count(f"{len(listed)} decisions, signed from") == SAID.count(f"These {len(listed)} are a choice") == 1


def test_the_years_are_those_of_the_decisions() -> None:
    signed = sorted(str(decision["date_signed"]) for decision in DECISIONS.values() if decision["date_signed"])
    assert signed[0].startswith("2014-11")
    assert "signed from November 2014 on" in SAID
    facts = [one for decision in DECISIONS.values() for section in ("flows", "budgets") for one in decision.get(section, [])]
    assert max(year for one in facts for year in one.get("financial_years", [])) == "2025/26"
    ends = [told["value"] for one in facts for told in _told(one.get("end"))]
    assert max(str(end) for end in ends)[:7] <= "2026-03"
    assert "for the year that ends in March 2026" in SAID


def _told(value: Any) -> list[dict[str, Any]]:
    if value is None:
        return []
    return value["told"] if isinstance(value, dict) else [{"value": value}]


def test_addresses_are_missing_where_the_readme_says_so() -> None:
    without = {decision["reference"] for decision in DECISIONS.values() if decision["url"] is None}
    assert without == set(READ_IN_FULL)
    assert len(DECISIONS) - len(without) == 30
    assert f"{', '.join(READ_IN_FULL[:-1])} and {READ_IN_FULL[-1]} were read in full. Of the other thirty" in SAID


def test_the_undated_are_as_many_as_said_and_all_are_bounded() -> None:
    undated = [decision for decision in DECISIONS.values() if not decision["date_signed"]]
    assert len(undated) == 20
    assert "Twenty decisions have no date of signing" in SAID
    assert all(len(decision["date_between"]) == 2 for decision in undated)


def test_the_decisions_without_a_reference_are_as_many_as_said() -> None:
    unnumbered = [decision for decision in DECISIONS.values() if not re.match(r"D?M?PCD ", decision["reference"])]
    assert len(unnumbered) == 4
    assert "Four decisions have no reference" in SAID
    assert all(decision["url"].endswith(f"/{decision['reference']}") for decision in unnumbered)
    assert "PCD 850" in DECISIONS["pcd-949"]["cites"]


# ---- the answers: added up again from the files, by the facts that a reader would pick ------------------


def test_the_prose_quotes_no_amount_that_no_test_could_hold() -> None:
    assert "£" not in PROSE
    assert re.findall(r"\d{1,3}(?:,\d{3})+|\d{5,}", PROSE) == []


def test_there_are_five_questions() -> None:
    assert len(re.findall(r"^### ", TOP[TOP.index("## Five questions") :], re.MULTILINE)) == 5


def test_what_the_ministry_put_into_services_for_women() -> None:
    text = shown("Ministry of Justice")
    grants = ["pcd-949/moj-mopac", f"{WRAP_AROUND}/moj-mopac", "pcd-1156/moj-mopac", "pcd-1156/moj-mopac-tupe"]
    told = [fact(name) for name in grants]
    assert {(one["funder"], one["recipient"], one["stage"]) for one in told} == {("Ministry of Justice", "MOPAC", "accepted")}
    first, wrap_around, until_december, staff = (one["amount"] for one in told)
    assert re.search(rf"coming in +{pounds(first, wrap_around, until_december, staff)} +accepted +4\n", text)
    assert re.search(rf"2021/22 +coming in +up to {pounds(first, wrap_around)} ", text)
    assert re.search(rf"2022/23 +coming in +{pounds(until_december)} +up to {pounds(first, wrap_around)} ", text)
    assert re.search(rf"no year told +coming in +{pounds(staff)} ", text)
    assert [one["amount_kind"] for one in told].count("up_to") == 1
    bid = fact("dmpcd-2016-02/moj-mopac")
    assert bid["stage"] == "proposed"
    assert re.search(rf"\n +{pounds(bid['amount'])} +proposed +1\n", text)
    later = text[text.index("2023/24") : text.index("no year told")]
    assert "coming in" not in later
    assert "going out" in later


def test_what_mopac_approved_for_services_for_women() -> None:
    paid = [
        "dmpcd-2016-02/mopac-london-crc",  # tells again what DMPCD 2015 116 approved
        "pcd-172/mopac-lambeth",
        "pcd-172/mopac-working-chance",
        "pcd-949/mopac-providers",
        f"{WRAP_AROUND}/mopac-service",
        "pcd-1156/mopac-service",
        "pcd-1156/mopac-service-tupe",
        "pcd-1267/mopac-advance",
        "pcd-1435/mopac-moj",
        "pcd-1683/mopac-moj-hmpps",
        "pcd-1853/mopac-hmpps",
        "pcd-650/mopac-st-andrews",
        "pcd-1584/mopac-moj",
    ]
    total = pounds(*(fact(name)["amount"] for name in paid))
    assert re.search(rf"going out +{total} +approved +{len(paid)}\n", shown("Ministry of Justice"))


def test_what_became_of_the_money_of_tower_hamlets() -> None:
    text = shown("Tower Hamlets")
    ways = {
        "pcd-1435/tower-hamlets-mopac": "pcd-1435/mopac-moj",
        "pcd-1683/tower-hamlets-mopac": "pcd-1683/mopac-moj-hmpps",
        "pcd-1853/tower-hamlets-mopac": "pcd-1853/mopac-hmpps",
    }
    for came, went in ways.items():
        assert fact(came)["amount"] == fact(went)["amount"]
        assert fact(went)["funded_from"] == ["tower-hamlets-mopac"]
        assert "funded_from" in fact(went)["inferred"]
        assert pounds(fact(came)["amount"]) in text
    total = pounds(*(fact(came)["amount"] for came in ways))
    assert re.search(rf"passed on +{total} +of {total} accepted\n", text)
    assert fact("pcd-1435/tower-hamlets-mopac")["financial_years"] == ["2023/24", "2024/25"]


def test_who_delivers_in_lambeth_is_paid_what_the_decisions_say() -> None:
    text = shown("providers Lambeth")
    assert pounds(fact("pcd-650/mopac-st-andrews")["amount"]) in text
    assert pounds(fact("pcd-949/mopac-providers")["amount"]) in text
    assert fact("pcd-172/lambeth-wip")["amount"] is None
    for name in ("pcd-650/mopac-st-andrews", "pcd-949/sla-whole-system-approach"):
        found = fact(name, "flows" if "mopac" in name else "provisions")
        assert len(found["areas"]) == 6
        assert "areas" in found["inferred"]


def test_where_the_money_of_catch22_comes_from() -> None:
    text = shown("Catch22")
    grant, ministry = fact("pcd-26/mopac-catch22"), fact("pcd-26/moj-mopac")
    rest = fact("pcd-26/other-share", "budgets")
    assert grant["amount"] == ministry["amount"] + rest["amount"]
    assert (grant["amount_kind"], rest["stated"]) == ("up_to", False)
    assert f"up to {pounds(grant['amount'])}" in text
    assert f"(said): at least {pounds(ministry['amount'])}" in text
