"""Runs the application over HTTP."""

import gc
import signal
import socket
import sys
from functools import partial
from typing import Final

import typer
import uvicorn

from krig.revisions.tokens import Tokens
from server.app import create_app
from server.command import Served
from server.connection import connections
from server.local import LocalEngine
from server.operation.access_log import AccessLog
from server.operation.operation import Operation
from server.operation.stopping import Grace, stop_gracefully
from server.settings import Settings
from server.writes import holder

HEAD_BYTES: Final = 65_536
"""What the head of a request may have beside the query in its address."""
THRESHOLDS: Final = (2_000, 10, 10)
"""When garbage is looked for while requests are answered: often, so that it never takes long."""


def run(served: Served, settings: Settings, listening: socket.socket) -> None:
    """Serve what is `served` at the socket, until the process is told to stop."""
    operation = _operation(settings, served)
    app = create_app(
        served.engine,
        settings,
        past=served.past,
        releases=served.releases,
        revisions=served.revisions,
        writing=served.writing,
        operation=operation,
    )
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        http=connections(
            settings.max_query_bytes + HEAD_BYTES, settings.upload_seconds, app.state.shortcut
        ),
        timeout_graceful_shutdown=settings.grace_seconds,
    )
    # Once it has stopped, uvicorn raises the signal again; being told to stop is no failure.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    grace = Grace(settings.drain_seconds, settings.grace_seconds)
    _Server(config, operation, grace).run([listening])


def _operation(settings: Settings, served: Served) -> Operation:
    """Return what an operator sees of `served`: its processes are there once the server runs."""
    engine, writing = served.engine, served.writing
    return Operation(
        partial(holder, tokens=Tokens(settings.tokens)),
        readers=lambda: engine.pool if isinstance(engine, LocalEngine) else engine,
        writer=lambda: writing.writer if writing is not None else None,
        log=AccessLog(sys.stdout, private=settings.log_queries),
    )


class _Server(uvicorn.Server):
    """A server that prints its address once it answers there, and stops gracefully."""

    def __init__(self, config: uvicorn.Config, operation: Operation, grace: Grace) -> None:
        super().__init__(config)
        self._operation = operation
        self._grace = grace

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await stop_gracefully(self._operation, self._grace)
        await super().shutdown(sockets)
        self._operation.log.close()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What is there now stays: to look through it again and again takes a tenth of the time.
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)
        for each in sockets or ():
            host, port = each.getsockname()[:2]
            typer.echo(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
