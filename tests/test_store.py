"""Opening a store: the build that answers, or a word on why there is none."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit import index
from graphkit.errors import GraphkitError, StoreDamaged, StoreError, StoreMissing
from graphkit.store import Store, current


@pytest.fixture
def copy(store_folder: str, tmp_path: Path) -> Path:
    """A store of one's own to break."""
    return Path(shutil.copytree(store_folder, tmp_path / "store"))


@pytest.fixture
def truth(copy: Path) -> Path:
    """Its facts.sqlite."""
    return Path(current(str(copy)) or "") / "facts.sqlite"


def test_a_store_is_opened_to_read_alone(copy: Path) -> None:
    with Store.open(str(copy)) as store, pytest.raises(StoreError, match="readonly"):
        store.db.execute("DELETE FROM fact")


def test_opening_and_asking_writes_nothing(copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    with graphkit.open(str(copy)) as graph:
        graph.who_funds("women in prison")
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == before


@pytest.mark.parametrize("name", ["a b", "50%", "a?b", "a#b", "é", "a&mode=rwc", "%41"])
def test_a_folder_of_any_name_can_hold_a_store(copy: Path, tmp_path: Path, name: str) -> None:
    copy.rename(tmp_path / name)
    with Store.open(str(tmp_path / name)) as store:
        assert store.db.execute("SELECT count(*) FROM decision").fetchone() == (5,)


def test_no_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no finished store"):
        Store.open(str(tmp_path / "gone"))


def test_an_empty_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no finished store"):
        Store.open(str(tmp_path))


@pytest.mark.parametrize(
    "written", [b"", b"\n", b"7\n", b"../..\n", b"..\n", b"/etc\n", b"1\x00\n", b"\xff\xfe\x00", b"x" * 10_000]
)
def test_a_pointer_to_no_build_is_no_store(copy: Path, written: bytes) -> None:
    (copy / "current").write_bytes(written)
    with pytest.raises((StoreMissing, StoreDamaged)):
        Store.open(str(copy))


def test_a_damaged_pointer_is_mended_by_a_build(copy: Path, folder: Callable[..., Path]) -> None:
    (copy / "current").write_bytes(b"\xff\xfe\x00")
    graphkit.build([str(folder())], str(copy), rdf=False)
    with Store.open(str(copy)) as store:
        assert store.db.execute("SELECT id FROM decision").fetchall() == [("x-1",)]


@pytest.mark.parametrize("length", [0, 10, 100, 4096, 8192, 20_000])
def test_a_truth_that_was_cut_off_is_damaged(copy: Path, truth: Path, length: int) -> None:
    truth.write_bytes(truth.read_bytes()[:length])
    with pytest.raises(StoreDamaged, match="cannot be read"):
        Store.open(str(copy))


def test_a_truth_that_is_no_database_is_damaged(copy: Path, truth: Path) -> None:
    truth.write_bytes(b"no database at all " * 1000)
    with pytest.raises(StoreDamaged, match="cannot be read"):
        Store.open(str(copy))


def test_a_truth_that_is_gone_is_no_store(copy: Path, truth: Path) -> None:
    truth.unlink()
    with pytest.raises(StoreMissing):
        Store.open(str(copy))


@pytest.mark.parametrize("change", ["UPDATE meta SET value = '0' WHERE key = 'schema'", "DELETE FROM meta WHERE key = 'schema'"])
def test_a_store_of_another_schema_is_to_be_built_again(copy: Path, truth: Path, change: str) -> None:
    db = sqlite3.connect(truth)
    db.execute(change)
    db.commit()
    db.close()
    with pytest.raises(StoreDamaged, match="another version of graphkit"):
        Store.open(str(copy))


def test_every_refusal_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as caught:
        Store.open(str(tmp_path))
    assert caught.value.hint == f"run graphkit build --store {tmp_path}"


def test_a_damaged_page_is_an_error_of_graphkits_or_does_no_harm(copy: Path, truth: Path) -> None:
    whole = truth.read_bytes()
    others = []
    for page in range(len(whole) // 8192):
        truth.write_bytes(whole[: page * 8192] + b"\xa5" * 64 + whole[page * 8192 + 64 :])
        try:
            with graphkit.open(str(copy)) as graph:
                graph.who_funds("women in prison")
                graph.trace("NHS England", "Working Chance")
                graph.search("grant")
                graph.decision("PCD 172")
        except GraphkitError:
            pass
        except Exception as error:
            others.append(f"page {page}: {type(error).__name__}: {error}")
    assert others == []


def test_an_index_that_another_process_made_first_is_used_and_nothing_is_left(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(next(copy.rglob("rdf")))
    written = index.write

    def overtaken(*words: Any) -> int:
        number = written(*words)
        shutil.copytree(words[0], Path(words[0]).parent.parent / "rdf")
        return number

    monkeypatch.setattr(index, "write", overtaken)
    with Store.open(str(copy)) as store:
        assert Path(index.ready(store)).name == "rdf" and sorted(os.listdir(store.folder)) == [
            "facts.sqlite",
            "manifest.json",
            "rdf",
        ]
