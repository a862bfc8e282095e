"""The short way of a query: what it takes to answer one that asks for nothing out of the ordinary.

Through the layers and routes of the framework a look-up takes ten times as long as its evaluation.
Here the same is said in the same headers, and what is out of the ordinary goes the long way.
"""

import asyncio
import re
from binascii import a2b_qp
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from server.direct import Tell
from server.endpoint import ALL, PATH
from server.formats import AnyFormat, formats
from server.local import LocalEngine
from server.negotiation import LONGEST, NotAcceptableError, choose, prefers_html
from server.operation.exchange import Exchange
from server.query import Query
from server.readers.answer import Answer
from server.readers.faults import QuerySyntaxError
from server.repeats import Header, Kept, Memory
from server.results import (
    Asked,
    InvalidQueryError,
    headers_of,
    with_base,
)
from server.security import HEADERS
from server.service import Service
from server.sparql.diagnosis import diagnose
from server.sparql.outline import Form, outline
from server.streaming import Begun

ASKED: Final = b"query="
BROKEN: Final = re.compile(b"%(?![0-9A-Fa-f]{2})")
INDIRECT: Final = frozenset((b"expect", b"x-forwarded-for", b"x-forwarded-proto"))
"""The headers for which a request goes the long way."""
CONDITIONAL: Final = frozenset((b"if-none-match", b"origin"))
"""Those for which its answer is made there; it may be given again the short way."""
SECURITY: Final = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())

Told = Callable[[Exchange], None]


@dataclass(frozen=True, slots=True)
class Short:
    """A request that can go the short way."""

    text: str
    form: AnyFormat
    media_type: str
    packed: bool
    """Whether the client takes a compressed answer."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A short answer, whole."""

    kept: Kept
    timing: Header
    lasts: bool
    """Whether it will be the same the next time."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Answers queries from readers on this machine, without any layer in between."""

    service: Service
    engine: LocalEngine
    memory: Memory
    tell: Tell
    raised: tuple[type[Exception], ...]
    """What `tell` turns into a response."""
    smallest: int
    """How many bytes an answer has that is compressed where the client takes that."""
    told: Told | None = None
    """Hears of the exchanges that went this way."""

    def is_direct(self, scope: Scope) -> bool:
        """Tell whether a request comes from the client itself, and does not wait to be heard."""
        return INDIRECT.isdisjoint([name for name, _ in scope["headers"]])

    def opened(self, scope: Scope) -> Short | None:
        """Return what a request asks, if it can go this way."""
        query: bytes = scope["query_string"]
        if scope["path"] != PATH or len(query) > self.service.settings.max_query_bytes:
            return None
        headers: dict[bytes, bytes] = dict(scope["headers"])
        text = None if headers.keys() & CONDITIONAL else text_of(query)
        form = outline(text).form if text else None
        if not text or form is None or "service" in text.lower():
            return None
        way = _way(form, headers.get(b"accept", b"*/*")[: LONGEST + 1].decode("latin-1"))
        return way and Short(text, *way, packed=b"accept-encoding" in headers)

    async def answer(self, scope: Scope, short: Short, client: str) -> Fresh | Response:
        """Return a short answer that is whole, or a response that answers in any other way."""
        try:
            return await self._answer(scope, short, client)
        except self.raised as error:
            return await self.tell(Request(scope), error)

    async def _answer(self, scope: Scope, short: Short, client: str) -> Fresh | Response:
        revision, began = self.engine.revision, perf_counter()
        asked = Asked(short.text, None, union=self.service.settings.union_default_graph)
        query = Query(short.text, short.form.engine, union=asked.union, client=client)
        answer = await self._asked(scope, query)
        timing = f"query;dur={(perf_counter() - began) * 1000:.2f}"
        headers = headers_of(revision, short.media_type, short.form, asked)
        if self.engine.revision != revision:
            headers = {"Vary": "Accept", "Cache-Control": "no-store"}
        content = answer.content() if answer.whole else None
        if content is None or not self._is_plain(short, content):
            headers["Server-Timing"] = timing
            if content is not None:
                return Response(content, headers=headers, media_type=short.media_type)
            return (await Begun.of(pieces(answer))).response(headers, short.media_type)
        packable = len(content) >= self.smallest
        headers["Vary"] += ", Accept-Encoding, Origin" if packable else ", Origin"
        response = Response(content, headers=headers, media_type=short.media_type)
        kept = Kept(revision, response.status_code, (*response.raw_headers, *SECURITY), content)
        return Fresh(kept, (b"server-timing", timing.encode()), "ETag" in headers)

    def _is_plain(self, short: Short, content: bytes) -> bool:
        """Tell whether an answer is sent as it is, whatever the layers do by its type."""
        known = short.media_type == short.form.media_types[0]
        return len(content) < self.smallest or (known and not short.packed)

    async def _asked(self, scope: Scope, query: Query) -> Answer:
        try:
            return await self.engine.ask(query)
        except QuerySyntaxError as error:
            address = self.service.address(Request(scope), PATH)
            based = await asyncio.to_thread(with_base, query, address, error)
        try:
            return await self.engine.ask(based)
        except QuerySyntaxError as error:
            raise InvalidQueryError(diagnose(query.text, str(error))) from None


async def pieces(answer: Answer) -> AsyncGenerator[bytes]:
    """Yield the pieces of `answer`; closing the generator ends its reader."""
    async with answer:
        async for piece in answer:
            yield piece


def text_of(query: bytes) -> str | None:
    """Return the text that a query string asks; None where it says more, or is malformed.

    This does what `parse_qsl` does, by the decoder that Python has in C for another encoding, which
    takes a twentieth of the time.
    """
    if not query.startswith(ASKED) or b"&" in query or BROKEN.search(query):
        return None
    written = query[len(ASKED) :].replace(b"=", b"%3D").replace(b"+", b" ").replace(b"%", b"=")
    try:
        return a2b_qp(written).decode()
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=1000)
def _way(form: Form, accept: str) -> tuple[AnyFormat, str] | None:
    """Return the format for a client that accepts this, and what it is called.

    There is none where that is a page, a table that is made of an answer, or nothing.
    """
    if len(accept) > LONGEST or prefers_html(accept, ALL):
        return None
    try:
        chosen, media_type = choose(formats(form), accept, None)
    except NotAcceptableError:
        return None
    return None if chosen.table else (chosen, media_type)
