"""The console blocks of the READMEs: run, compared, and written anew with ``python tests/readme.py [FILE...]``.

A block's lines that start with ``$ `` are commands; what follows is what they print, both streams. The block
after ``<!-- demo -->`` is what ``make demo`` prints once all is installed. The table after ``<!-- counts -->``
is what the packaged data hold, those after ``<!-- rules -->`` and ``<!-- passed over -->`` what a reader goes by.
Without a FILE, all of ``FILES`` are written.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DATA_README = ROOT / "data" / "README.md"
READING = ROOT / "docs" / "reading.md"
FILES = (README, DATA_README, READING)
_BLOCK = re.compile(r"(<!-- demo -->\n)?```console\n(.*?)```", re.DOTALL)
_COUNTS = re.compile(r"(?<=<!-- counts -->\n)(?:\|.*\n)*")
_RULES = re.compile(r"(?<=<!-- rules -->\n)(?:\|.*\n)*")
_PASSED_OVER = re.compile(r"(?<=<!-- passed over -->\n)(?:\|.*\n)*")
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


def blocks(path: Path = README) -> list[tuple[bool, str]]:
    """Every console block of a file: whether it is the demo's, and its text."""
    return [(bool(mark), text) for mark, text in _BLOCK.findall(path.read_text())]


def counts() -> str:
    """A table of how many facts of each kind the packaged data hold, as counted, the most first."""
    from graphkit.builder import check
    from graphkit.ontology import load

    content = check()
    by_kind = Counter(fact.relation for fact in content.facts)
    sections = {relation.name: relation.section for relation in load().relations.values()}
    rows = [f"| `{sections[kind]}` | {number} |" for kind, number in sorted(by_kind.items(), key=lambda one: (-one[1], one[0]))]
    return "\n".join(["| kind of fact | number |", "|---|---|", *rows, f"| all | {len(content.facts)} |", ""])


def rules(listed: Mapping[str, str], head: str) -> str:
    """A table of rules by what they mean, in the order in which they are listed."""
    meanings = dict.fromkeys(listed.values())
    rows = [f"| {what} | {', '.join(f'`{rule}`' for rule, told in listed.items() if told == what)} |" for what in meanings]
    return "\n".join([f"| {head} | rules |", "|---|---|", *rows, ""])


def ruled(text: str) -> str:
    """A text with its tables of rules as they should read now."""
    from graphkit.reading.rules import PASSED_OVER, RULES

    text = _RULES.sub(lambda _: rules(RULES, "what was recognised"), text)
    return _PASSED_OVER.sub(lambda _: rules(PASSED_OVER, "what becomes of the sum"), text)


def counted(text: str) -> list[str]:
    """The tables of counts that a text holds."""
    return _COUNTS.findall(text)


def written(path: Path, cwd: Path) -> str:
    """A file as it should read now, its commands run in a folder that holds ``data``."""
    made = _BLOCK.sub(lambda match: f"{match[1] or ''}```console\n{block(match[2], bool(match[1]), cwd)}```", path.read_text())
    return ruled(_COUNTS.sub(lambda _: counts(), made))


def main(paths: list[Path]) -> None:
    """Write the blocks and tables of the files anew."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.symlink(ROOT / "data", Path(folder) / "data")
        for path in paths:
            path.write_text(written(path, Path(folder)))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or list(FILES))
