"""`krig serve`: serves the current release over HTTP."""

import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from krig.command.language import LangOption, Language, language
from krig.command.terminal import CommandError, failures_told, progress_told, told, warn
from krig.release import Release, Releases
from krig.revisions import NoReleaseError, Revisions
from krig.revisions import Revision as Head
from krig.revisions.tokens import Tokens
from server.dump import Dump
from server.local import LocalEngine
from server.past import Find, Past
from server.readers.revision import Revision
from server.settings import Settings
from server.writes import Writing

if TYPE_CHECKING:
    from server.remote import RemoteEngine


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
    """그래프를 HTTP로 내놓는다: 마지막 리비전, 없으면 릴리스. 릴리스도 없으면 먼저 만든다.

    Serve the graph over HTTP: its last revision, or else the current release, which is built first
    if there is none.
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
        if isinstance(served.engine, LocalEngine):
            served.engine.hasten()
        # To read this takes as long as the graph takes to load: so both go on at once.
        from server.running import run  # noqa: PLC0415

        run(served, settings, listening)


@dataclass(frozen=True, slots=True)
class Served:
    """What answers, what answers for the past, what there is to serve, and what writes to it."""

    engine: "LocalEngine | RemoteEngine"
    past: Past | None = None
    releases: Releases | None = None
    revisions: Revisions | None = None
    writing: Writing | None = None


def _served(settings: Settings, speak: Language, engine: str | None, *, writable: bool) -> Served:
    """Return what serves another server, the last revision, or the current release."""
    if engine:
        # A client of HTTP takes as long to load as the rest: only who asks another server does.
        from server.remote import RemoteEngine  # noqa: PLC0415

        return Served(RemoteEngine(engine, settings.read))
    releases, revisions = Releases(settings.releases), Revisions(settings.revisions)
    last = revisions.current()
    if last is None and writable:
        last = revisions.begin(_release(releases, speak))
    if last is None:
        release = _release(releases, speak)
        return Served(*_over(release, settings, partial(_found, releases)), releases)
    _warn_of_another_base(last, releases.current(), speak)

    def found(name: str) -> Dump:
        return Dump(revisions.state(name))

    local, past = _over(Dump(last), settings, found)
    writing = None
    if writable:
        writing = Writing(local, revisions, Tokens(settings.tokens), settings.write)
    return Served(local, past, releases, revisions, writing)


def _over(served: Revision, settings: Settings, find: Find) -> tuple[LocalEngine, Past | None]:
    """Return what serves `served` from this machine, and what `find` finds beside it."""
    engine = LocalEngine(served, settings.read, settings.grace_seconds)
    most = settings.past_revisions
    return engine, Past(find, engine, settings.read, most) if most else None


def _warn_of_another_base(last: Head, release: Release | None, speak: Language) -> None:
    """Warn where the history rests on another release than the current one."""
    if release is None or release.id == last.record.base:
        return
    base = last.record.base
    warn(
        told(
            speak,
            f"{last.id}을(를) 내놓습니다. 그 편집은 현재 릴리스 {release.id}이(가) 아니라 {base} "
            "위에 있습니다. krig rebase가 편집을 현재 릴리스로 옮깁니다.",
            f"serving {last.id}, whose edits rest on {base}, not on the current release "
            f"{release.id}; krig rebase carries them onto that.",
        )
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
    chosen: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    for each in given:
        name, _, value = each.partition("=")
        group, _, member = name.strip().lower().partition(".")
        known = group in Settings.model_fields
        if member and isinstance(chosen.setdefault(group, {}), dict):
            chosen[group][member] = value
        elif known and not member:
            chosen[group] = value
        if not known:
            raise CommandError(
                f"“{name}”이라는 설정이 없습니다. docs/settings.md를 보십시오.",
                f"no setting is called “{name}”; see docs/settings.md.",
            )
    try:
        return Settings(**chosen)
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
    # What reads tables, reasons and validates takes long to load, and is rarely needed.
    from krig.release.build import build  # noqa: PLC0415

    with progress_told(speak) as progress:
        return build(releases, progress=progress)
