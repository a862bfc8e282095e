"""Writes over HTTP: who may, what they say of it, and what is answered.

Source: RFC 6750 (Bearer), RFC 7240 (Prefer), RFC 9110, section 13 (If-Match).
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from werkzeug.http import parse_dict_header

from krig.revisions import Revision, Revisions
from krig.revisions.tokens import Tokens
from server.dump import Dump
from server.local import LocalEngine
from server.negotiation import best_type
from server.parameters import FaultsError, fault
from server.readers.change import Change
from server.writing import Action, Outcome, Verdict, Write, WriteLimits, Writer

REVISION: Final = "Krig-Revision"
"""The header that names the revision which answers, or which a write has made."""
WHY: Final = "Krig-Why"
"""The header that tells why one writes, in UTF-8 or percent-encoded."""
LONGEST: Final = 2000
"""How many characters the reason may have."""
JSON: Final = "application/json"
TURTLE: Final = "text/turtle"


class UnauthorizedError(Exception):
    """A request has no token, or none that is valid; `given` tells whether it has one."""

    def __init__(self, *, given: bool) -> None:
        self.given = given
        super().__init__("invalid_token" if given else "no token")


class ReadOnlyError(Exception):
    """A request would write, and the server does not."""


class Writing:
    """What a writable server writes with: a history, the writer of it, and who may."""

    def __init__(
        self, engine: LocalEngine, revisions: Revisions, tokens: Tokens, limits: WriteLimits
    ) -> None:
        """Write to `revisions`, the last of which `engine` serves, for the holders of `tokens`."""
        self.revisions: Final = revisions
        self.tokens: Final = tokens
        self._engine = engine
        self._limits = limits
        self._writer: Writer | None = None

    @property
    def writer(self) -> Writer:
        """The writer; there is none before the start."""
        if self._writer is None:
            raise RuntimeError("the writer is not started")
        return self._writer

    async def start(self) -> None:
        """Start the process that writes; the engine is started already.

        Raises:
            LostError: it cannot start.
            DamagedError: the history is damaged.

        """
        self._writer = await Writer.start(self.revisions, self._limits, self._swap)

    async def close(self) -> None:
        """Let the write that has begun end, and take no more."""
        if self._writer is not None:
            await self._writer.close()

    async def _swap(self, revision: Revision) -> None:
        change = await asyncio.to_thread(self._change, revision)
        dump = await asyncio.to_thread(Dump, revision, later=change is not None)
        await self._engine.swap(dump, change)

    def _change(self, revision: Revision) -> Change | None:
        """Return what leads to `revision` from what is served, if that is the one before it."""
        served = self._engine.served
        follows = (
            isinstance(served, Dump) and served.revision.record.digest == revision.record.previous
        )
        return Change.of(served.id, revision.delta()) if follows else None


async def holder(request: Request, tokens: Tokens) -> str:
    """Return who may write with the token of `request`.

    Raises:
        UnauthorizedError: nobody may.
        TokensError: the file of tokens cannot be read.

    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthorizedError(given=False)
    who = await asyncio.to_thread(tokens.holder, token.strip())
    if who is None:
        raise UnauthorizedError(given=True)
    return who


async def write(
    request: Request, writing: Writing, who: str, action: Action, seconds: float | None = None
) -> Outcome:
    """Do what `action` says, and return what became of it.

    Raises:
        WriteError: it has not gone its way.

    """
    wanted = Write(
        action=action,
        who=who,
        why=_why(request) or f"{request.method} {request.url.path}",
        dry=is_trial(request),
        expected=_expected(request),
    )
    return await writing.writer.write(wanted, seconds)


def answer(request: Request, outcome: Outcome, location: str | None = None) -> Response:
    """Return the response that tells a client of `outcome`.

    `location` is where a graph is, in case it was created.
    """
    headers = {REVISION: outcome.revision, "Cache-Control": "no-store"}
    if outcome.verdict is not None:
        headers |= {"Preference-Applied": "validate=only", "Vary": "Accept, Prefer"}
        return report(request, outcome.verdict, HTTPStatus.OK, headers)
    content = {
        "revision": outcome.revision,
        "changed": outcome.changed,
        "added": outcome.added,
        "removed": outcome.removed,
    }
    status = HTTPStatus.OK
    if outcome.created and location is not None:
        status, headers["Location"] = HTTPStatus.CREATED, location
    return JSONResponse(content, status, headers)


def report(
    request: Request,
    verdict: Verdict,
    status: HTTPStatus,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a validation report, in JSON or in Turtle as the client accepts."""
    wanted = best_type([JSON, TURTLE], request.headers.get("accept"))
    content, media_type = (
        (verdict.turtle, TURTLE) if wanted == TURTLE else (verdict.json_text, JSON)
    )
    return Response(content, status, headers and dict(headers), media_type)


def is_trial(request: Request) -> bool:
    """Tell whether the client only wants to know what a write would break (`validate=only`)."""
    preferred = parse_dict_header(request.headers.get("prefer", ""))
    return preferred.get("validate") == "only"


def _why(request: Request) -> str:
    said = request.headers.get(WHY.lower(), "")
    why = unquote(said.encode("latin-1").decode("utf-8", "replace")).strip()
    if len(why) > LONGEST:
        raise FaultsError([fault(WHY, why[:LONGEST], "why")])
    return why


def _expected(request: Request) -> str:
    """Return the revision that the client takes for the last (`If-Match`), if it says one.

    It may be the tag of any answer: that begins with the revision.
    """
    wanted = request.headers.get("if-match", "").strip().removeprefix("W/").strip('"')
    return "" if wanted == "*" else wanted.partition(".")[0]
