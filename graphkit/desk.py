"""The desk at which a question is answered: names looked up, facts read in scope, values made plain."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from graphkit import disputes, names, rules
from graphkit.errors import AmbiguousName, UnknownName
from graphkit.model import EVIDENCE, SHARING, Judgement, Telling
from graphkit.money import pounds
from graphkit.scope import Scope
from graphkit.store import Store

Answer = dict[str, Any]

#: What a row of money has, in this order, whatever is known.
ROW = (
    "amount",
    "amount_kind",
    "currency",
    "financial_years",
    "start",
    "end",
    "stage",
    "condition",
    "restricted_to",
    "instrument",
    "programme",
    "service",
    "stated",
)

#: Facts that move money from one party to another.
MONEY = "relation.carries = 'money' AND relation.subject IS NOT NULL AND relation.object IS NOT NULL"


class Desk:
    """A store with the look-ups that answers share; one for each question."""

    def __init__(self, store: Store, scope: Scope | None = None, *, every_id: bool = False) -> None:
        self.every_id = every_id
        self.scope = (scope or Scope()).checked()
        self.db = store.said if self.scope.stated_only else store.db
        if self.scope.stage:
            words = self.db.execute("SELECT one_of FROM field WHERE key = 'stage'").fetchone()
            self.scope = self.scope.checked(json.loads(words[0]) if words else ())
        self.left_out: set[str] = set()
        self._telling: set[str] | None = None
        self._parties: dict[str, Answer] = {}
        self._forms: dict[str, tuple[str, Any]] = {}
        self._sums: dict[str, str] = {}
        self._read_at: dict[str, str] = {}
        self._ends: dict[str, tuple[str, str]] = {}
        self._references: dict[str, str | None] = {}
        if self.scope.decision:
            self.scope = self.scope._replace(decision=self.decision(self.scope.decision))
        if self.scope.programme is not None:
            self.scope = self.scope._replace(programme=self.resolve(self.scope.programme)["id"])

    # ---- names ---------------------------------------------------------------------------------------

    def resolve(self, name: str) -> Answer:
        """The one party of a name, alias, former name, id or identifier; UnknownName or AmbiguousName otherwise."""
        by_id = "SELECT id, name FROM organisation WHERE id = ?"
        by_name = "SELECT id, name FROM label JOIN organisation ON id = organisation WHERE key = ?"
        found = self.db.execute(by_id, (name,)).fetchall() or self.db.execute(by_name, (names.key(name),)).fetchall()
        if len(found) == 1:
            return {"id": found[0][0], "name": found[0][1]}
        if found:
            raise AmbiguousName(name, sorted(f"{proper} ({id})" for id, proper in found))
        called = {
            text: proper
            for proper, aliases, former in self.db.execute(
                "SELECT name, aliases, former_names FROM organisation WHERE kind <> 'unnamed' LIMIT 20000"
            )
            for text in (proper, *json.loads(aliases), *json.loads(former))
        }
        raise UnknownName(name, names.near_parties(name, called))

    def party(self, id: str) -> Answer:
        """``{"id", "name"}``; the id is None for a party that its document does not name, unless ``every_id``."""
        if id not in self._parties:
            row = self.db.execute("SELECT name, kind FROM organisation WHERE id = ?", (id,)).fetchone()
            name, kind = row or (id, None)
            self._parties[id] = {"id": None if kind == "unnamed" and not self.every_id else id, "name": name}
        return self._parties[id]

    def decision(self, reference: str) -> str:
        """The id of the decision with this reference, its own or another one, in any spelling; UnknownName otherwise."""
        id = names.decision_id(reference)
        row = self.db.execute(
            "SELECT id FROM decision WHERE id = ? UNION ALL SELECT decision FROM other_reference WHERE key = ?", (id, id)
        ).fetchone()
        if row is None:
            known = [
                written
                for own, aliases in self.db.execute("SELECT reference, aliases FROM decision LIMIT 20000")
                for written in (own, *json.loads(aliases))
            ]
            near = names.near(names.reference(id), known) or sorted(known)[:5]
            raise UnknownName(names.reference(id), near, "there is no decision")
        return str(row[0])

    def own_reference(self, decision: str) -> str | None:
        """The reference of the decision with this id; None where the store has no such decision."""
        if decision not in self._references:
            row = self.db.execute("SELECT reference FROM decision WHERE id = ?", (decision,)).fetchone()
            self._references[decision] = row and row[0]
        return self._references[decision]

    def cited(self, decision: str) -> str:
        """The reference of a decision that is named, by its id: its own, or the one that its id stands for."""
        return self.own_reference(decision) or names.reference(decision)

    def groups(self, party: str) -> list[str]:
        """Joint groups of which a party is a member."""
        found = self.db.execute(
            f"SELECT party FROM member JOIN organisation ON id = party WHERE member = ? AND kind IN {SHARING} ORDER BY 1",
            (party,),
        )
        return [id for (id,) in found]

    def members(self, party: str) -> list[str]:
        """Ids of a group's members."""
        return [id for (id,) in self.db.execute("SELECT member FROM member WHERE party = ? ORDER BY 1", (party,))]

    @staticmethod
    def involving(party: str) -> tuple[str, list[str]]:
        """A condition on ``fact``, with its parameters: facts with a party, or with a joint group that it belongs to."""
        groups = f"(SELECT party FROM member JOIN organisation ON id = party WHERE member = ? AND kind IN {SHARING})"
        within = "fact.id IN (SELECT fact FROM participant WHERE organisation = ?)"
        ends = f"fact.subject = ? OR fact.object = ? OR fact.subject IN {groups} OR fact.object IN {groups}"
        return f"({within} OR {ends})", [party] * 5

    # ---- facts ---------------------------------------------------------------------------------------

    def facts(self, condition: str, parameters: Iterable[Any]) -> Iterator[Answer]:
        """Facts that fit a condition on ``fact`` and ``relation`` and lie in the scope, as dicts.

        Decisions that nobody knows to be signed by the date asked for go to ``left_out`` instead. A fact that
        others exclude is ``contested``, and its ``conflicts`` say whether it is the one that is used.
        """
        more, also = self.scope.where()
        rows = self.db.execute(
            "SELECT fact.id, fact.relation, relation.fields, fact.body, decision.reference, decision.date_signed, decision.url,"
            f" decision.date_from, decision.date_to, decision.signed_by_day, {disputes.CONTESTED}"
            " FROM fact JOIN relation ON relation.name = fact.relation JOIN decision ON decision.id = fact.decision"
            f" WHERE {condition}{more} ORDER BY decision.date_signed IS NULL, decision.date_signed, fact.decision, fact.id",
            [*parameters, *also],
        )
        for id, relation, fields, body, reference, signed, url, earliest, latest, by_day, contested in rows:
            if self.counts(reference, signed, by_day):
                yield {
                    "id": id,
                    "relation": relation,
                    **self.plain(json.loads(body), json.loads(fields)),
                    **(self._contested(id) if contested else {}),
                    "decision": reference,
                    "decided": signed,
                    "decided_between": [earliest, latest] if earliest else None,
                    "url": url,
                }

    def tells(self, decision: str) -> bool:
        """Whether a decision is the one asked for, and states a fact of the programme asked for."""
        if self.scope.programme is None:
            return self.scope.decision in (None, decision)
        if self._telling is None:
            more, also = Scope(decision=self.scope.decision, programme=self.scope.programme).where()
            rows = self.db.execute(f"SELECT DISTINCT fact.decision FROM fact WHERE 1{more}", also)
            self._telling = {id for (id,) in rows}
        return decision in self._telling

    def counts(self, reference: str, signed: str | None, by_day: str | None) -> bool:
        """Whether a decision signed then counts; one of which nobody knows goes to ``left_out``."""
        counts = self.scope.signed(by_day, signed)
        if counts is None:
            self.left_out.add(reference)
        return bool(counts)

    def left(self) -> Answer:
        """The decisions left out for want of a date, and between which dates each was signed as far as is known."""
        listed = sorted(self.left_out)
        rows = self.db.execute(
            "SELECT reference, coalesce(date_signed, date_from), coalesce(date_signed, date_to) FROM decision"
            " WHERE reference IN (SELECT value FROM json_each(?)) ORDER BY 1",
            [json.dumps(listed)],
        )
        between = {reference: [first, last] for reference, first, last in (rows if listed else ()) if first}
        return {"left_out": listed, "left_out_between": between}

    def _contested(self, id: str) -> Answer:
        found = [
            {
                "conflict": dispute.id,
                "with": [other for other in dispute.facts if other != id],
                "used": dispute.used == id,
                "rule": dispute.choice.rule,
            }
            for dispute in disputes.of_fact(self, id)
        ]
        return {"contested": True, "conflicts": found} if found else {}

    def plain(self, body: Answer, fields: list[str]) -> Answer:
        """A stored body as an answer, fields in the ontology's order: Decimal pounds, parties by name, defaults said."""
        if not self._forms:
            found = self.db.execute("SELECT key, form, fallback, sums_to, read_at FROM field").fetchall()
            self._forms = {key: (form, fallback and json.loads(fallback)) for key, form, fallback, *_ in found}
            self._sums = {key: sums_to for key, _, _, sums_to, _ in found if sums_to}
            self._read_at = {key: read_at for key, *_, read_at in found if read_at}
        values = body["values"]
        answer = {
            key: self._value(self._forms[key][0], values[key]) if key in values else None
            for key in fields
            if key in values or key == "amount"  # an amount that is not stated is said to be so
        }
        answer["stated"] = values.get("stated", True)
        if "amount" in values:
            answer.setdefault("currency", self._forms["currency"][1])
        if body["told"]:
            answer["told"] = self._told(body)
        if body["published"]:
            answer["published"] = body["published"]
        return answer

    def _told(self, body: Answer) -> list[Answer]:
        """Every value that is told for a field, whether it is used, and the rule by which one is."""
        told = [Telling(*row) for row in body["told"]]
        judged = [Judgement(*row) for row in body.get("judged", ())]
        choices = rules.values(told, body["values"], judged, self._sums, self._read_at)
        rows = []
        for telling in told:
            form, fallback = self._forms[telling.field]
            choice, used = choices[telling.field], telling.value == body["values"].get(telling.field, fallback)
            row = {"field": telling.field, "value": self._value(form, telling.value), "locators": telling.locators}
            rows.append(row | {"used": used, "rule": choice.rule, "judgement": reasons(choice)})
        return rows

    def _value(self, form: str, value: Any) -> Any:
        if form == "money":
            return pounds(value)
        if form == "schedule":
            return {year: pounds(amount) for year, amount in value.items()}
        if form in ("number", "numbers"):
            return [Decimal(item) for item in value] if isinstance(value, list) else Decimal(value)
        if form == "party":
            return self.party(value)
        if form == "programme":
            return self.party(value)["name"]
        if form == "parties":
            return [self.party(item) for item in value]
        if form == "decision":
            return self.cited(value)
        if form == "decisions":
            return [self.cited(item) for item in value]
        if form == "evidence":
            return [dict(zip(EVIDENCE, item, strict=True)) for item in value]
        return value

    def ends(self, relation: str) -> tuple[str, str]:
        """The keys of a relation's subject and object."""
        if relation not in self._ends:
            row = self.db.execute("SELECT subject, object FROM relation WHERE name = ?", (relation,)).fetchone()
            self._ends[relation] = (row[0], row[1])
        return self._ends[relation]

    def row(self, fact: Answer) -> Answer:
        """A fact of money between two parties as the contract's row: every key, then what more is known."""
        ends = self.ends(fact["relation"])
        row: Answer = {"funder": fact[ends[0]], "recipient": fact[ends[1]]}
        row |= {key: fact.get(key) for key in ROW}
        row["financial_years"] = fact.get("financial_years") or list(fact.get("by_year") or ())
        row["shared"] = None
        row |= {key: fact[key] for key in ("decision", "decided", "url")}
        row |= {"locators": fact["locators"], "flow": fact["id"]}
        rest = fact.keys() - row.keys() - {"id", *ends}
        return row | {key: fact[key] for key in sorted(rest)}


def undated(store: Store, scope: Scope | None = None) -> Answer:
    """The decisions of a scope that are left out for want of a date (see :meth:`Desk.left`)."""
    desk = Desk(store, scope)
    for id, reference, signed, by_day in desk.db.execute("SELECT id, reference, date_signed, signed_by_day FROM decision"):
        if desk.tells(id):
            desk.counts(reference, signed, by_day)
    return desk.left()


def unreviewed(fact: Answer) -> Answer:
    """The mark of a fact that nobody has reviewed, for an answer that has some of its fields; empty for every other.

    >>> unreviewed({"id": "x-1/a", "reviewed": False}), unreviewed({"id": "x-1/a", "reviewed": True})
    ({'reviewed': False}, {})
    """
    return {"reviewed": False} if fact.get("reviewed") is False else {}


def reasons(choice: rules.Choice) -> Answer | None:
    """Why, by whom and when it was judged which statement is used; None where a rule says so."""
    judgement = choice.judgement
    return None if judgement is None else {"because": judgement.because, "by": judgement.by, "on": judgement.on}
