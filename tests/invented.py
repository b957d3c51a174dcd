"""Small invented stores, written as one line a flow: ``S M 60 received`` and more fields as in a data file."""

import graphkit


def party(name):
    """A party, or several that share: ``A+B``."""
    return f"{{joint: [{', '.join(name.split('+'))}]}}" if "+" in name else name


def build(
    folder, flows, budgets=(), more="", head="reference: X 1\ntitle: Invented\ndate_signed: 2024-01-01\n", also="", **files
):
    """A store of flows ``S M 60 received, by_year: {...}`` and budgets ``b M 60``; ids are ``sm`` (or a word before a colon).

    An amount is pounds, ``~60`` about, ``<60`` up to, ``?`` not stated. Parties are made
    as they are named, but for those of ``also``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows, names = "", set()
    for flow in flows:
        line, _, rest = flow.partition(",")
        id, colon, words = line.rpartition(":")
        payer, payee, amount, stage = (*words.split(), "paid")[:4]
        names |= {*payer.split("+"), *payee.split("+")}
        id = id if colon else f"{payer}{payee}".lower().replace("+", "")
        rows += f"- {{id: {id}, funder: {party(payer)}, recipient: {party(payee)}, {known(amount)}, stage: {stage}"
        rows += f", locators: [{id}],{rest}}}\n" if rest else f", locators: [{id}]}}\n"
    pots = ""
    for budget in budgets:
        line, _, rest = budget.partition(",")
        id, owner, amount = line.split()
        names.add(owner)
        pots += f"- {{id: {id}, owner: {owner}, {known(amount)}, locators: [{id}]{',' + rest if rest else ''}}}\n"
    parties = "".join(
        f"- {{id: {name.lower()}, name: {name}, kind: charity}}\n" for name in sorted(names) if f"name: {name}," not in also
    )
    (folder / "organisations.yaml").write_text(f"organisations:\n{parties}{also}")
    (folder / "x-1.yaml").write_text(head + (f"flows:\n{rows}" if rows else "") + (f"budgets:\n{pots}" if pots else "") + more)
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text)
    graphkit.build([str(folder)], str(folder / "store"), rdf=False)
    return graphkit.open(str(folder / "store"))


def known(amount):
    """An amount with its kind, as a data file writes it."""
    if amount == "?":
        return "amount: null"
    kind = {"~": "approx", "<": "up_to"}.get(amount[0], "exact")
    return f"amount: {amount.lstrip('~<')}, amount_kind: {kind}"
