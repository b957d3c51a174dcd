"""authority, conflicts, partners, providers, org, decision and lineage."""

from typing import Any

import click

from graphkit.cli.shared import (
    AS_OF,
    DECISION,
    SCOPE,
    STATED_ONLY,
    answer_with,
    bold,
    complete,
    graph,
    nobody,
    party,
    put,
    question,
    scope,
)

_FACT = "id relation says amount amount_kind currency stage stated inferred decision url locators"


def told(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts of any kind as rows of one table: what they say is one text."""
    from graphkit.show import says

    return [{"says": says(fact), **fact} for fact in facts]


@question(party("name"))
def authority(name: str, store: str | None, **options: Any) -> None:
    """Who may sign or award what: delegations by, to or about NAME."""
    answer = graph(store).authority(name, scope(options))
    columns = (
        "delegator delegator_id delegate delegate_id authority limit limit_kind standing conditions concerns decision url"
        " locators delegation within_limit contested owner owner_id amount amount_kind purpose authorised_by allocated"
        " unknown_amounts headroom headroom_kind beyond id"
    )
    answer_with("authority", answer, [*answer["delegations"], *answer["envelopes"]], columns, options)
    nobody(answer["delegations"] or answer["envelopes"])


@question(click.argument("name", required=False, shell_complete=complete("organisation", "name")))
def conflicts(name: str | None, store: str | None, **options: Any) -> None:
    """Where statements disagree, everywhere or in facts of NAME: each one, which is used, and by which rule."""
    answer = graph(store).conflicts(name, scope(options))
    rows = []
    if options["format_"] == "csv":
        from graphkit.shown import statement

        rows = [
            {
                **row,
                **(row["judgement"] or {}),
                "statement": statement(row, one),
                **{key: one[key] for key in ("fact", "locators", "used")},
            }
            for row in answer["conflicts"]
            for one in row["statements"]
        ]
    columns = "conflict kind fact field statement used rule because by on decision decided url locators"
    answer_with("conflicts", answer, rows, columns, options)
    nobody(answer["conflicts"])


@question(party("name"))
def partners(name: str, store: str | None, **options: Any) -> None:
    """The partnerships of NAME."""
    answer = graph(store).partners(name, scope(options))
    columns = "kind name members lead lead_id since as stated decision url locators partnership"
    answer_with("partners", answer, answer["partnerships"], columns, options)
    nobody(answer["partnerships"])


@question(
    party("area"),
    click.option("--all", "every", is_flag=True, help="Also list services of which nobody tells the area."),
)
def providers(area: str, every: bool, store: str | None, **options: Any) -> None:
    """Who delivers in AREA, of what service, and who pays them.

    A service for a wider place, such as all London, counts where that is the AREA.
    """
    answer = graph(store).providers(area, scope(options), every=every)
    rows = []
    for key in ("providers", "area_not_told"):
        for entry in answer[key]:
            for service in entry["services"]:
                said = {name: [one[name] for one in service["evidence"]] for name in ("decision", "fact")}
                where = {"locators": [f"{one['fact']}: {place}" for one in service["evidence"] for place in one["locators"]]}
                rows.append({"row": "delivers", "provider": entry["provider"], **service, **said, **where})
            rows += [{"row": "paid", "provider": entry["provider"], **paid} for paid in entry["funders"]]
    rows += [{"row": "authority", **paid} for paid in answer["authority"]]
    columns = (
        "row provider provider_id service part basis areas area_count since start end stated funder funder_id recipient"
        " recipient_id amount amount_kind shared financial_years stage condition in_area decision url locators flow"
    )
    answer_with("providers", answer, rows, columns, options)
    nobody(answer["providers"] or answer["area_not_told"])


@question(party("name"))
def org(name: str, store: str | None, **options: Any) -> None:
    """All that is known of NAME."""
    answer = graph(store).organisation(name, scope(options))
    answer_with("organisation", answer, told(answer["facts"]), _FACT, options)


@question(
    click.argument("reference", shell_complete=complete("decision", "reference")),
    scope=tuple(option for option in SCOPE if option is not DECISION),
)
def decision(reference: str, store: str | None, **options: Any) -> None:
    """One decision, with every fact that it states and where."""
    answer = graph(store).decision(reference, scope(options))
    facts = [{"section": section, **fact} for section, found in answer["facts"].items() for fact in found]
    answer_with("decision", answer, told(facts), f"section {_FACT}", options)


@question(
    click.argument("reference", required=False, shell_complete=complete("decision", "reference")), scope=(AS_OF, STATED_ONLY)
)
def lineage(reference: str | None, store: str | None, **options: Any) -> None:
    """Which decision extends, varies or replaces which, or spends its money: the chain of REFERENCE, or all links."""
    answer = graph(store).lineage(reference, scope(options))

    def shown() -> str:
        from graphkit import linked

        return linked.lineage(answer, options["evidence"], bold())

    sides = [side for side in ("earlier", "later", "links") if side in answer]
    links = [{"side": side, **link} for side in sides for link in answer[side]]
    cited = [{"side": "cites only", **pair} for pair in answer["cites_only"]]
    columns = "side depth later kind earlier stated because decision url locators"
    put(answer, [*links, *cited], columns.split(), shown, options["format_"])
    nobody(links)
