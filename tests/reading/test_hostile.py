"""Files that are damaged, or meant to do harm: one clear error each, and the next file is read."""

import io
import sys
import zipfile
from pathlib import Path

import made
import pytest

from graphkit.errors import DocumentError
from graphkit.reading.document import Document
from graphkit.reading.files import Limits, read_file, read_files


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    return file.getvalue()


def entities() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        text = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>'
        archive.writestr("word/document.xml", text)
    return file.getvalue()


def other_archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


HOSTILE = {
    "empty.txt": (b" \n", "the file is empty"),
    "rubbish.txt": (bytes(range(256)) * 50, "no document"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
    "bomb.docx": (bomb(), "unpacks to more"),
    "entities.docx": (entities(), "no text"),
    "cut.docx": (made.as_docx(made.PAGE)[:300], "cannot be unpacked"),
    "archive.docx": (other_archive(), "no Word document"),
    "cut.pdf": (made.as_pdf(made.PAGE)[:200], "damaged"),
    "blank.pdf": (made.as_pdf(" "), "only pictures"),
    "only-a-head.pdf": (b"%PDF-1.7\n" + bytes(range(256)), "damaged"),
    "no-words.html": (b"<html><script>alert(1)</script></html>", "no text"),
    "deep.html": (b"<html>" + b"<div>" * 50_000, "no text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_one_error_that_says_what_to_do(tmp_path: Path, name: str) -> None:
    data, what = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=what) as caught:
        read_file(tmp_path / name)
    assert name in str(caught.value) and caught.value.hint and "Traceback" not in str(caught.value)


def test_the_other_files_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(made.PAGE)
    (tmp_path / "b.txt").write_bytes(b"\0" * 100)
    found = list(read_files([tmp_path / "b.txt", tmp_path / "none.txt", tmp_path / "a.txt"]))
    assert [type(each) for each in found] == [DocumentError, DocumentError, Document]


def test_the_ending_of_a_name_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "pcd-9001.txt").write_bytes(made.as_docx(made.PAGE))
    assert made.outline(read_file(tmp_path / "pcd-9001.txt")) == made.outline(made.read(made.PAGE))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_file_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(made.PAGE)
    with pytest.raises(DocumentError, match=r"took longer|used more"):
        read_file(tmp_path / "a.txt", limits=Limits(seconds=0))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_file_that_needs_too_much_memory_is_ended(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html>" + b"<p>word</p>" * 2_000_000)
    with pytest.raises(DocumentError, match=r"memory|ended the process|damaged|too large"):
        read_file(tmp_path / "a.html", limits=Limits(memory=300 * 1024**2))
