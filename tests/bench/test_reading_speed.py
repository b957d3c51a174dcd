"""The benchmark of reading runs on a folder of documents and tells each stage. No time is asserted."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bench" / "reading_speed.py"), *arguments]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


def test_each_stage_is_told_with_its_pages_a_second() -> None:
    found = run(str(ROOT / "tests" / "reading" / "decisions"), "--names", "develop-14", "--turns", "2")
    assert found.returncode == 0, found.stderr[-2000:]
    assert found.stdout.count("pages/s") == 6
    assert found.stdout.count("(the measure)") == 2


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    found = run(str(tmp_path))
    assert found.returncode == 2
    assert "no document" in found.stderr
