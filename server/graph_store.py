"""The route `/graphs`: the SPARQL 1.1 Graph Store HTTP Protocol, direct and indirect.

`/graphs?graph=IRI` and `/graphs?default` name a graph indirectly; directly, an address below
`/graphs/` is the name of a graph. A POST to `/graphs` itself makes a new graph there.

Source: SPARQL 1.1 Graph Store HTTP Protocol, sections 4 and 5.
"""

from http import HTTPStatus
from typing import Final
from uuid import uuid4

from fastapi import FastAPI
from pyoxigraph import QueryResultsFormat
from starlette.requests import Request
from starlette.responses import Response

from server import openapi
from server.asking import own_query, truth
from server.endpoint import described
from server.formats import GRAPHS
from server.parameters import (
    EVERYWHERE,
    FORMAT_NAMES,
    REVISION,
    FaultsError,
    Pairs,
    fault,
    first,
    iri_faults,
    language_faults,
    pairs_of,
    repeated_faults,
    seconds,
    timeout_faults,
    unknown_faults,
)
from server.parts import RDF_TYPES, UPDATES, read_parts, read_update
from server.query import Dataset, Query
from server.results import Asked, answer, client_of
from server.service import Service
from server.writes import ReadOnlyError, holder, write
from server.writes import answer as told
from server.writing import Delete, Patch, Post, Put

PATH: Final = "/graphs"
PARAMETERS: Final = ("graph", "default", *EVERYWHERE)
WRITES: Final = ("PUT", "POST", "DELETE", "PATCH")


class NoGraphError(Exception):
    """There is no graph of that name."""


def add_graph_store(app: FastAPI, service: Service) -> None:
    """Let `app` answer at `/graphs` and below."""

    async def read(request: Request) -> Response:
        pairs = _pairs(request)
        graph = _named(request, service, pairs)
        if graph is None:
            return await described(request, service, first(pairs, *FORMAT_NAMES))
        return await read_graph(request, service, pairs, graph)

    async def change(request: Request) -> Response:
        return await _change(request, service)

    problems = (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
    )
    types = [each.media_types[0] for each in GRAPHS]
    answers, changes = openapi.answer_parameters(GRAPHS), openapi.write_parameters()
    for path, name in ((PATH, "graphs"), (f"{PATH}/{{path:path}}", "graphs.direct")):
        named = openapi.graph_parameters() if path == PATH else [openapi.path_parameter("path")]
        openapi.add(
            app,
            path,
            read,
            name,
            responses=openapi.answers(types, *problems, HTTPStatus.NOT_ACCEPTABLE),
            openapi_extra={"parameters": [*named, *answers]},
        )
        for method in WRITES:
            body = None if method == "DELETE" else UPDATES if method == "PATCH" else RDF_TYPES
            app.add_api_route(
                path,
                change,
                methods=[method],
                operation_id=f"{name}.{method.lower()}",
                response_class=Response,
                responses=openapi.writes(*problems),
                openapi_extra={"parameters": [*named, *changes], **openapi.body(body)},
            )


async def read_graph(request: Request, service: Service, pairs: Pairs, graph: str) -> Response:
    """Return what a graph holds.

    Raises:
        NoGraphError: it is not there, which the default graph always is.

    """
    dataset, name, wait = Dataset((graph,) if graph else ()), first(pairs, REVISION), seconds(pairs)
    if graph:
        engine = await service.engine_at(name)
        query = Query(
            own_query("graph-present"),
            QueryResultsFormat.JSON,
            dataset,
            client=client_of(request),
            seconds=wait,
        )
        if not await truth(engine, query):
            raise NoGraphError(graph)
    asked = Asked(
        own_query("graph-content"),
        first(pairs, *FORMAT_NAMES),
        dataset,
        union=False,
        seconds=wait,
        revision=name,
    )
    return await answer(request, service, asked)


async def _change(request: Request, service: Service) -> Response:
    writing = service.writing
    if writing is None:
        raise ReadOnlyError
    who = await holder(request, writing.tokens)
    pairs = _pairs(request)
    graph = _named(request, service, pairs)
    location = graph or None
    settings = service.settings
    action: Put | Post | Delete | Patch
    if graph is None:
        if request.method != "POST":
            raise FaultsError([fault("graph", "", "graph")])
        graph = location = service.address(request, f"{PATH}/{uuid4()}")
    base = graph or service.address(request, request.url.path)
    match request.method:
        case "PUT":
            action = Put(graph=graph, parts=await read_parts(request, settings, base))
        case "POST":
            action = Post(graph=graph, parts=await read_parts(request, settings, base))
        case "PATCH":
            action = Patch(graph=graph, text=await read_update(request, settings), base=base)
        case _:
            action = Delete(graph=graph)
    outcome = await write(request, writing, who, action, seconds(pairs))
    return told(request, outcome, location)


def _pairs(request: Request) -> Pairs:
    pairs = pairs_of(request.scope["query_string"])
    faults = [
        *unknown_faults(pairs, PARAMETERS),
        *repeated_faults(pairs),
        *language_faults(pairs),
        *timeout_faults(pairs),
        *iri_faults(pairs, ["graph"]),
    ]
    names = [name for name, _ in pairs if name in {"graph", "default"}]
    if len({*names}) > 1 or (names and request.path_params.get("path")):
        faults.append(fault(names[-1], "", "graph"))
    if faults:
        raise FaultsError(faults)
    return pairs


def _named(request: Request, service: Service, pairs: Pairs) -> str | None:
    """Return the graph that a request names: empty for the default graph, None if it names none."""
    if request.path_params.get("path"):
        return service.address(request, request.url.path)
    if first(pairs, "default") is not None:
        return ""
    return first(pairs, "graph")
