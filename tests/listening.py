"""A server of the real kind, listening at a free port of this machine while a test runs."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, sleep

import uvicorn
from fastapi import FastAPI
from pyoxigraph import RdfFormat, Store
from starlette.types import ASGIApp

from krig.revisions import Revisions
from krig.revisions.tokens import Tokens
from server.app import create_app
from server.connection import connections
from server.dump import Dump
from server.local import LocalEngine
from server.past import Past
from server.readers.limits import Limits
from server.search.limits import SearchLimits
from server.settings import Settings
from server.writes import Writing

PATIENCE = 20
GENEROUS = Limits(rate=1e6, burst=1_000_000)
"""Tests ask more queries than a client may."""
USUAL = Settings(read=GENEROUS, search=SearchLimits(deadline=30))
"""On a busy machine it takes seconds to make the first index."""


@dataclass(frozen=True, slots=True)
class Held:
    """A graph in a file, as readers load it."""

    id: str
    dump: Path


@contextmanager
def answering(store: Store, name: str, settings: Settings = USUAL) -> Iterator[str]:
    """Yield the address at which readers answer from what `store` holds."""
    with TemporaryDirectory() as folder:
        held = Held(name, Path(folder, "graph.nq"))
        store.dump(held.dump, RdfFormat.N_QUADS)
        kept = settings.model_copy(update={"dumps": Path(folder, "dumps")})
        with listening(create_app(LocalEngine(held, settings.read), kept)) as address:
            yield address


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """Yield the address at which `app` answers."""
    shortcut = app.state.shortcut if isinstance(app, FastAPI) else None
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="error", lifespan="on", http=connections(200_000, 2.0, shortcut)
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


@contextmanager
def writable(folder: Path, settings: Settings = USUAL) -> Iterator[tuple[str, str]]:
    """Yield the address of a server over an empty graph, and a token with which to write there."""
    revisions, tokens = Revisions(folder / "revisions"), Tokens(folder / "tokens.json")
    with revisions.writing() as ledger:
        first = ledger.begin("nothing", [])
    settings = settings.model_copy(update={"dumps": folder / "dumps"})
    engine = LocalEngine(Dump(first), settings.read)
    past = Past(lambda name: Dump(revisions.state(name)), engine, settings.read, 1)
    writing = Writing(engine, revisions, tokens, settings.write)
    token = tokens.create("tester")
    with listening(create_app(engine, settings, past=past, writing=writing)) as address:
        yield address, token
