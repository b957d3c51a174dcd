"""A statement with its parties blotted out, so that a grammar can say *to an office* whatever the office is called.

Each sign of a name is one blot, so that places stay what they were.
"""

from collections.abc import Iterable

from graphkit.reading.statements import Named

_OFFICE, _BODY = "\ue000", "\ue001"
#: Patterns for an office and for any other party: the whole of a name, never a part of it. A blot comes first, and then the
#: look back: what begins with a letter is looked for many times faster.
OFFICE, BODY = (f"(?:{sign}(?<!{sign}{sign}){sign}{{0,199}}(?!{sign}))" for sign in (_OFFICE, _BODY))
ANYONE = f"(?:{OFFICE}|{BODY})"


def masked(text: str, offices: Iterable[Named] = (), bodies: Iterable[Named] = ()) -> str:
    """The text with the offices and the other parties blotted out; an office hides a body inside its name.

    >>> from graphkit.reading.facts import Party
    >>> named = Named(3, 7, "Otto", Party("Otto"))
    >>> len(masked("to Otto", [named])), masked("to Otto", [named])[:3]
    (7, 'to ')
    """
    letters: list[str] = []
    for sign, parties in ((_BODY, bodies), (_OFFICE, offices)):
        for named in parties:
            letters = letters or list(text)
            letters[named.start : named.end] = sign * (named.end - named.start)
    return "".join(letters) if letters else text
