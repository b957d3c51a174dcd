"""Files that are damaged, or meant to do harm: one clear error each, and the next file is read."""

import io
import json
import re
import sys
import zipfile
from functools import partial
from pathlib import Path

import made
import pytest
from click.testing import CliRunner, Result

from graphkit.cli import main
from graphkit.errors import DocumentError
from graphkit.model import Organisation
from graphkit.reading import worker
from graphkit.reading.document import Document
from graphkit.reading.facts import Party, ReadBudget, Reading
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


def locked_pdf() -> bytes:
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"01" * 32, b"02" * 32)
    return made.as_pdf(made.PAGE).replace(b"/Root 1 0 R", b"/Root 1 0 R" + lock)


def locked_docx() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


HOSTILE = {
    "empty.txt": (b" \n", "the file is empty"),
    "rubbish.txt": (bytes(range(256)) * 50, "no document"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
    "locked.docx": (locked_docx(), "locked with a password"),
    "locked.pdf": (locked_pdf(), "locked with a password"),
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


ASKED = "PCD 9001 Boats\n\nRecommendation\n\nThe Deputy Mayor for Policing and Crime is recommended to:\n\n"
#: Texts that are hard to read: what is wrong with them, or nothing where they are read after all.
HARD = {
    "one line of 5 MB.txt": ("word " * 1_000_000, "more text than any decision"),
    "items.txt": (ASKED + "".join(f"{n}. Award \u00a3{n} to Otter Trust.\n\n" for n in range(100_000)), "more text than any"),
    "names.txt": (ASKED + "1. Award \u00a35 to " + ", ".join(f"Otter{n} Trust" for n in range(100_000)), "more text than any"),
    "facts.txt": (
        ASKED + "1. " + "accept \u00a35 from the MoJ and award \u00a34 to Barnet, " * 15_000,
        r"\d s (of processor )?and was ended",
    ),
    "letters.txt": ("a " * 30_000, ""),
    "brackets.txt": ("(" * 50_000, ""),
    "thousands.txt": ("\u00a31" + ",1" * 25_000, ""),
    "capitals.txt": ("Aa Bb " * 5_000, ""),
    "tabs.txt": ("1\t" * 50_000, ""),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """What the command says of all of them in one call, with a good one at the end; no file has more than ten seconds."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in HOSTILE.items():
        (folder / name).write_bytes(data)
    for name, (text, _) in HARD.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "a folder.pdf").mkdir()
    (folder / "really-a-pdf.docx").write_bytes(made.as_pdf(made.PAGE))
    (folder / "good.txt").write_text(made.PAGE, encoding="utf-8")
    names = [*HOSTILE, *HARD, "a folder.pdf", "missing.pdf", "really-a-pdf.docx", "good.txt"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graphkit.reading.files.read_files", partial(read_files, limits=Limits(seconds=10)))
        return folder, CliRunner().invoke(main, ["read", "--format", "json", *(str(folder / name) for name in names)])


def test_each_hostile_file_is_one_line_and_a_hint_and_the_others_are_read(told: tuple[Path, Result]) -> None:
    folder, done = told
    wrong = {name: what for name, (_, what) in (HOSTILE | HARD).items() if what}
    wrong |= {"a folder.pdf": "is no file", "missing.pdf": "no such file"}
    lines = done.stderr.splitlines()
    assert [line for line in lines if "Traceback" in line] == []
    assert len(lines) == 2 * len(wrong)
    for (name, what), line, hint in zip(wrong.items(), lines[::2], lines[1::2], strict=True):
        assert line.startswith(f"graphkit: {folder / name}: ")
        assert re.search(what, line), line
        assert re.fullmatch(r"  \S.*", hint)
    assert [one["file"] for one in json.loads(done.stdout)] == [
        *(name for name, (_, what) in HARD.items() if not what),
        "really-a-pdf.docx",
        "good.txt",
    ]


def test_the_exit_status_says_that_some_failed(told: tuple[Path, Result]) -> None:
    assert told[1].exit_code == 2


def test_a_file_that_follows_hostile_ones_is_read_as_if_alone(told: tuple[Path, Result]) -> None:
    folder, done = told
    alone = CliRunner().invoke(main, ["read", "--format", "json", str(folder / "good.txt")])
    assert alone.exit_code == 0
    assert json.loads(alone.stdout) == json.loads(done.stdout)[-1]
    assert json.loads(alone.stdout)["flows"]


def test_parties_that_the_user_gives_are_known_in_the_process_that_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "PCD 9001 Boats\n\nRecommendation\n\nThe River Office pays.\n\n1. Award \u00a35 to the OTTERSHIP.\n"
    )
    parties = [
        Organisation("office", "River Office", "public body"),
        Organisation("otters", "Otter Ltd", "company", ("OTTERSHIP",)),
    ]
    (found,) = read_files([tmp_path / "a.txt"], parties)
    assert isinstance(found, Reading)
    assert [(flow.payer and flow.payer.id, [party.id for party in flow.payees]) for flow in found.flows] == [
        ("office", ["otters"])
    ]


def test_more_facts_than_any_decision_states_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(ReadBudget(str(n), Party("Otter"), None, n, (), 50) for n in range(worker.MOST_FACTS + 1))
    assert worker.bounded(Reading(Document("", ()), budgets=many[1:])).budgets == many[1:]
    with pytest.raises(DocumentError, match="more facts than any decision"):
        worker.bounded(Reading(Document("", ()), budgets=many))


def test_an_answer_that_is_none_is_an_error_and_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(made.PAGE)
    for answer in ("", "[]", "{}", '{"reading": 5}', '{"reading": [1, 2]}', '{"wrong": "x"}', "[" * 100_000):
        monkeypatch.setattr("graphkit.reading.files._ask", lambda *more, answer=answer: answer.encode())
        with pytest.raises(DocumentError, match="ended the process"):
            read_file(tmp_path / "a.txt")
