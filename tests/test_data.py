"""The packaged data: what the first five decisions say, in numbers read from them by hand and written here again."""

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from five import FIRST_FIVE

from graphkit import packaged
from graphkit.builder import check
from graphkit.forms import FORMS
from graphkit.model import Fact
from graphkit.names import labels
from graphkit.ontology import load

ROOT = Path(__file__).parent.parent
DATA = Path(packaged.path("data"))
CONTENT = check()
FACTS = {fact.id: fact for fact in CONTENT.facts}
PARTIES = {party.id: party for party in CONTENT.organisations}
DECISIONS = {decision.id: decision for decision in CONTENT.decisions}


def of(decision: str, relation: str = "flow") -> list[Fact]:
    """The facts of a kind that a decision states."""
    return [fact for fact in CONTENT.facts if fact.decision == decision and fact.relation == relation]


def pounds(decision: str, relation: str = "flow") -> dict[str, int | None]:
    """Whole pounds of each fact of a kind, by its short id; None where not stated."""
    amounts = {fact.id.split("/")[1]: fact.values.get("amount") for fact in of(decision, relation)}
    return {id: None if amount is None else amount // 100 for id, amount in amounts.items()}


def by_year(id: str) -> dict[str, int]:
    """A schedule in whole pounds."""
    return {year: amount // 100 for year, amount in FACTS[id].values["by_year"].items()}


# ---- the whole -----------------------------------------------------------------------------------------


def test_the_card_counts_what_is_there() -> None:
    asserted = yaml.safe_load((DATA / "dataset.yaml").read_text(encoding="utf-8"))["assertions"]
    sections = {relation.name: relation.section for relation in load().relations.values()}
    listed = yaml.safe_load((DATA / "organisations.yaml").read_text(encoding="utf-8"))["organisations"]
    assert asserted == {
        "decisions": len(CONTENT.decisions),
        "organisations": len(listed),
        "facts": dict(Counter(sections[fact.relation] for fact in CONTENT.facts)),
    }


def test_there_are_forty_flows_in_the_first_five_decisions() -> None:
    assert Counter(fact.decision for fact in CONTENT.facts if fact.relation == "flow" and fact.decision in FIRST_FIVE) == {
        "dmpcd-2015-96": 26,
        "pcd-1428": 2,
        "pcd-1514": 4,
        "pcd-172": 6,
        "pcd-949": 2,
    }


def test_every_fact_has_a_place_in_its_document() -> None:
    assert [fact.id for fact in CONTENT.facts if not fact.values.get("locators")] == []


def test_every_party_that_is_named_is_there() -> None:
    fields = load().fields
    named: set[str] = set()
    for fact in CONTENT.facts:
        for key, value in fact.values.items():
            if fields[key].form in ("party", "parties", "programme"):
                named.update(value if isinstance(value, tuple) else (value,))
    for decision in CONTENT.decisions:
        named.update(decision.programmes, filter(None, [decision.decided_by]))
    for party in CONTENT.organisations:
        named.update(party.members, party.replaces, filter(None, [party.unit_of]))
    assert named - PARTIES.keys() == set()


def test_no_name_leads_to_two_parties() -> None:
    keys = Counter(key for party in CONTENT.organisations if party.kind != "unnamed" for key in labels(party))
    assert [key for key, number in keys.items() if number > 1] == []


def test_no_identifiers_but_sure_ones() -> None:
    assert {scheme for party in CONTENT.organisations for scheme in party.identifiers} == {"gss", "charity", "company", "ppon"}


@pytest.mark.parametrize(
    ("scheme", "pattern"),
    [("gss", r"E\d{8}"), ("charity", r"\d{6,7}"), ("company", r"\d{8}"), ("ppon", r"P[A-Z]{3}-\d{4}-[A-Z]{4}")],
)
def test_identifiers_are_written_as_their_registers_write_them(scheme: str, pattern: str) -> None:
    found = [party.identifiers[scheme] for party in CONTENT.organisations if scheme in party.identifiers]
    assert found and [value for value in found if not re.fullmatch(pattern, value)] == []


def test_no_identifier_stands_twice() -> None:
    found = Counter(item for party in CONTENT.organisations for item in party.identifiers.items())
    assert max(found.values()) == 1


def test_there_are_thirty_two_boroughs_and_each_has_its_code() -> None:
    members = PARTIES["32-london-boroughs"].members
    assert sorted(PARTIES[id].identifiers["gss"] for id in members) == [f"E090000{number:02d}" for number in range(2, 34)]


def test_the_office_that_decides_is_a_role() -> None:
    assert {PARTIES[decision.decided_by or ""].kind for decision in CONTENT.decisions} == {"role"}


def test_the_data_carry_their_licence() -> None:
    note = "Contains public sector information licensed under the Open Government Licence v3.0."
    assert note in (DATA / "dataset.yaml").read_text(encoding="utf-8")


def test_the_readme_of_the_data_carries_the_licence_too() -> None:
    text = " ".join((DATA / "README.md").read_text(encoding="utf-8").split())
    assert "Contains public sector information licensed under the [Open Government Licence v3.0]" in text


def tracked() -> list[Path]:
    """The files of the repository; all below it where there is no git."""
    done = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False)
    names = done.stdout.decode().split("\0") if done.returncode == 0 else []
    return [path for path in (ROOT / name for name in names) if path.is_file()] or [p for p in DATA.rglob("*") if p.is_file()]


def test_no_file_points_out_of_the_repository() -> None:
    outside = ("/".join(["..", "shared"]), "/".join(["", "work", ""]), "/".join(["", "work", "main"]))
    found = [path for path in tracked() if any(place.encode() in path.read_bytes() for place in outside)]
    assert [str(path.relative_to(ROOT)) for path in found] == []


def test_the_forms_of_the_facts_are_all_known() -> None:
    fields = load().fields
    assert {fields[key].form for fact in CONTENT.facts for key in fact.values} <= FORMS.keys()


# ---- decision by decision ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "signed", "between", "cites"),
    [
        ("pcd-172", "2017-03-20", None, ()),
        ("pcd-949", None, ("2020-09", "2021-06"), ("pcd-850",)),
        ("pcd-1428", None, ("2020", "2023-03"), ("pcd-849",)),
        ("pcd-1514", None, ("2023-04", "2024-03"), ("pcd-1291",)),
        ("dmpcd-2015-96", "2015-08-27", None, ("dmpcd-2014-110", "dmpcd-2015-46")),
    ],
)
def test_a_decision_has_its_date_or_its_bounds_and_what_it_cites(id: str, signed: Any, between: Any, cites: Any) -> None:
    assert (DECISIONS[id].date_signed, DECISIONS[id].between, DECISIONS[id].cites) == (signed, between, cites)


@pytest.mark.parametrize(
    ("decision", "amounts"),
    [
        (
            "pcd-172",
            {
                "nhse-mopac": 120000,
                "mopac-lambeth": 95000,
                "mopac-working-chance": 25000,
                "mopac-lambeth-lcpf": None,
                "lambeth-wip": None,
                "sponsors-working-chance": None,
            },
        ),
        ("pcd-949", {"moj-mopac": 1263861, "mopac-providers": 2916992}),
        ("pcd-1428", {"camden-mopac": 25000, "yjb-lrp": None}),
        (
            "pcd-1514",
            {
                "probation-mopac": 300000,
                "mopac-neurodiversity": 800000,
                "mopac-mentoring": 273000,
                "probation-mopac-phase-one": None,
            },
        ),
    ],
)
def test_a_decision_moves_the_money_that_it_says(decision: str, amounts: dict[str, int | None]) -> None:
    assert pounds(decision) == amounts


@pytest.mark.parametrize(
    ("decision", "relation", "amounts"),
    [
        ("pcd-949", "budget", {"mopac-budget": 1653131}),
        ("pcd-1428", "budget", {"post": 50000, "post-balance": None}),
        ("pcd-1514", "budget", {"iom-budget": 773000}),
        ("dmpcd-2015-96", "budget", {"victims-budget": None}),
        ("dmpcd-2015-96", "envelope", {"victims-envelope": 1690000}),
        ("pcd-1514", "carry_forward", {"iom-carry-forward": 633000}),
        ("pcd-949", "figure", {"business-case-threshold": 500000, "procurement-threshold": 181302}),
        ("pcd-1514", "figure", {"business-case-threshold": 500000, "procurement-threshold": 181302, "medium-term-plan": 2100000}),
    ],
)
def test_what_moves_no_money_has_its_amount_too(decision: str, relation: str, amounts: dict[str, int | None]) -> None:
    assert pounds(decision, relation) == amounts


#: The two tables after 1.10, row by row.
IVS = {
    "barking-and-dagenham": 45000,
    "bexley": 26000,
    "croydon": 78000,
    "greenwich": 66836,
    "hackney": 37917,
    "haringey": 40901,
    "havering": 53564,
    "islington": 32000,
    "lambeth": 168835,
    "merton": 86560,
    "newham": 58000,
    "richmond-and-kingston": 30000,
    "southwark": 24700,
    "sutton": 25000,
    "tower-hamlets": 54500,
    "tri-borough": 160000,
}
RJ = {
    "barking-and-dagenham": 40000,
    "greenwich": 29592,
    "haringey": 38300,
    "hillingdon": 6300,
    "lewisham": 50000,
    "merton": 12500,
    "tower-hamlets": 4292,
    "tri-borough": 27500,
    "waltham-forest": 41516,
}


@pytest.mark.parametrize(
    ("programme", "table"),
    [("local-integrated-victim-services", IVS), ("local-restorative-justice", RJ)],
    ids=["services", "justice"],
)
def test_a_table_of_allocations_is_there_row_by_row(programme: str, table: dict[str, int]) -> None:
    rows = [fact.values for fact in of("dmpcd-2015-96") if fact.values["programme"] == programme]
    assert {row["recipient"]: row["amount"] // 100 for row in rows} == table and len(rows) == len(table)


def test_twenty_five_allocations_add_up_to_what_is_stated() -> None:
    amounts = [fact.values["amount"] for fact in of("dmpcd-2015-96") if "amount" in fact.values]
    assert (len(amounts), sum(amounts)) == (25, 123781300)


def test_every_allocation_comes_from_the_victims_budget_and_is_authorised_by_the_envelope() -> None:
    allocations = {fact.id for fact in of("dmpcd-2015-96") if fact.values.get("funded_from") == ("dmpcd-2015-96/victims-budget",)}
    assert allocations == set(FACTS["dmpcd-2015-96/victims-envelope"].values["used_by"]) and len(allocations) == 25


def test_other_money_than_the_grant_may_feed_the_victims_budget() -> None:
    values = FACTS["dmpcd-2015-96/victims-budget"].values
    assert (values["funded_from"], values["stated"]) == (("dmpcd-2015-96/moj-mopac", "own"), False)


@pytest.mark.parametrize(
    ("id", "years"),
    [
        ("pcd-1514/probation-mopac", {"2023/24": 115000, "2024/25": 185000}),
        ("pcd-1514/mopac-neurodiversity", {"2023/24": 91000, "2024/25": 490000, "2025/26": 219000}),
        ("pcd-1514/mopac-mentoring", {"2023/24": 24000, "2024/25": 169000, "2025/26": 80000}),
        ("pcd-1514/iom-budget", {"2024/25": 474000, "2025/26": 299000}),
        ("pcd-1514/iom-carry-forward", {"2024/25": 334000, "2025/26": 299000}),
    ],
)
def test_a_schedule_is_the_one_of_the_table(id: str, years: dict[str, int]) -> None:
    assert by_year(id) == years


def test_these_are_all_the_schedules() -> None:
    assert len([fact for fact in CONTENT.facts if "by_year" in fact.values and fact.decision in FIRST_FIVE]) == 5


@pytest.mark.parametrize("id", ["pcd-1514/mopac-neurodiversity", "pcd-1514/mopac-mentoring"])
def test_the_two_ends_of_the_services_are_both_kept(id: str) -> None:
    assert [(telling.field, telling.value) for telling in FACTS[id].told] == [("end", "2025-12"), ("end", "2025-09")]


def test_the_carry_forward_is_kept_in_both_tellings() -> None:
    told = [telling.value for telling in FACTS["pcd-1514/iom-carry-forward"].told]
    assert told == [{"2024/25": 33400000, "2025/26": 29900000}, {"2024/25": 33400000, "2025/26": 30000000}]


def test_one_fact_of_the_other_decisions_is_told_twice() -> None:
    told = [fact for fact in CONTENT.facts if fact.told]
    assert len(told) == 4
    (other,) = [fact for fact in told if fact.decision not in FIRST_FIVE]
    assert other.id == "wrap-around-services-women-criminal-justice-system-funds/moj-mopac"
    assert [(telling.field, telling.value) for telling in other.told] == [("amount_kind", "exact"), ("amount_kind", "up_to")]


def test_one_total_alone_does_not_agree() -> None:
    wrong = [fact for fact in CONTENT.facts if fact.values.get("agrees") is False]
    assert [(fact.id, fact.values["stated_total"], fact.values["parts"]) for fact in wrong] == [
        ("pcd-1514/total-carry-forward-issues", "633000", ("334000", "300000")),
    ]


@pytest.mark.parametrize(
    ("decision", "totals"),
    [
        ("pcd-172", [120000]),
        ("pcd-949", [21, 2916992]),
        ("pcd-1428", []),
        ("pcd-1514", [115000, 299000, 633000, 633000, 659000, 1073000, 1073000]),
        ("dmpcd-2015-96", [22, 250000, 987813, 1237813]),
    ],
)
def test_a_decision_states_its_totals(decision: str, totals: list[int]) -> None:
    assert sorted(int(fact.values["stated_total"]) for fact in of(decision, "total")) == totals


def test_what_is_inferred_says_so() -> None:
    inferred = [
        id for id, fact in FACTS.items() if fact.values.get("stated") is False and fact.relation not in ("lineage", "provision")
    ]
    assert inferred == [
        "dmpcd-2015-96/victims-budget",
        "pcd-172/lambeth-wip",
        "pcd-26/other-share",
    ]


@pytest.mark.parametrize(
    ("id", "limit", "kind", "standing"),
    [
        ("pcd-172/dmpc-director-of-iom", 2500000, "cap", False),
        ("pcd-949/mopac-dmpc-business-cases", 50000000, "floor", True),
        ("pcd-1514/mopac-dmpc-business-cases", 50000000, "floor", True),
        ("pcd-949/mopac-dmpc-grant-offers", None, None, True),
        ("pcd-1514/dmpc-director-of-commissioning", None, None, False),
        ("dmpcd-2015-96/dmpc-coo-sign", None, None, False),
    ],
)
def test_a_delegation_has_its_limit_and_says_whether_it_stands(
    id: str, limit: int | None, kind: str | None, standing: bool
) -> None:
    values = FACTS[id].values
    assert (values.get("limit"), values.get("limit_kind"), values.get("standing", False)) == (limit, kind, standing)


@pytest.mark.parametrize(
    ("id", "members"),
    [
        ("pcd-949/co-commissioning-moj", {"mopac", "moj"}),
        ("pcd-1514/iom-framework", {"mopac", "mps", "london-probation"}),
        ("pcd-1428/lrp", {"32-london-boroughs", "aldcs", "moj", "yjb", "ycs", "nhs-england"}),
        ("dmpcd-2015-96/tri-borough", {"hammersmith-and-fulham", "kensington-and-chelsea", "westminster"}),
        ("dmpcd-2015-96/evaluation-panel", {"mopac", "london-councils", "yjb", "restorative-justice-council"}),
    ],
)
def test_a_partnership_has_its_members(id: str, members: set[str]) -> None:
    assert set(FACTS[id].values["members"]) == members


def test_the_split_of_the_joint_grant_is_left_open() -> None:
    recipient = FACTS["pcd-949/mopac-providers"].values["recipient"]
    assert (recipient, PARTIES[recipient].members) == ("advance+south-london-alliance", ("advance", "south-london-alliance"))


def test_the_sponsors_stay_unnamed() -> None:
    assert PARTIES[FACTS["pcd-172/sponsors-working-chance"].values["funder"]].kind == "unnamed"


@pytest.mark.parametrize(
    ("decision", "number"), [("pcd-172", 1), ("pcd-949", 4), ("pcd-1428", 2), ("pcd-1514", 6), ("dmpcd-2015-96", 3)]
)
def test_a_decision_has_the_observations_that_a_reader_made(decision: str, number: int) -> None:
    assert len(of(decision, "observation")) == number
