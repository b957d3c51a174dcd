"""How the figures of a question were come by, step by step, so that they can be redone by hand."""

from fractions import Fraction
from typing import Any

from graphkit.money import pounds
from graphkit.tracing.answer import Question
from graphkit.tracing.bounds import Bound
from graphkit.tracing.part import LABELS, C, R, S
from graphkit.tracing.programme import Programme
from graphkit.tracing.shares import Mix, Open
from graphkit.tracing.slices import Slice

Answer = dict[str, Any]

#: Rules of a programme that are written out; beyond it nobody reads them.
MAX_LINES = 500
WHOSE = {S: "source", C: "counted before", R: "rest"}


def method(question: Question) -> Answer:
    """The method of an answer: pools, bounds as sums, the estimate pool by pool, and the programme.

    ``{"pools": [{"payer", "id", "received": [money], "paid": [use]}], "at_least": {"sum", "terms"}, "at_most": ...,
    "estimate": [{"flow", "year", "amount", "share", "paid_by": [...]}], "sharing": [pool], "programme": [rule]}``. Amounts are
    Decimal pounds; ``share`` and ``weight`` are fractions as text. A bound is the sum of its terms, each an
    amount times its weight: the dual values of the linear programme.
    """
    found: Answer = {"pools": _pools(question)}
    for which, bound in (("at_least", question.least), ("at_most", question.most)):
        found[which] = _sum(bound) if isinstance(bound, Bound) else None
    found["estimate"] = _estimate(question)
    found["sharing"] = _sharing(question)
    lines = list(Programme(question.part, question.year, beside=False).lines()) if question.programme else []
    found["programme"] = lines[:MAX_LINES]
    found["programme_complete"] = len(lines) <= MAX_LINES
    return found


def _row(slice: Slice) -> Answer:
    return {"flow": slice.flow.id, "year": slice.year, "amount": None if slice.amount is None else pounds(slice.amount)}


def _pools(question: Question) -> list[Answer]:
    """Each payer's money and what it pays, with what may pay for what."""
    part, network = question.part, question.part.network
    found: dict[str, Answer] = {}
    for use in part.explained:
        if use.own_only or use in part.beside:
            continue
        payer = use.flow.payer
        pool = found.setdefault(payer, {"payer": question.name(payer), "id": payer, "received": {}, "paid": []})
        money = part.explained[use] or [m for m in part.loose.get(payer, ()) if use.open and m in set(network.feeders(use))]
        for slice in money:
            row = pool["received"].setdefault(
                slice,
                _row(slice)
                | {"restricted": slice.flow.restricted, "inferred": list(slice.flow.inferred), "may_hold": [], "may_pay": []},
            )
            row["may_pay"].append(str(use))
            row["may_hold"] = [WHOSE[label] for label in LABELS if part.can.get(slice, R) & label]
        pool["paid"].append(
            _row(use)
            | {
                "may_be_paid_by": [str(slice) for slice in money],
                "own_money": network.may_own(use),
                "money_left_out": use.flow.id in network.lacking,
                "inferred": list(use.flow.inferred),
                "may_hold": [WHOSE[label] for label in LABELS if part.can.get(use, 0) & label],
            }
        )
    return [pool | {"received": list(pool["received"].values())} for pool in found.values()]


def _sum(bound: Bound) -> Answer:
    """A bound as a sum of amounts, each with its weight."""
    terms = [_row(w.slice) | {"weight": str(w.weight)} for w in bound.weights]
    return {"sum": None if bound.value is None else _fraction(bound.value), "terms": terms}


def _fraction(pence: Fraction) -> str:
    """Pounds as text: exact, or to a hundredth of a penny with an ellipsis."""
    exact = Fraction(round(pence * 100), 100)
    return f"{pounds(round(exact * 100)) / 100:,.4f}".removesuffix("00") + ("" if exact == pence else "…")


def _sharing(question: Question) -> list[Answer]:
    """How the pools that the estimate needed are shared out: what is spent together, in its order, and on what."""
    shares = question.shares
    return [
        {
            "payer": question.name(payer),
            "spent": [
                {
                    "money": [*map(str, batch.money), *(["own money"] if batch.own else [])],
                    "amount": pounds(batch.amount),
                    "on": [
                        {"use": ", ".join(map(str, pool.uses[place])), "pounds": _fraction(part)} for place, part in paid.items()
                    ],
                }
                for batch, paid in zip(pool.batches, pool.paid, strict=True)
            ],
        }
        for payer, pool in (shares.pools() if shares else ())
    ]


def _estimate(question: Question) -> list[Answer] | None:
    """What the target received, and what that was paid with, back to the source; None where the bounds meet."""
    shares = question.shares
    if shares is None:
        return None
    part = question.part
    waiting = [s for s in part.core if part.can[s] & S and (part.arrives(s) or part.arrives_in_part(s))]
    found, seen = [], set(waiting)
    while waiting:
        use = waiting.pop(0)
        row = _row(use) | {"payer": question.name(use.flow.payer), "payee": question.name(use.flow.payee)}
        try:
            share = shares.share(use)
            row |= {"share": str(share[0]), "counted_before": str(share[1]) if share[1] else None, "why_open": None}
            mix = shares.known(use)
        except Open as reason:
            row |= {"share": None, "counted_before": None, "why_open": str(reason)}
            mix = None
        row["paid_by"] = _paid_by(use, mix)
        found.append(row)
        for money in mix.weights if mix else ():
            if money in part.can and money not in seen:
                seen.add(money)
                waiting.append(money)
    return found


def _paid_by(use: Slice, mix: Mix | None) -> list[Answer]:
    if mix is None:
        return []
    amount = use.amount
    rows = [
        {
            "flow": money.flow.id,
            "year": money.year,
            "weight": str(weight),
            "pounds": None if amount is None else _fraction(weight * amount),
        }
        for money, weight in mix.weights.items()
    ]
    if mix.own and amount is not None:
        rows.append({"flow": None, "year": None, "weight": str(mix.own), "pounds": _fraction(mix.own * amount)})
    return rows
