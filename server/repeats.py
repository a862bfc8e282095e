"""Answers that were given before, as they went out: to give one again is to look it up.

Below this layer an answer that is kept is negotiated, compressed and put into headers anew each
time, which takes thirty times as long.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATHS: Final = ("/sparql", "/queries/", "/graphs")
"""Where answers depend on nothing but the request and the revision."""
NAMED: Final = frozenset(
    (b"accept", b"accept-encoding", b"accept-language", b"if-none-match", b"origin", b"host")
)
"""The headers of a request on which its answer depends."""
LONGEST: Final = 256 * 1024
"""How many bytes the body of an answer may have that is kept here."""
OVERHEAD: Final = 4096
"""How many bytes an entry takes beside the body, about."""

Header = tuple[bytes, bytes]
Key = tuple[str, bytes, tuple[Header, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the revision that gave it."""

    revision: str
    start: Message
    body: Message

    @property
    def size(self) -> int:
        """Return how many bytes it takes, about."""
        return OVERHEAD + len(self.body["body"])


class Repeats:
    """An ASGI layer that keeps answers to GET that name their revision in a tag."""

    def __init__(self, app: ASGIApp, revision: Callable[[], str], budget: int) -> None:
        """Keep up to `budget` bytes of what `app` answers at the current revision."""
        self.app = app
        self._revision = revision
        self._budget = budget
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application did before, or does now."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if not path.startswith(PATHS) or not scope["query_string"]:
            await self.app(scope, receive, send)
            return
        named = tuple(each for each in scope["headers"] if each[0] in NAMED)
        key = (path, scope["query_string"], named)
        kept = self._kept.get(key)
        if kept is not None and kept.revision == self._revision():
            self._kept.move_to_end(key)
            # Layers around this one may change headers in place.
            await send({**kept.start, "headers": [*kept.start["headers"]]})
            await send(kept.body)
            return
        await self.app(scope, receive, _Recording(self, key, self._revision(), send).send)

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep an answer, and let go of those that were not asked for for longest."""
        former = self._kept.pop(key, None)
        self._size += kept.size - (former.size if former is not None else 0)
        self._kept[key] = kept
        while self._size > self._budget and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size


class _Recording:
    """Passes an answer on, and has it kept if it is whole, small and tagged."""

    def __init__(self, repeats: Repeats, key: Key, revision: str, send: Send) -> None:
        self._repeats = repeats
        self._key = key
        self._revision = revision
        self._send = send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_kept(message):
            self._start = {**message, "headers": _without_timing(message["headers"])}
        elif message["type"] == "http.response.body" and self._start is not None:
            if not message.get("more_body", False) and len(message["body"]) <= LONGEST:
                kept = Kept(self._revision, self._start, {**message})
                self._repeats.keep(self._key, kept)
            self._start = None
        await self._send(message)

    def _is_kept(self, start: Message) -> bool:
        tag = next((value for name, value in start["headers"] if name == b"etag"), b"")
        return start["status"] in {200, 304} and tag.startswith(
            f'W/"{self._revision}.'.encode("latin-1")
        )


def _without_timing(headers: Iterable[Header]) -> list[Header]:
    return [each for each in headers if each[0] != b"server-timing"]
