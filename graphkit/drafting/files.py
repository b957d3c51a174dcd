"""Drafts on the disk: written whole or not at all, and never over what somebody has done."""

import os
import tempfile
from pathlib import Path

from graphkit.drafting.entries import OPEN, RECALLED, entries
from graphkit.drafting.journal import steps
from graphkit.errors import InputError, UsageError
from graphkit.ontology import Ontology


def load(path: Path) -> str:
    """A draft's text. Raises UsageError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "check the name") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no text in UTF-8", "save it as UTF-8") from None


def replace(path: Path, text: str) -> None:
    """Write a file beside its place and swap it in: whoever ends the program meets the old text or the new one."""
    target = Path(os.path.realpath(path))
    try:
        number, part = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with open(number, "wb") as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            os.chmod(part, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
            os.replace(part, target)
        except BaseException:
            os.unlink(part)
            raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}", "check the folder and who may write there") from None


def _mask() -> int:
    """What new files are not allowed; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def save(path: Path, text: str, ontology: Ontology, force: bool = False) -> bool:
    """Write a new draft; False where it is there already. Raises UsageError where another text is, without ``force``."""
    if path.exists() and not force:
        there = load(path)
        if there == text:
            return False
        what = "somebody has begun to review it" if _begun(there, str(path), ontology) else "it is there already, and differs"
        raise UsageError(f"{path}: {what}", "write to another folder with -o, or replace it with --force")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, text)
    return True


def _begun(text: str, file: str, ontology: Ontology) -> bool:
    """Whether somebody has answered anything in a draft; of what is no draft, nobody can tell."""
    try:
        states = {entry.state for entry in entries(text, file, ontology)}
        return bool(steps(text, file)) or bool(states - {OPEN, RECALLED})
    except InputError:
        return False
