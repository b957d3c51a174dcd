"""Named tuples ↔ plain JSON values: JSON writes them as lists, and here they are made again, each value held against its type."""

from collections.abc import Mapping
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_hints = lru_cache(maxsize=None)(get_type_hints)


def made(kind: Any, value: Any) -> Any:
    """The value of a kind (a named tuple, ``tuple[X, ...]``, ``X | None``, ``str`` ...) that plain JSON values tell.

    Raises ValueError where they tell no such value: who wrote them may have been led astray by a hostile file.

    >>> import json
    >>> from graphkit.reading.facts import Party
    >>> made(tuple[Party, ...], json.loads(json.dumps([Party("Otter Trust", "otters")])))
    (Party(name='Otter Trust', id='otters', unnamed=False),)
    >>> made(Party, ["Otter Trust", 5, False])
    Traceback (most recent call last):
    ValueError: 5 is no str | None
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (one,) = (each for each in inner if each is not type(None))
        try:
            return None if value is None else made(one, value)
        except ValueError:
            raise ValueError(f"{value!r} is no {kind}") from None
    if origin is Literal:
        fits = value in inner
    elif origin is Mapping:
        fits = isinstance(value, dict)
    elif origin is tuple or hasattr(kind, "_fields"):
        fits = isinstance(value, list)
    else:
        fits = type(value) is kind
    if not fits:
        raise ValueError(f"{value!r} is no {kind}")
    if hasattr(kind, "_fields"):
        told = _hints(kind)
        return kind(*(made(told[name], part) for name, part in zip(kind._fields, value, strict=True)))
    if origin is Mapping:
        return {made(inner[0], key): made(inner[1], part) for key, part in value.items()}
    if origin is tuple and inner[-1] is Ellipsis:
        return tuple(made(inner[0], part) for part in value)
    if origin is tuple:
        return tuple(made(part, each) for part, each in zip(inner, value, strict=True))
    return value
