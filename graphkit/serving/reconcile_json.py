"""JSON that a client sends, read with the place of everything that is wrong in it."""

import json
import math
from collections.abc import Collection
from typing import Any

from graphkit.matching import MOST_NAME
from graphkit.serving.protocol import Refused

#: Problems that are told: more help nobody.
_TOLD = 20


def said(value: object) -> str:
    """A value of the client's as a message shows it: short, and whatever it is, printable."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number without end, or none"
    return "null" if value is None else ascii(value[:40] if isinstance(value, str) else value)[:60]


class Reader:
    """Problems found so far, each at its place."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def wrong(self, place: str, what: str) -> None:
        """Note that something is wrong at a place."""
        self.problems.append(f"{place}: {what}")

    def done(self) -> None:
        """Raise Refused with all problems, if there are any."""
        if self.problems:
            more = len(self.problems) - _TOLD
            told = self.problems[:_TOLD] + ([f"and {more} more"] if more > 0 else [])
            raise Refused(400, "\n".join(told), "docs/reconcile.md says what is understood here")

    def object(self, value: Any, place: str, keys: Collection[str], needed: Collection[str] = ()) -> dict[str, Any]:
        """A JSON object with these keys and no others; what is wrong is left out."""
        if not isinstance(value, dict):
            self.wrong(place, f"an object is wanted, not {said(value)}")
            return {}
        for key in sorted(value.keys() - set(keys)):
            self.wrong(f"{place}.{named(key)}", f"nothing of that name is known here, only {', '.join(keys)}")
        for key in needed:
            if key not in value:
                self.wrong(f"{place}.{key}", "it is missing")
        return {key: item for key, item in value.items() if key in keys}

    def text(self, value: Any, place: str, most: int = MOST_NAME) -> str:
        """A text of at most so many characters; empty where it is none."""
        if not isinstance(value, str):
            self.wrong(place, f"a text is wanted, not {said(value)}")
        elif len(value) > most:
            self.wrong(place, f"{len(value):,} characters, where at most {most:,} are read")
        elif any("\ud800" <= c <= "\udfff" for c in value):
            self.wrong(place, "half a character: a surrogate without its other half")
        else:
            return value
        return ""

    def list(self, value: Any, place: str, most: int) -> list[Any]:
        """A list of at most so many items; empty where it is none."""
        if not isinstance(value, list):
            self.wrong(place, f"a list is wanted, not {said(value)}")
        elif len(value) > most:
            self.wrong(place, f"{len(value):,} items, where at most {most:,} are read")
        else:
            return value
        return []


def named(key: str) -> str:
    """A key in a place, as it may be printed."""
    return key if key.isascii() and key.isprintable() and len(key) <= 40 else said(key)


def parsed(text: str, what: str) -> Any:
    """JSON, or Refused with the place where it is none. What is NaN or too large is there to be refused at its place."""

    def integer(digits: str) -> float:
        return int(digits) if len(digits) < 20 else math.inf  # Python refuses thousands of digits, without a place

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in found:
            if key in made:
                raise ValueError(f"{said(key)} stands twice in one object")
            made[key] = value
        return made

    try:
        return json.loads(text, parse_int=integer, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        wrong = f"line {error.lineno}, column {error.colno}: this is no JSON ({error.msg})"
    except RecursionError:
        wrong = "brackets inside each other, too deep to be read"
    except ValueError as error:
        wrong = str(error)
    raise Refused(400, f"{what}: {wrong}", "send JSON, encoded as a form")
