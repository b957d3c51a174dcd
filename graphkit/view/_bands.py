"""What a flow picture draws of an answer of ``trace``: parties, and bands of money between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from graphkit.money import words
from graphkit.view._caps import Caps
from graphkit.view._text import clean

Answer = Mapping[str, Any]
ZERO = Decimal(0)
#: Parties of which it is drawn, one by one, that own money of unknown size may pay too.
FEW = 6


class Band(NamedTuple):
    """Money between two parties of the picture.

    ``sure`` of it is known to flow, at most ``most`` (None: nothing limits it); they are equal where the amount is
    known. ``label`` is what stands on it, ``words`` all there is to say. ``other``: none of it is the source's.
    ``broken``: conditional, or inferred. ``flows``: the flows that it stands for.
    """

    start: str
    end: str
    sure: Decimal
    most: Decimal | None
    label: str
    words: str
    flows: tuple[str, ...]
    other: bool = False
    broken: bool = False

    @property
    def known(self) -> bool:
        """Whether its width is its amount."""
        return self.sure == self.most


class Drawn(NamedTuple):
    """What is drawn: bands, what each party is called, sources and targets, and which parties only stand for other money.

    ``note`` says what is not drawn, because there is too much of it.
    """

    bands: list[Band]
    names: dict[str, str]
    sources: list[str]
    targets: list[str]
    others: frozenset[str]
    note: str = ""


def listed(found: Any) -> list[Answer]:
    """The parties at one end of an answer, also where it is one."""
    return list(found) if isinstance(found, list) else [found]


def drawn(answer: Answer) -> Drawn:
    """All flows on the paths, each once; what the members of a group get of its share; what else may pay for the same."""
    return _Reader(answer).read()


class _Reader:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        method = answer["method"] or {"pools": ()}  # None: not worked out
        self.facts = method.get("facts", {})
        self.pools = {pool["id"]: pool for pool in method["pools"]}
        self.caps = Caps(answer)
        self.bands: dict[tuple[str, str, str], Band] = {}
        self.names: dict[str, str] = {}
        self.ends: dict[str, list[str]] = {side: [self._key(p) for p in listed(answer[side])] for side in ("source", "target")}

    def _key(self, party: Answer) -> str:
        """The id of a party; one that its document does not name has none, and is known by what it is called."""
        name = clean(party["name"])
        key = str(party["id"] or next((key for key, known in self.names.items() if known == name), name))
        self.names[key] = name
        return key

    def read(self) -> Drawn:
        for path in self.answer["paths"]:
            self._path(path["hops"])
        self._loops()
        payers = {band.start for band in self.bands.values()} - set(self.ends["source"]) - set(self.ends["target"])
        found = {payer: list(self._beside(payer)) for payer in self.names if payer in payers and payer in self.pools}
        own = [payer for payer, pots in found.items() if any(not band.flows for _, _, bands in pots for band in bands)]
        others: set[str] = set()
        for payer, pots in found.items():
            for what, called, bands in pots:
                bands = [band for band in bands if band.flows or len(own) <= FEW]
                key = f"{what} {payer}"
                if bands:
                    self.names[key] = called
                    others.add(key)
                self.bands |= {(key, payer, band.label): band._replace(start=key) for band in bands}
        notes = [line for line in self.answer["caveats"] if line.endswith("paths of more are drawn")]
        notes += ["what else may pay is not drawn"] if self.answer["method"] is None else []
        notes += [f"own money of {len(own)} parties, of unknown size, may pay too"] if len(own) > FEW else []
        return Drawn(
            [*self.bands.values()], self.names, self.ends["source"], self.ends["target"], frozenset(others), "; ".join(notes)
        )

    # ---- flows on the paths ----------------------------------------------------------------------------

    def _path(self, hops: Iterable[Answer]) -> None:
        at: list[str] = []
        last: Answer = {}
        for hop in hops:
            funder, recipient = self._key(hop["funder"]), self._key(hop["recipient"])
            if funder not in (at or self.ends["source"]):
                for start in at or self._members(funder, "source"):
                    self._part(start, funder, last or hop, paying=not at)
            if (funder, recipient, hop["flow"]) not in self.bands:
                self.bands[funder, recipient, hop["flow"]] = self._flow(funder, recipient, hop)
            at, last = [recipient], hop
        if at and at[0] not in self.ends["target"]:
            for end in self._members(at[0], "target"):
                self._part(at[0], end, last)

    def _members(self, group: str, side: str) -> list[str]:
        """The ends of the answer that belong to a group; its id lists its members, if they joined for one flow."""
        ends = self.ends[side]
        return [end for end in ends if end in group.split("+")] or ends

    def _flow(self, funder: str, recipient: str, hop: Answer) -> Band:
        sure, most, why = self.caps.of(hop["flow"], hop["amount"])
        amount = words(hop["amount"], hop["amount_kind"])
        label = amount if hop["amount"] is not None else unknown(sure, most)
        inferred = [f"{field.replace('_', ' ')} (inferred)" for field in hop.get("inferred", ())]
        marks = [why, hop["condition"] or "", "" if hop["stated"] else "inferred", *inferred]
        marks += ["not reviewed"] if hop.get("reviewed") is False else []
        where = f"{hop['decision']}: {', '.join(hop['locators'])}"
        said = "; ".join(filter(None, [self._said(funder, recipient, amount), *marks, where]))
        broken = bool(hop["condition"] or not hop["stated"] or inferred)
        return Band(funder, recipient, sure, most, label, clean(said), (hop["flow"],), broken=broken)

    def _said(self, start: str, end: str, amount: str) -> str:
        return f"{self.names[start]} → {self.names[end]}: {amount}"

    def _part(self, start: str, end: str, hop: Answer, paying: bool = False) -> None:
        """The share of one member in what a group receives, or pays: nobody has decided how large it is."""
        whole = words(hop["amount"], hop["amount_kind"])
        label = f"a {'part' if paying else 'share'} of {whole}, split not decided"
        if hop["amount"] is None:
            label = "amount and split not known"
        said = clean(self._said(start, end, label))
        self.bands[start, end, hop["flow"]] = Band(start, end, ZERO, hop["amount"], label, said, (hop["flow"],))

    # ---- what is on no path ------------------------------------------------------------------------------

    def _loops(self) -> None:
        """The source's money that comes round again: a path visits nobody twice, so it is on none."""
        paths = {flow for *_, flow in self.bands}
        for end, pool in self.pools.items():
            for id in dict.fromkeys(row["flow"] for row in pool["received"] if row["flow"] not in paths and _source(row)):
                start = self.caps.payer.get(id)
                if start in self.names and end in self.names and start != end:
                    amount = self.caps.amount(id)
                    said = "; ".join([self._said(start, end, words(amount)), *_evidence(self.facts.get(id))])
                    label = words(amount) if amount is not None else "not known"
                    self.bands[start, end, id] = Band(start, end, amount or ZERO, amount, label, clean(said), (id,))

    def _beside(self, payer: str) -> Iterator[tuple[str, str, list[Band]]]:
        """What else may pay for what a payer of the picture pays: ways of the source that are not shown, and other money."""
        pool = self.pools[payer]
        shown = {flow for *_, flow in self.bands}
        used = {self._flow_of(slice) for row in pool["paid"] if row["flow"] in shown for slice in row["may_be_paid_by"]}
        # A budget is no step of its own: where the source's money goes through it, what feeds it counts.
        inside = {id for id in used if self.caps.payer.get(id) == payer and any(map(_source, self._rows(pool, id)))}
        used |= {self._flow_of(slice) for row in pool["paid"] if row["flow"] in inside for slice in row["may_be_paid_by"]}
        more = [row for row in pool["received"] if row["flow"] in used - shown - inside]
        if ways := [row for row in more if _source(row)]:
            yield "more", "Ways not shown", list(_summed(payer, ways, "may be the source's money too", other=False))
        found = list(_summed(payer, [row for row in more if not _source(row)], "other money", other=True))
        for key, label in (("own_money", "own money, not known"), ("money_left_out", "money left out, not known")):
            if any(row[key] for row in pool["paid"] if row["flow"] in shown | inside):
                said = f"{self.names[payer]} may pay out of {label.replace(', not known', ' of unknown size')}"
                found.append(Band("", payer, ZERO, None, label, clean(said), (), other=True))
        if found:
            yield "other", "Other money", found

    @staticmethod
    def _flow_of(slice: str) -> str:
        """The flow of a slice as an answer names it: by the flow, and the year of its schedule."""
        return slice.split(" ")[0]

    @staticmethod
    def _rows(pool: Answer, flow: str) -> Iterator[Answer]:
        return (row for row in pool["received"] if row["flow"] == flow)


def _source(row: Answer) -> bool:
    return "source" in row["may_hold"]


def _evidence(fact: Answer | None) -> list[str]:
    return [f"{fact['decision']}: {', '.join(fact['locators'])}"] if fact else []


def _summed(payer: str, rows: Iterable[Answer], said: str, other: bool) -> Iterator[Band]:
    """Money that a payer received, as one band for what is known and one for what is not."""
    amounts: dict[str, Decimal | None] = {}
    for row in rows:
        known = amounts.get(row["flow"], ZERO)
        amounts[row["flow"]] = None if known is None or row["amount"] is None else known + row["amount"]
    for lacking in (False, True):
        flows = tuple(id for id, amount in amounts.items() if (amount is None) is lacking)
        if flows:
            amount = None if lacking else sum((amounts[id] or ZERO for id in flows), ZERO)
            label = counted(len(flows), words(amount) if amount is not None else "not known")
            yield Band("", payer, amount or ZERO, amount, label, clean(f"{said}: {label}"), flows, other)


def counted(number: int, amount: str) -> str:
    """An amount, and of how many flows it is the sum."""
    return amount if number == 1 else f"{number} flows, {amount}"


def unknown(sure: Decimal, most: Decimal | None) -> str:
    """An amount that is not stated, by what limits it."""
    if most is None:
        return f"at least {words(sure)}" if sure else "not known"
    return f"not stated: {words(sure)} to {words(most)}"
