"""The ontology says what a kind of fact is, and the code asks it: a new kind is one new file."""

import ast
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import graphkit
from graphkit import builder, packaged
from graphkit.contents import content
from graphkit.forms import FORMS
from graphkit.ontology import GK, PREFIXES, load
from graphkit.publish import publish
from graphkit.quads import Backwards, quads
from graphkit.read import faults

ONTOLOGY = load()
FILES = sorted(Path(packaged.path("ontology")).glob("*.ttl"))
SOURCES = sorted(Path(graphkit.__file__).parent.rglob("*.py"))

SECONDMENT = """
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

gk:Secondment a gk:Relation ; rdfs:subClassOf gk:Fact ; rdfs:label "secondment" ;
    rdfs:comment "A person lent by one party to another, with authority to act there." ;
    gk:section "secondments" ; gk:carries gk:Authority ;
    gk:subjectRole gk:lender ; gk:objectRole gk:borrower ; gk:shortcut gk:lendsTo ;
    gk:requires ( gk:lender gk:borrower gk:authority ) ; gk:allows ( gk:grade gk:since ) .
gk:lender rdfs:label "lender" ; gk:key "lender" ; gk:form "party" .
gk:borrower rdfs:label "borrower" ; gk:key "borrower" ; gk:form "party" .
gk:lendsTo rdfs:label "lends to" .
gk:grade rdfs:label "grade" ; gk:key "grade" ; gk:form "text" ; gk:oneOf ( "senior" "junior" ) ;
    rdfs:comment "How senior the person is." .
"""
LENT = """reference: X 1
title: Invented
secondments:
- {id: analyst, lender: North, borrower: South, authority: sign reports, grade: senior, since: 2021-05, locators: ["1.1"]}
"""


def triples(name: str) -> list[tuple[str, str]]:
    """Subject and object of all statements with a property, in all files."""
    iri = PREFIXES[name.split(":")[0]] + name.split(":")[1]
    found = (triple for path in FILES for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    return [(str(t.subject.value), str(t.object.value)) for t in found if t.predicate.value == iri]


def terms() -> list[str]:
    """Everything of graphkit's own that the files describe."""
    found = {t.subject.value for path in FILES for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
    return sorted(term for term in found if term.startswith(GK))


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.removeprefix(GK))
def test_every_term_has_one_label(term: str) -> None:
    assert len([label for subject, label in triples("rdfs:label") if subject == term]) == 1


def test_every_key_belongs_to_one_field() -> None:
    keys = [key for _, key in triples("gk:key")]
    assert sorted(set(keys)) == sorted(keys)


def test_every_section_belongs_to_one_relation() -> None:
    sections = [section for _, section in triples("gk:section")]
    assert sorted(set(sections)) == sorted(sections)


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_every_relation_is_defined_in_words(name: str) -> None:
    assert ONTOLOGY.relations[name].definition.endswith(".")


def test_every_field_is_defined_in_words() -> None:
    assert [field.key for field in ONTOLOGY.fields.values() if not field.definition.endswith(".")] == []


@pytest.mark.parametrize("key", sorted(ONTOLOGY.fields))
def test_every_field_has_a_form_that_is_read_and_checked(key: str) -> None:
    assert ONTOLOGY.fields[key].form in FORMS.keys() & faults.FORMS.keys()


def test_every_form_that_is_read_is_named_in_the_ontologys_own_words() -> None:
    # An address is a form of a decision's head, and of no field of facts.
    (said,) = [text for subject, text in triples("rdfs:comment") if subject == GK + "form"]
    assert {word.strip(",.") for word in said.removeprefix("How a field is written: ").split()} - {"or"} == FORMS.keys() - {
        "address"
    }


@pytest.mark.parametrize("key", sorted(ONTOLOGY.fields))
def test_every_field_is_one_that_some_relation_may_have(key: str) -> None:
    assert any(key in relation.fields for relation in ONTOLOGY.relations.values())


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_no_relation_lists_a_field_twice(name: str) -> None:
    fields = ONTOLOGY.relations[name].fields
    assert sorted(set(fields)) == sorted(fields)


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_the_roles_of_a_relation_are_required_of_its_facts(name: str) -> None:
    relation = ONTOLOGY.relations[name]
    assert {relation.subject, relation.object, relation.peers} - {None} <= set(relation.requires)


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_every_relation_needs_evidence(name: str) -> None:
    assert "locators" in ONTOLOGY.relations[name].requires


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_every_relation_stands_in_a_file_of_its_name(name: str) -> None:
    (path,) = [path for path in FILES if path.stem == name]
    assert f"<{ONTOLOGY.relations[name].iri}>" in {str(t.subject) for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}


def test_money_between_parties_comes_first() -> None:
    assert next(iter(ONTOLOGY.relations)) == "flow"


@pytest.mark.parametrize("name", sorted(ONTOLOGY.relations))
def test_an_ontology_without_a_relations_file_is_one_without_that_relation(tmp_path: Path, name: str) -> None:
    for path in FILES:
        if path.stem != name:
            shutil.copy(path, tmp_path)
    assert load(str(tmp_path)).relations.keys() == ONTOLOGY.relations.keys() - {name}


# ---- a relation that nobody has thought of -------------------------------------------------------------


@pytest.fixture
def lent(tmp_path: Path) -> tuple[str, str]:
    """An ontology with secondments, and data with one."""
    shutil.copytree(packaged.path("ontology"), tmp_path / "ontology")
    (tmp_path / "ontology" / "secondment.ttl").write_text(SECONDMENT)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x-1.yaml").write_text(LENT)
    parties = "organisations:\n- {id: north, name: North, kind: charity}\n- {id: south, name: South, kind: charity}\n"
    (tmp_path / "data" / "organisations.yaml").write_text(parties)
    return str(tmp_path / "ontology"), str(tmp_path / "data")


def test_a_relation_of_one_new_file_is_read_from_data_files(lent: tuple[str, str]) -> None:
    (fact,) = builder.check([lent[1]], load(lent[0])).facts
    assert (fact.relation, fact.values) == (
        "secondment",
        {
            "lender": "north",
            "borrower": "south",
            "authority": "sign reports",
            "grade": "senior",
            "since": "2021-05",
            "locators": ("1.1",),
        },
    )


def test_a_relation_of_one_new_file_is_checked_like_the_others(lent: tuple[str, str]) -> None:
    Path(lent[1], "x-1.yaml").write_text(LENT.replace("senior", "grand").replace("lender: North, ", ""))
    with pytest.raises(graphkit.InputError) as caught:
        builder.check([lent[1]], load(lent[0]))
    assert [problem.what for problem in caught.value.problems] == [
        "secondment analyst has no lender",
        "grade: 'grand' is none of its words",
    ]


def test_a_relation_of_one_new_file_becomes_quads_and_comes_back(lent: tuple[str, str]) -> None:
    ontology = load(lent[0])
    found = builder.check([lent[1]], ontology)
    assert Backwards(quads(found, ontology), ontology).content() == found


def test_a_relation_of_one_new_file_has_its_shortcut(lent: tuple[str, str]) -> None:
    ontology = load(lent[0])
    found = quads(builder.check([lent[1]], ontology), ontology)
    assert [(q.subject.value[-5:], q.object.value[-5:]) for q in found if q.predicate.value == GK + "lendsTo"] == [
        ("north", "south")
    ]


@pytest.fixture
def lending(lent: tuple[str, str], tmp_path: Path) -> str:
    """A store of the data with one secondment."""
    ontology = load(lent[0])
    (tmp_path / "store").mkdir()
    publish(str(tmp_path / "store"), builder.check([lent[1]], ontology), ontology, "", again=True, rdf=False, wait=5)
    return str(tmp_path / "store")


def test_a_relation_of_one_new_file_is_stored(lent: tuple[str, str], lending: str) -> None:
    with graphkit.open(lending) as graph:
        assert content(graph.store) == builder.check([lent[1]], load(lent[0]))


def test_who_has_authority_by_a_relation_of_one_new_file_is_answered(lending: str) -> None:
    with graphkit.open(lending) as graph:
        assert "x-1/analyst" in str(graph.authority("South"))


def test_who_gives_authority_by_a_relation_of_one_new_file_is_named(lending: str) -> None:
    with graphkit.open(lending) as graph:
        (row,) = graph.authority("South")["delegations"]
        assert (row["delegator"], row["delegate"]) == ({"id": "north", "name": "North"}, {"id": "south", "name": "South"})


def test_a_decision_shows_its_facts_of_a_relation_of_one_new_file(lending: str) -> None:
    with graphkit.open(lending) as graph:
        (fact,) = graph.decision("X 1")["facts"]["secondments"]
        assert fact["grade"] == "senior"


def test_a_relation_of_one_new_file_is_an_edge(lending: str) -> None:
    with graphkit.open(lending) as graph:
        assert graph.to_networkx().edges["north", "south", "x-1/analyst"]["carries"] == "authority"


# ---- the code knows no relation by name ----------------------------------------------------------------


def strings(path: Path) -> set[str]:
    """Every text in a module, but for keys of answers: those are a promise to the reader."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    keys |= {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {node.value for node in texts if id(node) not in keys}


#: Tracing knows plain flows in memory, reading the words of documents (a total, a figure); neither knows the ontology.
CHOOSING = [path for path in SOURCES if path.parent.name not in ("tracing", "reading", "money")]

KNOWN = {word for r in ONTOLOGY.relations.values() for word in (r.name, r.label, r.section, r.iri, r.iri.removeprefix(GK))}


@pytest.mark.parametrize("path", CHOOSING, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_no_module_chooses_by_the_name_of_a_relation(path: Path) -> None:
    assert strings(path) & KNOWN == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_no_sql_chooses_by_the_name_of_a_relation(path: Path) -> None:
    quoted = {word for text in strings(path) if "SELECT" in text or "relation" in text for word in re.findall(r"'([^']*)'", text)}
    assert quoted & KNOWN == set()
