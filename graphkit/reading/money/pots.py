"""What a document says of the body's own money: budgets, sums that move between years or pots, and authority to spend."""

import re
from collections.abc import Iterator, Sequence

from graphkit.names import slug
from graphkit.reading.facts import Evidence, Party, ReadBudget, ReadFlow
from graphkit.reading.money import details
from graphkit.reading.money.claim import ASIDE, Body
from graphkit.reading.money.own import set_aside
from graphkit.reading.money.rows import rows
from graphkit.reading.shapes import Shape, shape
from graphkit.reading.statements import Statement

_A = r"@a(?P<a>\d+)\b"
_POT = r"(?:budgets?|reserves?|fund|envelope|plan)"
#: Words between, of one clause.
_SOME = r"(?:(?![.;:]|@a)\S+ )"

#: Rule → wording; ``@own`` is the body or a part of it. ``envelope`` rules tell authority, not money.
_RULES = tuple(
    (name, re.compile(rf"(?<![^ ]){pattern}"))
    for name, pattern in (
        ("envelope", rf"(?:authority|approval|agreed|agreement) {_SOME}{{0,3}}?to (?:allocate|spend|commit) {_SOME}{{0,3}}?{_A}"),
        ("a budget told", rf"(?:set|sets|setting) aside {_SOME}{{0,3}}?{_A} {_SOME}{{0,3}}?(?:in|from|of|within) {_SOME}{{0,6}}?{_POT}\b"),
        ("a budget told", rf"{_A} (?:which|that) (?:the )?@own (?:has|have|had) (?:set aside|earmarked|allocated|budgeted|provided)\b"),
        ("envelope", rf"(?:set|sets|setting) aside {_SOME}{{0,3}}?{_A}"),
        ("envelope", rf"envelope {_SOME}{{0,4}}?{_A}"),
        ("carried forward", rf"(?:carry|carried|carrying)[- ]?forward {_SOME}{{0,8}}?{_A}"),
        ("moved between budgets", rf"(?:virements?|vire) (?:of )?{_A}"),
        ("moved between budgets", rf"(?:addition|release|draw ?down|transfer|movement) of (?:the )?{_A} {_SOME}{{0,14}}?{_POT}\b"),
        ("own money", rf"{_A} (?:of|from|in) {_SOME}{{0,2}}?@own (?:'s )?{_SOME}{{0,5}}?(?:funding|money|budget|funds|resources?|contribution|plan)\b"),
        ("own money", rf"@own (?:'s )?{_SOME}{{0,4}}?(?:funding|budget|share|contribution|commitment|allocation) {_SOME}{{0,10}}?(?:of|at|is|to|totalling) {_A}"),
        ("own money", rf"@own (?:has|commits|has committed|will commit|contributes|will contribute|provides|will provide|funds|currently funds) "
                      rf"(?:{_SOME}{{0,16}}?(?:at a cost|cost) of )?{_A}"),
        ("own money", rf"(?<!from )@own {_A}"),
        ("stays with the body", rf"{_A} {_SOME}{{0,3}}?(?:stays? with|(?:is |be )?(?:retained|kept|held) by|remains? with) @own"),
        ("stays with the body", rf"@own {_SOME}{{0,2}}?(?:retains?|keeps?) {_A}"),
        ("stays with the body", rf"retention (?:by (?:the )?@own )?of {_A}"),
        ("stays with the body", rf"(?:retain|retains|keep|keeps|hold|holds) {_A} {_SOME}{{0,5}}?(?:within|by|in) @own"),
        ("stays with the body", rf"(?:remaining|balance of|remainder of|rest ,) {_A} {_SOME}{{0,3}}?(?:will|would|to|is|are|can) {_SOME}{{0,6}}?(?:@own|own|staff|in-house|internal|programme management|held)\b"),
        ("own money", rf"(?:net )?cost to (?:the )?@own {_SOME}{{0,8}}?(?:is|of|will be|would be) {_A}"),
        ("own money", rf"(?:contingency|match funding|match) of {_A} {_SOME}{{0,8}}?(?:held|set aside|spent|from|met) "),
        ("met from a budget", rf"{_POT} \( {_A} \)"),
        ("met from a budget", rf"{_A} (?:in @t\d+ )?,? ?(?:is )?(?:from|out of) (?:the|its|our|within) {_SOME}{{0,6}}?(?:budgets?|reserves?|capital programme)\b"),
        ("a budget told", rf"budget {_SOME}{{0,6}}?(?:is|be|of|at) (?:then |now )?{_A}"),
        ("a budget told", rf"(?:held|kept|set) apart at {_A}"),
        ("met from a budget", rf"{_A} ,? ?(?:(?:which|will|would|is|are|to|can|be|also|therefore) ){{0,4}}(?:met|funded|financed|contained|paid) (?:from|within|by|out of)"),
    )
)  # fmt: skip
_MET = re.compile(
    rf"\b(?:met|funded|financed|contained|paid|drawn) (?:wholly |fully |in full )?(?:from|within|out of) (?:(?:the|its|within|existing|@own|'s|@t\d+) ){{0,5}}"
    rf"(?P<pot>{_SOME}{{0,6}}?{_POT})\b"
)
#: Budgets of the state, or of a time to come.
_OTHERS = re.compile(r"\b(?:national|indicative|expected|between)\b")
_NAME = re.compile(
    rf"(?:(?:the|its|from|within|to|own|@own|'s|@t\d+) )*(?P<pot>(?:(?![.;:,(]|@a|@own|from |within |to |the |of )\S+ ){{0,5}}?{_POT})\b"
)


def budgets(told: Sequence[Statement], flows: Sequence[ReadFlow], body: Body) -> tuple[ReadBudget, ...]:
    """The budgets and envelopes of a document, each sum once; a sum that is paid on whole is the flow's, not a budget."""
    out = [flow for flow in flows if not flow.background and body.party not in flow.payees]
    paid = {flow.pence for flow in flows if flow.pence is not None} | {sum(flow.pence or 0 for flow in out)}
    found: dict[tuple[object, ...], ReadBudget] = {}
    for budget in (*_told(told, body, paid), *_rows(told, body)):
        known = found.get(key := (budget.pence, budget.programme if budget.pence is None else budget.envelope))
        found[key] = known._replace(evidence=known.evidence + budget.evidence) if known else budget
    ids: dict[str, int] = {}
    made = []
    for budget in found.values():
        id = slug(budget.programme or "")[:40].strip("-") or ("envelope" if budget.envelope else "budget")
        ids[id] = ids.get(id, 0) + 1
        made.append(budget._replace(id=id if ids[id] == 1 else f"{id}-{ids[id]}"))
    return tuple(made)


def _own(form: Shape, body: Body) -> str:
    """The shape's text, with one word for the body and its parts, and for the forces that it oversees."""
    owned = {str(n) for n, one in enumerate(form.statement.parties) if body.owns(one.party) or one.kind == "police"}
    return re.sub(r"@p(\d+)\b", lambda match: "@own" if match[1] in owned else match[0], form.text)


def _owner(form: Shape, text: str, start: int, end: int, body: Body) -> Party:
    """Whose the money is that some words of the shape's text tell: the force's that is named in them, else the body's."""
    words = form.text.split(" ")[text.count(" ", 0, start) : text.count(" ", 0, end) + 1]
    named = [form.statement.parties[int(word[2:])] for word in words if re.fullmatch(r"@p\d+", word)]
    return next((one.party for one in named if one.kind == "police"), body.party)


def _told(told: Sequence[Statement], body: Body, paid: set[int]) -> Iterator[ReadBudget]:
    for statement in told:
        if statement.block.section in ASIDE or statement.block.kind in ("row", "title", "heading"):
            continue
        form = shape(statement)
        text = _own(form, body)
        if re.match(r"(?:to )?notes? ", text):
            continue
        seen: set[int] = set()
        for name, pattern in _RULES if statement.amounts else ():
            for match in pattern.finditer(text):
                number = int(match["a"])
                amount = statement.amounts[number]
                if number in seen or amount.pence is None or amount.pence in paid:
                    continue
                owner = _owner(form, text, match.start(), match.end(), body)
                others = _OTHERS.search(text, max(0, match.start() - 24), match.end())
                if (name == "own money" and owner != body.party) or (name == "a budget told" and others):
                    continue  # what a force gets, or a budget that is not theirs
                seen.add(number)
                yield ReadBudget(
                    "", owner, _pot(text, match.end(), statement), amount.pence, (_evidence(statement, name),), 60, amount.kind,
                    details.years(statement.periods), envelope=name == "envelope", background=name == "carried forward",
                )  # fmt: skip
        for number, amount in enumerate(statement.amounts):
            recommended = statement.block.section == "recommendation" and number not in seen and amount.pence not in paid
            if recommended and amount.pence is not None and amount.per != "each" and set_aside(form, number):
                seen.add(number)
                owner = _owner(form, text, 0, len(text), body)
                yield ReadBudget(
                    "", owner, _pot(text, 0, statement), amount.pence, (_evidence(statement, "a budget told"),), 60, amount.kind,
                    details.years(statement.periods),
                )  # fmt: skip
        if not seen and (met := _MET.search(text)):
            yield ReadBudget(
                "", _owner(form, text, met.start(), met.end(), body), _words(met["pot"], statement), None, (_evidence(statement, "met from a budget"),), 60,
                years=details.years(statement.periods),
            )  # fmt: skip


def _pot(text: str, end: int, statement: Statement) -> str | None:
    """What the pot is called that is named behind a sum, or anywhere in its statement."""
    found = _NAME.search(text, end) or _NAME.search(text)
    return _words(found["pot"], statement) if found else None


def _words(shaped: str, statement: Statement) -> str:
    """Shaped words, with the names that the marks stand for."""
    named = re.sub(r"@p(\d+)\b", lambda match: statement.parties[int(match[1])].party.name, shaped)
    return re.sub(r"@[at]\d+ ?|@own ?", "", named).strip()


def _rows(told: Sequence[Statement], body: Body) -> Iterator[ReadBudget]:
    for row in rows(told):
        owned = row.named is not None and (body.owns(row.named.party) or row.named.kind == "programme")
        if row.source and row.pence is not None and (owned or re.search(rf"\b{_POT}\b", row.label, re.I)):
            yield ReadBudget(
                "", body.party, row.label, row.pence, (_evidence(row.statement, "a row of a table"),), 80,
                years=tuple(year for year, _ in row.by_year), by_year=row.by_year,
            )  # fmt: skip


def _evidence(statement: Statement, rule: str) -> Evidence:
    return Evidence(statement.block.locator, statement.start, statement.end, statement.text, rule)
