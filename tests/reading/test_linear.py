"""The work of the grammars grows with the text and with nothing else."""

import importlib
import pkgutil
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import graphkit.reading
from graphkit.reading import amounts, periods

MODULES = ["amounts", "figures", "fiscal", "leads", "lengths", "periods", "points", "qualified", "spaces"]
PATTERNS = [
    pytest.param(value, id=f"{name}.{key}")
    for name in MODULES
    for key, value in vars(importlib.import_module(f"graphkit.reading.{name}")).items()
    if isinstance(value, re.Pattern)
]
HOSTILE = ["9", ",", "£", "9,", ",999", "£9", "£9,999", "£ ", " ", "\n", "2021/22 ", "2021/22, ", "2021-",
           "1/1/", "one ", "up to ", "up",
           "£1 000", "between ", "March ", "May to ", "12 months from ", "from ", "to the end of ", "0208 ", "c.",
           "total of ", "£1.2-", "(",
           "a total ", "£5 each of the ", "tel ", "not exceeding a maximum "]  # fmt: skip


def repeats(parsed: Any) -> Iterator[int]:
    """How often each part of a pattern may repeat."""
    if isinstance(parsed, (list, tuple, parser.SubPattern)):
        parts = list(parsed)
        if parts and parts[0] in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield int(parts[1][1])
        for part in parts:
            yield from repeats(part)


def work(read: Callable[[str], object], text: str) -> int:
    """How many calls reading takes, of Python and of C functions alike."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


def test_every_module_is_looked_at() -> None:
    told = {module.name for module in pkgutil.iter_modules(graphkit.reading.__path__)}
    assert told >= set(MODULES)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_repeats_without_a_limit(pattern: re.Pattern[str]) -> None:
    assert max(repeats(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)), default=0) <= 60


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_reads_far(pattern: re.Pattern[str]) -> None:
    assert parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE).getwidth()[1] <= 1000


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("read", [amounts.find, periods.find])
def test_four_times_the_text_takes_four_times_the_calls(read: Callable[[str], object], piece: str) -> None:
    read(piece)
    few, many = (work(read, piece * times) for times in (100, 400))
    assert many <= 4.1 * few + 100


@pytest.mark.parametrize("piece", ["9", ",", "£", "9,", "£9,", " "])
def test_a_million_signs_are_read_to_the_end(piece: str) -> None:
    text = piece * (10**6 // len(piece)) + " £5 in 2021/22"
    assert amounts.find(text)[-1].pence == 500
    assert periods.find(text)[-1].years == ("2021/22",)
