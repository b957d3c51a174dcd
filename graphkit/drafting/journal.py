"""The journal of a review: what was answered, kept at the end of the draft, so that it can be taken back."""

from typing import NamedTuple

from graphkit.drafting.entries import parsed
from graphkit.drafting.written import written
from graphkit.tree import Mapping, Scalar, Sequence


class Step(NamedTuple):
    """One answer: ``did`` is accepted, edited or rejected, ``before`` the state or, where it was edited, the YAML of then."""

    did: str
    fact: str
    before: str


def steps(text: str, file: str) -> list[Step]:
    """The answers that a draft has had, the last one last."""
    listed = parsed(text, file).entries.get("journal")
    found = []
    for item in listed.items if isinstance(listed, Sequence) else ():
        values = [item.entries.get(key) for key in Step._fields] if isinstance(item, Mapping) else []
        if values and all(isinstance(value, Scalar) for value in values):
            found.append(Step(*(value.text for value in values if isinstance(value, Scalar))))
    return found


def noted(text: str, file: str, kept: list[Step]) -> str:
    """The draft's text with these answers as its journal."""
    root, lines = parsed(text, file), text.rstrip("\n").split("\n")
    if "journal" in root.keys:
        first = root.keys["journal"].line - 1
        end = min((key.line - 1 for key in root.keys.values() if key.line - 1 > first), default=len(lines))
        del lines[first:end]
    rest = "\n".join(lines).rstrip("\n") + "\n"
    return rest + ("\n" + written({"journal": [step._asdict() for step in kept]}) if kept else "")
