"""What an answer rests on, in words."""

from collections.abc import Iterator, Sequence

from graphkit.tracing.part import Part, S

#: More flows than this are not named in one sentence.
MOST_NAMED = 12


def rests_on(part: Part) -> list[str]:
    """What an answer rests on: amounts that are not exact, conditions, inferred steps, amounts not stated."""
    found: dict[str, None] = {}
    for slice in part.core:
        flow = slice.flow
        if flow.id in part.network.lacking:
            found[f"{flow.id} is paid in part by what is left out: other money of unknown size stands for it"] = None
        if not part.can[slice] & S:
            continue
        if flow.condition:
            found[f"{flow.id} is conditional: {flow.condition}"] = None
        if flow.amount_kind not in (None, "exact"):
            how = {"up_to": "up to a sum", "approx": "about a sum"}.get(flow.amount_kind, flow.amount_kind)
            found[f"{flow.id} is {how}: counted at its stated figure"] = None
        if flow.amount is None:
            found[f"{flow.id} has no stated amount"] = None
        if not flow.stated:
            found[f"{flow.id} is inferred"] = None
    for use, monies in part.explained.items():
        if use not in part.beside:
            # What else pays decides how much of the source's money must.
            found |= {f"{money.flow.id} is inferred": None for money in monies if not money.flow.stated}
    return sorted(found)


def inferred(part: Part, closed: bool = False) -> Iterator[str]:
    """What pays for flows, and what ties money, as far as that was inferred and the answer may rest on it.

    That is so where the source's money could come that way if nothing had been inferred: it may be why it cannot, or
    why so much of it must.
    """
    network = part.network
    if not network.inferred:
        return
    without = Part(network.stated, part.sources, part.targets, part.own)
    reached = {slice.flow.id for slice in without.ways}
    close = {use.flow.id for use in part.explained if use not in part.beside}
    open_ = {use.flow.payer for use in without.core if use.open} if closed else set()
    paid = [flow.id for flow in network.inferred if "funded_from" in flow.inferred and flow.id in reached | close]
    # What others gave, and what it may pay for, moves the estimate alone, and that only where pools are closed.
    tied = [
        flow.id
        for flow in network.inferred
        if "restricted" in flow.inferred and (flow.id in reached or open_.intersection(network.holders(flow)))
    ]
    if paid:
        yield f"what pays for {listed(sorted(paid))} is inferred"
    if tied:
        only = "pays only for what names it" if len(tied) == 1 else "pay only for what names them"
        yield f"that {listed(sorted(tied))} {only} is inferred"


def listed(items: Sequence[object]) -> str:
    """Slices or ids in one sentence, of many the first."""
    more = f" and {len(items) - MOST_NAMED} more" if len(items) > MOST_NAMED else ""
    return ", ".join(map(str, items[:MOST_NAMED])) + more
