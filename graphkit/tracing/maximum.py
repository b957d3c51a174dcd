"""A large programme that is a flow through a network: its most as a maximum flow, exactly and fast.

So it is wherever own money may pay for every flow that others pay. Rows are nodes, variables arcs, amounts
capacities. scipy's maximum flow reckons in 32 bits (Dinic 1970): the leading bits of all capacities first, then
of what is left, of which no more than a cut can still flow. A cut of the same sum proves the result.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import inf
from typing import Any

from graphkit.tracing.simplex import SMALL, Row, Solution

SOURCE, TARGET = 0, 1


def maximum(columns: int, rows: Sequence[Row], goal: Collection[int]) -> Solution | None:
    """The most of a sum of columns; None where the rows are no network, or few.

    ``least`` of the solution is the negative of the most, ``duals`` are -1 for the rows of a least cut.
    """
    if len(rows) <= SMALL:
        return None
    import numpy as np
    from scipy import sparse

    limit: list[int | None] = [None] * columns
    limited = [-1] * columns
    tail = np.full(columns, -1)
    head = np.full(columns, -1)
    nodes = 2
    for at, (terms, low, high) in enumerate(rows):
        if len(terms) == 1 and high != inf:
            column, value = terms[0]
            known = limit[column]
            if value != 1:
                return None
            if known is None or high < known:
                limit[column], limited[column] = int(high), at
            continue
        if (low, high) not in ((0, inf), (-inf, 0), (0, 0)):
            return None
        inward = 1 if high == inf else -1  # the sign of what comes in: no more goes out than that
        for column, value in terms:
            side = head if value == inward else tail
            if side[column] >= 0 or abs(value) != 1:
                return None
            side[column] = nodes
        nodes += 1
    tail[tail < 0] = SOURCE
    for column in goal:
        if head[column] >= 0:
            return None
        head[column] = TARGET
    used = np.flatnonzero(head >= 0)
    if any(limit[column] is None for column in used[tail[used] == SOURCE].tolist()):
        return None
    most = sum(limit[column] or 0 for column in used[tail[used] == SOURCE].tolist())
    if most >= 2**62:
        return None
    amounts = np.array([most if (found := limit[column]) is None else min(found, most) for column in used.tolist()], np.int64)
    arcs = sparse.csr_array((amounts, (tail[used], head[used])), shape=(nodes, nodes))
    value, side = _flow(arcs, most)
    cut = used[side[tail[used]] & ~side[head[used]]].tolist()
    if any(limited[column] < 0 for column in cut) or sum(limit[column] or 0 for column in cut) != value:
        return None
    duals = [0] * len(rows)
    for column in cut:
        duals[limited[column]] = -1
    return Solution(Fraction(-value), True, duals, ())


def _flow(arcs: Any, most: int) -> tuple[int, Any]:
    """The maximum flow, and for each node whether it lies on the source's side of a least cut."""
    import numpy as np
    from scipy.sparse.csgraph import maximum_flow

    left, value = arcs, 0
    while True:
        part = left.copy()
        part.data = np.minimum(part.data, most)
        shift = max(0, int(part.data.max(initial=0)).bit_length() - 30)
        part.data >>= shift
        part = part.astype(np.int32)
        part.eliminate_zeros()
        found = maximum_flow(part, SOURCE, TARGET)
        value += int(found.flow_value) << shift
        moved = found.flow.astype(np.int64)
        moved.data <<= shift
        left = (left - moved).tocsr()
        left.eliminate_zeros()
        if not shift:
            return value, _reached(left)
        part = (part - found.flow).tocsr()
        part.eliminate_zeros()
        side, pairs = _reached(part), left.tocoo()
        most = int(pairs.data[side[pairs.row] & ~side[pairs.col]].sum())


def _reached(arcs: Any) -> Any:
    import numpy as np
    from scipy.sparse.csgraph import breadth_first_order

    side = np.zeros(arcs.shape[0], bool)
    side[breadth_first_order(arcs, SOURCE, return_predecessors=False)] = True
    return side
