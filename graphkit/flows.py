"""The flows of a store as plain values to trace: all of a scope, or what a question may depend on."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from graphkit.desk import Desk
from graphkit.disputes import disputes
from graphkit.money import OWN
from graphkit.tracing.flow import Flow
from graphkit.tracing.network import Network

#: Below this number of facts a store is read whole: that is quicker than to look for what is needed.
FEW = 20_000
#: Parameters of one SQL statement.
CHUNK = 500
#: A budget that is set aside for something pays for what names it, as restricted money does.
SET_ASIDE = (
    "fact.object IS NULL AND coalesce(json_extract(fact.body, '$.values.programme'), json_extract(fact.body, '$.values.purpose'))"
    " IS NOT NULL"
)


class Loaded(NamedTuple):
    """Flows and budgets (as flows to oneself), the members of joint groups, and the flows whose funding is left out in part.

    ``unused``: facts in whose place another one that excludes them is used; they are not among the flows.
    """

    flows: list[Flow]
    groups: dict[str, tuple[str, ...]]
    lacking: frozenset[str]
    unused: frozenset[str] = frozenset()

    @property
    def network(self) -> Network:
        """The network of these flows."""
        return Network(self.flows, self.groups, self.lacking)


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
            f" fact.named, fact.restricted OR {SET_ASIDE}, json_extract(fact.body, '$.values.carry_forward'),"
            " fact.stated, fact.stage, fact.amount_kind, json_extract(fact.body, '$.values.condition'),"
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
        return iter([found[id] for id in sorted(found)])

    def around(self, parties: Collection[str]) -> Iterator[tuple[Any, ...]]:
        """Rows that begin or end with one of these parties, and later tellings of them, wherever these begin and end."""
        found = {row[0]: row for end in ("subject", "object") for row in self._rows(f"fact.{end} IN", parties)}
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
                "SELECT party, member FROM member JOIN organisation ON id = party WHERE kind = 'joint group'"
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
        later = self._later(kept)
        schedules: dict[str, dict[str, int]] = {}
        for id, year, pence in self._of("SELECT fact, year, pence FROM schedule WHERE fact IN", kept):
            schedules.setdefault(id, {})[year] = pence
        named: dict[str, set[str]] = {}
        for id, other in self._references("funded_from", kept):
            named.setdefault(id, set()).add(_last(other, later))
        lacking = frozenset(id for id, others in named.items() if any(other != OWN and other not in kept for other in others))
        flows = []
        for id, row in kept.items():
            if id in later:
                continue
            _, payer, payee, pence, first, last, is_named, restricted, carry, stated, stage, kind, condition, reference = row[:14]
            schedule = schedules.get(id, {})
            flows.append(
                Flow(
                    id, payer, payee, sum(schedule.values()) if schedule else pence, schedule, first, last,
                    tuple(sorted(o for o in named.get(id, ()) if o == OWN or o in kept)) if is_named else None,
                    bool(restricted), bool(carry), bool(stated), stage, kind, condition, reference,
                )
            )  # fmt: skip
        parties = {party for flow in flows for party in (flow.payer, flow.payee)}
        groups: dict[str, tuple[str, ...]] = {}
        for chunk in _chunks(sorted(parties)):
            for group, member in self.desk.db.execute(
                "SELECT party, member FROM member JOIN organisation ON id = party WHERE kind = 'joint group'"
                f" AND party IN ({_marks(chunk)}) ORDER BY 1, 2",
                chunk,
            ):
                groups[group] = (*groups.get(group, ()), member)
        return Loaded(flows, groups, lacking - later.keys(), unused)

    def _later(self, kept: Collection[str]) -> dict[str, str]:
        """Flows that another one tells again, each with that one; tellings in between may lie outside the scope."""
        later: dict[str, str] = {}
        pairs = list(self._references("restates", kept))
        while pairs:
            further: dict[str, str] = {}
            for id, other in pairs:
                if other not in later:
                    later[other] = id
                    if other not in kept:
                        further[other] = id
            pairs = [(further[between], other) for between, other in self._references("restates", further)]
        return later

    def _references(self, field: str, ids: Collection[str]) -> Iterator[tuple[Any, ...]]:
        return self._of(f"SELECT fact, other FROM reference WHERE field = '{field}' AND fact IN", ids)

    def _of(self, query: str, ids: Collection[str]) -> Iterator[tuple[Any, ...]]:
        for chunk in _chunks(sorted(ids)):
            yield from self.desk.db.execute(f"{query} ({_marks(chunk)}) ORDER BY 1, 2", chunk)


def _last(id: str, later: dict[str, str]) -> str:
    """The telling of a flow that stands for it."""
    while id in later:
        id = later[id]
    return id


def _chunks(items: list[str]) -> Iterator[list[str]]:
    return (items[at : at + CHUNK] for at in range(0, len(items), CHUNK))


def _marks(items: Collection[str]) -> str:
    return ", ".join("?" * len(items))
