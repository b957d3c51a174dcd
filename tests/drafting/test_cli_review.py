"""``graphkit review``: by a pipe and on a real terminal, stopped in the middle and taken up again."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from readings import TEXT

from graphkit.cli import main
from graphkit.drafting.entries import entries
from graphkit.ontology import load

ONTOLOGY = load()
Answers = Callable[..., Result]


@pytest.fixture
def review(draft: Path, gazetteer: Path) -> Answers:
    """The command, with these lines on standard input."""

    def run(*lines: str, more: tuple[str, ...] = ()) -> Result:
        words = ["review", str(draft), "--organisations", str(gazetteer), *more]
        return CliRunner().invoke(main, words, input="".join(f"{line}\n" for line in lines), env={"EDITOR": "", "VISUAL": ""})

    return run


def states(draft: Path) -> list[str | None]:
    return [one.state for one in entries(draft.read_text(), draft.name, ONTOLOGY)]


def asked(done: Result) -> list[str]:
    """The candidates that were shown, in their order."""
    return re.findall(r"^\d+ of \d+: \w+ ([\w-]+)", done.stdout, re.MULTILINE)


def test_each_candidate_is_shown_with_its_fields_and_its_words(review: Answers) -> None:
    shown = review().stdout
    for words in ("1 of 10: flow heron-north", "funder: Heron House", "90%", "1.1 (award):", "[Heron House gives £60,000.75.]"):
        assert words in shown, words


def test_what_stands_round_the_words_is_shown_where_the_document_is_given(review: Answers, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(TEXT)
    shown = review(more=("--document", str(paper))).stdout
    assert "for 2024/25. [Heron House gives £60,000.75.] North Council and" in " ".join(shown.split())


def test_another_document_shows_nothing_round_the_words(review: Answers, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("x" * 300)
    shown = review(more=("--document", str(paper))).stdout
    assert "    [Heron House gives £60,000.75.]\n" in shown


def test_the_end_of_the_input_loses_nothing_and_says_what_is_left(review: Answers, draft: Path) -> None:
    done = review("a", "r")
    assert done.exit_code == 1 and f"{draft}: 8 candidates left; every answer is kept" in done.stdout
    assert states(draft)[:3] == ["true", "rejected", "false"]
    assert asked(review())[0] == "shared"


def test_quitting_is_the_same(review: Answers, draft: Path) -> None:
    done = review("a", "q", "a")
    assert done.exit_code == 1 and states(draft)[:2] == ["true", "false"]


def test_help_and_what_means_nothing_ask_again(review: Answers, draft: Path) -> None:
    done = review("?", "", "what", "a")
    assert done.stdout.count("e  edit: change it") == 3 and states(draft)[:2] == ["true", "false"]


def test_a_fact_is_edited_field_by_field_until_it_is_right(review: Answers, draft: Path) -> None:
    done = review("e", "amount", "5x", "", "amount", "61000", "stage", "received", "")
    assert "not taken: amount: '5x' does not fit" in done.stdout
    text = draft.read_text()
    assert "amount: 61000\n" in text and "stage: received\n" in text and states(draft)[0] == "true"


def test_an_edit_that_changes_nothing_takes_nothing(review: Answers, draft: Path) -> None:
    before = draft.read_text()
    assert "nothing was changed" in review("e", "").stdout and draft.read_text() == before


def test_a_value_that_is_no_yaml_is_asked_for_again(review: Answers, draft: Path) -> None:
    done = review("e", "amount", "[", "bad key", "amount", "5", "")
    assert "not taken: no YAML" in done.stdout and "bad key is no name of a field" in done.stdout
    assert "amount: 5\n" in draft.read_text()


def test_undo_goes_back_over_several_answers_and_over_a_restart(review: Answers, draft: Path) -> None:
    before = draft.read_text()
    review("a", "r", "s", "a")
    done = review("u", "u", "u", "u")
    assert done.stdout.count("taken back: ") == 3 and "there is nothing to take back" in done.stdout
    assert draft.read_text() == before


def test_the_last_answer_can_be_taken_back_at_the_end(review: Answers, draft: Path) -> None:
    done = review(*["a"] * 10, "u", "r", "")
    assert done.exit_code == 0 and states(draft) == ["true"] * 9 + ["rejected"]
    assert "status: reviewed" in draft.read_text()
    assert review("u").exit_code == 1
    assert "status: draft" in draft.read_text()


def test_what_is_skipped_is_left_for_the_next_time(review: Answers, draft: Path) -> None:
    done = review("s", *["a"] * 9)
    assert done.exit_code == 1 and f"{draft}: 1 candidate left, skipped for now" in done.stdout
    assert asked(review("a")) == ["heron-north"]
    assert review().exit_code == 0


def test_once_all_is_reviewed_it_is_said_how_it_becomes_part_of_a_store(review: Answers, draft: Path, gazetteer: Path) -> None:
    done = review(*["a"] * 10)
    assert done.exit_code == 0 and f"{draft}: all is reviewed. It is data now: graphkit build" in done.stdout
    built = CliRunner().invoke(main, ["check", str(gazetteer), str(draft)])
    assert built.exit_code == 0 and "10 facts" in built.stdout


def test_a_head_that_is_not_told_is_asked_for_first(review: Answers, draft: Path) -> None:
    draft.write_text(draft.read_text().replace("title: A grant to the Otters", "title: null"))
    done = review("Grants: for the 'Otters'", *["a"] * 10)
    assert done.exit_code == 0 and "title: 'Grants: for the ''Otters'''" in draft.read_text()


def test_a_head_that_stays_open_keeps_the_file_a_draft(review: Answers, draft: Path) -> None:
    draft.write_text(draft.read_text().replace("title: A grant to the Otters", "title: null"))
    done = review("", *["a"] * 10)
    assert done.exit_code == 1 and "no title; add title:" in done.stdout and "status: draft" in draft.read_text()


@pytest.mark.parametrize("text", ["reference: PCD 1\n", "[", "\x00"])
def test_what_is_no_draft_is_one_error(draft: Path, review: Answers, text: str) -> None:
    draft.write_text(text)
    done = review("a")
    assert done.exit_code == 2 and done.stderr.startswith(f"{draft}:")


def test_a_draft_that_is_not_there_is_one_error(draft: Path, review: Answers) -> None:
    draft.unlink()
    done = review("a")
    assert (
        done.exit_code == 2 and done.stderr == f"graphkit: {draft} cannot be read: No such file or directory\n  check the name\n"
    )


def test_no_text_of_a_draft_moves_the_cursor(draft: Path, review: Answers) -> None:
    draft.write_text(draft.read_text().replace("words: Heron House gives £60,000.75.", 'words: "a\\e[2Jb\\a"'))
    assert not {"\x1b", "\x07"} & set(review("s").stdout)


# ---- on a terminal -------------------------------------------------------------------------------------


class Terminal:
    """A command on a terminal of its own: what it prints is awaited, keys are sent."""

    def __init__(self, *words: str, env: dict[str, str] | None = None) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "graphkit", *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=os.environ | {"EDITOR": "", "VISUAL": "", "TERM": "dumb"} | (env or {}),
            start_new_session=True,
            preexec_fn=_takes_terminal,
        )
        os.close(slave)
        self.seen = ""

    def until(self, words: str, seconds: float = 30) -> None:
        """Read until the words come; what was read before is forgotten."""
        assert self._came(words, seconds), f"{words!r} did not come: {self.seen!r}"
        self.seen = self.seen.split(words, 1)[1]

    def _came(self, words: str, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while words not in self.seen:
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
            try:
                more = os.read(self.master, 4096) if ready else b""
            except OSError:  # the other end is closed
                more = b""
            if not more:
                break
            self.seen += more.decode(errors="replace")
        return words in self.seen

    def send(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def interrupt(self, words: str) -> None:
        """Press Ctrl-C until the words come: one that meets readline between two waits is seen with the next key only."""
        for _ in range(10):
            self.send("\x03")
            if self._came(words, 3):
                break
        self.until(words, 0)

    def end(self) -> int:
        """The exit status, once the command has ended."""
        return self.process.wait(30)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def _takes_terminal() -> None:
    """Make standard input the terminal of this session, so that Ctrl-C reaches it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests behind it ignores Ctrl-C
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(draft: Path, gazetteer: Path) -> Iterator[Callable[..., Terminal]]:
    """The review of the draft, on a terminal."""
    opened: list[Terminal] = []

    def start(**env: str) -> Terminal:
        opened.append(Terminal("review", str(draft), "--organisations", str(gazetteer), env=env))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_on_a_terminal_answers_are_taken_and_ctrl_c_loses_nothing(terminal: Callable[..., Terminal], draft: Path) -> None:
    found = terminal()
    found.until("uit, ?: ")
    found.send("a\n")
    found.until("2 of 10")
    found.until("uit, ?: ")
    found.interrupt("9 candidates left; every answer is kept")
    assert found.end() == 1
    assert states(draft)[:2] == ["true", "false"]
    again = terminal()
    again.until("2 of 10")
    again.until("uit, ?: ")
    again.send("u\n")
    again.until("taken back: heron-north")
    again.until("1 of 10")


def test_ctrl_c_within_an_edit_takes_nothing(terminal: Callable[..., Terminal], draft: Path) -> None:
    before, found = draft.read_text(), terminal()
    found.until("uit, ?: ")
    found.send("e\n")
    found.until("field (Enter ends): ")
    found.send("amount\n")
    found.until("takes it out): ")
    found.interrupt("10 candidates left")
    assert found.end() == 1 and draft.read_text() == before


def test_a_review_that_is_killed_loses_nothing(terminal: Callable[..., Terminal], draft: Path) -> None:
    found = terminal()
    found.until("uit, ?: ")
    found.send("r\n")
    found.until("2 of 10")
    found.process.send_signal(signal.SIGKILL)
    found.end()
    assert states(draft)[:2] == ["rejected", "false"]


def test_an_editor_gets_the_fact_and_what_it_writes_is_taken(
    terminal: Callable[..., Terminal], draft: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/^amount: 60000.75/amount: 61000   # by hand/" "$1"\n')
    editor.chmod(0o755)
    found = terminal(EDITOR=str(editor))
    found.until("uit, ?: ")
    found.send("e\n")
    found.until("2 of 10")
    assert "  amount: 61000   # by hand\n" in draft.read_text() and states(draft)[0] == "true"
