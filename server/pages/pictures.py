"""The pages of pictures: the map, the reform, the collaboration, and what is taken up."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from werkzeug.http import parse_etags

from server import openapi
from server.pages import collaboration, coverage, reform, regional_map
from server.pages.boundaries import Boundaries, find_boundaries
from server.pages.framing import add_picture
from server.pages.placing import add_page, nothing, parameters
from server.service import Service
from server.texts import texts

BOUNDARIES: Final = "/map/boundaries.json"
JSON: Final = "application/json"


def add_pictures(app: FastAPI, service: Service) -> None:
    """Let `app` show the pages of pictures.

    Raises:
        BoundariesError: a file of boundaries cannot be used.

    """
    boundaries = find_boundaries(service.settings.sources)
    _add_map(app, service, boundaries)
    said = texts("pages/reform")
    add_picture(
        app,
        service,
        reform.PATH,
        reform.PAGE,
        reform.read,
        told=[
            openapi.free("region", "string", said["parameter.region"]),
            openapi.choice("change", reform.CHANGES, said["parameter.change"]),
            openapi.choice("kind", reform.KINDS, said["parameter.kind"]),
        ],
    )
    said = texts("pages/collaboration")
    add_picture(
        app,
        service,
        collaboration.PATH,
        collaboration.PAGE,
        collaboration.read,
        told=[
            openapi.choice("kind", collaboration.KINDS, said["parameter.kind"]),
            openapi.free("one", "string", said["parameter.one"]),
            openapi.free("other", "string", said["parameter.one"]),
        ],
    )
    add_page(app, service, coverage.PATH, coverage.PAGE, nothing)


def _add_map(app: FastAPI, service: Service, boundaries: Boundaries | None) -> None:
    said = texts("pages/map")
    told = [
        openapi.free("layer", "string", said["parameter.layer"]),
        openapi.free("day", "date", said["parameter.day"], blank=True),
    ]
    add_picture(
        app, service, regional_map.PATH, regional_map.page(boundaries), regional_map.read, told=told
    )
    if boundaries is None:
        return
    held, content = boundaries.digest, boundaries.content

    async def shown(request: Request) -> Response:
        parameters(request)
        headers = {"ETag": f'"{held}"', "Cache-Control": "public, no-cache"}
        if parse_etags(request.headers.get("if-none-match")).contains_weak(held):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(content, headers=headers, media_type=JSON)

    openapi.add(app, BOUNDARIES, shown, "boundaries", responses=openapi.answers([JSON]))
