"""Tables, JSON and CSV."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.render import _wide, table, text, to_csv, to_json

CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x1b"), max_size=60).map(text)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6), st.integers(40, 120))
def test_a_table_never_exceeds_its_room_and_loses_no_character(rows, room):
    shown = table(["a", "b", "c"], rows, room)
    assert all(_wide(line) <= room for line in shown.splitlines())
    kept = "".join(shown.split())
    heads = "".join(head for n, head in enumerate("abc") if any(row[n] for row in rows)) or "abc"
    assert set(kept) <= set(heads) | set("".join(cell for row in rows for cell in row)) | {":"}
    if ":" not in kept:
        assert sorted(kept) == sorted(heads + "".join("".join(cell for row in rows for cell in row).split()))


def test_a_column_that_says_nothing_is_not_shown():
    assert table(["a", "b"], [["x", ""], ["y", ""]], 40).splitlines() == ["a", "x", "y"]


def test_where_words_do_not_fit_rows_stand_one_below_the_other():
    assert table(["who", "amount"], [["Hammersmith", "£160,000"]], 20).splitlines() == ["who: Hammersmith", "amount: £160,000"]


def test_words_stay_whole_where_there_is_room_for_them():
    assert table(["who"], [["Lambeth Southwark"]], 10).splitlines() == ["who", "Lambeth", "Southwark"]


def test_wide_characters_take_two_columns():
    assert table(["a", "b"], [["東京", "x"]], 40).splitlines() == ["a     b", "東京  x"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (Decimal("95000.00"), "£95,000"),
        ({"id": None, "name": "four sponsors (not named)"}, "four sponsors (not named)"),
        (["a", {"id": "b", "name": "B"}], "a, B"),
        ({"2023/24": Decimal("115000.00")}, "2023/24: £115,000"),
        ("a\x1b[2Jb\u202ec\nd", "a [2Jb c d"),
    ],
)
def test_a_value_is_told_in_one_line(value, shown):
    assert text(value) == shown


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_of_a_csv_file_is_a_formula(cell):
    (_, row) = csv.reader(io.StringIO(to_csv(["a"], [{"a": cell}])))
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_parties_have_two_columns_in_csv_and_amounts_are_plain():
    row = {"funder": {"id": "moj", "name": "Ministry of Justice"}, "amount": Decimal("1263861.00")}
    assert to_csv(["funder", "funder_id", "amount"], [row]) == "funder,funder_id,amount\nMinistry of Justice,moj,1263861.00\n"


def test_amounts_are_text_in_json_and_anything_strange_is_refused():
    assert json.loads(to_json({"amount": Decimal("0.10"), "unknown": None})) == {"amount": "0.10", "unknown": None}
    with pytest.raises(TypeError):
        to_json({"amount": object()})
