"""The tables of the store's SQLite file, and how content becomes rows. Read with Datasette as it is."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from graphkit import names, period
from graphkit.forms import DECISIONS, FACTS, PARTIES
from graphkit.model import Content, Decision, Fact, Organisation
from graphkit.ontology import Ontology, Relation

#: What facts are found by, and what a fact in part inferred may have otherwise without what is inferred.
_ENDS = "id TEXT PRIMARY KEY, relation TEXT NOT NULL, decision TEXT NOT NULL, subject TEXT, object TEXT, stated INTEGER NOT NULL"
_REST = (
    "pence INTEGER, amount_kind TEXT, currency TEXT, stage TEXT, restricted INTEGER NOT NULL, named INTEGER NOT NULL,"
    " first_day TEXT, last_day TEXT, body TEXT NOT NULL, digest TEXT NOT NULL"
)
_FACT = f"{_ENDS}, {_REST}"

#: ``said`` holds the facts of which fields were inferred a second time, without these; so does ``said`` of what hangs on them.
TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE relation (
  name TEXT PRIMARY KEY, rank INTEGER NOT NULL, label TEXT NOT NULL, section TEXT NOT NULL,
  definition TEXT NOT NULL, carries TEXT, subject TEXT, object TEXT, peers TEXT, uses TEXT, alternatives TEXT,
  earlier TEXT, link TEXT, fields TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE field (
  key TEXT PRIMARY KEY, form TEXT NOT NULL, fallback TEXT, definition TEXT NOT NULL, one_of TEXT NOT NULL,
  inverse TEXT, sums_to TEXT, read_at TEXT, link_word TEXT
) WITHOUT ROWID;
CREATE TABLE organisation (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, unit_of TEXT, note TEXT, since TEXT, until TEXT,
  aliases TEXT NOT NULL, former_names TEXT NOT NULL, identifiers TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE member (party TEXT NOT NULL, member TEXT NOT NULL, PRIMARY KEY (party, member)) WITHOUT ROWID;
CREATE TABLE succession (later TEXT NOT NULL, earlier TEXT NOT NULL, PRIMARY KEY (later, earlier)) WITHOUT ROWID;
CREATE TABLE label (key TEXT NOT NULL, organisation TEXT NOT NULL, PRIMARY KEY (key, organisation)) WITHOUT ROWID;
CREATE TABLE decision (
  id TEXT PRIMARY KEY, reference TEXT NOT NULL, title TEXT NOT NULL, url TEXT, date_signed TEXT,
  signed_by_day TEXT, date_from TEXT, date_to TEXT, decided_by TEXT,
  programmes TEXT NOT NULL, cites TEXT NOT NULL, notes TEXT NOT NULL, aliases TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE other_reference (key TEXT PRIMARY KEY, decision TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fact ({_FACT}) WITHOUT ROWID;
CREATE TABLE said ({_FACT}) WITHOUT ROWID;
CREATE TABLE participant (organisation TEXT NOT NULL, field TEXT NOT NULL, fact TEXT NOT NULL, said INTEGER NOT NULL,
  PRIMARY KEY (organisation, field, fact)) WITHOUT ROWID;
CREATE TABLE schedule (fact TEXT NOT NULL, year TEXT NOT NULL, pence INTEGER NOT NULL, said INTEGER NOT NULL,
  PRIMARY KEY (fact, year)) WITHOUT ROWID;
CREATE TABLE reference (fact TEXT NOT NULL, field TEXT NOT NULL, other TEXT NOT NULL, said INTEGER NOT NULL,
  PRIMARY KEY (fact, field, other)) WITHOUT ROWID;
CREATE TABLE telling (fact TEXT NOT NULL, field TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL,
  used INTEGER NOT NULL, PRIMARY KEY (fact, field, position)) WITHOUT ROWID;
CREATE TABLE evidence (fact TEXT NOT NULL, position INTEGER NOT NULL, locator TEXT NOT NULL,
  PRIMARY KEY (fact, position)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(title, text, kind UNINDEXED, id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
"""


def _said_views() -> str:
    """The views with the names of tables and ``said_`` before: the same without the fields that were inferred."""
    ends, rest = ([column.split()[0] for column in columns.split(", ")] for columns in (_ENDS, _REST))
    # No join: a view of one table is taken apart wherever it stands, so that its indexes are used.
    this = "FROM said WHERE said.id = fact.id"
    shown = [*ends, *(f"iif(EXISTS (SELECT 1 {this}), (SELECT said.{key} {this}), fact.{key}) AS {key}" for key in rest)]
    views = {"fact": f"SELECT {', '.join(shown)} FROM fact"}
    views |= {table: f"SELECT * FROM {table} WHERE said" for table in ("participant", "schedule", "reference")}
    return "".join(f"CREATE VIEW said_{table} AS {rows};\n" for table, rows in views.items())


#: Made after the rows: that is several times faster.
INDEXES = f"""
CREATE INDEX label_organisation ON label (organisation);
CREATE INDEX member_of ON member (member, party);
CREATE INDEX succession_earlier ON succession (earlier, later);
CREATE INDEX fact_subject ON fact (subject, relation);
CREATE INDEX fact_object ON fact (object, relation, restricted, named, subject, first_day, last_day, stated);
CREATE INDEX fact_relation ON fact (relation);
CREATE INDEX fact_decision ON fact (decision, relation);
CREATE INDEX reference_other ON reference (other, field);
CREATE VIEW flow AS
  SELECT fact.id, s.name AS "from", o.name AS "to", fact.pence / 100.0 AS pounds, fact.amount_kind, fact.stage,
         fact.stated, fact.first_day, fact.last_day, decision.reference, fact.relation
  FROM fact JOIN organisation s ON s.id = fact.subject JOIN organisation o ON o.id = fact.object
  JOIN decision ON decision.id = fact.decision;
{_said_views()}"""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Parties:
    """Names of parties by id, and the other way round where a name leads to one party alone."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self.name: dict[str, str] = {}
        self._by_key: dict[str, set[str]] = {}
        for party in organisations:
            self.name[party.id] = party.name
            for text in party.names:
                self._by_key.setdefault(names.key(text), set()).add(party.id)

    def called(self, name: str) -> list[str]:
        """The one party of a name, or none."""
        found = self._by_key.get(names.key(name), set())
        return [*found] if len(found) == 1 else []


def create(path: str) -> sqlite3.Connection:
    """A new, empty file with the tables, open for one bulk load: it is thrown away if that fails."""
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; " + TABLES)
    return db


def fill(db: sqlite3.Connection, content: Content, ontology: Ontology, meta: dict[str, str]) -> None:
    """Write content into new tables, in one transaction, then the indexes."""
    db.execute("BEGIN")
    db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    _ontology(db, ontology)
    for party in content.organisations:
        _organisation(db, party)
    for decision in content.decisions:
        _decision(db, decision)
    facts(db, content.facts, ontology, Parties(content.organisations))
    db.execute("COMMIT")
    db.executescript(INDEXES + "INSERT INTO words(words) VALUES ('optimize'); ANALYZE;")


def _ontology(db: sqlite3.Connection, ontology: Ontology) -> None:
    db.executemany(
        "INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (r.name, rank, r.label, r.section, r.definition, r.carries, *roles, _json(r.fields))
            for rank, r in enumerate(ontology.relations.values())
            for roles in [(r.subject, r.object, r.peers, r.uses, r.alternatives, r.earlier, r.link)]
        ],
    )
    db.executemany(
        "INSERT INTO field VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (f.key, f.form, fallback, f.definition, _json(f.one_of), f.inverse, f.sums_to, f.read_at, f.link_word)
            for f in ontology.fields.values()
            for fallback in [None if f.default is None else _json(f.default)]
        ],
    )


def _organisation(db: sqlite3.Connection, party: Organisation) -> None:
    db.execute(
        "INSERT INTO organisation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(party.id, party.name, party.kind, party.unit_of, party.note, party.since, party.until),
            *(_json(item) for item in (party.aliases, party.former_names, dict(party.identifiers))),
        ),
    )
    db.executemany("INSERT INTO member VALUES (?, ?)", [(party.id, member) for member in party.members])
    db.executemany("INSERT INTO succession VALUES (?, ?)", [(party.id, earlier) for earlier in party.replaces])
    db.executemany("INSERT INTO label VALUES (?, ?)", [(key, party.id) for key in sorted(names.labels(party))])
    db.execute("INSERT INTO words VALUES (?, ?, ?, ?)", (party.name, " · ".join(party.names[1:]), "organisation", party.id))


def _decision(db: sqlite3.Connection, decision: Decision) -> None:
    signed = decision.date_signed
    db.execute(
        "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            decision.id,
            decision.reference,
            decision.title,
            decision.url,
            signed,
            period.latest(signed) if signed else None,
            *(decision.between or (None, None)),
            decision.decided_by,
            *(_json(item) for item in (decision.programmes, decision.cites, decision.notes, decision.aliases)),
        ),
    )
    keys = sorted({names.decision_id(alias) for alias in decision.aliases} - {decision.id})
    db.executemany("INSERT INTO other_reference VALUES (?, ?)", [(key, decision.id) for key in keys])
    called = " · ".join((decision.reference, *decision.aliases))
    db.execute("INSERT INTO words VALUES (?, ?, ?, ?)", (decision.title, called, "decision", decision.id))


def facts(db: sqlite3.Connection, found: Iterable[Fact], ontology: Ontology, parties: "Parties") -> None:
    """Insert facts and what hangs on them."""
    links: list[tuple[str, tuple[Any, ...]]] = []

    def flush() -> None:
        for table, width in (("participant", 4), ("schedule", 4), ("reference", 4), ("evidence", 3), ("telling", 5)):
            marks = ", ".join("?" * width)
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", [row for name, row in links if name == table])
        links.clear()

    for fact in found:
        relation, said = ontology.relations[fact.relation], fact.said
        hanging = list(_links(fact, relation, ontology, parties))
        kept = hanging if said is fact else list(_links(said, relation, ontology, parties))
        for table, one in [("fact", fact)] if said is fact else [("fact", fact), ("said", said)]:
            db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * 16)})", _row(one, relation))
        links.extend((table, (*row, kept is hanging or (table, row) in kept)) for table, row in hanging)
        links.extend(("evidence", (fact.id, position, locator)) for position, locator in enumerate(fact.values["locators"]))
        links.extend(("telling", row) for row in _tellings(fact, ontology))
        db.execute("INSERT INTO words VALUES (?, ?, ?, ?)", _words(fact, relation, ontology, parties))
        if len(links) > 50_000:
            flush()
    flush()


def _words(fact: Fact, relation: Relation, ontology: Ontology, parties: "Parties") -> tuple[str, str, str, str]:
    """What a fact is found by: its two ends, and what it says in words."""
    ends = [parties.name[fact.values[role]] for role in (relation.subject, relation.object) if role]
    said = [
        value for key, value in fact.values.items() if ontology.fields[key].form == "text" and not ontology.fields[key].one_of
    ]
    return (" → ".join(ends), "; ".join(said), fact.relation, fact.id)


def _row(fact: Fact, relation: Relation) -> tuple[Any, ...]:
    values, body = fact.values, fact.body()
    return (
        fact.id,
        fact.relation,
        fact.decision,
        values.get(relation.subject or ""),
        values.get(relation.object or ""),
        values.get("stated", True),
        values.get("amount"),
        values.get("amount_kind"),
        values.get("currency", "GBP") if "amount" in relation.fields else None,
        values.get("stage"),
        "restricted_to" in values,
        "funded_from" in values,
        *period.span(values),
        body,
        hashlib.sha256(body.encode()).hexdigest()[:16],
    )


def _tellings(fact: Fact, ontology: Ontology) -> Iterator[tuple[Any, ...]]:
    """The values that a fact tells for a field, and whether each is the one that is used."""
    for position, telling in enumerate(fact.told, 1):
        used = telling.value == fact.values.get(telling.field, ontology.fields[telling.field].default)
        yield fact.id, telling.field, position, _json(telling.value), used


def _links(fact: Fact, relation: Relation, ontology: Ontology, parties: "Parties") -> Iterator[tuple[str, tuple[Any, ...]]]:
    if relation.peers and "name" in fact.values:
        yield from (("participant", (party, "called", fact.id)) for party in parties.called(fact.values["name"]))
    for key, value in fact.values.items():
        form = ontology.fields[key].form
        listed = value if isinstance(value, tuple) else (value,)
        if form in PARTIES and key not in (relation.subject, relation.object):
            yield from (("participant", (party, key, fact.id)) for party in listed)
        elif form in FACTS or form in DECISIONS:
            yield from (("reference", (fact.id, key, other)) for other in listed)
        elif form == "schedule":
            yield from (("schedule", (fact.id, year, pence)) for year, pence in value.items())
