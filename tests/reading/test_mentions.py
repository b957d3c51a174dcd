"""Names of parties in running text: the known ones, short forms that a text defines, and new ones whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.builder import check
from graphkit.model import Organisation
from graphkit.reading.mentions import Gazetteer, defined

PARTIES = [
    Organisation("btp", "British Transport Police", "police", ("BTP",)),
    Organisation("advance", "Advance Advocacy", "charity", ("Advance",)),
    Organisation("lambeth", "London Borough of Lambeth", "local authority", ("Lambeth", "LB Lambeth")),
    Organisation("wip", "Women in Prison", "charity", ("WIP",)),
    Organisation("moj", "Ministry of Justice", "central government department", ("MoJ",)),
    Organisation("women", "Women", "programme"),
    Organisation("justice-a", "Justice Board", "public body", ("The Board",)),
    Organisation("justice-b", "Youth Board", "public body", ("The Board",)),
]
FIND = Gazetteer(PARTIES).find


def found(text):
    return [(mention.written, *mention.ids) for mention in FIND(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a grant to Women in Prison, which", [("Women in Prison", "wip")]),
        ("the MINISTRY OF JUSTICE\u2019s money", [("MINISTRY OF JUSTICE", "moj")]),
        ("paid by the MoJ and LB Lambeth", [("MoJ", "moj"), ("LB Lambeth", "lambeth")]),
        ("the London Boroughs of Lambeth and", [("London Boroughs of Lambeth", "lambeth")]),
        ("London Borough of\nLambeth", [("London Borough of\nLambeth", "lambeth")]),
        ("Lambeth's centre, in Lambeth.", [("Lambeth", "lambeth"), ("Lambeth", "lambeth")]),
    ],
)
def test_a_known_name_is_found_in_any_of_its_forms(text, expected):
    # The first word of a sentence may be a plain word.
    assert found("It is " + text) == expected


def test_the_longest_name_wins():
    assert found("It helps Women in Prison") == [("Women in Prison", "wip")]


@pytest.mark.parametrize("text", ["in advance of the date", "to advance the work", "Advance payment is made", "a moj, a wip"])
def test_a_plain_word_is_no_name(text):
    assert found(text) == []


def test_a_name_of_one_word_is_one_inside_a_sentence():
    assert found("a grant to Advance for work") == [("Advance", "advance")]


def test_a_shared_name_leads_to_all_who_have_it():
    [mention] = FIND("agreed with The Board in May")
    assert mention.ids == ("justice-a", "justice-b")


def test_a_name_never_seen_before_comes_out_whole():
    [mention] = FIND("an award to the Otters and Herons Trust for Lambs Lane in May")[:1]
    assert (mention.written, mention.ids) == ("Otters and Herons Trust for Lambs Lane", ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("an award to Otter Research for the Heron Survey in May", "Otter Research"),
        ("paid to Otter House for the Heron service", "Otter House"),
        ("given to Heron Hall, University of Elm in May", "Heron Hall, University of Elm"),
        ("from the Department for Otters, Herons and Elms in May", "Department for Otters, Herons and Elms"),
        ("under the Plan of Herons the Otter Trust pays", "Plan of Herons"),
    ],
)
def test_a_new_name_ends_where_it_ends(text, name):
    assert FIND(text)[0].written == name


@pytest.mark.parametrize("short", ["(OHT)", '("OHT")', "(the \u201cOHT\u201d)", "(hereafter OHT)"])
def test_a_short_form_that_the_text_defines_is_the_same_party(short):
    first, again = FIND(f"an award to Otter Heron Trust {short}. Later OHT was paid")
    assert (first.written, again.written, again.name) == ("Otter Heron Trust", "OHT", "Otter Heron Trust")


def test_a_short_form_of_a_known_party_is_known():
    assert found("British Transport Police (the Transport Police) and the Transport Police")[-1] == ("Transport Police", "btp")


def test_what_stands_in_brackets_behind_a_name_is_no_short_form_unless_it_abbreviates():
    assert [mention.written for mention in FIND("paid to Otter Heron Trust (May 2021), and in May again")] == [
        "Otter Heron Trust"
    ]


def test_new_names_are_told_once_and_in_full():
    text = "to Otter Heron Trust (OHT) and the OHT and Otter Heron Trust and Women in Prison"
    assert list(defined(FIND(text))) == ["Otter Heron Trust"]


@given(st.lists(st.sampled_from(PARTIES), max_size=6), st.text(alphabet="abc ,.()\n", max_size=8))
def test_every_full_name_is_found_wherever_it_stands(parties, between):
    text = "it is " + f" {between} x ".join(party.name for party in parties)
    known = [mention.ids for mention in FIND(text) if mention.ids]
    assert known == [(party.id,) for party in parties]


@given(st.text(max_size=200))
def test_no_two_mentions_overlap_and_each_says_what_stands_there(text):
    mentions = FIND(text)
    assert all(text[m.start : m.end] == m.written and m.start < m.end for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_every_party_of_the_packaged_gazetteer_is_found_by_its_own_name():
    organisations = [party for party in check().organisations if party.kind not in ("unnamed", "joint group")]
    find = Gazetteer(organisations).find
    missed = [party.name for party in organisations if not any(party.id in m.ids for m in find(f"it pays {party.name} now"))]
    assert missed == []


def test_a_long_hostile_text_is_read_in_one_pass():
    text = "The Otter " * 20_000 + "(" * 50_000 + "A" * 200_000
    assert len(FIND(text)) <= len(text.split())


def test_a_name_of_one_word_is_found_in_each_of_its_spellings():
    known = Gazetteer([Organisation("moj", "Ministry of Justice", "central government department", ("MOJ", "MoJ"))])
    assert [mention.written for mention in known.find("paid by the MoJ, and the MOJ, and no Moj")] == ["MoJ", "MOJ"]
