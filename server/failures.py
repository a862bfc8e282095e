"""Turns what was raised while a request was answered into the problem that its client is told."""

from dataclasses import replace
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route

from krig.revisions import HistoryError, NoReleaseError, NoRevisionError
from krig.revisions.tokens import TokensError
from server import problems
from server.body import SlowBodyError, TooLargeError
from server.catalog.making import NoDumpsError, UnmadeDumpsError
from server.catalog.routes import NoDumpError
from server.direct import Tell
from server.federation.faults import (
    CallCountError,
    CallFailedError,
    CallFormError,
    CallHostError,
    CallPrivateError,
    CallSizeError,
    LoadFormError,
)
from server.feeds.oembed import NotEmbeddableError
from server.graph_store import NoGraphError
from server.language import language_of
from server.linked.names import NoThingError
from server.linked.tables import ChangedTableError
from server.negotiation import HTML, NotAcceptableError, best_type
from server.pages import render
from server.parameters import FaultsError, NotUtf8Error
from server.parts import NoPartsError
from server.problems import Kind, Problem
from server.protocol import MediaTypeError, UpdateError
from server.readers.family import TemplateError
from server.readers.faults import LaterError, UnansweredError
from server.results import FederatedQueryError, InvalidQueryError
from server.saved import NoSuchQueryError
from server.service import NoPastError
from server.tables.making import TableError
from server.texts import Language
from server.validation.faults import UncheckedError, UncheckedLaterError
from server.writes import ReadOnlyError, UnauthorizedError, report
from server.writing import WriteError
from server.writing.faults import InvalidError

KINDS: Final[dict[type[Exception], Kind]] = {
    FederatedQueryError: "service",
    CallHostError: "call-host",
    CallFormError: "call-form",
    CallCountError: "call-count",
    CallPrivateError: "call-private",
    CallSizeError: "call-size",
    CallFailedError: "call-failed",
    LoadFormError: "load-form",
    UpdateError: "update",
    ReadOnlyError: "read-only",
    NotUtf8Error: "encoding",
    MediaTypeError: "media-type",
    NoPartsError: "no-parts",
    TooLargeError: "too-large",
    SlowBodyError: "slow-body",
    UnauthorizedError: "unauthorized",
    NoGraphError: "no-graph",
    NoPastError: "no-past",
    ChangedTableError: "changed-table",
    NoDumpError: "no-dump",
    NotEmbeddableError: "not-embeddable",
    NoDumpsError: "no-dumps",
    UnmadeDumpsError: "unmade-dumps",
    TableError: "table",
    TemplateError: "unloaded",
}
"""The kinds of those problems that have nothing to tell but their text."""

OUTCOMES: Final[dict[str, Kind]] = {
    "federation": "service",
    "evaluation": "evaluation",
    "too_large": "result",
    "memory": "memory",
    "crash": "crash",
    "deadline": "deadline",
    "stopped": "stopped",
    "busy": "busy",
    "rate": "rate",
    "overtaken": "overtaken",
    "lost": "lost",
    "engine": "engine",
    "unindexed": "unindexed",
}
"""The kinds of the problems of queries that are not answered, by outcome."""

BY_STATUS: Final[dict[int, Kind]] = {404: "not-found", 405: "method"}

TOLD: Final = (
    *KINDS,
    UnansweredError,
    FaultsError,
    InvalidQueryError,
    NoSuchQueryError,
    NoThingError,
    NotAcceptableError,
    HistoryError,
    TokensError,
    WriteError,
    UncheckedError,
    UncheckedLaterError,
    HTTPException,
    ClientDisconnect,
)
"""What is told of what went wrong."""
RAISED: Final = (*TOLD, Exception)
"""The last stands for all that should never be raised, of which the log tells too."""

GONE: Final = 499
"""What the log says of a request whose client did not wait for the answer."""


def tell_failures(app: FastAPI) -> Tell:
    """Let `app` answer what its routes raise with problem details, and browsers with a page.

    Return what does so, for what is raised beside the routes.
    """

    async def told(request: Request, error: Exception) -> Response:
        if isinstance(error, ClientDisconnect):
            return Response(status_code=GONE)
        if isinstance(error, InvalidError):
            return report(request, error.verdict, HTTPStatus.UNPROCESSABLE_ENTITY)
        found = problem_of(error, language_of(request), request.url.path, _allowed(app, request))
        offered = [problems.MEDIA_TYPE, "application/json", HTML]
        if best_type(offered, request.headers.get("accept")) == HTML:
            page = render("problem", request, found.status, problem=found)
            page.headers.update(found.headers)
            return page
        return found.response(found.headers)

    for raised in RAISED:
        app.add_exception_handler(raised, told)
    return told


def problem_of(error: Exception, language: Language, path: str, allowed: str) -> Problem:
    """Return how `error` is told in `language`.

    `path` is what was asked for, `allowed` which methods it has.
    """
    found = _own(error, language)
    if found is None:
        kind = _kind(error)
        found = problems.problem(kind, language, error=error, path=path, allowed=allowed)
    headers = _headers(error, allowed if found.kind == "method" else "")
    return replace(found, headers={**found.headers, **headers})


def _own(error: Exception, language: Language) -> Problem | None:
    """Return the problem of an error that has more to tell than a text of its kind."""
    found = None
    match error:
        case InvalidQueryError():
            found = problems.syntax(error.diagnosis, language)
        case FaultsError():
            found = problems.parameters(error.faults, language)
        case NotAcceptableError():
            found = problems.not_acceptable(error.formats, language)
        case NoSuchQueryError() | NoThingError():
            found = _missing(error, language)
        case WriteError():
            found = problems.write(error, language)
        case UncheckedError() | UncheckedLaterError():
            found = problems.unchecked(error, language)
        case NoRevisionError() | NoReleaseError():
            found = Problem("no-revision", language, error.message(language))
        case HistoryError():
            found = Problem("history", language, error.message(language))
        case TokensError():
            found = Problem("tokens", language, error.ko if language == "ko" else error.en)
    return found


def _missing(error: NoSuchQueryError | NoThingError, language: Language) -> Problem:
    """Return the problem that there is nothing of a name, with the nearest that there are."""
    if isinstance(error, NoSuchQueryError):
        return problems.no_such_query(error.name, error.near, language)
    return problems.no_thing(error.iri, error.near, error.called, language)


def _headers(error: Exception, allowed: str) -> dict[str, str]:
    match error:
        case LaterError():
            return {"Retry-After": str(error.retry_after)}
        case UnauthorizedError(given=True):
            return {"WWW-Authenticate": 'Bearer realm="krig", error="invalid_token"'}
        case UnauthorizedError():
            return {"WWW-Authenticate": 'Bearer realm="krig"'}
    return {"Allow": allowed} if allowed else {}


def _kind(error: Exception) -> Kind:
    if isinstance(error, HTTPException):
        return BY_STATUS.get(error.status_code, "internal")
    if isinstance(error, UnansweredError):
        return OUTCOMES.get(error.outcome, "internal")
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
