"""What sums of money rest on, in words."""

from graphkit.desk import Answer

#: More facts than this are not named one by one in a caveat; each row says the same of itself.
MAX_NAMED = 5


def caveats(rows: list[Answer], said: list[str]) -> list[str]:
    """What the sums rest on: what is said of several facts is told once, with their ids."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        kind = {"up_to": "is up to a sum", "approx": "is about a sum"}.get(row["amount_kind"] or "")
        for words in (
            row["condition"] and f"is conditional: {row['condition']}",
            kind and f"{kind}: counted at its stated figure",
            row["amount"] is None and not row.get("by_year") and "has no stated amount",
            not row["stated"] and "is inferred",
            row.get("reviewed") is False and "is not reviewed",
        ):
            if words:
                found.setdefault(words, {})[row["flow"]] = None
    general = []
    for line in said:
        fact, _, words = line.partition(" ")
        if "/" in fact:
            found.setdefault(words, {})[fact] = None
        else:
            general.append(line)
    return [_of_each(list(named), words) for words, named in sorted(found.items())] + general


def _of_each(flows: list[str], words: str) -> str:
    if len(flows) == 1:
        return f"{flows[0]} {words}"
    shown = flows if len(flows) <= MAX_NAMED else [*flows[: MAX_NAMED - 2], f"{len(flows) - MAX_NAMED + 2} more"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}: each {words}"
