"""The method of a trace as a person reads it, so that an accountant can redo it by hand."""

from collections.abc import Iterator
from typing import Any

from graphkit.money import words
from graphkit.render import inferred, table, text, wrapped

Answer = dict[str, Any]


def lines(answer: Answer, bold: bool) -> Iterator[str]:
    """The lines under the figures: pools, each figure as a sum, the rules, and where each number stands."""
    method = answer["method"]
    for pool in method["pools"]:
        yield from ("", f"What {text(pool['payer'])} received, as far as it matters here, and what it pays")
        if pool["received"]:
            rows = [
                [_called(row), words(row["amount"]), text(row["may_hold"]), text(row["may_pay"]) + inferred(row, "restricted")]
                for row in pool["received"]
            ]
            yield table(["received", "amount", "may be money of", "may pay for"], rows, bold=bold)
            yield ""
        rows = [[_called(row), words(row["amount"]), text(row["may_hold"]), _payers(row)] for row in pool["paid"]]
        yield table(["pays", "amount", "may be money of", "may be paid by"], rows, bold=bold)
    for label, key in (("At least", "at_least"), ("At most", "at_most")):
        if method[key] is not None:
            yield from ("", *wrapped(f"{label} {words(answer[key])} = {_sum(method[key])}"))
    if method["estimate"] is not None:
        known = f"Estimate {words(answer['estimate'])}, one allowed way of paying"
        yield from ("", known if answer["estimate"] is not None else "No estimate, because of this")
        for row in method["estimate"]:
            yield from wrapped(_share(row))
        for pool in method["sharing"]:
            yield from ("", f"How the pool of {text(pool['payer'])} is shared out, what is tied first")
            for spent in pool["spent"]:
                on = ", ".join(f"£{use['pounds']} on {use['use']}" for use in spent["on"]) or "nothing that is unpaid"
                yield from wrapped(f"{', '.join(spent['money'])}, {words(spent['amount'])} together: {on}")
    yield from ("", "The rules between the amounts, in pounds ([s] the source's money, [c] counted before, [r] the rest)")
    for line in method["programme"]:
        yield from wrapped(line)
    if not method["programme_complete"]:
        yield "  and more"
    yield from ("", "Where each number stands")
    rows = [[id, f"{fact['decision']}: {text(fact['locators'])}"] for id, fact in method["facts"].items()]
    yield table(["flow or budget", "decision"], rows, bold=bold)


def _called(row: Answer) -> str:
    return " ".join(filter(None, [row["flow"], row["year"]]))


def _payers(row: Answer) -> str:
    unknown = ["own money of unknown size"] if row["own_money"] else []
    unknown += ["money left out, of unknown size"] if row["money_left_out"] else []
    return ("; ".join([*map(text, row["may_be_paid_by"]), *unknown]) or "nothing") + inferred(row, "funded_from")


def _sum(bound: Answer) -> str:
    if bound["sum"] is None:
        return "nothing limits it"
    shown = []
    for term in bound["terms"]:
        sign = "−" if term["weight"].startswith("-") else "+"
        times = term["weight"].removeprefix("-")
        shown.append(f"{sign} {'' if times == '1' else f'{times} × '}{words(term['amount'])} ({_called(term)})")
    return " ".join(shown).removeprefix("+ ") or "£0: no amount holds it up"


def _share(row: Answer) -> str:
    ends = f"{_called(row)} ({text(row['payer'])} → {text(row['payee'])}, {words(row['amount'])})"
    if row["share"] is None:
        return f"{ends}: no share, {row['why_open']}"
    paid = ", ".join(f"{_pounds(by)} from {_called(by) if by['flow'] else 'own money'}" for by in row["paid_by"])
    return f"{ends}: {row['share']} of it is the source's" + (f"; paid with {paid}" if paid else "")


def _pounds(by: Answer) -> str:
    return "an amount that is not stated" if by["pounds"] is None else f"£{by['pounds']}"
