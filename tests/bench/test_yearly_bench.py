"""The benchmark of yearly totals runs, and compares its answers first. No time is asserted."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_both_ways_give_the_same_rows_and_are_told() -> None:
    command = [sys.executable, str(ROOT / "bench" / "yearly.py"), "--flows", "2000", "--runs", "2"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    found = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr[-2000:]
    assert found.stdout.count("(the measure)") == 2
    assert found.stdout.count("× faster") == 2
