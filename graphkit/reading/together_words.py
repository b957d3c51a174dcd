"""The words that name who takes part in something together, for the patterns of blotted sentences."""

from graphkit.reading.masked import BODY

#: What may stand before a name.
BEFORE = (
    r"(?:(?:the|its|our|both|London|officers (?:from|of)|representatives (?:from|of)|colleagues (?:from|at|in)|staff "
    r"(?:from|of)) ){0,3}"
)
ONE = rf"{BEFORE}{BODY}(?:['\u2019]s?)?(?: ?\([^()]{{1,60}}\))?(?: (?:unit|team|region))?"
_MORE = rf"(?:(?:, and |, | and | and by | & | ?/ ?| with | together with | along with | as well as )(?:from )?{ONE})"
LIST, MANY = rf"{ONE}{_MORE}{{0,12}}", rf"{ONE}{_MORE}{{1,12}}"
#: Two that one *and* joins; a longer list may hold parts of another clause.
PAIR = rf"{ONE} and {ONE}"
#: Words between which no other party is named.
NEAR = "[^;\ue001]"
WILL = r"(?: (?:will|would|are|is|was|were|has|have|had|to|be|been|also|jointly|now|agreed|agree|plans?|propose[sd]?)){0,4}"
