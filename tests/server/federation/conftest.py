"""Another server: of documents that behave and that do not, on this machine."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.listening import listening

TURTLE = "<http://e/a> <http://e/knows> [ <http://e/name> '가'@ko ] ; <http://e/near> <b> ."


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b"# and so on\n" * 1000
        await asyncio.sleep(0)


async def slow(_: Request) -> Response:
    await asyncio.sleep(60)
    return Response()


async def echo(request: Request) -> Response:
    headers = "\n".join(f"{name}: {value}" for name, value in request.headers.items())
    return Response(headers, headers={"Set-Cookie": "a=b"})


async def turtle(_: Request) -> Response:
    return Response(TURTLE, media_type="text/turtle; charset=utf-8")


async def page(_: Request) -> Response:
    return Response("<html>", media_type="text/html")


async def moved(request: Request) -> Response:
    return RedirectResponse(request.url_for("turtle"))


async def without_end(_: Request) -> Response:
    return StreamingResponse(endless(), media_type="text/turtle")


async def packed(_: Request) -> Response:
    return Response(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}, media_type="text/turtle")


ROUTES = (slow, echo, turtle, page, moved, without_end, packed)


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """The address of a server with a path for each of these."""
    routes = [
        Route(f"/{each.__name__}", each, methods=["GET", "POST"], name=each.__name__)
        for each in ROUTES
    ]
    with listening(Starlette(routes=routes)) as address:
        yield address
