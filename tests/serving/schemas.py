"""What the reconciliation protocol, version 0.2, says of its answers, as small JSON schemas after the specification's text."""

from typing import Any

Schema = dict[str, Any]


def _object(needed: Schema, more: Schema | None = None, closed: bool = True) -> Schema:
    return {
        "type": "object",
        "required": list(needed),
        "properties": needed | (more or {}),
        "additionalProperties": not closed,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


TEXT: Schema = {"type": "string"}
THING = _object({"id": TEXT, "name": TEXT})
_ADDRESS: Schema = {"type": "string", "pattern": "^https?://"}
_SERVICE = _object({"service_url": _ADDRESS, "service_path": {"type": "string", "pattern": "^/"}})

MANIFEST = _object(
    {"versions": _list(TEXT), "name": TEXT, "identifierSpace": _ADDRESS, "schemaSpace": _ADDRESS},
    {
        "documentation": _ADDRESS,
        "batchSize": {"type": "integer", "minimum": 1},
        "defaultTypes": _list(THING),
        "view": _object({"url": {"type": "string", "pattern": r"\{\{id\}\}"}}),
        "preview": _object(
            {"url": {"type": "string", "pattern": r"\{\{id\}\}"}, "width": {"type": "integer"}, "height": {"type": "integer"}}
        ),
        "suggest": _object({}, {"entity": _SERVICE, "type": _SERVICE, "property": _SERVICE}),
        "extend": _object({"propose_properties": _SERVICE}, {"property_settings": _list({"type": "object"})}),
    },
)

CANDIDATE = _object(
    {"id": TEXT, "name": TEXT, "score": {"type": "number", "minimum": 0, "maximum": 100}},
    {
        "description": TEXT,
        "type": _list(THING),
        "match": {"type": "boolean"},
        "features": _list(_object({"id": TEXT, "value": {"type": ["boolean", "number"]}})),
    },
)

RESULTS: Schema = {"type": "object", "additionalProperties": _object({"result": _list(CANDIDATE)})}

SUGGESTIONS = _object({"result": _list(_object({"id": TEXT, "name": TEXT}, {"description": TEXT, "notable": _list(THING)}))})

PROPOSED = _object({"properties": _list(THING)}, {"type": TEXT, "limit": {"type": "integer"}})

_VALUE: Schema = {
    "oneOf": [
        _object({}),
        THING,
        *(_object({key: {"type": kind}}) for key, kind in (("str", "string"), ("int", "integer"), ("float", "number"))),
        _object({"bool": {"type": "boolean"}}),
    ]
}
EXTENSION = _object(
    {
        "meta": _list(_object({"id": TEXT, "name": TEXT}, {"type": THING})),
        "rows": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _list(_VALUE)}},
    }
)
