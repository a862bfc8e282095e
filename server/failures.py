"""Turns what was raised while a request was answered into the problem that its client is told."""

from typing import Final

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from server import problems
from server.language import language_of
from server.negotiation import HTML, NotAcceptableError, best_type
from server.pages import render
from server.parameters import FaultsError, NotUtf8Error
from server.problems import Kind, Problem
from server.protocol import BODIES, MediaTypeError, TooLargeError, UpdateError
from server.query import EvaluationError
from server.results import FederatedQueryError, InvalidQueryError
from server.saved import NoSuchQueryError
from server.texts import Language

KINDS: Final[dict[type[Exception], Kind]] = {
    EvaluationError: "evaluation",
    FederatedQueryError: "service",
    UpdateError: "update",
    NotUtf8Error: "encoding",
    MediaTypeError: "media-type",
    TooLargeError: "too-large",
}
"""The kinds of those problems that have nothing to tell but their text."""

BY_STATUS: Final[dict[int, Kind]] = {404: "not-found", 405: "method"}

RAISED: Final = (
    *KINDS,
    FaultsError,
    InvalidQueryError,
    NoSuchQueryError,
    NotAcceptableError,
    HTTPException,
    Exception,
)
"""What is told; the last stands for all that should never be raised."""


def tell_failures(app: FastAPI, limit: int) -> None:
    """Let `app` answer what its routes raise with problem details, and browsers with a page.

    `limit` is how many bytes a request may have.
    """

    async def told(request: Request, error: Exception) -> Response:
        allowed = _allowed(app, request)
        found = problem_of(error, language_of(request), request.url.path, allowed, limit)
        offered = [problems.MEDIA_TYPE, "application/json", HTML]
        if best_type(offered, request.headers.get("accept")) == HTML:
            return render("problem", request, found.status, problem=found)
        return found.response({"Allow": allowed} if found.kind == "method" else None)

    for raised in RAISED:
        app.add_exception_handler(raised, told)


def problem_of(
    error: Exception, language: Language, path: str, allowed: str, limit: int
) -> Problem:
    """Return how `error` is told in `language`.

    `path` is what was asked for, `allowed` which methods it has, `limit` how many bytes a request
    may have.
    """
    match error:
        case InvalidQueryError():
            return problems.syntax(error.diagnosis, language)
        case FaultsError():
            return problems.parameters(error.faults, language)
        case NotAcceptableError():
            return problems.not_acceptable(error.formats, language)
        case NoSuchQueryError():
            return problems.no_such_query(error.name, error.near, language)
    return problems.problem(
        _kind(error),
        language,
        message=error,
        limit=limit,
        types=", ".join(BODIES),
        path=path,
        allowed=allowed,
    )


def _kind(error: Exception) -> Kind:
    if isinstance(error, HTTPException):
        return BY_STATUS.get(error.status_code, "internal")
    return KINDS.get(type(error), "internal")


def _allowed(app: FastAPI, request: Request) -> str:
    """Return the methods that some route has at the path of `request`."""
    methods = {
        method
        for route in app.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] != Match.NONE
        for method in route.methods or ()
    }
    return ", ".join(sorted(methods))
