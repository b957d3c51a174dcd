"""A document → its facts: as good as the labels, with the words that tell them, and the same whatever does not matter."""

import contextlib
import json
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import reduce

import labelled
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from graphkit.errors import DocumentError
from graphkit.names import key
from graphkit.reading import amounts
from graphkit.reading.facts import Evidence, Party, Reading
from graphkit.reading.likely import likely
from graphkit.reading.mentions import Gazetteer


def facts(reading: Reading) -> tuple[tuple[object, ...], ...]:
    """The facts of a reading, without its document."""
    return reading[1:]


def evidence(reading: Reading) -> Iterator[Evidence]:
    """The evidence of every fact."""
    for found in (reading.flows, reading.budgets, reading.delegations, reading.partnerships, reading.services):
        for fact in found:
            assert fact.evidence
            yield from fact.evidence


def measured(kind: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one kind of fact over the develop set."""
    each = [labelled.scores(stem)[kind] for stem in labelled.STEMS]
    found: tuple[float, float, float] = labelled.yardstick().measures(reduce(type(each[0]).plus, each))
    return found


def test_of_a_hundred_flows_ninety_five_are_found_and_of_those_found_ninety_five_are_right() -> None:
    precision, recall, _ = measured("flows")
    assert precision >= 0.95
    assert recall >= 0.95


@pytest.mark.parametrize(("kind", "least"), [("delegations", 0.95), ("references", 0.95), ("partnerships", 0.75)])
def test_other_facts_are_found_as_well(kind: str, least: float) -> None:
    assert measured(kind)[2] >= least


@pytest.mark.parametrize("stem", [stem for stem in labelled.STEMS if "-no-flow-" in stem])
def test_a_document_that_moves_no_money_has_no_flow(stem: str) -> None:
    assert [flow for flow in labelled.reading(stem).flows if not flow.background] == []


def test_there_are_twenty_documents_that_move_no_money() -> None:
    assert sum("-no-flow-" in stem for stem in labelled.STEMS) >= 20


@pytest.mark.parametrize("stem", [stem for stem in labelled.STEMS if labelled.labels(stem).get("not_flows")])
def test_sums_that_move_nothing_are_no_flows(stem: str) -> None:
    told = labelled.yardstick().flows(labelled.labels(stem))
    paid = {Decimal(str(flow["amount"])) for flow in told if flow["amount"] is not None}
    traps = {Decimal(str(sum_)) for sum_ in labelled.labels(stem)["not_flows"]} - paid
    found = {Decimal(flow.pence) / 100 for flow in labelled.reading(stem).flows if flow.pence is not None and not flow.background}
    assert found & traps == set()


@pytest.mark.parametrize("stem", labelled.STEMS)
def test_the_words_of_every_evidence_are_those_of_its_place(stem: str) -> None:
    reading = labelled.reading(stem)
    for one in evidence(reading):
        assert one.words == reading.document.text[one.start : one.end]
        assert one.words.strip() and one.locator.strip() and one.rule.strip()


@pytest.mark.parametrize("stem", labelled.STEMS)
def test_the_same_text_gives_the_same_facts(stem: str) -> None:
    assert labelled.read(labelled.text_of(stem), f"{stem}.txt", Gazetteer(labelled.parties())) == labelled.reading(stem)


@given(st.sampled_from(labelled.STEMS), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_gazetteer_does_not_matter(stem: str, order: random.Random) -> None:
    parties = list(labelled.parties())
    order.shuffle(parties)
    assert labelled.read(labelled.text_of(stem), f"{stem}.txt", Gazetteer(parties)) == labelled.reading(stem)


#: Words of known names and of the genre, which a new name may not become or have changed.
_KNOWN = {word for party in labelled.parties() for name in party.names for word in key(name).split()}


def new_words(stem: str) -> list[str]:
    """A word of each new party's name that nobody else has."""
    reading = labelled.reading(stem)
    named: set[Party | None] = {party for flow in reading.flows for party in (flow.payer, *flow.payees)}
    named |= {party for one in reading.partnerships for party in one.members}
    names = {party.name for party in named if party and party.id is None and likely(party.name)}
    return sorted({name.split()[0] for name in names if name.isascii() and key(name.split()[0]) not in _KNOWN})


RENAMED = [(stem, word) for stem in labelled.STEMS for word in new_words(stem) if word.istitle() and len(word) > 3]


def test_there_are_new_parties_to_rename() -> None:
    assert len(RENAMED) > 4


@given(st.data(), st.sampled_from(RENAMED))
@settings(max_examples=60, deadline=None)
def test_a_new_party_that_is_called_otherwise_is_called_so_in_the_facts(data: st.DataObject, which: tuple[str, str]) -> None:
    stem, word = which
    # As long as before, so that offsets stay; with its first letter, which a short form may have; like no word there is.
    other = word[0] + data.draw(st.text("qxz", min_size=len(word) - 1, max_size=len(word) - 1))

    def renamed(text: str) -> str:
        for old, new in ((word, other), (word.lower(), other.lower()), (word.upper(), other.upper())):
            text = re.sub(rf"(?<![A-Za-z]){old}(?![A-Za-z])", new, text)
        return text

    found = labelled.read(renamed(labelled.text_of(stem)), f"{stem}.txt")
    # A tab that is written as a backslash and a letter would join the word behind it.
    ours, theirs = (json.dumps(facts(one)).replace("\\t", "\t") for one in (found, labelled.reading(stem)))
    assert ours == renamed(theirs)


#: What decisions are made of, to be put together in any order.
_PIECES = (
    "PCD 9001 Boats\n\n", "Reference code: PCD 9001\n\n", "Date signed:\n", "\n\nRecommendation\n\n", "\n\n1. ",
    "\n\n1. ", "\n- ", "\n\nPART I - NON-CONFIDENTIAL FACTS\n\n", "\n\n2. Financial Comments\n\n", "\n\n2.1 ",
    "\n\nBorough\tAward\t2019/20\n", "\nTotal\t", "The Deputy Mayor for Policing and Crime is recommended to:", "MOPAC",
    "the Ministry of Justice", "Barnet", "London Councils", "Otter Trust", "(OT)", "Heron House Ltd",
    "the Chief Executive Officer", "£5,000", "£1.2m", "£300k", "£40", "7,000", "2019/20", "2020/21 and 2021/22",
    "from 1 April 2020", "accept", "award", "a grant of", "to", "from", "for", "and", "of", "each", "together",
    "respectively", "up to", ",", ".", ";", ":", "(", ")", "/", "\t", "\n", "\n\n", "delegate authority to",
    "to sign the contracts", "a memorandum of understanding between", "the budget", "met from",
    "the following boroughs:", "in total", "carry forward", "bid", "in consultation with", "PCD 12", "the same sum",
    "run by", "the", "boroughs", "a total of", "split between",
)  # fmt: skip
_MESS = st.sampled_from(_PIECES) | st.text(st.characters(exclude_categories=("C", "Z")), max_size=12)
_PARTY = st.sampled_from(
    ["Barnet", "Bexley and Camden", "the Ministry of Justice", "Otter Trust", "MOPAC", "Heron House Ltd (HH)", "London Councils"]
)
_SUM = st.sampled_from(
    ["\u00a35,000", "up to \u00a31.2m", "\u00a340,000 and \u00a370", "\u00a3300k each", "a total of \u00a312.50", "funding"]
)
_DONE = st.sampled_from(
    [
        "Accept {0} from {1}",
        "Award {0} to {1}",
        "Approve a grant of {0} to {1}",
        "Accept {0} from {1} and pass it on to {2}",
        "{1} contributes {0}",
        "Extend the contract with {1} at a cost of {0}",
        "{1} and {2} get {0} respectively",
        "Delegate authority to the Chief Executive Officer to pay {0} to {1}",
        "Sign a memorandum of understanding between {1} and {2}",
        "Carry forward {0} to the budget of {1}",
        "The cost of {0} is met from the {1} budget",
        "\n{1}\t{0}\t{0}\n",
    ]
)
_SENTENCE = st.builds(
    "{}{}".format, st.builds(str.format, _DONE, _SUM, _PARTY, _PARTY), st.sampled_from([".", ".\n\n2. ", ";", ""])
)
_HEADS = st.sampled_from(
    ["", "Recommendation\n\n", "PCD 9001 Boats\n\nDate signed: 3 May 2019\n\nRecommendation\n\n", "Recommendation\n\n1. "]
)
#: Sentences of decisions among other signs, in any order.
_TEXTS = st.builds(
    str.__add__, _HEADS, st.lists(_SENTENCE | _SENTENCE | _SENTENCE | _MESS, min_size=1, max_size=30).map(" ".join)
)


def sums(reading: Reading) -> set[int]:
    """Every sum that a document can be read to tell, in pence."""
    found = {amount.pence for amount in amounts.find(reading.document.text) if amount.pence is not None}
    for block in reading.document.blocks:
        found |= {amount.pence for amount in amounts.find(block.text) if amount.pence is not None}
        for cell in block.cells:
            read = (amounts.cell(cell, pounds, unit) for pounds in (True, False) for unit in ("digits", "k", "m"))
            found |= {amount.pence for amount in read if amount and amount.pence is not None}
    return found


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
@example("Recommendation\n\n1. Award £5 to Barnet and £6 to Otter Trust respectively.")
def test_any_text_is_read_and_no_sum_is_made_up(text: str) -> None:
    assume(text.strip())
    reading = labelled.read(text)
    told = sums(reading)
    for flow in reading.flows:
        years = [pence for _, pence in flow.by_year]
        assert flow.pence is None or flow.pence in told or (set(years) <= told and flow.pence == sum(years))
    for one in evidence(reading):
        assert one.words == reading.document.text[one.start : one.end]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\t £"), max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_signs_at_all_are_read_or_are_no_text(text: str) -> None:
    if any(sign.isascii() and sign.isprintable() and not sign.isspace() for sign in text):
        assert isinstance(labelled.read(text), Reading)
    else:
        with contextlib.suppress(DocumentError):
            labelled.read(text)
