"""`krig serve`: serves the current release over HTTP."""

import signal
import socket
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
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
from krig.revisions import NoReleaseError, Revisions
from krig.revisions.tokens import Tokens
from server.app import create_app
from server.dump import Dump
from server.heads import bounded
from server.local import LocalEngine
from server.operation.access_log import AccessLog
from server.operation.operation import Operation
from server.operation.stopping import Grace, stop_gracefully
from server.past import Find, Past
from server.readers.revision import Revision
from server.remote import RemoteEngine
from server.settings import Settings
from server.writes import Writing, holder

HEAD_BYTES: Final = 65_536
"""What the head of a request may have beside the query in its address."""


def serve(
    *,
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
    writable: Annotated[
        bool,
        typer.Option("--writable", help="토큰이 있으면 고칠 수 있게. Let holders of tokens write."),
    ] = False,
    engine: Annotated[
        str | None,
        typer.Option(help="릴리스 대신 물을 SPARQL 서버. A SPARQL server to ask in its place."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="docs/settings.md의 설정. A setting of that file, such as read.deadline=5.",
        ),
    ] = None,
    lang: LangOption = None,
) -> None:
    """릴리스를 HTTP로 내놓는다. 없으면 먼저 만든다.

    Serve the current release over HTTP; build one first if there is none.
    """
    speak = language(lang)
    with failures_told(speak):
        named = {"host": host, "port": port, "releases": releases}
        settings = _settings(named, given or ())
        if writable and engine:
            raise CommandError(
                "--writable와 --engine은 함께 쓸 수 없습니다. 쓰기는 그 서버에 하십시오.",
                "--writable does not go with --engine; write to that server itself.",
            )
        listening = _listen(settings.host, settings.port)
        served = _served(settings, speak, engine, writable=writable)
        operation = _operation(settings, served)
        app = create_app(
            served.engine,
            settings,
            past=served.past,
            writing=served.writing,
            operation=operation,
        )
        _run(app, settings, operation, listening)


@dataclass(frozen=True, slots=True)
class _Served:
    """What answers, what answers for the past, and what writes."""

    engine: LocalEngine | RemoteEngine
    past: Past | None = None
    writing: Writing | None = None


def _served(settings: Settings, speak: Language, engine: str | None, *, writable: bool) -> _Served:
    """Return what serves another server, the current release, or the last revision."""
    if engine:
        return _Served(RemoteEngine(engine, settings.read))
    releases = Releases(settings.releases)
    release = _release(releases, speak)
    if not writable:
        return _over(release, settings, partial(_found, releases))
    revisions = Revisions(settings.revisions)
    last = revisions.begin(release)

    def found(name: str) -> Dump:
        return Dump(revisions.state(name))

    return _over(Dump(last), settings, found, revisions)


def _over(
    served: Revision, settings: Settings, find: Find, revisions: Revisions | None = None
) -> _Served:
    """Return what serves `served` from this machine, and writes to `revisions`."""
    engine = LocalEngine(served, settings.read, settings.grace_seconds)
    most = settings.past_revisions
    past = Past(find, engine, settings.read, most) if most else None
    writing = None
    if revisions is not None:
        writing = Writing(engine, revisions, Tokens(settings.tokens), settings.write)
    return _Served(engine, past, writing)


def _operation(settings: Settings, served: _Served) -> Operation:
    """Return what an operator sees of `served`: its processes are there once the server runs."""
    engine, writing = served.engine, served.writing
    return Operation(
        partial(holder, tokens=Tokens(settings.tokens)),
        readers=lambda: engine.pool if isinstance(engine, LocalEngine) else None,
        writer=lambda: writing.writer if writing is not None else None,
        log=AccessLog(sys.stdout, private=settings.log_queries),
    )


def _found(releases: Releases, name: str) -> Release:
    """Return the release called `name`.

    Raises:
        NoReleaseError: there is none.

    """
    release = releases.find(name)
    if release is None:
        raise NoReleaseError(name)
    return release


def _settings(named: Mapping[str, Any], given: Iterable[str]) -> Settings:
    """Return the settings: what is named or given, over the environment, over the file.

    Raises:
        CommandError: a setting is not valid; all are told.

    """
    told: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    for each in given:
        name, _, value = each.partition("=")
        group, _, member = name.strip().lower().partition(".")
        known = group in Settings.model_fields
        if member and isinstance(told.setdefault(group, {}), dict):
            told[group][member] = value
        elif known and not member:
            told[group] = value
        if not known:
            raise CommandError(
                f"“{name}”이라는 설정이 없습니다. docs/settings.md를 보십시오.",
                f"no setting is called “{name}”; see docs/settings.md.",
            )
    try:
        return Settings(**told)
    except ValidationError as error:
        faults = [("_".join(map(str, each["loc"])), each["msg"]) for each in error.errors()]
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


def _run(app: FastAPI, settings: Settings, operation: Operation, listening: socket.socket) -> None:
    """Serve until the process is told to stop."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        http=bounded(settings.max_query_bytes + HEAD_BYTES, settings.upload_seconds),
        timeout_graceful_shutdown=settings.grace_seconds,
    )
    # Once it has stopped, uvicorn raises the signal again; being told to stop is no failure.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    grace = Grace(settings.drain_seconds, settings.grace_seconds)
    _Server(config, operation, grace).run([listening])


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
        for each in sockets or ():
            host, port = each.getsockname()[:2]
            typer.echo(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
