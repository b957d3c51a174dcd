"""Totals and coverage as a person reads them; the counterpart of the JSON contract, as :mod:`graphkit.show` is."""

from collections.abc import Iterable

from graphkit.money import words
from graphkit.render import inferred, table, text, width, wrapped
from graphkit.show import Answer, Rows, amount, how, source, when

_WAYS = (("coming in", "incoming"), ("inside", "internal"), ("going out", "outgoing"))


def totals(answer: Answer, evidence: bool, bold: bool) -> str:
    """The sums at a boundary, what was passed on, and what was counted in none of them."""
    names = " and ".join(map(text, answer["boundary"]))
    of_year = f" in {answer['year']}" if answer["year"] else ""
    limits = [
        line
        for label, key in (("coming in only from", "payers"), ("going out only to", "payees"))
        for line in (wrapped(f"{label} {' and '.join(map(text, answer[key]))}") if answer[key] else ())
    ]
    if not answer["naive"]["flow_count"]:
        return "\n".join([f"No money is known to reach or leave {names}{of_year}.", *limits])
    head = f"Totals{of_year} at the boundary round"
    parts = [f"{head} {names}"] if len(head) + len(names) < width() else [head, *wrapped(names)]
    parts += limits
    if "by_year" in answer:
        parts += ["", table(["", "", "amount", "may be of that year", "stage", "number"], list(_years(answer)), bold=bold)]
        if any(row["unsure_count"] for year in answer["by_year"] for _, key in _WAYS for row in year[key]["by_stage"]):
            parts += ["", *wrapped(_SEVERAL, indent="")]
        parts += ["", "All years, each flow once"]
    sums = [*_sums(answer), *_passed_on(answer), _naive(answer)]
    parts += ["", table(["", "amount", "stage", "number"], sums, bold=bold)]
    if answer["naive"]["because"]:
        parts += ["", "Why the naive sum says little", *_lines(answer["naive"]["because"])]
    uncertain = [row for _, key in _WAYS for row in answer[key]["may_be_of_year"]]
    lists = [
        ("Shared and not split: in no sum", answer["shared_not_split"]),
        (f"May or may not be of {answer['year']}: in no sum", uncertain),
        ("Told again later: counted there", answer["told_again"]),
        ("Excluded by another fact, which is used: in no sum", answer["not_used"]),
    ]
    if evidence:
        lists = [*((label.capitalize(), answer[key]["flows"]) for label, key in _WAYS), *lists]
    for label, rows in lists:
        if rows:
            parts += ["", label, _flows(rows, evidence, bold)]
    if answer["caveats"]:
        parts += ["", "What this rests on", *_lines(answer["caveats"])]
    return "\n".join(parts)


#: What is to be known of sums that may be of a year.
_SEVERAL = "The same pound may be of one year or another, and stands under each: do not add these lines."


def _years(answer: Answer) -> Iterable[list[str]]:
    """Each year's sums, stage by stage: what is surely of the year, and up to how much may be."""
    for row in answer["by_year"]:
        said = row["year"] or "no year told"
        for label, key in _WAYS:
            for place, sums in enumerate(row[key]["by_stage"]):
                unsure = {"amount": sums["up_to"], "unknown_count": sums["unsure_unknown_count"]}
                may_be = f"{'up to ' if sums['up_to'] is not None else ''}{_plus(unsure)}"
                number = sums["flow_count"] + sums["unsure_count"]
                yield [said, "" if place else label, _plus(sums | {"unsure_count": 0}), may_be, _stage(sums), str(number)]
                said = ""


def _sums(answer: Answer) -> Iterable[list[str]]:
    for label, key in _WAYS:
        sums = answer[key]["by_stage"]
        for place, row in enumerate(sums):
            yield ["" if place else label, _plus(row), _stage(row), str(row["flow_count"] or "")]
        if not sums:
            yield [label, "nothing known", "", ""]


def _plus(row: Answer) -> str:
    """A sum, and how many flows are not in it."""
    parts = [words(row["amount"])] if row["amount"] is not None else []
    parts += [f"{row['unknown_count']} of unknown amount"] if row["unknown_count"] else []
    parts += [f"{row['unsure_count']} that may be of this year"] if row.get("unsure_count") else []
    return " plus ".join(parts)


def _stage(row: Answer) -> str:
    return str(row["stage"] or "").replace("_", " ")


def _passed_on(answer: Answer) -> Iterable[list[str]]:
    """What left again and what is left of it, of each stage of which amounts are known, and of all that came in."""
    passed_on = answer["passed_on"]
    stages = passed_on["by_stage"]
    alone = len(stages) == 1 and answer["incoming"]["flow_count"] == answer["incoming"]["by_stage"][0]["flow_count"]
    for place, row in enumerate(stages):
        yield ["" if place else "passed on", _range(row), f"of {words(row['incoming'])} {_stage(row)}", ""]
    if not alone and (answer["incoming"]["by_stage"] or answer["year"]):
        whenever = ", this year or before" if answer["year"] else ""
        yield ["" if stages else "passed on", _range(passed_on), f"of all that came in{whenever}", ""]
    for place, row in enumerate(stages):
        yield ["" if place else "unaccounted", _range(row["unaccounted"]), f"of {words(row['incoming'])} {_stage(row)}", ""]


def _range(figures: Answer) -> str:
    """Three figures as one, where they are."""
    least, estimate, most = (figures[key] for key in ("at_least", "estimate", "at_most"))
    if least is None:
        return "not known"
    if least == most:
        return words(least)
    parts = [f"at least {words(least)}", *([f"estimate {words(estimate)}"] if estimate is not None else [])]
    return ", ".join([*parts, f"at most {words(most)}" if most is not None else "no limit known"])


def _naive(answer: Answer) -> list[str]:
    naive = answer["naive"]
    return ["naive sum", _plus(naive), "of all these flows", str(naive["flow_count"])]


def _flows(rows: Rows, evidence: bool, bold: bool) -> str:
    lines = [
        [
            f"{text(row['funder'])} → {text(row['recipient'])}",
            _counted(row),
            when(row),
            how(row),
            source(row) if evidence else row["decision"],
        ]
        for row in rows
    ]
    return table(["id", "amount", "years", "stage", "decision"], lines, bold=bold)


def _counted(row: Answer) -> str:
    """An amount; where only a part of it counts, that part of it."""
    if row["counted"] in (None, row["amount"]):
        return amount(row)
    return words(row["counted"]) + (f" of {amount(row)}" if row["amount"] is not None else "")


def _lines(said: Iterable[str]) -> list[str]:
    return [part for line in said for part in wrapped(text(line))]


def coverage(answer: Answer, evidence: bool, bold: bool) -> str:
    """How much is known of where money came from and went, hop by hop, and which decisions would tell more."""
    if not answer["organisations"]:
        who = text(answer["organisation"])
        return f"No money is known that {who} paid or received." if who else "No money is known."
    rows = [
        [
            text(row["organisation"]),
            _beside(row, "paid_out"),
            _share(row, "upstream"),
            _beside(row, "received"),
            _share(row, "downstream"),
        ]
        for row in answer["organisations"]
    ]
    head = ["party", "paid out", "known where from", "received", "known where to"]
    parts = ["How much of the money has a known way (at least so much)", "", table(head, rows, bold=bold)]
    for way in ("upstream", "downstream"):
        if answer[way]:
            parts += _ways(way, answer[way], bold)
    if evidence:
        parts += _listed([answer[way] for way in ("upstream", "downstream") if answer[way]], bold)
    if answer["absent_decisions"]:
        head = ["decision", "money", "cited by", *(["what is not known"] if evidence else [])]
        parts += ["", "Cited decisions that are not here, by the money whose way they may tell"]
        parts.append(table(head, list(_absent(answer["absent_decisions"], evidence)), bold=bold))
    return "\n".join(parts)


def _beside(row: Answer, key: str) -> str:
    count = row[f"{key}_unknown_count"]
    return _plus({"amount": row[key], "unknown_count": count}).replace(" of unknown amount", " unknown")


def _share(row: Answer, way: str) -> str:
    known, share = row[f"known_{way}"], row[f"{way}_share"]
    if known is None:
        return ""
    return words(known) + (f" ({int(share * 100)}%)" if share is not None else "")


def _ways(way: str, answer: Answer, bold: bool) -> list[str]:
    """The pools of a party, as sums that can be done again."""
    above = way == "upstream"
    rows = [
        [
            _ids(pool["flows"], "funded_from"),
            _plus({"amount": takes or None, "unknown_count": pool["unknown_count"]}),
            _ids(pool["money"]),
            _ids(pool["other_money"]),
            words(pool["known"]),
        ]
        for pool in answer["pools"]
        for takes in [pool["take_this_alone"] + pool["take_other_too"] + pool["take_unknown_too"]]
    ]
    if rest := answer["not_named"]:
        rows.append([_ids(rest), "", "none is named", "", ""] if above else ["none names it", "", _ids(rest), "", ""])
    if not rows:
        return []
    label = "Where what it paid came from" if above else "Where what it received went"
    return ["", label, table(["paid", "take", "of money received", "of other money", "known"], rows, bold=bold)]


def _listed(ways: Rows, bold: bool) -> list[str]:
    """Every flow and budget of these pools once, with where it stands."""
    pools = [pool for way in ways for pool in way["pools"]]
    rows = [row for pool in pools for listed in (pool["flows"], pool["money"], pool["other_money"]) for row in listed]
    found = {row["flow"]: row for row in (*rows, *(row for way in ways for row in way["not_named"])) if "locators" in row}
    lines = [[id, words(row["amount"]), source(row)] for id, row in sorted(found.items())]
    return ["", "Flows and budgets", table(["id", "amount", "decision"], lines, bold=bold)] if lines else []


def _ids(rows: Rows, *marked: str) -> str:
    """What facts are called, with their amounts, and whether these fields were inferred; of many the first."""
    shown = [f"{row['flow']} ({words(row['amount'])})" if "amount" in row else row["flow"] for row in rows]
    shown = [id + inferred(row, *marked) for id, row in zip(shown, rows, strict=True)]
    return ", ".join(shown) if len(shown) <= 3 else f"{shown[0]} and {len(shown) - 1} more"


def _absent(rows: Rows, evidence: bool) -> Iterable[list[str]]:
    for row in rows:
        facts = [fact["fact"] for fact in row["cited_by"] if fact["fact"]]
        by = [
            f"{fact['fact']} ({fact['field'].replace('_', ' ')}; {source(fact)})"
            if fact["fact"]
            else f"{fact['decision']} as a whole"
            for fact in row["cited_by"]
            if fact["fact"] or not facts
        ]
        gaps = [
            f"{fact['fact']}{'' if fact['counted'] else ' (counted there)'}: {' and '.join(fact['gap'])}" for fact in row["facts"]
        ]
        yield [row["decision"], _plus(row) or "nothing known", "; ".join(by), *(["; ".join(gaps)] if evidence else [])]
