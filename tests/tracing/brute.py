"""The rules of docs/tracing.md a second time, as naively as possible, to hold the product against.

Nothing is shared with it but ``Flow``, dates and the worked answers: the whole network is solved with all three
labels everywhere, by a simplex over fractions. It is slow, and each rule is where its number stands.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import count
from math import ceil, floor
from typing import Any, NamedTuple

import networkx

from graphkit import Flow
from graphkit.period import earliest, latest, year_days

S, C, R = "source's", "counted", "rest"
#: What the rules allow is nothing at all.
NOTHING = "the rules allow nothing"
#: The payer's own money, in ``funded_from`` and as what pays for a flow.
OWN = "own"

Groups = Mapping[str, tuple[str, ...]]
Names = str | Collection[str]
Exact = int | Fraction


class Slice(NamedTuple):
    """One year of a schedule, or the whole of a flow that has none."""

    id: str
    year: str | None


class Question(NamedTuple):
    """Who asks what of which network."""

    flows: Mapping[str, Flow]
    groups: Groups
    source: frozenset[str]
    target: frozenset[str]
    own: bool
    year: str | None


def question(
    flows: Iterable[Flow], groups: Groups, source: Names, target: Names, own: bool = False, year: str | None = None
) -> Question:
    """A question with every name in a set."""
    ends = [frozenset([names] if isinstance(names, str) else names) for names in (source, target)]
    return Question({flow.id: flow for flow in flows}, groups, *ends, own, year)


# Who may pay for what: rules 2 to 5.


def slices(flows: Mapping[str, Flow]) -> dict[Slice, int | None]:
    """Every slice with its amount."""
    found: dict[Slice, int | None] = {}
    for id, flow in flows.items():
        found |= {Slice(id, year): pence for year, pence in flow.schedule.items()} or {Slice(id, None): flow.amount}
    return found


def own_may_pay(flow: Flow) -> bool:
    """Rule 3, for own money; a budget without F is nothing else."""
    return flow.funded_from is None or OWN in flow.funded_from


def parts(ask: Question, id: str) -> tuple[str, ...]:
    """Who holds a flow: the payee, or each member of the group that is the payee."""
    payee = ask.flows[id].payee
    return ask.groups.get(payee, (payee,))


def spends(ask: Question, g: str, f: str) -> tuple[str, ...]:
    """The parts of g out of which the payer of f may spend: a member its own, the group any."""
    payer, payee = ask.flows[f].payer, ask.flows[g].payee
    if payer == payee:
        return parts(ask, g)
    return (payer,) if payer in ask.groups.get(payee, ()) else ()


def named(g: Flow, f: Flow) -> bool:
    """Rules 3 and 4; a flow never pays for itself."""
    if f.funded_from is not None:
        return g.id in f.funded_from
    return not g.restricted and g.id != f.id and f.payer != f.payee


def in_time(g: Flow, g_year: str | None, f: Flow, f_year: str | None) -> bool:
    """Rule 5: g starts no later than f ends."""
    starts = [earliest(g.start)] if g.start else []
    starts += [year_days(g_year)[0]] if g_year else []
    ends = [latest(f.end)] if f.end else []
    ends += [year_days(f_year)[1]] if f_year else []
    return not starts or not ends or max(starts) <= min(ends)


def in_years(g: Flow, g_year: str | None, f: Flow, f_year: str | None) -> bool:
    """Rule 2: year y pays for year y, or for later ones too; a flow without a schedule is for all that it touches."""
    if g_year is None:
        return True
    first, last = year_days(g_year)
    touched_from, touched_to = (earliest(f.start) if f.start else None), (latest(f.end) if f.end else None)
    if f_year is not None:
        touched_from, touched_to = year_days(f_year)
    comes_too_late = touched_to is not None and touched_to < first
    is_over = touched_from is not None and last < touched_from
    return not comes_too_late and (g.carry_forward or not is_over)


def transfers(ask: Question) -> dict[tuple[Slice, Slice], tuple[str, ...]]:
    """Each pair (g, f) where g may pay for f, with the parts of g that may."""
    found = {}
    for g in slices(ask.flows):
        for f in slices(ask.flows):
            a, b = ask.flows[g.id], ask.flows[f.id]
            if named(a, b) and in_time(a, g.year, b, f.year) and in_years(a, g.year, b, f.year):
                found[g, f] = spends(ask, g.id, f.id)
    return {pair: holders for pair, holders in found.items() if holders}


# What becomes of a label: rules 6 and 7.


def reaches(ask: Question, g: str, part: str) -> bool:
    """Whether a part of a flow is what a target receives; a budget is received by nobody."""
    flow = ask.flows[g]
    return flow.payer != flow.payee and (part in ask.target or flow.payee in ask.target)


def passed_on(ask: Question, g: str, part: str, label: str) -> str:
    """What the holder of a part makes of it: the target's money is counted when it leaves."""
    return C if label == S and reaches(ask, g, part) else label


def paid_out(ask: Question, f: str, label: str) -> set[str]:
    """What it may be in the payment: the source's, where the source pays; where it pays jointly, as much as you like."""
    payer = ask.flows[f].payer
    if label in (S, C) or (ask.own and label != OWN):
        return {label}
    payers = {payer, *ask.groups.get(payer, ())}
    if payer in ask.source or (payers > {payer} and payers - {payer} <= ask.source):
        return {S}
    return {R, S} if ask.source & payers else {R}


def in_year(ask: Question, f: Slice) -> bool | None:
    """Whether what arrives counts: surely, surely not, or (None) perhaps."""
    if ask.year is None:
        return True
    if f.year is not None:
        return f.year == ask.year
    first, last = year_days(ask.year)
    start, end = ask.flows[f.id].start, ask.flows[f.id].end
    if (end and latest(end) < first) or (start and earliest(start) > last):
        return False
    return True if start and end and first <= earliest(start) and latest(end) <= last else None


# The linear programme.


class Programme:
    """Rows over variables that are never negative; a row is (coefficients, sense, right side)."""

    def __init__(self) -> None:
        self.number = count()
        self.rows: list[tuple[dict[int, Exact], str, Exact]] = []

    def variable(self) -> int:
        return next(self.number)

    def row(self, plus: Iterable[int], minus: Iterable[int], sense: str, right: Exact = 0) -> None:
        """The sum of some variables less that of others; one that stands on both sides cancels."""
        row: dict[int, Exact] = {}
        for sign, side in ((1, plus), (-1, minus)):
            for variable in side:
                row[variable] = row.get(variable, 0) + sign
        self.rows.append(({variable: value for variable, value in row.items() if value}, sense, right))


def bounds(ask: Question) -> tuple[Fraction, Fraction | None] | str:
    """The least and the most of the source's money that arrives; None where nothing limits it."""
    programme = Programme()
    amounts = slices(ask.flows)
    content: dict[tuple[Slice, str], list[int]] = {(f, label): [] for f in amounts for label in (S, C, R)}
    spent: dict[tuple[Slice, str, str], list[int]] = {
        (g, part, label): [] for g in amounts for part in parts(ask, g.id) for label in (S, C, R)
    }
    for (g, f), holders in transfers(ask).items():
        for part in holders:
            for label in (S, C, R):
                for becomes in paid_out(ask, f.id, passed_on(ask, g.id, part, label)):
                    variable = programme.variable()
                    spent[g, part, label].append(variable)
                    content[f, becomes].append(variable)
    for f in amounts:
        if own_may_pay(ask.flows[f.id]):
            for becomes in paid_out(ask, f.id, OWN):
                content[f, becomes].append(programme.variable())
    for f, pence in amounts.items():  # rule 1; rule 8 where there is no row
        if pence is not None:
            programme.row([v for label in (S, C, R) for v in content[f, label]], [], "=", pence)
    arrives: dict[Slice, list[int]] = {f: [] for f in amounts}
    for (g, label), inside in content.items():  # rule 6, which implies rule 2
        holders = parts(ask, g.id)
        shares = {part: [programme.variable()] if len(holders) > 1 else inside for part in holders}
        if len(holders) > 1:  # the parts of a joint payee sum to what came
            programme.row([share for (share,) in shares.values()], inside, "<=")
            programme.row(inside, [share for (share,) in shares.values()], "<=")
        for part in holders:
            programme.row(spent[g, part, label], shares[part], "<=")
            if label == S and reaches(ask, g.id, part):
                arrives[g] += shares[part]
    surely = [v for f in amounts if in_year(ask, f) is True for v in arrives[f]]
    perhaps = [v for f in amounts if in_year(ask, f) is not False for v in arrives[f]]
    start = feasible(programme)
    if start is None:
        return NOTHING
    least, most = maximum(_copy(start), dict.fromkeys(surely, -1)), maximum(start, dict.fromkeys(perhaps, 1))
    assert least is not None
    return Fraction(-least), None if most is None else Fraction(most)


def rounded(found: tuple[Fraction, Fraction | None] | str) -> tuple[int | None, int | None]:
    """Whole pence: the least down, the most up; two Nones where the rules allow nothing."""
    if isinstance(found, str):
        return None, None
    least, most = found
    return floor(least), None if most is None else ceil(most)


# Two-phase simplex over exact numbers. Bland's rule: it may take long, it always ends.


class Tableau(NamedTuple):
    rows: list[dict[int, Exact]]
    right: list[Exact]
    basis: list[int]


def _quotient(a: Exact, b: Exact) -> Exact:
    """Exact; an int where it can be, since ints are much faster."""
    found = Fraction(a, 1) / b
    return found.numerator if found.denominator == 1 else found


def _take(row: dict[int, Exact], pivot: dict[int, Exact], entering: int) -> Exact:
    """Subtract from a row as much of the pivot row as makes the entering column vanish."""
    factor = row.get(entering, 0)
    if factor:
        for column, value in pivot.items():
            left = row.get(column, 0) - factor * value
            if left:
                row[column] = left
            else:
                row.pop(column, None)
    return factor


def _pivot(tableau: Tableau, leaving: int, entering: int) -> None:
    pivot = tableau.rows[leaving]
    value = pivot[entering]
    if value != 1:
        for column in pivot:
            pivot[column] = _quotient(pivot[column], value)
        tableau.right[leaving] = _quotient(tableau.right[leaving], value)
    for number, row in enumerate(tableau.rows):
        if number != leaving:
            tableau.right[number] -= _take(row, pivot, entering) * tableau.right[leaving]
    tableau.basis[leaving] = entering


def _copy(tableau: Tableau) -> Tableau:
    return Tableau([dict(row) for row in tableau.rows], list(tableau.right), list(tableau.basis))


def maximum(tableau: Tableau, objective: Mapping[int, Exact]) -> Exact | None:
    """The most that an objective can be, where the tableau then stands; None where nothing limits it."""
    costs, value = dict(objective), Fraction(0)
    for row, right, basic in zip(tableau.rows, tableau.right, tableau.basis, strict=True):
        value += _take(costs, row, basic) * right
    while gains := [column for column, cost in costs.items() if cost > 0]:
        entering = min(gains)
        ratios = [
            (_quotient(right, row[entering]), basic, number)
            for number, (row, right, basic) in enumerate(zip(tableau.rows, tableau.right, tableau.basis, strict=True))
            if row.get(entering, 0) > 0
        ]
        if not ratios:
            return None
        leaving = min(ratios)[2]
        _pivot(tableau, leaving, entering)
        value += _take(costs, tableau.rows[leaving], entering) * tableau.right[leaving]
    return value


def feasible(programme: Programme) -> Tableau | None:
    """Any solution, as a tableau; None where there is none."""
    tableau = Tableau([], [], [])
    added = {}
    for row, sense, right in programme.rows:
        assert right >= 0
        variable = programme.variable()  # what a row leaves unused, or (artificial) what it lacks
        tableau.rows.append({**row, variable: 1})
        tableau.right.append(right)
        tableau.basis.append(variable)
        if sense == "=":
            added[variable] = -1
    if maximum(tableau, added) != 0:
        return None
    for number in reversed(range(len(tableau.rows))):
        if tableau.basis[number] in added:  # it is zero: any other variable may stand there, or the row says nothing
            others = [column for column in tableau.rows[number] if column not in added]
            if others:
                _pivot(tableau, number, min(others))
            else:
                for values in tableau:
                    del values[number]
    for row in tableau.rows:
        for column in added.keys() & row.keys():
            del row[column]
    return tableau


# Ways, the maximum flow, the minimum cut.


def network_of_ways(ask: Question, without: Collection[str] = ()) -> Any:
    """Flows as capacities and allowed transfers as arcs; what is unknown has no capacity that limits it."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for f, pence in slices(ask.flows).items():
        if f.id in without:
            continue
        graph.add_edge((f, "in"), (f, "out"), **({} if pence is None else {"capacity": pence}))
        flow = ask.flows[f.id]
        pays = ask.source & {flow.payer, *ask.groups.get(flow.payer, ())}
        if pays and (not ask.own or own_may_pay(flow)):
            graph.add_edge("from", (f, "in"))
        if any(reaches(ask, f.id, part) for part in parts(ask, f.id)) and in_year(ask, f) is not False:
            graph.add_edge((f, "out"), "to")
    for g, f in transfers(ask):
        if not {g.id, f.id} & set(without):
            graph.add_edge((g, "out"), (f, "in"))
    return graph


def maximum_flow(ask: Question) -> int | None:
    """The most that could pass if every flow were open to any money; None where nothing limits it."""
    try:
        return int(networkx.maximum_flow_value(network_of_ways(ask), "from", "to"))
    except networkx.NetworkXUnbounded:
        return None


def is_cut(ask: Question, flows: Collection[str]) -> bool:
    """Whether every way from the source to the target leads through these flows."""
    return not networkx.has_path(network_of_ways(ask, flows), "from", "to")


def has_way(ask: Question) -> bool:
    """Whether any way leads from the source to the target, whatever the year and whoever's money it is."""
    return not is_cut(ask._replace(year=None, own=False), ())


def must_be_payable(ask: Question) -> frozenset[str]:
    """The flows between source and target, and all that their payers pay."""
    graph = network_of_ways(ask._replace(year=None, own=False))
    ahead, behind = networkx.descendants(graph, "from"), networkx.ancestors(graph, "to")
    between = {node[0].id for node in ahead & behind}
    payers = {ask.flows[id].payer for id in between}
    return frozenset(between).union(id for id, flow in ask.flows.items() if flow.payer in payers)


# The estimate.


def possible(ask: Question) -> dict[Slice, set[str]]:
    """The labels that each slice can hold."""
    found: dict[Slice, set[str]] = {f: set() for f in slices(ask.flows)}
    for f, labels in found.items():
        if own_may_pay(ask.flows[f.id]):
            labels |= paid_out(ask, f.id, OWN)
    pairs = transfers(ask)
    for _ in range(3 * len(found)):
        for (g, f), holders in pairs.items():
            for holder in holders:
                for label in found[g]:
                    found[f] |= paid_out(ask, f.id, passed_on(ask, g.id, holder, label))
    return found


def pools(ask: Question) -> Iterator[tuple[set[Slice], set[Slice]]]:
    """(received, paid) of each payer that hang together."""
    graph = networkx.Graph()
    graph.add_nodes_from(("paid", f) for f in slices(ask.flows))
    graph.add_edges_from((("received", g), ("paid", f)) for g, f in transfers(ask))
    for nodes in networkx.connected_components(graph):
        yield ({f for side, f in nodes if side == "received"}, {f for side, f in nodes if side == "paid"})


Spent = dict[tuple[Slice | str, Slice], Fraction]


def spending(ask: Question, received: set[Slice], paid: set[Slice], closed: bool) -> Spent | None:
    """Who pays how much for what in one pool; None where the pool is open."""
    amounts, pairs = slices(ask.flows), transfers(ask)
    own = frozenset(f for f in paid if own_may_pay(ask.flows[f.id]))
    if any(amounts[f] is None for f in received | paid) or (received and own and not closed):
        return None
    spenders = {(g, ask.flows[f.id].payer) for g, f in pairs}
    if any((g, member) in spenders for g in received for member in ask.groups.get(ask.flows[g.id].payee, ())):
        return None  # a member may spend, and its part is not decided
    money = {g: (amounts[g], frozenset(f for f in paid if (g, f) in pairs)) for g in received}
    money |= {OWN: (0, own)} if own else {}
    found = tied_first(money, {f: amounts[f] for f in paid})
    if found is not None and own:  # own money is of the size that the known inflows leave unpaid
        money[OWN] = (sum(amounts[f] for f in paid) - sum(found.values()), own)
        found = tied_first(money, {f: amounts[f] for f in paid})
    return found


def tied_first(money: Mapping[Slice | str, tuple[Exact, frozenset[Slice]]], prices: Mapping[Slice, int]) -> Spent | None:
    """Fewest uses first, in proportion among those with the same; None where uses cross."""
    if any(a & b and not a <= b and not b <= a for _, a in money.values() for _, b in money.values()):
        return None
    unpaid = {f: Fraction(price) for f, price in prices.items()}
    found: Spent = {}
    for use in sorted({use for _, use in money.values()}, key=len):
        together = {g: amount for g, (amount, uses) in money.items() if uses == use}
        pot, wanted = sum(together.values()), sum(unpaid[f] for f in use)
        if pot and wanted:
            share = Fraction(min(pot, wanted)) / pot / wanted
            found |= {(g, f): amount * unpaid[f] * share for g, amount in together.items() for f in use}
            for f in use:
                unpaid[f] -= unpaid[f] * pot * share
    return found


def shares(ask: Question, wanted: Iterable[Slice], closed: bool) -> dict[tuple[Slice, str], Fraction] | None:
    """The share of each label in some slices; None where one of them needs a share from an open pool."""
    amounts, pairs, labels = slices(ask.flows), transfers(ask), possible(ask)
    pool_of = {f: (received, paid) for received, paid in pools(ask) for f in paid}
    mixes: dict[tuple[Slice, str], dict[tuple[Slice, str] | str, Fraction]] = {}
    waiting = list(wanted)
    while waiting:
        f = waiting.pop()
        if (f, S) in mixes:
            continue
        payers = [g for g, other in pairs if other == f and amounts[g] != 0]  # nothing pays for nothing
        if len(labels[f]) <= 1:  # it holds this alone: nothing else need be known
            weights: dict[Slice | str, Fraction] = {}
            fixed = labels[f]
        elif len(payers) == 1 and not own_may_pay(ask.flows[f.id]):
            weights, fixed = {payers[0]: Fraction(1)}, set()
        else:
            spent = spending(ask, *pool_of[f], closed)
            if spent is None:
                return None
            weights = {g: pence / amounts[f] for (g, other), pence in spent.items() if other == f and pence}
            fixed = set()
        for label in (S, C, R):
            mixes[f, label] = {"certain": Fraction(label in fixed)}
        for g, weight in weights.items():
            for label in (OWN,) if g == OWN else (S, C, R):
                held = {label} if g == OWN else {passed_on(ask, g.id, part, label) for part in pairs[g, f]}
                become = {after for before in held for after in paid_out(ask, f.id, before)}
                if len(become) > 1:
                    return None  # whose part it is, is not decided
                (after,) = become
                of = "certain" if g == OWN else (g, label)
                mixes[f, after][of] = mixes[f, after].get(of, Fraction(0)) + weight
        waiting += [g for g in weights if g != OWN]
    return solved(mixes)


def solved(mixes: dict[Any, dict[Any, Fraction]]) -> dict[Any, Fraction] | None:
    """x = certain + Σ weight of other x, by elimination; None where a loop that nothing enters leaves one unknown."""
    left = dict(mixes)
    order = []
    while left:
        unknown, row = left.popitem()
        alone = 1 - row.pop(unknown, Fraction(0))
        if not alone:
            return None
        row = {other: weight / alone for other, weight in row.items()}
        for other in left.values():
            if weight := other.pop(unknown, None):
                for column, value in row.items():
                    other[column] = other.get(column, Fraction(0)) + weight * value
        order.append((unknown, row))
    found: dict[Any, Fraction] = {"certain": Fraction(1)}
    for unknown, row in reversed(order):
        found[unknown] = sum((weight * found[other] for other, weight in row.items()), Fraction(0))
    return found


def estimate(ask: Question, closed: bool = False) -> Fraction | None:
    """The estimate; None where an open pool stands in the way."""
    found = bounds(ask)
    if isinstance(found, str) or found[0] == found[1]:
        return None if isinstance(found, str) else found[0]
    labels, amounts = possible(ask), slices(ask.flows)
    counted = []
    for f, pence in amounts.items():
        when = in_year(ask, f)
        arriving = [reaches(ask, f.id, part) for part in parts(ask, f.id)]
        if not any(arriving) or when is False or S not in labels[f]:
            continue
        if pence is None or when is None or not all(arriving):
            return None
        counted += [f] if pence else []
    mixed = shares(ask, counted, closed)
    return None if mixed is None else sum((amounts[f] * mixed[f, S] for f in counted), Fraction(0))
