"""The ontology as one page for people: every class and property, what it means, and how the shipped data use it.

Made from ``ontology/*.ttl`` alone, and from the packaged data for its examples: the same input, the same bytes.
"""

import glob
import os
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, NamedTuple

from graphkit import packaged
from graphkit.ontology import GK, PREFIXES

_KNOWN = {
    **PREFIXES,
    "owl": "http://www.w3.org/2002/07/owl#",
    "qb": "http://purl.org/linked-data/cube#",
    **{kind: f"https://w3id.org/graphkit/id/{kind}/" for kind in ("organisation", "decision", "fact", "funding-total")},
}
#: An example shows so many statements of a node.
_MOST = 8


class Term(NamedTuple):
    """A class or property as its file describes it; addresses of other terms in short."""

    name: str
    label: str
    definition: str
    types: tuple[str, ...]
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    words: tuple[str, ...]
    key: str | None

    @property
    def kind(self) -> str:
        """The part of the page in which it stands."""
        if "gk:Relation" in self.types:
            return "Kinds of fact"
        if "gk:Kind" in self.types:
            return "Kinds of party"
        if {"owl:Class", "rdfs:Class"} & {*self.types}:
            return "Classes"
        return "Individuals" if "rdfs:Resource" in self.types else "Properties"


def short(iri: str) -> str:
    """An address with a prefix.

    >>> short(GK + "Flow"), short("https://example.org/x")
    ('gk:Flow', '<https://example.org/x>')
    """
    for prefix, base in _KNOWN.items():
        if iri.startswith(base) and iri != base:
            return f"{prefix}:" + re.sub(r"[^\w:%-]", r"\\\g<0>", iri.removeprefix(base))
    return f"<{iri}>"


def terms() -> list[Term]:
    """Every term of graphkit's own, by name.

    >>> next(term for term in terms() if term.name == "gk:funder").range
    ('gk:Organisation',)
    """
    import pyoxigraph as ox

    folder = glob.escape(packaged.path("ontology"))
    found: dict[Any, dict[str, list[Any]]] = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.ttl"))):
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            found.setdefault(triple.subject, {}).setdefault(short(triple.predicate.value), []).append(triple.object)

    def listed(node: Any) -> Iterator[str]:
        while node in found:
            yield from (item.value for item in found[node]["rdf:first"])
            node = found[node]["rdf:rest"][0]

    def term(node: Any, said: dict[str, list[Any]]) -> Term:
        def all_of(*names: str) -> tuple[str, ...]:
            values = (value for name in names for value in said.get(name, ()))
            return tuple(sorted(_written(value, found) for value in values))

        def text(name: str) -> str:
            return str(said[name][0].value) if name in said else ""

        words = tuple(listed(said["gk:oneOf"][0])) if "gk:oneOf" in said else ()
        return Term(
            *(short(node.value), text("rdfs:label"), text("rdfs:comment"), all_of("rdf:type")),
            *(all_of("rdfs:subClassOf", "rdfs:subPropertyOf"), all_of("rdfs:domain"), all_of("rdfs:range")),
            *(words, text("gk:key") or None),
        )

    return sorted(
        (term(node, said) for node, said in found.items() if isinstance(node, ox.NamedNode) and node.value.startswith(GK)),
        key=lambda found: found.name,
    )


def _written(value: Any, found: dict[Any, dict[str, list[Any]]]) -> str:
    """Another term in short; the inverse of one, which has no address of its own, in words."""
    if hasattr(value, "datatype") or value not in found or "owl:inverseOf" not in found[value]:
        return short(value.value)
    return f"inverse of {short(found[value]['owl:inverseOf'][0].value)}"


def examples(names: Iterable[str]) -> dict[str, str]:
    """An example of each term in Turtle, from the packaged data; none of a term that they do not use."""
    from graphkit.builder import check
    from graphkit.ontology import load
    from graphkit.quads import quads

    nodes: dict[str, dict[tuple[str, str], None]] = {}
    for quad in quads(check(), load()):
        subject: Any = quad.subject
        value: Any = quad.object
        written = short(value.value) if not hasattr(value, "datatype") else _literal(value)
        statements = nodes.setdefault(short(subject.value), {})
        predicate = short(quad.predicate.value)
        statements["a" if predicate == "rdf:type" else predicate, written] = None
    found: dict[str, tuple[tuple[int, str], str]] = {}

    def offer(name: str, node: str, lines: list[str]) -> None:
        """The example of a term that is the shortest, and of those the first."""
        text = f"{node} " + " ;\n    ".join(lines) + " ."
        rank = (len(text), text)
        if name not in found or rank < found[name][0]:
            found[name] = (rank, text)

    for node, statements in nodes.items():
        lines = sorted((f"{name} {value}" for name, value in statements), key=lambda line: (not line.startswith("a "), line))
        for name, value in statements:
            if name == "a":
                offer(value, node, [*lines[:_MOST], *(["# and more"] if len(lines) > _MOST else [])])
            else:
                offer(name, node, [f"{name} {value}"])
    wanted = {*names}
    return {name: text.replace(" ;\n    # and more .", " .\n# and more") for name, (_, text) in found.items() if name in wanted}


def _literal(value: Any) -> str:
    """A literal in Turtle, numbers and flags bare."""
    kind = short(value.datatype.value)
    if kind in ("xsd:integer", "xsd:decimal", "xsd:boolean"):
        return str(value.value)
    text = '"' + value.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
    return text if kind == "xsd:string" else f"{text}^^{kind}"


def page() -> str:
    """The page, in HTML: one file without scripts, that asks for nothing."""
    from graphkit.ontology_drawing import STYLE, drawing

    every = terms()
    shown = examples(term.name for term in every)
    kinds = ("Kinds of fact", "Classes", "Kinds of party", "Properties", "Individuals")
    parts = {kind: [term for term in every if term.kind == kind] for kind in kinds}
    known = {term.name for term in every}
    contents = "".join(
        f'<li><a href="#{_anchor(kind)}">{kind}</a> ({len(listed)}): '
        + ", ".join(f'<a href="#{escape(term.name[3:])}">{escape(term.name[3:])}</a>' for term in listed)
        + "</li>\n"
        for kind, listed in parts.items()
    )
    body = "".join(
        f'<section aria-labelledby="{_anchor(kind)}"><h2 id="{_anchor(kind)}">{kind}</h2>\n'
        + "".join(_entry(term, every, known, shown.get(term.name)) for term in listed)
        + "</section>\n"
        for kind, listed in parts.items()
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>The ontology of graphkit</title>\n"
        f"<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#terms">To the terms</a>\n<header><h1>The ontology of graphkit</h1>\n'
        "<p>Parties, and the facts that published decisions state about money, authority and partnership between them. "
        f"The prefix <code>gk:</code> is <code>{GK}</code>. Examples are from the shipped data.</p></header>\n"
        f'<main>\n<h2 id="picture">How it hangs together</h2>\n{drawing(every)}\n'
        f'<nav aria-label="Terms" id="terms"><h2>Terms</h2><ul>\n{contents}</ul></nav>\n{body}</main>\n'
        "<footer><p>Made from the files of <code>ontology</code> by <code>graphkit ontology -o docs/ontology.html</code>.</p>"
        "</footer>\n</body>\n</html>\n"
    )


def _anchor(kind: str) -> str:
    return "part-" + kind.lower().replace(" ", "-")


def _entry(term: Term, every: list[Term], known: set[str], example: str | None) -> str:
    """One term: definition, where it belongs, how it is aligned, an example."""

    def linked(names: Iterable[str]) -> str:
        return ", ".join(
            f'<a href="#{escape(name[3:])}">{escape(name)}</a>' if name in known else f"<code>{escape(name)}</code>"
            for name in names
        )

    ours = [name for name in term.parents if name in known]
    aligned = [name for name in term.parents if name not in known]
    narrower = [other.name for other in every if term.name in other.parents]
    used = [other.name for other in every if term.name in other.domain]
    rows = {
        "key in files": f"<code>{escape(term.key)}</code>" if term.key else "",
        "narrower than": linked(ours),
        "aligned with": linked(aligned),
        "wider than": linked(narrower),
        "of (domain)": linked(term.domain),
        "holds (range)": linked(term.range),
        "one of": ", ".join(f"<code>{escape(word)}</code>" for word in term.words),
        "properties": linked(used),
    }
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows.items() if value)
    code = f'<pre tabindex="0"><code>{escape(example)}</code></pre>' if example else ""
    nothing = "" if example else '<p class="none">No example in the shipped data.</p>'
    return (
        f'<article id="{escape(term.name[3:])}"><h3>{escape(term.name)} <small>{escape(term.label)}</small></h3>'
        f"<p>{escape(term.definition)}</p>" + (f"<dl>{listed}</dl>" if listed else "") + f"{code}{nothing}</article>\n"
    )
