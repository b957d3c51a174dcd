"""Files → documents and their facts, each file read in a process of its own that can be ended.

All that a file can make expensive happens there: the format, the document, and the facts of it. What comes back is
bounded, and held against its types.
"""

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
from graphkit.model import Organisation
from graphkit.reading.document import Document
from graphkit.reading.facts import Reading
from graphkit.reading.formats import LARGEST
from graphkit.reading.wire import made

_AGAIN = "get it again, or as another format"
_ALONE = "give the decision alone, without appendices"


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
    return _reading(Path(path), address, "", limits).document


def read_files(
    paths: Iterable[str | os.PathLike[str]], organisations: Iterable[Organisation], limits: Limits = DEFAULT
) -> Iterator[Reading | DocumentError]:
    """What each file says, by the parties that are known, or the error that says why nothing; one bad file stops no other."""
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder, "organisations.json")
        known.write_text(json.dumps(list(organisations)))
        for path in paths:
            try:
                yield _reading(Path(path), "", str(known), limits)
            except DocumentError as error:
                yield error


def _reading(file: Path, address: str, organisations: str, limits: Limits) -> Reading:
    try:
        if not file.exists():
            raise DocumentError(f"{file}: no such file", "check the name")
        if not file.is_file():
            raise DocumentError(f"{file}: is no file", "name the files in it, one by one" if file.is_dir() else "give a document")
        if file.stat().st_size > LARGEST:
            raise DocumentError(f"{file}: larger than {LARGEST // 1024**2} MiB", _ALONE)
        with file.open("rb") as data:
            answer = _ask(file, data, [address or file.name, organisations], limits)
    except OSError as error:
        raise DocumentError(f"{file}: {error.strerror}", "check the name and who may read it") from None
    try:
        told = json.loads(answer)
        if "wrong" not in told:
            reading: Reading = made(Reading, told["reading"])
            return reading
        what, hint = made(tuple[str, str], told["wrong"])
    except (ValueError, TypeError, LookupError, RecursionError):
        raise DocumentError(f"{file}: the file ended the process that read it", _AGAIN) from None
    raise DocumentError(f"{file}: {what}", hint)


def _ask(file: Path, data: BinaryIO, more: list[str], limits: Limits) -> bytes:
    """The worker's answer; DocumentError where it was ended."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with tempfile.TemporaryFile() as output:
        worker = subprocess.Popen(
            # -P: nothing in the folder that the user happens to be in is taken for a module.
            [sys.executable, "-P", "-m", "graphkit.reading.worker", *map(str, limits), file.name, *more],
            stdin=data,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        try:
            worker.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise DocumentError(f"{file}: reading took longer than {limits.seconds} s and was ended", _ALONE) from None
        finally:
            worker.kill()
            worker.wait()
        if worker.returncode == -getattr(signal, "SIGXCPU", 24):
            raise DocumentError(f"{file}: reading used more than {limits.seconds} s of processor and was ended", _ALONE)
        output.seek(0)
        return output.read()
