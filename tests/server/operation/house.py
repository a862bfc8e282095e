"""A small service over real readers, with all that its operator has, in the loop of the test."""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from server.operation.access_log import AccessLog
from server.operation.exchange import remark, remark_query
from server.operation.observing import Observing
from server.operation.operation import Operation
from server.operation.routes import add_operation
from server.readers.answer import Answer
from server.readers.pool import Pool
from server.readers.query import Query
from tests.fetching import Saved, serving

TOKEN = "-".join(("the", "operator"))


@dataclass(frozen=True, slots=True)
class House:
    """A service that answers, its operation, and its log."""

    client: httpx.AsyncClient
    pool: Pool
    operation: Operation
    server: uvicorn.Server
    written: io.StringIO

    def entries(self) -> list[dict[str, Any]]:
        """What the access log holds, once all of it is written."""
        self.operation.log.close()
        return [json.loads(line) for line in self.written.getvalue().splitlines()]


async def authorise(request: Request) -> None:
    if request.headers.get("authorization") != f"Bearer {TOKEN}":
        raise HTTPException(401)


def application(pool: Pool, operation: Operation) -> FastAPI:
    """An application that answers queries by streaming, as they are asked."""
    app = FastAPI()

    async def ask(request: Request) -> Response:
        query = Query(request.query_params["query"], "json")
        remark(request.scope, revision=pool.revision)
        remark_query(request.scope, query.text)
        answer = await pool.query(query)
        return StreamingResponse(pieces(answer), media_type=answer.head.media_type)

    async def pieces(answer: Answer) -> AsyncIterator[bytes]:
        async with answer:
            async for piece in answer:
                yield piece

    app.add_api_route("/ask", ask, response_class=Response)
    add_operation(app, operation)
    app.add_middleware(Observing, told=operation.note)
    return app


@asynccontextmanager
async def house(revision: Saved, *, private: bool = False, **limits: Any) -> AsyncIterator[House]:
    """A service over `revision`."""
    written = io.StringIO()
    async with serving(revision, **limits) as pool:
        log = AccessLog(written, private=private)
        operation = Operation(authorise, lambda: pool, lambda: None, log)
        app = application(pool, operation)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        with socket.create_server(("127.0.0.1", 0)) as port:
            base = f"http://127.0.0.1:{port.getsockname()[1]}"
            task = asyncio.create_task(server.serve([port]))
            while not server.started:
                await asyncio.sleep(0.005)
            async with httpx.AsyncClient(base_url=base, timeout=20) as client:
                yield House(client, pool, operation, server, written)
            server.should_exit = True
            with suppress(asyncio.CancelledError):
                await task
