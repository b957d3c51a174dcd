"""What can never be paid: found in the whole network, and no more than a trace would say of each part."""

import pytest

from graphkit import Flow, Network
from graphkit.tracing.clashes import clashes


def short(*flows: Flow, **more: object) -> list[tuple[str, str, int]]:
    """Uses, money and what is missing, of each clash."""
    found = clashes(Network(flows, **more))  # type: ignore[arg-type]
    return [(" ".join(map(str, clash.uses)), " ".join(map(str, clash.money)), clash.short) for clash in found]


GIVEN = Flow("g", "S", "M", 60)


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        ([Flow("a", "M", "T", 60, funded_from=("g",))], []),
        ([Flow("a", "M", "T", 61, funded_from=("g",))], [("a", "g", 1)]),
        ([Flow("a", "M", "T", 61, funded_from=("g", "own"))], []),
        ([Flow("a", "M", "T", 61)], []),
        ([Flow("a", "M", "T", 40, funded_from=("g",)), Flow("b", "M", "U", 40, funded_from=("g",))], [("a b", "g", 20)]),
        ([Flow("b", "M", "M", 70, funded_from=("g",))], [("b", "g", 10)]),
    ],
)
def test_what_names_its_money_is_paid_by_it_or_clashes(uses: list[Flow], said: list[tuple[str, str, int]]) -> None:
    assert short(GIVEN, *uses) == said


def test_each_part_that_hangs_together_clashes_by_itself() -> None:
    other = [Flow("h", "S", "N", 10), Flow("c", "N", "T", 11, funded_from=("h",))]
    assert short(GIVEN, Flow("a", "M", "T", 61, funded_from=("g",)), *other) == [("a", "g", 1), ("c", "h", 1)]


def test_money_that_comes_too_late_pays_for_nothing() -> None:
    late = Flow("g", "S", "M", 60, start="2025-04")
    assert short(late, Flow("a", "M", "T", 5, end="2025-03", funded_from=("g",))) == [("a", "", 5)]


def test_where_money_is_left_out_other_money_stands_in() -> None:
    assert short(GIVEN, Flow("a", "M", "T", 61, funded_from=("g",)), lacking=["a"]) == []


def test_a_trace_says_the_same_of_the_part_that_it_asks_about() -> None:
    flows = [GIVEN, Flow("a", "M", "T", 61, funded_from=("g",))]
    assert Network(flows).trace("S", "T").contradiction == "M pays £0.61 (a) out of £0.60 that may pay for it (g)"
    assert len(short(*flows)) == 1
