"""What the routes say of themselves in OpenAPI 3.1, which FastAPI cannot read from their types."""

import re
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from krig.queries import Parameter, ParameterType, Text
from server.formats import AnyFormat
from server.language import LANGUAGES
from server.parameters import REVISION, TIMEOUT
from server.problems import MEDIA_TYPE
from server.protocol import FORM, GRAPHS, QUERY, UPDATE, USING

Endpoint = Callable[[Request], Awaitable[Response]]
Json = dict[str, Any]

PLACES: Final = re.compile(r"{(\w+)")
"""The names of the places to fill in in the template of an address."""

SCHEMAS: Final[dict[ParameterType, Json]] = {
    "iri": {"type": "string", "format": "iri-reference"},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "year": {"type": "integer", "minimum": 1, "maximum": 9999},
}

PROBLEM: Final[Json] = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def add(app: FastAPI, path: str, endpoint: Endpoint, name: str, **told: Any) -> None:
    """Let `endpoint` answer GET, of which the document tells by `told`, and HEAD."""
    document = {"operation_id": name, "response_class": Response, **told}
    app.add_api_route(path, endpoint, methods=["GET"], name=name, **document)
    app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


def both(text: Text) -> str:
    """Return a text in Korean and in English."""
    return f"{text.ko} / {text.en}"


def parameter(told: Parameter) -> Json:
    """Return the description of a parameter of a saved query."""
    schema = {**SCHEMAS[told.type], "default": told.default}
    return _in_query(told.name, schema, both(told.label))


def dataset_parameters() -> list[Json]:
    """Return the parameters by which the protocol names graphs."""
    iris = {"type": "array", "items": {"type": "string", "format": "iri"}}
    return [_in_query(name, iris, "SPARQL 1.1 Protocol, 2.1.4") for name in GRAPHS]


def query_parameter() -> Json:
    """Return the parameter that holds a query."""
    return _in_query("query", {"type": "string"}, "SPARQL 1.1")


def answer_parameters(formats: Iterable[AnyFormat]) -> list[Json]:
    """Return the parameters that every request for an answer may have."""
    names = {"type": "string", "enum": sorted({each.name for each in formats})}
    languages = {"type": "string", "enum": list(LANGUAGES)}
    seconds = {"type": "number", "exclusiveMinimum": 0}
    return [
        _in_query("format", names, "Accept"),
        _in_query("lang", languages, "Accept-Language"),
        _in_query(TIMEOUT, seconds, "질의에 줄 시간(초). How long the query may take, in seconds."),
        _in_query(REVISION, {"type": "string"}, "지난 리비전. A past revision to ask."),
    ]


def using_parameters() -> list[Json]:
    """Return the parameters by which the protocol names the graphs that an update asks."""
    iris = {"type": "array", "items": {"type": "string", "format": "iri"}}
    return [_in_query(name, iris, "SPARQL 1.1 Protocol, 2.2.3") for name in USING]


def graph_parameters() -> list[Json]:
    """Return the parameters that name a graph of the graph store."""
    iri = {"type": "string", "format": "iri"}
    return [
        _in_query("graph", iri, "SPARQL 1.1 Graph Store HTTP Protocol, 4.2"),
        _in_query("default", {"type": "string"}, "SPARQL 1.1 Graph Store HTTP Protocol, 4.2"),
    ]


def path_parameters(path: str) -> list[Json]:
    """Return the parameters in the address template `path`."""
    return [path_parameter(name) for name in PLACES.findall(path)]


def path_parameter(name: str) -> Json:
    """Return the parameter called `name` of an address."""
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def operation_body() -> Json:
    """Return the bodies in which a query or an update may be sent."""
    fields = {name: {"type": "array", "items": {"type": "string"}} for name in (*GRAPHS, *USING)}
    texts = {name: {"type": "string"} for name in ("query", "update", "format")}
    form = {
        "type": "object",
        "oneOf": [{"required": ["query"]}, {"required": ["update"]}],
        "properties": {**texts, **fields},
    }
    text = {"schema": {"type": "string"}}
    return {"required": True, "content": {FORM: {"schema": form}, QUERY: text, UPDATE: text}}


def body(media_types: Iterable[str] | None) -> Json:
    """Return that a route takes a body of one of those types, or none."""
    if media_types is None:
        return {}
    content = {each: {"schema": {"type": "string"}} for each in media_types}
    return {"requestBody": {"required": True, "content": content}}


def writes(*problems: HTTPStatus) -> dict[int | str, Json]:
    """Return the responses of a route that writes."""
    refusals = (
        HTTPStatus.PRECONDITION_FAILED,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
    told = answers(["application/json", "text/turtle"], *problems, *refusals)
    created = HTTPStatus.CREATED
    told[created.value] = {"description": created.phrase, "content": {"application/json": {}}}
    told.pop(HTTPStatus.NOT_MODIFIED.value)
    return told


def answers(media_types: Iterable[str], *problems: HTTPStatus) -> dict[int | str, Json]:
    """Return the responses of a route: its answers, that they are unchanged, and its problems."""
    content: Json = {each: {} for each in media_types}
    told: dict[int | str, Json] = {
        HTTPStatus.OK.value: {"description": HTTPStatus.OK.phrase, "content": content},
        HTTPStatus.NOT_MODIFIED.value: {"description": HTTPStatus.NOT_MODIFIED.phrase},
    }
    return told | {
        each.value: {"description": each.phrase, "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
        for each in problems
    }


def _in_query(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description}
