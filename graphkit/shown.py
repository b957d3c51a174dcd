"""Authority, conflicts, providers and the audit as a person reads them; the counterpart of the JSON contract."""

from collections.abc import Iterator
from itertools import groupby

from graphkit import names
from graphkit.auditing.rules import BY_NAME
from graphkit.money import words
from graphkit.render import table, text, wrapped
from graphkit.show import Answer, Rows, amount, doubts, how, says, source, when


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
    marks = ["recalled" if row["standing"] else "given", *doubts(row)]
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
    apart = {
        key: value for key, value in one["value"].items() if key == "inferred" or any(fact.get(key) != value for fact in facts)
    }
    return f"{text(one['fact'])}: {says(apart)}"


def _rule(row: Answer) -> str:
    judged = row["judgement"]
    more = f" of {text(judged['by'])}, {text(judged['on'])}: {text(judged['because'])}" if judged else ""
    return f"{row['rule']}{more}"


def providers(answer: Answer, evidence: bool, bold: bool) -> str:
    """Who delivers in an area and of what service, who pays each, and who pays the area's own authority."""
    name = text(answer["area"])
    parts = [f"Who delivers in {name}"] if answer["providers"] else [f"Nobody is known to deliver in {name}."]
    for entry in answer["providers"]:
        parts += _entry(entry, evidence, bold)
    parts += ["", "Services of which nobody tells the area"] if answer["area_not_told"] else []
    for entry in answer["area_not_told"]:
        parts += _entry(entry, evidence, bold)
    if answer["authority"]:
        parts += ["", f"Who pays {name} itself", "", _paid(answer["authority"], answer["area"], evidence, bold)]
    number = answer["area_not_told_count"]
    if number and not answer["area_not_told"]:
        some = f"{number} services have" if number > 1 else "1 service has"
        parts += ["", f"{some} no area told: --all lists {'them' if number > 1 else 'it'}."]
    return "\n".join(parts)


def _entry(entry: Answer, evidence: bool, bold: bool) -> list[str]:
    """A provider with its services, and who pays."""
    parts = ["", text(entry["provider"]) or "Provider not told"]
    for row in entry["services"]:
        what = text(row["service"]) + (f", for {text(row['part'])}" if row["part"] else "")
        areas = text(row["areas"]) or (f"{row['area_count']} areas, not named" if row["area_count"] is not None else "")
        said = [what, areas and f"in {areas}", row["basis"], "" if row["stated"] else "inferred", when(row)]
        where = "; ".join(source(one) for one in row["evidence"]) if evidence else text([*_decisions(row)])
        parts += wrapped(f"{'; '.join(text(part) for part in said if part)} ({where})")
    if not entry["funders"]:
        return [*parts, "  nobody is known to pay"]
    return [*parts, "", _paid(entry["funders"], entry["provider"], evidence, bold)]


def _decisions(service: Answer) -> dict[str, None]:
    return dict.fromkeys(one["decision"] for one in service["evidence"])


def _paid(rows: Rows, payee: Answer | None, evidence: bool, bold: bool) -> str:
    """Flows of money, with who is paid where that is somebody else."""
    lines = [
        [
            text(row["funder"]),
            "" if row["recipient"] == payee else text(row["recipient"]),
            amount(row),
            when(row),
            how(row),
            text(row.get("service") or row.get("programme")),
            {True: "yes", False: "no", None: "not told"}[row["in_area"]],
            source(row) if evidence else row["decision"],
        ]
        for row in rows
    ]
    return table(["funder", "recipient", "amount", "years", "stage", "for", "for the area", "decision"], lines, bold=bold)


def audit(answer: Answer, bold: bool) -> str:
    """The findings under their decisions, the worst first, and how many there are of each rule."""
    lines: list[str] = []
    # Nothing can explain what is found in a document, which no facts are read from: there nobody need be told so.
    explains = any(row["facts"] or row["explained_by"] for row in answer["findings"])
    for decision, rows in groupby(answer["findings"], lambda row: str(row["decision"])):
        lines.append(f"\x1b[1m{text(decision)}\x1b[0m" if bold else text(decision))
        for row in rows:
            told = wrapped(f"{row['rule']}: {text(row['message'])}", indent=" " * 13)
            lines += [f"  {row['severity']:9}  {told[0].lstrip()}", *told[1:]]
            lines += [line for about in _about(row, explains) for line in wrapped(about, indent=" " * 13)]
        lines.append("")
    several = "s" if answer["finding_count"] != 1 else ""
    counts = [f"{row['rule']} {row['finding_count']}" for row in answer["rules"] if row["finding_count"]]
    listed = f" ({', '.join(counts)})" if counts else ""
    worst = [
        f"{number} {severity}{'s' if number != 1 and severity != 'info' else ''}"
        for severity, number in answer["open_counts"].items()
        if number
    ]
    open_ = f"{answer['unexplained_count']} not explained" + (f": {', '.join(worst)}" if worst else "")
    lines += wrapped(f"{answer['finding_count']} finding{several}, {open_}{listed}", indent="")
    if any(row["facts"] and not row["explained_by"] for row in answer["findings"]):
        how = "Mend the file, or explain: an observation with explains: [rule] and concerns: [facts] (data/README.md)."
        lines += wrapped(how, indent="")
    return "\n".join(lines)


def _about(row: Answer, explains: bool) -> Iterator[str]:
    """What was expected where the rule knows; and where a finding stands, its facts, and what explains it."""
    if row["expected"] != BY_NAME[row["rule"]].expected and row["expected"] not in row["message"]:
        yield f"expected: {text(row['expected'])}"
    told = []
    if row["locator"]:
        told.append(f"at {text(row['locator'])}" + (f" ({_ids(row, 'facts')})" if row["facts"] else ""))
    if row["explained_by"] or explains:
        told.append(f"explained by {_ids(row, 'explained_by')}" if row["explained_by"] else "not explained")
    if told:
        yield ", ".join(told)


def _ids(row: Answer, key: str) -> str:
    """Ids of facts as the file of the finding's own decision writes them, others whole."""
    own = names.decision_id(row["decision"]) + "/"
    return ", ".join(text(id).removeprefix(own) for id in row[key])
