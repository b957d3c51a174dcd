"""A reading as a person reads it: what was found, where, and how sure the reader is."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from graphkit.money import words
from graphkit.render import table, text, wrapped

Answer = dict[str, Any]


def page(answer: Answer, bold: bool = False) -> str:
    """The page of an answer that :func:`graphkit.drafting.answer.answer` gives."""
    title = text(answer["title"]) or "no title"
    parts = [f"{answer['reference'] or 'no reference'}: {title}", f"  signed: {answer['date_signed'] or 'no date is told'}"]
    head = {"decided by": answer["decided_by"], "cites": answer["references_decisions"], "read from": answer["file"]}
    parts += [line for label, value in head.items() if value for line in wrapped(f"{label}: {text(value)}")]
    for section, (label, said) in _SECTIONS.items():
        if answer[section]:
            rows = [
                [text(said(row)), "; ".join(map(text, row["locators"])), f"{row['confidence']:.0%}"] for row in answer[section]
            ]
            parts += ["", table([label, "where", "sure"], rows, bold=bold)]
    if not any(answer[section] for section in _SECTIONS):
        parts += ["", "No facts were found in it."]
    if answer["new_parties"]:
        new = "; ".join(f"{party['name']} ({party['kind']})" for party in answer["new_parties"])
        parts += ["", *wrapped(f"Parties that are new: {text(new)}", indent="")]
    if answer["findings"] or answer["notes"]:
        parts += ["", "To be looked at", *(line for found in answer["findings"] for line in wrapped(_finding(found)))]
        parts += [line for note in answer["notes"] for line in wrapped(text(note))]
    return "\n".join(parts)


def amount(row: Answer) -> str:
    """An amount of an answer in words.

    >>> amount({"amount": "14791.76", "amount_kind": "exact"}), amount({"amount": None, "amount_kind": None})
    ('£14,791.76', 'an amount that is not told')
    """
    if row["amount"] is None:
        return "an amount that is not told"
    return words(Decimal(row["amount"]), row["amount_kind"])


def _flow(row: Answer) -> str:
    payer = row["payer"] or row["payer_described"] or "somebody who is not named"
    payee = row["payee"] or " and ".join(row["payees"]) or row["payee_described"] or row["service"] or "somebody who is not named"
    said = [f"{payer} → {payee}: {amount(row)}", row["stage"].replace("_", " "), _times(row)]
    said += [f"for {row[key]}" for key in ("service", "programme") if row[key] and row[key] != payee]
    said += [row["purpose"] if row["purpose"].startswith("to ") else f"for {row['purpose']}"] if row["purpose"] else []
    said += [row["instrument"], row["condition"], f"paid from {', '.join(row['funded_from'])}" if row["funded_from"] else ""]
    said += ["only recalled"] if row["background"] else []
    return ", ".join(filter(None, said))


def _times(row: Answer) -> str:
    if row["by_year"]:
        return ", ".join(f"{year} {words(Decimal(pounds))}" for year, pounds in row["by_year"].items())
    if row["financial_years"]:
        return ", ".join(row["financial_years"])
    start, end = row.get("start"), row.get("end")
    return " ".join(filter(None, [start and f"from {start}", end and f"to {end}"]))


def _budget(row: Answer) -> str:
    said = [f"{row['owner'] or 'somebody who is not named'}: {amount(row)}", _times(row), row["programme"]]
    return ", ".join(filter(None, [*said, "only recalled" if row["background"] else ""]))


def _delegation(row: Answer) -> str:
    said = [f"{row['delegator'] or 'somebody'} → {row['delegate'] or 'somebody'}: {row['authority']}"]
    if row["limit"] is not None:
        said.append({"cap": "up to ", "floor": "from "}.get(row["limit_kind"] or "", "limit ") + words(Decimal(row["limit"])))
    return ", ".join([*said, *row["conditions"], *(["a standing power"] if row["standing"] else [])])


def _partnership(row: Answer) -> str:
    said = [row["kind"], row["name"], " and ".join(row["members"])]
    said += [f"led by {row['lead']}" if row["lead"] else "", f"since {row['since']}" if row["since"] else ""]
    return ", ".join(filter(None, said))


def _service(row: Answer) -> str:
    since = f", since {row['since']}" if row["since"] else ""
    return f"{row['provider'] or 'somebody who is not named'} runs {row['name']}{since}"


def _finding(found: Answer) -> str:
    """A finding in words: its message, or all that it has."""
    return text(found.get("message") or found)


#: The lists of facts that an answer has: how each is headed, and how one of its facts is said.
_SECTIONS: dict[str, tuple[str, Callable[[Answer], str]]] = {
    "flows": ("Flows", _flow),
    "budgets": ("Budgets", _budget),
    "envelopes": ("Authority to spend", _budget),
    "delegations": ("Delegations", _delegation),
    "partnerships": ("Partnerships", _partnership),
    "services": ("Services", _service),
}
