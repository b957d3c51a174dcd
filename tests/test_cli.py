"""The command line: what it prints where, and how it ends."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "cli"


@pytest.fixture
def run(store_folder, monkeypatch):
    """A command asked of the packaged decisions; gives exit status, standard output, standard error."""
    monkeypatch.setenv("COLUMNS", "110")

    def run(*words, input=None, store=True):
        more = ["--store", store_folder] if store else []
        done = CliRunner().invoke(main, [*words, *more], input=input)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


TABLES = {
    "who-funds": ["who-funds", "wip"],
    "who-funds-evidence": ["who-funds", "Working Chance", "--evidence"],
    "who-funds-shared": ["who-funds", "Westminster"],
    "funded-by": ["funded-by", "MOPAC", "--decision", "PCD 1514"],
    "trace": ["trace", "NHS England", "Working Chance", "--evidence"],
    "trace-without-estimate": ["trace", "MoJ", "Advance"],
    "trace-explain": ["trace", "London Probation", "IOM Neurodiversity service", "--explain"],
    "funded-by-in-the-end": ["funded-by", "NHS England"],
    "authority": ["authority", "Director of IOM"],
    "authority-to-spend": ["authority", "MOPAC", "--decision", "DMPCD 2015 96", "--evidence"],
    "authority-contested": ["authority", "IOM Mentoring service"],
    "conflicts": ["conflicts"],
    "conflicts-evidence": ["conflicts", "Chief Executive Officer", "--evidence"],
    "partners": ["partners", "Camden"],
    "org": ["org", "Working Chance"],
    "decision": ["decision", "PCD 172"],
    "decisions": ["decisions"],
    "lineage": ["lineage"],
    "lineage-of-one": ["lineage", "PCD 949", "--evidence"],
    "search": ["search", "mentor"],
    "orgs": ["orgs", "--kind", "joint group"],
    "sparql": ["sparql", "services"],
}


#: What is said beside a table, on standard error.
BESIDE = {
    "trace-explain": "London Community Rehabilitation Company (to 2021-06), National Probation Service (to 2021-06)"
    " are other parties: ask for them too\n"
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_as_it_did(run, name):
    status, out, err = run(*TABLES[name])
    assert (status, err) == (0, BESIDE.get(name, ""))
    path = GOLDEN / f"{name}.txt"
    if "GRAPHKIT_WRITE_GOLDEN" in os.environ:
        path.write_text(out)
    assert out == path.read_text()


@pytest.mark.parametrize("name", [name for name in TABLES if name != "sparql"])
def test_json_of_any_answer_is_json_and_amounts_are_text(run, name):
    status, out, _ = run(*TABLES[name], "--format", "json")
    assert status == 0

    def no_float(text):
        raise AssertionError(f"{text} is a float")

    json.loads(out, parse_float=no_float)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "sparql"])
def test_csv_has_a_head_and_rows_of_the_same_width(run, name):
    _, out, _ = run(*TABLES[name], "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_the_contract_of_who_funds_holds_in_json(run):
    answer = json.loads(run("who-funds", "Lambeth", "--format", "json", "--decision", "PCD 172")[1])
    by_flow = {row["flow"]: row for row in answer["funders"]}
    assert answer["recipient"] == {"id": "lambeth", "name": "London Borough of Lambeth"}
    assert by_flow["pcd-172/mopac-lambeth"]["amount"] == "95000.00"
    assert by_flow["pcd-172/mopac-lambeth-lcpf"]["amount"] is None
    assert set(answer["ultimate"][0]) >= {"funder", "hop_count", "via"}


def test_the_contract_of_trace_holds_in_json(run):
    answer = json.loads(run("trace", "NHS England", "Working Chance", "--format", "json")[1])
    assert [answer[key] for key in ("at_least", "estimate", "at_most")] == ["25000.00"] * 3
    assert set(answer) >= {"source", "target", "basis", "binding", "caveats", "paths"}
    assert set(answer["paths"][0]["hops"][0]) >= {
        "flow",
        "funder",
        "recipient",
        "amount",
        "amount_kind",
        "stated",
        "decision",
        "locators",
    }


def test_the_contract_of_authority_and_partners_holds_in_json(run):
    (delegation,) = json.loads(run("authority", "Working Chance", "--format", "json")[1])["delegations"]
    assert set(delegation) >= {
        "delegator",
        "delegate",
        "authority",
        "limit",
        "limit_kind",
        "standing",
        "conditions",
        "decision",
        "locators",
    }
    assert delegation["limit"] == "25000.00"
    partnership = json.loads(run("partners", "Camden", "--format", "json")[1])["partnerships"][0]
    assert set(partnership) >= {"kind", "name", "members", "lead", "decision", "locators"}


def test_nobody_known_is_exit_status_1(run):
    assert run("who-funds", "Home Office") == (1, "Nobody is known to fund Home Office.\n", "")
    assert run("funded-by", "Women in Prison")[0] == 1
    assert run("trace", "Camden", "Women in Prison")[0] == 1
    assert run("authority", "Women in Prison")[0] == 1
    assert run("partners", "Women in Prison")[0] == 1
    assert run("conflicts", "Women in Prison") == (1, "No conflict of Women in Prison is known.\n", "")
    assert run("search", "zzzz")[0] == 1


def test_an_unknown_name_is_exit_status_2_with_candidates_on_standard_error(run):
    status, out, err = run("who-funds", "Lambet")
    assert (status, out) == (2, "")
    assert "nobody here is called 'Lambet'" in err
    assert "London Borough of Lambeth" in err


def test_what_is_left_out_for_want_of_a_date_is_said_on_standard_error(run):
    _, out, err = run("who-funds", "MOPAC", "--as-of", "2016")
    assert "PCD 949" not in out
    assert err == (
        "left out, for want of a date: PCD 1428 (signed between 2020 and 2023-03),"
        " PCD 1514 (signed between 2023-04 and 2024-03), PCD 949 (signed between 2020-09 and 2021-06)\n"
    )


@pytest.mark.parametrize("words", [["--year", "2017"], ["--as-of", "tomorrow"], ["--decision", "PCD 850"], ["--format", "xml"]])
def test_a_limit_that_means_nothing_is_exit_status_2(run, words):
    status, out, err = run("who-funds", "Lambeth", *words)
    assert (status, out) == (2, "")
    assert err


def test_a_store_that_is_not_there_is_told_how_to_make(run, tmp_path):
    status, _, err = run("who-funds", "Lambeth", "--store", str(tmp_path / "none"), store=False)
    assert status == 2
    assert f"graphkit build --store {tmp_path / 'none'}" in err


def test_a_query_is_read_from_a_file_a_name_or_standard_input(run, tmp_path):
    (tmp_path / "q.rq").write_text("ASK { organisation:mopac a gk:Organisation }")
    assert run("sparql", str(tmp_path / "q.rq"))[:2] == (0, "true\n")
    assert run("sparql", "-", input="ASK { organisation:nobody a gk:Organisation }")[:2] == (1, "false\n")
    assert run("sparql", "who-funds", "--param", "organisation=wip")[0] == 0
    assert run("sparql", "no-such-query")[0] == 2


def test_a_query_answers_in_the_w3c_form_of_json(run):
    answer = json.loads(run("sparql", "-", "--format", "json", input="SELECT ?n { organisation:mopac gk:name ?n }")[1])
    assert answer["head"] == {"vars": ["n"]}
    assert answer["results"]["bindings"] == [{"n": {"type": "literal", "value": "Mayor's Office for Policing and Crime"}}]


@pytest.mark.parametrize("words", [["--param", "organisation"], ["--param", "nobody=1"], ["--param", "organisation=Lambet"]])
def test_a_parameter_that_does_not_fit_is_exit_status_2(run, words):
    assert run("sparql", "who-funds", *words)[0] == 2


def test_every_command_says_what_it_does(run):
    for name in COMMANDS:
        status, out, _ = run(name, "--help", store=False)
        assert status == 0
        assert len(out.splitlines()[2].strip()) > 10


def test_faults_of_data_files_are_told_one_a_line_and_nothing_is_built(run, tmp_path):
    (tmp_path / "x-1.yaml").write_text("reference: X 1\nflows:\n- id: a\n")
    store = tmp_path / "store"
    status, out, err = run("build", str(tmp_path / "x-1.yaml"), "--store", str(store), store=False)
    assert (status, out) == (2, "")
    assert [line.split(": ")[0] for line in err.splitlines()[:-1]] == [f"{tmp_path}/x-1.yaml:{n}" for n in ["1:1"] + ["3:3"] * 5]
    assert not (store / "current").exists()


def test_a_picture_is_written_whole_or_not_at_all(run, tmp_path):
    page = tmp_path / "page.html"
    assert run("view", "--around", "wip", "-o", str(page))[0] == 0
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert run("view", "-o", str(tmp_path / "no" / "page.html"))[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_an_export_goes_to_standard_output_or_a_file(run, tmp_path):
    out = run("export", "--to", "turtle")[1]
    assert "gk:Flow" in out
    run("export", "--to", "turtle", "-o", str(tmp_path / "all.ttl"))
    assert (tmp_path / "all.ttl").read_text() == out
    assert run("export", "--to", "word")[0] == 2


def graphkit(*words, **more):
    return subprocess.run([sys.executable, "-m", "graphkit", *words], capture_output=True, text=True, check=False, **more)


def test_a_pipe_gets_no_colour_and_a_closed_pipe_no_complaint(store_folder):
    assert "\x1b" not in graphkit("who-funds", "wip", "--store", store_folder).stdout
    command = f"{sys.executable} -m graphkit export --to nquads --store {store_folder} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_a_terminal_gets_bold_heads_unless_it_says_no(store_folder):
    import pty

    def seen(env):
        ours, theirs = pty.openpty()
        words = [sys.executable, "-m", "graphkit", "who-funds", "wip", "--store", store_folder]
        done = subprocess.Popen(words, stdout=theirs, env=os.environ | env)
        done.wait()
        os.close(theirs)
        text = os.read(ours, 65536).decode()
        os.close(ours)
        return text

    assert "\x1b[1m" in seen({"TERM": "xterm"})
    assert "\x1b" not in seen({"NO_COLOR": "1"})


def test_the_shell_completes_names(store_folder):
    env = os.environ | {
        "_GRAPHKIT_COMPLETE": "bash_complete",
        "COMP_WORDS": f"graphkit who-funds --store {store_folder} Wom",
        "COMP_CWORD": "4",
    }
    assert "Women in Prison" in graphkit(env=env).stdout


def test_names_that_would_move_the_cursor_are_printed_as_plain_words(tmp_path, run):
    (tmp_path / "organisations.yaml").write_text('organisations:\n- {id: a, name: "Evil\\e[2J\\u202eTrust", kind: charity}\n')
    store = str(tmp_path / "store")
    assert run("build", str(tmp_path), "--store", store, "--no-rdf", store=False)[0] == 0
    out = run("org", "a", "--store", store, store=False)[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_trace_writes_its_flow_picture_and_can_be_asked_for_several_targets(run, tmp_path):
    picture = tmp_path / "flow.svg"
    words = ("trace", "MoJ", "Advance", "--also-to", "South London Alliance", "--decision", "PCD 949")
    status, out, _ = run(*words, "--picture", str(picture), "--format", "json")
    assert status == 0
    answer = json.loads(out)
    assert [answer[key] for key in ("at_least", "estimate", "at_most")] == ["1263861.00"] * 3
    assert "method" not in answer
    assert [party["id"] for party in answer["target"]] == ["advance", "south-london-alliance"]
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_a_way_that_is_longer_than_the_hops_shown_is_still_an_answer(run):
    status, out, _ = run("trace", "NHS England", "Women in Prison", "--hops", "2")
    assert status == 0
    assert "at most £95,000" in out


def test_facts_that_contradict_each_other_are_exit_status_1(run, tmp_path):
    flows = "- {id: b, owner: MOPAC, amount: 10, amount_kind: exact, locators: ['1']}\n"
    text = (
        "reference: X 1\ntitle: Invented\ndate_signed: 2024-01-01\nbudgets:\n" + flows + "flows:\n"
        "- {id: f, funder: MOPAC, recipient: Camden, amount: 12, amount_kind: exact, stage: paid, funded_from: [b],"
        " locators: ['1']}\n"
    )
    (tmp_path / "x-1.yaml").write_text(text)
    shutil.copy(ROOT / "data" / "organisations.yaml", tmp_path)
    assert run("build", str(tmp_path), "--store", str(tmp_path / "store"), "--no-rdf", store=False)[0] == 0
    status, out, _ = run("trace", "MOPAC", "Camden", "--store", str(tmp_path / "store"), store=False)
    assert status == 1
    assert "no figures, the facts contradict each other" in out
    assert "£12" in out and "£10" in out
