"""A draft is written whole or not at all, and never over what somebody has done."""

import os
from pathlib import Path

import pytest

from graphkit.drafting import files
from graphkit.errors import UsageError
from graphkit.ontology import load

ONTOLOGY = load()


def test_a_draft_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x-1.yaml"
    assert files.save(path, "status: draft\n", ONTOLOGY) is True
    assert path.read_text() == "status: draft\n"


def test_the_same_draft_again_changes_nothing(draft: Path) -> None:
    before = draft.stat().st_mtime_ns
    assert files.save(draft, draft.read_text(), ONTOLOGY) is False
    assert draft.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("reviewed: false", "reviewed: true", "somebody has begun to review it"),
        ("reviewed: false", "reviewed: rejected", "somebody has begun to review it"),
        ("amount: 50000", "amount: 50001", "it is there already, and differs"),
    ],
)
def test_a_draft_that_somebody_touched_is_not_replaced_without_force(draft: Path, old: str, new: str, why: str) -> None:
    fresh = draft.read_text()
    draft.write_text(changed := fresh.replace(old, new, 1))
    with pytest.raises(UsageError, match=why) as caught:
        files.save(draft, fresh, ONTOLOGY)
    assert "--force" in caught.value.hint and draft.read_text() == changed
    assert files.save(draft, fresh, ONTOLOGY, force=True) and draft.read_text() == fresh


@pytest.mark.parametrize("there", ["reference: PCD 1\ntitle: T\n", "[", ""])
def test_what_is_no_draft_is_not_replaced(tmp_path: Path, there: str) -> None:
    path = tmp_path / "pcd-1.yaml"
    path.write_text(there)
    with pytest.raises(UsageError, match="it is there already"):
        files.save(path, "status: draft\n", ONTOLOGY)
    assert path.read_text() == there


def test_a_write_that_fails_leaves_the_old_text_and_nothing_beside(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, beside = draft.read_text(), sorted(os.listdir(draft.parent))
    monkeypatch.setattr(os, "replace", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.replace(draft, "other")
    assert draft.read_text() == before and sorted(os.listdir(draft.parent)) == beside


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_draft_keeps_its_permissions_and_its_link(draft: Path) -> None:
    draft.chmod(0o640)
    link = draft.parent / "link.yaml"
    link.symlink_to(draft)
    files.replace(link, "new")
    assert link.is_symlink() and draft.read_text() == "new" and draft.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        files.replace(tmp_path / "file" / "x.yaml", "")
