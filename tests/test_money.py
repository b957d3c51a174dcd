"""Pounds and pence: exact both ways, and only in plain digits."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.money import LARGEST, pence, plain, pounds, words

AMOUNTS = st.integers(0, LARGEST - 1)


@given(AMOUNTS)
def test_an_amount_written_plainly_is_read_back_to_the_penny(amount: int) -> None:
    assert pence(plain(amount)) == amount


@given(AMOUNTS)
def test_pounds_are_a_hundredth_of_pence_exactly(amount: int) -> None:
    assert pounds(amount) * 100 == amount


@given(AMOUNTS)
def test_pounds_always_have_two_places(amount: int) -> None:
    assert pounds(amount).as_tuple().exponent == -2


@given(st.integers(0, 10**14 - 1), st.integers(0, 99))
def test_pence_are_the_sum_of_pounds_and_pence(whole: int, part: int) -> None:
    assert pence(f"{whole}.{part:02d}") == whole * 100 + part


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "£95,000", "95,000", "£95000", "1e3", "1E3", "-5", "+5", "1.234", ".5", "5.", "NaN", "nan", "inf", "0x10", "0b1",
        "1_000", "9999999999999999", "100000000000000", "٩", "５", "1 000", " 5", "5 ", "5\n", "1.2.3", "five", "1/2", "5p", "½",
    ],
)  # fmt: skip
def test_anything_but_plain_digits_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="plain digits"):
        pence(text)


@given(st.text())
@example("1" * 5000)
def test_any_text_is_an_amount_or_a_value_error(text: str) -> None:
    try:
        amount = pence(text)
    except ValueError:
        return
    assert Decimal(text) == pounds(amount)


def test_the_largest_amount_of_fourteen_digits_is_read() -> None:
    assert pence("99999999999999.99") == LARGEST - 1


@pytest.mark.parametrize(
    ("text", "amount"),
    [("0", 0), ("0.00", 0), ("0.5", 50), ("0.05", 5), ("007", 700), ("14791.76", 1479176), ("95000.0", 9500000)],
)
def test_pounds_with_and_without_pence_are_read(text: str, amount: int) -> None:
    assert pence(text) == amount


@pytest.mark.parametrize(
    ("amount", "kind", "shown"),
    [
        (None, None, "not stated"),
        (None, "up_to", "not stated"),
        (Decimal("0.00"), "exact", "£0"),
        (Decimal("1237813.00"), "exact", "£1,237,813"),
        (Decimal("300000.00"), "up_to", "up to £300,000"),
        (Decimal("50000.00"), "approx", "about £50,000"),
        (Decimal("14791.76"), None, "£14,791.76"),
        (Decimal("0.10"), None, "£0.10"),
    ],
)
def test_a_person_reads_an_amount_in_words(amount: Decimal | None, kind: str | None, shown: str) -> None:
    assert words(amount, kind) == shown
