"""A server of the real kind, listening at a free port of this machine while a test runs."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 10


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """Yield the address at which `app` answers."""
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="error", lifespan="off", h11_max_incomplete_event_size=200_000
        )
    )
    with socket.create_server(("127.0.0.1", 0)) as port:
        thread = Thread(target=server.run, args=([port],), daemon=True)
        thread.start()
        deadline = monotonic() + PATIENCE
        while not server.started and monotonic() < deadline:
            sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
