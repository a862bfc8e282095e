"""The routes of an operator: readiness, metrics, and the list of running queries."""

import asyncio
import os
from dataclasses import asdict
from http import HTTPStatus
from itertools import chain
from typing import Any, Final

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server import openapi
from server.operation import metrics
from server.operation.memory import memory
from server.operation.operation import Operation

JSON: Final = "application/json"
FRESH: Final = {"Cache-Control": "no-store"}
RUNNING: Final = "/running"
DIGITS: Final = 18
"""How many digits the id of a query has at most."""


def add_operation(app: FastAPI, operation: Operation) -> None:
    """Let `app` answer `/readyz`, `/metrics`, `/running`, and `DELETE /running/ID`."""

    async def ready(_: Request) -> Response:
        return readiness(operation)

    async def measured(_: Request) -> Response:
        # Reading the sizes of processes takes milliseconds, in which the loop serves others.
        sizes = await asyncio.to_thread(memory, os.getpid())
        return Response(told(operation, sizes), headers=FRESH, media_type=metrics.MEDIA_TYPE)

    async def running(request: Request) -> Response:
        await operation.authorise(request)
        readers = operation.readers()
        found = [asdict(each) for each in readers.running()] if readers is not None else []
        return JSONResponse({"running": found}, headers=FRESH)

    async def stop(request: Request) -> Response:
        await operation.authorise(request)
        readers = operation.readers()
        number = _number(request.path_params["number"])
        if readers is None or not readers.stop(number):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=FRESH)

    unready = {HTTPStatus.SERVICE_UNAVAILABLE.value: _described(HTTPStatus.SERVICE_UNAVAILABLE)}
    openapi.add(app, "/readyz", ready, "readyz", responses=openapi.answers([JSON]) | unready)
    plain = openapi.answers(["text/plain"])
    openapi.add(app, "/metrics", measured, "metrics", responses=plain)
    refused = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    openapi.add(app, RUNNING, running, "running", responses=openapi.answers([JSON], *refused))
    app.add_api_route(
        f"{RUNNING}/{{number}}",
        stop,
        methods=["DELETE"],
        operation_id="running.stop",
        status_code=HTTPStatus.NO_CONTENT,
        response_class=Response,
        responses=openapi.answers([], *refused, HTTPStatus.NOT_FOUND),
        openapi_extra={"parameters": [_PARAMETER]},
    )


def readiness(operation: Operation) -> Response:
    """Return whether queries should be sent here: a reader is there, and nobody has said stop."""
    readers = operation.readers()
    status = "ready" if readers is None or readers.ready else "no reader"
    if operation.stopping:
        status = "stopping"
    content = {"status": status, "revision": readers.revision if readers is not None else ""}
    if status == "ready":
        return JSONResponse(content, headers=FRESH)
    headers = {**FRESH, "Retry-After": "1"}
    return JSONResponse(content, HTTPStatus.SERVICE_UNAVAILABLE, headers)


def told(operation: Operation, sizes: dict[str, int]) -> bytes:
    """Return the metrics of a service whose processes take `sizes` bytes."""
    readers, writer = operation.readers(), operation.writer()
    return metrics.exposition(
        chain(
            metrics.of_queries(readers.statistics()) if readers is not None else (),
            metrics.of_writes(writer.outcomes, writer.waiting) if writer is not None else (),
            metrics.of_traffic(operation.traffic, operation.log.dropped),
            metrics.of_memory(sizes),
        )
    )


def _number(written: str) -> int:
    """Return the id of a query; 0, which none has, for what is no id."""
    sound = written.isascii() and written.isdigit() and len(written) <= DIGITS
    return int(written) if sound else 0


def _described(status: HTTPStatus) -> dict[str, Any]:
    return {"description": status.phrase, "content": {JSON: {}}}


_PARAMETER: Final[dict[str, Any]] = {
    "name": "number",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 1},
}
