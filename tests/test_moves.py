"""Flows of files are the flows of a store: the same facts, settled by the same rules."""

import pytest
from hypothesis import given, settings
from strategies import ONTOLOGY, contents

import graphkit
from graphkit import flows, moves
from graphkit.builder import check
from graphkit.desk import Desk
from graphkit.model import Content
from graphkit.publish import publish
from graphkit.store import Store


def same(content: Content, store: Store) -> None:
    """Fail where what a store gives to trace is not what its content gives."""
    kept, read = flows.load(Desk(store)), moves.loaded(content, ONTOLOGY)
    assert sorted(read.flows) == sorted(kept.flows)
    assert read[1:] == kept[1:]


def test_the_flows_of_the_packaged_data_are_those_of_their_store(family_store: Store) -> None:
    same(check(), family_store)


@settings(max_examples=40)
@given(content=contents(max_facts=8, relations=("flow", "flow", "flow", "budget", "observation")))
def test_the_flows_of_any_content_are_those_of_its_store(tmp_path_factory: pytest.TempPathFactory, content: Content) -> None:
    folder = str(tmp_path_factory.mktemp("any"))
    publish(folder, content, ONTOLOGY, "any", rdf=False, wait=5, again=True)
    with graphkit.open(folder) as graph:
        same(content, graph.store)
