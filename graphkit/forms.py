"""The forms in which fields are written, one reader each: node → value, or a problem reported.

A form is named by the ontology (``gk:form``). A value is what :class:`graphkit.model.Fact` holds: whole
pence, ids, text, tuples in a fixed order.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from graphkit import money, names, period
from graphkit.errors import AmbiguousName, Problem, UnknownName
from graphkit.model import EVIDENCE, Organisation
from graphkit.ontology import Field
from graphkit.tree import Mapping, Node, Scalar, Sequence

MAX_TEXT = 2000
_FACT = re.compile(r"(?:[a-z0-9-]+/)?[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class Wrong(Exception):
    """A node that does not fit its form: what is wrong, and what to write instead."""

    def __init__(self, node: Node, what: str, instead: str) -> None:
        super().__init__(what)
        self.node, self.what, self.instead = node, what, instead


class Desk:
    """What reading the fields of one fact needs, and what it finds on the way.

    ``found`` collects parties that exist only through a fact (unnamed, joint); ``published`` the names
    as written.
    """

    def __init__(self, file: str, decision: str, resolver: names.Resolver, problems: list[Problem]) -> None:
        self.file, self.decision, self.resolver, self.problems = file, decision, resolver, problems
        self.found: dict[str, Organisation] = {}
        self.published: dict[str, str] = {}
        self.fact = ""

    def report(self, node: Node, what: str, instead: str) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.file, node.line, node.column, what, instead))

    def read(self, field: Field, node: Node) -> Any:
        """The value of a field; None, with the problem reported, where the node does not fit."""
        try:
            value = FORMS[field.form](self, field, node)
        except Wrong as wrong:
            self.report(wrong.node, f"{field.key}: {wrong.what}", wrong.instead)
            return None
        if field.one_of and value is not None and value not in field.one_of:
            near = names.near(str(value), field.one_of)[:1]
            words = f"{near[0]}, or another of {', '.join(field.one_of)}" if near else ", ".join(field.one_of)
            self.report(node, f"{field.key}: {value!r} is none of its words", f"write {words}")
            return None
        return value


def _scalar(node: Node, instead: str) -> str:
    if not isinstance(node, Scalar):
        raise Wrong(node, "a list or map where one value belongs", instead)
    if node.null:
        raise Wrong(node, "nothing", f"{instead}, or leave the field out")
    return node.text


def _items(node: Node) -> list[Node]:
    """A list's items; a single value stands for a list of one."""
    if isinstance(node, Sequence):
        return node.items
    if isinstance(node, Scalar) and not node.null:
        return [node]
    raise Wrong(node, "no list", "write [one, two]")


def _convert(node: Node, function: Callable[[str], Any], instead: str) -> Any:
    text = _scalar(node, instead)
    try:
        return function(text)
    except ValueError:
        raise Wrong(node, f"{text!r} does not fit", instead) from None


def _text(desk: Desk, field: Field, node: Node) -> str:
    text = _scalar(node, "write some words").strip()
    if not text or len(text) > MAX_TEXT:
        raise Wrong(node, "no text" if not text else f"longer than {MAX_TEXT} characters", "write a few words")
    return text


def natural(text: str) -> tuple[list[tuple[int, int, str]], str]:
    """Sort key under which 1.9 comes before 1.10, and words before numbers.

    >>> sorted(["1.10", "1.9", "executive summary"], key=natural)
    ['executive summary', '1.9', '1.10']
    """
    parts = [part for part in re.split(r"([0-9]+)", text) if part]
    return [(1, int(part), "") if part[0] in "0123456789" else (0, 0, part) for part in parts], text


def _texts(desk: Desk, field: Field, node: Node) -> tuple[str, ...]:
    return tuple(sorted({_text(desk, field, item) for item in _items(node)}, key=natural))


def _flag(desk: Desk, field: Field, node: Node) -> bool:
    text = _scalar(node, "write true or false")
    if text not in ("true", "false"):
        raise Wrong(node, f"{text!r} is no yes or no", "write true or false")
    return text == "true"


def _count(desk: Desk, field: Field, node: Node) -> int:
    return int(_convert(node, lambda text: int(money.plain(money.pence(text))), "write a whole number"))


def _money(desk: Desk, field: Field, node: Node) -> int | None:
    if isinstance(node, Scalar) and node.null:
        return None
    amount: int = _convert(
        node, money.pence, "write pounds in plain digits, such as 95000 or 14791.76, or null where none is stated"
    )
    return amount


def _number(desk: Desk, field: Field, node: Node) -> str:
    return str(_convert(node, lambda text: money.plain(money.pence(text)), "write plain digits"))


def _numbers(desk: Desk, field: Field, node: Node) -> tuple[str, ...]:
    return tuple(_number(desk, field, item) for item in _items(node))


def _date(desk: Desk, field: Field, node: Node) -> str:
    def check(text: str) -> str:
        period.earliest(text)
        return text

    return str(_convert(node, check, "write 2017-03-20, 2017-03 or 2017"))


def _year(desk: Desk, field: Field, node: Node) -> str:
    return str(_convert(node, period.financial_year, "write a UK financial year such as 2017/18"))


def _years(desk: Desk, field: Field, node: Node) -> tuple[str, ...]:
    return tuple(sorted({_year(desk, field, item) for item in _items(node)}))


def _schedule(desk: Desk, field: Field, node: Node) -> dict[str, int]:
    if not isinstance(node, Mapping) or not node.entries:
        raise Wrong(node, "no schedule", "write {2023/24: 115000, 2024/25: 185000}")
    amounts = {}
    for text, item in node.entries.items():
        year = _year(desk, field, node.keys[text])
        amount = _money(desk, field, item)
        if amount is None:
            raise Wrong(item, f"no amount for {year}", "write the year's amount, or leave the year out")
        amounts[year] = amount
    return dict(sorted(amounts.items()))


def address(text: str) -> str:
    """A web address that RDF can hold as it is; ValueError for any other text.

    >>> address("https://www.london.gov.uk/pcd-1235-acceptance-moj-funding")
    'https://www.london.gov.uk/pcd-1235-acceptance-moj-funding'
    """
    if not re.fullmatch(
        r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?](?:[\w./?@!$&'()*+,;=:~-]|%[0-9A-Fa-f]{2})*)?(?:#[\w./?=&~-]*)?",
        text,
        re.ASCII,
    ):
        raise ValueError(f"no web address: {text!r}")
    return text


def _address(desk: Desk, field: Field, node: Node) -> str:
    return str(_convert(node, address, "write the whole address with https://, or null"))


def _party(desk: Desk, field: Field, node: Node) -> str:
    if isinstance(node, Mapping):
        return _special_party(desk, field, node)
    name = _scalar(node, "write a party's name")
    try:
        organisation = desk.resolver(name)
    except AmbiguousName as error:
        raise Wrong(node, str(error), "write one of these ids: " + ", ".join(error.candidates)) from None
    except UnknownName as error:
        if not desk.resolver.by_id:
            raise Wrong(node, str(error), "give the file of the parties too, such as organisations.yaml") from None
        near = " (like " + ", ".join(error.candidates) + ")" if error.candidates else ""
        raise Wrong(node, str(error), f"write a name{near} of organisations.yaml, or add the party there") from None
    if name != organisation.name:
        desk.published[field.key] = "; ".join(filter(None, [desk.published.get(field.key), name]))
    return organisation.id


def _special_party(desk: Desk, field: Field, node: Mapping) -> str:
    """``{unnamed: words}``: a party of this fact alone; ``{joint: [A, B]}``: a group that shares one amount."""
    word = next(iter(node.entries), "")
    if word == "unnamed" and len(node.entries) == 1:
        words = _text(desk, field, node.entries[word])
        id, number = f"{desk.decision}/{desk.fact}/{field.key}", 1
        while (place := id if number == 1 else f"{id}-{number}") in desk.found:
            number += 1
        found = Organisation(place, f"{words} (not named)", "unnamed")
    elif word == "joint" and len(node.entries) == 1:
        items = _items(node.entries[word])
        if unfit := next((item for item in items if not isinstance(item, Scalar)), None):
            raise Wrong(unfit, "a member without a name", "write the members' names: {joint: [A, B]}")
        members = [_party(desk, field, item) for item in items]
        if len(set(members)) < 2:
            raise Wrong(node, "a joint group of one", "name at least two parties, or write the one without joint")
        found = joint([desk.resolver.by_id[member] for member in members])
    else:
        raise Wrong(node, "no party", "write a name, {unnamed: words} or {joint: [A, B]}")
    desk.found[found.id] = found
    return found.id


def joint(members: Iterable[Organisation]) -> Organisation:
    """The group of parties that share amounts whose split is not decided; the same members, the same group."""
    ordered = [party for _, party in sorted({party.id: party for party in members}.items())]
    name = " and ".join(organisation.name for organisation in ordered)
    ids = tuple(organisation.id for organisation in ordered)
    return Organisation("+".join(ids), f"{name} (joint)", "joint group", members=ids)


def _parties(desk: Desk, field: Field, node: Node) -> tuple[str, ...]:
    return tuple(sorted({_party(desk, field, item) for item in _items(node)}))


def _fact(desk: Desk, field: Field, node: Node) -> str:
    text = _scalar(node, "write a fact's id")
    if not _FACT.match(text):
        raise Wrong(node, f"{text!r} is no id of a fact", "write nhse-mopac, or pcd-172/nhse-mopac of another decision")
    return text if "/" in text else f"{desk.decision}/{text}"


def _sources(desk: Desk, field: Field, node: Node) -> tuple[str, ...]:
    """Facts that pay, and the word own."""
    items = _items(node)
    own = {money.OWN for item in items if isinstance(item, Scalar) and item.text == money.OWN}
    rest = {_fact(desk, field, item) for item in items if not (isinstance(item, Scalar) and item.text == money.OWN)}
    return tuple(sorted(own | rest))


def _facts(desk: Desk, field: Field, node: Node) -> tuple[str, ...]:
    return tuple(sorted({_fact(desk, field, item) for item in _items(node)}))


def _decision(desk: Desk, field: Field, node: Node) -> str:
    reference = names.decision_id(_scalar(node, "write a reference such as PCD 850"))
    if not re.search(r"[a-z]", reference):
        raise Wrong(node, "no reference", "write a reference such as PCD 850")
    return reference


def _decisions(desk: Desk, field: Field, node: Node) -> tuple[str, ...]:
    return tuple(sorted({_decision(desk, field, item) for item in _items(node)}))


def _evidence(desk: Desk, field: Field, node: Node) -> tuple[tuple[Any, ...], ...]:
    """``[{locator, start, end, words, rule}, ...]``: words that a program read, in the order of the file."""
    found = []
    for item in node.items if isinstance(node, Sequence) else [node]:
        if not isinstance(item, Mapping) or set(item.entries) != {*EVIDENCE}:
            raise Wrong(item, "no evidence", "write {" + ": , ".join(EVIDENCE) + ": }")
        given = {key: _scalar(one, f"write its {key}") for key, one in item.entries.items()}
        start, end = (_count(desk, field, item.entries[key]) for key in ("start", "end"))
        found.append((given["locator"], start, end, given["words"], given["rule"]))
    return tuple(found)


#: Forms of fields that hold parties, of fields that hold facts, and of fields that hold decisions.
PARTIES = ("party", "parties", "programme")
FACTS = ("fact", "facts", "sources")
DECISIONS = ("decision", "decisions")

#: Every form that the ontology may name.
FORMS: dict[str, Callable[[Desk, Field, Node], Any]] = {
    "text": _text,
    "texts": _texts,
    "flag": _flag,
    "count": _count,
    "address": _address,
    "money": _money,
    "number": _number,
    "numbers": _numbers,
    "date": _date,
    "year": _year,
    "years": _years,
    "schedule": _schedule,
    "party": _party,
    "parties": _parties,
    "programme": _party,
    "fact": _fact,
    "facts": _facts,
    "sources": _sources,
    "decision": _decision,
    "decisions": _decisions,
    "evidence": _evidence,
}
