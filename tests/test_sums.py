"""Year by year: each pound of a schedule in its own year, what may be of a year never taken for sure, all once in total."""

import csv
import io
import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import build

from graphkit import Scope
from graphkit.cli import main
from graphkit.errors import UsageError
from graphkit.sums import by_year, of_year

DIRECTIONS = ("incoming", "internal", "outgoing")


@pytest.fixture
def asked(tmp_path):
    """Totals year by year of a small store, at the boundary round M."""

    def asked(*flows, by_year=True, scope=None, **more):
        with build(tmp_path / "small", flows) as graph:
            return graph.totals(["M"], scope, by_year=by_year, **more)

    return asked


def years(answer, key="incoming"):
    """What is surely of each year, and up to how much may be, in pounds."""
    found = {}
    for row in answer["by_year"]:
        for sums in row[key]["by_stage"]:
            found[row["year"]] = tuple(None if sums[kind] is None else float(sums[kind]) for kind in ("amount", "up_to"))
    return found


# ---- worked by hand ------------------------------------------------------------------------------------


def test_each_year_of_a_schedule_has_its_part(asked):
    assert years(asked("S M 15, by_year: {2017/18: 10, 2018/19: 5}")) == {"2017/18": (10, None), "2018/19": (5, None)}


def test_money_of_one_year_is_surely_of_it(asked):
    assert years(asked("S M 15, start: 2017-04-01, end: 2018-03-31")) == {"2017/18": (15, None)}


def test_money_of_two_years_may_be_of_either_and_is_surely_of_none(asked):
    answer = asked("S M 15, start: 2018-03-31, end: 2018-04-01")
    assert years(answer) == {"2017/18": (None, 15), "2018/19": (None, 15)}
    assert (answer["incoming"]["amount"], answer["incoming"]["flow_count"]) == (15, 1)
    for row in answer["by_year"]:
        assert (row["incoming"]["flows"], row["incoming"]["unsure_count"]) == ([], 1)
        assert row["incoming"]["may_be_of_year"] == [{"flow": "x-1/sm", "up_to": Decimal("15.00")}]


def test_money_of_which_no_year_is_told_stands_in_a_last_row_of_its_own(asked):
    answer = asked("S M 15", "X M 4, financial_years: [2017/18]")
    assert years(answer) == {"2017/18": (4, None), None: (15, None)}
    assert answer["by_year"][-1]["year"] is None


def test_years_without_money_have_no_row(asked):
    answer = asked("S M 15, financial_years: [2010/11]", "X M 4, financial_years: [2017/18]")
    assert list(years(answer)) == ["2010/11", "2017/18"]


def test_money_that_only_starts_may_be_of_every_later_year_shown_and_of_more(asked):
    answer = asked("S M 15, start: 2017-05", "X M 1, financial_years: [2016/17]", "Y M 2, financial_years: [2018/19]")
    assert years(answer) == {"2016/17": (1, None), "2017/18": (None, 15), "2018/19": (2, 15)}
    assert "x-1/sm has no stated end: it may be of years after those shown" in answer["caveats"]


def test_money_that_only_ends_may_be_of_every_earlier_year_shown_and_of_more(asked):
    answer = asked("S M 15, end: 2017-05", "X M 1, financial_years: [2016/17]", "Y M 2, financial_years: [2018/19]")
    assert years(answer) == {"2016/17": (1, 15), "2017/18": (None, 15), "2018/19": (2, None)}
    assert "x-1/sm has no stated start: it may be of years before those shown" in answer["caveats"]


def test_amounts_that_are_not_stated_are_counted_in_their_year_and_never_zero(asked):
    (row,) = asked("S M ?, financial_years: [2017/18]")["by_year"]
    assert (row["incoming"]["amount"], row["incoming"]["unknown_count"]) == (None, 1)
    (sums,) = asked("S M ?, start: 2017-05, end: 2018-05")["by_year"][0]["incoming"]["by_stage"]
    assert (sums["up_to"], sums["unsure_unknown_count"], sums["amount"]) == (None, 1, None)


def test_stages_are_never_added_in_a_year_either(asked):
    (row,) = asked("S M 15 approved, financial_years: [2017/18]", "X M 4, financial_years: [2017/18]")["by_year"]
    assert row["incoming"]["amount"] is None
    assert [(sums["stage"], sums["amount"]) for sums in row["incoming"]["by_stage"]] == [("approved", 15), ("paid", 4)]


def test_a_flow_that_ends_before_it_starts_is_in_no_year_and_still_in_a_row():
    row = {"flow": "f", "stage": "paid", "amount": Decimal(5), "start": "2020", "end": "2017", "of_year": True, "counted": None}
    (found,) = by_year({"incoming": [row]})
    assert (found["year"], found["incoming"]["amount"]) == (None, Decimal("5.00"))


def test_of_some_payers_only_their_years_are_shown(asked):
    answer = asked("S M 15, financial_years: [2016/17]", "X M 4, financial_years: [2017/18]", payers=["X"])
    assert years(answer) == {"2017/18": (4, None)}


def test_what_is_shared_and_not_split_is_of_no_year(asked):
    answer = asked("S M+B 60, financial_years: [2016/17]")
    assert answer["by_year"] == []
    assert len(answer["shared_not_split"]) == 1


def test_a_year_beside_year_by_year_is_refused(asked):
    with pytest.raises(UsageError, match="one year and year by year"):
        asked("S M 1", scope=Scope(year="2017/18"))


# ---- laws ----------------------------------------------------------------------------------------------

_TIMES = st.sampled_from(
    [
        "",
        ", financial_years: [2017/18]",
        ", financial_years: [2017/18, 2019/20]",
        ", start: 2017-04, end: 2018-03",
        ", start: 2018, end: 2018",
        ", start: 2016-12",
        ", end: 2019-06",
        ", start: 2018-01, financial_years: [2018/19]",
    ]
)
_SCHEDULES = st.dictionaries(st.sampled_from(["2016/17", "2017/18", "2018/19", "2020/21"]), st.integers(0, 90), min_size=1)
FLOWS = st.lists(
    st.tuples(
        st.sampled_from(["S M", "X M", "M T", "M N", "N T"]),
        st.tuples(st.none() | st.integers(0, 90), _TIMES) | _SCHEDULES,
        st.sampled_from(["paid", "approved"]),
    ),
    min_size=1,
    max_size=6,
)


def line(number, way, money, stage):
    if isinstance(money, dict):
        told = ", ".join(f"{year}: {pounds}" for year, pounds in sorted(money.items()))
        return f"f{number}: {way} {sum(money.values())} {stage}, by_year: {{{told}}}"
    pounds, time = money
    return f"f{number}: {way} {'?' if pounds is None else pounds} {stage}{time}"


@settings(max_examples=60)
@given(found=FLOWS)
def test_years_and_no_year_and_what_may_be_of_one_are_together_the_total(tmp_path_factory, found):
    lines = [line(number, *flow) for number, flow in enumerate(found)]
    with build(tmp_path_factory.mktemp("law"), [*lines, "M Nobody ? in_force"]) as graph:
        answer = graph.totals(["M", "N"] if any("N" in one for one in lines) else ["M"], by_year=True)
        alone = graph.totals(["M", "N"] if any("N" in one for one in lines) else ["M"])
    assert set(alone["caveats"]) <= set(answer["caveats"])
    assert all(answer[key] == alone[key] for key in alone if key != "caveats"), "the total is what it is without years"
    for key in DIRECTIONS:
        rows = {row["flow"]: row for row in answer[key]["flows"]}
        sure, may_be = {}, set()
        for year in answer["by_year"]:
            for flow in year[key]["flows"]:
                sure.setdefault(flow["flow"], []).append((year["year"], flow["counted"]))
            may_be |= {flow["flow"] for flow in year[key]["may_be_of_year"]}
        assert sure.keys() | may_be == rows.keys(), "every flow stands somewhere"
        assert not sure.keys() & may_be, "what is surely of a year is in no other"
        for flow, counted in sure.items():
            if schedule := rows[flow].get("by_year"):
                assert dict(counted) == schedule, "the years of a schedule sum to it"
            else:
                assert len(counted) == 1, "a flow is sure in one year at most"
        for stage in answer[key]["by_stage"]:
            mine = {flow for flow in rows if rows[flow]["stage"] == stage["stage"]}
            amounts = [amount for flow in sure.keys() & mine for _, amount in sure[flow]]
            amounts += [rows[flow]["counted"] for flow in may_be & mine]
            assert sum(amount or 0 for amount in amounts) == (stage["amount"] or 0)
            in_years = [s for year in answer["by_year"] for s in year[key]["by_stage"] if s["stage"] == stage["stage"]]
            assert sum(sums["amount"] or 0 for sums in in_years) <= (stage["amount"] or 0)


@settings(max_examples=30)
@given(found=FLOWS, year=st.sampled_from(["2016/17", "2017/18", "2018/19", "2019/20"]))
def test_a_row_of_a_year_is_what_totals_of_that_year_say(tmp_path_factory, found, year):
    with build(tmp_path_factory.mktemp("law"), [line(number, *flow) for number, flow in enumerate(found)]) as graph:
        if not any(flow[0] != "N T" for flow in found):
            return
        one = graph.totals(["M"], Scope(year=year))
        rows = {row["year"]: row for row in graph.totals(["M"], by_year=True)["by_year"]}
    if year in rows:
        for key in DIRECTIONS:
            sure = [{"flow": row["flow"], "counted": row["counted"]} for row in one[key]["flows"]]
            assert rows[year][key]["flows"] == sure
            # Of one year alone, money of which no year is told may be of it, too.
            told = [row["flow"] for row in one[key]["may_be_of_year"] if row["financial_years"] or row["start"] or row["end"]]
            assert [row["flow"] for row in rows[year][key]["may_be_of_year"]] == told


@given(st.sampled_from(["2016/17", "2017/18"]))
def test_money_of_no_told_time_may_be_of_any_year(year):
    assert of_year({"amount": Decimal(1)}, year) == (None, None)


# ---- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path):
    flows = [
        "S M 60, by_year: {2016/17: 20, 2017/18: 40}",
        "M T 50, start: 2017-03, end: 2017-05",
        "M U ?",
        "M V 1, end: 2017-06",
    ]
    with build(tmp_path / "small", flows):
        pass

    def run(*words):
        words = ["totals", "--boundary", "M", *words, "--store", str(tmp_path / "small" / "store")]
        return CliRunner(env={"COLUMNS": "100"}).invoke(main, words)

    return run


PAGE = """\
Totals at the boundary round M

                         amount               may be of that year  stage  number
2016/17       coming in  £20                                       paid   1
              going out                       up to £51            paid   2
2017/18       coming in  £40                                       paid   1
              going out                       up to £51            paid   2
no year told  going out  1 of unknown amount                       paid   1

The same pound may be of one year or another, and stands under each: do not add these lines.

All years, each flow once

"""


def test_the_page_has_a_row_for_each_year_and_the_total_below(run):
    assert run("--by-year").stdout.startswith(PAGE)


def test_a_page_without_doubt_has_no_warning(run):
    assert "do not add" not in run("--by-year", "--to", "U").stdout


def test_csv_has_the_sums_of_each_year_then_of_all(run):
    rows = list(csv.DictReader(io.StringIO(run("--by-year", "--format", "csv").stdout)))
    assert [(row["year"], row["sum"], row["amount"], row["up_to"]) for row in rows[:6]] == [
        ("2016/17", "incoming", "20.00", ""),
        ("2016/17", "outgoing", "", "51.00"),
        ("2017/18", "incoming", "40.00", ""),
        ("2017/18", "outgoing", "", "51.00"),
        ("no year told", "outgoing", "", ""),
        ("", "incoming", "60.00", ""),
    ]


def test_csv_with_evidence_has_the_flows_of_each_year(run):
    rows = list(csv.DictReader(io.StringIO(run("--by-year", "--evidence", "--format", "csv").stdout)))
    assert [(row["year"], row["flow"], row["counted"], row["of_year"]) for row in rows[:4]] == [
        ("2016/17", "x-1/sm", "20.00", "true"),
        ("2016/17", "x-1/mt", "", ""),
        ("2016/17", "x-1/mv", "", ""),
        ("2017/18", "x-1/sm", "40.00", "true"),
    ]
    assert all(row["locators"] for row in rows)


def test_json_has_the_years_with_amounts_as_text(run):
    answer = json.loads(run("--by-year", "--format", "json").stdout)
    assert [row["year"] for row in answer["by_year"]] == ["2016/17", "2017/18", None]
    assert answer["by_year"][0]["incoming"]["flows"] == [{"flow": "x-1/sm", "counted": "20.00"}]
    assert "by_year" not in json.loads(run("--format", "json").stdout)


def test_a_year_and_year_by_year_are_exit_status_2(run):
    done = run("--by-year", "--year", "2017/18")
    assert (done.exit_code, done.stdout) == (2, "")
