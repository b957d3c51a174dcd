"""The page of the ontology: made anew it is the same, it has every term, and it stands alone."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graphkit import ontology_page
from graphkit.cli import main
from graphkit.ontology import GK

FILE = Path(__file__).parents[1] / "docs" / "ontology.html"
TERMS = ontology_page.terms()
PAGE = FILE.read_text(encoding="utf-8")


def test_the_page_is_what_the_ontology_and_the_data_say_today() -> None:
    assert ontology_page.page() == PAGE, "write it anew: graphkit ontology -o docs/ontology.html"


def test_the_command_writes_the_page() -> None:
    assert CliRunner().invoke(main, ["ontology"]).stdout == PAGE


def test_every_term_has_a_definition() -> None:
    assert [term.name for term in TERMS if not term.definition.endswith(".")] == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_has_its_place_on_the_page(term: ontology_page.Term) -> None:
    assert f'<article id="{term.name[3:]}">' in PAGE


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.examples: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "pre":
            self.examples.append("")
            self._within = True

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.examples[-1] += data


@pytest.fixture(scope="module")
def read() -> Reader:
    found = Reader()
    found.feed(PAGE)
    return found


def test_the_page_asks_for_nothing_and_runs_nothing(read: Reader) -> None:
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in read.tags}
    assert [values for _, values in read.tags if "src" in values or any(name.startswith("on") for name in values)] == []
    assert "url(" not in re.sub(r"url\(#\w+\)", "", PAGE) and "@import" not in PAGE


def test_every_link_leads_to_a_place_on_the_page_and_every_place_is_one(read: Reader) -> None:
    places = [values["id"] for _, values in read.tags if "id" in values]
    assert len(places) == len(set(places))
    assert {values["href"] for tag, values in read.tags if tag == "a"} <= {f"#{place}" for place in places}


def test_the_page_says_its_language_and_names_its_picture_and_its_headings_go_down_by_one(read: Reader) -> None:
    tags = dict(reversed(read.tags))
    assert tags["html"]["lang"] == "en-GB" and tags["svg"]["role"] == "img" and tags["svg"]["aria-labelledby"] == "drawn"
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert "prefers-color-scheme: dark" in PAGE


def test_every_example_is_turtle_that_uses_its_term(read: Reader) -> None:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ontology_page._KNOWN.items())
    assert len(read.examples) > 90
    for example in read.examples:
        assert list(ox.parse(head + example, format=ox.RdfFormat.TURTLE)), example


def test_a_term_without_an_example_is_one_that_the_shipped_data_do_not_use() -> None:
    from graphkit.builder import check
    from graphkit.ontology import load
    from graphkit.quads import quads

    used = set()
    for quad in quads(check(), load()):
        used |= {quad.predicate.value, *([str(quad.object.value)] if quad.predicate.value.endswith("#type") else [])}
    shown = ontology_page.examples(term.name for term in TERMS)
    assert {GK + name.removeprefix("gk:") for name in shown} == {iri for iri in used if iri.startswith(GK)}
