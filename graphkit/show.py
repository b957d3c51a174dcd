"""Each answer as a person reads it: which columns, which words. The counterpart of the JSON contract."""

from collections.abc import Callable, Iterable
from typing import Any

from graphkit.money import words
from graphkit.render import inferred, table, text, wrapped

Answer = dict[str, Any]
Rows = list[dict[str, Any]]


#: So many paths or links, and so many lines of what binds a figure and what it rests on, are printed.
MOST_PATHS, MOST_LINES = 10, 40

#: How the three figures are called, and where they stand.
_THREE = (("at least", "at_least"), ("estimate", "estimate"), ("at most", "at_most"))


#: Of more parties than this that share an amount, the number is told and the name of them all.
_MOST_NAMED = 5


def amount(row: Answer) -> str:
    """An amount with its kind and what is told otherwise, and the pot behind a share that is not decided."""
    if row.get("shared"):
        stated = row["shared"]["amount"] is not None
        pot = words(row["shared"]["amount"], row["shared"]["amount_kind"]) if stated else "an amount not stated"
        others = row["shared"]["with"]
        named = text(others) if len(others) <= _MOST_NAMED else f"{len(others)} others of {text(row['shared']['group'])}"
        return f"a share of {pot}, with {named}"
    return words(row.get("amount"), row.get("amount_kind")) + _otherwise(row, "amount")


def _otherwise(row: Answer, *fields: str) -> str:
    """The values that are told for a field beside the one that is used."""
    others = [text(told["value"]) for told in row.get("told", ()) if told["field"] in fields and not told["used"]]
    return f" (or {' or '.join(others)})" if others else ""


def when(row: Answer) -> str:
    """The years or dates money is for."""
    if row.get("financial_years"):
        return text(row["financial_years"])
    since = "start" if row.get("start") else "since"
    start, end = (row[key] + _otherwise(row, key) if row.get(key) else "" for key in (since, "end"))
    return " to ".join(filter(None, [start, end])) if end else (f"from {start}" if start else "")


def source(row: Answer) -> str:
    """Decision and locators: where to look it up."""
    return f"{row['decision']}: {'; '.join(map(text, row['locators']))}"


#: What a table of money rests on beside what it prints: where one of these was inferred, the row says so.
_RESTS_ON = ("financial_years", "by_year", "start", "end", "funded_from", "restates")


def doubts(row: Answer) -> list[str]:
    """The marks of a fact that a reader is to be careful with: it is inferred, or nobody has reviewed it yet.

    >>> doubts({"stated": False, "reviewed": False}), doubts({"stated": True, "reviewed": True}), doubts({"stated": True})
    (['inferred', 'not reviewed'], [], [])
    """
    marks = ["inferred"] if row.get("stated") is False else []
    return [*marks, "not reviewed"] if row.get("reviewed") is False else marks


def how(row: Answer) -> str:
    """Stage, what is inferred or not reviewed, conditional or contested, and what told the same award earlier."""
    marks = [str(row.get("stage") or "").replace("_", " "), *doubts(row)]
    marks += [f"{field.replace('_', ' ')} (inferred)" for field in row.get("inferred", ()) if field in _RESTS_ON]
    marks += ["conditional"] if row.get("condition") else []
    marks += [f"contested, {'used' if conflict['used'] else 'not used'}" for conflict in row.get("conflicts", ())]
    for earlier in row.get("restates", ()):
        stage = str(earlier["stage"]).replace("_", " ")
        marks.append(f"before: {stage}, {words(earlier['amount'], earlier['amount_kind'])} ({earlier['decision']})")
    return ", ".join(filter(None, dict.fromkeys(marks)))


def _money(rows: Rows, other: str, evidence: bool, bold: bool) -> str:
    head = [other, "amount", "years", "stage", "for", "decision"]
    lines = [
        [
            text(row[other]),
            amount(row),
            when(row),
            how(row),
            text(row.get(purpose)) + inferred(row, purpose),
            source(row) if evidence else row["decision"],
        ]
        for row in rows
        for purpose in [next((key for key in ("service", "programme", "restricted_to") if row.get(key)), "")]
    ]
    return table(head, lines, bold=bold)


def who_funds(answer: Answer, evidence: bool, bold: bool) -> str:
    """Who funds a party."""
    name = answer["recipient"]["name"]
    if not answer["funders"]:
        return f"Nobody is known to fund {name}."
    parts = [f"Who funds {text(name)}", "", _money(answer["funders"], "funder", evidence, bold)]
    if answer["ultimate"]:
        parts += ["", "Where the money comes from: the shortest way of each, and how much came by all ways"]
        for row in answer["ultimate"]:
            parts += _way([row["funder"], *row["via"], answer["recipient"]], row, answer)
        if not answer["ultimate_complete"]:
            parts.append("  and more, from further away")
        parts += _overlap(answer)
    return "\n".join(parts)


def funded_by(answer: Answer, evidence: bool, bold: bool) -> str:
    """Whom a party funds."""
    name = text(answer["funder"])
    if not answer["recipients"]:
        return f"Nobody is known to be funded by {name}."
    parts = [f"Whom {name} funds", "", _money(answer["recipients"], "recipient", evidence, bold)]
    further = [row for row in answer["final"] if row["hop_count"] > 1]
    if further:
        parts += ["", "Where the money goes in the end: the shortest way to each, and how much came by all ways"]
        for row in further:
            parts += _way([answer["funder"], *row["via"], row["recipient"]], row, answer)
        if not answer["final_complete"]:
            parts.append("  and more, further away")
        parts += _overlap(answer)
    return "\n".join(parts)


def _way(parties: Rows, row: Answer, answer: Answer) -> list[str]:
    """A way of money, how sure it is, and how much came."""
    sure = "possible: open money" if row["basis"] != "named" else "said" if row["stated"] else "inferred"
    return wrapped(f"{' → '.join(map(text, parties))} ({sure}){_figures(row, answer)}")


def _overlap(answer: Answer) -> list[str]:
    """What is to be said of figures side by side."""
    if not answer["figures"]:
        return ["", "How much of the money arrived is asked pair by pair: graphkit trace SOURCE TARGET"]
    return [
        "",
        *wrapped("These figures overlap: do not add them. What each rests on, says graphkit trace SOURCE TARGET.", indent=""),
    ]


def _figures(row: Answer, answer: Answer) -> str:
    """How much of the money arrived."""
    if not answer["figures"]:
        return ""
    if row["contradiction"]:
        return f": no figures, the facts contradict each other: {text(row['contradiction'])}"
    return ": " + ", ".join(f"{label} {_figure(row, key)}" for label, key in _THREE)


def trace(answer: Answer, evidence: bool, bold: bool) -> str:
    """The three figures, the paths of the money, what binds and what it rests on."""
    ends = f"{_parties(answer['source'])} → {_parties(answer['target'])}"
    if answer["contradiction"]:
        parts = [
            *wrapped(f"{ends}: no figures, the facts contradict each other", indent=""),
            *wrapped(text(answer["contradiction"])),
        ]
    elif not answer["paths"] and answer["at_most"] == 0:
        return "\n".join([f"{ends}: no way is known.", *(part for line in answer["caveats"] for part in wrapped(text(line)))])
    else:
        parts = wrapped(f"{ends}: " + ", ".join(f"{label} {_figure(answer, key)}" for label, key in _THREE), indent="")
    for number, path in enumerate(answer["paths"][:MOST_PATHS], 1):
        rows = []
        for hop in path["hops"]:
            rows.append(
                [
                    f"{text(hop['funder'])} → {text(hop['recipient'])}",
                    amount(hop),
                    when(hop),
                    how(hop),
                    source(hop) if evidence else hop["decision"],
                ]
            )
            for budget in hop["budgets"]:
                said = f"through {budget['budget']}" + inferred(budget, "funded_from")
                said += "".join(f" ({mark})" for mark in doubts(budget))
                rows.append([said, "", "", "", source(budget) if evidence else budget["decision"]])
        parts += ["", f"Path {number}", table(["step", "amount", "years", "stage", "decision"], rows, bold=bold)]
    if len(answer["paths"]) > MOST_PATHS:
        parts += ["", f"and {len(answer['paths']) - MOST_PATHS} more paths: --format json has them all"]
    for label, key in (("What binds the figures", "binding"), ("What this rests on", "caveats")):
        if answer[key] and not answer["contradiction"]:
            parts += ["", label, *(part for line in answer[key][:MOST_LINES] for part in wrapped(text(line)))]
            if len(answer[key]) > MOST_LINES:
                parts.append(f"  and {len(answer[key]) - MOST_LINES} more: --format json has them all")
    if "method" in answer:
        from graphkit.explained import lines

        parts += lines(answer, bold)
    return "\n".join(parts)


def _parties(found: Answer | list[Answer]) -> str:
    return " and ".join(map(text, found)) if isinstance(found, list) else text(found)


def _figure(answer: Answer, key: str) -> str:
    """A figure; one that is missing is without a limit, or not decided."""
    return words(answer[key]) if answer[key] is not None else "without limit" if key == "at_most" else "not known"


def left_out(answer: Answer) -> str:
    """The decisions that an answer leaves out, each with what is known of its date.

    >>> left_out({"left_out": ["PCD 949", "X 1"], "left_out_between": {"PCD 949": ["2020-09", "2021-06"]}})
    'PCD 949 (signed between 2020-09 and 2021-06), X 1'
    """
    between = answer.get("left_out_between", {})
    return ", ".join(text(reference) + _signed(between.get(reference)) for reference in answer["left_out"])


def related(answer: Answer) -> str:
    """That the bodies before and after a party are other parties.

    >>> related({"related": [{"name": "River Board", "since": None, "until": "2021-06"}]})
    'River Board (to 2021-06) is another party: ask for it too'
    """
    found = [_lived(row) for row in answer["related"]]
    return f"{', '.join(found)} " + ("are other parties: ask for them too" if found[1:] else "is another party: ask for it too")


def _lived(row: Answer) -> str:
    """A party and how long it existed, as far as is known."""
    since, until = row["since"], row["until"]
    life = f"{since} to {until}" if since and until else f"since {since}" if since else f"to {until}" if until else ""
    return text(row["name"]) + (f" ({text(life)})" if life else "")


def _signed(between: list[str] | None) -> str:
    if between is None:
        return ""
    first, last = between
    return f" (signed in {first})" if first == last else f" (signed between {first} and {last})"


def partners(answer: Answer, evidence: bool, bold: bool) -> str:
    """Partnerships of a party."""
    name = text(answer["organisation"])
    if not answer["partnerships"]:
        return f"No partnership of {name} is known."
    rows = [
        [
            ", ".join([text(row["kind"]), *doubts(row)]),
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
        *("published", "currency", "amount_kind", "inferred", "told", "contested", "conflicts"),
        *("reviewed", "confidence", "evidence"),
    }
)


def says(fact: Answer) -> str:
    """What a fact of any kind says, in one line: its fields, and what is told otherwise."""
    parts = []
    for key, value in fact.items():
        if key in _ASIDE or (key == "stated" and value):
            continue
        shown = words(value, fact.get("amount_kind")) if key == "amount" else _counted(fact, key)
        told = [other for other in fact.get("told", ()) if other["field"] == key]
        for other in told:
            if not other["used"]:
                shown += f" (also told as {text(other['value'])}: {text(other['locators'])})"
        shown += f" (used by rule: {told[0]['rule']})" if told else ""
        if shown:
            parts.append(f"{key.replace('_', ' ')}: {shown}{inferred(fact, key)}")
    parts += ["not reviewed"] if fact.get("reviewed") is False else []
    for conflict in fact.get("conflicts", ()):
        used = "used" if conflict["used"] else "not used"
        parts.append(f"contested by {text(conflict['with'])}: {used} by rule: {conflict['rule']}")
    return "; ".join(parts)


def _summary(fact: Answer) -> list[str]:
    return [fact["relation"].replace("_", " "), fact["id"].split("/", 1)[1], says(fact), source(fact)]


def _counted(fact: Answer, key: str) -> str:
    """A field's value; a figure of something else than money is no money."""
    value = fact[key]
    if fact.get("unit") and key in ("stated_total", "parts"):
        return text([str(number) for number in value] if isinstance(value, list) else str(value))
    return text(value)


#: What is said of a party, in this order.
_PARTY = (
    *("id", "kind", "aliases", "former_names", "identifiers", "since", "until", "took_over_from", "work_went_to"),
    *("unit_of", "units", "members", "member_of", "note"),
)


def organisation(answer: Answer, evidence: bool, bold: bool) -> str:
    """All that is known of one party."""
    parts = [text(answer["name"])]
    lived = {key: [_lived(row) for row in answer[key]] for key in ("took_over_from", "work_went_to")}
    for key in _PARTY:
        if shown := text((answer | lived)[key] or None):
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
    for key in ("aliases", "decided_by", "url", "programmes", "cites", "notes"):
        if shown := text(answer[key] or None):
            parts.append(f"  {key.replace('_', ' ')}: {shown}")
    parts += _later(answer)
    for section, facts in answer["facts"].items():
        rows = [
            [row[1], row[2], "; ".join(map(text, fact["locators"]))] for fact, row in ((fact, _summary(fact)) for fact in facts)
        ]
        parts += ["", section.replace("_", " ").capitalize(), table(["id", "says", "where"], rows, bold=bold)]
    return "\n".join(parts)


def _later(answer: Answer) -> list[str]:
    """The later decisions that are linked to one, in one line."""
    said = [
        f"{text(link['later'])} {text(link['kind'])} it{'' if link['stated'] else ' (inferred)'}"
        for link in answer["later"][:MOST_PATHS]
    ]
    if more := len(answer["later"]) - len(said):
        said.append(f"and {more} more: graphkit lineage {text(answer['reference'])!r}")
    return [f"  later: {'; '.join(said)}"] if said else []


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
