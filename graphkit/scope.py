"""Which facts a question is about: of one decision, as of a date, in a year, only what is stated."""

from typing import NamedTuple

from graphkit import names, period
from graphkit.errors import UsageError


class Scope(NamedTuple):
    """Limits of a question; the default lets every fact in.

    ``decision`` is a reference in any spelling; ``as_of`` a date (facts of decisions signed by then;
    undated ones are left out, and named); ``year`` a UK financial year (facts whose time is not told
    stay in: unknown is not no); ``stated_only`` leaves inferred facts out.

    >>> Scope(decision="PCD172", year="2017/18").checked().decision
    'pcd-172'
    """

    decision: str | None = None
    as_of: str | None = None
    year: str | None = None
    stated_only: bool = False

    def checked(self) -> "Scope":
        """The same with the decision's id, and dates that are dates; UsageError otherwise."""
        try:
            if self.as_of:
                period.earliest(self.as_of)
            if self.year:
                period.financial_year(self.year)
        except ValueError as error:
            raise UsageError(str(error), "write a date as 2017-03-20, a year as 2017/18") from None
        return self._replace(decision=names.decision_id(self.decision) if self.decision else None)

    def where(self) -> tuple[str, list[str]]:
        """SQL conditions on ``fact`` and their parameters; ``as_of`` is for :meth:`signed`."""
        parts, parameters = [], []
        if self.decision:
            parts.append("fact.decision = ?")
            parameters.append(self.decision)
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
        return "".join(f" AND {part}" for part in parts), parameters

    def signed_in_sql(self) -> tuple[str, list[str]]:
        """The same as :meth:`signed` as a condition on ``fact``; undated decisions do not count."""
        if self.as_of is None:
            return "", []
        return " AND fact.decision IN (SELECT id FROM decision WHERE signed_by_day <= ?)", [period.latest(self.as_of)]

    def signed(self, by_day: str | None) -> bool | None:
        """Whether a decision signed no later than ``by_day`` counts; None where it has no date."""
        if self.as_of is None:
            return True
        return None if by_day is None else by_day <= period.latest(self.as_of)
