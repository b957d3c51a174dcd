"""Partnerships: who does something together, of which kind, and who leads."""

import pytest
from said import KNOWN, OFFICE, page

from graphkit.reading.build import built
from graphkit.reading.document import Line
from graphkit.reading.partners import partnerships
from graphkit.reading.statements import statements


def read(*lines):
    _, told = page("PCD 9001 Boats", "Executive summary", *lines)
    return partnerships(told, OFFICE, KNOWN)


def found(*lines):
    return [(one.kind, {member.id or member.name for member in one.members}) for one in read(*lines)]


MOU = "memorandum of understanding"


@pytest.mark.parametrize(
    ("text", "kind", "members"),
    [
        ("A Memorandum of Understanding (MoU) signed between RO, Otter Trust and Heron House allows it.",
         MOU, {"river-office", "otters", "herons"}),
        ("It is underpinned by a MoU with the Ministry of Water.", MOU, {"river-office", "ministry"}),
        ("The Harbour Police and the Ministry of Water signed a memorandum of understanding.", MOU, {"harbour", "ministry"}),
        ("Sailing with Otter Trust is governed by a MoU about boats.", MOU, {"river-office", "otters"}),
        ("Approve an uplift under the MoU with Otter Trust.", MOU, {"river-office", "otters"}),
        ("Sharing is covered by an information sharing agreement between RO and the Harbour Police.",
         "information sharing agreement", {"river-office", "harbour"}),
        ("Approve the entry by RO and the Harbour Police into a collaboration agreement with Otter Trust and Heron House.",
         "collaboration agreement", {"river-office", "harbour", "otters", "herons"}),
        ("The Harbour Police acts as host under a collaboration agreement with Otter Trust.", "collaboration agreement",
         {"harbour", "otters"}),
        ("The commissioning of boats is the responsibility of RO and the Ministry of Water jointly.", "co-commissioning",
         {"river-office", "ministry"}),
        ("RO has worked with Ashford and Corfe on a joint bid.", "joint bid", {"river-office", "ashford", "corfe"}),
        ("One further bid, from Ashford and Corfe, is recommended.", "joint bid", {"ashford", "corfe"}),
        ("They were considered in May by a panel of RO and the Ministry of Water.", "evaluation panel",
         {"river-office", "ministry"}),
        ("The scoring panel was drawn from officers of RO and the Ministry of Water.", "evaluation panel",
         {"river-office", "ministry"}),
        ("Otter Trust and Heron House have worked in partnership since 2020.", "partnership", {"otters", "herons"}),
        ("Otter Trust will sail in Ashford with its consortium partners, Heron House and the Harbour Police.", "consortium",
         {"otters", "herons", "harbour"}),
        ("A programme board with members from RO and the Harbour Police will oversee it.", "programme board",
         {"river-office", "harbour"}),
        ("RO co-commissions boats with the Ministry of Water.", "co-commissioning", {"river-office", "ministry"}),
        ("We will co-commission with Otter Trust two new boats.", "co-commissioning", {"river-office", "otters"}),
        ("Otter Trust and Heron House will co-commission boats.", "co-commissioning", {"otters", "herons"}),
        ("Boats are jointly commissioned by RO and Otter Trust.", "co-commissioning", {"river-office", "otters"}),
        ("RO has been working with Otter Trust to co-commission boats.", "co-commissioning", {"river-office", "otters"}),
        ("Boats commissioned in partnership with Otter Trust sail.", "co-commissioning", {"river-office", "otters"}),
        ("They wrote a joint bid (RO/WUP/HPS) to the fund.", "joint bid", {"river-office", "wup", "harbour"}),
        ("RO made a joint bid with Otter Trust.", "joint bid", {"river-office", "otters"}),
        ("A consortium led by Otter Trust, with Heron House, will sail.", "consortium", {"otters", "herons"}),
        ("A panel of officers from RO and Otter Trust scored them.", "evaluation panel", {"river-office", "otters"}),
        ("RO convened a panel with Otter Trust and Heron House to score bids.",
         "evaluation panel", {"river-office", "otters", "herons"}),
        ("For this RO and Otter Trust will be joint Data Controllers.", "joint data controllers", {"river-office", "otters"}),
        ("The Harbour Police is host force for a post, kept on behalf of the Council of Harbour Chiefs.",
         "host force", {"harbour", "council"}),
        ("A fee goes to Otter Trust as Grant Fund Manager.", "manages fund for", {"otters", "river-office"}),
        ("Then Otter Trust would run the round for RO.", "manages fund for", {"otters", "river-office"}),
        ("RO's Water Unit evaluates the Night Ferry.", "evaluates", {"river-office", "ferry"}),
        ("RO funds a post to undertake the evaluation of Otter Trust.", "evaluates", {"river-office", "otters"}),
        ("It is run by a partnership of Otter Trust and Heron House.", "partnership", {"otters", "herons"}),
        ("A night watch was set up by RO, HPS and other partners.", "partnership", {"river-office", "harbour"}),
        ("RO pays a contribution to Otter Trust under the MoU.", MOU, {"river-office", "otters"}),
        ("RO and Otter Trust sail under a MoU.", MOU, {"river-office", "otters"}),
        ("A MoU between it and Otter Trust holds.", MOU, {"river-office", "otters"}),
        ("Boats are commissioned by RO jointly with Otter Trust.", "co-commissioning", {"river-office", "otters"}),
        ("The bid (RO/WUP/HPS) was sent.", "joint bid", {"river-office", "wup", "harbour"}),
        ("RO and Otter Trust will jointly bid for boats.", "joint bid", {"river-office", "otters"}),
        ("A bid was written jointly with Otter Trust.", "joint bid", {"river-office", "otters"}),
        ("A consortium of two charities, Otter Trust and Heron House, sails.", "consortium", {"otters", "herons"}),
        ("Otter Trust and Heron House form a consortium.", "consortium", {"otters", "herons"}),
        ("Bids were scored by officers from RO and Otter Trust.", "evaluation panel", {"river-office", "otters"}),
        ("The Harbour Police hosts the post for the Council of Harbour Chiefs.", "host force", {"harbour", "council"}),
        ("The fund is managed by Otter Trust.", "manages fund for", {"river-office", "otters"}),
        ("Otter Trust will administer the small grants.", "manages fund for", {"river-office", "otters"}),
        ("The Night Ferry is evaluated by Otter Trust.", "evaluates", {"otters", "ferry"}),
        ("RO's Water Unit will evaluate the pilot in the pool.", "evaluates", {"river-office", "pilot in the pool"}),
        ("It is run by Otter Trust in partnership with Heron House.", "partnership", {"otters", "herons"}),
        ("It is jointly run by Otter Trust and Heron House.", "partnership", {"otters", "herons"}),
        ("Otter Trust is partnered with Heron House.", "partnership", {"otters", "herons"}),
        ("Otter Trust will provide boats on behalf of RO.", "delivers for", {"otters", "river-office"}),
        ("A MoU is in place with Otter Trust and Heron House.", MOU, {"river-office", "otters", "herons"}),
        ("The Harbour Police's MoU with Otter Trust ends.", MOU, {"harbour", "otters"}),
        ("The parties to the MoU are RO and Otter Trust.", MOU, {"river-office", "otters"}),
        ("RO pays Otter Trust a share under a MoU.", MOU, {"river-office", "otters"}),
        ("Otter Trust lets a boat, towards which RO pays under a MoU.", MOU, {"river-office", "otters"}),
        ("Give £5 to Otter Trust by way of an uplift to the MoU.", MOU, {"river-office", "otters"}),
        ("Approve a data sharing agreement with Otter Trust and Heron House.",
         "data sharing agreement", {"river-office", "otters", "herons"}),
        ("The Borough of Ashford, under a service level agreement with RO, will pay.",
         "service level agreement", {"ashford", "river-office"}),
        ("A collaboration agreement between RO and the Harbour Police.", "collaboration agreement", {"harbour", "river-office"}),
        ("Boats are jointly commissioned with Otter Trust and Heron House.",
         "co-commissioning", {"river-office", "otters", "herons"}),
        ("Boats are commissioned by RO and Otter Trust.", "co-commissioning", {"river-office", "otters"}),
        ("Otter Trust joined as co-commissioner.", "co-commissioning", {"river-office", "otters"}),
        ("RO and Otter Trust are co-commissioners.", "co-commissioning", {"river-office", "otters"}),
        ("Boats were recommissioned with Otter Trust.", "co-commissioning", {"river-office", "otters"}),
        ("Pay £5 to Otter Trust to increase RO's contribution to the co-commissioned boats.",
         "co-commissioning", {"river-office", "otters"}),
        ("RO, together with Otter Trust, the ferry services and two boroughs, submitted a bid.",
         "joint bid", {"river-office", "otters", "ferry services", "two boroughs"}),
        ("A bid by RO and the Harbour Police was sent.", "joint bid", {"river-office", "harbour"}),
        ("Otter Trust, as lead partner, with Heron House will sail.", "consortium", {"otters", "herons"}),
        ("Otter Trust and its delivery partners, Heron House and the Harbour Police, sail.",
         "consortium", {"otters", "herons", "harbour"}),
        ("Bids went to a panel on which Otter Trust and Heron House sat.",
         "evaluation panel", {"river-office", "otters", "herons"}),
        ("The recommended managing body is Otter Trust.", "manages fund for", {"otters", "river-office"}),
        ("The small grants are run on RO's behalf by Otter Trust.", "manages fund for", {"otters", "river-office"}),
        ("The boat is run on RO's behalf by Otter Trust.", "delivers for", {"otters", "river-office"}),
        ("The boat is commissioned by RO and run by Otter Trust.", "delivers for", {"otters", "river-office"}),
        ("The Harbour Police leads a study on behalf of the Ministry of Water.", "leads on behalf of", {"harbour", "ministry"}),
        ("A partnership of the London Boroughs of Ashford and Birley.", "partnership", {"ashford", "birley"}),
        ("A collaboration of Otter Trust and Heron House.", "partnership", {"otters", "herons"}),
        ("Bids were scored by a panel which included Otter Trust and Heron House.", "evaluation panel", {"otters", "herons"}),
        ("Ashford has offered RO £5 under a service level agreement.", "service level agreement", {"ashford", "river-office"}),
        ("Accept £5 from Ashford through a service level agreement.", "service level agreement", {"ashford", "river-office"}),
        ("Audits are shared under a shared service agreement between RO and the Harbour Police.",
         "shared service", {"river-office", "harbour"}),
        ("The boats are run for Ashford by Otter Trust.", "delivers for", {"ashford", "otters"}),
        ("The small grants programme is run for RO by Otter Trust.", "manages fund for", {"river-office", "otters"}),
        ("Otter Trust was appointed as fund manager.", "manages fund for", {"river-office", "otters"}),
        ("The Harbour Police accepts money on behalf of the Council of Harbour Chiefs.", "on behalf of", {"harbour", "council"}),
        ("The agencies for boats are the Harbour Police and the Ministry of Water.", "partnership", {"harbour", "ministry"}),
        ("It is a national programme of the Ministry of Water and Otter Trust.", "partnership", {"ministry", "otters"}),
        ("It brings together the Ministry of Water, Otter Trust and Heron House.",
         "partnership", {"ministry", "otters", "herons"}),
        ("Otter Trust, as lead of the Heron House partnership, sails.", "partnership", {"otters", "herons"}),
        ("Boats are agreed by a steering group of RO and Otter Trust.", "steering group", {"river-office", "otters"}),
        ("The bid was led by Otter Trust with Heron House.", "consortium", {"otters", "herons"}),
        ("RO has made a joint bid with Otter Trust and Heron House.", "joint bid", {"river-office", "otters", "herons"}),
        ("RO carries out the work on behalf of Ashford.", "on behalf of", {"river-office", "ashford"}),
        ("The bid was made by RO as lead, jointly with Otter Trust.", "joint bid", {"river-office", "otters"}),
        ("RO pays Otter Trust a contribution under a MoU between the two bodies.", MOU, {"river-office", "otters"}),
        ("The Wet Feet Group consists of RO and Otter Trust.", "partnership", {"river-office", "otters"}),
        ("The boats bid is a joint one between RO and Otter Trust.", "joint bid", {"river-office", "otters"}),
        ("Approve the submission by the Harbour Police, jointly with Otter Trust, of a bid.", "joint bid", {"harbour", "otters"}),
        ("RO is the lead contracting authority for itself and on behalf of the Harbour Police.",
         "joint procurement", {"river-office", "harbour"}),
        ("It is run by Otter Trust, the lead body of a consortium with Heron House.", "consortium", {"otters", "herons"}),
        ("A MoU, to be signed by RO and by Otter Trust, follows.", MOU, {"river-office", "otters"}),
        ("RO pays £5 to the Ministry of Water (MOW) under the MoU.", MOU, {"river-office", "ministry"}),
        ("The boat is run in partnership with Otter Trust and Heron House.", "partnership", {"river-office", "otters", "herons"}),
    ],
)  # fmt: skip
def test_parties_are_together_in_many_wordings(text, kind, members):
    assert found(text) == [(kind, members)]


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry invited joint bids.",
        "Money comes from the Clean River Fund co-commissioning round.",
        "The Joint Commissioning Board met Otter Trust.",
        "A grant goes to a consortium led by Otter Trust.",
        "RO will appoint a fund manager.",
        "Ashford hosts a shelter for Heron House.",
        "RO pays Otter Trust and Heron House.",
        "Income from Ashford under a service level agreement.",
        "Boats were recommissioned with the Ministry of Water's money.",
        "RO commissioned a study by Otter Trust.",
        "Grants are held by Ashford.",
        "RO wishes to evaluate the pilot.",
        "RO accepts £5 from the Harbour Police on behalf of the Council of Harbour Chiefs.",
        "The bid went from Otter Trust to the Ministry of Water.",
        "RO and Otter Trust met the panel.",
        "The work will be evaluated.",
        "Partners will work with Otter Trust and Heron House.",
        "Boats are run in partnership with many others.",
        "The Chief Executive signed a MoU with the Director of Boats and Piers.",
    ],
)
def test_a_word_alone_makes_no_partnership(text):
    assert found(text) == []


def test_an_agreement_that_underpins_may_have_other_parties():
    assert found("This co-commissioning will be underpinned by a MoU with the Ministry of Water.") == [
        (MOU, {"river-office", "ministry"})
    ]


def test_between_the_two_are_those_named_before():
    kinds = found("RO co-commissions boats with Otter Trust. They sail under a MoU between the two, as agreed.")
    assert kinds[1] == (MOU, {"river-office", "otters"})


def test_they_are_those_whom_the_sentence_before_names():
    assert found("Otter Trust and Heron House sail. They submitted a joint proposal.") == [
        ("joint proposal", {"otters", "herons"})
    ]


def test_the_parties_are_those_of_the_agreement_told_before():
    told = found("RO has a collaboration agreement with Otter Trust.", "The parties will be joint data controllers.")
    assert told[1] == ("joint data controllers", {"river-office", "otters"})


def test_it_is_what_the_sentence_before_is_about():
    [one] = read("The ferry across the pool is run by some firms. RO's Water Unit evaluates it.")
    assert [(member.id, member.name, member.unnamed) for member in one.members][1] == (None, "ferry across the pool", True)
    assert one.confidence < 50


def test_the_lead_commissioner_leads():
    [one] = read("RO and Otter Trust will co-commission boats.", "RO will be the lead commissioner for this.")
    assert one.lead is not None
    assert one.lead.id == "river-office"


def test_the_leader_of_a_consortium_is_a_member():
    [one] = read("A consortium led by Otter Trust with Heron House will sail.")
    assert one.lead in one.members


def test_the_time_of_signing_is_told():
    [one] = read("The MoU signed between RO and Otter Trust in May 2020 holds.")
    assert one.since == "2020-05"


def test_the_same_told_twice_is_one_with_two_places():
    [one] = read("RO co-commissions boats with Otter Trust.", "This co-commissioning with Otter Trust is new.")
    assert len(one.evidence) == 2


def test_it_that_is_run_on_behalf_may_be_a_fund():
    assert found("The River Fund gives small grants. It is run on RO's behalf by Otter Trust.") == [
        ("manages fund for", {"otters", "river-office"})
    ]


@pytest.mark.parametrize(
    "cell", ["Otter Trust (with Heron House)", "Otter Trust with Heron House", "Wet Feet (with Heron House)"]
)
def test_who_stands_before_those_it_is_with_leads_them(cell):
    rows = [("Lead", "Award"), (cell, "£10,000")]
    lines = [Line("PCD 9001 Boats"), Line("Executive summary"), Line("These are the awards of the round that was held.")]
    lines += [Line("\t".join(row), row, exact=True) for row in rows]
    [one] = partnerships(statements(built(lines), KNOWN), OFFICE, KNOWN)
    assert (one.kind, one.lead) == ("consortium", one.members[0])
    assert one.members[1].id == "herons"


def test_a_word_joint_behind_names_is_a_joint_proposal():
    lines = [Line("PCD 9001 Boats"), Line("Executive summary"), Line("These are the awards of the round that was held.")]
    lines += [Line("\t".join(row), row, exact=True) for row in (("Borough", "Award"), ("Ashford and Birley (joint)", "£10,000"))]
    [one] = partnerships(statements(built(lines), KNOWN), OFFICE, KNOWN)
    assert (one.kind, [member.id for member in one.members]) == ("joint proposal", ["ashford", "birley"])


def test_groups_in_a_table_are_consortia_or_joint_proposals():
    rows = [
        ("Borough", "Award"),
        ("Ashford", "£10,000"),
        ("Threesome (Ashford, Corfe and Birley)", "£20,000"),
        ("Ashford/Birley", "£30,000"),
    ]
    lines = [Line("PCD 9001 Boats"), Line("Executive summary"), Line("These are the awards of the round that was held.")]
    lines += [Line("\t".join(row), row, exact=True) for row in rows]
    one, other = partnerships(statements(built(lines), KNOWN), OFFICE, KNOWN)
    assert (one.kind, one.name, [member.id for member in one.members]) == (
        "consortium",
        "Threesome",
        ["ashford", "corfe", "birley"],
    )
    assert (other.kind, other.name, [member.id for member in other.members]) == ("joint proposal", None, ["ashford", "birley"])
