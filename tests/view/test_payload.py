"""What the page holds, and that it reads back what was put into it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.view import page
from graphkit.view._payload import _rows, kind_of, pack, payload
from graphkit.view._sheet import Sheet, sheet
from graphkit.view._text import clean
from tests.view.pages import RELATIONS, answer, flow, rivers, unpacked

nx = pytest.importorskip("networkx")


def packed(found: Sheet, **more: Any) -> str:
    return pack(payload(found.parties, found.facts, found.relations, found.kinds, found.drawn, **more))


def test_the_same_data_give_the_same_letters() -> None:
    assert pack({"b": "é", "a": [1]}) == pack({"a": [1], "b": "é"})


def test_every_text_stands_once() -> None:
    held = unpacked(page(rivers(), title="T", relations=RELATIONS))["texts"]
    assert len(held) == len(set(held)) and held[0] == ""


def test_a_trace_goes_by_the_places_of_parties_and_facts() -> None:
    traces = [
        answer("ministry", "trust", [["grant", "otters"], ["grant", "elsewhere"]], at_most=Decimal("1.00"), more_paths=True),
        answer("ministry", "nobody", [["grant"]]),
    ]
    held = unpacked(page(rivers(), title="T", relations=RELATIONS, followed=traces, asked=[("ministry", "trust"), ("x", "y")]))
    found = sheet(rivers(), RELATIONS)
    party, fact = list(found.parties), [one.key for one in found.facts]
    [kept] = held["followed"]
    assert (party[kept["source"]], party[kept["target"]], kept["at_most"]) == ("ministry", "trust", "1.00")
    assert [[fact[at] for at in path] for path in kept["paths"]] == [["grant", "otters"]]
    assert kept["beyond"] == 2  # one that leads through what is not on the page, and those that were not listed
    assert [[party[at] for at in pair] for pair in held["asked"]] == [["ministry", "trust"]]


TEXT = st.one_of(
    st.sampled_from(
        ["", "North Council", "north-council", "A--B", "-", "Ünder", "__proto__", "constructor", "\u202ea\u2028b", "🦦"]
    ),
    st.text(max_size=12),
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.one_of(
            st.none(),
            st.decimals(-(10**18), 10**18, places=3),
            st.integers(0, 10**17).map(Decimal),
            st.sampled_from(
                [0, 5, 1.5, True, "5", Decimal("NaN"), Decimal("Infinity"), Decimal("1E+40"), Decimal("90071992547409.92")]
            ),
        ),
        "amount_kind": st.one_of(st.sampled_from(["exact", "up_to", "approx", None]), TEXT),
        "currency": st.one_of(st.sampled_from(["GBP", "EUR", None]), TEXT),
        "stage": TEXT,
        "stated": st.booleans(),
        "reviewed": st.booleans(),
        "condition": TEXT,
        "financial_years": st.one_of(
            st.lists(st.sampled_from(["2016/17", "2017/18"]), max_size=2).map(tuple), TEXT, st.just((TEXT,))
        ),
        "by_year": st.sampled_from([None, {"2016/17": Decimal(3)}, {"2017/18": Decimal(1), "x": Decimal(2)}]),
        "inferred": st.sampled_from([(), ("financial_years", "start"), ("amount", "condition")]),
        "start": st.one_of(st.sampled_from(["2015-04", "2016-01-31", "2015"]), TEXT),
        "end": st.one_of(st.sampled_from(["2017-03", "9999"]), TEXT),
        "decision": TEXT,
        "locators": st.lists(TEXT, max_size=3).map(tuple),
        "url": st.one_of(st.just("https://example.org/a"), TEXT),
        "note": TEXT,
        "limit": st.one_of(st.none(), st.integers(0, 9).map(Decimal)),
        "surprise": TEXT,
    },
)
PARTIES = st.dictionaries(TEXT, st.tuples(TEXT, TEXT, st.lists(TEXT, max_size=2)), min_size=1, max_size=6)


@given(
    PARTIES,
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), TEXT, st.sampled_from(["flow", "provision"]), FIELDS), max_size=8),
)
def test_the_page_reads_back_every_party_and_every_fact(
    engine: Callable[[str, str], Any], parties: dict[str, Any], told: list[tuple[int, int, str, str, dict[str, Any]]]
) -> None:
    graph = nx.MultiDiGraph()
    ids = sorted(parties)
    for id, (name, kind, members) in parties.items():
        graph.add_node(id, name=name, kind=kind, members=tuple(members), aliases=(name,), identifiers={name: kind})
    for a, b, key, relation, fields in told:
        flow(graph, ids[a % len(ids)], ids[b % len(ids)], key, **{"amount": 1} | fields | {"relation": relation, "carries": None})
    found = sheet(graph, RELATIONS)
    read = engine(
        packed(found),
        """({ parties: PARTIES.map(p => [p.id, p.name, p.kind.name, p.rows]),
              facts: FACTS.map(f => [f.id, f.ends, f.relation.name, f.rows, f.tag, f.pence, f.stage, f.url,
                                     f.years.map(at => YEARS[at]),
                                     [f.counts, f.unknown, f.inferred, f.conditional, f.draft]]) })""",
    )
    for (id, name, kind, rows), (party, data) in zip(read["parties"], found.parties.items(), strict=True):
        assert (id, name) == (clean(party), clean(data.get("name") or party))
        assert [tuple(row) for row in rows] == [("Kind", kind_of(data)), *_rows(data)] and kind == kind_of(data)
    place = list(found.parties)
    for one, (id, ends, relation, rows, tag, pence, stage, url, years, flags) in zip(found.facts, read["facts"], strict=True):
        assert (id, [place[end] for end in ends], relation) == (clean(one.key), list(one.parties), one.relation)
        assert sorted(map(tuple, rows)) == sorted(one.rows)
        assert (tag, pence, stage, url) == (one.tag, one.pence, one.stage, one.url or "")
        assert tuple(years) == one.years
        assert flags == [one.counts, one.unknown, one.inferred, one.conditional, one.draft]


@pytest.mark.parametrize("key", ["a/b", "a", "a/b/c", "/a"])
def test_a_fact_keeps_its_identifier(engine: Callable[[str, str], Any], key: str) -> None:
    graph = nx.MultiDiGraph()
    flow(graph, "x", "y", key, 1)
    assert engine(packed(sheet(graph, RELATIONS)), "FACTS[0].id") == key
