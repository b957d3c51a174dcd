"""Names of parties: one key for all spellings that surely mean the same, and never more."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from graphkit.errors import AmbiguousName, UnknownName

if TYPE_CHECKING:
    from graphkit.model import Organisation

#: A word that more known names than this have does not make two of them alike.
_COMMON = 4

#: Among more names than this none is looked for that is near: that takes a while for each.
MAX_SEARCHED = 5000

_NO_WORD = re.compile(r"\W+")
_DROPPED = dict.fromkeys(map(ord, "'\u2019\u2018`\u02bc"))


def key(name: str) -> str:
    """The key by which a name is looked up: case, punctuation, ``&`` and a leading *the* do not count.

    >>> key("The Mayor's Office for Policing And Crime") == key("mayor\u2019s office for policing & crime")
    True
    >>> key("Women in Prison") == key("Women Inc Prison")
    False
    """
    text = unicodedata.normalize("NFKC", name).casefold().translate(_DROPPED).replace("&", " and ")
    text = _NO_WORD.sub(" ", text).strip(" ")
    return text.removeprefix("the ") or text


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens of a text, for ids.

    >>> slug("DMPCD 2015 96"), slug("PCD172")
    ('dmpcd-2015-96', 'pcd172')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def decision_id(reference: str) -> str:
    """The id of a decision from its reference, whatever stands between letters and digits.

    >>> decision_id("PCD172"), decision_id("dmpcd 2013/96"), decision_id("PCD 172")
    ('pcd-172', 'dmpcd-2013-96', 'pcd-172')
    """
    return slug(re.sub(r"(?<=[A-Za-z])(?=\d)", " ", reference))


def reference(decision: str) -> str:
    """The reference that a decision's id stands for, for decisions that are cited and not at hand.

    >>> reference("dmpcd-2015-46")
    'DMPCD 2015 46'
    """
    return decision.replace("-", " ").upper()


def labels(organisation: "Organisation") -> set[str]:
    """Every key that leads to an organisation: id, name, aliases, former names, identifiers."""
    written = [organisation.id, *organisation.names]
    written += [f"{scheme}:{value}" for scheme, value in organisation.identifiers.items()]
    return {key(text) for text in written}


def near(name: str, known: Iterable[str], limit: int = 5) -> list[str]:
    """Known names that look or sound like a name, best first: candidates to show, never an answer."""
    import difflib

    wanted = key(name)
    by_key = {key(text): text for text in known}
    words = set(wanted.split())
    # A word that many of them have says nothing.
    common = {w for w, number in Counter(w for k in by_key for w in set(k.split())).items() if number > _COMMON}
    shared = sorted(k for k in by_key if words & set(k.split()) - {"of", "and", "for", "in", "london"} - common)
    close = difflib.get_close_matches(wanted, list(by_key), n=limit, cutoff=0.6)
    return [by_key[k] for k in dict.fromkeys([*close, *shared])][:limit]


def nearest(name: str, known: Iterable[str]) -> str:
    """Known names that are near a name, as words for a hint; nothing where looking would take long."""
    known = list(known)
    return ", ".join(near(name, known)) if len(known) <= MAX_SEARCHED else ""


def near_parties(name: str, called: Mapping[str, str]) -> list[str]:
    """Proper names of parties, one of whose names (``called`` maps each to the proper one) is near a name."""
    return list(dict.fromkeys(called[text] for text in near(name, sorted(called), limit=8)))[:5]


class Resolver:
    """Published name or id → organisation: exact by :func:`key`, never by likeness.

    >>> from graphkit.model import Organisation
    >>> resolver = Resolver([Organisation("moj", "Ministry of Justice", "public body", ("MoJ",))])
    >>> resolver("MOJ").id
    'moj'
    """

    def __init__(self, organisations: "Iterable[Organisation]") -> None:
        self._by_key: dict[str, list[Organisation]] = {}
        self.by_id: dict[str, Organisation] = {}
        self._missed = 0
        for organisation in organisations:
            self.by_id[organisation.id] = organisation
            for label in labels(organisation):
                self._by_key.setdefault(label, []).append(organisation)

    def __call__(self, name: str) -> "Organisation":
        """The one organisation of that name; UnknownName or AmbiguousName otherwise."""
        found = self._by_key.get(key(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousName(name, sorted(f"{organisation.name} ({organisation.id})" for organisation in found))
        called = {text: o.name for o in self.by_id.values() for text in o.names}
        self._missed += 1
        raise UnknownName(name, near_parties(name, called) if self._missed <= 20 else ())
