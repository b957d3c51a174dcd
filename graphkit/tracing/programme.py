"""The linear programme behind a bound: what the rules allow, and the least and the most that reaches the target.

A large programme is solved in floats; a bound is then computed anew, exactly, from the amounts that bind it: by
duality it is a sum of stated amounts, each with its weight.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import inf, isinf

from graphkit.money import pounds, words
from graphkit.tracing.bounds import NEAR, Bound, Clash, Weight
from graphkit.tracing.maximum import maximum
from graphkit.tracing.part import LABELS, C, Part, R, S
from graphkit.tracing.simplex import Row, Solution, Term, solve
from graphkit.tracing.slices import Slice, fits

#: Weights of amounts in a bound are small fractions; none has a larger denominator.
FINEST = 1000
#: A dual value below this is nothing.
TINY = 1e-7
#: Up to so many slices, small pools are told pair by pair, for the reader; a till needs fewer columns.
FEW = 200


class Programme:
    """The variables and rules of one question; :meth:`least` and :meth:`most` solve it."""

    def __init__(self, part: Part, year: str | None = None, beside: bool = True) -> None:
        self.part = part
        self.explained = {use: part.explained[use] for use in part.explained if beside or use not in part.beside}
        self.year = year
        self._rows: list[Row] = []
        self._names: list[tuple[object, ...]] = []
        self._amounts: dict[int, Slice] = {}  # row → the slice whose amount is its right side
        self._content: dict[Slice, dict[int, int]] = {}
        self._into: dict[Slice, dict[int, list[int]]] = {}
        self._out: dict[tuple[Slice, str], dict[int, list[int]]] = {}
        self._parts: dict[tuple[Slice, str], dict[int, int]] = {}
        self._whole: set[Slice] = set()  # what a till alone pays for
        self._arcs()
        self._contents()
        self._intakes()
        self._outlets()
        self._goal = self._counted()

    # ---- putting it together -------------------------------------------------------------------------

    def _column(self, *name: object) -> int:
        """A new variable ≥ 0; its name is words, slices and a label, put together only where it is read."""
        self._names.append(name)
        return len(self._names) - 1

    def _row(self, terms: Sequence[Term], low: float, high: float, of: Slice | None = None) -> None:
        if of is not None:
            self._amounts[len(self._rows)] = of
        self._rows.append((terms, low, high))

    def _hold(self, slice: Slice, label: int) -> int:
        """The column of what a slice holds of a label."""
        held = self._content.setdefault(slice, {})
        if label not in held:
            held[label] = self._column(slice, label)
        return held[label]

    def _draw(self, money: Slice, payer: str, use: object, wanted: int) -> dict[int, list[int]]:
        """New columns for what a payer draws out of a slice for a use, by label."""
        drawn: dict[int, list[int]] = {}
        for holder in self.part.drawn(money, payer):
            can = self.part.leaves(money, holder) & wanted
            for label in LABELS:
                if can & label:
                    column = self._column(money, "→", use, label)
                    self._out.setdefault((money, holder), {}).setdefault(label, []).append(column)
                    drawn.setdefault(label, []).append(column)
        return drawn

    def _pay(self, use: Slice, columns: dict[int, list[int]]) -> None:
        into = self._into.setdefault(use, {})
        for label, found in columns.items():
            into.setdefault(label, []).extend(found)

    def _arcs(self) -> None:
        """Who may pay for what: a column for each pair of money and use, or a till where there are many pairs."""
        part = self.part
        consumers = Counter(money for feeders in self.explained.values() for money in feeders)
        consumers.update(money for loose in part.loose.values() for money in loose)
        for use, feeders in self.explained.items():
            for money in feeders:
                self._pay(use, self._draw(money, use.flow.payer, use, part.wanted(use)))
        for payer, uses in part.open.items():
            loose = part.loose[payer]
            if len(part.core) <= FEW and len(loose) * len(uses) <= 4 * (len(loose) + len(uses)):
                for use in uses:
                    for money in loose:
                        if fits(money, use):
                            self._pay(use, self._draw(money, payer, use, part.wanted(use)))
            else:
                bounds = {money.bound for money in loose}
                for bound in sorted(bounds, key=str):
                    found = [money for money in loose if money.bound == bound]
                    self._till(payer, bound, found, uses, consumers, alone=len(bounds) == 1)

    def _till(
        self, payer: str, bound: str | None, loose: list[Slice], uses: list[Slice], consumers: Counter[Slice], alone: bool
    ) -> None:
        """Money that goes through a till, day by day: instead of one column for each pair of money and use.

        What goes nowhere else goes in whole, and what is paid from nowhere else comes out whole: their own
        columns serve. ``alone``: the payer has no other till.
        """
        part = self.part
        wanted = part.wanted(uses[0])
        into: dict[str, dict[int, list[int]]] = {}
        for money in loose:
            if consumers[money] == 1 and len(part.holders(money)) == 1 and not self._counts(money) and money in part.can:
                drawn = {label: [self._hold(money, label)] for label in LABELS if part.can[money] & wanted & label}
            else:
                drawn = self._draw(money, payer, f"till of {payer}", wanted)
            for label, columns in drawn.items():
                into.setdefault(money.first, {}).setdefault(label, []).extend(columns)
        days = sorted(into)
        there = [set().union(*(into[earlier] for earlier in days[: at + 1])) for at in range(len(days))]
        out: list[dict[int, list[int]]] = [{} for _ in days]
        whole = alone and not part.pays(uses[0]) and not part.pays_part(uses[0])
        for use in uses:
            day = bisect_right(days, use.last) - 1
            if day < 0 or (bound is not None and not use.touches(bound)):
                continue
            for label in sorted(there[day]):
                if whole:
                    column = self._hold(use, label)
                else:
                    column = self._column(f"till of {payer}", "→", use, label)
                    self._pay(use, {label: [column]})
                out[day].setdefault(label, []).append(column)
        if whole:
            self._whole.update(uses)
        kept: dict[int, int] = {}
        for at, day_ in enumerate(days):
            for label in LABELS:
                terms = [(column, 1) for column in into[day_].get(label, ())]
                terms += [(column, -1) for column in out[at].get(label, ())]
                if label in kept:
                    terms.append((kept.pop(label), 1))
                if not terms:
                    continue
                if at < len(days) - 1:
                    kept[label] = self._column(f"kept by {payer} after {day_}", label)
                    terms.append((kept[label], -1))
                self._row(terms, 0, inf)

    def _counts(self, money: Slice) -> bool:
        """Whether what leaves a slice has been counted."""
        return any(self.part.counted(money, holder) for holder in self.part.holders(money))

    def _contents(self) -> None:
        """Each slice holds its amount, whoever's it is; rest that is needed nowhere and may be had anywhere is left out."""
        part = self.part
        rest_needed = {money for (money, _), drawn in self._out.items() if R in drawn}
        for slice in part.core:
            held = self._content.setdefault(slice, {})
            if slice in self._whole:
                labels = R if slice in rest_needed else 0  # the till brings what is wanted; the rest of it may be named
            elif part.rest_is_free(slice) and slice not in rest_needed and R not in held:
                labels = part.can[slice] & ~R
            else:
                labels = part.can[slice]
            for label in LABELS:
                if labels & label:
                    self._hold(slice, label)
            free = part.rest_is_free(slice) and R not in held
            if slice.amount is not None and (held or not free):
                low = -inf if free else slice.amount
                self._row([(column, 1) for column in held.values()], low, slice.amount, slice)

    def _intakes(self) -> None:
        """What pays for a slice sums to it, whoever's money it is."""
        network, part = self.part.network, self.part
        for use in self.explained:
            if use in self._whole:
                continue
            into = self._into.get(use, {})
            if use not in part.can:
                all_of_it = [(column, 1) for columns in into.values() for column in columns]
                if use.amount is not None:
                    self._row(all_of_it, use.amount, use.amount, use)
                else:
                    self._content[use] = {R: self._column(use)}
                    self._row([*all_of_it, (self._content[use][R], -1)], 0, 0)
                continue
            own, lacks = network.may_own(use), use.flow.id in network.lacking
            paid: dict[int, list[Term]] = {label: [(c, -1) for c in into.get(label, ())] for label in LABELS}
            more = dict.fromkeys(LABELS, False)  # whether money of unknown size comes in as well
            if not part.own and part.pays(use):
                paid[S] += paid.pop(R)
                more[S] = own or lacks
            elif part.pays(use):
                more[S], more[R] = own, lacks
            elif part.pays_part(use) and not part.own:
                turned = self._column("part of the source in", use)
                paid[S].append((turned, -1))
                paid[R].append((turned, 1))
                more[R] = own or lacks
            elif part.pays_part(use):
                more[S], more[R] = own, own or lacks
            else:
                more[R] = own or lacks
            for label, terms in paid.items():
                column = self._content[use].get(label)
                both = terms if column is None else [*terms, (column, 1)]
                if both and not (more[label] and not terms):
                    self._row(both, 0, inf if more[label] else 0)

    def _outlets(self) -> None:
        """No pound is spent twice: what leaves a slice is in it, label by label; parts sum to the slice."""
        part = self.part
        for money in dict.fromkeys([*(money for money, _ in self._out), *part.core]):
            holders = part.holders(money)
            whole = len(holders) == 1 or part.arrives(money)
            used = [h for h in holders if (money, h) in self._out or h in part.arrives_in_part(money)]
            if not used:
                continue
            if whole and len(used) == 1:
                self._outlet(money, used[0], self._content.get(money))
                continue
            held = self._content.get(money)
            labels = [label for label in LABELS if part.can.get(money, R) & label]
            for holder in used:
                self._parts[money, holder] = {label: self._column(f"part of {holder} in", money, label) for label in labels}
                self._outlet(money, holder, self._parts[money, holder])
            for label in labels:
                shares: list[Term] = [(self._parts[money, holder][label], 1) for holder in used]
                self._held(money, shares, held, (label,))

    def _outlet(self, money: Slice, holder: str, held: dict[int, int] | None) -> None:
        for label, columns in self._out.get((money, holder), {}).items():
            inside: tuple[int, ...] = (label,)
            if label == C and self.part.counted(money, holder):
                inside = (S, C)
            self._held(money, [(column, 1) for column in columns], held, inside)

    def _held(self, money: Slice, terms: Sequence[Term], held: dict[int, int] | None, labels: Iterable[int]) -> None:
        """That no more leaves than is held; money from outside the part is rest, of its amount or without a limit."""
        if held is not None:
            self._row([*terms, *((held[label], -1) for label in labels if label in held)], -inf, 0)
        elif money.amount is not None:
            self._row(terms, -inf, money.amount, money)

    def _counted(self) -> list[tuple[int, Slice, bool]]:
        """What counts: a column of the source's money in the target's hands, its slice, and whether it surely counts."""
        found = []
        for money in self.part.core:
            surely = True if self.year is None else money.inside(self.year)
            if surely is False:
                continue
            if self.part.arrives(money):
                columns = [self._content[money]]
            else:
                columns = [self._parts[money, holder] for holder in self.part.arrives_in_part(money)]
            found += [(held[S], money, bool(surely)) for held in columns if S in held]
        return found

    def lines(self) -> Iterator[str]:
        """The rules as a person reads them: [s] is the source's money, [c] what was counted already, [r] the rest; pounds."""
        for at, (terms, low, high) in enumerate(self._rows):
            left = " ".join(f"{'+' if value > 0 else '−'} {self._called(column)}" for column, value in terms).removeprefix("+ ")
            amount = words(pounds(self._amounts[at].amount or 0)) if at in self._amounts else "0"
            yield f"{left} {'=' if low == high else '≤' if isinf(low) else '≥'} {amount}"
        goal = " + ".join(self._called(column) for column, _, _ in self._goal)
        yield f"at least and at most: {goal or '0'}"

    def _called(self, column: int) -> str:
        *name, last = self._names[column]
        label = {S: "[s]", C: "[c]", R: "[r]"}.get(last, "") if isinstance(last, int) else str(last)
        return " ".join(map(str, name)) + (f" {label}" if name and not isinstance(last, int) else label)

    # ---- solving -------------------------------------------------------------------------------------

    def least(self) -> "Bound | Clash":
        """The least that the rules allow, or where they allow nothing."""
        if self._others_may_pay_all():
            sure = (money for _, money, surely in self._goal if surely and self.part.pays(money) and money.amount)
            weights = tuple(Weight(money, Fraction(1)) for money in sure)
            return Bound(Fraction(sum(weight.slice.amount or 0 for weight in weights)), weights)
        found = solve(len(self._names), self._rows, {column: 1 for column, _, surely in self._goal if surely})
        return self._clash() if found.least is None else self._bound(found, 1)

    def _others_may_pay_all(self) -> bool:
        """Whether all that others than the source pay may be paid without it: then only what it pays itself is sure."""
        part = self.part
        return (
            not part.own
            and not any(can & C for can in part.can.values())
            and all(part.rest_is_free(use) or (part.pays(use) and part.network.may_any(use)) for use in part.explained)
            and not any(part.arrives_in_part(money) for _, money, _ in self._goal)
        )

    def most(self) -> Bound:
        """The most that the rules allow, where they allow anything."""
        goal = [column for column, _, _ in self._goal]
        found = maximum(len(self._names), self._rows, goal) or solve(len(self._names), self._rows, dict.fromkeys(goal, -1))
        return self._bound(found, -1) if found.bounded else Bound(None, free=self._free())

    def clashes(self) -> list[Clash]:
        """All that the rules do not allow, each part that hangs together; none where all can be paid."""
        return self._clashes() if solve(len(self._names), self._rows, {}).least is None else []

    def _bound(self, found: Solution, sign: int) -> Bound:
        """A bound as the sum of the amounts that bind it: exact, where the solver's figure is a float."""
        duals = ((slice, found.duals[row]) for row, slice in self._amounts.items())
        weights = [
            Weight(slice, sign * Fraction(dual).limit_denominator(FINEST)) for slice, dual in duals if not -TINY < dual < TINY
        ]
        rough = sign * Fraction(found.least or 0)
        exact = sum((w.weight * (w.slice.amount or 0) for w in weights), Fraction(0))
        near = abs(exact - rough) <= NEAR * (1 + abs(exact) / 10**9)
        return Bound(exact if near else rough, tuple(weights))

    def _free(self) -> tuple[Slice, ...]:
        """The unknown amounts that nothing limits: a direction in which the target receives ever more."""
        rows: list[Row] = [(terms, low if isinf(low) else 0, high if isinf(high) else 0) for terms, low, high in self._rows]
        rows += [([(column, 1)], -inf, 1) for column, _, _ in self._goal]
        found = solve(len(self._names), rows, {column: -1 for column, _, _ in self._goal})
        return tuple(dict.fromkeys(money for column, money, _ in self._goal if found.values[column] > 0.5))

    def _clash(self) -> Clash:
        """The smallest of what cannot be paid, and how many there are beside it."""
        found = self._clashes()
        return found[0]._replace(others=len(found) - 1)

    def _clashes(self) -> list[Clash]:
        """What cannot be paid, the smallest first.

        Each use may stay unpaid at a price; the dual values name the money that is short.
        """
        columns = len(self._names)
        rows: list[Row] = [(list(terms), low, high) for terms, low, high in self._rows]
        prices = {}
        for row in self._amounts:
            _, low, high = rows[row]
            if low == high:
                for sign in (1, -1):
                    rows[row] = ([*rows[row][0], (columns, sign)], low, high)
                    prices[columns] = 1
                    columns += 1
        duals = solve(columns, rows, prices).duals
        short = [slice for row, slice in self._amounts.items() if duals[row] > 0.5]
        money = [slice for row, slice in self._amounts.items() if duals[row] < -0.5]
        return self._apart(dict.fromkeys(short), dict.fromkeys(money))

    def _apart(self, uses: dict[Slice, None], money: dict[Slice, None]) -> list[Clash]:
        """What cannot be paid, in parts that hang together."""
        found: list[Clash] = []
        left = dict(uses)
        while left:
            together, waiting = dict.fromkeys([next(iter(left))]), [next(iter(left))]
            payers: dict[Slice, None] = {}
            while waiting:
                use = waiting.pop()
                left.pop(use, None)
                for slice in self.explained.get(use, ()):
                    if slice in money and slice not in payers:
                        payers[slice] = None
                        for other in self.part.network.named_uses(slice):
                            if other in uses and other not in together:
                                together[other] = None
                                waiting.append(other)
            found.append(Clash(tuple(together), tuple(payers)))
        # A part that is paid in full hangs on another one through an amount that is not known.
        short = [clash for clash in found if clash.short > 0] or [Clash(tuple(uses), tuple(money))]
        return sorted(short, key=lambda clash: (len(clash.uses) + len(clash.money), str(clash.uses)))
