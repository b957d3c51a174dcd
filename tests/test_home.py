"""The user's own store: built when it is first asked, and again when what it was built from has changed."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from five import PACKAGED

import graphkit
from graphkit import home, ontology, packaged
from graphkit import store as stores
from graphkit.errors import GraphkitError


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of what comes with graphkit, and a cache of its own."""
    for name in ("data", "ontology"):
        shutil.copytree(packaged.path(name), tmp_path / name)
    monkeypatch.setattr(packaged, "path", lambda name: str(tmp_path / name))
    monkeypatch.setenv("GRAPHKIT_CACHE", str(tmp_path / "cache"))
    ontology.load.cache_clear()
    yield tmp_path
    ontology.load.cache_clear()


def answering() -> str:
    """The build that answers."""
    with graphkit.open() as graph:
        return graph.store.folder


def test_the_first_question_builds_the_store(own: Path) -> None:
    with graphkit.open() as graph:
        assert len(graph.decisions()["decisions"]) == PACKAGED


def test_a_second_question_builds_nothing(own: Path) -> None:
    assert answering() == answering()


def test_first_questions_at_the_same_time_build_once(own: Path) -> None:
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(answering())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Path(answer).name for answer in answers] == ["1", "1", "1", "1"]


def test_a_changed_data_file_builds_again_and_is_answered(own: Path) -> None:
    before = answering()
    file = own / "data" / "organisations.yaml"
    file.write_text(file.read_text().replace("name: Working Chance", "name: Working Chances"))
    with graphkit.open() as graph:
        assert graph.organisation("Working Chances")["id"] == "working-chance" and graph.store.folder != before


def test_a_touched_data_file_builds_again(own: Path) -> None:
    before = answering()
    os.utime(own / "data" / "decisions" / "pcd-172.yaml", ns=(1, 1))
    assert answering() != before


def test_a_new_data_file_builds_again(own: Path) -> None:
    before = answering()
    (own / "data" / "dataset.yaml").unlink()
    (own / "data" / "decisions" / "x-1.yaml").write_text("reference: X 1\ntitle: T\n")
    assert answering() != before


def test_a_changed_ontology_builds_again(own: Path) -> None:
    before = answering()
    with (own / "ontology" / "flow.ttl").open("a") as file:
        file.write("\n")
    assert answering() != before


def test_another_version_builds_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answering()
    monkeypatch.setattr(home, "__version__", "9.9.9")
    assert answering() != before


def test_another_schema_builds_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answering()
    for module in (home, stores, __import__("graphkit.publish", fromlist=["SCHEMA"])):
        monkeypatch.setattr(module, "SCHEMA", "next")
    assert answering() != before


def test_a_file_that_is_no_data_builds_nothing(own: Path) -> None:
    before = answering()
    (own / "data" / "notes.txt").write_text("words")
    assert answering() == before


def test_a_damaged_store_of_ones_own_is_built_again(own: Path) -> None:
    (Path(answering()) / "facts.sqlite").write_bytes(b"damaged")
    with graphkit.open() as graph:
        assert len(graph.decisions()["decisions"]) == PACKAGED


def test_a_damaged_pointer_of_ones_own_store_is_built_again(own: Path) -> None:
    (Path(answering()).parent.parent / "current").write_bytes(b"\xff\xfe")
    with graphkit.open() as graph:
        assert len(graph.decisions()["decisions"]) == PACKAGED


def test_data_of_ones_own_built_without_a_store_are_what_is_asked_or_are_refused(own: Path, folder: Callable[..., Path]) -> None:
    try:
        graphkit.build([str(folder())])
    except GraphkitError:
        return
    with graphkit.open() as graph:
        assert [row["reference"] for row in graph.decisions()["decisions"]] == ["X 1"]


def test_a_cache_that_cannot_be_written_is_refused_in_words(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "file").write_text("no folder")
    monkeypatch.setenv("GRAPHKIT_CACHE", str(own / "file" / "below"))
    with pytest.raises(GraphkitError):
        graphkit.open()


def test_two_places_of_installation_have_two_stores(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = home.folder()
    monkeypatch.setattr(packaged, "path", lambda name: f"/elsewhere/{name}")
    assert home.folder() != before


@pytest.mark.parametrize(
    ("platform", "settings", "place"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/graphkit"),
        ("linux", {"HOME": "/h"}, "/h/.cache/graphkit"),
        ("linux", {"HOME": "/h", "XDG_CACHE_HOME": ""}, "/h/.cache/graphkit"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/graphkit"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/graphkit"),
        ("linux", {"GRAPHKIT_CACHE": "/g", "XDG_CACHE_HOME": "/x"}, "/g"),
    ],
)
def test_the_cache_is_where_each_system_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, platform: str, settings: dict[str, str], place: str
) -> None:
    for name in ("GRAPHKIT_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert os.path.dirname(home.folder()) == place
