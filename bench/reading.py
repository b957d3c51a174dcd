"""How much of what decisions say a reader finds: precision, recall and F1 against facts told by hand.

::

    python bench/reading.py --texts tests/reading/decisions --facts tests/reading/decisions --names develop
    python bench/reading.py --texts DIR --facts DIR --read made/            # made/STEM.json, made before
    python bench/reading.py --texts DIR --facts DIR --command "graphkit read --format json" --format json

Each text is given to the command, whose output is one JSON document; it is compared with the facts of the same
stem. Ends with 1 where a text could not be read.
"""

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from scoring import KINDS, Score, compare, measures

from graphkit.builder import check
from graphkit.names import Resolver

#: Seconds that one text may take.
PATIENCE = 120
NOTHING = Score(0, [], [], [], {})


def pairs(texts: Path, facts: Path, names: str) -> Iterator[tuple[Path, Path]]:
    """Each text that has facts of its stem, in order of names; ``names``: how the stem begins."""
    for text in sorted(texts.iterdir()):
        told = facts / f"{text.stem}.yaml"
        if text.suffix != ".yaml" and text.stem.startswith(names) and told.is_file():
            yield text, told


def one(made: Any) -> Mapping[str, Any]:
    """The one document of a reader's output, which may be a list of one."""
    if isinstance(made, list) and len(made) == 1:
        made = made[0]
    if not isinstance(made, dict):
        raise ValueError("the output is not one document")
    return made


def run(command: str, text: Path) -> Mapping[str, Any]:
    """What the command makes of a text; ValueError where it fails."""
    try:
        done = subprocess.run([*shlex.split(command), str(text)], capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ValueError(str(error)) from None
    if done.returncode:
        raise ValueError(done.stderr.decode(errors="replace").strip()[-300:] or f"ended with {done.returncode}")
    return one(json.loads(done.stdout))


def made_before(path: Path, text: Path) -> Mapping[str, Any]:
    """What was made of a text before: STEM.json of a folder, or the entry of that stem in one file."""
    if path.is_dir():
        return one(json.loads((path / f"{text.stem}.json").read_text()))
    made = json.loads(path.read_text())
    return one(made.get(text.stem, made) if isinstance(made, dict) else made)


def line(name: str, score: Score) -> str:
    """A line of the table."""
    figures = "".join(f"{value:11.3f}" for value in measures(score))
    return f"{name:44}{score.hits:6}{len(score.misses):8}{len(score.alarms):8}{figures}"


def table(scores: Mapping[str, Mapping[str, Score]], total: Mapping[str, Score], failed: Mapping[str, str]) -> str:
    """All of it for a person: sums by kind, then each decision with what was missed and what was false."""
    head = f"{'':44}{'hits':>6}{'misses':>8}{'alarms':>8}{'precision':>11}{'recall':>11}{'F1':>11}"
    lines = [head, *(line(kind, score) for kind, score in total.items())]
    right = ", ".join(f"{name} {count}/{total['flows'].hits}" for name, count in total["flows"].right.items())
    lines += ["", f"of the flows found, right: {right}", f"decisions: {len(scores)}, of which not read: {len(failed)}"]
    for stem, by_kind in scores.items():
        lines += ["", head.replace(" " * len(stem), stem, 1)]
        lines += [f"  not read: {failed[stem]}"] if stem in failed else []
        for kind, score in by_kind.items():
            if score != NOTHING and (score.hits or score.misses or score.alarms or score.apart):
                lines.append(line(f"  {kind}", score))
                lines += [f"      {what}: {words}" for what, listed in listed_of(score) for words in listed]
    return "\n".join(lines)


def listed_of(score: Score) -> list[tuple[str, list[str]]]:
    """What a score lists, under the words for it."""
    return [("missed", score.misses), ("false", score.alarms), ("apart", score.apart)]


def plain(score: Score) -> dict[str, Any]:
    """A score for JSON."""
    names = ("precision", "recall", "f1")
    return {**score._asdict(), **dict(zip(names, measures(score), strict=True))}


def main(words: list[str] | None = None) -> int:
    """Read, compare and print; 0, or 1 where a text could not be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--names", default="", help="only stems that begin so: develop, score")
    parser.add_argument("--command", default="graphkit read --format json")
    parser.add_argument("--read", type=Path, help="what was made before, instead of the command")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    given = parser.parse_args(words)
    resolver = Resolver(check().organisations)
    scores: dict[str, dict[str, Score]] = {}
    failed: dict[str, str] = {}
    total = dict.fromkeys(KINDS, NOTHING)
    for text, told in pairs(given.texts, given.facts, given.names):
        try:
            made = made_before(given.read, text) if given.read else run(given.command, text)
        except (OSError, ValueError) as error:
            made, failed[text.stem] = {}, str(error)
        scores[text.stem] = compare(yaml.safe_load(told.read_text()), made, resolver)
        total = {kind: total[kind].plus(scores[text.stem][kind]) for kind in KINDS}
    if given.format == "json":
        by_decision = {stem: {kind: plain(score) for kind, score in kinds.items()} for stem, kinds in scores.items()}
        sums = {kind: plain(score) for kind, score in total.items()}
        print(json.dumps({"total": sums, "decisions": by_decision, "not_read": failed}, indent=2))
    else:
        print(table(scores, total, failed))
    return 1 if failed or not scores else 0


if __name__ == "__main__":
    sys.exit(main())
