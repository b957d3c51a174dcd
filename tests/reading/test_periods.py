"""Periods in plain text."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graphkit.period import earliest, latest, year_days
from graphkit.reading.lengths import agree, begins, ends
from graphkit.reading.periods import Period, find

MONTHS = "January February March April May June July August September October November December".split()
STARTS = st.integers(1990, 2060)
DAYS = st.dates(date(1990, 1, 1), date(2079, 12, 31))
QUIET = st.text(alphabet="xyz ", max_size=20).map(lambda text: f"xy {text} zz ")


def one(text: str) -> Period:
    (found,) = find(text)
    return found


def year(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02d}"


def told(day: date, form: str) -> str:
    ordinal = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    month = MONTHS[day.month - 1]
    return form.format(d=day.day, o=ordinal, M=month, S=month[:3], m=day.month, y=day.year, s=day.year % 100)


DAY_FORMS = ["{d} {M} {y}", "{d}{o} {M} {y}", "{d}{o} of {M} {y}", "{d} {M}, {y}", "{M} {d}, {y}", "{M} {d}{o}, {y}",
             "{d} {S} {y}",
             "{d}-{S}-{y}", "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d:02}.{m:02}.{y}", "{d:02}-{m:02}-{y}", "{d:02} {m:02}/{y}",
             "{y}-{m:02}-{d:02}", "{d}  {M}\n{y}", "the {d}{o} day of {M} {y}"]  # fmt: skip


@given(STARTS, st.sampled_from(["/", "-", "–", " / ", " /", "/ ", " - "]), st.booleans())
def test_a_financial_year_is_read_in_every_spelling(start: int, sign: str, full: bool) -> None:
    end = f"{start + 1}" if full else f"{(start + 1) % 100:02d}"
    found = one(f"{start}{sign}{end}")
    assert (found.kind, found.years, found.doubt) == ("financial_years", (year(start),), "")


@given(
    st.integers(2010, 2049),
    st.sampled_from(["{}/{}", "in {}/{}:", "FY{}/{}", "FY{}-{}", "FY {}/{}", "financial year {}-{}", "({}/{})"]),
)
def test_a_short_financial_year_is_read(start: int, form: str) -> None:
    assert one(form.format(start % 100, start % 100 + 1)).years == (year(start),)


@given(
    STARTS, st.integers(1, 9), st.sampled_from(["{} to {}", "{} - {}", "{}-{}", "{} – {}", "between {} and {}", "FYs {} to {}"])
)
def test_from_one_financial_year_to_another_are_all_between(start: int, more: int, form: str) -> None:
    found = one(form.format(year(start), year(start + more)))
    assert found.years == tuple(year(start + n) for n in range(more + 1))


@given(st.lists(STARTS, min_size=2, max_size=5, unique=True), st.sampled_from([" and ", " & ", ", and "]))
def test_a_list_of_financial_years_keeps_its_order(starts: list[int], last: str) -> None:
    years = [year(start) for start in starts]
    assert one(f"{', '.join(years[:-1])}{last}{years[-1]}").years == tuple(years)


@given(DAYS, st.sampled_from(DAY_FORMS))
def test_a_day_is_read_in_every_spelling(day: date, form: str) -> None:
    found = one(told(day, form))
    assert (found.kind, found.first, found.last) == ("date", day.isoformat(), day.isoformat())


@given(DAYS, st.sampled_from(["{M} {y}", "{S} {y}", "{M}, {y}", "{M} of {y}", "{S}-{y}", "{M}\n{y}"]))
def test_a_month_is_read_in_every_spelling(day: date, form: str) -> None:
    found = one(told(day, form))
    assert (found.kind, found.first, found.last) == ("month", day.isoformat()[:7], day.isoformat()[:7])


@given(
    DAYS,
    DAYS,
    st.sampled_from([*DAY_FORMS[:-2], "{M} {y}"]),
    st.sampled_from(["{} to {}", "from {} to {}", "between {} and {}", "{} - {}", "{} – {}", "from {} until {}", "{} up to {}"]),
)
def test_a_span_is_read_with_both_ends(one_day: date, other: date, form: str, span: str) -> None:
    first, last = sorted((one_day, other))
    assume((first.year, first.month) != (last.year, last.month))
    width = 7 if form == "{M} {y}" else 10
    found = one(span.format(told(first, form), told(last, form)))
    assert (found.kind, found.first, found.last) == ("span", first.isoformat()[:width], last.isoformat()[:width])


@given(DAYS, st.sampled_from(["{d} {M} {y}", "{M} {y}", "{d}{o} {M} {y}"]))
def test_a_beginning_has_no_end_and_an_end_no_beginning(day: date, form: str) -> None:
    text = told(day, form)
    assert [(p.kind, p.last) for p in find(f"runs from {text}.")] == [("from", None)]
    assert [(p.kind, p.first) for p in find(f"lasts until {text}.")] == [("until", None)]


@given(DAYS, st.integers(1, 60), st.booleans())
def test_a_length_and_a_start_tell_the_end(day: date, months: int, by_month: bool) -> None:
    text = told(day, "{M} {y}" if by_month else "{d} {M} {y}")
    before, after = one(f"{months} months from {text}"), one(f"from {text} for {months} months")
    assert before.length == after.length == (months, "months")
    assert before.first == after.first == day.isoformat()[: 7 if by_month else 10]
    assert before.last == after.last == ends(before.first or "", months, "months")


@given(DAYS.filter(lambda day: day.day <= 28), st.integers(1, 60), st.sampled_from(["months", "weeks", "days"]))
def test_reckoning_forward_and_back_leads_to_the_start(day: date, number: int, unit: str) -> None:
    last = ends(day.isoformat(), number, unit)
    assert last and begins(last, number, unit) == day.isoformat()
    assert agree(day.isoformat(), last, number, unit)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2017/18-18/19", ("2017/18", "2018/19")), ("FY2022-23", ("2022/23",)), ("1999/00", ("1999/00",)),
        ("22/23:", ("2022/23",)),
        ("FYs 2023/2024 & 2024/25", ("2023/24", "2024/25")),
        ("2018/19, 2019/20 and 2020/21", ("2018/19", "2019/20", "2020/21")),
        ("the financial year ending 31 March 2022", ("2021/22",)), ("year to 31 March 2022", ("2021/22",)),
        ("2023/24 – 2025/26", ("2023/24", "2024/25", "2025/26")), ("allocated to 2024/25", ("2024/25",)),
        ("from the 2023/24 budget", ("2023/24",)), ("in April 2021/22", ("2021/22",)), ("MOPAC 2021-22 funding", ("2021/22",)),
        ("Commissioning Decisions 2021/22", ("2021/22",)), ("£ 2024/25", ("2024/25",)), ("£45,000 24/25", ("2024/25",)),
        ("£1,000 2021/22", ("2021/22",)),
    ],
)  # fmt: skip
def test_financial_years_that_are_named(text: str, years: tuple[str, ...]) -> None:
    assert (one(text).kind, one(text).years) == ("financial_years", years)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "length"),
    [
        ("for 15 months from April 2021", "span", "2021-04", "2022-06", (15, "months")),
        ("15 months from April 2021 to June 2022", "span", "2021-04", "2022-06", (15, "months")),
        ("for a year from 26 June 2021", "span", "2021-06-26", "2022-06-25", (12, "months")),
        ("twelve months to 31 March 2026", "span", "2025-04-01", "2026-03-31", (12, "months")),
        ("10 weeks from 1 March 2022", "span", "2022-03-01", "2022-05-09", (10, "weeks")),
        ("for three years from 2021/22", "span", "2021-04-01", "2024-03-31", (36, "months")),
        ("from 2021/22 for three years", "span", "2021-04-01", "2024-03-31", (36, "months")),
        ("April to September 2022", "span", "2022-04", "2022-09", None),
        ("1 April - 30 June 2022", "span", "2022-04-01", "2022-06-30", None),
        ("between April and June 2022", "span", "2022-04", "2022-06", None),
        ("01/04/2016-31/03/2017", "span", "2016-04-01", "2017-03-31", None),
        ("from 1 April 2022 until the end of March 2023", "span", "2022-04-01", "2023-03", None),
        ("from 2023/24 to March 2025", "span", "2023-04-01", "2025-03", None),
        ("2014-2016", "span", "2014", "2016", None),
        ("between 2019 and 2022", "span", "2019", "2022", None),
        ("from June 2022 onwards", "from", "2022-06", None, None),
        ("since July 2020", "from", "2020-07", None, None),
        ("commencing on 1st October 2014", "from", "2014-10-01", None, None),
        ("by December 2022 at the latest", "until", None, "2022-12", None),
        ("expire on 31st March 2021", "until", None, "2021-03-31", None),
        ("to the end of March 2024", "until", None, "2024-03", None),
        ("until 2022/23", "until", None, "2023-03-31", None),
        ("in 2021", "year", "2021", "2021", None),
        ("27/8/15", "date", "2015-08-27", "2015-08-27", None),
        ("three years", "length", None, None, (36, "months")),
        ("a three-year period", "length", None, None, (36, "months")),
        ("three (3) years", "length", None, None, (36, "months")),
        ("12 month’s grant", "length", None, None, (12, "months")),
    ],
)  # fmt: skip
def test_times_that_are_told(text: str, kind: str, first: str | None, last: str | None, length: tuple[int, str] | None) -> None:
    found = one(text)
    assert (found.kind, found.first, found.last, found.length, found.doubt) == (kind, first, last, length, "")


def test_whole_years_from_a_financial_year_name_them_all() -> None:
    assert one("for three years from 2021/22").years == ("2021/22", "2022/23", "2023/24")


@pytest.mark.parametrize(
    "text",
    [
        "2020/22",
        "October to March 2022",
        "24/25 boroughs",
        "24 months from April 2021 to June 2022",
        "funded from 2023/24",
        "2021 to 2022",
    ],
)
def test_what_may_mean_two_things_is_in_doubt(text: str) -> None:
    assert one(text).doubt


@pytest.mark.parametrize(
    "text",
    [
        "", "DMPCD 2016/79", "DMPCD 2016/17", "DMPCD 2015 96", "DMPCD 2014 – 04", "DMPCD 15 2014", "PCD 2021", "PCD1638",
        "CEOD 29/2023",
        "CEOD 35 - 2024", "CEOD 12/2023", "PCDs 1149, 1147 & 1263", "DMPC Decisions 2014 110 and 2015 46",
        "Regulation (EU) 2016/679",
        "Regulation (EU) 2016/17", "Directive 2014/15/EU", "SI 2015/102", "SI 2015/16", "Contracts Regulations 2015",
        "the 2011 Act",
        "Equality Act 2010", "020 7983 4000", "020 2020 2021", "Tel: 020 2020/21", "+44 20 2020/21", "aged 25-34 and 35-44",
        "24-25",
        "18-24 year olds", "aged 18 years", "16 years old", "five years ago", "the past 10 years", "2,196 women", "3(6)",
        "1-2-1",
        "4.8", "1.2.15", "24th June", "march on", "30 February 2021", "31/13/2021", "2021/2022/2023",
        "24/25 of the boroughs", "2+1 years",
        "two to three years", "three months' notice", "£2021", "2021 people", "99/01", "2015/14", "2010/79", "a year",
        "per year",
        "1234567890", "12020/21", "2020/211",
    ],
)  # fmt: skip
def test_what_is_no_period_is_not_read(text: str) -> None:
    assert find(text) == []


FORMS = ["in 2021/22", "from 1 April 2021 to 31 March 2022", "for 15 months from April 2021", "until March 2024",
         "2018/19 and 2019/20",
         "three years", "on 26 June 2021", "2014-2016"]  # fmt: skip


@given(QUIET, QUIET, st.sampled_from(FORMS))
def test_words_that_say_nothing_of_it_do_not_change_a_period(left: str, right: str, text: str) -> None:
    alone, among = one(text), one(f"{left}{text} {right}")
    assert among._replace(start=0, end=0) == alone._replace(start=0, end=0)


PIECES = st.sampled_from(
    ["2021", "/22", "-", "/", " ", "2021/22", "22/23", "April ", "31 March 2022", "from ", "to ", " to ", "until ", "between ",
    " and ",
     ", ", "three years", " for ", "12 months ", "\n", "29 February ", "FY", "financial year ", "1/4/", "the end of ", "0",
     "PCD ", "May",
     "year to ", "٢٠٢١", "\u00a0", "–", "29 February 2021", "weeks", "999 weeks from "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_periods_never_overlap_and_say_what_is_written(text: str) -> None:
    place = 0
    for found in find(text):
        assert place <= found.start < found.end
        assert text[found.start : found.end] == found.written
        place = found.end
        assert all(year_days(each) for each in found.years)
        if found.first and found.last:
            assert earliest(found.first) <= latest(found.last)
