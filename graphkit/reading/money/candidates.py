"""Who can stand on the side of a payment that is left open: whoever the document says pays, works or holds the contract."""

import re
from collections.abc import Sequence

from graphkit.reading.facts import Party
from graphkit.reading.money.claim import ASIDE, Body
from graphkit.reading.money.pairs import Side
from graphkit.reading.money.payment import Payment
from graphkit.reading.money.sides import sides
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Named, Statement

_MOU = re.compile(r"\bMoUs?\b|[Mm]emorand(?:um|a) of [Uu]nderstanding")
_PROVIDER = re.compile(
    r"@p(?P<r>\d+) (?:currently |now )?holds? the (?:\S+ )?(?:grant|contract)\b|"
    r"@p(?P<q>\d+)\b (?:(?![.;@])\S+ ){0,14}?(?:provides?|delivers?|runs?|employs?)"
    r" (?:the|a|its|this|these) (?!grant|funding|money|contribution)"
    r"|\b(?:landlord|freeholder|developer|contractor|provider|supplier|grant holder|grantee|incumbent|firm|company|charity"
    r"|winner|(?:winning|successful|preferred|recommended) (?:bidder|tenderer|supplier))"
    r"(?: (?:of|for) (?:(?![.;,]|is |was )\S+ ?){1,5}?)? (?:is|remains|,|was) (?:the )?@p(?P<p>\d+)\b"
)
#: The rule of one for whose costs something is given, who may be a house or a scheme.
_FOR = "costs of whom"
#: Whose budget bears the costs.
_BUDGET_OF = re.compile(
    r"\b(?:met|funded|financed|paid|borne|contained|provision (?:exists|is made|has been made))"
    r" (?:\S+ ){0,3}?(?:from|by|within|out of|in) (?:the )?@p(?P<p>\d+) (?:'s )?"
    r"(?:(?![@.;])\S+ ){0,6}?(?:budgets?|capital programme|revenue)\b"
)
#: A contract that somebody holds: given before, to one who is named there.
_HELD = re.compile(r"\b(?:contracts?|grants?|agreements?)\b", re.I)
#: Kinds of party that are paid for work.
WORKERS = frozenset(["company", "charity", "social enterprise", "partnership", ""])


def buyers(told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """The police forces of whose budgets the costs are met: they pay, and the body that oversees them only approves it."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE:
            for match in _BUDGET_OF.finditer(shape(statement).text):
                one = statement.parties[int(match["p"])]
                if body.owns(one.party):
                    return {}
                if one.kind == "police":
                    found.setdefault(one.party, statement)
            buying = [n for n, side in sides(shape(statement)).items() if side.rule == "who buys"]
            if statement.block.section == "executive summary" and buying and statement.parties[buying[0]].kind == "police":
                found.setdefault(statement.parties[buying[0]].party, statement)
    return found


def partners(told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """The other side of a memorandum: what is put in under it goes there."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE and _MOU.search(statement.text):
            for one in statement.parties:
                if outside(one, body) and one.kind != "local authority":
                    found.setdefault(one.party, statement)
    return found


def outside(one: Named, body: Body) -> bool:
    """Whether a party is another than the body, and may give or get money."""
    return one.sure and one.kind not in ("role", "area", "programme", "service") and not body.owns(one.party)


def payers(front: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """Who is said to pay, or is asked to."""
    found: dict[Party, Statement] = {}
    for statement in front:
        form = shape(statement)
        for number, side in sides(form).items():
            if side.means in ("payer", "asked") and outside(statement.parties[number], body):
                found.setdefault(statement.parties[number].party, statement)
    return found


def _earns(side: Side) -> bool:
    """Whether a party is said to be paid, or to do the work, and is not what money is given for."""
    return side.means in ("provider", "payee") and side.rule != _FOR


def working(lines: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """Who is said by some lines to be paid, or to do the work."""
    found: dict[Party, Statement] = {}
    for statement in lines:
        for number, side in sides(shape(statement)).items():
            one = statement.parties[number]
            if _earns(side) and outside(one, body) and one.kind in WORKERS:
                found.setdefault(one.party, statement)
    return found


def payees(
    front: Sequence[Statement], told: Sequence[Statement], payments: Sequence[Payment], body: Body
) -> dict[Party, Statement]:
    """Who can be the one that is paid: named as provider or payee; else the only body of its kind on the front page."""
    known = {
        party
        for one in payments
        if not one.background
        for party in (one.payer, *(one.payees if one.pence is not None else ()))
        if party
    }
    by_cue: dict[Party, Statement] = {}
    named: dict[Party, Statement] = {}
    for statement in front:
        form = shape(statement)
        at = sides(form)
        for number, one in enumerate(statement.parties):
            if not outside(one, body) or one.party in known:
                continue
            if number in at and _earns(at[number]) and one.kind in (*WORKERS, "local authority", "NHS body"):
                by_cue.setdefault(one.party, statement)
            if one.kind in WORKERS:
                named.setdefault(one.party, statement)
    return by_cue or called(told, body, known) or named


def called(told: Sequence[Statement], body: Body, known: set[Party]) -> dict[Party, Statement]:
    """Who is called the provider anywhere: "the contractor is X"."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE:
            form = shape(statement)
            holds = [match["p"] or match["q"] or match["r"] for match in _PROVIDER.finditer(form.text)]
            runs = [n for n, side in sides(form).items() if side.rule in ("run by", "chosen")]
            for number in (*map(int, holds), *runs):
                one = statement.parties[number]
                if outside(one, body) and one.party not in known and one.kind != "central government department":
                    found.setdefault(one.party, statement)
    return found


def holders(told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """Who was given a contract or a grant before, as any sentence tells."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE and statement.block.kind != "row" and _HELD.search(statement.text):
            for number, side in sides(shape(statement)).items():
                one = statement.parties[number]
                if side.means == "payee" and outside(one, body) and one.kind in WORKERS:
                    found.setdefault(one.party, statement)
    return found
