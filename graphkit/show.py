"""Each answer as a person reads it: which columns, which words. The counterpart of the JSON contract."""

from collections.abc import Callable, Iterable
from typing import Any

from graphkit.money import words
from graphkit.render import table, text, wrapped

Answer = dict[str, Any]
Rows = list[dict[str, Any]]


def amount(row: Answer) -> str:
    """An amount with its kind, and the pot behind a share that is not decided."""
    if row.get("shared"):
        pot = words(row["shared"]["amount"], row["shared"]["amount_kind"])
        return f"a share of {pot}, with {text(row['shared']['with'])}"
    return words(row.get("amount"), row.get("amount_kind"))


def when(row: Answer) -> str:
    """The years or dates money is for."""
    if row.get("financial_years"):
        return text(row["financial_years"])
    ends = [row.get("start") or row.get("since"), row.get("end")]
    return " to ".join(filter(None, ends)) if ends[1] else (f"from {ends[0]}" if ends[0] else "")


def source(row: Answer) -> str:
    """Decision and locators: where to look it up."""
    return f"{row['decision']}: {'; '.join(map(text, row['locators']))}"


def how(row: Answer) -> str:
    """Stage, and whether the fact is inferred or conditional."""
    marks = [str(row.get("stage") or "").replace("_", " ")]
    marks += ["inferred"] if row.get("stated") is False else []
    marks += ["conditional"] if row.get("condition") else []
    return ", ".join(filter(None, marks))


def _money(rows: Rows, other: str, evidence: bool, bold: bool) -> str:
    head = [other, "amount", "years", "stage", "for", "decision"]
    lines = [
        [
            text(row[other]),
            amount(row),
            when(row),
            how(row),
            text(row.get("service") or row.get("programme") or row.get("restricted_to")),
            source(row) if evidence else row["decision"],
        ]
        for row in rows
    ]
    return table(head, lines, bold=bold)


def who_funds(answer: Answer, evidence: bool, bold: bool) -> str:
    """Who funds a party."""
    name = answer["recipient"]["name"]
    if not answer["funders"]:
        return f"Nobody is known to fund {name}."
    parts = [f"Who funds {text(name)}", "", _money(answer["funders"], "funder", evidence, bold)]
    if answer["ultimate"]:
        parts += ["", "Where the money comes from"]
        for row in answer["ultimate"]:
            via = " → ".join(text(party) for party in [row["funder"], *row["via"], answer["recipient"]])
            sure = "said" if row["stated"] else "inferred"
            parts += wrapped(f"{via} ({sure if row['basis'] == 'named' else 'possible: open money'})")
        if not answer["ultimate_complete"]:
            parts.append("  and more, from further away (possible: open money)")
    return "\n".join(parts)


def funded_by(answer: Answer, evidence: bool, bold: bool) -> str:
    """Whom a party funds."""
    name = text(answer["funder"])
    if not answer["recipients"]:
        return f"Nobody is known to be funded by {name}."
    return f"Whom {name} funds\n\n" + _money(answer["recipients"], "recipient", evidence, bold)


def trace(answer: Answer, evidence: bool, bold: bool) -> str:
    """Paths of money, and the three figures."""
    ends = f"{text(answer['source'])} → {text(answer['target'])}"
    if not answer["paths"]:
        limit = [text(line) for line in answer["caveats"]]
        said = "no way is known." if answer["worked_out"] else "no way that short is known."
        return "\n".join([f"{ends}: {said}", *(part for line in limit for part in wrapped(line))])
    figures = [("at least", "at_least"), ("estimate", "estimate"), ("at most", "at_most")]
    known = answer["estimate"] is not None or answer["at_least"] is not None
    said = ", ".join(f"{label} {words(answer[key])}" for label, key in figures) if known else "not worked out (see below)"
    parts = [f"{ends}: {said}"]
    for number, path in enumerate(answer["paths"], 1):
        rows = [
            [
                f"{text(hop['funder'])} → {text(hop['recipient'])}",
                amount(hop),
                when(hop),
                how(hop),
                source(hop) if evidence else hop["decision"],
            ]
            for hop in path["hops"]
        ]
        parts += ["", f"Path {number}", table(["step", "amount", "years", "stage", "decision"], rows, bold=bold)]
    for label, key in (("What binds the figure", "binding"), ("What this rests on", "caveats")):
        if answer[key]:
            parts += ["", label, *(part for line in answer[key] for part in wrapped(text(line)))]
    return "\n".join(parts)


def authority(answer: Answer, evidence: bool, bold: bool) -> str:
    """Delegations, chains and envelopes."""
    name = text(answer["subject"])
    if not answer["delegations"] and not answer["envelopes"]:
        return f"No authority of, to or about {name} is known."
    parts = [f"Authority: {name}"]
    if answer["delegations"]:
        rows = [
            [
                text(row["delegator"]),
                text(row["delegate"]) + (f" (as {said})" if (said := text(row["published"].get("delegate"))) else ""),
                text(row["authority"]) + (f" ({text(row['conditions'])})" if row["conditions"] else ""),
                _limit(row),
                "recalled" if row["standing"] else "given",
                source(row),
            ]
            for row in answer["delegations"]
        ]
        parts += ["", table(["from", "to", "may", "limit", "how", "decision"], rows, bold=bold)]
    for chain in answer["chains"]:
        parts += ["", "Chain: " + " → ".join(text(party) for party in chain)]
    for row in answer["envelopes"]:
        parts += ["", f"Envelope: {amount(row)} for {text(row.get('purpose'))} ({source(row)})"]
    return "\n".join(parts)


def _limit(row: Answer) -> str:
    if row["limit"] is None:
        return ""
    return ("up to " if row["limit_kind"] == "cap" else "from ") + words(row["limit"])


def partners(answer: Answer, evidence: bool, bold: bool) -> str:
    """Partnerships of a party."""
    name = text(answer["organisation"])
    if not answer["partnerships"]:
        return f"No partnership of {name} is known."
    rows = [
        [
            text(row["kind"]),
            text(row["name"]),
            text(row["members"]) + (f" (as one of {text(row['as'])})" if row["as"] else ""),
            text(row["lead"]),
            text(row["since"]),
            source(row) if evidence else row["decision"],
        ]
        for row in answer["partnerships"]
    ]
    return f"Partnerships of {name}\n\n" + table(["kind", "name", "members", "lead", "since", "decision"], rows, bold=bold)


#: What a fact has beside what it says.
_ASIDE = frozenset(
    {
        *("id", "relation", "section", "decision", "decided", "decided_between", "url", "locators"),
        *("published", "currency", "amount_kind", "told"),
    }
)


def says(fact: Answer) -> str:
    """What a fact of any kind says, in one line: its fields, and what is told otherwise."""
    parts = []
    for key, value in fact.items():
        if key in _ASIDE or (key == "stated" and value):
            continue
        shown = words(value, fact.get("amount_kind")) if key == "amount" else _counted(fact, key)
        for other in fact.get("told", ()):
            if other["field"] == key and not other["used"]:
                shown += f" (also told as {text(other['value'])}: {text(other['locators'])})"
        if shown:
            parts.append(f"{key.replace('_', ' ')}: {shown}")
    return "; ".join(parts)


def _summary(fact: Answer) -> list[str]:
    return [fact["relation"].replace("_", " "), fact["id"].split("/", 1)[1], says(fact), source(fact)]


def _counted(fact: Answer, key: str) -> str:
    """A field's value; a figure of something else than money is no money."""
    value = fact[key]
    if fact.get("unit") and key in ("stated_total", "parts"):
        return text([str(number) for number in value] if isinstance(value, list) else str(value))
    return text(value)


def organisation(answer: Answer, evidence: bool, bold: bool) -> str:
    """All that is known of one party."""
    parts = [text(answer["name"])]
    for key in ("id", "kind", "aliases", "identifiers", "unit_of", "units", "members", "member_of", "note"):
        if shown := text(answer[key] or None):
            parts.append(f"  {key.replace('_', ' ')}: {shown}")
    if answer["facts"]:
        rows = [_summary(fact) for fact in answer["facts"]]
        parts += ["", table(["fact", "id", "says", "decision"], rows, bold=bold)]
    return "\n".join(parts)


def decision(answer: Answer, evidence: bool, bold: bool) -> str:
    """One decision and its facts, section by section."""
    dated = answer["date_signed"] or (
        f"undated, between {' and '.join(answer['date_between'])} (inferred)" if answer["date_between"] else "undated"
    )
    parts = [f"{answer['reference']}: {text(answer['title'])}", f"  signed: {dated}"]
    for key in ("decided_by", "url", "programmes", "cites", "notes"):
        if shown := text(answer[key] or None):
            parts.append(f"  {key.replace('_', ' ')}: {shown}")
    for section, facts in answer["facts"].items():
        rows = [
            [row[1], row[2], "; ".join(map(text, fact["locators"]))] for fact, row in ((fact, _summary(fact)) for fact in facts)
        ]
        parts += ["", section.replace("_", " ").capitalize(), table(["id", "says", "where"], rows, bold=bold)]
    return "\n".join(parts)


def decisions(rows: Iterable[Answer], bold: bool) -> str:
    """The decisions, each with its date or what bounds it."""
    lines = [
        [
            row["reference"],
            row["date_signed"] or (f"{' to '.join(row['date_between'])} (inferred)" if row["date_between"] else "unknown"),
            text(row["title"]),
            str(row["fact_count"]),
        ]
        for row in rows
    ]
    return table(["reference", "signed", "title", "facts"], lines, bold=bold) if lines else "Nothing found."


def listing(columns: list[str]) -> Callable[[Iterable[Answer], bool], str]:
    """A plain list of rows under these columns."""

    def shown(rows: Iterable[Answer], bold: bool) -> str:
        lines = [[text(row.get(column)) for column in columns] for row in rows]
        return table([column.replace("_", " ") for column in columns], lines, bold=bold) if lines else "Nothing found."

    return shown
