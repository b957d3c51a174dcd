"""totals and coverage."""

from collections.abc import Callable
from typing import Any

import click

from graphkit.cli.shared import SCOPE, STAGE, YEAR, Answer, bold, complete, graph, nobody, put, question, scope

_WAYS = ("incoming", "internal", "outgoing")
_SUMS = "sum stage amount flow_count unknown_count up_to unsure_count unsure_unknown_count at_least estimate at_most"
_FLOWS = (
    "direction funder funder_id recipient recipient_id amount amount_kind counted of_year currency financial_years start end"
    " stage condition stated inferred decision decided url locators flow"
)
_PARTIES = (
    "organisation organisation_id paid_out paid_out_unknown_count known_upstream upstream_share upstream_gap"
    " received received_unknown_count known_downstream downstream_share downstream_gap"
)


def _outsiders(option: str, name: str, help: str) -> Callable[[Any], Any]:
    """An option that names parties outside, completed by the shell."""
    return click.option(option, name, metavar="ORG", multiple=True, help=help, shell_complete=complete("organisation", "name"))


@question(
    click.option(
        "--boundary",
        "names",
        metavar="ORG",
        multiple=True,
        required=True,
        help="An organisation inside the boundary; give it once for each.",
        shell_complete=complete("organisation", "name"),
    ),
    _outsiders("--from", "payers", "Of what comes in, count only what this payer outside pays; give it once for each."),
    _outsiders("--to", "payees", "Of what goes out, count only what this payee outside gets; give it once for each."),
    click.option("--by-year", is_flag=True, help="Show the sums of each UK financial year, and once of all."),
)
def totals(
    names: tuple[str, ...], payers: tuple[str, ...], payees: tuple[str, ...], by_year: bool, store: str | None, **options: Any
) -> None:
    """What comes in, stays inside and goes out at a boundary round organisations, no pound counted twice.

    As csv: the sums, one a line; with --evidence the flows.
    """
    answer = graph(store).totals(names, scope(options), payers, payees, by_year=by_year)
    rows, columns = (_flows(answer), _FLOWS) if options["evidence"] else (_sums(answer), _SUMS)
    if by_year:
        columns = f"year {columns}"
        rows = [*_by_year(answer, options["evidence"]), *rows]

    def shown() -> str:
        from graphkit import summed

        return summed.totals(answer, options["evidence"], bold())

    put(answer, rows, columns.split(), shown, options["format_"])
    nobody(answer["naive"]["flow_count"])


def _by_year(answer: Answer, evidence: bool) -> list[Answer]:
    """The sums, or the flows, of each year; rows that have no year stand for all years."""
    found = []
    for row in answer["by_year"]:
        year = row["year"] or "no year told"
        for key in _WAYS:
            if not evidence:
                found += [{"year": year, "sum": key, **stage} for stage in row[key]["by_stage"]]
                continue
            full = {flow["flow"]: {"year": year, "direction": key, **flow} for flow in answer[key]["flows"]}
            found += [full[flow["flow"]] | {"counted": flow["counted"], "of_year": True} for flow in row[key]["flows"]]
            found += [full[flow["flow"]] | {"counted": None, "of_year": None} for flow in row[key]["may_be_of_year"]]
    return found


def _sums(answer: Answer) -> list[Answer]:
    """Each sum as a row; sums are by stage, and no two of them are to be added."""
    rows = [{"sum": key, **row} for key in _WAYS for row in answer[key]["by_stage"]]
    for row in answer["shared_not_split"]:
        rows.append({"sum": f"shared: {row['flow']}", "stage": row["stage"], "amount": row["counted"], "flow_count": 1})
    stages = answer["passed_on"]["by_stage"]
    rows += [{"sum": "passed_on", **row} for row in stages]
    rows += [{"sum": "unaccounted", "stage": row["stage"], **row["unaccounted"]} for row in stages]
    return [*rows, {"sum": "passed_on", **answer["passed_on"]}, {"sum": "naive", **answer["naive"]}]


def _flows(answer: Answer) -> list[Answer]:
    lists = {key: [*answer[key]["flows"], *answer[key]["may_be_of_year"]] for key in _WAYS}
    lists |= {key: answer[key] for key in ("shared_not_split", "told_again", "not_used")}
    return [{"direction": key, **row} for key, rows in lists.items() for row in rows]


#: The limits without year and stage: the way of money leads through several.
_LIMITS = tuple(option for option in SCOPE if option not in (YEAR, STAGE))


@question(click.argument("name", required=False, shell_complete=complete("organisation", "name")), scope=_LIMITS)
def coverage(name: str | None, store: str | None, **options: Any) -> None:
    """How much of the money has a known way, hop by hop or for NAME, and which cited decisions would tell more."""
    answer = graph(store).coverage(name, scope(options))

    def shown() -> str:
        from graphkit import summed

        return summed.coverage(answer, options["evidence"], bold())

    put(answer, answer["organisations"], _PARTIES.split(), shown, options["format_"])
    nobody(answer["organisations"])
