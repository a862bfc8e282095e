"""The route `/problem/…`: what the types of problems mean, to whose addresses problems point."""

from http import HTTPStatus
from typing import Final, cast

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server import openapi
from server.language import LANGUAGES, language_of
from server.linked.names import NoThingError
from server.linked.summaries import summary
from server.negotiation import HTML, best_type
from server.pages import render
from server.problems import STATUS, TYPES, Kind, Problem
from server.texts import in_language

PATH: Final = "/problem/{kind}"
JSON: Final = "application/json"


def add_problem_types(app: FastAPI) -> None:
    """Let `app` tell what the types of problems mean (RFC 9457, section 4)."""

    async def told(request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in STATUS:
            raise NoThingError(TYPES + kind, [])
        problem = Problem(cast("Kind", kind), language_of(request))
        if best_type([JSON, HTML], request.headers.get("accept")) == HTML:
            return render("problem", request, problem=problem)
        titles = {each: in_language("problems", each)[f"{kind}.title"] for each in LANGUAGES}
        content = {"type": TYPES + kind, "status": problem.status.value, "title": titles}
        return JSONResponse(content, headers={"Vary": "Accept"})

    openapi.add(
        app,
        PATH,
        told,
        "problem",
        summary=summary("problem"),
        responses=openapi.answers([JSON, HTML], HTTPStatus.NOT_FOUND),
        openapi_extra={"parameters": openapi.path_parameters(PATH)},
    )
