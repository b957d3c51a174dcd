"""The yardstick: what is right scores 1, and each kind of slip costs what it should."""

import copy
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graphkit.builder import check
from graphkit.names import Resolver

BENCH = Path(__file__).resolve().parents[2] / "bench"
SPEC = importlib.util.spec_from_file_location("bench_scoring", BENCH / "scoring.py")
assert SPEC is not None
assert SPEC.loader is not None
scoring: ModuleType = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = scoring
SPEC.loader.exec_module(scoring)
RESOLVER = Resolver(check().organisations)

FACTS = yaml.safe_load("""
reference: PCD 9001
date_signed: 2021-05-04
also: {Bright Harbour Trust: [BHT]}
references_decisions: [PCD 850]
flows:
  - {payer: Ministry of Justice, payee: MOPAC, amount: 120000, stage: accepted, financial_years: [2021/22]}
  - {payer: MOPAC, payee: Bright Harbour Trust, amount: 45000.50, amount_kind: up_to, stage: approved}
  - {payer: MOPAC, payees: [Camden, Islington], amount: 60000, stage: approved}
  - {payer: MOPAC, payee: null, service: Night Bus Scheme, amount: 9000, stage: approved}
  - {payer: Home Office, payee: MOPAC, amount: 75000, stage: in_force}
budgets: [{owner: MOPAC, amount: 15000, programme: victims budget}]
carry_forward: [{from: 2020/21, amount: 7000}]
delegations:
  - {from: DMPC, to: Chief Finance Officer, authority: sign}
  - {from: MOPAC, to: DMPC, authority: approve grants, standing: true}
partnerships: [{a: MOPAC, b: Ministry of Justice, kind: memorandum of understanding}]
not_flows: [500000]
""")

READ: dict[str, Any] = {
    "reference": "PCD9001",
    "date_signed": "2021-05-04",
    "flows": [
        {"payer": "MoJ", "payee": "MOPAC", "amount": "120000", "stage": "accepted", "financial_years": ["2021/22"]},
        {"payer": "MOPAC", "payee": "BHT", "amount": "45000.5", "amount_kind": "up_to", "stage": "approved"},
        {"payer": "MOPAC", "payees": ["London Borough of Islington", "LB Camden"], "amount": "60000.00", "stage": "approved"},
        {"payer": "MOPAC", "payee": "Night Bus Scheme", "amount": "9000", "stage": "approved"},
        {"payer": "HO", "payee": "MOPAC", "amount": "75000", "background": True},
    ],
    "budgets": [{"owner": "MOPAC", "amount": "15000"}],
    "delegations": [
        {"delegator": "Deputy Mayor for Policing and Crime", "delegate": "MOPAC's Chief Financial Officer"},
        {"delegator": "MOPAC", "delegate": "DMPC", "standing": True},
    ],
    "partnerships": [{"kind": "MoU", "members": ["Ministry of Justice", "MOPAC"]}],
    "references_decisions": ["PCD 850"],
}


def scored(read: dict[str, Any], kind: str = "flows") -> tuple[int, int, int]:
    found = scoring.compare(FACTS, read, RESOLVER)[kind]
    return found.hits, len(found.misses), len(found.alarms)


def changed(place: str, number: int, **fields: Any) -> dict[str, Any]:
    read = copy.deepcopy(READ)
    read[place][number] |= fields
    return read


def test_what_is_all_right_scores_one_in_every_kind() -> None:
    scores = scoring.compare(FACTS, READ, RESOLVER)
    assert {kind: scoring.measures(score) for kind, score in scores.items()} == dict.fromkeys(scoring.KINDS, (1, 1, 1))
    assert {kind: score.hits for kind, score in scores.items()} == {
        "flows": 4, "budgets": 1, "delegations": 1, "partnerships": 1, "references": 1, "head": 2
    }  # fmt: skip


def test_an_empty_output_finds_nothing_and_raises_no_alarm() -> None:
    assert scored({}) == (0, 4, 0)
    assert scored({}, "delegations") == (0, 1, 0)


@pytest.mark.parametrize(
    "slip", [{"amount": "120001"}, {"amount": None}, {"payer": "Home Office"}, {"payer": None}, {"payee": "MPS"}, {"payee": None}]
)
def test_a_flow_that_is_wrong_in_one_point_is_a_miss_and_an_alarm(slip: dict[str, Any]) -> None:
    assert scored(changed("flows", 0, **slip)) == (3, 1, 1)


def test_one_payee_of_two_is_not_the_same_flow() -> None:
    assert scored(changed("flows", 2, payees=["Camden"])) == (3, 1, 1)


def test_nobody_named_is_as_good_as_the_service_that_stands_in_and_anybody_else_is_wrong() -> None:
    assert scored(changed("flows", 3, payee=None)) == (4, 0, 0)
    assert scored(changed("flows", 3, payee="Bright Harbour Trust")) == (3, 1, 1)


def test_a_flow_told_twice_is_one_alarm() -> None:
    assert scored({**READ, "flows": [*READ["flows"], READ["flows"][0]]}) == (4, 0, 1)


def test_money_that_goes_on_anyway_is_neither_alarm_nor_miss() -> None:
    assert scored(changed("flows", 4, background=False)) == (4, 0, 0)
    assert scored({**READ, "flows": READ["flows"][:4]}) == (4, 0, 0)


def test_new_money_called_background_is_missed() -> None:
    assert scored(changed("flows", 0, background=True)) == (3, 1, 0)


def test_an_alarm_says_where_it_walked_into_a_trap() -> None:
    read = {"flows": [{"payer": "MOPAC", "payee": None, "amount": "500000"}]}
    assert scoring.compare(FACTS, read, RESOLVER)["flows"].alarms == ["MOPAC -> nobody named: 500,000 [a trap]"]


def test_a_standing_power_is_no_alarm_and_a_new_one_to_the_wrong_post_is() -> None:
    assert scored(changed("delegations", 1, standing=False), "delegations") == (1, 0, 0)
    assert scored(changed("delegations", 0, delegate="Chief Executive"), "delegations") == (0, 1, 1)


def test_the_same_power_told_twice_counts_once() -> None:
    assert scored({"delegations": [READ["delegations"][0]] * 2}, "delegations") == (1, 0, 0)


def test_money_carried_over_is_no_false_budget() -> None:
    more = [*READ["budgets"], {"owner": "MOPAC", "amount": "7000"}]
    assert scored({**READ, "budgets": more}, "budgets") == (1, 0, 0)
    assert scored(changed("budgets", 0, owner="MPS"), "budgets") == (0, 1, 1)


def test_the_pot_that_a_payment_comes_from_and_one_of_no_stated_sum_are_no_false_budgets() -> None:
    more = [*READ["budgets"], {"owner": "MOPAC", "amount": "45000.50"}, {"owner": "MPS", "amount": None}]
    assert scored({**READ, "budgets": more}, "budgets") == (1, 0, 0)


def test_a_partnership_needs_its_kind_and_all_its_members() -> None:
    assert scored(changed("partnerships", 0, kind="joint commissioning"), "partnerships") == (0, 1, 1)
    assert scored(changed("partnerships", 0, members=["MOPAC", "MPS"]), "partnerships") == (0, 1, 1)


def test_fields_of_the_flows_found_are_told_and_cost_nothing() -> None:
    found = scoring.compare(FACTS, changed("flows", 0, stage="paid", financial_years=[]), RESOLVER)["flows"]
    assert found.hits == 4
    assert found.right == {"amount_kind": 4, "stage": 3, "financial_years": 3}


@given(st.permutations(READ["flows"]))
def test_the_order_of_an_output_does_not_matter(flows: list[dict[str, Any]]) -> None:
    assert scored({**READ, "flows": flows}) == (4, 0, 0)


@given(st.lists(st.sampled_from(READ["flows"] + [{"payer": "MPS", "payee": "MOPAC", "amount": "1"}])))
def test_hits_and_misses_are_the_facts_and_hits_and_alarms_what_was_found(flows: list[dict[str, Any]]) -> None:
    hits, misses, alarms = scored({"flows": flows})
    assert hits + misses == 4
    assert hits + alarms <= len(flows)


def run(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "develop-one.txt").write_text("a text")
    (tmp_path / "develop-one.yaml").write_text(yaml.safe_dump(FACTS))
    line = [sys.executable, str(BENCH / "reading.py"), "--texts", str(tmp_path), "--facts", str(tmp_path), *words]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=BENCH.parent)


def test_a_command_is_run_on_each_text_and_its_output_scored(tmp_path: Path) -> None:
    reader = tmp_path / "reader.py"
    reader.write_text(f"print({json.dumps(READ)!r})")
    done = run(tmp_path, "--command", f"{sys.executable} {reader}", "--format", "json")
    assert json.loads(done.stdout)["total"]["flows"]["f1"] == 1.0
    assert done.returncode == 0


def test_what_was_made_before_is_scored_and_every_miss_listed(tmp_path: Path) -> None:
    made = tmp_path / "made.json"
    made.write_text(json.dumps({"develop-one": {**READ, "flows": READ["flows"][1:]}}))
    done = run(tmp_path, "--read", str(made))
    assert "missed: Ministry of Justice -> MOPAC: 120,000" in done.stdout
    assert done.returncode == 0


def test_a_text_that_cannot_be_read_is_said_and_scores_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "--command", f"{sys.executable} -c 'raise SystemExit(3)'")
    assert "not read: ended with 3" in done.stdout
    assert done.returncode == 1


def test_only_the_stems_asked_for_are_read(tmp_path: Path) -> None:
    done = run(tmp_path, "--names", "score", "--read", str(tmp_path))
    assert "decisions: 0" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("told", sorted((Path(__file__).parent / "decisions").glob("*.yaml")), ids=lambda path: path.stem)
def test_labels_score_one_against_themselves(told: Path) -> None:
    facts = yaml.safe_load(told.read_text())
    for kind, score in scoring.compare(facts, facts, RESOLVER).items():
        assert scoring.measures(score) == (1, 1, 1), (kind, score)
