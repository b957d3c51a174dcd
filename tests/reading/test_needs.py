"""A reader that looks for a needed word first finds what it would find without: no form matches a text without its words."""

import re
from collections.abc import Iterable
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from graphkit.reading.handing_forms import FORMS
from graphkit.reading.handing_forms import NEEDS as HANDING
from graphkit.reading.spaces import phrase
from graphkit.reading.together_forms import NEEDS as TOGETHER
from graphkit.reading.together_forms import WORDINGS

_TOGETHER = [(phrase(words), TOGETHER[kind]) for kind, _, words in WORDINGS]
_HANDING = [(form.pattern, HANDING[wording]) for wording, form in FORMS if wording in HANDING]


def surely(tree: Iterable[Any], needed: tuple[str, ...]) -> bool:
    """Whether all that a parsed pattern matches has one of the words: in letters that follow one another, or in a part."""
    runs: list[list[str]] = [[]]
    before: list[Any] = []  # a parser takes out the letters that all ways of a branch begin with
    for name, value in tree:
        letters = [chr(value)] if name is sre.LITERAL else _letters(name, value)
        if letters:
            runs[-1].append("".join(letters))
        elif name is not sre.AT:
            runs.append([])
        if name is sre.BRANCH and all(surely([*before, *way], needed) for way in value[1]):
            return True
        before = [*before, (name, value)] if letters else []
        inside = value[-1] if name in (sre.SUBPATTERN, sre.ASSERT) else ()
        if name in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[0] > 0:
            inside = value[-1]
        if inside and surely(inside, needed):
            return True
    return any(all(_has("".join(spelt), needed) for spelt in product(*run)) for run in runs if run)


def _letters(name: Any, value: Any) -> list[str]:
    """The letters of a small set of them."""
    return [chr(sign) for kind, sign in value if kind is sre.LITERAL] if name is sre.IN and value[0][0] is sre.LITERAL else []


def _has(text: str, needed: tuple[str, ...]) -> bool:
    return any(word in text.casefold() for word in needed)


@pytest.mark.parametrize(
    ("pattern", "needed", "found"),
    [
        ("bids?", ("bid",), True),
        ("(?:a |the )?bid|tender", ("bid",), False),
        ("(?:a |the )?(?:bid|tender)", ("bid", "tender"), True),
        ("(?:bid)?s", ("bid",), False),
        ("de[l1]egat", ("delegat",), False),
        ("de[l1]egat", ("delegat", "de1egat"), True),
    ],
)
def test_what_a_pattern_surely_has(pattern: str, needed: tuple[str, ...], found: bool) -> None:
    assert surely(_parser.parse(pattern), needed) is found


@pytest.mark.parametrize(("pattern", "needed"), [*_TOGETHER, *_HANDING])
def test_what_a_wording_matches_has_one_of_its_words(pattern: str, needed: tuple[str, ...]) -> None:
    assert surely(_parser.parse(pattern, re.IGNORECASE), needed)


def test_words_are_told_for_wordings_that_there_are() -> None:
    assert {kind for kind, _, _ in WORDINGS} == set(TOGETHER)
    assert set(HANDING) <= {wording for wording, _ in FORMS}
