"""Which facts a question is about: of a decision, of a programme, as of a date, in a year, of a stage, only what is stated.

Two times are kept apart. ``as_of`` asks when something was decided, ``year`` what money is for. A date that is
told to the month or year is read so that nothing is counted that may not have been signed: at its latest.
"""

from collections.abc import Collection
from typing import NamedTuple

from graphkit import names, period
from graphkit.errors import UsageError

#: Facts of a programme: those that name it or a unit of it, however far down, in a field that holds a programme or a
#: service, as one of their ends, as a partner, or in a partnership's name. What moves no money (a delegation, an
#: authority to spend, an observation) belongs to it, too, where a fact that it names does, or one that draws on it.
OF_PROGRAMME = """fact.id IN (
  WITH RECURSIVE
    unit (id) AS (SELECT ? UNION SELECT organisation.id FROM organisation JOIN unit ON organisation.unit_of = unit.id),
    about (id) AS (
      SELECT fact.id FROM fact WHERE subject IN (SELECT id FROM unit)
      UNION SELECT fact.id FROM fact WHERE object IN (SELECT id FROM unit)
      UNION SELECT participant.fact FROM participant JOIN fact ON fact.id = participant.fact
        JOIN relation ON relation.name = fact.relation LEFT JOIN field ON field.key = participant.field
        WHERE participant.organisation IN (SELECT id FROM unit)
        AND (field.form = 'programme' OR participant.field IN (relation.peers, 'called'))
      UNION SELECT reference.fact FROM about JOIN reference ON reference.other = about.id
        JOIN fact ON fact.id = reference.fact JOIN relation ON relation.name = fact.relation
        WHERE relation.carries IS NOT 'money'
      UNION SELECT reference.other FROM about JOIN reference ON reference.fact = about.id
        JOIN field ON field.key = reference.field WHERE field.inverse IS NOT NULL)
  SELECT id FROM about)"""


class Scope(NamedTuple):
    """Limits of a question; the default lets every fact in.

    ``decision`` is one of its references in any spelling; ``programme`` a programme, service or other party by any of its
    names (facts of it or of a unit of it, see ``OF_PROGRAMME``; a desk puts its id there); ``as_of`` a date (facts of
    decisions signed by then; those that nobody knows to be signed by then are left out, and named); ``year`` a UK
    financial year (facts whose time is not told stay in: unknown is not no); ``stated_only`` leaves out inferred facts,
    and of the others the fields that were inferred (see :attr:`graphkit.store.Store.said`); ``stage`` is a stage of
    money, or several with commas (facts without a stage, such as budgets, stay in).

    >>> Scope(decision="PCD172", stage="Paid, in force").checked()
    Scope(decision='pcd-172', as_of=None, year=None, stated_only=False, stage='paid,in_force', programme=None)
    """

    decision: str | None = None
    as_of: str | None = None
    year: str | None = None
    stated_only: bool = False
    stage: str | None = None
    programme: str | None = None

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages asked for, as the ontology writes them."""
        listed = (part.strip().lower().replace(" ", "_") for part in (self.stage or "").split(","))
        return tuple(dict.fromkeys(filter(None, listed)))

    def checked(self, stages: Collection[str] | None = None) -> "Scope":
        """The same with the decision's id, dates that are dates, stages of these ``stages``; UsageError otherwise."""
        try:
            if self.as_of:
                period.earliest(self.as_of)
            if self.year:
                period.financial_year(self.year)
        except ValueError as error:
            raise UsageError(str(error), "write a date as 2017-03-20, a year as 2017/18") from None
        if self.stage is not None and not self.stages:
            raise UsageError("no stage", "write one, such as approved, or leave it out")
        if stages is not None and (unknown := [stage for stage in self.stages if stage not in stages]):
            raise UsageError(f"there is no stage {unknown[0]!r}", "write " + ", ".join(stages))
        return self._replace(
            decision=names.decision_id(self.decision) if self.decision else None, stage=",".join(self.stages) or None
        )

    def where(self) -> tuple[str, list[str]]:
        """SQL conditions on ``fact`` and their parameters, of a programme's id; ``as_of`` is for :meth:`signed`."""
        parts, parameters = [], []
        if self.decision:
            parts.append("fact.decision = ?")
            parameters.append(self.decision)
        if self.programme:
            parts.append(OF_PROGRAMME)
            parameters.append(self.programme)
        if self.year:
            first, last = period.year_days(self.year)
            parts.append("(fact.first_day IS NULL OR fact.first_day <= ?) AND (fact.last_day IS NULL OR fact.last_day >= ?)")
            parameters += [last, first]
            parts.append(
                "(fact.id IN (SELECT fact FROM schedule WHERE year = ?)"
                " OR NOT EXISTS (SELECT 1 FROM schedule WHERE schedule.fact = fact.id))"
            )
            parameters.append(self.year)
        if self.stated_only:
            parts.append("fact.stated = 1")
        if self.stages:
            parts.append(f"(fact.stage IS NULL OR fact.stage IN ({', '.join('?' * len(self.stages))}))")
            parameters += self.stages
        return "".join(f" AND {part}" for part in parts), parameters

    def signed_in_sql(self) -> tuple[str, list[str]]:
        """The same as :meth:`signed` as a condition on ``fact``; what nobody knows to be signed does not count."""
        if self.as_of is None:
            return "", []
        return " AND fact.decision IN (SELECT id FROM decision WHERE signed_by_day <= ?)", [period.latest(self.as_of)]

    def signed(self, by_day: str | None, told: str | None = None) -> bool | None:
        """Whether a decision signed no later than ``by_day`` counts; None where nobody knows.

        Nobody knows where it has no date, or one ``told`` only to the month or year in which ``as_of`` lies.

        >>> as_of = Scope(as_of="2017-02-15")
        >>> as_of.signed("2017-02-28", "2017-02"), as_of.signed("2017-02-28", "2017-02-28"), as_of.signed("2017-02-01")
        (None, False, True)
        """
        if self.as_of is None:
            return True
        if by_day is None:
            return None
        last = period.latest(self.as_of)
        return None if by_day > last and told and period.earliest(told) <= last else by_day <= last
