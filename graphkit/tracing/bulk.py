"""Estimates over a whole network at once: every party, several sources, in sparse products; float64.

The pools are those of the exact estimate, closed: own money fills only what known inflows leave unpaid. Each
class of uses has one mixture. One product per hop carries the shares of all sources a step on, until what
is still unresolved is too small to matter: that is carried along as a column of its own, and bounds the error.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graphkit.tracing.network import Network
from graphkit.tracing.pools import Pools, terms
from graphkit.tracing.slices import Slice

Floats = npt.NDArray[np.float64]

#: Shares are carried on until less than this of any pound is unresolved.
UNRESOLVED = 1e-12
#: Products before a loop counts as one that hardly any money enters.
MOST_HOPS = 5000


class Estimates(NamedTuple):
    """What parties received of sources' money: ``pence[p, s]`` is float64, NaN where an open pool decides.

    ``error`` bounds how far any figure may be off, in pence, beside rounding of floats. ``again`` marks the
    parties whose own payments can come back to them: their figures count pounds each time that they arrive,
    where :meth:`graphkit.Network.trace` counts them once.
    """

    parties: list[str]
    sources: list[str]
    pence: Floats
    error: float
    again: npt.NDArray[np.bool_]


class Bulk:
    """A network as arrays, made once; questions are products."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.parties = sorted({party for flow in network.flows.values() for party in (flow.payer, flow.payee)})
        self.place = {party: at for at, party in enumerate(self.parties)}
        self._system: System | None = None
        self._before: dict[str, tuple[str, ...]] | None = None
        ends = [(self.place[f.payee], self.place[f.payer]) for f in network.flows.values() if f.payer != f.payee]
        pairs = np.array(ends, dtype=np.int32).reshape(-1, 2)
        order = np.argsort(pairs[:, 0], kind="stable")
        self._payers = pairs[order, 1]
        self._first = np.searchsorted(pairs[order, 0], np.arange(len(self.parties) + 1)).astype(np.int64)

    # ---- who stands upstream -------------------------------------------------------------------------

    def upstream(self, party: str, hops: int) -> dict[str, int]:
        """Parties upstream of one, each with the fewest hops."""
        if self._before is None:
            self._before = {payee: tuple({f.payer for f in flows} - {payee}) for payee, flows in self.network.received.items()}
        before = self._before
        far = {party: 0}
        here = [party]
        for hop in range(1, hops + 1):
            further: list[str] = []
            for payee in here:
                for payer in before.get(payee, ()):
                    if payer not in far:
                        far[payer] = hop
                        further.append(payer)
            if not further:
                break
            here = further
        del far[party]
        return far

    # ---- estimates -----------------------------------------------------------------------------------

    def estimates(self, sources: Sequence[str], own: bool = False) -> Estimates:
        """What every party received of each source's money."""
        if self._system is None:
            self._system = System(self.network, self.place)
        shares, unresolved = self._system.shares(sources, own)
        pence, error = self._system.received(sources, shares, unresolved)
        return Estimates(self.parties, list(sources), pence, error, self._again)

    @cached_property
    def _again(self) -> npt.NDArray[np.bool_]:
        """Parties from which money can come back to them."""
        number = len(self.parties)
        payees = np.repeat(np.arange(number), np.diff(self._first))
        # What a joint group receives, its members may spend.
        members = [
            (self.place[member], self.place[group])
            for group, found in self.network.groups.items()
            if group in self.place
            for member in found
            if member in self.place
        ]
        ends = np.concatenate([np.column_stack([payees, self._payers]), np.array(members, dtype=np.int64).reshape(-1, 2)])
        matrix = sparse.csr_array((np.ones(len(ends), np.int8), (ends[:, 0], ends[:, 1])), shape=(number, number))
        _, labels = sparse.csgraph.connected_components(matrix, connection="strong")
        again: npt.NDArray[np.bool_] = np.bincount(labels)[labels] > 1
        return again


class _Matrix:
    """A sparse matrix as it is put together."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.values: list[float] = []

    def add(self, row: int, column: int, value: float) -> None:
        self.rows.append(row)
        self.columns.append(column)
        self.values.append(value)

    def csr(self, height: int, width: int) -> sparse.csr_array:
        return sparse.csr_array((self.values, (self.rows, self.columns)), shape=(height, width), dtype=np.float64)


class System:
    """The mixtures of all classes of uses as one linear system.

    A class is paid from batches, a batch is mixed of the classes of its slices; what is paid by somebody who
    received nothing has no class, and is that payer's own.
    """

    def __init__(self, network: Network, place: dict[str, int]) -> None:
        self.network = network
        self.place = place
        self.classes = 0
        self.batches = 0
        self.of: dict[Slice, int] = {}
        self.paid_by: dict[str, list[int]] = {}
        self._own: list[float] = []
        self._open: list[int] = []
        self._sure: list[bool] = []
        uses = _Matrix()
        money: list[list[tuple[Slice, float]]] = []
        for payer in sorted(network.paid):
            if any(holding in network.received for holding in network.holdings(payer)):
                self._add(Pools(network, payer, closed=True, number=float), uses, money)
        mixed, plain = _Matrix(), _Matrix()
        for batch, slices in enumerate(money):
            for slice, weight in slices:
                self._put(mixed, plain, batch, slice, weight)
        to_batch = uses.csr(self.classes, self.batches)
        width = len(place)
        self._steps = sparse.csr_array(to_batch @ mixed.csr(self.batches, self.classes))
        self._plain = sparse.csc_array(to_batch @ plain.csr(self.batches, width))
        self.own = np.array(self._own)
        self.open = np.zeros(self.classes, bool)
        self.open[self._open] = True
        self.sure = np.array(self._sure, bool)
        feeding = np.zeros(self.classes, bool)
        feeding[self._steps.indices] = True
        self._feeding, self._last = np.flatnonzero(feeding), np.flatnonzero(~feeding)
        self._ends()

    def _put(self, mixed: _Matrix, plain: _Matrix, row: int, slice: Slice, value: float) -> None:
        if slice in self.of:
            mixed.add(row, self.of[slice], value)
        else:
            plain.add(row, self.place[slice.flow.payer], value)

    def _add(self, pools: Pools, uses: _Matrix, money: list[list[tuple[Slice, float]]]) -> None:
        """The classes and batches of one payer's pools."""
        network = self.network
        for pool in pools.all:
            first = self.batches
            batches = []
            if pool.open is None:
                for b in pool.batches:
                    whole = b.amount  # a sum over all its money: once
                    batches.append([(slice, slice.amount / whole) for slice in b.money if slice.amount])
            for at, slices in enumerate(pool.uses):
                row = self.classes
                self.classes += 1
                self.of.update(dict.fromkeys(slices, row))
                self.paid_by.setdefault(pools.payer, []).append(row)
                any_money = network.may_any(slices[0])
                self._sure.append(not any_money)
                self._own.append(0.0)
                if pool.open is None:
                    amount = sum(use.amount or 0 for use in slices)
                    for place, (batch, paid) in enumerate(zip(pool.batches, pool.paid, strict=True)):
                        if amount and (part := paid.get(at)):
                            uses.add(row, first + place, part / amount)
                            self._own[row] += part / amount * batch.own / batch.amount
                else:
                    feeders = pool.feeders(at)
                    decided = not any_money and len({terms(network, slice) for slice in feeders}) == 1
                    if not decided:
                        self._open.append(row)
                    if feeders:
                        # Of an open class it only counts whether anything can come: half of it, so that loops end.
                        uses.add(row, first + len(batches), 1.0 if decided else 0.5)
                        batches.append([(slice, 1 / len(feeders)) for slice in feeders])
            money += batches
            self.batches += len(batches)

    def _ends(self) -> None:
        """What arrives where: known amounts, and those of which a share is not a figure."""
        known, known_plain, vague, vague_plain = _Matrix(), _Matrix(), _Matrix(), _Matrix()
        for flow in self.network.flows.values():
            if flow.payer == flow.payee:
                continue
            for slice in self.network.slices(flow):
                if slice.amount is None:
                    self._put(vague, vague_plain, self.place[flow.payee], slice, 1.0)
                elif slice.amount:
                    self._put(known, known_plain, self.place[flow.payee], slice, float(slice.amount))
                for member in self.network.groups.get(flow.payee, ()):
                    if member in self.place and slice.amount != 0:
                        self._put(vague, vague_plain, self.place[member], slice, 1.0)
        width = len(self.place)
        self._known = known.csr(width, self.classes)
        self._known_plain = sparse.csc_array(known_plain.csr(width, width))
        # Hardly any party receives what is no figure: only the rows of those that do.
        self._vague_rows = np.unique(np.array(vague.rows, dtype=np.int64))
        self._vague = vague.csr(width, self.classes)[self._vague_rows]
        self._vague_plain = sparse.csc_array(vague_plain.csr(width, width))

    # ---- solving -------------------------------------------------------------------------------------

    def shares(self, sources: Sequence[str], own: bool) -> tuple[Floats, Floats]:
        """The share of each source in each class, and how much of each class is still unresolved."""
        number = len(sources)
        base = np.zeros((self.classes, number + 1))
        fixed: list[tuple[int, int, float]] = []
        for column, source in enumerate(sources):
            if source in self.place:
                rows_, values_ = _column(self._plain, self.place[source])
                base[rows_, column] = values_
            for at in self._groups(source):  # whose part of what they pay it is, is not decided
                base[_column(self._plain, at)[0], column] = np.nan
            for row in self.paid_by.get(source, ()):
                if own:
                    base[row, column] += np.nan if self.open[row] and not self.sure[row] else self.own[row]
                else:
                    fixed.append((row, column, 1.0))
            fixed += [
                (row, column, np.nan)
                for group in self.network.groups_of.get(source, ())
                for row in self.paid_by.get(group, ())
                if not (own and self.sure[row])
            ]
        rows, columns = (np.array([item[n] for item in fixed], dtype=np.int64) for n in (0, 1))
        values = np.array([value for _, _, value in fixed])
        shares = np.zeros((self.classes, number + 1))
        shares[:, number] = 1.0
        # First the classes that others are paid from, hop by hop; then, once, those that nobody is paid from.
        active = self._feeding
        for _ in range(MOST_HOPS):
            fresh = self._hop(active, shares, base, number)
            left = fresh[:, number] > UNRESOLVED
            shares[active] = fresh
            shares[rows, columns] = values
            if not left.any():
                break
            active = active[left]
        shares[self._last] = self._hop(self._last, shares, base, number)
        shares[rows, columns] = values
        unresolved = shares[:, number].copy()
        shares[unresolved > 0.5, :number] = np.nan  # a loop that no money enters, or hardly any
        unresolved[unresolved > 0.5] = 0.0
        return shares[:, :number], unresolved

    def _hop(self, rows: npt.NDArray[np.int64], shares: Floats, base: Floats, number: int) -> Floats:
        """The shares of some classes, one hop on: of an open one only none, all, or not a number."""
        fresh: Floats = self._steps[rows] @ shares + base[rows]
        opened = self.open[rows]
        if opened.any():
            part = fresh[opened, :number]
            only = (part > 0.5 - 1e-9) & self.sure[rows[opened], None]
            fresh[opened, :number] = np.where(part == 0, 0.0, np.where(only, 1.0, np.nan))
        return fresh

    def _groups(self, source: str) -> list[int]:
        """The joint groups that a source belongs to, by place."""
        return [self.place[group] for group in self.network.groups_of.get(source, ()) if group in self.place]

    def received(self, sources: Sequence[str], shares: Floats, unresolved: Floats) -> tuple[Floats, float]:
        """Pence that parties received of each source, and how far that may be off."""
        pence = self._known @ shares
        if len(self._vague_rows):
            part = pence[self._vague_rows]
            part[self._vague @ shares != 0] = np.nan
            pence[self._vague_rows] = part
        for column, source in enumerate(sources):
            if source in self.place:
                rows, values = _column(self._known_plain, self.place[source])
                pence[rows, column] += values
                pence[_column(self._vague_plain, self.place[source])[0], column] = np.nan
            for group in self._groups(source):
                for matrix in (self._known_plain, self._vague_plain):
                    pence[_column(matrix, group)[0], column] = np.nan
        error = float((self._known @ unresolved).max(initial=0.0))
        return pence, error


def _column(matrix: sparse.csc_array, at: int) -> tuple[npt.NDArray[np.int32], Floats]:
    """Where one column of a sparse matrix is not 0, and what stands there."""
    first, last = matrix.indptr[at], matrix.indptr[at + 1]
    return matrix.indices[first:last], matrix.data[first:last]
