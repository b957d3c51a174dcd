"""A made-up world of parties, for sentences of our own."""

from graphkit.model import Organisation
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
