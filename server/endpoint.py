"""The route `/sparql`: the SPARQL 1.1 Protocol for programs, the query page for people."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from server import openapi
from server.description import describe, graph_sizes, written
from server.formats import GRAPHS, RESULTS
from server.negotiation import HTML, choose, prefers_html
from server.protocol import Operation, read_operation
from server.query_page import query_page
from server.results import Asked, answer
from server.service import Service
from server.settings import Settings

PATH: Final = "/sparql"
FILE: Final = "krig"
"""The name of the file in which a browser keeps an answer that it downloads."""
ALL: Final = (*RESULTS, *GRAPHS)


def add_sparql(app: FastAPI, service: Service) -> None:
    """Let `app` answer the query operation, and offer the description and page beside it."""
    settings = service.settings

    async def get(request: Request) -> Response:
        operation = await read_operation(request, settings.max_query_bytes)
        offered = GRAPHS if operation.text is None else ALL
        if operation.format_name is None and prefers_html(request.headers.get("accept"), offered):
            return await query_page(request, service, operation.text or "")
        if operation.text is None:
            return await _described(request, service, operation)
        return await answer(request, service, _asked(operation, operation.text, settings))

    async def post(request: Request) -> Response:
        operation = await read_operation(request, settings.max_query_bytes)
        return await answer(request, service, _asked(operation, operation.text or "", settings))

    problems = (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_ACCEPTABLE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )
    types = [*dict.fromkeys(each.media_types[0] for each in ALL)]
    parameters = [*openapi.dataset_parameters(), *openapi.answer_parameters(ALL)]
    openapi.add(
        app,
        PATH,
        get,
        "sparql",
        responses=openapi.answers([*types, HTML], *problems),
        openapi_extra={"parameters": [openapi.query_parameter(), *parameters]},
    )
    app.add_api_route(
        PATH,
        post,
        methods=["POST"],
        operation_id="sparql.post",
        response_class=Response,
        responses=openapi.answers(types, *problems, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        openapi_extra={"requestBody": openapi.query_body(), "parameters": parameters},
    )


def _asked(operation: Operation, text: str, settings: Settings) -> Asked:
    return Asked(
        text,
        operation.format_name,
        operation.dataset,
        name=FILE if operation.format_name else None,
        union=settings.union_default_graph,
    )


async def _described(request: Request, service: Service, operation: Operation) -> Response:
    """Return the service description; the default graph in it is that of the settings."""
    accept = request.headers.get("accept")
    form, media_type = choose(GRAPHS, accept, operation.format_name)
    union = service.settings.union_default_graph
    sizes = await graph_sizes(service.engine, union=union)
    content = written(describe(service.address(request, PATH), sizes, union=union), form)
    headers = {"Vary": "Accept", "Cache-Control": "public, no-cache"}
    return Response(content, headers=headers, media_type=media_type)
