"""The benchmark of matched names runs, and tells how often the first candidate is right. No time is asserted."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_exact_name_is_found_and_told() -> None:
    command = [sys.executable, str(ROOT / "bench" / "reconcile.py"), "--organisations", "500", "--runs", "10"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    found = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr[-2000:]
    assert "| as they are |" in found.stdout and "| 10 of 10 |" in found.stdout
