"""Following money from a source to a target: the paths it may take, and the figures that are certain.

Which flow may pay for which is said in :mod:`graphkit.flows`.
"""

from collections.abc import Iterator

from graphkit.desk import Answer, Desk
from graphkit.errors import UsageError
from graphkit.flows import Flow, Flows, Payer
from graphkit.money import pounds
from graphkit.scope import Scope
from graphkit.store import Store

#: A path longer than this is no longer read by anybody.
MAX_HOPS = 12
#: Paths shown; their number grows fast where pools are open.
MAX_PATHS = 200
#: Pairs of flows looked at before the search stops, and says so.
MAX_STEPS = 300_000


def trace(store: Store, source: str, target: str, scope: Scope | None = None, hops: int = MAX_HOPS) -> Answer:
    """How money goes from a source to a target: every path of at most ``hops`` flows, and the figures that are certain.

    Returns ``{"source", "target", "at_least", "estimate", "at_most", "basis", "binding", "caveats", "paths"}``.
    The three figures are Decimal pounds where every flow that can bring the source's money can bring nothing
    else; zeros where there is no way at all; None, ``worked_out`` False and a caveat, where they would need bounds.
    """
    asked = (scope or Scope()).checked()
    # A path may lead through other years than the one asked for: the year is for the figures alone.
    desk = Desk(store, asked._replace(year=None))
    start, end = desk.resolve(source), desk.resolve(target)
    if start == end:
        raise UsageError(f"{start['name']} is source and target at once", "name two parties")
    if not 1 <= hops <= MAX_HOPS:
        raise UsageError(f"{hops} hops", f"ask for 1 to {MAX_HOPS}")
    flows = Flows(desk)
    cut: list[str] = []
    paths = _paths(flows, {start["id"], *desk.groups(start["id"])}, end["id"], MAX_HOPS, cut)
    found = sorted(paths, key=lambda path: (len(path), [hop.flow.id for hop in path]))
    figure, binding, caveats = (None, [], cut) if cut else _figure(flows, start["id"], end["id"], found, asked.year)
    shown = [path for path in found if len(path) <= hops]
    if len(shown) < len(found):
        caveats.append(f"{len(found) - len(shown)} longer than {hops} hops not shown: the shortest of all has {len(found[0])}")
    if len(shown) > MAX_PATHS:
        caveats.append(f"{MAX_PATHS} paths of more are shown")
    hops_of = [[_hop(desk, payer) for payer in path] for path in shown[:MAX_PATHS]]
    caveats += sorted({caveat for path in hops_of for hop in path for caveat in hop.pop("caveats")})
    caveats += [f"{reference} is undated and left out" for reference in sorted(desk.left_out)]
    return {
        "source": start,
        "target": end,
        "at_least": figure,
        "estimate": figure,
        "at_most": figure,
        "worked_out": figure is not None,
        "basis": "as planned",
        "binding": binding,
        "caveats": caveats,
        "paths": [{"hops": hop} for hop in hops_of],
        "left_out": sorted(desk.left_out),
    }


def _paths(flows: Flows, sources: set[str], target: str, hops: int, caveats: list[str] | None = None) -> Iterator[list[Payer]]:
    """Paths that visit no party twice, from a source (or a group it pays with) to the target; one more than are shown.

    First upwards from the target, once through each flow; then only along flows that lead to the source.
    """
    above: dict[str, list[Payer]] = {}
    below: dict[str, list[str]] = {}
    ends = [flow for flow in flows.into(target) if flow.funder != target]
    here, steps = list(ends), 0
    for _ in range(hops):
        further = []
        for flow in here:
            if flow.id in above or flow.funder in sources or steps > MAX_STEPS:
                continue
            above[flow.id] = flows.payers(flow)[0]
            steps += len(above[flow.id])
            for payer in above[flow.id]:
                below.setdefault(payer.flow.id, []).append(flow.id)
                further.append(payer.flow)
        here = further
    if steps > MAX_STEPS and caveats is not None:
        caveats.append(f"the search stopped after {MAX_STEPS:,} steps: there may be more paths")
    starts = {p.flow.id for payers in above.values() for p in payers if p.flow.funder in sources}
    leads = starts | {flow.id for flow in ends if flow.funder in sources}
    waiting = list(leads)
    while waiting:
        for id in below.get(waiting.pop(), ()):
            if id not in leads:
                leads.add(id)
                waiting.append(id)

    def walk(path: list[Payer], parties: frozenset[str]) -> Iterator[list[Payer]]:
        first = path[0].flow
        if first.funder in sources:
            yield path
        elif len(path) < hops:
            for payer in above.get(first.id, ()):
                if payer.flow.id in leads and payer.flow.funder not in parties:
                    yield from walk([payer, *path], parties | {payer.flow.funder})

    number = 0
    for flow in ends:
        if flow.id in leads:
            for path in walk([Payer(flow, True)], frozenset((target, flow.funder))):
                yield path
                number += 1
                if number > MAX_PATHS:
                    return


def _figure(
    flows: Flows, source: str, target: str, paths: list[list[Payer]], year: str | None
) -> tuple[object, list[str], list[str]]:
    """The figure that is certain without bounds, what binds it, and why there is none."""
    if not paths:
        return pounds(0), ["no way leads from the source to the target"], []
    if len(paths) > MAX_PATHS:
        return None, [], ["no figures yet: too many paths, and bounds are not worked out"]
    last = {path[-1].flow.id: path[-1].flow for path in paths}
    for flow in last.values():
        if flow.recipient != target:
            return None, [], [f"no figures: {flow.id} goes to a joint group whose split is not decided"]
        if flow.pence is None:
            return None, [], ["no figures: an amount is not stated"]
        if not _wholly(flows, flow, source, (target,)):
            return None, [], [f"no figures yet: other money may pay for {flow.id} too, and bounds are not worked out"]
    if year:
        return None, [], ["no figures yet: figures by year are not worked out"]
    if next(_paths(flows, {target, *flows.desk.groups(target)}, source, MAX_HOPS), None):
        return None, [], ["no figures yet: money may come back from the target to the source, and bounds are not worked out"]
    total = sum(flow.pence or 0 for flow in last.values())
    binding = [
        f"{flow.id} ({flows.desk.party(flow.funder)['name']} → {flows.desk.party(flow.recipient)['name']}):"
        " paid by nothing but the source's money"
        for _, flow in sorted(last.items())
    ]
    return pounds(total), binding, []


def _wholly(flows: Flows, flow: Flow, source: str, above: tuple[str, ...]) -> bool:
    """Whether nothing but the source's money can pay for a flow, by names alone, on a way without loops."""
    if flow.funder == source:
        return True
    payers, own = flows.payers(flow)
    return (
        not own
        and bool(payers)
        and flow.funder not in above
        and sum(payer.flow.pence or 0 for payer in payers) >= (flow.pence or 0)
        and all(flows.fits(payer.flow, flow) for payer in payers)
        and all(_wholly(flows, payer.flow, source, (*above, flow.funder)) for payer in payers)
    )


def _hop(desk: Desk, payer: Payer) -> Answer:
    """One step of a path with its evidence, and what an answer that uses it rests on."""
    (fact,) = desk.facts("fact.id = ?", [payer.flow.id])
    row = desk.row(fact)
    keys = (
        "flow funder recipient amount amount_kind financial_years start end stage condition stated decision decided url locators"
    )
    hop = {key: row[key] for key in keys.split()}
    caveats = []
    if row["condition"]:
        caveats.append(f"{row['flow']} is conditional: {row['condition']}")
    if row["amount_kind"] not in (None, "exact"):
        how = {"up_to": "up to a sum", "approx": "about a sum"}[row["amount_kind"]]
        caveats.append(f"{row['flow']} is {how}: counted at its stated figure")
    if row["amount"] is None:
        caveats.append(f"{row['flow']} has no stated amount")
    if not row["stated"]:
        caveats.append(f"{row['flow']} is inferred")
    if not payer.stated:
        caveats.append(f"that {row['flow']} pays into {', '.join(payer.through)} is inferred")
    if not payer.sure:
        caveats.append(f"that {row['flow']} pays for the next step is possible, not said")
    return hop | {"named": payer.sure, "through": list(payer.through), "caveats": caveats}
