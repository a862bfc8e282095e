"""The route `/graph/…`: a named graph, with all that stands in it."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.namespaces import GRAPH
from server import openapi
from server.formats import GRAPHS
from server.graph_store import NoGraphError, read_graph
from server.linked.address import Address
from server.linked.asking import read_parameters, wanted
from server.linked.links import links
from server.linked.summaries import summary
from server.service import Service

PATH: Final = "/graph/{path:path}"


def add_graphs(app: FastAPI, service: Service) -> None:
    """Let `app` tell of named graphs; people are led to what the catalogue tells of them."""

    async def graph(request: Request) -> Response:
        asked = Address.read(GRAPH, request.path_params["path"])
        pairs = read_parameters(request)
        want = wanted(request, pairs, asked.extension, GRAPHS)
        if asked.iri is None:
            raise NoGraphError(GRAPH.iri + asked.local)
        if want.form is None:
            query = f"?{request.url.query}" if request.url.query else ""
            address = f"/catalog{query}#graph-{asked.local}"
            return RedirectResponse(address, HTTPStatus.SEE_OTHER, {"Vary": "Accept"})
        named = [(name, value) for name, value in pairs if name != "format"]
        response = await read_graph(
            request, service, [*named, ("format", want.form.name)], asked.iri.value
        )
        path = f"/graph/{asked.local}"
        response.headers["Link"] = links(asked.iri, path)
        if want.negotiated:
            response.headers["Content-Location"] = f"{path}.{want.extension}"
        return response

    openapi.add(
        app,
        PATH,
        graph,
        "graph",
        summary=summary("graph"),
        responses=openapi.documents([form.media_types[0] for form in GRAPHS], leading=True),
        openapi_extra={
            "parameters": [openapi.path_parameter("path"), *openapi.document_parameters(GRAPHS)]
        },
    )
