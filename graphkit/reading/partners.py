"""Which parties a document says to do something together: agreements, joint commissioning, consortia, panels.

A member is a body: no office, no place, no programme. Where a sentence names one other party only (*this agreement with
the ministry*), the body whose decision it is takes part.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.names import key, slug
from graphkit.reading.facts import Evidence, Party, ReadPartnership
from graphkit.reading.groups import groups
from graphkit.reading.masked import masked
from graphkit.reading.mentions import Gazetteer
from graphkit.reading.since import since
from graphkit.reading.spaces import phrase
from graphkit.reading.statements import Named, Statement
from graphkit.reading.together import Together, leading, together

#: Kinds of party that take part in nothing; they may be evaluated.
_NO_MEMBERS = frozenset(("area", "role", "programme", "service"))
_NEW_THINGS = re.compile(r"controller|commissioning|memorandum|panel|consortium|joint|\bbid\b|pan-", re.IGNORECASE)
_SUBJECT = re.compile(
    phrase(
        r"\A(?:The|This|An?) (?P<name>[^,;:.]{3,80}?) (?:is|was|are|were|has|have|had|will|began|started|runs?|covers?"
        r"|aims?|helps?)\b"
    )
)
#: Kinds and names of parties that are made of others.
_COLLECTIVE = re.compile(
    r"partnership|group|collective|programme|service|alliance|network|consortium|framework|board|forum", re.IGNORECASE
)
_FUND = re.compile(r"[^.;]{0,80}?\b(?:fund|small grants|grants? (?:pot|programme|round|scheme))\b", re.IGNORECASE)
_IT = re.compile(r"(?:It|They|This|These)\b")
#: *The London Boroughs of X and Y* may be named as one body of that plural name.
_SEVERAL = re.compile(r"(?:London |City |Royal )?(?:Boroughs|Councils|Cities) of (?:the )?")
_AND = re.compile(r"(?:, and |, | and |\Aand )(?:the |its |our )?")
_SURE, _LIKELY, _UNSURE = 80, 65, 45


class _Found(NamedTuple):
    kind: str
    members: tuple[Party, ...]
    evidence: Evidence
    confidence: int
    lead: Party | None = None
    name: str | None = None
    since: str | None = None


def partnerships(statements: Sequence[Statement], body: Party, gazetteer: Gazetteer) -> tuple[ReadPartnership, ...]:
    """The partnerships that a document states, each once with all places that state it, in their order.

    ``body`` is that whose decision it is.

    >>> from graphkit.model import Organisation
    >>> from graphkit.reading.build import built
    >>> from graphkit.reading.document import Line
    >>> from graphkit.reading.statements import statements
    >>> known = Gazetteer([Organisation("otters", "Otter Trust", "charity"), Organisation("herons", "Heron Trust", "charity")])
    >>> document = built([Line("Executive summary"), Line("We signed a memorandum of understanding with the Otter Trust.")])
    >>> [one] = partnerships(statements(document, known), Party("Heron Trust", "herons"), known)
    >>> one.kind, [member.id for member in one.members]
    ('memorandum of understanding', ['herons', 'otters'])
    """
    found: list[_Found] = []
    leads: list[Party] = []
    before: Statement | None = None
    for said in statements:
        if said.block.kind in ("title", "heading"):
            before = None
            continue
        if said.block.kind in ("row", "item"):
            for group in groups(said, gazetteer):
                evidence = Evidence(said.block.locator, said.start, said.end, said.text, f"partnership: {group.kind}")
                found.append(_Found(group.kind, group.members, evidence, _SURE, group.lead, group.name))
        if said.block.kind != "row":
            named = {one.start: one for one in _bodies(said, gazetteer)}
            text = masked(said.text, bodies=named.values())
            for one in together(text):
                found += _read(said, before, one, named, body, found, gazetteer)
            if (place := leading(text)) is not None:
                leads.append(named[place].party)
        before = said
    return tuple(_merged(found, leads))


def _read(
    said: Statement,
    before: Statement | None,
    one: Together,
    named: dict[int, Named],
    body: Party,
    found: Sequence[_Found],
    gazetteer: Gazetteer,
) -> Iterator[_Found]:
    kind = "manages fund for" if one.kind == "delivers for" and _is_fund(said, before) else one.kind
    told = [named[place] for place in one.members]
    evaluates = one.kind == "evaluates"
    if any(each.kind in _NO_MEMBERS for each in (told[:1] if evaluates else told)):
        told = [each for each in told if each.kind not in _NO_MEMBERS] if not evaluates else []
    members = [_parent(each, gazetteer) if evaluates and not at else each.party for at, each in enumerate(told)]
    if one.it and before and (subject := _SUBJECT.match(before.text)):
        members.append(Party(" ".join(subject["name"].split()), unnamed=True))
    if one.those:
        members = _those(one.kind, before, found, gazetteer)
    if one.us:
        members.insert(0, body)
    if one.thing:
        members.append(Party(" ".join(said.text[slice(*one.thing)].split()), unnamed=True))
    if one.others:
        members += [Party(name, unnamed=True) for name in _AND.split(" ".join(said.text[slice(*one.others)].split())) if name]
    if one.name is not None and not _COLLECTIVE.search(f"{named[one.name].kind} {named[one.name].party.name}"):
        members.insert(0, named[one.name].party)
    members = list(dict.fromkeys(members))
    if one.kind == "host force" and told and told[0].kind != "police":
        return
    if len(members) < 2:
        return
    lead = named[one.lead].party if one.lead is not None else None
    name = named[one.name].party.name if one.name is not None and named[one.name].party not in members else None
    began = since(said.text) if one.kind in ("memorandum of understanding", "partnership") else None
    known = all(member.id for member in members)
    sure = _UNSURE if one.it or one.those or one.thing or one.others else _SURE if known else _LIKELY
    evidence = Evidence(said.block.locator, said.start, said.end, said.text, f"partnership: {kind}")
    yield _Found(kind, tuple(members), evidence, sure, lead, name, began)


def _those(kind: str, before: Statement | None, found: Sequence[_Found], gazetteer: Gazetteer) -> list[Party]:
    """Whom a sentence means by *the parties* or *they*: those of the agreement told last, or whom the sentence before names."""
    if kind in ("joint bid", "joint proposal"):
        return [one.party for one in _bodies(before, gazetteer) if one.kind not in _NO_MEMBERS] if before else []
    near = [other for other in found if before and (kind == "joint data controllers" or other.evidence.start >= before.start)]
    return list(near[-1].members) if near else []


def _is_fund(said: Statement, before: Statement | None) -> bool:
    """Whether a sentence is about a fund, or says *it* of one that the sentence before is about."""
    return bool(_FUND.match(before.text if before and _IT.match(said.text) else said.text))


def _bodies(said: Statement, gazetteer: Gazetteer) -> Iterator[Named]:
    """The bodies of a statement; *Boroughs of X* is X, and a short form in brackets is no other body."""
    last: Named | None = None
    for one in said.parties:
        if last and one.party == last.party and said.text[last.end : one.start].strip() == "(":
            continue
        last = one
        if one.role or not one.sure or (not one.party.id and _NEW_THINGS.search(one.written)):
            continue
        if not one.party.id and (several := _SEVERAL.match(one.written)):
            known = gazetteer.alone(one.written[several.end() :])
            if known and len(known.ids) == 1:
                party = gazetteer.by_id[known.ids[0]]
                one = one._replace(party=Party(party.name, party.id), kind=party.kind)
        if one.kind != "area":
            yield one


def _parent(named: Named, gazetteer: Gazetteer) -> Party:
    """The body that a unit belongs to; the party itself otherwise."""
    known = gazetteer.by_id.get(named.party.id or "")
    parent = gazetteer.by_id.get(known.unit_of or "") if known and known.kind == "unit" else None
    return Party(parent.name, parent.id) if parent else named.party


def _merged(found: Sequence[_Found], leads: Sequence[Party]) -> Iterator[ReadPartnership]:
    """Each partnership once: the same kind and members are the same."""
    groups: dict[tuple[str, frozenset[Party]], list[_Found]] = {}
    for one in found:
        groups.setdefault((one.kind, frozenset(one.members)), []).append(one)
    ids: set[str] = set()
    for (kind, members), group in groups.items():
        first = group[0]
        name = next((one.name for one in group if one.name), None)
        base = slug(f"{kind} {name or ' '.join(member.id or key(member.name) for member in first.members)}")[:80].strip("-")
        id = next(id for id in (base, *(f"{base}-{n}" for n in range(2, len(groups) + 2))) if id not in ids)
        ids.add(id)
        lead = next((one.lead for one in group if one.lead), None)
        if kind == "co-commissioning":
            lead = lead or next((party for party in leads if party in members), None)
        sure = min(95, max(one.confidence for one in group) + 5 * (len(group) - 1))
        evidence = tuple(dict.fromkeys(one.evidence for one in group))
        began = next((one.since for one in group if one.since), None)
        yield ReadPartnership(id, kind, first.members, evidence, sure, name, lead, began)
