"""The flows of a store as plain values to trace: all of a scope, or what a question may depend on."""

import json
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from graphkit.desk import Desk
from graphkit.disputes import disputes
from graphkit.model import SHARING
from graphkit.moves import Loaded, later, settled
from graphkit.tracing.flow import INFERRED, Flow

#: Below this number of facts a store is read whole: that is quicker than to look for what is needed.
FEW = 20_000
#: Parameters of one SQL statement.
CHUNK = 500
#: A budget that is set aside for something pays for what names it, as restricted money does.
SET_ASIDE = (
    "fact.object IS NULL AND coalesce(json_extract(fact.body, '$.values.programme'), json_extract(fact.body, '$.values.purpose'))"
    " IS NOT NULL"
)
#: Whether a fact says what pays for it, and whether it pays only for what names it: the two of ``INFERRED``.
TIES = f"fact.named, fact.restricted OR {SET_ASIDE}"


def load(
    desk: Desk, sources: Collection[str] = (), targets: Collection[str] = (), closed: bool = False, around: Collection[str] = ()
) -> Loaded:
    """What moves money in the scope of a desk; its year is left aside, since money may come from other years.

    With sources and targets, of a large store only what a question about them may depend on; with ``around``, what begins
    or ends with one of these parties, and what tells that again. A flow that is told again
    later in scope is left out: the later one stands for it, also where the earlier is named as paying.
    """
    reader = _Reader(desk)
    if small(desk) or not (targets or around):
        return reader.loaded(reader.all())
    if around:
        return reader.loaded(reader.around(around))
    return reader.loaded(reader.between(sources, targets, closed))


def small(desk: Desk) -> bool:
    """Whether a store is small enough to be read whole."""
    (number,) = desk.db.execute("SELECT count(*) FROM (SELECT 1 FROM fact LIMIT ?)", (FEW + 1,)).fetchone()
    return bool(number <= FEW)


class _Reader:
    """Reads rows of money in a scope."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        scope = desk.scope._replace(year=None)
        more, self._also = scope.where()
        signed, day = scope.signed_in_sql()
        kinds = "SELECT name FROM relation WHERE carries = 'money' AND subject IS NOT NULL"
        self._in_scope = f"fact.relation IN ({kinds}){more}"
        self._in_time, self._until = signed, day
        self._query = (
            "SELECT fact.id, fact.subject, coalesce(fact.object, fact.subject), fact.pence, fact.first_day, fact.last_day,"
            f" {TIES}, json_extract(fact.body, '$.values.carry_forward'),"
            " fact.stated, fact.stage, fact.amount_kind, fact.body -> '$.values.condition',"
            " decision.reference, decision.signed_by_day, decision.date_signed"
            f" FROM fact JOIN decision ON decision.id = fact.decision WHERE {self._in_scope}"
        )

    # ---- which rows ----------------------------------------------------------------------------------

    def all(self) -> Iterator[tuple[Any, ...]]:
        """Every row of the scope."""
        return self.desk.db.execute(self._query, self._also)

    def between(self, sources: Collection[str], targets: Collection[str], closed: bool) -> Iterator[tuple[Any, ...]]:
        """Rows that a question may depend on: what the payers between source and target receive and pay.

        Beside it what ties to these through an amount that is not known. What a payer pays without saying
        from what, and to nobody in between, may come from its own money: it matters only if pools are closed.
        """
        above = self._reached(targets, "object", "subject", None)
        between = self._reached(sources, "subject", "object", above | set(targets))
        core = self._with_groups(above & between | set(sources))
        wanted = self._with_groups(core | set(targets))
        found: dict[str, tuple[Any, ...]] = {}
        done: set[str] = set()
        while fresh := core - done:
            done |= fresh
            tied: set[str] = set()
            inward = self._rows("fact.object IN", fresh)
            outward = self._rows("fact.subject IN", fresh)
            for row in (*inward, *outward):
                id, payer, payee, pence, named = row[0], row[1], row[2], row[3], row[6]
                if closed or named or payee in wanted or payee == payer:
                    found[id] = row
                    if pence is None:
                        tied |= {payer, payee}
            core |= self._with_groups(tied)
        return self._with_later(found)

    def around(self, parties: Collection[str]) -> Iterator[tuple[Any, ...]]:
        """Rows that begin or end with one of these parties, and later tellings of them, wherever these begin and end."""
        return self._with_later({row[0]: row for end in ("subject", "object") for row in self._rows(f"fact.{end} IN", parties)})

    def _with_later(self, found: dict[str, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Rows, and the later tellings of them, by id: these may have another payee."""
        seen: set[str] = set()
        fresh = set(found)
        while fresh:
            seen |= fresh
            again = self._of("SELECT fact, other FROM reference WHERE field = 'restates' AND other IN", fresh)
            fresh = {id for id, _ in again} - seen
            found |= {row[0]: row for row in self._rows("fact.id IN", fresh)}
        return iter([found[id] for id in sorted(found)])

    def _rows(self, condition: str, parties: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        for chunk in _chunks(sorted(parties)):
            yield from self.desk.db.execute(f"{self._query} AND {condition} ({_marks(chunk)})", [*self._also, *chunk])

    def _reached(self, starts: Collection[str], here: str, there: str, within: set[str] | None) -> set[str]:
        """Parties to which flows lead from some, in one direction."""
        found = self._with_groups(starts)
        fresh = set(found)
        while fresh:
            further: set[str] = set()
            for chunk in _chunks(sorted(fresh)):
                rows = self.desk.db.execute(
                    f"SELECT DISTINCT {there} FROM fact WHERE {here} IN ({_marks(chunk)}) AND {there} IS NOT NULL"
                    f" AND {self._in_scope}{self._in_time}",
                    [*chunk, *self._also, *self._until],
                )
                further |= {party for (party,) in rows}
            fresh = {party for party in self._with_groups(further) if within is None or party in within} - found
            found |= fresh
        return found

    def _with_groups(self, parties: Collection[str]) -> set[str]:
        """Parties, the joint groups that they belong to, and the members of such groups."""
        found = set(parties)
        for chunk in _chunks(sorted(parties)):
            marks = _marks(chunk)
            rows = self.desk.db.execute(
                f"SELECT party, member FROM member JOIN organisation ON id = party WHERE kind IN {SHARING}"
                f" AND (member IN ({marks}) OR party IN ({marks}))",
                [*chunk, *chunk],
            )
            found |= {party for row in rows for party in row}
        return found

    # ---- rows as flows -------------------------------------------------------------------------------

    def loaded(self, rows: Iterator[tuple[Any, ...]]) -> Loaded:
        """Flows of rows: schedules and what pays for them added, earlier tellings and other dates left out."""
        unused = frozenset(id for dispute in disputes(self.desk) for id in dispute.facts if id != dispute.used)
        kept: dict[str, tuple[Any, ...]] = {}
        for row in rows:
            if row[0] not in unused and self.desk.counts(row[13], row[15], row[14]):
                kept[row[0]] = row
        schedules: dict[str, dict[str, int]] = {}
        for id, year, pence in self._of("SELECT fact, year, pence FROM schedule WHERE fact IN", kept):
            schedules.setdefault(id, {})[year] = pence
        named: dict[str, list[str]] = {}
        for id, other in self._references("funded_from", kept):
            named.setdefault(id, []).append(other)
        said = {id: ties for id, *ties in self._of(f"SELECT fact.id, {TIES} FROM said AS fact WHERE fact.id IN", kept)}
        told = {}
        for id, row in kept.items():
            _, payer, payee, pence, first, last, is_named, restricted, carry, stated, stage, kind, condition, reference = row[:14]
            schedule = schedules.get(id, {})
            ties = zip(INFERRED, (is_named, restricted), said.get(id, (True, True)), strict=True)
            told[id] = Flow(
                id, payer, payee, sum(schedule.values()) if schedule else pence, schedule, first, last,
                tuple(named.get(id, ())) if is_named else None,
                bool(restricted), bool(carry), bool(stated), stage, kind, condition and json.loads(condition), reference,
                tuple(name for name, here, without in ties if here and not without),
            )  # fmt: skip
        flows, lacking = settled(told, later(kept, partial(self._references, "restates")))
        parties = {party for flow in flows for party in (flow.payer, flow.payee)}
        groups: dict[str, tuple[str, ...]] = {}
        for chunk in _chunks(sorted(parties)):
            for group, member in self.desk.db.execute(
                f"SELECT party, member FROM member JOIN organisation ON id = party WHERE kind IN {SHARING}"
                f" AND party IN ({_marks(chunk)}) ORDER BY 1, 2",
                chunk,
            ):
                groups[group] = (*groups.get(group, ()), member)
        return Loaded(flows, groups, lacking, unused)

    def _references(self, field: str, ids: Collection[str]) -> Iterator[tuple[Any, ...]]:
        return self._of(f"SELECT fact, other FROM reference WHERE field = '{field}' AND fact IN", ids)

    def _of(self, query: str, ids: Collection[str]) -> Iterator[tuple[Any, ...]]:
        for chunk in _chunks(sorted(ids)):
            yield from self.desk.db.execute(f"{query} ({_marks(chunk)}) ORDER BY 1, 2", chunk)


def _chunks(items: list[str]) -> Iterator[list[str]]:
    return (items[at : at + CHUNK] for at in range(0, len(items), CHUNK))


def _marks(items: Collection[str]) -> str:
    return ", ".join("?" * len(items))
