"""The README's console blocks: run, compared, and written anew with ``python tests/readme.py``.

A block's lines that start with ``$ `` are commands; what follows is what they print, both streams. The block
after ``<!-- demo -->`` is what ``make demo`` prints once all is installed.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- demo -->\n)?```console\n(.*?)```", re.DOTALL)
#: Where a reader's own checkout would be.
_HOME = "/home/you/graphkit"


def _run(command: str, cwd: Path) -> str:
    """What a command prints, as in a terminal 110 columns wide."""
    env = os.environ | {"COLUMNS": "110", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", command], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode()


def demo_commands() -> list[str]:
    """The commands that the Makefile's demo runs, in the order in which it says so."""
    return re.findall(r"@echo '\$\$ (graphkit .*)'", (ROOT / "Makefile").read_text())


def demo(cwd: Path) -> str:
    """What ``make demo`` prints, its commands run in a folder that holds ``data``."""
    parts = []
    for command in demo_commands():
        quiet = " 2>/dev/null" if " view " in command else ""
        parts.append(f"$ {command}\n{_run(command + quiet, cwd)}")
    return "$ make demo\n" + "\n".join(parts) + f"The picture of the network: {_HOME}/network.html\n"


def block(text: str, is_demo: bool, cwd: Path) -> str:
    """A console block as it should read now."""
    if is_demo:
        return demo(cwd)
    command = text.splitlines()[0].removeprefix("$ ")
    if command.startswith("make "):
        return text
    return f"$ {command}\n{_run(command, cwd)}"


def blocks() -> list[tuple[bool, str]]:
    """Every console block of the README: whether it is the demo's, and its text."""
    return [(bool(mark), text) for mark, text in _BLOCK.findall(README.read_text())]


def main() -> None:
    """Write the README's blocks anew."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.symlink(ROOT / "data", Path(folder) / "data")
        made = _BLOCK.sub(
            lambda match: f"{match[1] or ''}```console\n{block(match[2], bool(match[1]), Path(folder))}```", README.read_text()
        )
    README.write_text(made)


if __name__ == "__main__":
    main()
