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
    r"@p(?P<q>\d+)\b (?:(?![.;@])\S+ ){0,14}?(?:provides?|delivers?|runs?|employs?|suppl(?:y|ies))"
    r" (?:the|a|its|this|these) (?!grant|funding|money|contribution)"
    r"|\b(?:landlord|freeholder|developer|contractor|provider|supplier|purchaser|buyer|selling agent|agent|surveyor|solicitor"
    r"|grant holder|grantee|incumbent|firm|company|charity"
    r"|winner|(?:winning|successful|preferred|recommended|highest|best) (?:bidder|tenderer|supplier))"
    r"(?: (?:of|for) (?:(?![.;,]|is |was )\S+ ?){1,5}?)? (?:is|remains|,|was) (?:(?:now|therefore) )?(?:the )?@p(?P<p>\d+)\b"
)
#: To whom the grant goes, told away from its sum.
_GOES_TO = re.compile(
    r"(?<!no )(?<!further )\b(?:grant|award|contract|funding|payment)s? (?:(?:will|would|is|are|should|to|therefore|then) ){1,3}"
    r"be (?:made|awarded|given|paid|let)"
    r" (?:direct(?:ly)? )?to (?:(?:the )?@p(?P<p>\d+)\b"
    r"|the (?P<kind>trust|borough|council|university|college|foundation|association|society)\b)"
)
#: The rule of one for whose costs something is given, who may be a house or a scheme.
_FOR = "costs of whom"
#: A contract that somebody holds: given before, to one who is named there.
_HELD = re.compile(r"\b(?:contracts?|grants?|agreements?)\b", re.I)
#: Kinds of party that are paid for work.
WORKERS = frozenset(["company", "charity", "social enterprise", "partnership", ""])


def buyers(told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """The police forces that buy, by the summary: they pay, and the body that oversees them only approves it.

    That a force's budget meets a cost does not say that it pays.
    """
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section == "executive summary":
            buying = [statement.parties[n] for n, side in sides(shape(statement)).items() if side.rule == "who buys"]
            if any(body.owns(one.party) for one in buying):
                return {}
            found |= {one.party: statement for one in buying[:1] if one.kind == "police" and one.party not in found}
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


def goes_to(told: Sequence[Statement], body: Body) -> dict[Party, Statement]:
    """To whom it is said that the grant or the contract will go."""
    found: dict[Party, Statement] = {}
    for statement in told:
        if statement.block.section not in ASIDE:
            for match in _GOES_TO.finditer(shape(statement).text):
                named = [statement.parties[int(match["p"])]] if match["p"] else _only(match["kind"], told)
                for one in named:
                    if outside(one, body):
                        found.setdefault(one.party, statement)
    return found


def _only(kind: str, told: Sequence[Statement]) -> list[Named]:
    """The one party of a document that *the trust* or *the borough* can be."""
    named = {one.party: one for statement in told for one in statement.parties if one.sure}
    borough = kind in ("borough", "council")
    fits = [
        one for one in named.values() if (one.kind == "local authority" if borough else kind in one.party.name.lower().split())
    ]
    return fits if len(fits) == 1 else []


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
