"""What graphkit knows, as plain frozen values: parties, decisions and the facts that they state.

Named tuples rather than data classes: a command that answers one question must start at once, and
these cost nothing to import.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

#: Kinds of party that several organisations make up, named by a document one by one or together. What such a party pays or
#: is paid is theirs together, and nobody knows how they split it. Written in Python as in SQL.
SHARING = ("joint group", "collective")

#: What a piece of evidence is written with, in the order of its value: words that a program read, and where they stand.
EVIDENCE = ("locator", "start", "end", "words", "rule")


class Organisation(NamedTuple):
    """A party with one stable id, and its other names.

    ``members`` are ids; ``identifiers`` maps a scheme (gss, charity, company) to an identifier that
    is sure. ``kind`` is one of the ontology's words. ``since`` and ``until`` are dates, as precise as they
    are told; ``replaces`` are ids of bodies whose work it took over, ``former_names`` its own of before.

    >>> Organisation("mopac", "Mayor's Office for Policing and Crime", "public body").aliases
    ()
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = {}
    unit_of: str | None = None
    members: tuple[str, ...] = ()
    note: str | None = None
    since: str | None = None
    until: str | None = None
    replaces: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that leads to it, the proper one first.

        >>> Organisation("otter-trust", "Otter Trust", "charity", ("The Otters",), former_names=("Otter Fund",)).names
        ('Otter Trust', 'The Otters', 'Otter Fund')
        """
        return (self.name, *self.aliases, *self.former_names)


class Decision(NamedTuple):
    """A published decision. Dates keep the precision they are told with; all ids are slugs.

    ``between`` bounds an undated decision's date (inferred from its text). ``aliases`` are other references
    of the same decision, as written: an older number, a slip of the pen.
    """

    id: str
    reference: str
    title: str
    url: str | None = None
    date_signed: str | None = None
    between: tuple[str, str] | None = None
    decided_by: str | None = None
    programmes: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Telling(NamedTuple):
    """One of the values that the same decision tells for one field of a fact, in the order of its file.

    Which of them is used :mod:`graphkit.rules` says.
    """

    field: str
    value: Any
    locators: tuple[str, ...]


class Judgement(NamedTuple):
    """Somebody's word on which of several statements is used: no decision's own, and it can be turned round.

    ``use`` has the form of the field: one of the values told, or the one fact of those that exclude each
    other. ``by`` is a role.
    """

    field: str
    use: Any
    because: str
    by: str
    on: str


class Fact(NamedTuple):
    """What one decision says. Its id, ``pcd-172/nhse-mopac``, is a stable key.

    ``values`` holds the ontology's fields: whole pence for money, ids for parties and facts, text for
    dates and years, tuples for what may be several (a set, in a fixed order), dicts for schedules.
    ``published`` keeps the parties' names as the document writes them, ``told`` what it tells otherwise,
    ``judged`` what was judged of that.
    """

    id: str
    relation: str
    decision: str
    values: Mapping[str, Any]
    told: tuple[Telling, ...] = ()
    published: Mapping[str, str] = {}
    judged: tuple[Judgement, ...] = ()

    @property
    def said(self) -> "Fact":
        """The fact without the fields that its reader inferred, and so without ``inferred``; the same where there are none.

        >>> found = Fact("x-1/a", "flow", "x-1", {"stage": "paid", "service": "Arch", "inferred": ("service",)})
        >>> found.said.values
        {'stage': 'paid'}
        """
        if "inferred" not in self.values:
            return self
        dropped = {*self.values["inferred"], "inferred"}
        values, published = (
            {key: value for key, value in kept.items() if key not in dropped} for kept in (self.values, self.published)
        )
        return self._replace(values=values, published=published)

    def body(self) -> str:
        """The fact's content as one line of JSON, the same for the same content."""
        content = {"values": self.values, "told": self.told, "published": self.published}
        if self.judged:
            content["judged"] = self.judged
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_body(cls, id: str, relation: str, decision: str, body: str) -> "Fact":
        """The fact whose content is ``body``; the inverse of :meth:`body`."""
        content = json.loads(body)
        return cls(
            id,
            relation,
            decision,
            frozen(content["values"]),
            tuple(Telling(field, frozen(value), tuple(locators)) for field, value, locators in content["told"]),
            content["published"],
            tuple(Judgement(*frozen(row)) for row in content.get("judged", ())),
        )


def frozen(value: Any) -> Any:
    """JSON's lists as tuples, at any depth.

    >>> frozen({"a": ["b", ["c"]]})
    {'a': ('b', ('c',))}
    """
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value


class Content(NamedTuple):
    """All that one build holds: parties, decisions and facts, each sorted by id."""

    organisations: tuple[Organisation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: tuple[Fact, ...] = ()
