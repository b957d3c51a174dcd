"""Whether content that was read back is well formed.

A file that graphkit wrote may have been changed on its way: everything is held against the forms of the
ontology, so that only content of the same shape as that of data files passes. RDF, tables and GraphML
share it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from graphkit import money, names, period, rules
from graphkit.errors import Problem
from graphkit.forms import MAX_TEXT, PARTIES, address, natural
from graphkit.model import EVIDENCE, Content, Decision, Fact, Organisation
from graphkit.money import OWN
from graphkit.ontology import Ontology
from graphkit.read.bodies import Record, kind, short

_ID = re.compile(r"[a-z0-9]+(?:[-+/][a-z0-9_]+)*\Z")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_FACT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def _sound(value: Any) -> bool:
    """Text without half characters, which no file can hold."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(value: Any) -> bool:
    return _sound(value) and 0 < len(value) <= MAX_TEXT and value == value.strip()


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < money.LARGEST


def _address(value: Any) -> bool:
    """A web address that RDF can hold as it is."""
    try:
        return isinstance(value, str) and address(value) == value
    except ValueError:
        return False


def _number(value: Any) -> bool:
    return isinstance(value, str) and money.plain(money.pence(value)) == value


def _date(value: Any) -> bool:
    return isinstance(value, str) and period.earliest(value) <= period.latest(value)


def _year(value: Any) -> bool:
    return isinstance(value, str) and bool(period.earliest(period.year_days(value)[1]))


def _schedule(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(_year(year) and _whole(amount) for year, amount in value.items())


def _id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.match(value))


def _slug(value: Any) -> bool:
    return isinstance(value, str) and bool(_SLUG.match(value))


def _fact(value: Any) -> bool:
    return isinstance(value, str) and bool(_FACT.match(value))


def _source(value: Any) -> bool:
    return value == OWN or _fact(value)


def _set(one: Callable[[Any], bool], key: Callable[[str], Any] = str) -> Callable[[Any], bool]:
    """Several values, none twice, in their fixed order."""

    def several(value: Any) -> bool:
        if not isinstance(value, tuple) or not value or not all(map(one, value)) or len(set(value)) < len(value):
            return False
        keys = [key(item) for item in value]
        return all(first <= second for first, second in pairwise(keys))

    return several


def _evidence(value: Any) -> bool:
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(isinstance(one, tuple) and len(one) == len(EVIDENCE) for one in value)
        and all(_sound(text) and bool(text) for where, _, _, words, rule in value for text in (where, words, rule))
        and all(_whole(place) for _, start, end, _, _ in value for place in (start, end))
    )


#: What a value of each form is; a ValueError says no as well. The same forms as in :mod:`graphkit.forms`.
FORMS: dict[str, Callable[[Any], bool]] = {
    "text": _text,
    "texts": _set(_text, natural),
    "flag": lambda value: isinstance(value, bool),
    "count": _whole,
    "address": _address,
    "money": _whole,
    "number": _number,
    "numbers": lambda value: isinstance(value, tuple) and bool(value) and all(map(_number, value)),
    "date": _date,
    "year": _year,
    "years": _set(_year),
    "schedule": _schedule,
    "party": _id,
    "parties": _set(_id),
    "programme": _id,
    "fact": _fact,
    "facts": _set(_fact),
    "sources": _set(_source),
    "decision": _slug,
    "decisions": _set(_slug),
    "evidence": _evidence,
}


def fits(form: str, value: Any) -> bool:
    """Whether a value has a form.

    >>> fits("money", 9500000), fits("money", -1), fits("year", "2017/18"), fits("year", "2017/19")
    (True, False, True, False)
    """
    try:
        return FORMS[form](value)
    except (ValueError, OverflowError):
        return False


class Fault(NamedTuple):
    """What is wrong with one record, and what should be there instead."""

    kind: str
    id: str
    what: str
    instead: str


def faults(content: Content, ontology: Ontology) -> Iterator[Fault]:
    """Everything in content that no data file could have said; nothing, where all is well formed.

    Whether the facts agree with each other (sums, payers) is checked with all other sources, later.
    """
    parties = {party.id for party in content.organisations if _id(party.id)}
    decisions = {decision.id for decision in content.decisions if _slug(decision.id)}
    for records in content:
        seen = set()
        for record in records:
            word, name = kind(record), short(record.id)
            wrong = list(_SHAPES[word](record, ontology))
            if not wrong and isinstance(record, Fact):
                wrong = list(_used(record, ontology))
            if not wrong and record.id in seen:
                wrong = [("the id stands twice", "leave one out")]
            if not wrong:
                seen.add(record.id)
                wrong = [
                    (f"no party {other} in this file", "export it again, with its parties")
                    for other in sorted(named(record, ontology) - parties)
                ]
            if not wrong and isinstance(record, Fact) and record.decision not in decisions:
                wrong = [(f"no decision {record.decision} in this file", "export it again, with its decision")]
            yield from (Fault(word, name, what, instead) for what, instead in wrong)


def named(record: Record, ontology: Ontology, forms: tuple[str, ...] = PARTIES) -> set[str]:
    """The parties that a record names; with ``DECISIONS``, the decisions that a fact names."""
    if isinstance(record, Organisation):
        return {*record.members, *record.replaces, *filter(None, [record.unit_of])}
    if isinstance(record, Decision):
        return {*record.programmes, *filter(None, [record.decided_by])}
    found = [*record.values.items(), *((telling.field, telling.value) for telling in record.told)]
    values = [value for key, value in found if ontology.fields[key].form in forms]
    return {one for value in values for one in (value if isinstance(value, tuple) else (value,))}


def problems(content: Content, ontology: Ontology, file: str, places: Mapping[tuple[str, str], tuple[int, int]]) -> list[Problem]:
    """The faults of a file's content, each with the line and column of its record."""
    return [
        Problem(file, *places.get((fault.kind, fault.id), (1, 1)), f"{fault.kind} {fault.id}: {fault.what}", fault.instead)
        for fault in faults(content, ontology)
    ]


_Wrong = Iterator[tuple[str, str]]


def _unless(good: bool, what: str, instead: str) -> _Wrong:
    if not good:
        yield what, instead


def _field(key: str, form: str, value: Any) -> _Wrong:
    return _unless(fits(form, value), f"{key}: {short(value)} is no {form}", "take the value from the data files")


def _optional(key: str, form: str, value: Any) -> _Wrong:
    if value is not None and value != ():
        yield from _field(key, form, value)


def _organisation(party: Organisation, ontology: Ontology) -> _Wrong:
    yield from _unless(_id(party.id), f"id: {short(party.id)} is none", "write small letters, digits and hyphens")
    yield from _unless(_sound(party.name) and bool(party.name), "name: no text", "write the party's name")
    known = isinstance(party.kind, str) and party.kind in ontology.kinds
    yield from _unless(known, f"kind: {short(party.kind)} is none", "write one of " + ", ".join(ontology.kinds))
    for key, others in (("aliases", party.aliases), ("former_names", party.former_names)):
        sound = isinstance(others, tuple) and all(map(_sound, others)) and sorted(set(others)) == [*others]
        yield from _unless(sound, f"{key}: no sorted list of texts", "write each name once, in order")
    schemes = party.identifiers
    sound = isinstance(schemes, dict) and all(_sound(s) and _sound(v) and s and ":" not in s for s, v in schemes.items())
    yield from _unless(sound, "identifiers: no map from scheme to text", 'write {"gss":"E09000022"}')
    yield from _optional("unit_of", "party", party.unit_of)
    yield from _optional("members", "parties", party.members)
    yield from _optional("since", "date", party.since)
    yield from _optional("until", "date", party.until)
    yield from _optional("replaces", "parties", party.replaces)
    yield from _unless(party.note is None or _sound(party.note), "note: no text", "write words")


def _decision(decision: Decision, ontology: Ontology) -> _Wrong:
    reference, url, between = decision.reference, decision.url, decision.between
    same = _sound(reference) and bool(reference) and names.decision_id(reference) == decision.id
    yield from _unless(_slug(decision.id) and same, "id: not that of its reference", "write pcd-172 for PCD 172")
    yield from _unless(_sound(decision.title), "title: no text", "write the title")
    yield from _unless(url is None or _address(url), f"url: {short(url)} is no web address", "write the address with https://")
    yield from _optional("date_signed", "date", decision.date_signed)
    bounds = between is None or (isinstance(between, tuple) and len(between) == 2 and all(fits("date", day) for day in between))
    yield from _unless(bounds, "between: not two dates", "write the earliest and the latest day")
    yield from _optional("decided_by", "party", decision.decided_by)
    yield from _optional("programmes", "parties", decision.programmes)
    yield from _optional("cites", "decisions", decision.cites)
    yield from _optional("notes", "texts", decision.notes)
    yield from _optional("aliases", "texts", decision.aliases)


def _of_fact(fact: Fact, ontology: Ontology) -> _Wrong:
    relation = ontology.relations.get(fact.relation) if isinstance(fact.relation, str) else None
    if relation is None:
        yield f"relation: {short(fact.relation)} is none", "write one of " + ", ".join(ontology.relations)
        return
    own = _fact(fact.id) and isinstance(fact.decision, str) and fact.id.startswith(f"{fact.decision}/")
    yield from _unless(own, "id: not its decision's id, a slash and a name", "write pcd-172/nhse-mopac")
    parts = ((fact.values, dict), (fact.published, dict), (fact.told, tuple), (fact.judged, tuple))
    if not all(isinstance(part, right) for part, right in parts):
        yield "values, told, judged or published: not as graphkit writes them", "export it again"
        return
    for key in relation.requires:
        # An amount may be unknown; everything else that is required is known.
        if key not in fact.values and ontology.fields[key].form != "money":
            yield f"{key}: missing", "every fact of this kind has it"
    for key, value in [*fact.values.items(), *((t.field, t.value) for t in fact.told)]:
        if not isinstance(key, str) or key not in relation.fields:
            yield f"no field of a {relation.label}: {short(key)}", "leave it out"
            continue
        field = ontology.fields[key]
        yield from _field(key, field.form, value)
        known = not field.one_of or value in field.one_of
        yield from _unless(known, f"{key}: {short(value)} is none of its words", "write " + ", ".join(field.one_of))
    for key in fact.values.keys() & set(relation.fields):
        default = ontology.fields[key].default
        implied = default is not None and fact.values[key] == default
        yield from _unless(not implied, f"{key}: goes without saying", "leave it out")
    for telling in fact.told:
        yield from _field("told: locators", "texts", telling.locators)
    for judgement in fact.judged:
        yield from _unless(judgement.field in relation.fields, f"judged: no field {short(judgement.field)}", "leave it out")
        for name, form in (("because", "text"), ("by", "text"), ("on", "date")):
            yield from _field(f"judged: {name}", form, getattr(judgement, name))
    holders = [key for key in relation.fields if ontology.fields[key].form in PARTIES]
    for key, name in fact.published.items():
        good = key in holders and _sound(name) and bool(name)
        yield from _unless(good, f"published: {short(key)} has no name", "write the name for a field that holds parties")


def _used(fact: Fact, ontology: Ontology) -> _Wrong:
    """What is used of several statements is what the rules choose, and what is judged is one of them."""
    relation, told = ontology.relations[fact.relation], [(telling.field, telling.value) for telling in fact.told]
    for judgement in fact.judged:
        key, use = judgement.field, judgement.use
        others = fact.values.get(key, ()) if key == relation.alternatives else ()
        known = use in [(other,) for other in others] or (key, use) in told
        yield from _unless(known, f"judged: nobody tells {short(use)} for {short(key)}", "use what is told")
    fields = [judgement.field for judgement in fact.judged]
    yield from _unless(sorted(set(fields)) == fields, "judged: a field twice, or not in order", "judge each field once, in order")
    for key, choice in rules.values(fact.told, fact.values, fact.judged, ontology.sums, ontology.read_at).items():
        right = [value for field, value in told if field == key][choice.place]
        used = fact.values.get(key, ontology.fields[key].default)
        yield from _unless(right == used, f"{key}: the value is not the one that is used by rule ({choice.rule})", "use that one")


_SHAPES: dict[str, Callable[[Any, Ontology], _Wrong]] = {
    "organisation": _organisation,
    "decision": _decision,
    "fact": _of_fact,
}
