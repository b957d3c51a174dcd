"""Links between decisions as a person reads them; the counterpart of the JSON contract, as :mod:`graphkit.show` is."""

from graphkit.render import table, text, wrapped
from graphkit.show import Answer, Rows, source


def lineage(answer: Answer, evidence: bool, bold: bool) -> str:
    """The links of one decision as two trees, or all links; then the decisions that are cited and no more."""
    decision = answer.get("decision")
    about = f"of {_called(decision)} to other decisions" if decision else "between decisions"
    sides = {"Earlier": answer["earlier"], "Later": answer["later"]} if decision else {"": answer["links"]}
    parts = [f"Links {about}"] if any(sides.values()) else [f"No link {about} is known."]
    for side, links in sides.items():
        if links:
            head = ["link", "how", "signed", "title", "decision"] if decision else ["link", "how", "decision"]
            lines = [_line(link, side.lower(), evidence) for link in links]
            kept = [line if decision else [line[0], line[1], line[4]] for line in lines]
            parts += ["", *([side] if side else []), table(head, kept, bold=bold)]
    for label, pairs in _cited(answer, decision).items():
        if pairs:
            parts += ["", *wrapped(f"{label}: {', '.join(pairs)}", indent="")]
    return "\n".join(parts)


def _line(link: Answer, side: str, evidence: bool) -> list[str]:
    """A link, how sure it is, and where it leads: the decision on that side of it."""
    end = link.get(side) or {}
    step = f"{'  ' * (link.get('depth', 1) - 1)}{_called(link['later'])} {text(link['kind'])} {_called(link['earlier'])}"
    how = "" if link["stated"] else "inferred"
    return [step, how, text(end.get("date_signed")), text(end.get("title")), source(link) if evidence else ""]


def _called(end: Answer) -> str:
    """A decision's reference, and whether it is here."""
    return text(end["reference"]) + ("" if end["in_store"] else " (not here)")


def _cited(answer: Answer, decision: Answer | None) -> dict[str, list[str]]:
    """The decisions that are cited and no more, or cite and no more, as words."""
    pairs: Rows = answer["cites_only"]
    if decision is None:
        return {"Cites only": [f"{_called(pair['later'])} cites {_called(pair['earlier'])}" for pair in pairs]}
    return {
        "Cites only": [_called(pair["earlier"]) for pair in pairs if pair["later"] == decision],
        "Only cited by": [_called(pair["later"]) for pair in pairs if pair["earlier"] == decision],
    }
