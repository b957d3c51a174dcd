"""A made-up world of parties, for sentences of our own."""

from graphkit.model import Organisation
from graphkit.reading.build import built
from graphkit.reading.document import Line
from graphkit.reading.extract import read_facts
from graphkit.reading.mentions import Gazetteer

PARTIES = Gazetteer(
    [
        Organisation("body", "Body for the Peace", "public body", ("BFP",)),
        Organisation("deputy", "Deputy for the Peace", "role", ("the Deputy",), unit_of="body"),
        Organisation("treasurer", "Chief Treasurer", "role", unit_of="body"),
        Organisation("ministry", "Ministry of Law", "central government department", ("MoL",)),
        Organisation("home", "Inner Office", "central government department", ("IO",)),
        Organisation("guards", "City Guards", "police", ("Guards",)),
        Organisation("elm", "Borough of Elm", "local authority", ("Elm", "LB Elm")),
        Organisation("oak", "Borough of Oak", "local authority", ("Oak",)),
        Organisation("ash", "Borough of Ash", "local authority", ("Ash",)),
        Organisation("fund", "Safer Corners Fund", "programme"),
        Organisation("otter", "Otter Trust", "charity"),
    ]
)
BODY, MINISTRY, OFFICE = "Body for the Peace", "Ministry of Law", "Inner Office"
ELM, OAK, ASH, OTTER, GUARDS = "Borough of Elm", "Borough of Oak", "Borough of Ash", "Otter Trust", "City Guards"


def read(*items: str, before: str = "", after: str = "") -> list[tuple[str | None, str | None, int | None]]:
    """Payer, payee (or service in brackets) and pounds of each flow that is decided."""
    lines = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Executive summary", before or "This is about money."]
    lines += ["Recommendation", "The Deputy for the Peace is recommended to:"]
    lines += [f"{number}. {item}" for number, item in enumerate(items, start=1)]
    lines += ["Financial comments", f"3.1 {after or 'None.'}"]
    flows = read_facts(built([Line(line) for line in lines]), PARTIES).flows
    return [
        (
            flow.payer and flow.payer.name,
            " + ".join(party.name for party in flow.payees) or (f"({flow.service})" if flow.service else None),
            flow.pence and flow.pence // 100,
        )
        for flow in flows
        if not flow.background
    ]
