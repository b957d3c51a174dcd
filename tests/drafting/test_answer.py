"""The answer of a reading, as JSON has it, and its page."""

import json

import pytest
from readings import HERON, KNOWN, NORTH, SOUTH, TRUST, at, reading

from graphkit.drafting.answer import answer
from graphkit.drafting.page import page
from graphkit.reading.document import Document
from graphkit.reading.facts import Party, ReadFlow, Reading
from graphkit.render import to_json

FOUND = answer(reading(), KNOWN, "folder/a.pdf")

#: The keys that an answer promises.
PROMISED = {
    "flows": "payer payee payees service amount amount_kind financial_years stage condition instrument purpose background"
    " locator confidence",
    "budgets": "owner programme amount amount_kind financial_years locator",
    "envelopes": "owner programme amount amount_kind financial_years locator",
    "delegations": "delegator delegate authority limit limit_kind standing conditions locator",
    "partnerships": "kind members locator",
}
HEAD = "reference title date_signed decided_by flows budgets delegations partnerships references_decisions findings"


def flow(**more: object) -> dict[str, object]:
    """The answer's row of one flow."""
    found = ReadFlow("a", NORTH, (TRUST,), 100, at("£50,000"), 50)._replace(**more)
    (row,) = answer(reading(flows=(found,)), KNOWN, "a")["flows"]
    return row  # type: ignore[no-any-return]


def test_every_key_that_is_promised_is_there() -> None:
    assert set(HEAD.split()) <= FOUND.keys()
    for section, keys in PROMISED.items():
        assert FOUND[section] and all(set(keys.split()) <= row.keys() for row in FOUND[section]), section


def test_an_answer_is_json() -> None:
    assert json.loads(to_json(FOUND)) == FOUND


def test_the_reference_is_in_the_usual_spelling_and_null_where_there_is_none() -> None:
    assert FOUND["reference"] == "PCD 9001"
    assert answer(Reading(Document("", ())), KNOWN, "a.txt")["reference"] is None


def test_the_decisions_that_are_cited_are_in_the_usual_spelling_each_once_without_its_own() -> None:
    cited = answer(reading(references=("PCD850", "PCD 850", "PCD9001", "DMPCD 2015/96")), KNOWN, "a")["references_decisions"]
    assert cited == ["PCD 850", "DMPCD 2015 96"]


def test_sums_are_decimal_text_and_confidence_is_between_0_and_1() -> None:
    first = FOUND["flows"][0]
    assert (first["amount"], first["amount_kind"], first["confidence"]) == ("60000.75", "exact", 0.9)
    assert FOUND["flows"][1]["amount"] == "50000"
    assert FOUND["delegations"][0]["limit"] == "50000"
    assert FOUND["budgets"][0]["by_year"] == {"2024/25": "2000"}


def test_an_amount_that_is_not_told_is_null_and_has_no_kind() -> None:
    row = flow(pence=None)
    assert row["amount"] is None and row["amount_kind"] is None


def test_one_payee_is_the_payee_and_several_stand_in_payees() -> None:
    one, several, none = flow(), flow(payees=(NORTH, SOUTH)), flow(payees=(), service="Peer mentoring")
    assert (one["payee"], one["payees"]) == ("Otter Trust", [])
    assert (several["payee"], several["payees"]) == (None, ["North Council", "South Council"])
    assert (none["payee"], none["payees"], none["service"]) == (None, [], "Peer mentoring")


def test_who_is_only_described_is_null_with_the_description_beside() -> None:
    row = flow(payer=Party("four sponsors", unnamed=True), payees=(Party("a trust", unnamed=True),))
    assert (row["payer"], row["payer_described"]) == (None, "four sponsors")
    assert (row["payee"], row["payee_described"]) == (None, "a trust")
    assert flow(payer=None)["payer"] is None


def test_names_are_those_of_the_gazetteer_where_a_party_is_known() -> None:
    assert flow(payees=(Party("The Otters", "trust"),))["payee"] == "Otter Trust"
    assert flow(payees=(Party("Northern Council"),))["payee"] == "North Council"
    assert flow(payees=(HERON,))["payee"] == "Heron House"


def test_new_parties_are_listed_once_with_the_kind_that_is_sure() -> None:
    found = {party["name"]: party["kind"] for party in FOUND["new_parties"]}
    assert found == {"Heron House": "not known", "Chief Finance Officer": "role"}


def test_the_evidence_is_where_the_words_are() -> None:
    (one,) = FOUND["flows"][1]["evidence"]
    text = reading().document.text
    assert text[one["start"] : one["end"]] == one["words"]
    assert FOUND["flows"][1]["locator"] == one["locator"] == "recommendation 1"


def test_envelopes_stand_apart_from_budgets() -> None:
    assert [row["id"] for row in FOUND["budgets"]] == ["own-money"]
    assert [row["id"] for row in FOUND["envelopes"]] == ["up-to"]


def test_findings_are_passed_on() -> None:
    assert answer(reading(), KNOWN, "a", [{"rule": "undated"}])["findings"] == [{"rule": "undated"}]


def test_the_file_is_told_without_its_folder() -> None:
    assert FOUND["file"] == "a.pdf"


# ---- the page ------------------------------------------------------------------------------------------


def test_the_page_tells_every_fact_with_its_place_and_how_sure_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = page(FOUND)
    for words in (
        "PCD 9001: A grant to the Otters",
        "North Council → Otter Trust: £50,000, approved, 2024/25, for Peer mentoring",
        "recommendation 1",
        "85%",
        "up to £10,000",
        "North Council → Chief Finance Officer: sign the grant, up to £50,000",
        "a standing power",
        "only recalled",
        "Otter Trust runs Peer mentoring, since 2020",
        "Parties that are new: Chief Finance Officer (role); Heron House (not known)",
    ):
        assert words in shown, words


def test_a_page_without_facts_says_so() -> None:
    shown = page(answer(Reading(Document("", ())), KNOWN, "a.txt"))
    assert shown.startswith("no reference: no title\n") and "No facts were found in it." in shown


def test_no_text_of_a_document_moves_the_cursor() -> None:
    document = Document("", (), title="a\x1b[2Jb", notes=("c\x07d",))
    shown = page(answer(Reading(document), KNOWN, "e\x1b.txt", [{"message": "f\x1bg"}]))
    assert not {"\x1b", "\x07"} & set(shown)
