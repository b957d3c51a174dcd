"""What each funder gives, summed by UK financial year and stage: few totals in place of many flows.

Counted as :mod:`graphkit.totals` counts, year by year. A schedule gives each year its own amount; without one, the whole
amount counts in a year where the flow surely lies inside it. What is not surely of one year stands in a total of no year,
once. What is told again later, or excluded by a fact that is used, counts nowhere; a budget is no flow. Flows without an
amount are counted, and never zero. So all totals of a funder at one stage, those of no year too, add up to all that it
gives at that stage, each pound once.
"""

from typing import NamedTuple

from graphkit.model import Content, Fact
from graphkit.moves import as_told, aside
from graphkit.ontology import Ontology
from graphkit.period import years
from graphkit.tracing.flow import Flow


class Total(NamedTuple):
    """The flows of one funder, stage and currency that are of one year, or (``year`` None) not surely of one.

    ``pence`` is None where no amount is stated; ``unknown`` of the ``flows`` have none.
    """

    funder: str
    stage: str | None
    currency: str
    year: str | None
    pence: int | None
    flows: int
    unknown: int


def totals(content: Content, ontology: Ontology) -> list[Total]:
    """All totals, by funder, stage, currency and year.

    >>> from graphkit.builder import check
    >>> from graphkit.ontology import load
    >>> [(total.stage, total.year, total.pence) for total in totals(check(), load()) if total.funder == "nhs-england"]
    [('received', '2016/17', 12000000)]
    """
    paying = {name for name, relation in ontology.relations.items() if relation.carries == "money" and relation.object}
    left_out = aside(content, ontology)
    found: dict[tuple[str, str, str, str], list[int]] = {}
    for fact in content.facts:
        if fact.relation in paying and fact.id not in left_out:
            flow, currency = as_told(fact, ontology.relations[fact.relation], ""), _currency(fact, ontology)
            for year, pence in _parts(flow):
                sums = found.setdefault((flow.payer, flow.stage or "", currency, year), [0, 0, 0])
                sums[0] += pence or 0
                sums[1] += 1
                sums[2] += pence is None
    return [
        Total(funder, stage or None, currency, year or None, None if flows == unknown else pence, flows, unknown)
        for (funder, stage, currency, year), (pence, flows, unknown) in sorted(found.items())
    ]


def _currency(fact: Fact, ontology: Ontology) -> str:
    return str(fact.values.get("currency") or ontology.fields["currency"].default)


def _parts(flow: Flow) -> list[tuple[str, int | None]]:
    """What of a flow counts in which year; in no year (an empty text) where it is not surely of one."""
    if flow.schedule:
        return list(flow.schedule.items())
    lying = years(flow.start, flow.end) if flow.start and flow.end else []
    return [(lying[0] if len(lying) == 1 else "", flow.amount)]
