"""Laws: what is written and read again is the same, for whatever data files can say."""

import io
import tempfile
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.contents import content as stored
from graphkit.errors import Problem
from graphkit.export import FORMATS, export, names
from graphkit.export.rdf import groups
from graphkit.facts import collect
from graphkit.model import Content
from graphkit.publish import publish
from graphkit.quads import Backwards, quads
from graphkit.read import Reading, bodies, faults, graphs, rdf, tables
from graphkit.store import Store
from tests.strategies import ONTOLOGY, contents

ENDINGS: dict[str, tuple[str, ModuleType]] = {
    "turtle": (".ttl", rdf),
    "trig": (".trig", rdf),
    "nquads": (".nq", rdf),
    "ntriples": (".nt", rdf),
    "jsonld": (".jsonld", rdf),
    "graphml": (".graphml", graphs),
    "csv": (".csv", tables),
}
LAW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def written(content: Content, name: str) -> bytes:
    out = io.BytesIO()
    module = next(module for module in FORMATS if name in module.NAMES)
    module.write(content, ONTOLOGY, name, out)
    return out.getvalue()


def again(data: bytes, name: str) -> tuple[Content, list[Problem]]:
    ending, module = ENDINGS[name]
    problems: list[Problem] = []
    return module.read(data, f"export{ending}", ONTOLOGY, problems), problems


def test_every_format_but_gexf_is_read_back() -> None:
    assert sorted(names()) == sorted([*ENDINGS, "gexf"])


@given(contents())
@LAW
def test_what_the_strategies_make_passes_the_checks_of_data_files(content: Content) -> None:
    problems: list[Problem] = []
    assert collect(Reading((), (content,)), ONTOLOGY, problems) == content
    assert problems == []
    assert list(faults.faults(content, ONTOLOGY)) == []


@given(contents())
@LAW
def test_facts_to_quads_to_facts_is_identity(content: Content) -> None:
    assert Backwards(quads(content, ONTOLOGY), ONTOLOGY).content() == content


@given(contents())
@LAW
def test_the_groups_of_an_export_hold_the_quads_of_the_index_and_no_others(content: Content) -> None:
    from graphkit.provenance import describe

    found = [quad for group in groups(content, ONTOLOGY) for quad in group]
    assert len(found) == len(set(found))
    assert set(found) == {*quads(content, ONTOLOGY), *describe(content)}


@pytest.mark.parametrize("name", ENDINGS)
@given(content=contents())
@LAW
def test_what_is_written_in_a_lossless_format_is_read_back_identical(name: str, content: Content) -> None:
    assert again(written(content, name), name) == (content, [])


@given(contents())
@LAW
def test_a_record_becomes_one_line_and_the_same_record_again(content: Content) -> None:
    for records in content:
        for record in records:
            line = bodies.body(record)
            assert line.isprintable() or "\n" not in line
            assert bodies.parse(line) == record


@given(contents(max_facts=4))
@settings(LAW, max_examples=10)
def test_an_export_of_a_store_is_read_back_as_what_the_store_was_built_from(content: Content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(folder, content, ONTOLOGY, "", again=True, rdf=False, wait=1)
        with Store.open(folder) as store:
            assert stored(store) == content
            for name in ENDINGS:
                out = io.BytesIO()
                assert export(store, name, out) == []
                assert again(out.getvalue(), name) == (content, [])
            assert again_is_no_worse(store)


def again_is_no_worse(store: Store) -> bool:
    """GEXF writes whatever a store holds, and says what it leaves out."""
    out = io.BytesIO()
    return bool(export(store, "gexf", out)) and out.getvalue().startswith(b"<?xml")


@pytest.mark.parametrize("name", ENDINGS)
@given(data=st.data())
@settings(LAW, max_examples=60, suppress_health_check=[*LAW.suppress_health_check, HealthCheck.function_scoped_fixture])
def test_a_changed_file_is_refused_or_still_well_formed_and_never_a_traceback(name: str, data: st.DataObject) -> None:
    whole = bytearray(written(SMALL, name))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(whole) - 1))
        length = data.draw(st.integers(0, 40))
        whole[place : place + length] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"-", b"9", b'"', b"null", b"[]", b"{}"])
        )
    content, problems = again(bytes(whole), name)
    assert isinstance(content, Content)
    if not problems:
        assert list(faults.faults(content, ONTOLOGY)) == []
        collect(Reading((), (content,)), ONTOLOGY, problems)
        list(quads(content, ONTOLOGY))


def _small() -> Content:
    from graphkit.builder import check

    whole = check()
    facts = tuple(fact for fact in whole.facts if fact.decision in ("pcd-172", "pcd-949"))
    heads = tuple(head for head in whole.decisions if head.id in ("pcd-172", "pcd-949"))
    wanted: set[str] = set()
    waiting = set().union(*(faults.named(record, ONTOLOGY) for record in (*facts, *heads)))
    parties = {party.id: party for party in whole.organisations}
    while waiting - wanted:
        wanted |= waiting
        waiting = set().union(*(faults.named(parties[id], ONTOLOGY) for id in waiting))
    return Content(tuple(parties[id] for id in sorted(wanted)), heads, facts)


SMALL = _small()
