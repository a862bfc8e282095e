"""What answers look like: JSON Schemas after the Reconciliation Service API 0.2."""

from typing import Any, Final

TEXT: Final = {"type": "string"}
NAMED: Final = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": TEXT, "name": TEXT},
}
SUGGESTING: Final = {
    "type": "object",
    "required": ["service_url", "service_path", "flyout_service_url", "flyout_service_path"],
    "properties": {
        "service_url": {"type": "string", "format": "uri"},
        "service_path": {"type": "string", "pattern": "^/"},
        "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"},
    },
}
WITH_ID: Final = {"type": "string", "pattern": r"\{\{id\}\}"}

MANIFEST: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": {"type": "string", "format": "uri"},
        "schemaSpace": {"type": "string", "format": "uri"},
        "documentation": {"type": "string", "format": "uri"},
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True, "minItems": 1},
        "view": {"type": "object", "required": ["url"], "properties": {"url": WITH_ID}},
        "preview": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {
                "url": WITH_ID,
                "width": {"type": "integer"},
                "height": {"type": "integer"},
            },
        },
        "suggest": {
            "type": "object",
            "required": ["entity", "type", "property"],
            "additionalProperties": SUGGESTING,
        },
        "extend": {
            "type": "object",
            "required": ["propose_properties", "property_settings"],
            "properties": {
                "propose_properties": {
                    "type": "object",
                    "required": ["service_url", "service_path"],
                },
                "property_settings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "label", "name"],
                        "properties": {"type": {"enum": ["number", "text", "checkbox", "select"]}},
                    },
                },
            },
        },
    },
}

RESULTS: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "name", "score", "match", "type", "features"],
                    "properties": {
                        "id": TEXT,
                        "name": TEXT,
                        "description": TEXT,
                        "score": {"type": "number", "minimum": 0, "maximum": 100},
                        "match": {"type": "boolean"},
                        "type": {"type": "array", "items": NAMED, "minItems": 1},
                        "features": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["id", "value"],
                                "properties": {
                                    "id": TEXT,
                                    "value": {"type": ["number", "boolean"]},
                                },
                            },
                        },
                    },
                },
            }
        },
    },
}

SUGGESTIONS: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": NAMED}},
}

DATE: Final = r"^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-].+)?$"


def _only(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """An object with one member and no other."""
    told = {"type": "object", "required": [name], "additionalProperties": False}
    return {**told, "properties": {name: schema}}


VALUE: Final[dict[str, Any]] = {
    "oneOf": [
        {**NAMED, "additionalProperties": False},
        _only("str", TEXT),
        _only("int", {"type": "integer"}),
        _only("float", {"type": "number"}),
        _only("date", {"type": "string", "pattern": DATE}),
    ]
}

EXTENSION: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": VALUE},
            },
        },
    },
}
