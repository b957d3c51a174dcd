"""The review of one draft: what is asked next, and what each answer does to the file.

Every answer reads the file, changes one place of its text and writes it whole, so that nothing is lost whenever the
program ends, and what somebody changes meanwhile in an editor stays.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from graphkit.drafting import files
from graphkit.drafting.checked import faulty, of_entry, problems
from graphkit.drafting.entries import OPEN, RECALLED, REJECTED, TAKEN, Entry, block, entries, marked, parsed, put, replaced
from graphkit.drafting.journal import Step, noted, steps
from graphkit.errors import InputError, Problem
from graphkit.model import Organisation
from graphkit.ontology import Ontology
from graphkit.read.decisions import STATUS
from graphkit.tree import Scalar


class Asked(NamedTuple):
    """The candidate that is asked about: its place among all, its YAML, and what is wrong with it as it stands."""

    entry: Entry
    text: str
    number: int
    of: int
    wrong: list[Problem]


class Review:
    """A draft under review, beside the parties that are known. Raises InputError for what is no draft."""

    def __init__(self, path: Path, organisations: Sequence[Organisation], ontology: Ontology) -> None:
        self.path, self.organisations, self.ontology = path, organisations, ontology
        #: What is skipped now, each with how many answers had been given: it is asked again next time.
        self._skipped: list[tuple[str, int]] = []
        self._entries()

    @property
    def text(self) -> str:
        """The draft as it stands on the disk."""
        return files.load(self.path)

    def missing(self) -> list[str]:
        """The keys of the head that the document did not tell and a decision needs."""
        root = parsed(self.text, str(self.path))
        nodes = {key: root.entries.get(key) for key in ("reference", "title")}
        return [key for key, node in nodes.items() if isinstance(node, Scalar) and node.null]

    def fill(self, key: str, value: str) -> None:
        """Write what a key of the head is, as text that needs no quotes; InputError where the result would be no YAML."""
        text = self.text
        node = parsed(text, str(self.path)).entries[key]
        assert isinstance(node, Scalar)
        quoted = "'" + " ".join(value.split()).replace("'", "''") + "'"
        self._write(put(text, node, quoted), steps(text, str(self.path)))

    def asked(self) -> Asked | None:
        """The first candidate that nobody has answered for; then what was taken and does not hold any more; None at the end."""
        text, found = self.text, self._entries()
        skipped = {id for id, _ in self._skipped}
        waiting = [entry for entry in found if entry.state in (OPEN, RECALLED) and entry.id not in skipped]
        if not waiting:
            broken = faulty(text, str(self.path), self.organisations, self.ontology)
            waiting = [entry for entry in found if entry.id in broken and entry.state == TAKEN and entry.id not in skipped]
        if not waiting:
            return None
        entry, own = waiting[0], block(text, waiting[0])
        return Asked(entry, own, found.index(entry) + 1, len(found), self._wrong(marked(text, entry, TAKEN), entry.id))

    def left(self) -> int:
        """How many candidates nobody has answered for."""
        return sum(entry.state in (OPEN, RECALLED) for entry in self._entries())

    def accept(self, entry: Entry) -> list[Problem]:
        """Take a candidate as a fact; what is wrong with it where it cannot be taken."""
        text = self.text
        new = marked(text, self._again(entry), TAKEN)
        if wrong := self._wrong(new, entry.id):
            return wrong
        self._write(new, [*self._steps(), Step("accepted", entry.id, entry.state or TAKEN)])
        return []

    def reject(self, entry: Entry) -> None:
        """Set a candidate aside: it stays in the draft, and is no fact."""
        new = marked(self.text, self._again(entry), REJECTED)
        self._write(new, [*self._steps(), Step("rejected", entry.id, entry.state or TAKEN)])

    def edit(self, entry: Entry, own: str) -> list[Problem]:
        """Take a candidate with other YAML; what is wrong with that where it cannot be taken."""
        text, found = self.text, self._entries()
        entry = self._again(entry)
        place = found.index(entry)
        try:
            new = replaced(text, entry, own)
            after = entries(new, str(self.path), self.ontology)
            if len(after) != len(found) or not after[place].id or after[place].section != entry.section:
                return [Problem(str(self.path), entry.first + 1, 1, "not one fact with an id", "start it with id:")]
            new = marked(new, after[place], TAKEN)
        except InputError as error:
            return error.problems
        id = after[place].id
        if wrong := self._wrong(new, id):
            return wrong
        self._write(new, [*self._steps(), Step("edited", id, block(text, entry))])
        return []

    def skip(self, entry: Entry) -> None:
        """Pass over a candidate until the draft is opened again."""
        self._skipped.append((entry.id, len(self._steps())))

    def undo(self) -> Step | None:
        """Take back the last answer, of this time or of one before; None where there is none."""
        kept = self._steps()
        if self._skipped and self._skipped[-1][1] >= len(kept):
            return Step("skipped", self._skipped.pop()[0], "")
        if not kept:
            return None
        last, text = kept[-1], self.text
        entry = next((entry for entry in self._entries() if entry.id == last.fact), None)
        if entry:
            text = replaced(text, entry, last.before) if last.did == "edited" else marked(text, entry, last.before)
        self._write(text, kept[:-1])
        return last

    def finish(self) -> list[Problem]:
        """Settle the draft's status, once all is answered: it is reviewed where nothing is wrong. Returns what is wrong."""
        text = self.text
        self._write(text, self._steps())
        return problems(self._as_data(text), str(self.path), self.organisations, self.ontology)

    def _wrong(self, text: str, id: str) -> list[Problem]:
        """What is wrong with one entry of a text."""
        found = problems(text, str(self.path), self.organisations, self.ontology)
        entry = next(entry for entry in entries(text, str(self.path), self.ontology) if entry.id == id)
        return of_entry(found, entry)

    def _entries(self) -> list[Entry]:
        return entries(self.text, str(self.path), self.ontology)

    def _steps(self) -> list[Step]:
        return steps(self.text, str(self.path))

    def _again(self, entry: Entry) -> Entry:
        """The entry as it stands in the file now. Raises InputError where somebody took it out."""
        for found in self._entries():
            if (found.section, found.id) == (entry.section, entry.id):
                return found
        what = f"{entry.id} is not in the file any more"
        raise InputError([Problem(str(self.path), entry.first + 1, 1, what, "start the review again")])

    def _write(self, text: str, kept: list[Step]) -> None:
        """Write the file with this journal, and the status that it has by now."""
        file = str(self.path)
        new = noted(text, file, kept)
        states = {entry.state for entry in entries(new, file, self.ontology)}
        reviewed = self._as_data(new)
        done = not states & {OPEN, RECALLED} and not problems(reviewed, file, self.organisations, self.ontology)
        files.replace(self.path, reviewed if done else self._as_data(new, STATUS[0]))

    def _as_data(self, text: str, status: str = STATUS[1]) -> str:
        """The text with another status; without one said, that of data."""
        node = parsed(text, str(self.path)).entries["status"]
        assert isinstance(node, Scalar)
        return put(text, node, status)
