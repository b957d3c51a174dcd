"""The words of the genre that say that a sum is not paid by this decision, matched in the shape of a statement.

A table and no logic, as :mod:`graphkit.reading.money.cues`. ``dropped`` sums move nothing at all; ``recalled`` ones were
decided before. Sums are judged one by one: ``@this`` is the sum in question, with ``<`` before it
where it is told as the most (up to, no more than), ``>`` where as the least; ``@a`` and a number is any other sum.
"""

import re
from typing import NamedTuple

from graphkit.reading.shapes import worded

_A = "@this\\b"


def _gap(most: int) -> str:
    return rf"(?:(?![.;])\S+ ){{0,{most}}}?"


def _plain(most: int) -> str:
    """Words of one clause: no other sum, no comma."""
    return rf"(?:(?!@a|[.,;:] )\S+ ){{0,{most}}}?"


class Trap(NamedTuple):
    """Why a sum is no flow of this decision; ``verdict`` is dropped or recalled. ``aside``: nothing where it is recommended."""

    name: str
    verdict: str
    pattern: re.Pattern[str]
    aside: bool = False


def _trap(name: str, verdict: str, pattern: str, aside: bool = False) -> Trap:
    return Trap(name, verdict, worded(pattern), aside or verdict == "recalled")


TRAPS = (
    _trap("a threshold", "dropped",
          rf"(?<!@p\d )(?<!@p\d , )(?:above|below|under|over|exceed(?:s|ing)?|exceeded|less than|more than|higher than|greater than|in excess of|threshold|limit|limits|minimum"
          rf"|valued|low(?:er)? than) (?:of |at |is |to ){{0,2}}{_A}(?! ,? ?{_plain(6)}(?:to|from|with) (?:the )?@p)"),
    _trap("a threshold", "dropped", rf"{_A} (?:or|and) (?:above|over|more|below|less|under)\b"),
    _trap("a threshold", "dropped", rf"(?:sums?|contracts?|expenditure|purchases|awards|business cases?|actions?|procurements?) {_plain(8)}(?:above|below|over|under|worth|valued at) {_A} (?:may|must|need|have to|are|will be|require)"),
    _trap("a threshold", "dropped", rf"(?:grants|contracts|awards|purchases|payments|sums|expenditure|cases|variations|bids) > {_A}"),
    _trap("an income", "dropped", rf"(?:turnover|salary(?! (?:and|costs?)\b)|salaries|earning|earnings|income (?:below|under|above|over|between|up|less)) {_plain(4)}{_A}"),
    _trap("an income", "dropped", rf"{_A} (?:of )?(?:turnover|income a year|salary)\b"),
    _trap("a national sum", "dropped",
          rf"(?:national|nationally|nationwide|country|worldwide|globally|across england|england and wales|uk economy|taxpayer|public purse"
          rf"|economy|society) {_gap(12)}{_A}", aside=True),
    _trap("a national sum", "dropped",
          rf"{_A} {_gap(12)}(?:national|nationally|nationwide|worldwide|globally|across england|across the country|in england|(?:all|other|43|44|20) forces"
          rf"|england and wales)\b", aside=True),
    _trap("a pot", "dropped", rf"(?:the|national|total|overall|whole|this) (?:\S+ ){{0,2}}?pots? {_plain(8)}{_A}"),
    _trap("a pot", "dropped", rf"{_A} (?:\S+ ){{0,3}}?(?:pot|pots|(?<!towards the )(?<!towards a )settlement)\b"),
    _trap("a statistic", "dropped",
          rf"(?<!at an )(?<!with an )(?<!@p\d )(?<!@p\d , )(?:estimated|estimate|estimates|savings?|saved|average|averages|unit cost|cost of one|cost per|costs? the|worth some|losses|lost"
          rf"|damage|valued|turnover|benefits? of|stolen|seized|assets) {_plain(9)}{_A}(?! ,? ?{_plain(6)}(?:to|from|with) (?:the )?@p)"),
    _trap("a price that was named", "dropped", rf"prices?(?! (?:whereof|of which)) {_plain(9)}{_A}", aside=True),
    _trap("a price that was named", "dropped", rf"(?:which|that|it) (?:now |currently |already )?(?:costs?|is worth|was worth|is valued at) {_A}"),
    _trap("a price that was named", "dropped", rf"(?:daily|hourly|day|weekly|mileage|unit|session) (?:fee|rate|charge|allowance)s? {_plain(3)}{_A}"),
    _trap("a price that was named", "dropped", rf"{_A} (?:per|a|an|each) (?:day|hour|week|visit|session|shift|mile|night|head|meeting)\b"),
    _trap("given in kind", "dropped", rf"value of (?:this|it|which) (?:has been|is|was|would be|is put at) {_A}"),
    _trap("given in kind", "dropped", rf"in[- ]kind {_plain(5)}{_A}"),
    _trap("given in kind", "dropped", rf"{_A} (?:\S+ ){{0,2}}?in[- ]kind\b"),
    _trap("what is left", "dropped", rf"net (?:cost|contribution|requirement|pressure|expenditure) {_plain(5)}{_A}"),
    _trap("a statistic", "dropped", rf"{_A} (?:in savings|of savings|of benefits|a head|per head|per offender|per person|per case)\b"),
    _trap("a ceiling for each", "dropped",
          rf"(?:(?:individual|small|micro|single|each|every|any|no) (?:\S+ ){{0,3}}?(?:grants?|awards?|bids?|projects?|applications?|groups?|organisations?)) {_plain(8)}< {_A}"),
    _trap("a ceiling for each", "dropped", rf"(?:no|each|every|any) (?:single |individual |small |one )?(?:grants?|awards?|organisations?|groups?|projects?) {_plain(5)}{_A}"),
    _trap("a ceiling for each", "dropped", rf"(?:maximum|minimum|largest|smallest) (?:grant|award|bid|sum|amount) {_plain(5)}{_A}"),
    _trap("a ceiling for each", "dropped", rf"{_A} (?:per|for each|for every|to each|a) (?:grant|award|project|application|group|organisation|applicant|bid)\b"),
    _trap("taken away", "dropped", rf"(?:withdrawal|withdraw|cancellation|cancel|terminat\w+) {_gap(8)}{_A}"),
    _trap("taken away", "dropped", rf"reduc(?:e|es|ed|ing) {_plain(6)}by {_A}"),
    _trap("taken away", "dropped", rf"(?:reduction|decrease|cut|write[- ]off|writing off|reprofil\w+|re-profil\w+) (?:of |by )?(?:the )?{_A}"),
    _trap("carried forward", "dropped", rf"{_A} {_gap(12)}(?:carried|rolled|re-?profiled) ?(?:forward|over|into|to)?\b"),
    _trap("a limit", "dropped", rf"(?:limits?|boundary|boundaries|ceiling) {_plain(6)}{_A}"),
    _trap("a procurement begun", "dropped", rf"(?:initiat\w+|start\w*|commenc\w+|launch\w*|begin\w*|open\w*) (?:\S+ ){{0,4}}?(?:procurements?|procuring|tender\w*|competitions?) {_gap(20)}{_A}"),
    _trap("a share", "dropped", rf"{_A} of (?:this|it|that|which|them) (?:\S+ ){{0,3}}?(?:met|paid|funded|borne|found|coming|comes) (?:by|from|out of)(?! (?:the )?@p\d+ to )"),
    _trap("parts of a sum", "dropped", rf"@a\d+ (?:(?!@a|[.;] )\S+ ){{0,8}}?(?:being|comprising|made up of|consisting of|composed of|i . e .|that is|namely) (?:(?!@p|[.;] )\S+ ){{0,25}}?{_A}(?! {_plain(9)}(?:to|from|for|with|by) (?:the )?@p)"),
    _trap("a ceiling for each", "dropped", rf"grants? (?:of )?(?:between|from|ranging|ranged) (?:(?!@|[.,;:] )\S+ ){{0,3}}?{_A}"),
    _trap("grants that were made", "dropped", rf"(?:were|was) made , (?:from|of|between) {_gap(4)}{_A}"),
    _trap("an option", "dropped", rf"(?:(?<!exercise the )(?<!exercise of the )(?<!take up the )(?<!use the )(?<!the first )(?<!the second )(?<!the third )(?<!the final )option|optional|options|could|might|(?<!as @p\d )(?<!as the @p\d )may (?:be|cost|rise|need|also|make|award|grant|give|pay)|if extended|were to be|potential(?:ly)?|expected to be worth|indicative) {_gap(20)}{_A}"),
    _trap("an option", "dropped", rf"{_A} {_gap(8)}(?:would need another|a further decision|further decision|separate decision|not (?:form )?part of this|subject of a separate|another decision)"),
    _trap("an offer replaced", "dropped", rf"(?:in place of|instead of|rather than|replac(?:es|ed|ing)|supersed(?:es|ed|ing)|withdrawn|reduced from|increased from|up from|down from|compared (?:to|with)|originally|initially) {_plain(10)}{_A}"),
    _trap("an offer replaced", "dropped", rf"(?:against|as against|not) {_A}"),
    _trap("an offer replaced", "dropped", rf"{_A} {_gap(10)}(?:took back|withdrawn|was reduced|which was replaced|not taken up)"),
    _trap("a sum raised", "dropped", rf"from {_A} to @a\d+"),
    _trap("the whole, told again", "dropped", rf"@a\d+ ,? ?(?:to|making|giving|which makes) (?:an? )?(?:new |revised |overall )?(?:total|value|sum) (?:of|to) {_A}"),
    _trap("the whole, told again", "dropped", rf"@a\d+ ,? ?(?:making|giving|which makes) (?:it )?{_A}"),
    _trap("the whole, told again", "dropped", rf"@a\d+ ,? ?to (?:an? )?(?:new |revised |overall )?{_A}"),
    _trap("a bid that failed", "dropped", rf"{_A} {_gap(6)}(?:has|have|had|was|were) not (?:been )?(?:accepted|taken up|pursued|agreed|progressed|approved)\b"),
    _trap("a bid that failed", "dropped", rf"{_A} (?:(?!who |whose |which |that |[.;])\S+ ){{0,14}}?(?:is|are|was|were) not (?:yet )?(?:ready to be |to be )?(?:recommended|supported|proposed|funded|taken forward)\b(?! by)"),
    _trap("a bid that failed", "dropped", rf"{_A} {_gap(10)}(?:failed|unsuccessful|was rejected|not successful|turned down)"),
    _trap("a ceiling for each", "dropped", rf"(?:grants?|awards?) {_gap(8)}< {_A} for (?:an?|each|every|any)\b"),
    _trap("a ceiling for each", "dropped", rf"@a\d+ for an? (?:\S+ ){{1,3}}?and {_A} for an?\b"),
    _trap("a price that was named", "dropped", rf"(?:offers?|bids?|tenders?|quotes?) ?,? (?:\S+ ){{0,3}}?at {_A}"),
    _trap("a bid that failed", "dropped", rf"(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|turn(?:s|ed)? down|reject(?:s|ed|ing)?) {_plain(10)}{_A}"),
    _trap("a sum that stays", "dropped", rf"(?:stays?|stayed|remains?|remained|remaining|left) (?:unchanged |the same |fixed )?(?:, )?at {_A}"),
    _trap("a sum that stays", "dropped", rf"{_A} ,? ?(?:which |and |that )?(?:is|are|stays?|remains?) (?:unchanged|unaltered|the same|not (?:altered|changed|affected|increased))"),
    _trap("a sum that stays", "dropped", rf"no (?:change|alteration|increase) (?:in|to) {_plain(5)}{_A}"),
    _trap("a total", "dropped", rf"@a\d+ {_gap(20)}(?:making|giving) {_plain(4)}{_A}"),
    _trap("a bid that failed", "dropped", rf"{_A} (?:was|were|had been|has been) (?:refused|declined|rejected|turned down|withdrawn)"),
    _trap("a price that was named", "dropped", rf"(?:quot(?:ed|es|ation)|tendered|priced) (?:\S+ ){{0,3}}?{_A}"),
    _trap("a ceiling for each", "dropped", rf"(?:capped|caps?|limited) (?:(?![.;])\S+ ){{0,14}}?{_A} (?:for|per|to) (?:an?|each|every|any|single)\b"),
    _trap("bids", "dropped", rf"bids (?:(?![.;])\S+ ){{0,24}}?(?:combined|total|joint) (?:value|sum|cost) (?:of )?{_A}"),
    _trap("bids", "dropped", rf"(?:bids|applications|proposals|expressions of interest) {_plain(5)}{_A}", aside=True),
    _trap("a bid made before", "dropped", rf"had (?:\S+ )?bid {_plain(3)}{_A}"),
    _trap("a share", "dropped", rf"(?:(?<!cost )(?<!price )(?<!value )of which|including|includes?|comprising|inclusive of) {_plain(5)}{_A}(?! {_plain(9)}(?:to|from|for) (?:the )?@p)"),
    _trap("a share", "dropped", rf"{_A}(?! (?:\S+ ){{0,6}}?(?:from|to) (?:the )?@p) (?:\S+ ){{0,4}}?(?:ring-fenced|ringfenced|retained|top-sliced|held back|stays with|remains? with|kept|is not spent|(?:is|was|were|remains|remained) (?:\S+ )?(?:unspent|underspent))"),
    _trap("a share", "dropped", rf"{_A} of (?:the|this|that|a total of|an overall) (?:\S+ )?@a\d+"),
    _trap("a share", "dropped", rf"(?:(?<!accept )(?<!acceptance of )(?:ring-fenced|ringfenced)|retain|retains|retaining|retained|top-slice|withhold|keep|keeps) {_plain(4)}{_A}"),
    _trap("held back", "dropped", rf"{_A} (?:be |is |to be )?(?:held|reserved|set aside|kept) (?:for|back|pending|in reserve)"),
    _trap("parts of a sum", "dropped", rf"(?:parts|instalments|tranches|halves|quarters|(?:two|three|four|five|six|equal|quarterly|monthly|annual) (?:\S+ )?payments) of {_A}"),
    _trap("the whole, told again", "dropped", rf"(?<!allocation )(?<!award )(?<!payment )(?<!distribution )(?<!transfer )(?:of|from|out of|within) (?:the|this|that|these|our|an? (?:total|overall)) (?:(?:total|overall|same|said|full|further|whole) ){{0,2}}{_A}(?! (?:\S+ ){{0,6}}?(?:from|received|awarded|of) (?:the )?@p| for (?:grants|awards) to )"),
    _trap("the whole, told again", "dropped", rf"@a\d+ of (?:the|this|that|a total of|an overall) (?:\S+ )?{_A}"),
    _trap("the whole, told again", "dropped", rf"@a\d+ {_gap(20)}{_A} (?:in all|in total|altogether|overall)\b"),
    _trap("the whole, told again", "dropped", rf"or (?:some|about|around|just under|just over|roughly|nearly|almost) (?:the )?{_A}"),
    _trap("a total", "dropped", rf"(?:bring(?:s|ing)?|then be|is then|take(?:s)? the total|rais(?:es|ing) the) {_plain(8)}{_A}"),
    _trap("a total", "dropped", rf"(?:then|now) stands? at {_A}"),
    _trap("a total", "dropped", rf"(?:taking|takes|bringing|brings|raising|raises|increasing|increases) (?:the|its|their|this) {_plain(6)}to (?:a total of )?{_A}"),
    _trap("moved between budgets", "dropped",
          rf"(?:release|virement|vire|transfer|draw ?down|movement|move|return) (?:(?:in|for) @t\d+ )?(?:of )?{_A} (?:\S+ ){{0,3}}?(?:from|into|to|between|within) (?:(?![.;])\S+ ){{0,16}}?(?:reserves?|budgets?)\b"
          r"(?!.{0,80} to (?:the )?@p\d)"),
    _trap("to note", "dropped", rf"(?<=^ )(?:(?:\( )?\w{{1,3}} [.)] )?(?:to )?notes? (?!and (?:accept|approve|agree)){_gap(40)}{_A}"),
    _trap("cited as decided", "recalled", rf"(?:pcds?|dmpcd|dmpc decision|ceod|decisions?) (?:no )?\d{{2,4}}\b {_gap(30)}{_A}"),
    _trap("cited as decided", "recalled", rf"{_A} {_gap(30)}(?:\( |in |under |by |through |via |of |as per |per )(?:the )?(?:pcds?|dmpcd|dmpc decision|ceod) \d{{2,4}}\b"),
    _trap("what pays for it", "recalled", rf"costs? (?:of )?(?:(?!@a|[.;:,])\S+ ){{0,5}}?{_A} (?:(?:in|for) @t\d+ )?(?:,? ?(?:which|and) )?(?:will|would|is|are|can) (?:to )?(?:be )?(?:(?:fully|wholly) )?(?:met|funded|covered|financed) (?:in full )?(?:from|by|out of|within) "),
    _trap("what pays for it", "recalled", rf"(?:balance|rest|remainder) of the costs? (?:(?!@a|[.;:])\S+ ){{0,12}}?{_A}"),
    _trap("earlier", "recalled",
          rf"(?:previously|previous|earlier|historic(?:ally)?|last year|last year's|in the past|prior|to date|since then|at that time|hitherto|first phase|phase one|currently|every year|past) {_gap(14)}{_A}"),
    # An adjective is told of the noun behind it: "the existing grant of £5", but "under the existing agreement, and a grant of £5".
    _trap("earlier", "recalled", rf"(?:existing|current) (?:(?!@a|[.;:] |, and |and an? )\S+ ){{0,14}}?{_A}"),
    _trap("earlier", "recalled", rf"(?:so far|already) {_plain(14)}{_A}"),
    _trap("earlier", "recalled",
          rf"{_A} {_gap(12)}(?:previously|last year|at that time|in the past|to date|so far|of the last|in the last|of the past|each of the last|in previous|a year together|a year as well)"),
    _trap("earlier", "recalled", rf"(?:first|original|initial|old|last|former|expiring) (?:contract|grant|agreement|award|round|tranche|phase|year) {_gap(12)}{_A}"),
    _trap("earlier", "recalled", rf"under (?:a|an|its|their) (?:\S+ )?(?:contract|grant|agreement) (?:worth|of|valued at|for) {_A}"),
    _trap("earlier", "recalled", rf"(?:had|did|used to) {_plain(8)}{_A}"),
    _trap("earlier", "recalled", rf"had (?:\S+ )?(?:offered|asked|agreed|been|put|set|given|made) {_gap(25)}{_A}"),
)  # fmt: skip
