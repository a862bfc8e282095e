"""The route `/revisions`: which there are, who made them, what changed, and the way back."""

from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from krig.diff import Change
from krig.revisions import Revisions
from krig.revisions.record import described
from server import openapi
from server.parameters import FaultsError, language_faults, pairs_of, unknown_faults
from server.writes import ReadOnlyError, Writing, holder, write
from server.writes import answer as told
from server.writing import Rollback

PATH: Final = "/revisions"
ONE: Final = PATH + "/{revision}"
COMPARE: Final = PATH + "/{earlier}/compare/{later}"
ROLLBACK: Final = PATH + "/{revision}/rollback"
JSON: Final = "application/json"
MANY: Final = 1000
"""How many revisions are listed, the newest first."""


def add_history(app: FastAPI, revisions: Revisions, writing: Writing | None) -> None:
    """Let `app` answer at `/revisions` and below, and roll back by `writing`, if it is given."""

    async def listed(request: Request) -> Response:
        _refuse_parameters(request)
        found = await run_in_threadpool(revisions.all)
        newest = [described(each.record) for each in found[: -MANY - 1 : -1]]
        return _answered({"revisions": newest, "count": len(found)})

    async def one(request: Request) -> Response:
        _refuse_parameters(request)
        name = request.path_params["revision"]
        return _answered(described((await run_in_threadpool(revisions.state, name)).record))

    async def compared(request: Request) -> Response:
        _refuse_parameters(request)
        earlier, later = request.path_params["earlier"], request.path_params["later"]
        changes = await run_in_threadpool(revisions.compare, earlier, later)
        return _answered({"changes": [_change(each) for each in changes]})

    async def rolled_back(request: Request) -> Response:
        if writing is None:
            raise ReadOnlyError
        who = await holder(request, writing.tokens)
        _refuse_parameters(request)
        action = Rollback(revision=request.path_params["revision"])
        return told(request, await write(request, writing, who, action))

    problems = (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
    reads = ((PATH, listed, "revisions"), (ONE, one, "revision"), (COMPARE, compared, "compare"))
    for path, endpoint, name in reads:
        openapi.add(
            app,
            path,
            endpoint,
            name,
            responses=openapi.answers([JSON], *problems),
            openapi_extra={"parameters": openapi.path_parameters(path)},
        )
    app.add_api_route(
        ROLLBACK,
        rolled_back,
        methods=["POST"],
        operation_id="rollback",
        response_class=Response,
        responses=openapi.writes(*problems, HTTPStatus.UNAUTHORIZED),
        openapi_extra={"parameters": openapi.path_parameters(ROLLBACK)},
    )


def _refuse_parameters(request: Request) -> None:
    pairs = pairs_of(request.scope["query_string"])
    faults = [*unknown_faults(pairs, ["lang"]), *language_faults(pairs)]
    if faults:
        raise FaultsError(faults)


def _change(change: Change) -> dict[str, Any]:
    def said(pairs: frozenset[Any]) -> list[list[str]]:
        return sorted([predicate.value, str(value)] for predicate, value in pairs)

    return {
        "thing": change.thing.value,
        "kind": change.kind,
        "gone": said(change.gone),
        "come": said(change.come),
    }


def _answered(content: dict[str, Any]) -> Response:
    return JSONResponse(content, headers={"Cache-Control": "no-cache"})
