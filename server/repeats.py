"""Answers that were given before, as they went out: to give one again is to look it up.

Below this layer an answer that is kept is negotiated, compressed and put into headers anew each
time, which takes thirty times as long.

Keys and what is kept are flat tuples of texts and bytes, which the collector of garbage leaves
alone once it has seen them. All else it looks through again and again: 40,000 answers kept as
objects took it 150 ms, in which the server answered nothing.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.pages.navigation import HOME, NAVIGATION

PATHS: Final = ("/sparql", "/queries/", "/graphs")
"""Where answers to what a query string asks depend on nothing but the request and the revision."""
PAGES: Final = ("/id/", "/def/", "/catalog", *(path for path, _ in NAVIGATION if path != HOME))
"""Where all answers that name their revision do."""
NAMED: Final = frozenset(
    (b"accept", b"accept-encoding", b"accept-language", b"if-none-match", b"origin", b"host")
)
"""The headers of a request on which its answer depends."""
LONGEST: Final = 256 * 1024
"""How many bytes the body of an answer may have that is kept here."""
OVERHEAD: Final = 4096
"""How many bytes an entry takes beside the body, about."""

Header = tuple[bytes, bytes]
Key = tuple[str | bytes, ...]
"""An address, a query string, and the headers of a request that count, name by value."""
Flat = tuple[str, int, bytes, *tuple[bytes, ...]]
"""What `Kept` is, with its headers at the end, name by value."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the revision that gave it."""

    revision: str
    status: int
    headers: tuple[Header, ...]
    body: bytes

    @property
    def size(self) -> int:
        """Return how many bytes it takes, about."""
        return OVERHEAD + len(self.body)


def key_of(scope: Scope) -> Key | None:
    """Return what tells the answer to a request from others; None where it is not to be kept."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    path: str = scope["path"]
    query: bytes = scope["query_string"]
    if not (query and path.startswith(PATHS)) and not path.startswith(PAGES) and path != HOME:
        return None
    headers = [part for each in scope["headers"] if each[0] in NAMED for part in each]
    return scope["scheme"] + path, query, *headers


class Memory:
    """Answers to GET by their keys; those that were not asked for for longest go first."""

    def __init__(self, revision: Callable[[], str], budget: int) -> None:
        """Keep up to `budget` bytes of what is answered at the current revision."""
        self.revision = revision
        self._budget = budget
        self._kept: OrderedDict[Key, Flat] = OrderedDict()
        self._size = 0

    def get(self, key: Key) -> Kept | None:
        """Return the answer for `key`, if it is kept and still holds."""
        flat = self._kept.get(key)
        if flat is None or flat[0] != self.revision():
            return None
        self._kept.move_to_end(key)
        return _kept(flat)

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep an answer, unless it is long."""
        if len(kept.body) > LONGEST:
            return
        former = self._kept.pop(key, None)
        self._size += kept.size - (_kept(former).size if former is not None else 0)
        parts = [part for header in kept.headers for part in header]
        self._kept[key] = kept.revision, kept.status, kept.body, *parts
        while self._size > self._budget and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self._size -= _kept(oldest).size


def _kept(flat: Flat) -> Kept:
    revision, status, body, *parts = flat
    return Kept(revision, status, tuple(zip(parts[::2], parts[1::2], strict=True)), body)


class Repeats:
    """An ASGI layer that keeps answers to GET that name their revision in a tag."""

    def __init__(self, app: ASGIApp, memory: Memory) -> None:
        """Keep in `memory` what `app` answers."""
        self.app = app
        self._memory = memory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application did before, or does now."""
        key = key_of(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        kept = self._memory.get(key)
        if kept is None:
            await self.app(scope, receive, _Recording(self._memory, key, send).send)
            return
        # Layers around this one may change the list of headers.
        start = {"type": "http.response.start", "status": kept.status, "headers": [*kept.headers]}
        await send(start)
        await send({"type": "http.response.body", "body": kept.body})


class _Recording:
    """Passes an answer on, and has it kept if it is whole, small and tagged."""

    def __init__(self, memory: Memory, key: Key, send: Send) -> None:
        self._memory = memory
        self._key = key
        self._revision = memory.revision()
        self._send = send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_kept(message):
            self._start = {**message, "headers": _without_timing(message["headers"])}
        elif message["type"] == "http.response.body" and self._start is not None:
            if not message.get("more_body", False):
                headers = tuple(self._start["headers"])
                kept = Kept(self._revision, self._start["status"], headers, message["body"])
                self._memory.keep(self._key, kept)
            self._start = None
        await self._send(message)

    def _is_kept(self, start: Message) -> bool:
        tag = next((value for name, value in start["headers"] if name == b"etag"), b"")
        return start["status"] in {200, 304} and tag.startswith(
            f'W/"{self._revision}.'.encode("latin-1")
        )


def _without_timing(headers: Iterable[Header]) -> list[Header]:
    return [each for each in headers if each[0] != b"server-timing"]
