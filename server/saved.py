"""The saved queries over HTTP: which there are, what each answers, and its text."""

from collections.abc import Mapping
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from pyoxigraph import Variable
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from krig.queries import Bound, ParameterFaultsError, SavedQuery, bind
from server import openapi
from server.filling import filled
from server.formats import formats
from server.language import language_of
from server.negotiation import HTML, best_type, prefers_html
from server.pages import render
from server.parameters import (
    EVERYWHERE,
    FORMAT_NAMES,
    REVISION,
    FaultsError,
    Pairs,
    first,
    language_faults,
    pairs_of,
    repeated_faults,
    seconds,
    timeout_faults,
)
from server.protocol import QUERY
from server.query_page import examples, query_page
from server.results import Asked, answer, form_of
from server.service import Service

PATH: Final = "/queries"
JSON: Final = "application/json"
PROBLEMS: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.INSUFFICIENT_STORAGE,
)
"""How an answer may fail; a past revision that is asked for may not be there."""


class NoSuchQueryError(Exception):
    """No saved query has the name; `near` are names like it."""

    def __init__(self, name: str, names: Mapping[str, SavedQuery]) -> None:
        self.name = name
        self.near = get_close_matches(name, names)
        super().__init__(name)


def add_saved(app: FastAPI, service: Service) -> None:
    """Let `app` answer below `/queries`; each query has a route of its own, told in OpenAPI."""
    _add_list(app, service)
    for query in service.queries.values():
        _add_query(app, service, query)

    async def missing(request: Request) -> Response:
        raise NoSuchQueryError(request.path_params["name"], service.queries)

    path = PATH + "/{name:path}"
    app.add_api_route(path, missing, methods=["GET", "HEAD"], include_in_schema=False)


def _add_list(app: FastAPI, service: Service) -> None:
    async def listed(request: Request) -> Response:
        if best_type([JSON, HTML], request.headers.get("accept")) == HTML:
            entries = examples(service.queries.values(), language_of(request))
            return render("queries", request, examples=entries)
        content = {"queries": [entry(query) for query in service.queries.values()]}
        return JSONResponse(content, headers={"Vary": "Accept"})

    openapi.add(app, PATH, listed, "queries", responses=openapi.answers([JSON, HTML]))


def _add_query(app: FastAPI, service: Service, query: SavedQuery) -> None:
    offered = formats(form_of(query.text))
    parameters = [openapi.parameter(each) for each in query.head.parameters]

    async def answered(request: Request) -> Response:
        pairs, bound = read_parameters(request, query)
        name = first(pairs, *FORMAT_NAMES)
        if name is None and prefers_html(request.headers.get("accept"), offered):
            return await query_page(request, service, filled(query, bound), query, dict(pairs))
        asked = Asked(
            query.text,
            name,
            substitutions=bound,
            name=query.name,
            seconds=seconds(pairs),
            revision=first(pairs, REVISION),
        )
        return await answer(request, service, asked)

    async def text(request: Request) -> Response:
        _, bound = read_parameters(request, query)
        return Response(filled(query, bound), media_type=f"{QUERY}; charset=utf-8")

    told: dict[str, Any] = {
        "summary": openapi.both(query.head.title),
        "description": openapi.both(query.head.description),
    }
    openapi.add(
        app,
        f"{PATH}/{query.name}",
        answered,
        query.name,
        responses=openapi.answers(
            [*(each.media_types[0] for each in offered), HTML],
            *PROBLEMS,
        ),
        openapi_extra={"parameters": [*parameters, *openapi.answer_parameters(offered)]},
        **told,
    )
    openapi.add(
        app,
        f"{PATH}/{query.name}.rq",
        text,
        f"{query.name}.rq",
        responses=openapi.answers([QUERY], HTTPStatus.BAD_REQUEST),
        openapi_extra={"parameters": parameters},
        **told,
    )


def read_parameters(request: Request, query: SavedQuery) -> tuple[Pairs, dict[Variable, Bound]]:
    """Return the parameters of `request`, and the terms that they bind in `query`.

    Raises:
        NotUtf8Error: they are not in UTF-8.
        FaultsError: some are unknown, repeated or of a wrong type; all are told.

    """
    pairs = pairs_of(request.scope["query_string"])
    faults = [*repeated_faults(pairs), *language_faults(pairs), *timeout_faults(pairs)]
    given = {name: value for name, value in pairs if name not in EVERYWHERE}
    try:
        bound = bind(query, given)
    except ParameterFaultsError as error:
        raise FaultsError([*error.faults, *faults]) from None
    if faults:
        raise FaultsError(faults)
    return pairs, bound


def entry(query: SavedQuery) -> dict[str, Any]:
    """Return what the list tells of a saved query."""
    return {
        "name": query.name,
        "address": f"{PATH}/{query.name}",
        **query.head.model_dump(by_alias=True),
    }
