"""The traces between the pairs of parties that matter, worked out beforehand: plain data for a page that cannot work them out.

Which pairs matter is told by :mod:`graphkit.matter`. One network is read for all of them, and each figure is that of
:func:`graphkit.trace.trace`.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

from graphkit.desk import Answer, Desk
from graphkit.flows import load, small
from graphkit.matter import Pair, pairs, upstream
from graphkit.money import pounds
from graphkit.moves import Loaded
from graphkit.scope import Scope
from graphkit.store import Store
from graphkit.trace import answered, explained
from graphkit.tracing.answer import Question
from graphkit.tracing.part import Part

#: What a page says of how the pairs were chosen; to be formatted with their number.
CHOSEN = (
    "Figures are worked out beforehand for {:,} pairs of parties: first from those whom nobody pays, then from those who pay"
    " at least three others, to those who pass nothing on; then between others; the most money first."
    " For any other pair ask graphkit trace."
)
#: Paths of a pair that are listed and drawn, the shortest first.
MOST_PATHS = 24
#: Flows that its picture shows: those of as many paths as fit, at least one.
MOST_DRAWN = 36
#: Of a pair that depends on more slices than this it is not told what else may pay for the same: that takes long.
PLAIN = 400
#: What a picture of some of the paths says.
CUT = "{} paths of more are drawn"
#: Flows that may stand behind a target, and slices of flows that all pairs together may depend on: so the time is bounded,
#: and the choice is the same on every machine. Pairs that were asked for are always worked out.
LARGE, WORK = 400, 50_000


def followed(
    store: Store,
    scope: Scope | None,
    parties: Collection[str],
    most: int = 200,
    first: Sequence[tuple[str, str]] = (),
) -> list[Answer]:
    """The traces between the pairs that matter among these party ids: the ``first`` ones as they are asked, then the rest.

    Returns at most ``most`` of ``{"source", "target", "at_least", "estimate", "at_most", "at_most_unlimited",
    "contradiction", "caveats", "paths", "more_paths", "svg"}``: two ids, three figures as text in pounds (None where
    there is none; ``at_most_unlimited`` where nothing limits it), a sentence or None, sentences, lists of flow ids (of
    the first ``MOST_PATHS`` paths; ``more_paths``: how many more there are), and the flow picture. Pairs that no way joins
    are left out, unless they are among the ``first``. The rest stand in the order of at most, or else of the largest
    amount that the target receives; those of one amount by their names.

    Of pairs that may matter those with the most money are taken (the less of what the source pays and the target
    receives); targets behind which more than ``LARGE`` flows stand are left out, and after ``WORK`` slices of flows in
    all no further pair is worked out.

    >>> import graphkit
    >>> with graphkit.open() as graph:
    ...     [one] = followed(graph.store, None, ["nhs-england", "working-chance"])
    >>> one["at_least"], one["at_most"], one["paths"]
    ('25000.00', '25000.00', [['pcd-172/nhse-mopac', 'pcd-172/mopac-working-chance']])
    """
    asked = list(dict.fromkeys(pair for pair in first if pair[0] != pair[1]))[:most]
    all_ids = sorted({*parties, *(id for pair in asked for id in pair)})
    tracer = _Tracer(store, scope, all_ids)
    found = [answer for pair in asked if (answer := tracer.answer(pair, asked=True))]
    rest: list[tuple[Any, Answer]] = []
    for pair in pairs(tracer.network, frozenset(parties), 40 * most):
        if len(asked) + len(rest) >= most or tracer.work >= WORK:
            break
        if pair not in asked and (answer := tracer.answer(pair)):
            rest.append((tracer.rank(pair, answer), answer))
    return found + [answer for _, answer in sorted(rest, key=lambda row: row[0])]


def _fitting(paths: Sequence[Answer]) -> Sequence[Answer]:
    """As many of the first paths as a picture has room for."""
    flows: set[str] = set()
    for number, path in enumerate(paths):
        flows |= {hop["flow"] for hop in path["hops"]}
        if number and len(flows) > MOST_DRAWN:
            return paths[:number]
    return paths


class _Known(Desk):
    """A desk that reads each fact once: the same flows are on the paths of many pairs."""

    def __init__(self, store: Store, scope: Scope | None) -> None:
        super().__init__(store, scope)
        self._facts: dict[str, list[Answer]] = {}

    def facts(self, condition: str, parameters: Any) -> Iterator[Answer]:
        """Facts that fit a condition; see :meth:`graphkit.desk.Desk.facts`."""
        if condition != "fact.id = ?":
            return super().facts(condition, parameters)
        (id,) = parameters
        if id not in self._facts:
            self._facts[id] = list(super().facts(condition, [id]))
        return iter(self._facts[id])


class _Tracer:
    """Answers questions about one network, and counts the work."""

    def __init__(self, store: Store, scope: Scope | None, parties: Sequence[str]) -> None:
        asked = (scope or Scope()).checked()
        self.year = asked.year
        self.desk = _Known(store, asked._replace(year=None))
        self.loaded: Loaded = load(self.desk) if small(self.desk) else load(self.desk, parties, parties)
        self.network = self.loaded.network
        self.work = 0
        self._deep: dict[str, bool] = {}

    def answer(self, pair: Pair, asked: bool = False) -> Answer | None:
        """The trace of a pair; None where no way joins it, or where it is too much work, unless it was asked for."""
        from graphkit.view.flow import flow

        desk = self.desk
        if not asked and self._too_deep(pair[1]):
            return None
        part = Part(self.network, frozenset([pair[0]]), frozenset([pair[1]]), own=False)
        size = len(part.explained)
        self.work += size
        if not (asked or part.core):
            return None
        question = Question(part, self.year, name=lambda party: str(desk.party(party)["name"]))
        found = answered(desk, self.loaded, part, question)
        paths = found["paths"][:MOST_PATHS]
        fitting = _fitting(paths)
        drawn = found | {
            "source": desk.resolve(pair[0]),
            "target": desk.resolve(pair[1]),
            "caveats": found["caveats"] + ([CUT.format(len(fitting))] if len(fitting) < len(found["paths"]) else []),
            "paths": fitting,
            "method": explained(desk, part, question) if size <= PLAIN else None,
        }
        return {
            "source": pair[0],
            "target": pair[1],
            **{key: None if found[key] is None else str(found[key]) for key in ("at_least", "estimate", "at_most")},
            "at_most_unlimited": found["at_most"] is None and found["contradiction"] is None,
            "contradiction": found["contradiction"],
            "caveats": found["caveats"],
            "paths": [[hop["flow"] for hop in path["hops"]] for path in paths],
            "more_paths": len(found["paths"]) - len(paths),
            "svg": str(flow(drawn)),
        }

    def _too_deep(self, target: str) -> bool:
        if target not in self._deep:
            self._deep[target] = upstream(self.network, target, LARGE) > LARGE
        return self._deep[target]

    def rank(self, pair: Pair, answer: Answer) -> Any:
        """The most money first, then by names."""
        flows = self.network.flows
        lasts = [flows[path[-1]].amount or 0 for path in answer["paths"]]
        money = Decimal(answer["at_most"]) if answer["at_most"] is not None else pounds(max(lasts, default=0))
        return -money, *(str(self.desk.party(id)["name"]) for id in pair), *pair
