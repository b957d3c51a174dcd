"""What the tests of drafts share: a draft on the disk, and the parties that are known."""

from pathlib import Path

import pytest
from readings import KNOWN, reading

from graphkit.drafting.draft import drafted
from graphkit.ontology import load

ONTOLOGY = load()

GAZETTEER = """organisations:
- {id: north, name: North Council, kind: local authority, aliases: [Northern Council]}
- {id: south, name: South Council, kind: local authority}
- {id: trust, name: Otter Trust, kind: charity, aliases: [The Otters]}
- {id: clerk, name: Clerk, kind: role}
"""


@pytest.fixture
def gazetteer(tmp_path: Path) -> Path:
    """A file of the parties that are known."""
    path = tmp_path / "organisations.yaml"
    path.write_text(GAZETTEER, encoding="utf-8")
    return path


@pytest.fixture
def draft(tmp_path: Path, gazetteer: Path) -> Path:
    """The draft of the invented reading, as a file."""
    made = drafted(reading(), KNOWN, ONTOLOGY, "a.txt")
    path = tmp_path / made.name
    path.write_text(made.text, encoding="utf-8")
    return path
