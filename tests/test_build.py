"""The whole way in: the same input gives the same bytes, and a build that fails changes nothing."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from five import PACKAGED

import graphkit
from graphkit import InputError, packaged
from graphkit.builder import build, check
from graphkit.contents import content as stored
from graphkit.errors import GraphkitError
from graphkit.store import Store

DATA = Path(packaged.path("data"))


def digest(store: Path) -> str:
    """What a store's one truth hashes to."""
    with Store.open(str(store)) as found:
        return hashlib.sha256((Path(found.folder) / "facts.sqlite").read_bytes()).hexdigest()


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_store_holds_what_was_checked(family_store: Store) -> None:
    assert stored(family_store) == check()


def test_a_build_says_what_it_made(tmp_path: Path) -> None:
    made = build([], str(tmp_path), rdf=False)
    assert {key: made.counts[key] for key in ("organisation", "decision", "fact", "fact:flow")} == {
        "organisation": len(check().organisations),
        "decision": len(check().decisions),
        "fact": len(check().facts),
        "fact:flow": 97,
    }


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build([str(DATA)], str(tmp_path / name), rdf=False)
    assert digest(tmp_path / "one") == digest(tmp_path / "other")


def test_a_rebuild_of_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    build([str(DATA)], str(tmp_path), rdf=False)
    before = digest(tmp_path)
    build([str(DATA)], str(tmp_path), rdf=False)
    assert digest(tmp_path) == before


def test_the_order_of_sources_does_not_matter(tmp_path: Path) -> None:
    files = sorted(str(path) for path in DATA.rglob("*.yaml"))
    for name, sources in {"forwards": files, "backwards": files[::-1], "folder": [str(DATA)]}.items():
        build(sources, str(tmp_path / name), rdf=False)
    assert len({digest(tmp_path / name) for name in ("forwards", "backwards", "folder")}) == 1


def test_where_the_data_stand_does_not_matter(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "elsewhere")
    build([str(DATA)], str(tmp_path / "one"), rdf=False)
    build([str(tmp_path / "elsewhere")], str(tmp_path / "other"), rdf=False)
    assert digest(tmp_path / "one") == digest(tmp_path / "other")


def test_the_order_of_hashes_does_not_matter(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "graphkit", "build", "--no-rdf", "--store", str(tmp_path / seed), str(DATA)]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert digest(tmp_path / "1") == digest(tmp_path / "2")


@pytest.mark.parametrize("rdf", [False, True])
def test_a_build_that_fails_leaves_the_store_byte_for_byte(tmp_path: Path, folder: Callable[..., Path], rdf: bool) -> None:
    place = tmp_path / "store"
    build([], str(place), rdf=rdf)
    before = everything(place)
    with pytest.raises(InputError):
        build([str(folder("flos: []\n"))], str(place), rdf=rdf)
    assert everything(place) == before


def test_after_a_build_that_fails_the_old_store_answers(tmp_path: Path, folder: Callable[..., Path]) -> None:
    build([], str(tmp_path / "store"), rdf=False)
    with pytest.raises(InputError):
        build([str(folder("flos: []\n"))], str(tmp_path / "store"))
    with graphkit.open(str(tmp_path / "store")) as graph:
        assert [str(row["amount"]) for row in graph.who_funds("Working Chance")["funders"]] == ["25000.00", "None"]


def test_an_open_graph_answers_through_a_rebuild(tmp_path: Path, folder: Callable[..., Path]) -> None:
    build([], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        build([str(folder())], str(tmp_path / "store"), rdf=False)
        assert len(graph.decisions()["decisions"]) == PACKAGED


def test_a_build_of_other_data_answers_with_them(tmp_path: Path, folder: Callable[..., Path]) -> None:
    build([], str(tmp_path / "store"), rdf=False)
    build([str(folder())], str(tmp_path / "store"), rdf=False)
    with graphkit.open(str(tmp_path / "store")) as graph:
        assert [row["reference"] for row in graph.decisions()["decisions"]] == ["X 1"]


def test_one_text_for_sources_is_one_source(folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    # A relative name without dots: read letter by letter, "/" or "." would be whole file systems.
    monkeypatch.chdir(folder().parent)
    assert check("small") == check(["small"])


@pytest.mark.parametrize("store", ["file", "file/below"])
def test_a_store_that_cannot_be_a_folder_is_refused_in_words(tmp_path: Path, folder: Callable[..., Path], store: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(GraphkitError):
        build([str(folder())], str(tmp_path / store), rdf=False)
