"""The route `/sparql`: the SPARQL 1.1 Protocol for programs, the query page for people."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from server import openapi
from server.description import describe, graph_sizes, written
from server.direct import Handlers
from server.formats import GRAPHS, RESULTS, TABLES
from server.negotiation import HTML, choose, prefers_html
from server.protocol import Operation, read_operation
from server.query_page import query_page
from server.results import Asked, answer
from server.service import Service
from server.settings import Settings
from server.writes import ReadOnlyError, holder, write
from server.writes import answer as told
from server.writing import Part, Post, Update

PATH: Final = "/sparql"
FILE: Final = "krig"
"""The name of the file in which a browser keeps an answer that it downloads."""
ALL: Final = (*RESULTS, *TABLES, *GRAPHS)
CHANGES: Final = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
"""How updates fail beside the ways of queries."""


def add_sparql(app: FastAPI, service: Service) -> Handlers:
    """Let `app` answer queries and updates, and offer the description and page beside them.

    Return the handlers, for those who know a shorter way to them.
    """
    settings = service.settings

    async def get(request: Request) -> Response:
        operation = await _operation(request, service)
        offered = GRAPHS if operation.text is None else ALL
        if operation.format_name is None and prefers_html(request.headers.get("accept"), offered):
            return await query_page(request, service, operation.text or "")
        if operation.text is None:
            return await described(request, service, operation.format_name)
        return await answer(request, service, _asked(operation, operation.text, settings))

    async def post(request: Request) -> Response:
        operation = await _operation(request, service)
        if operation.is_update:
            return await _updated(request, service, operation)
        return await answer(request, service, _asked(operation, operation.text or "", settings))

    problems = (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.NOT_ACCEPTABLE,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.INSUFFICIENT_STORAGE,
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
        responses=openapi.answers(types, *problems, *CHANGES),
        openapi_extra={
            "requestBody": openapi.operation_body(),
            "parameters": [*parameters, *openapi.using_parameters()],
        },
    )
    return {("GET", PATH): get, ("HEAD", PATH): get, ("POST", PATH): post}


def _asked(operation: Operation, text: str, settings: Settings) -> Asked:
    return Asked(
        text,
        operation.format_name,
        operation.dataset,
        name=FILE if operation.format_name else None,
        union=settings.union_default_graph,
        seconds=operation.seconds,
        revision=operation.revision,
    )


async def _operation(request: Request, service: Service) -> Operation:
    return await read_operation(request, service.settings, writable=service.writing is not None)


async def _updated(request: Request, service: Service, operation: Operation) -> Response:
    """Do an update, for who may."""
    if service.writing is None:
        raise ReadOnlyError
    who = await holder(request, service.writing.tokens)
    action = await _loaded(request, service, operation) or Update(
        text=operation.text or "",
        base=service.address(request, PATH),
        default=operation.dataset.default,
        named=operation.dataset.named,
    )
    return told(request, await write(request, service.writing, who, action, operation.seconds))


async def _loaded(request: Request, service: Service, operation: Operation) -> Post | None:
    """Return the addition of what an update loads, where it does and others may be called.

    The document is parsed where writes are evaluated.

    Raises:
        CallError: its host may not be called, or does not give it.

    """
    text, base = operation.text or "", service.address(request, PATH)
    if service.federation is None:
        return None
    found = await service.federation.loaded(text, base, operation.seconds)
    if found is None:
        return None
    load, document = found
    parts: tuple[Part, ...] = ()
    if document is not None:
        parts = (Part(content=document.content, media_type=document.media_type, base=load.address),)
    return Post(graph=load.graph, parts=parts)


async def described(request: Request, service: Service, format_name: str | None) -> Response:
    """Return the service description; the default graph in it is that of the settings."""
    accept = request.headers.get("accept")
    form, media_type = choose(GRAPHS, accept, format_name)
    union, writable = service.settings.union_default_graph, service.writing is not None
    sizes = await graph_sizes(service.engine, union=union)
    description = describe(service.address(request, PATH), sizes, union=union, writable=writable)
    content = written(description, form)
    headers = {"Vary": "Accept", "Cache-Control": "public, no-cache"}
    return Response(content, headers=headers, media_type=media_type)
