"""What the tables of a document say of money: a claim for each row that tells a party or a service and its sum."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from graphkit.reading.facts import Party
from graphkit.reading.money import wording
from graphkit.reading.money.claim import Body, Claim, counts, likeliest, pays
from graphkit.reading.money.own import DEED, set_aside
from graphkit.reading.money.picked import BODIES, NAMES
from graphkit.reading.money.referred import Referred, givers
from graphkit.reading.money.rows import Row, leads_of, rows, table_of
from graphkit.reading.money.sides import RECEIVES, sides
from graphkit.reading.shapes import shape
from graphkit.reading.statements import Statement

#: Heads of a column that names what money is spent on, whoever gets it.
_ITEMS = re.compile(r"\b(?:items?|elements?|costs?|expenditure|spend|headings?)\b", re.I)
_PAST = re.compile(
    r"\b(?:previous|last year|to date|(?<!be )received|bids?|applications|current|earlier|historic|spent|actual)\b", re.I
)
#: What only goes into another year.
_MOVED = re.compile(r"\b(?:carried forward|slippage)\b", re.I)
#: The rule of a row whose sum is paid in each year.
EACH_YEAR = "a row of a table, each year"
_YEARLY = re.compile(r"\b(?:per annum|a year|per year|annual(?:ly)?|yearly|p\.?a\.?)\b", re.I)
_EACH_OF = re.compile(r"\b(?:for|in) each of (?:the )?(?:\S+ )?(?:(?:financial )?years\b|20\d\d)", re.I)
_TAKES = re.compile(r"\b(?:accepts?|acceptance|receipt|receives?)\b", re.I)
#: Money only moves within: nobody is dealt with.
_WITHIN = re.compile(
    r"\b(?:virements?|carry forward|carried forward|re-?profil\w+|reserves?)\b(?!.{0,200}\b(?:award|contract|grants? to)\b)"
)
_GIVES = re.compile(r"\b(?:award|allocat|distribut|onward|pay|contract|commission|procur|disburs)", re.I)
#: What is shared out later.
_POTS = re.compile(r"\b(?:grants? (?:round|pot|scheme|programme)|rounds?|pot|contingency|reserve)\Z", re.I)
#: What stands for a name that is still to come, and before a name that something goes to.
_NOBODY_YET = re.compile(r"(?:to be (?:procured|appointed|confirmed|identified|selected)|tbc|tbd|not yet)\b", re.I)
_GIVEN_TO = re.compile(
    r"(?:grants?|awards?|contracts?|payments?|contributions?|transfers?) (?:to|for|with) (?:the )?(?=[A-Z])", re.I
)
_DECIDES = re.compile(r"\b(?:award|allocat|grant|fund|contract|commission|procure|distribut|approve|pay)", re.I)


class _Asked(NamedTuple):
    """What the recommendation says of its tables: read once for all their rows.

    ``deeds`` says that something is done with others, ``money`` that it speaks of money at all, ``sets`` that it only sets
    budgets; ``taken`` are the places whose sums it takes, ``all_taken`` that it takes those of every table.
    """

    hands_out: bool
    takes_in: bool
    deeds: bool
    sets: bool
    money: bool
    yearly: bool
    all_taken: bool
    taken: tuple[Referred, ...]
    taker: Party | None
    giver: Party | None
    payees: tuple[tuple[Statement, Party], ...]

    @classmethod
    def of(cls, told: Sequence[Statement], body: Body) -> "_Asked":
        """What these statements' recommendation says."""
        asked = [one for one in told if one.block.section == "recommendation"]
        words = " ".join(one.text for one in asked)
        deeds = any(_deed(one) for one in asked)
        lines = [one for one in asked if not wording.NOTES.match(shape(one).text)]
        taking = [one for one in asked if _TAKES.search(one.text) and not _GIVES.search(one.text)]
        of_tables = [one for one in asked if wording.OF_TABLE.search(one.text)]
        gives = any(
            _GIVES.search(one.text)
            for one in asked
            if wording.OF_PLACE.search(one.text) and one not in of_tables and not wording.HANDED.search(shape(one).text)
        )
        return cls(
            hands_out=bool(_DECIDES.search(words)),
            takes_in=any(_TAKES.search(one.text) and (not one.amounts or wording.OF_PLACE.search(one.text)) for one in asked),
            deeds=deeds,
            sets=not deeds and re.search(r"\bbudgets?\b", words) is not None,
            money=any(one.amounts or wording.OF_MONEY.search(shape(one).text) for one in lines),
            yearly=any(_EACH_OF.search(one.text) for one in of_tables),
            all_taken=bool(of_tables) and not gives and all(one in taking for one in of_tables),
            taken=tuple(Referred.of([one]) for one in taking),
            taker=_taker(told, body),
            giver=next((party for line, party in givers(told, body) if wording.OF_PLACE.search(line.text)), None),
            payees=tuple(
                (one, one.parties[n].party) for one in asked for n, side in sides(shape(one)).items() if side.means == "payee"
            ),
        )

    def passes_over(self, lead: str) -> bool:
        """Whether the table behind these words tells nothing of this decision's money."""
        past = _PAST.search(lead) and not _DECIDES.search(lead)
        return not (self.hands_out or self.takes_in) or bool(_MOVED.search(lead) or past)

    def takes(self, row: Row) -> bool:
        """Whether a row's sum is taken: its place is, or all tables' are and no line pays that sum to its party."""
        party = row.named.party if row.named else None
        paid = any(one == party and (not line.amounts or row.pence in map(likeliest, line.amounts)) for line, one in self.payees)
        return (self.all_taken and not paid) or any(place.covers(row.statement.block) for place in self.taken)


def claims(told: Sequence[Statement], body: Body) -> Iterator[Claim]:
    """A claim for each row of the tables that hand money out, or that tell whose money comes in."""
    asked = _Asked.of(told, body)
    paid = {party for _, party in asked.payees}
    leads, every = leads_of(told), list(rows(told))
    whole = _paid_whole([one for one in told if one.block.section == "recommendation"], every, body)
    for row in every:
        if asked.passes_over(leads[table_of(row.statement)][-200:]):
            continue
        if asked.yearly and len(row.by_year) < 2:
            row = row._replace(unit="per annum")
        if asked.takes(row):
            row = row._replace(source=True)
        for claim in _claims(row, body, asked.takes_in, paid):
            named = any(party.id for party in claim.payees) or bool(claim.payees and NAMES.search(row.head))
            if claim.verdict == "decided" and not (claim.comes or asked.deeds or (named and asked.money and not asked.sets)):
                continue  # what a budget is for
            if not claim.comes and not claim.payees and table_of(row.statement) in whole:
                continue  # what the price of a contract is made of
            if asked.taker and claim.comes:
                if claim.payer == asked.taker:
                    continue  # its own share
                claim = claim._replace(comes=False, payees=(asked.taker,))
            elif asked.giver and claim.payees and claim.payer is None and not claim.comes and asked.giver not in claim.payees:
                claim = claim._replace(payer=asked.giver)
            yield claim


def _paid_whole(asked: Sequence[Statement], every: Sequence[Row], body: Body) -> set[tuple[str, str]]:
    """The tables whose rows make a sum together that the recommendation pays to somebody who is named."""
    sums: dict[tuple[str, str], int] = {}
    for row in every:
        sums[table_of(row.statement)] = sums.get(table_of(row.statement), 0) + (row.pence or 0)
    paid = {
        likeliest(amount)
        for one in asked
        for amount in one.amounts
        if any(side.means == "payee" and not body.owns(one.parties[n].party) for n, side in sides(shape(one)).items())
    }
    return {table for table, pence in sums.items() if pence in paid}


def _deed(asked: Statement) -> bool:
    """Whether a line of a recommendation speaks of a deed with somebody, and neither notes nor hands on who may do it."""
    text = shape(asked).text
    aside = wording.NOTES.match(text) or wording.HANDED.search(text) or _WITHIN.search(text)
    inside = bool(asked.amounts) and all(set_aside(shape(asked), number) for number in range(len(asked.amounts)))
    return bool(DEED.search(text)) and not (aside or inside)


def _taker(told: Sequence[Statement], body: Body) -> Party | None:
    """Who takes the money that a table lists, where the recommendation names another than the body."""
    for one in told:
        if one.block.section != "recommendation":
            continue
        form = shape(one)
        for number, side in sides(form).items() if not one.amounts or wording.OF_PLACE.search(one.text) else ():
            named = one.parties[number]
            takes = side.rule in RECEIVES or (side.rule == "who takes" and named.kind == "police")
            if takes and counts(named) and not body.owns(named.party):
                return named.party
        for bid in wording.WHOSE_BID.finditer(form.text):
            if one.parties[int(bid["by"] or bid["who"])].kind == "police":
                return one.parties[int(bid["by"] or bid["who"])].party
    return None


def _claims(row: Row, body: Body, takes_in: bool, paid: Collection[Party]) -> Iterator[Claim]:
    named = row.named
    is_body = named is not None and body.owns(named.party)
    known = named is not None and named.party.id is not None
    outside = (
        named is not None and not is_body and named.kind not in (("role", "area", "programme") if known else ("role", "area"))
    )
    rule = EACH_YEAR if _YEARLY.search(row.unit) else "a row of a table"
    whole = Claim(row.statement, None, row.pence, None, (), row.source, "told", rule, by_year=row.by_year)
    if row.source:
        giver = named.party if outside and named else Party(row.label) if BODIES.search(row.head) and named is None else None
        if giver:
            yield whole._replace(payer=giver, verdict="decided" if takes_in else "told")
        return
    listed = bool(NAMES.search(row.head)) and re.match(r"[A-Z]", row.label) is not None
    if _NOBODY_YET.match(row.label):
        if row.pence is not None and row.statement.block.cells[0] != row.label:
            yield whole._replace(service=_plain(row.statement.block.cells[0]), verdict="decided")
        return
    given = [one.party for one in row.parties if counts(one) and pays(one) and not body.owns(one.party)]
    if _GIVEN_TO.match(row.label) and len(given) == 1 and row.pence is not None:
        yield whole._replace(payees=(given[0],), verdict="decided")
        return
    if done := _work_of(row, body):
        yield whole._replace(payees=(done[0],), service=done[1], verdict="decided")
        return
    # "Mentoring Service" in a table of costs is work; in a table of providers it is one of them.
    works = named is not None and named.party.id is None and named.party not in paid and not listed
    works = works and bool(wording.WORK_NAMES.search(row.label.split(" ")[-1]))
    works = works or (named is None and bool(_POTS.search(row.label)))
    if not works and (
        (outside and named and (len(named.written) > 0.5 * len(row.label) or listed)) or (listed and named is None)
    ):
        payees = _payees(row, body) or (Party(_plain(row.label).removeprefix("The ")),)
        if named and named.kind == "service":
            yield whole._replace(service=named.party.name)
        elif row.pence is not None:
            yield whole._replace(payees=payees, verdict="decided")
        else:
            for head, pence in row.columns:
                yield whole._replace(payees=payees, verdict="decided", pence=pence, service=head or None, by_year=())
    elif (
        row.pence is not None
        and not is_body
        and (wording.WORK_NAMES.search(row.label) or _POTS.search(row.label))
        and not _ITEMS.search(row.head)
        and not wording.COST_NAMES.search(row.label)
    ):
        yield whole._replace(service=_plain(row.label), verdict="decided")


def _work_of(row: Row, body: Body) -> tuple[Party, str] | None:
    """Who does what a label names, where it names work and one party apart: Mentoring \u2013 Otter Trust, Mentoring (Otter Trust)."""
    parts = [part.strip(" ):") for part in re.split(r" [\u2013\u2014-] |: | ?\(", row.label)]
    if len(parts) != 2 or row.pence is None:
        return None
    for one in row.parties:
        other = parts[0] if one.written == parts[1] else parts[1]
        work = wording.WORK_NAMES.search(other) and not wording.COST_NAMES.search(other)
        if one.written in parts and work and counts(one) and pays(one) and not body.owns(one.party):
            return one.party, other
    return None


def _plain(label: str) -> str:
    """A label without what stands behind its name: a remark in brackets or behind a dash, on whose behalf."""
    return re.split(r" *(?:\(|,| [\u2013\u2014-] | on behalf of | with | for (?=[a-z]))", label, maxsplit=1)[0].strip() or label


def _payees(row: Row, body: Body) -> tuple[Party, ...]:
    """The parties that a label names before any remark: two joined by a word are paid together."""
    plain = _plain(row.label)
    whole = " and " in plain or "/" in plain or "&" in plain
    named = [
        one
        for one in row.parties
        if one.start - row.start < len(plain) and one.kind not in ("role", "area", "programme", "service")
    ]
    parties = tuple(dict.fromkeys(one.party for one in named if not body.owns(one.party)))
    if not whole and parties and parties[0].id is None and parties[0].name == named[0].written:
        return (Party(plain.removeprefix("The ")),)  # a label says a new name whole
    return parties if whole else parties[:1]
