"""Names of one word that nobody knows: a capital within a sentence, and never a small letter in the same document."""

import re
from collections import Counter
from collections.abc import Iterable

from graphkit.reading.likely import OPENERS, VERBS

#: Words with a capital that are no party's name.
WORDS = frozenset(
    """government parliament londoners londoner police part section appendix annex finance legal officers officer
    boroughs borough mayor mayoral chair council councils board crown state phase option year years lot schedule
    operation tranche round grant grants fund programme strategy plan act bill regulations policy scheme project
    projects provider providers service services unit team ministers minister secretary director commissioner
    superintendent inspector sergeant constable court courts prison hmp hmyoi england wales scotland britain europe
    european british english african caribbean asian black white christmas easter ramadan covid brexit gdpr dpia vat
    tupe cctv vawg bame dmpc pcd isva idva cjs fte pdf eu uk us nhs mou sla kpi kpis hr it ict raid rag monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december spring summer autumn winter recommendation recommendations decision decisions paragraph
    table option framework freedom equality treasury inspectorate house commons lords central inner outer greater
    north south east west internet facebook twitter google band level grade spent spend accept approve agree note
    delegate i we he she they it officers members staff young women men children victims survivors offenders
    office the a an applicants applicant chancellor exchequer premier speaker""".split()
)
_WORD = re.compile(
    r"(?:(?<=[a-z,;:(] )|(?<=\())(?:the )?(?P<word>[A-Z][^\W\d_]{2,}(?:\d{1,2}[^\W\d_]{0,8}|(?:-[^\W\d_]{2,}){0,3})|[A-Z]{4,})"
    r"(?P<of>['\u2019]s)?(?=[ ,.;:)\n]|\Z)"
)
#: Words that are no name, and those behind which a name stands though they have a capital.
_PLAIN, _ASKING = WORDS | OPENERS, OPENERS | VERBS
#: A word that only a name can be, wherever it stands.
_CAMEL = re.compile(r"([A-Z][a-z]{2,12}[A-Z][a-z]{2,12})\b(?! [A-Z])")
#: Behind a word that says of what kind a thing is, and is no name.
_NOUN = re.compile(
    r" (?!(?:to|for|of|in|and|or|with|from|at|by|as|over|under|on|until|who|which|that|will|would|is|are|was|were|has|have|had"
    r"|can|may|receives?|gets?|grants?|funding|contributions?|awards?|money|share|together|each|towards)\b)[a-z]{3,}"
)
#: Behind a name that ends with 's, and is nobody's possessive.
_NO_OWNER = re.compile(r"[,.;)]|\Z| (?:to|for|of|in|and|with|from|at|by|as|over|is|will|would|has|receives?)\b")


class Singles:
    """The words of a text that are names by themselves.

    >>> Singles("Grants go to Sistren and the council. Sistren helps women.").find("Pay it to Sistren now.")
    [(10, 17)]
    """

    def __init__(self, text: str, longer: Iterable[str] = ()) -> None:
        longer = list(longer)
        self._small = Counter(re.findall(r"\b[a-z][a-z'-]{2,}\b", text))
        #: First words of longer names, for which they may stand: None where several begin so.
        self.whole: dict[str, str | None] = {}
        for name in longer:
            first = name.split()[0] if name.strip() else ""
            if " " in name and first.casefold() not in WORDS and " in " not in name:
                self.whole[first] = name if self.whole.get(first, name) == name else None
        # "the Corporation" is short for a name that the text tells whole.
        self._small.update(word for name in longer if " " in name for word in name.casefold().split()[1:])
        self._known: set[str] = set()
        self._known = {text[start:end] for start, end in self.find(text)}
        often = Counter(re.findall(r"(?:^|[.!?:(\n] ?)([A-Z][a-z]{3,})(?= [a-z])", text))
        self._known |= {word for word, count in often.items() if count > 2 and self._plain(word)}

    def _plain(self, word: str) -> bool:
        """Whether a word may be a name: nothing that the language or the text has in small letters."""
        return word.casefold() not in _PLAIN and not self._small[word.casefold()]

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where such names stand in a sentence, no part of a longer name; at its beginning only if they stand within another."""
        found = []
        first = re.match(r"(?:[(]?[a-z0-9]{1,3}[.)] )?(?:The )?([A-Z][^\W\d_]{2,})\b(?! [A-Z])", text)
        if first and first[1] in self._known:
            found.append(first.span(1))
        camel = _CAMEL.match(text)
        if camel and not found and self._plain(camel[1]):
            found.append(camel.span(1))
        for match in _WORD.finditer(text):
            start, end = match.span("word")
            word = match["word"]
            if not self._plain(word):
                continue
            before = text[:start].rsplit(None, 1)[-1:] or [""]
            asked = before[0].casefold() in _ASKING and len(text[:start].split()) < 3
            if (before[0][:1].isupper() and before[0][-1].isalpha() and not asked) or re.match(r" [A-Z][a-z]", text[end:]):
                continue
            if word.isupper() and len(word) < 6 and _NOUN.match(text, end):
                continue  # GPS tags
            if match["of"] and _NO_OWNER.match(text, match.end()):
                end = match.end()  # a name that ends so: nothing of it follows
            found.append((start, end))
        return found
