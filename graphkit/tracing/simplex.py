"""Linear programmes, solved: small ones here and exactly, large ones by HiGHS in floats.

Least of a sum, over rows ``low ≤ Σ value · x ≤ high`` and x ≥ 0. A small programme needs no library to be
loaded, and its answer is exact: the simplex method in whole numbers and fractions (Dantzig 1951; Bland's
rule, 1977, where it threatens to go round in circles).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

Term = tuple[int, float]
Row = tuple[Sequence[Term], float, float]

#: A programme of more rows goes to HiGHS.
SMALL = 120
#: Sides are scaled to at most this: HiGHS's tolerances are made for numbers near 1.
LARGEST_SIDE = 1e4
#: After so many steps of the simplex method HiGHS takes an interior point method, which ends in a corner as well.
PATIENCE = 6_000


class Solution(NamedTuple):
    """What came out: ``least`` is None where nothing is allowed; ``bounded`` whether anything limits it.

    ``duals`` has a number for each row: by how much the least grows with the row's side.
    """

    least: Fraction | float | None
    bounded: bool
    duals: Sequence[Fraction | float]
    values: Sequence[Fraction | float]


def solve(columns: int, rows: Sequence[Row], costs: Mapping[int, int]) -> Solution:
    """The least of Σ cost · x under the rows; a row has one side, or two that are equal.

    >>> solution = solve(2, [([(0, 1), (1, 1)], 10, 10), ([(1, 1)], -inf, 4)], {0: 1})
    >>> int(solution.least), [int(dual) for dual in solution.duals]
    (6, [1, -1])
    """
    return _Tableau(columns, rows).solve(costs) if len(rows) <= SMALL else _highs(columns, rows, costs)


class _Tableau:
    """A simplex tableau in sparse rows of whole numbers and fractions."""

    def __init__(self, columns: int, rows: Sequence[Row]) -> None:
        self.columns = columns
        self.number = len(rows)
        self.rows: list[dict[int, Any]] = []
        self.sides: list[Any] = []
        self.basis: list[int] = []
        self.signs: list[int] = []
        self.artificial: set[int] = set()
        for at, (terms, low, high) in enumerate(rows):
            sign = -1 if high == inf else 1
            row: dict[int, Any] = {}
            for column, value in terms:
                row[column] = row.get(column, 0) + int(value) * sign
            side = low if high == inf else high
            if side * sign < 0:  # all sides of the programmes here are amounts, or 0 where they bound from below
                raise ValueError("a row whose right side is negative")
            extra = columns + at
            row[extra] = 1
            if low == high:
                self.artificial.add(extra)
            self.rows.append({column: value for column, value in row.items() if value})
            self.sides.append(int(side) * sign)
            self.basis.append(extra)
            self.signs.append(sign)

    def solve(self, costs: Mapping[int, int]) -> Solution:
        first = self._reduced(dict.fromkeys(self.artificial, 1))
        self._run(first, frozenset())
        if -first[-1]:
            return Solution(None, True, self._duals(first, 1), ())
        self._drive_out()
        second = self._reduced(costs)
        bounded = self._run(second, self.artificial)
        values: list[Any] = [0] * self.columns
        for column, side in zip(self.basis, self.sides, strict=True):
            if column < self.columns:
                values[column] = side
        return Solution(Fraction(-second[-1]), bounded, self._duals(second, 0), values)

    def _reduced(self, costs: Mapping[int, int]) -> dict[int, Any]:
        """Reduced costs by column, and the negative of the sum under -1."""
        line: dict[int, Any] = {column: value for column, value in costs.items() if value}
        line[-1] = 0
        for column, row, side in zip(self.basis, self.rows, self.sides, strict=True):
            if factor := costs.get(column, 0):
                for other, value in row.items():
                    line[other] = line.get(other, 0) - factor * value
                line[-1] -= factor * side
        return line

    def _run(self, line: dict[int, Any], barred: frozenset[int] | set[int]) -> bool:
        """Pivot until no step makes the sum less; False where it can be less without end."""
        patience = 4 * (self.number + self.columns)
        while True:
            falling = [column for column, value in line.items() if value < 0 and column >= 0 and column not in barred]
            if not falling:
                return True
            patience -= 1
            enter = min(falling, key=lambda column: (line[column], column)) if patience > 0 else min(falling)
            at, best = -1, None
            for place, row in enumerate(self.rows):
                if (value := row.get(enter, 0)) > 0:
                    ratio = Fraction(self.sides[place]) / value
                    if best is None or ratio < best or (ratio == best and self.basis[place] < self.basis[at]):
                        at, best = place, ratio
            if best is None:
                return False
            self._pivot(at, enter, line)

    def _pivot(self, at: int, enter: int, line: dict[int, Any] | None) -> None:
        row, side = self.rows[at], self.sides[at]
        lead = row[enter]
        if lead == -1:
            row, side = {column: -value for column, value in row.items()}, -side
        elif lead != 1:
            row, side = {column: _ratio(value, lead) for column, value in row.items()}, _ratio(side, lead)
        self.rows[at], self.sides[at], self.basis[at] = row, side, enter
        for place, other in enumerate(self.rows):
            if place != at and (factor := other.get(enter)):
                _subtract(other, row, factor)
                self.sides[place] -= factor * side
        if line is not None and (factor := line.get(enter)):
            _subtract(line, row, factor)
            line[-1] = line.get(-1, 0) - factor * side

    def _drive_out(self) -> None:
        """Artificial columns that stayed in the basis at 0 leave it where something else can take their place."""
        for at, column in enumerate(self.basis):
            if column in self.artificial:
                enter = next((other for other in sorted(self.rows[at]) if other not in self.artificial), None)
                if enter is not None:
                    self._pivot(at, enter, None)

    def _duals(self, line: dict[int, Any], cost: int) -> list[Any]:
        """Of each row: what its own extra column would cost more."""
        return [
            sign * ((cost if self.columns + at in self.artificial else 0) - line.get(self.columns + at, 0))
            for at, sign in enumerate(self.signs)
        ]


def _ratio(value: Any, by: Any) -> Any:
    found = Fraction(value) / by
    return found.numerator if found.denominator == 1 else found


def _subtract(row: dict[int, Any], other: dict[int, Any], factor: Any) -> None:
    for column, value in other.items():
        left = row.get(column, 0) - factor * value
        if left:
            row[column] = left if type(left) is int or left.denominator != 1 else left.numerator
        else:
            row.pop(column, None)


def _highs(columns: int, rows: Sequence[Row], costs: Mapping[int, int]) -> Solution:
    import highspy
    import numpy as np

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(rows)
    cost = np.zeros(columns)
    cost[list(costs)] = list(costs.values())
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(columns), np.full(columns, np.inf)
    low, high = (np.array([row[side] for row in rows], dtype=float) for side in (1, 2))
    unit = max(1.0, *(float(np.abs(side[np.isfinite(side)]).max(initial=0.0)) / LARGEST_SIDE for side in (low, high)))
    model.row_lower_, model.row_upper_ = low / unit, high / unit
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lengths = np.fromiter((len(terms) for terms, _, _ in rows), dtype=np.int32, count=len(rows))
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    model.a_matrix_.index_ = np.fromiter((column for terms, _, _ in rows for column, _ in terms), dtype=np.int32)
    model.a_matrix_.value_ = np.fromiter((value for terms, _, _ in rows for _, value in terms), dtype=float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for option, value in (("threads", 1), ("primal_feasibility_tolerance", 1e-9), ("dual_feasibility_tolerance", 1e-9)):
        solver.setOptionValue(option, value)
    solver.passModel(model)
    solver.setOptionValue("simplex_iteration_limit", PATIENCE)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kIterationLimit:
        # Where many ways are as good as each other the simplex method goes a long way round.
        solver.clearSolver()
        solver.setOptionValue("simplex_iteration_limit", 2**31 - 1)
        solver.setOptionValue("ipm_iteration_limit", 200)
        solver.setOptionValue("solver", "ipm")
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            solver.clearSolver()
            solver.setOptionValue("solver", "simplex")
            solver.run()
    status, found = solver.getModelStatus(), solver.getSolution()
    if status == highspy.HighsModelStatus.kOptimal:
        values = np.array(found.col_value) * unit
        return Solution(solver.getInfo().objective_function_value * unit, True, list(found.row_dual), values.tolist())
    if status == highspy.HighsModelStatus.kInfeasible:
        return Solution(None, True, (), ())
    # Unbounded, or either: whether anything is allowed at all is asked without a sum.
    if costs and solve(columns, rows, {}).least is not None:
        return Solution(-inf, False, (), ())
    return Solution(None, True, (), ())
