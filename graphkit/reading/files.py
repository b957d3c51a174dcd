"""Files → documents, each read in a process of its own that can be ended."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from graphkit.errors import DocumentError
from graphkit.reading.document import Document
from graphkit.reading.formats import LARGEST


class Limits(NamedTuple):
    """What the reading of one file may use: seconds of clock and processor, bytes of memory and of answer."""

    seconds: int = 60
    memory: int = 2 * 1024**3
    bytes: int = 64 * 1024**2


DEFAULT = Limits()


def read_file(path: str | os.PathLike[str], address: str = "", limits: Limits = DEFAULT) -> Document:
    """The document in a file: PDF, DOCX, HTML, Markdown or text. Its address is that of its page, where known.

    Raises DocumentError, with what to do, for a file that is missing, damaged, locked, too large or of another kind.
    """
    file = Path(path)
    try:
        if not file.is_file():
            raise DocumentError(f"{file}: no such file", "check the name")
        if file.stat().st_size > LARGEST:
            raise DocumentError(f"{file}: larger than {LARGEST // 1024**2} MiB", "give the decision alone, without appendices")
        with file.open("rb") as data:
            answer = _ask(file, data, address or file.name, limits)
    except OSError as error:
        raise DocumentError(f"{file}: {error.strerror}", "check the name and who may read it") from None
    if "wrong" in answer:
        raise DocumentError(f"{file}: {answer['wrong']['what']}", answer["wrong"]["hint"])
    return Document.of(answer["document"])


def read_files(paths: Iterable[str | os.PathLike[str]], limits: Limits = DEFAULT) -> Iterator[Document | DocumentError]:
    """The document of each file, or the error that says why there is none; one bad file stops no other."""
    for path in paths:
        try:
            yield read_file(path, limits=limits)
        except DocumentError as error:
            yield error


def _ask(file: Path, data: BinaryIO, address: str, limits: Limits) -> dict[str, dict[str, str]]:
    """The worker's answer; DocumentError where it was ended, or ended itself."""
    hint = "get it again, or as another format"
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with tempfile.TemporaryFile() as output:
        worker = subprocess.Popen(
            # -P: nothing in the folder that the user happens to be in is taken for a module.
            [sys.executable, "-P", "-m", "graphkit.reading.worker", *map(str, limits), file.name, address],
            stdin=data,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        try:
            worker.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise DocumentError(f"{file}: reading took longer than {limits.seconds} s and was ended", hint) from None
        finally:
            worker.kill()
            worker.wait()
        if worker.returncode == -getattr(signal, "SIGXCPU", 24):
            raise DocumentError(f"{file}: reading used more than {limits.seconds} s of processor and was ended", hint)
        output.seek(0)
        text = output.read()
    try:
        found: dict[str, dict[str, str]] = json.loads(text)
    except ValueError:
        raise DocumentError(f"{file}: the file ended the process that read it", hint) from None
    return found
