"""The application: its routes, and the layers around them."""

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette_compress import CompressMiddleware, add_compress_type

from krig import __version__
from krig.queries import SavedQuery, saved_queries
from krig.release import Releases
from krig.revisions import Revisions
from server import openapi
from server.catalog.holdings import Holdings
from server.direct import Direct
from server.endpoint import add_sparql
from server.engine import Engine
from server.failures import TOLD, tell_failures
from server.feeds.changes import Changes
from server.feeds.latest import Latest
from server.formats import GRAPHS, RESULTS
from server.graph_store import add_graph_store
from server.history import add_history
from server.linked.routes import add_linked_data
from server.local import LocalEngine
from server.operation.observing import Observing
from server.operation.operation import Operation
from server.operation.routes import add_operation
from server.pages import STATIC
from server.pages.routes import add_pages
from server.past import Past
from server.reconciliation.route import add_reconciliation
from server.repeats import Memory, Repeats
from server.saved import add_saved
from server.search.route import add_search
from server.search.searcher import Searcher
from server.security import SecurityHeaders
from server.service import Service
from server.settings import Settings
from server.shortcut import Shortcut
from server.texts import texts
from server.validation import Checker
from server.validation.route import CONFORMS, add_validation
from server.writes import Writing

if TYPE_CHECKING:
    from server.federation.federation import Federation

ALLOWED: Final = ("Accept", "Accept-Language", "Content-Type", "If-None-Match")
EXPOSED: Final = (
    "Content-Disposition",
    "Content-Language",
    "Content-Location",
    "ETag",
    CONFORMS,
    "Krig-Revision",
    "Link",
    "Retry-After",
    "Server-Timing",
)
for _form in (*RESULTS, *GRAPHS):
    add_compress_type(_form.media_types[0])

SMALLEST: Final = 1000
"""How many bytes an answer has that it is worth while to compress."""
NAMED_BY_CONTENT: Final = re.compile(r"-[0-9A-Z]{8}\.(js|css)$")
"""How the names of bundled files end: with the digest of their content."""


def create_app(
    engine: Engine,
    settings: Settings,
    queries: Iterable[SavedQuery] | None = None,
    *,
    past: Past | None = None,
    releases: Releases | None = None,
    revisions: Revisions | None = None,
    writing: Writing | None = None,
    operation: Operation | None = None,
) -> FastAPI:
    """Return the application that answers over HTTP from `engine`.

    Past revisions are asked by `past`, told of from `revisions` and `releases`, written with
    `writing`, and observed by `operation`, where they are given.
    """
    known = saved_queries() if queries is None else queries
    named = {query.name: query for query in known}
    service = Service(engine, settings, named, past, writing, _federation(settings))
    checker = Checker(settings.check)
    searcher = Searcher(engine, settings.search)
    memory = Memory(lambda: engine.revision, settings.read.cache // 4)
    title = texts("pages")["title"]
    app = FastAPI(
        title=openapi.both(title),
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_running, service, checker, searcher),
        middleware=[
            *([Middleware(Observing, told=operation.note)] if operation is not None else []),
            Middleware(Repeats, memory=memory),
            Middleware(SecurityHeaders),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=ALLOWED,
                expose_headers=EXPOSED,
            ),
            Middleware(CompressMiddleware, minimum_size=SMALLEST),
        ],
    )
    app.state.revision = lambda: engine.revision
    app.state.address = service.address
    _add_health(app, service)
    handlers = add_sparql(app, service)
    add_saved(app, service)
    history = writing.revisions if writing is not None else revisions
    holdings, changes = Holdings(engine, settings.dumps, releases, history), Changes()
    add_pages(app, service, Latest(holdings, changes))
    add_graph_store(app, service)
    add_validation(app, service, checker)
    add_search(app, searcher)
    add_reconciliation(app, service, searcher)
    add_linked_data(app, service, holdings, changes)
    if history is not None:
        add_history(app, history, writing)
    if operation is not None:
        add_operation(app, operation)
    app.mount("/static", _Static(directory=STATIC, check_dir=False))
    tell = tell_failures(app)
    # The layer that is added first would be the innermost; those of the constructor go around it.
    app.user_middleware.append(Middleware(Direct, handlers=handlers, raised=TOLD, tell=tell))
    app.state.shortcut = None
    if isinstance(engine, LocalEngine):
        note = operation.note if operation is not None else None
        app.state.shortcut = Shortcut(service, engine, memory, tell, TOLD, SMALLEST, note)
    return app


def _federation(settings: Settings) -> "Federation | None":
    """Return what calls other servers, where the settings name any."""
    if not settings.federation.hosts.strip(", "):
        return None
    # It brings a client of HTTP, which takes as long to load as the rest of the server.
    from server.federation.federation import Federation  # noqa: PLC0415

    return Federation(settings.federation)


@asynccontextmanager
async def _running(
    service: Service, checker: Checker, searcher: Searcher, _: FastAPI
) -> AsyncIterator[None]:
    """Start what answers and what writes, and end it when the server stops."""
    async with AsyncExitStack() as stack:
        stack.push_async_callback(checker.close)
        stack.push_async_callback(searcher.close)
        if service.federation is not None:
            stack.push_async_callback(service.federation.close)
        stack.push_async_callback(service.engine.close)
        await service.engine.start()
        if service.past is not None:
            stack.push_async_callback(service.past.close)
        if service.writing is not None:
            stack.push_async_callback(service.writing.close)
            await service.writing.start()
        yield


def _add_health(app: FastAPI, service: Service) -> None:
    async def health(_: Request) -> Response:
        content = {"status": "ok", "revision": service.engine.revision}
        return JSONResponse(content, headers={"Cache-Control": "no-store"})

    openapi.add(app, "/healthz", health, "healthz", responses=openapi.answers(["application/json"]))


class _Static(StaticFiles):
    """The bundled files; those whose name holds the digest of their content never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if NAMED_BY_CONTENT.search(path):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
