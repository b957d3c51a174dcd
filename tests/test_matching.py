"""Whom a name of somebody else's list means."""

import pytest

import graphkit
from graphkit.errors import UnknownName
from graphkit.matching import Matcher, Question
from graphkit.profile import Areas, kinds, meant, of_kind, party
from graphkit.store import Store

PARTIES = """organisations:
- {id: north, name: North Council, kind: local authority, aliases: [Northern Council], identifiers: {gss: E0001}}
- {id: south, name: South Council, kind: local authority}
- {id: otters, name: Otter Trust, kind: charity, aliases: [Rescue], former_names: [Otter Fund], identifiers: {charity: "0123"}}
- {id: seals, name: Seal Trust, kind: charity, aliases: [Rescue], identifiers: {charity: "456"}}
- {id: both, name: Both Councils, kind: collective, members: [north, south]}
- {id: rescue-service, name: The Rescue Service, kind: service, aliases: [Rescue]}
"""
BODY = """decided_by: North Council
flows:
- {id: a, funder: North Council, recipient: {unnamed: a trust in the south}, amount: 5, amount_kind: exact, stage: approved,
   locators: ["1"]}
- {id: b, funder: North Council, recipient: Otter Trust, amount: 7, amount_kind: exact, stage: approved, areas: [South Council],
   locators: ["2"]}
- {id: c, funder: North Council, recipient: Seal Trust, amount: 7, amount_kind: exact, stage: approved, areas: [Both Councils],
   locators: ["3"]}
"""


@pytest.fixture
def store(folder, tmp_path):
    place = folder(BODY, parties=PARTIES)
    graphkit.build([str(place)], store=str(tmp_path / "store"), rdf=False)
    with Store.open(str(tmp_path / "store")) as found:
        yield found


@pytest.fixture
def ask(store):
    """Candidates for a name, and what else is told of it."""
    match = Matcher(store)

    def ask(name, only=None, limit=5, **evidence):
        kinds = of_kind(match.kinds, only) if only else None
        return match(
            store,
            Question(name, kinds, limit, {key: [text] if isinstance(text, str) else text for key, text in evidence.items()}),
        )

    return ask


def the(found):
    """The one candidate, which has to be one alone."""
    (one,) = found
    return one


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Otter Trust", "name"),
        ("the OTTER trust!", "name"),
        ("Northern council", "alias"),
        ("Otter Fund", "former_name"),
        ("charity:0123", "identifier"),
        ("otters", "id"),
    ],
)
def test_an_exact_name_of_one_party_is_a_match_and_says_why(ask, name, why):
    found = the(ask(name))
    assert (found.match, found.score, found.features) == (True, 100.0, {why: True})


def test_a_match_tells_by_which_name(ask):
    assert the(ask("otter fund")).called == "Otter Fund"


def test_a_name_of_several_is_no_match_and_shows_them_all(ask):
    found = ask("Rescue")
    assert {one.id for one in found if one.score == 100} == {"otters", "seals", "rescue-service"}
    assert not any(one.match for one in found)


def test_a_kind_may_leave_one_of_several(ask):
    assert the(ask("Rescue", only="service")).match
    assert not any(one.match for one in ask("Rescue", only="charity"))


def test_a_number_may_leave_one_of_several(ask):
    found = the(ask("Rescue", charity="456"))
    assert (found.id, found.match, found.features) == ("seals", True, {"alias": True, "charity": True})


def test_a_number_of_nobody_leaves_all_of_several(ask):
    assert not any(one.match for one in ask("Rescue", charity="999"))


def test_a_number_that_is_another_one_forbids_a_match(ask):
    found = {one.id: one for one in ask("Otter Trust", charity="456")}
    assert {"otters", "seals"} <= found.keys() and not any(one.match for one in found.values())
    assert found["otters"].features == {"name": True, "charity": False}


def test_of_several_numbers_one_has_to_agree(ask):
    assert the(ask("Otter Trust", charity=["999", "123"])).match


def test_zeros_that_a_spreadsheet_dropped_make_no_other_number(ask):
    assert the(ask("Otter Trust", charity="123")).match


def test_a_kind_that_is_another_one_forbids_a_match(ask):
    found = ask("Otter Trust", kind="local authority")[0]
    assert (found.id, found.match, found.features["kind"]) == ("otters", False, False)


def test_a_kind_of_another_list_says_nothing(ask):
    found = the(ask("Otter Trust", kind="registered charity"))
    assert (found.match, found.features) == (True, {"name": True})


@pytest.mark.parametrize("slip", ["Oter Trust", "Trust Otter", "Otter Trust Limited", "Otters Trust"])
def test_what_is_only_like_a_name_is_never_a_match(ask, slip):
    found = ask(slip)
    assert found[0].id == "otters" and found[0].score < 100
    assert not any(one.match for one in found)
    assert set(found[0].features) == {"likeness"}


def test_the_words_of_a_name_in_another_order_are_no_exact_name(ask):
    assert ask("Council North")[0].score < 100


def test_what_agrees_raises_a_score_and_what_does_not_lowers_it(ask):
    plain, right, wrong = (
        next(one.score for one in ask("Oter Trust", **more) if one.id == "otters")
        for more in ({}, {"charity": "123"}, {"charity": "999"})
    )
    assert wrong < plain < right < 100


def test_an_area_speaks_for_who_works_there_and_against_nobody(ask):
    plain, there, elsewhere = (
        ask("Oter Trust", **more)[0] for more in ({}, {"area": "south council"}, {"area": "North Council"})
    )
    assert there.score > plain.score == elsewhere.score
    assert (there.features.get("area"), elsewhere.features.get("area")) == (True, None)


def test_a_number_beside_another_name_brings_its_owner_without_a_match(ask):
    found = next(one for one in ask("Badger League", charity="456") if one.id == "seals")
    assert not found.match and found.score < 100


def test_a_number_in_place_of_the_name_brings_its_owner_without_a_match(ask):
    found = the(ask("0123"))
    assert (found.id, found.match, found.score) == ("otters", False, 90.0)


def test_only_parties_of_a_kind_are_candidates(ask):
    assert {one.kind for one in ask("Trust Council", only="charity")} <= {"charity"}


def test_no_more_candidates_than_are_asked_for(ask):
    assert len(ask("Rescue", limit=2)) == 2


@pytest.mark.parametrize("name", ["", "  ", "!!!", "\x00", "zzz qqq"])
def test_what_is_no_name_has_no_candidates(ask, name):
    assert ask(name) == []


def test_a_party_that_its_document_does_not_name_is_nobody_s_candidate(ask, store):
    id, name = store.db.execute("SELECT id, name FROM organisation WHERE kind = 'unnamed'").fetchone()
    assert id not in {one.id for one in ask(name)}
    assert party(store, id) is None


def test_the_areas_of_a_party_are_where_it_is_paid_for_work_and_an_authority_s_own(store):
    areas = Areas()
    assert areas(store, "otters") == areas(store, "south") == (("south", "South Council"),)
    assert areas(store, "rescue-service") == ()


def test_a_group_of_areas_is_each_of_them(store):
    assert [id for id, _ in Areas()(store, "seals")] == ["north", "south"]


def test_kinds_are_those_that_the_store_has(store):
    found = kinds(store)
    assert (found["charity"], found["local authority"], found.get("company")) == ("Charity", "LocalAuthority", None)


def test_a_kind_has_its_word_and_the_name_of_its_class(store):
    assert {meant(kinds(store), word) for word in ("local authority", "LocalAuthority", "Local-Authority")} == {
        frozenset({"local authority"})
    }


def test_a_kind_that_nobody_has_is_refused_with_those_that_are_near(store):
    with pytest.raises(UnknownName) as error:
        of_kind(kinds(store), "chairty")
    assert error.value.candidates == ["charity"]


def test_every_name_of_the_packaged_data_leads_to_its_party_or_to_several(family_store):
    match = Matcher(family_store)
    for id, name in family_store.db.execute("SELECT id, name FROM organisation WHERE kind <> 'unnamed'").fetchall():
        found = match(family_store, Question(name))
        assert [one.id for one in found if one.match] == [id], name
