"""What each funder gives, by year and stage: the totals hold what the flows hold, in memory, in RDF and in answers."""

from collections.abc import Callable
from decimal import Decimal
from itertools import chain

import pyoxigraph as ox
import pytest
from hypothesis import given
from strategies import ONTOLOGY, contents

import graphkit
from graphkit import moves, queries, sparql, yearly
from graphkit.model import Content
from graphkit.money import pounds
from graphkit.quads import Backwards, quads, records, totals
from graphkit.terms import DERIVED, iri

#: The same sums over the flow nodes, flow by flow, by the words of each.
OVER_FLOWS = """
PREFIX gk: <https://w3id.org/graphkit/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?flow ?funder ?stage ?year ?amount WHERE {
  ?flow a gk:Flow ; gk:funder ?funder ; gk:stage ?stage .
  OPTIONAL { ?flow gk:schedule ?entry . ?entry gk:financialYear ?planned ; gk:amount ?slice }
  OPTIONAL { SELECT ?flow (MIN(?told) AS ?early) (MAX(?told) AS ?late) WHERE { ?flow gk:financialYear ?told } GROUP BY ?flow }
  OPTIONAL { ?flow gk:start ?start } OPTIONAL { ?flow gk:end ?end }
  BIND(IF(BOUND(?start), CONCAT(STR(?start), "-01-01"), CONCAT(SUBSTR(?early, 1, 4), "-04-01")) AS ?from)
  BIND(IF(BOUND(?end), CONCAT(STR(?end), "-12-31"), CONCAT(SUBSTR(?late, 1, 4), "-04-01")) AS ?to)
  BIND(xsd:integer(SUBSTR(?from, 1, 4)) - IF(SUBSTR(?from, 6, 2) < "04", 1, 0) AS ?first)
  BIND(xsd:integer(SUBSTR(?to, 1, 4)) - IF(SUBSTR(?to, 6, 2) < "04", 1, 0) AS ?last)
  BIND(IF(?first = ?last, CONCAT(STR(?first), "/", SUBSTR(STR(?first + 1), 3)), ?none) AS ?only)
  BIND(COALESCE(?planned, ?only) AS ?year)
  OPTIONAL { ?flow gk:amount ?whole }
  BIND(COALESCE(?slice, ?whole) AS ?amount)
}
"""
Sums = dict[tuple[str, ...], tuple[Decimal | None, int, int]]


def over_flows(content: Content) -> Sums:
    """The totals as an engine makes them of the flow nodes, without those that are set aside."""
    store = ox.Store()
    store.extend(records(content, ONTOLOGY))
    left_out = {iri("fact", id).value for id in moves.aside(content, ONTOLOGY)}
    found: dict[tuple[str, ...], list[Decimal | None]] = {}
    for row in store.query(OVER_FLOWS, use_default_graph_as_union=True):
        if row["flow"].value not in left_out:
            key = tuple(row[name].value if row[name] else "" for name in ("funder", "stage", "year"))
            found.setdefault(key, []).append(Decimal(row["amount"].value) if row["amount"] else None)
    return {key: summed(amounts) for key, amounts in found.items()}


def summed(amounts: list[Decimal | None]) -> tuple[Decimal | None, int, int]:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None, len(amounts), len(amounts) - len(known)


def as_made(content: Content) -> Sums:
    return {
        (iri("organisation", total.funder).value, total.stage or "", total.year or ""): (
            None if total.pence is None else pounds(total.pence),
            total.flows,
            total.unknown,
        )
        for total in yearly.totals(content, ONTOLOGY)
    }


@given(contents())
def test_the_totals_are_the_sums_of_the_flow_nodes_to_the_penny(content: Content) -> None:
    assert as_made(content) == over_flows(content)


def test_the_totals_of_the_packaged_data_are_the_sums_of_its_flow_nodes() -> None:
    content = graphkit.check()
    assert as_made(content) == over_flows(content)
    assert len(moves.aside(content, ONTOLOGY)) > 0


@given(contents())
def test_what_is_set_aside_is_what_no_network_of_flows_has(content: Content) -> None:
    told = {fact.id for fact in content.facts if (r := ONTOLOGY.relations[fact.relation]).carries == "money" and r.subject}
    assert told - moves.aside(content, ONTOLOGY) == {flow.id for flow in moves.loaded(content, ONTOLOGY).flows}


@given(contents())
def test_totals_are_passed_over_when_quads_are_read_back(content: Content) -> None:
    made = list(totals(content, ONTOLOGY))
    assert {quad.graph_name for quad in made} <= {DERIVED}
    assert Backwards(chain(records(content, ONTOLOGY), made), ONTOLOGY).content() == content


def test_quads_are_the_records_and_the_totals_and_nothing_twice() -> None:
    content = graphkit.check()
    found = list(quads(content, ONTOLOGY))
    assert len(found) == len(set(found))
    assert set(found) == {*records(content, ONTOLOGY), *totals(content, ONTOLOGY)}


def test_no_question_about_flows_meets_a_total() -> None:
    content = graphkit.check()
    of_facts = {quad.predicate for quad in records(content, ONTOLOGY)}
    of_totals = {quad.predicate for quad in totals(content, ONTOLOGY)}
    assert {predicate.value.rsplit("#")[-1] for predicate in of_totals & of_facts} == {"type"}


# ---- the rules, one by one ---------------------------------------------------------------------------------

PAID = "flows:\n- {{id: a, funder: North, recipient: Otter Trust, {}, stage: approved, locators: ['1.1']}}\n"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("amount: 5.25, amount_kind: exact, financial_years: [2024/25]", [("2024/25", 525)]),
        ("amount: 5, amount_kind: exact, financial_years: [2024/25, 2025/26]", [(None, 500)]),
        (
            "amount: 5, amount_kind: exact, by_year: {{2024/25: 2, 2025/26: 3}}".replace("{{", "{").replace("}}", "}"),
            [("2024/25", 200), ("2025/26", 300)],
        ),
        ("amount: 5, amount_kind: exact, start: 2024-04-01, end: 2025-03", [("2024/25", 500)]),
        ("amount: 5, amount_kind: exact, start: 2024-03-31, end: 2025-03", [(None, 500)]),
        ("amount: 5, amount_kind: exact, start: 2024-04-01", [(None, 500)]),
        ("amount: 5, amount_kind: exact", [(None, 500)]),
        ("amount: null, financial_years: [2024/25]", [("2024/25", None)]),
    ],
)
def test_a_flow_counts_in_the_year_it_is_surely_of(
    content: Callable[..., Content], told: str, found: list[tuple[str | None, int | None]]
) -> None:
    assert [(total.year, total.pence) for total in yearly.totals(content(PAID.format(told)), ONTOLOGY)] == found


TWICE = """flows:
- {id: a, funder: North, recipient: Otter Trust, amount: 5, amount_kind: exact, stage: approved, locators: ['1.1']}
- {id: b, funder: North, recipient: Otter Trust, amount: 6, amount_kind: exact, stage: paid, restates: [a], locators: ['1.2']}
"""
EITHER = """flows:
- {id: a, funder: North, recipient: Otter Trust, amount: 5, amount_kind: exact, stage: approved, locators: ['1.1']}
- {id: b, funder: North, recipient: Otter Trust, amount: 6, amount_kind: exact, stage: approved, locators: [recommendation 2]}
observations:
- {id: o, message: Two sums., between: [a, b], locators: ['1.1']}
"""


@pytest.mark.parametrize(("told", "found"), [(TWICE, [("paid", 600)]), (EITHER, [("approved", 600)])])
def test_what_is_told_again_or_excluded_is_in_no_total(
    content: Callable[..., Content], told: str, found: list[tuple[str, int]]
) -> None:
    assert [(total.stage, total.pence) for total in yearly.totals(content(told), ONTOLOGY)] == found


# ---- beside graphkit totals --------------------------------------------------------------------------------


@pytest.mark.parametrize("funder", ["NHS England", "MOPAC", "Ministry of Justice", "London Probation"])
def test_a_funders_years_are_those_of_graphkit_totals(family: graphkit.Graph, funder: str) -> None:
    answer = family.totals([funder], by_year=True)
    name = answer["boundary"][0]["name"]
    assert not any(answer[kind]["flow_count"] for kind in ("internal",))
    shared = {row["flow"] for row in answer["shared_not_split"] if row["funder"]["name"] == name}
    assert shared == set()
    told = {
        (row["year"], stage["stage"]): (stage["amount"], stage["flow_count"])
        for row in answer["by_year"]
        for stage in row["outgoing"]["by_stage"]
        if row["year"] and stage["flow_count"]
    }
    rows = sparql.run(family.store, queries.load("years-of-a-funder"), {"organisation": funder}).rows
    assert {(row["year"], row["stage"]): (row["amount"], row["flows"]) for row in rows if row["year"]} == told
