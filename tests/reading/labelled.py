"""The labelled decisions that a reader is made on, read in this process, and the yardstick."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from graphkit.builder import check
from graphkit.drafting.answer import answer
from graphkit.model import Organisation
from graphkit.names import Resolver
from graphkit.reading.build import built
from graphkit.reading.extract import read_facts
from graphkit.reading.facts import Reading
from graphkit.reading.formats import lines
from graphkit.reading.mentions import Gazetteer

FOLDER = Path(__file__).resolve().parent / "decisions"


def number(stem: str) -> int:
    """The number of a decision: ``develop-100`` comes behind ``develop-99``."""
    return int(stem.split("-")[1])


STEMS = sorted((path.stem for path in FOLDER.glob("develop-*.txt")), key=number)


@cache
def parties() -> tuple[Organisation, ...]:
    """The parties that a reader knows: those of the packaged data that have a name."""
    return tuple(party for party in check().organisations if party.kind not in ("unnamed", "joint group"))


@cache
def gazetteer() -> Gazetteer:
    """Their names."""
    return Gazetteer(parties())


def text_of(stem: str) -> str:
    """The text of a decision."""
    return (FOLDER / f"{stem}.txt").read_text(encoding="utf-8")


@cache
def labels(stem: str) -> dict[str, Any]:
    """The facts of a decision, told by hand."""
    told: dict[str, Any] = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"))
    return told


def read(data: str | bytes, name: str = "paper.txt", known: Gazetteer | None = None) -> Reading:
    """What a file says."""
    raw = data.encode() if isinstance(data, str) else data
    return read_facts(built(lines(raw, name), name), known or gazetteer())


@cache
def reading(stem: str) -> Reading:
    """What is read from a decision."""
    return read(text_of(stem), f"{stem}.txt")


@cache
def resolver() -> Resolver:
    """Their names, as facts are compared by."""
    return Resolver(check().organisations)


@cache
def yardstick() -> ModuleType:
    """The module that scores readers."""
    path = Path(__file__).resolve().parents[2] / "bench" / "scoring.py"
    spec = importlib.util.spec_from_file_location("yardstick", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def scores(stem: str) -> dict[str, Any]:
    """The scores of a decision by kind of fact."""
    found: dict[str, Any] = yardstick().compare(labels(stem), answer(reading(stem), parties(), stem), resolver())
    return found
