"""Records that come back are held against the ontology: what no data file could say does not pass."""

import json
from typing import Any

import pytest

from graphkit import check, forms
from graphkit.model import Content
from graphkit.ontology import load
from graphkit.read import bodies, faults

ONTOLOGY = load()
WHOLE = check()


def changed(id: str, change: dict[str, Any], drop: tuple[str, ...] = ()) -> list[str]:
    """What is wrong once a record says something else; ``values.x`` reaches into a fact."""
    records = []
    for group in WHOLE:
        for record in group:
            line = json.loads(bodies.body(record))
            if record.id == id:
                for key, value in change.items():
                    place, _, inner = key.rpartition(".")
                    (line[place] if place else line)[inner] = value
                for key in drop:
                    place, _, inner = key.rpartition(".")
                    del (line[place] if place else line)[inner]
            records.append(bodies.parse(json.dumps(line)))
    return [fault.what for fault in faults.faults(bodies.content(records), ONTOLOGY)]


def test_every_form_that_a_data_file_may_use_is_checked_on_the_way_back() -> None:
    assert faults.FORMS.keys() == forms.FORMS.keys()
    assert {field.form for field in ONTOLOGY.fields.values()} <= faults.FORMS.keys()


def test_the_packaged_data_has_no_fault() -> None:
    assert list(faults.faults(WHOLE, ONTOLOGY)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("values.amount", -1),
        ("values.amount", 10**16),
        ("values.amount", True),
        ("values.amount", "120000"),
        ("values.amount", None),
        ("values.amount", [1]),
        ("values.amount_kind", "roughly"),
        ("values.financial_years", ["2016/18"]),
        ("values.financial_years", ["2017/18", "2016/17"]),
        ("values.financial_years", ["2016/17", "2016/17"]),
        ("values.financial_years", []),
        ("values.financial_years", "2016/17"),
        ("values.financial_years", [["2016/17"]]),
        ("values.received", "2017-13"),
        ("values.received", 2017),
        ("values.received", "9999-12"),
        ("values.financial_years", ["9999/00"]),
        ("values.funder", "nobody-here"),
        ("values.funder", "NHS England"),
        ("values.funder", ["nhs-england"]),
        ("values.funder", {"id": "nhs-england"}),
        ("values.locators", []),
        ("values.locators", ["1.10", "1.9"]),
        ("values.locators", [" 1.1"]),
        ("values.locators", [11]),
        ("values.instrument", ""),
        ("values.instrument", "x" * 2001),
        ("values.instrument", "\ud800"),
        ("values.by_year", {"2016/17": -1}),
        ("values.by_year", {"2016": 1}),
        ("values.by_year", {}),
        ("values.funded_from", ["no slash"]),
        ("values.decided_in", "PCD 172"),
        ("values.carry_forward", "true"),
        ("values.stated", True),
        ("values.currency", "GBP"),
        ("values.limit", 1),
        ("values.no_such_field", 1),
        ("values", []),
        ("told", [["amount", 1, ["1.1"]]]),
        ("told", [["no_such_field", 1, ["1.1"]]]),
        ("told", [["received", "2017-02", []]]),
        ("told", [[["a"], 1, ["1.1"]]]),
        ("published", {"amount": "MOPAC"}),
        ("published", {"funder": 1}),
        ("published", ["MOPAC"]),
        ("decision", "pcd-949"),
        ("decision", None),
        ("decision", ["pcd-172"]),
        ("id", "nhse-mopac"),
        ("id", "pcd-172/NHSE MOPAC"),
        ("id", "pcd-172/mopac-lambeth"),
        ("id", ["pcd-172/nhse-mopac"]),
        ("relation", "gift"),
        ("relation", ["flow"]),
        ("relation", "delegation"),
    ],
)
def test_a_fact_that_no_data_file_could_state_is_a_fault(key: str, value: Any) -> None:
    assert changed("pcd-172/nhse-mopac", {key: value})


@pytest.mark.parametrize("key", ["values.funder", "values.recipient", "values.stage", "values.locators"])
def test_a_fact_without_a_field_that_is_required_is_a_fault(key: str) -> None:
    assert changed("pcd-172/nhse-mopac", {}, (key,)) == [f"{key.removeprefix('values.')}: missing"]


def test_an_amount_may_be_unknown() -> None:
    assert changed("pcd-172/nhse-mopac", {}, ("values.amount",)) == []


@pytest.mark.parametrize(
    ("id", "key", "value"),
    [
        ("mopac", "kind", "club"),
        ("mopac", "kind", ["charity"]),
        ("mopac", "name", ""),
        ("mopac", "name", 1),
        ("mopac", "aliases", ["b", "a"]),
        ("mopac", "aliases", [["a"]]),
        ("mopac", "identifiers", {"a:b": "c"}),
        ("mopac", "identifiers", ["a"]),
        ("mopac", "members", ["nobody-here"]),
        ("mopac", "former_names", ["b", "a"]),
        ("mopac", "former_names", "a"),
        ("mopac", "since", "2021-13"),
        ("mopac", "since", 2021),
        ("mopac", "until", "soon"),
        ("mopac", "until", ["2021"]),
        ("mopac", "replaces", ["nobody-here"]),
        ("mopac", "replaces", "moj"),
        ("mopac", "replaces", ["moj", "gla"]),
        ("mopac", "unit_of", "nobody-here"),
        ("mopac", "unit_of", ""),
        ("mopac", "note", 1),
        ("mopac", "id", "Mopac"),
        ("mopac", "id", {"a": 1}),
        ("pcd-172", "reference", "PCD 173"),
        ("pcd-172", "reference", 172),
        ("pcd-172", "title", None),
        ("pcd-172", "url", "ftp://example.org/"),
        ("pcd-172", "url", "https://x.example/a b"),
        ("pcd-172", "url", "https://x.example/["),
        ("pcd-172", "url", "https://x.example/%zz"),
        ("pcd-172", "date_signed", "yesterday"),
        ("pcd-172", "between", ["2017"]),
        ("pcd-172", "between", ["2017", 2018]),
        ("pcd-172", "decided_by", "nobody-here"),
        ("pcd-172", "programmes", "lcpf"),
        ("pcd-172", "cites", ["PCD 1"]),
        ("pcd-172", "notes", [1]),
    ],
)
def test_a_party_or_decision_that_no_data_file_could_hold_is_a_fault(id: str, key: str, value: Any) -> None:
    assert changed(id, {key: value})


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("", "Expecting value"),
        ("[]", "it should start with {"),
        ("null", "it should start with {"),
        ("{}", "no record of a kind that is known"),
        ('{"record":["fact"]}', "no record of a kind that is known"),
        ('{"record":"organisation","id":"a","name":"A"}', "lacks kind"),
        ('{"record":"organisation","id":"a","name":"A","kind":"charity","x":1}', "a key that is not known: x"),
        ('{"record":"organisation","id":"a","id":"b","name":"A","kind":"charity"}', "a key stands twice"),
        ('{"record":"fact","id":"a","relation":"flow","decision":"b","values":{"amount":NaN}}', "NaN: amounts are whole pence"),
        ('{"record":"fact","id":"a","relation":"flow","decision":"b","values":{"amount":Infinity}}', "Infinity"),
        ('{"record":"fact","id":"a","relation":"flow","decision":"b","values":{"amount":1.5}}', "1.5: amounts are whole pence"),
        ('{"record":"fact","id":"a","relation":"flow","decision":"b","values":{"amount":1e3}}', "1e3"),
        ('{"record":"fact","id":"a","relation":"flow","decision":"b","values":{"amount":' + "9" * 5000 + "}}", "digits"),
        ('{"record":"fact","id":"a","relation":"flow","decision":"b","values":{},"told":"x"}', "told: no list"),
        ('{"record":"fact","id":"a","relation":"flow","decision":"b","values":{},"told":[["x"]]}', "told: no list"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_line_that_is_no_record_says_why(line: str, what: str) -> None:
    with pytest.raises(ValueError, match=what.replace("{", r"\{")):
        bodies.parse(line)


def test_each_record_that_stands_twice_is_named() -> None:
    twice = Content(WHOLE.organisations[:1] * 2)
    assert [(fault.kind, fault.what) for fault in faults.faults(twice, ONTOLOGY) if "twice" in fault.what] == [
        ("organisation", "the id stands twice")
    ]
