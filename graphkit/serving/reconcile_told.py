"""What the reconciliation service answers, as its protocol writes it."""

import json
from collections.abc import Collection
from typing import Any

from starlette.responses import Response

from graphkit import names
from graphkit.matching import Candidate, Matcher
from graphkit.profile import ANY
from graphkit.serving.reconcile_given import Given, prefix, whole

#: Suggestions of one answer.
SUGGESTED = 20


def written(answer: Any) -> Response:
    """An answer as JSON."""
    return Response(json.dumps(answer), headers={"Cache-Control": "no-cache"}, media_type="application/json")


def suggested(asked: Given, found: list[dict[str, str]]) -> Response:
    """Those whose id or name has a word that begins so."""
    text, start = names.key(prefix(asked)), whole(asked, "cursor")
    like = [one for one in found if any(f" {text}" in f" {names.key(one[key])}" for key in ("id", "name"))]
    return written({"result": like[start : start + SUGGESTED]})


def kinds(matcher: Matcher) -> list[dict[str, str]]:
    """Every kind of party that the store has."""
    return [{"id": called, "name": kind} for kind, called in matcher.kinds.items()]


def types(matcher: Matcher, kind: str) -> list[dict[str, str]]:
    """What a party of a kind is."""
    return [{"id": matcher.kinds[kind], "name": kind}, {"id": ANY, "name": ANY}]


def candidate(matcher: Matcher, one: Candidate) -> dict[str, Any]:
    """A candidate as the protocol writes it."""
    return {
        "id": one.id,
        "name": one.name,
        "description": called(one.kind, () if one.called == one.name else (one.called,)),
        "type": types(matcher, one.kind),
        "score": one.score,
        "match": one.match,
        "features": [{"id": id, "value": value} for id, value in one.features.items()],
    }


def called(kind: str, others: Collection[str]) -> str:
    """What a party is, in a few words."""
    return f"{kind}; also {'; '.join(others)}" if others else kind
