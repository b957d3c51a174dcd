"""What an answer knows of an amount that is not stated: what is sure to come this way, and what limits it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from graphkit.money import words

Answer = Mapping[str, Any]
ZERO = Decimal(0)


class Caps:
    """The bounds of each flow of an answer of ``trace`` that was asked with ``explain``."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.payer: dict[str, str] = {}  # of each flow, as far as its pool is told
        self._paid: dict[str, list[Answer]] = {}
        self._slices: dict[str, Answer] = {}
        for pool in answer["method"]["pools"] if answer["method"] else ():
            for row in pool["paid"]:
                self.payer.setdefault(row["flow"], pool["id"])
                self._paid.setdefault(row["flow"], []).append(row)
            for row in pool["received"]:
                self._slices[f"{row['flow']} {row['year'] or ''}".strip()] = row
        sources = answer["source"] if isinstance(answer["source"], list) else [answer["source"]]
        self._sources = {party["id"] for party in sources}
        self._firsts = {path["hops"][0]["flow"] for path in answer["paths"]}  # also what a source pays with others
        lasts = {path["hops"][-1]["flow"] for path in answer["paths"]}
        # What is said of paths that are not shown says that there may be another last step.
        whole = not any("paths" in caveat for caveat in answer["caveats"])
        self._only = lasts.pop() if len(lasts) == 1 and whole and not isinstance(answer["target"], list) else None
        targets = answer["target"] if isinstance(answer["target"], list) else [answer["target"]]
        names = {party["name"] for party in targets}
        self._straight = all(path["hops"][-1]["recipient"]["name"] in names for path in answer["paths"])

    def amount(self, flow: str) -> Decimal | None:
        """The amount of a flow as its pool has it; None where it is not stated."""
        amounts = [row["amount"] for row in self._paid.get(flow, ())]
        return None if None in amounts else sum(amounts, ZERO)

    def of(self, flow: str, amount: Decimal | None) -> tuple[Decimal, Decimal | None, str]:
        """What of a flow is sure, the most it can be, and what says so; both are the amount where it is stated."""
        if amount is not None:
            return amount, amount, ""
        sure, said = ZERO, []
        if flow == self._only and self.answer["at_least"] is not None:
            least, most = self.answer["at_least"], self.answer["at_most"]
            sure = least
            said.append(f"of the source's money at least {words(least)}")
            if self._straight and most is not None:
                return sure, most, f"{said[0]}, at most {words(most)}, reach the target this way"
        total = self._most(flow, (), source=False)
        if total is not None:
            return sure, max(sure, total), "; ".join([*said, f"what may pay for it is {words(total)}"])
        part = self._most(flow, (), source=True)
        if part is not None:
            return sure, max(sure, part), "; ".join([*said, f"at most {words(part)} of it is the source's money"])
        return sure, None, "; ".join(said)

    def _most(self, flow: str, seen: tuple[str, ...], source: bool) -> Decimal | None:
        """What may pay for a flow, or only what of it may be the source's; None where that has no limit."""
        rows = self._paid.get(flow, ())
        if not rows or flow in seen or self._from_source(flow):
            return None
        if not source and any(row["own_money"] or row["money_left_out"] for row in rows):
            return None
        total = ZERO
        for slice in dict.fromkeys(slice for row in rows for slice in row["may_be_paid_by"]):
            money = self._slices[slice]
            if source and "source" not in money["may_hold"]:
                continue
            amount = money["amount"]
            if amount is None:
                amount = self._most(money["flow"], (*seen, flow), source)
            if amount is None:
                return None
            total += amount
        return total

    def _from_source(self, flow: str) -> bool:
        return flow in self._firsts or self.payer[flow] in self._sources
