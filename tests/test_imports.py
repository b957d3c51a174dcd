"""What a start costs: nothing is loaded before it is needed."""

import json
import os
import subprocess
import sys

import pytest

import graphkit

HEAVY = {"rdflib", "networkx", "pyoxigraph", "pyvis", "click", "yaml", "jinja2", "rich", "filelock", "pandas"}
ANSWERING = {"rdflib", "networkx", "pyoxigraph", "pyvis", "yaml", "jinja2", "rich", "filelock", "pandas"}


def loaded(code: str) -> set[str]:
    """The top-level modules that a new process has loaded after running some code."""
    script = f"{code}\nimport sys, json; print(); print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def command(*words: str) -> set[str]:
    """The top-level modules that a command of a new process loads."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "graphkit", *words], capture_output=True, text=True, check=True
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines}


def test_importing_graphkit_loads_nothing_heavy() -> None:
    assert loaded("import graphkit") & HEAVY == set()


def test_importing_graphkit_loads_none_of_its_modules() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, graphkit; print([name for name in sys.modules if name.startswith('graphkit.')])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "words",
    [
        ("who-funds", "Women in Prison", "--format", "json"),
        ("who-funds", "Women in Prison"),
        ("funded-by", "MOPAC", "--format", "csv"),
        ("trace", "NHS England", "Working Chance"),
        ("search", "grant"),
    ],
    ids=" ".join,
)
def test_a_question_loads_no_more_than_it_needs(store_folder: str, words: tuple[str, ...]) -> None:
    found = command(*words, "--store", store_folder)
    assert "click" in found and found & ANSWERING == set()


def test_help_reads_no_store() -> None:
    assert "sqlite3" not in command("--help")


def test_asking_in_python_loads_neither_engine_nor_parser(store_folder: str) -> None:
    code = f"import graphkit\nwith graphkit.open({store_folder!r}) as graph: graph.who_funds('Women in Prison')"
    assert loaded(code) & HEAVY == set()


def test_everything_that_is_promised_is_there() -> None:
    assert [name for name in graphkit.__all__ if getattr(graphkit, name, None) is None] == []


def test_about_a_dozen_names_are_promised() -> None:
    assert 10 <= len(set(graphkit.__all__)) == len(graphkit.__all__) <= 17


def test_a_star_brings_exactly_what_is_promised() -> None:
    names: dict[str, object] = {}
    exec("from graphkit import *", names)
    assert names.keys() - {"__builtins__"} == set(graphkit.__all__)


def test_a_name_that_nobody_promised_is_refused() -> None:
    with pytest.raises(AttributeError, match="module 'graphkit' has no attribute 'nothing'"):
        graphkit.nothing  # noqa: B018


@pytest.mark.parametrize("name", ["audit", "build", "check", "open"])
def test_a_function_stays_a_function_whatever_was_imported(name: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import graphkit, graphkit.api, graphkit.auditing, graphkit.builder, graphkit.cli; assert callable(graphkit.{name})",
        ],
        check=False,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert done.returncode == 0
