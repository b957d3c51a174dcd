"""Whether a draft would load: its text held against the same checks as every data file."""

from collections.abc import Sequence

from graphkit.drafting.entries import Entry, entries
from graphkit.errors import Problem
from graphkit.facts import collect
from graphkit.model import Content, Organisation
from graphkit.ontology import Ontology
from graphkit.read import Reading, decisions


def problems(text: str, file: str, organisations: Sequence[Organisation], ontology: Ontology) -> list[Problem]:
    """Everything that is wrong with a draft beside these parties, in order of place; what is set aside counts for nothing."""
    found: list[Problem] = []
    sheet = decisions.read(text.encode(), file, ontology, found)
    collect(Reading((sheet,), (Content(tuple(organisations)),)), ontology, found)
    return sorted(problem for problem in found if problem.file == file)


def of_entry(found: Sequence[Problem], entry: Entry) -> list[Problem]:
    """Those problems that stand within one entry."""
    return [problem for problem in found if entry.first < problem.line <= entry.end]


def faulty(text: str, file: str, organisations: Sequence[Organisation], ontology: Ontology) -> dict[str, list[Problem]]:
    """The entries with problems, by id; what is wrong elsewhere in the file stands under an empty one."""
    wrong = problems(text, file, organisations, ontology)
    by_id: dict[str, list[Problem]] = {}
    for entry in entries(text, file, ontology):
        if own := of_entry(wrong, entry):
            by_id[entry.id] = own
            wrong = [problem for problem in wrong if problem not in own]
    return by_id | ({"": wrong} if wrong else {})
