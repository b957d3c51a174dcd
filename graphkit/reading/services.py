"""Which services a document names, and who runs each: only where it says both outright."""

import re
from collections.abc import Iterator, Sequence

from graphkit.names import key, slug
from graphkit.reading.facts import Evidence, Party, ReadService
from graphkit.reading.masked import BODY, masked
from graphkit.reading.since import since
from graphkit.reading.spaces import phrase
from graphkit.reading.statements import Named, Statement

_THING = r"(?:services?|project|pilot|scheme|centres?|hub|desk|helpline|programme|clinic|forum|shelter|app)"
_RUN = r"(?:run|delivered|operated|provided|managed)"
_BY = rf"{_RUN} by (?:the )?(?:charity |charities |firm |provider )?(?P<who>{BODY})"
_NAME = r"[A-Z][\w'\u2019&-]*(?: (?:[A-Z][\w'\u2019&-]*|of|for|the|and|to|in)){0,6}"
#: *The Otter Centre, run by X*; *the desk is run by X*; *X runs the Otter Centre*;
#: *X's mentors project*; *X - the Otter service operates*.
_FORMS = tuple(
    re.compile(phrase(words))
    for words in (
        rf"\b[Tt]he (?P<name>{_NAME}),? (?:which is |currently )?{_BY}",
        rf"\b(?:[Tt]he|[Tt]his|A|An) (?P<name>(?:[a-z][\w'\u2019-]* ){{0,5}}?{_THING}(?: (?:of|for|on)(?:"
        rf" [\w'\u2019-]+){{1,5}}?)?|{_NAME})"
        rf" (?:is|was|has been|will be|are)(?: currently| now)? {_BY}",
        rf"(?P<who>{BODY}) (?:currently )?(?:runs|delivers|operates|leads) the (?P<name>{_NAME})",
        rf"(?P<who>{BODY})['\u2019]s? (?P<name>(?:[a-z][\w-]* ){{1,4}}{_THING})\b",
        rf"\A(?P<who>{BODY}) ?[\u2013-] (?:The )?(?P<name>{_NAME})(?: service)? (?:operates|provides|works|covers|supports)\b",
        rf"\A(?P<name>{_NAME}) ?[\u2013-] (?:The )?(?P<who>{BODY})(?: service)? (?:operates|provides|works|covers|supports)\b",
    )
)
#: One of these stands in every form.
_WORTH = re.compile(rf"{_THING}|{_RUN}|runs|delivers|operates|leads|provides|works|covers|supports")
_NO_PROVIDERS = frozenset(("area", "role", "programme", "service"))
_SURE, _NEW = 75, 60


def services(statements: Sequence[Statement]) -> tuple[ReadService, ...]:
    """The services that a document names with who runs them, each once with all places, in their order."""
    found: dict[tuple[str, Party], ReadService] = {}
    for said in statements:
        if said.block.kind in ("title", "heading", "row"):
            continue
        providers = [one for one in said.parties if one.sure and one.kind not in _NO_PROVIDERS]
        for name, provider in _run(said, providers):
            evidence = Evidence(said.block.locator, said.start, said.end, said.text, "service: who runs it")
            place = (key(name), provider.party)
            if place in found:
                one = found[place]
                if evidence not in one.evidence:
                    found[place] = one._replace(evidence=(*one.evidence, evidence), since=one.since or since(said.text))
            else:
                id, sure = slug(name), _SURE if provider.party.id else _NEW
                if any(one.id == id for one in found.values()):
                    id = f"{id}-{provider.party.id or slug(provider.party.name)}"
                found[place] = ReadService(id, name, provider.party, (evidence,), sure, since(said.text))
    return tuple(found.values())


def _run(said: Statement, providers: Sequence[Named]) -> Iterator[tuple[str, Named]]:
    """The names of services in a statement, each with who runs it."""
    named = {one.start: one for one in providers}
    # A service may bear the name of a party: only who runs it is blotted out.
    texts = [(one, masked(said.text, bodies=[one])) for one in providers] if _WORTH.search(said.text) else []
    for form in _FORMS:
        for one, text in texts:
            for match in form.finditer(text):
                if match.start("who") == one.start:
                    name = " ".join(said.text[match.start("name") : match.end("name")].split())
                    yield name, named[one.start]
