"""The worked answers of docs/tracing.md, each network rebuilt in memory, to the penny."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from graphkit import Flow, Network

Y, Z = "2023/24", "2024/25"


class Row(NamedTuple):
    """A question and its three figures, in pounds."""

    flows: tuple[Flow, ...]
    figures: tuple[float | None, ...]
    source: str | tuple[str, ...] = "S"
    target: str | tuple[str, ...] = "T"
    groups: Mapping[str, tuple[str, ...]] = {}
    asked: Mapping[str, Any] = {}


def flow(id: str, payer: str, payee: str, pounds: int | None, of: str | None = None, **more: Any) -> Flow:
    """A flow told in pounds; ``of`` is what pays for it."""
    if "schedule" in more:
        more["schedule"] = {year: 100 * amount for year, amount in more["schedule"].items()}
    return Flow(id, payer, payee, None if pounds is None else 100 * pounds, funded_from=of and tuple(of.split()), **more)


OPEN = (flow("SM", "S", "M", 60), flow("MT", "M", "T", 100))
CARRIED = (
    flow("SM", "S", "M", 100, schedule={Y: 100}, carry_forward=True),
    flow("XM", "X", "M", 60, schedule={Z: 60}),
    flow("MT", "M", "T", 130, "SM XM", schedule={Y: 70, Z: 60}),
    flow("MU", "M", "U", 20, "SM XM", schedule={Z: 20}),
)
POT = (flow("SAB", "S", "AB", 100), flow("BU", "B", "U", 30, "SAB"), flow("AT", "A", "T", 50, "SAB"))
AB = {"AB": ("A", "B")}
YEARS = (
    flow("SM", "S", "M", 100, schedule={Y: 60, Z: 40}),
    flow("XM", "X", "M", 40, schedule={Y: 40}),
    flow("MT", "M", "T", 120, "SM XM", schedule={Y: 80, Z: 40}),
)
TWO_PATHS = (
    flow("SM", "S", "M", 50),
    flow("XM", "X", "M", 50),
    flow("MA", "M", "A", 50, "SM XM"),
    flow("MB", "M", "B", 50, "SM XM"),
    flow("AT", "A", "T", 50, "MA"),
    flow("BT", "B", "T", 50, "MB"),
)
INVENTED = {
    "an open pool": Row(OPEN, (0, None, 60)),
    "an open pool, supposed closed": Row(OPEN, (0, 60, 60), asked={"closed": True}),
    "tied money goes first": Row(
        (
            flow("SM", "S", "M", 60),
            flow("XM", "X", "M", 90),
            flow("MT", "M", "T", 100, "SM XM"),
            flow("MU", "M", "U", 30, "XM"),
        ),
        (40, 60, 60),
    ),
    "a cycle": Row(
        (
            flow("SA", "S", "A", 60),
            flow("XA", "X", "A", 40),
            flow("AB", "A", "B", 120, "SA XA BA"),
            flow("BA", "B", "A", 40, "AB"),
            flow("BT", "B", "T", 80, "AB"),
        ),
        (40, 48, 60),
    ),
    "a refund": Row(
        (
            flow("SM", "S", "M", 100),
            flow("XM", "X", "M", 50),
            flow("MS", "M", "S", 30, "SM"),
            flow("MT", "M", "T", 110, "SM XM"),
        ),
        (60, 60, 70),
    ),
    "the same pounds twice": Row(
        (flow("ST", "S", "T", 100), flow("TS", "T", "S", 30, "ST"), flow("again", "S", "T", 50, "TS own")), (120, None, 150)
    ),
    "carried forward": Row(CARRIED, (70, 85, 100)),
    "a joint payee": Row(POT, (50, 50, 50), groups=AB),
    "a part of a joint payee": Row(POT, (50, None, 70), target="A", groups=AB),
    "two years": Row(YEARS, (80, 88, 100)),
    "one year of two": Row(YEARS, (40, 48, 60), asked={"year": Y}),
    "two paths": Row(TWO_PATHS, (50, 50, 50)),
    "one path of two": Row(TWO_PATHS, (0, 25, 50), target="A"),
}

PCD_172 = (
    flow(
        "nhse-mopac", "NHS England", "MOPAC", 120_000,
        start="2016-04-01", end="2017-03-31", restricted=True, carry_forward=True, stage="received",
    ),
    flow("mopac-lambeth", "MOPAC", "Lambeth", 95_000, "nhse-mopac", start="2017-04-01", end="2019-03-31"),
    flow(
        "mopac-working-chance", "MOPAC", "Working Chance", 25_000, "nhse-mopac",
        start="2017-04-01", end="2018-03-31", condition="subject to agreeing the terms",
    ),
    flow("mopac-lambeth-lcpf", "MOPAC", "Lambeth", None),
    flow("lambeth-wip", "Lambeth", "Women in Prison", None, "mopac-lambeth mopac-lambeth-lcpf", stated=False),
    flow("sponsors-working-chance", "four corporate sponsors", "Working Chance", None),
)  # fmt: skip
PCD_1514 = (
    flow(
        "probation-mopac", "London Probation", "MOPAC", 300_000,
        schedule={"2023/24": 115_000, "2024/25": 185_000}, restricted=True, amount_kind="up_to",
    ),
    flow("iom-budget", "MOPAC", "MOPAC", 773_000, schedule={"2024/25": 474_000, "2025/26": 299_000}),
    flow(
        "mopac-neurodiversity", "MOPAC", "IOM Neurodiversity service", 800_000, "probation-mopac iom-budget",
        schedule={"2023/24": 91_000, "2024/25": 490_000, "2025/26": 219_000}, start="2024-03", end="2025-12",
    ),
    flow(
        "mopac-mentoring", "MOPAC", "IOM Mentoring service", 273_000, "probation-mopac iom-budget",
        schedule={"2023/24": 24_000, "2024/25": 169_000, "2025/26": 80_000}, start="2024-03", end="2025-12",
    ),
    flow("probation-mopac-phase-one", "London Probation", "MOPAC", None),
)  # fmt: skip
PCD_949 = (
    flow("moj-mopac", "Ministry of Justice", "MOPAC", 1_263_861, start="2021-06-26", end="2022-06-25", restricted=True),
    flow("mopac-budget", "MOPAC", "MOPAC", 1_653_131, start="2021-04-01", end="2022-03-31"),
    flow(
        "mopac-providers", "MOPAC", "the two providers", 2_916_992, "moj-mopac mopac-budget",
        start="2021-04-01", end="2022-06-25",
    ),
)  # fmt: skip
PROVIDERS = ("Advance Women's Centres", "South London Alliance")
JOINT = {"the two providers": PROVIDERS}
DECIDED = {
    "NHS England to Working Chance": Row(PCD_172, (25_000,) * 3, "NHS England", "Working Chance"),
    "NHS England to Lambeth": Row(PCD_172, (95_000,) * 3, "NHS England", "Lambeth"),
    "NHS England to Lambeth in one year": Row(PCD_172, (0, None, 95_000), "NHS England", "Lambeth", asked={"year": "2017/18"}),
    "NHS England to Women in Prison": Row(PCD_172, (0, None, 95_000), "NHS England", "Women in Prison"),
    "MOPAC to Lambeth": Row(PCD_172, (95_000, None, None), "MOPAC", "Lambeth"),
    "London Probation to the Neurodiversity service": Row(
        PCD_1514, (107_000, 228_556.90, 276_000), "London Probation", "IOM Neurodiversity service"
    ),
    "the Neurodiversity service in 2023/24": Row(
        PCD_1514, (91_000,) * 3, "London Probation", "IOM Neurodiversity service", asked={"year": "2023/24"}
    ),
    "the Neurodiversity service in 2024/25": Row(
        PCD_1514, (16_000, 137_556.90, 185_000), "London Probation", "IOM Neurodiversity service", asked={"year": "2024/25"}
    ),
    "the Neurodiversity service in 2025/26": Row(
        PCD_1514, (0,) * 3, "London Probation", "IOM Neurodiversity service", asked={"year": "2025/26"}
    ),
    "the Ministry to one of two providers": Row(PCD_949, (0, None, 1_263_861), "Ministry of Justice", PROVIDERS[0], groups=JOINT),
    "the Ministry to two providers": Row(PCD_949, (1_263_861,) * 3, "Ministry of Justice", PROVIDERS, groups=JOINT),
    "the Ministry to the pot of two": Row(PCD_949, (1_263_861,) * 3, "Ministry of Justice", "the two providers", groups=JOINT),
}
WORKED = {**INVENTED, **DECIDED}
#: The carried pool without its mark: z pays 80 of 60.
CONTRADICTION = Row((CARRIED[0]._replace(carry_forward=False), *CARRIED[1:]), (None, None, None))


def pence(figures: tuple[float | None, ...]) -> list[int | None]:
    """Whole pence of figures in pounds."""
    return [None if figure is None else round(100 * figure) for figure in figures]


def trace(row: Row) -> Any:
    return Network(row.flows, row.groups).trace(row.source, row.target, **row.asked)


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_answer_is_found_to_the_penny(name: str) -> None:
    found = trace(WORKED[name])
    assert list(found[:3]) == pence(WORKED[name].figures)
    assert found.contradiction is None


def test_money_that_may_not_be_carried_forward_cannot_pay_80_of_60() -> None:
    found = trace(CONTRADICTION)
    assert found[:3] == (None, None, None)
    for word in ("M", Z, "80", "60"):
        assert found.contradiction is not None and word in found.contradiction


def test_only_an_answer_that_supposes_closed_pools_says_so() -> None:
    told = [" ".join(trace(INVENTED[name]).caveats) for name in ("an open pool", "an open pool, supposed closed")]
    assert ["supposes that own money only fills what known inflows leave unpaid" in caveats for caveats in told] == [False, True]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NHS England to Working Chance", "subject to agreeing the terms"),
        ("NHS England to Women in Prison", "lambeth-wip is inferred"),
        ("NHS England to Women in Prison", "lambeth-wip has no stated amount"),
        ("MOPAC to Lambeth", "mopac-lambeth-lcpf"),
        ("London Probation to the Neurodiversity service", "probation-mopac is up to a sum"),
        ("the Ministry to one of two providers", "mopac-providers is not decided"),
    ],
)
def test_a_caveat_names_the_flow_and_what_is_uncertain_about_it(name: str, words: str) -> None:
    assert any(words in caveat for caveat in trace(DECIDED[name]).caveats)


def test_what_binds_names_a_flow_for_each_bound() -> None:
    found = trace(INVENTED["tied money goes first"])
    assert any(sentence.startswith("at least") for sentence in found.binding)
    assert any(sentence.startswith("at most") and "SM" in sentence for sentence in found.binding)


def test_a_joint_budget_is_no_payment_and_passes_on_what_it_was_paid_from() -> None:
    flows = [Flow("sg", "S", "AT", 100), Flow("b", "AT", "AT", 100, funded_from=("sg",))]
    flows.append(Flow("gt", "AT", "T", 100, funded_from=("b",)))
    groups = {"AT": ("A", "T")}
    assert Network(flows, groups).trace("S", "T")[:3] == (100, 100, 100)
    assert Network([Flow("b", "AT", "AT", 100)], groups).trace("A", "T")[:3] == (0, 0, 0)
