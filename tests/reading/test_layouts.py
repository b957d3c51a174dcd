"""Each layout, in a small document of our own: what its parts are and where they stand."""

import json

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading import wire
from graphkit.reading.document import Document


@pytest.mark.parametrize("layout", made.LAYOUTS)
def test_a_layout_is_known(layout: str) -> None:
    assert made.read(made.LAYOUTS[layout]).layout == layout


def test_a_web_page_has_its_numbers_as_printed() -> None:
    document = made.read(made.PAGE)
    assert made.places(document) == {
        "executive summary": "The office",
        "recommendation": "The Deputy",
        "recommendation 1": "Accept £50,000",
        "recommendation 2": "Award £30,000",
        "1.1": "The trusts",
        "1.2": "Their boats",
        "2.1": "The table",
        "table after 2.1, Trust": "Trust 2019/20",
        "table after 2.1, Heron": "Heron 10,000",
        "table after 2.1, Otter": "Otter 15,000",
        "table after 2.1, total": "Total 25,000",
        "3.1": "The office",
    }
    assert not any(block.counted for block in document.blocks)


def test_the_head_tells_reference_role_and_what_is_blank() -> None:
    document = made.read(made.PAGE)
    assert (document.title, document.references) == ("PCD 9001 Boats for the Heron Trust", ("PCD 9001",))
    assert (document.decided_by, document.date_signed) == ("Deputy Mayor, Policing and Crime", None)
    assert document.blank == ("date signed",)


def test_a_form_tells_its_date_however_interests_are_declared() -> None:
    words = "Having asked myself whether I have an interest in this, I declare none."
    form = made.FORM.replace("I confirm that I have no interest in this decision that would have to be declared.", words)
    assert (words in form, made.read(form).date_signed) == (True, "2013-09-03")


def test_a_form_tells_its_date_and_role_where_it_was_signed() -> None:
    document = made.read(made.FORM)
    assert (document.date_signed, document.decided_by) == ("2013-09-03", "Deputy Mayor for Policing and Crime")
    assert (document.title, document.ids) == ("Lamps for the towpath", ("dmpcd-2013-07",))


def test_a_form_is_mended_where_a_scan_broke_it() -> None:
    found = {block.locator: block.text for block in made.read(made.FORM).blocks}
    assert found["1.1"].endswith("think back to the lamps of old.")
    assert found["1.2"] == "It is time that somebody put new ones up along it."
    assert found["2.1"].endswith("without a full stop, and the second begins small.")
    assert found["table 1 after 2.1, Heronby"] == "Heronby (and Swanby)\t£3,000"
    assert found["table 2 after 2.1, total"] == "Total\t£400"


def test_an_old_page_has_bullets_of_the_decision_without_a_heading() -> None:
    document = made.read(made.OLD)
    assert made.places(document) == {
        "executive summary": "The ministry",
        "decision paragraph before the bullets": "That the",
        "decision bullet 1": "£95,000 to",
        "decision bullet 2": "£25,000 to",
        "decision paragraph after the bullets": "That the",
        "1.1": "The ferry",
    }
    assert (document.date_signed, document.ids) == ("2017-03-20", ("pcd-77",))
    assert ("heading", "introduction", "Ferries of Otterby") in made.outline(document)


def test_numbers_that_a_page_lost_are_counted() -> None:
    document = made.read(made.LOST)
    counted = [(block.number, block.locator) for block in document.blocks if block.counted and block.kind != "heading"]
    assert counted == [
        ("1", "recommendation 1"),
        ("2", "recommendation 2"),
        ("1.1", "introduction"),
        ("1.2", "introduction"),
        ("3.1", "legal comments"),
    ]


def test_a_title_that_stands_twice_is_no_summary() -> None:
    found = [block.kind for block in made.read(made.LOST).blocks if "Mentors for otters" in block.text]
    assert found == ["title", "title"]


def test_a_table_of_lines_is_rows_again_with_its_blanks() -> None:
    rows = {block.cells[0]: block.cells[1:] for block in made.read(made.LOST).blocks if block.kind == "row"}
    assert rows[""] == ("2023/24 £", "2024/25 £", "2025/26 £", "Total £")
    assert rows["Ministry"] == ("11,500", "18,500", "", "30,000")
    assert rows["Own budget"] == ("", "47,400", "29,900", "77,300")


def test_a_table_that_adds_up_in_several_ways_is_left_as_it_is_and_told() -> None:
    text = "Key information\n\nFinancial comments\n\nWhat\tA\tB\tTotal\nBoat\t5\t5\nOar\t5\t5\nLamp\t1\t1\t2\nTotal\t6\t6\t12\n"
    document = made.read(text)
    assert [block.cells for block in document.blocks if block.text.startswith("Boat")] == [("Boat", "5", "5")]
    assert document.notes == (
        "table in financial comments: blank cells are lost, and no sums say where the figures stand of: Boat, Oar",
    )


def test_a_stripped_copy_has_no_title_and_no_reference() -> None:
    document = made.read(made.STRIPPED)
    assert (document.title, document.references, document.decided_by) == (None, (), None)
    assert list(made.places(document)) == ["executive summary", "recommendation 1", "recommendation 2"]


def test_a_number_that_stands_twice_is_told_apart() -> None:
    text = made.PAGE.replace("1.2 Their boats are old.", "1.1 Their boats are old.\n\n• Very.")
    places = made.places(made.read(text))
    assert places["1.1 (first)"] == "The trusts" and places["1.1 (second)"] == "Their boats"
    assert [b.locator for b in made.read(text).blocks if b.text == "Very."] == ["1.1 (second)"]


def test_the_person_who_decided_is_never_the_role() -> None:
    assert made.read(made.PAGE.replace(", Deputy Mayor, Policing and Crime", "")).decided_by is None


def test_a_page_that_contradicts_itself_says_so() -> None:
    document = made.read(made.PAGE.replace("Reference code: PCD 9001", "Reference code: PCD9003"))
    assert document.ids == ("pcd-9003", "pcd-9001")
    assert document.notes == ("several references: PCD9003, PCD 9001",)


def test_a_date_that_there_is_not_is_unknown_and_told() -> None:
    document = made.read(made.OLD.replace("20 March", "31 February"))
    assert document.date_signed is None
    assert made.read(made.PAGE.replace("Date signed:", "Date signed: 31 February 2017")).notes == (
        "the date signed is no date: 31 February 2017",
    )


_LINES = [line for text in made.LAYOUTS.values() for line in text.split("\n")]


@given(st.lists(st.one_of(st.sampled_from(_LINES), st.text(max_size=40)), max_size=60))
def test_every_block_is_a_piece_of_the_text_in_its_order(texts: list[str]) -> None:
    if not any(text.strip() for text in texts):
        return
    from graphkit.reading.build import built
    from graphkit.reading.plain import lines

    document = built(lines("\n".join(texts).encode()))
    end = -1
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert end < block.start
        end = block.end
        assert bool(block.locator) == (block.kind != "boilerplate")


@given(st.lists(st.sampled_from(_LINES), max_size=60))
def test_no_word_is_lost(texts: list[str]) -> None:
    from graphkit.reading.build import built
    from graphkit.reading.plain import clean, lines

    document = built(lines("\n".join(texts).encode()))
    words = {word for text in texts for word in clean(text).split()}
    assert words <= set(document.text.split())


@given(st.sampled_from(list(made.LAYOUTS)))
def test_a_document_is_the_same_after_json(layout: str) -> None:
    document = made.read(made.LAYOUTS[layout])
    assert wire.made(Document, json.loads(json.dumps(document))) == document


def test_an_item_that_stands_further_in_belongs_to_the_one_above() -> None:
    text = made.STRIPPED.replace("- Note", " - the red one\n\n - the blue one\n\n- Note")
    found = [(b.locator, b.text) for b in made.read(text).blocks if b.kind == "item"]
    assert [place for place, _ in found] == ["recommendation 1"] * 3 + ["recommendation 2"]


def test_a_printed_number_does_not_reach_into_the_next_section() -> None:
    text = made.PAGE.replace("3. Legal Comments", "Legal Comments").replace("3.1 The office", "The office")
    assert made.places(made.read(text))["legal comments"] == "The office"


def test_a_heading_that_nobody_knows_opens_a_section_where_it_is_numbered() -> None:
    text = made.PAGE.replace("3. Legal Comments", "3. What the herons say").replace("3.1 The office", "They")
    assert made.places(made.read(text))["what the herons say"] == "They may"


def test_a_flattened_table_may_have_no_head() -> None:
    cells = ["Elm", "\u00a31,000", "\u00a33,000", "Oak", "\u00a32,000", "\u00a34,000", "Ash", "\u00a33,000", "\u00a35,000"]
    rows = [block.cells for block in made.read("\n\n".join(["Financial comments", *cells])).blocks if block.kind == "row"]
    assert rows == [
        ("Elm", "\u00a31,000", "\u00a33,000"),
        ("Oak", "\u00a32,000", "\u00a34,000"),
        ("Ash", "\u00a33,000", "\u00a35,000"),
    ]
