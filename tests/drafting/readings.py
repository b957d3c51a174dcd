"""Invented readings for the tests of drafts: each a document in a few words and the facts in it."""

from graphkit.model import Organisation
from graphkit.reading.document import Document
from graphkit.reading.facts import (
    Evidence,
    Party,
    ReadBudget,
    ReadDelegation,
    ReadFlow,
    Reading,
    ReadPartnership,
    ReadService,
)

TEXT = (
    "The clerk is asked to approve a grant of £50,000 to the Otter Trust for 2024/25.\n"
    "Heron House gives £60,000.75. North Council and South Council share £10,000. A trust gave money before.\n"
)

KNOWN = [
    Organisation("north", "North Council", "local authority", ("Northern Council",)),
    Organisation("south", "South Council", "local authority"),
    Organisation("trust", "Otter Trust", "charity", ("The Otters",)),
    Organisation("clerk", "Clerk", "role"),
]
NORTH, SOUTH, TRUST, CLERK = (Party(one.name, one.id) for one in KNOWN)
HERON = Party("Heron House")


def at(words: str, locator: str = "1.1", rule: str = "award") -> tuple[Evidence, ...]:
    """The evidence that these words of the text are."""
    start = TEXT.index(words)
    return (Evidence(locator, start, start + len(words), words, rule),)


def reading(**more: object) -> Reading:
    """A reading with one fact of every kind, or with others in the place of some."""
    document = Document(
        TEXT, (), title="A grant to the Otters", references=("PCD9001",), date_signed="2024-03-20", decided_by="Clerk"
    )
    facts: dict[str, object] = {
        "decided_by": CLERK,
        "flows": (
            ReadFlow("heron-north", HERON, (NORTH,), 6000075, at("Heron House gives £60,000.75."), 90, stage="accepted"),
            ReadFlow(
                "north-otters",
                NORTH,
                (TRUST,),
                5000000,
                at("approve a grant of £50,000 to the Otter Trust", "recommendation 1"),
                85,
                service="Peer mentoring",
                years=("2024/25",),
                condition="subject to a report",
                funded_from=("heron-north",),
            ),
            ReadFlow("shared", HERON, (NORTH, SOUTH), 1000000, at("share £10,000"), 60, amount_kind="up_to"),
            ReadFlow("before", Party("a trust", unnamed=True), (), None, at("A trust gave money before."), 40, background=True),
        ),
        "budgets": (
            ReadBudget("own-money", NORTH, "Care Fund", 200000, at("£10,000"), 70, by_year=(("2024/25", 200000),)),
            ReadBudget("up-to", NORTH, None, 9000000, at("£50,000"), 70, amount_kind="up_to", envelope=True),
        ),
        "delegations": (
            ReadDelegation("sign", NORTH, Party("Chief Finance Officer"), "sign the grant", at("The clerk"), 95, 5000000, "cap"),
            ReadDelegation("scheme", NORTH, CLERK, "approve grants", at("is asked to approve"), 95, standing=True),
        ),
        "partnerships": (ReadPartnership("pair", "consortium", (NORTH, SOUTH), at("North Council and South Council"), 80),),
        "services": (ReadService("mentoring", "Peer mentoring", TRUST, at("the Otter Trust"), 75, since="2020"),),
        "references": ("PCD 850",),
    }
    return Reading(document, **{**facts, **more})  # type: ignore[arg-type]
