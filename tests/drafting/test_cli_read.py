"""``graphkit read``: files in, answers or drafts out, and one bad file stops no other."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from readings import reading

import graphkit
from graphkit import packaged
from graphkit.cli import main
from graphkit.cli.reading import gazetteer
from graphkit.errors import DocumentError
from graphkit.model import Organisation
from graphkit.reading.facts import Reading
from graphkit.reading.files import read_files


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, gazetteer: Path) -> Callable[..., Result]:
    """The command, with an extraction that finds the invented reading, or nothing where the text says so."""

    def files(paths: Iterable[str], parties: Iterable[Organisation]) -> Iterator[Reading | DocumentError]:
        for found in read_files(paths, parties):
            yield found if isinstance(found, DocumentError) or "nothing" in found.document.text else reading()

    monkeypatch.setattr("graphkit.reading.files.read_files", files)
    return lambda *words: CliRunner().invoke(main, ["read", *map(str, words), "--organisations", str(gazetteer)])


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "paper.txt"
    path.write_text("Reference code: PCD 9001\n\nSome words.\n")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A document in which nothing is found."""
    path = tmp_path / "Other Paper.txt"
    path.write_text("There is nothing here.\n")
    return path


def test_a_file_is_read_and_told_as_a_page(read: Callable[..., Result], paper: Path) -> None:
    done = read(paper)
    assert done.exit_code == 0 and done.stderr == ""
    assert done.stdout.startswith("PCD 9001: A grant to the Otters\n") and "recommendation 1" in done.stdout


def test_one_file_is_one_object_and_several_are_a_list_in_their_order(
    read: Callable[..., Result], paper: Path, other: Path
) -> None:
    assert json.loads(read(paper, "--format", "json").stdout)["file"] == "paper.txt"
    listed = json.loads(read(other, paper, "--format", "json").stdout)
    assert [one["file"] for one in listed] == ["Other Paper.txt", "paper.txt"]


def test_a_file_that_cannot_be_read_is_one_error_and_the_others_go_on(
    read: Callable[..., Result], paper: Path, other: Path, tmp_path: Path
) -> None:
    done = read(paper, tmp_path / "gone.pdf", other, "--format", "json")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [f"graphkit: {tmp_path / 'gone.pdf'}: no such file", "  check the name"]
    assert [one["file"] for one in json.loads(done.stdout)] == ["paper.txt", "Other Paper.txt"]


def test_one_file_that_cannot_be_read_prints_nothing(read: Callable[..., Result], tmp_path: Path) -> None:
    done = read(tmp_path / "gone.pdf", "--format", "json")
    assert done.exit_code == 2 and done.stdout == ""


def test_without_a_file_the_usage_is_told(read: Callable[..., Result]) -> None:
    assert read().exit_code == 2


def test_with_a_folder_drafts_are_written_and_their_names_told(
    read: Callable[..., Result], paper: Path, other: Path, tmp_path: Path
) -> None:
    done = read(paper, other, "-o", tmp_path / "new" / "drafts")
    folder = tmp_path / "new" / "drafts"
    assert done.exit_code == 0 and done.stdout == ""
    assert done.stderr.splitlines() == [f"wrote {folder / 'pcd-9001.yaml'}", f"wrote {folder / 'other-paper.yaml'}"]
    assert sorted(path.name for path in folder.iterdir()) == ["other-paper.yaml", "pcd-9001.yaml"]


def test_with_a_folder_the_answers_are_printed_as_json_too_where_asked_for(
    read: Callable[..., Result], paper: Path, tmp_path: Path
) -> None:
    done = read(paper, "-o", tmp_path / "drafts", "--format", "json")
    assert json.loads(done.stdout)["reference"] == "PCD 9001" and (tmp_path / "drafts" / "pcd-9001.yaml").is_file()


def test_a_draft_under_review_is_kept_and_the_other_files_go_on(
    read: Callable[..., Result], paper: Path, other: Path, tmp_path: Path
) -> None:
    read(paper, "-o", tmp_path)
    draft = tmp_path / "pcd-9001.yaml"
    draft.write_text(begun := draft.read_text().replace("reviewed: false", "reviewed: true", 1))
    done = read(paper, other, "-o", tmp_path)
    assert done.exit_code == 2 and draft.read_text() == begun
    assert f"graphkit: {draft}: somebody has begun to review it" in done.stderr and "wrote" in done.stderr
    assert read(paper, "-o", tmp_path, "--force").exit_code == 0
    assert "reviewed: true" not in draft.read_text()


def test_the_same_again_is_unchanged(read: Callable[..., Result], paper: Path, tmp_path: Path) -> None:
    read(paper, "-o", tmp_path)
    assert read(paper, "-o", tmp_path).stderr == f"unchanged: {tmp_path / 'pcd-9001.yaml'}\n"


def test_the_packaged_parties_are_known_where_none_are_given() -> None:
    known = {party.id for party in gazetteer(())}
    assert {"mopac", "lambeth"} <= known and not [id for id in known if "+" in id or "/" in id]


def test_a_real_reading_becomes_a_draft_that_loads(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(
        "PCD 9002 Grants\n\nDecision by: Deputy Mayor for Policing and Crime\n\nRecommendation\n\n"
        "The Deputy Mayor for Policing and Crime is recommended to:\n\n"
        "1. Accept £500 from the Ministry of Justice.\n\n2. Award a grant of £400 to Otter Trust.\n"
    )
    assert CliRunner().invoke(main, ["read", str(paper), "-o", str(tmp_path)]).exit_code == 0
    found = graphkit.check([packaged.path("data"), str(tmp_path / "pcd-9002.yaml")], drafts=True)
    flows = [fact for fact in found.facts if fact.decision == "pcd-9002" and fact.relation == "flow"]
    assert [fact.values["amount"] for fact in flows] == [50000, 40000]
    assert all(fact.values["reviewed"] is False and fact.values["evidence"] for fact in flows)
