"""How well what a reader made of a decision agrees with the facts of the same decision, told by hand.

A fact is right or it is not: a flow whose amount is a pound off is one miss and one false alarm. Facts that are
only recalled (money that goes on anyway, standing powers, money carried over) are counted apart: who reports
them is not punished, and who leaves them out is not either.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from graphkit.errors import GraphkitError
from graphkit.names import Resolver, decision_id, key

#: What is scored, in the order of the tables.
KINDS = ("flows", "budgets", "delegations", "partnerships", "references", "head")
#: Stages of money that a decision only recalls.
RECALLED = {"in_force", "background"}
_BLOCK = {"payer", "start", "end", "financial_years", "instrument", "programme", "stage", "condition"} | {
    "funded_from",
    "locators",
    "amount_kind",
}
_FIELDS = ("amount_kind", "stage", "financial_years")
_SAME_KIND = {
    "mou": "memorandum of understanding",
    "joint commissioning": "co commissioning",
    "co commissioned": "co commissioning",
}

Party = frozenset[str]


class Names:
    """The one key of whoever a name stands for: an organisation's id, or the name's own key.

    ``also`` maps a name to the other names that a decision gives the same party.

    >>> from graphkit.model import Organisation
    >>> names = Names(Resolver([Organisation("moj", "Ministry of Justice", "public body", ("MoJ",))]), {"Bright Trust": ["BT"]})
    >>> names("MOJ"), names("BT"), names("Bright Trust (a charity)")
    ('moj', 'bright trust', 'bright trust')
    """

    def __init__(self, resolver: Resolver, also: Mapping[str, Iterable[str]] | None = None) -> None:
        self._resolver = resolver
        self._also = {key(other): name for name, others in (also or {}).items() for other in others}

    def __call__(self, name: str) -> str:
        """The key of a name, with what stands in a bracket and without; whose post it is, MOPAC's or the MPS's, says nothing."""
        plain = re.sub(r"^(?:the )?(?:MOPAC|MPS)(?:['\u2019]s)? (?=[A-Z])", "", name)
        for text in (name, plain, re.sub(r" *\([^()]*\) *$", "", plain)):
            text = self._also.get(key(text), text)
            try:
                return self._resolver(text).id
            except GraphkitError:
                last = key(text)
        return last

    def parties(self, told: Any) -> Party:
        """The parties that a field names: none, one, or all members of a list."""
        listed = told if isinstance(told, list) else [told]
        return frozenset(self(name) for name in listed if name)

    def members(self, party: Party) -> Party:
        """The members of a party that is a known joint group; the party itself otherwise."""
        known = [self._resolver.by_id[one] for one in party if one in self._resolver.by_id]
        return frozenset(m for one in known for m in one.members) if len(party) == 1 and known and known[0].members else party


class Item(NamedTuple):
    """One fact as it is compared: what must be equal, who the payee may be called, and words for a person."""

    key: tuple[object, ...]
    payee: frozenset[Party]
    fields: tuple[object, ...]
    recalled: bool
    words: str


class Score(NamedTuple):
    """Facts of one kind: found, missed, false, and those counted apart; of the found, how often each field is right."""

    hits: int
    misses: list[str]
    alarms: list[str]
    apart: list[str]
    right: dict[str, int]

    def plus(self, other: "Score") -> "Score":
        """The sum of two scores."""
        right = {name: self.right.get(name, 0) + other.right.get(name, 0) for name in {**self.right, **other.right}}
        lists = (self.misses + other.misses, self.alarms + other.alarms, self.apart + other.apart)
        return Score(self.hits + other.hits, *lists, right)


def measures(score: Score) -> tuple[float, float, float]:
    """Precision, recall and F1; nothing found where nothing was to find is right.

    >>> measures(Score(3, ["a"], [], [], {}))
    (1.0, 0.75, 0.8571428571428571)
    """
    found, wanted = score.hits + len(score.alarms), score.hits + len(score.misses)
    precision = score.hits / found if found else 1.0
    recall = score.hits / wanted if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def amount(told: Any) -> Decimal | None:
    """Pounds as a number, None where unknown."""
    return None if told is None or told == "" else Decimal(str(told))


def flows(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All flows of facts told by hand: those listed, and one for each row of a block of allocations.

    >>> block = {"payer": "MOPAC", "stage": "approved", "Pilot": {"Bexley": 26000}}
    >>> flows({"allocations": block})
    [{'payer': 'MOPAC', 'stage': 'approved', 'payee': 'Bexley', 'amount': 26000, 'service': 'Pilot'}]
    """
    blocks = facts.get("allocations") or []
    made: list[Mapping[str, Any]] = list(facts.get("flows") or [])
    for block in blocks if isinstance(blocks, list) else [blocks]:
        common = {name: value for name, value in block.items() if name in _BLOCK}
        for service, rows in block.items():
            if service not in _BLOCK:
                made += [{**common, "payee": payee, "amount": told, "service": service} for payee, told in rows.items()]
    return made


def _flow(told: Mapping[str, Any], names: Names) -> Item:
    payer, payee = names.parties(told.get("payer")), names.parties(told.get("payees") or told.get("payee"))
    called = {payee, names.members(payee)} if payee else {payee, names.parties(told.get("service"))}
    sum_ = amount(told.get("amount"))
    years = tuple(sorted(told.get("financial_years") or told.get("by_year") or ()))
    fields = (told.get("amount_kind") or "exact", told.get("stage"), years)
    whom = " + ".join(told.get("payees") or []) or told.get("payee") or told.get("service") or "nobody named"
    words = f"{told.get('payer') or 'nobody named'} -> {whom}: {'not stated' if sum_ is None else f'{sum_:,}'}"
    recalled = bool(told.get("background")) or told.get("stage") in RECALLED
    return Item((payer, sum_), frozenset(called), fields, recalled, words)


def _budget(told: Mapping[str, Any], names: Names, *, recalled: bool = False) -> Item:
    owner, sum_ = told.get("owner"), amount(told.get("amount"))
    words = f"{owner}: {'not stated' if sum_ is None else f'{sum_:,}'} ({told.get('programme') or told.get('for')})"
    return Item((names.parties(owner), sum_), frozenset(), (), recalled or sum_ is None, words)


def _delegation(told: Mapping[str, Any], names: Names) -> Item:
    giver, taker = (told.get(a) or told.get(b) for a, b in (("delegator", "from"), ("delegate", "to")))
    pair = (names.parties(giver), names.parties(taker))
    return Item(pair, frozenset(), (), bool(told.get("standing")), f"{giver} -> {taker}: {told.get('authority')}")


def _partnership(told: Mapping[str, Any], names: Names) -> Item:
    members = told.get("members") or [told.get("a"), told.get("b")]
    kind = key(str(told.get("kind")).replace("_", " "))
    kind = _SAME_KIND.get(kind, kind)
    return Item((kind, names.parties(members)), frozenset(), (), False, f"{kind}: {', '.join(map(str, members))}")


def _plain(values: Iterable[tuple[str, Any]]) -> list[Item]:
    return [Item((what, value), frozenset(), (), False, f"{what} {value}") for what, value in values if value]


def _once(items: Iterable[Item]) -> list[Item]:
    """One item for each key: a power handed on twice to the same post is one; what is not only recalled comes first."""
    return list({item.key: item for item in sorted(items, key=lambda item: not item.recalled)}.values())


def items(told: Mapping[str, Any], names: Names) -> dict[str, list[Item]]:
    """The facts of one decision as they are compared, by kind; told by hand or by a reader, the forms differ little."""
    carried = [{"owner": "MOPAC", **more} for more in told.get("carry_forward") or []]
    apart = [_budget(more, names, recalled=True) for more in [*carried, *(told.get("envelopes") or [])]]
    reference = told.get("reference")
    head = [("reference", reference and decision_id(str(reference))), ("signed", str(told.get("date_signed") or ""))]
    return {
        "flows": [_flow(one, names) for one in flows(told)],
        "budgets": [_budget(one, names) for one in told.get("budgets") or []] + apart,
        "delegations": _once(_delegation(one, names) for one in told.get("delegations") or []),
        "partnerships": _once(_partnership(one, names) for one in told.get("partnerships") or []),
        "references": _once(_plain(("cites", decision_id(str(one))) for one in told.get("references_decisions") or [])),
        "head": _plain(head),
    }


def _take(item: Item, left: list[Item]) -> Item | None:
    """The fact among those left that is the same, the one with most equal fields where there are several; it is taken out."""
    same = [one for one in left if one.key == item.key and (one.payee & item.payee or not (one.payee or item.payee))]
    if not same:
        return None
    best = max(same, key=lambda one: sum(a == b for a, b in zip(one.fields, item.fields, strict=False)))
    left.remove(best)
    return best


def score(wanted: list[Item], found: list[Item], traps: Iterable[Any] = ()) -> Score:
    """Facts that were found against the facts of one kind; ``traps``: sums that move nothing, to say so of an alarm."""
    left, recalled = ([one for one in wanted if one.recalled is state] for state in (False, True))
    hits, alarms, apart = 0, [], []
    right = dict.fromkeys(_FIELDS, 0)
    known = {amount(trap) for trap in traps}
    for item in sorted(found, key=lambda item: item.recalled):
        if not item.recalled and (match := _take(item, left)):
            hits += 1
            for name, mine, told in zip(_FIELDS, item.fields, match.fields, strict=False):
                right[name] += mine == told
        elif _take(item, recalled):
            apart.append(f"found: {item.words}")
        elif item.recalled:
            apart.append(f"not in the facts: {item.words}")
        else:
            alarms.append(item.words + (" [a trap]" if item.key[-1] is not None and item.key[-1] in known else ""))
    apart += [f"not found: {one.words}" for one in recalled]
    return Score(hits, [one.words for one in left], alarms, apart, right)


def compare(facts: Mapping[str, Any], read: Mapping[str, Any], resolver: Resolver) -> dict[str, Score]:
    """The scores of one decision, by kind."""
    names = Names(resolver, facts.get("also"))
    wanted, found = items(facts, names), items(read, names)
    paid = {item.key for item in wanted["flows"]} - {item.key for item in wanted["budgets"]}
    found["budgets"] = [item._replace(recalled=item.recalled or item.key in paid) for item in found["budgets"]]
    return {kind: score(wanted[kind], found[kind], facts.get("not_flows") or ()) for kind in KINDS}
