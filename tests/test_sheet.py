"""A table with a column of names, reconciled: nothing lost, nothing picked, nothing that a spreadsheet would run."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.errors import InputError
from graphkit.sheet import added, read

ADDED = ["id", "name", "score", "match", "candidates"]


@pytest.fixture
def run(store_folder, tmp_path):
    """The command on a table; gives exit status, standard output, standard error."""

    def run(table, *words, column="body"):
        file = tmp_path / "list.csv"
        file.write_bytes(table if isinstance(table, bytes) else table.encode())
        done = CliRunner().invoke(main, ["reconcile", str(file), "--column", column, "--store", store_folder, *words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def table(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_row_stays_in_its_place_with_whom_its_name_means(run):
    status, out, err = run("body,pounds\nWIP,5\nNobody at all,6\nmopac,7\n")
    head, *rows = table(out)
    assert (status, head) == (0, ["body", "pounds", *ADDED])
    assert [row[:3] for row in rows] == [["WIP", "5", "women-in-prison"], ["Nobody at all", "6", ""], ["mopac", "7", "mopac"]]
    assert [row[5] for row in rows] == ["true", "false", "true"]
    assert err == "3 rows: 2 matched, 1 like nobody\n"


def test_what_is_only_like_a_name_is_a_candidate_and_no_match(run):
    status, out, err = run("body\nWomen in Prisn\n")
    (_, row) = table(out)
    assert (status, row[1], row[2], row[4]) == (1, "", "", "false")
    assert row[5].startswith("women-in-prison (Women in Prison, ") and 80 < float(row[3]) < 100
    assert err == "1 row: 0 matched, 1 with candidates alone\n"


def test_a_name_of_several_is_told_and_nobody_is_picked(tmp_path, folder):
    parties = (
        "organisations:\n- {id: a, name: Rescue, kind: charity}\n- {id: b, name: Lifeboats, kind: service, aliases: [Rescue]}\n"
    )
    place = folder("decided_by: Lifeboats\n", parties=parties)
    (tmp_path / "list.csv").write_text("body\nRescue\n")
    built = CliRunner().invoke(main, ["build", str(place), "--store", str(tmp_path / "store")])
    assert built.exit_code == 0, built.stderr
    words = ["reconcile", str(tmp_path / "list.csv"), "--column", "body", "--store", str(tmp_path / "store")]
    done = CliRunner().invoke(main, words)
    assert table(done.stdout)[1] == ["Rescue", "", "", "100", "false", "b (Lifeboats, 100); a (Rescue, 100)"]
    assert done.stderr == "1 row: 0 matched, 1 with several of that name\n"
    assert table(CliRunner().invoke(main, [*words, "--type", "charity"]).stdout)[1][1] == "a"


def test_json_has_every_cell_as_it_was_and_what_speaks_for_each_candidate(run):
    status, out, _ = run('body,sum\n"=WIP",+5\n', "--format", "json")
    answer = json.loads(out)
    (row,) = answer["rows"]
    assert (status, answer["matched"], row["cells"], row["line"]) == (0, 1, ["=WIP", "+5"], 2)
    assert row["candidates"][0]["features"] == {"alias": True}


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "@SUM(1)", "+cmd|x", "-2+3", "\tx", "=1"])
def test_no_cell_is_a_formula(run, cell):
    line = io.StringIO()
    csv.writer(line).writerow(["WIP", cell])
    _, out, _ = run("body,x\n" + line.getvalue())
    assert table(out)[1][1] == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+1,250.50", "-0.5%", "5", "O'Neill", "a=b", "é\u2028", 'two\nlines "here"', " x "])
def test_what_is_no_formula_stays_as_it_is(run, cell):
    line = io.StringIO()
    csv.writer(line).writerow(["WIP", cell])
    _, out, _ = run("body,x\n" + line.getvalue())
    assert table(out)[1][1] == cell


def test_a_heading_that_is_a_formula_becomes_none(run):
    assert table(run("body,=1+1\nWIP,2\n")[1])[0][1] == "'=1+1"


def test_where_a_column_has_one_of_the_names_all_say_whose_they_are(run):
    head, row = table(run("ID,name\n1,WIP\n", column="name")[1])
    assert head == ["ID", "name", *(f"graphkit_{key}" for key in ADDED)]
    assert row[:3] == ["1", "WIP", "women-in-prison"]


def test_columns_of_an_earlier_run_stay_beside_the_new_ones():
    assert added(["id", "graphkit_id"])[0] == "graphkit_2_id"


@pytest.mark.parametrize(("start", "end"), [(b"\xef\xbb\xbf", b"\r\n"), (b"", b"\n"), (b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n")])
def test_the_table_begins_and_ends_its_lines_as_before(run, tmp_path, start, end):
    run(start + b"body" + end + b"WIP" + end, "-o", str(tmp_path / "out.csv"))
    out = (tmp_path / "out.csv").read_bytes()
    assert out.startswith(start + b"body,id") and out.endswith(end) and out.count(b"\n") == 2
    assert (b"\r" in out) == (end == b"\r\n")


def test_a_row_that_is_short_or_empty_stays(run):
    rows = table(run("a,body,c\nx,WIP\n\n,,\n")[1])
    assert [row[:3] for row in rows[1:]] == [["x", "WIP", ""], ["", "", ""], ["", "", ""]]
    assert [row[6] for row in rows[1:]] == ["true", "", ""]


def test_the_same_name_has_the_same_answer_in_every_row(run):
    first, second = table(run("body\nWIP\nWIP\n")[1])[1:]
    assert first == second


def test_a_cell_that_is_no_name_is_like_nobody(run):
    assert run("body\n" + "x" * 5000 + "\n")[2] == "1 row: 0 matched, 1 like nobody\n"


def test_every_fault_of_a_table_is_told_with_its_line():
    with pytest.raises(InputError) as error:
        read(b'a,b\n1,2,3\n"x\ny",2\n1,2,3,4\n', "list.csv")
    assert [(one.line, one.what) for one in error.value.problems] == [
        (2, "3 cells under 2 columns"),
        (5, "4 cells under 2 columns"),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "no heading"), (b"\n1", "no heading"), (b"a\n\xff\n", "no UTF-8"), (b'a\n"x\n', "no CSV"), (b'a\n"x"y\n', "no CSV")],
)
def test_what_is_no_table_is_refused_with_a_reason(run, data, said):
    status, out, err = run(data)
    assert (status, out) == (2, "") and said in err


@pytest.mark.parametrize(
    ("column", "said"),
    [("bodi", "no column is called 'bodi'"), ("x", "2 columns are called 'x'"), ("", "no column is called ''")],
)
def test_a_column_that_is_not_there_once_is_refused(run, column, said):
    status, _, err = run("body,x,x\nWIP,1,2\n", column=column)
    assert status == 2 and said in err


def test_a_kind_that_nobody_has_is_refused(run):
    assert run("body\nWIP\n", "--type", "chairty")[0] == 2


def test_a_file_that_is_not_there_is_refused(tmp_path, store_folder):
    done = CliRunner().invoke(main, ["reconcile", str(tmp_path / "none.csv"), "--column", "a", "--store", store_folder])
    assert (done.exit_code, done.stdout) == (2, "") and "none.csv cannot be read" in done.stderr


def test_the_result_goes_to_a_file_and_the_table_may_come_from_standard_input(tmp_path, store_folder):
    words = ["reconcile", "-", "--column", "body", "--store", store_folder, "-o", str(tmp_path / "out.csv")]
    done = CliRunner().invoke(main, words, input="body\nWIP\n")
    assert (done.exit_code, done.stdout) == (0, "") and "wrote " in done.stderr
    assert table((tmp_path / "out.csv").read_text())[1][1] == "women-in-prison"
