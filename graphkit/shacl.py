"""The process in which RDF that others send is held against the shapes: limits first, then parser and pySHACL.

Started with seconds, bytes of memory and of answer, then files. Writes one JSON object to standard output:
``{"findings": [...], "checked": number}``, or ``{"problems": [[file, line, column, what, instead]]}`` where a file is no RDF.
"""

import glob
import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkit import packaged
from graphkit.names import nearest
from graphkit.ontology import GK, PREFIXES
from graphkit.worker import limit

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"
_ID = "https://w3id.org/graphkit/id/"
_NOTHING = "No organisation, decision or fact of graphkit's is described. Give each its rdf:type, such as gk:Flow and gk:Fact."
#: What RDF of ours describes; a file without any of it was not looked at by any shape.
_OURS = ("Organisation", "Decision", "Fact")


def read(files: list[str], problems: list[list[Any]]) -> tuple["rdflib.Graph", dict[Any, list[str]]]:
    """All statements of the files as one graph, and the files that tell of each subject. Nothing is fetched."""
    import pyoxigraph as ox
    import rdflib

    graph, where = rdflib.Graph(), dict[Any, list[str]]()

    def term(value: Any, number: int) -> Any:
        if isinstance(value, ox.Literal):
            # As it was written: rdflib would make 1.0 of 1.00; and its plain texts have no type.
            plain = value.language or value.datatype.value == PREFIXES["xsd"] + "string"
            kind = None if plain else rdflib.URIRef(value.datatype.value)
            return rdflib.Literal(value.value, lang=value.language, datatype=kind, normalize=False)
        if isinstance(value, ox.BlankNode):
            return rdflib.BNode(f"{value.value}-{number}")
        return rdflib.URIRef(value.value)

    for number, file in enumerate(files):
        try:
            for quad in ox.parse(path=file, format=ox.RdfFormat.from_extension(file.rsplit(".", 1)[-1].lower())):
                triple = (term(quad.subject, number), term(quad.predicate, number), term(quad.object, number))
                graph.add(triple)
                if file not in (told := where.setdefault(triple[0], [])):
                    told.append(file)
        except SyntaxError as error:
            problems.append([file, error.lineno or 1, error.offset or 1, f"not understood: {error.msg}", "correct it"])
        except (OSError, ValueError) as error:
            problems.append([file, 1, 1, f"cannot be read: {error}", "give RDF in UTF-8: .ttl, .nt, .nq, .trig, .rdf or .jsonld"])
    return graph, where


def findings(graph: "rdflib.Graph") -> Iterator[dict[str, Any]]:
    """What the shapes find: focus, property, value and message of each result."""
    import rdflib
    from pyshacl import validate

    shapes = rdflib.Graph()
    for path in sorted(glob.glob(os.path.join(glob.escape(packaged.path("ontology")), "shapes", "*.ttl"))):
        shapes.parse(path)
    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    sh = rdflib.Namespace(_SH)
    for one in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        # pySHACL makes a text of its own for a shape inside another one; the outer shape's is told beside it.
        said = sorted(map(str, report.objects(one, sh.resultMessage)))
        prop, value = report.value(one, sh.resultPath), report.value(one, sh.value)
        yield {"focus": report.value(one, sh.focusNode), "property": prop, "value": value, "message": " ".join(said)}


def unknown(graph: "rdflib.Graph", terms: set[str]) -> Iterator[dict[str, Any]]:
    """Properties and classes under graphkit's name that its ontology does not have: a slip, which no shape looks at."""
    import rdflib

    for subject, predicate, value in graph:
        for term in (predicate, value if predicate == rdflib.RDF.type else None):
            if term is not None and str(term).startswith(GK) and str(term) not in terms:
                near = nearest(str(term).removeprefix(GK), [known.removeprefix(GK) for known in terms])
                instead = f"Did you mean {near}?" if near else "Look it up in docs/ontology.html."
                message = f"gk:{str(term).removeprefix(GK)} is no term of graphkit's ontology. {instead}"
                yield {"focus": subject, "property": predicate, "value": value, "message": message}


def vocabulary() -> set[str]:
    """Every term that the ontology describes."""
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(glob.glob(os.path.join(glob.escape(packaged.path("ontology")), "*.ttl"))):
        graph.parse(path)
    return {str(term) for term in graph.subjects() if str(term).startswith(GK)}


def short(term: Any) -> str | None:
    """A term as a person reads it: with a prefix, an address of graphkit's as kind:id, a text in quotation marks.

    >>> from rdflib import Literal, URIRef
    >>> short(URIRef(GK + "name")), short(URIRef(_ID + "fact/x-1/pot")), short(Literal("A"))
    ('gk:name', 'fact:x-1/pot', '"A"')
    """
    import rdflib

    if term is None:
        return None
    if isinstance(term, rdflib.Literal):
        return json.dumps(str(term), ensure_ascii=False)
    if isinstance(term, rdflib.BNode):
        return "[a node without an address]"
    text = str(term)
    for prefix, iri in PREFIXES.items():
        if text.startswith(iri):
            return f"{prefix}:{text.removeprefix(iri)}"
    return text.removeprefix(_ID).replace("/", ":", 1) if text.startswith(_ID) else f"<{text}>"


def answer(files: list[str]) -> dict[str, Any]:
    """Everything that is wrong with these files together, in order of file, focus and property."""
    import rdflib

    problems: list[list[Any]] = []
    graph, where = read(files, problems)
    if problems:
        return {"problems": problems}
    ours = {node for name in _OURS for node in graph.subjects(rdflib.RDF.type, rdflib.URIRef(GK + name))}
    found = {
        (where.get(one["focus"], files)[0], *(short(one[key]) or "" for key in ("focus", "property", "value")), one["message"])
        for source in (findings(graph), unknown(graph, vocabulary()))
        for one in source
    }
    described = {file for node in ours for file in where[node]}
    for file in files:
        if file not in described:
            found.add((file, "", "", "", _NOTHING))
    keys = ("file", "focus", "property", "value", "message")
    return {"findings": [dict(zip(keys, one, strict=True)) for one in sorted(found)], "checked": len(ours)}


def main() -> int:
    """Answer for the files that are named."""
    seconds, memory, size, *files = sys.argv[1:]
    limit(int(seconds), int(memory), int(size))
    try:
        told = answer(files)
    except ImportError as error:
        told = {"missing": error.name}
    json.dump(told, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
