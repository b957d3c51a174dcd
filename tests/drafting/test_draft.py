"""The draft of a reading: the form of decision files, everything marked, nothing lost, and it loads."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from readings import HERON, KNOWN, NORTH, SOUTH, TRUST, at, reading

import graphkit
from graphkit.drafting.checked import problems
from graphkit.drafting.draft import drafted
from graphkit.model import Organisation
from graphkit.ontology import load
from graphkit.reading.document import Document
from graphkit.reading.facts import Party, ReadDelegation, ReadFlow, Reading

ONTOLOGY = load()


def made(found: Reading, known: list[Organisation] = KNOWN, file: str = "a.txt") -> tuple[str, dict[str, Any]]:
    """The name of a draft and what it holds, which loads as it stands."""
    name, text = drafted(found, known, ONTOLOGY, file)
    assert problems(text, name, known, ONTOLOGY) == []
    return name, yaml.load(text, Loader=yaml.BaseLoader)


def one(**more: Any) -> dict[str, Any]:
    """The draft's entry of one flow."""
    found = ReadFlow("a", NORTH, (TRUST,), 100, at("£50,000"), 50)._replace(**more)
    entry: dict[str, Any] = made(reading(flows=(found,)))[1]["flows"][0]
    return entry


def test_a_draft_has_every_fact_in_its_section() -> None:
    _, sheet = made(reading())
    found = {
        key: [entry["id"] for entry in sheet[key]] for key in sheet if key in {r.section for r in ONTOLOGY.relations.values()}
    }
    assert found == {
        "flows": ["heron-north", "north-otters", "shared", "before"],
        "budgets": ["own-money"],
        "envelopes": ["up-to"],
        "delegations": ["sign", "scheme"],
        "partnerships": ["pair"],
        "provisions": ["mentoring"],
    }


def test_a_fact_has_its_words_their_place_and_is_not_reviewed() -> None:
    entry = one()
    text = reading().document.text
    (evidence,) = entry["evidence"]
    assert (entry["reviewed"], entry["confidence"], entry["locators"]) == ("false", "50", ["1.1"])
    assert text[int(evidence["start"]) : int(evidence["end"])] == evidence["words"] == "£50,000"
    assert (evidence["locator"], evidence["rule"]) == ("1.1", "award")


def test_a_draft_is_named_after_its_reference_else_after_the_file_that_was_read() -> None:
    nameless = Document("", (), title="../../etc/passwd")
    assert made(reading())[0] == "pcd-9001.yaml"
    assert made(Reading(nameless), file="in/../My Paper2.PDF")[0] == "my-paper-2.yaml"
    assert made(Reading(nameless), file="☃.pdf")[0] == "decision.yaml"


def test_what_the_head_does_not_tell_is_left_for_the_reviewer() -> None:
    _, sheet = made(Reading(Document("", ())))
    assert (sheet["status"], sheet["reference"], sheet["title"], sheet["date_signed"]) == ("draft", "null", "null", "null")


def test_who_decided_is_told_as_written_where_nobody_knows_the_post() -> None:
    _, sheet = made(Reading(Document("", (), title="t", decided_by="Chief Otter Officer")))
    assert sheet["decided_by"] == "Chief Otter Officer"
    assert [(party["name"], party["kind"]) for party in sheet["organisations"]] == [("Chief Otter Officer", "role")]


def test_other_references_of_the_page_are_kept() -> None:
    _, sheet = made(Reading(Document("", (), title="t", references=("PCD 1853", "PCD1852", "PCD 1853"))))
    assert (sheet["reference"], sheet["aliases"]) == ("PCD 1853", ["PCD 1852"])


def test_a_party_that_nobody_knows_is_listed_and_its_kind_is_not_guessed() -> None:
    _, sheet = made(reading())
    found = {party["name"]: party["kind"] for party in sheet["organisations"]}
    assert found == {
        "Heron House": "not known",
        "Peer mentoring": "service",
        "Care Fund": "programme",
        "Chief Finance Officer": "role",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Otter Works Ltd", "company"),
        ("Otter Works Limited", "company"),
        ("London Borough of Anywhere", "local authority"),
        ("Anywhere City Council", "local authority"),
        ("National Youth Council", "not known"),
        ("Otter Trust for Rivers", "not known"),
        ("Otter Arts CIC", "social enterprise"),
    ],
)
def test_a_kind_is_told_only_by_words_that_are_sure(name: str, kind: str) -> None:
    _, sheet = made(reading(flows=(ReadFlow("a", NORTH, (Party(name),), None, at("£50,000"), 50),)))
    assert {party["name"]: party["kind"] for party in sheet["organisations"]}[name] == kind


def test_a_new_party_gets_an_id_that_nobody_has() -> None:
    _, sheet = made(reading(flows=(ReadFlow("a", NORTH, (Party("TRUST"), Party("☃☃")), None, at("£50,000"), 50),)))
    known = {party.id for party in KNOWN}
    assert not known & {party["id"] for party in sheet["organisations"]}


def test_a_name_that_may_be_several_is_no_party_until_somebody_decides() -> None:
    twice = [*KNOWN, *(Organisation(id, id.upper(), "charity", ("Other Trust",)) for id in ("o", "otters"))]
    found = reading(flows=(ReadFlow("a", NORTH, (Party("Other Trust"),), None, at("£50,000"), 50),))
    assert made(found, twice)[1]["flows"][0]["recipient"] == {"unnamed": "Other Trust: may be O (o) or OTTERS (otters)"}


def test_payees_who_share_one_sum_are_a_joint_group() -> None:
    assert one(payees=(NORTH, SOUTH), payer=HERON)["recipient"] == {"joint": ["North Council", "South Council"]}


def test_a_service_stands_in_for_a_payee_that_is_not_chosen() -> None:
    entry = one(payees=(), service="Peer mentoring")
    assert entry["recipient"] == entry["service"] == "Peer mentoring"


def test_who_is_not_named_is_described() -> None:
    entry = one(payer=None, payees=(Party("a trust", unnamed=True),))
    assert entry["funder"] == {"unnamed": "a payer that the document does not name"}
    assert entry["recipient"] == {"unnamed": "a trust"}


def test_recalled_money_is_set_aside_and_is_no_award() -> None:
    entry = one(background=True)
    assert (entry["reviewed"], entry["stage"]) == ("recalled", "in_force")
    assert one(background=True, stage="paid")["stage"] == "paid"


def test_a_standing_power_is_told_as_one() -> None:
    _, sheet = made(reading())
    assert [entry.get("standing") for entry in sheet["delegations"]] == [None, "true"]


def test_at_least_is_about_with_a_note_as_the_form_has_no_word_for_it() -> None:
    entry = one(amount_kind="at_least")
    assert entry["amount_kind"] == "approx" and "at least" in entry["note"]


def test_an_amount_that_is_not_told_is_null() -> None:
    entry = one(pence=None)
    assert entry["amount"] == "null" and "amount_kind" not in entry


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"by_year": (("2024/25", 5),)}, "by_year"),
        ({"funded_from": ("nobody",)}, "funded_from"),
        ({"funded_from": ("A B!",)}, "funded_from"),
        ({"start": "2025", "end": "2024"}, "end"),
        ({"start": "soon"}, "start"),
        ({"years": ("2024/26",)}, "financial_years"),
    ],
)
def test_a_field_that_data_files_do_not_take_is_kept_in_the_note(more: dict[str, Any], key: str) -> None:
    entry = one(**more)
    assert key not in entry and f"{key} as read: " in entry["note"]


def test_what_a_taken_fact_rests_on_and_is_only_recalled_goes_to_its_note() -> None:
    recalled = ReadFlow("b", HERON, (NORTH,), 100, at("£10,000"), 50, background=True)
    paid = ReadFlow("a", NORTH, (TRUST,), 100, at("£50,000"), 50, funded_from=("b",))
    first = made(reading(flows=(paid, recalled)))[1]["flows"][0]
    assert "funded_from as read: b" in first["note"]


def test_ids_are_unique_over_all_sections_and_what_names_them_follows() -> None:
    flows = (
        ReadFlow("sign", HERON, (NORTH,), 100, at("£10,000"), 50),
        ReadFlow("up-to", NORTH, (TRUST,), 100, at("£50,000"), 50, funded_from=("sign",)),
        ReadFlow("own", NORTH, (TRUST,), 100, at("£50,000"), 50),
    )
    _, sheet = made(reading(flows=flows))
    ids = [entry["id"] for section in ("flows", "budgets", "envelopes", "delegations") for entry in sheet[section]]
    assert len(set(ids)) == len(ids) and "own" not in ids
    assert sheet["flows"][1]["funded_from"] == [sheet["flows"][0]["id"]]


def test_a_fact_that_nothing_can_mend_stays_for_the_reviewer() -> None:
    same = ReadDelegation("a", NORTH, NORTH, "sign", at("The clerk"), 50)
    name, text = drafted(reading(delegations=(same,)), KNOWN, ONTOLOGY, "a.txt")
    assert [problem.what for problem in problems(text, name, KNOWN, ONTOLOGY)] == ["delegate: the same party at both ends"]


def test_findings_are_kept_and_are_no_facts() -> None:
    text = drafted(reading(), KNOWN, ONTOLOGY, "a.txt", [{"rule": "undated", "message": "m"}]).text
    assert yaml.safe_load(text)["findings"] == [{"rule": "undated", "message": "m"}]
    assert problems(text, "pcd-9001.yaml", KNOWN, ONTOLOGY) == []


def test_words_of_any_kind_come_back_from_a_store(tmp_path: Path, gazetteer: Path) -> None:
    words = 'He said: "no"\n\t- #1\u2028 \x07 end'
    flow = ReadFlow("a", NORTH, (TRUST,), 100, at("£50,000"), 50)
    flow = flow._replace(evidence=(flow.evidence[0]._replace(words=words),))
    name, text = drafted(reading(flows=(flow,)), KNOWN, ONTOLOGY, "a.txt")
    (tmp_path / name).write_text(text, encoding="utf-8")
    graphkit.build([str(gazetteer), str(tmp_path / name)], str(tmp_path / "store"), drafts=True)
    with graphkit.open(str(tmp_path / "store")) as graph:
        (row,) = graph.funded_by("North Council")["recipients"]
    assert row["evidence"][0]["words"] == words
