"""What the routes say of themselves in OpenAPI 3.1, which FastAPI cannot read from their types."""

import re
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from krig.queries import Parameter, ParameterType, Text
from server.formats import Offered
from server.language import LANGUAGES
from server.parameters import REVISION, SECONDS, TIMEOUT
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
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
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


def answer_parameters(formats: Iterable[Offered]) -> list[Json]:
    """Return the parameters that every request for an answer may have."""
    names = {"type": "string", "enum": sorted({each.name for each in formats})}
    languages = {"type": "string", "enum": list(LANGUAGES)}
    seconds = {"type": "string", "pattern": f"^({SECONDS.pattern})$"}
    return [
        _in_query("format", names, "Accept"),
        _in_query("lang", languages, "Accept-Language"),
        _in_query(TIMEOUT, seconds, "질의에 줄 시간(초). How long the query may take, in seconds."),
        _in_query(REVISION, {"type": "string"}, "지난 리비전. A past revision to ask."),
    ]


def write_parameters() -> list[Json]:
    """Return the parameters that every request for a change may have."""
    return [each for each in answer_parameters(()) if each["name"] in {"lang", TIMEOUT}]


def language_parameter() -> Json:
    """Return the parameter that asks for a language."""
    return _in_query("lang", {"type": "string", "enum": list(LANGUAGES)}, "Accept-Language")


def choice(name: str, values: Iterable[str], told: Text) -> Json:
    """Return the parameter `name` that has one of some values."""
    return _in_query(name, {"type": "string", "enum": list(values)}, both(told))


def free(name: str, kind: ParameterType, told: Text, *, blank: bool = False) -> Json:
    """Return the parameter `name` that has any value of a kind, or none at all if it is `blank`."""
    schema = SCHEMAS[kind]
    nothing = {"type": "string", "maxLength": 0}
    return _in_query(name, {"anyOf": [schema, nothing]} if blank else schema, both(told))


def part(name: str, most: int, told: Text) -> Json:
    """Return the parameter `name` that is the number of a part, from 1 to `most`."""
    return _in_query(name, {"type": "integer", "minimum": 1, "maximum": most}, both(told))


def oembed_parameters() -> list[Json]:
    """Return the parameters of oEmbed."""
    pixels = {"type": "integer", "minimum": 1, "maximum": 99_999}
    address = _in_query("url", {"type": "string", "format": "uri"}, "oEmbed 1.0, 2.2")
    return [
        {**address, "required": True},
        _in_query("format", {"type": "string", "enum": ["json", "xml"]}, "oEmbed 1.0, 2.2"),
        *(_in_query(name, pixels, "oEmbed 1.0, 2.2") for name in ("maxwidth", "maxheight")),
    ]


def document_parameters(formats: Iterable[Offered]) -> list[Json]:
    """Return the parameters that every request for a document of linked data may have."""
    names = {"type": "string", "enum": sorted({*(each.name for each in formats), "html"})}
    languages = {"type": "string", "enum": list(LANGUAGES)}
    return [
        _in_query("format", names, "Accept"),
        _in_query("lang", languages, "Accept-Language"),
        _in_query(REVISION, {"type": "string"}, "지난 리비전. A past revision to ask."),
    ]


def suggest_parameters(longest: int, most: int) -> list[Json]:
    """Return the parameters of suggestions: up to `most`, for up to `longest` characters."""
    text = {"type": "string", "maxLength": longest}
    return [
        _in_query("q", text, "이름, 이름의 일부, 초성, 코드. A name, a part, initials, or a code."),
        _in_query("kind", SCHEMAS["iri"], "클래스, 이를테면 krig:Firm. A class: krig:Firm."),
        _in_query("limit", {"type": "integer", "minimum": 1, "maximum": most}, "1…"),
        _in_query("lang", {"type": "string", "enum": list(LANGUAGES)}, "Accept-Language"),
    ]


def search_parameters(longest: int, most: int, furthest: int) -> list[Json]:
    """Return the parameters of a search, whose pages begin with the find `furthest` at most."""
    offset = {"type": "integer", "minimum": 0, "maximum": furthest}
    names = {"type": "string", "enum": ["json", "html"]}
    return [
        *suggest_parameters(longest, most),
        _in_query("region", SCHEMAS["iri"], "지역: province/busan. A region: province/busan."),
        _in_query("offset", offset, "0…"),
        _in_query("format", names, "Accept"),
    ]


def reconciliation() -> dict[str, list[Json]]:
    """Return the parameters of the reconciliation service, by what is asked (API 0.2)."""
    language = _in_query("lang", {"type": "string", "enum": list(LANGUAGES)}, "Accept-Language")
    iri = {**_in_query("id", SCHEMAS["iri"], "IRI"), "required": True}
    return {
        "service": [
            _in_query("queries", {"type": "string"}, "Reconciliation Service API 0.2, 4.3 (JSON)"),
            _in_query("extend", {"type": "string"}, "Reconciliation Service API 0.2, 8.2 (JSON)"),
            language,
        ],
        "suggest": [
            _in_query("prefix", {"type": "string"}, "Reconciliation Service API 0.2, 7"),
            _in_query("cursor", {"type": "integer", "minimum": 0}, "0…"),
            language,
        ],
        "properties": [
            _in_query("type", SCHEMAS["iri"], "클래스. A class: krig:Firm."),
            _in_query("limit", {"type": "integer", "minimum": 0}, "0…"),
            language,
        ],
        **{name: [iri, language] for name in ("flyout", "preview", "view")},
    }


def reconciliation_body() -> Json:
    """Return the form in which names to be reconciled are posted."""
    fields = {name: {"type": "string"} for name in ("queries", "extend", "lang")}
    form = {
        "type": "object",
        "properties": fields,
        "oneOf": [{"required": ["queries"]}, {"required": ["extend"]}],
    }
    return {"requestBody": {"required": True, "content": {FORM: {"schema": form}}}}


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


def upload_body(media_types: Iterable[str], files: Iterable[str]) -> Json:
    """Return that a route takes a body of one of those types; in a form, several of `files`."""
    told = body(media_types)["requestBody"]
    many = {"type": "array", "items": {"type": "string", "format": "binary"}}
    form = {"type": "object", "properties": dict.fromkeys(files, many), "required": ["data"]}
    told["content"] |= {"multipart/form-data": {"schema": form}}
    return dict(told)


def validation_parameters(formats: Iterable[Offered], engines: Iterable[str]) -> list[Json]:
    """Return the parameters of a validation."""
    common = {each["name"]: each for each in answer_parameters(formats)}
    return [
        *(common[name] for name in ("format", "lang", TIMEOUT)),
        _in_query("engine", {"type": "string", "enum": list(engines)}, "SHACL"),
        _in_query("infer", {"type": "boolean"}, "OWL 2 RL로 추론한다. Reason by OWL 2 RL first."),
        _in_query(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": 10**9 - 1},
            "결과의 최대 수. Results at most.",
        ),
    ]


def writes(*problems: HTTPStatus) -> dict[int | str, Json]:
    """Return the responses of a route that writes."""
    refusals = (
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.PRECONDITION_FAILED,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.INSUFFICIENT_STORAGE,
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


def documents(
    media_types: Iterable[str], *problems: HTTPStatus, leading: bool = False
) -> dict[int | str, Json]:
    """Return the responses of a document that is asked of the engine, and its problems.

    `leading` tells that people may be led to where it is told on a page.
    """
    of_engine = (
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.INSUFFICIENT_STORAGE,
    )
    told = answers(
        media_types,
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.NOT_ACCEPTABLE,
        *of_engine,
        *problems,
    )
    see = HTTPStatus.SEE_OTHER
    return told | ({see.value: {"description": see.phrase}} if leading else {})


def redirects(*problems: HTTPStatus) -> dict[int | str, Json]:
    """Return the responses of a route that leads elsewhere, and its problems."""
    told = answers([], HTTPStatus.BAD_REQUEST, *problems)
    for each in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        told.pop(each.value)
    see = HTTPStatus.SEE_OTHER
    return {see.value: {"description": see.phrase}, **told}


def _in_query(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description}
