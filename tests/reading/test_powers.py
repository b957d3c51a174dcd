"""Delegations: who hands which authority to whom, in the many wordings of recommendations and legal comments."""

import pytest
from said import DEPUTY, KNOWN, OFFICE, commented, page, recommended

from graphkit.reading.facts import Party
from graphkit.reading.powers import delegations


def read(made, decided_by=DEPUTY):
    document, told = made
    return delegations(document, told, decided_by, OFFICE, KNOWN)


def called(party: Party) -> str:
    return party.id or party.name


def pairs(made):
    return [(called(one.delegator), called(one.delegate), one.authority) for one in read(made)]


@pytest.mark.parametrize(
    ("text", "taker", "authority"),
    [
        ("Delegates authority for signing the leases to RO's Chief Executive.", "chief", "sign the leases"),
        ("Delegate authority to the CFO to sign the lease.", "treasurer", "sign the lease"),
        ("Delegate to the CEO authority for signing the lease.", "chief", "sign the lease"),
        ("Delegate to the CEO approval of the plan.", "chief", "approve the plan"),
        (
            "Delegate responsibility for finalising the lease, including its signing, to the CFO.",
            "treasurer",
            "finalise the lease",
        ),
        ("Delegate its signing and any later change to the CFO.", "treasurer", "signing and any later change"),
        ("Delegate the choice of the pier to the Director of Boats and Piers.", "director-of-boats", "choose the pier"),
        ("Approves the delegation to the CFO of authority to award the lease.", "treasurer", "award the lease"),
        ("That authority to sign the lease is delegated to the CFO.", "treasurer", "sign the lease"),
        ("Approve that responsibility for the award be delegated to the CFO.", "treasurer", "the award"),
        ("That the CFO be granted delegated authority to sign leases.", "treasurer", "sign leases"),
        ("The CEO, with the agreement of the CFO, is given authority to vary the lease.", "chief", "vary the lease"),
        ("Give delegated authority for the award of piers to the CFO.", "treasurer", "award piers"),
        ("Agree delegated authority for the CFO to agree terms.", "treasurer", "agree terms"),
        ("Delegated authority to be given to the CEO for signing all leases.", "chief", "sign all leases"),
        ("Agree for the CEO to have delegated authority to sign the lease.", "chief", "sign the lease"),
        ("Authorise the CEO to enter into the lease.", "chief", "enter into the lease"),
        ("Agree that the CFO sign the lease.", "treasurer", "sign the lease"),
        ("Grants the CEO authority to make changes to the plan.", "chief", "make changes to the plan"),
        ("Hand the signing of the lease to the CEO.", "chief", "sign the lease"),
        ("Request that the DFR delegates final sign off of the plan to the CEO.", "chief", "sign off the plan"),
        ("Delegate authority to pay Otter Trust to the CFO.", "treasurer", "pay Otter Trust"),
        ("Delegate the CEO authority to sign the lease.", "chief", "sign the lease"),
        ("Delegate to the CEO, or a nominated deputy, the signing of the lease.", "chief", "sign the lease"),
        ("Devolve authority for signing leases to the CEO.", "chief", "sign leases"),
        ("Vest authority to sign the lease in the CFO.", "treasurer", "sign the lease"),
        ("That the CFO shall have authority to sign the lease.", "treasurer", "sign the lease"),
        ("That the CEO be mandated to sign the lease.", "chief", "sign the lease"),
        ("Agree that the CFO may determine the route to market.", "treasurer", "determine the route to market"),
        ("Agree that, after the award, the CEO signs the lease.", "chief", "sign the lease"),
        ("Agree that minor changes may be made by the CEO.", "chief", "make minor changes"),
        ("Agree that decisions on small grants be taken by the CEO.", "chief", "decide small grants"),
        ("Approve that the lease be signed by the CEO.", "chief", "sign the lease"),
        ("Approve that authority to enter into the lease is exercised by the CEO.", "chief", "enter into the lease"),
        ("The lease to be signed by the CEO, to whom authority is hereby delegated.", "chief", "sign the lease"),
        ("Approve the lease for signature by the CEO.", "chief", "sign the lease"),
        ("Approve the signing of the lease by the CEO.", "chief", "sign the lease"),
        ("Approve the lease, with the CEO to finalise the terms.", "chief", "finalise the terms"),
        ("Ask the CEO to sign the lease.", "chief", "sign the lease"),
        ("Enable the CEO to settle the terms.", "chief", "settle the terms"),
        ("Mandate the CFO to negotiate the lease.", "treasurer", "negotiate the lease"),
        ("Entrust the CEO with the signing of the lease.", "chief", "sign the lease"),
        ("Leave it to the CEO to settle the terms.", "chief", "settle the terms"),
        ("That authority to sign the lease be vested in the CFO.", "treasurer", "sign the lease"),
        ("Agree that responsibility for the award of piers rests with the CEO.", "chief", "award piers"),
        ("That the CEO be the signatory of the lease.", "chief", "signatory of the lease"),
        ("Any extension to be at the discretion of the CEO.", "chief", "extension"),
    ],
)
def test_authority_is_handed_on_in_many_wordings(text, taker, authority):
    assert pairs(recommended(text)) == [("deputy", taker, authority)]


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("the Head of Locks", "Head of Locks"),
        ("the Deputy Chief Executive", "Deputy Chief Executive"),
        ("the Harbour Police's Director of Tugs", "Director of Tugs"),
        ("HPS Floating Craft Commercial Director", "Floating Craft Commercial Director"),
        ("the acting Director of Boats and Piers", "director-of-boats"),
        ("the Director, Boats & Piers", "director-of-boats"),
        ("the WUP Director", "WUP Director"),
        ("the Water Unit Director", "director-of-wup"),
        ("the chief executive", "chief"),
        ("the Chief Executive of Heron House", "Chief Executive of Heron House"),
        ("Jo Tern (Chief Executive)", "chief"),
    ],
)
def test_an_office_is_known_by_its_name_or_by_its_form(written, called):
    [one] = read(recommended(f"Delegate authority to sign the lease to {written}."))
    assert (one.delegate.id or one.delegate.name) == called


@pytest.mark.parametrize(
    "written", ["Chief Executlve", "Chlef Flnance Officer", "Director of Boals and Piers", "Chief Finance 0fficer"]
)
def test_a_misread_letter_or_two_of_a_known_office_is_put_right_and_told(written):
    [one] = read(recommended(f"Delegates the signing of the lease to the {written}"))
    assert one.delegate.id
    assert one.evidence[0].rule.endswith("name repaired")
    assert one.confidence < 90


def test_an_office_that_differs_by_a_word_is_another_office():
    [one] = read(recommended("Delegates the signing of the lease to the Chief Information Officer"))
    assert one.delegate == Party("Chief Information Officer")


def test_an_office_may_have_a_comma_in_its_name():
    [one] = read(recommended("Delegate the signing to the Chief Digital, Data and Boats Officer."))
    assert one.delegate == Party("Chief Digital, Data and Boats Officer")


def test_two_offices_with_a_comma_between_them_are_two():
    text = "Delegate the signing to the Chief Constable, Chief Lock Officer."
    assert [called(one.delegate) for one in read(recommended(text))] == ["Chief Constable", "Chief Lock Officer"]


def test_several_may_be_given_the_same_authority():
    text = "Delegate authority to the CEO, or in her absence the CFO, to sign the lease."
    assert pairs(recommended(text)) == [("deputy", "chief", "sign the lease"), ("deputy", "treasurer", "sign the lease")]


@pytest.mark.parametrize(
    "text",
    [
        "Delegates the signing to the CEO and, for small orders, to the CFO.",
        "Delegate authority to sign the lease to the CEO and authority to vary it to the CFO.",
        "Delegate authority to the CEO to sign the lease and to the CFO to vary it.",
        "Delegate authority for the award of the lease to the CEO, and for the signing of all letters to the CFO.",
    ],
)
def test_a_second_taker_has_an_authority_of_its_own(text):
    first, second = read(recommended(text))
    assert (first.delegate.id, second.delegate.id) == ("chief", "treasurer")
    assert first.authority != second.authority


def test_who_is_consulted_is_given_nothing():
    [one] = read(recommended("Delegate the award of leases to the CEO, in consultation with the CFO."))
    assert (one.delegate.id, one.conditions) == ("chief", ("in consultation with the CFO",))
    [one] = read(recommended("Delegate authority, in consultation with the CFO, to the CEO to award leases."))
    assert (one.delegate.id, one.conditions) == ("chief", ("in consultation with the CFO",))


def test_a_condition_is_no_part_of_the_authority():
    [one] = read(recommended("Delegate authority to the CEO to let the piers, unless the changes are large."))
    assert (one.authority, one.conditions) == ("let the piers", ("unless the changes are large",))


@pytest.mark.parametrize(
    "text",
    [
        "Approval of any change above £100,000 remains with the DFR.",
        "Signing is not delegated to the CEO.",
        "The signing is delegated in line with the scheme.",
        "Note that the CEO will report to the DFR.",
        "Approve the appointment of the CEO to the board.",
        "Delegate £500 to Otter Trust.",
        "Approval is given by the DFR.",
        "Note that the lease will be signed by the CEO.",
        "Note that the CEO may sign the lease.",
        "Approve £5,000 subject to the terms being agreed by the CFO.",
        "Approve the plan once it is approved by the CEO.",
        "Approve the budget prepared by the CFO.",
        "Allow the CEO to travel.",
    ],
)
def test_nothing_is_handed_on_where_nobody_is_given_authority(text):
    assert read(recommended(text)) == ()


def test_what_the_body_itself_may_do_is_no_delegation_of_its_offices():
    assert read(commented("Section 3 gives the Office for Rivers the power to enter into the arrangements proposed here.")) == ()


def test_a_sum_limits_the_authority():
    [one] = read(recommended("Delegate authority to extend the lease at a cost of up to £96,300 to the CFO."))
    assert (one.limit, one.limit_kind) == (9_630_000, "cap")
    [one] = read(recommended("Approve £5,000 to Otter Trust and delegate the signing of the lease to the CFO."))
    assert one.limit is None


def test_the_giver_is_whom_the_list_asks():
    made = page(
        "PCD 9001 Boats", "Recommendation", "The Chief Executive is asked to:", "1. Delegate the signing to the Head of Locks."
    )
    assert pairs(made) == [("chief", "Head of Locks", "signing")]


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Delegate authority to:", "a) the CEO to sign the lease; and", "b) the CFO to vary it."),
        ("1. Delegate authority as follows:", "\u2022 to the CEO, to sign the lease; and", "\u2022 to the CFO, to vary it."),
    ],
)
def test_a_list_may_say_who_is_given_which_authority(lines):
    made = page("PCD 9001 Boats", "Recommendation", "The Deputy for Rivers is asked to:", *lines)
    assert [(one.delegator.id, one.delegate.id) for one in read(made)] == [("deputy", "chief"), ("deputy", "treasurer")]


def test_a_list_of_what_is_not_delegated_hands_nothing_on():
    lines = ("1. Note that the following are not delegated:", "a) the CEO to sign the lease; and", "b) the CFO to vary it.")
    assert pairs(page("PCD 9001 Boats", "Recommendation", "The Deputy for Rivers is asked to:", *lines)) == []


def test_the_giver_is_asked_by_way_of_a_board():
    asks = "The Deputy for Rivers, via the Boats Monitoring Meeting (BMM), is asked to:"
    made = page("PCD 9001 Boats", "Recommendation", asks, "1. Delegate the signing to the Head of Locks.")
    assert pairs(made) == [("deputy", "Head of Locks", "signing")]


def test_the_giver_that_the_sentence_names_comes_first():
    assert pairs(recommended("Note that the Chief Executive delegates the signing to the Head of Locks."))[0][0] == "chief"


def test_without_any_giver_it_is_who_decides():
    made = page("PCD 9001 Boats", "Recommendation", "1. Delegate the signing to the Head of Locks.")
    [one] = read(made, None)
    assert one.delegator.unnamed


@pytest.mark.parametrize(
    ("text", "authority", "limit"),
    [
        ("Paragraph 4.8 of the Scheme of Delegation gives the DFR authority to approve all offers.", "approve all offers", None),
        (
            "Paragraph 4.8 of the RO Scheme of Delegation provides that the DFR has delegated authority to approve offers.",
            "approve offers",
            None,
        ),
        (
            "The DFR has authority, by paragraph 4.8 of the Scheme of Delegation, to approve offers of grants.",
            "approve offers of grants",
            None,
        ),
        (
            "The Scheme of Delegation reserves to the DFR the approval of business cases with a value of £500,000 or more.",
            "approve business cases with a value of £500,000 or more",
            (50_000_000, "floor"),
        ),
        ("Under the Scheme of Delegation it is for the DFR to approve plans of £500,000 and above.", None, (50_000_000, "floor")),
        ("Approval of grants is a matter for the DFR (Scheme of Delegation, paragraph 4.8).", "approve grants", None),
        (
            "Plans of £500,000 or more are reserved to the DFR by paragraph 4.8 of the Scheme of Delegation.",
            "plans of £500,000 or more",
            (50_000_000, "floor"),
        ),
        ("The Scheme of Delegation leaves to the DFR the approval of plans.", "approve plans", None),
        ("Paragraph 5.20 of the Scheme of Delegation requires the DFR's approval of plans.", "approve plans", None),
        (
            "Sums below £85,000 may be approved by the DFR under the Scheme of Delegation.",
            "approve sums below £85,000",
            (8_500_000, "cap"),
        ),
    ],
)
def test_what_a_scheme_gives_is_recalled_and_comes_from_the_body(text, authority, limit):
    [one] = read(commented(text))
    assert (one.standing, one.delegator.id, one.delegate.id) == (True, "river-office", "deputy")
    assert authority in (None, one.authority)
    assert (limit or (None, None)) == (one.limit, one.limit_kind)


def test_a_scheme_may_give_others_standing_authority_too():
    [one] = read(commented("The Scheme of Delegation provides that the CFO is authorised to sign grant agreements."))
    assert (one.standing, called(one.delegator), called(one.delegate)) == (True, "river-office", "treasurer")


@pytest.mark.parametrize(
    "text",
    [
        "The delegation of responsibility for the signing of the lease, to the CEO, accords with the power in paragraph 1.7.",
        "The signing of the lease is handed to the CEO under paragraph 1.7 of the Scheme of Delegation.",
        "Paragraph 1.7 of the Scheme of Delegation allows the DFR to hand on the signing of the lease to the CEO.",
        "That the Chief Executive signs the lease rests on the general power to delegate of paragraph 1.7.",
    ],
)
def test_legal_comments_also_hold_what_this_decision_hands_on(text):
    [one] = read(commented(text))
    assert (one.standing, one.delegator.id, one.delegate.id) == (False, "deputy", "chief")


@pytest.mark.parametrize(
    "text", ["The lease will be signed by the CEO.", "The CEO may choose the pier.", "The work is left to the CEO."]
)
def test_outside_a_list_who_does_what_is_no_delegation(text):
    assert read(commented(text)) == ()


@pytest.mark.parametrize("text", ["The Water Act gave the CEO powers to fish.", "The powers were given to RO by section 143."])
def test_what_a_law_gives_is_no_delegation(text):
    assert read(commented(text)) == ()


def test_what_was_delegated_before_is_recalled():
    [one] = read(commented("In PCD 12 the DFR delegated authority to the CEO to sign."))
    assert one.standing


def test_the_same_said_twice_is_one_delegation_with_two_places():
    made = page(
        *("PCD 9001 Boats", "Recommendation", "The DFR is asked to:", "1. Delegate the signing of the leases to the CEO."),
        *(
            "Non-confidential facts and advice",
            "1. Legal Comments",
            "1.1 The delegation of the signing of the leases to the CEO is lawful.",
        ),
    )
    [one] = read(made)
    assert [place.locator for place in one.evidence] == ["recommendation 1", "1.1"]


def test_another_act_of_the_same_two_is_another_delegation():
    made = page(
        "PCD 9001 Boats",
        "Recommendation",
        "1. Delegate the signing of the lease to the CEO.",
        "2. Delegate the choice of pier to the CEO.",
    )
    assert len({one.id for one in read(made)}) == 2


def test_an_authority_that_goes_on_below_is_read_from_there():
    made = page("PCD 9001 Boats", "Recommendation", "1. Delegate authority to the CFO to:", "a) sign the lease;", "b) vary it.")
    assert read(made)[0].authority == "sign the lease"


def test_evidence_is_the_place_and_the_words():
    document, told = recommended("Delegate the signing of the lease to the CEO.")
    [one] = delegations(document, told, DEPUTY, OFFICE, KNOWN)
    [place] = one.evidence
    assert document.text[place.start : place.end] == place.words == "Delegate the signing of the lease to the CEO."
