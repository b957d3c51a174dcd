"""Following money through a store from a source to a target: paths with evidence, and the three figures.

What the figures mean is said in ``docs/tracing.md``; :mod:`graphkit.tracing` works them out.
"""

import json
from collections.abc import Collection, Iterator

from graphkit.desk import Answer, Desk, unreviewed
from graphkit.errors import UsageError
from graphkit.flows import load
from graphkit.money import pounds
from graphkit.moves import Loaded
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.succession import related
from graphkit.tracing.answer import Question
from graphkit.tracing.explain import method
from graphkit.tracing.part import Part
from graphkit.tracing.paths import MAX_HOPS, MAX_STEPS, Paths, Step

__all__ = ["MAX_HOPS", "MAX_STEPS", "answered", "explained", "trace"]

#: The keys of a hop: what a row of a flow has that a path needs.
_HOP = "flow funder recipient amount amount_kind financial_years start end stage condition stated decision decided url locators"


def trace(
    store: Store,
    source: str | Collection[str],
    target: str | Collection[str],
    scope: Scope | None = None,
    hops: int = MAX_HOPS,
    *,
    own: bool = False,
    closed: bool = False,
    explain: bool = False,
) -> Answer:
    """How money goes from a source to a target: every path of at most ``hops`` flows, and the three figures.

    Returns ``{"source", "target", "at_least", "estimate", "at_most", "contradiction", "basis", "binding",
    "caveats", "paths", "left_out", "related"}``, and with ``explain`` also ``"method"``. The figures are Decimal pounds,
    None where there is none; they count every way, also those that are not shown. Source and target may be
    several names each: then ``source`` and ``target`` are lists. The scope's ``year`` counts what the target
    receives in it. With ``own`` only money that started with the source counts; with ``closed`` the estimate
    supposes that own money fills only what known inflows leave unpaid.
    """
    asked = (scope or Scope()).checked()
    if not 1 <= hops <= MAX_HOPS:
        raise UsageError(f"{hops} hops", f"ask for 1 to {MAX_HOPS}")
    # A path may lead through other years than the one asked for: the year is for the figures alone.
    desk = Desk(store, asked._replace(year=None))
    starts, ends = _parties(desk, source), _parties(desk, target)
    sources, targets = ({party["id"] for party in parties} for parties in (starts, ends))
    if both := sources & targets:
        raise UsageError(f"{desk.party(min(both))['name']} is source and target at once", "name two parties")
    loaded = load(desk, sources, targets, closed)
    part = Part(loaded.network, frozenset(sources), frozenset(targets), own)
    question = Question(part, asked.year, closed, name=lambda party: str(desk.party(party)["name"]))
    found: Answer = {"source": starts if _several(source) else starts[0], "target": ends if _several(target) else ends[0]}
    found |= answered(desk, loaded, part, question, hops)
    found |= desk.left() | {"related": related(desk, [party["id"] for party in (*starts, *ends)])}
    if explain:
        found["method"] = explained(desk, part, question)
    return found


def answered(desk: Desk, loaded: Loaded, part: Part, question: Question, hops: int = MAX_HOPS) -> Answer:
    """The figures of a question, what binds them and what they rest on, and its paths with their evidence."""
    figures = question.figures
    found: Answer = {
        **{
            key: None if (pence := getattr(figures, key)) is None else pounds(pence)
            for key in ("at_least", "estimate", "at_most")
        },
        "contradiction": figures.contradiction,
        "basis": "as planned",
        "binding": list(figures.binding),
    }
    paths, caveats = _shown(desk, part, hops)
    found["caveats"] = [*figures.caveats, *(line for line in caveats if line not in figures.caveats)]
    if loaded.unused:
        near = _near(desk, part)
        found["caveats"] += [f"{id} is not used: another fact excludes it" for id in sorted(loaded.unused & near)]
    found["caveats"] += [f"{reference} is undated and left out" for reference in sorted(desk.left_out)]
    found["paths"] = paths
    return found


def explained(desk: Desk, part: Part, question: Question) -> Answer:
    """How the figures were come by, with the evidence of every flow that they depend on."""
    return method(question) | {"facts": _evidence(desk, part)}


def _near(desk: Desk, part: Part) -> set[str]:
    """Facts between the parties that a question meets."""
    parties = sorted({party for use in part.back for party in (use.flow.payer, use.flow.payee)} | part.sources | part.targets)
    rows = desk.db.execute(
        "SELECT id FROM fact WHERE subject IN (SELECT value FROM json_each(?)) AND object IN (SELECT value FROM json_each(?))",
        [json.dumps(parties)] * 2,
    )
    return {id for (id,) in rows}


def _several(names: str | Collection[str]) -> bool:
    return not isinstance(names, str)


def _parties(desk: Desk, names: str | Collection[str]) -> list[Answer]:
    found = [desk.resolve(name) for name in ([names] if isinstance(names, str) else names)]
    return [party for at, party in enumerate(found) if party not in found[:at]]


def _shown(desk: Desk, part: Part, hops: int) -> tuple[list[Answer], list[str]]:
    """Paths as an answer shows them, and what is to be said of them."""
    search = Paths(part)
    found = list(search.shortest_first(hops))
    caveats = [search.cut] if search.cut else []
    if not search.cut and search.longer(hops):
        caveats.append(f"paths of more than {hops} hop{'s' if hops > 1 else ''} are not shown, and count")
    shown = []
    for path in found:
        hops_of = [_hop(desk, step) for step in path]
        shown.append({"hops": hops_of})
        caveats += [line for step in path for line in _rests_on(step)]
        caveats += [line for hop in hops_of for line in _otherwise(hop)]
    return shown, list(dict.fromkeys(caveats))


def _hop(desk: Desk, step: Step) -> Answer:
    """One step of a path with its evidence, that of the budgets on its way, and what is told otherwise of it."""
    (fact,) = desk.facts("fact.id = ?", [step.flow.id])
    row = desk.row(fact)
    budgets = [
        {"budget": id}
        | {key: found[key] for key in ("stated", "inferred", "decision", "locators") if key in found}
        | unreviewed(found)
        for id in step.through
        for found in desk.facts("fact.id = ?", [id])
    ]
    hop = {key: row[key] for key in _HOP.split()} | {"named": step.named, "through": list(step.through), "budgets": budgets}
    return hop | {key: row[key] for key in ("inferred", "told", "conflicts") if row.get(key)} | unreviewed(row)


def _otherwise(hop: Answer) -> Iterator[str]:
    """What nobody has reviewed on a step, what is told otherwise of it, and by which rule one telling is used."""
    for id, found in ((hop["flow"], hop), *((budget["budget"], budget) for budget in hop["budgets"])):
        if found.get("reviewed") is False:
            yield f"{id} is not reviewed"
    for told in hop.get("told", ()):
        if told["used"]:
            yield f"{hop['flow']}: {told['field']} is told in several ways, one is used ({told['rule']})"
    for dispute in hop.get("conflicts", ()):
        yield f"{hop['flow']} is contested by {', '.join(dispute['with'])}, and used ({dispute['rule']})"


def _rests_on(step: Step) -> list[str]:
    found = []
    if not step.stated:
        found.append(f"that {step.flow.id} pays into {', '.join(step.through)} is inferred")
    if not step.named:
        found.append(f"that {step.flow.id} pays for the next step is possible, not said")
    return found


def _evidence(desk: Desk, part: Part) -> dict[str, Answer]:
    """For each flow and budget that an answer depends on: its decision and locators."""
    ids = sorted({s.flow.id for use, money in part.explained.items() if use not in part.beside for s in (use, *money)})
    found = {}
    for id in ids:
        for fact in desk.facts("fact.id = ?", [id]):
            found[id] = {key: fact[key] for key in ("decision", "decided", "url", "locators")}
    return found
