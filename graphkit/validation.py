"""RDF that others send, held against the ontology's shapes in a process of its own that can be ended."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from graphkit.errors import InputError, Problem, StoreError, UsageError
from graphkit.render import text

#: Larger files take longer than anybody waits.
LARGEST = 64 * 1024**2


class Limits(NamedTuple):
    """What one validation may use: seconds of clock and processor, bytes of memory and of answer."""

    seconds: int = 300
    memory: int = 4 * 1024**3
    bytes: int = 64 * 1024**2


DEFAULT = Limits()


def validate(files: Sequence[str], limits: Limits = DEFAULT) -> dict[str, Any]:
    """What is wrong with files of RDF, all of them taken together: a file may name what another one describes.

    Returns ``{"conforms", "checked", "files", "findings": [{"file", "focus", "property", "value", "what", "instead"}]}``.
    ``checked`` is the number of parties, decisions and facts; ``focus`` the node that is wrong, ``property`` and ``value``
    where in it (None where it is the whole, or where a value is missing); ``instead`` what to write (None where ``what``
    says it). Nothing is fetched, and nothing in a file is run.

    Raises InputError for files that are missing or no RDF, with all of them; UsageError without pySHACL, or beyond a limit.
    """
    problems = [Problem(file, 1, 1, wrong, instead) for file in files for wrong, instead in _unfit(file)]
    if problems:
        raise InputError(problems)
    told = json.loads(_ask(list(files), limits))
    if "problems" in told:
        raise InputError([Problem(*problem) for problem in told["problems"]])
    if "missing" in told:
        raise UsageError(f"{told['missing']} is not installed", "pip install 'graphkit[validate]'")
    return {
        "conforms": not told["findings"],
        "checked": told["checked"],
        "files": list(files),
        "findings": [_finding(found) for found in told["findings"]],
    }


def _unfit(file: str) -> Iterator[tuple[str, str]]:
    if not os.path.isfile(file):
        yield "no such file", "check the name, and give files, not folders"
    elif os.path.getsize(file) > LARGEST:
        yield f"larger than {LARGEST // 1024**2} MiB", "send it decision by decision, each with the parties that it names"
    elif os.path.splitext(file)[1].lower() not in (".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"):
        yield "no RDF by its name", "give .ttl, .nt, .nq, .trig, .rdf or .jsonld; graphkit check looks at data files"


def _finding(found: dict[str, str]) -> dict[str, str | None]:
    what, _, instead = found.pop("message").partition(". ")
    place = {key: value or None for key, value in found.items()}
    return {**place, "what": what.removesuffix("."), "instead": instead.removesuffix(".") or None}


def _ask(files: list[str], limits: Limits) -> str:
    """The worker's answer; UsageError where it was ended."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with tempfile.TemporaryFile() as output:
        worker = subprocess.Popen(
            # -P: nothing in the folder that the user happens to be in is taken for a module.
            [sys.executable, "-P", "-m", "graphkit.shacl", *map(str, limits), *files],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        less = "send less at once: each decision with the parties that it names"
        try:
            worker.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise UsageError(f"the check took longer than {limits.seconds} s and was ended", less) from None
        finally:
            worker.kill()
            worker.wait()
        if worker.returncode == -getattr(signal, "SIGXCPU", 24):
            raise UsageError(f"the check used more than {limits.seconds} s of processor and was ended", less)
        if worker.returncode != 0:
            raise StoreError("the files ended the process that read them: too much memory, or too deep", less)
        output.seek(0)
        return output.read().decode()


def report(answer: dict[str, Any]) -> str:
    """An answer of :func:`validate` as a page: file by file, node by node, what is wrong and what to write instead.

    >>> row = {"file": "a.ttl", "focus": "fact:x-1/pot", "property": "gk:owner", "value": None,
    ...        "what": "A budget needs a gk:owner", "instead": "Name its organisation"}
    >>> print(report({"conforms": False, "checked": 3, "files": ["a.ttl"], "findings": [row]}))
    a.ttl
      fact:x-1/pot
        gk:owner: A budget needs a gk:owner
          instead: Name its organisation
    <BLANKLINE>
    1 finding on 3 parties, decisions and facts
    """
    lines: list[str] = []
    file = focus = None
    for row in answer["findings"]:
        if row["file"] != file:
            file, focus = row["file"], None
            lines += [*([""] if lines else []), text(file)]
        if row["focus"] != focus and row["focus"]:
            lines.append(f"  {text(row['focus'])}")
        focus = row["focus"]
        place = f"{row['property']} {row['value'] or ''}".strip() + ": " if row["property"] else ""
        lines.append(f"    {text(place)}{text(row['what'])}")
        if row["instead"]:
            lines.append(f"      instead: {text(row['instead'])}")
    number = len(answer["findings"])
    on = f"on {answer['checked']:,} parties, decisions and facts"
    said = f"{number:,} finding{'s' if number != 1 else ''} {on}" if number else f"nothing wrong {on}"
    return "\n".join([*lines, *([""] if lines else []), said])
