"""The shapes accept what graphkit writes, and find in each example exactly what it says is wrong with it."""

from pathlib import Path

import pytest
import rdflib
from pyshacl import validate

from graphkit import packaged
from graphkit.builder import check
from graphkit.ontology import load
from graphkit.quads import quads

FOLDER = Path(packaged.path("ontology")) / "shapes"
EXAMPLES = sorted((Path(__file__).parent / "ontology" / "examples").glob("*.ttl"))
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    """All shapes as one graph."""
    found = rdflib.Graph()
    for path in sorted(FOLDER.glob("*.ttl")):
        found.parse(path)
    return found


def results(graph: rdflib.Graph, shapes: rdflib.Graph) -> set[str]:
    """What is wrong with a graph: the local names of paths, or of shapes where a result has no path."""
    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    found = report.subjects(rdflib.RDF.type, SH.ValidationResult)
    return {str(report.value(one, SH.resultPath) or report.value(one, SH.sourceShape)).rsplit("#", 1)[-1] for one in found}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_exactly_the_faults_that_it_says(path: Path, shapes: rdflib.Graph) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {line.removeprefix("# expect:").strip() for line in lines if line.startswith("# expect:")}
    assert results(rdflib.Graph().parse(path), shapes) == expected


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttl")), ids=lambda path: path.stem)
def test_every_file_of_shapes_has_an_example_that_conforms_and_one_that_does_not(path: Path) -> None:
    assert {f"{path.stem}-conforming", f"{path.stem}-violating"} <= {example.stem for example in EXAMPLES}


@pytest.mark.parametrize("path", [path for path in EXAMPLES if path.stem.endswith("-violating")], ids=lambda path: path.stem)
def test_every_violating_example_says_what_it_violates(path: Path) -> None:
    assert "# expect:" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(load().relations))
def test_every_relation_has_a_file_of_shapes(name: str) -> None:
    assert (FOLDER / f"{name}.ttl").is_file()


def test_every_shape_says_what_is_wrong(shapes: rdflib.Graph) -> None:
    silent = [
        shape
        for shape in shapes.objects(None, SH.property)
        if not (shapes.value(shape, SH.message) or list(shapes.objects(shape, SH.sparql)))
    ]
    inside = {
        shape
        for part in (SH["or"], SH["and"], SH["not"])
        for items in shapes.objects(None, part)
        for shape in _within(shapes, items)
    }
    assert [str(shapes.value(shape, SH.path)) for shape in silent if shape not in inside] == []


def _within(shapes: rdflib.Graph, items: rdflib.term.Node) -> list[rdflib.term.Node]:
    """The property shapes within a list of shapes, which speak through the shape around them."""
    return [shape for item in rdflib.collection.Collection(shapes, items) for shape in shapes.objects(item, SH.property)]


def test_the_packaged_data_conform(shapes: rdflib.Graph) -> None:
    statements = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads(check(), load()))
    assert results(rdflib.Graph().parse(data=statements, format="nt"), shapes) == set()
