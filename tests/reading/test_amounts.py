"""Amounts of money in plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading.amounts import Amount, cell, find, heading

POUNDS = st.integers(1, 10**11)
PENCE = st.integers(1, 10**13)
QUIET = st.text(alphabet="xyz ", max_size=20).map(lambda text: f"xy {text} zz ")


def one(text: str) -> Amount:
    (found,) = find(text)
    return found


def written(pence: int, commas: bool) -> str:
    pounds, rest = divmod(pence, 100)
    return f"{pounds:{',' if commas else ''}}" + (f".{rest:02d}" if rest else "")


@given(PENCE, st.booleans(), st.sampled_from(["£", "£ ", "£\u00a0", "GBP ", "GBP"]))
def test_what_is_written_exactly_is_read_exactly(pence: int, commas: bool, sign: str) -> None:
    found = one(sign + written(pence, commas))
    assert (found.pence, found.unit, found.doubt) == (pence, "digits", "")


@given(
    st.integers(1, 9999),
    st.integers(0, 2),
    st.sampled_from([("k", 10**5), ("K", 10**5), ("m", 10**8), (" m", 10**8), ("M", 10**8), (" million", 10**8),
                     ("million", 10**8), ("mn", 10**8), ("bn", 10**11), (" billion", 10**11), (" thousand", 10**5)]),
)  # fmt: skip
def test_a_rounded_figure_is_read_with_its_unit_and_step(digits: int, places: int, unit: tuple[str, int]) -> None:
    word, scale = unit
    figure = f"{digits // 10**places}" + (f".{digits % 10**places:0{places}d}" if places else "")
    found = one(f"£{figure}{word}")
    assert found.pence == digits * scale // 10**places
    assert found.step_pence == scale // 10**places
    assert found.unit == word.strip()[0].lower().replace("t", "k").replace("b", "bn")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("£5", "exact"), ("of £5", "exact"), ("up to £5", "up_to"), ("Up to £ 5", "up_to"), ("upto £5", "up_to"),
        ("up\nto £5", "up_to"),
        ("a maximum of £5", "up_to"), ("to a maximum of £5", "up_to"), ("not more than £5", "up_to"),
        ("no more than £5", "up_to"),
        ("not exceeding £5", "up_to"), ("must not exceed £5", "up_to"), ("capped at £5", "up_to"), ("less than £5", "up_to"),
        ("maximum contract value of £5", "up_to"), ("£5 maximum", "up_to"), ("£5 (maximum)", "up_to"), ("£5 or less", "up_to"),
        ("up to approximately £5", "up_to"), ("c£5", "approx"), ("c.£5", "approx"), ("c. £5", "approx"), ("circa £5", "approx"),
        ("approx. £5", "approx"), ("approximately £5", "approx"), ("around £5", "approx"), ("about £5", "approx"),
        ("some £5", "approx"),
        ("just under £5", "approx"), ("just over £5", "approx"), ("an estimated £5", "approx"),
        ("estimated cost of £5", "approx"),
        ("in the region of £5", "approx"), ("£5 approx.", "approx"), ("~£5", "approx"), ("at least £5", "at_least"),
        ("over £5", "at_least"), ("in excess of £5", "at_least"), ("£5 or above", "at_least"), ("£5+", "at_least"),
        ("no less than £5", "at_least"), ("a minimum of £5", "at_least"), ("topic £5", "exact"), ("lower £5", "exact"),
    ],
)  # fmt: skip
def test_the_words_around_it_say_what_kind_of_amount_it_is(text: str, kind: str) -> None:
    assert (one(text).kind, one(text).pence) == (kind, 500)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("£5", None), ("£5 per annum", "year"), ("£5 p.a.", "year"), ("£5pa", "year"), ("£5 per year", "year"),
        ("£5 a year", "year"),
        ("£5 each year", "year"), ("£5 per\nannum", "year"), ("£5 (per annum)", "year"), ("£5 annually", "year"),
        ("£5/year", "year"),
        ("£5 in both 2019/20 and 2020/21", "year"), ("£5 in each financial year", "year"), ("£5 for both years", "year"),
        ("annual contribution of £5", "year"), ("£5 per month", "month"), ("£5 a week", "week"), ("£5 per day", "day"),
        ("each of £5", "each"), ("£5 each", "each"), ("£5 for each borough", "each"), ("£5 per borough", "borough"),
        ("£5 per cent", None), ("£5 in any one year", "year"), ("£5 a year-long", None), ("£5. Each", None),
        ("£5 and each", None),
    ],
)  # fmt: skip
def test_what_an_amount_is_for_one_of_is_told(text: str, per: str | None) -> None:
    assert [amount.per for amount in find(text)] == ([per] if "cent" not in text else [])


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("£5", False), ("totalling £5", True), ("a total of £5", True), ("£5 in total", True), ("total cost of £5", True),
        ("Total: £5", True), ("Total £5", True), ("up to a total of £5", True), ("the combined funding allocation of £5", True),
        ("£5\nTotal", False), ("Total\n\n£5", False), ("the total number of posts and £5", False),
    ],
)  # fmt: skip
def test_a_total_is_told_from_its_parts(text: str, total: bool) -> None:
    assert one(text).total is total


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("£10,000-£15,000", 10_000, 15_000), ("£10,000 – £15,000", 10_000, 15_000), ("£10,000-15,000", 10_000, 15_000),
        ("between £10,000 and £15,000", 10_000, 15_000), ("£1.2-1.5m", 1_200_000, 1_500_000), ("£10-15k", 10_000, 15_000),
        ("£5m-£10m", 5_000_000, 10_000_000), ("£5-£10m", 5_000_000, 10_000_000), ("£900,000-£1m", 900_000, 1_000_000),
        ("ranging from £5,000 to £10,000", 5_000, 10_000),
    ],
)  # fmt: skip
def test_a_range_has_two_ends(text: str, lower: int, upper: int) -> None:
    assert (one(text).pence, one(text).upper) == (lower * 100, upper * 100)
    assert one(text).written == text


@pytest.mark.parametrize(
    "text",
    ["from £5,000 to £10,000", "£15,000 - £10,000", "£5,000 and £10,000", "split £5,000 / £10,000", "£5,000+£10,000"],
)
def test_two_amounts_that_are_no_range_stay_two(text: str) -> None:
    assert [amount.upper for amount in find(text)] == [None, None]


@pytest.mark.parametrize("text", ["£45,000 - 2021/22", "£45,000 – 20 posts", "£45,000-2021"])
def test_a_year_or_a_count_does_not_end_a_range(text: str) -> None:
    assert one(text).written == "£45,000"


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        (r"totalling $\pm 1,237,813$ as", 1_237_813), ("± 95,000", 95_000), ("of f95,000 to", 95_000), ("?95,000", 95_000),
        ("\ufffd95,000", 95_000), ("#95,000", 95_000), ("E1.2m", 1_200_000), ("a grant of 95,000 to Lambeth", 95_000),
        ("at a total cost of 1,073,000.", 1_073_000),
    ],
)  # fmt: skip
def test_a_lost_pound_sign_is_said(text: str, pounds: int) -> None:
    assert (one(text).pence, one(text).currency_slip) == (pounds * 100, True)


@pytest.mark.parametrize(
    ("text", "pounds"),
    [("1,237,813 pounds", 1_237_813), ("95,000 GBP", 95_000), ("£5 million pounds", 5_000_000), ("£1.237.813", 1_237_813),
     ("£95 000", 95_000), ("£95 000.00", 95_000), ("£95\u2009000.00", 95_000), ("£1 263 861", 1_263_861),
     ("£20\nmillion", 20_000_000),
     ("£1,263,861.2.1 Next", 1_263_861)],
)  # fmt: skip
def test_unusual_spellings_that_leave_no_choice_are_read(text: str, pounds: int) -> None:
    assert (one(text).pence, one(text).currency_slip) == (pounds * 100, False)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("£95.000", (9_500, 9_500_000)), ("£1, 263 people", (100, 126_300)), ("£95,OOO", (9_500_000,)),
        ("£1,263,86l", (126_386_100,)),
        ("£12,34", ()), ("£2 .5m", (200,)), ("£1 ,5", (100,)), ("£95,0001", ()), ("£" + "9" * 15, ()), ("£100000000bn", ()),
        ("£1,234.567", (123_456_700,)),
    ],
)  # fmt: skip
def test_what_may_be_two_numbers_is_reported_and_not_picked(text: str, readings: tuple[int, ...]) -> None:
    found = one(text)
    assert (found.pence, found.readings) == (None, readings)
    assert found.doubt


@pytest.mark.parametrize(
    "text",
    [
        "", "£", "£ ", "£ and", "£000", "£000s", "£'000", "£ 2024/25", "£2024/25", "£ 2024-25", "£ \n\n2024/25",
        "£5%",
        "38%", "2,196 women",
        "94% of 1,200", "grant of 1,200 hours", "in 2021/22", "PCD 1,234",
        "DMPCD 2015 96", "020 7983 4000", "section 4.8",
        "3(6)",
        "£1 in every £10", "for every £1", "1.10", "27/8/15", "±5%", "f500", "a budget of 2,500 officers", "$5,000", "€5,000",
        "£1234567890123456", "E5 7AB",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_not_read(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "pence", "negative"),
    [
        ("£45,000", 4_500_000, False), (" 91,000 \n", 9_100_000, False), ("1,073,000.50", 107_300_050, False),
        ("45000", 4_500_000, False),
        ("(2,500)", 250_000, True), ("-2,500", 250_000, True), ("(£2,500)", 250_000, True), ("0", 0, False),
        ("£1.2m", 120_000_000, False),
        ("£45,000 per annum", 4_500_000, False),
    ],
)  # fmt: skip
def test_a_cell_under_pounds_holds_an_amount(text: str, pence: int, negative: bool) -> None:
    found = cell(text)
    assert found and (found.pence, found.negative) == (pence, negative)
    assert text[found.start : found.end] == found.written


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "n/a", "TBC", "2023/24", "38%", "Lambeth", "£5 and £6", "12 posts", "1,23", "()"]
)
def test_a_cell_without_one_amount_holds_none(text: str) -> None:
    assert cell(text) is None


def test_a_bare_number_is_an_amount_only_in_a_column_of_pounds() -> None:
    assert cell("91,000", in_pounds=False) is None
    assert cell("£91,000", in_pounds=False) is not None


def test_a_bare_year_in_a_column_of_pounds_is_in_doubt() -> None:
    found = cell("2023")
    assert found and found.pence is None and found.readings == (202_300,)


@pytest.mark.parametrize(
    ("text", "unit", "pence", "step"),
    [("474", "k", 47_400_000, 100_000), ("1.25", "m", 125_000_000, 1_000_000),
    ("1,073", "k", 107_300_000, 100_000)]
)  # fmt: skip
def test_a_cell_is_in_the_unit_of_its_column(text: str, unit: str, pence: int, step: int) -> None:
    found = cell(text, unit=unit)
    assert found and (found.pence, found.step_pence, found.unit) == (pence, step, unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("£", "digits"), ("2023/24 £", "digits"), ("Total  \n£", "digits"), ("£000", "k"), ("£'000", "k"), ("(£000s)", "k"),
    ("£k", "k"),
     ("£m", "m"), ("£ million", "m"), ("Borough", None), ("£45,000", None), ("£5", None), ("Amount", None)],
)  # fmt: skip
def test_a_heading_says_what_its_column_is_in(text: str, unit: str | None) -> None:
    assert heading(text) == unit


@given(PENCE, QUIET, QUIET, st.sampled_from(["£{}", "up to £{}", "c.£{}", "£{} per annum", "a total of £{}", "£{} each"]))
def test_words_that_say_nothing_of_it_do_not_change_an_amount(pence: int, left: str, right: str, form: str) -> None:
    text = form.format(written(pence, True))
    alone, among = one(text), one(f"{left}{text} {right}")
    assert among._replace(start=0, end=0) == alone._replace(start=0, end=0)


@given(st.lists(PENCE, min_size=2, max_size=5), st.sampled_from([", ", "; ", " and ", "\n", "\t", " / "]))
def test_amounts_side_by_side_are_read_as_each_alone(amounts: list[int], gap: str) -> None:
    assert [a.pence for a in find(gap.join(f"£{written(p, True)}" for p in amounts))] == amounts


PIECES = st.sampled_from(
    ["£", "5", "95,000", ".", ",", " ", "m", "k", "up to ", "total ", "-", "between ", " and ", " per annum", "each ", "±",
    "f", "(",
     ")",
     "\n", "\t", "2021/22", "GBP", " pounds", "l", "O", "c.", "%", "over ", "\u00a0", "٣", "$", "+", "a grant of "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_amounts_never_overlap_and_say_what_is_written(text: str) -> None:
    place = 0
    for found in find(text):
        assert place <= found.start < found.end
        assert text[found.start : found.end] == found.written
        assert (found.pence is None) == bool(found.doubt)
        assert found.upper is None or (found.pence is not None and found.pence < found.upper)
        place = found.end


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=50), st.booleans(), st.sampled_from(["digits", "k", "m"]))
def test_any_cell_is_an_amount_or_none(text: str, in_pounds: bool, unit: str) -> None:
    found = cell(text, in_pounds, unit)
    assert found is None or text[found.start : found.end] == found.written
