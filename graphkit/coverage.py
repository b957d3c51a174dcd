"""How much of the money has a known way, hop by hop, and which decisions would tell more if they were here.

All is worked out from whole amounts and from ``funded_from`` alone, pool by pool, so that it can be done again
by hand: :mod:`graphkit.named` says how. The figures are lower bounds: so much is surely known.
"""

import json
from collections.abc import Iterable
from decimal import Decimal

from graphkit.absent import absent
from graphkit.desk import Answer, Desk
from graphkit.errors import UsageError
from graphkit.flows import load
from graphkit.money import pounds
from graphkit.named import Named, Pool
from graphkit.scope import Scope
from graphkit.store import Store


def coverage(store: Store, name: str | None = None, scope: Scope | None = None) -> Answer:
    """For each party that pays or receives, how much of the money has a known upstream and a known downstream.

    Returns ``{"organisation", "organisations", "upstream", "downstream", "absent_decisions", "left_out", ...}``; of
    one party, if it is named, and of the joint groups it belongs to. A row of ``organisations`` holds:

    - ``paid_out``, the sum of what the party pays others, and ``known_upstream``, how much of it surely came from
      flows that it received, because what it pays names them (through budgets or not). Own money is no upstream.
    - ``received``, the sum of what it received, and ``known_downstream``, how much of it was surely used by flows
      that name it.
    - of both: ``..._share``, the known part of the sum to four places, rounded down; ``..._gap``, the rest of the
      sum; ``..._unknown_count``, how many flows have no stated amount and so are in no sum.

    The largest gaps come first. Each flow counts once, as it was told last, whatever its stage: these sums measure
    what is known and are no totals. ``upstream`` and ``downstream`` (of a party that is named) do the sums pool by
    pool: ``known`` is ``take_this_alone`` and what ``take_other_too`` is beyond ``other_holds``, at most ``holds``.
    ``absent_decisions`` is told by :func:`graphkit.absent.absent`.

    >>> import graphkit
    >>> with graphkit.open() as graph:
    ...     [row] = coverage(graph.store, "MOPAC", Scope(decision="PCD 1514"))["organisations"]
    >>> str(row["paid_out"]), str(row["known_upstream"]), str(row["downstream_share"])
    ('1073000.00', '300000.00', '1.0000')
    """
    asked = (scope or Scope()).checked()
    if asked.year or asked.stage:
        raise UsageError("coverage of a part of the money", "leave year and stage out: a way leads through several")
    desk = Desk(store, asked)
    party = desk.resolve(name) if name is not None else None
    loaded = load(desk)
    book = Ways(Named(loaded.flows, loaded.lacking))
    parties = [party["id"], *desk.groups(party["id"])] if party else sorted(book.paid.keys() | book.received.keys())
    rows = [book.row(desk, id) for id in parties if id in book.paid or id in book.received]
    rows.sort(key=lambda row: (-max(row["upstream_gap"] or 0, row["downstream_gap"] or 0), row["organisation"]["name"]))
    answer: Answer = {"organisation": party, "organisations": rows, "upstream": None, "downstream": None}
    if party:
        answer |= {"upstream": book.upstream(desk, party["id"]), "downstream": book.downstream(desk, party["id"])}
    answer["absent_decisions"] = absent(desk, book.named, parties if party else None)
    return answer | desk.left()


class Ways:
    """Flows by who pays and who receives, and the pools of each."""

    def __init__(self, named: Named) -> None:
        self.named = named
        self.paid: dict[str, list[str]] = {}
        self.received: dict[str, list[str]] = {}
        for flow in named.flows.values():
            if flow.payer != flow.payee:
                self.paid.setdefault(flow.payer, []).append(flow.id)
                self.received.setdefault(flow.payee, []).append(flow.id)

    def _pools_above(self, party: str) -> list[Pool]:
        """What a party pays, by the money that it names; asked about: all that was received."""
        flows = self.paid.get(party, [])
        asked = {id for flow in flows for id in self.named.money(self.named.flows[flow]) if self.named.received(id)}
        return self.named.pools(flows, asked)

    def _pools_below(self, party: str) -> list[Pool]:
        """What names the money that a party received; asked about: what of it has a stated amount."""
        received = self.received.get(party, [])
        asked = {id for id in received if self.named.flows[id].amount is not None}
        return self.named.pools(self.named.naming(received), asked)

    def row(self, desk: Desk, party: str) -> Answer:
        """The sums of one party."""
        row: Answer = {"organisation": desk.party(party)}
        for total, way, ids, pools in (
            ("paid_out", "upstream", self.paid.get(party, ()), self._pools_above(party)),
            ("received", "downstream", self.received.get(party, ()), self._pools_below(party)),
        ):
            stated = [pence for id in ids if (pence := self.named.flows[id].amount) is not None]
            known = sum(pool.known for pool in pools)
            row |= {
                total: pounds(sum(stated)) if stated else None,
                f"{total}_unknown_count": len(ids) - len(stated),
                f"known_{way}": pounds(known) if stated else None,
                f"{way}_share": Decimal(known * 10_000 // sum(stated)).scaleb(-4) if sum(stated) else None,
                f"{way}_gap": pounds(sum(stated) - known) if stated else None,
            }
        return row

    def upstream(self, desk: Desk, party: str) -> Answer:
        """What a party pays out: the pools, and the flows that do not say what pays for them."""
        pools = self._pools_above(party)
        return self._shown(desk, pools, set(self.paid.get(party, ())) - {flow.id for pool in pools for flow in pool.flows})

    def downstream(self, desk: Desk, party: str) -> Answer:
        """What a party received: the pools of what names it, and the flows that no other names."""
        rest = {id for id in self.received.get(party, ()) if not self.named.naming([id])}
        return self._shown(desk, self._pools_below(party), rest)

    def _shown(self, desk: Desk, pools: list[Pool], rest: set[str]) -> Answer:
        return {
            "pools": [
                {
                    "flows": self._flows(desk, [flow.id for flow in pool.flows]),
                    "money": self._flows(desk, pool.asked),
                    "other_money": self._flows(desk, pool.others),
                    "unknown_count": sum(flow.amount is None for flow in pool.flows),
                    "take_this_alone": pounds(pool.whole),
                    "take_other_too": pounds(pool.mixed),
                    "other_holds": pounds(pool.other),
                    "take_unknown_too": pounds(pool.open),
                    "holds": None if pool.holds is None else pounds(pool.holds),
                    "known": pounds(pool.known),
                }
                for pool in pools
            ],
            "not_named": self._flows(desk, sorted(rest)),
        }

    def _flows(self, desk: Desk, ids: Iterable[str]) -> list[Answer]:
        """Flows and budgets with their evidence; own money outside budgets is only named."""
        facts = {fact["id"]: fact for fact in desk.facts("fact.id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])}
        return [{"flow": id} | (self._evidence(facts[id]) if id in facts else {}) for id in ids]

    def _evidence(self, fact: Answer) -> Answer:
        pence = self.named.flows[fact["id"]].amount
        kept = {key: fact[key] for key in ("inferred", "decision", "url", "locators") if key in fact}
        return {"amount": None if pence is None else pounds(pence)} | kept
