"""The words of the genre that say who pays and who is paid, matched in the shape of a statement.

A table and no logic: to teach the reader a wording, add it here. A cue is tried in the order of the list, and the first one
that fits a party says what the party is.
"""

import re
from typing import NamedTuple

from graphkit.reading.shapes import worded

_DET = r"(?:(?:the|its|our|their|his|a|an|each|all|both|either|of|this|these|following|named|new|existing|current|two|three|four|within) ){0,4}"
_P = r"@p(?P<p>\d+)\b"
_A = r"@a\d+\b"
#: The sum that the wording joins to the party.
_ITS = r"@a(?P<a>\d+)\b"
#: What may stand behind a name: a short form or a remark in brackets, or between commas.
_ASIDE = r"(?: \( (?:(?![()]|@a)\S+ ){0,14}\))?(?: ,(?: (?![@,.;])\S+){1,12} ,| , (?:which|who|whose|where|itself)(?: (?!@a|[,.;])\S+){1,20} ,)?"


#: Whose something is, told as a word of it: the Office contribution, the Otter Trust's grant.
_OF_ITS = r"@p\d+(?= (?:'s|contributions?|share|funding|money|grants?|budget|allocation|element|side)\b)"


def _gap(most: int) -> str:
    """Some plain words: no mark, no end of a clause."""
    return rf"(?:(?![@.;:])\S+ ){{0,{most}}}?"


def _words(most: int) -> str:
    """Some words, times among them, but no sum and no party."""
    return rf"(?:(?:(?!@[ap]|[.;:] )\S+|{_OF_ITS}) ){{0,{most}}}?"


def _asked(most: int) -> str:
    """Some words between a bid and whom it asks: not what is done once it has succeeded."""
    return rf"(?:with (?:the )?@p\d+(?: (?:(?:,|and|the) ){{1,3}}@p\d+){{0,5}} )?(?:(?!@[ap]|[.,;:] |succe|approv|award|grants? of|pay|agree)\S+ ){{0,{most}}}?"


_AUX = (
    r"(?:(?:has|have|had|will|would|shall|may|can|is|are|was|were|also|now|currently|already|recently|therefore|then|kindly|formally"
    r"|since|jointly|each|both|(?:agreed|agree|agrees|confirmed|offered|proposes|proposed|intends|wishes|plans|continue|continues) to"
    r"|(?:written|undertaken|pledged|promised|expected|due) to|in principle|previously|initially|primarily|partly|mainly|largely|further|additionally) ){0,5}"
)
#: What tells a verb from the noun of the same form.
_OBJECT = (
    r"(?= (?:@[ap]|a |an |the |up |its |this |our |their |further |additional |another |two |three |half |all |in principle))"
)
_GIVES = (
    r"(?:offer(?:ed|ing)|award(?:ed|ing)|provid(?:e|es|ed|ing)|pay(?:s|ing)?|paid|contribut(?:e|es|ed|ing)|transfer(?:s|red|ring)?"
    r"|gives?|gave|given|granted|allocat(?:e|es|ed|ing)|commit(?:s|ted|ting)?|devolv(?:e|es|ed|ing)|funded|part-funds?"
    r"|part-funded|invest(?:s|ed|ing)|releas(?:es|ed|ing)|made|makes?|making|match(?:es|ed)|match-funds|reimburs(?:e|es|ed)|allot(?:s|ted)?|uplift(?:s|ed)|increas(?:es|ed)"
    rf"|supplement(?:s|ed)|repa(?:ys?|id)|refund(?:s|ed)?|pass(?:es|ed)?(?: on)?{_OBJECT}|(?:announced|confirmed|notified|grants?|awards?|offers?|funds?|funding|matche?s?|uplift|increase|approved){_OBJECT})"
)
_GIVEN = (
    r"(?:award(?:ed)?|offer(?:ed)?|provided|funded|devolved|allocated|given|granted|paid|contributed|transferred|supplied|made available"
    r"|part-funded|co-funded|announced|donated|committed|confirmed|reimbursed|invested|passed|returned|repaid|refunded)"
)
_TAKES = (
    r"(?:receiv(?:e|es|ed|ing)|accept(?:s|ed|ing)?|secur(?:e|es|ed)|obtained|gets?|been (?:\S+ ){0,2}?(?:awarded|offered|given|granted|paid|allocated|successful)"
    r"|be (?:\S+ ){0,2}?(?:awarded|offered|given|granted|paid|allocated|reimbursed)|(?:is|are|was|were) (?:\S+ ){0,2}?(?:awarded|offered|given|granted|paid|allocated|reimbursed)"
    r"|won|draws? down|claims?|takes?(?! (?:an? |the |out |over |on |up )?(?:new )?(?:lease|place|forward|responsibility|account|part|steps)\b)|be passed|holds? (?=(?:the|this|its) (?:\S+ )?(?:grants?|awards?|money|funds?|funding)))"
)
#: What somebody gives that is no money.
_NO_GIFT = (
    r"(?:space|premises|accommodation|rooms?|training|advice|staff|equipment|best|lowest|highest|strongest|cheapest|assurances?)"
)
_MONEY = (
    r"(?:grants?|funding|funds|fund|contributions?|monies|money|income|resources?|award|awards|allocation|investment|match|payment"
    r"|payments|fee|fees|lump|sum|offer|share|budget|finance|support|costs?|underspend|surplus)"
)
#: Money as somebody's: no costs and no budgets.
_GIFT = (
    r"(?:grants?|funding|funds|contributions?|monies|money|awards?|allocation|investment|payments?|fees?|lump sum|offer|share)"
)
_BID = r"(?:bids?|submission|applications?|proposals?|expressions? of interest|business case|request)"
_DEAL = r"(?:expenditure|spends?|spending|orders?|leases?|contracts?|(?<!sharing )(?<!processing )agreements?|grants?|awards?|variations?|extensions?|mou|memorandum|sla|arrangements?|action|extend|uplift|framework|extending|funding)"


class Cue(NamedTuple):
    """What a wording says of a party: ``means`` is payer, payee, asked, provider or nothing; of parties of some ``kinds`` only."""

    name: str
    means: str
    pattern: re.Pattern[str]
    kinds: tuple[str, ...] = ()


def _cue(name: str, means: str, pattern: str, kinds: tuple[str, ...] = ()) -> Cue:
    return Cue(name, means, worded(pattern), kinds)


CUES = (
    _cue("from one to another", "payer", rf"(?<=^ )(?:that )?(?:the )?{_P} (?:to|->|\u2192) {_DET}@p\d+"),
    _cue("charged to", "payer", rf"(?:re)?charged to {_DET}{_P}(?! (?:'s )?(?:\S+ ){{0,4}}?(?:fund|grant)\b)"),
    _cue("charged to", "payer", rf"charg(?:e|es|ing) {_DET}{_P} @a\d+"),
    _cue("charged to", "payer", rf"(?:re)?charges? of {_ITS} to {_DET}{_P}"),
    _cue("on whose behalf", "nothing", rf"on behalf of {_DET}{_P}"),
    _cue("not of the money", "nothing",
         rf"(?:consultation|consult|consulting|discussion|discussions|conjunction|line|accordance|compliance|liaison|partnership|working"
         rf"|work|works|collaboration|alongside|together|agreed|shared|met|engaged|negotiations?|meetings?) with {_DET}{_P}"),
    _cue("not of the money", "nothing", rf"(?:working|based|operating|located|run|moved?|moving|away) from {_DET}{_P}"),
    _cue("not of the money", "nothing", rf"(?:not|rather than|instead of) (?:to|from|by|with|for|into) {_DET}{_P}"),
    _cue("who buys", "payer", rf"award(?:ing)? to (?:the )?@p\d+ (?:@p\d+ )?of an? (?:\S+ ){{0,2}}?(?:contract|agreement|lease|order) with {_DET}{_P}"),
    _cue("who buys", "payer", rf"{_P} (?:'s )?(?:(?![@.;:,]|of )\S+ ){{0,2}}?(?:contract|lease|licence) (?:(?![@.;:,])\S+ ){{0,4}}?with {_DET}@p",
         kinds=("police", "public body")),
    _cue("asked by bid", "asked", rf"{_BID} (?:(?:made|submitted|put in) )?by (?:the )?@p\d+(?: (?:(?:,|and|the) ){{1,3}}@p\d+){{0,4}} (?:(?:is|be|to|was|will|would) ){{0,3}}(?:made|submitted|sent|put) to {_DET}{_P}"),
    _cue("who asks", "nothing", rf"{_BID} (?:(?:made|submitted|put in) )?by {_DET}{_P} (?:(?:,|and|the) ){{1,3}}@p\d+ (?:is|be|to be|was|will be|would be) (?:made|submitted|sent|put)"),
    _cue("who asks", "nothing", rf"{_BID} (?:(?:made|submitted|put in) )?by (?:{_DET}@p\d+ (?:(?:,|and|the) ){{1,3}})?{_P} (?:is|be|to be|was|will be|would be) (?:made|submitted|sent|put)"),
    _cue("who pays by it", "payer",
         rf"with {_DET}{_P} (?:(?!@a|[.;])\S+ ){{0,20}}?(?:under|for|by) which (?:(?:the )?(?:\S+ )?(?:borough|council|authority|trust|force|partner|company|department)|it|they) (?:will|would|shall|is to|are to) (?:pay|contribute|give|provide|reimburse)\b"),
    _cue("contract with", "payee", rf"with {_DET}{_P}(?= and (?:to )?(?:transfer|pay|award|grant|give|provide|make|contribute|allocate|release) )"),
    _cue("its own pot", "nothing", rf"from (?:its|our|their|within its) (?:\S+ )?{_P}"),
    _cue("its own pot", "nothing", rf"(?:met|funded|financed|contained|paid|covered|found) (?:from )?within (?:the |its |their )?(?:existing |current |approved )?{_P}"),
    _cue("its own pot", "nothing", rf"held by {_DET}{_P} (?:within|in|as part of) (?:its|their)\b"),
    _cue("its own pot", "nothing", rf"(?:provision|budgets?|reserves?|contingency) (?:which is |currently )?held by {_DET}{_P}"),
    _cue("its own pot", "nothing", rf"(?:met|funded|financed|contained|paid|covered|found) from (?:the |its |their )?existing {_P}"),
    _cue("decided by", "nothing", rf"(?:agreed|approved|recommended|proposed|considered|scored|assessed|met) by {_DET}{_P}"),
    _cue("its own pot", "nothing", rf"(?:to|into|in) {_DET}{_P} (?:'s )?(?:(?!for |from |in |of |to |[@.,;:(])\S+ ){{0,5}}?(?:reserves?|contingency)\b"),
    _cue("what it is for", "nothing", rf"as (?:an? |the |its )(?:\S+ ){{0,2}}?contribution (?:to|towards) {_DET}{_P}"),
    _cue("paid by", "payer", rf"at (?:an? |the )?(?:\S+ )?cost to {_DET}{_P} of {_A}"),
    _cue("cost to", "nothing", rf"(?:costs?|benefits?|savings?|risks?|pressure|implications?|value) (?:to|for) {_DET}{_P}"),
    _cue("asked by bid", "asked", rf"{_BID} (?:(?:which|that|was|were|has|have|been|already) ){{0,4}}(?:submitted|made|sent) to {_DET}{_P}"),
    _cue("paid back", "payee", rf"(?:return|repayment|refund) to {_DET}{_P} of (?:up to )?{_ITS}"),
    _cue("reference to", "nothing",
         rf"(?:according|due|addition|relation|relates?|relating|related|response|respond|reports?|reporting|linked|similar|referred|refer|seconded|reported"
         rf"|regard|thanks|submitted|return|returned|presented|close|delegated|delegate|delegates|authority|responsibility|access|back"
         rf"|specific|subject|advice|apply|applied) to {_DET}{_P}"),
    _cue("chosen", "provider",
         rf"(?:highest[- ]scoring|best|winning|successful|preferred|strongest|most economic\w*|only|top[- ]scoring) (?:\S+ )?(?:bids?|tenders?|submissions?|proposals?|applications?|quotations?|quotes?|offers?|bidder|tenderer|supplier|provider) (?:(?:was|is|being|,|came) ){{0,2}}(?:(?:submitted|made|received|put in|that|of) ){{0,2}}(?:(?:by|from) )?{_DET}{_P}"),
    _cue("reference to", "nothing", rf"(?:secondments?|seconded|seconding) (?:(?!@a|[.;,])\S+ ){{0,8}}?to {_DET}{_P}"),
    _cue("chosen", "provider", rf"(?:highest|best|top)[- ]?(?: ?scor(?:ing|ed))? (?:was|came) (?:from|by) {_DET}{_P}"),
    _cue("chosen", "provider", rf"{_P}{_ASIDE} (?:is|was) (?:therefore |accordingly )?the (?:highest[- ]scoring|successful|preferred|recommended|winning|best) (?:bidder|tenderer|supplier|provider)\b"),
    _cue("chosen", "provider", rf"{_P} , which (?:is|was) (?:recommended|the (?:highest|preferred|best|only))\b"),
    _cue("offered by a bidder", "nothing", rf"(?:bids?|quotes?|quotations?|tenders?|prices?|value offer|best offer) (?:(?!@a)\S+ ){{0,2}}?from {_DET}{_P}"),
    _cue("what it asks for", "payee", rf"requests? from {_DET}{_P} (?:is|was) for {_ITS}"),
    _cue("offered by a bidder", "nothing", rf"(?:proposals?|applications?|submissions?|expressions? of interest|requests?) (?:(?:was |were )?(?:received|made|submitted) )?(?:from|by) {_DET}{_P}"),
    _cue("whose share", "payer", rf"(?:to|in|of) {_DET}{_P} (?:'s )?(?:own )?(?:contributions?|share|match funding)\b(?! to be (?:made|paid) by)"),
    _cue("shared among", "payee", rf"(?:distribut\w+|shar\w+|split|divid\w+|allocat\w+|grants?|awards?) {_words(6)}(?:{_A} )?{_words(4)}(?:among|amongst|between) {_DET}{_P}"),
    _cue("shared among", "payee", rf"(?:suppliers|providers|contractors|firms|companies|charities|organisations) \( {_DET}{_P}(?! \( | @a)"),
    _cue("shared among", "payee", rf"to {_DET}(?:\S+ )?(?:consortium|alliance|group|team|partnership) (?:of|between|comprising|\() {_DET}{_P}"),
    _cue("shared among", "payee", rf"{_ITS} (?:(?:to|be|is|shared?|split|divided|equally|grant|funding|in|equal|parts|shares|,) ){{0,5}}(?:among|amongst|between) {_DET}{_P}"),
    _cue("what it is for", "nothing", rf"{_BID} (?:for|of) {_A} for {_DET}{_P}"),
    _cue("asked by bid", "asked", rf"(?:submission|submits?|submitted|submitting) (?:by (?:the )?@p\d+ )?to {_DET}{_P} of (?:\S+ ){{0,3}}?{_BID}"),
    _cue("asked by bid", "asked", rf"{_BID} by (?:the )?@p\d+(?: (?:(?:,|and|the) ){{1,3}}@p\d+){{0,4}} to {_DET}{_P}"),
    _cue("asked by bid", "asked", rf"{_BID} {_asked(5)}(?:{_A} )?{_asked(4)}(?:to|for|from) {_DET}{_P}"),
    _cue("tender taken", "payee", rf"in favour of {_DET}{_P}"),
    _cue("paid back", "payee", rf"reimbursement of {_DET}{_P}"),
    _cue("whose claim", "payee", rf"(?:claims?|invoices?) (?:of|from|by) {_DET}{_P}"),
    _cue("costs of whom", "payee", rf"(?:towards|for) (?:\S+ ){{0,4}}?costs? of {_DET}{_P}"),
    _cue("costs of whom", "payee", rf"{_ITS} (?:of|towards) {_DET}{_P} 's (?:\S+ ){{0,3}}?costs?\b"),
    _cue("sold to", "payer", rf"grant(?:ing)? by (?:the )?@p\d+ of an? (?:new )?(?:lease|licence|tenancy|underlease) (?:(?!@a|[.;])\S+ ){{0,14}}?to {_DET}{_P}"),
    _cue("whose acceptance", "payee", rf"{_P} 's (?:acceptance|receipt|receiving)\b"),
    _cue("bought from", "payee",
         rf"(?:call[- ]off|purchas\w*|procur\w*|commission(?:ing)?|buy\w*|bought|orders?|licen[cs]es?|suppl(?:y|ied)|hire|lease|secondments?) (?:(?:by|at|in) (?:the )?@p\d+ )?(?:(?!@a|[.;,])\S+ |(?<=\d ), (?=\d)){{0,10}}(?:(?:at|in) (?:the )?@p\d+ )?from {_DET}{_P}"),
    _cue("contract with", "payee", rf"agreement between (?:the )?@p\d+ and {_DET}{_P} (?:(?!@a|[.;])\S+ ){{0,12}}?payment to the \S+ of {_A}"),
    _cue("bought from", "payee", rf"lease (?:to (?:the )?@p\d+ )?(?:of|at) (?:(?!@a|[.;])\S+ ){{0,14}}?from {_DET}{_P}"),
    _cue("sold to", "payer", rf"grant(?:ing)? (?:by (?:the )?@p\d+ )?to {_DET}{_P} of (?:an? |the )?(?:new )?(?:lease|licence|tenancy|underlease)\b"),
    _cue("sold to", "payer", rf"(?:letting|underlease|lease|licence) (?:by (?:the )?@p\d+ )?(?:of (?:(?!@a|[.;]|rent |payable )\S+ ){{0,10}}?)?to {_DET}{_P}(?= (?:at|for|of|from|until|in)\b)"),
    _cue("sum to", "payee", rf"{_ITS} (?:, )?(?:to be (?=paid|given|made))?(?!\) (?:,|and) )(?:(?!@|to |[.,;:(])\S+ ){{0,4}}to {_DET}{_P}"),
    _cue("sum for", "payee", rf"{_ITS} (?:(?!@a|[.;,])\S+ ){{0,4}}?to (?:help |also )?(?:fund|support|enable|assist|help) {_DET}{_P}"),
    _cue("sum for", "payee", rf"{_ITS} (?:(?:in|for|over) @t\d+ )?from (?:(?!@a|[.;,]|to )\S+ ){{0,9}}?to (?:help |also )?(?:fund|support|enable|assist|help) {_DET}{_P}(?= (?:to|in|with)\b)"),
    _cue("contract with", "payee", rf"(?:spend|expenditure|spending|order|purchase) of {_ITS} (?:(?!@a|[.;,])\S+ ){{0,4}}?with {_DET}{_P}"),
    _cue("sum for", "payee", rf"{_ITS} (?:(?!@|for |to |[.,;:(])\S+ ){{0,4}}for {_DET}{_P}(?= (?:to|in|and|over|from|as|[,.;:(]|@t\d+)(?: |$)|$)"),
    _cue("sum for", "payee", rf"(?:funding|grants?|awards?|payments?|contracts?|variations?|extensions?|uplift) (?:in @t\d+ )?for {_DET}{_P} (?:(?:in|for) @t\d+ )?(?:of|at|worth|totalling) {_A}"),
    _cue("who works", "provider",
         rf"{_P}{_ASIDE} {_AUX}provid(?:es?|ing) (?:(?!@|[.,;:]|grant|fund|money|match)\S+ ){{0,5}}?(?:services?|programmes?|projects?|training|advice|advocacy|support)\b"
         rf"(?! (?:\S+ )?@a)"),
    _cue("chosen", "provider",
         rf"{_P}{_ASIDE} (?!(?:has|have|had) (?:(?!been)\S+ )?(?:recommended|chosen|selected|appointed|identified)\b){_AUX}(?:been )?(?:recommended|chosen|selected|appointed|identified|(?:scored|scoring|came) (?:the )?(?:highest|higher|best|top|first)"
         rf"|(?:submitted|made|put in|offered|gave) the (?:best|strongest|cheapest|highest|lowest|most economic\w*|only|winning|successful))\b"),
    _cue("paid by", "payer", rf"(?:repayments?|returns?|refunds?|reimbursements?|donations?|gifts?|sponsorship|payments?|contributions?|grants?|awards?|transfers?|funding|expenditure|spend|renewal|lease|purchase|extension|procurement|tender action|direct award|contracts?|variation|uplift|appointment) (?:to be made )?(?:to {_DET}@p\d+ )?by {_DET}{_P}"),
    _cue("tender taken", "payee", rf"accept\w* {_DET}{_P} 's (?:\S+ )?(?:tender|quotation|quote|proposal|price)\b"),
    _cue("tender taken", "payee", rf"accept\w* {_DET}(?:\S+ )?(?:tender|quotation|quote|proposal|price) (?:\S+ ){{0,2}}?(?:of|by|from) {_DET}{_P}"),
    _cue("work given", "payee", rf"(?:commission|commissioning|appoint|appointing|engage|engaging|(?:appointment|engagement|commissioning) (?:by (?:the )?@p\d+ )?of) {_DET}{_P}"),
    _cue("asked with bid", "asked", rf"bid(?:s|ding|ded)? (?:for |to ){_gap(2)}{_DET}{_P}"),
    _cue("to be invoiced", "payer", rf"{_P}{_ASIDE} (?:to )?(?:will |would |is |are )?(?:be |to be )?(?:invoiced|charged|recharged|billed) "),
    _cue("sold to", "payer", rf"(?:sale|disposal|sells?|selling|sold) (?:(?!@a|[.;,])\S+ ){{0,12}}?to {_DET}{_P}"),
    _cue("who buys", "payer", rf"(?:contract|lease|order|licence) (?:\S+ ){{0,3}}?between {_DET}{_P} and (?:the )?@p\d+"),
    _cue("contract with", "payee", rf"(?:contract|lease|order|licence) (?:\S+ ){{0,3}}?between (?:the )?@p\d+ and {_DET}{_P}"),
    _cue("who buys", "payer", rf"(?:approve\w*|agree\w*|authorise\w*|for|of) {_DET}{_P} (?:'s )?(?:contract|purchase|procurement|order|lease)\b"),
    _cue("who buys", "payer", rf"(?:business case|purchase|contract|order) (?:of|by|for) {_DET}{_P} (?:for|at|in)\b"),
    _cue("under which another pays", "payee",
         rf"{_P}{_ASIDE} (?:to |will |would |is to )?enter(?:s|ing)? into (?:(?!@a|[.;])\S+ ){{0,12}}?with (?:the )?@p\d+ ,? ?(?:under|by) which (?:the )?@p\d+ (?:will|would|shall|is to) (?:pay|give|provide|contribute)\b"),
    _cue("who buys", "payer", rf"{_P}{_ASIDE} (?:to |will |would |is to |wishes to |proposes to )?(?:buy|purchase|procure|enter(?:s|ing)? into|awards|awarding|lets|letting|procures|procuring|buys|buying|purchases|purchasing|spends?|spending) "),
    _cue("who buys", "payer", rf"{_P}{_ASIDE} (?:to |will |would |is to |wishes to |proposes to )(?:award|let|place|extend|renew|vary) (?:its |an? |the |this )(?:(?![@.;:,])\S+ ){{0,3}}?(?:contract|order|lease)\b"),
    _cue("taken by", "payee", rf"(?:receipt|acceptance|received|accepted|drawn down|reclaim\w*|recovery|recovered) by {_DET}{_P}"),
    _cue("gift by", "payer", rf"(?:contribution|payment|grant|award|transfer|donation) of {_ITS} (?:(?!@)\S+ ){{0,3}}?by {_DET}{_P}"),
    _cue("given by", "payer", rf"be {_GIVEN} (?:(?![.;:])\S+ ){{1,20}}?@a\d+ by {_DET}{_P}(?= ?[.;]| ?$)"),
    _cue("sum given by", "payer", rf"{_A} (?:(?!@|[.,;:(])\S+ ){{0,4}}?{_GIVEN} {_words(4)}(?:@p\d+ )?by {_DET}{_P}"),
    _cue("sum given by", "payer", rf"{_ITS} by {_DET}{_P}"),
    _cue("sum given by", "payer", rf"(?:sums?|amounts?|funding|grant|money) as {_DET}{_P} (?:may|might|shall|will) "),
    _cue("sum held by", "payee",
         rf"{_ITS} ,? ?(?:(?:to|which|is|will|be) ){{0,3}}(?:held|administered|managed|distributed|given out|disbursed) by {_DET}{_P}"),
    _cue("spent by", "payee", rf"{_A} (?:(?!@a|[.;:])\S+ ){{0,16}}?to be (?:spent|used|drawn down) by {_DET}{_P}"),
    _cue("held by", "payee", rf"(?:grants?|contracts?|awards?|agreements?) (?:currently |now )?(?:held|run) by {_DET}{_P}"),
    _cue("to whom it is passed", "payee", rf"{_P}{_ASIDE} ,? to (?:which|whom) (?:the )?@p\d+ {_AUX}(?:pass|pay|give|transfer|award|grant|make|provide)(?:e?s)? "),
    _cue("run by", "provider",
         rf"(?:run|delivered|provided|operated|represented|managed|led|hosted|held|commissioned|developed|built|supplied|carried out|undertaken"
         rf"|administered|staffed|evaluation|research|study|delivery|work|management) (?:@t\d+ |(?:in|since|from|until) \S+ )?by {_DET}{_P}"),
    _cue("given by", "payer", rf"{_GIVEN} (?:to {_DET}@p\d+ )?{_words(8)}(?:{_A} )?{_words(6)}by {_DET}{_P}"),
    _cue("sum from", "payer", rf"{_ITS} (?:(?!@|from |to |by |[.,;:(])\S+ ){{0,4}}from {_DET}{_P}"),
    _cue("grant from", "payer", rf"from {_words(0)}{_DET}(?:(?:national|central) )?{_P}"),
    _cue("whose grant", "payer",
         rf"(?:accept\w*|receipt of|receives?|receiving) (?:by (?:the )?@p\d+ of )?{_DET}{_P}{_ASIDE} (?:'s )?(?:(?!@[at]|[.;:])\S+ ){{0,3}}?{_GIFT}\b"),
    _cue("money out of", "payer", rf"from (?:(?:the|within|grant|funding|monies|funds|an?) ){{1,3}}(?:\S+ ){{0,2}}?(?:from|of) {_DET}{_P}"),
    _cue("into", "payee", rf"into {_DET}{_P}"),
    _cue("grant of whom grows", "payee", rf"{_ITS} (?:(?:in|for|over) @t\d+ )?to the (?:(?!@a|[.;,])\S+ ){{0,4}}?(?:funding|grant|contract|award|agreement) (?:(?!@|[.;,])\S+ ){{0,4}}?(?:to|of|for|with|held by) {_DET}{_P}"),
    _cue("who takes", "payee", rf"{_P} (?:'s )?(?:proposals?|requests?|decision|plans?) to (?:accept|receive)\b"),
    _cue("who takes", "payee", rf"{_P}{_ASIDE}(?: ,)? {_AUX}(?:to )?{_TAKES}\b"),
    _cue("given to, at once", "payee",
         rf"(?:award(?:s|ed|ing)?|grant(?:s|ed|ing)?|offer(?:s|ed|ing)?|pay(?:s|ing)?|paid|giv(?:e|es|en|ing)|gave|provid(?:e|es|ed|ing)"
         rf"|allocat(?:e|es|ed|ing)|fund(?:s|ed|ing)?|reimburs(?:e|es|ed|ing)|support(?:s|ing)?) {_DET}{_P}{_ASIDE} (?:with |in )?(?:a|an|the|its|up|two|three"
         rf"|further|additional|another|grant|funding|@a\d+) "),
    *(
        _cue("given to, at once", "payee",
             rf"(?:award|grant|give|offer|pay)(?:s|ed|ing)? (?:the )?{one} (?:(?:,|and|the) ){{1,3}}{other} (?:grants?|awards?|funding|payments?|contracts?) (?:of|worth|totalling) @a")
        for one, other in ((_P, r"@p\d+"), (r"@p\d+", _P))
    ),
    _cue("grant of whom grows", "payee",
         rf"(?:contract|grant|award|agreement) (?:of|for|held by) {_DET}{_P} (?!with (?:the|its|our|their) (?:\S+ )?(?:provider|supplier|contractor)\b)(?:by|with|until|to the value|worth|at) "),
    _cue("whose grant grows", "payee",
         rf"{_P} 's (?:(?![@.;:])\S+ ){{0,2}}?(?:grants?|contracts?|awards?|agreements?|funding|allocation) (?:by|with|until|to the value|worth|at) "),
    _cue("whose money", "payer", rf"{_P}{_ASIDE} (?:'s |(?!(?:(?![@.,;:])\S+ ){{1,8}}?@a\d+ (?:(?!@|[.;,:(])\S+ ){{0,4}}from {_DET}@p))(?:(?![@.,;:]|at |for |with |of |and )\S+ ){{0,4}}?{_GIFT} (?:\S+ )?(?:of|totalling|worth|is|was|at) (?:up to )?{_ITS}"),
    _cue("whose sum", "payer", rf"{_P} 's (?:(?![@.;:])\S+ ){{0,2}}?{_ITS}"),
    _cue("sum of each", "payee", rf"(?:grants?|payments?|awards?|allocations?) of {_A} of {_DET}{_P}(?! 's)"),
    _cue("sum of whose money", "payer", rf"{_ITS} (?:\S+ )?(?:of|in) {_DET}{_P}{_ASIDE} (?:'s )?(?:\S+ ){{0,3}}?{_MONEY}\b"),
    _cue("sum of whose money", "payer", rf"{_ITS} (?:of )?{_P} (?:(?!@|[.,;:])\S+ ){{0,3}}?(?:funding|grant|money|monies)\b"),
    _cue("funding of", "payer", rf"(?:funding|money|grant|contribution|monies) of {_DET}{_P}"),
    _cue("who gives", "payer", rf"{_P}{_ASIDE} (?:(?:,|that|which|who|and) ){{0,2}}(?:they |it )?{_AUX}{_GIVES}\b(?! by\b| (?:\S+ ){{0,2}}?{_NO_GIFT}\b)"),
    _cue("who gives", "payer", rf"(?:approves?|agrees?|authorises?|for|that) {_DET}{_P} to (?:contribute|pay|reimburse|transfer|award|grant|fund|provide) (?=(?:up to )?@a)"),
    _cue("who bears", "payer", rf"{_P}{_ASIDE} {_AUX}(?:(?:together|wholly|fully) )?(?:meets?|bears?|covers?) (?:(?!@[ap]|[.;,])\S+ ){{0,4}}?{_A}"),
    _cue("who works", "provider",
         rf"{_P}{_ASIDE} {_AUX}(?:built|builds|delivers?|delivered|(?:been )?(?:running|delivering)|runs?|ran|run|operates?|manages?|managed|developed|hosts?|hosted|leads?)\b"),
    _cue("contract with", "payee", rf"{_DEAL} {_words(10)}(?:{_A} )?{_words(6)}with {_DET}{_P}"),
    _cue("paid to", "payee", rf"(?:to|onto) {_DET}{_P}"),
    _cue("holder", "payee", rf"(?:paid|given|payable|awarded) (?:by (?:the )?@p\d+ )?to (?:the|an?|our) (?:(?![@.,;])\S+ ){{1,4}}, {_P}"),
    _cue("holder", "payee", rf"(?:grant holders?|payees?|recipients?|providers?|contractors?|suppliers?|partners?|organisations?|charity|charities|grantees?)(?: ,| :|) {_DET}{_P}"),
    _cue("listed", "listed",
         rf"(?:following|these|named|listed|below|boroughs|organisations|councils|charities|providers|partners|authorities|schools)"
         rf" (?:(?!@|[.;])\S+ ){{0,4}}?(?:: |, |namely |are )(?:namely )?{_DET}{_P}"),
    _cue("sum beside", "beside", rf"{_P}{_ASIDE} (?:[,:\u2013\u2014=-] |\( |with |and )?{_ITS}"),
    _cue("sum before", "beside", rf"{_ITS} (?:[,:\u2013\u2014=-] |\( ){_DET}{_P}"),
    _cue("sum before", "beside", rf"{_ITS} (?:the )?{_P}{_ASIDE} ?(?=[;,.]|and @a|$)"),
    _cue("enabled", "payee", rf"(?:enabl\w+|allow\w*) {_DET}{_P} (?:to|in)\b"),
    _cue("for whom", "for", rf"(?:for|towards|behalf of|in respect of|continuation of|delivery of|provision of|within) {_DET}{_P}"),
)  # fmt: skip

#: One name and the next of a list of names: what holds of one holds of the other.
COORDINATED = re.compile(
    rf"@p(?P<one>\d+)\b(?= (?:'s )?(?:\( (?:(?![()])\S+ ){{0,12}}\) )?(?:,|and|&|/|\+|plus|, and|as well as|, as well as) (?:(?:by|to|from|with) )?{_DET}@p(?P<other>\d+)\b)"
)
