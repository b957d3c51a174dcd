"""A candidate as a reviewer sees it: what it says, the words that it was read from, and what stands round them."""

from graphkit.drafting.review import Asked
from graphkit.reading.document import Document
from graphkit.render import text, wrapped
from graphkit.tree import Mapping, Node, Scalar, Sequence

#: What is not shown as a field: it stands in words below.
_ASIDE = ("evidence", "reviewed", "confidence")
#: So many characters are shown before and after the words.
_ROUND = 120


def shown(asked: Asked, document: Document | None = None) -> str:
    """The candidate's page; with the document that it was read from, the words stand among those round them."""
    entry = asked.entry
    fields = entry.node.entries
    recalled = " (the text only recalls this)" if entry.state == "recalled" else ""
    label = entry.section.replace("_", " ").removesuffix("s")
    parts = [f"{asked.number} of {asked.of}: {label} {text(entry.id)}{recalled}"]
    parts += [
        line
        for key, node in fields.items()
        if key not in (*_ASIDE, "id")
        for line in wrapped(f"{text(key.replace('_', ' '))}: {text(_said(node))}")
    ]
    if isinstance(sure := fields.get("confidence"), Scalar):
        parts.append(f"  how sure the program was: {text(sure.text)}%")
    evidence = fields.get("evidence")
    for item in evidence.items if isinstance(evidence, Sequence) else ():
        if isinstance(item, Mapping):
            parts += _evidence(item, document)
    for problem in asked.wrong:
        parts += wrapped(f"cannot be taken as it is: {text(problem.what)}; {text(problem.instead)}")
    return "\n".join(parts)


def _said(node: Node) -> str:
    """A field's value on one line."""
    if isinstance(node, Sequence):
        return ", ".join(_said(item) for item in node.items)
    if isinstance(node, Mapping):
        return ", ".join(f"{key} {_said(item)}" for key, item in node.entries.items())
    return "not told" if node.null else node.text


def _evidence(item: Mapping, document: Document | None) -> list[str]:
    given = {key: node.text for key, node in item.entries.items() if isinstance(node, Scalar)}
    words = given.get("words", "")
    before, after = _round(given, document)
    lines = wrapped(f"{before}[{text(words)}]{after}", indent="    ")
    return [f"  {text(given.get('locator', ''))} ({text(given.get('rule', ''))}):", *lines]


def _round(given: dict[str, str], document: Document | None) -> tuple[str, str]:
    """What stands before and after the words, where the document is at hand and is the one that was read."""
    start, end = given.get("start", ""), given.get("end", "")
    if document is None or not (start.isdecimal() and end.isdecimal()):
        return "", ""
    first, last = int(start), int(end)
    if document.text[first:last] != given.get("words"):
        return "", ""
    before, after = document.text[max(0, first - _ROUND) : first], document.text[last : last + _ROUND]
    return (f"… {text(before).lstrip()}" if before.strip() else ""), (f"{text(after).rstrip()} …" if after.strip() else "")
