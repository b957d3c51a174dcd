"""The bench of pictures writes, opens and pans a page, and makes graphs of the sizes it says. No time is asserted."""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium")
NEEDS = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: set GRAPHKIT_CHROMIUM to the path of one")


@pytest.fixture(scope="module")
def pages() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "bench"))
        found = import_module("pages")
    yield found
    for name in ("pages", "generate"):
        sys.modules.pop(name, None)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bench" / "picture.py"), *arguments]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("organisations", [50, 1000])
def test_the_graph_has_the_size_it_says(pages: Any, tmp_path: Path, organisations: int) -> None:
    graph = pages.graph(str(pages.store(tmp_path / "made", organisations)))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (organisations, pages.SIZES[organisations][0])


@NEEDS
def test_pages_are_drawn_and_panned_and_compared(pages: Any, tmp_path: Path) -> None:
    found = run("--store", str(pages.store(tmp_path / "made", 50)), "--runs", "1", "--peers", "pyvis")
    assert found.returncode == 0, found.stderr[-2000:]
    lines = [line.split(" | ") for line in found.stdout.splitlines() if line.startswith("| ")]
    assert [line[0] for line in lines[2:]] == ["| graphkit", "| pyvis", "| graphkit : pyvis"]
    for line in lines[2:4]:
        assert float(line[5]) > 0, line  # frames a second: only told where the picture moved
    assert lines[2][-1] == "0 |"  # requests


@NEEDS
def test_a_store_that_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    found = run("--store", str(tmp_path), "--runs", "1", "--peers")
    assert found.returncode != 0
    assert "no finished store" in found.stderr + found.stdout
