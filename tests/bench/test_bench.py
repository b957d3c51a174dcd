"""The benchmarks run, their answers agree and their data are the same for the same seed. No time is asserted."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_generate", BENCH / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_quick_run_ends_with_a_table_for_each_question(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, str(BENCH / "run.py"), "--quick", "--out", str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(BENCH.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr[-2000:]
    headings = [line for line in found.stdout.splitlines() if line.startswith("## ")]
    assert len(headings) == 5
    assert found.stdout.count("(the measure)") >= 10


def test_answers_that_differ_end_the_run() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import run\n"
        "same = run.told([{'amount': '1.50', 'flow': 'a'}, {'amount': None, 'flow': 'b'}])\n"
        "assert same == (2, 150, ('a', 'b'))\n"
        "run.agree('who', same, same)\n"
        "run.agree('who', same, run.told([{'amount': '1.51', 'flow': 'a'}, {'amount': None, 'flow': 'b'}]))\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(BENCH)],
        env=os.environ | {"PYTHONPATH": str(BENCH.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1
    assert "the answers differ" in found.stderr


def test_same_seed_gives_the_same_bytes(generate: ModuleType, tmp_path: Path) -> None:
    first, second = (Path(generate.write(str(tmp_path / name), 2000, 7)) / "facts.sqlite" for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    other = Path(generate.write(str(tmp_path / "c"), 2000, 8)) / "facts.sqlite"
    assert first.read_bytes() != other.read_bytes()


def test_flows_are_a_plausible_country(generate: ModuleType) -> None:
    flows = list(generate.flows(20_000, 3))
    shape = generate.Shape.of(generate.parties(20_000))
    place = {id: number for number, id in enumerate(generate.ids(shape.parties))}
    known = {flow.id: flow for flow in flows}
    assert len(known) == 20_000
    assert [flow.id for flow in flows] == sorted(known)
    assert all(flow.funder != flow.recipient for flow in flows)
    regrants = [flow for flow in flows if place[flow.funder] >= shape.intermediaries]
    named = [flow for flow in regrants if flow.funded_from]
    assert 0.1 < len(named) / len(regrants) < 0.3
    assert all(known[source].recipient == flow.funder for flow in named for source in flow.funded_from)
    assert all(sum(flow.schedule.values()) == flow.pence for flow in flows if flow.schedule)
    assert any(flow.pence is None for flow in flows)
    assert any(place[flow.recipient] >= shape.groups for flow in flows)
    layers = [(shape.layer(place[flow.funder]), shape.layer(place[flow.recipient])) for flow in flows]
    assert any(0 < to <= by for by, to in layers)  # cycles may close
    assert (5, 6) in layers  # the sixth hop
