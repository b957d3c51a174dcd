"""Decisions that a document cites, in all spellings, each once and never itself."""

import pytest
from said import page

from graphkit.reading.cited import references


def cited(text):
    document, _ = page("PCD 9001 Boats", "1. Introduction", f"1.1 {text}")
    return references(document)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as in PCDs 1149, 1147 & 1263", ("PCD 1149", "PCD 1147", "PCD 1263")),
        ("as in PCD 1442, 1295 and 1263.", ("PCD 1442", "PCD 1295", "PCD 1263")),
        ("by DMPC Decision 1435 and Decision 1683", ("PCD 1435", "PCD 1683")),
        ("DMPC Decisions 2014 110 and 2015 46 set out", ("DMPCD 2014 110", "DMPCD 2015 46")),
        ("CEOD 29/2023 and CEOD 35 - 2024", ("CEOD 29 2023", "CEOD 35 2024")),
        ("PCD1638 and again PCD 1638", ("PCD 1638",)),
        ("DMPCD 2013/96, DMPCD 79 and DMPCD 15 2014", ("DMPCD 2013 96", "DMPCD 79", "DMPCD 15 2014")),
        ("PCD 9001, this one, follows PCD 12", ("PCD 12",)),
    ],
)
def test_every_spelling_is_read_and_written_as_the_data_writes_it(text, found):
    assert cited(text) == found


@pytest.mark.parametrize(
    "text", ["the DMPC decision 12 May 2019", "Decision 2019", "Decision 2 of the board", "an award decision 3"]
)
def test_a_number_that_is_no_reference_is_none(text):
    assert cited(text) == ()


@pytest.mark.parametrize("text", ["PCD 850, 15 boroughs", "PCD 850 and 300 boats", "PCD 850, 2021 was dry"])
def test_a_count_behind_a_reference_is_no_second_one(text):
    assert cited(text) == ("PCD 850",)
