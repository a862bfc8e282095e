"""`krig serve`: serves the current release over HTTP."""

import signal
import socket
from pathlib import Path
from typing import Annotated, Any, Final

import typer
import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from krig.command.language import LangOption, Language, language
from krig.command.terminal import CommandError, failures_told, progress_told
from krig.release import Release, Releases
from krig.release.build import build
from server.app import create_app
from server.engine import MemoryEngine
from server.settings import Settings

HEAD_BYTES: Final = 65_536
"""What the head of a request may have beside the query in its address."""


def serve(
    host: Annotated[
        str | None, typer.Option(help="듣는 주소. The address to listen at. [127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(help="포트, 0이면 빈 것. The port; 0 takes a free one. [8000]"),
    ] = None,
    releases: Annotated[
        Path | None, typer.Option(help="릴리스 폴더. The folder of releases. [releases]")
    ] = None,
    lang: LangOption = None,
) -> None:
    """릴리스를 HTTP로 내놓는다. 없으면 먼저 만든다.

    Serve the current release over HTTP; build one first if there is none.
    """
    speak = language(lang)
    with failures_told(speak):
        settings = _settings({"host": host, "port": port, "releases": releases})
        listening = _listen(settings.host, settings.port)
        release = _release(Releases(settings.releases), speak)
        app = create_app(MemoryEngine(release.store(), release.id), settings)
        _run(app, settings, listening)


def _settings(given: dict[str, Any]) -> Settings:
    """Return the settings: what is given, over the environment.

    Raises:
        CommandError: a setting is not valid; all are told.

    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        faults = [(".".join(map(str, each["loc"])), each["msg"]) for each in error.errors()]
        lines = "\n".join(f"KRIG_{name.upper()}: {message}" for name, message in faults)
        raise CommandError(f"설정이 틀렸습니다.\n{lines}", f"wrong settings:\n{lines}") from None


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the address.

    Raises:
        CommandError: it cannot.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CommandError(
            f"{host}:{port}에서 들을 수 없습니다({error.strerror}). --port로 바꾸십시오.",
            f"cannot listen at {host}:{port}: {error.strerror}; choose another by --port.",
        ) from None


def _release(releases: Releases, speak: Language) -> Release:
    """Return the current release; where there is none, one is built."""
    current = releases.current()
    if current is not None:
        return current
    with progress_told(speak) as progress:
        return build(releases, progress=progress)


def _run(app: FastAPI, settings: Settings, listening: socket.socket) -> None:
    """Serve until the process is told to stop."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        h11_max_incomplete_event_size=settings.max_query_bytes + HEAD_BYTES,
        timeout_graceful_shutdown=settings.grace_seconds,
    )
    # Once it has stopped, uvicorn raises the signal again; being told to stop is no failure.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    _Server(config).run([listening])


class _Server(uvicorn.Server):
    """A server that prints its address once it answers there."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            host, port = each.getsockname()[:2]
            typer.echo(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
