"""How the genre words money: one sentence of a recommendation each, and who pays whom by it."""

import pytest
from peace import ASH, BODY, ELM, GUARDS, MINISTRY, OAK, OFFICE, OTTER, PARTIES, read

from graphkit.reading.build import built
from graphkit.reading.document import Line
from graphkit.reading.extract import read_facts

COMES = [
    "Accept £500 from the Ministry of Law.",
    "Accept the grant of £500 from MoL for 2021/22.",
    "Approve the acceptance of up to £500 of funding from the Ministry of Law in 2023/24.",
    "Approve the receipt of grant funding of £500 from the Ministry of Law.",
    "Formally accept £500 of Ministry of Law grant funding.",
    "Approve the acceptance of a Ministry of Law grant of £500.",
    "Accept funding from the Ministry of Law totalling £500 for the helpline.",
    "Accept the Ministry of Law's contribution of £500.",
    "Accept the £500 awarded to BFP by the Ministry of Law.",
    "Agree to receive a lump sum of £500 from the Ministry of Law.",
    "Accept the offer of £500 made by the Ministry of Law.",
    "Accept additional funding of £500 provided by the Ministry of Law.",
    "Approve that BFP receives £500 from the Ministry of Law.",
    "Note and accept the sum of £500 devolved by the Ministry of Law.",
    "Approve a grant from the Ministry of Law of £500 to be accepted by BFP.",
    "Accept such sum as the Ministry of Law may award, not exceeding £500.",
    "Agree to recover £500 of unspent grant from the Ministry of Law.",
    "Approve the sale of the land to the Ministry of Law for £500.",
    "Accept the donation by the Ministry of Law of £500.",
]

GOES = [
    "Award a grant of £500 to Otter Trust.",
    "Approve the award of a grant to Otter Trust of £500 for 2020/21.",
    "Approve the award of £500 to Otter Trust.",
    "Allocate £500 to Otter Trust to run the helpline.",
    "Approve funding of up to £500 for Otter Trust.",
    "Approve a contribution of £500 towards Otter Trust.",
    "Approve the payment of £500 to Otter Trust.",
    "Approve the extension of the contract with Otter Trust to the value of £500.",
    "Extend the grant agreement with Otter Trust until March 2022 at a cost of £500.",
    "Approve a single tender action with Otter Trust for £500.",
    "Approve the direct award of a contract to Otter Trust with a maximum value of £500.",
    "Award Otter Trust £500 from the Safer Corners Fund.",
    "Approve that Otter Trust be awarded £500.",
    "Approve that Otter Trust is paid £500 in 2021/22.",
    "Approve an uplift of £500 to the grant held by Otter Trust.",
    "Agree that £500 be paid to Otter Trust.",
    "Grant £500 to Otter Trust.",
    "Approve the subsequent disbursement of £500 to Otter Trust.",
    "Approve a variation to the contract with Otter Trust, increasing its value by £500.",
    "Approve expenditure of £500 with Otter Trust for the evaluation.",
    "Approve the re-grant of £500 to Otter Trust.",
    "Approve the award to Otter Trust of a contract for two years, the price whereof is £500.",
    "Approve £500 to fund Otter Trust's work in schools.",
    "Award Otter Trust a grant of £500 to run a service for Elm.",
    "Approve grant funding of £500 to Otter Trust, comprising £300 for staff and £200 for premises.",
    "Approve the return of £500 of unspent grant to Otter Trust.",
    "Approve a single payment of £500: payee, Otter Trust.",
    "Agree the contract price of £500 with Otter Trust.",
    "Purchase ten boats from Otter Trust at a total price of £500.",
    "Pay £500 to Otter Trust as BFP's share of the national register.",
    "Accept Otter Trust's tender of £500 for the works.",
    "Enter into a memorandum with Otter Trust and transfer £500 to it.",
    "Award to the consortium led by Otter Trust, with Ash and Elm, a grant of £500.",
    "Award £500 to Otter Trust for Heron Green, the money to be paid to it in April.",
]


@pytest.mark.parametrize("words", COMES)
def test_money_that_comes_is_read_with_its_payer(words: str) -> None:
    assert read(words) == [(MINISTRY, BODY, 500)]


@pytest.mark.parametrize("words", GOES)
def test_money_that_goes_is_read_with_its_payee(words: str) -> None:
    assert read(words) == [(BODY, OTTER, 500)]


@pytest.mark.parametrize(
    ("words", "flows"),
    [
        ("Accept £500 from the MoL and award £400 of it to Otter Trust.", [(MINISTRY, BODY, 500), (BODY, OTTER, 400)]),
        ("Accept £500 from the MoL for onward transfer to Otter Trust.", [(MINISTRY, BODY, 500), (BODY, OTTER, 500)]),
        ("Accept £500 from the MoL and pass it on to the current providers.", [(MINISTRY, BODY, 500), (BODY, "(providers)", 500)]),
        ("Accept £300 from the MoL and £200 from the Inner Office.", [(MINISTRY, BODY, 300), (OFFICE, BODY, 200)]),
        ("Award £300 to Elm and £200 to Oak.", [(BODY, ELM, 300), (BODY, OAK, 200)]),
        ("Award grants of £300 and £200 to Elm and Oak respectively.", [(BODY, ELM, 300), (BODY, OAK, 200)]),
        ("Award grants to Elm (£300), Oak (£200) and Ash (£100).", [(BODY, ELM, 300), (BODY, OAK, 200), (BODY, ASH, 100)]),
        ("Award £300 each to Elm, Oak and Ash.", [(BODY, ELM, 300), (BODY, OAK, 300), (BODY, ASH, 300)]),
        ("Award £300 in total to Elm and Oak.", [(BODY, f"{ELM} + {OAK}", 300)]),
        ("Approve acceptance into the City Guards of £500 from the Inner Office.", [(OFFICE, GUARDS, 500)]),
        ("Approve the receipt by the City Guards of £500 from the Inner Office.", [(OFFICE, GUARDS, 500)]),
        ("Approve the submission of a bid to the Inner Office for £500.", [(OFFICE, BODY, 500)]),
        ("Approve the award to Moorhen Works CIC of £500.", [(BODY, "Moorhen Works CIC", 500)]),
        ("Pay a fee of £50 to Otter Trust, with an option of a second year at £60.", [(BODY, OTTER, 50)]),
        ("Accept £400 from the MoL for 2021/22 and 2022/23 (£200 per annum).", [(MINISTRY, BODY, 400)]),
        ("Approve that BFP's contribution to MoL under the MoU is raised by £500.", [(BODY, MINISTRY, 500)]),
        ("Accept £500 from Elm for 2021/22, of which £300 now and £200 in June 2021.", [(ELM, BODY, 500)]),
        ("Approve £500 for the crisis helpline.", [(BODY, "(crisis helpline)", 500)]),
        ("Accept £300 from the MoL and £200 from Elm, £500 in total.", [(MINISTRY, BODY, 300), (ELM, BODY, 200)]),
        ("Accept £500 from Elm, being £150 for each of two years and £200 for the third.", [(ELM, BODY, 500)]),
        ("Accept £500 from the MoL, £400 of which will be granted to Otter Trust.", [(MINISTRY, BODY, 500), (BODY, OTTER, 400)]),
        ("Accept £500 from the MoL, of which £300 will be awarded to Otter Trust and £200 retained by BFP.", [(MINISTRY, BODY, 500), (BODY, OTTER, 300)]),
        ("Accept £500 from the MoL and use this to fund Otter Trust (£300) and Elm (£200).", [(MINISTRY, BODY, 500), (BODY, OTTER, 300), (BODY, ELM, 200)]),
        ("Award grants totalling £500 to Otter Trust (£300) and Elm (£200).", [(BODY, OTTER, 300), (BODY, ELM, 200)]),
        ("Accept contributions from Elm (£300) and Oak (£200), totalling £500.", [(ELM, BODY, 300), (OAK, BODY, 200)]),
        ("Award Otter Trust and Elm £500 and £300 respectively.", [(BODY, OTTER, 500), (BODY, ELM, 300)]),
        ("Approve the use of £500 Ministry of Law grant to fund Otter Trust.", [(BODY, OTTER, 500)]),
        ("Award £500 to be shared equally between Elm and Oak.", [(BODY, ELM, 250), (BODY, OAK, 250)]),
        ("Award £40 to each of the boroughs, £1,280 in all, to Elm.", [(BODY, ELM, 1280)]),
        ("City Guards to Otter Trust – £500.", [(GUARDS, OTTER, 500)]),
        ("Pay £500 to Otter Trust, the cost charged to the City Guards.", [(GUARDS, OTTER, 500)]),
        ("Approve the City Guards' receipt of £500 from the Inner Office.", [(OFFICE, GUARDS, 500)]),
        ("Approve the City Guards entering into a contract with Otter Trust at a cost of £500.", [(GUARDS, OTTER, 500)]),
        ("Approve that the City Guards be reimbursed £300 by Elm and £200 by Oak.", [(ELM, GUARDS, 300), (OAK, GUARDS, 200)]),
        ("Award a contract to Moorhen (UK) Ltd for £500.", [(BODY, "Moorhen (UK) Ltd", 500)]),
        ("Approve repayment by the City Guards to the Inner Office of £500 of grant.", [(GUARDS, OFFICE, 500)]),
        ("Award £500 to Otter Trust, which will pass £200 of it to Elm.", [(BODY, OTTER, 500), (OTTER, ELM, 200)]),
        ("Approve a bid to the Inner Office for £500 and, if it succeeds, the award of that money to Elm.", [(OFFICE, BODY, 500), (BODY, ELM, 500)]),
        ("Accept £500 of grant for the boats, £300 from the MoL and £200 from the Inner Office.", [(MINISTRY, BODY, 300), (OFFICE, BODY, 200)]),
        ("Approve awards to Otter Trust, Elm and Oak, in the sums of £300, £200 and £100.", [(BODY, OTTER, 300), (BODY, ELM, 200), (BODY, OAK, 100)]),
        ("Approve the purchase by the City Guards of ten boats from Otter Trust for £500.", [(GUARDS, OTTER, 500)]),
        ("Approve the City Guards contract for boats in the sum of £500.", [(GUARDS, None, 500)]),
        ("Award Moorhen £500.", [(BODY, "Moorhen", 500)]),
        ("That Moorhen receive £500.", [(BODY, "Moorhen", 500)]),
        ("Award £500 to Moorhen22 for boats.", [(BODY, "Moorhen22", 500)]),
        ("Award £500 to Moorhen's to mend boats.", [(BODY, "Moorhen's", 500)]),
        ("Commission Moorhen Advisory to mend boats at a price of £500.", [(BODY, "Moorhen Advisory", 500)]),
        ("Approve an uplift of £500 to the BFP contribution to the joint arrangement with the Ministry of Law.", [(BODY, MINISTRY, 500)]),
        ("Award grants to Elm (£300) and to Oak (£200), which are included in the £900.", [(BODY, ELM, 300), (BODY, OAK, 200)]),
        ("Award contracts for lot 1 to Otter Trust at £500 and lot 2 to Elm at £300.", [(BODY, OTTER, 500), (BODY, ELM, 300)]),
        ("Award a contract with Otter Trust worth £500 and a lease with Elm at £60.", [(BODY, OTTER, 500), (BODY, ELM, 60)]),
        ("Approve the following: Elm £300 in 2019/20 and £200 in 2020/21.", [(BODY, ELM, 300), (BODY, ELM, 200)]),
        ("Approve payments of £500 to Otter Trust in 2020/21 and of £300 in 2021/22.", [(BODY, OTTER, 500), (BODY, OTTER, 300)]),
        ("Award £300 in 2018/19 and £300 in 2019/20 to Otter Trust.", [(BODY, OTTER, 300), (BODY, OTTER, 300)]),
        ("Approve continued funding for Otter Trust of £500 in 2021/22 and £400 in 2022/23.", [(BODY, OTTER, 500), (BODY, OTTER, 400)]),
        ("Approve bids to the Inner Office (£300) and the Ministry of Law (£200).", [(OFFICE, BODY, 300), (MINISTRY, BODY, 200)]),
        ("If the bid to the Inner Office succeeds, approve grants of £300 to Otter Trust.", [(BODY, OTTER, 300)]),
        ("Approve that a grant of £500 be accepted from the MoL and that £450 be awarded to Otter Trust.", [(MINISTRY, BODY, 500), (BODY, OTTER, 450)]),
        ("Accept £500 from the MoL, of which £300 is for Otter Trust and £200 is for boats.", [(MINISTRY, BODY, 500)]),
        ("Agree that the Borough of Elm repays £500 to BFP.", [(ELM, BODY, 500)]),
        ("Approve that the City Guards spend up to £500 with Otter Trust.", [(GUARDS, OTTER, 500)]),
        ("Approve the submission of a joint bid with Elm to the Inner Office for £500.", [(OFFICE, BODY, 500)]),
        ("Agree the charge of £500 to the Inner Office.", [(OFFICE, BODY, 500)]),
        ("Agree that an underspend of £500 be returned by the Borough of Elm.", [(ELM, BODY, 500)]),
        ("Approve the repayment to the Ministry of Law of £500 of unspent grant.", [(BODY, MINISTRY, 500)]),
        ("Approve the reimbursement of Otter Trust for boats, up to £500.", [(BODY, OTTER, 500)]),
        ("Approve the City Guards entering into an agreement with Elm, under which Elm will pay £500.", [(ELM, GUARDS, 500)]),
        ("Approve an agreement with Elm for boats, for which the Borough will pay £500.", [(ELM, BODY, 500)]),
        ("Approve a contract between the City Guards and Otter Trust, for boats, at a cost of £500.", [(GUARDS, OTTER, 500)]),
        ("Exercise the first option to extend the contract with Otter Trust at a cost of £500.", [(BODY, OTTER, 500)]),
        ("Extend the grant to Otter Trust at a cost of £500, making a total of £900.", [(BODY, OTTER, 500)]),
        ("Approve the purchase of 1,200 boats from Otter Trust for £500.", [(BODY, OTTER, 500)]),
        ("Approve extensions as follows: £300 Otter Trust; £200 Borough of Elm.", [(BODY, OTTER, 300), (BODY, ELM, 200)]),
        ("Accept £500 from the Inner Office, to be spent by the City Guards.", [(OFFICE, GUARDS, 500)]),
        ("Allocate £900 from the hub budget, to include payments of £300 and £200 to Elm and Oak respectively.", [(BODY, ELM, 300), (BODY, OAK, 200)]),
        ("Approve a payment by the City Guards of £500 to Otter Trust, to be met from the Inner Office grant.", [(GUARDS, OTTER, 500)]),
        ("Approve the receipt by the City Guards of contributions of £300 and £200 from Elm and Oak respectively.", [(ELM, GUARDS, 300), (OAK, GUARDS, 200)]),
        ("Approve a secondment to the Ministry of Law, and the receipt of £500 from the Ministry of Law.", [(MINISTRY, BODY, 500)]),
        ("Approve the submission by the City Guards of a bid to the Inner Office for £500.", [(OFFICE, GUARDS, 500)]),
        ("Award £500 to the consortium of the Borough of Elm, the Borough of Oak and Otter Trust.", [(BODY, f"{ELM} + {OAK} + {OTTER}", 500)]),
        ("Approve expenditure of £500 in 2019/20 from the Safer Corners Fund to support Otter Trust to mend boats.", [(BODY, OTTER, 500)]),
        ("Approve spend of up to £500 with Moorhen Research for the Attitude Survey.", [(BODY, "Moorhen Research", 500)]),
        ("Agree the receipt of £500 from the MoL and for this to be passported to Elm.", [(MINISTRY, BODY, 500), (BODY, ELM, 500)]),
        ("Accept £500 from Elm in each of 2020/21 and 2021/22.", [(ELM, BODY, 500), (ELM, BODY, 500)]),
        ("Approve £500 from the Safer Corners Fund for boats, to be awarded to charities.", [(BODY, "(boats)", 500)]),
        ("Approve the extension of Safer Corners Fund grants at a total of £500, distributed to boroughs.", [(BODY, "(boroughs)", 500)]),
        ("Award Otter Trust and Elm grants of £500 and £300 respectively.", [(BODY, OTTER, 500), (BODY, ELM, 300)]),
        ("Approve funding of £500 (£250 p.a.) to Otter Trust to mend boats.", [(BODY, OTTER, 500)]),
        ("Approve that up to £500 of the Ministry of Law boats grant be passported to charities.", [(BODY, None, 500)]),
        ("Award grants of £500 over two years to charities (£50 per organisation per year).", [(BODY, "(charities)", 500)]),
        ("Pay a subscription to the Association of Boats and Boatmen of £500.", [(BODY, "Association of Boats and Boatmen", 500)]),
        ("Accept £500 from the Department for Boats, Piers and Bridges.", [("Department for Boats, Piers and Bridges", BODY, 500)]),
        ("Award £500 to Heron Hall, University of Elmshire.", [(BODY, "Heron Hall, University of Elmshire", 500)]),
        ("Approve the City Guards to contribute £500 to Otter Trust.", [(GUARDS, OTTER, 500)]),
        ("Agree to charge the Borough of Elm £500 for six guards.", [(ELM, BODY, 500)]),
        ("Accept £500 from Elm towards the costs of the helpline.", [(ELM, BODY, 500)]),
        ("Accept £500 from Elm as a contribution to Otter Trust.", [(ELM, BODY, 500)]),
        ("Approve a joint bid by BFP and Elm to the Inner Office for £500.", [(OFFICE, BODY, 500)]),
        ("Endorse the bid submitted to the Inner Office for £500 for boats.", [(OFFICE, BODY, 500)]),
        ("Approve the submission of a bid by the City Guards to the Inner Office for £500 for boats.", [(OFFICE, GUARDS, 500)]),
        ("Award a framework to two suppliers (Moorhen Ltd and Otter Trust) with a value of £500.", [(BODY, "Moorhen Ltd + Otter Trust", 500)]),
        ("Award a contract for boats to Otter Trust, valued at £500 for two years, and note options worth a further £300.", [(BODY, OTTER, 500)]),
        ("Approve the sale of ten boats to the City Guards for £500.", [(GUARDS, BODY, 500)]),
        ("Approve a lease to BFP of Elm House from Moorhen Ltd at a rent of £500.", [(BODY, "Moorhen Ltd", 500)]),
        ("Approve the submission by BFP of an application to the Inner Office for a grant of £500.", [(OFFICE, BODY, 500)]),
        ("Approve the allocation of the remaining £500 as grants to charities.", [(BODY, "(charities)", 500)]),
        ("Approve the submission by BFP to the Inner Office of a bid for £500 for Elm and a bid for £300 for Oak.", [(OFFICE, BODY, 500), (OFFICE, BODY, 300)]),
        ("Award grants of £500 to Elm and £300 to Oak, to be paid out of the Inner Office funding.", [(BODY, ELM, 500), (BODY, OAK, 300)]),
        ("Approve a secondment of guards to the Inner Office, for which the Inner Office will reimburse the City Guards £500 in 2020/21 and £300 in 2021/22.", [(OFFICE, GUARDS, 500), (OFFICE, GUARDS, 300)]),
        ("Accept sponsorship of £500 from Moorhen Ltd for the Confidence in Boats Conference.", [("Moorhen Ltd", BODY, 500)]),
        ("Extend the contract with Moorhen House for the Pan-London Boats Service at £500.", [(BODY, "Moorhen House", 500)]),
        ("Award the boats contract to Otter Trust (lot 1, £500) and Elm (lot 2, £300).", [(BODY, OTTER, 500), (BODY, ELM, 300)]),
        ("Approve a contribution of £300 to the funding given to Otter Trust, making £500 in total.", [(BODY, OTTER, 300)]),
        ("Award grants of up to £50 to each of 12 charities, totalling £500.", [(BODY, None, 500)]),
        ("Approve the commissioning of Boat Counselling from Otter Trust for £500.", [(BODY, OTTER, 500)]),
        ("Award £500 (year 1) and £300 (year 2) to Otter Trust.", [(BODY, OTTER, 500), (BODY, OTTER, 300)]),
        ("Agree that BFP will underwrite £500 of the Borough of Elm's costs.", [(BODY, ELM, 500)]),
        ("Approve receipt of £500 of Inner Office funding and the onward award to London Otters (£300) and Elm (£200).", [(OFFICE, BODY, 500), (BODY, "London Otters", 300), (BODY, ELM, 200)]),
        ("Approve the City Guards proposal to accept £500 from Elm.", [(ELM, GUARDS, 500)]),
        ("Award £500 to Saint Otter's for the Boat Hub.", [(BODY, "Saint Otter's", 500)]),
        ("Approve the procurement of a partner for BFP at a cost of £500.", [(BODY, None, 500)]),
        ("Approve a single tender action by the City Guards in favour of Otter Trust, at a cost of £500.", [(GUARDS, OTTER, 500)]),
        ("Approve the acceptance by the City Guards of £500 from Elm and £500 from Oak.", [(ELM, GUARDS, 500), (OAK, GUARDS, 500)]),
        ("Approve an uplift of £300 to the grant to Otter Trust, taking the value of the grant to £500.", [(BODY, OTTER, 300)]),
        ("Approve the contract for GBX tags and software to the value of £500.", [(BODY, None, 500)]),
        ("Approve the extension of the contract for East and South London at a cost of £500.", [(BODY, None, 500)]),
        ("Approve a variation by the City Guards to the contract with Otter Trust, at a cost of £500.", [(GUARDS, OTTER, 500)]),
        ("Approve a variation to the contract with Otter Trust, at a cost to the City Guards of £500.", [(GUARDS, OTTER, 500)]),
        ("Approve expenditure of £500 on training for new boatmen, with a provider to be selected after quotations.", [(BODY, "(training)", 500)]),
        ("Approve the use of the remaining £500 for a second round of small grants, the recipients of which have yet to be selected.", [(BODY, "(second round of small grants)", 500)]),
        ("Approve the use of the remaining £500 for grants to the charities that are chosen in the round.", [(BODY, "(grants)", 500)]),
        ("Approve expenditure of £500 for an independent evaluation, which is to be procured by tender.", [(BODY, "(independent evaluation)", 500)]),
        ("Approve financial assistance from BFP of £500 (excluding VAT) for the legal representation of two guards.", [(BODY, "(legal representation of two guards)", 500)]),
        ("Approve the acceptance by the City Guards of the GBX boats grant of £500 from the Inner Office for 2020/21.", [(OFFICE, GUARDS, 500)]),
        ("Award a grant of £55 to each of the Boroughs of Elm, Oak and Ash.", [(BODY, ELM, 55), (BODY, OAK, 55), (BODY, ASH, 55)]),
        ("Approve the transfer of £500 to the City Guards for the team in the Hub (£300 in 2016/17 and £200 in 2017/18).", [(BODY, GUARDS, 500)]),
        ("Award to Otter Trust of a contract with the City Guards for boats, at a cost of £500.", [(GUARDS, OTTER, 500)]),
        ("Approve the extension of the City Guards contract with Otter Trust at a cost of £500.", [(GUARDS, OTTER, 500)]),
        ("Agree that the City Guards bid to the Inner Office for £500 for boats.", [(OFFICE, GUARDS, 500)]),
        ("Agree that a joint bid by the City Guards and Elm is made to the Inner Office for £500, the funding to be received by the City Guards.", [(OFFICE, GUARDS, 500)]),
        ("Approve the submission by the City Guards of an application to the Inner Office for a special boats grant of £500.", [(OFFICE, GUARDS, 500)]),
        ("Approve a joint bid with Elm, Oak and Ash to the Inner Office for £500.", [(OFFICE, BODY, 500)]),
        ("Approve the appointment by BFP of Moorhen Ltd as designer, at £500.", [(BODY, "Moorhen Ltd", 500)]),
        ("Award £500 to Heron Change Partnership for The Boats Project.", [(BODY, "Heron Change Partnership", 500)]),
        ("Approve payments by the City Guards of £300 and £200 to Elm and Oak respectively, from the Inner Office grant.", [(GUARDS, ELM, 300), (GUARDS, OAK, 200)]),
        ("Approve the grant by BFP of a lease of the second floor of Elm House to Otter Trust, at a rent payable to BFP of £500.", [(OTTER, BODY, 500)]),
        ("Award by the City Guards of a contract for boats to Otter Trust at a fee of £500.", [(GUARDS, OTTER, 500)]),
        ("Approve an increase of £500 in 2019/20 to the Safer Corners Fund grant of Otter Trust, which brings the total to £900.", [(BODY, OTTER, 500)]),
        ("Accept ring-fenced boats funding of £500 from the Ministry of Law.", [(MINISTRY, BODY, 500)]),
        ("Approve the transfer of the £500 to Otter Trust in 2019/20.", [(BODY, OTTER, 500)]),
        ("Award £500 to Moorhen Crisis and Heron Women's Centre.", [(BODY, "Moorhen Crisis + Heron Women's Centre", 500)]),
        ("Award £500 to London Fire and Rescue Society.", [(BODY, "London Fire and Rescue Society", 500)]),
        ("Award £500 to the Police and Crime Commissioner for Elmshire.", [(BODY, "Police and Crime Commissioner for Elmshire", 500)]),
        ("Approve the secondment to BFP of a manager from the Borough of Elm, with BFP to reimburse the Borough for salary and on-costs of £500.", [(BODY, ELM, 500)]),
        ("Agree to receive a contribution of £500 from the City Guards.", [(GUARDS, BODY, 500)]),
        ("Approve the sale by BFP of the freehold of the old house at a price of £500.", [(None, BODY, 500)]),
        ("Approve an uplift of £500 to Elm's contract with the City Guards.", [(BODY, ELM, 500)]),
        ("Award £500 to Otter Trust for people whose care is not funded by the Ministry of Law.", [(BODY, OTTER, 500)]),
        ("Award £500 to Heron Helpline, which is managed by a board of five.", [(BODY, "Heron Helpline", 500)]),
        ("Approve the application for financial assistance in the sum of £500 for the legal representation of five guards.", [(BODY, "(legal representation of five guards)", 500)]),
        ("Approve the payment by BFP to Otter Trust of a fee of £500 for the audit of the accounts.", [(BODY, OTTER, 500)]),
        ("Approve payment by the City Guards of the outstanding claims of Elm and Oak, in the sums of £300 and £200 respectively.", [(GUARDS, ELM, 300), (GUARDS, OAK, 200)]),
        ("Accept contributions in 2016/17 of £300 from Elm and £200 from Oak.", [(ELM, BODY, 300), (OAK, BODY, 200)]),
        ("Approve the return to the Inner Office of £500 of boats grant which has not been spent.", [(BODY, OFFICE, 500)]),
        ("Approve match funding of £500 from the BFP boats budget for an external evaluation, the evaluator to be procured.", [(BODY, "(external evaluation)", 500)]),
        ("Approve a fee of £500 to be paid by BFP to the selling agent, Moorhen Ltd, on completion.", [(BODY, "Moorhen Ltd", 500)]),
        ("Approve the acceptance by the City Guards of a contribution of £500 towards the settlement from Moorhen Insurance Ltd.", [("Moorhen Insurance Ltd", GUARDS, 500)]),
        ("Approve the grant by BFP to Otter Trust of a lease of the roof of Elm House, at a rent payable to BFP of £500.", [(OTTER, BODY, 500)]),
        ("Approve the acceptance by the City Guards of Inner Office funding for boats in 2023/24, in the amount stated in Part 2.", [(OFFICE, GUARDS, None)]),
    ],
)  # fmt: skip
def test_several_sums_and_sides_are_kept_apart(words: str, flows: list[tuple[str, str, int]]) -> None:
    assert read(words) == flows


@pytest.mark.parametrize(
    "words",
    [
        "Note that the programme costs £500 a year.",
        "Approve the carry forward of £500 from 2020/21 to 2021/22.",
        "Approve the release of £500 from the reserve to the helpline budget.",
        "Approve the extension of the contract with Otter Trust at no additional cost.",
        "Approve the strategy.",
        "Delegate to the Chief Treasurer authority to approve contracts of up to £500.",
        "Agree that no grant exceeds £500.",
        "Approve a virement of £500 within the budget of BFP.",
        "Approve the start of a procurement.",
        "Approve initiation of procurement action for a new contract with a value of £500.",
        "Approve the strategy, with an authorised limit for external debt of £500.",
        "Decline the request of Otter Trust for £500.",
        "Move the end date of the project. The grant stays at £500.",
        "Approve spending of £500 on a warehouse, to be funded from the City Guards capital programme.",
        "Approve a reduction of £500 in the grant to Otter Trust.",
        "Approve that the £500 awarded to Otter Trust be carried forward into 2022/23.",
        "Approve the write-off of £500.",
        "Approve BFP expenditure of £500 for the balance.",
        "C. Note that £500 would then be left in the pot.",
        "Accept the offer of in-kind support worth £500 from Otter Trust.",
        "Support the Borough of Elm's bid to the Inner Office for £500.",
        "Agree that the Chief Treasurer may spend up to £500 on boats.",
        "Agree the manual, by which grants over £500 are paid quarterly.",
        "Terminate the contract with Otter Trust, of £500 a year, by agreement.",
        "Agree that the contract with Otter Trust, which costs £500, is used.",
        "Appoint Otter Trust at a daily rate of £500.",
        "Approve the use of £500 of MoL grant for boats.",
        "Approve the retention by BFP of £500 for the management of contracts.",
        "Approve the extension of the contract with Otter Trust, with no increase in its approved value.",
        "Approve a variation of the contract with Otter Trust to reduce the yearly charge by £500.",
        "Approve the novation of the contract to Otter Trust with no change to the price of £500.",
        "Approve an addition to the boats contract budget, which will then stand at £500.",
        "Approve a contingency of £500, to be held by the City Guards within its capital programme.",
        "Approve the City Guards' own contribution of £500.",
        "Extend the grant agreement with Otter Trust to March 2020 within its existing value.",
        "Approve that a contingency of £500 is set aside within the City Guards boats budget, to be used by the City Guards.",
        "Approve the disposal of old boats by Otter Trust for £500.",
        "Approve a drawdown in 2023/24 of £500 from the City Guards change reserve to the budget for boats.",
    ],
)
def test_what_moves_no_money_between_parties_is_no_flow(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Crime costs the country £500 a year.",
        "Contracts above £500 go to the Deputy.",
        "In PCD 8 BFP awarded £500 to Otter Trust.",
        "The national fund is worth £500.",
        "The Inner Office had offered £500 before, which was withdrawn.",
        "A third phase could cost £500.",
        "Bids worth £500 were received from Elm.",
        "The Trust earns £500.",
        "A proposal from the Borough of Elm, for £500, was placed in reserve.",
        "The Ministry of Law will give BFP £500.",
    ],
)
def test_sums_told_in_passing_are_no_decided_flow(words: str) -> None:
    assert read("Award £20 to Borough of Ash.", after=words) == [(BODY, ASH, 20)]


def test_who_pays_a_contract_pays_its_variation() -> None:
    asked = (
        "Award a contract by the City Guards to Otter Trust for £500.",
        "Approve a variation of the same contract, at a cost of £300.",
    )
    assert read(*asked) == [(GUARDS, OTTER, 500), (GUARDS, OTTER, 300)]


def test_a_rent_to_who_bought_the_house_is_paid_to_that_one() -> None:
    asked = (
        "Approve the sale of the old house to Moorhen Ltd for £900.",
        "Approve a lease back of the yard at a rent of £500 payable to the purchaser.",
    )
    assert read(*asked) == [("Moorhen Ltd", BODY, 900), (BODY, "Moorhen Ltd", 500)]


def test_a_payee_that_only_the_summary_names_is_found() -> None:
    assert read("Approve a contract of £500 for the app.", before="Moorhen Digital Ltd built the app.")[0][1:] == (
        "Moorhen Digital Ltd",
        500,
    )


def test_a_side_that_is_named_elsewhere_comes_with_the_place_that_names_it() -> None:
    lines = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Executive summary", "Moorhen Digital Ltd built the app."]
    lines += ["Recommendation", "The Deputy for the Peace is recommended to:", "1. Approve a contract of £500 for the app."]
    (flow,) = read_facts(built([Line(line) for line in lines]), PARTIES).flows
    assert flow.doubts == ("who is paid is named elsewhere in the document",)
    assert [(one.rule, one.words) for one in flow.evidence][1:] == [("named elsewhere", "Moorhen Digital Ltd built the app.")]


def test_a_sum_that_a_scan_misread_is_in_doubt() -> None:
    lines = ["PCD 9 Money", "Decision by: Deputy for the Peace", "Recommendation", "The Deputy for the Peace is recommended to:"]
    (flow,) = read_facts(built([Line(line) for line in [*lines, "1. Award £34,6OO to Otter Trust."]]), PARTIES).flows
    assert (flow.pence, flow.confidence) == (3_460_000, 50)
    assert flow.doubts == ("a letter stands among the digits: £34,6OO",)


@pytest.mark.parametrize(
    ("asked", "before", "after", "flows"),
    [
        ("Accept the said grants.", "The Inner Office offers two grants. The sums are £300 and £200.", "", [(OFFICE, BODY, 300), (OFFICE, BODY, 200)]),
        ("Accept additional funding of £500 for 2021/22.", "The Ministry of Law has announced an uplift of £500 for 2021/22.", "", [(MINISTRY, BODY, 500)]),
        ("Approve a contract with Otter Trust for £500.", "", "It is met from the City Guards forensic budget.", [(BODY, OTTER, 500)]),
        ("Approve a contract with Otter Trust for £500.", "", "It is met from the BFP forensic budget.", [(BODY, OTTER, 500)]),
        ("Approve an extension of the contract with Otter Trust.", "", "The extension will cost £500.", [(BODY, OTTER, 500)]),
        ("Accept the offer from the Ministry of Law.", "The Ministry of Law has offered £500 for boats.", "", [(MINISTRY, BODY, 500)]),
        ("Award £500 to Otter Trust.", "The Inner Office will pay £200 to Otter Trust for boats.", "", [(OFFICE, OTTER, 200), (BODY, OTTER, 500)]),
        ("Approve a contract for boats at £500.", "Moorhen Yard was recommended after a tender.", "", [(BODY, "Moorhen Yard", 500)]),
        ("Approve a lease of offices at £500.", "The offices are in Moorhen Street.", "", [(BODY, None, 500)]),
        ("Award a contract to the preferred bidder named in paragraph 3.1 at £500.", "", "The highest scoring tender was submitted by Otter Trust.", [(BODY, OTTER, 500)]),
        ("Extend the contract with Otter Trust at the price set out in part 2.", "", "The extension will cost £500.", [(BODY, OTTER, None)]),
        ("Extend the contract with Otter Trust.", "", "The estimate was that the extension would cost £500.", [(BODY, OTTER, None)]),
        ("Approve £500 for capacity building, as described in section 3.", "", "The provider will be chosen later.", [(BODY, "(capacity building)", 500)]),
        ("Accept £500 from Elm for boats.", "", "The boats are mended by Otter Trust, to which BFP will pass on the £500 from Elm.", [(ELM, BODY, 500), (BODY, OTTER, 500)]),
        ("Approve the award by the City Guards of a contract for recovery systems at the value set out in part 2.", "", "The best tender was submitted by Otter Trust.", [(GUARDS, OTTER, None)]),
        ("Extend the existing boats contract at a cost of £500.", "", "The contract was awarded to Otter Trust in 2014. The best tender for the new one was submitted by Moorhen Ltd.", [(BODY, OTTER, 500)]),
        ("Approve an extension of the contract with the provider at a cost of £500.", "", "The provider of the helpline is Otter Trust.", [(BODY, OTTER, 500)]),
        ("Accept £500 from Elm in each of 2016/17 and 2017/18.", "", "Elm will pay BFP £500 in 2016/17 and £500 in 2017/18.", [(ELM, BODY, 500), (ELM, BODY, 500)]),
        ("Accept £500 from the MoL and award £500 to Otter Trust.", "The MoL has offered £500, and it is proposed to accept it and to pass it on to Otter Trust.", "", [(MINISTRY, BODY, 500), (BODY, OTTER, 500)]),
        ("Approve a variation to the software contract at a cost of £500.", "", "The software is supplied by Otter Trust. Hosting is supplied by Moorhen Ltd.", [(BODY, OTTER, 500)]),
        ("Award a contract to the bidder recommended in paragraph 3.1 at £500.", "", "The highest scoring was from Otter Trust, which is recommended for the award.", [(BODY, OTTER, 500)]),
        ("Award a contract for boats at £500.", "The winner was Otter Trust.", "", [(BODY, OTTER, 500)]),
        ("Take a lease of Elm House at a rent payable to the landlord of £500.", "", "Boat Services has found the house. The landlord is Moorhen Ltd.", [(BODY, "Moorhen Ltd", 500)]),
        ("Accept £500 from the landlord towards the works.", "", "The landlord is Moorhen Ltd.", [("Moorhen Ltd", BODY, 500)]),
        ("Accept £500 from the landlord.", "The City Guards will move.", "", [(None, BODY, 500)]),
        ("Approve the award by BFP of a contract to Otter Trust at £500.", "", "It is met from the City Guards forensic budget.", [(BODY, OTTER, 500)]),
        ("Approve £500 for the schools element of the work, as described in paragraph 3.1.", "", "The schools element will be provided by Otter Trust.", [(BODY, OTTER, 500)]),
        ("Award a contract for the evaluation of the boats at £500.", "", "The helpline is run by Otter Trust. For the evaluation it is recommended that the contract be awarded to Moorhen Ltd.", [(BODY, "Moorhen Ltd", 500)]),
        ("Approve a grant of £500 to the hub's new operator.", "The hub is to be run by Otter Trust.", "", [(BODY, OTTER, 500)]),
        ("Approve a contract with the highest scoring bidder at £500.", "The boats go to Elm Review Office.", "The highest scoring bidder was Moorhen Ltd.", [(BODY, "Moorhen Ltd", 500)]),
        ("Approve a payment of £500 to the supplier of the old boats.", "", "Moorhen Ltd supplies the old boats.", [(BODY, "Moorhen Ltd", 500)]),
        ("Approve a grant of £500 for boats in schools.", "", "The grant will be made to Otter Trust.", [(BODY, OTTER, 500)]),
        ("Approve a grant of £500 for the translation of the guide.", "", "Otter Trust wrote the guide. The grant would be made to the Trust.", [(BODY, OTTER, 500)]),
        ("Award a contract to Otter Trust for £500.", "", "The contract costs are to be met from within the existing GBX boats budget.", [(BODY, OTTER, 500)]),
        ("Approve the extension of the contract for the Elmshire Boats Service with the current provider, at a cost of £500.", "", "The service is provided by Otter Trust.", [(BODY, OTTER, 500)]),
        ("Award £500 to Otter Trust.", "", "A fifth house was offered by Moorhen at £300 and has not been accepted.", [(BODY, OTTER, 500)]),
        ("Award £500 to Otter Trust.", "", "The proposals from Elm (£50) and from Oak (£40) are not ready to be recommended.", [(BODY, OTTER, 500)]),
        ("Award £500 to Otter Trust.", "", "The cost of £500 will be met from the Inner Office grant to BFP.", [(BODY, OTTER, 500)]),
        ("Approve £500 of support for the network.", "", "The request from Otter Trust is for £500.", [(BODY, OTTER, 500)]),
        ("Approve the sale of the old house at a price of £500.", "", "The recommended purchaser is Moorhen Ltd.", [("Moorhen Ltd", BODY, 500)]),
        ("Extend the contract for the Elm Helpline at a cost of £500.", "The Elm Helpline has been provided since 2018 by Otter Trust.", "", [(BODY, OTTER, 500)]),
        ("Award a contract for boats to the highest scoring bidder, at £500.", "", "Herons were bought from Heron Boats Ltd. Moorhen Ltd was the highest scoring bidder.", [(BODY, "Moorhen Ltd", 500)]),
        ("Approve a lease back of the yard at a rent of £500 payable to the purchaser.", "", "", [(BODY, "(purchaser)", 500)]),
        ("Approve a grant of £500 for the training of young boatmen.", "", "Otter Trust has been running boats since 2015.", [(BODY, OTTER, 500)]),
        ("Award £20 to Elm.", "", "The value of this has been £500 and it is not charged.", [(BODY, ELM, 20)]),
        ("Award £20 to Elm.", "", "The balance of the cost, at present £500, is met from the boats budget of the City Guards.", [(BODY, ELM, 20)]),
    ],
)  # fmt: skip
def test_what_a_recommendation_leaves_open_is_told_beside_it(
    asked: str, before: str, after: str, flows: list[tuple[str, str, int]]
) -> None:
    assert read(asked, before=before, after=after) == flows


@pytest.mark.parametrize(
    "after",
    [
        "The grant of £500 is met from the Ministry of Law budget of £2,000.",
        "The Ministry of Law paid BFP £900 in 2019/20.",
    ],
)
def test_what_is_told_beside_a_grant_is_no_money_that_comes(after: str) -> None:
    assert read("Award £500 to Otter Trust in 2021/22.", after=after) == [(BODY, OTTER, 500)]
