"""Authority and conflicts as a person reads them; the counterpart of the JSON contract, as :mod:`graphkit.show` is."""

from graphkit.money import words
from graphkit.render import table, text, wrapped
from graphkit.show import Answer, amount, says, source


def authority(answer: Answer, evidence: bool, bold: bool) -> str:
    """Delegations, chains, and each authority to spend with what is left of it."""
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
                _how(row),
                source(row),
            ]
            for row in answer["delegations"]
        ]
        parts += ["", table(["from", "to", "may", "limit", "how", "decision"], rows, bold=bold)]
        parts += _contested(answer["delegations"])
    if answer["chains"]:
        chains = [" → ".join(text(party) for party in chain) for chain in answer["chains"]]
        parts += ["", "Chains of authority", *(line for chain in chains for line in wrapped(chain))]
    for row in answer["envelopes"]:
        parts += ["", "Authority to spend", *_envelope(row, evidence, bold)]
    return "\n".join(parts)


def _limit(row: Answer) -> str:
    if row["limit"] is None:
        return ""
    limit = ("up to " if row["limit_kind"] == "cap" else "from ") + words(row["limit"])
    if row["concerned"] is None:
        return limit
    sums = ", ".join(map(_sum, row["concerned"]["by_stage"])) or "nothing that counts here"
    kept = {True: "kept", False: "exceeded", None: "not known whether kept"}[row["within_limit"]]
    return f"{limit}; {kept}: {sums}"


def _sum(row: Answer) -> str:
    """The money of one stage, and how many flows do not say how much."""
    some = f"{row['flows']} flow{'s' if row['flows'] != 1 else ''}"
    stage = f", {row['stage'].replace('_', ' ')}" if row["stage"] else ""
    unknown = f", {row['unknown_amounts']} without an amount" if row["unknown_amounts"] else ""
    return f"{words(row['amount'])} ({some}{stage}{unknown})"


def _how(row: Answer) -> str:
    marks = ["recalled" if row["standing"] else "given"]
    marks += [f"contested, {'used' if conflict['used'] else 'not used'}" for conflict in row.get("conflicts", ())]
    return ", ".join(marks)


def _contested(rows: list[Answer]) -> list[str]:
    """What the word contested means, once for each conflict."""
    found = {conflict["conflict"]: conflict["rule"] for row in rows for conflict in row.get("conflicts", ())}
    lines = [line for conflict, rule in found.items() for line in wrapped(f"{text(conflict)}: used by rule: {rule}")]
    return ["", "Contested: only one of the facts can hold (graphkit conflicts shows them)", *lines] if found else []


def _envelope(row: Answer, evidence: bool, bold: bool) -> list[str]:
    """An authority to spend, what was allocated under it, what is left and what went beyond."""
    lines = wrapped(f"{amount(row)} for {text(row.get('purpose')) or 'no stated purpose'} ({source(row)})")
    held = [f"{text(one['reference'])} ({'here' if one['in_store'] else 'not in the store'})" for one in row["authorised"]]
    told = [
        ["authorised by", ", ".join(held)],
        ["allocated", "; ".join(map(_sum, row["by_stage"])) or "nothing that is known"],
        ["left", words(row["headroom"], row["headroom_kind"]) + ("" if row["headroom_kind"] != "up_to" else " (see below)")],
    ]
    if row["beyond"]:
        told.append(["beyond it", f"{'at least ' if row['headroom_kind'] == 'up_to' else ''}{words(row['beyond'])}"])
    width = max(len(label) for label, _ in told)
    lines += [line for label, value in told if value for line in wrapped(f"{label:<{width}}  {value}")]
    lines += [line for why in _limits(row) for line in wrapped(why)]
    if evidence and row["uses"]:
        uses = [[text(use["recipient"]), amount(use), text(use["stage"]), source(use)] for use in row["uses"]]
        lines += ["", table(["allocated to", "amount", "stage", "decision"], uses, bold=bold)]
    return lines


def _limits(row: Answer) -> list[str]:
    """Why what is left may be less, and what was not counted."""
    found = []
    if len(row["by_stage"]) > 1:
        found.append("Amounts of different stages are never added: what is left rests on the largest.")
    if row["unknown_amounts"]:
        number = row["unknown_amounts"]
        found.append(f"{number} amount{'s are' if number > 1 else ' is'} not stated.")
    for why in sorted({one["because"] for one in row["not_counted"]}):
        flows = [text(one["flow"]) for one in row["not_counted"] if one["because"] == why]
        some = ", ".join(flows[:5]) + (f" and {len(flows) - 5} more" if len(flows) > 5 else "")
        found.append(f"Not counted, {why}: {some}.")
    return found


def conflicts(answer: Answer, evidence: bool, bold: bool) -> str:
    """Each conflict with its statements, the one that is used and the rule; the rules themselves as evidence."""
    party = f" of {text(answer['organisation'])}" if answer["organisation"] else ""
    if not answer["conflicts"]:
        return f"No conflict{party} is known."
    parts = [f"Conflicts{party}"]
    for row in answer["conflicts"]:
        statements = [
            ["→" if one["used"] else "", statement(row, one), f"{row['decision']}: {text('; '.join(one['locators']))}"]
            for one in row["statements"]
        ]
        parts += ["", text(row["conflict"]), *wrapped(f"{row['kind']}; used by rule: {_rule(row)}")]
        parts += wrapped(text(row["message"])) if row["message"] else []
        parts.append(table(["used", "statement", "where"], statements, bold=bold))
    if evidence:
        rules = [[str(number), one["rule"], one["means"]] for number, one in enumerate(answer["rules"], 1)]
        parts += ["", "The rules in their order", table(["", "rule", "used is"], rules, bold=bold)]
    return "\n".join(parts)


def statement(conflict: Answer, one: Answer) -> str:
    """What one statement says: a value, or of a whole fact what it says otherwise than those that exclude it."""
    if conflict["field"]:
        return text(one["value"])
    facts = [side["value"] for side in conflict["statements"]]
    apart = {key: value for key, value in one["value"].items() if any(fact.get(key) != value for fact in facts)}
    return f"{text(one['fact'])}: {says(apart)}"


def _rule(row: Answer) -> str:
    judged = row["judgement"]
    more = f" of {text(judged['by'])}, {text(judged['on'])}: {text(judged['because'])}" if judged else ""
    return f"{row['rule']}{more}"
