"""Where an IRI has its page on this server, and how it is written short."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from graphkit.ontology import GK, PREFIXES
from graphkit.terms import BASE

#: Prefixes by which pages write an IRI short.
SHORT: Mapping[str, str] = PREFIXES | {"void": "http://rdfs.org/ns/void#", "foaf": "http://xmlns.com/foaf/0.1/"}


class Link(NamedTuple):
    """An IRI on a page: its address (None where it is no link), what is written, and whether it leads elsewhere."""

    address: str | None
    text: str
    away: bool = False


def page_of(iri: str, store: bool) -> str | None:
    """The address of an IRI's page on this server, or None where it has none.

    >>> page_of("https://w3id.org/graphkit/id/fact/a/b#told/1", True), page_of("https://w3id.org/graphkit/ontology#Flow", True)
    ('/id/fact/a/b#told/1', '/ontology#Flow')
    >>> page_of("http://example.org/a b", False)
    '/about?iri=http%3A//example.org/a%20b'
    """
    if not store:
        return f"/about?iri={quote(iri, safe='/')}"
    if iri.startswith(BASE) and len(iri) > len(BASE):
        return "/id/" + quote(iri.removeprefix(BASE), safe="/+%#-._~:@!$&'()*,;=")
    if iri.startswith(GK):
        return "/ontology#" + quote(iri.removeprefix(GK))
    return None


def link(iri: str, label: str | None = None, store: bool = True) -> Link:
    """An IRI as a link: to its page here, or else to where it lies on the web."""
    here = page_of(iri, store)
    if here:
        return Link(here, label or short(iri))
    web = iri.startswith(("http://", "https://"))
    return Link(iri if web else None, label or short(iri), away=web)


def short(iri: str) -> str:
    """An IRI with a known prefix, or as it is.

    >>> short("https://w3id.org/graphkit/ontology#Flow"), short("https://w3id.org/graphkit/id/organisation/a"), short("x:y")
    ('gk:Flow', 'organisation/a', 'x:y')
    """
    if iri.startswith(BASE):
        return iri.removeprefix(BASE)
    for prefix, start in SHORT.items():
        if iri.startswith(start) and iri.removeprefix(start).replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
