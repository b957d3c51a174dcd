"""Terms of RDF: the addresses of parties, decisions and facts, and values in the forms of their fields, both ways."""

from typing import Any
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from graphkit import money
from graphkit.forms import DECISIONS, FACTS, PARTIES
from graphkit.ontology import GK, PREFIXES

BASE = "https://w3id.org/graphkit/id/"
#: Characters that stay as they are in an address.
_SAFE = "/+"

_XSD = PREFIXES["xsd"]
TYPE = NamedNode(PREFIXES["rdf"] + "type")
LABEL = NamedNode(PREFIXES["rdfs"] + "label")
_DATES = {10: NamedNode(_XSD + "date"), 7: NamedNode(_XSD + "gYearMonth"), 4: NamedNode(_XSD + "gYear")}
DECIMAL = NamedNode(_XSD + "decimal")
INTEGER = NamedNode(_XSD + "integer")
BOOLEAN = NamedNode(_XSD + "boolean")

ORGANISATIONS = NamedNode(BASE + "graph/organisations")
JUDGEMENTS = NamedNode(BASE + "graph/judgements")
DERIVED = NamedNode(BASE + "graph/derived")
DATASET = NamedNode(BASE + "graph/dataset")


def gk(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(GK + name)


def iri(kind: str, id: str) -> NamedNode:
    """The address of an organisation, fact or decision.

    >>> iri("fact", "pcd-172/nhse-mopac").value
    'https://w3id.org/graphkit/id/fact/pcd-172/nhse-mopac'
    """
    return NamedNode(f"{BASE}{kind}/{quote(id, safe=_SAFE)}")


def id_of(node: Any) -> str:
    """The id behind an address: the inverse of :func:`iri`."""
    if node == gk("OwnMoney"):
        return money.OWN
    if not isinstance(node, NamedNode) or not node.value.startswith(BASE):
        raise ValueError(f"{node} is no address of graphkit's")
    return unquote(node.value.removeprefix(BASE).split("/", 1)[1])


def date(text: str) -> Literal:
    """A date as precisely as it is told: a day, a month or a year."""
    return Literal(text, datatype=_DATES[len(text)])


def term(form: str, value: Any) -> NamedNode | Literal:
    """The term of a value that is written in a form."""
    if form in PARTIES:
        return iri("organisation", value)
    if form in FACTS:
        return gk("OwnMoney") if value == money.OWN else iri("fact", value)
    if form in DECISIONS:
        return iri("decision", value)
    if form == "money":
        return Literal(str(money.pounds(value)), datatype=DECIMAL)
    if form == "number":
        return Literal(value, datatype=DECIMAL)
    if form == "count":
        return Literal(str(value), datatype=INTEGER)
    if form == "date":
        return date(value)
    return Literal(value)


def digits(decimal: str) -> str:
    """A decimal as plain digits: stores write 1000.00 as 1000, 1000.0 or 1000.00."""
    whole, _, part = decimal.partition(".")
    return f"{whole}.{part.rstrip('0')}" if part.rstrip("0") else whole


def value(form: str, term: Any) -> Any:
    """The value of a term: the inverse of :func:`term`."""
    if form in (*PARTIES, *FACTS, *DECISIONS):
        return id_of(term)
    if form == "money":
        return money.pence(digits(term.value))
    if form == "number":
        return money.plain(money.pence(digits(term.value)))
    if form == "count":
        return int(term.value)
    return term.value == "true" if form == "flag" else term.value
