"""Hypothesis strategies for content that data files could have said: of every relation, with nasty text.

``contents()`` is what other tests want. What it makes passes the checks of :mod:`graphkit.facts`; a test
beside the export laws holds that.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from graphkit import money, names, period, rules
from graphkit.auditing import NAMES
from graphkit.forms import PARTIES, joint, natural
from graphkit.model import Content, Decision, Fact, Judgement, Organisation, Telling
from graphkit.money import OWN
from graphkit.ontology import Field, Relation, load

ONTOLOGY = load()

_NASTY = (
    "=1+1", "@SUM(A1)", "+44", "-5", "'quoted", 'say "so"', "a,b;c", "]]>", "<!DOCTYPE x>", "<b>&amp;</b>", "\\N", "1.9",
    "1.10",
    "1,000", "null", "true", "a\tb", "a\nb", "a\r\nb", "a\rb", "nul\x00l", "bell\x07", "\x7f", "\x85x", "\ufffe", "\uffff",
    "\ufeffbom",
    "e\u0301", "\u00e9", "\u202eright", "\u2028line", "\U0001f4b7", "\u0661\u0662", "a=b", "a:b", "{}", "[]", "^^<x>",
    "@en", "%20", "${x}",
)  # fmt: skip


@lru_cache
def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Words as a file may hold them: any characters, never empty, no space around."""
    free = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=max_size)
    return (free | st.sampled_from(_NASTY)).map(str.strip).filter(bool)


@lru_cache
def slugs() -> st.SearchStrategy[str]:
    """Names within ids."""
    return st.lists(st.text("abyz019", min_size=1, max_size=4), min_size=1, max_size=3).map("-".join)


@lru_cache
def dates() -> st.SearchStrategy[str]:
    """A day, a month or a year."""
    return st.tuples(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from([4, 7, 10])).map(
        lambda made: made[0].isoformat()[: made[1]]
    )


@lru_cache
def years() -> st.SearchStrategy[str]:
    """UK financial years."""
    return st.integers(1900, 2100).map(lambda year: f"{year}/{(year + 1) % 100:02d}")


@lru_cache
def amounts() -> st.SearchStrategy[int]:
    """Whole pence."""
    return st.integers(0, 10**9) | st.integers(0, money.LARGEST - 1)


@lru_cache
def references() -> st.SearchStrategy[str]:
    """Of decisions, as the publisher writes them."""
    return st.builds("{} {}".format, st.sampled_from(["PCD", "DMPCD 2015", "ADD"]), st.integers(1, 2000))


def ordered(found: Any) -> tuple[str, ...]:
    """Texts in their one order."""
    return tuple(sorted(set(found), key=lambda text: (natural(text), text)))


def some(items: st.SearchStrategy[str], least: int = 1, most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    """A sorted tuple without doubles."""
    return st.sets(items, min_size=least, max_size=most).map(lambda found: tuple(sorted(found)))


_NUMBERS = amounts().map(lambda pence: money.plain(pence // 100))


def values(field: Field, parties: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Values of a field. Those that hold facts are None: they are chosen once there are facts."""
    if field.one_of:
        return st.sampled_from(field.one_of)
    forms: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "text": lambda: texts(),
        "texts": lambda: st.lists(texts(), min_size=1, max_size=4).map(ordered),
        "flag": lambda: st.booleans(),
        "count": lambda: st.integers(0, 100),
        "money": lambda: amounts(),
        "number": lambda: _NUMBERS,
        "numbers": lambda: st.lists(_NUMBERS, min_size=1, max_size=4).map(tuple),
        "date": lambda: dates(),
        "year": lambda: years(),
        "years": lambda: some(years()),
        "schedule": lambda: st.dictionaries(years(), st.integers(0, 10**9), min_size=1, max_size=3).map(
            lambda d: dict(sorted(d.items()))
        ),
        "party": lambda: parties,
        "parties": lambda: some(parties, 2),
        "programme": lambda: parties,
        "fact": lambda: st.none(),
        "facts": lambda: st.none(),
        "sources": lambda: st.none(),
        "decision": lambda: references().map(names.decision_id),
        "decisions": lambda: some(references().map(names.decision_id)),
        "evidence": lambda: st.lists(
            st.tuples(texts(), st.integers(0, 10**6), st.integers(0, 10**6), texts(), texts()), min_size=1, max_size=3
        ).map(tuple),
    }
    return forms[field.form]()


@st.composite
def organisations(draw: st.DrawFn) -> list[Organisation]:
    """Parties of all ordinary kinds, some within others, some before others."""
    ids = draw(st.lists(slugs().filter(lambda id: id != OWN), min_size=3, max_size=6, unique=True))
    kinds = sorted(set(ONTOLOGY.kinds) - {"unnamed", "joint group"})
    found: list[Organisation] = []
    for id in ids:
        name = draw(texts())
        aliases = tuple(sorted(set(draw(st.lists(texts(), max_size=2))) - {name}))
        today = {names.key(other) for other in (name, *aliases)}
        since, until = draw(st.none() | dates()), draw(st.none() | dates())
        earlier = [party.id for party in found if not (since and party.since and _after(party.since, since))]
        found.append(
            Organisation(
                id,
                name,
                draw(st.sampled_from(kinds)),
                aliases,
                dict(sorted(draw(st.dictionaries(slugs(), texts(), max_size=2)).items())),
                draw(st.none() | st.sampled_from(ids)),
                draw(st.just(()) | some(st.sampled_from(ids))),
                draw(st.none() | texts()),
                since,
                None if since and until and _after(since, until) else until,
                draw(st.just(()) | some(st.sampled_from(earlier))) if earlier else (),
                tuple(sorted(former for former in draw(st.sets(texts(), max_size=2)) if names.key(former) not in today)),
            )
        )
    return found


def _after(one: str, other: str) -> bool:
    """Whether a date surely comes after another."""
    return period.earliest(one) > period.latest(other)


def _alive(parties: dict[str, Organisation], made: dict[str, Fact]) -> None:
    """Take its dates from each party that a fact's time lies wholly before or after."""
    for fact in made.values():
        first, last = period.span(fact.values)
        for key, value in fact.values.items():
            if ONTOLOGY.fields[key].form not in PARTIES:
                continue
            for id in value if isinstance(value, tuple) else (value,):
                for party in [parties[one] for one in (id, *parties[id].members)]:
                    late = party.since and last and last < period.earliest(party.since)
                    if late or (party.until and first and first > period.latest(party.until)):
                        parties[party.id] = party._replace(since=None, until=None)


@st.composite
def decisions(draw: st.DrawFn, parties: list[str]) -> Decision:
    """A decision with a head of any shape."""
    reference = draw(references())
    dated, chosen = draw(st.integers(0, 2)), st.sampled_from(parties)
    bounds = sorted([draw(dates()), draw(dates())], key=period.earliest)
    address = st.builds(
        "{}://a.example/{}{}".format, st.sampled_from(["http", "https"]), slugs(), st.sampled_from(["", "?a=b&c=%20+", "#x~"])
    )
    return Decision(
        names.decision_id(reference),
        reference,
        draw(texts()),
        draw(st.none() | address),
        draw(dates()) if dated == 1 else None,
        (bounds[0], bounds[1]) if dated == 2 else None,
        draw(st.none() | chosen),
        draw(st.just(()) | some(chosen)),
        draw(st.just(()) | some(references().map(names.decision_id))),
        ordered(draw(st.lists(texts(), max_size=2))),
        ordered(draw(st.lists(st.builds("OLD {}/{}".format, st.integers(1, 9), st.integers(1, 99)), max_size=2))),
    )


@st.composite
def facts(
    draw: st.DrawFn, id: str, relation: Relation, parties: list[Organisation], earlier: st.SearchStrategy[str]
) -> tuple[Fact, list[Organisation]]:
    """A fact that stands by itself, and the unnamed and joint parties that exist through it.

    ``earlier`` are the decisions that may come before the one that states it.
    """
    made: list[Organisation] = []
    plain = st.sampled_from([party.id for party in parties])
    found: dict[str, Any] = {}
    for key in relation.fields:
        field = ONTOLOGY.fields[key]
        if key == "inferred" or (key not in relation.requires and not draw(st.booleans())):
            continue  # which fields were inferred is chosen once the fact has them all
        if field.form == "money" and draw(st.integers(0, 4)) == 0:
            continue
        special = draw(st.integers(0, 9)) if field.form in ("party", "programme") else 9
        if special == 0:
            made.append(Organisation(f"{id}/{key}", f"{draw(texts())} (not named)", "unnamed"))
            found[key] = made[-1].id
        elif special == 1:
            made.append(joint(draw(st.lists(st.sampled_from(parties), min_size=2, max_size=3, unique_by=lambda party: party.id))))
            found[key] = made[-1].id
        else:
            found[key] = draw(earlier if key == relation.earlier else values(field, plain))
    _agree(draw, found, relation, [party.id for party in parties])
    found = {key: value for key, value in found.items() if value is not None and value != ONTOLOGY.fields[key].default}
    told = []
    for key in relation.fields:
        if key in found and draw(st.integers(0, 7)) == 0:
            others = draw(st.lists(values(ONTOLOGY.fields[key], plain), min_size=1, max_size=2))
            for value in draw(st.permutations([found[key], *others])):
                told.append(Telling(key, value, ordered(draw(st.lists(_PLACES, min_size=1, max_size=2)))))
    judged = _judged(draw, found, told)
    holders = [key for key in relation.fields if ONTOLOGY.fields[key].form in ("party", "parties", "programme")]
    published = draw(st.dictionaries(st.sampled_from(holders), texts(), max_size=2)) if holders else {}
    return Fact(id, relation.name, id.split("/")[0], found, tuple(told), dict(sorted(published.items())), judged), made


#: Places in a document; some are what is signed.
_PLACES = texts() | st.sampled_from(["recommendation 1", "Decision 2", "1.1"])


def _judgement(draw: st.DrawFn, field: str, use: Any) -> Judgement:
    return Judgement(field, use, draw(texts()), draw(texts()), draw(dates()))


def _judged(draw: st.DrawFn, found: dict[str, Any], told: list[Telling]) -> tuple[Judgement, ...]:
    """Judgements for what the rules alone would choose otherwise than the fact has it, and for some of the rest."""
    judged = []
    for key, choice in sorted(rules.values(told, found, (), ONTOLOGY.sums, ONTOLOGY.read_at).items()):
        chosen = [telling.value for telling in told if telling.field == key][choice.place]
        if chosen != found[key] or draw(st.booleans()):
            judged.append(_judgement(draw, key, found[key]))
    return tuple(judged)


def _agree(draw: st.DrawFn, found: dict[str, Any], relation: Relation, parties: list[str]) -> None:
    """Make the fields of one fact agree, as those of a data file must."""
    if found.get("by_year") and "amount" in found:
        found["amount"] = sum(found["by_year"].values())
    if "amount_kind" in relation.fields:
        found["amount_kind"] = draw(st.sampled_from(ONTOLOGY.fields["amount_kind"].one_of)) if "amount" in found else None
    if "limit" in found:
        found["limit_kind"] = draw(st.sampled_from(ONTOLOGY.fields["limit_kind"].one_of))
    if _ends_before_it_starts(found):
        found.update(dict.fromkeys({"start", "end", "since"} & found.keys()))
    if "lead" in found:
        found["lead"] = draw(st.sampled_from(found["members"]))
    if relation.subject and relation.object and found[relation.subject] == found[relation.object]:
        found[relation.object] = draw(st.sampled_from([id for id in parties if id != found[relation.subject]]))
    if "explains" in found:
        found["explains"] = ordered(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3)))
    if "parts" in found:
        found["agrees"] = sum(map(money.pence, found["parts"])) == money.pence(found["stated_total"])


def _holders(fact: Fact, parties: dict[str, Organisation]) -> set[str]:
    relation = ONTOLOGY.relations[fact.relation]
    holder = fact.values.get(relation.object or relation.subject or "", "")
    party = parties.get(holder)
    return {holder, *(party.members if party and party.kind == "joint group" else ())}


def _pays(other: Fact, id: str, payer: str | None, parties: dict[str, Organisation]) -> bool:
    """Whether a fact is money that could pay for the one of this id and payer."""
    return ONTOLOGY.relations[other.relation].carries == "money" and other.id != id and payer in _holders(other, parties)


@st.composite
def contents(draw: st.DrawFn, max_facts: int = 5, relations: tuple[str, ...] = tuple(ONTOLOGY.relations)) -> Content:
    """Whole content: parties, one to three decisions, and facts between them that point to each other."""
    plain = draw(organisations())
    parties = {party.id: party for party in plain}
    heads = {head.id: head for head in _each_its_own(draw(st.lists(decisions([*parties]), min_size=1, max_size=3)))}
    chosen = draw(st.lists(st.tuples(st.sampled_from(relations), st.sampled_from(sorted(heads)), slugs()), max_size=max_facts))
    made: dict[str, Fact] = {}
    for name, decision, slug in chosen:
        fact, more = draw(facts(f"{decision}/{slug}", ONTOLOGY.relations[name], plain, _before(heads[decision], heads)))
        if (same := [other for other in made.values() if other.relation == name]) and draw(st.booleans()):
            fact = _between_the_same(draw(st.sampled_from(same)), fact)
        if fact.id not in made:
            made[fact.id] = fact
            parties.update((party.id, party) for party in more)
    _alive(parties, made)
    restated: set[str] = set()
    pointed = {id: _pointing(draw, fact, made, parties, restated) for id, fact in made.items()}
    kept = (parties, heads, pointed)
    return Content(*(tuple(items[id] for id in sorted(items)) for items in kept))  # type: ignore[attr-defined, arg-type]


def _each_its_own(heads: list[Decision]) -> list[Decision]:
    """Decisions of which no two share another reference."""
    taken: set[str] = set()
    kept = []
    for head in {head.id: head for head in heads}.values():
        kept.append(head._replace(aliases=tuple(alias for alias in head.aliases if alias not in taken)))
        taken.update(head.aliases)
    return kept


def _before(head: Decision, heads: dict[str, Decision]) -> st.SearchStrategy[str]:
    """Decisions that may come before one: not here, or here with a smaller id and no date that is later."""
    here = [
        other.id
        for other in heads.values()
        if other.id < head.id
        and not (other.date_signed and head.date_signed and period.earliest(other.date_signed) > period.latest(head.date_signed))
    ]
    return st.sampled_from([*here, "gone-1", "gone-2"])


def _between_the_same(other: Fact, fact: Fact) -> Fact:
    """A fact between the two parties of another one, unless it tells them in several ways itself."""
    relation = ONTOLOGY.relations[fact.relation]
    roles = [role for role in (relation.subject, relation.object) if role]
    if len(roles) < 2 or {telling.field for telling in fact.told} & {*roles}:
        return fact
    return fact._replace(values={**fact.values, **{role: other.values[role] for role in roles}})


def _earlier(other: Fact, fact: Fact) -> bool:
    """Whether a flow may have told the same award earlier; of two only the one with the smaller id."""
    relation, stages = ONTOLOGY.relations[fact.relation], ONTOLOGY.fields["stage"]
    if other.relation != fact.relation or other.id >= fact.id or not relation.subject or not relation.object:
        return False
    ranks = [stages.one_of.index(found.values["stage"]) for found in (other, fact)]
    unranked = {other.values["stage"], fact.values["stage"]} & {*stages.unranked}
    ends = (relation.subject, relation.object)
    return all(other.values[end] == fact.values[end] for end in ends) and (bool(unranked) or ranks[0] <= ranks[1])


def _pointing(draw: st.DrawFn, fact: Fact, made: dict[str, Fact], parties: dict[str, Organisation], restated: set[str]) -> Fact:
    relation = ONTOLOGY.relations[fact.relation]
    found, judged = dict(fact.values), list(fact.judged)
    for key in relation.fields:
        field = ONTOLOGY.fields[key]
        if field.form not in ("facts", "sources") or not draw(st.booleans()):
            continue
        payer = found.get(relation.subject or "")
        fit = [id for id, other in made.items() if field.range in (None, other.relation)]
        if field.form == "sources":
            fit = [id for id in fit if _pays(made[id], fact.id, payer, parties)] + [OWN]
        if key == "restates":
            fit = [id for id in fit if id not in restated and _earlier(made[id], fact)]
        least = 1
        if key == relation.alternatives:
            fit, least = [id for id in fit if id != fact.id], 2
        if len(fit) >= least:
            found[key] = draw(some(st.sampled_from(fit), least))
            restated.update(found[key] if key == "restates" else ())
            if key == relation.alternatives and draw(st.booleans()):
                judged.append(_judgement(draw, key, (draw(st.sampled_from(found[key])),)))
    if able := _able(fact._replace(values=found), relation):
        found["inferred"] = draw(st.just(()) | some(st.sampled_from(able)))
    if not found.get("inferred") or _ends_before_it_starts({k: v for k, v in found.items() if k not in found["inferred"]}):
        found.pop("inferred", None)
    return fact._replace(values=found, judged=tuple(sorted(judged, key=lambda judgement: judgement.field)))


#: What tells of a fact itself: no document could have said it.
_OF_EVERY_FACT = set.intersection(*(set(relation.fields) for relation in ONTOLOGY.relations.values()))


def _able(fact: Fact, relation: Relation) -> list[str]:
    """The fields of a fact that may be inferred by themselves."""
    not_alone = {*relation.requires, *_OF_EVERY_FACT, "amount_kind", "limit_kind", *(telling.field for telling in fact.told)}
    return [key for key in fact.values if key not in not_alone] if fact.values.get("stated", True) else []


def _ends_before_it_starts(found: dict[str, Any]) -> bool:
    first, last = period.span(found)
    return bool(first and last and first > last)
