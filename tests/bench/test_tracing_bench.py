"""The bench of tracing runs, its peers agree with each other and with graphkit. No time is asserted."""

import sys
from importlib import import_module, util
from pathlib import Path
from typing import Any

import pytest

from graphkit.tracing.flow import Flow, checked
from graphkit.tracing.network import Network

BENCH = Path(__file__).resolve().parents[2] / "bench"
PEERS = [name for name in ("duckdb", "igraph", "pandas") if util.find_spec(name) is None]


@pytest.fixture(scope="module")
def plain() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        found = import_module("plain")
    yield found
    for name in ("plain", "generate"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def tracing(plain: Any) -> Any:
    if PEERS:
        pytest.skip(f"peers of the bench are not installed: pip install {' '.join(PEERS)}")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        found = import_module("tracing")
    yield found
    for name in ("tracing", "run", "peers"):
        sys.modules.pop(name, None)


def test_plain_flows_are_valid_and_the_same_for_the_same_seed(plain: Any) -> None:
    flows = plain.plain(3000, 2)
    assert flows == plain.plain(3000, 2)
    assert flows != plain.plain(3000, 3)
    assert len(checked(flows, plain.groups(3000))) == 3000
    tied = [flow for flow in flows if flow.funded_from]
    assert any("own" in flow.funded_from for flow in tied)
    assert any("own" not in flow.funded_from for flow in tied)
    assert any(flow.schedule for flow in flows)
    assert any(flow.amount is None for flow in flows)
    assert any(flow.restricted for flow in flows)


def test_named_money_without_own_money_is_never_promised_twice(plain: Any) -> None:
    for flows in (plain.plain(5000, 1), plain.layered(1000, 1)):
        amounts = {flow.id: flow.amount for flow in flows}
        sure = [flow for flow in flows if flow.funded_from and "own" not in flow.funded_from]
        assert sure
        for flow in sure:
            assert flow.amount <= sum(amounts[id] for id in flow.funded_from)


def test_simpler_countries_keep_what_they_should(plain: Any) -> None:
    flows = plain.plain(3000, 2)
    simple, tied, owned = plain.simple(flows), plain.tied(flows), plain.tied(flows, own=True)
    assert len(simple) == len(tied) == sum(bool(flow.amount) for flow in flows)
    assert all(flow == Flow(*flow[:4]) for flow in simple)
    assert any(flow.funded_from for flow in tied)
    assert all("own" in flow.funded_from for flow in owned if flow.funded_from)
    checked(tied, {})


def test_layers_have_so_many_flows_between_their_ends(plain: Any) -> None:
    flows = plain.layered(1000, 1)
    assert len(flows) == 1000
    assert len(plain.between(flows, "S", "T")) > 950
    assert 0.15 < sum(bool(flow.funded_from) for flow in flows) / len(flows) < 0.25


def test_upstream_agrees(plain: Any, tracing: Any) -> None:
    flows, groups = plain.plain(600, 1), plain.groups(600)
    found = plain.arrays(flows)
    parties = tracing.recipients(found, groups, 5, 1)
    lines = tracing.upstream(Network(flows, groups), tracing.Duck(found), tracing.graph_of(found), parties, 1)
    assert [line.what.split(",")[0] for line in lines] == ["DuckDB", "networkx", "graphkit"] * 2
    with pytest.raises(tracing.Differ, match="upstream of T"):
        tracing.same_upstream("T", {"one": {"S": 1}, "other": {"S": 2}})


def test_estimates_agree_at_every_peer(plain: Any, tracing: Any) -> None:
    flows = plain.simple(plain.plain(2000, 1))
    found = plain.arrays(flows)
    lines, apart = tracing.estimates(
        Network(flows), Network(plain.plain(2000, 1)), tracing.Duck(found), tracing.graph_of(found), found, 1, 1
    )
    assert "graphkit" in apart
    assert sum(line.what.startswith("graphkit") for line in lines) == 2


def test_estimates_of_the_peers_solve_a_cycle(plain: Any, tracing: Any) -> None:
    """The worked cycle, closed: the share of A is (60 + 40 share) / 120, of which 80 are paid on."""
    amounts = [("S", "A", 60), ("X", "A", 40), ("A", "B", 120), ("B", "A", 40), ("B", "T", 80)]
    found = plain.arrays(Flow(f"f{at}", *ends) for at, ends in enumerate(amounts))
    source, target = found.number["S"], found.number["T"]
    mixing = tracing.Mixing(found, [source])
    assert mixing.direct()[target, 0] == pytest.approx(48)
    assert mixing.every(mixing.hops())[target, 0] == pytest.approx(48)
    assert tracing.loop(tracing.graph_of(found), ["S"])["S"]["T"] == pytest.approx(48)


@pytest.mark.parametrize("own", [False, True])
def test_bounds_keep_to_the_maximum_flow(plain: Any, tracing: Any, own: bool) -> None:
    for seed in (1, 4):
        made = plain.layered(300, seed)
        for flows in (plain.simple(made), plain.tied(made, own=own)):
            lines = tracing.bounds("a test", flows, "S", "T", 1)
            assert lines[-1].what == "graphkit, trace"


def test_transfers_are_what_ties_allow(plain: Any, tracing: Any) -> None:
    flows = [
        Flow("sm", "S", "M", 60),
        Flow("xm", "X", "M", 50),
        Flow("mt", "M", "T", 100, funded_from=("xm",)),
        Flow("mt2", "M", "T", 100, funded_from=("sm", "own")),
    ]
    assert tracing.capacities(flows, "S", "T").most() == 60
    assert tracing.transfers(flows, "S", "T").most() == 60
    assert tracing.transfers(flows[:3], "S", "T").most() == 0


def test_page_has_a_table_for_each_question(tracing: Any) -> None:
    sizes = tracing.QUICK._replace(flows=(400, 800), recipients=4, part=300, country=1000, turns=1)
    page = str(tracing.measure(sizes, lambda what: None))
    assert page.count("\n### ") == 2 * 2 + 6 + 2
    assert "| estimates: graphkit, estimates | 800 |" in page
    assert "**missed**" in page or "| met |" in page
