"""The words of the genre by which a statement is known to take, to hand out, to ask for or to move money within."""

import re

_W = r"(?:(?![.;:])\S+ )"
_KINDS = r"(?:providers?|services?|boroughs?|organisations?|partners|authorities|projects?|charities|centres|agencies|contractors?|grantees)"

#: A line is about a table; or about a place of another kind, too.
OF_TABLE = re.compile(r"\btables?\b", re.I)
OF_PLACE = re.compile(r"\b(?:tables?|listed|list|below|above|set out|paragraph|section|appendix|following|schedule)\b", re.I)
#: Money comes.
COMES = re.compile(
    r"\b(?:accept(?:s|ed|ing|ance)?|receipt|receiv(?:e|es|ed|ing)|income|draw ?down|secured?|recover(?:s|ed|ing)?|recovery of|clawback|refund|reclaim\w*)\b"
)
#: A line that only takes: what stands behind it comes, until a word says that something goes out.
TAKES_FIRST = re.compile(r"(?:that the @p\d+ )?(?:to )?(?:approves? )?(?:the )?accept(?:s|ance)?\b")
#: Something is sold, at its price.
SOLD = re.compile(
    r"\b(?:sale|disposal(?= (?:by (?:the )?@p\d+ )?of the (?:freehold|leasehold|former|property|site|land|building|house)))"
    r" (?:by (?:the )?@p\d+ )?of (?:(?!@a|[.;])\S+ ){1,24}?(?:at (?:an? |the )?(?:\S+ )?price of |for (?:the sum of )?)@a(?P<a>\d+)\b"
)
#: Money goes.
GOES = re.compile(
    r"\b(?:award(?:s|ed|ing)?|grants?|granted|allocat(?:e|es|ed|ing|ion|ions)|pay(?:s|ing|ment|ments)?|paid|contribut(?:e|es|ed|ing|ions?)"
    r"|fund(?:s|ed|ing)?|part-fund|transfer(?:s|red)?|contracts?|distribut(?:e|es|ed|ing|ion)|disburs\w+|exten(?:d|ds|ded|sion|sions)|appoint(?:s|ed|ment)?"
    r"|uplift(?:s|ed)?|re-?grant\w*|pass(?:es|ed|ing)?|passport\w*|commission(?:s|ed|ing)?|tender|invest(?:s|ed|ment)?|fees?|procur\w+"
    r"|expenditure|spend|spending|variation|vary|call[- ]off|purchase|provision|leases?|renew\w*)\b"
)
#: A sum goes out, whatever was carried before.
PAYS_OUT = re.compile(r"\b(?:award|pay|grants? to|transfer to)\b")
#: What makes a list of sums one that goes out, though something was accepted before.
HANDS_OUT = re.compile(
    r"\b(?:ma[dk]e (?:it |them |this |that )?available|award\w*|pays?|paid|paying|payments?|allocat\w+|distribut\w+|disburs\w+|grants? to|granted|given to|passed|fund|contracts?|extend\w*|exten[ds]\w+"
    r"|transfers?|pass(?:es|ed|ing)?|passport\w*|onward|re-?grant\w*|commission\w*)\b"
)
#: What is taken, named before its sum: accept additional funding of £5.
GIFT_TAKEN = re.compile(
    r"\b(?:accept(?:s|ance of)?|receipt of|agrees? to receive) (?:(?!and |to |for |@a)\S+ ){0,6}?"
    r"(?:grants?|funding|funds|awards?|contributions?|allocations?|uplift|payments?|money|sums?|income) (?:(?!and |to |for |@|[.;,])\S+ ){0,5}?@a(?P<a>\d+)\b"
)
#: A part of the sum before.
PART_OF_IT = re.compile(r"@a\d+ (?:(?!@|[.;,])\S+ ){0,2}?of (?:which|it|this|that|them)\b")
OF_WHICH = re.compile(r"\b(?:of|from) (?:which|it|this|that|them) (?:(?!@|[.;])\S+ ){0,3}\Z")
#: A party's money that is a budget of its own.
OWN_POT = re.compile(r"@p\d+ (?:'s )?(?:(?![.;@])\S+ ){0,5}?(?:budgets?|reserves?|capital programme|revenue|underspends?)\b")
#: Money moves between years or pots of one owner.
INTERNAL = re.compile(
    r"\b(?:carry[- ]?forward|carried forward|carrying forward|virements?|vire|reserves?|re-?profil\w+|underspends?|budget allocation"
    r"|budget envelope|revenue budget|capital programme|growth|roll(?:ed|ing)? ?forward|roll-forward|vired|set aside within)\b"
)
#: Approval is asked for outside the recommendation.
DECIDES = re.compile(
    r"\b(?:(?:this|the) (?:decision|paper|report|request|form|proposal) (?:also )?"
    r"(?:requests?|seeks?|asks?|proposes|recommends|is to|extends|approves|would)"
    r"|approval is (?:also )?(?:being )?(?:sought|requested)|it is (?:therefore )?(?:proposed|recommended|intended)"
    r"|(?:is|are) (?:being )?(?:proposed|sought|requested)|proposes|(?:is|are) asked to"
    r"|(?:will|would) (?:be|then|also|now|each|both|pay|receive|provide|contribute|give|transfer|go|award|pass))\b"
)
#: What comes is handed on in the same breath, to a kind of body.
PASSED_ON = re.compile(
    r"(?:,|and|for|to|its?) (?:(?:the|its|their|to|onward|subsequent|then|be|used|make|making|of|approve|agree|re) ){0,6}"
    r"(?:pass\w*|award\w*|transfer\w*|distribut\w*|disburs\w*|allocat\w*|re-?grant\w*|pay\w*|grant\w*|onward\w*) "
    r"(?:(?![.;]|@a)\S+ ){0,12}?(?:to|by|with) (?:(?:the|our|its|their|existing|current|two|three|both|these|all) ){0,3}"
    rf"(?P<whom>(?:\S+ ){{0,3}}?{_KINDS})\b"
)
#: Money without a sum goes to a kind of body.
TO_A_KIND = re.compile(
    rf"(?:distribution|allocation|award|disbursement|grants?|payments?) {_W}{{0,6}}?(?<!subject )to (?:(?:the|our|its|all|both|two|three) ){{0,2}}"
    rf"(?P<whom>(?:(?![@.,;:])\S+ ){{0,4}}?{_KINDS})\b"
)
#: A sum shared by those named.
TOGETHER = re.compile(r"\b(?:together|combined|in total|shared|between them|jointly|between the)\b")
#: What a recommendation accepts without saying from whom.
TAKES_IN = re.compile(
    r"(?:\S+ ){0,6}?(?:accept|acceptance|receipt|receive)\b (?:(?![.;])\S+ ){0,8}?(?:grants?|funding|contributions?|money|monies|sums?|income|offers?|awards?|shares)\b"
)
#: Each of those named gets a sum.
EACH = re.compile(
    r"\beach (?:of )?(?:(?:the|these|following|two|three|four|five) ){0,3}@p|\beach (?:receiv\w+|get)\b|@p\d+ each\b|\bapiece\b|, each\b"
)
EACH_OF_KIND = re.compile(
    r"\beach (?:of )?(?:the )?(?:following |these |named )?(?:boroughs?|organisations?|authorities|providers?|charities|councils|bodies)\b"
)
#: One sum for each of several things of a kind.
PLURAL = re.compile(r"\b(?:grants|awards|payments|contributions|allocations|sums) of (?:up to )?@a\d+")
NO_MONEY = re.compile(
    r"\bwithin (?:the|its|their) (?:existing|current|original|same|approved) (?:\S+ )?(?:value|amount|sum|grant|total)\b|"
    r"\bno (?:increase|change) (?:in|to) (?:its |the )?(?:\S+ )?(?:value|cost|price|grant|funding|budget)\b"
    r"|\b(?:no|nil|without|zero) (?:additional |further |extra |new |change (?:to|in) (?:its |the )?)?"
    r"(?:cost|costs|funding|money|expenditure|charge|value|price|grants?|payments?|awards?)\b|\b(?:paid )?in kind\b"
)
#: Authority is handed on: what follows is its limit.
HANDED = re.compile(r"\bdelegat(?:e|es|ed|ion|ing)\b|\bmay (?:spend|commit|approve|authorise|incur|sign)\b")
#: A recommendation about money, though it tells no sum.
OF_MONEY = re.compile(
    r"\b(?:leases?|rent|purchase|sale|price|offers?|funding|funds|grants?|monies|money|award|payments?|contributions?|contracts?|allocations?)\b"
)
#: A sum for work whose doers are told elsewhere.
WHOLE = re.compile(
    r"(?:total|combined|overall|joint|maximum|full) (?:\S+ ){0,2}?(?:allocation|funding|award|grant|budget|value|contribution)"
    r" (?:\S+ ){0,2}?(?:of|is|at|to) (?:up to )?@a(?P<a>\d+)\b"
)
#: What the work of the recommendation costs, told behind it.
COSTS = re.compile(
    r"(?:extension|contract|grant|award|variation|renewal|lease|purchase|service|work|agreement|evaluation|project|pilot) "
    r"(?:(?!@|[.;,:])\S+ ){0,4}?(?:(?:will|would) cost|costs|has an? (?:\S+ )?(?:value|cost|price) of|is (?:valued at|worth|for)|amounts to"
    r"|totals|(?:will|would) be|is) @a(?P<a>\d+)\b"
    r"|(?:the|its|this) (?:\S+ )?(?:cost|price|value) (?:of (?:the |this )?(?:(?!@|[.;,:])\S+ ){1,5}?)?(?:(?:over|for|in) @t\d+ )?"
    r"(?:is|will be|would be|amounts to|comes to) @a(?P<b>\d+)\b"
)
#: Those who come behind share a sum that is told elsewhere.
SPLIT = re.compile(r"\b(?:split|division|divided|apportion\w*|shared?)\b (?:(?![.;])\S+ ){0,10}?between\b")
#: What runs already goes on.
RENEWS = re.compile(
    r"\b(?:exten(?:d|sion)|award|vary|variation|continu\w+|renew\w*|uplift|novat\w+) "
    rf"{_W}{{0,6}}?(?:grants?|contracts?|funding|agreements?)\b"
)
_WHAT = (
    r"(?:(?:support|fund|deliver|run|provide|extend|continue|commission|procure|develop) )?"
    r"(?:(?:the|a|an|its|their|our|delivery of|provision of|continuation of|continued|costs? of) ){0,3}"
    r"(?!the |an? |enable|allow|meet|cover|ensure|be |help|pay|take|use|secure|approve|award|which|each|behalf)"
    r"(?P<what>(?:(?!@|[.,;:(]|in |from |over |to |for |until |and |subject |which |that |as |at |by |with )\S+ ?){1,8})"
)
#: What a sum is for, where nobody is named that gets it: behind it, or before it.
FOR_WHAT = re.compile(
    rf"@a\d+ (?:\( (?:(?![()]|@a)\S+ ){{1,6}}\) |, (?:inclusive|exclusive|excluding|including) (?:of )?vat , )?(?:(?!@a|[.;:()])\S+ ){{0,5}}?(?:to|for|towards|into|on) {_WHAT}"
)
TO_WHOM = re.compile(
    rf"(?:transfers?|payments?|awards?|grants?|allocations?|contribut\w+|uplift) (?:\S+ ){{0,3}}?to {_WHAT}(?=.{{0,160}}@a)"
)
#: Nothing stands between a sum and the word for who gets it.
STRAIGHT_TO = re.compile(r"@a\d+ (?:(?:a|an|grant|funding|in|of|be|paid|awarded) ){0,4}to (?:the |a |an )?\Z")
#: A name as it is written, whatever it is made of.
WRITTEN = re.compile(
    r"[A-Z0-9][\w'\u2019&./-]{1,40}(?: (?:(?:of|and|for|the|&|at) ){0,2}(?!(?:19|20)\d\d\b)[A-Z0-9][\w'\u2019&./-]{0,40}){0,8}"
)
#: Who is paid is the one of the line before.
SAME_BODY = re.compile(
    r"(?:made|paid|awarded|granted|given) to (?:it|them)\b|to (?:the )?(?:same|said) (?:body|organisation|charity|provider|company|borough|council|supplier|trust|contract|grant|agreement)\b"
)
#: A payment of another's, that the body only approves.
FROM_TO = re.compile(r"(?:contributions?|payments?|donations?) of @a\d+ .{0,60}?from (?:the )?@p\d+ to\b")
#: A sum of the body's own, set aside for something.
FROM_BUDGET = re.compile(r"@a\d+ (?:\S+ ){0,4}?from (?:the |its |our |within )*(?:(?!@[ap])\S+ ){0,6}?(?:budgets?|reserves?)\b")
#: The sum of the line before.
SAME_SUM = re.compile(
    r"\b(?:its|their) (?:onward |subsequent )?(?:award|payment|transfer) to\b|\b(?:the|this|that|an?) (?:same|equal|equivalent|corresponding|said|this|whole|full|entire) (?:amount|sum|money|monies|grant)\b|pass\w* (?:on |over )?(?:of )?(?:that|this|the|these) (?:money|monies|sum|grant|funding|funds)\b"
    r"|\b(?:that|this|the|these) (?:money|monies|sum|grant|funding|funds|amount|income) (?:(?:may|can|will|would|is|are|to|shall|then|in|turn|it|itself) ){0,4}be (?:(?:then|in|turn) )?(?:passed|transferred|paid|given)\b"
)
#: A share that somebody adds to what others give.
MATCH = re.compile(r"\b(?:match|matched|match-funding|match-fund|own (?:contribution|share))\b")
#: Money that is there is spent.
USE = re.compile(r"\b(?:use|spend|spending|expenditure|retention|retain) (?:by (?:the )?@p\d+ )?(?:of )?\Z")
#: Somebody is still to be found for the work.
TO_BE_FOUND = re.compile(
    r"\b(?:providers?|suppliers?|contractors?|firms?|company|organisations?|university|recipients?|evaluators?|partners?|grantees?|researchers?) "
    r"(?:(?:of|for|who|that|which|is|are|has|have|yet|still|will|would) ){0,5}(?:to )?be (?:(?!@|[.;,])\S+ )??"
    r"(?:selected|appointed|chosen|procured|identified|commissioned)\b"
    r"|\b(?:which|that) (?:is|are|will) (?:to )?be (?:procured|tendered|competed|commissioned)\b"
    r"|@a\d+ (?:(?:in|for|over) @t\d+ )?for (?:\S+ )?(?:grants|awards|payments|contracts) (?:to|with)\b"
)
#: What was taken before goes on.
ONWARD = re.compile(
    r"\bonward\b|@a\d+ (?:of|from) (?:this|it|that|which)\b|\b(?:of|from) (?:this|that|the) (?:grant|funding|award|money)\b"
)
#: The body spends it on itself.
OWN_COSTS = re.compile(
    r"@a\d+ (?:(?![.;])\S+ ){0,8}?(?:administration|management costs|overheads?|staffing|staff costs|own costs|secretariat|project management"
    r"|running costs|programme team|internal)\b"
)
#: Names of rows and items that are no party's: totals, work, costs of one's own.
TOTAL_NAMES = re.compile(r"\b(?:sub-?totals?|totals?|grand total|overall|sum)\b", re.I)
WORK_NAMES = re.compile(
    r"\b(?:services?|provision|programmes?|projects?|support|pilots?|interventions?|scheme|hub|helpline|advocacy|training|delivery)\b",
    re.I,
)
COST_NAMES = re.compile(
    r"\b(?:staff\w*|salar\w+|posts?|overheads?|evaluation|contingency|management|vat|equipment|travel|administration|recharge|savings?|budget)\b",
    re.I,
)
NOTES = re.compile(
    r"(?:(?:\( )?\w{1,3} [.)] )?(?:that the @p\d+ )?(?:to )?notes?\b(?! and (?:accept|approve|agree))|.{0,300}\bbe noted\b"
)
#: A sum is asked for, though no verb says that it goes.
ASKS = re.compile(
    r"\bfinancial assistance\b|\b(?:approves?|agrees?|commit\w*|use|spend|invest\w*) (?:\S+ ){0,3}?@a"
    r"|\b(?:approves?|agrees?) .{0,160}\b(?:at|the) (?:an? )?(?:\S+ )?(?:cost|price|value) (?:of |thereof |whereof |of which |which |will |is |be |not |to |up ){0,5}@a"
)


#: What a sum is for that is only what is left of another.
REST = re.compile(r"(?:remaining )?(?:balance|remainder|rest|shortfall|difference|residue)\Z")
#: Those who share a sum get equal parts of it.
EQUALLY = re.compile(
    r"\b(?:equally|in equal (?:parts|shares|measure|proportions?)|half each|(?:one )?half to each|each to have (?:one |a )?half|half and half)\b"
)
#: What was taken goes on to the one of the line before, in the same breath.
SAME_ON = re.compile(
    r"(?:payment|award|transfer|pass\w*|onward\w*|grant) (?:\S+ ){0,4}?to (?:the )?(?:same|said) |\b(?:pay|award|pass|transfer) it (?:on )?to "
)
#: What is done with a sum, told straight behind it: it comes in, or goes out.
DONE_WITH = re.compile(
    r"@a\d+ (?:(?:of|in) (?!which)\S+ ){0,2}(?:(?:will|would|shall|should|may|to|is|are) ){0,2}(?:be|is|are) "
    r"(?:(?P<in>accepted|received|drawn)|(?:awarded|granted|paid|given|allocated|transferred|passed|distributed)(?! to @own))\b"
)
#: A part of somebody's grant is handed on: up to £5 of the Office grant be passported to boroughs.
GOES_ON = re.compile(
    r"@a\d+ (?:of|from) (?:(?!@a|[.;])\S+ ){1,9}?(?:be|is|are|to be) "
    r"(?:awarded|granted|paid|given|allocated|transferred|passed|passported|distributed)\b"
)
#: What comes is passed on, in the same breath.
PASSES_IT = re.compile(r"\bpass(?:es|ed|ing)? (?:it|this|them|these|that) (?:straight )?(?:on )?to\b")
#: A sum of somebody's money is handed out.
HANDING_OUT = re.compile(r"\b(?:allocation|award|distribution|disbursement) of (?:up to )?\Z")
#: What is given is accepted, told behind the sum: a contribution by X, its acceptance; or it comes back.
ACCEPTED = re.compile(
    r"@a\d+ (?:(?!@a|[.;])\S+ ){0,12}?(?:its|their) (?:acceptance|receipt)\b"
    r"|@a\d+ (?:(?!@|[.;,])\S+ ){0,6}?(?:be|is|was) (?:returned|repaid|refunded) (?:to (?:the )?@p\d+ )?by\b"
)


#: What a sum was thought to be.
ESTIMATED = re.compile(r"\b(?:estimate|estimated|estimates|forecast|at that (?:point|time|stage)|at the time)\b")
#: Where a sum is told that is not published.
SEALED = re.compile(
    r"\b(?:restricted|confidential|exempt|private|closed) (?:section|part|report|paper|appendix|annex|information)\b|\bpart (?:2|two|b)\b",
    re.I,
)
#: Who holds the money of a group.
HOLDER = re.compile(
    r"\b(?:consortium|partnership|alliance|group|team) (?:\S+ ){0,2}?led by (?:the )?@p(?P<p>\d+)"
    r"|@p(?P<q>\d+) ,? ?as (?:the |its |their )?(?:accountable|lead|host)\b"
)
#: One of a group takes the money for all of them.
FOR_ALL = re.compile(
    r"\b(?:on behalf of|for) (?:the|its|their|all) (?:\S+ ){0,2}?(?:partnership|consortium|alliance|group|partners|members)\b"
)
_BID = r"(?:bids?|applications?|submission|proposal)"
#: A bid of somebody else's.
OTHERS_BID = re.compile(
    rf"@p(?P<who>\d+) 's (?:\S+ )?{_BID} (?:(?![@.;])\S+ ){{0,4}}?to (?:the )?@p(?P<to>\d+)"
    rf"|\b{_BID} (?:(?:made|submitted|put in) )?by (?:the )?@p(?P<by>\d+) to (?:the )?@p(?P<at>\d+)"
)
#: What somebody is asked for, straight before its sum.
ASKED_FOR = re.compile(
    r"\bfor (?:an? |the )?(?:(?![@.,;])\S+ ){0,3}?(?:grants?|awards?|funding|contributions?)(?: funding)? (?:of|totalling|worth) (?:up to )?\Z"
)
#: Who asks for money.
WHOSE_BID = re.compile(
    rf"\b(?:submission|{_BID}) (?:(?:made|submitted|put in) )?by (?:the )?@p(?P<by>\d+)"
    rf"|@p(?P<who>\d+) (?:'s (?:\S+ )?{_BID}\b|(?:(?:will|would|to|may|should) )?bids? (?:to|for)\b)"
)
#: Who is paid passes a part of it on.
WHO_PASSES = re.compile(
    r"@p(?P<p>\d+) (?:(?![@.;])\S+ ){0,6}?(?:which|who|that|it|they) (?:(?:will|would|is|are|shall|may|then|in|turn|itself|to) ){0,4}"
    r"(?:pass|pay|give|transfer|distribute|award|grant|hand)(?:e?s)? (?:(?:on|over|out) )?@a(?P<a>\d+)\b"
)


def last(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern is found last in a text; -1 where it is not.

    >>> last(COMES, "accept and accept"), last(COMES, "award")
    (11, -1)
    """
    return max((match.start() for match in pattern.finditer(text)), default=-1)
